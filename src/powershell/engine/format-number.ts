/** .NET's composite format: `{0,-10:N2}`, standard and custom formats of numbers, dates, spans and enumerations (en-US). */
import { dateParts, decimalText, displayText } from '../format/display-text.ts';
import { Char, DateTime, EnumValue, Guid, Num, type PSValue, TimeSpan } from '../values.ts';
import { asDouble } from './arithmetic.ts';
import { enumerable } from './collections.ts';
import { netText, roundTripDouble } from './convert.ts';
import { NetError } from './errors.ts';

const formatError = (message: string): NetError => new NetError('System.FormatException', message);

/** String.Format with its arguments. */
export function compositeFormat(format: string, args: readonly PSValue[]): string {
  let out = '';
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    if (c === '{') {
      if (format[i + 1] === '{') {
        out += '{';
        i++;
        continue;
      }
      let close = i + 1;
      while (close < format.length && format[close] !== '}') close++;
      const m = /^(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::([\s\S]*))?$/.exec(format.slice(i + 1, close));
      if (!m || close >= format.length) {
        throw formatError(
          close >= format.length
            ? `Input string was not in a correct format. Failure to parse near offset ${format.length}. Format item ends prematurely.`
            : `Input string was not in a correct format. Failure to parse near offset ${i + 1}. Expected an ASCII digit.`,
        );
      }
      const index = Number(m[1]);
      if (index >= args.length) {
        throw formatError(
          'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
        );
      }
      let text = formatValue(args[index]!, m[3] ?? '');
      const width = Number(m[2] ?? 0);
      text = width < 0 ? text.padEnd(-width) : text.padStart(width);
      out += text;
      i = close;
    } else if (c === '}') {
      if (format[i + 1] !== '}') {
        throw formatError(
          `Input string was not in a correct format. Failure to parse near offset ${i + 1}. Unexpected closing brace without a corresponding opening brace.`,
        );
      }
      out += '}';
      i++;
    } else out += c;
  }
  return out;
}

/** ToString(format). */
export function formatValue(value: PSValue, format: string): string {
  if (value === null) return '';
  if (format === '')
    return enumerable(value) || typeof value === 'string'
      ? netText(value)
      : displayText(value instanceof Object && 'text' in value ? (netText(value) as PSValue) : value);
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Num)
    return formatNumber(value, format);
  if (value instanceof DateTime) return formatDate(value, format);
  if (value instanceof TimeSpan) return formatSpan(value, format);
  if (value instanceof EnumValue) return formatEnum(value, format);
  if (value instanceof Guid) return formatGuid(value, format);
  if (value instanceof Char) return String.fromCharCode(value.code);
  return netText(value);
}

function formatGuid(value: Guid, format: string): string {
  const plain = value.text.replaceAll('-', '');
  switch (format.toUpperCase()) {
    case 'N':
      return plain;
    case 'B':
      return `{${value.text}}`;
    case 'P':
      return `(${value.text})`;
    default:
      return value.text;
  }
}

function formatEnum(value: EnumValue, format: string): string {
  switch (format.toUpperCase()) {
    case 'D':
      return String(value.value);
    case 'X':
      return (value.value >>> 0).toString(16).toUpperCase().padStart(8, '0');
    default:
      return value.text;
  }
}

/** Digits of a number without exponent, rounded half away from zero at `decimals`. */
function fixed(value: number | bigint | Num, decimals: number): string {
  const exact = exactDecimal(value);
  if (exact === null) return String(asDouble(value));
  let { digits, scale } = exact;
  if (scale > decimals) {
    const unit = 10n ** BigInt(scale - decimals);
    const half = unit / 2n;
    digits = digits < 0n ? -((-digits + half) / unit) : (digits + half) / unit;
    scale = decimals;
  } else {
    digits *= 10n ** BigInt(decimals - scale);
    scale = decimals;
  }
  const text = decimalText(digits < 0n ? -digits : digits, scale);
  const negative = digits < 0n;
  return negative ? `-${text}` : text;
}

/** A number as integer and scale; null for infinity and NaN. */
function exactDecimal(value: number | bigint | Num): { digits: bigint; scale: number } | null {
  if (typeof value === 'number') return { digits: BigInt(value), scale: 0 };
  if (typeof value === 'bigint') return { digits: value, scale: 0 };
  if (value.kind === 'Decimal') return { digits: BigInt(value.value), scale: value.scale };
  if (value.kind !== 'Double' && value.kind !== 'Single') return { digits: BigInt(value.value), scale: 0 };
  const n = value.value as number;
  if (!Number.isFinite(n)) return null;
  // .NET formats the shortest digits that tell the double apart.
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(n.toExponential())!;
  const shortest = value.kind === 'Single' ? Number(n.toPrecision(7)).toExponential() : m[0];
  const s = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest)!;
  let digits = BigInt(s[2]! + (s[3] ?? ''));
  let scale = (s[3]?.length ?? 0) - Number(s[4]);
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { digits: s[1] ? -digits : digits, scale };
}

