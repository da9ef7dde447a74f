import { edition } from '../edition.ts';
import { type PSValue, Version } from '../values.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { ExitError } from './frame.ts';
import { VOID } from './method-tools.ts';
import { PSObj } from './psobject.ts';

export function pathInfo(engine: Engine): PSValue {
  const o = new PSObj(['System.Management.Automation.PathInfo', 'System.Object'], {
    Drive: null,
    Provider: 'Microsoft.PowerShell.Core\\FileSystem',
    ProviderPath: engine.files.location,
    Path: engine.files.location,
  });
  o.toText = () => engine.files.location;
  return o;
}

export function hostObject(engine: Engine): PSObj {
  if (engine.hostCache) return engine.hostCache;
  const ui = new PSObj(['System.Management.Automation.Internal.Host.InternalHostUserInterface', 'System.Object'], {
    RawUI: new PSObj(['System.Management.Automation.Internal.Host.InternalHostRawUserInterface', 'System.Object'], {
      WindowTitle: '',
      BufferSize: '80,25',
      WindowSize: '80,25',
    }),
  });
  ui.data = {
    call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
      if (key === 'writeline') engine.host.out(`${toText(args[args.length - 1] ?? '')}\n`);
      else if (key === 'write') engine.host.out(toText(args[args.length - 1] ?? ''));
      else if (key === 'writeerrorline') engine.host.err(`${toText(args[0] ?? '')}\n`);
      else if (key === 'writewarningline') engine.host.stream('warning', toText(args[0] ?? ''));
      else return undefined;
      return VOID;
    },
  };
  engine.hostCache = new PSObj(
    [
      'System.Management.Automation.Internal.Host.InternalHost',
      'System.Management.Automation.Host.PSHost',
      'System.Object',
    ],
    {
      Name: 'ConsoleHost',
      Version: new Version(edition.current.version.split('.').map(Number)),
      InstanceId: engine.surroundings.newGuid(),
      UI: ui,
      CurrentCulture: 'en-US',
      CurrentUICulture: 'en-US',
      PrivateData: null,
      DebuggerEnabled: true,
      IsRunspacePushed: false,
      Runspace: null,
    },
  );
  engine.hostCache.data = {
    call: (key: string, args: readonly PSValue[]): PSValue | undefined => {
      if (key !== 'setshouldexit') return undefined;
      throw new ExitError(Number(toText(args[0]!)));
    },
  };
  return engine.hostCache;
}
