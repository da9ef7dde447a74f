/** DateTimeOffset: a date and its distance from UTC. */
import { parseDateTime } from '../../dates.ts';
import { DateTime, type PSValue, TimeSpan } from '../../values.ts';
import { NetError } from '../errors.ts';
import { formatDate } from '../format-date.ts';
import { DATE_PROPERTIES, dateFrom } from '../methods-time.ts';
import { dateOf } from './date.ts';
import { NetInstance, NetType, type Row } from './net-type.ts';
import { out } from './reference.ts';

const EPOCH = 621_355_968_000_000_000n;
const MINUTE = 600_000_000n;

/** A System.DateTimeOffset: its own clock's ticks and the offset in minutes. */
export class DateOffsetValue extends NetInstance {
  readonly ticks: bigint;
  readonly minutes: number;
  constructor(ticks: bigint, minutes: number) {
    super();
    this.ticks = ticks;
    this.minutes = minutes;
  }
  get table(): NetType {
    return OFFSET;
  }
  get utc(): bigint {
    return this.ticks - BigInt(this.minutes) * MINUTE;
  }
  get date(): DateTime {
    return new DateTime(this.ticks, 'Unspecified');
  }
  get zone(): string {
    const m = Math.abs(this.minutes);
    const two = (n: number): string => String(n).padStart(2, '0');
    return `${this.minutes < 0 ? '-' : '+'}${two(Math.floor(m / 60))}:${two(m % 60)}`;
  }
  format(pattern: string): string {
    if (/^o$/i.test(pattern)) return formatDate(this.date, "yyyy'-'MM'-'dd'T'HH':'mm':'ss.fffffff") + this.zone;
    if (/^[ru]$/i.test(pattern)) return formatDate(new DateTime(this.utc, 'Utc'), pattern);
    if (pattern === '') return `${formatDate(this.date, 'G')} ${this.zone}`;
    return formatDate(
      this.date,
      pattern.length === 1
        ? pattern
        : pattern.replace(/zzz|K/g, `'${this.zone}'`).replace(/zz/g, `'${this.zone.slice(0, 3)}'`),
    );
  }
  override get text(): string {
    return this.format('');
  }
  override get expanded(): string {
    return `${formatDate(this.date, 'MM/dd/yyyy HH:mm:ss')} ${this.zone}`;
  }
}

function parse(text: string): DateOffsetValue {
  const parsed = parseDateTime(text);
  if (!parsed) throw new NetError('System.FormatException', `String '${text}' was not recognized as a valid DateTime.`);
  const m = /([+-])(\d{1,2}):?(\d{2})?\s*$/.exec(text.replace(/^\s*\d{4}-\d{1,2}-\d{1,2}/, ''));
  const minutes = m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0)) : 0;
  return new DateOffsetValue(parsed.zoned ? parsed.ticks + BigInt(minutes) * MINUTE : parsed.ticks, minutes);
}

const span = (minutes: number): TimeSpan => new TimeSpan(BigInt(minutes) * MINUTE);
const minutesOf = (v: PSValue): number => Number((v as TimeSpan).ticks / MINUTE);
const ticksOf = (v: PSValue, unit: number): bigint =>
  BigInt(Math.round(Number((v as unknown as { value: number }).value) * unit));
const add = (name: string, unit: number): Row => [
  `System.DateTimeOffset ${name}(double value)`,
  (d: DateOffsetValue, [n]) => new DateOffsetValue(d.ticks + ticksOf(n!, unit), d.minutes),
];

