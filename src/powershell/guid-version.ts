/** Reading identifiers and versions as .NET does, with its words for what is wrong. */
import { Guid, Version } from './values.ts';

const digits = /^[\da-f]+$/i;
const withDashes = /^.{8}-.{4}-.{4}-.{4}-.{12}$/;

/** A Guid from text in one of its forms, or what .NET says is wrong with it. */
export function parseGuid(text: string): Guid | string {
  const trimmed = text.trim();
  if (trimmed.length < 32) return 'Unrecognized Guid format.';
  const close = { '{': '}', '(': ')' }[trimmed[0]!];
  if (!close && !trimmed.includes('-')) {
    if (trimmed.length !== 32) return 'Guid should contain only 32 digits (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx).';
    if (!digits.test(trimmed)) return 'Guid string should only contain hexadecimal characters.';
    return new Guid(trimmed.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  }
  const bare = close ? trimmed.slice(1, -1) : trimmed;
  if (bare.length !== 36 || (close && !trimmed.endsWith(close))) {
    return 'Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).';
  }
  if (!withDashes.test(bare)) return 'Dashes are in the wrong position for GUID parsing.';
  if (!digits.test(bare.replaceAll('-', ''))) return 'Guid string should only contain hexadecimal characters.';
  return new Guid(bare.toLowerCase());
}

/** A Version of two to four numbers, or what .NET says is wrong with it. */
export function parseVersion(text: string): Version | string {
  const parts = text.split('.');
  if (parts.length < 2 || parts.length > 4) {
    return "Version string portion was too short or too long. (Parameter 'input')";
  }
  for (const part of parts) {
    if (!/^\s*[+-]?\d+\s*$/.test(part)) return `The input string '${part}' was not in a correct format.`;
    const number = Number(part);
    if (Math.abs(number) > 2_147_483_647) return 'Value was either too large or too small for an Int32.';
    if (number < 0) {
      return `input ('${number}') must be a non-negative value. (Parameter 'input')\nActual value was ${number}.`;
    }
  }
  return new Version(parts.map((part) => Math.abs(Number(part))));
}
