/** Names of encodings, as -Encoding takes them, and text as bytes. */
import { type Edition, edition } from '../edition.ts';
import type { Context } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import { EncodingValue } from '../engine/net/encoding.ts';

const NAMES: Readonly<Record<string, string>> = {
  ascii: 'ascii',
  ansi: 'latin1',
  bigendianunicode: 'utf16be',
  bigendianutf32: 'utf32be',
  oem: 'latin1',
  unicode: 'utf16le',
  utf7: 'utf8',
  utf8: 'utf8',
  utf8bom: 'utf8bom',
  utf8nobom: 'utf8',
  utf32: 'utf32le',
  default: 'utf8',
  string: 'utf16le',
  latin1: 'latin1',
  'utf-8': 'utf8',
  'utf-16': 'utf16le',
  'us-ascii': 'ascii',
  'iso-8859-1': 'latin1',
};

/** The encoding that a command was given; the one that commands of its kind use otherwise. */
export function encodingOf(c: Context, parameter = 'Encoding', kind: keyof Edition['encodings'] = 'outFile'): string {
  const value = c.get(parameter);
  if (value === null) return edition.current.encodings[kind];
  if (value instanceof EncodingValue)
    return value.webName === 'utf-8' && value.mark ? 'utf8bom' : (NAMES[value.label] ?? 'utf8');
  const name = toText(value).toLowerCase();
  const found = edition.current.encodingNames[name] ?? NAMES[name];
  if (found) return found;
  throw c.fail(
    'CannotConvertArgumentNoMessage',
    'InvalidArgument',
    `Cannot process argument transformation on parameter '${parameter}'. '${toText(value)}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')`,
    'System.Management.Automation.ParameterBindingArgumentTransformationException',
  );
}

export { decodeBytes, encode, preamble } from '../text-encoding.ts';
