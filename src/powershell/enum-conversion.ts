/** Conversion to enumerations: names, unique prefixes, lists of names, numbers that exist. */
import { CastError } from './cast-error.ts';
import { integerBounds } from './numbers.ts';
import { type EnumType, EnumValue } from './values.ts';

/** Names in the order of their numbers, negative ones last, as .NET lists them. */
export function enumNames(type: EnumType): string[] {
  const unsigned = (n: number) => (n < 0 ? n + 2 ** 32 : n);
  return Object.entries(type.members)
    .sort((a, b) => unsigned(a[1]) - unsigned(b[1]))
    .map(([name]) => name);
}

/** A member by number; the numbers of a plain enumeration must exist, those of flags be made of ones that do. */
export function enumFromNumber(type: EnumType, value: number, shown: string): EnumValue {
  const numbers = Object.values(type.members);
  const all = numbers.reduce((a, b) => a | b, 0);
  if (!numbers.includes(value) && !(type.flags && value !== 0 && (value & ~all) === 0))
    throw undefinedValue(type, shown);
  return new EnumValue(type, value);
}

/** What is said of a number that no member has, and of null (`shown` undefined). */
export function undefinedValue(type: EnumType, shown?: string): CastError {
  const what = shown === undefined ? 'null' : `value "${shown}"`;
  return new CastError(
    `Cannot convert ${what} to type "${type.name}" due to enumeration values that are not valid. Specify one of the ` +
      `following enumeration values and try again. The possible enumeration values are "${enumNames(type).join(',')}".`,
  ).named(shown === undefined ? 'nullToEnumInvalidCast' : 'UndefinedIntegerToEnum');
}

/** A member, or an or-ed combination, from text. */
export function enumFromText(type: EnumType, text: string): EnumValue {
  const exact = parseExact(type, text);
  if (exact !== undefined) {
    try {
      return enumFromNumber(type, exact, text);
    } catch (e) {
      throw e instanceof CastError ? e.named('EnumParseUndefined') : e;
    }
  }
  return new EnumValue(type, type.members[disambiguate(type, text)]!);
}

/** .NET's own parsing: a number, or whole names in any letter case with commas between. */
function parseExact(type: EnumType, text: string): number | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d+$/.test(trimmed)) {
    const number = BigInt(trimmed.replace('+', ''));
    const [min, max] = integerBounds.Int32!;
    return number >= min && number <= max ? Number(number) : undefined;
  }
  let value = 0;
  for (const part of trimmed.split(',')) {
    const name = part.trim().toLowerCase();
    const member = Object.entries(type.members).find(([n]) => n.toLowerCase() === name);
    if (!member) return undefined;
    value |= member[1];
  }
  return value;
}

function disambiguate(type: EnumType, text: string): string {
  const names = enumNames(type);
  const matches = names.filter((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  if (matches.length === 1) return matches[0]!;
  const why =
    matches.length === 0
      ? `Unable to match the identifier name ${text} to a valid enumerator name. Specify one of the following ` +
        `enumerator names and try again:\n${names.join(', ')}`
      : `The identifier name ${text} cannot be processed because it is either too similar or identical to the following ` +
        `enumerator names: ${matches.join(', ')}. Use a more specific identifier name.`;
  throw CastError.because(text, type.name, why, 'SubstringDisambiguationEnumParseThrewAnException');
}
