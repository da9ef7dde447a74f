/** What a session keeps beside variables: drives, history, breakpoints, subscribers, the last error, secure strings. */
import { ErrorObject } from '../engine/errors.ts';
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

export const STATE = [
  nothing('Get-History', 'core', 'Id long[] @0 <\nCount int @1'),
  nothing(
    'Get-PSBreakpoint',
    'utility',
    'Id int[] @0 <\nScript string[]\nVariable string[]\nCommand string[]\nType object[]',
  ),
  nothing('Get-EventSubscriber', 'utility', 'SourceIdentifier string @0 <.\nSubscriptionId int\nForce switch'),
  GET_ERROR,
  TO_SECURE,
  FROM_SECURE,
];
