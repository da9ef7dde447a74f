/** Reading, writing and calling members of any value. */
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { membersOf } from '../members.ts';
import { NetObject } from '../objects.ts';
import { typeRef } from '../types.ts';
import {
  Char,
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  type NetValue,
  Num,
  type PSValue,
  type ScriptBlock,
  Switch,
  TimeSpan,
  TypedArray,
  typeNameOf,
  Version,
} from '../values.ts';
import { asDouble } from './arithmetic.ts';
import { entriesOf, enumerable, List, OrderedDictionary } from './collections.ts';
import { compareNumbers, equals, sortOrder } from './compare.ts';
import { convertRef, netText, toText, typeChain } from './convert.ts';
import { ErrorObject, Exception, NetError, runtimeError, ScriptError } from './errors.ts';
import { formatNumber, formatValue } from './format-number.ts';
import { int, type Methods, NO_OVERLOAD, text, VOID } from './method-tools.ts';
import { ARRAY, LIST, TABLE } from './methods-collections.ts';
import { STRING, STRING_BUILDER, StringBuilder } from './methods-text.ts';
import { DATE, DATE_PROPERTIES, SPAN } from './methods-time.ts';
import { addedMembers, type Member, memberValue, PSObj } from './psobject.ts';
import { allMatches, RegexValue } from './regex-objects.ts';
import {
  EncodingValue,
  firstMatch,
  RandomValue,
  Reference,
  replaceAll,
  Stopwatch,
  TextWriter,
  test,
} from './statics.ts';
import { splitText } from './text-operators.ts';
import { TypeValue } from './type-names.ts';

const lowerDate = new Map(Object.entries(DATE_PROPERTIES).map(([n, f]) => [n.toLowerCase(), f]));

/** What a member's absence looks like. */
export const ABSENT = Symbol('no such member');

/** A property of the value itself, without enumeration; ABSENT where it has none. */
export function ownProperty(target: PSValue, name: string): PSValue | typeof ABSENT {
  const key = name.toLowerCase();
  if (typeof target === 'string') {
    if (key === 'length') return target.length;
    return key === 'count' ? 1 : ABSENT;
  }
  if (target === null) return ABSENT;
  if (typeof target !== 'object') return key === 'count' || key === 'length' ? 1 : ABSENT;
  const added = addedMembers(target)?.find(name);
  if (added && added.kind !== 'script-method')
    return added.kind === 'alias' ? ownProperty(target, added.target!) : memberValue(added, target);
  if (target instanceof PSObj) {
    const value = target.get(name);
    if (value !== undefined) return value;
    return special(target, key);
  }
  if (target instanceof Hashtable) return tableProperty(target, name, key);
  if (Array.isArray(target) || target instanceof TypedArray) return arrayProperty(enumerable(target)!, key);
  if (target instanceof List) {
    if (key === 'count') return target.items.length;
    if (key === 'capacity') return Math.max(4, target.items.length);
    return key === 'length' ? ABSENT : key === 'isfixedsize' || key === 'isreadonly' ? false : ABSENT;
  }
  return netProperty(target, name, key);
}

function special(target: PSObj, key: string): PSValue | typeof ABSENT {
  if (key === 'psobject') return describe(target);
  if (key === 'pstypenames')
    return new List('System.Collections.ObjectModel.Collection`1[System.String]', 'list', target.typeNames);
  if (key === 'psbase') return target;
  if (key === 'count' || key === 'length') return 1;
  return ABSENT;
}

function tableProperty(table: Hashtable, name: string, key: string): PSValue | typeof ABSENT {
  const value = table.get(name);
  if (value !== undefined) return value;
  switch (key) {
    case 'count':
      return table.entries.size;
    case 'keys':
      return keyCollection(table, true);
    case 'values':
      return keyCollection(table, false);
    case 'isreadonly':
    case 'isfixedsize':
    case 'issynchronized':
      return false;
    case 'psobject':
      return describe(table);
    case 'pstypenames':
      return [...typeChain(table)];
    case 'syncroot':
      return table;
  }
  return ABSENT;
}

function keyCollection(table: Hashtable, keys: boolean): PSValue {
  const items = [...table.entries.values()].map((e) => (keys ? e.key : e.value));
  const kind =
    table instanceof OrderedDictionary
      ? 'System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection'
      : `System.Collections.Hashtable+${keys ? 'Key' : 'Value'}Collection`;
  return new List(kind, 'list', items);
}

