/** The second phase: arguments without a name go to positions, by fit first and by conversion after. */

import { BindingError } from './binding-error.ts';
import type { Argument } from './elements.ts';
import { factsIn, type Parameter, type SetFacts } from './metadata.ts';
import { bindOrDelay } from './named.ts';
import type { BindingState } from './state.ts';

interface Candidate {
  readonly parameter: Parameter;
  facts: readonly SetFacts[];
}

/** Binds what it can, leaves the rest in `state.args`; returns what the last attempt failed with. */
export function bindPositional(state: BindingState): BindingError | undefined {
  if (state.args.length === 0) return undefined;
  let candidates = positions(state);
  if (candidates.size === 0) return undefined;
  const queue = [...state.args];
  const left: Argument[] = [];
  let failure: BindingError | undefined;
  for (const position of [...candidates.keys()].sort((a, b) => a - b)) {
    const here = candidates.get(position);
    if (!here?.length) continue;
    const argument = nextPositional(queue, left);
    if (!argument) break;
    const before = state.mask;
    const attempt = bindAt(state, here, argument);
    failure = attempt.failure;
    if (!attempt.bound) left.push(argument);
    else if (before !== state.mask) candidates = narrow(candidates, state.mask);
  }
  state.args = [...left, ...queue];
  return failure;
}

function positions(state: BindingState): Map<number, Candidate[]> {
  const found = new Map<number, Candidate[]>();
  for (const parameter of state.unbound) {
    if (parameter.remaining) continue;
    for (const facts of factsIn(parameter, state.mask)) {
      if (facts.position === undefined) continue;
      const here = found.get(facts.position) ?? [];
      found.set(facts.position, here);
      const candidate = here.find((c) => c.parameter === parameter);
      if (candidate) candidate.facts = [...candidate.facts, facts];
      else here.push({ parameter, facts: [facts] });
    }
  }
  return found;
}

/** What is left of the positions once some sets are out. */
function narrow(candidates: Map<number, Candidate[]>, mask: number): Map<number, Candidate[]> {
  const narrowed = new Map<number, Candidate[]>();
  for (const [position, list] of candidates) {
    const kept = list
      .map(({ parameter, facts }) => ({ parameter, facts: facts.filter((f) => f.flag === 0 || f.flag & mask) }))
      .filter(({ facts }) => facts.length > 0);
    narrowed.set(position, kept);
  }
  return narrowed;
}

/** The next argument without a name; unknown names on the way, and the values after them, are set aside. */
function nextPositional(queue: Argument[], left: Argument[]): Argument | undefined {
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.name === undefined) return next;
    left.push(next);
    if (queue[0] && queue[0].name === undefined) left.push(queue.shift()!);
  }
  return undefined;
}

/** Default set before the others, values that fit before values that must be converted. */
function bindAt(state: BindingState, here: readonly Candidate[], argument: Argument) {
  const valid = state.mask;
  const byDefault = state.metadata.defaultFlag & valid;
  let result: { bound: boolean; failure: BindingError | undefined } = { bound: false, failure: undefined };
  for (const coerce of [false, true]) {
    for (const mask of byDefault ? [byDefault, valid] : [valid]) {
      result = bindInSets(state, mask, here, argument, coerce);
      if (result.bound) return result;
    }
  }
  return result;
}

function bindInSets(
  state: BindingState,
  mask: number,
  here: readonly Candidate[],
  argument: Argument,
  coerce: boolean,
): { bound: boolean; failure: BindingError | undefined } {
  let bound = false;
  let failure: BindingError | undefined;
  for (const { parameter, facts } of here) {
    for (const one of facts) {
      if (one.flag !== 0 && (one.flag & mask) === 0) continue;
      try {
        if (!bindOrDelay(state, parameter, argument, coerce)) continue;
        state.how.set(parameter, 'position');
        bound = true;
        break;
      } catch (error) {
        if (!(error instanceof BindingError) || error.kind === 'validation') throw error;
        failure = error;
      }
    }
  }
  return { bound, failure };
}
