/**
 * PowerShell's conversion of a value to a type (LanguagePrimitives.ConvertTo): one function for parameters, casts and
 * operators. What parameter binding does differently (strict Booleans, lists to scalars) is the binder's business.
 */
import { CastError, NoWay } from './cast-error.ts';
import { parseDateTime, parseTimeSpan } from './dates.ts';
import { enumFromNumber, enumFromText, undefinedValue } from './enum-conversion.ts';
import { displayText } from './format/display-text.ts';
import { parseGuid, parseVersion } from './guid-version.ts';
import { numberFrom } from './number-conversion.ts';
import { NetObject } from './objects.ts';
import { toText } from './text.ts';
import { isValueType, type TypeRef } from './types.ts';
import {
  Char,
  Credential,
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  isNumber,
  listItems,
  NetValue,
  Num,
  type PSValue,
  Spelled,
  Switch,
  TimeSpan,
  TypedArray,
  typeNameOf,
  unwrap,
} from './values.ts';

/** What a conversion may depend on besides the value. */
export interface ConversionContext {
  /** $OFS: what joins the items of a list in a string. */
  readonly separator?: string;
}

/** `value` as a `type`. Throws a CastError where PowerShell refuses. */
export function convert(value: PSValue, type: TypeRef, context: ConversionContext = {}): PSValue {
  if (type.kind === 'object') return value;
  if (type.kind === 'string') return textOf(value, context);
  const plain = type.kind === 'version' && value instanceof Spelled ? value.text : unwrap(value);
  if (type.kind === 'nullable') return plain === null ? null : fromNullable(plain, type, context);
  if (plain === null) return nullTo(type);
  if (isInstance(plain, type)) return plain;
  if (type.kind === 'array') return toArray(plain, type, context);
  const items = keepsLists.has(type.kind) ? undefined : listItems(plain);
  if (items && items.length <= 1) return convert(items[0] ?? null, type, context);
  const converted = converters[type.kind]?.(plain, type, context);
  return converted === undefined ? fail(plain, type) : converted;
}

/** A session has no text of its own, and the engine says so. */
function textOf(value: PSValue, { separator }: ConversionContext): string {
  if (value instanceof NetObject && value.typeName === 'Microsoft.Management.Infrastructure.CimSession') {
    throw new CastError('Cannot convert value to type System.String.');
  }
  return toText(value, separator);
}

/** What a list of one item, or none, is not simply taken for that item. */
const keepsLists: ReadonlySet<TypeRef['kind']> = new Set(['bool', 'enum']);

/** True where the value is of the type already, or of a class derived from it. */
export function isInstance(value: PSValue, type: TypeRef): boolean {
  const plain = unwrap(value);
  if (plain === null) return false;
  if (type.kind === 'object') return true;
  if (type.kind === 'nullable') return isInstance(plain, type.element!);
  if (plain instanceof NetObject) return plain.typeNames.includes(type.name);
  if (typeNameOf(plain) === type.name) return true;
  // Objects made of members know the classes that they derive from.
  const chain =
    type.kind === 'class' && typeof plain === 'object' ? (plain as { typeNames?: unknown }).typeNames : null;
  return Array.isArray(chain) && chain.includes(type.name);
}

const nullArgument =
  'Cannot process argument because the value of argument "obj" is null. Change the value of argument "obj" to a non-null value.';

function fromNullable(value: PSValue, type: TypeRef, context: ConversionContext): PSValue {
  if (value instanceof Hashtable) throw CastError.because(value.typeName, type.name, nullArgument);
  if (value instanceof NetValue && !(value instanceof Num) && converters[type.element!.kind]) {
    try {
      return convert(value, type.element!, context);
    } catch (error) {
      if (error instanceof CastError && !listItems(value)) {
        throw new CastError(error.message.replace(`type "${type.element!.name}".`, `type "${type.name}".`));
      }
      throw error;
    }
  }
  return convert(value, type.element!, context);
}

/** What a value of a value type is before anything is assigned: .NET's default. */
export function defaultOf(type: TypeRef): PSValue {
  if (type.enum) return new EnumValue(type.enum, 0);
  if (type.kind === 'guid') return new Guid('00000000-0000-0000-0000-000000000000');
  if (type.kind === 'timespan') return new TimeSpan(0n);
  return type.kind === 'datetime' ? new DateTime(0n, 'Unspecified') : nullTo(type);
}

