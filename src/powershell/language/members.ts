/** Members, calls and indexes that follow a value without a blank. */
import type { Expression, TypeName } from './ast.ts';
import { before } from './blocks.ts';
import { isBlank } from './characters.ts';
import { singleArgument } from './commands.ts';
import { blockExpression, expression, primary, unary, wrong } from './expressions.ts';
import { simpleName } from './keys.ts';
import type { Parser, Span } from './parser.ts';
import { COMMAND, type Token, TYPE_NAME, UNARY_OPERATORS } from './tokens.ts';
import { typeArguments } from './type-names.ts';

/** The operator of a member or index, where one follows at once; null where none does. */
export function memberOperator(p: Parser, index: boolean): Token | null {
  // A token that was looked at means an error before.
  if (p.looking) return null;
  const { lexer } = p;
  while (lexer.char(lexer.pos) === 60 && lexer.char(lexer.pos + 1) === 35) lexer.blockComment();
  const at = lexer.pos;
  const c = lexer.char(at);
  const d = lexer.char(at + 1);
  if (c === 46 && d !== 46) {
    // At the end of a word of a command a dot is a word of its own.
    if (lexer.mode === COMMAND && (d === -1 || d === 10 || d === 13 || isBlank(d))) return null;
    return lexer.token('.', at, at + 1);
  }
  if (c === 58 && d === 58) {
    const e = lexer.char(at + 2);
    if (lexer.mode === COMMAND && (e === -1 || e === 10 || e === 13 || isBlank(e))) return null;
    return lexer.token('::', at, at + 2);
  }
  if (c === 91 && index) return lexer.token('[', at, at + 1);
  if (c === 63 && d === 46) return lexer.token('?.', at, at + 2);
  if (c === 63 && d === 91 && index) return lexer.token('?[', at, at + 2);
  return null;
}

/** All that follows a value, from the first operator on. */
export function members(p: Parser, value: Expression, first: Token | null): Expression {
  let result = value;
  for (let t = first; t; t = memberOperator(p, true)) {
    p.skipNewlines();
    p.enter();
    result = t.kind === '[' || t.kind === '?[' ? element(p, result, t) : member(p, result, t);
    p.depth--;
  }
  return result;
}

function element(p: Parser, target: Expression, open: Token): Expression {
  p.skipNewlines();
  const { noComma } = p;
  p.noComma = false;
  let index = expression(p);
  p.noComma = noComma;
  if (!index) {
    p.missing(open, 'MissingArrayIndexExpression');
    index = wrong(open);
  }
  p.skipNewlines();
  const close = p.next();
  let { end } = close;
  if (close.kind !== ']') {
    p.unget(close);
    if (index.kind !== 'ErrorExpression') p.missing(index, 'MissingEndSquareBracket');
    end = index.end;
  }
  return { kind: 'IndexExpression', start: target.start, end, target, index, nullConditional: open.kind === '?[' };
}

function memberName(p: Parser): Expression | null {
  const name = simpleName(p);
  if (name) return name;
  const t = p.peek();
  return UNARY_OPERATORS.has(t.kind) || t.kind === '[' ? unary(p) : primary(p, false);
}

function member(p: Parser, target: Expression, operator: Token): Expression {
  const isStatic = operator.kind === '::';
  const nullConditional = operator.kind === '?.';
  let name = memberName(p);
  if (!name) {
    p.missing(operator, 'MissingPropertyName');
    name = singleArgument(p, 'argument') ?? wrong({ start: target.start, end: operator.end });
  } else if (!p.looking) {
    const restore = p.lexer.pos;
    const generics = genericArguments(p, restore);
    const open = p.looking ? null : callOpen(p);
    if (open) {
      const call = callArguments(p, open);
      return {
        kind: 'InvokeMemberExpression',
        start: target.start,
        end: call.last.end,
        target,
        member: name,
        isStatic,
        nullConditional,
        arguments: call.list,
        generics: generics.types,
      };
    }
    if (generics.closed) p.resync(restore);
  }
  return {
    kind: 'MemberExpression',
    start: target.start,
    end: name.end,
    target,
    member: name,
    isStatic,
    nullConditional,
  };
}

/** `[type, type]` between a method's name and its parentheses. */
function genericArguments(p: Parser, restore: number): { readonly types: TypeName[]; readonly closed: boolean } {
  const none = { types: [], closed: false };
  let at = restore;
  while (p.lexer.char(at) === 32 || p.lexer.char(at) === 9) at++;
  // Most values have nothing of the kind behind them.
  const c = p.lexer.char(at);
  if (c !== 91 && c !== 60 && c !== 96 && c < 127) return none;
  const open = p.next();
  if (open.kind !== '[') {
    p.resync(restore);
    return none;
  }
  const { mode } = p;
  p.mode = TYPE_NAME;
  p.skipNewlines();
  const first = p.next();
  if (first.kind !== 'Identifier') {
    p.mode = mode;
    p.resync(restore);
    return none;
  }
  const { types, close } = typeArguments(p, first);
  const closed = close.kind === ']';
  if (!closed) {
    p.unget(close);
    p.incomplete(before(close), 'EndSquareBracketExpectedAtEndOfType');
  }
  p.mode = mode;
  return { types, closed };
}

function callOpen(p: Parser): Token | null {
  const { lexer } = p;
  const c = lexer.char(lexer.pos);
  if (c === 40) return lexer.token('(', lexer.pos, lexer.pos + 1);
  return c === 123 ? lexer.token('{', lexer.pos, lexer.pos + 1) : null;
}

function callArguments(p: Parser, open: Token): { readonly list: Expression[]; readonly last: Span } {
  if (open.kind === '(') return argumentList(p, open);
  p.skipNewlines();
  const block = blockExpression(p, open);
  return { list: [block], last: block };
}

/** Arguments of a call after its `(`, with the `)`. */
export function argumentList(p: Parser, open: Token): { readonly list: Expression[]; readonly last: Span } {
  const { noComma } = p;
  p.noComma = true;
  const list: Expression[] = [];
  let comma: Token | null = null;
  let reported = false;
  for (;;) {
    p.skipNewlines();
    const arg = expression(p);
    if (!arg) {
      if (comma) {
        p.missing(comma, 'MissingExpressionAfterToken', ',');
        reported = true;
      }
      break;
    }
    list.push(arg);
    p.skipNewlines();
    comma = p.next();
    if (comma.kind !== ',') {
      p.unget(comma);
      comma = null;
      break;
    }
  }
  p.skipNewlines();
  const close = p.next();
  const last = list[list.length - 1];
  p.noComma = noComma;
  if (close.kind === ')') return { list, last: close };
  p.unget(close);
  if (!reported) p.missing(last ?? open, 'MissingEndParenthesisInMethodCall');
  return { list, last: comma ?? last ?? open };
}
