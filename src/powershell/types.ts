/**
 * .NET types as conversion and binding need them, and the registry into which other rooms put their enumerations and
 * classes. A parameter table names a type briefly (`long`, `string[]`, `VMMemory[]`); here that becomes a `TypeRef`.
 */
import type { EnumType, NumKind } from './values.ts';

export type NumberKind = NumKind | 'Int32' | 'Int64';

export type TypeKind =
  | 'object'
  | 'string'
  | 'char'
  | 'bool'
  | 'switch'
  | 'number'
  | 'guid'
  | 'version'
  | 'timespan'
  | 'datetime'
  | 'hashtable'
  | 'scriptblock'
  | 'enum'
  | 'class'
  | 'array'
  | 'nullable';

/** A type that a value can be converted to. */
export interface TypeRef {
  readonly kind: TypeKind;
  /** As .NET prints it: `System.Int32`, ``System.Nullable`1[System.Int32]``, `System.String[]`. */
  readonly name: string;
  /** Last part of the name: `Int32`, `String[]`; of a nullable type the underlying one. */
  readonly short: string;
  readonly number?: NumberKind;
  readonly enum?: EnumType;
  /** Of an array or a nullable type. */
  readonly element?: TypeRef;
}

const scalar = (kind: TypeKind, name: string, number?: NumberKind): TypeRef => ({
  kind,
  name,
  short: name.slice(name.lastIndexOf('.') + 1),
  ...(number && { number }),
});

const numbers = {
  byte: 'Byte',
  sbyte: 'SByte',
  int: 'Int32',
  int16: 'Int16',
  short: 'Int16',
  int32: 'Int32',
  int64: 'Int64',
  long: 'Int64',
  uint16: 'UInt16',
  ushort: 'UInt16',
  uint: 'UInt32',
  uint32: 'UInt32',
  uint64: 'UInt64',
  ulong: 'UInt64',
  double: 'Double',
  single: 'Single',
  float: 'Single',
  decimal: 'Decimal',
} as const;

const builtIn = new Map<string, TypeRef>([
  ['object', scalar('object', 'System.Object')],
  ['psobject', scalar('object', 'System.Management.Automation.PSObject')],
  ['string', scalar('string', 'System.String')],
  ['char', scalar('char', 'System.Char')],
  ['bool', scalar('bool', 'System.Boolean')],
  ['switch', scalar('switch', 'System.Management.Automation.SwitchParameter')],
  ['guid', scalar('guid', 'System.Guid')],
  ['version', scalar('version', 'System.Version')],
  ['timespan', scalar('timespan', 'System.TimeSpan')],
  ['datetime', scalar('datetime', 'System.DateTime')],
  ['hashtable', scalar('hashtable', 'System.Collections.Hashtable')],
  ['scriptblock', scalar('scriptblock', 'System.Management.Automation.ScriptBlock')],
  ['bigint', scalar('number', 'System.Numerics.BigInteger', 'BigInteger')],
  ['pscredential', scalar('class', 'System.Management.Automation.PSCredential')],
  ['CimSession', scalar('class', 'Microsoft.Management.Infrastructure.CimSession')],
  ['ciminstance', scalar('class', 'Microsoft.Management.Infrastructure.CimInstance')],
  ...Object.entries(numbers).map(
    ([name, kind]) => [name, scalar('number', `System.${kind}`, kind)] as [string, TypeRef],
  ),
]);

const registered = new Map<string, TypeRef>();
const enumTables: Readonly<Record<string, EnumType>>[] = [];
const cache = new Map<string, TypeRef>();
let classNamespace = '';

/** Makes enumerations known by the names that parameter tables use. */
export function registerEnums(enums: Readonly<Record<string, EnumType>>): void {
  enumTables.push(enums);
}

/** An enumeration of the registered tables; looked up when it is asked for, because a cmdlet needs few of them. */
function registeredEnum(name: string): TypeRef | undefined {
  const table = enumTables.find((enums) => Object.hasOwn(enums, name));
  return table && enumRef(table[name]!);
}

/** Makes classes known: brief name to full name. */
export function registerClasses(classes: Readonly<Record<string, string>>): void {
  for (const [name, full] of Object.entries(classes)) registered.set(name, scalar('class', full));
}

/** Makes one enumeration known by a name. */
export function registerEnum(name: string, type: EnumType): void {
  registered.set(name, enumRef(type));
}

/** Namespace of classes that parameter tables name and nobody registered. */
export function setClassNamespace(namespace: string): void {
  classNamespace = namespace;
}

export function enumRef(type: EnumType): TypeRef {
  return { ...scalar('enum', type.name), enum: type };
}

export function arrayOf(element: TypeRef): TypeRef {
  return { kind: 'array', name: `${element.name}[]`, short: `${element.short}[]`, element };
}

export function nullableOf(element: TypeRef): TypeRef {
  return { kind: 'nullable', name: `System.Nullable\`1[${element.name}]`, short: element.short, element };
}

/** The type that a parameter table means by `name`; `nullable` for a value type that also takes null. */
export function typeRef(name: string, nullable = false): TypeRef {
  const key = nullable ? `${name}?` : name;
  let type = cache.get(key);
  if (!type) {
    if (nullable) type = nullableOf(typeRef(name));
    else if (name.endsWith('[]')) type = arrayOf(typeRef(name.slice(0, -2)));
    else
      type =
        builtIn.get(name) ??
        registered.get(name) ??
        registeredEnum(name) ??
        scalar('class', name.includes('.') ? name : classNamespace + name);
    cache.set(key, type);
  }
  return type;
}

/** True where a value of the type can never be null. */
export function isValueType(type: TypeRef): boolean {
  return /^(char|bool|switch|number|guid|timespan|datetime|enum)$/.test(type.kind);
}
