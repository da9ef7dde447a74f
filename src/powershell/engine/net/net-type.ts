/**
 * A .NET type as a table: each row is a member's definition in PowerShell's spelling and what it does. From the same rows
 * come calls, the choice among overloads, `"".Substring` without parentheses, and what Get-Member lists.
 */
import { CastError } from '../../cast-error.ts';
import type { PSValue } from '../../values.ts';
import { Enumerating } from '../collections.ts';
import { NetError } from '../errors.ts';
import { VOID } from '../method-tools.ts';
import type { TypeValue } from '../type-value.ts';
import { type Overload, OverloadGroup } from './overloads.ts';
import { definedType, type MethodSignature, type PropertySignature, parseDefinition } from './signature.ts';
import type { Surroundings } from './static-type.ts';

/** What a method does. `self` is null for static ones and constructors. */
// biome-ignore lint/suspicious/noExplicitAny: a row knows the class of its own type's instances, a table of tables does not
export type Run = (self: any, args: readonly PSValue[], env: Surroundings, type: TypeValue | null) => PSValue | void;

/** A row: one or several definitions (in lines) that are done by the same function; of a settable property, its setter too. */
export type Row = readonly [
  definitions: string,
  run: Run,
  // biome-ignore lint/suspicious/noExplicitAny: as above
  set?: (self: any, value: PSValue, env: Surroundings) => void,
];

/** A property with its accessors. */
export interface Property {
  readonly signature: PropertySignature;
  readonly get: (self: PSValue, args: readonly PSValue[], env: Surroundings, type: TypeValue | null) => PSValue;
  readonly set?: Row[2];
}

type Group = OverloadGroup<Run>;

interface Members {
  readonly methods: ReadonlyMap<string, Group>;
  readonly statics: ReadonlyMap<string, Group>;
  readonly constructors: Group | null;
  readonly properties: ReadonlyMap<string, Property>;
  readonly staticProperties: ReadonlyMap<string, Property>;
}

/** A table of members. Definitions are read when the first member is asked for. */
export class NetType {
  readonly name: string;
  /** Nearest first, without System.Object. */
  readonly bases: readonly string[];
  readonly #rows: readonly Row[];
  readonly #base: NetType | null;
  #members: Members | null = null;
  constructor(name: string, rows: readonly Row[], base: NetType | readonly string[] = []) {
    this.name = name;
    this.#rows = rows;
    this.#base = base instanceof NetType ? base : null;
    this.bases = base instanceof NetType ? [base.name, ...base.bases] : base;
  }

