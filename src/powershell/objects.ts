/**
 * Objects of .NET classes that cmdlets emit: an ordered list of typed properties that read live state, alias properties,
 * and the chain of type names that views and parameter binding look at.
 */
import { NetValue, type PSValue } from './values.ts';

/** One property of a class. `T` is what the class's instances are made from. */
export interface PropertyDef<T> {
  readonly name: string;
  /** .NET type as `types.json` of the conformance data names it: `System.Int64`, `Nullable<System.Guid>`, … */
  readonly type: string;
  /** Reads the present value; called at every access, never cached. */
  readonly get: (target: T) => PSValue;
  /** Present where a script may assign to the property. */
  readonly set?: (target: T, value: PSValue) => void;
}

/** A .NET class as PowerShell sees it. */
export interface ClassDef<T> {
  /** Full name. */
  readonly name: string;
  /** Full names of the base classes, nearest first, without System.Object. */
  readonly bases: readonly string[];
  /** Derived class's properties first, as reflection lists them. */
  readonly properties: readonly PropertyDef<T>[];
  /** Alias properties: name to the property meant. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** ToString(); the class's full name where absent. */
  readonly toText?: (target: T) => string;
}

/** An instance of such a class. */
export class NetObject<T = unknown> extends NetValue {
  readonly def: ClassDef<T>;
  readonly target: T;
  constructor(def: ClassDef<T>, target: T) {
    super();
    this.def = def;
    this.target = target;
  }
  get typeName(): string {
    return this.def.name;
  }
  /** The class and its bases, most derived first, ending in System.Object. */
  get typeNames(): readonly string[] {
    return [this.def.name, ...this.def.bases, 'System.Object'];
  }
  /** Names of the properties in order, then the alias properties. */
  get propertyNames(): readonly string[] {
    return [...this.def.properties.map((p) => p.name), ...Object.keys(this.def.aliases ?? {})];
  }
  /** What the class's ToString() gives. */
  get text(): string {
    return this.def.toText ? this.def.toText(this.target) : this.def.name;
  }
  /** Value of a property or alias property, in any letter case; undefined where there is none. */
  get(name: string): PSValue | undefined {
    return this.property(name)?.get(this.target);
  }
  /** Declaration of a property, also by an alias; undefined where there is none. */
  property(name: string): PropertyDef<T> | undefined {
    return lookup(this.def).get(name.toLowerCase());
  }
}

const lookups = new WeakMap<object, Map<string, unknown>>();

/** Properties of a class by lower-case name, made once per class. */
function lookup<T>(def: ClassDef<T>): Map<string, PropertyDef<T>> {
  let map = lookups.get(def) as Map<string, PropertyDef<T>> | undefined;
  if (!map) {
    map = new Map(def.properties.map((p) => [p.name.toLowerCase(), p]));
    for (const [alias, meant] of Object.entries(def.aliases ?? {})) {
      const property = map.get(meant.toLowerCase());
      if (property) map.set(alias.toLowerCase(), property);
    }
    lookups.set(def, map);
  }
  return map;
}
