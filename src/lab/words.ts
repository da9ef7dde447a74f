/** Times, durations and sizes as people write them on a command line. */
import { DAY, HOUR, MILLISECOND, MINUTE, type Micros, SECOND } from './time.ts';

const UNITS: Readonly<Record<string, Micros>> = { ms: MILLISECOND, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** `60s`, `500ms`, `1m30s`, `1.5h`, `2d`, `00:01:30`; undefined where it is none. A unit is needed: `60` is none. */
export function parseDuration(text: string): Micros | undefined {
  const clock = /^(?:(\d+)\.)?(\d{1,2}):(\d\d):(\d\d(?:\.\d{1,6})?)$/.exec(text);
  if (clock) {
    const [, days = '0', hours, minutes, seconds] = clock;
    return Math.round(Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND);
  }
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/i.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/gi)) {
    sum += Number(amount) * UNITS[unit!.toLowerCase()]!;
  }
  return Number.isSafeInteger(Math.round(sum)) ? Math.round(sum) : undefined;
}

/** ISO 8601, in UTC unless it says otherwise: `2026-01-31`, `2026-01-31 14:00`, `2026-01-31T14:00:00+01:00`. */
export function parseTime(text: string): Micros | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:?\d\d)?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, day, time = '00:00', zone = 'Z'] = match;
  const milliseconds = Date.parse(`${day}T${time}${zone.toUpperCase()}`);
  // Date.parse takes 31 February for 3 March.
  const midnight = Date.parse(`${day}T00:00Z`);
  if (Number.isNaN(milliseconds) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  return milliseconds * MILLISECOND;
}

/** `2026-01-31T14:00:00.000Z` */
export const formatTime = (at: Micros): string => new Date(at / MILLISECOND).toISOString();

const POWERS = ['', 'K', 'M', 'G', 'T', 'P'];

/** `64GB`, `512MB`, `3.5g`, `1024`: bytes, by powers of 1024; undefined where it is none or no whole number of bytes. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)b?$/i.exec(text.trim());
  if (!match) return undefined;
  const bytes = Number(match[1]) * 1024 ** POWERS.indexOf(match[2]!.toUpperCase());
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** `64 GB`, with at most two digits after the point. */
export function formatSize(bytes: number): string {
  const power = Math.min(POWERS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(2))} ${POWERS[power]}B`;
}
