/** A pipeline in the hands of a script: GetSteppablePipeline, which proxy functions are made of. */
import type { PSValue } from '../values.ts';
import { enumerable } from './collections.ts';
import { Compiler } from './compile-block.ts';
import { planned } from './compile-pipeline.ts';
import { runtimeError } from './errors.ts';
import type { Gen } from './flow.ts';
import { Collector, Frame, type Sink } from './frame.ts';
import { VOID } from './method-tools.ts';
import type { Stage } from './pipeline.ts';
import { PSCmdletObject } from './pscmdlet.ts';
import { PSObj } from './psobject.ts';
import type { ScriptBlockValue } from './script-block.ts';

/** The pipeline that a block consists of, not begun. */
export class SteppablePipeline extends PSObj {
  private readonly block: ScriptBlockValue;
  private readonly from: Frame;
  private stages: Stage[] = [];
  private out: Collector = new Collector();

  constructor(block: ScriptBlockValue, from: Frame) {
    super(['System.Management.Automation.SteppablePipeline', 'System.Object']);
    this.block = block;
    this.from = from;
  }

  /** Calls a method; undefined where there is none of the name. */
  *step(key: string, args: readonly PSValue[]): Gen<PSValue | undefined> {
    if (key === 'begin') {
      yield* this.begin(args[0] ?? null);
      return VOID;
    }
    if (key === 'process') {
      const [first] = this.stages;
      if (first) {
        const more = args.length ? first.process(args[0]!) : first.alone();
        if (more) yield* more;
      }
      return this.taken();
    }
    if (key === 'end') {
      try {
        for (const s of this.stages) yield* s.end();
      } finally {
        yield* this.clean();
      }
      return this.taken();
    }
    if (key === 'clean' || key === 'dispose') {
      yield* this.clean();
      return VOID;
    }
    return undefined;
  }

  private *clean(): Gen<void> {
    for (const s of this.stages) yield* s.clean();
    this.stages = [];
  }

  /** `how`: the command whose output it joins, or whether it expects input. */
  private *begin(how: PSValue): Gen<void> {
    const { block, from } = this;
    const only = block.ast.endBlock?.statements ?? [];
    const [pipeline] = only;
    if (only.length !== 1 || pipeline?.kind !== 'Pipeline') {
      throw runtimeError(
        'CanConvertOneClauseOnly',
        'Only a script block that contains exactly one pipeline or command can be converted.',
      );
    }
    const cmdlet = how instanceof PSCmdletObject ? how : null;
    const sink: Sink = cmdlet ? { write: (v) => cmdlet.frame.out.write(v) } : this.out;
    const compiler = new Compiler(block.unit);
    const frame = new Frame(from.engine, block.unit, from.scope, sink, from.streams, 32);
    const plans = yield* planned(compiler, pipeline, frame);
    let next = sink;
    const stages: Stage[] = new Array(plans.length);
    for (let i = plans.length - 1; i >= 0; i--) {
      const plan = plans[i]!;
      const stage = yield* from.engine.stage({
        frame,
        planned: plan,
        out: plan.redirect?.out ? plan.redirect.out(next) : next,
        streams: plan.redirect?.streams ? plan.redirect.streams(frame.streams, next) : frame.streams,
        expectsInput: i > 0 || how !== false,
        position: i + 1,
        length: plans.length,
      });
      stages[i] = stage;
      next = { write: (v) => stage.process(v) };
    }
    this.stages = stages;
    for (const s of stages) yield* s.begin();
  }

  private taken(): PSValue {
    const { items } = this.out;
    if (!items.length) return VOID;
    const given = [...items];
    items.length = 0;
    return enumerable(given) ? given : VOID;
  }
}
