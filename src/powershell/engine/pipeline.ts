/** Runs a pipeline: every command a stage, every value passed on as soon as it is there. */
import type { CommandElement } from '../binder/elements.ts';
import type { Command } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import { enumerable } from './collections.ts';
import type { Opened } from './compile-pipeline.ts';
import type { Gen } from './flow.ts';
import { type Flow, FlowError, type Frame, type Sink, StopUpstream, type Streams } from './frame.ts';
import { VOID } from './method-tools.ts';
import { realItems } from './no-value.ts';

/** A command of a pipeline, its words evaluated. */
export interface Planned {
  readonly ast: Command;
  readonly name: PSValue;
  readonly elements: CommandElement[];
  readonly redirect: Opened | null;
}

/** A running command. */
export interface Stage {
  /** Set where the command reported an error. */
  failed: boolean;
  /** Told what takes its output, before the beginning. */
  feeds?(next: Stage): void;
  begin(): Gen<void>;
  process(value: PSValue): Gen<void> | undefined;
  /** Called instead of `process` where nothing comes down the pipeline. */
  alone(): Gen<void>;
  end(): Gen<void>;
  /** Always called, at last. */
  clean(): Gen<void>;
}

/** Where a stage stands. */
export interface Place {
  readonly frame: Frame;
  readonly planned: Planned;
  readonly out: Sink;
  readonly streams: Streams;
  readonly expectsInput: boolean;
  readonly position: number;
  readonly length: number;
}

/** Runs commands; `input` is the value of an expression before them. */
export function* runPipeline(
  f: Frame,
  commands: readonly Planned[],
  input: PSValue | undefined,
): Gen<Flow | undefined> {
  const { engine } = f;
  const stages: Stage[] = new Array(commands.length);
  let next: Sink = f.out;
  for (let i = commands.length - 1; i >= 0; i--) {
    const planned = commands[i]!;
    const out: Sink = planned.redirect?.out ? planned.redirect.out(next) : next;
    const streams = planned.redirect?.streams ? planned.redirect.streams(f.streams, next) : f.streams;
    const stage = yield* engine.stage({
      frame: f,
      planned,
      out,
      streams,
      expectsInput: i > 0 || input !== undefined,
      position: i + 1,
      length: commands.length,
    });
    stages[i] = stage;
    const after = stages[i + 1];
    if (after) stage.feeds?.(after);
    next = { write: (v) => stage.process(v) };
  }
  let failure: unknown;
  try {
    let from = 0;
    try {
      for (const s of stages) yield* s.begin();
      const first = stages[0]!;
      if (input === undefined) yield* first.alone();
      else if (input !== VOID) {
        const all = enumerable(input);
        const items = all ? realItems(all) : null;
        if (!items) {
          const more = first.process(input);
          if (more) yield* more;
        } else {
          for (let i = 0; i < items.length; i++) {
            const more = first.process(items[i]!);
            if (more) yield* more;
          }
        }
      }
    } catch (e) {
      from = stopped(e, stages);
    }
    for (let i = from; i < stages.length; i++) {
      try {
        yield* stages[i]!.end();
      } catch (e) {
        i = stopped(e, stages) - 1;
      }
    }
  } catch (e) {
    failure = e;
    if (e instanceof FlowError) return e.flow;
    throw e;
  } finally {
    for (const s of stages) yield* s.clean();
    for (const c of commands) c.redirect?.close();
    if (failure === undefined) engine.ok = !stages.some((s) => s.failed);
  }
  return undefined;
}

/** The stage after the one that wanted no more. */
function stopped(e: unknown, stages: readonly Stage[]): number {
  if (!(e instanceof StopUpstream)) throw e;
  const at = stages.indexOf(e.stage as Stage);
  if (at < 0) throw e;
  return at + 1;
}
