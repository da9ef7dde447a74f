/** What one invocation's binding has found so far. The phases of binding all work on this. */
import type { PSValue, ScriptBlock } from '../values.ts';
import { checkAssignable, coerced, type Origin, uncoerced } from './coerce.ts';
import type { Argument } from './elements.ts';
import { bindingError } from './errors.ts';
import { allSets, byProperty, byValue, factsIn, type Metadata, type Parameter, setName } from './metadata.ts';
import { checkTypeName, validate } from './validate.ts';
import { settle } from './word.ts';

export class BindingState {
  readonly metadata: Metadata;
  /** True where objects will come down the pipeline. */
  readonly expectsInput: boolean;
  /** Sets that are still possible. */
  mask = allSets;
  /** A set that pipeline input is tried with first; 0 for none. */
  prioritized = 0;
  unbound: Parameter[];
  readonly bound = new Map<Parameter, PSValue>();
  /** How each parameter got its value, for `explain`. */
  readonly how = new Map<Parameter, 'name' | 'position' | 'pipeline'>();
  /** Script blocks that are evaluated once per input object. */
  readonly delayed = new Map<Parameter, ScriptBlock>();
  args: Argument[] = [];

  constructor(metadata: Metadata, expectsInput: boolean) {
    this.metadata = metadata;
    this.expectsInput = expectsInput;
    this.unbound = [...metadata.parameters];
  }

  /** Name of the chosen set; the default one's while several are possible. */
  get setName(): string {
    return setName(this.metadata, this.mask);
  }

  /**
   * Puts a value into a parameter: conversion (where `coerce`), validation, narrowing of the possible sets. False where the
   * value does not fit as it is; throws where it is refused.
   */
  assign(parameter: Parameter, argument: Pick<Argument, 'value' | 'valueExtent'>, coerce: boolean): boolean {
    const origin: Origin = { def: this.metadata.def, parameter, extent: argument.valueExtent };
    let value = settle(argument.value ?? null, parameter.type);
    if (parameter.orText && typeof value === 'string' && Number.isNaN(Number(value))) {
      this.mark(parameter, value);
      return true;
    }
    if (parameter.script) value = parameter.script.transform(value, argument.valueExtent);
    else transform(value, origin);
    const fitted = coerce ? { value: coerced(value, parameter.type, origin) } : uncoerced(value, parameter.type);
    if (!fitted) return false;
    checkTypeName(fitted.value, origin, coerce);
    validate(fitted.value, this.isMandatory(parameter), origin);
    checkAssignable(fitted.value, origin);
    this.mark(parameter, fitted.value);
    return true;
  }

  /** Takes the parameter off the list of those without a value. */
  mark(parameter: Parameter, value: PSValue): void {
    if (!parameter.inAllSets) this.mask = (this.mask & parameter.flags) >>> 0;
    this.unbound = this.unbound.filter((p) => p !== parameter);
    this.bound.set(parameter, value);
  }

  isMandatory(parameter: Parameter): boolean {
    return factsIn(parameter, this.mask).some((facts) => facts.mandatory);
  }

  takesPipelineInput(parameter: Parameter, mask: number): boolean {
    return factsIn(parameter, mask).some((facts) => byValue(facts) || byProperty(facts));
  }
}

/** The credential attribute asks a person for what is missing; nobody can be asked here. */
function transform(value: PSValue, { def, parameter, extent }: Origin): void {
  if (!parameter.validate.includes('Credential')) return;
  if (value !== null && typeof value !== 'string') return;
  throw bindingError(def, 'ParameterArgumentTransformationError', {
    words: [
      parameter.name,
      'A command that prompts the user failed because the host program or the command type does not support user interaction. The host was attempting to request confirmation with the following message: Enter your credentials.',
    ],
    parameterName: parameter.name,
    extent,
  });
}
