/** System.Environment. */
import { Hashtable, Version } from '../../values.ts';
import { toText } from '../convert.ts';
import { int, strings, text, VOID } from '../method-tools.ts';
import { PSObj } from '../psobject.ts';
import type { StaticType } from './static-type.ts';

export const ENVIRONMENT: StaticType = {
  properties: {
    newline: (env) => (env.windows ? '\n' : '\n'),
    machinename: (env) => env.environment.get('COMPUTERNAME') ?? 'localhost',
    username: (env) => env.environment.get('USERNAME') ?? env.environment.get('USER') ?? '',
    userdomainname: (env) => env.environment.get('USERDOMAIN') ?? env.environment.get('COMPUTERNAME') ?? '',
    currentdirectory: (env) => env.location(),
    processorcount: () => 4,
    is64bitoperatingsystem: () => true,
    is64bitprocess: () => true,
    tickcount: (env) => Math.floor(env.now() / 1000) | 0,
    osversion: (env) =>
      new PSObj(['System.OperatingSystem', 'System.Object'], {
        Platform: env.windows ? 'Win32NT' : 'Unix',
        Version: new Version([10, 0, 20348, 0]),
        VersionString: env.windows ? 'Microsoft Windows NT 10.0.20348.0' : 'Unix',
      }),
    version: () => new Version([10, 0, 0]),
    exitcode: () => 0,
    commandline: () => 'pwsh',
    systemdirectory: () => 'C:\\Windows\\system32',
  },
  methods: {
    getenvironmentvariable: ([n], env) =>
      env.environment.get(text(n!)) ??
      [...env.environment].find(([k]) => env.windows && k.toLowerCase() === text(n!).toLowerCase())?.[1] ??
      null,
    setenvironmentvariable: ([n, v], env) => {
      if (v === null || text(v!) === '') env.environment.delete(text(n!));
      else env.environment.set(text(n!), text(v!));
      return VOID;
    },
    getenvironmentvariables: (_, env) => {
      const table = new Hashtable();
      for (const [k, v] of env.environment) table.set(k, v);
      return table;
    },
    expandenvironmentvariables: ([s], env) =>
      text(s!).replace(/%([^%]+)%/g, (all, n: string) => env.environment.get(n) ?? all),
    getfolderpath: ([f], env) => {
      const home = env.environment.get('USERPROFILE') ?? env.environment.get('HOME') ?? '';
      return /UserProfile/i.test(toText(f!))
        ? home
        : /Temp/i.test(toText(f!))
          ? '/tmp'
          : `${home}${env.separator}${toText(f!)}`;
    },
    getcommandlineargs: () => strings(['pwsh']),
    exit: ([c], env) => env.exit(int(c ?? 0)),
  },
};
