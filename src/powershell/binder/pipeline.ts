/** Binding one object that came down the pipeline. */
import { NetObject } from '../objects.ts';
import type { PSValue, ScriptBlock } from '../values.ts';
import { BindingError } from './binding-error.ts';
import { bindingError } from './errors.ts';
import { missingMandatory } from './mandatory.ts';
import { byProperty, byValue, factsIn, isIn, type Parameter, type SetFacts } from './metadata.ts';
import { requireSet, resolveSets } from './sets.ts';
import type { BindingState } from './state.ts';

/** What the language adds: properties of its own objects, and evaluation of script blocks. */
export interface PipelineHost {
  /** Value of a property of any value; undefined where it has none. */
  readonly property?: (value: PSValue, name: string) => PSValue | undefined;
  /** Evaluates a script block given for a parameter, with `$_` as the object. */
  readonly evaluate?: (block: ScriptBlock, input: PSValue) => PSValue;
}

/** What the command line left behind, restored before each object. */
export interface BeforeInput {
  readonly mask: number;
  readonly prioritized: number;
}

type Step = readonly [fits: (facts: SetFacts) => boolean, property: boolean, coerce: boolean];

const steps: readonly Step[] = [
  [byValue, false, false],
  [byProperty, true, false],
  [byValue, false, true],
  [byProperty, true, true],
];

/** Binds the object to what is still unbound. Throws a BindingError that names the object as its target. */
export function bindPipelineObject(
  state: BindingState,
  before: BeforeInput,
  input: PSValue,
  host: PipelineHost = {},
): void {
  const { def } = state.metadata;
  try {
    const delayed = bindDelayed(state, input, host);
    const fitted = bindInput(state, before, input, host);
    requireSet(state);
    if (!delayed && !fitted) throw bindingError(def, 'InputObjectNotBound', { words: [] });
    const missing = missingMandatory(state, 1, false);
    if (missing.length > 0) {
      const names = missing.map((p) => ` ${p.name}`).join('');
      throw bindingError(def, 'InputObjectMissingMandatory', { words: [names] });
    }
  } catch (error) {
    if (!(error instanceof BindingError)) throw error;
    throw error.aimedAt(input);
  }
}

function bindDelayed(state: BindingState, input: PSValue, host: PipelineHost): boolean {
  if (!host.evaluate) return false;
  for (const [parameter, block] of state.delayed) {
    state.assign(parameter, { value: host.evaluate(block, input), valueExtent: undefined }, true);
    state.how.set(parameter, 'pipeline');
  }
  return state.delayed.size > 0;
}

function bindInput(state: BindingState, before: BeforeInput, input: PSValue, host: PipelineHost): boolean {
  const { prioritized } = before;
  state.mask = before.mask;
  let valid = prioritized || before.mask;
  let bound = false;
  for (const round of prioritized ? [0, 1] : [1]) {
    for (const step of steps) {
      if (!bindStep(state, valid, step, input, host)) continue;
      bound = true;
      if (round === 0) continue;
      resolveSets(state, true, true);
      valid = state.mask;
    }
    if (state.mask === prioritized) break;
    if (round === 0) valid = (state.mask & ~prioritized) >>> 0;
  }
  resolveSets(state, false, true);
  return bound;
}

function bindStep(state: BindingState, valid: number, step: Step, input: PSValue, host: PipelineHost): boolean {
  const byDefault = state.metadata.defaultFlag & valid;
  if (byDefault && bindStepInSets(state, byDefault, step, input, host)) return true;
  return bindStepInSets(state, (valid & ~byDefault) >>> 0, step, input, host);
}

function bindStepInSets(state: BindingState, mask: number, step: Step, input: PSValue, host: PipelineHost): boolean {
  const [fits, property, coerce] = step;
  let any = false;
  for (const parameter of [...state.unbound].reverse()) {
    if (!isIn(parameter, mask) || !factsIn(parameter, mask).some(fits)) continue;
    const value = property ? propertyFor(parameter, input, host) : input;
    if (value === undefined) continue;
    if (tryBind(state, parameter, value, coerce)) any = true;
  }
  return any;
}

function tryBind(state: BindingState, parameter: Parameter, value: PSValue, coerce: boolean): boolean {
  try {
    if (!state.assign(parameter, { value, valueExtent: undefined }, coerce)) return false;
    state.how.set(parameter, 'pipeline');
    return true;
  } catch (error) {
    if (!(error instanceof BindingError)) throw error;
    if (error.kind === 'validation') throw error;
    if (error.kind === 'transformation' && error.record.innerType !== 'PSInvalidCastException') throw error;
    return false;
  }
}

/** The property that has the parameter's name, or one of its aliases. */
function propertyFor(parameter: Parameter, input: PSValue, host: PipelineHost): PSValue | undefined {
  for (const name of [parameter.name, ...parameter.aliases]) {
    const value = host.property?.(input, name);
    if (value !== undefined) return value;
    const own = ownProperty(input, name);
    if (own !== undefined) return own;
  }
  return undefined;
}

function ownProperty(input: PSValue, name: string): PSValue | undefined {
  return input instanceof NetObject ? input.get(name) : undefined;
}
