/**
 * How PowerShell values live in JavaScript. Decided once, here; nothing else may assume another form.
 *
 * | .NET                        | here                                                        |
 * |-----------------------------|-------------------------------------------------------------|
 * | $null                       | `null`                                                      |
 * | Boolean, String, Int32      | `boolean`, `string`, `number` (a number is always an Int32) |
 * | Int64                       | `bigint`                                                    |
 * | Double, Single, Decimal, …  | a `Num` with its kind                                       |
 * | Char                        | a `Char`                                                    |
 * | Object[]                    | a JavaScript array                                          |
 * | String[], Int32[], …        | a `TypedArray` with its element type                        |
 * | SwitchParameter             | a `Switch`                                                  |
 * | enum members                | an `EnumValue`                                              |
 * | everything else             | an instance of a subclass of `NetValue`                     |
 *
 * The two most frequent numbers of a script (Int32, Int64) need no allocation of ours, and `typeof` tells them apart, so
 * that 1, 1L and 1.0 stay three different things.
 */

/** A numeric kind that is neither Int32 (`number`) nor Int64 (`bigint`). */
export type NumKind =
  | 'Double'
  | 'Single'
  | 'Decimal'
  | 'Byte'
  | 'SByte'
  | 'Int16'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64'
  | 'BigInteger';

/** Any PowerShell value. */
export type PSValue = null | boolean | number | bigint | string | PSValue[] | NetValue;

/** Whatever is neither null, bool, string, Int32, Int64 nor Object[]: it knows its .NET type by full name. */
export abstract class NetValue {
  /** Full .NET name of the value's type, such as `System.UInt64`. */
  abstract readonly typeName: string;
}

/** A number of one of the less frequent kinds. `value` is a bigint for UInt64 and BigInteger, the 96-bit integer for Decimal. */
export class Num extends NetValue {
  readonly kind: NumKind;
  readonly value: number | bigint;
  /** Digits after the point; Decimal only. */
  readonly scale: number;
  constructor(kind: NumKind, value: number | bigint, scale = 0) {
    super();
    this.kind = kind;
    this.value = value;
    this.scale = scale;
  }
  get typeName(): string {
    return this.kind === 'BigInteger' ? 'System.Numerics.BigInteger' : `System.${this.kind}`;
  }
}

/** A System.Char: one UTF-16 code unit. */
export class Char extends NetValue {
  readonly code: number;
  constructor(code: number) {
    super();
    this.code = code;
  }
  get typeName(): string {
    return 'System.Char';
  }
}

/** An array whose element type is not Object, such as String[]. */
export class TypedArray extends NetValue {
  /** Full .NET name of the element type. */
  readonly elementType: string;
  readonly items: PSValue[];
  constructor(elementType: string, items: PSValue[]) {
    super();
    this.elementType = elementType;
    this.items = items;
  }
  get typeName(): string {
    return `${this.elementType}[]`;
  }
}

/** A System.Management.Automation.SwitchParameter. */
export class Switch extends NetValue {
  readonly isPresent: boolean;
  constructor(isPresent: boolean) {
    super();
    this.isPresent = isPresent;
  }
  get typeName(): string {
    return 'System.Management.Automation.SwitchParameter';
  }
}

/** An enumeration: its full name and its members in declared order. */
export interface EnumType {
  readonly name: string;
  readonly members: Readonly<Record<string, number>>;
  /** True where or-ed combinations are named by their parts. */
  readonly flags?: boolean;
}

/** A member (or an or-ed combination of members) of an enumeration. */
export class EnumValue extends NetValue {
  readonly type: EnumType;
  readonly value: number;
  constructor(type: EnumType, value: number) {
    super();
    this.type = type;
    this.value = value;
  }
  get typeName(): string {
    return this.type.name;
  }
  /** The member's name, the names of the parts of flags, or the number as text where no member has it. */
  get text(): string {
    for (const [name, v] of Object.entries(this.type.members)) if (v === this.value) return name;
    return (this.type.flags && flagNames(this.type, this.value)) || String(this.value);
  }
}

/** Names of the members that together make `value`, in order of their numbers; undefined where bits are left over. */
function flagNames(type: EnumType, value: number): string | undefined {
  let rest = value;
  const names: string[] = [];
  for (const [name, v] of Object.entries(type.members).sort((a, b) => b[1] - a[1])) {
    if (v === 0 || (rest & v) !== v) continue;
    rest &= ~v;
    names.unshift(name);
  }
  return rest === 0 ? names.join(', ') : undefined;
}