function nullTo(type: TypeRef): PSValue {
  if (type.kind === 'bool') return false;
  if (type.kind === 'switch') return new Switch(false);
  if (type.kind === 'number') return numberFrom(0, type)!;
  if (type.kind === 'char') return new Char(0);
  if (type.enum) throw undefinedValue(type.enum);
  if (isValueType(type)) throw new CastError(`Cannot convert null to type "${type.name}".`);
  return null;
}

function toArray(value: Exclude<PSValue, null>, type: TypeRef, context: ConversionContext): PSValue {
  const element = type.element!;
  try {
    const items = (listItems(value) ?? [value]).map((item) => convert(item, element, context));
    return element.name === 'System.Object' ? items : new TypedArray(element.name, items);
  } catch (error) {
    if (!(error instanceof CastError) || listItems(value)) throw error;
    if (error instanceof NoWay) throw CastError.noWay(shownAs(value), typeNameOf(value), type.name);
    throw CastError.because(shownAs(value), type.name, error.message);
  }
}

type Converter = (value: Exclude<PSValue, null>, type: TypeRef, context: ConversionContext) => PSValue | undefined;

const converters: Readonly<Partial<Record<TypeRef['kind'], Converter>>> = {
  bool: (value) => truth(value),
  switch: (value) => (typeof value === 'boolean' ? new Switch(value) : undefined),
  number: (value, type) => numberFrom(value, type),
  char: charFrom,
  guid: (value, type) => fromText(parseGuid)(value, type, {}),
  version: (value, type) => fromText(parseVersion)(value, type, {}),
  timespan: timeSpanFrom,
  datetime: dateTimeFrom,
  enum: enumFrom,
  class: (value, type) => (type.name === credential ? credentialFrom(value) : undefined),
};

/** A custom object makes a credential of its UserName, also where it has none. */
function credentialFrom(value: PSValue): Credential | undefined {
  if (!(value instanceof NetValue) || value.typeName !== 'System.Management.Automation.PSCustomObject')
    return undefined;
  const get = (value as { readonly get?: (name: string) => PSValue | undefined }).get?.('UserName');
  return new Credential(toText(get ?? null) || null);
}

/** PowerShell's truth of a value. */
export function truth(value: PSValue): boolean {
  const plain = unwrap(value);
  if (plain === null || plain === false || plain === '' || plain === 0 || plain === 0n) return false;
  if (plain instanceof Num) return Number(plain.value) !== 0;
  if (plain instanceof Switch) return plain.isPresent;
  if (plain instanceof Char) return plain.code !== 0;
  if (plain instanceof EnumValue) return plain.value !== 0;
  const items = listItems(plain);
  if (!items) return true;
  if (items.length !== 1) return items.length > 1;
  return listItems(items[0]!) ? listItems(items[0]!)!.length > 0 : truth(items[0]!);
}

function enumFrom(value: Exclude<PSValue, null>, type: TypeRef): PSValue | undefined {
  const enumType = type.enum!;
  if (typeof value === 'string') return enumFromText(enumType, value);
  if (typeof value === 'number') return enumFromNumber(enumType, value, String(value));
  if (value instanceof Num && (value.kind === 'Double' || value.kind === 'Single' || value.kind === 'Decimal')) {
    return enumFromText(enumType, toText(value));
  }
  if (isNumber(value))
    return enumFromNumber(enumType, Number(value instanceof Num ? value.value : value), toText(value));
  const items = listItems(value);
  if (items)
    return enumFromText(
      enumType,
      items.map((item) => (typeof item === 'string' ? item : toText(convert(item, type)))).join(','),
    );
  return value instanceof EnumValue ? enumFromNumber(enumType, value.value, value.text) : undefined;
}

function charFrom(value: Exclude<PSValue, null>, type: TypeRef): PSValue | undefined {
  if (typeof value === 'string') {
    if (value.length === 1) return new Char(value.charCodeAt(0));
    throw CastError.because(value, type.name, 'String must be exactly one character long.');
  }
  const whole = value instanceof Num && value.kind === 'UInt64' ? BigInt(value.value) : ticksOf(value);
  if (whole !== undefined) {
    if (whole >= 0 && whole <= 0xffff) return new Char(Number(whole));
    throw CastError.because(toText(value), type.name, 'Value was either too large or too small for a character.');
  }
  if (value instanceof Num) {
    const why =
      value.kind === 'BigInteger'
        ? 'Object must implement IConvertible.'
        : `Invalid cast from '${value.kind}' to 'Char'.`;
    throw CastError.because(displayText(value), type.name, why, 'InvalidCastIConvertible');
  }
  return undefined;
}

