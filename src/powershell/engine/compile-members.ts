/** Members, static members and increments of an expression. */
import type { Expression, Member, Unary } from '../language/ast.ts';
import { EnumValue, Hashtable, Num, type PSValue, typeNameOf } from '../values.ts';
import * as arith from './arithmetic.ts';
import { type Code, map2, sync, waits } from './code.ts';
import { enumerable } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression } from './compile-expressions.ts';
import { compileTarget } from './compile-targets.ts';
import { toText } from './convert.ts';
import { runtimeError } from './errors.ts';
import type { Frame } from './frame.ts';
import { ABSENT, getProperty, ownProperty } from './members.ts';
import { VOID } from './method-tools.ts';
import { methodObject } from './net/method-object.ts';
import { tableOf } from './net/registry.ts';
import { STATICS } from './net/statics.ts';
import { isNoValue, noValues, placeOf } from './no-value.ts';
import { hasOwnLength } from './own-length.ts';
import { PSObj } from './psobject.ts';
import { TypeValue } from './type-value.ts';

export function increment(c: Compiler, e: Unary): Code {
  const read = compileExpression(c, e.child);
  const assign = compileTarget(c, e.child);
  const by = e.operator === '++' ? 1 : -1;
  const next = (old: PSValue): PSValue => {
    if (typeof old === 'number') {
      const n = old + by;
      return n === (n | 0) ? n : new Num('Double', n);
    }
    if (old === null) return by;
    if (
      typeof old === 'string' ||
      enumerable(old) ||
      old instanceof Hashtable ||
      old instanceof PSObj ||
      (old instanceof Num && old.kind === 'BigInteger') ||
      typeof old === 'boolean'
    ) {
      throw runtimeError(
        'OperatorRequiresNumber',
        `The '${e.operator}' operator works only on numbers. The operand is a '${typeNameOf(old)}'.`,
      );
    }
    return arith.add(old, by);
  };
  if (read.s && assign.s) {
    const r = read.s;
    const w = assign.s;
    return sync((f) => {
      const old = r(f);
      const now = next(old);
      w(f, now);
      return e.postfix ? (old ?? 0) : now;
    });
  }
  return waits(function* (f) {
    const old = read.s ? read.s(f) : yield* read.g!(f);
    const now = next(old);
    if (assign.s) assign.s(f, now);
    else yield* assign.g!(f, now);
    return e.postfix ? (old ?? 0) : now;
  });
}

/** Name of a member as code. */
export function memberName(c: Compiler, e: Expression): Code {
  if (e.kind === 'StringConstantExpression') {
    const { value } = e;
    return sync(() => value);
  }
  return compileExpression(c, e);
}

/** `keeps`: tells a place without a value from null. */
export function member(c: Compiler, e: Member, keeps: boolean): Code {
  const target = compileExpression(c, e.target);
  const name = memberName(c, e.member);
  if (e.isStatic) {
    return map2(target, name, (t, n, f) => {
      const v = staticProperty(t, toText(n), f);
      return v === VOID && !keeps ? null : v;
    });
  }
  const nullable = e.nullConditional;
  if (keeps) {
    return map2(target, name, (t, n, f) => {
      if (t === null && nullable) return null;
      const v = readMember(t, n, f);
      return v === null && noValues.any && t !== null && lacksValue(t, n) ? VOID : v;
    });
  }
  return map2(target, name, (t, n, f) => {
    if (t === null && nullable) return null;
    return readMember(t, n, f);
  });
}

function lacksValue(t: PSValue, n: PSValue): boolean {
  if (t instanceof Hashtable) return isNoValue(t, placeOf(n));
  return t instanceof PSObj && isNoValue(t, placeOf(toText(n)));
}

function readMember(t: PSValue, n: PSValue, f: Frame): PSValue {
  const name = typeof n === 'string' ? n : toText(n);
  if (t === null) {
    if (f.engine.strictSeen && f.engine.strictness(f.scope) >= 2) return getProperty(null, name, true);
    const lower = name.toLowerCase();
    return lower === 'count' || lower === 'length' ? 0 : null;
  }
  if (t instanceof PSObj) {
    const v = t.get(name);
    if (v !== undefined) return v;
  }
  if (t instanceof Hashtable && typeof n !== 'string') {
    const v = t.get(n);
    if (v !== undefined) return v;
  }
  const strict = f.engine.strictSeen && f.engine.strictness(f.scope) >= 2;
  // Every value has a Count and a Length, but not for the strict.
  if (strict && /^(?:count|length)$/i.test(name) && !hasOwnLength(t, name)) return getProperty(null, name, true);
  return getProperty(t, name, strict);
}

const NO_VALUE_TYPE = 'System.Management.Automation.Internal.AutomationNull';

/** `[type]::name` */
export function staticProperty(t: PSValue, name: string, f: Frame): PSValue {
  const type =
    t instanceof TypeValue
      ? t
      : typeof t === 'string'
        ? f.engine.findType(t, f)
        : t === null
          ? null
          : f.engine.typeOf(t);
  if (!type) {
    if (t === null)
      throw runtimeError(
        'PropertyNotFound',
        `The property '${name}' cannot be found on this object. Verify that the property exists.`,
      );
    throw runtimeError('TypeNotFound', `Unable to find type [${toText(t)}].`);
  }
  if (type.ref.name === NO_VALUE_TYPE && /^value$/i.test(name)) return VOID;
  if (type.cls) {
    const own = f.engine.staticMember(type, name);
    if (own !== undefined) return own;
  }
  if (type.ref.kind === 'enum') {
    const { members } = type.ref.enum!;
    for (const [n, v] of Object.entries(members))
      if (n.toLowerCase() === name.toLowerCase()) return new EnumValue(type.ref.enum!, v);
  }
  const table = tableOf(type.ref.name);
  const property = table?.staticProperty(name);
  if (property) return property.get(null, [], f.engine.surroundings, type);
  const group = /^new$/i.test(name) ? table?.constructors : table?.staticMethod(name);
  if (group) return methodObject(group);
  const getter = STATICS[type.ref.name]?.properties?.[name.toLowerCase()];
  if (getter) return getter(f.engine.surroundings);
  const method = STATICS[type.ref.name]?.methods[name.toLowerCase()];
  if (method) return new PSObj(['System.Management.Automation.PSMethod', 'System.Object'], { Name: name });
  const own = ownProperty(type, name);
  if (own !== ABSENT && !/^(?:count|length)$/i.test(name)) return own;
  if (f.engine.strictSeen && f.engine.strictness(f.scope) >= 2) return getProperty(null, name, true);
  return null;
}