function arrayProperty(items: readonly PSValue[], key: string): PSValue | typeof ABSENT {
  switch (key) {
    case 'count':
    case 'length':
      return items.length;
    case 'longlength':
      return BigInt(items.length);
    case 'rank':
      return 1;
    case 'isfixedsize':
      return true;
    case 'isreadonly':
    case 'issynchronized':
      return false;
    case 'syncroot':
      return items as PSValue[];
  }
  return ABSENT;
}

function netProperty(target: NetValue, name: string, key: string): PSValue | typeof ABSENT {
  if (target instanceof DateTime) {
    const get = lowerDate.get(key);
    if (get) return get(target);
  } else if (target instanceof NetObject || target instanceof Exception || target instanceof ErrorObject) {
    const value = target.get(name);
    if (value !== undefined) return value;
  } else if (target instanceof TimeSpan || target instanceof Version || target instanceof Guid) {
    const value = membersOf(target)?.get(name);
    if (value !== undefined && value !== null) return value;
  } else if (target instanceof TypeValue) {
    const value = typeProperty(target, key);
    if (value !== ABSENT) return value;
  } else if (target instanceof StringBuilder) {
    if (key === 'length') return target.value.length;
    if (key === 'capacity') return Math.max(16, target.value.length);
  } else if (target instanceof EnumValue) {
    if (key === 'value__') return target.value;
  } else if (target instanceof Switch) {
    if (key === 'ispresent') return target.isPresent;
  } else if (target instanceof Reference) {
    if (key === 'value') return target.get();
  } else if (target instanceof Stopwatch) {
    const { ticks } = target;
    if (key === 'elapsed') return new TimeSpan(ticks);
    if (key === 'elapsedmilliseconds') return ticks / 10_000n;
    if (key === 'elapsedticks') return ticks * 100n;
    if (key === 'isrunning') return target.started !== null;
  } else if (target instanceof EncodingValue) {
    if (key === 'encodingname' || key === 'webname' || key === 'headername') return target.label;
  } else if (target instanceof RegexValue) {
    if (key === 'options') return 'None';
  } else if ('get' in target && typeof target.get === 'function') {
    const value = (target as unknown as { get(n: string): PSValue | undefined }).get(name);
    if (value !== undefined) return value;
  }
  if (key === 'psobject') return describe(target);
  if (key === 'pstypenames') return [...typeChain(target)];
  if (key === 'psbase') return target;
  return key === 'count' || key === 'length' ? 1 : ABSENT;
}

