/** Assignments to closures. */
import type { Assignment, Expression } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import * as arith from './arithmetic.ts';
import { type Code, sync, waits } from './code.ts';
import { enumerable } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression } from './compile-expressions.ts';
import { compileTarget, type Target } from './compile-targets.ts';
import { splitName } from './compile-variables.ts';
import type { Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import { typeConstraint } from './parameter-attributes.ts';
import { epoch } from './scope.ts';

const COMPOUND: Readonly<Record<string, (l: PSValue, r: PSValue) => PSValue>> = {
  '+=': arith.add,
  '-=': arith.subtract,
  '*=': arith.multiply,
  '/=': arith.divide,
  '%=': arith.remainder,
};

/** No value adds nothing to a list and is null to everything else. */
function joined(combine: (l: PSValue, r: PSValue) => PSValue, left: PSValue, right: PSValue): PSValue {
  if (right !== VOID) return combine(left, right);
  return combine(left, combine === arith.add && enumerable(left) ? [] : null);
}

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
        const v = r(f);
        w(f, v);
        f.engine.ok = true;
        return v;
      });
    }
    const old = read.s!;
    return sync((f) => {
      begin(f);
      const left = old(f);
      const v = joined(combine!, left, r(f));
      w(f, v);
      return v;
    });
  }
  return waits(function* (f) {
    begin(f);
    const left = read ? (read.s ? read.s(f) : yield* read.g!(f)) : null;
    let v = right.s ? right.s(f) : yield* right.g!(f);
    f.start = start;
    f.end = end;
    if (combine) v = joined(combine, left, v);
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
      let x = v === VOID ? null : v;
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
      const value = constraint(v === VOID ? null : v, true, !old);
      const variable = home.local(name);
      variable.constraint = null;
      variable.value = value;
      variable.constraint = (x) => constraint(x, false);
      variable.special = true;
      variable.none = v === VOID && value === null;
      epoch.value++;
    },
    g: null,
  };
}
