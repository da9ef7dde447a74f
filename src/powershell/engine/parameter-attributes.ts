/** Attributes of parameters and variables: conversion, validation, and what the binder must know. */
import { CastError } from '../cast-error.ts';
import type { Attribute, Expression, Parameter, TypeConstraint, TypeName } from '../language/ast.ts';
import type { InSet } from '../parameters.ts';
import { isNumber, Num, type PSValue, ScriptBlock, Switch, typeNameOf, unwrap } from '../values.ts';
import { enumerable } from './collections.ts';
import { compareNumbers, order } from './compare.ts';
import { blockNow } from './compile-operators.ts';
import { toText, truth } from './convert.ts';
import { asScriptError, ErrorObject, Exception, ScriptError } from './errors.ts';
import { compositeFormat } from './format-composite.ts';
import type { Frame } from './frame.ts';
import { compileRegex } from './regex.ts';
import { scriptRuleOf, type Transform, transformOf, valuesOfGenerator } from './script-attributes.ts';

/** Value of an attribute's argument; attributes hold constants and script blocks only. */
export function constantOf(e: Expression, f: Frame): PSValue {
  return f.engine.evaluateConstant(e, f);
}

export const attributeName = (a: Attribute): string =>
  a.typeName.name
    .toLowerCase()
    .replace(/^.*\./, '')
    .replace(/attribute$/, '');

/** A named argument of an attribute. */
export function named(a: Attribute, name: string, f: Frame): PSValue | undefined {
  const found = a.named.find((n) => n.name.toLowerCase() === name.toLowerCase());
  return found ? constantOf(found.argument, f) : undefined;
}

/** A rule about a value: what is wrong with it, or undefined. */
export type Rule = (value: PSValue, f: Frame) => string | undefined;

const EMPTY_LIST =
  'The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.';

function eachRule(test: (value: PSValue, f: Frame) => string | undefined): Rule {
  return (value, f) => {
    const items = enumerable(value);
    if (!items) {
      if (value === null) return EMPTY_LIST;
      return test(value, f);
    }
    for (const item of items) {
      const why = item === null ? EMPTY_LIST : test(item, f);
      if (why) return why;
    }
    return undefined;
  };
}

/** The rule of a validation attribute; undefined for other attributes. */
export function ruleOf(a: Attribute, f: Frame): Rule | undefined {
  const args = a.positional.map((e) => constantOf(e, f));
  return ruleFor(attributeName(a), args, (key) => named(a, key, f));
}

