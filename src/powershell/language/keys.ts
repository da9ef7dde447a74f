/** Names that stand where a word of the language may: labels, keys of hashtables, members. */
import type { Expression, StringConstant } from './ast.ts';
import { unary } from './expressions.ts';
import type { Parser } from './parser.ts';

/** A plain name; null where none stands. */
export function simpleName(p: Parser): StringConstant | null {
  p.lexer.wantName = true;
  const t = p.peek();
  p.lexer.wantName = false;
  if (t.kind !== 'Identifier') return null;
  p.skip();
  return { kind: 'StringConstantExpression', start: t.start, end: t.end, value: p.written(t), quote: 'bare' };
}

/** A label of break and continue, or a key of a hashtable; null where none stands. */
export function labelOrKey(p: Parser): Expression | null {
  const name = simpleName(p);
  if (name) return name;
  const t = p.peek();
  if (t.kind === 'NewLine' || t.kind === ';') return null;
  const saved = p.noComma;
  p.noComma = true;
  const key = unary(p);
  p.noComma = saved;
  return key;
}
