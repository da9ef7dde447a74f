/** The validation attributes of a parameter, and what mandatory parameters refuse by themselves. */
import type { Validation } from '../parameters.ts';
import { toText } from '../text.ts';
import { isValueType, type TypeRef } from '../types.ts';
import { isNumber, listItems, Num, type PSValue } from '../values.ts';
import type { Origin } from './coerce.ts';
import { bindingError } from './errors.ts';
import type { Parameter } from './metadata.ts';

const texts = {
  notNull: 'The argument is null. Provide a valid value for the argument, and then try running the command again.',
  notNullOrEmpty:
    'The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.',
  nullElement:
    'The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.',
  variableName:
    'Cannot process argument because the value of argument "path" is not valid. Change the value of the "path" argument and run the operation again.',
  notInSet: (value: string, set: readonly string[]) =>
    `The argument "${value}" does not belong to the set "${set.join(',')}" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.`,
  tooSmall: (value: string, min: number) =>
    `The ${value} argument is less than the minimum allowed range of ${min}. Supply an argument that is greater than or equal to ${min} and then try the command again.`,
  tooLarge: (value: string, max: number) =>
    `The ${value} argument is greater than the maximum allowed range of ${max}. Supply an argument that is less than or equal to ${max} and then try the command again.`,
} as const;

/** What an attribute has against the value; undefined where it has nothing. */
function objection(rule: Validation, value: PSValue, type: TypeRef): string | undefined {
  if (rule === 'NotNull') return notNull(value, type);
  if (rule === 'NotNullOrEmpty') return notNullOrEmpty(value, type);
  if (rule === 'VariableName') return value === '' ? texts.variableName : undefined;
  if (typeof rule === 'string' || 'typeName' in rule) return undefined;
  const items = listItems(value) ?? [value];
  if (items.includes(null)) return texts.nullElement;
  for (const item of items) {
    const why = 'set' in rule ? outsideSet(toText(item), rule.set) : outsideRange(item, rule.range);
    if (why) return why;
  }
  return undefined;
}

function notNull(value: PSValue, type: TypeRef): string | undefined {
  if (value === null) return texts.notNull;
  return listsCount(type) && listItems(value)?.includes(null) ? texts.nullElement : undefined;
}

/** A list in a parameter of any type arrives wrapped, and is not looked into. */
const listsCount = (type: TypeRef) => type.kind !== 'object';

function notNullOrEmpty(value: PSValue, type: TypeRef): string | undefined {
  if (value === null || value === '') return texts.notNullOrEmpty;
  const items = listsCount(type) ? listItems(value) : undefined;
  if (!items) return undefined;
  if (items.length === 0) return texts.nullElement;
  if (type.element && isValueType(type.element)) return undefined;
  return items.some((item) => item === null || item === '') ? texts.nullElement : undefined;
}

function outsideSet(text: string, set: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  return set.some((member) => member.toLowerCase() === lower) ? undefined : texts.notInSet(text, set);
}

function outsideRange(value: PSValue, [min, max]: readonly [number, number]): string | undefined {
  if (!isNumber(value)) return undefined;
  const number = value instanceof Num ? Number(value.value) : Number(value);
  if (number < min) return texts.tooSmall(toText(value), min);
  return number > max ? texts.tooLarge(toText(value), max) : undefined;
}

/** Runs the attributes in declared order, then the checks for a mandatory parameter. */
export function validate(value: PSValue, mandatory: boolean, origin: Origin): void {
  const { def, parameter, extent } = origin;
  for (const rule of parameter.validate) {
    const why = objection(rule, value, parameter.type);
    if (why === undefined) continue;
    throw bindingError(def, 'ParameterArgumentValidationError', {
      words: [parameter.name, why],
      parameterName: parameter.name,
      extent,
      ...(rule === 'VariableName' && { innerType: 'PSArgumentException' }),
    });
  }
  parameter.script?.check(value, extent);
  if (mandatory) mandatoryValue(value, (parameter.script ?? parameter).type, true, origin);
}

function mandatoryValue(value: PSValue, type: TypeRef, recurse: boolean, origin: Origin): void {
  const { def, parameter, extent } = origin;
  const { validate: rules } = parameter;
  const refuse = (what: 'Null' | 'EmptyString' | 'EmptyArray') =>
    bindingError(def, `ParameterArgumentValidationError${what}NotAllowed`, {
      words: [parameter.name],
      parameterName: parameter.name,
      extent,
    });
  if (value === null) {
    if (!rules.includes('AllowNull')) throw refuse('Null');
    return;
  }
  if (type.kind === 'string') {
    if (value === '' && !rules.includes('AllowEmptyString')) throw refuse('EmptyString');
    return;
  }
  if (!recurse || type.kind !== 'array') return;
  const items = listItems(value) ?? [];
  if (items.length === 0) {
    if (rules.includes('AllowEmptyCollection')) return;
    throw refuse('EmptyArray');
  }
  if (!isValueType(type.element!)) for (const item of items) mandatoryValue(item, type.element!, false, origin);
}

/** A parameter may demand a type name, as -ClusterObject does. */
export function checkTypeName(value: PSValue, origin: Origin, coercing: boolean): void {
  const required = requiredTypeName(origin.parameter);
  if (!required || value === null) return;
  for (const item of listItems(value) ?? [value]) {
    if ((item as { readonly typeNames?: readonly string[] } | null)?.typeNames?.includes(required)) continue;
    throw bindingError(origin.def, 'MismatchedPSTypeName', {
      words: [origin.parameter.name, required],
      parameterName: origin.parameter.name,
      extent: origin.extent,
      ...(!coercing && { kind: 'binding' as const }),
    });
  }
}

function requiredTypeName(parameter: Parameter): string | undefined {
  for (const rule of parameter.validate) if (typeof rule === 'object' && 'typeName' in rule) return rule.typeName;
  return undefined;
}