/** Converts what has a text by reading that. */
function fromText(parse: (text: string) => PSValue | string): Converter {
  return (value, type) => {
    if (typeof value !== 'string' && !isNumber(value)) return undefined;
    const text = toText(value);
    const parsed = parse(text);
    if (typeof parsed === 'string') throw CastError.because(text, type.name, parsed);
    return parsed;
  };
}

/** Whole numbers mean ticks; other numbers mean what their text means. */
function ticksOf(value: Exclude<PSValue, null>): bigint | undefined {
  if (value instanceof Char) return BigInt(value.code);
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value);
  if (value instanceof EnumValue) return BigInt(value.value);
  const whole = value instanceof Num && !/^(Double|Single|Decimal|BigInteger|UInt64)$/.test(value.kind);
  return whole ? BigInt(value.value) : undefined;
}

function timeSpanFrom(value: Exclude<PSValue, null>, type: TypeRef): PSValue | undefined {
  const ticks = ticksOf(value);
  if (ticks !== undefined) return new TimeSpan(ticks);
  if (typeof value !== 'string' && !isNumber(value)) return undefined;
  const text = toText(value);
  const parsed = parseTimeSpan(text);
  if (typeof parsed === 'bigint') return new TimeSpan(parsed);
  throw CastError.because(
    text,
    type.name,
    parsed === 'format'
      ? `String '${text}' was not recognized as a valid TimeSpan.`
      : `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
  );
}

/** Words of dates. */
const KNOWN_WORD =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|sun(?:day)?|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|[ap]m?|t|z|gmt)$/i;

function dateTimeFrom(value: Exclude<PSValue, null>, type: TypeRef): PSValue | undefined {
  const ticks = ticksOf(value);
  if (ticks !== undefined && (ticks < 0n || ticks > 3155378975999999999n))
    throw CastError.because(
      toText(value),
      type.name,
      "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'ticks')",
      'InvalidCastConstructorException',
    );
  if (ticks !== undefined) return new DateTime(ticks, 'Unspecified');
  if (typeof value !== 'string' && !isNumber(value)) return undefined;
  const text = toText(value);
  const parsed = parseDateTime(text);
  if (parsed) return new DateTime(parsed.ticks, parsed.zoned ? 'Local' : 'Unspecified');
  if (/[T ]\s*(2[4-9]|[3-9]\d):\d\d/.test(text)) {
    const calendar = 'System.Globalization.GregorianCalendar';
    const why = `The DateTime represented by the string '${text}' is not supported in calendar '${calendar}'.`;
    throw CastError.because(text, type.name, why);
  }
  const word = [...text.matchAll(/[^\W\d_]+/g)].find((m) => !KNOWN_WORD.test(m[0]));
  const why = word
    ? `The string '${text}' was not recognized as a valid DateTime. There is an unknown word starting at index '${word.index}'.`
    : `String '${text}' was not recognized as a valid DateTime.`;
  throw CastError.because(text, type.name, why);
}

/** How a message shows the value. */
export function shownAs(value: PSValue): string {
  return listItems(value) ? typeNameOf(value as PSValue[]) : displayText(value);
}

const credential = 'System.Management.Automation.PSCredential';

function fail(value: Exclude<PSValue, null>, type: TypeRef): never {
  const source = typeNameOf(value);
  if (typeof value === 'boolean' || value instanceof Char || value instanceof DateTime) {
    const simple = type.kind === 'datetime' || type.kind === 'char' || type.kind === 'number';
    const [from, to] = simple ? [source.slice(7), type.short] : [source, type.name];
    throw CastError.because(
      toText(value),
      type.name,
      `Invalid cast from '${from}' to '${to}'.`,
      'InvalidCastIConvertible',
    );
  }
  if (type.name === credential) {
    throw new CastError(`Cannot convert the value of type "${source}" to type "${type.name}".`);
  }
  throw CastError.noWay(shownAs(value), source, type.name);
}
