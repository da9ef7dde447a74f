/**
 * `-AsJob`: the cmdlet's body runs beside the script, what it says is kept in a job. The class and the name of its kind are an
 * assumption: the documentation says only that the cmdlets run as background jobs.
 */
import type { Engine } from '../powershell/engine/engine.ts';
import { asScriptError, ErrorObject } from '../powershell/engine/errors.ts';
import { wait } from '../powershell/engine/flow.ts';
import { PipelineStopped } from '../powershell/engine/frame.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import { type ErrorRecord, type Extent, PSError } from '../powershell/errors.ts';
import { Job, type JobKind, jobsOf } from '../powershell/jobs/job.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { Awaitable, CmdletRuntime } from '../powershell/runtime.ts';
import type { PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';
import type { Cmdlet } from './cmdlet.ts';
import { plainConfig } from './main.ts';

const KIND: JobKind = { type: 'Microsoft.HyperV.PowerShell.VMJob', name: 'VMJob', location: 'localhost' };

/** What the cmdlet was called with. */
export interface CmdletCall {
  readonly engine: Engine;
  readonly cmdlet: Cmdlet;
  readonly def: CmdletDef;
  readonly bound: Readonly<Record<string, unknown>>;
  readonly parameterSet: string;
  readonly extent: Extent;
  /** -ErrorAction, or what stands for it. */
  readonly errorAction: string;
  /** Questions are asked where the script runs. */
  readonly asks: Pick<CmdletRuntime, 'shouldProcess' | 'shouldContinue'>;
  world(): Awaitable<World>;
}

const record = (type: string, properties: Record<string, PSValue>, text: string): PSObj => {
  const made = new PSObj([`System.Management.Automation.${type}`, 'System.Object'], properties);
  made.toText = () => text;
  return made;
};

/** The engine as the cmdlet in a job sees it. */
class JobRuntime implements CmdletRuntime {
  failed = false;
  private readonly job: Job;
  private readonly call: CmdletCall;
  readonly shouldProcess: CmdletRuntime['shouldProcess'];
  readonly shouldContinue: CmdletRuntime['shouldContinue'];
  constructor(job: Job, call: CmdletCall) {
    this.job = job;
    this.call = call;
    this.shouldProcess = (sentence) => call.asks.shouldProcess(sentence);
    this.shouldContinue = (query, caption, force) => call.asks.shouldContinue(query, caption, force);
  }
  write(value: PSValue): void {
    this.job.say('Output', value);
  }
  writeError(error: ErrorRecord): void {
    this.failed = true;
    if (this.call.errorAction === 'Stop') throw new PSError(error);
    if (!/^(?:SilentlyContinue|Ignore)$/.test(this.call.errorAction)) this.report(error);
  }
  /** Keeps an error for Receive-Job. */
  report(error: ErrorRecord): void {
    this.job.say('Error', new ErrorObject({ activity: this.call.def.name, extent: this.call.extent, ...error }));
  }
  writeWarning(text: string): void {
    this.job.say('Warning', record('WarningRecord', { Message: text }, text));
  }
  writeVerbose(text: string): void {
    this.job.say('Verbose', record('VerboseRecord', { Message: text }, text));
  }
  writeProgress(activity: string, status: string, share: number | null): void {
    const percent = share === null ? -1 : Math.floor(share * 100);
    const properties = { Activity: activity, StatusDescription: status, PercentComplete: percent };
    this.job.say('Progress', record('ProgressRecord', properties, activity));
  }
}

/** Starts the job; it has its first turn when the script waits. */
export function startCmdletJob(call: CmdletCall): Job {
  const { engine, extent } = call;
  const jobs = jobsOf(engine);
  const job = new Job(engine, KIND, { id: jobs.nextId(), command: extent.text.slice(extent.start, extent.end) });
  jobs.list.push(job);
  const Class = call.cmdlet.constructor as new (argv: string[], config: never) => Cmdlet;
  const cmdlet = new Class([], plainConfig());
  const runtime = new JobRuntime(job, call);
  cmdlet.runtime = runtime;
  cmdlet.world = () => call.world();
  job.begin();
  const task = engine.tasks.start(
    engine,
    function* (own) {
      own.stops.add(() => (cmdlet as { stop?: () => void }).stop?.());
      yield* wait(cmdlet.begin(call.bound as never));
      yield* wait(cmdlet.process(call.bound as never, call.parameterSet));
      yield* wait(cmdlet.end());
    },
    (failure) => {
      if (failure instanceof PipelineStopped || task.stopping) {
        job.end('Stopped');
        return;
      }
      const error = failure === undefined ? null : asScriptError(failure);
      if (failure !== undefined && !error) throw failure;
      if (error) {
        job.reason = error.error.exception;
        runtime.report(error.error.record);
      }
      job.end(error || runtime.failed ? 'Failed' : 'Completed');
    },
  );
  job.halt = () => engine.tasks.stop(task);
  return job;
}
