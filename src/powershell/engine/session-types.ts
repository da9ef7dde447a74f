import { CastError } from '../cast-error.ts';
import type { TypeDefinition, TypeName } from '../language/ast.ts';
import { EnumValue, Hashtable, type PSValue } from '../values.ts';
import { type ClassInfo, classOf } from './class-info.ts';
import { instantiate } from './class-instances.ts';
import { defineType } from './classes.ts';
import { convertTo, instanceOf, toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { asScriptError, ErrorObject, Exception, NetError, runtimeError, ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import type { Frame } from './frame.ts';
import { wrapped } from './member-call.ts';
import { setProperty } from './member-write.ts';
import { VOID } from './method-tools.ts';
import { castByTable } from './net/cast.ts';
import { construct } from './net/construct.ts';
import { tableOf } from './net/registry.ts';
import { PSObj } from './psobject.ts';
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
  throw runtimeError('TypeNotFound', `Unable to find type [${name.text}].`, { target: typeNameObject(name) });
}

/** The name as an error's target shows it. */
function typeNameObject(name: TypeName): PSObj {
  const made = new PSObj(['System.Management.Automation.Language.TypeName', 'System.Object'], {
    FullName: name.text,
    Name: name.text,
    AssemblyName: null,
    IsArray: (name.ranks?.length ?? 0) > 0,
    IsGeneric: (name.generics?.length ?? 0) > 0,
    Extent: name.text,
  });
  made.toText = () => name.text;
  return made;
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
    const value = args[0] ?? null;
    const takesIt = info.constructors.some((c) => {
      const [type] = c.types;
      return c.types.length === 1 && (!type || engine.isInstance(value, type));
    });
    if (takesIt) return constructed(engine, info, args, value);
    const byProperties = value instanceof Hashtable || (value instanceof PSObj && value.netType === CUSTOM_OBJECT);
    const empty = info.constructors.length === 0 || info.constructors.some((c) => c.types.length === 0);
    if (byProperties && empty) return withProperties(engine, info, value);
    return undefined;
  }
  const table = tableOf(type.ref.name);
  if (table) return castByTable(table, type, args[0]!, engine.surroundings);
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

const CUSTOM_OBJECT = 'System.Management.Automation.PSCustomObject';

/** A new object of a script's class with the properties of a table or a custom object. */
function withProperties(engine: Engine, info: ClassInfo, from: Hashtable | PSObj): PSValue {
  const made = constructed(engine, info, [], from) as PSObj;
  const pairs: [string, PSValue][] =
    from instanceof Hashtable
      ? [...from.entries.values()].map(({ key, value }) => [toText(key), value])
      : [...from.members.map.values()].map((m) => [m.name, from.get(m.name) ?? null]);
  for (const [name, value] of pairs) {
    const member = made.members.find(name);
    if (!member || member.hidden) {
      if (from instanceof Hashtable) throw noCreation(info, settable(info, name));
      const shown = toText(from);
      const why = CastError.noWay(shown, CUSTOM_OBJECT, info.name).message;
      throw CastError.because(shown, info.name, why, 'InvalidCastConstructorException');
    }
    const type = propertyType(info, name);
    try {
      const converted = type ? cast(engine, value, type) : value;
      const wrong = member.check?.(converted);
      if (wrong) throw noCreation(info, wrong);
      member.value = converted;
    } catch (e) {
      if (e instanceof CastError) throw noCreation(info, e.message);
      throw e;
    }
  }
  return made;
}

function propertyType(info: ClassInfo, name: string): TypeValue | null {
  for (let c: ClassInfo | null = info; c; c = c.base) {
    const found = c.properties.find((p) => p.name.toLowerCase() === name.toLowerCase());
    if (found) return found.type;
  }
  return null;
}

function settable(info: ClassInfo, name: string): string {
  const all: string[] = [];
  for (let c: ClassInfo | null = info; c; c = c.base)
    for (const p of c.properties) if (!p.hidden) all.push(`[${p.name} <${p.type?.ref.name ?? 'System.Object'}>]`);
  return `The property '${name}' was not found for the '${info.name}' object. The settable properties are: ${all.join(', ')}.`;
}

function noCreation(info: ClassInfo, why: string): ScriptError {
  const message = `Cannot create object of type "${info.name}". ${why}`;
  const inner = new Exception('System.Management.Automation.PSInvalidCastException', message);
  const exceptionType = 'System.Management.Automation.RuntimeException';
  const record = { id: 'ObjectCreationError', category: 'InvalidArgument', exceptionType, message } as const;
  return new ScriptError(new ErrorObject(record, new Exception(exceptionType, message, inner)));
}

/** What a cast makes by a constructor: its error is the reason why the cast fails. */
function constructed(engine: Engine, info: ClassInfo, args: readonly PSValue[], from: PSValue): PSValue {
  try {
    return runNow(instantiate(engine, info, args));
  } catch (e) {
    if (engine.isControl(e)) throw e;
    const error = asScriptError(e);
    if (!error) throw e;
    throw CastError.because(toText(from), info.name, error.error.text, 'InvalidCastConstructorException');
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