function group(text: string): string {
  const m = /^(-?)(\d+)(.*)$/.exec(text)!;
  return m[1] + m[2]!.replace(/\B(?=(\d{3})+$)/g, ',') + m[3];
}

function isInteger(value: number | bigint | Num): boolean {
  return !(value instanceof Num) || !['Double', 'Single', 'Decimal'].includes(value.kind);
}

const WIDTH: Readonly<Record<string, number>> = { Byte: 8, SByte: 8, Int16: 16, UInt16: 16, UInt32: 32, UInt64: 64 };

/** A number in a standard or custom format. */
export function formatNumber(value: number | bigint | Num, format: string): string {
  const m = /^([A-Za-z])(\d{0,9})$/.exec(format);
  if (!m) return customNumber(value, format);
  const precision = m[2] === '' ? null : Number(m[2]);
  const special =
    value instanceof Num &&
    (value.kind === 'Double' || value.kind === 'Single') &&
    !Number.isFinite(value.value as number);
  if (special) return displayText(value);
  switch (m[1]!.toUpperCase()) {
    case 'N':
      return group(fixed(value, precision ?? 3));
    case 'F':
      return fixed(value, precision ?? 3);
    case 'C': {
      const text = group(fixed(value, precision ?? 2));
      return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
    }
    case 'P': {
      const exact = exactDecimal(value)!;
      return `${group(fixed(new Num('Decimal', exact.digits * 100n, exact.scale), precision ?? 3))}%`;
    }
    case 'D': {
      if (!isInteger(value)) throw formatError('Format specifier was invalid.');
      const text = fixed(value, 0);
      const negative = text.startsWith('-');
      return (negative ? '-' : '') + (negative ? text.slice(1) : text).padStart(precision ?? 1, '0');
    }
    case 'X':
    case 'B': {
      if (!isInteger(value)) throw formatError('Format specifier was invalid.');
      const whole = exactDecimal(value)!.digits;
      const bits = typeof value === 'number' ? 32 : typeof value === 'bigint' ? 64 : (WIDTH[value.kind] ?? 64);
      const base = m[1]!.toUpperCase() === 'X' ? 16 : 2;
      const text = (whole < 0n ? BigInt.asUintN(bits, whole) : whole).toString(base).padStart(precision ?? 1, '0');
      return m[1] === 'X' ? text.toUpperCase() : text;
    }
    case 'E': {
      const [mantissa, exponent] = asDouble(value)
        .toExponential(precision ?? 6)
        .split('e') as [string, string];
      const e = Number(exponent);
      return `${mantissa}${m[1]}${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(3, '0')}`;
    }
    case 'G':
      if (precision === null || precision === 0)
        return isInteger(value)
          ? fixed(value, 0)
          : value instanceof Num && value.kind === 'Double'
            ? roundTripDouble(value.value as number)
            : displayText(value);
      return general(value, precision, m[1]!);
    case 'R':
      return value instanceof Num && value.kind === 'Double'
        ? roundTripDouble(value.value as number)
        : displayText(value);
    default:
      throw formatError('Format specifier was invalid.');
  }
}

