/** dynamicparam: the block runs once what stands on the command line is bound, and names further parameters. */

import type { NamedBlock } from '../language/ast.ts';
import type { CmdletDef, InSet, ParameterDef, Validation } from '../parameters.ts';
import { Hashtable, type PSValue } from '../values.ts';
import type { BlockStage } from './block-stage.ts';
import { enumerable } from './collections.ts';
import { toText, truth } from './convert.ts';
import { amended, asScriptError, ErrorObject, Exception, ScriptError } from './errors.ts';
import type { Gen } from './flow.ts';
import { Collector, type Frame } from './frame.ts';
import { DynamicParameters } from './net/attributes.ts';
import { parameterError, type Rule, ruleFor } from './parameter-attributes.ts';
import { PSObj } from './psobject.ts';
import { ScriptBindingError } from './script-parameter.ts';
import { TypeValue } from './type-value.ts';

/** Dynamic parameters stand behind the declared ones of the same position. */
const BEHIND = 1000;

/** The function's parameters with those that its dynamicparam block names. */
export function* dynamicDefinition(stage: BlockStage, part: NamedBlock): Gen<CmdletDef> {
  const { frame, facts } = stage;
  const saved = frame.out;
  const out = new Collector();
  frame.out = out;
  try {
    yield* stage.run(part);
  } catch (e) {
    const error = asScriptError(e);
    if (!error) throw e;
    throw failure(stage, error.error.text, error);
  } finally {
    frame.out = saved;
  }
  const table = found(stage, out.items);
  if (!table) return facts.def;
  const more: Record<string, ParameterDef> = {};
  for (const { value } of table.entries.values()) {
    if (value instanceof PSObj) more[toText(value.get('Name') ?? null)] = definition(value, stage, frame);
  }
  return { ...facts.def, parameters: { ...facts.def.parameters, ...more } };
}

function found(stage: BlockStage, items: readonly PSValue[]): Hashtable | null {
  const given = items.filter((x) => x !== null);
  if (given.length === 0) return null;
  const only = given.length === 1 ? given[0]! : null;
  if (only instanceof DynamicParameters) return only;
  if (given.length === 1 && !(only instanceof Hashtable)) return null;
  const shown = given.map((x) => toText(x)).join(' ');
  throw failure(
    stage,
    `Object "${shown}" is the wrong type to return from the dynamicparam block. The dynamicparam block must return either $null, or an object with type [System.Management.Automation.RuntimeDefinedParameterDictionary].`,
    null,
  );
}

function failure(stage: BlockStage, why: string, inner: ScriptError | null): ScriptError {
  const exceptionType = 'System.Management.Automation.ParameterBindingException';
  const message = `Cannot retrieve the dynamic parameters for the cmdlet. ${why}`;
  return new ScriptError(
    new ErrorObject(
      {
        id: 'GetDynamicParametersException',
        className: stage.name,
        category: 'InvalidArgument',
        exceptionType,
        message,
        activity: stage.name,
      },
      new Exception(exceptionType, message, inner?.error.exception ?? null),
    ),
  );
}

const short = (attribute: PSObj): string => attribute.netType.replace(/^.*\.|Attribute$/g, '');

function definition(parameter: PSObj, stage: BlockStage, f: Frame): ParameterDef {
  const type = parameter.get('ParameterType');
  const attributes = (enumerable(parameter.get('Attributes') ?? null) ?? []).filter((a) => a instanceof PSObj);
  const sets: Record<string, InSet> = {};
  const aliases: string[] = [];
  const validate: Validation[] = [];
  const rules: Rule[] = [];
  let remaining = false;
  for (const a of attributes) {
    const name = short(a);
    const is = (key: string): boolean => truth(a.get(key) ?? false);
    if (name === 'Parameter') {
      const position = Number(toText(a.get('Position') ?? -2147483648));
      const byValue = is('ValueFromPipeline');
      const byName = is('ValueFromPipelineByPropertyName');
      remaining ||= is('ValueFromRemainingArguments');
      const set = toText(a.get('ParameterSetName') ?? null);
      sets[set === '__AllParameterSets' ? '(All)' : set] = {
        ...(is('Mandatory') && { mandatory: true as const }),
        ...(position >= 0 && { position: position + BEHIND }),
        ...((byValue || byName) && {
          pipeline: byValue && byName ? 'value+property' : byValue ? 'value' : 'property',
        }),
      };
    } else if (name === 'Alias') aliases.push(...(enumerable(a.get('AliasNames') ?? null) ?? []).map((x) => toText(x)));
    else if (name === 'AllowNull' || name === 'AllowEmptyString' || name === 'AllowEmptyCollection')
      validate.push(name);
    else {
      const rule = ruleFor(name.toLowerCase(), argumentsOf(a), (key) => a.get(key) ?? undefined);
      if (rule) rules.push(rule);
    }
  }
  const target = type instanceof TypeValue ? type : null;
  return {
    type: target?.ref.kind === 'switch' ? 'switch' : 'object',
    sets: Object.keys(sets).length ? sets : { '(All)': {} },
    aliases,
    validate,
    ...(remaining && { remaining: true as const }),
    ...(target && {
      script: {
        type: target.ref,
        rest: (items) => [...items],
        transform: (value, extent) => {
          try {
            return f.engine.cast(value, target);
          } catch (e) {
            const error = asScriptError(e);
            if (!error) throw e;
            throw refusal(parameter, error, stage, extent);
          }
        },
        check: (value, extent) => {
          for (const rule of rules) {
            const why = rule(value, f);
            if (why === undefined) continue;
            const error = parameterError('validate', toText(parameter.get('Name') ?? null), why, stage.name, null);
            if (extent) amended(error.error, { extent });
            throw new ScriptBindingError('validation', error);
          }
        },
      },
    }),
  };
}

function refusal(
  parameter: PSObj,
  inner: ScriptError,
  stage: BlockStage,
  extent: import('../errors.ts').Extent | undefined,
): ScriptBindingError {
  const exceptionType = 'System.Management.Automation.ParameterBindingException';
  const message = `Cannot bind parameter '${toText(parameter.get('Name') ?? null)}'. ${inner.error.text}`;
  const error = new ErrorObject(
    {
      id: 'CannotConvertArgumentNoMessage',
      className: stage.name,
      category: 'InvalidArgument',
      exceptionType,
      message,
      activity: stage.name,
      ...(extent && { extent }),
    },
    new Exception(exceptionType, message, inner.error.exception),
  );
  return new ScriptBindingError('transformation', new ScriptError(error));
}

/** The constructor's arguments of an attribute, as its properties show them. */
function argumentsOf(a: PSObj): PSValue[] {
  for (const keys of [
    ['ValidValues'],
    ['RegexPattern'],
    ['ScriptBlock'],
    ['MinRange', 'MaxRange'],
    ['MinLength', 'MaxLength'],
  ])
    if (a.get(keys[0]!) !== undefined) return keys.flatMap((k) => a.get(k) ?? []);
  return [];
}
