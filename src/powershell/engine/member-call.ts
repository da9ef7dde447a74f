/** Calling methods of .NET values. */
import { CastError } from '../cast-error.ts';
import { convert } from '../conversion.ts';
import { typeRef } from '../types.ts';
import {
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  Num,
  type PSValue,
  Switch,
  TimeSpan,
  TypedArray,
  typeNameOf,
} from '../values.ts';
import { asDouble } from './arithmetic-numbers.ts';
import { List } from './collections.ts';
import { compareNumbers, equals, sortOrder } from './compare.ts';
import { convertTo, netText, roundTripDouble, toText } from './convert.ts';
import { enumNamed } from './enums.ts';
import { ErrorObject, Exception, NetError, runtimeError, ScriptError } from './errors.ts';
import { formatValue } from './format-composite.ts';
import { formatNumber } from './format-number.ts';
import { copyOf, PropertyCollection } from './member-list.ts';
import { int, type Methods, NO_OVERLOAD, VOID } from './method-tools.ts';
import { ARRAY, LIST, TABLE } from './methods-collections.ts';
import { STRING, STRING_BUILDER, StringBuilder } from './methods-text.ts';
import { DATE, SPAN } from './methods-time.ts';
import { inCulture } from './net/culture.ts';
import { callGroup, NetInstance, type Run } from './net/net-type.ts';
import type { OverloadGroup } from './net/overloads.ts';
import { firstMatch, REGEX_METHODS } from './net/regex.ts';
import { tableOf } from './net/registry.ts';
import { definedType } from './net/signature.ts';
import type { Surroundings } from './net/static-type.ts';
import { Stopwatch } from './net/stopwatch.ts';
import { PSObj } from './psobject.ts';
import { RegexValue } from './regex-objects.ts';
import { TYPE } from './type-members.ts';
import { resolveTypeText } from './type-names.ts';
import { TypeValue } from './type-value.ts';

/** ToString(): of a double all the digits that tell it apart. */
const exactText = (n: number | bigint | Num): string =>
  n instanceof Num && n.kind === 'Double' && Number.isFinite(n.value as number)
    ? roundTripDouble(n.value as number)
    : netText(n);

const NUMBER: Methods<number | bigint | Num> = {
  tostring: (n, a) =>
    inCulture(typeof a[0] === 'string' && a[0] !== '' ? formatNumber(n, a[0]) : exactText(n), a[a.length - 1]),
  compareto: (n, a) => compareNumbers(n, convert(a[0]!, typeRef('double')) as Num),
  equals: (n, a) => typeNameOf(n) === (a[0] === null ? '' : typeNameOf(a[0]!)) && equals(n, a[0]!),
  gettypecode: (n) => {
    const type = enumNamed('System.TypeCode')!;
    return new EnumValue(type, type.members[typeNameOf(n).slice(7)] ?? 1);
  },
  gethashcode: (n) => (typeof n === 'number' ? n : Number(BigInt.asIntN(32, BigInt(Math.trunc(asDouble(n)))))),
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

const EXCEPTION: Methods<Exception> = {
  getbaseexception: (e) => {
    let x = e;
    while (x.inner) x = x.inner;
    return x;
  },
  tostring: (e) => e.text,
};

const genericsByName = new Map<string, TypeValue | null>();

/** The generic type of a collection, whose arguments its methods convert to; null for everything else. */
function typeArguments(value: Exclude<PSValue, null>): TypeValue | null {
  if (!(value instanceof List || value instanceof Hashtable)) return null;
  const name = value.typeName;
  let type = genericsByName.get(name);
  if (type === undefined) {
    type = name.includes('`') ? (resolveTypeText(name, null) ?? null) : null;
    genericsByName.set(name, type);
  }
  return type;
}

/** As `callGroup`, with PowerShell's error around what .NET throws. */
export function callWrapped(
  group: OverloadGroup<Run>,
  self: PSValue,
  args: readonly PSValue[],
  env: Surroundings,
  type: TypeValue | null = null,
  written = group.name,
): PSValue {
  try {
    return callGroup(group, self, args, env, type, written);
  } catch (e) {
    throw wrapped(e, group.isConstructor ? '.ctor' : group.name, args.length);
  }
}

/** `$x.get_Name()` and `$x.set_Name($value)`, the methods behind properties. */
function propertyAccessor(target: Exclude<PSValue, null>, name: string, args: readonly PSValue[]): PSValue | undefined {
  const m = /^(get|set)_(\w+)$/i.exec(name);
  if (!m || !(target instanceof NetInstance)) return undefined;
  const property = target.table.property(m[2]!);
  if (!property) return undefined;
  if (m[1]!.toLowerCase() === 'get') return property.get(target, [], NO_SURROUNDINGS, null);
  if (!property.set) return undefined;
  property.set(target, convertTo(args[0] ?? null, definedType(property.signature.type)), NO_SURROUNDINGS);
  return VOID;
}

const NO_SURROUNDINGS = undefined as unknown as Surroundings;

/** Calls a method of a .NET value. Throws the errors that PowerShell throws. */
export function callMethod(
  target: Exclude<PSValue, null>,
  name: string,
  args: readonly PSValue[],
  env: Surroundings,
): PSValue {
  const table = target instanceof NetInstance ? target.table : tableOf(typeNameOf(target));
  const group = table?.method(name);
  if (group) return callWrapped(group, target, args, env, typeArguments(target), name);
  const accessor = propertyAccessor(target, name, args);
  if (accessor !== undefined) return accessor;
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
    else if (target instanceof RegexValue) result = run(REGEX_METHODS, target);
    else if (target instanceof TypeValue) result = run(TYPE, target);
    else if (target instanceof Stopwatch) result = run(STOPWATCH, target);
    else if (target instanceof Exception) result = run(EXCEPTION, target);
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

function objectMethod(target: PSObj, key: string, args: readonly PSValue[]): PSValue | undefined {
  if (target.netType.endsWith('.Match') && key === 'nextmatch') {
    const data = target.data as { m: RegExpExecArray; regex: RegexValue['regex']; input: string } | undefined;
    return data ? firstMatch(data.regex, data.input, data.m.index + Math.max(1, data.m[0].length)) : null;
  }
  if (target.netType === 'System.Globalization.CultureInfo') return undefined;
  const data = target.data as { call?: (key: string, args: readonly PSValue[]) => PSValue | undefined } | undefined;
  return data && typeof data === 'object' && data.call ? data.call(key, args) : undefined;
}

function anyMethod(target: Exclude<PSValue, null>, key: string, args: readonly PSValue[]): PSValue | undefined {
  switch (key) {
    case 'tostring':
      // Only text made by the language shows the properties.
      if (target instanceof PSObj && target.isCustom) return '';
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