function general(value: number | bigint | Num, precision: number, letter: string): string {
  const [mantissa, exponentText] = asDouble(value)
    .toExponential(precision - 1)
    .split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent >= precision || exponent < -4) {
    const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    const e = letter === 'g' ? 'e' : 'E';
    return `${trimmed}${e}${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return String(Number(asDouble(value).toPrecision(precision)));
}

function customNumber(value: number | bigint | Num, format: string): string {
  const sections = splitSections(format);
  let n = value;
  let section = sections[0]!;
  const d = asDouble(value);
  let negative = d < 0;
  if (d < 0 && sections.length > 1 && sections[1] !== '') {
    section = sections[1]!;
    negative = false;
    n = abs(value);
  } else if (d === 0 && sections.length > 2 && sections[2] !== '') section = sections[2]!;
  else if (d < 0) n = abs(value);
  return (negative ? '-' : '') + renderCustom(n, section);
}

function abs(value: number | bigint | Num): number | bigint | Num {
  if (typeof value === 'number') return Math.abs(value);
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  return new Num(
    value.kind,
    typeof value.value === 'bigint' ? (value.value < 0n ? -value.value : value.value) : Math.abs(value.value),
    value.scale,
  );
}

function splitSections(format: string): string[] {
  const parts = [''];
  let quote = '';
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    if (quote) {
      if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '\\') {
      parts[parts.length - 1] += c + (format[++i] ?? '');
      continue;
    } else if (c === ';') {
      parts.push('');
      continue;
    }
    parts[parts.length - 1] += c;
  }
  return parts;
}

function renderCustom(value: number | bigint | Num, section: string): string {
  const bare = section.replace(/'[^']*'|"[^"]*"|\\./g, '');
  const exact = exactDecimal(value);
  if (!exact) return displayText(value as PSValue);
  let { digits, scale } = exact;
  for (const c of bare) if (c === '%') digits *= 100n;
  const [intPart = '', fracPart] = bare.split('.');
  const trailing = /,+(?=[^0#]*$)/.exec(intPart.replace(/[^0#,]/g, ''));
  if (trailing) scale += 3 * trailing[0].length;
  const grouped = /[0#],+[0#]/.test(intPart.replace(/[^0#,]/g, ''));
  const decimals = (fracPart ?? '').replace(/[^0#]/g, '');
  const text = fixed(new Num('Decimal', digits, scale), decimals.length);
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const minimum = intPart.replace(/[^0]/g, '').length;
  let w = whole
    .replace(/^0+/, '')
    .padStart(
      Math.max(
        minimum,
        intPart.replace(/[^0#]/g, '').search('0') >= 0
          ? intPart.replace(/[^0#]/g, '').length - intPart.replace(/[^0#]/g, '').indexOf('0')
          : 0,
      ),
      '0',
    );
  if (grouped) w = w === '' ? '' : group(w);
  let f = fraction;
  for (let i = decimals.length - 1; i >= 0 && decimals[i] === '#' && f[i] === '0'; i--) f = f.slice(0, i);
  return place(section, w, f);
}

/** Puts digits into the places of a custom format. */
function place(section: string, whole: string, fraction: string): string {
  let out = '';
  let wroteWhole = false;
  let inFraction = false;
  let wroteFraction = false;
  const dotIndex = section.indexOf('.');
  const intPlaces = [...(dotIndex < 0 ? section : section.slice(0, dotIndex))].filter(
    (c) => c === '0' || c === '#',
  ).length;
  void intPlaces;
  for (let i = 0; i < section.length; i++) {
    const c = section[i]!;
    if (c === "'" || c === '"') {
      const close = section.indexOf(c, i + 1);
      out += section.slice(i + 1, close < 0 ? undefined : close);
      i = close < 0 ? section.length : close;
    } else if (c === '\\') out += section[++i] ?? '';
    else if (c === '0' || c === '#') {
      if (inFraction) {
        if (!wroteFraction) out += fraction;
        wroteFraction = true;
      } else {
        // All digits go where the first place stands; digits between literals are rare in practice.
        const rest = section.slice(i).replace(/[^0#]*\..*$/, '');
        const places = [...rest].filter((x) => x === '0' || x === '#').length;
        const literalBetween = /[0#][^0#,.]+[0#]/.test(rest);
        if (!wroteWhole && literalBetween) {
          const plain = whole.replace(/,/g, '');
          const take = Math.max(0, plain.length - places + 1);
          out += plain.slice(0, take);
          whole = plain.slice(take);
          wroteWhole = whole === '' && places <= 1;
        } else if (!wroteWhole) {
          out += whole;
          wroteWhole = true;
        }
      }
    } else if (c === '.' && !inFraction) {
      inFraction = true;
      if (fraction !== '') out += '.';
    } else if (c !== ',') out += c;
  }
  return out;
}

const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const pad = (n: number | bigint, w: number): string => String(n).padStart(w, '0');

const STANDARD: Readonly<Record<string, string>> = {
  d: 'M/d/yyyy',
  D: 'dddd, MMMM d, yyyy',
  f: 'dddd, MMMM d, yyyy h:mm tt',
  F: 'dddd, MMMM d, yyyy h:mm:ss tt',
  g: 'M/d/yyyy h:mm tt',
  G: 'M/d/yyyy h:mm:ss tt',
  m: 'MMMM d',
  M: 'MMMM d',
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: 'h:mm tt',
  T: 'h:mm:ss tt',
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  U: 'dddd, MMMM d, yyyy h:mm:ss tt',
  y: 'MMMM yyyy',
  Y: 'MMMM yyyy',
};

/** A date in a standard or custom format. */
export function formatDate(value: DateTime, format: string): string {
  let pattern = format;
  if (format.length === 1) {
    if (format === 'o' || format === 'O') pattern = "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffffK";
    else if (STANDARD[format]) pattern = STANDARD[format];
    else throw formatError('Input string was not in a correct format.');
  }
  const p = dateParts(value.ticks);
  const fraction = pad(value.ticks % 10_000_000n, 7);
  let out = '';
  for (let i = pattern[0] === '%' ? 1 : 0; i < pattern.length; ) {
    const c = pattern[i]!;
    if (c === "'" || c === '"') {
      const close = pattern.indexOf(c, i + 1);
      out += pattern.slice(i + 1, close < 0 ? undefined : close);
      i = close < 0 ? pattern.length : close + 1;
      continue;
    }
    if (c === '\\') {
      out += pattern[i + 1] ?? '';
      i += 2;
      continue;
    }
    let n = 1;
    while (pattern[i + n] === c) n++;
    i += n;
    switch (c) {
      case 'd':
        out += n === 1 ? p.day : n === 2 ? pad(p.day, 2) : n === 3 ? DAYS[p.weekday]!.slice(0, 3) : DAYS[p.weekday];
        break;
      case 'M':
        out +=
          n === 1
            ? p.month
            : n === 2
              ? pad(p.month, 2)
              : n === 3
                ? MONTHS[p.month - 1]!.slice(0, 3)
                : MONTHS[p.month - 1];
        break;
      case 'y':
        out += n === 1 ? p.year % 100 : n === 2 ? pad(p.year % 100, 2) : pad(p.year, n);
        break;
      case 'H':
        out += n === 1 ? p.hour : pad(p.hour, 2);
        break;
      case 'h':
        out += n === 1 ? p.hour % 12 || 12 : pad(p.hour % 12 || 12, 2);
        break;
      case 'm':
        out += n === 1 ? p.minute : pad(p.minute, 2);
        break;
      case 's':
        out += n === 1 ? p.second : pad(p.second, 2);
        break;
      case 'f':
        out += fraction.slice(0, n);
        break;
      case 'F':
        out += fraction.slice(0, n).replace(/0+$/, '');
        break;
      case 't':
        out += (p.hour < 12 ? 'AM' : 'PM').slice(0, n === 1 ? 1 : 2);
        break;
      case 'z':
        out += n === 1 ? '+0' : n === 2 ? '+00' : '+00:00';
        break;
      case 'K':
        out += value.kind === 'Utc' ? 'Z' : value.kind === 'Local' ? '+00:00' : '';
        break;
      case 'g':
        out += 'A.D.';
        break;
      default:
        out += c.repeat(n);
    }
  }
  return out;
}

function formatSpan(value: TimeSpan, format: string): string {
  const negative = value.ticks < 0n;
  const ticks = negative ? -value.ticks : value.ticks;
  const days = ticks / 864_000_000_000n;
  const h = (ticks / 36_000_000_000n) % 24n;
  const m = (ticks / 600_000_000n) % 60n;
  const s = (ticks / 10_000_000n) % 60n;
  const fraction = pad(ticks % 10_000_000n, 7);
  if (format === 'c' || format === 't' || format === 'T') return displayText(value);
  if (format === 'g' || format === 'G') {
    const f = format === 'G' ? `.${fraction}` : ticks % 10_000_000n ? `.${fraction.replace(/0+$/, '')}` : '';
    const d = format === 'G' || days ? `${days}:` : '';
    return `${negative ? '-' : ''}${d}${format === 'G' ? pad(h, 2) : h}:${pad(m, 2)}:${pad(s, 2)}${f}`;
  }
  let out = '';
  for (let i = format[0] === '%' ? 1 : 0; i < format.length; ) {
    const c = format[i]!;
    if (c === "'" || c === '"') {
      const close = format.indexOf(c, i + 1);
      out += format.slice(i + 1, close < 0 ? undefined : close);
      i = close < 0 ? format.length : close + 1;
      continue;
    }
    if (c === '\\') {
      out += format[i + 1] ?? '';
      i += 2;
      continue;
    }
    let n = 1;
    while (format[i + n] === c) n++;
    i += n;
    switch (c) {
      case 'd':
        out += pad(days, n);
        break;
      case 'h':
        out += pad(h, n);
        break;
      case 'm':
        out += pad(m, n);
        break;
      case 's':
        out += pad(s, n);
        break;
      case 'f':
        out += fraction.slice(0, n);
        break;
      case 'F':
        out += fraction.slice(0, n).replace(/0+$/, '');
        break;
      default:
        throw formatError('Input string was not in a correct format.');
    }
  }
  return out;
}
