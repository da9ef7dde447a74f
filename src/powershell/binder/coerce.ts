/** Making a value fit a parameter: as it is, or with PowerShell's conversion under the binder's stricter rules. */
import { CastError } from '../cast-error.ts';
import { convert, defaultOf, isInstance } from '../conversion.ts';
import { undefinedValue } from '../enum-conversion.ts';
import type { Extent } from '../errors.ts';
import type { CmdletDef } from '../parameters.ts';
import { isValueType, type TypeRef } from '../types.ts';
import {
  EnumValue,
  isNumber,
  listItems,
  NetValue,
  Num,
  type PSValue,
  Switch,
  TypedArray,
  typeNameOf,
  unwrap,
} from '../values.ts';
import { bindingError } from './errors.ts';
import { actionPreference, type Parameter } from './metadata.ts';

/** Items of an array, or of a list that the language made. */
function itemsOf(value: PSValue): readonly PSValue[] | undefined {
  const items = listItems(value);
  if (items || !(value instanceof NetValue)) return items;
  const { kind, items: own } = value as { readonly kind?: unknown; readonly items?: unknown };
  return (kind === 'list' || kind === 'arraylist') && Array.isArray(own) ? own : undefined;
}

/** Where a value came from, for messages. */
export interface Origin {
  readonly def: CmdletDef;
  readonly parameter: Parameter;
  readonly extent: Extent | undefined;
}

/** The value as it is, where the parameter takes it without conversion; undefined where it does not. */
export function uncoerced(value: PSValue, type: TypeRef): { value: PSValue } | undefined {
  if (value === null) return type.kind !== 'string' && !isValueType(type) ? { value } : undefined;
  if (isInstance(value, type)) return { value: type.kind === 'object' ? value : unwrap(value) };
  if (type.kind !== 'array') return undefined;
  const items = itemsOf(value) ?? [value];
  const element = type.element!;
  if (!items.every((item) => item === null || isInstance(item, element))) return undefined;
  return { value: arrayValue(items.map(unwrap), element) };
}

/** An array of that element type; what cannot be null there has its default instead. */
function arrayValue(items: PSValue[], element: TypeRef): PSValue {
  if (element.name === 'System.Object') return items;
  const fill = (item: PSValue) => (item === null && isValueType(element) ? defaultOf(element) : item);
  return new TypedArray(element.name, items.map(fill));
}

/** The value converted to the parameter's type. */
export function coerced(value: PSValue, type: TypeRef, origin: Origin): PSValue {
  if (value === null) return nullFor(type, origin);
  if (isInstance(value, type)) return type.kind === 'object' ? value : unwrap(value);
  const target = type.kind === 'nullable' ? type.element! : type;
  if (target.kind === 'bool' || target.kind === 'switch') return strictBoolean(unwrap(value), type, origin);
  if (type.kind === 'array') {
    const items = itemsOf(value) ?? [value];
    return arrayValue(
      items.map((item) => coerced(unwrapInList(value, item), type.element!, origin)),
      type.element!,
    );
  }
  if (itemsOf(value) && type.kind !== 'object' && type.kind !== 'enum') {
    throw cannotConvert(typeNameOf(value), type, 'Specified method is not supported.', 'NotSupportedException', origin);
  }
  try {
    return convert(value, type);
  } catch (error) {
    if (!(error instanceof CastError)) throw error;
    const { def, parameter, extent } = origin;
    throw bindingError(def, 'CannotConvertArgumentNoMessage', {
      words: [parameter.name, error.message],
      parameterName: parameter.name,
      extent,
    });
  }
}

/** A number inside a list has lost its spelling; one alone keeps it. */
const unwrapInList = (list: PSValue, item: PSValue): PSValue => (itemsOf(list) ? unwrap(item) : item);

function nullFor(type: TypeRef, origin: Origin): PSValue {
  if (type.kind === 'switch') return new Switch(true);
  if (type.kind !== 'bool') return null;
  const { def, parameter, extent } = origin;
  throw bindingError(def, 'ParameterArgumentValidationErrorNullNotAllowed', {
    words: [parameter.name],
    parameterName: parameter.name,
    extent,
    kind: 'binding',
    category: 'InvalidArgument',
  });
}

/** No text is a Boolean here; any number is. */
function strictBoolean(value: PSValue, type: TypeRef, origin: Origin): PSValue {
  const truth =
    typeof value === 'boolean'
      ? value
      : isNumber(value)
        ? Number(value instanceof Num ? value.value : value) !== 0
        : null;
  if (truth === null) throw cannotConvert(typeNameOf(value as Exclude<PSValue, null>), type, '', undefined, origin);
  return type.kind === 'switch' ? new Switch(truth) : truth;
}

function cannotConvert(source: string, type: TypeRef, why: string, innerType: string | undefined, origin: Origin) {
  const { def, parameter, extent } = origin;
  return bindingError(def, 'CannotConvertArgument', {
    words: [parameter.name, source, `${type.name}\0${why}`],
    parameterName: parameter.name,
    extent,
    innerType,
  });
}

/** Checks that a null that passed validation can be put into the parameter at all. */
export function checkAssignable(value: PSValue, { def, parameter, extent }: Origin): void {
  const { type } = parameter;
  const suspended = value instanceof EnumValue && value.type === actionPreference && value.text === 'Suspend';
  if (!suspended && (value !== null || !isValueType(type))) return;
  const why = suspended
    ? 'The Suspend ActionPreference value is reserved for future use and is not supported at this time. For more information about preference variables, see the Help topic, "about_Preference_Variables."'
    : type.enum
      ? undefinedValue(type.enum).message
      : `Cannot convert null to type "${type.name}".`;
  throw bindingError(def, 'ParameterBindingFailed', {
    words: [parameter.name, why],
    parameterName: parameter.name,
    extent,
  });
}
