/** Formats of dates (en-US). */
import { dateParts } from '../format/display-text.ts';
import type { DateTime } from '../values.ts';
import { formatError } from './format-number.ts';
import { literalAt, runLength } from './format-pattern.ts';

const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

export const pad = (n: number | bigint, w: number): string => String(n).padStart(w, '0');

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
    const literal = literalAt(pattern, i);
    if (literal) {
      out += literal.text;
      i = literal.next;
      continue;
    }
    const n = runLength(pattern, i);
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