function typeProperty(t: TypeValue, key: string): PSValue | typeof ABSENT {
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

/** `.psobject` of any value. */
function describe(target: PSValue): PSObj {
  const object = new PSObj(['System.Management.Automation.PSMemberSet', 'System.Object']);
  const properties = (): PSObj[] => propertyList(target).map((p) => propertyInfo(target, p));
  const collection = new PSObj([
    'System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]',
    'System.Object',
  ]);
  collection.data = { target, properties };
  object.members.add({ name: 'Properties', kind: 'property', get: () => new PropertyCollection(target, properties()) });
  object.members.add({
    name: 'Members',
    kind: 'property',
    get: () => new PropertyCollection(target, [...properties(), ...methodInfos(target)]),
  });
  object.members.add({
    name: 'Methods',
    kind: 'property',
    get: () => new PropertyCollection(target, methodInfos(target)),
  });
  object.members.note('BaseObject', target);
  object.members.note('ImmediateBaseObject', target);
  object.members.add({
    name: 'TypeNames',
    kind: 'property',
    get: () =>
      target instanceof PSObj
        ? new List('System.Collections.ObjectModel.Collection`1[System.String]', 'list', target.typeNames)
        : [...typeChain(target)],
  });
  object.data = { describes: target };
  return object;
}

function methodInfos(target: PSValue): PSObj[] {
  const members = target instanceof PSObj ? target.members : addedMembers(target);
  return [...(members?.map.values() ?? [])]
    .filter((m) => m.kind === 'script-method')
    .map(
      (m) =>
        new PSObj(['System.Management.Automation.PSScriptMethod', 'System.Object'], {
          Name: m.name,
          MemberType: 'ScriptMethod',
        }),
    );
}

/** `.psobject.Properties`: enumerates, and finds by name. */
export class PropertyCollection extends List {
  readonly target: PSValue;
  constructor(target: PSValue, items: PSObj[]) {
    super(
      'System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]',
      'list',
      items,
    );
    this.target = target;
  }
  find(name: string): PSObj | null {
    return (
      (this.items as PSObj[]).find((p) => toText(p.get('Name') ?? null).toLowerCase() === name.toLowerCase()) ?? null
    );
  }
}

/** One property that a listing shows. */
export interface PropertyFact {
  readonly name: string;
  readonly kind: 'NoteProperty' | 'Property' | 'ScriptProperty' | 'AliasProperty';
  readonly member: Member | null;
}

const KINDS: Readonly<Record<Member['kind'], PropertyFact['kind']>> = {
  note: 'NoteProperty',
  property: 'Property',
  'script-property': 'ScriptProperty',
  alias: 'AliasProperty',
  'script-method': 'ScriptProperty',
};

/** Properties of a value in order. */
export function propertyList(target: PSValue): PropertyFact[] {
  const out: PropertyFact[] = [];
  const own = target instanceof PSObj ? target.members : addedMembers(target);
  const fromMembers = (): void => {
    for (const m of own?.map.values() ?? [])
      if (m.kind !== 'script-method' && !m.hidden) out.push({ name: m.name, kind: KINDS[m.kind], member: m });
  };
  if (target instanceof PSObj) {
    fromMembers();
    return out;
  }
  const fixed = (names: readonly string[]): void => {
    for (const name of names) out.push({ name, kind: 'Property', member: null });
  };
  if (typeof target === 'string') fixed(['Length']);
  else if (target instanceof Hashtable)
    fixed(['IsReadOnly', 'IsFixedSize', 'IsSynchronized', 'Keys', 'Values', 'SyncRoot', 'Count']);
  else if (target instanceof DateTime) fixed(Object.keys(DATE_PROPERTIES));
  else if (Array.isArray(target) || target instanceof TypedArray)
    fixed(['Length', 'LongLength', 'Rank', 'SyncRoot', 'IsReadOnly', 'IsFixedSize', 'IsSynchronized', 'Count']);
  else if (target instanceof List) fixed(['Capacity', 'Count']);
  else fixed(membersOf(target)?.propertyNames ?? []);
  fromMembers();
  return out;
}

function propertyInfo(target: PSValue, fact: PropertyFact): PSObj {
  const info = new PSObj([
    `System.Management.Automation.PS${fact.kind}`,
    'System.Management.Automation.PSPropertyInfo',
    'System.Object',
  ]);
  info.members.note('MemberType', fact.kind);
  info.members.note('IsSettable', true);
  info.members.note('IsGettable', true);
  info.members.add({
    name: 'Value',
    kind: 'property',
    get: () => {
      const v = ownProperty(target, fact.name);
      return v === ABSENT ? null : v;
    },
    set: (_, v) => setProperty(target, fact.name, v),
  });
  info.members.add({
    name: 'TypeNameOfValue',
    kind: 'property',
    get: () => {
      const v = ownProperty(target, fact.name);
      return v === ABSENT || v === null ? 'System.Object' : typeNameOf(v);
    },
  });
  info.members.note('Name', fact.name);
  info.members.note('IsInstance', fact.kind === 'NoteProperty');
  info.toText = () => `${fact.name}=${toText(info.get('Value') ?? null)}`;
  return info;
}

/** `$target.name` with enumeration of collections; null where there is none. */
export function getProperty(target: PSValue, name: string, strict = false): PSValue {
  const own = ownProperty(target, name);
  if (own !== ABSENT) return own;
  const items = enumerable(target);
  if (items) {
    const out: PSValue[] = [];
    let found = false;
    for (const item of items) {
      const value = item === null ? ABSENT : ownProperty(item, name);
      if (value === ABSENT) continue;
      if (
        (name.toLowerCase() === 'count' || name.toLowerCase() === 'length') &&
        typeof item !== 'string' &&
        !enumerable(item) &&
        !(item instanceof Hashtable)
      )
        continue;
      found = true;
      const nested = enumerable(value);
      if (nested && !(typeof value === 'string')) out.push(...nested);
      else out.push(value);
    }
    if (found) {
      return out.length === 1 ? out[0]! : out.length === 0 ? null : out;
    }
  }
  if (strict) {
    if (target === null || !items) throw notFound(name);
    throw notFound(name);
  }
  return null;
}

function notFound(name: string): ScriptError {
  return runtimeError(
    'PropertyNotFoundStrict',
    `The property '${name}' cannot be found on this object. Verify that the property exists.`,
    {
      category: 'NotSpecified',
      exceptionType: 'System.Management.Automation.PropertyNotFoundException',
    },
  );
}

/** `$target.name = value` */
export function setProperty(target: PSValue, name: string, value: PSValue): void {
  if (target === null) {
    throw runtimeError(
      'PropertyNotFound',
      `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    );
  }
  const members = target instanceof PSObj ? target.members : addedMembers(target);
  const member = members?.find(name);
  if (member) {
    setMember(target, member, value);
    return;
  }
  if (target instanceof Hashtable) {
    target.set(name, value);
    return;
  }
  if (target instanceof Reference && name.toLowerCase() === 'value') {
    target.set(value);
    return;
  }
  if (target instanceof NetObject) {
    const property = target.property(name);
    if (property?.set) {
      property.set(target.target, value);
      return;
    }
    if (property) {
      throw runtimeError('PropertyAssignmentException', `'${property.name}' is a ReadOnly property.`);
    }
  }
  if (target instanceof ErrorObject && name.toLowerCase() === 'errordetails') {
    target.details = toText(value);
    return;
  }
  if (target instanceof Exception && /^(?:source|helplink)$/i.test(name)) return;
  if (target instanceof StringBuilder && name.toLowerCase() === 'length') {
    target.value = target.value.slice(0, int(value));
    return;
  }
  const items = enumerable(target);
  if (
    items &&
    items.length > 0 &&
    items.every((i) => i !== null && ownProperty(i, name) !== ABSENT) &&
    !(name.toLowerCase() === 'count' || name.toLowerCase() === 'length')
  ) {
    for (const item of items) setProperty(item, name, value);
    return;
  }
  if (ownProperty(target, name) !== ABSENT && !/^psobject$/i.test(name)) {
    const proper = propertyList(target).find((p) => p.name.toLowerCase() === name.toLowerCase())?.name ?? name;
    throw runtimeError('PropertyAssignmentException', `'${proper}' is a ReadOnly property.`);
  }
  throw runtimeError(
    'PropertyAssignmentException',
    `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`,
    {
      id: 'PropertyNotFound',
    },
  );
}

/** How script setters run; set by the engine. */
export const scriptSetter: { set: (block: ScriptBlock, self: PSValue, value: PSValue) => void } = {
  set: () => undefined,
};

function setMember(target: PSValue, member: Member, value: PSValue): void {
  if (member.kind === 'alias') {
    setProperty(target, member.target!, value);
    return;
  }
  if (member.readonly || (member.get && !member.set) || (member.kind === 'script-property' && !member.setter)) {
    throw runtimeError(
      member.kind === 'script-property' ? 'SetWithoutSetterException' : 'PropertyAssignmentException',
      member.kind === 'script-property'
        ? `Exception setting "${member.name}": "Set accessor for property "${member.name}" is unavailable."`
        : `'${member.name}' is a ReadOnly property.`,
    );
  }
  if (member.setter) {
    scriptSetter.set(member.setter, target, value);
    return;
  }
  let v = value;
  if (member.type) {
    try {
      v = convertRef(value, member.type);
    } catch (e) {
      if (!(e instanceof CastError)) throw e;
      throw runtimeError('ExceptionWhenSetting', `Exception setting "${member.name}": "${e.message}"`, {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.SetValueInvocationException',
      });
    }
  }
  if (member.set) member.set(target, v);
  else member.value = v;
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

const NUMBER: Methods<number | bigint | Num> = {
  tostring: (n, a) => (a.length ? (typeof a[0] === 'string' ? formatNumber(n, a[0]) : netText(n)) : netText(n)),
  compareto: (n, a) => compareNumbers(n, convert(a[0]!, typeRef('double')) as Num),
  equals: (n, a) => typeNameOf(n) === (a[0] === null ? '' : typeNameOf(a[0]!)) && equals(n, a[0]!),
  gettypecode: (n) => typeNameOf(n).slice(7),
};

const REGEX: Methods<RegexValue> = {
  ismatch: (r, a) => test(r.regex, text(a[0]!)),
  match: (r, a) => firstMatch(r.regex, text(a[0]!), a[1] === undefined ? 0 : int(a[1])),
  matches: (r, a) => allMatches(r.regex, text(a[0]!)),
  replace: (r, a) => replaceAll(r.regex, text(a[0]!), text(a[1]!), a[2] === undefined ? undefined : int(a[2])),
  split: (r, a) => new TypedArray('System.String', splitText(text(a[0]!), r.regex, a[1] === undefined ? 0 : int(a[1]))),
  tostring: (r) => r.regex.pattern,
};

const TYPE: Methods<TypeValue> = {
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

const STOPWATCH: Methods<Stopwatch> = {
  start: (s) => {
    s.started ??= s.now();
    return VOID;
  },
  stop: (s) => {
    if (s.started !== null) s.total += s.now() - s.started;
    s.started = null;
    return VOID;
  },
  reset: (s) => {
    s.total = 0;
    s.started = null;
    return VOID;
  },
  restart: (s) => {
    s.total = 0;
    s.started = s.now();
    return VOID;
  },
};

const RANDOM: Methods<RandomValue> = {
  next: (r, a) => {
    const [low, high] = a.length === 0 ? [0, 2147483647] : a.length === 1 ? [0, int(a[0]!)] : [int(a[0]!), int(a[1]!)];
    return low + Math.floor(r.next() * (high - low));
  },
  nextdouble: (r) => new Num('Double', r.next()),
};

const EXCEPTION: Methods<Exception> = {
  getbaseexception: (e) => {
    let x = e;
    while (x.inner) x = x.inner;
    return x;
  },
  tostring: (e) => e.text,
};

/** Calls a method of a .NET value. Throws the errors that PowerShell throws. */
export function callMethod(target: Exclude<PSValue, null>, name: string, args: readonly PSValue[]): PSValue {
  const key = name.toLowerCase();
  const run = <T>(table: Methods<T>, self: T): PSValue | undefined => table[key]?.(self, args);
  let result: PSValue | undefined;
  try {
    if (typeof target === 'string') result = run(STRING, target);
    else if (typeof target === 'number' || typeof target === 'bigint' || target instanceof Num)
      result = run(NUMBER, target);
    else if (Array.isArray(target) || target instanceof TypedArray) result = run(ARRAY, target);
    else if (target instanceof List) result = run(LIST, target);
    else if (target instanceof Hashtable) result = run(TABLE, target);
    else if (target instanceof DateTime) result = run(DATE, target);
    else if (target instanceof TimeSpan) result = run(SPAN, target);
    else if (target instanceof StringBuilder) result = run(STRING_BUILDER, target);
    else if (target instanceof RegexValue) result = run(REGEX, target);
    else if (target instanceof TypeValue) result = run(TYPE, target);
    else if (target instanceof Stopwatch) result = run(STOPWATCH, target);
    else if (target instanceof RandomValue) result = run(RANDOM, target);
    else if (target instanceof Exception) result = run(EXCEPTION, target);
    else if (target instanceof EncodingValue)
      result =
        key === 'getbytes'
          ? target.getBytes(text(args[0]!))
          : key === 'getstring'
            ? target.getString(args[0]!)
            : undefined;
    else if (target instanceof TextWriter) result = textWriter(target, key, args);
    else if (target instanceof PSObj) result = objectMethod(target, key, args);
    result ??= anyMethod(target, key, args);
  } catch (e) {
    throw wrapped(e, name, args.length);
  }
  if (result === NO_OVERLOAD) {
    throw runtimeError(
      'MethodCountCouldNotFindBest',
      `Cannot find an overload for "${name}" and the argument count: "${args.length}".`,
      {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.MethodException',
      },
    );
  }
  if (result === undefined) throw noMethod(typeNameOf(target), name);
  return result;
}

/** The error for a method that is not there. */
export function noMethod(type: string, name: string): ScriptError {
  return runtimeError(
    'MethodNotFound',
    `Method invocation failed because [${type}] does not contain a method named '${name}'.`,
  );
}

/** A .NET exception as a method call reports it. */
export function wrapped(e: unknown, name: string, count: number): unknown {
  if (e instanceof NetError) {
    const short = e.exception.type.slice(e.exception.type.lastIndexOf('.') + 1);
    return new ScriptError(
      methodError(`Exception calling "${name}" with "${count}" argument(s): "${e.message}"`, short, e.exception),
    );
  }
  if (e instanceof CastError) {
    return runtimeError(
      'MethodArgumentConversionInvalidCastArgument',
      e.message.startsWith('Cannot convert argument')
        ? e.message
        : `Cannot convert argument "value", with value: "", for "${name}" to type: "${e.message}"`,
      {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.MethodException',
      },
    );
  }
  if (e instanceof Error && 'code' in e && typeof e.code === 'string') {
    const missing = e.code === 'ENOENT';
    const exception = new Exception(
      missing ? 'System.IO.FileNotFoundException' : 'System.IO.IOException',
      missing ? `Could not find file '${(e as { path?: string }).path ?? ''}'.` : e.message,
    );
    return new ScriptError(
      methodError(
        `Exception calling "${name}" with "${count}" argument(s): "${exception.message}"`,
        exception.type.slice(exception.type.lastIndexOf('.') + 1),
        exception,
      ),
    );
  }
  return e;
}

function methodError(message: string, id: string, inner: Exception): ErrorObject {
  const type = 'System.Management.Automation.MethodInvocationException';
  return new ErrorObject(
    { id, category: 'NotSpecified', exceptionType: type, message },
    new Exception(type, message, inner),
  );
}

function textWriter(w: TextWriter, key: string, args: readonly PSValue[]): PSValue | undefined {
  if (key === 'writeline') w.write(`${args.length ? netText(args[0]!) : ''}\n`);
  else if (key === 'write') w.write(args.length ? netText(args[0]!) : '');
  else if (key !== 'flush') return undefined;
  return VOID;
}

function objectMethod(target: PSObj, key: string, args: readonly PSValue[]): PSValue | undefined {
  if (target.netType.endsWith('.Match') && key === 'nextmatch') {
    const data = target.data as { m: RegExpExecArray; regex: RegexValue['regex']; input: string } | undefined;
    return data ? firstMatch(data.regex, data.input, data.m.index + Math.max(1, data.m[0].length)) : null;
  }
  if (target.netType === 'System.Net.IPAddress' && key === 'getaddressbytes') {
    return new TypedArray(
      'System.Byte',
      (target.data as number[]).map((n) => new Num('Byte', n)),
    );
  }
  if (target.netType === 'System.Globalization.CultureInfo') return undefined;
  const data = target.data as { call?: (key: string, args: readonly PSValue[]) => PSValue | undefined } | undefined;
  return data && typeof data === 'object' && data.call ? data.call(key, args) : undefined;
}

function anyMethod(target: Exclude<PSValue, null>, key: string, args: readonly PSValue[]): PSValue | undefined {
  switch (key) {
    case 'tostring':
      if (target instanceof PSObj && target.isCustom) return target.text;
      return args.length && typeof args[0] === 'string' ? formatValue(target, args[0]) : netText(target);
    case 'equals':
      return equals(target, args[0] ?? null, true);
    case 'gethashcode':
      return [...toText(target)].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) | 0, 7);
    case 'compareto':
      return sortOrder(target, args[0] ?? null, true);
    case 'hasflag':
      return target instanceof EnumValue
        ? (target.value & (args[0] instanceof EnumValue ? args[0].value : int(args[0]!))) ===
            (args[0] instanceof EnumValue ? args[0].value : int(args[0]!))
        : undefined;
    case 'dispose':
    case 'close':
    case 'flush':
      return VOID;
    case 'tobool':
      return target instanceof Switch ? target.isPresent : undefined;
    case 'clone':
      return Array.isArray(target) ? [...target] : undefined;
    case 'tobytearray':
      return target instanceof Guid ? new TypedArray('System.Byte', []) : undefined;
    case 'copy':
      return target instanceof PSObj ? copyOf(target) : undefined;
  }
  if (target instanceof PropertyCollection) {
    if (key === 'add') {
      const note = args[0] as PSObj;
      (target.target as PSObj).members?.note(toText(note.get('Name') ?? null), note.get('Value') ?? null);
      return VOID;
    }
  }
  return undefined;
}

/** A copy of an object's own members. */
export function copyOf(target: PSObj): PSObj {
  const copy = new PSObj(target.netType === target.typeNames[0] ? target.typeNames : [target.netType]);
  copy.typeNames = [...target.typeNames];
  for (const m of target.members.map.values()) copy.members.add({ ...m });
  if (target.toText) copy.toText = target.toText;
  copy.data = target.data;
  return copy;
}

export { asDouble, Char, entriesOf };
