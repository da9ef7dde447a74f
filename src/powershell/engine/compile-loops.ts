/** Loops to closures. */
import type { ForEachStatement, ForStatement, Statement, WhileStatement } from '../language/ast.ts';
import { Hashtable } from '../values.ts';
import { type Code, type Step, step, sync, waitStep, waits } from './code.ts';
import { iterate } from './collections.ts';
import { compileAssignment } from './compile-assignments.ts';
import type { Compiler } from './compile-block.ts';
import { compileStatements } from './compile-statements.ts';
import { assignVariable } from './compile-variables.ts';
import { truth } from './convert.ts';
import { runtimeError, type ScriptError } from './errors.ts';
import type { Gen } from './flow.ts';
import { type Flow, FlowError, type Frame } from './frame.ts';
import { Cursor, namesEnumerator, showCursor } from './loop-enumerator.ts';
import { VOID } from './method-tools.ts';
import { isNoValue, noValues } from './no-value.ts';
import { discard } from './steps.ts';

/** What a loop does with the way its body ended: undefined to go on, null to stop, a flow to pass on. */
export function loopFlow(flow: Flow, label: string | null): Flow | null | undefined {
  if (flow.kind === 'return') return flow;
  if (flow.label !== null && flow.label.toLowerCase() !== label?.toLowerCase()) return flow;
  return flow.kind === 'break' ? null : undefined;
}

/** Runs a loop's body; what a function below breaks out of ends here too. */
export function* runBody(body: Step, f: Frame): Gen<Flow | undefined> {
  try {
    return body.s ? body.s(f) : yield* body.g!(f);
  } catch (e) {
    if (e instanceof FlowError) return e.flow;
    throw e;
  }
}

/** After a turn of a loop: scripts that run beside this one have theirs. */
function* edge(f: Frame): Gen<void> {
  const turn = f.engine.tasks?.edge();
  if (turn) yield turn;
}

/** A list changed under a foreach. */
function modified(): ScriptError {
  return runtimeError(
    'System.InvalidOperationException',
    'Collection was modified; enumeration operation may not execute.',
    {
      category: 'OperationStopped',
      exceptionType: 'System.InvalidOperationException',
    },
  );
}

export function forEach(c: Compiler, s: ForEachStatement): Step {
  const list = c.statementValue(s.condition, true);
  const assign = assignVariable(s.variable, c.slots);
  const body = compileStatements(c, s.body);
  const { start, end } = s.condition;
  const { label } = s;
  const shown = namesEnumerator(c.unit.text.slice(s.body.start, s.body.end), 'foreach');
  if (list.s && body.s && !shown && !c.unit.shares) {
    const l = list.s;
    const b = body.s;
    return step((f) => {
      f.start = start;
      f.end = end;
      const v = l(f);
      const items = v === VOID ? [] : v instanceof Hashtable ? [v] : iterate(v);
      const { length } = items;
      for (let i = 0; i < length; i++) {
        if (items.length !== length) throw modified();
        assign(f, noValues.any && items[i] === null && isNoValue(items, i) ? VOID : items[i]!);
        const flow = b(f);
        if (flow) {
          const out = loopFlow(flow, label);
          if (out === null) break;
          if (out) return out;
        }
      }
      return undefined;
    });
  }
  return waitStep(function* (f) {
    f.start = start;
    f.end = end;
    const v = list.s ? list.s(f) : yield* list.g!(f);
    const items = v === VOID ? [] : v instanceof Hashtable ? [v] : iterate(v);
    const { length } = items;
    const cursor = new Cursor(items);
    const restore = shown ? showCursor(f, 'foreach', cursor) : null;
    try {
      while (cursor.next()) {
        if (items.length !== length) throw modified();
        assign(f, noValues.any && cursor.current === null && isNoValue(items, cursor.at) ? VOID : cursor.current);
        const flow = yield* runBody(body, f);
        if (flow) {
          const out = loopFlow(flow, label);
          if (out === null) break;
          if (out) return out;
        }
        if (f.engine.tasks?.alone === false) yield* edge(f);
      }
    } finally {
      restore?.();
    }
    return undefined;
  });
}

