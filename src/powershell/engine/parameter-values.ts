/** Values of parameters: converted, checked, and as variables. */
import type { CommandElement } from '../binder/elements.ts';
import { type PSValue, unwrap } from '../values.ts';
import { enumerable, List } from './collections.ts';
import { toText } from './convert.ts';
import { amended, asScriptError, runtimeError, type ScriptError } from './errors.ts';
import type { Frame } from './frame.ts';
import { convertByTypes, type ParameterFacts, parameterError } from './parameter-attributes.ts';
import type { Place } from './pipeline.ts';
import { type Scope, Variable } from './scope.ts';
import { transformed } from './script-parameter.ts';

/** An error of binding, with the place of the call where it has none. */
export function positionedError(e: unknown, caller: Frame, ast: { start: number; end: number }): unknown {
  const error = asScriptError(e);
  if (!error) return e;
  if (!error.error.record.extent) amended(error.error, { extent: caller.unit.extent(ast.start, ast.end) });
  return error;
}

/** A parameter's value, converted and checked by its rules. `extent` tells where the value stands. */
export function checkedValue(
  p: ParameterFacts,
  raw: PSValue,
  given: boolean,
  frame: Frame,
  command: string,
  extent: (() => import('../errors.ts').Extent) | null,
): PSValue {
  const fail = (error: ScriptError): ScriptError => {
    if (extent) amended(error.error, { extent: extent() });
    return error;
  };
  let value: PSValue;
  if (p.types.length || p.transforms.length) {
    try {
      value = convertByTypes(p.types, transformed(p, raw, frame), frame);
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      throw fail(parameterError('transform', p.name, error.error.text, command, error));
    }
  } else value = unwrap(raw);
  if (given) {
    for (const rule of p.rules) {
      const why = rule(value, frame);
      if (why !== undefined) throw fail(parameterError('validate', p.name, why, command, null));
    }
  }
  return value;
}

/** The variable of a parameter; its type and rules stay on it. */
export function parameterVariable(p: ParameterFacts, value: PSValue, frame: Frame): Variable {
  const v = new Variable(p.name, value);
  if ((p.types.length && !p.isSwitch) || p.rules.length) {
    v.special = true;
    v.constraint = (x) => {
      const converted = convertByTypes(p.types, x, frame);
      for (const rule of p.rules) {
        if (rule(converted, frame) !== undefined) {
          throw runtimeError(
            'ValidateSetFailure',
            `The variable cannot be validated because the value ${converted === null ? '$null' : toText(converted)} is not a valid value for the ${p.name} variable.`,
            {
              category: 'MetadataError',
              exceptionType: 'System.Management.Automation.ValidationMetadataException',
            },
          );
        }
      }
      return converted;
    };
  }
  return v;
}

export const COMMON =
  'Verbose Debug ErrorAction WarningAction InformationAction ProgressAction ErrorVariable WarningVariable InformationVariable OutVariable OutBuffer PipelineVariable vb db ea wa infa proga ev wv iv ov ob pv'.split(
    ' ',
  );

export const PREFERENCES: readonly (readonly [string, string])[] = [
  ['ErrorAction', 'ErrorActionPreference'],
  ['WarningAction', 'WarningPreference'],
  ['InformationAction', 'InformationPreference'],
  ['ProgressAction', 'ProgressPreference'],
];

/** Opens splats; names given directly win over theirs. `find`: the parameter that a name means. */
export function expandSplats(
  elements: readonly CommandElement[],
  find: (name: string) => ParameterFacts | null,
): CommandElement[] {
  if (!elements.some((e) => e.kind === 'splat')) return [...elements];
  const direct = new Set(elements.map((e) => (e.kind === 'parameter' && e.name !== '-' ? find(e.name) : null)));
  return elements.flatMap((e): CommandElement[] =>
    e.kind === 'splat'
      ? e.entries.flatMap((x): CommandElement[] => {
          const p = find(x.name);
          if (p && direct.has(p)) return [];
          const value = { value: x.value, extent: e.extent };
          return [{ kind: 'parameter', name: x.name, text: `-${x.name}:`, extent: e.extent, value }];
        })
      : [e],
  );
}

export function bindError(
  id: string,
  message: string,
  name: string,
  extent?: import('../errors.ts').Extent,
): ScriptError {
  return runtimeError(id, message, {
    className: name,
    category: 'InvalidArgument',
    exceptionType: 'System.Management.Automation.ParameterBindingException',
    activity: name,
    ...(extent && { extent }),
  });
}

export function argumentExtent(
  place: Place,
  p: ParameterFacts,
  value: PSValue,
): import('../errors.ts').Extent | undefined {
  const { elements } = place.planned;
  for (const [i, e] of elements.entries()) {
    if (
      e.kind === 'parameter' &&
      [p.name, ...p.aliases].some((n) => n.toLowerCase().startsWith(e.name.toLowerCase()))
    ) {
      return e.value?.extent ?? (elements[i + 1]?.extent as import('../errors.ts').Extent | undefined) ?? e.extent;
    }
  }
  const found = elements.find((e) => e.kind === 'argument' && e.value === value);
  return found?.extent;
}

/** Puts a list into a variable that a common parameter names. */
export function storeVariable(scope: Scope, name: string, append: boolean, items: readonly PSValue[]): void {
  const old = append ? (scope.find(name.toLowerCase())?.get() ?? null) : null;
  const before = old === null ? [] : (enumerable(old) ?? [old]);
  scope.assign(name, new List('System.Collections.ArrayList', 'arraylist', [...before, ...items]));
}
