/** Members of DateTime and TimeSpan. */
import { daysFromCivil } from '../dates.ts';
import { dateParts } from '../format/display-text.ts';
import { DateTime, EnumValue, type PSValue, TimeSpan } from '../values.ts';
import { dateTimeKind, dayOfWeek } from './enums.ts';
import { formatValue } from './format-composite.ts';
import { formatDate } from './format-date.ts';
import { double, int, type Methods, text } from './method-tools.ts';
import { dateInCulture } from './net/culture.ts';

const DAY = 864_000_000_000n;

/** Ticks of so many units, as .NET rounds them. */
const ticks = (value: PSValue, unit: number): bigint => BigInt(Math.round(double(value) * unit));

/** A date from its parts. */
export function dateFrom(parts: readonly number[], kind: DateTime['kind'] = 'Unspecified'): DateTime {
  const [y = 1, mo = 1, d = 1, h = 0, m = 0, s = 0, ms = 0] = parts;
  const days = BigInt(daysFromCivil(y, mo, d));
  return new DateTime(days * DAY + BigInt(((h * 60 + m) * 60 + s) * 1000 + ms) * 10_000n, kind);
}

function addMonths(d: DateTime, months: number): DateTime {
  const p = dateParts(d.ticks);
  const total = p.year * 12 + p.month - 1 + months;
  const year = Math.floor(total / 12);
  const month = (total % 12) + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const days = BigInt(daysFromCivil(year, month, Math.min(p.day, last)));
  return new DateTime(days * DAY + (d.ticks % DAY), d.kind);
}

/** Properties of DateTime. */
export const DATE_PROPERTIES: Readonly<Record<string, (d: DateTime) => PSValue>> = {
  Date: (d) => new DateTime((d.ticks / DAY) * DAY, d.kind),
  Day: (d) => dateParts(d.ticks).day,
  DayOfWeek: (d) => new EnumValue(dayOfWeek, dateParts(d.ticks).weekday),
  DayOfYear: (d) => Number(d.ticks / DAY - BigInt(daysFromCivil(dateParts(d.ticks).year, 1, 1))) + 1,
  Hour: (d) => dateParts(d.ticks).hour,
  Kind: (d) => new EnumValue(dateTimeKind, dateTimeKind.members[d.kind]!),
  Millisecond: (d) => Number((d.ticks / 10_000n) % 1000n),
  Microsecond: (d) => Number((d.ticks / 10n) % 1000n),
  Minute: (d) => dateParts(d.ticks).minute,
  Month: (d) => dateParts(d.ticks).month,
  Second: (d) => dateParts(d.ticks).second,
  Ticks: (d) => d.ticks,
  TimeOfDay: (d) => new TimeSpan(d.ticks % DAY),
  Year: (d) => dateParts(d.ticks).year,
  DateTime: (d) => formatDate(d, 'F'),
};

/** Methods of DateTime. */
export const DATE: Methods<DateTime> = {
  adddays: (d, a) => new DateTime(d.ticks + ticks(a[0]!, 864e9), d.kind),
  addhours: (d, a) => new DateTime(d.ticks + ticks(a[0]!, 36e9), d.kind),
  addminutes: (d, a) => new DateTime(d.ticks + ticks(a[0]!, 6e8), d.kind),
  addseconds: (d, a) => new DateTime(d.ticks + ticks(a[0]!, 1e7), d.kind),
  addmilliseconds: (d, a) => new DateTime(d.ticks + ticks(a[0]!, 1e4), d.kind),
  addticks: (d, a) => new DateTime(d.ticks + BigInt(text(a[0]!)), d.kind),
  addmonths: (d, a) => addMonths(d, int(a[0]!)),
  addyears: (d, a) => addMonths(d, 12 * int(a[0]!)),
  add: (d, a) => new DateTime(d.ticks + (a[0] as TimeSpan).ticks, d.kind),
  subtract: (d, a) =>
    a[0] instanceof DateTime
      ? new TimeSpan(d.ticks - a[0].ticks)
      : new DateTime(d.ticks - (a[0] as TimeSpan).ticks, d.kind),
  tostring: (d, a) => dateInCulture(d, typeof a[0] === 'string' ? a[0] : '', a[a.length - 1]),
  toshortdatestring: (d) => formatDate(d, 'd'),
  tolongdatestring: (d) => formatDate(d, 'D'),
  toshorttimestring: (d) => formatDate(d, 't'),
  tolongtimestring: (d) => formatDate(d, 'T'),
  touniversaltime: (d) => new DateTime(d.ticks, 'Utc'),
  tolocaltime: (d) => new DateTime(d.ticks, 'Local'),
  tofiletime: (d) => d.ticks - 504911232000000000n,
  tofiletimeutc: (d) => d.ticks - 504911232000000000n,
  compareto: (d, a) => (d.ticks < (a[0] as DateTime).ticks ? -1 : d.ticks > (a[0] as DateTime).ticks ? 1 : 0),
  equals: (d, a) => a[0] instanceof DateTime && a[0].ticks === d.ticks,
  isdaylightsavingtime: () => false,
};

/** Methods of TimeSpan. */
export const SPAN: Methods<TimeSpan> = {
  add: (s, a) => new TimeSpan(s.ticks + (a[0] as TimeSpan).ticks),
  subtract: (s, a) => new TimeSpan(s.ticks - (a[0] as TimeSpan).ticks),
  negate: (s) => new TimeSpan(-s.ticks),
  duration: (s) => new TimeSpan(s.ticks < 0n ? -s.ticks : s.ticks),
  tostring: (s, a) => formatValue(s, a.length ? text(a[0]!) : 'c'),
  compareto: (s, a) => (s.ticks < (a[0] as TimeSpan).ticks ? -1 : s.ticks > (a[0] as TimeSpan).ticks ? 1 : 0),
  equals: (s, a) => a[0] instanceof TimeSpan && a[0].ticks === s.ticks,
};