/** The rule of a validation attribute by its short name in lower case. */
export function ruleFor(
  name: string,
  args: readonly PSValue[],
  option: (key: string) => PSValue | undefined,
): Rule | undefined {
  switch (name) {
    case 'validateset': {
      const given = args.flatMap((x) => enumerable(x) ?? [x]);
      const cs = option('IgnoreCase') === false;
      let known: string[] | undefined;
      return eachRule((v, g) => {
        known ??= valuesOfGenerator(given[0] ?? null, g) ?? given.map((x) => toText(x));
        const all = known;
        const text = toText(v);
        if (all.some((x) => (cs ? x === text : x.toLowerCase() === text.toLowerCase()))) return undefined;
        const message = option('ErrorMessage');
        if (message !== undefined) return compositeFormat(toText(message), [text, all.join(',')]);
        return `The argument "${text}" does not belong to the set "${all.join(',')}" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.`;
      });
    }
    case 'validaterange': {
      const [low, high] = args;
      if (args.length === 1) return eachRule((v) => rangeKind(v, toText(low!)));
      return eachRule((v) => {
        if (order(v, low!) < 0)
          return `The ${toText(v)} argument is less than the minimum allowed range of ${toText(low!)}. Supply an argument that is greater than or equal to ${toText(low!)} and then try the command again.`;
        if (order(v, high!) > 0)
          return `The ${toText(v)} argument is greater than the maximum allowed range of ${toText(high!)}. Supply an argument that is less than or equal to ${toText(high!)} and then try the command again.`;
        return undefined;
      });
    }
    case 'validatepattern': {
      const pattern = toText(args[0] ?? '');
      const ignoreCase = /IgnoreCase/i.test(toText(option('Options') ?? 'IgnoreCase'));
      return eachRule((v) => {
        const { regex } = compileRegex(pattern, { ignoreCase });
        regex.lastIndex = 0;
        if (regex.test(toText(v))) return undefined;
        const message = option('ErrorMessage');
        if (message !== undefined) return compositeFormat(toText(message), [toText(v), pattern]);
        return `The argument "${toText(v)}" does not match the "${pattern}" pattern. Supply an argument that matches "${pattern}" and try the command again.`;
      });
    }
    case 'validatelength': {
      const [low, high] = args.map((x) => Number(toText(x))) as [number, number];
      return eachRule((v) => {
        const value = unwrap(v);
        if (typeof value !== 'string')
          return 'The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. Make the parameter a string or string[] parameter.';
        const { length } = value;
        if (length < low)
          return `The character length (${length}) of the argument is too short. Specify an argument with a length that is greater than or equal to "${low}", and then try the command again.`;
        if (length > high)
          return `The character length of the ${length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to "${high}" characters, and then try the command again.`;
        return undefined;
      });
    }
    case 'validatecount': {
      const [low, high] = args.map((x) => Number(toText(x))) as [number, number];
      return (v) => {
        const n = v === null ? 0 : (enumerable(v)?.length ?? 1);
        if (n >= low && n <= high) return undefined;
        return low === high
          ? `The parameter requires exactly ${low} value(s) - ${n} value(s) were provided.`
          : `The parameter requires at least ${low} value(s) and no more than ${high} value(s) - ${n} value(s) were provided.`;
      };
    }
    case 'validatescript':
      return eachRule((v, fr) => {
        const block = args[0];
        if (!(block instanceof ScriptBlock)) return undefined;
        let fine: boolean;
        try {
          fine = truth(blockNow(fr, block, v));
        } catch (e) {
          const error = asScriptError(e);
          if (!error) throw e;
          return error.error.text;
        }
        if (fine) return undefined;
        const message = option('ErrorMessage');
        if (message !== undefined) return compositeFormat(toText(message), [toText(v), block.text]);
        return `The "${block.text}" validation script for the argument with value "${toText(v)}" did not return a result of True. Determine why the validation script failed, and then try the command again.`;
      });
    case 'validatenotnull':
      return (v) => {
        if (v === null)
          return 'The argument is null. Provide a valid value for the argument, and then try running the command again.';
        return enumerable(v)?.some((x) => x === null) ? EMPTY_LIST : undefined;
      };
    case 'validatenotnullorempty':
      return (v) => {
        if (v === null || v === '')
          return 'The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.';
        const items = enumerable(v);
        return items && (items.length === 0 || items.some((x) => x === null || x === '')) ? EMPTY_LIST : undefined;
      };
    case 'validatenotnullorwhitespace':
      return (v) =>
        v === null || toText(v).trim() === ''
          ? 'The argument is null, empty, or consists of only white-space characters. Provide an argument that contains non white-space characters, and then try the command again.'
          : undefined;
  }
  return undefined;
}

function rangeKind(v: PSValue, kind: string): string | undefined {
  const n = isNumber(v) ? compareNumbers(v as number, 0) : Number.NaN;
  const [, fine, wanted] = RANGE_KINDS.find(([name]) => name === kind.toLowerCase()) ?? RANGE_KINDS[0]!;
  return fine(n)
    ? undefined
    : `The argument "${toText(v)}" cannot be validated because its value is not ${wanted} zero.`;
}

const RANGE_KINDS: readonly (readonly [string, (n: number) => boolean, string])[] = [
  ['positive', (n) => n > 0, 'greater than'],
  ['nonnegative', (n) => n >= 0, 'greater than or equal to'],
  ['negative', (n) => n < 0, 'less than'],
  ['nonpositive', (n) => n <= 0, 'less than or equal to'],
];

