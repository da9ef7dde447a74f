/**
 * A word of a command line whose meaning depends on the parameter that it goes to: commas make a list except for a text,
 * `true` and `false` are Booleans where one is wanted, everything else is text.
 */
import type { TypeRef } from '../types.ts';
import { NetValue, type PSValue } from '../values.ts';

export class Word extends NetValue {
  readonly text: string;
  /** What commas separate; absent where there are none. */
  readonly items: readonly PSValue[] | undefined;
  constructor(text: string, items?: readonly PSValue[]) {
    super();
    this.text = text;
    this.items = items;
  }
  get typeName(): string {
    return 'System.String';
  }
}

/** The word as the parameter's type wants it; any other value as it is. */
export function settle(value: PSValue, type: TypeRef): PSValue {
  if (!(value instanceof Word)) return value;
  const wanted = type.kind === 'nullable' ? type.element!.kind : type.kind;
  if (wanted !== 'string' && value.items) return [...value.items];
  if ((wanted === 'bool' || wanted === 'switch') && /^(true|false)$/i.test(value.text)) {
    return value.text.toLowerCase() === 'true';
  }
  return value.text;
}
