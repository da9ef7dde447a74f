/** Get-Job, Wait-Job, Stop-Job, Remove-Job, Debug-Job. */
import { builtin } from '../cmdlets/declare.ts';
import type { Builtin, Context } from '../engine/builtin.ts';
import type { Gen } from '../engine/flow.ts';
import { DateTime } from '../values.ts';
import { type Job, jobsOf } from './job.ts';
import { chosen, JOB_INPUT, selection } from './select.ts';

const FILTERED =
  '[SessionIdParameterSet,InstanceIdParameterSet,NameParameterSet,StateParameterSet,CommandParameterSet]';

const ticksOf = (value: unknown): bigint => (value instanceof DateTime ? value.ticks : 0n);

/** Children in place of or behind their parents. */
function withChildren(c: Context, jobs: readonly Job[]): Job[] {
  if (!c.flag('IncludeChildJob') && !c.has('ChildJobState')) return [...jobs];
  const wanted = c.text('ChildJobState').toLowerCase();
  const out: Job[] = [];
  for (const job of jobs) {
    const children = job.children.filter((j) => wanted === '' || j.state.toLowerCase() === wanted);
    if (wanted === '' || children.length > 0) out.push(job);
    out.push(...children);
  }
  return out;
}

const GET_JOB = builtin(
  'Get-Job',
  'core',
  `
IncludeChildJob switch ${FILTERED}
ChildJobState JobState ${FILTERED}
HasMoreData bool ${FILTERED}
Before datetime ${FILTERED}
After datetime ${FILTERED}
Newest int ${FILTERED}
${selection('', 'command')}`,
  (c) => {
    return {
      *process() {
        // A script that asks again and again waits for something.
        const turn = c.engine.tasks.edge(10);
        if (turn) yield turn;
        const asked = ['Id', 'Name', 'InstanceId', 'State', 'Command', 'Filter'].some((n) => c.has(n));
        let jobs = asked ? yield* chosen(c) : jobsOf(c.engine).list;
        if (c.has('HasMoreData')) jobs = jobs.filter((j) => j.hasMoreData === c.flag('HasMoreData'));
        if (c.has('Before'))
          jobs = jobs.filter((j) => ticksOf(j.ended) > 0n && ticksOf(j.ended) <= ticksOf(c.get('Before')));
        if (c.has('After')) jobs = jobs.filter((j) => ticksOf(j.ended) >= ticksOf(c.get('After')));
        if (c.has('Newest')) {
          const n = c.number('Newest');
          jobs = n > 0 ? jobs.slice(-n).reverse() : [];
        }
        for (const job of withChildren(c, jobs)) yield* c.emit(job.object);
      },
    };
  },
  { defaultSet: 'SessionIdParameterSet', outputTypes: ['System.Management.Automation.RemotingJob'] },
);

const SECOND = 1_000_000;

const WAIT_JOB = builtin(
  'Wait-Job',
  'core',
  `${JOB_INPUT}Any switch\nTimeout|TimeoutSec int -1..2147483647\nForce switch\n${selection('!')}`,
  (c) => {
    const jobs = new Set<Job>();
    return {
      *process() {
        for (const job of yield* chosen(c)) jobs.add(job);
      },
      *end() {
        const { tasks } = c.engine;
        const list = [...jobs];
        if (list.length === 0) return;
        const seconds = c.has('Timeout') ? c.number('Timeout') : -1;
        const deadline = seconds < 0 ? Number.POSITIVE_INFINITY : tasks.now() + seconds * SECOND;
        const any = c.flag('Any');
        const holds = (): boolean => (any ? list.some((j) => j.isEnded) : list.every((j) => j.isEnded));
        if (!((yield tasks.when(holds, deadline)) as boolean)) {
          if (seconds >= 0) return;
          throw c.fail(
            'NothingLeftToWaitFor',
            'InvalidOperation',
            `Nothing that still happens could end the job ${list.find((j) => !j.isEnded)!.name}: the wait would last forever.`,
            'System.InvalidOperationException',
          );
        }
        const done = any ? list.filter((j) => j.isEnded).slice(0, 1) : list;
        for (const job of done) yield* c.emit(job.object);
      },
    };
  },
  { defaultSet: 'SessionIdParameterSet', outputTypes: ['System.Management.Automation.Job'] },
);