/** A part of a for statement: runs without output. */
function silentPart(c: Compiler, s: Statement | null): Step | null {
  if (!s) return null;
  if (s.kind === 'AssignmentStatement') return discard(compileAssignment(c, s));
  const only = s.kind === 'Pipeline' && s.elements.length === 1 ? s.elements[0]! : null;
  if (only?.kind === 'CommandExpression' && !only.redirections.length) return discard(c.expression(only.expression));
  return discard(c.statementValue(s));
}

/** A condition that sets its place for errors; comparing a variable with a number cannot fail. */
function placed(s: Statement, code: Code): Code {
  const { s: run, g: wait } = code;
  if (isPlainComparison(s)) return code;
  const { start, end } = s;
  if (!run) {
    return waits(function* (f) {
      f.start = start;
      f.end = end;
      return yield* wait!(f);
    });
  }
  return sync((f) => {
    f.start = start;
    f.end = end;
    return run(f);
  });
}

function isPlainComparison(s: Statement): boolean {
  const only = s.kind === 'Pipeline' && s.elements.length === 1 ? s.elements[0]! : null;
  const e = only?.kind === 'CommandExpression' ? only.expression : null;
  if (e?.kind !== 'BinaryExpression') return false;
  return [e.left, e.right].every((x) => x.kind === 'VariableExpression' || x.kind === 'ConstantExpression');
}

export function forLoop(c: Compiler, s: ForStatement): Step {
  const init = silentPart(c, s.initializer);
  const test = s.condition ? placed(s.condition, c.statementValue(s.condition)) : null;
  const next = silentPart(c, s.iterator);
  const body = compileStatements(c, s.body);
  const { label } = s;
  if ((!init || init.s) && (!test || test.s) && (!next || next.s) && body.s && !c.unit.shares) {
    const b = body.s;
    const t = test?.s ?? null;
    const n = next?.s ?? null;
    return step((f) => {
      if (init) init.s!(f);
      while (t === null || truth(t(f))) {
        const flow = b(f);
        if (flow) {
          const out = loopFlow(flow, label);
          if (out === null) break;
          if (out) return out;
        }
        n?.(f);
      }
      return undefined;
    });
  }
  return waitStep(function* (f) {
    if (init) {
      if (init.s) init.s(f);
      else yield* init.g!(f);
    }
    for (;;) {
      if (test) {
        const v = test.s ? test.s(f) : yield* test.g!(f);
        if (v === VOID || !truth(v)) break;
      }
      const flow = yield* runBody(body, f);
      if (flow) {
        const out = loopFlow(flow, label);
        if (out === null) break;
        if (out) return out;
      }
      if (next) {
        if (next.s) next.s(f);
        else yield* next.g!(f);
      }
      if (f.engine.tasks?.alone === false) yield* edge(f);
    }
    return undefined;
  });
}

/** A loop that may be waiting for a job: the jobs need their turns while it looks. */
const looksAtJob = (c: Compiler, condition: { start: number; end: number }): boolean =>
  /\.(?:State|HasMoreData|JobStateInfo|PSEndTime)\b/i.test(c.unit.text.slice(condition.start, condition.end));

export function whileLoop(c: Compiler, s: WhileStatement): Step {
  const test = c.statementValue(s.condition);
  const body = compileStatements(c, s.body);
  const { label } = s;
  const first = s.kind === 'WhileStatement';
  const until = s.kind === 'DoUntilStatement';
  if (test.s && body.s && !c.unit.shares && !looksAtJob(c, s.condition)) {
    const t = test.s;
    const b = body.s;
    return step((f) => {
      if (first && !truth(t(f))) return undefined;
      do {
        const flow = b(f);
        if (flow) {
          const out = loopFlow(flow, label);
          if (out === null) break;
          if (out) return out;
        }
      } while (truth(t(f)) !== until);
      return undefined;
    });
  }
  return waitStep(function* (f) {
    const check = function* (): Gen<boolean> {
      f.start = s.condition.start;
      f.end = s.condition.end;
      const v = test.s ? test.s(f) : yield* test.g!(f);
      return v !== VOID && truth(v);
    };
    if (first && !(yield* check())) return undefined;
    for (;;) {
      const flow = yield* runBody(body, f);
      if (flow) {
        const out = loopFlow(flow, label);
        if (out === null) break;
        if (out) return out;
      }
      if (f.engine.tasks?.alone === false) yield* edge(f);
      if ((yield* check()) === until) break;
    }
    return undefined;
  });
}
