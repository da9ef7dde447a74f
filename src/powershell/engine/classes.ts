/** Classes and enumerations that scripts define. */

import { CastError } from '../cast-error.ts';
import { defaultOf } from '../conversion.ts';
import type { FunctionMember, TypeConstraint, TypeDefinition } from '../language/ast.ts';
import { enumRef, isValueType, typeRef } from '../types.ts';
import { EnumValue, isNumber, Num, type PSValue } from '../values.ts';
import type { Code } from './code.ts';
import { Block, Compiler } from './compile-block.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import {
  amended,
  asScriptError,
  Exception,
  exceptionChain,
  registerException,
  runtimeError,
  ScriptError,
} from './errors.ts';
import { call, type Gen, runNow } from './flow.ts';
import { Collector, Frame, HOST_STREAMS } from './frame.ts';
import { VOID } from './method-tools.ts';
import { type Rule, rulesOf } from './parameter-attributes.ts';
import { PSObj } from './psobject.ts';
import { Scope, Variable } from './scope.ts';
import { type ScriptClass, TypeValue } from './type-value.ts';

interface Method {
  readonly ast: FunctionMember;
  readonly block: Block;
  readonly types: readonly (TypeValue | null)[];
  readonly returns: TypeValue | null;
  readonly isVoid: boolean;
  readonly baseArgs: readonly Code[] | null;
  readonly cls: ClassInfo;
}

interface Property {
  readonly name: string;
  readonly type: TypeValue | null;
  readonly initial: Code | null;
  readonly compiler: Compiler;
  readonly hidden: boolean;
  readonly rules: readonly Rule[];
}

/** A class of a script. */
export class ClassInfo implements ScriptClass {
  readonly name: string;
  readonly base: ClassInfo | null;
  readonly netBase: string | null;
  readonly properties: Property[] = [];
  readonly statics = new Map<string, { name: string; value: PSValue; type: TypeValue | null }>();
  readonly methods = new Map<string, Method[]>();
  readonly staticMethods = new Map<string, Method[]>();
  readonly constructors: Method[] = [];
  frame!: Frame;
  type!: TypeValue;
  constructor(name: string, base: ClassInfo | null, netBase: string | null) {
    this.name = name;
    this.base = base;
    this.netBase = netBase;
  }
  get chain(): string[] {
    const names: string[] = [];
    let net: string | null = null;
    for (let c: ClassInfo | null = this; c; c = c.base) {
      names.push(c.name);
      net = c.netBase;
    }
    return [...names, ...(net ? exceptionChain(net) : ['System.Object'])];
  }
  find(name: string): Method[] | undefined {
    for (let c: ClassInfo | null = this; c; c = c.base) {
      const m = c.methods.get(name);
      if (m) return m;
    }
    return undefined;
  }
  findStatic(name: string): Method[] | undefined {
    for (let c: ClassInfo | null = this; c; c = c.base) {
      const m = c.staticMethods.get(name);
      if (m) return m;
    }
    return undefined;
  }
  findStaticProperty(name: string): { name: string; value: PSValue; type: TypeValue | null } | undefined {
    for (let c: ClassInfo | null = this; c; c = c.base) {
      const p = c.statics.get(name);
      if (p) return p;
    }
    return undefined;
  }
}

/** Class of an instance. */
export function classOf(value: PSValue): ClassInfo | null {
  if (value instanceof PSObj && value.data instanceof Instance) return value.data.cls;
  if (value instanceof Exception) return instanceClass.get(value) ?? null;
  return null;
}
const instanceClass = new WeakMap<object, ClassInfo>();

class Instance {
  readonly cls: ClassInfo;
  constructor(cls: ClassInfo) {
    this.cls = cls;
  }
}

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

function zero(t: TypeValue | null): PSValue {
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
  void typeRef;
}

/** How well an argument fits a parameter: as it is, by a conversion that keeps it, by any other, not at all. */
function fitness(engine: Engine, arg: PSValue, t: TypeValue | null): number {
  if (!t || t.ref.kind === 'object') return 1;
  if (arg === null) return isValueType(t.ref) ? -100 : t.ref.kind === 'string' ? 0.6 : 0.9;
  if (engine.isInstance(arg, t)) return 3;
  try {
    engine.cast(arg, t);
  } catch (e) {
    if (!(e instanceof CastError || e instanceof ScriptError)) throw e;
    return -100;
  }
  if (t.ref.kind === 'array') return t.ref.element?.kind === 'object' ? 0.5 : 0.4;
  if (isNumber(arg) && t.ref.kind === 'number') return arg instanceof Num && arg.kind !== 'Byte' ? 0.2 : 1.5;
  return typeof arg === 'string' && t.ref.kind === 'number' ? 0 : 0.3;
}