/** How -WhatIf and -Verbose name a job. */
const named = (job: Job): string =>
  `Remote Command: ${job.command}, associated with the job that has an ID of "${job.id}".`;

/** Stops jobs and waits until they did. */
export function* stopJobs(c: Context, jobs: readonly Job[]): Gen<void> {
  for (const job of jobs) job.stop();
  yield c.engine.tasks.when(() => jobs.every((j) => j.isEnded));
}

const STOP_JOB = builtin(
  'Stop-Job',
  'core',
  `${JOB_INPUT}PassThru switch\n${selection('!')}`,
  (c) => {
    const jobs = new Set<Job>();
    return {
      *process() {
        for (const job of yield* chosen(c)) if (c.should('Stop', named(job))) jobs.add(job);
      },
      *end() {
        yield* stopJobs(c, [...jobs]);
        if (c.flag('PassThru')) for (const job of jobs) yield* c.emit(job.object);
      },
    };
  },
  { defaultSet: 'SessionIdParameterSet', confirm: 'Medium', outputTypes: ['System.Management.Automation.Job'] },
);

const REMOVABLE = '[InstanceIdParameterSet,JobParameterSet,NameParameterSet,SessionIdParameterSet,FilterParameterSet]';

const REMOVE_JOB = builtin(
  'Remove-Job',
  'core',
  `${JOB_INPUT}Force|F switch ${REMOVABLE}\n${selection('!', 'command')}`,
  (c) => ({
    *process() {
      const jobs = jobsOf(c.engine);
      for (const job of yield* chosen(c)) {
        if (!c.should('Remove', named(job))) continue;
        const record = (id: string, message: string): ReturnType<Context['record']> =>
          c.record(id, 'InvalidOperation', message, 'System.ArgumentException', { target: job.object });
        if (!jobs.list.includes(job)) {
          yield* c.error(
            record(
              'CannotRemoveJob',
              'The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be removed only by removing the parent job.',
            ),
          );
          continue;
        }
        if (!job.isEnded) {
          if (!c.flag('Force')) {
            yield* c.error(
              record(
                'JobObjectNotFinishedCannotBeRemoved',
                `The command cannot remove the job with the job ID ${job.id} because the job is not finished. To remove the job, first stop the job, or use the Force parameter. (Parameter 'Job')`,
              ),
            );
            continue;
          }
          yield* stopJobs(c, [job]);
        }
        jobs.remove(job);
      }
    },
  }),
  { defaultSet: 'SessionIdParameterSet', confirm: 'Medium' },
);

const DEBUG_JOB = builtin(
  'Debug-Job',
  'core',
  `
Job System.Management.Automation.Job [JobParameterSet] @0 ! <*
Name string [JobNameParameterSet] @0 !
Id int [JobIdParameterSet] @0 !
InstanceId guid [JobInstanceIdParameterSet] @0 !
BreakAll switch`,
  (c) => ({
    // biome-ignore lint/correctness/useYield: it only refuses
    *process() {
      throw c.fail(
        'DebugJobWrongDebugMode',
        'InvalidOperation',
        'The job cannot be debugged because the host debugger mode is set to None or Default.  The host debugger mode must be LocalScript and/or RemoteScript.',
        'System.Management.Automation.PSInvalidOperationException',
      );
    },
  }),
  { defaultSet: 'JobParameterSet', confirm: 'Medium' },
);

export const JOB_COMMANDS: readonly Builtin[] = [GET_JOB, WAIT_JOB, STOP_JOB, REMOVE_JOB, DEBUG_JOB];
