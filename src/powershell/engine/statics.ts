/** Static members and constructors of .NET types, as tables. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { parseDateTime } from '../dates.ts';
import { dateParts } from '../format/display-text.ts';
import { roundHalfEven } from '../language/numbers.ts';
import { integerBounds, integerOf, parseDecimal, parseInteger, parseReal } from '../numbers.ts';
import { enumRef, type NumberKind, type TypeRef, typeRef } from '../types.ts';
import {
  Char,
  DateTime,
  type EnumType,
  EnumValue,
  Guid,
  Hashtable,
  NetValue,
  Num,
  type PSValue,
  TimeSpan,
  TypedArray,
  Version,
} from '../values.ts';
import { asDouble, toNumber } from './arithmetic.ts';
import { Dictionary, enumerable, List } from './collections.ts';
import { compareText, equals, sortOrder } from './compare.ts';
import { convertRef, convertTo, netText, toText } from './convert.ts';
import { ENUMS } from './enums.ts';
import { type ErrorCategory, ErrorObject, Exception, exceptionChain, NetError } from './errors.ts';
import { compositeFormat, formatDate } from './format-number.ts';
import { double, int, NO_OVERLOAD, real, strings, text, VOID } from './method-tools.ts';
import { StringBuilder } from './methods-text.ts';
import { dateFrom } from './methods-time.ts';
import { PSObj } from './psobject.ts';
import { compileRegex, expandReplacement } from './regex.ts';
import { allMatches, matchObject, noMatch, RegexValue } from './regex-objects.ts';
import { splitText } from './text-operators.ts';
import type { TypeValue } from './type-names.ts';

/** What static members need of the session. */
export interface Surroundings {
  /** Microseconds since 1970 UTC. */
  now(): number;
  out(text: string): void;
  err(text: string): void;
  readLine(): string | null;
  environment: Map<string, string>;
  /** A path as a script writes it, as a path of the machine. */
  path(text: string): string;
  separator: '\\' | '/';
  random(): number;
  newGuid(): string;
  location(): string;
  exit(code: number): never;
  windows: boolean;
}

type Static = (args: readonly PSValue[], env: Surroundings) => PSValue;
type Getter = (env: Surroundings) => PSValue;

interface StaticType {
  readonly methods: Readonly<Record<string, Static>>;
  readonly properties?: Readonly<Record<string, Getter>>;
}

const formatError = (t: string): NetError =>
  new NetError('System.FormatException', `The input string '${t}' was not in a correct format.`);

/** A PSReference: [ref]. */
export class Reference extends NetValue {
  readonly get: () => PSValue;
  readonly set: (value: PSValue) => void;
  constructor(get: () => PSValue, set: (value: PSValue) => void) {
    super();
    this.get = get;
    this.set = set;
  }
  get typeName(): string {
    return 'System.Management.Automation.PSReference';
  }
}

function out(ref: PSValue | undefined, value: PSValue): void {
  if (ref instanceof Reference) ref.set(value);
}

/** Parse and TryParse of a numeric type. */
function parseNumber(kind: NumberKind, s: string): PSValue {
  if (kind === 'Double' || kind === 'Single') {
    const n = parseReal(s.trim().replaceAll(',', ''));
    if (n === undefined) throw formatError(s);
    return new Num(kind, kind === 'Single' ? Math.fround(n) : n);
  }
  if (kind === 'Decimal') {
    const n = parseDecimal(s.trim().replaceAll(',', ''));
    if (n === undefined) throw formatError(s);
    return n;
  }
  if (kind === 'BigInteger') return new Num('BigInteger', BigInt(s.trim()));
  const n = parseInteger(s, kind);
  if (typeof n === 'bigint') return integerOf(kind, n);
  if (/too large|too small/.test(n.message)) throw new NetError('System.OverflowException', n.message);
  throw formatError(s);
}

function numberType(kind: NumberKind): StaticType {
  const bounds = integerBounds[kind];
  const properties: Record<string, Getter> = bounds
    ? { maxvalue: () => integerOf(kind, bounds[1]), minvalue: () => integerOf(kind, bounds[0]) }
    : {};
  if (kind === 'Double') {
    Object.assign(properties, {
      maxvalue: () => real(Number.MAX_VALUE),
      minvalue: () => real(-Number.MAX_VALUE),
      nan: () => real(NaN),
      positiveinfinity: () => real(Infinity),
      negativeinfinity: () => real(-Infinity),
      epsilon: () => real(5e-324),
    });
  }
  if (kind === 'Decimal') {
    Object.assign(properties, {
      maxvalue: () => new Num('Decimal', 79228162514264337593543950335n),
      minvalue: () => new Num('Decimal', -79228162514264337593543950335n),
      one: () => new Num('Decimal', 1n),
      zero: () => new Num('Decimal', 0n),
    });
  }
  return {
    properties,
    methods: {
      parse: ([s, style]) => {
        if (style instanceof EnumValue || (typeof style === 'string' && /hex/i.test(style)))
          return integerOf(kind, BigInt(`0x${text(s!)}`));
        return parseNumber(kind, text(s!));
      },
      tryparse: (args) => {
        try {
          out(args[args.length - 1], parseNumber(kind, text(args[0]!)));
          return true;
        } catch (e) {
          if (!(e instanceof NetError) && !(e instanceof SyntaxError)) throw e;
          out(args[args.length - 1], convert(0, typeRef(kind === 'Int64' ? 'long' : kind.toLowerCase())));
          return false;
        }
      },
      isnan: ([n]) => Number.isNaN(double(n!)),
      isinfinity: ([n]) => Math.abs(double(n!)) === Infinity,
      round: (args) => MATH['round']!(args, null as never),
      truncate: (args) => MATH['truncate']!(args, null as never),
      floor: (args) => MATH['floor']!(args, null as never),
      pow: ([a, b]) => new Num('BigInteger', BigInt(text(a!)) ** BigInt(text(b!))),
    },
  };
}

/** Keeps the kind of a number while a function of doubles is applied. */
function keep(value: PSValue, f: (n: number) => number): PSValue {
  const n = toNumber(value, '+');
  if (n instanceof Num && n.kind === 'Decimal') {
    const unit = 10n ** BigInt(n.scale);
    const v = n.value as bigint;
    const floor = v / unit - (v < 0n && v % unit !== 0n ? 1n : 0n);
    const exact = v % unit === 0n;
    const result = f === Math.floor ? floor : f === Math.ceil ? (exact ? floor : floor + 1n) : v / unit;
    return new Num('Decimal', result);
  }
  return real(f(asDouble(n)));
}

