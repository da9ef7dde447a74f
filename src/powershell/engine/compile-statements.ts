/** Statements to closures. */
import { CastError } from '../cast-error.ts';
import type {
  Assignment,
  Expression,
  ForEachStatement,
  ForStatement,
  IfStatement,
  Pipeline,
  Statement,
  SwitchStatement,
  TrapStatement,
  TryStatement,
  WhileStatement,
} from '../language/ast.ts';
import { EnumValue, Hashtable, type PSValue, ScriptBlock } from '../values.ts';
import * as arith from './arithmetic.ts';
import { type Code, type Step, step, sync, waitStep, waits } from './code.ts';
import { enumerable, iterate } from './collections.ts';
import { equals } from './compare.ts';
import type { Compiler } from './compile-block.ts';
import { blockNow, compileExpression, compileTarget, type Target } from './compile-expressions.ts';
import { compileChain, compilePipeline } from './compile-pipeline.ts';
import { assignVariable, splitName } from './compile-variables.ts';
import { toText, truth } from './convert.ts';
import { amended, type ErrorObject, runtimeError, ScriptError, thrown } from './errors.ts';
import type { Gen } from './flow.ts';
import { ExitError, type Flow, FlowError, type Frame, RETURN } from './frame.ts';
import { Cursor, namesEnumerator, showCursor } from './loop-enumerator.ts';
import { VOID } from './method-tools.ts';
import { typeConstraint } from './parameter-attributes.ts';
import { epoch } from './scope.ts';
import { match, matches } from './text-operators.ts';
import { wildcard } from './wildcard.ts';

/** Sends a value down, taken apart where it is a collection. */
export function emit(f: Frame, v: PSValue): Gen<void> | undefined {
  if (v === VOID) return undefined;
  const items = enumerable(v);
  if (!items) return f.out.write(v);
  return emitAll(f, items);
}

function* emitAll(f: Frame, items: readonly PSValue[]): Gen<void> {
  for (let i = 0; i < items.length; i++) {
    const more = f.out.write(items[i]!);
    if (more) yield* more;
  }
}

/** A block of statements: errors end the statement they happen in. */
export function compileStatements(c: Compiler, block: { statements: Statement[]; traps: TrapStatement[] }): Step {
  const steps = block.statements.map((s) => compileStatement(c, s));
  const traps = block.traps.map((t) => compileTrap(c, t));
  if (steps.length === 0) return step(() => undefined);
  if (!traps.length && steps.every((s) => s.s)) {
    const all = steps.map((s) => s.s!);
    const { length } = all;
    return step((f) => {
      for (let i = 0; i < length; i++) {
        try {
          const flow = all[i]!(f);
          if (flow) return flow;
        } catch (e) {
          f.engine.caughtNow(e, f);
        }
      }
      return undefined;
    });
  }
  return waitStep(function* (f) {
    for (let i = 0; i < steps.length; i++) {
      const s = steps[i]!;
      try {
        const flow = s.s ? s.s(f) : yield* s.g!(f);
        if (flow) return flow;
      } catch (e) {
        if (traps.length) {
          const flow = yield* trapped(traps, e, f);
          if (flow) return flow;
        } else {
          const more = f.engine.caught(e, f);
          if (more) yield* more;
        }
      }
    }
    return undefined;
  });
}

interface Trap {
  readonly type: TrapStatement['type'];
  readonly body: Step;
}

