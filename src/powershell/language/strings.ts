/** Subexpressions inside strings, and the trees of string tokens. */
import { type Ast, childrenOf, type Expression, type StatementBlock } from './ast.ts';
import type { Token } from './lexer.ts';
import { Parser, statements } from './parser.ts';
import { GENERIC } from './tokens.ts';

/**
 * The `$( … )` from `start` to `end` of the text. Inside a quoted string a doubled or escaped double quote stands for one:
 * then the inner text is parsed apart and its offsets are put back.
 */
export function subexpressionInString(p: Parser, start: number, end: number, skipped: readonly number[]): Ast {
  const closed = p.text[end - 1] === ')' && end > start + 2;
  const from = start + 2;
  const to = closed ? end - 1 : end;
  if (skipped.length === 0) return withinText(p, start, end, from, to);
  let inner = '';
  const map: number[] = [];
  const drop = new Set(skipped);
  for (let i = from; i < to; i++) {
    if (drop.has(i)) continue;
    inner += p.text[i];
    map.push(i);
  }
  map.push(to);
  const sub = new Parser(inner);
  sub.depth = p.depth + 1;
  const body = block(sub, 0, inner.length);
  const at = (offset: number): number => map[Math.min(offset, map.length - 1)]!;
  for (const e of sub.errors.items) {
    p.errors.items.push({ ...e, start: at(e.start), end: at(e.end) });
  }
  move(body, at);
  return { kind: 'SubExpression', start, end, body };
}

function withinText(p: Parser, start: number, end: number, from: number, to: number): Ast {
  const savedEnd = p.lexer.end;
  const savedLast = p.last;
  p.lexer.end = to;
  p.reset(from);
  p.enter();
  const savedComma = p.noComma;
  p.noComma = false;
  const body = block(p, from, to);
  p.noComma = savedComma;
  p.depth--;
  p.lexer.end = savedEnd;
  p.reset(savedLast);
  return { kind: 'SubExpression', start, end, body };
}

function block(p: Parser, from: number, to: number): StatementBlock {
  const body: StatementBlock = { kind: 'StatementBlock', start: from, end: to, traps: [], statements: [] };
  for (;;) {
    statements(p, body);
    const t = p.peek('start');
    if (t.kind === 'End') break;
    p.take(t);
    p.error(t.start, t.end, 'UnexpectedToken', p.text.slice(t.start, t.end));
  }
  const first = body.statements[0];
  if (first) body.start = first.start;
  body.end = Math.max(body.start, p.last);
  return body;
}

function move(node: Ast, at: (offset: number) => number): void {
  node.start = at(node.start);
  node.end = at(node.end);
  for (const child of childrenOf(node)) move(child, at);
}

/** The tree of a string token. */
export function stringNode(token: Token): Expression {
  const { start, end } = token;
  if (token.parts) {
    return {
      kind: 'ExpandableStringExpression',
      start,
      end,
      parts: token.parts as (string | Expression)[],
      bare: (token.flags & GENERIC) !== 0,
    };
  }
  const quote = token.kind === 'Word' ? 'bare' : ((token.value as 'single' | null) ?? 'double');
  return { kind: 'StringConstantExpression', start, end, value: token.text, quote };
}
