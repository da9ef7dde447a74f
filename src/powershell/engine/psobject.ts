/** Objects with members of their own: [pscustomobject], instances of script classes, and the records that cmdlets emit. */
import type { TypeRef } from '../types.ts';
import { NetValue, type PSValue, type ScriptBlock } from '../values.ts';

/** One member of an object. */
export interface Member {
  readonly name: string;
  kind: 'note' | 'property' | 'script-property' | 'alias' | 'script-method';
  /** Value of a note or property without accessors. */
  value?: PSValue;
  get?: (self: PSValue) => PSValue;
  set?: (self: PSValue, value: PSValue) => void;
  /** What assignments are converted to. */
  type?: TypeRef;
  /** Converts assignments where the type is one of a script; throws where it cannot. */
  convert?: (value: PSValue) => PSValue;
  /** What is wrong with a value that is to be assigned, after conversion; undefined where nothing is. */
  check?: (value: PSValue) => string | undefined;
  readonly?: boolean;
  hidden?: boolean;
  /** Of a script method or property. */
  block?: ScriptBlock;
  setter?: ScriptBlock;
  /** Of an alias. */
  target?: string;
}

/** An ordered set of members, found in any letter case. */
export class Members {
  readonly map = new Map<string, Member>();
  find(name: string): Member | undefined {
    return this.map.get(name.toLowerCase());
  }
  add(member: Member): void {
    this.map.set(member.name.toLowerCase(), member);
  }
  remove(name: string): boolean {
    return this.map.delete(name.toLowerCase());
  }
  note(name: string, value: PSValue): void {
    const key = name.toLowerCase();
    const member = this.map.get(key);
    if (member) member.value = value;
    else this.map.set(key, { name, kind: 'note', value });
  }
}

/** Text of a value; set once by the converter, which knows more types. */
export const textOf: { of: (value: PSValue) => string } = { of: (value) => String(value) };

/** Reads a property that a script block computes; set by the engine. */
export const scriptMembers: { get: (block: ScriptBlock, self: PSValue) => PSValue } = { get: () => null };

/** Value of a member. */
export function memberValue(member: Member, self: PSValue): PSValue {
  if (member.get) return member.get(self);
  if (member.kind === 'script-property') return scriptMembers.get(member.block!, self);
  return member.value ?? null;
}

const CUSTOM = ['System.Management.Automation.PSCustomObject', 'System.Object'];

/** An object made of members. */
export class PSObj extends NetValue {
  readonly members = new Members();
  typeNames: string[];
  /** ToString(), where it is not the list of members. */
  toText?: (self: PSObj) => string;
  /** What a collection in a cell shows of it, where that is not its text. */
  itemText?: string;
  /** What the object wraps, for code that knows its class. */
  data: unknown = undefined;
  /** Name of the .NET type; the first of the type names may be a label that a script gave. */
  readonly netType: string;
  constructor(typeNames: readonly string[] = CUSTOM, properties?: Readonly<Record<string, PSValue>>) {
    super();
    this.typeNames = [...typeNames];
    this.netType = typeNames[0]!;
    if (properties) for (const [name, value] of Object.entries(properties)) this.members.note(name, value);
  }
  get typeName(): string {
    return this.netType;
  }
  get isCustom(): boolean {
    return this.netType === CUSTOM[0];
  }
  get propertyNames(): readonly string[] {
    const names: string[] = [];
    for (const m of this.members.map.values()) if (m.kind !== 'script-method' && !m.hidden) names.push(m.name);
    return names;
  }
  get(name: string): PSValue | undefined {
    const member = this.members.find(name);
    if (!member || member.kind === 'script-method') return undefined;
    if (member.kind === 'alias') return this.get(member.target!);
    return memberValue(member, this);
  }
  get text(): string {
    if (this.toText) return this.toText(this);
    if (!this.isCustom) return this.netType;
    const { propertyNames } = this;
    if (propertyNames.length === 0) return '';
    return `@{${propertyNames.map((n) => `${n}=${memberText(this.get(n) ?? null)}`).join('; ')}}`;
  }
}

/** A custom object within another one has no text. */
function memberText(v: PSValue): string {
  if (v instanceof PSObj && v.isCustom && !v.toText) return '';
  return Array.isArray(v) ? 'System.Object[]' : textOf.of(v);
}

/** A custom object from names and values. */
export function customObject(entries: Iterable<readonly [string, PSValue]>): PSObj {
  const object = new PSObj();
  for (const [name, value] of entries) object.members.note(name, value);
  return object;
}

/** Members that Add-Member put on objects of other classes. */
const extended = new WeakMap<object, Members>();

/** Added members of any object; undefined where there are none. */
export function addedMembers(value: PSValue): Members | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = (value as { readonly members?: unknown }).members;
  return own instanceof Members ? own : extended.get(value);
}

/** Added members, made where there are none yet. */
export function membersToAdd(value: object): Members {
  const own = addedMembers(value as PSValue);
  if (own) return own;
  let members = extended.get(value);
  if (!members) {
    members = new Members();
    extended.set(value, members);
  }
  return members;
}
