/** Attributes and type constraints: everything that stands in brackets before a name. */
import type { Attribute, Expression, NamedAttributeArgument, TypeConstraint } from './ast.ts';
import { before } from './blocks.ts';
import { expression } from './expressions.ts';
import { simpleName } from './keys.ts';
import type { Parser, Span } from './parser.ts';
import { EXPRESSION, type Token } from './tokens.ts';
import { typeName } from './type-names.ts';

/** Consecutive `[…]`; null where there is none. In an expression a line end behind a type stops the list. */
export function attributeList(p: Parser, inExpression: boolean): (Attribute | TypeConstraint)[] | null {
  const list: (Attribute | TypeConstraint)[] = [];
  for (let one = attribute(p); one; one = attribute(p)) {
    list.push(one);
    if (!inExpression || one.kind === 'Attribute') p.skipNewlines();
  }
  return list.length > 0 ? list : null;
}

/** A `[` where one stands, blanks and comments before it or not; in a command a word could begin with it. */
function bracket(p: Parser): Token | null {
  const { seen, lexer } = p;
  if (seen) {
    if (seen.kind !== '[') return null;
    return p.next();
  }
  const start = lexer.pos;
  let at = start;
  for (;;) {
    const c = lexer.char(at);
    if (c === 32 || c === 9 || c === 11 || c === 12 || c === 0x85 || c === 0xa0) at++;
    else if (c === 60 && lexer.char(at + 1) === 35) {
      lexer.pos = at;
      lexer.blockComment();
      at = lexer.pos;
    } else break;
  }
  if (lexer.char(at) === 91) return lexer.token('[', at, at + 1);
  lexer.pos = start;
  return null;
}

/** One `[…]`; null where there is none. */
export function attribute(p: Parser): Attribute | TypeConstraint | null {
  const open = bracket(p);
  if (!open) return null;
  p.skipNewlines();
  const name = typeName(p, true);
  if (!name) {
    p.resync(open.start);
    p.missing(open, 'MissingTypename');
    return null;
  }
  const t = p.next();
  if (t.kind === '(')
    return withArguments(
      p,
      { kind: 'Attribute', start: open.start, end: 0, typeName: name, positional: [], named: [] },
      t,
    );
  if (t.kind === ']') return { kind: 'TypeConstraint', start: open.start, end: t.end, typeName: name };
  p.unget(t);
  p.error(before(t), 'EndSquareBracketExpectedAtEndOfAttribute');
  return { kind: 'TypeConstraint', start: open.start, end: name.end, typeName: name };
}

function withArguments(p: Parser, result: Attribute, open: Token): Attribute {
  p.skipNewlines();
  const { mode } = p;
  p.mode = EXPRESSION;
  const last = argumentsOf(p, result, open);
  p.mode = mode;
  p.skipNewlines();
  const close = p.next();
  let end: Span = last;
  const closed = close.kind === ')';
  if (closed) end = close;
  else {
    p.unget(close);
    p.missing(last, 'MissingEndParenthesisInExpression');
  }
  p.skipNewlines();
  const square = p.next();
  if (square.kind === ']') end = square;
  else {
    p.unget(square);
    if (closed) p.missing(close, 'EndSquareBracketExpectedAtEndOfAttribute');
  }
  result.end = end.end;
  return result;
}

/** The arguments; answers what stands last. */
function argumentsOf(p: Parser, into: Attribute, open: Token): Span {
  const { noComma } = p;
  const seen = new Set<string>();
  let last: Span = open;
  let comma: Token | null = null;
  p.noComma = true;
  for (;;) {
    p.skipNewlines();
    const name = simpleName(p);
    if (name) {
      const value = namedValue(p, name);
      if (!value.omitted) last = value.argument;
      if (seen.has(name.value)) p.error(name, 'DuplicateNamedArgument', name.value);
      into.named.push(value);
      seen.add(name.value);
    } else {
      const value = expression(p);
      if (value) {
        into.positional.push(value);
        last = value;
      } else if (comma) {
        last = { start: comma.end, end: comma.end };
        p.missing(comma, 'MissingExpressionAfterToken', ',');
        into.positional.push({ kind: 'ErrorExpression', start: comma.end, end: comma.end, children: [] });
      }
    }
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== ',') break;
    last = comma;
    p.skip();
  }
  p.noComma = noComma;
  return last;
}

function namedValue(p: Parser, name: Expression & { readonly value: string }): NamedAttributeArgument {
  const { start } = name;
  const equals = p.peek();
  if (equals.kind !== '=') {
    const argument: Expression = { kind: 'ConstantExpression', start, end: name.end, value: true };
    return { kind: 'NamedAttributeArgument', start, end: name.end, name: name.value, argument, omitted: true };
  }
  p.skip();
  p.skipNewlines();
  let argument = expression(p);
  if (!argument) {
    p.missing(equals, 'MissingExpressionInNamedArgument');
    argument = { kind: 'ErrorExpression', start: equals.end, end: equals.end, children: [] };
    p.sync(true, ',', ')', ']', 'NewLine');
  }
  return { kind: 'NamedAttributeArgument', start, end: argument.end, name: name.value, argument, omitted: false };
}
