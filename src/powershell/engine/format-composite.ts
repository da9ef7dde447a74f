/** .NET's composite format `{0,-10:N2}` and ToString(format) of any value (en-US). */
import { displayText } from '../format/display-text.ts';
import { Char, DateTime, EnumValue, Guid, Num, type PSValue, TimeSpan } from '../values.ts';
import { enumerable } from './collections.ts';
import { netText, roundTripDouble } from './convert.ts';
import { formatDate } from './format-date.ts';
import { formatError, formatNumber } from './format-number.ts';
import { formatSpan } from './format-span.ts';

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
            : `Input string was not in a correct format. Failure to parse near offset ${i + 1 + (/^\d+\s*,\s*-?/.exec(format.slice(i + 1))?.[0].length ?? 0)}. Expected an ASCII digit.`,
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
  if (format === '' && value instanceof Num && value.kind === 'Double' && Number.isFinite(value.value as number))
    return roundTripDouble(value.value as number);
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
