/** Statements to closures. */
import type { Expression, IfStatement, Pipeline, Statement, TrapStatement } from '../language/ast.ts';
import { type Step, step, sync, waitStep } from './code.ts';
import { enumerable } from './collections.ts';
import { compileAssignment } from './compile-assignments.ts';
import type { Compiler } from './compile-block.ts';
import { compileTrap, throwStatement, tryStatement, withTraps } from './compile-errors.ts';
import { compileExpression } from './compile-expressions.ts';
import { forEach, forLoop, whileLoop } from './compile-loops.ts';
import { compileChain, compilePipeline } from './compile-pipeline.ts';
import { switchStatement } from './compile-switch.ts';
import { assignVariable } from './compile-variables.ts';
import { toText, truth } from './convert.ts';
import { ExitError, type Flow, RETURN } from './frame.ts';
import { VOID } from './method-tools.ts';
import { isNoValue, noValues } from './no-value.ts';
import { consume, discard, emitCode } from './steps.ts';

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
  if (traps.length) return withTraps(steps, traps);
  return waitStep(function* (f) {
    for (let i = 0; i < steps.length; i++) {
      const s = steps[i]!;
      try {
        const flow = s.s ? s.s(f) : yield* s.g!(f);
        if (flow) return flow;
      } catch (e) {
        const more = f.engine.caught(e, f);
        if (more) yield* more;
      }
    }
    return undefined;
  });
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
          if (noValues.any && items[i] === null && isNoValue(items, i)) continue;
          const more = f.out.write(items[i]!);
          if (more) yield* more;
        }
      }
    }
    return undefined;
  });
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
