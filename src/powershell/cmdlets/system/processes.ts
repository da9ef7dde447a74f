/** Get-Process, Stop-Process, Wait-Process, Debug-Process. */
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { type Gen, wait } from '../../engine/flow.ts';
import type { PSObj } from '../../engine/psobject.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { Num, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { machineOf, type ProcessFacts } from './machine.ts';
import { processObject, startedOf } from './process-object.ts';
import { START_PROCESS } from './start-process.ts';

/** This program as PowerShell's process. */
function own(c: Context): ProcessFacts {
  const memory = process.memoryUsage();
  return {
    id: Number(toText(c.frame.scope.find('pid')?.get() ?? process.pid)),
    name: 'pwsh',
    path: process.execPath,
    workingSet: memory.rss,
    privateBytes: memory.heapTotal,
    cpu: process.cpuUsage().user / 1e6,
    handles: 0,
    threads: 1,
    session: 1,
    startTime: null,
  };
}

function* all(c: Context): Gen<ProcessFacts[]> {
  const machine = machineOf(c.engine);
  const others = machine ? yield* wait(machine.processes()) : [];
  return [...others, own(c)].sort((a, b) =>
    a.name.toLowerCase() < b.name.toLowerCase() ? -1 : a.name.toLowerCase() > b.name.toLowerCase() ? 1 : a.id - b.id,
  );
}

function missing(c: Context, by: 'Id' | 'Name', value: string) {
  return c.record(
    `NoProcessFoundForGiven${by}`,
    'ObjectNotFound',
    by === 'Id'
      ? `Cannot find a process with the process identifier ${value}.`
      : `Cannot find a process with the name "${value}". Verify the process name and call the cmdlet again.`,
    'Microsoft.PowerShell.Commands.ProcessCommandException',
    { target: by === 'Id' ? Number(value) : value },
  );
}

/** The processes that -Name or -Id mean; what is missing is reported. */
function* wanted(c: Context): Gen<ProcessFacts[]> {
  const list = yield* all(c);
  if (c.has('Id')) {
    const out: ProcessFacts[] = [];
    for (const id of c.texts('Id')) {
      const found = list.find((p) => String(p.id) === id);
      if (found) out.push(found);
      else yield* c.error(missing(c, 'Id', id));
    }
    return out;
  }
  if (!c.has('Name')) return list;
  const out: ProcessFacts[] = [];
  for (const name of c.texts('Name')) {
    const found = list.filter((p) => wildcard(name).test(p.name));
    if (found.length === 0 && !hasWildcard(name)) yield* c.error(missing(c, 'Name', name));
    out.push(...found);
  }
  return [...new Set(out)];
}

const BY = `
Name|ProcessName string[] [NAMES] @0 <.
Id|PID int[] [IDS] ! <.
InputObject object[] [OBJECTS] ! <
`;

const GET_PROCESS = builtin(
  'Get-Process',
  'management',
  `
Name|ProcessName string[] ~ [Name,NameWithUserName] @0 <.
Id|PID int[] [Id,IdWithUserName] ! <.
InputObject object[] [InputObject,InputObjectWithUserName] ! <
IncludeUserName switch [NameWithUserName,IdWithUserName,InputObjectWithUserName] !
Module switch [Name,Id,InputObject]
FileVersionInfo|FV|FVI switch [Name,Id,InputObject]
`,
  (c) => ({
    *process() {
      for (const p of ['IncludeUserName', 'Module', 'FileVersionInfo']) {
        if (!c.flag(p)) continue;
        throw c.fail(
          'GetProcessNotSupported',
          'NotImplemented',
          `The processes of the simulated host have no users, modules and versions: Get-Process has no -${p} here.`,
          'System.NotSupportedException',
        );
      }
      if (c.has('InputObject')) {
        yield* c.emitAll(c.list('InputObject'));
        return;
      }
      for (const p of yield* wanted(c)) yield* c.emit(processObject(p));
    },
  }),
  { defaultSet: 'Name' },
);

const STOP_PROCESS = builtin(
  'Stop-Process',
  'management',
  `${BY.replace('NAMES', 'Name').replace('@0 <.', '! <.').replace('IDS', 'Id').replace('] !', '] @0 !').replace('OBJECTS', 'InputObject').replace('object[] [InputObject]', 'object[] [InputObject] @0')}
PassThru switch
Force switch
`,
  (c) => ({
    *process() {
      for (const item of c.list('InputObject')) {
        const started = startedOf(item);
        if (started) {
          if (c.should('Stop-Process', `${started.name} (${started.id})`)) started.kill();
          yield* c.emitIf(c.flag('PassThru'), item);
        } else yield* refuse(c, toText((item as PSObj).get?.('ProcessName') ?? item));
      }
      if (c.has('InputObject')) return;
      for (const p of yield* wanted(c)) {
        if (!c.should('Stop-Process', `${p.name} (${p.id})`)) continue;
        if (p.id === own(c).id) {
          throw c.fail(
            'StopProcessNotSupported',
            'NotImplemented',
            'A script does not end hyperv itself by Stop-Process; exit does.',
            'System.NotSupportedException',
          );
        }
        yield* refuse(c, p.name);
      }
    },
  }),
  { defaultSet: 'Id', confirm: 'Medium' },
);

