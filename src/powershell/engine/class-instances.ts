/** Instances of classes that scripts define: made, and their methods called. */
import type { PSValue } from '../values.ts';
import { type ClassInfo, classOf, Instance, instanceClass, type Method } from './class-info.ts';
import { choose } from './class-overloads.ts';
import { argument, firstWrong, zero } from './classes.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { amended, asScriptError, Exception, runtimeError } from './errors.ts';
import { call, type Gen, runNow } from './flow.ts';
import { Collector, Frame, HOST_STREAMS } from './frame.ts';
import { VOID } from './method-tools.ts';
import { PSObj } from './psobject.ts';
import { Scope, Variable } from './scope.ts';

export function* run(engine: Engine, m: Method, self: PSValue, args: readonly PSValue[]): Gen<PSValue> {
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
    if (!chosen) throw noConstructor(args.length);
  } else if (args.length) {
    throw noConstructor(args.length);
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

function noConstructor(count: number): ReturnType<typeof runtimeError> {
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