function compileTrap(c: Compiler, t: TrapStatement): Trap {
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

/** One statement. */
export function compileStatement(c: Compiler, s: Statement): Step {
  switch (s.kind) {
    case 'Pipeline':
      return pipelineStatement(c, s);
    case 'PipelineChain':
      return compileChain(c, s);
    case 'AssignmentStatement': {
      const code = compileAssignment(c, s);
      return discard(code);
    }
    case 'CommandExpression':
      return pipelineStatement(c, { kind: 'Pipeline', start: s.start, end: s.end, background: false, elements: [s] });
    case 'IfStatement':
      return ifStatement(c, s);
    case 'ForEachStatement':
      return forEach(c, s);
    case 'ForStatement':
      return forLoop(c, s);
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'DoUntilStatement':
      return whileLoop(c, s);
    case 'SwitchStatement':
      return switchStatement(c, s);
    case 'TryStatement':
      return tryStatement(c, s);
    case 'TrapStatement':
      return step(() => undefined);
    case 'ReturnStatement': {
      if (!s.pipeline) return step(() => RETURN);
      const inner = compileStatement(c, s.pipeline);
      const result = c.statementValue(s.pipeline);
      return waitStep(function* (f) {
        if (f.cls) {
          f.start = s.start;
          f.end = s.end;
          const v = result.s ? result.s(f) : yield* result.g!(f);
          f.returned = v === VOID ? null : v;
          return RETURN;
        }
        const flow = inner.s ? inner.s(f) : yield* inner.g!(f);
        return flow ?? RETURN;
      });
    }
    case 'ThrowStatement':
      return throwStatement(c, s);
    case 'ExitStatement': {
      const code = s.pipeline ? c.statementValue(s.pipeline) : sync(() => 0);
      return consume(code, (v, f) => {
        throw new ExitError(f.engine.exitCode(v === VOID ? 0 : v));
      });
    }
    case 'BreakStatement':
    case 'ContinueStatement': {
      const kind = s.kind === 'BreakStatement' ? 'break' : 'continue';
      if (!s.label) {
        const flow: Flow = { kind, label: null };
        return step(() => flow);
      }
      const label = compileExpression(c, s.label);
      if (label.s) {
        const l = label.s;
        return step((f) => ({ kind, label: toText(l(f)) }));
      }
      return waitStep(function* (f) {
        return { kind, label: toText(yield* label.g!(f)) };
      });
    }
    case 'FunctionDefinition':
      return step((f) => {
        f.engine.defineFromTree(s, f);
        return undefined;
      });
    case 'TypeDefinition':
      return step((f) => {
        f.engine.defineType(s, f);
        return undefined;
      });
    case 'DataStatement': {
      const body = c.collect(s.body);
      if (!s.variable) return emitCode(body);
      const assign = assignVariable(
        { kind: 'VariableExpression', start: s.start, end: s.end, name: s.variable, splatted: false },
        c.slots,
      );
      return consume(body, (v, f) => assign(f, v === VOID ? null : v));
    }
    case 'BlockStatement':
      return compileStatements(c, s.body);
    case 'UsingStatement':
      return step(() => undefined);
    case 'ErrorStatement':
      return step(() => undefined);
  }
}

function consume(code: Code, use: (v: PSValue, f: Frame) => void): Step {
  if (code.s) {
    const { s } = code;
    return step((f) => {
      use(s(f), f);
      return undefined;
    });
  }
  const g = code.g!;
  return waitStep(function* (f) {
    use(yield* g(f), f);
    return undefined;
  });
}

function discard(code: Code): Step {
  return consume(code, () => undefined);
}

function emitCode(code: Code): Step {
  return waitStep(function* (f) {
    const v = code.s ? code.s(f) : yield* code.g!(f);
    const more = emit(f, v);
    if (more) yield* more;
    return undefined;
  });
}

/** `$x++` alone prints nothing. */
function isSilent(e: Expression): boolean {
  return e.kind === 'UnaryExpression' && (e.operator === '++' || e.operator === '--');
}

function isVoidCast(e: Expression): boolean {
  return e.kind === 'ConvertExpression' && /^(?:system\.)?void$/i.test(e.type.typeName.name);
}

function pipelineStatement(c: Compiler, s: Pipeline): Step {
  const only = s.elements.length === 1 && !s.background ? s.elements[0]! : null;
  if (only?.kind !== 'CommandExpression' || only.redirections.length) return compilePipeline(c, s);
  const e = only.expression;
  const { start, end } = s;
  const silent = isSilent(e) || isVoidCast(e);
  const code = silent ? c.expression(isVoidCast(e) && e.kind === 'ConvertExpression' ? e.child : e) : c.value(e);
  if (silent && code.s) {
    const run = code.s;
    return step((f) => {
      f.start = start;
      f.end = end;
      run(f);
      f.engine.ok = true;
      return undefined;
    });
  }
  return waitStep(function* (f) {
    f.start = start;
    f.end = end;
    if (!code.s) f.engine.ok = true;
    const v = code.s ? code.s(f) : yield* code.g!(f);
    if (code.s) f.engine.ok = true;
    if (!silent && v !== VOID) {
      const items = enumerable(v);
      if (!items) {
        const more = f.out.write(v);
        if (more) yield* more;
      } else {
        for (let i = 0; i < items.length; i++) {
          const more = f.out.write(items[i]!);
          if (more) yield* more;
        }
      }
    }
    return undefined;
  });
}

const COMPOUND: Readonly<Record<string, (l: PSValue, r: PSValue) => PSValue>> = {
  '+=': arith.add,
  '-=': arith.subtract,
  '*=': arith.multiply,
  '/=': arith.divide,
  '%=': arith.remainder,
};

/** The old value of a compound assignment: a variable is looked for in the present scope only. */
export function readTarget(c: Compiler, e: Expression): Code {
  if (e.kind === 'VariableExpression') {
    const { scope, drive, name } = splitName(e.name);
    const key = name.toLowerCase();
    if (!scope && !drive && key !== 'null') {
      const whole = compileExpression(c, e);
      return sync((f) =>
        f.scope.vars.has(key) || f.engine.automatic(key) || f.engine.strictSeen ? whole.s!(f) : null,
      );
    }
  }
  return compileExpression(c, e);
}

/** An assignment; its value is what was assigned. */
export function compileAssignment(c: Compiler, s: Assignment): Code {
  const right = c.statementValue(s.right, true);
  const target = compileTarget(c, s.left);
  const { start, end, operator } = s;
  const read = operator === '=' ? null : readTarget(c, s.left);
  const combine = COMPOUND[operator];
  /** A variable alone remembers that there was no output. */
  const keeps = operator === '=' && s.left.kind === 'VariableExpression';
  const begin = (f: Frame): void => {
    f.start = start;
    f.end = end;
    f.engine.ok = true;
  };
  if (operator === '??=') {
    return waits(function* (f) {
      begin(f);
      const old = read!.s ? read!.s(f) : yield* read!.g!(f);
      if (old !== null) return old;
      const v = right.s ? right.s(f) : yield* right.g!(f);
      if (target.s) target.s(f, v === VOID ? null : v);
      else yield* target.g!(f, v === VOID ? null : v);
      return v;
    });
  }
  if (right.s && target.s && (!read || read.s)) {
    const r = right.s;
    const w = target.s;
    if (!read) {
      return sync((f) => {
        f.start = start;
        f.end = end;
        let v = r(f);
        if (v === VOID && !keeps) v = null;
        w(f, v);
        f.engine.ok = true;
        return v;
      });
    }
    const old = read.s!;
    return sync((f) => {
      begin(f);
      const left = old(f);
      let v = r(f);
      if (v === VOID) v = null;
      v = combine!(left, v);
      w(f, v);
      return v;
    });
  }
  return waits(function* (f) {
    begin(f);
    const left = read ? (read.s ? read.s(f) : yield* read.g!(f)) : null;
    let v = right.s ? right.s(f) : yield* right.g!(f);
    if (v === VOID && !keeps) v = null;
    f.start = start;
    f.end = end;
    if (combine) v = combine(left, v);
    if (target.s) target.s(f, v);
    else yield* target.g!(f, v);
    return v;
  });
}

/** `[type]$x`, `[attribute()]$x` as a target: the constraint stays on the variable. */
export function typedTarget(c: Compiler, e: Expression): Target {
  const parts: Extract<Expression, { kind: 'ConvertExpression' | 'AttributedExpression' }>[] = [];
  let inner: Expression = e;
  while (inner.kind === 'ConvertExpression' || inner.kind === 'AttributedExpression') {
    parts.push(inner);
    inner = inner.child;
  }
  if (inner.kind !== 'VariableExpression') {
    const target = compileTarget(c, inner);
    const convert = (v: PSValue, f: Frame): PSValue => {
      let x = v;
      for (const p of [...parts].reverse())
        if (p.kind === 'ConvertExpression') x = f.engine.cast(x, f.engine.requireType(p.type.typeName, f));
      return x;
    };
    if (target.s) return { s: (f, v) => target.s!(f, convert(v, f)), g: null };
    return { s: null, g: (f, v) => target.g!(f, convert(v, f)) };
  }
  const { scope, name } = splitName(inner.name);
  const key = name.toLowerCase();
  return {
    s: (f, v) => {
      const constraint = typeConstraint(parts, f, name);
      const home = scope === 'global' ? f.scope.global : scope === 'script' ? f.scope.script : f.scope;
      const old = home.vars.get(key);
      if (old && (old.options === 'ReadOnly' || old.options === 'Constant')) old.set(v);
      const value = constraint(v, true);
      const variable = home.local(name);
      variable.constraint = null;
      variable.value = value;
      variable.constraint = (x) => constraint(x, false);
      variable.special = true;
      epoch.value++;
    },
    g: null,
  };
}

function ifStatement(c: Compiler, s: IfStatement): Step {
  const clauses = s.clauses.map((x) => ({
    test: c.statementValue(x.condition),
    body: compileStatements(c, x.body),
    start: x.condition.start,
    end: x.condition.end,
  }));
  const last = s.else ? compileStatements(c, s.else) : null;
  if (clauses.every((x) => x.test.s && x.body.s) && (!last || last.s)) {
    return step((f) => {
      for (const x of clauses) {
        f.start = x.start;
        f.end = x.end;
        const v = x.test.s!(f);
        f.engine.ok = true;
        if (v !== VOID && truth(v)) return x.body.s!(f);
      }
      return last ? last.s!(f) : undefined;
    });
  }
  return waitStep(function* (f) {
    for (const x of clauses) {
      f.start = x.start;
      f.end = x.end;
      if (!x.test.s) f.engine.ok = true;
      const v = x.test.s ? x.test.s(f) : yield* x.test.g!(f);
      if (x.test.s) f.engine.ok = true;
      if (v !== VOID && truth(v)) return x.body.s ? x.body.s(f) : yield* x.body.g!(f);
    }
    return last ? (last.s ? last.s(f) : yield* last.g!(f)) : undefined;
  });
}

/** What a loop does with the way its body ended: undefined to go on, null to stop, a flow to pass on. */
function loopFlow(flow: Flow, label: string | null): Flow | null | undefined {
  if (flow.kind === 'return') return flow;
  if (flow.label !== null && flow.label.toLowerCase() !== label?.toLowerCase()) return flow;
  return flow.kind === 'break' ? null : undefined;
}

/** Runs a loop's body; what a function below breaks out of ends here too. */
function* runBody(body: Step, f: Frame): Gen<Flow | undefined> {
  try {
    return body.s ? body.s(f) : yield* body.g!(f);
  } catch (e) {
    if (e instanceof FlowError) return e.flow;
    throw e;
  }
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

function forEach(c: Compiler, s: ForEachStatement): Step {
  const list = c.statementValue(s.condition, true);
  const assign = assignVariable(s.variable, c.slots);
  const body = compileStatements(c, s.body);
  const { start, end } = s.condition;
  const { label } = s;
  const shown = namesEnumerator(c.unit.text.slice(s.body.start, s.body.end), 'foreach');
  if (list.s && body.s && !shown) {
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
        assign(f, items[i]!);
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
        assign(f, cursor.current);
        const flow = yield* runBody(body, f);
        if (flow) {
          const out = loopFlow(flow, label);
          if (out === null) break;
          if (out) return out;
        }
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

function forLoop(c: Compiler, s: ForStatement): Step {
  const init = silentPart(c, s.initializer);
  const test = s.condition ? c.statementValue(s.condition) : null;
  const next = silentPart(c, s.iterator);
  const body = compileStatements(c, s.body);
  const { label } = s;
  if ((!init || init.s) && (!test || test.s) && (!next || next.s) && body.s) {
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
    }
    return undefined;
  });
}

function whileLoop(c: Compiler, s: WhileStatement): Step {
  const test = c.statementValue(s.condition);
  const body = compileStatements(c, s.body);
  const { label } = s;
  const first = s.kind === 'WhileStatement';
  const until = s.kind === 'DoUntilStatement';
  if (test.s && body.s) {
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
      if ((yield* check()) === until) break;
    }
    return undefined;
  });
}

