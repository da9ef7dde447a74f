/** Get-Date, New-TimeSpan, Start-Sleep. */
import { type Builtin, command } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { formatDate } from '../../engine/format-date.ts';
import { dateOf } from '../../engine/net/date.ts';
import { dateParts } from '../../format/display-text.ts';
import { DateTime, TimeSpan } from '../../values.ts';

const FORMAT_U: Readonly<Record<string, string>> = {
  Y: 'yyyy',
  m: 'MM',
  d: 'dd',
  H: 'HH',
  M: 'mm',
  S: 'ss',
  y: 'yy',
  B: 'MMMM',
  b: 'MMM',
  A: 'dddd',
  a: 'ddd',
  p: 'tt',
  I: 'hh',
  e: 'd',
  F: 'yyyy-MM-dd',
  T: 'HH:mm:ss',
  D: 'MM/dd/yy',
  R: 'HH:mm',
  j: '',
  Z: 'zz',
};

function uFormat(d: DateTime, format: string): string {
  return format.replace(/%(.)/g, (all, k: string) => {
    if (k === 's') return String((d.ticks - 621355968000000000n) / 10_000_000n);
    if (k === 'j') return String(dateParts(d.ticks).month);
    if (k === '%') return '%';
    if (k === 'n') return '\n';
    if (k === 't') return '\t';
    return FORMAT_U[k] ? formatDate(d, FORMAT_U[k].length === 1 ? `%${FORMAT_U[k]}` : FORMAT_U[k]) : all;
  });
}

export const TIME: readonly Builtin[] = [
  command(
    'Get-Date',
    'Date|LastWriteTime:datetime@0<* Year:int Month:int Day:int Hour:int Minute:int Second:int Millisecond:int DisplayHint:string Format:string UFormat:string AsUTC UnixTimeSeconds|UnixTime:long',
    (c) => ({
      *process() {
        let d = c.has('Date') ? (c.get('Date') as DateTime) : dateOf(c.engine.surroundings.now());
        if (c.has('UnixTimeSeconds'))
          d = new DateTime(621355968000000000n + BigInt(toText(c.get('UnixTimeSeconds'))) * 10_000_000n, 'Local');
        const p = dateParts(d.ticks);
        if (['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second', 'Millisecond'].some((n) => c.has(n))) {
          const { dateFrom } = c.engine.tools;
          const made = dateFrom(
            [
              c.number('Year', p.year),
              c.number('Month', p.month),
              c.number('Day', p.day),
              c.number('Hour', p.hour),
              c.number('Minute', p.minute),
              c.number('Second', p.second),
              c.number('Millisecond', Number((d.ticks / 10_000n) % 1000n)),
            ],
            d.kind === 'Unspecified' ? 'Unspecified' : 'Local',
          );
          d = new DateTime(made.ticks + (c.has('Millisecond') ? 0n : d.ticks % 10_000n), made.kind);
        }
        if (c.flag('AsUTC')) d = new DateTime(d.ticks, 'Utc');
        if (c.has('Format')) {
          const named: Readonly<Record<string, string>> = {
            filedate: 'yyyyMMdd',
            filedatetime: "yyyyMMdd'T'HHmmssffff",
            filedateuniversal: "yyyyMMdd'Z'",
            filedatetimeuniversal: "yyyyMMdd'T'HHmmssffff'Z'",
          };
          yield* c.emit(formatDate(d, named[c.text('Format').toLowerCase()] ?? c.text('Format')));
        } else if (c.has('UFormat')) yield* c.emit(uFormat(d, c.text('UFormat')));
        else yield* c.emit(d);
      },
    }),
  ),
  command(
    'New-TimeSpan',
    'Start|LastWriteTime:datetime@0<* End:datetime@1 Days:int Hours:int Minutes:int Seconds:int Milliseconds:int',
    (c) => ({
      *process() {
        if (c.has('Start') || c.has('End')) {
          const now = dateOf(c.engine.surroundings.now());
          const a = c.has('Start') ? (c.get('Start') as DateTime) : now;
          const b = c.has('End') ? (c.get('End') as DateTime) : now;
          yield* c.emit(new TimeSpan(b.ticks - a.ticks));
          return;
        }
        const ms =
          (((c.number('Days') * 24 + c.number('Hours')) * 60 + c.number('Minutes')) * 60 + c.number('Seconds')) * 1000 +
          c.number('Milliseconds');
        yield* c.emit(new TimeSpan(BigInt(ms) * 10_000n));
      },
    }),
  ),
  command('Start-Sleep', 'Seconds:double@0< Milliseconds|ms:int Duration|ts:timespan', (c) => ({
    *process() {
      const ms = c.has('Milliseconds')
        ? c.number('Milliseconds')
        : c.has('Duration')
          ? Number((c.get('Duration') as TimeSpan).ticks / 10_000n)
          : c.number('Seconds') * 1000;
      const waited = c.engine.host.sleep(ms);
      if (waited) yield waited;
    },
  })),
];
