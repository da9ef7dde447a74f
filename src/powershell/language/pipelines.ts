/** Pipelines, commands, redirections and assignments. */
import type {
  Assignment,
  Command,
  CommandExpression,
  CommandParameter,
  Expression,
  Pipeline,
  PipelineChain,
  Redirection,
  Statement,
} from './ast.ts';
import { isDoubleQuote, isNewline, isSingleQuote } from './characters.ts';
import { expression, primary } from './expressions.ts';
import type { Token } from './lexer.ts';
import { scanWord } from './lexer-strings.ts';
import type { Parser } from './parser.ts';
import { statement } from './statements.ts';
import { stringNode } from './strings.ts';
import { ASSIGNMENTS, COLON, GENERIC, KEYWORD } from './tokens.ts';

/** Pipelines joined by `&&` and `||`, perhaps in the background. An assignment takes all of its right side. */
export function pipelineChain(p: Parser): Statement | null {
  let left: PipelineChain | Pipeline | null = null;
  let operator: Token | null = null;
  for (;;) {
    const right = pipeline(p);
    if (!right) {
      if (operator) p.error(operator.start, operator.end, 'EmptyPipelineChainElement', operator.kind);
      return left;
    }
    if (right.kind !== 'Pipeline') {
      if (!left) return right;
      return left;
    }
    left =
      left && operator
        ? {
            kind: 'PipelineChain',
            start: left.start,
            end: right.end,
            operator: operator.kind as '&&' | '||',
            left,
            right,
            background: false,
          }
        : right;
    const t = p.peek('operator');
    if (t.kind === '&&' || t.kind === '||') {
      operator = p.take(t);
      p.skipNewlines();
      continue;
    }
    if (t.kind === '&') {
      p.take(t);
      left.background = true;
    }
    return left;
  }
}

function pipeline(p: Parser): Pipeline | Assignment | null {
  const elements: Pipeline['elements'] = [];
  let bar: Token | null = null;
  for (;;) {
    const first = elements.length === 0;
    const element = pipelineElement(p, first);
    if (element?.kind === 'AssignmentStatement') return element;
    if (!element) {
      if (bar) {
        p.error(bar.end, bar.end, 'EmptyPipeElement');
      } else {
        const t = p.peek('start');
        if (t.kind !== '|' && t.kind !== '||' && t.kind !== '&&') return null;
        p.take(t);
        p.error(t.start, t.end, 'EmptyPipeElement');
        bar = t;
        if (elements.length === 0 && !startsElement(p))
          return { kind: 'Pipeline', start: t.start, end: t.end, background: false, elements };
        continue;
      }
    } else {
      elements.push(element);
      if (!first && element.kind === 'CommandExpression') {
        p.error(element.start, element.end, 'ExpressionsMustBeFirstInPipeline');
      }
    }
    const t = nextBar(p);
    if (t.kind !== '|') break;
    bar = p.take(t);
    p.skipNewlines();
  }
  const start = elements[0]?.start ?? p.last;
  const end = elements[elements.length - 1]?.end ?? p.last;
  finish(p);
  return { kind: 'Pipeline', start, end, background: false, elements };
}

function startsElement(p: Parser): boolean {
  const t = p.peek('start');
  return !['NewLine', 'End', ';', ')', '}'].includes(t.kind);
}

/** A `|` may stand at the begin of one of the next lines. */
function nextBar(p: Parser): Token {
  const t = p.peek('operator');
  if (t.kind !== 'NewLine') return t;
  const m = /(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))+[ \t]*\|(?!\|)/y;
  m.lastIndex = t.start;
  if (m.test(p.text) && m.lastIndex <= p.lexer.end) {
    p.reset(m.lastIndex - 1);
    return p.peek('operator');
  }
  return t;
}

/** After a pipeline only an end may follow. */
function finish(p: Parser): void {
  const t = p.peek('operator');
  switch (t.kind) {
    case 'NewLine':
    case ';':
    case ')':
    case '}':
    case 'End':
    case '&&':
    case '||':
    case '&':
      return;
    case '<':
      p.take(t);
      p.error(t.start, t.end, 'RedirectionNotSupported', '<');
      argument(p, p.peek('arg'));
      finish(p);
      return;
    default: {
      // The error names the token as it reads at the start of a statement, which it becomes.
      const s = p.peek('start');
      const shown = s.kind === 'Variable' || s.start === t.start ? s : t;
      const token = t.kind === 'Parameter' ? t : shown;
      p.error(token.start, token.end, 'UnexpectedToken', p.text.slice(token.start, token.end));
      if (t.kind === 'Parameter' || t.kind === ']' || t.kind === '.' || t.kind === '=') {
        p.take(p.peek('operator'));
        if (t.kind === 'Parameter') finish(p);
      }
    }
  }
}