function switchStatement(c: Compiler, s: SwitchStatement): Step {
  const subject = s.condition ? c.statementValue(s.condition, true) : sync(() => null);
  const cs = s.flags.includes('casesensitive');
  const mode = s.flags.includes('regex') ? 'regex' : s.flags.includes('wildcard') ? 'wildcard' : 'exact';
  const file = s.flags.includes('file');
  const clauses = s.clauses.map((x) => ({
    test: compileExpression(c, x.condition),
    body: compileStatements(c, x.body),
  }));
  const last = s.default ? compileStatements(c, s.default) : null;
  const shown = namesEnumerator(c.unit.text.slice(s.start, s.end), 'switch');
  const { label } = s;
  const fits = (item: PSValue, condition: PSValue, f: Frame): boolean => {
    if (condition instanceof ScriptBlock) return truth(blockNow(f, condition, item));
    if (mode === 'regex') {
      if (
        typeof item !== 'string' &&
        item !== null &&
        typeof condition !== 'string' &&
        !('regex' in (condition as object))
      )
        return matches(item, condition, !cs);
      return match(item, condition, !cs, (table) => {
        f.scope.local('Matches').value = table;
      });
    }
    if (mode === 'wildcard') return wildcard(toText(condition), cs).test(toText(item));
    if (typeof item === 'boolean' && typeof condition !== 'boolean') return equals(toText(item), toText(condition), cs);
    if (item instanceof EnumValue && typeof condition === 'number') return false;
    if (typeof condition === 'string' && typeof item !== 'string') return equals(toText(item), condition, cs);
    return equals(item, condition, cs);
  };
  return waitStep(function* (f) {
    f.start = s.condition?.start ?? s.start;
    f.end = s.condition?.end ?? s.end;
    let v = subject.s ? subject.s(f) : yield* subject.g!(f);
    if (file) v = f.engine.fileLines(toText(v));
    const items = v === VOID ? [] : v === null ? [null] : iterate(v);
    const saved = f.scope.vars.get('_')?.value ?? null;
    const under = f.scope.local('_');
    const cursor = new Cursor(items);
    const restore = shown ? showCursor(f, 'switch', cursor) : null;
    try {
      outer: while (cursor.next()) {
        const item = cursor.current;
        let any = false;
        for (const x of clauses) {
          under.value = item;
          const condition = x.test.s ? x.test.s(f) : yield* x.test.g!(f);
          if (!fits(item, condition, f)) continue;
          any = true;
          under.value = item;
          const flow = yield* runBody(x.body, f);
          if (flow) {
            const out = loopFlow(flow, label);
            if (out === null) return undefined;
            if (out) return out;
            continue outer;
          }
        }
        if (!any && last) {
          under.value = item;
          const flow = yield* runBody(last, f);
          if (flow) {
            const out = loopFlow(flow, label);
            if (out === null) return undefined;
            if (out) return out;
          }
        }
      }
    } finally {
      under.value = saved;
      restore?.();
    }
    return undefined;
  });
}

function throwStatement(
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
  (e as { byThrow?: boolean }).byThrow = true;
  return e;
}

function tryStatement(c: Compiler, s: TryStatement): Step {
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
        if (!catches.length || engine.isControl(e)) throw e;
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

export { CastError };
