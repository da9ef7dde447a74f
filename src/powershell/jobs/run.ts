/** Runs a script block in a session of its own beside the one that started it. */

import { BlockStage } from '../engine/block-stage.ts';
import { enumerable } from '../engine/collections.ts';
import type { Engine, Host } from '../engine/engine.ts';
import { asScriptError, ErrorObject, Exception, type ScriptError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { ExitError, FlowError, Frame, PipelineStopped, type Sink, type Streams } from '../engine/frame.ts';
import type { Place } from '../engine/pipeline.ts';
import { PSObj } from '../engine/psobject.ts';
import { type Scope, Variable } from '../engine/scope.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import type { Progress } from '../shell/clixml-stream.ts';
import type { PSValue } from '../values.ts';
import type { Job, StreamName } from './job.ts';
import type { Using } from './using.ts';

/** What a block is run with. */
export interface Work {
  readonly engine: Engine;
  readonly blocks: readonly ScriptBlockValue[];
  readonly args: readonly PSValue[];
  readonly input: readonly PSValue[];
  readonly out: Sink;
  readonly streams: Streams;
  readonly using: Using;
  /** $_ */
  readonly item?: PSValue;
  /** Stays in the scope of the session, as what is typed at a prompt does. */
  readonly dot?: boolean;
}

/** Runs the blocks one after the other; only what the last one gives goes out. @throws ScriptError where one ends it */
export function* runWork(work: Work): Gen<void> {
  const { engine, using, item } = work;
  const scope = engine.global;
  for (const [name, value] of using) scope.vars.set(`using:${name}`, new Variable(`using:${name}`, value));
  if (item !== undefined) {
    scope.local('_').value = item;
    scope.local('PSItem').value = item;
  }
  try {
    for (const [i, block] of work.blocks.entries()) {
      const isLast = i === work.blocks.length - 1;
      yield* callBlock(engine, block, {
        scope,
        streams: work.streams,
        out: isLast ? work.out : { write: () => undefined },
        args: isLast ? work.args : [],
        input: isLast ? work.input : [],
        dot: !isLast || work.dot === true,
      });
    }
  } catch (e) {
    if (e instanceof ExitError || e instanceof FlowError) return;
    throw e;
  }
}

/** A block for another session: its text is what travels, not the scopes and classes that it knew. */
export function travelling(engine: Engine, block: ScriptBlockValue): ScriptBlockValue {
  const copy = engine.scriptBlock(block.text);
  copy.unit.shares = true;
  if (!block.ast.param && block.parameters) copy.parameters = block.parameters;
  return copy;
}

/** What a block is run with, and where. */
export interface BlockCall {
  readonly scope: Scope;
  readonly out: Sink;
  readonly streams: Streams;
  readonly args: readonly PSValue[];
  readonly input: readonly PSValue[];
  readonly dot: boolean;
  /** The input is $input alone: it does not come down a pipeline. */
  readonly whole?: boolean;
}

/** Runs a block with arguments and with what comes down a pipeline. */
export function* callBlock(engine: Engine, block: ScriptBlockValue, call: BlockCall): Gen<void> {
  const { scope, out, streams, input } = call;
  const frame = new Frame(engine, block.unit, scope, out, streams, 0);
  const place: Place = {
    frame,
    planned: {
      ast: { kind: 'Command', start: 0, end: 0, invocation: '', elements: [], redirections: [] },
      name: '',
      elements: call.args.map((value) => ({ kind: 'argument' as const, value })),
      redirect: null,
    },
    out,
    streams,
    expectsInput: input.length > 0,
    position: 1,
    length: 1,
  };
  const stage = new BlockStage(place, block, '', { isFilter: false, dot: call.dot, isScript: false, command: null });
  stage.frame.invocation = null;
  engine.prepareTypes(block, stage.frame);
  try {
    yield* stage.begin();
    if (input.length === 0) yield* stage.alone();
    for (const value of input) {
      const more = stage.process(value);
      if (more) yield* more;
    }
    yield* stage.end();
  } finally {
    yield* stage.clean();
  }
}

/** Streams that say everything into a job. */
export function streamsInto(say: (stream: StreamName, value: PSValue) => void): { out: Sink; streams: Streams } {
  const into = (stream: StreamName): Sink => ({
    write: (value) => {
      say(stream, value);
      return undefined;
    },
  });
  return {
    out: into('Output'),
    streams: {
      error: into('Error'),
      warning: into('Warning'),
      verbose: into('Verbose'),
      debug: into('Debug'),
      information: into('Information'),
    },
  };
}

function progressRecord(report: Progress): PSObj {
  return new PSObj(['System.Management.Automation.ProgressRecord', 'System.Object'], {
    ActivityId: report.id,
    ParentActivityId: report.parent,
    Activity: report.activity,
    StatusDescription: report.status,
    CurrentOperation: report.operation,
    PercentComplete: report.percent,
    SecondsRemaining: report.seconds,
    RecordType: report.completed ? 'Completed' : 'Processing',
  });
}

/** A host for a session that has no console: what is written to it is said as information. */
export function hostInto(say: (stream: StreamName, value: PSValue) => void): Partial<Host> {
  return {
    error: (record) => say('Error', new ErrorObject(record)),
    stream: (kind, text) => say(kind === 'warning' ? 'Warning' : kind === 'verbose' ? 'Verbose' : 'Debug', text),
    progress: (report) => say('Progress', progressRecord(report)),
    readLine: () => null,
  };
}

const STOPPED =
  'The running command stopped because the preference variable "ErrorActionPreference" or common parameter is set to Stop: ';

/** What ended a script, as the exception says it: an error that a preference made an end of says that too. */
function endingText(error: ScriptError): string {
  const byPreference = error.terminating && !error.byThrow && error.recorded && !error.error.record.thrown;
  return byPreference ? STOPPED + error.error.text : error.error.text;
}

/** The error that ended a script in another process. */
export function carriedEnd(error: ScriptError): ErrorObject {
  const copy = carried(error.error);
  copy.exception.message = endingText(error);
  return copy;
}

/** An error that went from one session to another: what was said is kept, where it was said is not. */
export function carried(error: ErrorObject): ErrorObject {
  const { extent: _, thrown: __, ...record } = error.record;
  const copy = new ErrorObject(
    record,
    new Exception('System.Management.Automation.RemoteException', error.exception.message),
  );
  copy.details = error.details;
  copy.stack = error.stack;
  return copy;
}

/**
 * Lets a job run: `work` is made when it begins. How it ends is its state; an error that ended it is its reason. `failed`
 * makes the record that Receive-Job reports.
 */
export function launch(
  engine: Engine,
  job: Job,
  work: () => Work,
  failed: (error: ScriptError) => ErrorObject,
  after: () => void = () => undefined,
): void {
  job.launch = null;
  job.begin();
  const made = work();
  const task = engine.tasks.start(
    made.engine,
    () => runWork(made),
    (failure) => {
      if (failure === undefined) job.end('Completed');
      else if (failure instanceof PipelineStopped) job.end('Stopped');
      else {
        const error = asScriptError(failure);
        if (!error) throw failure;
        job.failure = failed(error);
        job.reason = job.failure.exception;
        job.end('Failed');
      }
      after();
    },
  );
  job.halt = () => engine.tasks.stop(task);
}

/** The items of a value that a script gave as input. */
export const itemsOf = (value: PSValue): readonly PSValue[] => enumerable(value) ?? [value];

/** As `-f` of error records: the record without a place, by another id and category. */
export function renamed(error: ScriptError, id: string, category: 'InvalidResult' | 'InvalidOperation'): ErrorObject {
  const { exception, record } = error.error;
  const text = endingText(error);
  return new ErrorObject(
    { id, category, message: text, exceptionType: exception.type, ...(record.thrown && { thrown: record.thrown }) },
    text === exception.message
      ? exception
      : new Exception('System.Management.Automation.ActionPreferenceStopException', text, exception),
  );
}
