/** Receive-Job: what jobs said, given again in the session that asks. */
import { builtin } from '../cmdlets/declare.ts';
import type { Context } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import { ErrorObject } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { membersToAdd, PSObj } from '../engine/psobject.ts';
import { wildcard } from '../engine/wildcard.ts';
import { Guid, type PSValue } from '../values.ts';
import { type Job, jobsOf, type Said, STREAMS } from './job.ts';
import { chosen } from './select.ts';

/** Marks a value that came from another session with where it came from. */
export function marked(value: PSValue, notes: Readonly<Record<string, PSValue>>): PSValue {
  if (value instanceof PSObj) for (const [name, note] of Object.entries(notes)) membersToAdd(value).note(name, note);
  return value;
}

/** Gives one thing that a job said again: values go on, the rest into the streams of this session. */
export function* give(c: Context, job: Job, said: Said, waiting: boolean): Gen<void> {
  const { stream, value } = said;
  if (stream === 'Output') {
    if (job.kind.inOrder && waiting) marked(value, { PSSourceJobInstanceId: new Guid(job.instance) });
    yield* c.emit(value);
  } else if (stream === 'Error') {
    if (value instanceof ErrorObject) yield* c.error(value);
  } else if (stream === 'Information') yield* information(c, value);
  else if (stream !== 'Progress')
    yield* c.engine.stream(stream.toLowerCase() as 'warning', toText(value), c.frame, undefined, c.streams);
}

/** What Write-Host said is shown; other information as the preference says. */
function* information(c: Context, record: PSValue): Gen<void> {
  const { information: sink } = c.streams;
  if (sink) {
    const more = sink.write(record);
    if (more) yield* more;
    return;
  }
  const data = record instanceof PSObj ? record.get('MessageData') : null;
  const isHost = data instanceof PSObj && data.typeNames.some((t) => /HostInformationMessage$/.test(t));
  const preference = toText(c.frame.scope.find('informationpreference')?.get() ?? 'SilentlyContinue');
  if (!isHost && preference !== 'Continue') return;
  const bare = isHost && toText(data.get('NoNewLine') ?? false) === 'True';
  c.engine.host.out(bare ? toText(data) : `${toText(record)}\n`);
}

/** What a job said, in the order in which Receive-Job gives it. */
function inOrder(job: Job, keep: boolean): Said[] {
  const said = job.take(keep);
  return job.kind.inOrder ? said : STREAMS.flatMap((stream) => said.filter((s) => s.stream === stream));
}

function* failure(c: Context, job: Job): Gen<void> {
  if (job.state === 'Failed' && job.failure) yield* c.error(job.failure);
}

function speakers(c: Context, job: Job): readonly Job[] {
  if (c.flag('NoRecurse') && job.children.length > 0) return [];
  const places = [...c.texts('Location'), ...c.texts('ComputerName')].map((p) => wildcard(p));
  return places.length === 0 ? job.speakers : job.speakers.filter((j) => places.some((p) => p.test(j.location)));
}

function* received(c: Context, jobs: readonly Job[]): Gen<void> {
  for (const job of jobs) {
    for (const one of speakers(c, job)) {
      for (const said of inOrder(one, c.flag('Keep'))) yield* give(c, one, said, false);
      yield* failure(c, one);
    }
  }
}

/** Under -Wait: everything as it comes, until all ended. */
function* waited(c: Context, jobs: readonly Job[]): Gen<void> {
  const { tasks } = c.engine;
  const all = jobs.flatMap((j) => speakers(c, j));
  const open = new Set(all);
  if (c.flag('WriteJobInResults') && !c.flag('WriteEvents')) for (const job of jobs) yield* c.emit(job.object);
  for (;;) {
    for (const job of open) {
      for (const said of inOrder(job, false)) yield* give(c, job, said, true);
      if (!job.isEnded) continue;
      open.delete(job);
      yield* failure(c, job);
    }
    if (open.size === 0) break;
    const more = (yield tasks.when(() => [...open].some((j) => j.isEnded || j.said.length > 0))) as boolean;
    if (!more) break;
  }
  if (c.flag('WriteJobInResults') && c.flag('WriteEvents')) for (const job of jobs) yield* c.emit(job.object);
  if (c.flag('AutoRemoveJob')) yield* removed(c, jobs);
}

function* removed(c: Context, jobs: readonly Job[]): Gen<void> {
  const own = jobsOf(c.engine);
  for (const job of jobs) {
    if (own.list.includes(job)) own.remove(job);
    else
      yield* c.error(
        c.record(
          'ReceiveJobAutoRemovalError',
          'InvalidOperation',
          'The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be removed only by removing the parent job.',
          'System.ArgumentException',
          { target: job.object },
        ),
      );
  }
}

/** Switches that make no sense without -Wait, and what is said then. */
const WITH_WAIT: readonly (readonly [string, string])[] = [
  ['WriteEvents', 'The WriteEvents parameter cannot be used without the Wait parameter.'],
  ['WriteJobInResults', 'The -WriteJobInResults parameter cannot be used without the -Wait parameter'],
  ['AutoRemoveJob', 'The -AutoRemoveJob parameter cannot be used without the -Wait parameter'],
];

function check(c: Context): void {
  if (c.flag('Wait') && c.flag('Keep')) {
    throw c.fail(
      'ParameterBindingFailed',
      'WriteError',
      'Cannot bind parameter \'Keep\' to the target. Exception setting "Keep": "The Wait and Keep parameters cannot be used together in the same command."',
      'System.Management.Automation.ParameterBindingException',
    );
  }
  for (const [name, message] of WITH_WAIT) {
    if (!c.flag(name) || c.flag('Wait')) continue;
    throw c.fail(
      'InvalidOperation',
      'InvalidOperation',
      message,
      'System.Management.Automation.PSInvalidOperationException',
    );
  }
}

export const RECEIVE_JOB = builtin(
  'Receive-Job',
  'core',
  `
Job System.Management.Automation.Job[] [ComputerName] @0 ! <* [Session] @0 ! <* [Location] @0 ! <*
ComputerName|Cn string[] ~ [ComputerName] @1 <.
Location string[] ~ [Location] @1
Session System.Management.Automation.Runspaces.PSSession[] [Session] @1 <.
Keep switch
NoRecurse switch
Force switch
Wait switch
AutoRemoveJob switch
WriteEvents switch
WriteJobInResults switch
Name string[] ~ [NameParameterSet] @0 ! <.
InstanceId guid[] ~ [InstanceIdParameterSet] @0 ! <.
Id int[] ~ [SessionIdParameterSet] @0 ! <.
`,
  (c) => {
    const jobs = new Set<Job>();
    return {
      // biome-ignore lint/correctness/useYield: it only checks
      *begin() {
        check(c);
      },
      *process() {
        const found = yield* chosen(c);
        if (c.flag('Wait')) for (const job of found) jobs.add(job);
        else {
          const turn = c.engine.tasks.edge(10);
          if (turn) yield turn;
          yield* received(c, found);
        }
      },
      *end() {
        if (c.flag('Wait') && jobs.size > 0) yield* waited(c, [...jobs]);
      },
    };
  },
  { defaultSet: 'Location' },
);
