/** JSON text of single values, as ConvertTo-Json of PowerShell 7 and of Windows PowerShell 5.1 writes them. */
import type { DialectName } from '../format/dialect.ts';
import { dateParts, decimalText, displayText } from '../format/display-text.ts';
import { Char, DateTime, EnumValue, Guid, Num, type PSValue, Switch } from '../values.ts';

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const unicode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What -EscapeHandling accepts. */
export type EscapeHandling = 'Default' | 'EscapeNonAscii' | 'EscapeHtml';

const toEscape: Readonly<Record<EscapeHandling, RegExp>> = {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
  Default: /["\\\u0000-\u001f\u0085\u2028\u2029]/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  EscapeNonAscii: /["\\\u0000-\u001f]|[^\u0000-\u007f]/g,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  EscapeHtml: /["\\\u0000-\u001f\u0085\u2028\u2029<>&']/g,
};

/** A string in quotes. 5.1 always escapes as EscapeHtml does. */
export function jsonString(text: string, escapes: EscapeHandling): string {
  return `"${text.replace(toEscape[escapes], (c) => SHORT_ESCAPES[c] ?? unicode(c))}"`;
}

/** The shortest digits that give the double back, in .NET's notation, with `.0` where they would read as an integer. */
export function jsonDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"Infinity"' : '"-Infinity"';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent >= 15 || exponent < -4) {
    return `${mantissa}E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const text = String(value);
  if (text.includes('e')) return value.toFixed(mantissa.replace(/[-.]/g, '').length - 1 - exponent);
  return text.includes('.') ? text : `${text}.0`;
}

function jsonNum(num: Num): string {
  switch (num.kind) {
    case 'Double':
      return jsonDouble(Number(num.value));
    case 'Single':
      return jsonDouble(Number(displayText(num)));
    case 'Decimal': {
      const text = decimalText(BigInt(num.value), num.scale);
      return text.includes('.') ? text : `${text}.0`;
    }
    default:
      return String(num.value);
  }
}

const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;

/** ISO 8601 in 7, milliseconds since 1970 in 5.1. Local time is taken to be UTC, as everywhere in a lab. */
export function jsonDate(date: DateTime, dialect: DialectName): string {
  if (dialect === '5.1') return `"\\/Date(${(date.ticks - UNIX_EPOCH_TICKS) / 10_000n})\\/"`;
  const p = dateParts(date.ticks);
  const two = (n: number) => String(n).padStart(2, '0');
  const fraction = p.fraction ? `.${String(p.fraction).padStart(7, '0').replace(/0+$/, '')}` : '';
  const zone = { Unspecified: '', Utc: 'Z', Local: '+00:00' }[date.kind];
  const day = `${String(p.year).padStart(4, '0')}-${two(p.month)}-${two(p.day)}`;
  return `"${day}T${two(p.hour)}:${two(p.minute)}:${two(p.second)}${fraction}${zone}"`;
}

/** How ConvertTo-Json was asked to write. */
export interface JsonStyle {
  readonly dialect: DialectName;
  readonly compress: boolean;
  readonly escapes: EscapeHandling;
  /** Enumerations by name instead of number. */
  readonly enumsAsStrings: boolean;
}

/** JSON of a value that has no inside; null for one that has. */
export function jsonScalar(value: PSValue, style: JsonStyle): string | null {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return jsonString(value, style.escapes);
    case 'boolean':
    case 'number':
    case 'bigint':
      return String(value);
    default:
  }
  if (value instanceof Num) return jsonNum(value);
  if (value instanceof EnumValue) {
    return style.enumsAsStrings ? jsonString(displayText(value), style.escapes) : String(value.value);
  }
  if (value instanceof Guid || value instanceof Char) return jsonString(displayText(value), style.escapes);
  if (value instanceof DateTime) return jsonDate(value, style.dialect);
  if (value instanceof Switch) return `{"IsPresent":${style.compress ? '' : ' '}${value.isPresent}}`;
  return null;
}
