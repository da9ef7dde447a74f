import type { PSValue } from '../values.ts';
import { BlockStage } from './block-stage.ts';
import { collapse } from './collections.ts';
import { Compiler } from './compile-block.ts';
import { toText } from './convert.ts';
import type { BlockRun, Engine } from './engine.ts';
import { runtimeError } from './errors.ts';
import { type Gen, runNow } from './flow.ts';
import { Collector, FlowError, Frame } from './frame.ts';
import type { Place } from './pipeline.ts';
import { PSObj } from './psobject.ts';
import { Scope, Variable } from './scope.ts';
import { ScriptBlockValue } from './script-block.ts';

/** Runs a script block. */
export function* runBlock(engine: Engine, block: ScriptBlockValue, run: BlockRun): Gen<void> {
  const scope = run.newScope ? new Scope(block.home ?? run.scope) : block.home && block.module ? block.home : run.scope;
  const caller = new Frame(engine, block.unit, run.scope, run.out, run.streams, 0);
  caller.isPlace = true;
  caller.caller = engine.current;
  const place: Place = {
    frame: caller,
    planned: {
      ast: {
        kind: 'Command',
        start: block.ast.start,
        end: block.ast.end,
        invocation: '',
        elements: [],
        redirections: [],
      },
      name: null,
      elements: run.args.map((value) => ({ kind: 'argument', value })),
      redirect: null,
    },
    out: run.out,
    streams: run.streams,
    expectsInput: false,
    position: 1,
    length: 1,
  };
  if (!run.newScope) {
    caller.scope = scope;
    scope.shared = true;
  } else caller.scope = scope;
  let saved: { variable: Variable; value: PSValue } | null = null;
  if (run.item !== undefined) {
    const variable = scope.local('_');
    saved = { variable, value: variable.value };
    variable.value = run.item;
  }
  if (run.self !== undefined) scope.local('this').value = run.self;
  for (const v of run.variables ?? [])
    if (v instanceof PSObj) scope.local(toText(v.get('Name') ?? null)).value = v.get('Value') ?? null;
  for (const { key, value } of run.functions?.entries.values() ?? [])
    if (value instanceof ScriptBlockValue) engine.defineFunction(scope, toText(key), value, false);
  const fast =
    block.ast.endBlock &&
    !block.ast.param &&
    !block.ast.begin &&
    !block.ast.process &&
    !block.ast.clean &&
    !block.parameters?.length &&
    run.args.length === 0;
  try {
    if (fast) yield* runSimple(engine, block, scope, run);
    else {
      const stage = new BlockStage(place, block, '', {
        isFilter: false,
        dot: !run.newScope,
        isScript: false,
        command: null,
      });
      try {
        yield* stage.begin();
        yield* stage.alone();
        yield* stage.end();
      } finally {
        yield* stage.clean();
      }
    }
  } finally {
    if (saved) saved.variable.value = saved.value;
  }
}

/** A block without parameters and named parts, where it stands. */
export function* runSimple(engine: Engine, block: ScriptBlockValue, scope: Scope, run: BlockRun): Gen<void> {
  block.compiled ??= new Compiler(block.unit).nested(block.ast);
  const { compiled } = block;
  const step = compiled.part(block.ast.endBlock!);
  const frame = new Frame(engine, block.unit, scope, run.out, run.streams, compiled.compiler.slots.index.size);
  frame.caller = engine.current;
  if (engine.depth >= engine.depthLimit)
    throw runtimeError('CallDepthOverflow', 'The script failed due to call depth overflow.', {
      exceptionType: 'System.Management.Automation.RuntimeException',
    });
  engine.depth++;
  const saved = engine.current;
  engine.current = frame;
  try {
    const flow = step.s ? step.s(frame) : yield* step.g!(frame);
    if (flow && flow.kind !== 'return') throw new FlowError(flow);
  } finally {
    engine.depth--;
    engine.current = saved;
  }
}

/** Calls a block from plain code. */
export function callNow(engine: Engine, block: ScriptBlockValue, args: PSValue[], f: Frame, item?: PSValue): PSValue {
  const out = new Collector();
  runNow(
    runBlock(engine, block, {
      scope: f.scope,
      out,
      streams: f.streams,
      args,
      newScope: true,
      ...(item !== undefined && { item }),
    }),
  );
  return collapse(out.items);
}

/** GetNewClosure: keeps the variables of the current scope. */
export function closure(block: ScriptBlockValue, f: Frame): ScriptBlockValue {
  const home = new Scope(f.scope.global, true);
  for (const [key, v] of f.scope.vars) {
    if (key === 'this' || v.getter) continue;
    const copy = new Variable(v.name, v.value);
    home.vars.set(key, copy);
  }
  const made = new ScriptBlockValue(block.text, block.ast, block.unit, home);
  made.parameters = block.parameters;
  return made;
}