function round(args: readonly PSValue[]): PSValue {
  const n = toNumber(args[0]!, '+');
  const rest = args.slice(1);
  const mode = rest.find((a) => a instanceof EnumValue || (typeof a === 'string' && /[a-z]/i.test(a)));
  const away = mode !== undefined && /AwayFromZero/i.test(toText(mode));
  const digits = rest.length && rest[0] !== mode ? int(rest[0]!) : 0;
  if (digits < 0 || digits > 28 || (!(n instanceof Num && n.kind === 'Decimal') && digits > 15)) {
    throw new NetError(
      'System.ArgumentOutOfRangeException',
      "Rounding digits must be between 0 and 15, inclusive. (Parameter 'digits')",
    );
  }
  if (n instanceof Num && n.kind === 'Decimal') {
    if (n.scale <= digits) return n;
    const unit = 10n ** BigInt(n.scale - digits);
    const v = n.value as bigint;
    const negative = v < 0n;
    const a = negative ? -v : v;
    let q = a / unit;
    const twice = (a % unit) * 2n;
    if (twice > unit || (twice === unit && (away || q % 2n === 1n))) q++;
    return new Num('Decimal', negative ? -q : q, digits);
  }
  const d = asDouble(n);
  if (!Number.isFinite(d)) return real(d);
  const power = 10 ** digits;
  const scaled = d * power;
  const rounded = away ? Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5) : roundHalfEven(scaled);
  return real(rounded / power);
}

function extreme(args: readonly PSValue[], sign: number): PSValue {
  const [a, b] = args as [PSValue, PSValue];
  const x = toNumber(a, '+');
  const y = toNumber(b, '+');
  const pick = (asDouble(x) - asDouble(y)) * sign >= 0 ? x : y;
  if (x instanceof Num || y instanceof Num) {
    const kind = [x, y].find((v) => v instanceof Num && v.kind === 'Decimal')
      ? 'decimal'
      : [x, y].find((v) => v instanceof Num && (v.kind === 'Double' || v.kind === 'Single'))
        ? 'double'
        : null;
    return kind ? convert(pick, typeRef(kind)) : pick;
  }
  return typeof x === 'bigint' || typeof y === 'bigint' ? BigInt(pick as number) : pick;
}

const MATH: Readonly<Record<string, Static>> = {
  round,
  abs: ([v]) => {
    const n = toNumber(v!, '+');
    if (typeof n === 'number') return Math.abs(n);
    if (typeof n === 'bigint') return n < 0n ? -n : n;
    return new Num(
      n.kind,
      typeof n.value === 'bigint' ? (n.value < 0n ? -n.value : n.value) : Math.abs(n.value),
      n.scale,
    );
  },
  floor: ([v]) => keep(v!, Math.floor),
  ceiling: ([v]) => keep(v!, Math.ceil),
  truncate: ([v]) => keep(v!, Math.trunc),
  max: (args) => (args.length === 2 ? extreme(args, 1) : NO_OVERLOAD),
  min: (args) => (args.length === 2 ? extreme(args, -1) : NO_OVERLOAD),
  pow: ([a, b]) => real(double(a!) ** double(b!)),
  sqrt: ([v]) => real(Math.sqrt(double(v!))),
  cbrt: ([v]) => real(Math.cbrt(double(v!))),
  log: ([v, b]) => real(b === undefined ? Math.log(double(v!)) : Math.log(double(v!)) / Math.log(double(b))),
  log10: ([v]) => real(Math.log10(double(v!))),
  log2: ([v]) => real(Math.log2(double(v!))),
  exp: ([v]) => real(Math.exp(double(v!))),
  sin: ([v]) => real(Math.sin(double(v!))),
  cos: ([v]) => real(Math.cos(double(v!))),
  tan: ([v]) => real(Math.tan(double(v!))),
  asin: ([v]) => real(Math.asin(double(v!))),
  acos: ([v]) => real(Math.acos(double(v!))),
  atan: ([v]) => real(Math.atan(double(v!))),
  atan2: ([a, b]) => real(Math.atan2(double(a!), double(b!))),
  sign: ([v]) => Math.sign(double(v!)),
  divrem: ([a, b, r]) => {
    const x = BigInt(text(a!));
    const y = BigInt(text(b!));
    out(r, convert(x % y, typeRef('int')));
    return convert(x / y, typeRef('int'));
  },
  bigmul: ([a, b]) => BigInt(int(a!)) * BigInt(int(b!)),
  clamp: ([v, low, high]) => extreme([extreme([v!, low!], 1), high!], -1),
};

const STRING_TYPE: StaticType = {
  properties: { empty: () => '' },
  methods: {
    isnullorempty: ([s]) => s === null || toText(s!) === '',
    isnullorwhitespace: ([s]) => s === null || toText(s!).trim() === '',
    join: (args) => {
      if (args.length < 2) return NO_OVERLOAD;
      const items = args.length === 2 ? (enumerable(args[1]!) ?? [args[1]!]) : args.slice(1);
      if (args.length === 4 && typeof args[2] === 'number' && typeof args[3] === 'number' && !enumerable(args[1]!)) {
        throw new CastError(
          `Cannot convert argument "value", with value: "${toText(args[1]!)}", for "Join" to type "System.String[]"`,
        );
      }
      return items.map((i) => toText(i)).join(text(args[0]!));
    },
    format: (args) => {
      const rest = args.length === 2 ? (enumerable(args[1]!) ?? [args[1]!]) : args.slice(1);
      return compositeFormat(text(args[0]!), rest);
    },
    concat: (args) => (args.length === 1 ? (enumerable(args[0]!) ?? [args[0]!]) : args).map((a) => toText(a)).join(''),
    compare: (args) => {
      const ignore = args[2] === true || /IgnoreCase/.test(toText(args[2] ?? null));
      const a = toText(args[0]!);
      const b = toText(args[1]!);
      if (/Ordinal/.test(toText(args[2] ?? null))) {
        const x = ignore ? a.toUpperCase() : a;
        const y = ignore ? b.toUpperCase() : b;
        return x < y ? -1 : x > y ? 1 : 0;
      }
      return compareText(a, b, !ignore);
    },
    compareordinal: ([a, b]) => (toText(a!) < toText(b!) ? -1 : toText(a!) > toText(b!) ? 1 : 0),
    equals: ([a, b, how]) =>
      /IgnoreCase/.test(toText(how ?? null))
        ? toText(a!).toLowerCase() === toText(b!).toLowerCase()
        : toText(a!) === toText(b!),
    copy: ([a]) => text(a!),
    new: ([a, n]) => {
      if (n !== undefined && (a instanceof Char || typeof a === 'string')) return toText(a).repeat(int(n));
      return (enumerable(a!) ?? [a!]).map((c) => toText(c)).join('');
    },
  },
};

const CHAR_TYPE: StaticType = {
  properties: { maxvalue: () => new Char(0xffff), minvalue: () => new Char(0) },
  methods: Object.fromEntries(
    (
      [
        ['isdigit', /^\p{Nd}$/u],
        ['isletter', /^\p{L}$/u],
        ['isletterordigit', /^[\p{L}\p{Nd}]$/u],
        ['isupper', /^\p{Lu}$/u],
        ['islower', /^\p{Ll}$/u],
        ['iswhitespace', /^\s$/u],
        ['ispunctuation', /^\p{P}$/u],
        ['isnumber', /^\p{N}$/u],
        ['issymbol', /^\p{S}$/u],
        ['iscontrol', /^\p{Cc}$/u],
      ] as const
    ).map(([name, regex]): [string, Static] => [
      name,
      ([c, i]) => regex.test(i === undefined ? toText(c!) : toText(c!)[int(i)]!),
    ]),
  ),
};
Object.assign(CHAR_TYPE.methods, {
  toupper: ([c]) => new Char(toText(c!).toUpperCase().charCodeAt(0)),
  tolower: ([c]) => new Char(toText(c!).toLowerCase().charCodeAt(0)),
  parse: ([c]) => new Char(toText(c!).charCodeAt(0)),
  convertfromutf32: ([n]) => String.fromCodePoint(int(n!)),
  getnumericvalue: ([c]) => real(Number(toText(c!))),
} satisfies Record<string, Static>);