/** Booleans take no text. */
export function strictBool(v: PSValue, type = 'System.Boolean'): PSValue {
  if (typeof v === 'boolean') return v;
  if (v instanceof Switch) return v.isPresent;
  if (isNumber(v)) return Number(v instanceof Num ? v.value : v) !== 0;
  throw new CastError(
    `Cannot convert value "${v === null ? '' : typeNameOf(v)}" to type "${type}". Boolean parameters accept only Boolean values and numbers, such as $True, $False, 1 or 0.`,
  );
}

const isBool = (t: TypeName): boolean => /^(?:system\.)?bool(?:ean)?$/i.test(t.text);

/** Conversion by the type constraints, innermost first. */
export function convertByTypes(types: readonly TypeConstraint[], v: PSValue, f: Frame): PSValue {
  let x = v;
  for (let i = types.length - 1; i >= 0; i--) {
    const t = types[i]!.typeName;
    if (isBool(t)) x = strictBool(x);
    else if (/^switch$|^system\.management\.automation\.switchparameter$/i.test(t.text))
      x = x instanceof Switch ? x : new Switch(truth(strictBool(x, 'System.Management.Automation.SwitchParameter')));
    else {
      const type = f.engine.requireType(t, f);
      if (x === null && type.ref.kind === 'string') x = '';
      else if (x === null && type.ref.kind === 'number') x = f.engine.cast(0, type);
      else x = f.engine.cast(x, type);
    }
  }
  return x;
}

/** What assignments to a typed variable go through. `fresh`: the variable gets its attributes now. */
export function typeConstraint(
  parts: readonly Extract<Expression, { kind: 'ConvertExpression' | 'AttributedExpression' }>[],
  f: Frame,
  name: string,
): (value: PSValue, first: boolean, fresh?: boolean) => PSValue {
  const types = parts.flatMap((p) => (p.kind === 'ConvertExpression' ? [p.type] : []));
  const rules = parts.flatMap((p) => (p.kind === 'AttributedExpression' ? (ruleOf(p.attribute, f) ?? []) : []));
  // In a block of its own a typed variable is a plain conversion.
  const plain = rules.length === 0 && f.scope !== f.scope.script;
  return (value, first, fresh) => {
    let v: PSValue;
    if (first && plain) {
      v = value;
      for (let i = types.length - 1; i >= 0; i--) v = f.engine.cast(v, f.engine.requireType(types[i]!.typeName, f));
      return v;
    }
    try {
      v = convertByTypes(types, value, f);
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      throw metadataError(
        'RuntimeException',
        error.error.text,
        'System.Management.Automation.ArgumentTransformationMetadataException',
        error,
      );
    }
    for (const rule of rules) {
      if (rule(v, f) !== undefined) {
        const shown = v === null ? '$null' : toText(v);
        throw metadataError(
          'ValidateSetFailure',
          fresh
            ? `The attribute cannot be added because variable ${name} with value ${shown} would no longer be valid.`
            : `The variable cannot be validated because the value ${shown} is not a valid value for the ${name} variable.`,
          'System.Management.Automation.ValidationMetadataException',
          null,
        );
      }
    }
    return v;
  };
}

function metadataError(id: string, message: string, type: string, inner: ScriptError | null): ScriptError {
  const exception = new Exception(type, message, inner?.error.exception ?? null);
  return new ScriptError(new ErrorObject({ id, category: 'MetadataError', exceptionType: type, message }, exception));
}

const KNOWN = /^(?:parameter|alias|allow.*|validate.*|supportswildcards|argumentcompleter|credential|psdefaultvalue)$/;

/** A parameter of a script as binding needs it. */
export interface ParameterFacts {
  readonly name: string;
  readonly isSwitch: boolean;
  readonly types: readonly TypeConstraint[];
  readonly aliases: readonly string[];
  readonly sets: Readonly<Record<string, InSet>>;
  readonly rules: readonly Rule[];
  /** Changes that attributes of script classes make. */
  readonly transforms: readonly Transform[];
  readonly attributes: readonly Attribute[];
  readonly remaining: boolean;
  readonly mandatory: boolean;
  readonly allow: readonly string[];
  readonly isAdvanced: boolean;
  readonly dontShow: boolean;
}

