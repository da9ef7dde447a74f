/** Text of values as the formatter shows them: ToString() in the en-US culture. (Conversion to a string is invariant.) */
import {
  Char,
  DateTime,
  EnumValue,
  Guid,
  NetValue,
  Num,
  type PSValue,
  Switch,
  TimeSpan,
  TypedArray,
} from '../values.ts';

const TICKS_PER_SECOND = 10_000_000n;
const TICKS_PER_DAY = 864_000_000_000n;
const pad = (n: number | bigint, width: number): string => String(n).padStart(width, '0');

/** A double as .NET's `G15` (or, for Single, `G7`) writes it: 15 digits, exponent from 1E+15 on and below 0.0001. */
export function doubleText(value: number, digits = 15): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponentText] = value.toExponential(digits - 1).split('e') as [string, string];
  const exponent = Number(exponentText);
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent >= digits || exponent < -4) {
    return `${trimmed}E${exponent < 0 ? '-' : '+'}${pad(Math.abs(exponent), 2)}`;
  }
  const sign = trimmed.startsWith('-') ? '-' : '';
  const figures = trimmed.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${figures}`;
  if (figures.length <= exponent + 1) return sign + figures.padEnd(exponent + 1, '0');
  return `${sign}${figures.slice(0, exponent + 1)}.${figures.slice(exponent + 1)}`;
}

/** A decimal: its integer with the point `scale` digits from the right. */
export function decimalText(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = pad(value < 0n ? -value : value, scale + 1);
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function numText(num: Num): string {
  if (num.kind === 'Decimal') return decimalText(BigInt(num.value), num.scale);
  if (num.kind === 'Double') return doubleText(Number(num.value));
  if (num.kind === 'Single') return doubleText(Number(num.value), 7);
  return String(num.value);
}

/** A TimeSpan in its constant format: `d.hh:mm:ss.fffffff`, days and fraction only where not zero. */
export function timeSpanText(span: TimeSpan): string {
  const ticks = span.ticks < 0n ? -span.ticks : span.ticks;
  const days = ticks / TICKS_PER_DAY;
  const seconds = (ticks % TICKS_PER_DAY) / TICKS_PER_SECOND;
  const fraction = ticks % TICKS_PER_SECOND;
  const clock = `${pad(seconds / 3600n, 2)}:${pad((seconds / 60n) % 60n, 2)}:${pad(seconds % 60n, 2)}`;
  return `${span.ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0n ? `.${pad(fraction, 7)}` : ''}`;
}

/** Year, month, day and the rest of a DateTime, computed without a clock or a time zone. */
export interface DateParts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Ticks of 100 ns within the second. */
  readonly fraction: number;
}

/** Splits ticks since 0001-01-01 into calendar parts (proleptic Gregorian, as .NET). */
export function dateParts(ticks: bigint): DateParts {
  const days = Number(ticks / TICKS_PER_DAY);
  const inDay = ticks % TICKS_PER_DAY;
  const seconds = Number(inDay / TICKS_PER_SECOND);
  // Civil-from-days with eras of 400 years that begin on the first of March.
  const shifted = days + 306;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
    weekday: (days + 1) % 7,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: Number(inDay % TICKS_PER_SECOND),
  };
}

const twelve = (p: DateParts): string =>
  `${p.hour % 12 || 12}:${pad(p.minute, 2)}:${pad(p.second, 2)} ${p.hour < 12 ? 'AM' : 'PM'}`;

/** A DateTime in the general format of en-US: `6/2/2023 12:14:05 PM`. */
export function dateTimeText(date: DateTime): string {
  const p = dateParts(date.ticks);
  return `${p.month}/${p.day}/${p.year} ${twelve(p)}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A DateTime as PowerShell prints it alone: `Tuesday, March 5, 2024 2:07:09 PM`. */
export function longDateTimeText(date: DateTime): string {
  const p = dateParts(date.ticks);
  return `${WEEKDAYS[p.weekday]}, ${MONTHS[p.month - 1]} ${p.day}, ${p.year} ${twelve(p)}`;
}

/** Name of an enumeration's member; for flags the names of its parts; the number where nothing names it. */
export function enumText(value: EnumValue): string {
  const { members, flags } = value.type;
  for (const [name, v] of Object.entries(members)) if (v === value.value) return name;
  if (flags) {
    const parts: string[] = [];
    let rest = value.value;
    for (const [name, v] of Object.entries(members).sort((a, b) => b[1] - a[1])) {
      if (v !== 0 && (rest & v) === v) {
        parts.unshift(name);
        rest &= ~v;
      }
    }
    if (rest === 0 && parts.length > 0) return parts.join(', ');
  }
  return String(value.value);
}

/** The elements where `value` is a collection; null otherwise. */
export function elementsOf(value: PSValue): readonly PSValue[] | null {
  if (Array.isArray(value)) return value;
  if (value instanceof TypedArray) return value.items;
  // Lists that the language makes.
  return value instanceof NetValue && 'items' in value && Array.isArray(value.items) ? value.items : null;
}

/** What ToString() gives; collections with blanks between their elements. */
export function displayText(value: PSValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  const elements = elementsOf(value);
  if (elements) return elements.map(displayText).join(' ');
  if (value instanceof Num) return numText(value);
  if (value instanceof EnumValue) return enumText(value);
  if (value instanceof TimeSpan) return timeSpanText(value);
  if (value instanceof DateTime) return dateTimeText(value);
  if (value instanceof Guid) return value.text;
  if (value instanceof Char) return String.fromCharCode(value.code);
  if (value instanceof Switch) return value.isPresent ? 'True' : 'False';
  if (value instanceof NetValue) return 'text' in value ? String(value.text) : value.typeName;
  return String(value);
}
