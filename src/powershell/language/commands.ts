/** Commands and their arguments. */
import type { Command, CommandParameter, Expression } from './ast.ts';
import { isDoubleQuote, isNewline } from './characters.ts';
import { primary } from './expressions.ts';
import type { Parser, Span } from './parser.ts';
import { redirection } from './pipelines.ts';
import { stringNode } from './strings.ts';
import { COLON, COMMAND, type Token } from './tokens.ts';

/** What an argument is for: a command's name is never expanded, only an argument may be a list. */
export type Place = 'name' | 'called' | 'argument' | 'file' | 'switch';

/** An argument where none but itself is wanted; null where none stands. */
export function singleArgument(p: Parser, place: Place): Expression | null {
  const { kind } = p.peek();
  if (kind === ',' || kind === 'End') return null;
  const { mode } = p;
  p.mode = COMMAND;
  const value = commandArgument(p, place, p.next());
  p.mode = mode;
  return value;
}

/** Tokens that are never arguments. */
const NEVER = new Set('| } ) End NewLine ; Redirect < && || & -- ,'.split(' '));

/** Tokens that begin a value. */
const VALUES = new Set('Splatted Variable Number String ( $( @( @{ {'.split(' '));

const bare = (at: Span, value: string): Expression => ({
  kind: 'StringConstantExpression',
  start: at.start,
  end: at.end,
  value,
  quote: 'bare',
});

/** A word with variables inside, that are not expanded. */
const literal = (p: Parser, t: Token): string =>
  (t.parts ?? []).map((part) => (typeof part === 'string' ? part : p.written(part))).join('');

/** A word, value or list after its first token; null, with the token put back, where it begins none. */
export function commandArgument(p: Parser, place: Place, first: Token): Expression | null {
  let t = first;
  let list: Expression[] | null = null;
  let comma: Token | null = null;
  for (;;) {
    if (NEVER.has(t.kind)) {
      p.unget(t);
      if (!comma || !list) return null;
      p.missing(comma, 'MissingExpression', ',');
      return { kind: 'ErrorExpression', start: list[0]!.start, end: comma.end, children: list };
    }
    let value: Expression;
    if (VALUES.has(t.kind)) {
      p.unget(t);
      value = primary(p, true)!;
    } else if (t.kind === 'Generic') {
      value = t.parts && place !== 'name' ? stringNode(p, t) : bare(t, t.parts ? literal(p, t) : t.text);
    } else value = bare(t, p.written(t));
    const verbatim = t.kind === 'Generic' && t.text === '--%';
    if (place === 'argument' && !verbatim) {
      const after = p.peek();
      if (after.kind === ',') {
        comma = after;
        list ??= [];
        list.push(value);
        p.skip();
        p.skipNewlines();
        t = p.next();
        continue;
      }
    }
    if (!list) return value;
    list.push(value);
    return { kind: 'ArrayLiteral', start: list[0]!.start, end: value.end, elements: list };
  }
}

/** A command with its arguments; null where none begins. */
export function command(p: Parser): Command | null {
  const { mode } = p;
  p.mode = COMMAND;
  const result = words(p);
  p.mode = mode;
  return result;
}

function words(p: Parser): Command | null {
  const first = p.next();
  const invocation = first.kind === '.' || first.kind === '&' ? (first.kind as '.' | '&') : '';
  const result: Command = {
    kind: 'Command',
    start: first.start,
    end: first.end,
    invocation,
    elements: [],
    redirections: [],
  };
  let t = invocation === '' ? first : p.next();
  let place: Place = invocation === '' ? 'name' : 'called';
  let onlyWords = false;
  loop: for (;;) {
    switch (t.kind) {
      case '|':
      case '}':
      case ')':
      case 'End':
      case 'NewLine':
      case ';':
      case '&&':
      case '||':
      case '&':
        p.unget(t);
        break loop;
      case '--':
        result.end = t.end;
        result.elements.push(
          onlyWords
            ? bare(t, '--')
            : { kind: 'CommandParameter', start: t.start, end: t.end, name: '-', argument: null, errorEnd: t.end },
        );
        onlyWords = true;
        break;
      case ',':
        result.end = t.end;
        p.error(t, 'MissingArgument');
        p.skipNewlines();
        break;
      case 'Parameter': {
        const element = place !== 'argument' || onlyWords ? bare(t, p.written(t)) : parameter(p, t);
        result.end = element.end;
        result.elements.push(element);
        break;
      }
      case 'Redirect':
      case '<':
        if (place === 'argument') result.end = redirection(p, t, result.redirections)?.end ?? t.end;
        else {
          result.end = t.end;
          result.elements.push(bare(t, p.written(t)));
        }
        break;
      default: {
        const value = commandArgument(p, place, t)!;
        result.end = value.end;
        result.elements.push(value);
        if (t.kind === 'Generic' && t.text === '--%' && verbatim(p, result)) break loop;
      }
    }
    place = 'argument';
    t = p.next();
  }
  if (result.elements.length > 0) return result;
  if (invocation !== '') p.error(first, 'MissingExpression', invocation);
  return null;
}

function parameter(p: Parser, t: Token): CommandParameter {
  let argument: Expression | null = null;
  if (t.flags & COLON && p.peek().kind !== ',') {
    argument = commandArgument(p, 'argument', p.next());
    if (!argument) p.error({ start: t.end, end: t.end }, 'ParameterRequiresArgument', p.written(t));
  }
  return {
    kind: 'CommandParameter',
    start: t.start,
    end: (argument ?? t).end,
    name: t.text,
    argument,
    errorEnd: t.end,
  };
}

/** What follows `--%` is passed as it is, up to the line's end or a `|` outside quotes; true where something does. */
function verbatim(p: Parser, into: Command): boolean {
  const { lexer } = p;
  if (p.seen && p.seen.kind !== 'Parameter') return false;
  if (p.seen) p.resync(p.seen.start);
  let start = lexer.pos;
  while (lexer.char(start) === 32 || lexer.char(start) === 9) start++;
  let at = start;
  let quoted = false;
  for (; at < lexer.end; at++) {
    const c = lexer.char(at);
    if (isNewline(c)) break;
    if (isDoubleQuote(c)) quoted = !quoted;
    else if (!quoted && (c === 124 || (c === 38 && lexer.char(at + 1) === 38))) break;
  }
  lexer.pos = at;
  into.elements.push(bare({ start, end: at }, p.text.slice(start, at)));
  into.end = at;
  return true;
}
