/**
 * Mandatory parameters without a value. Without pipeline input that is simply a list; with it, PowerShell first works out
 * which set the input is meant for, and that is most of this file.
 */
import { allSets, byProperty, byValue, countSets, factsIn, type Parameter } from './metadata.ts';
import { ambiguous } from './sets.ts';
import type { BindingState } from './state.ts';

/** What one set lacks. `flag` is `allSets` for parameters of every set. */
interface Lack {
  readonly flag: number;
  /** Mandatory parameters that the pipeline cannot give. */
  readonly direct: Parameter[];
  readonly piped: Parameter[];
  readonly byValue: Parameter[];
  readonly byProperty: Parameter[];
}

/** The parameters that must be given and are not; narrows the possible sets where input is expected. */
export function missingMandatory(state: BindingState, setCount: number, expectsInput: boolean): Parameter[] {
  const { lacks, missing, inEverySet, sets } = survey(state, expectsInput);
  if (!expectsInput || lacks.size === 0) return expectsInput ? [] : missing;
  return chooseSet(state, setCount, lacks, inEverySet ? known(state) : sets === 0 ? state.mask : sets);
}

const known = (state: BindingState) => (state.mask & (state.metadata.knownFlags || allSets)) >>> 0;

function survey(state: BindingState, expectsInput: boolean) {
  const lacks = new Map<number, Lack>();
  const missing: Parameter[] = [];
  let inEverySet = false;
  let sets = 0;
  for (const parameter of state.unbound) {
    const mandatory = factsIn(parameter, state.mask).filter((facts) => facts.mandatory);
    if (mandatory.length > 0) missing.push(parameter);
    for (const facts of mandatory) {
      const flag = facts.flag === 0 ? allSets : facts.flag;
      const lack = lacks.get(flag) ?? { flag, direct: [], piped: [], byValue: [], byProperty: [] };
      lacks.set(flag, lack);
      const pipeline = expectsInput && (byValue(facts) || byProperty(facts));
      (pipeline ? lack.piped : lack.direct).push(parameter);
      if (pipeline && byValue(facts)) lack.byValue.push(parameter);
      if (pipeline && byProperty(facts)) lack.byProperty.push(parameter);
      if (flag === allSets) inEverySet = true;
      else sets = (sets | (state.mask & flag)) >>> 0;
    }
  }
  return { lacks, missing, inEverySet, sets };
}

function chooseSet(
  state: BindingState,
  setCount: number,
  lacks: Map<number, Lack>,
  mandatorySets: number,
): Parameter[] {
  const all = [...lacks.values()];
  const { defaultFlag } = state.metadata;
  let sets = mandatorySets;
  if (setCount > 1 && defaultFlag !== 0 && (defaultFlag & sets) === 0 && (defaultFlag & state.mask) !== 0) {
    // the default set lacks nothing: keep to the sets like it, unless another one can take the input
    const other = all.some(
      (l) => l.flag !== allSets && l.flag & state.mask && !(l.flag & defaultFlag) && l.piped.length,
    );
    if (!other) {
      sets = (state.mask & ~sets) >>> 0;
      state.mask = sets;
      if (sets !== defaultFlag) state.prioritized = defaultFlag;
    }
  }
  const count = countSets(sets);
  if (count === 0) throw ambiguous(state);
  if (count === 1) return lackedBy(all, sets);
  if (state.prioritized !== 0) return [];
  if (defaultFlag !== 0 && (sets & defaultFlag) !== 0 && defaultWins(all, lacks, defaultFlag)) {
    state.mask = defaultFlag;
    return lackedBy(all, defaultFlag);
  }
  return latchOn(state, all, sets);
}

/** What the sets of the mask, and every set, lack and the pipeline cannot give. */
function lackedBy(all: readonly Lack[], mask: number): Parameter[] {
  return all.filter((l) => l.flag === allSets || (l.flag & mask) !== 0).flatMap((l) => l.direct);
}

/** Is the default set to be preferred for the input to come? */
function defaultWins(all: readonly Lack[], lacks: Map<number, Lack>, defaultFlag: number): boolean {
  const others = all.filter((l) => l.flag !== allSets && (l.flag & defaultFlag) === 0);
  const otherTakesInput = others.some((l) => l.piped.length > 0 && l.direct.length === 0);
  const otherTakesProperty = others.some((l) => l.byProperty.length > 0);
  const own = lacks.get(defaultFlag);
  if (own && own.byProperty.length > 0 && !otherTakesProperty) return true;
  if (!otherTakesInput) return true;
  return (lacks.get(allSets)?.direct.length ?? 0) > 0;
}

/** Without a preferred default: the one set that can take the input, or an error. */
function latchOn(state: BindingState, all: readonly Lack[], sets: number): Parameter[] {
  const named = all.filter((l) => l.flag !== allSets && (l.flag & sets) !== 0);
  const value = named.filter((l) => l.byValue.length > 0);
  const property = named.filter((l) => l.byProperty.length > 0);
  const byValueSet = value.length === 1 ? value[0]!.flag : 0;
  const byPropertySet = property.length === 1 ? property[0]!.flag : 0;
  let unique = 0;
  if (value.length && property.length && byValueSet === byPropertySet) unique = byValueSet;
  else if (value.length > 0 !== property.length > 0) unique = value.length ? byValueSet : byPropertySet;
  if (unique !== 0) return latchOnTo(state, all, unique);
  const lacking = all.filter((l) => (l.flag === allSets || (l.flag & sets) !== 0) && l.direct.length > 0);
  if (lacking.length === 0) return [];
  if (byValueSet !== 0) return latchOnTo(state, all, byValueSet);
  if (value.length <= 1 && property.length <= 1) throw ambiguous(state);
  ignore(
    state,
    lacking.filter((l) => l.flag !== allSets).reduce((flags, l) => flags | l.flag, 0),
  );
  if (state.mask === 0) throw ambiguous(state);
  return [];
}

function latchOnTo(state: BindingState, all: readonly Lack[], chosen: number): Parameter[] {
  const mine = all.filter((l) => l.flag === allSets || (l.flag & chosen) !== 0);
  const others = all.filter((l) => !mine.includes(l)).reduce((flags, l) => (flags | l.flag) >>> 0, 0);
  if (mine.some((l) => l.flag !== allSets && l.direct.length > 0)) {
    state.mask = chosen;
  } else {
    ignore(state, others);
    if (state.mask !== chosen) state.prioritized = chosen;
  }
  return mine.flatMap((l) => l.direct);
}

function ignore(state: BindingState, sets: number): void {
  if (sets === 0) return;
  state.mask = ((state.mask === allSets ? state.metadata.knownFlags : state.mask) & ~sets) >>> 0;
}
