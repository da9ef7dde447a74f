/**
 * Parameters as data. One table per cmdlet is the source of binding, help, completion, the oclif manifest and the types of
 * the bound values. The form follows the metadata of a compiled cmdlet: a type, the sets it belongs to, attributes.
 */
import type { Extent } from './errors.ts';
import type { NetObject } from './objects.ts';
import type { TypeRef } from './types.ts';
import type { DateTime, PSValue, TimeSpan } from './values.ts';

/** Facts about a parameter within one parameter set. */
export interface InSet {
  readonly mandatory?: true;
  /** Zero-based; absent where the parameter is named only. */
  readonly position?: number;
  readonly pipeline?: 'value' | 'property' | 'value+property';
}

/** A validation attribute. */
export type Validation =
  | 'NotNull'
  | 'NotNullOrEmpty'
  | 'AllowNull'
  | 'AllowEmptyString'
  | 'Credential'
  | 'AllowEmptyCollection'
  /** The name of a variable, as -ErrorVariable takes it. */
  | 'VariableName'
  | { readonly set: readonly string[] }
  | { readonly range: readonly [number, number] }
  | { readonly typeName: string };

/** A parameter that a script declares: its own conversion and rules run in place of the binder's. */
export interface ScriptParameter {
  /** Its type, for messages and for what depends on the type; the binder takes any value. */
  readonly type: TypeRef;
  /** What is left over on a command line, as the parameter that takes it gets it. */
  readonly rest: (items: readonly PSValue[]) => PSValue;
  /** The value converted by types and attributes; throws a binding error. */
  readonly transform: (value: PSValue, extent: Extent | undefined) => PSValue;
  /** Throws a binding error where an attribute refuses the value. */
  readonly check: (value: PSValue, extent: Extent | undefined) => void;
}

/** One parameter. `sets` absent: every set; the key `(All)` likewise, with facts. */
export interface ParameterDef {
  /** Short .NET or C# name (`string[]`, `long`, `switch`), or a class or enumeration of `Types` by its own name. */
  readonly type: string;
  readonly nullable?: true;
  /** Text that is no number is taken too, as it is: an addition of ours, as no cmdlet of Microsoft's has it. */
  readonly orText?: true;
  readonly sets?: Readonly<Record<string, InSet>>;
  readonly aliases?: readonly string[];
  readonly validate?: readonly Validation[];
  /** Takes every argument that no other parameter takes. */
  readonly remaining?: true;
  /** What a script's parameter does by itself. */
  readonly script?: ScriptParameter;
  /** True where the value may hold wildcards (help only). */
  readonly wildcards?: true;
}

/** Parameters in declared order; PowerShell's messages list them in that order. */
export type ParameterTable = Readonly<Record<string, ParameterDef>>;

/** Enumerations that parameter tables may name; other rooms add theirs by declaration merging: name to union of members. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface EnumTypes {}

interface Scalars {
  string: string;
  bool: boolean;
  switch: boolean;
  byte: number;
  int: number;
  int16: number;
  uint16: number;
  uint32: number;
  /** Bytes and the like: exact up to 2^53, which no limit of Hyper-V reaches. */
  long: number;
  uint64: number;
  guid: string;
  version: string;
  timespan: TimeSpan;
  datetime: DateTime;
  psobject: PSValue;
  hashtable: PSValue;
}

type Scalar<N extends string> = N extends keyof Scalars
  ? Scalars[N]
  : N extends keyof EnumTypes
    ? EnumTypes[N]
    : NetObject;

type ValueOf<N extends string> = N extends `${infer E}[]` ? Scalar<E>[] : Scalar<N>;

/** What a cmdlet's body receives: one optional key per parameter, numbers as plain numbers, enumerations by member name. */
export type Bound<T extends ParameterTable> = {
  readonly [K in keyof T]?:
    | ValueOf<T[K]['type']>
    | (T[K]['nullable'] extends true ? null : never)
    | (T[K]['orText'] extends true ? string : never);
};

/** Everything PowerShell knows about a cmdlet. */
export interface CmdletDef<T extends ParameterTable = ParameterTable> {
  /** Verb-Noun in its proper case. */
  readonly name: string;
  /** One sentence, our own words. */
  readonly summary: string;
  /** Module that has it; Hyper-V where absent. */
  readonly module?: string;
  /** Name of the default parameter set. */
  readonly defaultSet?: string;
  /** Absent: the cmdlet has neither -WhatIf nor -Confirm. */
  readonly confirmImpact?: 'Low' | 'Medium' | 'High';
  /** Full type names of what it emits. */
  readonly outputTypes?: readonly string[];
  /** Class part of a FullyQualifiedErrorId, such as `Microsoft.HyperV.PowerShell.Commands.GetVM`. */
  readonly className: string;
  readonly parameters: T;
}

/** A declaration with its literal types kept, so that `Bound` can infer from it. */
export function define<const T extends ParameterTable>(def: CmdletDef<T>): CmdletDef<T> {
  return def;
}
