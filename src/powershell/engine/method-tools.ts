/** What tables of methods are made with. */
import { convert } from '../conversion.ts';
import { typeRef } from '../types.ts';
import { EnumValue, NetValue, Num, type PSValue, TypedArray } from '../values.ts';
import { asDouble, toNumber } from './arithmetic-numbers.ts';
import { toText } from './convert.ts';

/** Methods by lower-case name. */
export type Methods<T> = Readonly<Record<string, (self: T, args: readonly PSValue[]) => PSValue>>;

class NoOverload extends NetValue {
  get typeName(): string {
    return '';
  }
}

/** Answer of a method that has no overload for its arguments. */
export const NO_OVERLOAD: PSValue = new NoOverload();

/** What a method without a result gives. */
class Void extends NetValue {
  get typeName(): string {
    return 'System.Void';
  }
}
export const VOID: PSValue = new Void();

export const int = (value: PSValue): number => convert(value, typeRef('int')) as number;
export const text = (value: PSValue): string => toText(value);
export const double = (value: PSValue): number => asDouble(toNumber(value, '+'));
export const real = (value: number): Num => new Num('Double', value);
export const strings = (items: readonly string[]): PSValue => new TypedArray('System.String', [...items]);

/** A StringComparison or its name. */
export function isComparison(value: PSValue): boolean {
  return (value instanceof EnumValue && value.type.name === 'System.StringComparison') || typeof value === 'string';
}
