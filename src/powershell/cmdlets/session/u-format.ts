/** The formats of Get-Date -UFormat: letters after a per cent sign, as Unix's date has them. */

import { daysFromCivil } from '../../dates.ts';
import { formatDate } from '../../engine/format-date.ts';
import { dateParts } from '../../format/display-text.ts';
import type { DateTime } from '../../values.ts';

/** Formats of .NET that a letter stands for. */
const SAME: Readonly<Record<string, string>> = {
  A: 'dddd',
  a: 'ddd',
  B: 'MMMM',
  b: 'MMM',
  h: 'MMM',
  c: 'ddd dd MMM yyyy HH:mm:ss',
  D: 'MM/dd/yy',
  x: 'MM/dd/yy',
  d: 'dd',
  F: 'yyyy-MM-dd',
  H: 'HH',
  I: 'hh',
  M: 'mm',
  m: 'MM',
  p: 'tt',
  R: 'HH:mm',
  r: 'hh:mm:ss tt',
  S: 'ss',
  T: 'HH:mm:ss',
  X: 'HH:mm:ss',
  Y: 'yyyy',
  y: 'yy',
  Z: '%z',
};

const EPOCH = 621_355_968_000_000_000n;

/** Year and week of ISO 8601: weeks begin on Monday, the first has the year's first Thursday. */
function isoWeek(year: number, dayOfYear: number, weekday: number): { year: number; week: number } {
  const monday = weekday === 0 ? 7 : weekday;
  const week = Math.floor((dayOfYear - monday + 10) / 7);
  const weeksIn = (y: number): number => {
    const first = (daysFromCivil(y, 1, 1) + 1) % 7;
    const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
    return first === 4 || (leap && first === 3) ? 53 : 52;
  };
  if (week < 1) return { year: year - 1, week: weeksIn(year - 1) };
  return week > weeksIn(year) ? { year: year + 1, week: 1 } : { year, week };
}

/** A date in such a format; letters without a meaning stand for themselves. */
export function uFormat(d: DateTime, format: string): string {
  const p = dateParts(d.ticks);
  const dayOfYear = daysFromCivil(p.year, p.month, p.day) - daysFromCivil(p.year, 1, 1) + 1;
  const iso = isoWeek(p.year, dayOfYear, p.weekday);
  const two = (n: number, fill = '0'): string => String(n).padStart(2, fill);
  const own: Readonly<Record<string, () => string>> = {
    C: () => String(Math.floor(p.year / 100)),
    e: () => two(p.day, ' '),
    G: () => String(iso.year),
    g: () => two(iso.year % 100),
    j: () => String(dayOfYear).padStart(3, '0'),
    k: () => two(p.hour, ' '),
    l: () => two(p.hour % 12 || 12, ' '),
    n: () => '\n',
    s: () => String((d.ticks - EPOCH) / 10_000_000n),
    t: () => '\t',
    U: () => String(Math.floor(dayOfYear / 7)),
    W: () => String(Math.floor(dayOfYear / 7)),
    u: () => String(p.weekday === 0 ? 7 : p.weekday),
    V: () => two(iso.week),
    w: () => String(p.weekday),
  };
  return format
    .replace(/^\+/, '')
    .replace(
      /%([\s\S])/g,
      (_, letter: string) => own[letter]?.() ?? (SAME[letter] ? formatDate(d, SAME[letter]) : letter),
    );
}