function pipelineElement(p: Parser, first: boolean): Assignment | Command | CommandExpression | null {
  const t = p.peek('start');
  switch (t.kind) {
    case 'End':
    case 'NewLine':
    case ';':
    case ')':
    case '}':
    case '|':
    case '||':
    case '&&':
    case ',':
      if (t.kind !== ',') return null;
      break;
    case '&':
    case '.':
      return command(p, t);
    case 'Word':
    case 'Label':
      return command(p, null);
    case 'String':
      if (t.flags & GENERIC) return command(p, null);
      break;
    case '>':
    case '>>':
    case '>&':
    case '<':
      return command(p, null);
    default:
      if (t.flags & KEYWORD) return command(p, null);
  }
  const value = expression(p);
  if (!value) return t.kind === '[' ? command(p, null) : null;
  if (first) {
    const operator = p.peek('operator');
    if (ASSIGNMENTS.has(operator.kind)) return assignment(p, value, operator);
  }
  const redirections = redirectionList(p);
  return { kind: 'CommandExpression', start: value.start, end: p.last, expression: value, redirections };
}

function assignment(p: Parser, left: Expression, operator: Token): Assignment {
  p.take(operator);
  p.skipNewlines();
  p.enter();
  let right: Statement | null = statement(p);
  p.depth--;
  if (!right) {
    p.error(operator.end, operator.end, 'ExpectedValueExpression', p.text.slice(operator.start, operator.end));
    right = { kind: 'ErrorStatement', start: p.last, end: p.last, children: [] };
  }
  const only = right.kind === 'Pipeline' && !right.background && right.elements.length === 1 ? right.elements[0] : null;
  return {
    kind: 'AssignmentStatement',
    start: left.start,
    end: right.end,
    operator: operator.kind,
    left,
    right: only?.kind === 'CommandExpression' ? only : right,
    operatorStart: operator.start,
    operatorEnd: operator.end,
  };
}

function redirectionList(p: Parser): Redirection[] {
  const list: Redirection[] = [];
  for (let t = p.peek('operator'); isRedirection(t); t = p.peek('operator')) {
    const r = redirection(p, t);
    if (r) list.push(r);
  }
  return list;
}

function isRedirection(t: Token): boolean {
  return t.kind === '>' || t.kind === '>>' || t.kind === '>&';
}

function redirection(p: Parser, t: Token): Redirection | null {
  p.take(t);
  const from = Number(t.text);
  if (t.kind === '>&') {
    const to = t.value as number;
    if (to !== 1) p.error(t.start, t.end, 'RedirectionNotSupported', p.text.slice(t.start, t.end));
    return { kind: 'MergingRedirection', start: t.start, end: t.end, from, to };
  }
  const target = argument(p, p.peek('arg'));
  if (!target) {
    p.missing('MissingFileSpecification');
    return null;
  }
  return { kind: 'FileRedirection', start: t.start, end: p.last, from, append: t.kind === '>>', target };
}

/** A word, value or list element of a command; null where none begins. */
export function argument(p: Parser, t: Token): Expression | null {
  switch (t.kind) {
    case 'Word':
    case '--%':
      p.take(t);
      return { kind: 'StringConstantExpression', start: t.start, end: t.end, value: t.text, quote: 'bare' };
    case 'String':
      if (t.flags & GENERIC) {
        p.take(t);
        return stringNode(t);
      }
      return primary(p, t);
    case 'Number':
      p.take(t);
      return { kind: 'ConstantExpression', start: t.start, end: t.end, value: t.value };
    default:
      return primary(p, t);
  }
}

/** An argument that may be a list with commas. */
function argumentValue(p: Parser, t: Token): Expression | null {
  const first = argument(p, t);
  if (!first || p.peek('arg').kind !== ',') return first;
  const elements = [first];
  for (let comma = p.peek('arg'); comma.kind === ','; comma = p.peek('arg')) {
    p.take(comma);
    p.skipNewlines();
    const word = asWord(p, p.peek('arg'));
    const next = argument(p, word);
    if (!next) {
      p.missing('MissingExpression', ',');
      break;
    }
    elements.push(next);
  }
  if (elements.length === 1) return first;
  return { kind: 'ArrayLiteral', start: first.start, end: elements[elements.length - 1]!.end, elements };
}