/** The overload that fits: by number of arguments, then by how directly they convert. */
function choose(engine: Engine, list: readonly Method[], args: readonly PSValue[]): Method | undefined {
  const fits = list.filter((m) => m.types.length === args.length);
  if (fits.length < 2) return fits[0];
  let best: Method | undefined;
  let bestScore = -1;
  for (const m of fits) {
    let score = 0;
    for (const [i, t] of m.types.entries()) score += fitness(engine, args[i]!, t);
    if (score > bestScore) {
      bestScore = score;
      best = m;
    }
  }
  return best;
}

function* run(engine: Engine, m: Method, self: PSValue, args: readonly PSValue[]): Gen<PSValue> {
  const home = m.cls.frame;
  const scope = new Scope(home.scope);
  const out = new Collector();
  const frame = new Frame(engine, home.unit, scope, out, engine.current?.streams ?? HOST_STREAMS, m.block.slotCount);
  frame.cls = m.cls;
  bindArguments(engine, m, scope, args);
  if (self !== null) scope.vars.set('this', new Variable('this', self));
  const { endBlock } = m.ast.function.body;
  if (!endBlock) return VOID;
  const step = m.block.part(endBlock);
  if (frame.slots.length < m.block.compiler.slots.index.size) frame.slots.length = m.block.compiler.slots.index.size;
  if (engine.depth >= engine.depthLimit)
    throw runtimeError('CallDepthOverflow', 'The script failed due to call depth overflow.', {
      exceptionType: 'System.Management.Automation.RuntimeException',
    });
  engine.depth++;
  const savedTry = engine.tryDepth;
  engine.tryDepth++;
  const saved = engine.current;
  frame.caller = engine.current;
  frame.invocation = { name: m.ast.function.name, command: null, extent: undefined };
  engine.current = frame;
  // A method's output is what it returns and nothing else.
  const returned = new Collector();
  frame.out = returned;
  try {
    if (step.s) step.s(frame);
    else yield* call(step.g!(frame));
  } finally {
    engine.depth--;
    engine.tryDepth = savedTry;
    engine.current = saved;
  }
  if (m.isVoid) return VOID;
  // The values before the return statement never leave the method: the last statement's output stands for it.
  const items = returned.items;
  const value = frame.returned ?? (items.length === 0 ? null : items.length === 1 ? items[0]! : items);
  if (!m.returns) return value;
  try {
    return engine.cast(value, m.returns);
  } catch (e) {
    const error = asScriptError(e);
    if (error && !error.error.record.extent) amended(error.error, { extent: frame.extent });
    throw error ?? e;
  }
}

