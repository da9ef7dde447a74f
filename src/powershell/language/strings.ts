/** The trees of string tokens, and the subexpressions inside them. */
import { type Ast, childrenOf, type Expression } from './ast.ts';
import { primary } from './expressions.ts';
import { Parser } from './parser.ts';
import type { Token, Unread } from './tokens.ts';

/** The tree of a string, or of a word with variables inside. */
export function stringNode(p: Parser, token: Token): Expression {
  const { start, end } = token;
  if (!token.parts) {
    const quote = token.kind === 'Generic' ? 'bare' : ((token.value as 'single' | null) ?? 'double');
    return { kind: 'StringConstantExpression', start, end, value: token.text, quote };
  }
  const parts = token.parts.map((part) =>
    typeof part !== 'string' && part.kind === 'Unread' ? (inner(p, part) ?? '') : part,
  );
  return { kind: 'ExpandableStringExpression', start, end, parts, bare: token.kind === 'Generic' };
}

/**
 * The `$( … )` of a string. Inside a quoted string a doubled or escaped double quote stands for one: then the inner text is
 * parsed apart and its offsets are put back.
 */
function inner(p: Parser, part: Unread): Expression | null {
  p.enter();
  const value = part.skipped.length === 0 ? within(p, part) : apart(p, part);
  p.depth--;
  return value;
}

function within(p: Parser, part: Unread): Expression | null {
  const { lexer } = p;
  const { pos, end, whole, base } = lexer;
  const ahead = p.seen;
  p.resync(part.start);
  lexer.pos = part.start;
  lexer.end = part.end;
  lexer.base = part.start;
  lexer.whole = part.end - part.start;
  const value = primary(p, true);
  p.skip();
  lexer.end = end;
  lexer.base = base;
  lexer.whole = whole;
  lexer.pos = pos;
  if (ahead) p.unget(ahead);
  return value;
}

function apart(p: Parser, part: Unread): Expression | null {
  let text = '';
  const map: number[] = [];
  const drop = new Set(part.skipped);
  for (let i = part.start; i < part.end; i++) {
    if (drop.has(i)) continue;
    text += p.text[i];
    map.push(i);
  }
  const sub = new Parser(text);
  sub.depth = p.depth + 1;
  sub.mode = p.mode;
  sub.noComma = p.noComma;
  const value = primary(sub, true);
  // An offset stands behind the character before it: a quote that is left out belongs to what follows.
  const at = (offset: number): number =>
    offset <= 0 ? part.start : offset > map.length ? part.end + offset - map.length : map[offset - 1]! + 1;
  for (const e of sub.errors.items) p.errors.add({ ...e, start: at(e.start), end: at(e.end) });
  if (value) move(value, at);
  return value;
}

function move(node: Ast, at: (offset: number) => number): void {
  if (node.start !== 0 || node.end !== 0 || node.kind !== 'StatementBlock') {
    node.start = at(node.start);
    node.end = at(node.end);
  }
  for (const child of childrenOf(node)) move(child, at);
}