/** A parameter token read as plain text. */
function asWord(p: Parser, t: Token): Token {
  if (t.kind !== 'Parameter' && t.kind !== '--') return t;
  p.reset(t.start);
  return scanWord(p.lexer, t.start);
}

function command(p: Parser, invocation: Token | null): Command {
  const start = p.peek('start').start;
  if (invocation) p.take(invocation);
  const result: Command = {
    kind: 'Command',
    start,
    end: start,
    invocation: (invocation?.kind as '&' | '.') ?? '',
    elements: [],
    redirections: [],
  };
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  if (invocation) {
    const name = argument(p, asWord(p, p.peek('arg')));
    if (name) result.elements.push(name);
    else p.error(invocation.start, invocation.end, 'MissingExpression', invocation.kind);
  } else {
    let t = p.peek('start');
    if (t.kind === '[') {
      p.reset(t.start);
      t = scanWord(p.lexer, t.start);
    }
    if (!isRedirection(t) && t.kind !== '<') {
      if (t.flags & KEYWORD || t.kind === 'Label') p.take(t);
      const name =
        t.flags & KEYWORD || t.kind === 'Label'
          ? ({
              kind: 'StringConstantExpression',
              start: t.start,
              end: t.end,
              value: p.text.slice(t.start, t.end),
              quote: 'bare',
            } as const)
          : argument(p, t);
      if (name) result.elements.push(name);
    }
  }
  if (result.elements.length || !invocation) commandRest(p, result);
  result.end = p.last;
  p.noComma = saved;
  p.depth--;
  return result;
}

function commandRest(p: Parser, into: Command): void {
  let onlyWords = false;
  for (;;) {
    let t = p.peek('arg');
    if (onlyWords) t = asWord(p, t);
    switch (t.kind) {
      case 'End':
      case 'NewLine':
      case ';':
      case ')':
      case '}':
      case '|':
      case '||':
      case '&':
      case '&&':
        return;
      case ',':
        p.take(t);
        p.error(t.start, t.end, 'MissingArgument');
        continue;
      case '<':
        p.take(t);
        p.error(t.start, t.end, 'RedirectionNotSupported', '<');
        argument(p, p.peek('arg'));
        continue;
      case '>':
      case '>>':
      case '>&': {
        const r = redirection(p, t);
        if (r) into.redirections.push(r);
        continue;
      }
      case '--':
        p.take(t);
        onlyWords = true;
        into.elements.push({
          kind: 'CommandParameter',
          start: t.start,
          end: t.end,
          name: '-',
          argument: null,
          errorEnd: t.end,
        });
        continue;
      case '--%':
        p.take(t);
        into.elements.push({
          kind: 'StringConstantExpression',
          start: t.start,
          end: t.end,
          value: '--%',
          quote: 'bare',
        });
        verbatim(p, into);
        continue;
      case 'Parameter':
        into.elements.push(commandParameter(p, t));
        continue;
    }
    const value = argumentValue(p, t);
    if (value) into.elements.push(value);
    else {
      const bad = p.take(p.peek('arg'));
      if (bad.kind === 'Unknown') continue;
      p.error(bad.start, bad.end, 'UnexpectedToken', p.text.slice(bad.start, bad.end));
    }
  }
}

function commandParameter(p: Parser, t: Token): CommandParameter {
  p.take(t);
  let value: Expression | null = null;
  if (t.flags & COLON) {
    value = argumentValue(p, asWord(p, p.peek('arg')));
    if (!value) p.missing('ParameterRequiresArgument', p.text.slice(t.start, t.end));
  }
  return {
    kind: 'CommandParameter',
    start: t.start,
    end: value?.end ?? t.end,
    name: t.text,
    argument: value,
    errorEnd: t.end,
  };
}

/** What follows `--%` is passed as it is, up to the line's end or a `|` outside quotes. */
function verbatim(p: Parser, into: Command): void {
  const lexer = p.lexer;
  lexer.pos = p.last;
  lexer.skipBlanks();
  const start = lexer.pos;
  let at = start;
  let quoted = false;
  for (; at < lexer.end; at++) {
    const c = lexer.char(at);
    if (isNewline(c)) break;
    if (isDoubleQuote(c) || isSingleQuote(c)) quoted = !quoted;
    else if (!quoted && (c === 124 || (c === 38 && lexer.char(at + 1) === 38))) break;
  }
  p.reset(at);
  if (at > start) {
    into.elements.push({
      kind: 'StringConstantExpression',
      start,
      end: at,
      value: p.text.slice(start, at),
      quote: 'bare',
    });
  }
}