const EPOCH = 621355968000000000n;

/** The date of a moment. The lab's time zone is UTC. */
export function dateOf(micros: number, kind: DateTime['kind'] = 'Local'): DateTime {
  return new DateTime(EPOCH + BigInt(Math.round(micros)) * 10n, kind);
}

function parseDate(s: string): DateTime {
  const parsed = parseDateTime(s);
  if (!parsed) throw new NetError('System.FormatException', `String '${s}' was not recognized as a valid DateTime.`);
  return new DateTime(parsed.ticks, parsed.zoned ? 'Local' : 'Unspecified');
}

/** ParseExact for the formats of digits and letters that scripts use. */
function parseExact(s: string, format: string): DateTime {
  let pattern = '';
  const fields: string[] = [];
  for (let i = 0; i < format.length; ) {
    const c = format[i]!;
    let n = 1;
    while (format[i + n] === c) n++;
    i += n;
    if (/[yMdHhmsf]/.test(c)) {
      fields.push(c === 'M' && n === 3 ? 'MMM' : c === 'M' && n === 4 ? 'MMM' : c);
      pattern += c === 'M' && n >= 3 ? '([A-Za-z]+)' : n === 1 ? '(\\d{1,2})' : `(\\d{${n}})`;
    } else if (c === 't') {
      fields.push('t');
      pattern += '(AM|PM)';
    } else if (c === "'") continue;
    else pattern += c.repeat(n).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
  const m = new RegExp(`^${pattern}$`, 'i').exec(s);
  if (!m) throw new NetError('System.FormatException', `String '${s}' was not recognized as a valid DateTime.`);
  const v: Record<string, number> = { y: 1, M: 1, d: 1, H: 0, m: 0, s: 0, f: 0 };
  let pm = false;
  fields.forEach((f, i) => {
    const t = m[i + 1]!;
    if (f === 'MMM') v['M'] = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(t.slice(0, 3).toLowerCase()) / 3 + 1;
    else if (f === 't') pm = /pm/i.test(t);
    else if (f === 'h') v['H'] = Number(t) % 12;
    else if (f === 'f') v['f'] = Number(t.padEnd(3, '0').slice(0, 3));
    else if (f === 'y' && t.length === 2) v['y'] = 2000 + Number(t);
    else v[f] = Number(t);
  });
  if (pm) v['H']! += 12;
  return dateFrom([v['y']!, v['M']!, v['d']!, v['H']!, v['m']!, v['s']!, v['f']!]);
}

const DATE_TYPE: StaticType = {
  properties: {
    now: (env) => dateOf(env.now()),
    utcnow: (env) => dateOf(env.now(), 'Utc'),
    today: (env) => {
      const d = dateOf(env.now());
      return new DateTime((d.ticks / 864_000_000_000n) * 864_000_000_000n, 'Local');
    },
    minvalue: () => new DateTime(0n, 'Unspecified'),
    maxvalue: () => new DateTime(3155378975999999999n, 'Unspecified'),
    unixepoch: () => new DateTime(EPOCH, 'Utc'),
  },
  methods: {
    parse: ([s]) => parseDate(text(s!)),
    tryparse: (args) => {
      try {
        out(args[args.length - 1], parseDate(text(args[0]!)));
        return true;
      } catch (e) {
        if (!(e instanceof NetError)) throw e;
        return false;
      }
    },
    parseexact: ([s, f]) => {
      const formats = enumerable(f!) ?? [f!];
      for (const [i, x] of formats.entries()) {
        try {
          return parseExact(text(s!), text(x));
        } catch (e) {
          if (i === formats.length - 1) throw e;
        }
      }
      return null;
    },
    daysinmonth: ([y, m]) => dateParts(dateFrom([int(y!), int(m!) + 1 > 12 ? 1 : int(m!) + 1, 1]).ticks - 1n).day,
    isleapyear: ([y]) => int(y!) % 4 === 0 && (int(y!) % 100 !== 0 || int(y!) % 400 === 0),
    fromfiletime: ([t]) => new DateTime(BigInt(text(t!)) + 504911232000000000n, 'Local'),
    fromfiletimeutc: ([t]) => new DateTime(BigInt(text(t!)) + 504911232000000000n, 'Utc'),
    specifykind: ([d, k]) => new DateTime((d as DateTime).ticks, toText(k!) as DateTime['kind']),
    compare: ([a, b]) => sortOrder(a!, b!),
    new: (args) => {
      if (args.length === 1) return new DateTime(BigInt(text(args[0]!)), 'Unspecified');
      if (args.length < 3) return NO_OVERLOAD;
      const last = args[args.length - 1];
      const kind = last instanceof EnumValue ? (last.text as DateTime['kind']) : 'Unspecified';
      const parts = (last instanceof EnumValue ? args.slice(0, -1) : args).map((a) => int(a));
      if (parts[1]! < 1 || parts[1]! > 12 || parts[2]! < 1 || parts[2]! > 31) {
        throw new NetError(
          'System.ArgumentOutOfRangeException',
          'Year, Month, and Day parameters describe an un-representable DateTime.',
        );
      }
      return dateFrom(parts, kind);
    },
  },
};

const span =
  (unit: number): Static =>
  ([v]) =>
    new TimeSpan(BigInt(Math.round(double(v!) * unit)));

const SPAN_TYPE: StaticType = {
  properties: {
    zero: () => new TimeSpan(0n),
    maxvalue: () => new TimeSpan(2n ** 63n - 1n),
    minvalue: () => new TimeSpan(-(2n ** 63n)),
    tickspersecond: () => 10_000_000n,
    ticksperminute: () => 600_000_000n,
    ticksperhour: () => 36_000_000_000n,
    ticksperday: () => 864_000_000_000n,
    tickspermillisecond: () => 10_000n,
  },
  methods: {
    fromseconds: span(1e7),
    fromminutes: span(6e8),
    fromhours: span(36e9),
    fromdays: span(864e9),
    frommilliseconds: span(1e4),
    fromticks: ([v]) => new TimeSpan(BigInt(text(v!))),
    parse: ([s]) => convert(text(s!), typeRef('timespan')),
    new: (args) => {
      const n = args.map((a) => BigInt(int(a)));
      if (args.length === 1) return new TimeSpan(BigInt(text(args[0]!)));
      const [d, h, m, s, ms] =
        args.length === 3 ? [0n, n[0]!, n[1]!, n[2]!, 0n] : [n[0]!, n[1]!, n[2]!, n[3]!, n[4] ?? 0n];
      return new TimeSpan(((((d * 24n + h) * 60n + m) * 60n + s) * 1000n + ms) * 10_000n);
    },
  },
};

const convertMethod =
  (name: string): Static =>
  (args) => {
    const [v, base] = args;
    const b = typeof base === 'number' ? base : 0;
    if (b && typeof v === 'string') {
      const digits = v.replace(b === 16 ? /^0x/i : /^/, '');
      const valid = b === 16 ? /^[0-9a-f]+$/i : b === 2 ? /^[01]+$/ : b === 8 ? /^[0-7]+$/ : /^-?\d+$/;
      if (digits === '')
        throw new NetError(
          'System.ArgumentOutOfRangeException',
          "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')",
        );
      if (!valid.test(digits))
        throw new NetError(
          'System.FormatException',
          b === 10 ? `The input string '${v}' was not in a correct format.` : 'Could not find any recognizable digits.',
        );
      const n = b === 10 ? BigInt(digits) : BigInt((b === 16 ? '0x' : b === 8 ? '0o' : '0b') + digits);
      const kind = typeRef(name).number!;
      const width = { Int32: 32, Int64: 64, Int16: 16, SByte: 8 }[kind as 'Int32'];
      return integerOf(kind, width ? BigInt.asIntN(width, n) : n);
    }
    if (typeof v === 'string' && typeRef(name).kind === 'number') {
      return parseNumber(typeRef(name).number!, v);
    }
    try {
      return convertRef(v!, typeRef(name));
    } catch (e) {
      if (!(e instanceof CastError)) throw e;
      const why = /Error: "(.*)"$/s.exec(e.message)?.[1] ?? e.message;
      throw new NetError(/too large|too small/.test(why) ? 'System.OverflowException' : 'System.FormatException', why);
    }
  };

const base64 = (bytes: readonly PSValue[]): string =>
  Buffer.from(bytes.map((b) => Number(b instanceof Num ? b.value : b))).toString('base64');
const byteArray = (buffer: Uint8Array): PSValue =>
  new TypedArray(
    'System.Byte',
    [...buffer].map((b) => new Num('Byte', b)),
  );
/** Bytes of a Byte[] or list. */
export const bytesOf = (value: PSValue): Buffer =>
  Buffer.from((enumerable(value) ?? [value]).map((b) => Number(b instanceof Num ? b.value : b)));

const CONVERT: StaticType = {
  methods: {
    toint16: convertMethod('int16'),
    toint32: convertMethod('int'),
    toint64: convertMethod('long'),
    touint16: convertMethod('uint16'),
    touint32: convertMethod('uint32'),
    touint64: convertMethod('uint64'),
    tobyte: convertMethod('byte'),
    tosbyte: convertMethod('sbyte'),
    todouble: convertMethod('double'),
    tosingle: convertMethod('single'),
    todecimal: convertMethod('decimal'),
    toboolean: ([v]) => {
      if (typeof v === 'string') return parseBoolean(v);
      return convertRef(v!, typeRef('bool'));
    },
    tochar: ([v]) => convertRef(v!, typeRef('char')),
    todatetime: ([v]) => (typeof v === 'string' ? parseDate(v) : convertRef(v!, typeRef('datetime'))),
    tostring: ([v, base]) => {
      if (typeof base === 'number') {
        const n = BigInt(text(v!));
        const bits = typeof v === 'bigint' ? 64 : v instanceof Num && v.kind === 'Byte' ? 8 : 32;
        return (n < 0n ? BigInt.asUintN(bits, n) : n).toString(base);
      }
      return toText(v!);
    },
    tobase64string: ([v]) => base64(enumerable(v!) ?? [v!]),
    frombase64string: ([v]) => {
      const s = text(v!).replace(/\s/g, '');
      if (s.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(s)) {
        throw new NetError(
          'System.FormatException',
          'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
        );
      }
      return byteArray(Buffer.from(s, 'base64'));
    },
    tohexstring: ([v]) => bytesOf(v!).toString('hex').toUpperCase(),
    fromhexstring: ([v]) => byteArray(Buffer.from(text(v!), 'hex')),
    changetype: ([v, t]) => convertTo(v!, t as TypeValue),
  },
};

function parseBoolean(s: string): boolean {
  if (/^\s*true\s*$/i.test(s)) return true;
  if (/^\s*false\s*$/i.test(s)) return false;
  throw new NetError('System.FormatException', `String '${s}' was not recognized as a valid Boolean.`);
}

/** Parts of a path with either separator where Windows is played. */
function pathParts(p: string, env: Surroundings): { dir: string; name: string } {
  const at = env.windows
    ? Math.max(p.lastIndexOf('\\'), p.lastIndexOf('/'), /^[A-Za-z]:[^\\/]*$/.test(p) ? 1 : -1)
    : p.lastIndexOf('/');
  return { dir: at < 0 ? '' : p.slice(0, at), name: p.slice(at + 1) };
}

const PATH: StaticType = {
  properties: {
    directoryseparatorchar: (env) => new Char(env.separator.charCodeAt(0)),
    altdirectoryseparatorchar: () => new Char(47),
    pathseparator: (env) => new Char(env.windows ? 59 : 58),
    volumeseparatorchar: (env) => new Char(env.windows ? 58 : 47),
  },
  methods: {
    getfilename: ([p], env) => (p === null ? null : pathParts(text(p!), env).name),
    getdirectoryname: ([p], env) => {
      const full = text(p!);
      const { dir } = pathParts(full, env);
      if (dir === '' && full.startsWith('/')) return full === '/' ? null : '/';
      return dir;
    },
    getextension: ([p], env) => /\.[^.]*$/.exec(pathParts(text(p!), env).name)?.[0].replace(/^\.$/, '') ?? '',
    getfilenamewithoutextension: ([p], env) => pathParts(text(p!), env).name.replace(/\.[^.]*$/, ''),
    haseextension: ([p]) => /\.[^.\\/]+$/.test(text(p!)),
    hasextension: ([p]) => /\.[^.\\/]+$/.test(text(p!)),
    changeextension: ([p, e]) =>
      text(p!).replace(/\.[^.\\/]*$/, '') +
      (e === null ? '' : `${text(e!).startsWith('.') || text(e!) === '' ? '' : '.'}${text(e!)}`),
    combine: (args, env) => {
      let path = '';
      for (const a of args.length === 1 ? (enumerable(args[0]!) ?? args) : args) {
        const part = toText(a);
        if (part === '') continue;
        if (/^[/\\]|^[A-Za-z]:/.test(part) && (env.windows || part.startsWith('/'))) path = part;
        else path = path === '' || /[\\/]$/.test(path) ? path + part : path + env.separator + part;
      }
      return path;
    },
    join: (args, env) =>
      args
        .map((a) => toText(a))
        .filter(Boolean)
        .join(env.separator)
        .replace(/([\\/])[\\/]+/g, '$1'),
    ispathrooted: ([p], env) => (env.windows ? /^[\\/]|^[A-Za-z]:/ : /^\//).test(text(p!)),
    getpathroot: ([p]) => /^(?:[A-Za-z]:[\\/]?|[\\/]{2}[^\\/]+[\\/][^\\/]+|[\\/])/.exec(text(p!))?.[0] ?? '',
    getfullpath: ([p], env) => {
      const s = text(p!);
      const full = /^[\\/]|^[A-Za-z]:/.test(s) ? s : `${env.location()}${env.separator}${s}`;
      return normalize(full, env.separator);
    },
    gettemppath: (_, env) =>
      env.environment.get('TEMP') ?? env.environment.get('TMPDIR') ?? (env.windows ? 'C:\\Windows\\Temp\\' : '/tmp/'),
    gettempfilename: (_, env) => {
      const name = `${env.windows ? 'C:\\Windows\\Temp\\' : '/tmp/'}tmp${Math.floor(env.random() * 1e9).toString(36)}.tmp`;
      writeFileSync(env.path(name), '');
      return name;
    },
    getrandomfilename: (_, env) =>
      `${Math.floor(env.random() * 1e12)
        .toString(36)
        .padEnd(8, 'x')
        .slice(0, 8)}.${Math.floor(env.random() * 46656)
        .toString(36)
        .padStart(3, '0')}`,
    getinvalidfilenamechars: (_, env) =>
      new TypedArray(
        'System.Char',
        [...(env.windows ? '"<>|\0:*?\\/' : '\0/')].map((c) => new Char(c.charCodeAt(0))),
      ),
    getinvalidpathchars: () =>
      new TypedArray(
        'System.Char',
        [...'|\0'].map((c) => new Char(c.charCodeAt(0))),
      ),
  },
};

function normalize(path: string, separator: string): string {
  const root = /^(?:[A-Za-z]:[\\/]|[\\/])/.exec(path)?.[0] ?? '';
  const out: string[] = [];
  for (const part of path.slice(root.length).split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return root + out.join(separator);
}

function missing(path: string): NetError {
  return new NetError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
}

function readText(env: Surroundings, p: PSValue): string {
  const path = env.path(text(p));
  if (!existsSync(path)) throw missing(text(p));
  return decode(readFileSync(path));
}

/** Text of a file by its byte order mark; UTF-8 without one. */
export function decode(bytes: Uint8Array): string {
  const b = Buffer.from(bytes);
  if (b[0] === 0xff && b[1] === 0xfe) return b.subarray(2).toString('utf16le');
  if (b[0] === 0xfe && b[1] === 0xff) return Buffer.from(b.subarray(2)).swap16().toString('utf16le');
  if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf) return b.subarray(3).toString('utf8');
  return b.toString('utf8');
}

const lines = (s: string): string[] => {
  const parts = s.split(/\r\n|\n|\r/);
  if (parts[parts.length - 1] === '') parts.pop();
  return parts;
};

const FILE: StaticType = {
  methods: {
    exists: ([p], env) => {
      if (p === null || text(p!) === '') return false;
      const path = env.path(text(p!));
      return existsSync(path) && statSync(path).isFile();
    },
    readalltext: ([p], env) => readText(env, p!),
    readalllines: ([p], env) => strings(lines(readText(env, p!))),
    readlines: ([p], env) => strings(lines(readText(env, p!))),
    readallbytes: ([p], env) => byteArray(readFileSync(env.path(text(p!)))),
    writealltext: ([p, s], env) => {
      writeFileSync(env.path(text(p!)), toText(s!));
      return VOID;
    },
    writealllines: ([p, s], env) => {
      writeFileSync(env.path(text(p!)), (enumerable(s!) ?? [s!]).map((l) => `${toText(l)}\n`).join(''));
      return VOID;
    },
    writeallbytes: ([p, b], env) => {
      writeFileSync(env.path(text(p!)), bytesOf(b!));
      return VOID;
    },
    appendalltext: ([p, s], env) => {
      appendFileSync(env.path(text(p!)), toText(s!));
      return VOID;
    },
    appendalllines: ([p, s], env) => {
      appendFileSync(env.path(text(p!)), (enumerable(s!) ?? [s!]).map((l) => `${toText(l)}\n`).join(''));
      return VOID;
    },
    delete: ([p], env) => {
      const path = env.path(text(p!));
      if (existsSync(path)) unlinkSync(path);
      return VOID;
    },
    copy: ([a, b, over], env) => {
      const to = env.path(text(b!));
      if (existsSync(to) && over !== true)
        throw new NetError('System.IO.IOException', `The file '${text(b!)}' already exists.`);
      copyFileSync(env.path(text(a!)), to);
      return VOID;
    },
    move: ([a, b], env) => {
      renameSync(env.path(text(a!)), env.path(text(b!)));
      return VOID;
    },
  },
};

const DIRECTORY: StaticType = {
  methods: {
    exists: ([p], env) => {
      if (p === null || text(p!) === '') return false;
      const path = env.path(text(p!));
      return existsSync(path) && statSync(path).isDirectory();
    },
    createdirectory: ([p], env) => {
      mkdirSync(env.path(text(p!)), { recursive: true });
      return VOID;
    },
    delete: ([p, recurse], env) => {
      rmSync(env.path(text(p!)), { recursive: recurse === true, force: false });
      return VOID;
    },
    getfiles: ([p], env) => strings(listing(env, text(p!), false)),
    getdirectories: ([p], env) => strings(listing(env, text(p!), true)),
    getcurrentdirectory: (_, env) => env.location(),
  },
};

function listing(env: Surroundings, p: string, directories: boolean): string[] {
  return readdirSync(env.path(p), { withFileTypes: true })
    .filter((e) => e.isDirectory() === directories)
    .map((e) => (/[\\/]$/.test(p) ? p + e.name : p + env.separator + e.name));
}

const ENVIRONMENT: StaticType = {
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

const CONSOLE: StaticType = {
  properties: {
    out: (env) => writer(env.out),
    error: (env) => writer(env.err),
    outputencoding: () =>
      new PSObj(['System.Text.UTF8Encoding', 'System.Text.Encoding', 'System.Object'], {
        EncodingName: 'Unicode (UTF-8)',
        WebName: 'utf-8',
        CodePage: 65001,
      }),
    inputencoding: () =>
      new PSObj(['System.Text.UTF8Encoding', 'System.Text.Encoding', 'System.Object'], {
        EncodingName: 'Unicode (UTF-8)',
        WebName: 'utf-8',
        CodePage: 65001,
      }),
    isinputredirected: () => true,
    isoutputredirected: () => true,
    windowwidth: () => 80,
    bufferwidth: () => 80,
    title: () => '',
  },
  methods: {
    writeline: (args, env) => {
      env.out(
        `${args.length === 0 ? '' : args.length > 1 ? compositeFormat(text(args[0]!), args.slice(1)) : netText(args[0]!)}\n`,
      );
      return VOID;
    },
    write: (args, env) => {
      env.out(args.length > 1 ? compositeFormat(text(args[0]!), args.slice(1)) : netText(args[0]!));
      return VOID;
    },
    readline: (_, env) => env.readLine(),
    beep: () => VOID,
    resetcolor: () => VOID,
    clear: () => VOID,
  },
};

/** Console.Out and Console.Error. */
export class TextWriter extends NetValue {
  readonly write: (text: string) => void;
  constructor(write: (text: string) => void) {
    super();
    this.write = write;
  }
  get typeName(): string {
    return 'System.IO.TextWriter';
  }
}
function writer(write: (text: string) => void): PSValue {
  return new TextWriter(write);
}

function regexOptions(value: PSValue | undefined): Record<string, boolean> {
  const names = value instanceof EnumValue ? value.text : value === undefined ? '' : toText(value);
  return {
    ignoreCase: /\bIgnoreCase/i.test(names),
    multiline: /Multiline/i.test(names),
    singleline: /Singleline/i.test(names),
    extended: /IgnorePatternWhitespace/i.test(names),
  };
}

const REGEX: StaticType = {
  methods: {
    new: ([p, o]) => new RegexValue(compileRegex(text(p!), regexOptions(o))),
    escape: ([s]) =>
      text(s!).replace(
        /[\\*+?|{[()^$.# \t\n\r\f]/g,
        (c) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' })[c] ?? `\\${c}`,
      ),
    unescape: ([s]) => text(s!).replace(/\\(.)/g, '$1'),
    ismatch: ([s, p, o]) => test(compileRegex(text(p!), regexOptions(o)), text(s!)),
    match: ([s, p, o]) => firstMatch(compileRegex(text(p!), regexOptions(o)), text(s!)),
    matches: ([s, p, o]) => allMatches(compileRegex(text(p!), regexOptions(o)), text(s!)),
    replace: ([s, p, r, o]) => replaceAll(compileRegex(text(p!), regexOptions(o)), text(s!), text(r!)),
    split: ([s, p, o]) => strings(splitText(text(s!), compileRegex(text(p!), regexOptions(o)), 0)),
  },
};

/** Regex.IsMatch. */
export function test(regex: ReturnType<typeof compileRegex>, input: string): boolean {
  regex.regex.lastIndex = 0;
  return regex.regex.test(input);
}
/** Regex.Match. */
export function firstMatch(regex: ReturnType<typeof compileRegex>, input: string, start = 0): PSValue {
  regex.regex.lastIndex = start;
  const m = regex.regex.exec(input);
  return m ? matchObject(m, regex, input) : noMatch();
}
/** Regex.Replace with a template. */
export function replaceAll(
  regex: ReturnType<typeof compileRegex>,
  input: string,
  template: string,
  count = Infinity,
): string {
  let n = 0;
  regex.regex.lastIndex = 0;
  let outText = '';
  let from = 0;
  for (const m of input.matchAll(regex.regex)) {
    if (n++ >= count) break;
    outText += input.slice(from, m.index) + expandReplacement(template, m as RegExpExecArray, regex, input);
    from = m.index + m[0].length;
  }
  return outText + input.slice(from);
}

const GUID: StaticType = {
  properties: { empty: () => new Guid('00000000-0000-0000-0000-000000000000') },
  methods: {
    newguid: (_, env) => new Guid(env.newGuid()),
    parse: ([s]) => {
      try {
        return convert(text(s!), typeRef('guid'));
      } catch (e) {
        if (!(e instanceof CastError)) throw e;
        throw new NetError('System.FormatException', 'Unrecognized Guid format.');
      }
    },
    tryparse: ([s, r]) => {
      try {
        out(r, convert(text(s!), typeRef('guid')));
        return true;
      } catch {
        return false;
      }
    },
    new: ([s]) => convert(text(s!), typeRef('guid')),
  },
};

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  utf8: 'utf8',
  ascii: 'ascii',
  unicode: 'utf16le',
  default: 'utf8',
  latin1: 'latin1',
  utf7: 'utf8',
};

/** A System.Text.Encoding. */
export class EncodingValue extends NetValue {
  readonly encoding: BufferEncoding;
  readonly label: string;
  constructor(encoding: BufferEncoding, label: string) {
    super();
    this.encoding = encoding;
    this.label = label;
  }
  get typeName(): string {
    return 'System.Text.Encoding';
  }
  getBytes(s: string): PSValue {
    return byteArray(Buffer.from(s, this.encoding));
  }
  getString(v: PSValue): string {
    return bytesOf(v).toString(this.encoding === 'ascii' ? 'latin1' : this.encoding);
  }
}

const ENCODING: StaticType = {
  properties: Object.fromEntries(Object.entries(ENCODINGS).map(([n, e]) => [n, () => new EncodingValue(e, n)])),
  methods: {
    getencoding: ([n]) => new EncodingValue(ENCODINGS[text(n!).toLowerCase().replace('-', '')] ?? 'utf8', text(n!)),
  },
};

const ARRAY_TYPE: StaticType = {
  methods: {
    indexof: ([a, v]) => (enumerable(a!) ?? []).findIndex((x) => equals(x, v!, true)),
    reverse: ([a]) => {
      (Array.isArray(a) ? a : (a as TypedArray).items).reverse();
      return VOID;
    },
    sort: ([a]) => {
      (Array.isArray(a) ? a : (a as TypedArray).items).sort((x, y) => sortOrder(x, y, true));
      return VOID;
    },
    copy: (args) => {
      const [a, b] = args;
      const [from, to, n] = args.length === 3 ? [0, 0, int(args[2]!)] : [int(args[1]!), int(args[3]!), int(args[4]!)];
      const target = args.length === 3 ? b! : args[2]!;
      const items = Array.isArray(target) ? target : (target as TypedArray).items;
      for (let i = 0; i < n; i++) items[to + i] = enumerable(a!)![from + i]!;
      return VOID;
    },
    empty: () => [],
    createinstance: ([t, n]) =>
      convertRef(Array(int(n!)).fill(null) as PSValue[], {
        kind: 'array',
        name: `${(t as TypeValue).ref.name}[]`,
        short: '',
        element: (t as TypeValue).ref,
      }),
    clear: ([a]) => {
      (Array.isArray(a) ? a : (a as TypedArray).items).fill(null);
      return VOID;
    },
  },
};

const ENUM_TYPE: StaticType = {
  methods: {
    getnames: ([t]) => strings(Object.keys(enumOf(t!).members)),
    getvalues: ([t]) => Object.values(enumOf(t!).members).map((v) => new EnumValue(enumOf(t!), v)),
    parse: ([t, s]) => convertRef(text(s!), enumRef(enumOf(t!))),
    isdefined: ([t, v]) =>
      typeof v === 'string'
        ? Object.keys(enumOf(t!).members).includes(v)
        : Object.values(enumOf(t!).members).includes(Number(v instanceof EnumValue ? v.value : v)),
    tryparse: (args) => {
      try {
        out(args[args.length - 1], convertRef(text(args[1]!), enumRef(enumOf(args[0]!))));
        return true;
      } catch {
        return false;
      }
    },
    toobject: ([t, v]) => new EnumValue(enumOf(t!), int(v!)),
    getname: ([t, v]) => new EnumValue(enumOf(t!), int(v!)).text,
  },
};

function enumOf(t: PSValue): EnumType {
  return (t as TypeValue).ref.enum!;
}

/** A stopwatch over the session's clock. */
export class Stopwatch extends NetValue {
  readonly now: () => number;
  started: number | null;
  total = 0;
  constructor(now: () => number, running: boolean) {
    super();
    this.now = now;
    this.started = running ? now() : null;
  }
  get typeName(): string {
    return 'System.Diagnostics.Stopwatch';
  }
  get ticks(): bigint {
    return BigInt(Math.round(this.total + (this.started === null ? 0 : this.now() - this.started))) * 10n;
  }
}

/** A System.Random over the session's generator. */
export class RandomValue extends NetValue {
  readonly next: () => number;
  constructor(next: () => number) {
    super();
    this.next = next;
  }
  get typeName(): string {
    return 'System.Random';
  }
}

/** Static members by full type name. */
export const STATICS: Readonly<Record<string, StaticType>> = {
  'System.Math': {
    methods: MATH,
    properties: { pi: () => real(Math.PI), e: () => real(Math.E), tau: () => real(2 * Math.PI) },
  },
  'System.String': STRING_TYPE,
  'System.Char': CHAR_TYPE,
  'System.DateTime': DATE_TYPE,
  'System.TimeSpan': SPAN_TYPE,
  'System.Convert': CONVERT,
  'System.IO.Path': PATH,
  'System.IO.File': FILE,
  'System.IO.Directory': DIRECTORY,
  'System.Environment': ENVIRONMENT,
  'System.Console': CONSOLE,
  'System.Text.RegularExpressions.Regex': REGEX,
  'System.Guid': GUID,
  'System.Text.Encoding': ENCODING,
  'System.Array': ARRAY_TYPE,
  'System.Enum': ENUM_TYPE,
  'System.Boolean': {
    properties: { truestring: () => 'True', falsestring: () => 'False' },
    methods: {
      parse: ([s]) => parseBoolean(text(s!)),
      tryparse: ([s, r]) => {
        const ok = /^\s*(?:true|false)\s*$/i.test(text(s!));
        out(r, /^\s*true\s*$/i.test(text(s!)));
        return ok;
      },
    },
  },
  'System.Version': {
    methods: {
      parse: ([s]) => convert(text(s!), typeRef('version')),
      new: (args) =>
        args.length === 1 ? convert(text(args[0]!), typeRef('version')) : new Version(args.map((a) => int(a))),
      tryparse: ([s, r]) => {
        try {
          out(r, convert(text(s!), typeRef('version')));
          return true;
        } catch {
          return false;
        }
      },
    },
  },
  'System.Diagnostics.Stopwatch': {
    properties: { frequency: () => 1_000_000_000n, ishighresolution: () => true },
    methods: { startnew: (_, env) => new Stopwatch(env.now, true), new: (_, env) => new Stopwatch(env.now, false) },
  },
  'System.GC': {
    methods: { collect: () => VOID, gettotalmemory: () => 10_000_000n, waitforpendingfinalizers: () => VOID },
  },
  'System.Management.Automation.WildcardPattern': {
    methods: {
      escape: ([s]) => text(s!).replace(/[*?[\]`]/g, '`$&'),
      containswildcardcharacters: ([s]) => /(?<!`)[*?[]/.test(text(s!)),
    },
  },
  'System.Globalization.CultureInfo': {
    properties: {
      invariantculture: () => culture(''),
      currentculture: () => culture('en-US'),
      currentuiculture: () => culture('en-US'),
    },
    methods: { getcultureinfo: ([n]) => culture(text(n!)), new: ([n]) => culture(text(n!)) },
  },
  'System.StringComparer': {
    properties: {
      ordinalignorecase: () => 'OrdinalIgnoreCase',
      ordinal: () => 'Ordinal',
      currentcultureignorecase: () => 'CurrentCultureIgnoreCase',
    },
    methods: {},
  },
  'System.DBNull': { properties: { value: () => new PSObj(['System.DBNull', 'System.Object']) }, methods: {} },
  'System.BitConverter': {
    properties: { islittleendian: () => true },
    methods: {
      tostring: ([v]) =>
        bytesOf(v!)
          .toString('hex')
          .toUpperCase()
          .replace(/(..)(?=.)/g, '$1-'),
      getbytes: ([v]) => {
        const b = Buffer.alloc(typeof v === 'bigint' || (v instanceof Num && v.kind === 'Double') ? 8 : 4);
        if (v instanceof Num && v.kind === 'Double') b.writeDoubleLE(v.value as number);
        else if (typeof v === 'bigint') b.writeBigInt64LE(v);
        else b.writeInt32LE(int(v!));
        return byteArray(b);
      },
      toint32: ([v, at]) => bytesOf(v!).readInt32LE(int(at ?? 0)),
      touint32: ([v, at]) => new Num('UInt32', bytesOf(v!).readUInt32LE(int(at ?? 0))),
      toint64: ([v, at]) => bytesOf(v!).readBigInt64LE(int(at ?? 0)),
      toint16: ([v, at]) => new Num('Int16', bytesOf(v!).readInt16LE(int(at ?? 0))),
    },
  },
};
for (const kind of [
  'Int32',
  'Int64',
  'Int16',
  'Byte',
  'SByte',
  'UInt16',
  'UInt32',
  'UInt64',
  'Double',
  'Single',
  'Decimal',
] as const) {
  (STATICS as Record<string, StaticType>)[`System.${kind}`] = numberType(kind);
}
(STATICS as Record<string, StaticType>)['System.Numerics.BigInteger'] = numberType('BigInteger');

function culture(name: string): PSValue {
  const object = new PSObj(['System.Globalization.CultureInfo', 'System.Object'], {
    Name: name,
    DisplayName: name === '' ? 'Invariant Language (Invariant Country)' : 'English (United States)',
  });
  object.toText = () => name;
  return object;
}

/** `[type]::new(…)` and New-Object; undefined where the type has no constructor here. */
export function construct(type: TypeValue, args: readonly PSValue[], env: Surroundings): PSValue | undefined {
  const { name } = type.ref;
  const own = STATICS[name]?.methods['new'];
  if (own) return own(args, env);
  const generic = /^(System\.Collections\.(?:Generic|ObjectModel|Concurrent)\.\w+)`/.exec(name)?.[1];
  switch (generic ?? name) {
    case 'System.Object':
      return new PSObj(['System.Object']);
    case 'System.Management.Automation.PSObject':
    case 'System.Management.Automation.PSCustomObject':
      if (args.length && args[0] instanceof PSObj) return args[0];
      return new PSObj();
    case 'System.Collections.Hashtable': {
      // Made by its constructor it tells upper from lower case, unlike a literal.
      const table = new Dictionary(name);
      if (args[0] instanceof Hashtable) for (const e of args[0].entries.values()) table.set(e.key, e.value);
      return table;
    }
    case 'System.Collections.Specialized.OrderedDictionary':
      return new (requireOrdered())();
    case 'System.Collections.Generic.Dictionary':
    case 'System.Collections.Generic.SortedDictionary':
    case 'System.Collections.Concurrent.ConcurrentDictionary':
      return dictionary(name, args);
    case 'System.Collections.ArrayList':
      return new List(name, 'arraylist', [...(enumerable(args[0] ?? null) ?? [])]);
    case 'System.Collections.Specialized.StringCollection': {
      const list = new List(name, 'arraylist');
      list.element = (v) => toText(v);
      return list;
    }
    case 'System.Collections.Generic.List':
    case 'System.Collections.ObjectModel.Collection':
    case 'System.Collections.Generic.HashSet':
    case 'System.Collections.Generic.LinkedList':
    case 'System.Collections.Generic.Queue':
    case 'System.Collections.Generic.Stack':
    case 'System.Collections.Queue':
    case 'System.Collections.Stack':
      return genericList(type, args);
    case 'System.Text.StringBuilder':
      return new StringBuilder(typeof args[0] === 'string' ? args[0] : '');
    case 'System.Random':
      return new RandomValue(args.length ? seeded(int(args[0]!)) : env.random);
    case 'System.Uri':
      return uri(text(args[0]!));
    case 'System.Net.IPAddress':
      return ipAddress(text(args[0]!));
    case 'System.Text.UTF8Encoding':
      return new EncodingValue('utf8', 'utf8');
    case 'System.Text.ASCIIEncoding':
      return new EncodingValue('ascii', 'ascii');
    case 'System.Text.UnicodeEncoding':
      return new EncodingValue('utf16le', 'unicode');
    case 'System.Management.Automation.ErrorRecord':
      return errorRecord(args);
    case 'System.Management.Automation.PSCredential':
      return new PSObj([name, 'System.Object'], { UserName: toText(args[0] ?? null), Password: args[1] ?? null });
    case 'System.Management.Automation.PSNoteProperty':
      return new PSObj([name, 'System.Object'], { Name: toText(args[0]!), Value: args[1] ?? null });
  }
  if (type.ref.kind === 'array') {
    const n = int(args[0] ?? 0);
    const zero = type.ref.element!;
    const blank = zero.kind === 'number' ? convertRef(0, zero) : zero.kind === 'bool' ? false : null;
    const items = Array(n).fill(blank) as PSValue[];
    return zero.name === 'System.Object' ? items : new TypedArray(zero.name, items);
  }
  if (exceptionChain(name).includes('System.Exception') && /Exception$/.test(name)) {
    const message = args.length ? toText(args[0]!) : `Exception of type '${name}' was thrown.`;
    const inner = args.find((a) => a instanceof Exception) as Exception | undefined;
    return new Exception(name, message, inner ?? null);
  }
  return undefined;
}

let orderedClass: (new () => Hashtable) | null = null;
/** Breaks a cycle of imports: the ordered dictionary's class. */
export function setOrdered(cls: new () => Hashtable): void {
  orderedClass = cls;
}
function requireOrdered(): new () => Hashtable {
  return orderedClass!;
}

function dictionary(name: string, args: readonly PSValue[]): PSValue {
  const insensitive = /IgnoreCase/.test(toText(args.find((a) => typeof a === 'string') ?? ''));
  const table = insensitive ? new InsensitiveDictionary(name) : new Dictionary(name);
  if (args[0] instanceof Hashtable) for (const e of args[0].entries.values()) table.set(e.key, e.value);
  return table;
}

class InsensitiveDictionary extends Hashtable {
  readonly #name: string;
  constructor(name: string) {
    super();
    this.#name = name;
  }
  override get typeName(): string {
    return this.#name;
  }
}

function genericList(type: TypeValue, args: readonly PSValue[]): PSValue {
  const { name } = type.ref;
  const kind = /HashSet/.test(name) ? 'set' : /Queue/.test(name) ? 'queue' : /Stack/.test(name) ? 'stack' : 'list';
  const element = type.generics[0];
  const put = (v: PSValue): PSValue => (element ? convertTo(v, element) : v);
  const list = new List(name, kind);
  if (element && element.ref.kind !== 'object') list.element = put;
  const items =
    typeof args[0] === 'number'
      ? []
      : (enumerable(args[0] ?? null) ?? (args.length && args[0] !== null ? [args[0]!] : []));
  for (const item of items) {
    const v = put(item);
    if (kind !== 'set' || !list.items.some((x) => x === v || equals(x, v, true))) list.items.push(v);
  }
  return list;
}

function seeded(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function uri(s: string): PSValue {
  let u: URL;
  try {
    u = new URL(s);
  } catch {
    throw new NetError('System.UriFormatException', 'Invalid URI: The format of the URI could not be determined.');
  }
  const object = new PSObj(['System.Uri', 'System.Object'], {
    AbsolutePath: u.pathname,
    AbsoluteUri: u.href,
    Authority: u.host,
    Host: u.hostname,
    LocalPath: decodeURIComponent(u.pathname),
    Port: u.port === '' ? (u.protocol === 'https:' ? 443 : u.protocol === 'http:' ? 80 : -1) : Number(u.port),
    Query: u.search,
    Fragment: u.hash,
    Scheme: u.protocol.slice(0, -1),
    OriginalString: s,
    UserInfo: u.username,
  });
  object.toText = () => s;
  return object;
}

/** A System.Net.IPAddress of IPv4 or IPv6 text. */
export function ipAddress(s: string): PSValue {
  const v4 = /^(\d{1,3})(?:\.(\d{1,3})(?:\.(\d{1,3})(?:\.(\d{1,3}))?)?)?$/.exec(s);
  const parts = v4 ? s.split('.').map(Number) : [];
  const good = v4 ? parts.length === 4 && parts.every((p) => p < 256) : /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(s);
  if (!good) throw new NetError('System.FormatException', 'An invalid IP address was specified.');
  const object = new PSObj(['System.Net.IPAddress', 'System.Object'], {
    AddressFamily: v4 ? 'InterNetwork' : 'InterNetworkV6',
    IPAddressToString: s,
  });
  if (v4)
    object.members.note(
      'Address',
      new Num('UInt32', ((parts[3]! << 24) | (parts[2]! << 16) | (parts[1]! << 8) | parts[0]!) >>> 0),
    );
  object.toText = () => s;
  object.data = v4 ? parts : [];
  return object;
}

function errorRecord(args: readonly PSValue[]): PSValue {
  const [e, id, category, target] = args;
  const exception =
    e instanceof Exception ? e : new Exception('System.Management.Automation.RuntimeException', toText(e ?? null));
  const categories = ENUMS.find((x) => x.name.endsWith('ErrorCategory'))!;
  const value = convertRef(category ?? 0, enumRef(categories)) as EnumValue;
  return new ErrorObject(
    {
      id: toText(id ?? null),
      category: value.text as ErrorCategory,
      message: exception.message,
      exceptionType: exception.type,
      ...(target !== undefined && target !== null && { target }),
    },
    exception,
  );
}

export type { TypeRef };
/** Formats with a date's ToString for file names of the session. */
export { formatDate };
