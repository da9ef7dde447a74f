/** A command as the binder takes it: its name and its elements with evaluated values and the places they stand at. */
import type { Extent } from '../errors.ts';
import type { PSValue } from '../values.ts';

/** `-Name`, with a value where a colon joins one to it. */
export interface ParameterElement {
  readonly kind: 'parameter';
  /** Without dash and colon. */
  readonly name: string;
  /** As written, colon included. */
  readonly text: string;
  readonly extent?: Extent | undefined;
  readonly value?: { readonly value: PSValue; readonly extent?: Extent | undefined };
}

/** A value that stands for itself. */
export interface ArgumentElement {
  readonly kind: 'argument';
  readonly value: PSValue;
  readonly extent?: Extent | undefined;
}

/** `@h` of a hashtable: names with values, which yield to the same names given directly. */
export interface SplatElement {
  readonly kind: 'splat';
  readonly entries: readonly { readonly name: string; readonly value: PSValue }[];
  readonly extent?: Extent | undefined;
}

export type CommandElement = ParameterElement | ArgumentElement | SplatElement;

/** What a parameter set to nothing evaluates to: a switch with no value. */
export interface Argument {
  name: string | undefined;
  nameText: string;
  nameExtent: Extent | undefined;
  /** Undefined where no value has been found (yet). */
  value: PSValue | undefined;
  valueExtent: Extent | undefined;
  fromSplat: boolean;
}

/** Elements as the binder shuffles them; splats opened. */
export function toArguments(elements: readonly CommandElement[]): Argument[] {
  return elements.flatMap((e) => (isEndOfParameters(e) ? [] : argumentsOf(e)));
}

/** `--`: what follows it is no parameter; it is none itself. */
export const isEndOfParameters = (e: CommandElement): boolean => e.kind === 'parameter' && e.text === '--';

function argumentsOf(element: CommandElement): Argument[] {
  const { extent } = element;
  const base = { nameText: '', nameExtent: extent, valueExtent: extent, fromSplat: false };
  switch (element.kind) {
    case 'argument':
      return [{ ...base, name: undefined, value: element.value }];
    case 'parameter':
      return [
        {
          ...base,
          name: element.name,
          nameText: element.text,
          value: element.value?.value,
          valueExtent: element.value?.extent,
        },
      ];
    case 'splat':
      return element.entries.map(({ name, value }) => ({
        ...base,
        name,
        nameText: `-${name}:`,
        value,
        fromSplat: true,
      }));
  }
}
