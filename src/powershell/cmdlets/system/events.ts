/** Get-WinEvent, and Get-EventLog of Windows PowerShell: the event logs of the computer. */
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { type Gen, wait } from '../../engine/flow.ts';
import { dateOf } from '../../engine/net/date.ts';
import { PSObj } from '../../engine/psobject.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { DateTime, type Hashtable, Num, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { type EventFacts, machineOf } from './machine.ts';

const LEVELS = { Critical: 1, Error: 2, Warning: 3, Information: 4 } as const;

function eventObject(e: EventFacts, machine: string): PSObj {
  const o = new PSObj([
    'System.Diagnostics.Eventing.Reader.EventLogRecord',
    'System.Diagnostics.Eventing.Reader.EventRecord',
    'System.Object',
  ]);
  const add = (name: string, value: PSValue): void => o.members.add({ name, kind: 'property', value });
  add('Message', e.message);
  add('Id', e.id);
  add('Version', new Num('Byte', 0));
  add('Level', new Num('Byte', LEVELS[e.level]));
  add('Task', 0);
  add('Opcode', new Num('Int16', 0));
  add('RecordId', BigInt(e.record));
  add('ProviderName', e.provider);
  add('LogName', e.log);
  add('MachineName', machine);
  add('TimeCreated', dateOf(e.at));
  add('LevelDisplayName', e.level);
  o.toText = () => 'System.Diagnostics.Eventing.Reader.EventLogRecord';
  return o;
}

/** What is asked for; each list empty where it does not matter. */
interface Query {
  logs: string[];
  providers: string[];
  ids: number[];
  levels: number[];
  from: bigint | null;
  to: bigint | null;
}

const EPOCH = 621_355_968_000_000_000n;
const ticks = (v: PSValue): bigint | null => (v instanceof DateTime ? v.ticks : null);

function queryOf(c: Context, table: Hashtable): Query {
  const list = (key: string): PSValue[] => {
    const v = table.get(key) ?? null;
    return v === null ? [] : Array.isArray(v) ? v : [v];
  };
  const date = (key: string): bigint | null => {
    const v = table.get(key);
    return v === undefined
      ? null
      : ticks(typeof v === 'string' ? c.engine.cast(v, c.engine.findType('datetime', c.frame)!) : v);
  };
  const known = ['logname', 'providername', 'id', 'level', 'starttime', 'endtime'];
  for (const e of table.entries.values()) {
    if (known.includes(toText(e.key).toLowerCase())) continue;
    throw c.fail(
      'GetWinEventFilterNotSupported',
      'NotImplemented',
      `The key ${toText(e.key)} is not among those that Get-WinEvent filters by here: LogName, ProviderName, Id, Level, StartTime, EndTime.`,
      'System.NotSupportedException',
    );
  }
  return {
    logs: list('LogName').map((v) => toText(v)),
    providers: list('ProviderName').map((v) => toText(v)),
    ids: list('Id').map(Number),
    levels: list('Level').map((v) => LEVELS[toText(v) as 'Error'] ?? Number(toText(v))),
    from: date('StartTime'),
    to: date('EndTime'),
  };
}

function fits(e: EventFacts, q: Query): boolean {
  const any = (patterns: readonly string[], text: string): boolean =>
    patterns.length === 0 || patterns.some((p) => wildcard(p).test(text));
  const at = EPOCH + BigInt(Math.round(e.at)) * 10n;
  return (
    any(q.logs, e.log) &&
    any(q.providers, e.provider) &&
    (q.ids.length === 0 || q.ids.includes(e.id)) &&
    (q.levels.length === 0 || q.levels.includes(LEVELS[e.level])) &&
    (q.from === null || at >= q.from) &&
    (q.to === null || at <= q.to)
  );
}

const TABLE = `
ListLog string[] null [ListLogSet] @0 !
LogName string[] [GetLogSet] @0 < <.
ListProvider string[] null [ListProviderSet] @0 !
ProviderName string[] [GetProviderSet] @0 ! <.
Path|PSPath string[] [FileSet] @0 ! <.
MaxEvents long 1..9223372036854775807
ComputerName|Cn string
Credential object
FilterXPath string
FilterXml object [XmlQuerySet] @0 !
FilterHashtable hashtable[] [HashQuerySet] @0 !
Force switch
Oldest switch
`;

function none(c: Context) {
  return c.record(
    'NoMatchingEventsFound',
    'ObjectNotFound',
    'No events were found that match the specified selection criteria.',
    'System.Exception',
  );
}

function* listLogs(c: Context): Gen<void> {
  const machine = machineOf(c.engine);
  const events = machine ? yield* wait(machine.events()) : [];
  for (const pattern of c.texts('ListLog')) {
    const found = (machine?.logs ?? []).filter((l) => wildcard(pattern).test(l));
    if (found.length === 0 && !hasWildcard(pattern)) yield* c.error(noLog(c, pattern));
    for (const log of found) {
      const o = new PSObj(['System.Diagnostics.Eventing.Reader.EventLogConfiguration', 'System.Object'], {
        LogMode: 'Circular',
        MaximumSizeInBytes: 1052672n,
        RecordCount: BigInt(events.filter((e) => e.log === log).length),
        LogName: log,
        IsEnabled: true,
      });
      o.toText = () => log;
      yield* c.emit(o);
    }
  }
}

function noLog(c: Context, log: string) {
  return c.record(
    'NoMatchingLogsFound',
    'ObjectNotFound',
    `There is not an event log on the localhost computer that matches "${log}".`,
    'System.Exception',
  );
}

export const GET_WIN_EVENT = builtin(
  'Get-WinEvent',
  'management',
  TABLE,
  (c) => ({
    *process() {
      for (const p of ['Path', 'FilterXPath', 'FilterXml', 'ListProvider', 'Credential', 'ComputerName']) {
        if (!c.has(p)) continue;
        throw c.fail(
          'GetWinEventNotSupported',
          'NotImplemented',
          `Get-WinEvent has no -${p} here: -LogName, -ProviderName and -FilterHashtable choose events.`,
          'System.NotSupportedException',
        );
      }
      if (c.has('ListLog')) {
        yield* listLogs(c);
        return;
      }
      const machine = machineOf(c.engine);
      const all = machine ? yield* wait(machine.events()) : [];
      const name = machine ? yield* wait(machine.name()) : '';
      for (const log of c.texts('LogName'))
        if (!hasWildcard(log) && !machine?.logs.some((l) => l.toLowerCase() === log.toLowerCase())) {
          yield* c.error(noLog(c, log));
          return;
        }
      const plain: Query = {
        logs: c.texts('LogName'),
        providers: c.texts('ProviderName'),
        ids: [],
        levels: [],
        from: null,
        to: null,
      };
      const queries = c.has('FilterHashtable')
        ? c.list('FilterHashtable').map((t) => queryOf(c, t as Hashtable))
        : [plain];
      const found = all.filter((e) => queries.some((q) => fits(e, q))).sort((a, b) => a.record - b.record);
      if (!c.flag('Oldest')) found.reverse();
      if (found.length === 0) {
        yield* c.error(none(c));
        return;
      }
      const most = c.has('MaxEvents') ? c.number('MaxEvents') : found.length;
      for (const e of found.slice(0, most)) yield* c.emit(eventObject(e, name));
    },
  }),
  { defaultSet: 'GetLogSet', className: 'Microsoft.PowerShell.Commands.GetWinEventCommand' },
);
