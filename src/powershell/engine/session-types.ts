import { CastError } from '../cast-error.ts';
import type { TypeDefinition, TypeName } from '../language/ast.ts';
import { EnumValue, Hashtable, type PSValue } from '../values.ts';
import { type ClassInfo, classOf, defineType, instantiate } from './classes.ts';
import { convertTo, instanceOf, toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { NetError, runtimeError } from './errors.ts';
import { runNow } from './flow.ts';
import type { Frame } from './frame.ts';
import { wrapped } from './member-call.ts';
import { setProperty } from './member-write.ts';
import { VOID } from './method-tools.ts';
import { construct } from './net/construct.ts';
import type { PSObj } from './psobject.ts';
import { typeOf as netTypeOf } from './type-members.ts';
import { parseTypeName, resolveType, type TypeScope } from './type-names.ts';
import type { TypeValue } from './type-value.ts';

export function typeScope(engine: Engine, f: Frame | null): TypeScope {
  return { find: (n) => engine.types.get(n.toLowerCase()), namespaces: f?.unit.types?.namespaces ?? [] };
}

export function findTypeName(engine: Engine, name: TypeName, f: Frame): TypeValue | undefined {
  return resolveType(name, typeScope(engine, f));
}

export function findType(engine: Engine, text: string, f: Frame): TypeValue | undefined {
  return resolveType(parseTypeName(text), typeScope(engine, f));
}

export function requireType(engine: Engine, name: TypeName, f: Frame): TypeValue {
  const type = findTypeName(engine, name, f);
  if (type) return type;
  throw runtimeError('TypeNotFound', `Unable to find type [${name.text}].`, { target: name.text });
}

export function typeOf(engine: Engine, value: Exclude<PSValue, null>): TypeValue {
  return netTypeOf(value, (v) => {
    const c = classOf(v);
    if (c) return c.type;
    if (v instanceof EnumValue) return engine.types.get(v.type.name.toLowerCase()) ?? null;
    return null;
  });
}

export function isInstance(value: PSValue, type: TypeValue): boolean {
  if (type.cls) {
    const c = classOf(value);
    return c !== null && c.chain.includes(type.cls.name);
  }
  return instanceOf(value, type.ref.name);
}

export function convertByClass(engine: Engine, type: TypeValue, args: readonly PSValue[]): PSValue | undefined {
  if (type.cls) {
    const info = type.cls as ClassInfo;
    const [v] = args;
    if (v instanceof Hashtable && !info.constructors.some((c) => c.types.length === 1)) {
      const made = runNow(instantiate(engine, info, []));
      for (const { key, value } of v.entries.values()) {
        const member = (made as PSObj).members.find(toText(key));
        if (!member) return undefined;
        const t = info.properties.find((p) => p.name.toLowerCase() === toText(key).toLowerCase())?.type;
        member.value = t ? cast(engine, value, t) : value;
      }
      return made;
    }
    if (info.constructors.some((c) => c.types.length === 1)) return runNow(instantiate(engine, info, args));
    return undefined;
  }
  try {
    const [table] = args;
    if (table instanceof Hashtable && !/Hashtable|Dictionary|PSObject|PSCustomObject/.test(type.ref.name)) {
      const made = construct(type, [], engine.surroundings);
      if (made === undefined) return undefined;
      for (const { key, value } of table.entries.values()) setProperty(made, toText(key), value);
      return made;
    }
    return construct(type, args, engine.surroundings);
  } catch (e) {
    if (e instanceof NetError) throw CastError.because(toText(args[0] ?? null), type.ref.name, e.message);
    throw wrapped(e, 'new', args.length);
  }
}

export function cast(engine: Engine, value: PSValue, type: TypeValue): PSValue {
  if (type.cls && type.ref.kind === 'class') {
    if (value === null) return null;
    if (isInstance(value, type)) return value;
    const made = convertByClass(engine, type, [value]);
    if (made !== undefined) return made;
  }
  if (type.ref.kind === 'bool' && value === VOID) return false;
  return convertTo(value, type);
}

export function registerType(engine: Engine, ast: TypeDefinition, f: Frame): void {
  engine.types.set(ast.name.toLowerCase(), defineType(engine, ast, f));
}

export function staticMember(type: TypeValue, name: string): PSValue | undefined {
  return (type.cls as ClassInfo | null)?.findStaticProperty(name.toLowerCase())?.value;
}