  get #own(): Members {
    this.#members ??= read(this.name, this.#rows);
    return this.#members;
  }

  method(name: string): Group | undefined {
    return this.#own.methods.get(name.toLowerCase()) ?? this.#base?.method(name);
  }
  staticMethod(name: string): Group | undefined {
    return this.#own.statics.get(name.toLowerCase()) ?? this.#base?.staticMethod(name);
  }
  get constructors(): Group | null {
    return this.#own.constructors;
  }
  property(name: string): Property | undefined {
    return this.#own.properties.get(name.toLowerCase()) ?? this.#base?.property(name);
  }
  staticProperty(name: string): Property | undefined {
    return this.#own.staticProperties.get(name.toLowerCase()) ?? this.#base?.staticProperty(name);
  }
  /** Properties in order, the base's last. */
  get properties(): readonly Property[] {
    const own = [...this.#own.properties.values()];
    const names = new Set(own.map((p) => p.signature.name));
    return [...own, ...(this.#base?.properties ?? []).filter((p) => !names.has(p.signature.name))];
  }
  /** Methods in order, the base's last. */
  get methods(): readonly Group[] {
    const own = [...this.#own.methods.values()];
    const names = new Set(own.map((m) => m.name));
    return [...own, ...(this.#base?.methods ?? []).filter((m) => !names.has(m.name))];
  }
}

function read(type: string, rows: readonly Row[]): Members {
  const methods = new Map<string, Overload<Run>[]>();
  const statics = new Map<string, Overload<Run>[]>();
  const made: Overload<Run>[] = [];
  const properties = new Map<string, Property>();
  const staticProperties = new Map<string, Property>();
  for (const [definitions, run, set] of rows) {
    for (const line of definitions.split('\n')) {
      const signature = parseDefinition(line.trim());
      if (signature.kind === 'property') {
        const property: Property = { signature, get: run as Property['get'], ...(set && { set }) };
        (signature.isStatic ? staticProperties : properties).set(signature.name.toLowerCase(), property);
        continue;
      }
      const overload = { signature, run };
      if (signature.name === 'new') {
        made.push({ signature: withDefinition(signature, type), run });
        continue;
      }
      const table = signature.isStatic ? statics : methods;
      const key = signature.name.toLowerCase();
      const list = table.get(key);
      if (list) list.push(overload);
      else table.set(key, [overload]);
    }
  }
  const groups = (table: Map<string, Overload<Run>[]>): Map<string, Group> =>
    new Map([...table].map(([key, list]) => [key, new OverloadGroup(list[0]!.signature.name, list)]));
  return {
    methods: groups(methods),
    statics: groups(statics),
    constructors: made.length ? new OverloadGroup(type.slice(type.lastIndexOf('.') + 1), made) : null,
    properties,
    staticProperties,
  };
}

const withDefinition = (signature: MethodSignature, type: string): MethodSignature => ({
  ...signature,
  definition: `${type} ${signature.definition}`,
});

/** Calls a member of a group. */
export function callGroup(
  group: Group,
  self: PSValue,
  args: readonly PSValue[],
  env: Surroundings,
  type: TypeValue | null = null,
  written = group.name,
): PSValue {
  const { overload, args: bound } = group.bind(args, type?.generics ?? [], written);
  let result: PSValue | void;
  try {
    result = overload.run(self, bound, env, type);
  } catch (e) {
    if (e instanceof CastError) throw new NetError('System.FormatException', e.why ?? e.message);
    // What .NET finds out when it uses a null that it was given.
    if (e instanceof TypeError && bound.includes(null))
      throw new NetError('System.NullReferenceException', 'Object reference not set to an instance of an object.');
    throw e;
  }
  return overload.signature.returns === 'void' ? VOID : (result as PSValue);
}

/** An instance of a type that is all table: what XML nodes, streams, hashes, credentials and the like are made of. */
export abstract class NetInstance extends Enumerating {
  abstract readonly table: NetType;
  get typeName(): string {
    return this.table.name;
  }
  get typeNames(): string[] {
    return [this.table.name, ...this.table.bases, 'System.Object'];
  }
  get propertyNames(): readonly string[] {
    return this.table.properties.map((p) => p.signature.name);
  }
  /** All properties of the type. */
  get netPropertyNames(): readonly string[] {
    return this.table.properties.map((p) => p.signature.name);
  }
  /** A property that the object has beyond its type's, such as an XML element's children; undefined where there is none. */
  adapted?(name: string): PSValue | undefined;
  /** Assigns to such a property; false where there is none. */
  adapt?(name: string, value: PSValue): boolean;
  /** `$x[i]`; undefined where the type has no indexer. */
  at?(index: PSValue): PSValue | undefined;
  /** `$x[i] = value` */
  put?(index: PSValue, value: PSValue): void;
  /** -eq with another object, where it is not by reference. */
  sameAs?(other: PSValue): boolean;
  /** -lt and its kin: below, at or above 0; undefined where the other is of another kind. */
  order?(other: PSValue): number | undefined;
  get(name: string): PSValue | undefined {
    const adapted = this.adapted?.(name);
    if (adapted !== undefined) return adapted;
    const property = this.table.property(name);
    return property ? property.get(this, [], NO_ENVIRONMENT, null) : undefined;
  }
  /** ToString() */
  override get text(): string {
    return this.typeName;
  }
}

/** Properties read no surroundings: what needs them keeps its own. */
const NO_ENVIRONMENT = undefined as unknown as Surroundings;

/** A plain record of a type: properties held by name. */
export class NetRecord extends NetInstance {
  readonly table: NetType;
  readonly data: Record<string, unknown>;
  constructor(table: NetType, data: Record<string, unknown>) {
    super();
    this.table = table;
    this.data = data;
  }
}

/** Definition of a type for messages and listings. */
export { definedType };