/** A System.Guid, kept in lower case with hyphens. */
export class Guid extends NetValue {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  get typeName(): string {
    return 'System.Guid';
  }
}

/** A System.TimeSpan in ticks of 100 ns. */
export class TimeSpan extends NetValue {
  readonly ticks: bigint;
  constructor(ticks: bigint) {
    super();
    this.ticks = ticks;
  }
  get typeName(): string {
    return 'System.TimeSpan';
  }
}

/** A System.DateTime: ticks of 100 ns since 0001-01-01 and its kind. */
export class DateTime extends NetValue {
  readonly ticks: bigint;
  readonly kind: 'Unspecified' | 'Utc' | 'Local';
  constructor(ticks: bigint, kind: 'Unspecified' | 'Utc' | 'Local') {
    super();
    this.ticks = ticks;
    this.kind = kind;
  }
  get typeName(): string {
    return 'System.DateTime';
  }
}

/** A System.Version: two to four numbers. */
export class Version extends NetValue {
  readonly parts: readonly number[];
  constructor(parts: readonly number[]) {
    super();
    this.parts = parts;
  }
  get typeName(): string {
    return 'System.Version';
  }
  get text(): string {
    return this.parts.join('.');
  }
}

/**
 * A number written bare on a command line: it binds as the number, but a string parameter gets the spelling (`007`, `4GB`,
 * `1.50`). The other uses see the number.
 */
export class Spelled extends NetValue {
  readonly value: number | bigint | Num;
  readonly text: string;
  constructor(value: number | bigint | Num, text: string) {
    super();
    this.value = value;
    this.text = text;
  }
  get typeName(): string {
    return typeNameOf(this.value);
  }
}

/** A System.Collections.Hashtable: entries in order of insertion, keys found by type and, for strings, in any case. */
export class Hashtable extends NetValue {
  readonly entries = new Map<string, { readonly key: PSValue; value: PSValue }>();
  get typeName(): string {
    return 'System.Collections.Hashtable';
  }
  get(key: PSValue): PSValue | undefined {
    return this.entries.get(hashKey(key))?.value;
  }
  set(key: PSValue, value: PSValue): void {
    const k = hashKey(key);
    const entry = this.entries.get(k);
    if (entry) entry.value = value;
    else this.entries.set(k, { key, value });
  }
}

/** A System.Management.Automation.PSCredential; the password is never kept. */
export class Credential extends NetValue {
  /** Null in one made from an object that has no UserName. */
  readonly userName: string | null;
  constructor(userName: string | null) {
    super();
    this.userName = userName;
  }
  get typeName(): string {
    return 'System.Management.Automation.PSCredential';
  }
}

/** A System.Management.Automation.ScriptBlock as far as binding sees it; the language derives its own from this. */
export class ScriptBlock extends NetValue {
  readonly text: string;
  constructor(text: string) {
    super();
    this.text = text;
  }
  get typeName(): string {
    return 'System.Management.Automation.ScriptBlock';
  }
}

function hashKey(key: PSValue): string {
  if (typeof key === 'string') return `s${key.toUpperCase()}`;
  if (key instanceof Num) return `${key.kind}${key.value}/${key.scale}`;
  if (key instanceof EnumValue) return `e${key.type.name}${key.value}`;
  if (key instanceof Guid || key instanceof Version) return `${key.typeName}${key.text}`;
  if (key instanceof Char) return `c${key.code}`;
  if (key instanceof NetValue) return `o${identity(key)}`;
  return `${typeof key}${key}`;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;
function identity(value: object): number {
  let id = identities.get(value);
  if (id === undefined) {
    id = nextIdentity++;
    identities.set(value, id);
  }
  return id;
}

/** Full .NET name of a value's type; `$null` has none. */
export function typeNameOf(value: Exclude<PSValue, null>): string {
  switch (typeof value) {
    case 'boolean':
      return 'System.Boolean';
    case 'number':
      return 'System.Int32';
    case 'bigint':
      return 'System.Int64';
    case 'string':
      return 'System.String';
    default:
      return Array.isArray(value) ? 'System.Object[]' : value.typeName;
  }
}

/** The value without its spelling. */
export function unwrap(value: PSValue): PSValue {
  return value instanceof Spelled ? value.value : value;
}

/** Items of an Object[] or typed array; undefined for everything else. */
export function listItems(value: PSValue): readonly PSValue[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof TypedArray ? value.items : undefined;
}

/** True for every numeric type, Int32 and Int64 included. */
export function isNumber(value: PSValue): value is number | bigint | Num {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Num;
}
