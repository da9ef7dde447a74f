/** Binary and unary operators to closures. */
import type { Binary, Unary } from '../language/ast.ts';
import type { PSValue, ScriptBlock } from '../values.ts';
import * as arith from './arithmetic.ts';
import { type Code, map, map2, sync, waits } from './code.ts';
import { collapse, enumerable } from './collections.ts';
import * as cmp from './compare.ts';
import type { Compiler } from './compile-block.ts';
import { typeOperator } from './compile-casts.ts';
import { compileExpression } from './compile-expressions.ts';
import { increment } from './compile-members.ts';
import { toText, truth } from './convert.ts';
import { runNow } from './flow.ts';
import { Collector, type Frame } from './frame.ts';
import { range } from './range.ts';
import type { ScriptBlockValue } from './script-block.ts';
import * as textops from './text-operators.ts';

/** Calls a script block with `$_` from inside an operator. */
export function blockNow(f: Frame, block: ScriptBlock, item: PSValue): PSValue {
  const out = new Collector();
  runNow(f.engine.runBlock(block as ScriptBlockValue, { scope: f.scope, item, out, streams: f.streams, args: [] }));
  return collapse(out.items);
}

const FILTERS: Readonly<Record<string, (l: PSValue, r: PSValue, cs: boolean) => boolean>> = {
  eq: (l, r, cs) => cmp.equals(l, r, cs),
  ne: (l, r, cs) => !cmp.equals(l, r, cs),
  gt: (l, r, cs) => cmp.order(l, r, cs) > 0,
  ge: (l, r, cs) => cmp.order(l, r, cs) >= 0,
  lt: (l, r, cs) => cmp.order(l, r, cs) < 0,
  le: (l, r, cs) => cmp.order(l, r, cs) <= 0,
  like: (l, r, cs) => textops.like(l, r, cs),
  notlike: (l, r, cs) => !textops.like(l, r, cs),
};

/** A comparison operator by its bare name, for Where-Object too. */
export const COMPARISONS = FILTERS;

function contains(list: PSValue, item: PSValue, cs: boolean): boolean {
  return (enumerable(list) ?? [list]).some((x) => cmp.equals(x, item, cs));
}

export function binary(c: Compiler, e: Binary): Code {
  const left = compileExpression(c, e.left);
  const op = e.operator;
  if (op === '-and' || op === '-or' || op === '??') return shortCircuit(c, e, left);
  if (op === '-is' || op === '-isnot' || op === '-as') return typeOperator(c, e, left);
  const right = compileExpression(c, e.right);
  switch (op) {
    case '+':
      return map2(left, right, arith.add);
    case '-':
      return map2(left, right, arith.subtract);
    case '*':
      return map2(left, right, arith.multiply);
    case '/':
      return map2(left, right, arith.divide);
    case '%':
      return map2(left, right, arith.remainder);
    case '..':
      return map2(left, right, range);
    case '-f':
      return map2(left, right, textops.format);
    case '-band':
    case '-bor':
    case '-bxor':
      return map2(left, right, (l, r) => arith.bitwise(op, l, r));
    case '-shl':
    case '-shr':
      return map2(left, right, (l, r) => arith.shift(op, l, r));
    case '-xor':
      return map2(left, right, (l, r) => truth(l) !== truth(r));
    case '-join':
      return map2(left, right, (l, r) => textops.join(l, toText(r)));
  }
  const m =
    /^-([ic]?)(eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|replace|contains|notcontains|in|notin|split)$/.exec(op)!;
  const cs = m[1] === 'c';
  const name = m[2]!;
  if (name === 'lt' && !cs) return numeric(left, right, (a, b) => a < b, FILTERS['lt']!);
  if (name === 'le' && !cs) return numeric(left, right, (a, b) => a <= b, FILTERS['le']!);
  if (name === 'gt' && !cs) return numeric(left, right, (a, b) => a > b, FILTERS['gt']!);
  if (name === 'ge' && !cs) return numeric(left, right, (a, b) => a >= b, FILTERS['ge']!);
  const filter = FILTERS[name];
  if (filter) return map2(left, right, (l, r) => cmp.filterOrTest(l, (x) => filter(x, r, cs)));
  switch (name) {
    case 'contains':
      return map2(left, right, (l, r) => contains(l, r, cs));
    case 'notcontains':
      return map2(left, right, (l, r) => !contains(l, r, cs));
    case 'in':
      return map2(left, right, (l, r) => contains(r, l, cs));
    case 'notin':
      return map2(left, right, (l, r) => !contains(r, l, cs));
    case 'match':
    case 'notmatch':
      return map2(left, right, (l, r, f) => matchOperator(l, r, f, !cs, name === 'notmatch'));
    case 'replace':
      return map2(left, right, (l, r, f) => textops.replace(l, r, op, (block, m) => blockNow(f, block, m)));
    default:
      return map2(left, right, (l, r, f) => textops.split(l, r, !cs, (block, ch) => truth(blockNow(f, block, ch))));
  }
}

function numeric(
  left: Code,
  right: Code,
  fast: (a: number, b: number) => boolean,
  slow: (l: PSValue, r: PSValue, cs: boolean) => boolean,
): Code {
  return map2(left, right, (l, r) => {
    if (typeof l === 'number' && typeof r === 'number') return fast(l, r);
    return cmp.filterOrTest(l, (x) => slow(x, r, false));
  });
}

function matchOperator(l: PSValue, r: PSValue, f: Frame, ignoreCase: boolean, negated: boolean): PSValue {
  const items = enumerable(l);
  if (items) return items.filter((x) => textops.matches(x, r, ignoreCase) !== negated);
  const found = textops.match(l, r, ignoreCase, (table) => {
    f.scope.local('Matches').value = table;
  });
  return found !== negated;
}

function shortCircuit(c: Compiler, e: Binary, left: Code): Code {
  const right = compileExpression(c, e.right);
  const stop = (v: PSValue): boolean =>
    e.operator === '-and' ? !truth(v) : e.operator === '-or' ? truth(v) : v !== null;
  const finish = (v: PSValue): PSValue => (e.operator === '??' ? v : truth(v));
  if (left.s && right.s) {
    const l = left.s;
    const r = right.s;
    return sync((f) => {
      const v = l(f);
      return finish(stop(v) ? v : r(f));
    });
  }
  return waits(function* (f) {
    const v = left.s ? left.s(f) : yield* left.g!(f);
    if (stop(v)) return finish(v);
    return finish(right.s ? right.s(f) : yield* right.g!(f));
  });
}

export function unary(c: Compiler, e: Unary): Code {
  if (e.operator === '++' || e.operator === '--') return increment(c, e);
  const child = compileExpression(c, e.child);
  switch (e.operator) {
    case '!':
    case '-not':
      return map(child, (v) => !truth(v));
    case '-':
      return map(child, arith.negate);
    case '+':
      return map(child, arith.positive);
    case '-bnot':
      return map(child, arith.bitwiseNot);
    case '-join':
      return map(child, (v) => textops.join(v, ''));
    default:
      return map(child, textops.splitBlanks);
  }
}