const OFFSET: NetType = new NetType(
  'System.DateTimeOffset',
  [
    ['new(datetime dateTime)', (_, [d]) => new DateOffsetValue((d as DateTime).ticks, 0)],
    [
      'new(datetime dateTime, timespan offset)',
      (_, [d, o]) => new DateOffsetValue((d as DateTime).ticks, minutesOf(o!)),
    ],
    ['new(long ticks, timespan offset)', (_, [t, o]) => new DateOffsetValue(t as bigint, minutesOf(o!))],
    [
      'new(int year, int month, int day, int hour, int minute, int second, timespan offset)',
      (_, a) => new DateOffsetValue(dateFrom(a.slice(0, 6) as number[]).ticks, minutesOf(a[6]!)),
    ],
    [
      'static System.DateTimeOffset Now {get;}\nstatic System.DateTimeOffset UtcNow {get;}',
      (_, __, env) => new DateOffsetValue(dateOf(env.now()).ticks, 0),
    ],
    ['static System.DateTimeOffset MinValue {get;}', () => new DateOffsetValue(0n, 0)],
    ['static System.DateTimeOffset MaxValue {get;}', () => new DateOffsetValue(3155378975999999999n, 0)],
    ['static System.DateTimeOffset UnixEpoch {get;}', () => new DateOffsetValue(EPOCH, 0)],
    [
      'static System.DateTimeOffset FromUnixTimeSeconds(long seconds)',
      (_, [s]) => new DateOffsetValue(EPOCH + (s as bigint) * 10_000_000n, 0),
    ],
    [
      'static System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)',
      (_, [s]) => new DateOffsetValue(EPOCH + (s as bigint) * 10_000n, 0),
    ],
    ['static System.DateTimeOffset Parse(string input)', (_, [s]) => parse(s as string)],
    [
      'static bool TryParse(string input, [ref] System.DateTimeOffset result)',
      (_, [s, r]) => {
        try {
          out(r, parse(s as string));
          return true;
        } catch {
          return false;
        }
      },
    ],
    ['datetime DateTime {get;}', (d: DateOffsetValue) => d.date],
    ['datetime UtcDateTime {get;}', (d: DateOffsetValue) => new DateTime(d.utc, 'Utc')],
    ['datetime LocalDateTime {get;}', (d: DateOffsetValue) => new DateTime(d.utc, 'Local')],
    ...[
      'Date',
      'Day',
      'DayOfWeek',
      'DayOfYear',
      'Hour',
      'Millisecond',
      'Minute',
      'Month',
      'Second',
      'TimeOfDay',
      'Year',
    ].map((name): Row => [`System.Object ${name} {get;}`, (d: DateOffsetValue) => DATE_PROPERTIES[name]!(d.date)]),
    ['timespan Offset {get;}', (d: DateOffsetValue) => span(d.minutes)],
    ['int TotalOffsetMinutes {get;}', (d: DateOffsetValue) => d.minutes],
    ['long Ticks {get;}', (d: DateOffsetValue) => d.ticks],
    ['long UtcTicks {get;}', (d: DateOffsetValue) => d.utc],
    add('AddDays', 864e9),
    add('AddHours', 36e9),
    add('AddMinutes', 6e8),
    add('AddSeconds', 1e7),
    add('AddMilliseconds', 1e4),
    [
      'System.DateTimeOffset Add(timespan timeSpan)',
      (d: DateOffsetValue, [s]) => new DateOffsetValue(d.ticks + (s as TimeSpan).ticks, d.minutes),
    ],
    [
      'timespan Subtract(System.DateTimeOffset value)',
      (d: DateOffsetValue, [o]) => new TimeSpan(d.utc - (o as unknown as DateOffsetValue).utc),
    ],
    [
      'System.DateTimeOffset Subtract(timespan value)',
      (d: DateOffsetValue, [s]) => new DateOffsetValue(d.ticks - (s as TimeSpan).ticks, d.minutes),
    ],
    [
      'System.DateTimeOffset ToOffset(timespan offset)',
      (d: DateOffsetValue, [o]) => new DateOffsetValue(d.utc + (o as TimeSpan).ticks, minutesOf(o!)),
    ],
    [
      'System.DateTimeOffset ToUniversalTime()\nSystem.DateTimeOffset ToLocalTime()',
      (d: DateOffsetValue) => new DateOffsetValue(d.utc, 0),
    ],
    ['long ToUnixTimeSeconds()', (d: DateOffsetValue) => (d.utc - EPOCH) / 10_000_000n],
    ['long ToUnixTimeMilliseconds()', (d: DateOffsetValue) => (d.utc - EPOCH) / 10_000n],
    [
      'int CompareTo(System.DateTimeOffset other)',
      (d: DateOffsetValue, [o]) => {
        const x = (o as unknown as DateOffsetValue).utc;
        return d.utc < x ? -1 : d.utc > x ? 1 : 0;
      },
    ],
    [
      'bool Equals(System.DateTimeOffset other)',
      (d: DateOffsetValue, [o]) => d.utc === (o as unknown as DateOffsetValue).utc,
    ],
    ['string ToString()', (d: DateOffsetValue) => d.text],
    ['string ToString(string format)', (d: DateOffsetValue, [f]) => d.format(f as string)],
  ],
  ['System.ValueType'],
);

export const DATE_OFFSET_TYPES = [OFFSET];
