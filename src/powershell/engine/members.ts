/** Reading members of any value. */
import { membersOf } from '../members.ts';
import { NetObject } from '../objects.ts';
import {
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  type NetValue,
  type PSValue,
  Switch,
  TimeSpan,
  TypedArray,
  typeNameOf,
  Version,
} from '../values.ts';
import { enumerable, List, OrderedDictionary } from './collections.ts';
import { typeChain } from './convert.ts';
import { ErrorObject, Exception, runtimeError, type ScriptError } from './errors.ts';
import { CursorData } from './loop-enumerator.ts';
import { describe } from './member-list.ts';
import { StringBuilder } from './methods-text.ts';
import { DATE_PROPERTIES } from './methods-time.ts';
import { methodObject } from './net/method-object.ts';
import { Reference } from './net/reference.ts';
import { tableOf } from './net/registry.ts';
import type { Surroundings } from './net/static-type.ts';
import { Stopwatch } from './net/stopwatch.ts';
import { addedMembers, memberValue, PSObj } from './psobject.ts';
import { RegexValue } from './regex-objects.ts';
import { extendedMember, typeData } from './type-data.ts';
import { typeProperty } from './type-members.ts';
import { TypeValue } from './type-value.ts';

const lowerDate = new Map(Object.entries(DATE_PROPERTIES).map(([n, f]) => [n.toLowerCase(), f]));

/** What a member's absence looks like. */
export const ABSENT = Symbol('no such member');

/** Properties of tables read nothing of the session. */
const NO_SURROUNDINGS = undefined as unknown as Surroundings;

/** A method named without parentheses. */
function methodOf(type: string, name: string): PSValue | typeof ABSENT {
  const group = tableOf(type)?.method(name);
  return group ? methodObject(group) : ABSENT;
}

/** A property of the value itself, without enumeration; ABSENT where it has none. */
export function ownProperty(target: PSValue, name: string): PSValue | typeof ABSENT {
  const key = name.toLowerCase();
  if (typeData.any && target !== null && !(target instanceof PSObj && target.members.find(name))) {
    const given = extendedMember(target, name);
    if (given && given.kind !== 'script-method')
      return given.kind === 'alias' ? ownProperty(target, given.target!) : memberValue(given, target);
  }
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
  if ((key === 'count' || key === 'length') && !(target.data instanceof CursorData)) return 1;
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
  } else if (target instanceof RegexValue) {
    if (key === 'options') return 'None';
  } else if ('get' in target && typeof target.get === 'function') {
    const value = (target as unknown as { get(n: string): PSValue | undefined }).get(name);
    if (value !== undefined) return value;
  }
  if (key === 'psobject') return describe(target);
  if (key === 'pstypenames') return [...typeChain(target)];
  if (key === 'psbase') return target;
  const table = tableOf(target.typeName);
  if (table) {
    const property = table.property(name);
    if (property) return property.get(target, [], NO_SURROUNDINGS, null);
  }
  return key === 'count' || key === 'length' ? 1 : ABSENT;
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
      // Nothing counts as none of it.
      let value = item !== null ? ownProperty(item, name) : /^(?:count|length)$/i.test(name) ? 0 : ABSENT;
      // A custom object answers null for what it has not; any other is passed over.
      if (value === ABSENT && !strict && item instanceof PSObj && item.isCustom) value = null;
      if (value === ABSENT) continue;
      found = true;
      const nested = enumerable(value);
      if (nested && !(typeof value === 'string')) out.push(...nested);
      else out.push(value);
    }
    if (found) {
      return out.length === 1 ? out[0]! : out.length === 0 ? null : out;
    }
  }
  const method = target === null ? ABSENT : methodOf(typeNameOf(target), name);
  if (method !== ABSENT) return method;
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
