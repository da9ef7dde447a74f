/** Classes and enumerations that scripts define. */
import { CastError } from '../cast-error.ts';
import { defaultOf } from '../conversion.ts';
import type { TypeConstraint, TypeDefinition } from '../language/ast.ts';
import { enumRef, isValueType } from '../types.ts';
import { EnumValue, type PSValue } from '../values.ts';
import { ClassInfo, type Method } from './class-info.ts';
import { run } from './class-instances.ts';
import { Block, Compiler } from './compile-block.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { exceptionChain, registerException, runtimeError, ScriptError } from './errors.ts';
import { runNow } from './flow.ts';
import { Collector, Frame, HOST_STREAMS } from './frame.ts';
import { type Rule, rulesOf } from './parameter-attributes.ts';
import { Scope } from './scope.ts';
import { TypeValue } from './type-value.ts';

/** Defines a class or enumeration; answers its type. */
export function defineType(engine: Engine, ast: TypeDefinition, f: Frame): TypeValue {
  return ast.what === 'enum' ? defineEnum(engine, ast, f) : defineClass(engine, ast, f);
}

function defineEnum(engine: Engine, ast: TypeDefinition, f: Frame): TypeValue {
  const members: Record<string, number> = {};
  let next = 0;
  const flags = ast.attributes.some((a) => /^(?:system\.)?flags(?:attribute)?$/i.test(a.typeName.name));
  for (const m of ast.members) {
    if (m.kind !== 'PropertyMember') continue;
    if (m.initial) {
      const v = engine.evaluateConstant(m.initial, f);
      next = v instanceof EnumValue ? v.value : Number(toText(v));
    }
    members[m.name] = next++;
  }
  return new TypeValue(enumRef({ name: ast.name, members, ...(flags && { flags: true }) }));
}

function defineClass(engine: Engine, ast: TypeDefinition, f: Frame): TypeValue {
  const [first] = ast.bases;
  for (const { typeName, start, end } of ast.bases) {
    if (engine.findTypeName(typeName, f)) continue;
    const message = `Unable to find type [${typeName.text}].`;
    throw engine.parseFailure([{ id: 'TypeNotFound', message, start, end, incomplete: false }], f.unit);
  }
  const baseType = first ? engine.requireType(first.typeName, f) : null;
  const base = (baseType?.cls as ClassInfo | null) ?? null;
  const needsArguments =
    base !== null && base.constructors.length > 0 && base.constructors.every((c) => c.types.length > 0);
  if (needsArguments && !ast.members.some((m) => m.kind === 'FunctionMember' && m.isConstructor && !m.isStatic)) {
    const message = `Base class '${base.name}' does not contain a parameterless constructor.`;
    const { start, end } = ast;
    throw engine.parseFailure([{ id: 'BaseClassNoDefaultCtor', message, start, end, incomplete: false }], f.unit);
  }
  const info = new ClassInfo(
    ast.name,
    base,
    baseType && !base && !/^System\.I[A-Z]/.test(baseType.ref.name) ? baseType.ref.name : (base?.netBase ?? null),
  );
  const type = new TypeValue({ kind: 'class', name: ast.name, short: ast.name }, info);
  info.type = type;
  info.frame = f;
  engine.types.set(ast.name.toLowerCase(), type);
  if (info.netBase && exceptionChain(info.netBase).includes('System.Exception') && /Exception$/.test(info.netBase))
    registerException(ast.name, base ? base.name : info.netBase);
  for (const m of ast.members) {
    if (m.kind === 'PropertyMember') {
      const compiler = new Compiler(f.unit);
      const t = m.type ? memberType(engine, m.type, f) : null;
      const initial = m.initial ? compiler.expression(m.initial) : null;
      if (m.isStatic) {
        const frame = new Frame(engine, f.unit, new Scope(f.scope), new Collector(), HOST_STREAMS, 8);
        const v = initial ? (initial.s ? initial.s(frame) : runNow(initial.g!(frame))) : zero(t);
        info.statics.set(m.name.toLowerCase(), { name: m.name, value: t ? engine.cast(v, t) : v, type: t });
      } else
        info.properties.push({
          name: m.name,
          type: t,
          initial,
          compiler,
          hidden: m.isHidden,
          rules: rulesOf(m.attributes, f),
        });
      continue;
    }
    const block = new Block(m.function.body, f.unit, m.function.parameters ?? []);
    const method: Method = {
      ast: m,
      block,
      types: (m.function.parameters ?? []).map((p) => {
        const t = p.attributes.find((a) => a.kind === 'TypeConstraint');
        return t ? memberType(engine, t, f) : null;
      }),
      returns:
        m.returnType && !/^(?:system\.)?void$/i.test(m.returnType.typeName.name)
          ? memberType(engine, m.returnType, f)
          : null,
      isVoid: !m.returnType || /^(?:system\.)?void$/i.test(m.returnType.typeName.name),
      baseArgs: m.baseCall ? m.baseCall.arguments.map((a) => block.compiler.expression(a)) : null,
      cls: info,
    };
    const key = m.function.name.toLowerCase();
    if (m.isConstructor) {
      if (m.isStatic) runNow(run(engine, method, null, []));
      else info.constructors.push(method);
    } else {
      const table = m.isStatic ? info.staticMethods : info.methods;
      const list = table.get(key);
      if (list) list.push(method);
      else table.set(key, [method]);
    }
  }
  return type;
}

/** The type that a member names; one that there is not is an error of the parser. */
function memberType(engine: Engine, t: TypeConstraint, f: Frame): TypeValue {
  const type = engine.findTypeName(t.typeName, f);
  if (type) return type;
  const { start, end, text } = t.typeName;
  const message = `Unable to find type [${text}].`;
  throw engine.parseFailure([{ id: 'TypeNotFound', message, start, end, incomplete: false }], f.unit);
}

export function zero(t: TypeValue | null): PSValue {
  if (!t) return null;
  if (t.ref.kind === 'number') return runZero(t);
  if (t.ref.kind === 'bool') return false;
  if (t.ref.kind === 'enum') return new EnumValue(t.ref.enum!, 0);
  return isValueType(t.ref) ? defaultOf(t.ref) : null;
}

let castZero: (t: TypeValue) => PSValue = () => 0;

function runZero(t: TypeValue): PSValue {
  return castZero(t);
}

/** Gives the class room the engine's conversion. */
export function setCast(cast: (v: PSValue, t: TypeValue) => PSValue): void {
  castZero = (t) => cast(0, t);
}

/** An argument as its parameter wants it. */
export function argument(engine: Engine, m: Method, name: string, raw: PSValue, type: TypeValue): PSValue {
  try {
    return engine.cast(raw, type);
  } catch (e) {
    const why = e instanceof CastError ? e.message : e instanceof ScriptError ? e.error.record.message : undefined;
    if (why === undefined) throw e;
    const method = m.ast.isConstructor ? '.ctor' : m.ast.function.name;
    throw runtimeError(
      'MethodArgumentConversionInvalidCastArgument',
      `Cannot convert argument "${name}", with value: "${toText(raw)}", for "${method}" to type "${type.ref.name}": "${why}"`,
      { category: 'NotSpecified', exceptionType: 'System.Management.Automation.MethodException' },
    );
  }
}

export function firstWrong(rules: readonly Rule[], value: PSValue, f: Frame): string | undefined {
  for (const rule of rules) {
    const wrong = rule(value, f);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}
