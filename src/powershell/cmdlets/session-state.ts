/** What a session keeps beside variables: drives, history, breakpoints, subscribers, the last error, secure strings. */
import type { Context } from '../engine/builtin.ts';
import { ErrorObject } from '../engine/errors.ts';
import { PSObj } from '../engine/psobject.ts';
import { wildcard } from '../engine/wildcard.ts';
import { NetValue, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';

/** A command that lists what a session without a person at it never has. */
const nothing = (name: string, module: 'core' | 'utility', table: string) =>
  builtin(name, module, table, () => ({ *process() {} }));

/** A System.Security.SecureString; its text is shown to nobody but ConvertFrom-SecureString -AsPlainText. */
export class SecureString extends NetValue {
  readonly plain: string;
  constructor(plain: string) {
    super();
    this.plain = plain;
  }
  get typeName(): string {
    return 'System.Security.SecureString';
  }
  get propertyNames(): readonly string[] {
    return ['Length'];
  }
  get typeNames(): readonly string[] {
    return [this.typeName, 'System.Object'];
  }
  get(name: string): PSValue | undefined {
    return name.toLowerCase() === 'length' ? this.plain.length : undefined;
  }
  get text(): string {
    return this.typeName;
  }
}

const TO_SECURE = builtin(
  'ConvertTo-SecureString',
  'security',
  `
String string @0 ! <
AsPlainText switch [PlainText] @1
Force switch [PlainText] @2
SecureKey object [Secure] @1
Key byte[] [Open]
`,
  (c) => ({
    *process() {
      if (!c.flag('AsPlainText')) {
        throw c.fail(
          'ImportSecureString_InvalidArgument',
          'NotImplemented',
          'Encrypted strings cannot be read here; -AsPlainText takes a text as it is.',
          'System.Management.Automation.PSNotSupportedException',
        );
      }
      yield* c.emit(new SecureString(c.text('String')));
    },
  }),
  { defaultSet: 'Secure' },
);

const FROM_SECURE = builtin(
  'ConvertFrom-SecureString',
  'security',
  `
SecureString object @0 ! <
AsPlainText switch
SecureKey object @1
Key byte[]
`,
  (c) => ({
    *process() {
      const value = c.get('SecureString');
      if (!c.flag('AsPlainText') || !(value instanceof SecureString)) {
        throw c.fail(
          'ExportSecureString_InvalidArgument',
          'NotImplemented',
          'Encrypted strings cannot be made here; -AsPlainText gives the text.',
          'System.Management.Automation.PSNotSupportedException',
        );
      }
      yield* c.emit(value.plain);
    },
  }),
);

const GET_ERROR = builtin(
  'Get-Error',
  'core',
  'InputObject psobject [Error] @0 <\nNewest|Last int 1..2147483647 [Newest]',
  (c) => ({
    *process() {
      const given = c.get('InputObject');
      if (given !== null) {
        yield* c.emit(given);
        return;
      }
      const all = c.engine.errorList.items.filter((e) => e instanceof ErrorObject);
      yield* c.emitAll(all.slice(0, c.has('Newest') ? c.number('Newest') : 1));
    },
  }),
  { defaultSet: 'Newest' },
);

interface Drive {
  readonly name: string;
  readonly provider: string;
  readonly root: string;
}

/** The drives of every session; those of the file system are the letters of Windows or the one root of Unix. */
function drives(c: Context): Drive[] {
  const file = c.engine.surroundings.windows
    ? [{ name: 'C', provider: 'FileSystem', root: 'C:\\' }]
    : [{ name: '/', provider: 'FileSystem', root: '/' }];
  return [
    { name: 'Alias', provider: 'Alias', root: '' },
    ...file,
    { name: 'Env', provider: 'Environment', root: '' },
    { name: 'Function', provider: 'Function', root: '' },
    { name: 'Variable', provider: 'Variable', root: '' },
  ];
}

const GET_DRIVE = builtin(
  'Get-PSDrive',
  'management',
  `
Name string[] [Name] @0 <.
LiteralName string[] [LiteralName] @0 ! <.
Scope string <.
PSProvider string[] <.
`,
  (c) => ({
    *process() {
      const names = [...c.texts('Name'), ...c.texts('LiteralName')];
      const providers = c.texts('PSProvider').map((p) => wildcard(p));
      for (const drive of drives(c)) {
        if (names.length > 0 && !names.some((n) => wildcard(n).test(drive.name))) continue;
        if (providers.length > 0 && !providers.some((p) => p.test(drive.provider))) continue;
        const provider = new PSObj(['System.Management.Automation.ProviderInfo', 'System.Object'], {
          Name: drive.provider,
        });
        provider.toText = () => `Microsoft.PowerShell.Core\\${drive.provider}`;
        const object = new PSObj(['System.Management.Automation.PSDriveInfo', 'System.Object'], {
          Used: null,
          Free: null,
          CurrentLocation: '',
          Name: drive.name,
          Provider: provider,
          Root: drive.root,
          Description: '',
        });
        object.toText = () => drive.name;
        yield* c.emit(object);
      }
      for (const name of names) {
        if (/[*?[]/.test(name) || drives(c).some((d) => d.name.toLowerCase() === name.toLowerCase())) continue;
        yield* c.error(
          c.record(
            'GetLocationNoMatchingDrive',
            'ObjectNotFound',
            `Cannot find drive. A drive with the name '${name}' does not exist.`,
            'System.Management.Automation.DriveNotFoundException',
            { target: name },
          ),
        );
      }
    },
  }),
  { defaultSet: 'Name' },
);

const GET_PROPERTY = builtin(
  'Get-ItemProperty',
  'management',
  `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Name|PSProperty string[] @1
Filter string
Include string[]
Exclude string[]
`,
  (c) => ({
    *process() {
      const get = c.engine.builtins.get('get-item');
      if (!get) return;
      const inner = c.engine.scriptBlock(
        'param($p, $n) $i = Get-Item -LiteralPath $p; if ($n) { $i | Select-Object -Property $n } else { $i }',
      );
      for (const path of [...c.texts('Path'), ...c.texts('LiteralPath')]) {
        const names = c.texts('Name');
        yield* c.engine.runBlock(inner, {
          scope: c.frame.scope,
          out: c.out,
          streams: c.streams,
          args: [path, names.length > 0 ? names : null],
          newScope: true,
        });
      }
    },
  }),
  { defaultSet: 'Path' },
);

export const STATE = [
  nothing('Get-History', 'core', 'Id long[] @0 <\nCount int @1'),
  nothing(
    'Get-PSBreakpoint',
    'utility',
    'Id int[] @0 <\nScript string[]\nVariable string[]\nCommand string[]\nType object[]',
  ),
  nothing('Get-EventSubscriber', 'utility', 'SourceIdentifier string @0 <.\nSubscriptionId int\nForce switch'),
  GET_ERROR,
  GET_DRIVE,
  GET_PROPERTY,
  TO_SECURE,
  FROM_SECURE,
];
