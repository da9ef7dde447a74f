/** Members of types, and the type of a value. */
import { typeRef } from '../types.ts';
import { EnumValue, Num, type PSValue, TypedArray, typeNameOf } from '../values.ts';
import { typeChain } from './convert.ts';
import { ABSENT } from './members.ts';
import type { Methods } from './method-tools.ts';
import { TypeValue } from './type-value.ts';

export function typeProperty(t: TypeValue, key: string): PSValue | typeof ABSENT {
  switch (key) {
    case 'name':
      return t.name;
    case 'fullname':
      return t.fullName;
    case 'namespace': {
      const at = t.fullName.replace(/[`[].*$/, '').lastIndexOf('.');
      return at < 0 ? null : t.fullName.slice(0, at);
    }
    case 'isarray':
      return t.ref.kind === 'array';
    case 'isenum':
      return t.ref.kind === 'enum';
    case 'isclass':
      return !['number', 'bool', 'char', 'enum', 'datetime', 'timespan', 'guid', 'switch'].includes(t.ref.kind);
    case 'isvaluetype':
      return ['number', 'bool', 'char', 'enum', 'datetime', 'timespan', 'guid', 'switch'].includes(t.ref.kind);
    case 'isprimitive':
      return ['number', 'bool', 'char'].includes(t.ref.kind) && t.ref.number !== 'Decimal';
    case 'ispublic':
      return true;
    case 'isserial':
      return !t.cls;
    case 'isgenerictype':
      return t.generics.length > 0;
    case 'basetype':
      return baseType(t);
    case 'assemblyqualifiedname':
      return `${t.fullName}, System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e`;
    case 'isinterface':
    case 'isabstract':
      return false;
    case 'typehandle':
    case 'module':
    case 'assembly':
      return null;
  }
  return ABSENT;
}

function baseType(t: TypeValue): PSValue {
  const make = (name: string): TypeValue =>
    new TypeValue({
      kind: name === 'System.Object' ? 'object' : 'class',
      name,
      short: name.slice(name.lastIndexOf('.') + 1),
    });
  if (t.cls) {
    const { base } = t.cls;
    return base
      ? new TypeValue({ kind: 'class', name: base.name, short: base.name }, base)
      : make(t.cls.netBase ?? 'System.Object');
  }
  if (t.ref.kind === 'enum') return make('System.Enum');
  if (t.ref.kind === 'array') return make('System.Array');
  if (['number', 'bool', 'char', 'datetime', 'timespan', 'guid'].includes(t.ref.kind)) return make('System.ValueType');
  return t.ref.kind === 'object' ? null : make('System.Object');
}

/** `GetType()` */
export function typeOf(value: Exclude<PSValue, null>, cls: (v: PSValue) => TypeValue | null): TypeValue {
  const own = cls(value);
  if (own) return own;
  if (value instanceof EnumValue)
    return new TypeValue({
      kind: 'enum',
      name: value.type.name,
      short: value.type.name.slice(value.type.name.lastIndexOf('.') + 1),
      enum: value.type,
    });
  const name = typeNameOf(value);
  if (Array.isArray(value) || value instanceof TypedArray) {
    const element = name.slice(0, -2);
    return new TypeValue({
      kind: 'array',
      name,
      short: name.slice(name.lastIndexOf('.') + 1),
      element: { kind: 'class', name: element, short: element.slice(element.lastIndexOf('.') + 1) },
    });
  }
  const simple: Readonly<Record<string, string>> = {
    'System.String': 'string',
    'System.Int32': 'int',
    'System.Int64': 'long',
    'System.Boolean': 'bool',
    'System.Double': 'double',
    'System.Char': 'char',
    'System.Decimal': 'decimal',
    'System.DateTime': 'datetime',
    'System.TimeSpan': 'timespan',
    'System.Guid': 'guid',
  };
  if (simple[name]) return new TypeValue(typeRef(simple[name]));
  const generics = /`\d+\[(.*)\]$/
    .exec(name)?.[1]
    ?.split(',')
    .map((g) => new TypeValue({ kind: 'class', name: g, short: g }));
  return new TypeValue(
    {
      kind: value instanceof Num ? 'number' : 'class',
      name,
      short: name.slice(name.lastIndexOf('.') + 1),
      ...(value instanceof Num && { number: value.kind }),
    },
    null,
    generics ?? [],
  );
}

export const TYPE: Methods<TypeValue> = {
  tostring: (t) => t.fullName,
  isassignablefrom: (t, a) =>
    typeChain(a[0]!).includes(t.fullName) || (a[0] instanceof TypeValue && a[0].fullName === t.fullName),
  isinstanceoftype: (t, a) => typeChain(a[0]!).includes(t.fullName),
  issubclassof: (t, a) => {
    const name = (a[0] as TypeValue).fullName;
    if (name === 'System.Object') return true;
    for (let c = t.cls?.base ?? null; c; c = c.base) if (c.name === name) return true;
    return t.cls?.netBase === name;
  },
  getelementtype: (t) => (t.ref.element ? new TypeValue(t.ref.element) : null),
  getenumnames: (t) => Object.keys(t.ref.enum?.members ?? {}),
  getgenericarguments: (t) => [...t.generics],
  equals: (t, a) => a[0] instanceof TypeValue && a[0].fullName === t.fullName,
  gettype: () => new TypeValue({ kind: 'class', name: 'System.RuntimeType', short: 'RuntimeType' }),
};