/** Works out the facts of a declared parameter. */
export function factsOf(p: Parameter, f: Frame): ParameterFacts {
  const types: TypeConstraint[] = [];
  const attributes: Attribute[] = [];
  for (const a of p.attributes) {
    if (a.kind === 'TypeConstraint') types.push(a);
    else attributes.push(a);
  }
  const sets: Record<string, InSet> = {};
  let remaining = false;
  let isAdvanced = false;
  let mandatoryAny = false;
  const aliases: string[] = [];
  const allow: string[] = [];
  for (const a of attributes) {
    const name = attributeName(a);
    if (name === 'alias')
      aliases.push(
        ...a.positional.flatMap((e) => enumerable(constantOf(e, f)) ?? [constantOf(e, f)]).map((x) => toText(x)),
      );
    else if (name.startsWith('allow')) allow.push(name);
    else if (name === 'parameter') {
      isAdvanced = true;
      const is = (key: string): boolean => truth(named(a, key, f) ?? false);
      const byValue = is('ValueFromPipeline');
      const byName = is('ValueFromPipelineByPropertyName');
      if (is('ValueFromRemainingArguments')) remaining = true;
      const position = named(a, 'Position', f);
      const mandatory = is('Mandatory');
      mandatoryAny ||= mandatory;
      sets[toText(named(a, 'ParameterSetName', f) ?? '(All)')] = {
        ...(mandatory && { mandatory: true as const }),
        ...(position !== undefined && { position: Number(toText(position)) }),
        ...((byValue || byName) && {
          pipeline:
            byValue && byName ? ('value+property' as const) : byValue ? ('value' as const) : ('property' as const),
        }),
      };
    }
  }
  return {
    name: p.name.name,
    isSwitch: types.some((t) =>
      /^(?:switch|system\.management\.automation\.switchparameter|switchparameter)$/i.test(t.typeName.text),
    ),
    types,
    aliases,
    sets: Object.keys(sets).length ? sets : { '(All)': {} },
    rules: rulesOf(attributes, f),
    transforms: attributes.flatMap((a) => (KNOWN.test(attributeName(a)) ? [] : (transformOf(a, f) ?? []))),
    attributes,
    remaining,
    mandatory: mandatoryAny,
    allow,
    isAdvanced,
    dontShow: false,
  };
}

/** What the attributes demand of a value. */
export const rulesOf = (attributes: readonly Attribute[], f: Frame): Rule[] =>
  attributes.flatMap((a) => ruleOf(a, f) ?? (KNOWN.test(attributeName(a)) ? [] : (scriptRuleOf(a, f) ?? [])));

/** An error in a parameter's value, as functions report it. */
export function parameterError(
  kind: 'transform' | 'validate',
  parameter: string,
  why: string,
  command: string,
  inner: ScriptError | null,
): ScriptError {
  const type =
    kind === 'transform'
      ? 'System.Management.Automation.ParameterBindingArgumentTransformationException'
      : 'System.Management.Automation.ParameterBindingValidationException';
  const message =
    kind === 'transform'
      ? `Cannot process argument transformation on parameter '${parameter}'. ${why}`
      : `Cannot validate argument on parameter '${parameter}'. ${why}`;
  const middle = new Exception(
    kind === 'transform'
      ? 'System.Management.Automation.ArgumentTransformationMetadataException'
      : 'System.Management.Automation.ValidationMetadataException',
    why,
    inner?.error.exception ?? null,
  );
  const exception = new Exception(type, message, middle);
  exception.members.note('ParameterName', parameter);
  return new ScriptError(
    new ErrorObject(
      {
        id: kind === 'transform' ? 'ParameterArgumentTransformationError' : 'ParameterArgumentValidationError',
        className: command,
        category: 'InvalidData',
        exceptionType: type,
        message,
        activity: command,
        parameterName: parameter,
      },
      exception,
    ),
  );
}
