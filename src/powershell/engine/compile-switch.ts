/** The switch statement to a closure. */
import type { SwitchStatement } from '../language/ast.ts';
import { EnumValue, type PSValue, ScriptBlock } from '../values.ts';
import { type Step, sync, waitStep } from './code.ts';
import { iterate } from './collections.ts';
import { equals } from './compare.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression } from './compile-expressions.ts';
import { loopFlow, runBody } from './compile-loops.ts';
import { blockNow } from './compile-operators.ts';
import { compileStatements } from './compile-statements.ts';
import { toText, truth } from './convert.ts';
import type { Frame } from './frame.ts';
import { Cursor, namesEnumerator, showCursor } from './loop-enumerator.ts';
import { VOID } from './method-tools.ts';
import { match, matches, reportedPattern } from './text-operators.ts';
import { wildcard } from './wildcard.ts';

export function switchStatement(c: Compiler, s: SwitchStatement): Step {
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
      reportedPattern(condition, !cs);
      if (
        typeof item !== 'string' &&
        item !== null &&
        typeof condition !== 'string' &&
        !(typeof condition === 'object' && condition !== null && 'regex' in condition)
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
