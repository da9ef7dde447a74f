/** Hashtables, arrays, expandable strings and parentheses to closures. */
import type { Expression, Hashtable as HashtableAst, Statement } from '../language/ast.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { type Code, map, mapAll, sync, waits } from './code.ts';
import { enumerable, OrderedDictionary } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression, compileValue } from './compile-expressions.ts';
import { readVariable } from './compile-variables.ts';
import { toText } from './convert.ts';
import { runtimeError } from './errors.ts';
import type { Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import { markNoValue, placeOf } from './no-value.ts';

export function paren(c: Compiler, s: Statement): Code {
  if (
    s.kind === 'Pipeline' &&
    s.elements.length === 1 &&
    s.elements[0]!.kind === 'CommandExpression' &&
    !s.elements[0]!.redirections.length &&
    !s.background
  ) {
    const element = s.elements[0]!;
    if (element.kind === 'CommandExpression') return compileValue(c, element.expression);
  }
  if (s.kind === 'AssignmentStatement') {
    // An assignment in parentheses also gives its value.
    return inPlace(c.assignmentValue(s));
  }
  return inPlace(c.collectStatement(s));
}

/** Errors after a pipeline in parentheses are placed where the statement around it is. */
function inPlace(code: Code): Code {
  if (code.s) {
    const { s } = code;
    return sync((f) => {
      const { start, end } = f;
      const v = s(f);
      f.start = start;
      f.end = end;
      return v;
    });
  }
  const g = code.g!;
  return waits(function* (f) {
    const { start, end } = f;
    const v = yield* g(f);
    f.start = start;
    f.end = end;
    return v;
  });
}

/** `a, b`: an element without output leaves a place without a value. */
export function arrayLiteral(c: Compiler, elements: readonly Expression[]): Code {
  return mapAll(
    elements.map((x) => compileValue(c, x)),
    (values) => {
      for (let i = 0; i < values.length; i++) {
        if (values[i] !== VOID) continue;
        values[i] = null;
        markNoValue(values, i);
      }
      return values;
    },
  );
}

export function arrayExpression(
  c: Compiler,
  e: Extract<Expression, { kind: 'ArrayExpression' | 'SubExpression' }>,
): Code {
  const only = e.body.statements.length === 1 ? e.body.statements[0]! : null;
  if (
    only?.kind === 'Pipeline' &&
    only.elements.length === 1 &&
    only.elements[0]!.kind === 'CommandExpression' &&
    !only.elements[0]!.redirections.length
  ) {
    const code = compileValue(c, only.elements[0]!.expression);
    return map(code, (v) => {
      if (v === VOID) return [];
      const items = enumerable(v);
      return items ? (Array.isArray(v) ? v : [...items]) : [v];
    });
  }
  const collected = c.collectItems(e.body);
  return collected;
}

export function expandable(c: Compiler, parts: readonly (string | Expression)[]): Code {
  const codes = parts.map((p) =>
    typeof p === 'string' ? p : p.kind === 'VariableExpression' ? readVariable(p, c.slots, 2) : compileExpression(c, p),
  );
  const text = (v: PSValue, f: Frame): string => (typeof v === 'string' ? v : toText(v, f.engine.separator(f.scope)));
  if (codes.every((p) => typeof p === 'string' || p.s)) {
    const all = codes.map((p) => (typeof p === 'string' ? p : p.s!));
    return sync((f) => {
      let out = '';
      for (const p of all) out += typeof p === 'string' ? p : text(p(f), f);
      return out;
    });
  }
  return waits(function* (f) {
    let out = '';
    for (const p of codes) {
      if (typeof p === 'string') out += p;
      else out += text(p.s ? p.s(f) : yield* p.g!(f), f);
    }
    return out;
  });
}

export function hashtable(c: Compiler, e: HashtableAst, ordered: boolean): Code {
  const keys = e.pairs.map((p) => compileExpression(c, p.key));
  const values = e.pairs.map((p) => c.statementValue(p.value, true));
  const make = (): Hashtable => (ordered ? new OrderedDictionary() : new Hashtable());
  const put = (t: Hashtable, k: PSValue, v: PSValue): void => {
    if (k === null) throw runtimeError('InvalidNullKey', 'A null key is not allowed in a hash literal.');
    if (t.entries.size && t.get(k) !== undefined) {
      throw runtimeError(
        'DuplicateKeyInHashLiteral',
        `Duplicate keys '${toText(k)}' are not allowed in hash literals.`,
      );
    }
    t.set(k, v === VOID ? null : v);
    if (v === VOID) markNoValue(t, placeOf(k));
  };
  if (keys.every((k) => k.s) && values.every((v) => v.s)) {
    return sync((f) => {
      const t = make();
      for (let i = 0; i < keys.length; i++) put(t, keys[i]!.s!(f), values[i]!.s!(f));
      return t;
    });
  }
  return waits(function* (f) {
    const t = make();
    for (let i = 0; i < keys.length; i++) {
      const k = keys[i]!.s ? keys[i]!.s!(f) : yield* keys[i]!.g!(f);
      put(t, k, values[i]!.s ? values[i]!.s!(f) : yield* values[i]!.g!(f));
    }
    return t;
  });
}
