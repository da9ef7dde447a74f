/** ForEach-Object -Parallel: a session of its own for every object, so many at a time. */
import type { Body, Context } from '../engine/builtin.ts';
import type { Engine } from '../engine/engine.ts';
import { asScriptError, type ErrorObject, ScriptError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { PipelineStopped } from '../engine/frame.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import type { Task } from '../engine/tasks.ts';
import { type PSValue, ScriptBlock } from '../values.ts';
import { Job, jobsOf, KINDS, type Said } from './job.ts';
import { give } from './receive.ts';
import { hostInto, launch, renamed, runWork, streamsInto, travelling, type Work } from './run.ts';
import { holdsBlock, type Using, usingOf } from './using.ts';

const LIMIT = 5;
const SECOND = 1_000_000;
const UNSUPPORTED = ['ErrorAction', 'WarningAction', 'InformationAction', 'PipelineVariable'];

function refused(c: Context, id: string, what: string, more: string, type = 'PSArgumentException'): ScriptError {
  return c.fail(
    id,
    /^(?:Parallel(?:Piped|Using))/.test(id)
      ? 'InvalidType'
      : id.endsWith('NotSupported')
        ? 'NotImplemented'
        : 'InvalidOperation',
    what + more,
    `System.Management.Automation.${type}`,
  );
}

const NO_BLOCKS =
  ' cannot be a script block. Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined behavior.';

function checked(c: Context, using: Using): void {
  if (UNSUPPORTED.some((name) => c.has(name))) {
    throw refused(
      c,
      'ParallelCommonParametersNotSupported',
      'The following common parameters are not currently supported in the Parallel parameter set:\n',
      UNSUPPORTED.join(', '),
      'PSNotSupportedException',
    );
  }
  if (c.flag('AsJob') && c.has('TimeoutSeconds')) {
    throw refused(
      c,
      'ParallelCannotUseTimeoutWithJob',
      "The 'TimeoutSeconds' parameter cannot be used with the 'AsJob' parameter.",
      '',
    );
  }
  if (holdsBlock(using))
    throw refused(
      c,
      'ParallelUsingVariableCannotBeScriptBlock',
      'A ForEach-Object -Parallel using variable',
      NO_BLOCKS,
    );
}

/** What one object's session runs. */
function workFor(
  own: Engine,
  block: ScriptBlockValue,
  item: PSValue | undefined,
  using: Using,
  say: (stream: Said['stream'], value: PSValue) => void,
): Work {
  const { out, streams } = streamsInto(say);
  return {
    engine: own,
    blocks: [block],
    args: [],
    input: [],
    using,
    out,
    streams,
    ...(item !== undefined && { item }),
  };
}

/** The body of ForEach-Object for -Parallel. */
export function parallelBody(c: Context, given: ScriptBlockValue): Body {
  const using = usingOf(c, given, false);
  checked(c, using);
  const limit = c.has('ThrottleLimit') ? c.number('ThrottleLimit') : LIMIT;
  const block = travelling(c.engine, given);
  const run = c.flag('AsJob') ? asJob(c, block, using, limit) : inPipeline(c, block, using, limit);
  const fixed = c.has('InputObject') ? c.get('InputObject') : undefined;
  return {
    *process(input) {
      const item = input === undefined ? fixed : input;
      if (item instanceof ScriptBlock) {
        yield* c.error(
          refused(
            c,
            'ParallelPipedInputObjectCannotBeScriptBlock',
            'A ForEach-Object -Parallel piped input object',
            NO_BLOCKS,
          ).error,
        );
        return;
      }
      yield* run.add(item);
    },
    end: () => run.end(),
  };
}

interface Run {
  add(item: PSValue | undefined): Gen<void>;
  end(): Gen<void>;
}

/** Results go down the pipeline as they come. */
function inPipeline(c: Context, block: ScriptBlockValue, using: Using, limit: number): Run {
  const { engine } = c;
  const { tasks } = engine;
  const running = new Set<Task>();
  const said: Said[] = [];
  const holder = new Job(engine, KINDS.taskChild, { id: 0, command: '' });
  const seconds = c.number('TimeoutSeconds');
  const deadline = seconds > 0 ? tasks.now() + seconds * SECOND : Number.POSITIVE_INFINITY;
  let over = false;
  const failed = (error: ErrorObject): void => void said.push({ stream: 'Error', value: error });

  function start(item: PSValue | undefined): void {
    const own = engine.spawn!(hostInto((stream, value) => said.push({ stream, value })));
    const work = workFor(own, block, item, using, (stream, value) => {
      said.push({ stream, value });
      tasks.changed();
    });
    const task: Task = tasks.start(
      own,
      () => runWork(work),
      (failure) => {
        running.delete(task);
        if (failure === undefined) return;
        if (failure instanceof PipelineStopped) failed(stopped(c));
        else {
          const error = asScriptError(failure);
          if (!error) throw failure;
          failed(renamed(error, 'PSTaskException', 'InvalidOperation'));
        }
      },
    );
    running.add(task);
  }
  function* flush(): Gen<void> {
    for (let one = said.shift(); one; one = said.shift()) yield* give(c, holder, one, false);
  }
  /** Until `holds`: what comes is passed on. At the deadline everything stops. */
  function* until(holds: () => boolean): Gen<void> {
    yield* flush();
    while (!holds()) {
      const going = (yield tasks.when(() => said.length > 0 || holds(), over ? undefined : deadline)) as boolean;
      if (!going && !over) {
        over = true;
        for (const task of running) tasks.stop(task);
      }
      yield* flush();
    }
  }
  return {
    *add(item) {
      yield* until(() => running.size < limit);
      if (!over) start(item);
    },
    *end() {
      try {
        yield* until(() => running.size === 0);
      } finally {
        for (const task of running) tasks.stop(task);
      }
    },
  };
}

/** What is said of one that was stopped at the deadline. */
function stopped(c: Context): ErrorObject {
  const { error } = new ScriptError(
    c.record(
      'PSTaskException',
      'InvalidOperation',
      'The pipeline has been stopped.',
      'System.Management.Automation.PipelineStoppedException',
    ),
  );
  const { className: _, activity: __, extent: ___, ...record } = error.record;
  error.record = record;
  return error;
}

/** A job with a child for every object. */
function asJob(c: Context, block: ScriptBlockValue, using: Using, limit: number): Run {
  const { engine } = c;
  const jobs = jobsOf(engine);
  const command = block.text;
  const job = new Job(engine, KINDS.task, { id: jobs.nextId(), command });
  job.throttle = limit;
  let running = 0;
  const next = (): void => {
    for (const child of job.children) {
      if (running >= limit) return;
      if (!child.launch || child.isEnded) continue;
      running++;
      child.launch();
    }
  };
  return {
    *add(item) {
      const child = new Job(engine, KINDS.taskChild, { id: jobs.nextId(), command });
      const say = (stream: Said['stream'], value: PSValue): void => child.say(stream, value);
      child.launch = () =>
        launch(
          engine,
          child,
          () => workFor(engine.spawn!(hostInto(say)), block, item, using, say),
          (error) => renamed(error, 'JobStateFailed', 'InvalidResult'),
          () => {
            running--;
            next();
          },
        );
      job.add(child);
    },
    *end() {
      jobs.list.push(job);
      next();
      yield* c.emit(job.object);
    },
  };
}
