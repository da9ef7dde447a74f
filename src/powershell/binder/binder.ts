/**
 * PowerShell's parameter binding for one invocation of a cmdlet: names, positions, sets, mandatory parameters, then one
 * call per pipeline object. The command line and the language both bind through this.
 */
import type { CmdletDef, ParameterTable } from '../parameters.ts';
import { toText } from '../text.ts';
import { type PSValue, typeNameOf } from '../values.ts';
import { BindingError } from './binding-error.ts';
import { type CommandElement, toArguments } from './elements.ts';
import { bindingError } from './errors.ts';
import { missingMandatory } from './mandatory.ts';
import { isIn, metadataOf, type Parameter } from './metadata.ts';
import { bindNamed, joinValues } from './named.ts';
import { type BeforeInput, bindPipelineObject, type PipelineHost } from './pipeline.ts';
import { bindPositional } from './positional.ts';
import { bindRemaining } from './remaining.ts';
import { requireSet, resolveSets, setsTakingInput } from './sets.ts';
import { BindingState } from './state.ts';

/** Values for parameters that the command line leaves out. */
export interface Defaults {
  readonly value: (parameter: Parameter) => { readonly value: PSValue } | undefined;
  /** Told where a value does not fit; the parameter stays unbound. */
  readonly failed: (parameter: Parameter, value: PSValue, why: string) => void;
}

export interface BindingOptions {
  /** Only what has a place already, for the block that names further parameters; what fits nowhere is left alone. */
  readonly early?: boolean;
  readonly defaults?: Defaults | undefined;
}

export class Binding {
  readonly #state: BindingState;
  #before: BeforeInput = { mask: 0, prioritized: 0 };
  #fromCommandLine: ReadonlySet<Parameter> = new Set();
  readonly #everBound = new Map<Parameter, PSValue>();

  /** Binds a command line. Throws a BindingError. */
  constructor(
    def: CmdletDef<ParameterTable>,
    elements: readonly CommandElement[],
    expectsInput = false,
    options: BindingOptions = {},
  ) {
    this.#state = new BindingState(metadataOf(def), expectsInput);
    this.#state.args = toArguments(elements);
    this.#bindCommandLine(options);
  }

  /** Name of the parameter set, `__AllParameterSets` where the cmdlet has none. */
  get parameterSet(): string {
    return this.#state.setName;
  }

  /** Bound parameters: named ones as written, then positional, then from the pipeline. */
  get bound(): ReadonlyMap<Parameter, PSValue> {
    return this.#state.bound;
  }

  /** As `bound`, and what earlier pipeline objects bound: MyInvocation.BoundParameters keeps those. */
  get everBound(): ReadonlyMap<Parameter, PSValue> {
    return this.#everBound;
  }

  /** How a bound parameter got its value. */
  how(parameter: Parameter): 'name' | 'position' | 'pipeline' | undefined {
    return this.#state.how.get(parameter);
  }

  /** Value of a parameter by its own name; undefined where it is not bound. */
  value(name: string): PSValue | undefined {
    for (const [parameter, value] of this.#state.bound) if (parameter.name === name) return value;
    return undefined;
  }

  /** Binds one pipeline object, after taking away what the previous one bound. Throws a BindingError. */
  bindInput(input: PSValue, host?: PipelineHost): void {
    const state = this.#state;
    for (const parameter of [...state.bound.keys()]) {
      if (this.#fromCommandLine.has(parameter)) continue;
      state.bound.delete(parameter);
      state.how.delete(parameter);
      if (!state.delayed.has(parameter)) state.unbound.push(parameter);
    }
    bindPipelineObject(state, this.#before, input, host);
    this.#remember();
  }

  #remember(): void {
    for (const [parameter, value] of this.#state.bound) this.#everBound.set(parameter, value);
  }

  #bindCommandLine({ early, defaults }: BindingOptions): void {
    const state = this.#state;
    joinValues(state);
    bindNamed(state);
    const failure = bindPositional(state);
    resolveSets(state, true, false);
    if (early) return;
    if (defaults) this.#bindDefaults(defaults);
    bindRemaining(state);
    this.#requireAllUsed(failure);
    const { expectsInput } = state;
    let count = resolveSets(state, expectsInput, !expectsInput);
    if (count > 1 && expectsInput) {
      const filtered = setsTakingInput(state);
      if (filtered !== state.mask) {
        state.mask = filtered;
        count = resolveSets(state, true, false);
      }
    }
    const missing = missingMandatory(state, count, expectsInput);
    if (missing.length > 0) {
      const names = missing.map((p) => ` ${p.name}`).join('');
      throw bindingError(state.metadata.def, 'MissingMandatoryParameter', { words: [names], parameterName: names });
    }
    if (!expectsInput) requireSet(state);
    this.#before = { mask: state.mask, prioritized: state.prioritized };
    this.#fromCommandLine = new Set(state.bound.keys());
    this.#remember();
  }

  #bindDefaults(defaults: Defaults): void {
    const state = this.#state;
    for (const parameter of [...state.unbound]) {
      if (!isIn(parameter, state.mask)) continue;
      const given = defaults.value(parameter);
      if (!given) continue;
      try {
        state.assign(parameter, { value: given.value, valueExtent: undefined }, true);
        state.how.set(parameter, 'name');
      } catch (error) {
        if (!(error instanceof BindingError)) throw error;
        defaults.failed(parameter, given.value, error.record.message);
      }
    }
  }

  #requireAllUsed(failure: BindingError | undefined): void {
    const [left] = this.#state.args;
    if (!left) return;
    const { def } = this.#state.metadata;
    if (left.name !== undefined) {
      throw bindingError(def, 'NamedParameterNotFound', {
        words: [left.name],
        parameterName: left.name,
        extent: left.nameExtent,
      });
    }
    if (failure) throw failure;
    const shown = left.value === null || left.value === undefined ? '$null' : argumentText(left.value);
    throw bindingError(def, 'PositionalParameterNotFound', { words: [shown], parameterName: shown });
  }
}

/** .NET's ToString: a list shows its type. */
function argumentText(value: Exclude<PSValue, null>): string {
  return Array.isArray(value) || typeNameOf(value).endsWith('[]') ? typeNameOf(value) : toText(value);
}