function* refuse(c: Context, name: string): Gen<void> {
  yield* c.error(
    c.record(
      'CouldNotStopProcess',
      'CloseError',
      `hyperv does not end processes of the simulated host: '${name}' goes on. Stop-VM -TurnOff ends a virtual machine.`,
      'Microsoft.PowerShell.Commands.ProcessCommandException',
      { target: name },
    ),
  );
}

const WAIT_PROCESS = builtin(
  'Wait-Process',
  'management',
  `
Name|ProcessName string[] [Name] @0 ! <.
Id|PID|ProcessId int[] [Id] @0 ! <.
InputObject object[] [InputObject] ! <
Timeout|TimeoutSec int 0..32767 @1
Any switch
PassThru switch
`,
  (c) => {
    const items: PSValue[] = [];
    return {
      *process() {
        items.push(...c.list('InputObject'));
        if (!c.has('InputObject')) for (const p of yield* wanted(c)) items.push(processObject(p));
      },
      *end() {
        const programs = items.map((i) => startedOf(i)).filter((s) => s !== undefined);
        const others = items.length - programs.length;
        if (others > 0) {
          // Processes of the simulated host go on for ever: only a limit ends the wait.
          if (!c.has('Timeout')) {
            throw c.fail(
              'WaitProcessNotSupported',
              'NotImplemented',
              'Processes of the simulated host do not end by themselves: Wait-Process would wait for ever. Give -Timeout, or wait for the virtual machine.',
              'System.NotSupportedException',
            );
          }
          const waited = c.engine.host.sleep(c.number('Timeout') * 1000);
          if (waited) yield waited;
        } else if (programs.length > 0) {
          for (const p of programs) p.hold();
          const ends = programs.map((p) => p.ended);
          const done = c.flag('Any') ? Promise.race(ends) : Promise.all(ends).then(() => undefined);
          const limit = c.has('Timeout') ? timeLimit(c.number('Timeout')) : null;
          yield* wait(limit ? Promise.race([done, limit.over]) : done);
          limit?.clear();
        }
        for (const p of [...programs.filter((s) => s.exitCode === null)]) {
          if (c.flag('Any') && programs.some((s) => s.exitCode !== null)) break;
          yield* c.error(timedOut(c, p.name, p.id));
        }
        if (others > 0)
          for (const i of items)
            if (!startedOf(i))
              yield* c.error(
                timedOut(
                  c,
                  toText((i as PSObj).get('ProcessName') ?? null),
                  Number(toText((i as PSObj).get('Id') ?? null)),
                ),
              );
        if (c.flag('PassThru')) yield* c.emitAll(items);
      },
    };
  },
  { defaultSet: 'Name' },
);

/** Real seconds: a program of the machine does not live in the lab's time. */
function timeLimit(seconds: number): { over: Promise<undefined>; clear: () => void } {
  const abort = new AbortController();
  const over = import('node:timers/promises').then(({ setTimeout: later }) =>
    later(seconds * 1000, undefined, { signal: abort.signal }).catch(() => undefined),
  );
  return { over: over as Promise<undefined>, clear: () => abort.abort() };
}

function timedOut(c: Context, name: string, id: number) {
  return c.record(
    'ProcessNotTerminated',
    'CloseError',
    `This command stopped operation of "${name} (${id})" because of the following error: Process "${name} (${id})" is not stopped in the specified time-out.`,
    'System.TimeoutException',
    { target: new Num('Int16', id) as PSValue },
  );
}

const DEBUG_PROCESS = builtin(
  'Debug-Process',
  'management',
  'Name|ProcessName string[] [Name] @0 ! <.\nId|PID|ProcessId int[] [Id] @0 ! <.\nInputObject object[] [InputObject] ! <',
  (c) => ({
    *process() {
      throw c.fail(
        'NoDebuggerFound',
        'NotImplemented',
        'hyperv attaches no debugger to processes: Debug-Process is not available.',
        'System.NotSupportedException',
      );
    },
  }),
  { defaultSet: 'Name', confirm: 'Medium' },
);

export const PROCESSES = [GET_PROCESS, STOP_PROCESS, WAIT_PROCESS, DEBUG_PROCESS, START_PROCESS];
