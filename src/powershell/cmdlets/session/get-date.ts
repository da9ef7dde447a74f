/** Get-Date, New-TimeSpan, Start-Sleep. */
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { formatDate } from '../../engine/format-date.ts';
import { dateOf } from '../../engine/net/date.ts';
import { membersToAdd } from '../../engine/psobject.ts';
import { dateParts } from '../../format/display-text.ts';
import { DateTime, TimeSpan } from '../../values.ts';
import { builtin } from '../declare.ts';
import { uFormat } from './u-format.ts';

const EPOCH = 621_355_968_000_000_000n;

const SETS = '[DateAndFormat,DateAndUFormat]';
const UNIX = '[UnixTimeSecondsAndFormat,UnixTimeSecondsAndUFormat]';

const GET_DATE_TABLE = `
Date|LastWriteTime datetime ${SETS} @0 <*
UnixTimeSeconds|UnixTime long ${UNIX} !
Year int 1..9999
Month int 1..12
Day int 1..31
Hour int 0..23
Minute int 0..59
Second int 0..59
Millisecond int 0..999
DisplayHint string {Date,Time,DateTime}
UFormat string [DateAndUFormat,UnixTimeSecondsAndUFormat] !
Format string [DateAndFormat,UnixTimeSecondsAndFormat]
AsUTC switch
`;

const PARTS = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second', 'Millisecond'] as const;

/** The formats with names of their own; those that are universal are of the time in UTC. */
const NAMED: Readonly<Record<string, { readonly format: string; readonly utc?: true }>> = {
  filedate: { format: 'yyyyMMdd' },
  filedateuniversal: { format: "yyyyMMdd'Z'", utc: true },
  filedatetime: { format: "yyyyMMdd'T'HHmmssffff" },
  filedatetimeuniversal: { format: "yyyyMMdd'T'HHmmssffff'Z'", utc: true },
};

/** The time zone of a session is UTC: only the kind changes. */
const utc = (d: DateTime): DateTime => new DateTime(d.ticks, 'Utc');

/** The given date with the parts that were given. */
function changed(c: Context, d: DateTime): DateTime {
  if (!PARTS.some((n) => c.has(n))) return d;
  const p = dateParts(d.ticks);
  const day = c.number('Day', p.day);
  const [year, month] = [c.number('Year', p.year), c.number('Month', p.month)];
  const made = c.engine.tools.dateFrom(
    [
      year,
      month,
      day,
      c.number('Hour', p.hour),
      c.number('Minute', p.minute),
      c.number('Second', p.second),
      c.number('Millisecond', Number((d.ticks / 10_000n) % 1000n)),
    ],
    d.kind,
  );
  return new DateTime(made.ticks + (c.has('Millisecond') ? 0n : d.ticks % 10_000n), made.kind);
}

const GET_DATE = builtin(
  'Get-Date',
  'utility',
  GET_DATE_TABLE,
  (c) => ({
    *process() {
      let d = c.has('UnixTimeSeconds')
        ? new DateTime(EPOCH + BigInt(toText(c.get('UnixTimeSeconds'))) * 10_000_000n, 'Local')
        : c.has('Date')
          ? (c.get('Date') as DateTime)
          : dateOf(c.engine.surroundings.now());
      d = changed(c, d);
      if (c.flag('AsUTC')) d = utc(d);
      if (c.has('UFormat')) yield* c.emit(uFormat(d, c.text('UFormat')));
      else if (c.has('Format')) {
        const named = NAMED[c.text('Format').toLowerCase()];
        yield* c.emit(formatDate(named?.utc ? utc(d) : d, named?.format ?? c.text('Format')));
      } else {
        const out = new DateTime(d.ticks, d.kind);
        if (c.has('DisplayHint')) membersToAdd(out).note('DisplayHint', c.text('DisplayHint'));
        yield* c.emit(out);
      }
    },
  }),
  { defaultSet: 'DateAndFormat' },
);

const NEW_TIMESPAN = builtin(
  'New-TimeSpan',
  'utility',
  `
Start|LastWriteTime datetime [Date] @0 <*
End datetime [Date] @1 <.
Days int [Time]
Hours int [Time]
Minutes int [Time]
Seconds int [Time]
Milliseconds int [Time]
`,
  (c) => ({
    *process() {
      if (['Days', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'].some((n) => c.has(n))) {
        const part = (name: string): bigint => BigInt(c.number(name));
        const seconds = ((part('Days') * 24n + part('Hours')) * 60n + part('Minutes')) * 60n + part('Seconds');
        yield* c.emit(new TimeSpan((seconds * 1000n + part('Milliseconds')) * 10_000n));
        return;
      }
      const now = dateOf(c.engine.surroundings.now());
      const start = c.has('Start') ? (c.get('Start') as DateTime) : now;
      const end = c.has('End') ? (c.get('End') as DateTime) : now;
      yield* c.emit(new TimeSpan(end.ticks - start.ticks));
    },
  }),
  { defaultSet: 'Date' },
);

const START_SLEEP = builtin(
  'Start-Sleep',
  'utility',
  `
Seconds double 0..2147483 [Seconds] @0 ! <*
Milliseconds|ms int 0..2147483647 [Milliseconds] ! <.
Duration|ts timespan [FromTimeSpan] ! <.
`,
  (c) => ({
    *process() {
      const milliseconds = c.has('Milliseconds')
        ? c.number('Milliseconds')
        : c.has('Duration')
          ? Number((c.get('Duration') as TimeSpan).ticks / 10_000n)
          : c.number('Seconds') * 1000;
      const waited = c.engine.host.sleep(milliseconds);
      if (waited) yield waited;
    },
  }),
  { defaultSet: 'Seconds' },
);

export const TIME = [GET_DATE, NEW_TIMESPAN, START_SLEEP];
