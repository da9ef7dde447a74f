/** throw, try and trap to closures. */
import type { Statement, TrapStatement, TryStatement } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import { type Step, step, waitStep } from './code.ts';
import type { Compiler } from './compile-block.ts';
import { compileStatements } from './compile-statements.ts';
import { toText } from './convert.ts';
import { amended, type ErrorObject, runtimeError, ScriptError, thrown } from './errors.ts';
import type { Gen } from './flow.ts';
import type { Flow, Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import { consume } from './steps.ts';

interface Trap {
  readonly type: TrapStatement['type'];
  readonly body: Step;
}

export function compileTrap(c: Compiler, t: TrapStatement): Trap {
  return { type: t.type, body: compileStatements(c, t.body) };
}

function* trapped(traps: readonly Trap[], e: unknown, f: Frame): Gen<Flow | undefined> {
  const error = f.engine.record(e, f);
  const typed = traps.find(
    (t) => t.type && f.engine.errorMatches(error.error, f.engine.requireType(t.type.typeName, f)),
  );
  const trap = typed ?? traps.find((t) => !t.type);
  if (!trap) {
    const more = f.engine.caught(error, f);
    if (more) yield* more;
    return undefined;
  }
  const saved = f.scope.vars.get('_')?.value ?? null;
  f.scope.local('_').value = error.error;
  const depth = f.engine.tryDepth;
  f.engine.tryDepth = 0;
  let flow: Flow | undefined;
  try {
    flow = trap.body.s ? trap.body.s(f) : yield* trap.body.g!(f);
  } finally {
    f.engine.tryDepth = depth;
    f.scope.local('_').value = saved;
  }
  if (flow?.kind === 'continue') return undefined;
  if (flow?.kind === 'break') throw error;
  if (flow) return flow;
  const more = f.engine.report(error, f);
  if (more) yield* more;
  return undefined;
}

export function throwStatement(
  c: Compiler,
  s: Extract<Statement, { kind: 'ReturnStatement' | 'ThrowStatement' | 'ExitStatement' }>,
): Step {
  const code = s.pipeline ? c.statementValue(s.pipeline) : null;
  const fail = (v: PSValue | undefined, f: Frame): never => {
    f.start = s.start;
    f.end = s.end;
    if (v === undefined) {
      const current = f.engine.handling.at(-1);
      if (current) {
        const again = new ScriptError(current, true);
        again.recorded = true;
        again.byThrow = true;
        throw again;
      }
      const error = thrown(null, '');
      throw raise(error, f);
    }
    const value = v === VOID ? null : v;
    const error = thrown(value, value === null ? '' : Array.isArray(value) ? toText(value) : f.engine.messageOf(value));
    throw raise(error, f);
  };
  if (!code) return step((f) => fail(undefined, f));
  return consume(code, (v, f) => {
    fail(v, f);
  });
}

function raise(error: ErrorObject, f: Frame): ScriptError {
  if (!error.record.extent) amended(error, { extent: f.extent });
  const e = new ScriptError(error, true);
  e.byThrow = true;
  return e;
}

export function tryStatement(c: Compiler, s: TryStatement): Step {
  const body = compileStatements(c, s.body);
  const catches = s.catches.map((x) => ({ types: x.types, body: compileStatements(c, x.body) }));
  const last = s.finally ? compileStatements(c, s.finally) : null;
  return waitStep(function* (f) {
    const { engine } = f;
    const depth = engine.tryDepth;
    let flow: Flow | undefined;
    try {
      try {
        if (catches.length) engine.tryDepth = depth + 1;
        flow = body.s ? body.s(f) : yield* body.g!(f);
        engine.tryDepth = depth;
      } catch (e) {
        engine.tryDepth = depth;
        if (!catches.length || engine.isControl(e) || (e instanceof ScriptError && e.leaving)) throw e;
        const error = engine.record(e, f);
        const found = pick(catches, error.error, f);
        if (!found) throw error;
        const saved = f.scope.vars.get('_')?.value ?? null;
        f.scope.local('_').value = error.error;
        engine.handling.push(error.error);
        engine.ok = false;
        try {
          flow = found.body.s ? found.body.s(f) : yield* found.body.g!(f);
        } finally {
          engine.handling.pop();
          f.scope.local('_').value = saved;
        }
      }
    } finally {
      engine.tryDepth = depth;
      if (last) {
        const ok = engine.ok;
        const out = last.s ? last.s(f) : yield* last.g!(f);
        if (out) flow = out;
        engine.ok = ok;
      }
    }
    return flow;
  });
}

/** The catch clause for an error: the nearest class first, then the one without a type. */
function pick<T extends { types: readonly { typeName: import('../language/ast.ts').TypeName }[] }>(
  catches: readonly T[],
  error: ErrorObject,
  f: Frame,
): T | undefined {
  for (const chain of f.engine.errorChains(error)) {
    for (const name of chain) {
      for (const x of catches) {
        for (const t of x.types) {
          const type = f.engine.findTypeName(t.typeName, f);
          if (!type) {
            throw runtimeError('TypeNotFound', `Unable to find type [${t.typeName.text}].`);
          }
          if (type.ref.name === name) return x;
        }
      }
    }
  }
  return catches.find((x) => x.types.length === 0);
}

/** Statements whose errors a trap may take: those of functions they call as well. */
export function withTraps(steps: readonly Step[], traps: readonly Trap[]): Step {
  return waitStep(function* (f) {
    const { engine } = f;
    const depth = engine.tryDepth;
    for (const s of steps) {
      try {
        engine.tryDepth = depth + 1;
        const flow = s.s ? s.s(f) : yield* s.g!(f);
        if (flow) return flow;
      } catch (e) {
        engine.tryDepth = depth;
        if (engine.isControl(e) || (e instanceof ScriptError && e.leaving)) throw e;
        const flow = yield* trapped(traps, e, f);
        if (flow) return flow;
      } finally {
        engine.tryDepth = depth;
      }
    }
    return undefined;
  });
}
