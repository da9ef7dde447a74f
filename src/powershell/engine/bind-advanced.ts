/** Binding of functions with [CmdletBinding()] or [Parameter()]: by the same rules as a cmdlet. */
import { Binding } from '../binder/binder.ts';
import { BindingError } from '../binder/binding-error.ts';
import { type PSValue, unwrap } from '../values.ts';
import { BoundParameters, zeroOf } from './block-facts.ts';
import type { BlockStage } from './block-stage.ts';
import { commonParameters } from './common-parameters.ts';
import { defaultsFor } from './default-values.ts';
import { dynamicDefinition } from './dynamic-parameters.ts';
import { ErrorObject, ScriptError } from './errors.ts';
import { type Gen, runNow } from './flow.ts';
import { Collector } from './frame.ts';
import { ABSENT, ownProperty } from './members.ts';
import { hasOwnLength } from './own-length.ts';
import { PSCmdletObject } from './pscmdlet.ts';
import type { ScriptBlockValue } from './script-block.ts';
import { innerError } from './script-parameter.ts';

/** Binds the command line; the values are in the function's variables afterwards. */
export function* bindAdvanced(stage: BlockStage): Gen<void> {
  const { frame, place, facts } = stage;
  const { elements } = place.planned;
  facts.caller.frame = frame;
  const { dynamicParam } = stage.block.ast;
  let { def } = facts;
  try {
    if (dynamicParam) {
      const early = new Binding(def, elements, place.expectsInput, { early: true });
      yield* assignBound(stage, early, true);
      frame.scope.local('PSCmdlet').value = new PSCmdletObject(stage, frame, early, place);
      def = yield* dynamicDefinition(stage, dynamicParam);
      facts.caller.frame = frame;
    }
    stage.binding = new Binding(def, elements, place.expectsInput, { defaults: defaultsFor(stage.name, place.frame) });
  } catch (e) {
    throw reworded(stage, e);
  }
  const { binding } = stage;
  frame.scope.local('PSCmdlet').value = new PSCmdletObject(stage, frame, binding, place);
  yield* assignBound(stage, binding, true);
  commonParameters(stage, binding);
}

/** Binds one object that came down the pipeline. */
export function* bindInput(stage: BlockStage, value: PSValue): Gen<void> {
  const { engine } = stage.frame;
  stage.facts.caller.frame = stage.frame;
  try {
    stage.binding!.bindInput(value, {
      property: (v, n) => {
        // A scalar's Count and Length are the language's, not the object's.
        if (/^(?:count|length)$/i.test(n) && !hasOwnLength(v, n)) return undefined;
        const own = ownProperty(v, n);
        return own === ABSENT ? undefined : own;
      },
      evaluate: (block, v) => {
        const out = new Collector();
        runNow(
          engine.runBlock(block as ScriptBlockValue, {
            scope: stage.place.frame.scope,
            item: v,
            out,
            streams: stage.place.streams,
            args: [],
          }),
        );
        return out.items.length === 1 ? out.items[0]! : out.items;
      },
    });
  } catch (e) {
    throw reworded(stage, e);
  }
  yield* assignBound(stage, stage.binding!, false);
}

/** A binder's error under the function's name. */
export function reworded(stage: BlockStage, e: unknown): unknown {
  if (!(e instanceof BindingError)) return e;
  const inner = innerError(e);
  if (inner) return inner;
  const { record } = e;
  const { ast } = stage.place.planned;
  return new ScriptError(
    new ErrorObject({
      ...record,
      activity: stage.name,
      className: stage.name,
      extent: record.extent ?? stage.place.frame.unit.extent(ast.start, ast.end),
    }),
  );
}

/**
 * Puts bound values into variables, with defaults for the rest. `all`: also what the binding left alone; an object of the
 * pipeline sets what it binds and takes back what the one before it had bound.
 */
function* assignBound(stage: BlockStage, binding: Binding, all: boolean): Gen<void> {
  const { frame, facts } = stage;
  const bound = new BoundParameters();
  const values = new Map<string, PSValue>();
  for (const [p, v] of binding.bound) if (all || binding.how(p) === 'pipeline') values.set(p.name.toLowerCase(), v);
  for (const [p, v] of binding.everBound) bound.set(p.name, unwrap(values.get(p.name.toLowerCase()) ?? v));
  frame.scope.local('PSBoundParameters').value = bound;
  const fromPipeline = new Set<string>();
  for (const [i, p] of facts.parameters.entries()) {
    const key = p.name.toLowerCase();
    const value = values.get(key);
    if (value !== undefined) {
      stage.define(p, value);
      fromPipeline.add(key);
    } else if (all || stage.fromPipeline.has(key)) {
      const code = stage.compiled.parameters[i]!.default;
      if (!code) stage.define(p, zeroOf(p, frame));
      else stage.define(p, stage.checked(p, code.s ? code.s(frame) : yield* code.g!(frame), false, undefined));
    }
  }
  if (!all) stage.fromPipeline = fromPipeline;
}
