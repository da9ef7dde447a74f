/** Time spans and dates as ticks of 100 ns: parsing by .NET's invariant culture, and the round-trip format. */
import { dateParts } from './text.ts';

export const ticksPerSecond = 10_000_000n;
const ticksPerMinute = ticksPerSecond * 60n;
const ticksPerHour = ticksPerMinute * 60n;
export const ticksPerDay = ticksPerHour * 24n;

const pad = (value: bigint | number, width: number) => String(value).padStart(width, '0');

/** Ticks of a time span's text, or the way in which it is wrong. */
export function parseTimeSpan(text: string): bigint | 'format' | 'range' {
  const match =
    /^(-?)(?:(\d+)|(?:(\d+)[.:](?=\d+:\d+:))?(\d+):(\d+)(?::(\d+)(?:\.(\d{1,7}))?)?|(\d+)\.(\d+):(\d+))$/.exec(
      text.trim(),
    );
  if (!match) return /^-?[\d.:]*\d{8,}[\d.:]*$/.test(text.trim()) ? 'range' : 'format';
  const [, sign, onlyDays, days, hours, minutes, seconds, fraction, days2, hours2, minutes2] = match;
  const d = BigInt(onlyDays ?? days ?? days2 ?? 0);
  const h = BigInt(hours ?? hours2 ?? 0);
  const m = BigInt(minutes ?? minutes2 ?? 0);
  const s = BigInt(seconds ?? 0);
  if (d > 10675199n || h > 23n || m > 59n || s > 59n) return 'range';
  const f = BigInt((fraction ?? '').padEnd(7, '0'));
  const ticks = d * ticksPerDay + h * ticksPerHour + m * ticksPerMinute + s * ticksPerSecond + f;
  return sign ? -ticks : ticks;
}

const quotient = (a: number, b: number) => Math.floor(a / b);

/** Days since 0001-01-01 of a date of the Gregorian calendar. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = quotient(y, 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = quotient(153 * ((month + 9) % 12) + 2, 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + quotient(yearOfEra, 4) - quotient(yearOfEra, 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 306;
}

/** The round-trip format `o`; `suffix` is empty, `Z` or an offset. */
export function dateTimeRoundTrip(ticks: bigint, suffix: string): string {
  const p = dateParts(ticks);
  const date = `${pad(p.year, 4)}-${pad(p.month, 2)}-${pad(p.day, 2)}`;
  return `${date}T${pad(p.hour, 2)}:${pad(p.minute, 2)}:${pad(p.second, 2)}.${pad(p.fraction, 7)}${suffix}`;
}

const months = 'january february march april may june july august september october november december'.split(' ');
const zone = '(?:\\s*(Z|[+-]\\d\\d:?\\d\\d))?';
const time = `(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,7})\\d*)?)?(?:\\s*(AM|PM))?)?${zone}`;
const dateForms: readonly [RegExp, (m: string[]) => [string, string, string]][] = [
  [new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${time}$`, 'i'), ([y = '', m = '', d = '']) => [y, m, d]],
  [new RegExp(`^(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4})${time}$`, 'i'), ([m = '', d = '', y = '']) => [y, m, d]],
  [new RegExp(`^(\\d{1,2})[ -]([a-z]{3,})\\.?[ -](\\d{4})${time}$`, 'i'), ([d = '', m = '', y = '']) => [y, m, d]],
  [new RegExp(`^([a-z]{3,})\\.? (\\d{1,2}),? (\\d{4})${time}$`, 'i'), ([m = '', d = '', y = '']) => [y, m, d]],
  [new RegExp(`^([a-z]{3,})()[ ,]+(\\d{4})${time}$`, 'i'), ([m = '', , y = '']) => [y, m, '1']],
  [/^(\d{4})[-/](\d{1,2})$/, ([y = '', m = '']) => [y, m, '1']],
];

/** Ticks of a date's text and whether it named a time zone (then converted to UTC); undefined where it is no date. */
export function parseDateTime(text: string): { ticks: bigint; zoned: boolean } | undefined {
  for (const [form, order] of dateForms) {
    const match = form.exec(text.trim());
    if (!match) continue;
    const [year, monthText, day] = order(match.slice(1, 4));
    const month = Number.isNaN(Number(monthText)) ? monthNumber(monthText) : Number(monthText);
    if (month < 1 || month > 12 || Number(day) < 1 || Number(day) > daysInMonth(Number(year), month)) return undefined;
    const clock = timeTicks(match.slice(4));
    if (clock === undefined) return undefined;
    const days = BigInt(daysFromCivil(Number(year), month, Number(day)));
    return { ticks: days * ticksPerDay + clock - offsetTicks(match[9]), zoned: match[9] !== undefined };
  }
  return undefined;
}

/** Number of the month that a name of three letters or more means; 0 where it means none. */
function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return months.findIndex((month) => month === lower || month.slice(0, 3) === lower) + 1;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))
    ? 28
    : [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

function timeTicks([hours, minutes, seconds, fraction, half]: (string | undefined)[]): bigint | undefined {
  let h = Number(hours ?? 0);
  const m = Number(minutes ?? 0);
  const s = Number(seconds ?? 0);
  if (half) {
    if (h < 1 || h > 12) return undefined;
    h = (h % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
  }
  if (h > 23 || m > 59 || s > 59) return undefined;
  return BigInt(h * 3600 + m * 60 + s) * ticksPerSecond + BigInt((fraction ?? '').padEnd(7, '0'));
}

function offsetTicks(text: string | undefined): bigint {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(text ?? '');
  if (!match) return 0n;
  const minutes = BigInt(Number(match[2]) * 60 + Number(match[3]));
  return (match[1] === '-' ? -minutes : minutes) * ticksPerMinute;
}
