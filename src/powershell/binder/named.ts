/** The first phase: values for names, then parameters given by name. */
import { ScriptBlock, Switch } from '../values.ts';
import type { Argument } from './elements.ts';
import { bindingError } from './errors.ts';
import type { Parameter } from './metadata.ts';
import { findParameter } from './names.ts';
import type { BindingState } from './state.ts';

/** Gives each name without a value the argument that follows it, or true to a switch. */
export function joinValues(state: BindingState): void {
  const { args, metadata } = state;
  const joined: Argument[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    joined.push(argument);
    if (argument.name === undefined || argument.value !== undefined) continue;
    const parameter = findParameter(metadata, argument.name, argument.nameExtent);
    if (!parameter) continue;
    if (parameter.type.kind === 'switch') {
      argument.value = new Switch(true);
      argument.valueExtent = argument.nameExtent;
      continue;
    }
    const next = args[i + 1];
    if (!next || isAnotherParameter(state, next)) throw missingArgument(state, parameter, argument);
    argument.name = parameter.name;
    argument.value = next.name === undefined ? next.value : next.nameText;
    argument.valueExtent = next.name === undefined ? next.valueExtent : next.nameExtent;
    i++;
  }
  state.args = joined;
}

/** An unknown `-x` after a name is its value; a known one, or one with a value of its own, is not. */
function isAnotherParameter(state: BindingState, argument: Argument): boolean {
  if (argument.name === undefined) return false;
  const known = findParameter(state.metadata, argument.name, argument.nameExtent);
  return known !== undefined || argument.value !== undefined;
}

function missingArgument({ metadata }: BindingState, parameter: Parameter, { nameExtent }: Argument) {
  return bindingError(metadata.def, 'MissingArgument', {
    words: [parameter.name, (parameter.script ?? parameter).type.name],
    parameterName: parameter.name,
    extent: nameExtent,
  });
}

/** Binds what has a known name; the rest stays in `state.args`. */
export function bindNamed(state: BindingState): void {
  const { metadata } = state;
  const direct = new Set<Parameter>();
  const named = state.args.map((argument) => ({
    argument,
    parameter: argument.name === undefined ? undefined : findParameter(metadata, argument.name, argument.nameExtent),
  }));
  for (const { argument, parameter } of named) if (parameter && !argument.fromSplat) direct.add(parameter);
  state.args = [];
  for (const { argument, parameter } of named) {
    if (!parameter) {
      state.args.push(argument);
    } else if (argument.fromSplat && direct.has(parameter)) {
      // what is given by name wins over what a hashtable gives
    } else if (state.bound.has(parameter) || state.delayed.has(parameter)) {
      throw bindingError(metadata.def, 'ParameterAlreadyBound', {
        words: [argument.name!],
        parameterName: argument.name,
        extent: argument.nameExtent,
      });
    } else {
      bindOrDelay(state, parameter, argument, true);
      state.how.set(parameter, 'name');
    }
  }
}

/** Binds, or keeps a script block for the objects to come where the parameter takes pipeline input. */
export function bindOrDelay(state: BindingState, parameter: Parameter, argument: Argument, coerce: boolean): boolean {
  const { value } = argument;
  const wanted = (parameter.script ?? parameter).type.kind;
  if (
    value instanceof ScriptBlock &&
    wanted !== 'scriptblock' &&
    wanted !== 'object' &&
    state.takesPipelineInput(parameter, state.mask)
  ) {
    if (!state.expectsInput) {
      throw bindingError(state.metadata.def, 'ScriptBlockArgumentNoInput', {
        words: [parameter.name],
        parameterName: parameter.name,
        extent: argument.valueExtent,
      });
    }
    if (!parameter.inAllSets) state.mask = (state.mask & parameter.flags) >>> 0;
    state.unbound = state.unbound.filter((p) => p !== parameter);
    state.delayed.set(parameter, value);
    return true;
  }
  return state.assign(parameter, argument, coerce);
}