/** An argument as its parameter wants it. */
function argument(engine: Engine, m: Method, name: string, raw: PSValue, type: TypeValue): PSValue {
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

function bindArguments(engine: Engine, m: Method, scope: Scope, args: readonly PSValue[]): void {
  (m.ast.function.parameters ?? []).forEach((p, i) => {
    const t = m.types[i];
    const raw = args[i] ?? null;
    const v = new Variable(p.name.name, t ? argument(engine, m, p.name.name, raw, t) : raw);
    if (t) {
      v.special = true;
      v.constraint = (x) => engine.cast(x, t);
    }
    scope.vars.set(p.name.name.toLowerCase(), v);
  });
}

function firstWrong(rules: readonly Rule[], value: PSValue, f: Frame): string | undefined {
  for (const rule of rules) {
    const wrong = rule(value, f);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** `[class]::new(…)` */
export function* instantiate(engine: Engine, info: ClassInfo, args: readonly PSValue[]): Gen<PSValue> {
  const chain = info.chain;
  const isException = chain.includes('System.Exception');
  const self: PSObj | Exception = isException
    ? new Exception(info.name, `Exception of type '${info.name}' was thrown.`)
    : new PSObj(chain);
  if (self instanceof PSObj) {
    self.data = new Instance(info);
    self.toText = (o) => {
      const own = info.find('tostring');
      const m = own?.find((x) => x.types.length === 0);
      return m ? toText(runNow(run(engine, m, o, []))) : info.name;
    };
  } else instanceClass.set(self, info);
  const classes: ClassInfo[] = [];
  for (let c: ClassInfo | null = info; c; c = c.base) classes.unshift(c);
  for (const c of [...classes].reverse()) {
    for (const p of c.properties) {
      self.members.add({
        name: p.name,
        kind: 'property',
        value: zero(p.type),
        ...(p.type && { type: p.type.ref }),
        hidden: p.hidden,
        ...(p.rules.length > 0 && { check: (v: PSValue) => firstWrong(p.rules, v, info.frame) }),
      });
      const member = self.members.find(p.name)!;
      if (p.type?.cls) {
        const { type } = p;
        delete member.type;
        member.convert = (v) => engine.cast(v, type);
      }
    }
  }
  yield* construct(engine, info, self, args);
  return self;
}

function* construct(engine: Engine, info: ClassInfo, self: PSObj | Exception, args: readonly PSValue[]): Gen<void> {
  let chosen: Method | undefined;
  if (info.constructors.length) {
    chosen = choose(engine, info.constructors, args);
    if (!chosen) throw noConstructor(info, args.length);
  } else if (args.length) {
    throw noConstructor(info, args.length);
  }
  let baseArgs: PSValue[] = [];
  if (chosen?.baseArgs) {
    const scope = new Scope(info.frame.scope);
    bindArguments(engine, chosen, scope, args);
    const frame = new Frame(engine, info.frame.unit, scope, new Collector(), HOST_STREAMS, chosen.block.slotCount);
    const values: PSValue[] = [];
    for (const c of chosen.baseArgs) values.push(c.s ? c.s(frame) : yield* c.g!(frame));
    if (chosen.ast.baseCall!.isThis) {
      yield* construct(engine, info, self, values);
      yield* run(engine, chosen, self, args);
      return;
    }
    baseArgs = values;
  }
  if (info.base) yield* construct(engine, info.base, self, baseArgs);
  else if (self instanceof Exception && baseArgs.length) {
    self.message = toText(baseArgs[0]!);
    const inner = baseArgs[1];
    if (inner instanceof Exception) self.inner = inner;
  }
  for (const p of info.properties) {
    if (!p.initial) continue;
    const scope = new Scope(info.frame.scope);
    scope.vars.set('this', new Variable('this', self));
    const frame = new Frame(
      engine,
      info.frame.unit,
      scope,
      new Collector(),
      HOST_STREAMS,
      p.compiler.slots.index.size + 2,
    );
    const v = p.initial.s ? p.initial.s(frame) : yield* p.initial.g!(frame);
    const member = self.members.find(p.name)!;
    member.value = p.type ? engine.cast(v, p.type) : v;
  }
  if (chosen) yield* run(engine, chosen, self, args);
}

function noConstructor(info: ClassInfo, count: number): ReturnType<typeof runtimeError> {
  void info;
  return runtimeError(
    'MethodCountCouldNotFindBest',
    `Cannot find an overload for "new" and the argument count: "${count}".`,
    {
      category: 'NotSpecified',
      exceptionType: 'System.Management.Automation.MethodException',
    },
  );
}

/** Calls an instance method of a script's class; undefined where the class has none of that name. */
export function* invokeMethod(
  engine: Engine,
  t: PSValue,
  name: string,
  args: readonly PSValue[],
  from: ClassInfo | null,
): Gen<PSValue | undefined> {
  const cls = from ?? classOf(t);
  if (!cls) return undefined;
  const list = cls.find(name.toLowerCase());
  if (!list) return undefined;
  const m = choose(engine, list, args);
  if (!m) {
    throw runtimeError(
      'MethodCountCouldNotFindBest',
      `Cannot find an overload for "${name}" and the argument count: "${args.length}".`,
      {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.MethodException',
      },
    );
  }
  return yield* run(engine, m, t, args);
}

/** Calls a static method of a script's class. */
export function* invokeStaticMethod(
  engine: Engine,
  info: ClassInfo,
  name: string,
  args: readonly PSValue[],
): Gen<PSValue | undefined> {
  const list = info.findStatic(name.toLowerCase());
  if (!list) return undefined;
  const m = choose(engine, list, args);
  if (!m) {
    throw runtimeError(
      'MethodCountCouldNotFindBest',
      `Cannot find an overload for "${name}" and the argument count: "${args.length}".`,
      {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.MethodException',
      },
    );
  }
  return yield* run(engine, m, null, args);
}
