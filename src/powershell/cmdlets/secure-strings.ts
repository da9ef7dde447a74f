/** ConvertTo-SecureString and ConvertFrom-SecureString. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { NetValue, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';

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

/** What an encrypted text begins with where a key was given (SecureStringHelper of PowerShell's sources). */
const HEADER = '76492d1116743f0423413b16050a5345';

/** The key of a command; null where none was given. */
function keyOf(c: Context): Buffer | null {
  const secure = c.get('SecureKey');
  if (c.has('SecureKey') && !(secure instanceof SecureString)) {
    throw c.fail(
      'CannotConvertArgumentNoMessage',
      'InvalidArgument',
      `Cannot bind parameter 'SecureKey'. Cannot convert the "${toText(secure)}" value to type "System.Security.SecureString".`,
      'System.Management.Automation.ParameterBindingException',
    );
  }
  const key =
    secure instanceof SecureString
      ? Buffer.from(secure.plain, 'utf16le')
      : c.has('Key')
        ? Buffer.from((enumerable(c.get('Key')) ?? []).map((b) => Number(toText(b))))
        : null;
  if (key && ![16, 24, 32].includes(key.length)) {
    throw c.fail(
      'ImportSecureString_InvalidArgument_CryptographicError',
      'InvalidArgument',
      'The specified key is not valid. Valid key length settings are either 128 bits, 192 bits, or 256 bits.',
      'System.ArgumentException',
    );
  }
  return key;
}

function encrypted(c: Context, plain: string, key: Buffer): string {
  const iv = Buffer.from(Array.from({ length: 16 }, () => Math.floor(c.engine.surroundings.random() * 256)));
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  const data = Buffer.concat([cipher.update(Buffer.from(plain, 'utf16le')), cipher.final()]);
  const body = `2|${iv.toString('base64')}|${data.toString('hex')}`;
  return HEADER + Buffer.from(body, 'utf16le').toString('base64');
}

function decrypted(c: Context, text: string, key: Buffer | null): string {
  const bad = (why: string, id: string) =>
    c.fail(id, 'InvalidArgument', why, 'System.Management.Automation.PSArgumentException');
  if (key === null) {
    // Without a key a text is only written in hexadecimal digits, as PowerShell does where Windows does not encrypt for it.
    if (!/^(?:[\da-f]{4})*$/i.test(text))
      throw bad('The input string does not have the correct format.', 'ImportSecureString_InvalidArgument');
    return Buffer.from(text, 'hex').toString('utf16le');
  }
  try {
    const [, iv = '', data = ''] = Buffer.from(text.slice(HEADER.length), 'base64').toString('utf16le').split('|');
    const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, Buffer.from(iv, 'base64'));
    return Buffer.concat([cipher.update(Buffer.from(data, 'hex')), cipher.final()]).toString('utf16le');
  } catch {
    throw bad('Padding is invalid and cannot be removed.', 'ImportSecureString_InvalidArgument_CryptographicError');
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
      yield* c.emit(
        new SecureString(c.flag('AsPlainText') ? c.text('String') : decrypted(c, c.text('String'), keyOf(c))),
      );
    },
  }),
  { defaultSet: 'Secure' },
);

const FROM_SECURE = builtin(
  'ConvertFrom-SecureString',
  'security',
  `
SecureString object @0 ! <
SecureKey object [Secure] @1
AsPlainText switch [AsPlainText]
Key byte[] [Open]
`,
  (c) => ({
    *process() {
      const value = c.get('SecureString');
      if (!(value instanceof SecureString)) {
        throw c.fail(
          'CannotConvertArgumentNoMessage',
          'InvalidArgument',
          `Cannot bind parameter 'SecureString'. Cannot convert the "${toText(value)}" value of type "System.String" to type "System.Security.SecureString".`,
          'System.Management.Automation.ParameterBindingException',
        );
      }
      const key = keyOf(c);
      if (c.flag('AsPlainText')) yield* c.emit(value.plain);
      else yield* c.emit(key ? encrypted(c, value.plain, key) : Buffer.from(value.plain, 'utf16le').toString('hex'));
    },
  }),
  { defaultSet: 'Secure' },
);

export const SECURE_STRINGS = [TO_SECURE, FROM_SECURE];
