/** Which parameter sets are possible, and when one must be chosen. */
import { bindingError } from './errors.ts';
import { allSets, byProperty, byValue, countSets, factsIn, isIn } from './metadata.ts';
import type { BindingState } from './state.ts';

export function ambiguous(state: BindingState) {
  return bindingError(state.metadata.def, 'AmbiguousParameterSet', { words: [] });
}

/**
 * Checks that a set is still possible, and settles on one where that can be done: the default set (where `settle`), or the
 * only one that lacks no mandatory parameter. Returns how many sets are possible.
 */
export function resolveSets(state: BindingState, beforeInput: boolean, settle: boolean): number {
  const { defaultFlag, setNames } = state.metadata;
  let count = countSets(state.mask);
  if (count === 0) throw ambiguous(state);
  if (count > 1) {
    if ((!beforeInput && state.mask === defaultFlag) || (defaultFlag !== 0 && (state.mask & defaultFlag) !== 0)) {
      if (settle) {
        state.mask = defaultFlag;
        count = 1;
      }
    } else if (!(beforeInput && someTakesInput(state))) {
      count = resolveByMandatory(state);
    }
    return count;
  }
  if (state.mask !== allSets) return count;
  count = Math.max(setNames.length, 1);
  if (beforeInput && someTakesInput(state)) return count;
  if (defaultFlag !== 0) {
    if (!settle) return count;
    state.mask = defaultFlag;
    return 1;
  }
  return count > 1 ? resolveByMandatory(state) : count;
}

function someTakesInput(state: BindingState): boolean {
  return state.unbound.some((p) => isIn(p, state.mask) && state.takesPipelineInput(p, state.mask));
}

function resolveByMandatory(state: BindingState): number {
  let rest = (state.mask & state.metadata.knownFlags) >>> 0;
  for (const parameter of state.unbound) {
    for (const facts of parameter.sets) if (facts.mandatory) rest = (rest & ~facts.flag) >>> 0;
  }
  if (countSets(rest) !== 1) throw ambiguous(state);
  state.mask = rest;
  return 1;
}

/** The last word: a cmdlet with several sets must have one by now. */
export function requireSet(state: BindingState): void {
  const { setNames, defaultFlag } = state.metadata;
  if (setNames.length <= 1 || state.mask !== allSets) return;
  if (defaultFlag === 0) throw ambiguous(state);
  state.mask = defaultFlag;
}

/** The possible sets without those that can take nothing from the pipeline any more. */
export function setsTakingInput(state: BindingState): number {
  let taking = 0;
  for (const parameter of state.delayed.keys()) taking |= parameter.flags;
  for (const parameter of state.unbound) {
    for (const facts of factsIn(parameter, state.mask)) {
      if (!byValue(facts) && !byProperty(facts)) continue;
      if (facts.flag === 0) return state.mask;
      taking |= facts.flag;
    }
  }
  return taking === 0 ? state.mask : (state.mask & taking) >>> 0;
}
