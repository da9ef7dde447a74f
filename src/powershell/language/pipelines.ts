/** Pipelines, chains of them, redirections and assignments. */
import type {
  Assignment,
  Command,
  CommandExpression,
  Expression,
  Pipeline,
  PipelineChain,
  Redirection,
  Statement,
} from './ast.ts';
import { span } from './blocks.ts';
import { isLetter } from './characters.ts';
import { command, singleArgument } from './commands.ts';
import { expression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { broken, statement } from './statements.ts';
import { ASSIGNMENTS, COMMAND, EXPRESSION, KEYWORD, type Token } from './tokens.ts';

/** An assignment, or pipelines joined by `&&` and `||`, perhaps in the background; null where none begins. */
export function pipelineChain(p: Parser): Statement | null {
  let first: Expression | null = null;
  if (!beginsWord(p)) {
    const { mode } = p;
    p.mode = EXPRESSION;
    first = expression(p);
    const operator = first ? p.peek() : null;
    const assigns = operator !== null && ASSIGNMENTS.has(operator.kind);
    if (assigns) p.skip();
    p.mode = mode;
    if (first && assigns) return assignment(p, first, operator);
  }
  let left: PipelineChain | Pipeline | null = null;
  let chain: Token | null = null;
  for (;;) {
    const begin = first ? null : p.peek();
    const right = pipeline(p, first, left === null);
    first = null;
    if (!right) {
      if (!chain || !left) return null;
      if (begin?.kind === 'End') p.missing(chain, 'EmptyPipelineChainElement', chain.kind);
      else if (begin && begin.kind !== '.' && begin.kind !== '&')
        p.error(span(chain, begin), 'EmptyPipelineChainElement', chain.kind);
      return broken(span(left, chain), [left]);
    }
    const t = p.peek();
    let background = false;
    if (t.kind === '&&' || t.kind === '||') {
      p.skip();
      p.skipNewlines();
      left = joined(left, chain, right);
      chain = t;
      if (p.peek().kind !== 'End') continue;
      p.missing(t, 'EmptyPipelineChainElement', t.kind);
      return left;
    }
    if (t.kind === '&') {
      p.skip();
      const after = p.peek();
      if (after.kind === '&&' || after.kind === '||') {
        p.skip();
        p.error(after, 'BackgroundOperatorInPipelineChain');
        return broken(span(left ?? right, after));
      }
      background = true;
    }
    const whole = joined(left, chain, right);
    whole.background = background;
    return whole;
  }
}

/** True where a word begins, which no expression does: spares reading it twice. */
function beginsWord(p: Parser): boolean {
  const { seen } = p;
  if (!seen || p.mode !== COMMAND) return false;
  if (seen.kind !== 'Identifier' && seen.kind !== 'Generic' && !(seen.flags & KEYWORD)) return false;
  const c = p.text.charCodeAt(seen.start);
  return c === 95 || isLetter(c);
}

function joined(left: PipelineChain | Pipeline | null, chain: Token | null, right: Pipeline): PipelineChain | Pipeline {
  if (!left || !chain) return right;
  return {
    kind: 'PipelineChain',
    start: left.start,
    end: right.end,
    operator: chain.kind as '&&' | '||',
    left,
    right,
    background: false,
  };
}

function assignment(p: Parser, left: Expression, operator: Token): Assignment {
  p.skipNewlines();
  let right: Statement | null = statement(p);
  if (!right) {
    p.missing(operator, 'ExpectedValueExpression', operator.kind);
    right = broken({ start: operator.end, end: operator.end });
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

/** Commands and an expression before them, joined by bars; `first` where the expression was read. */
function pipeline(p: Parser, first: Expression | null, tried: boolean): Pipeline | null {
  const elements: Pipeline['elements'] = [];
  let bar: Token | null = null;
  let value = first;
  // The caller has looked for an expression at the very begin.
  let looked = tried;
  for (;;) {
    if (!value && !looked && !beginsWord(p)) {
      const { mode } = p;
      p.mode = EXPRESSION;
      value = expression(p);
      p.mode = mode;
    }
    looked = false;
    const element: Command | CommandExpression | null = value
      ? expressionElement(p, value, elements.length)
      : command(p);
    value = null;
    if (element) elements.push(element);
    else if (elements.length > 0 || p.peek().kind === '|') {
      const t = p.peek();
      if (bar) p.missing(bar, 'EmptyPipeElement');
      else p.incomplete(t, 'EmptyPipeElement');
    }
    bar = p.peek();
    if (bar.kind === 'NewLine' && barFollows(p, bar.end)) {
      p.skipNewlines();
      bar = p.peek();
    }
    if (bar.kind !== '|') break;
    p.skip();
    p.skipNewlines();
    if (p.peek().kind === 'End') {
      p.missing(bar, 'EmptyPipeElement');
      bar = p.peek();
      break;
    }
  }
  if (!ENDS.has(bar.kind)) p.error(bar, 'UnexpectedToken', p.written(bar));
  if (elements.length === 0) return null;
  const { start } = elements[0]!;
  return { kind: 'Pipeline', start, end: elements[elements.length - 1]!.end, background: false, elements };
}

/** What may follow a pipeline. */
const ENDS = new Set([';', 'NewLine', ')', '}', 'End', '&&', '||', '&']);

function expressionElement(p: Parser, value: Expression, position: number): CommandExpression {
  if (position > 0) p.error(value, 'ExpressionsMustBeFirstInPipeline');
  const redirections: Redirection[] = [];
  let { end } = value;
  for (let t = p.peek(); t.kind === 'Redirect' || t.kind === '<'; t = p.peek()) {
    p.skip();
    const r = redirection(p, t, redirections);
    end = r && 'kind' in r ? r.end : value.end;
  }
  return { kind: 'CommandExpression', start: value.start, end, expression: value, redirections };
}

/** True where the next line that is not blank and no comment begins with a bar. An empty line ends the command. */
function barFollows(p: Parser, from: number): boolean {
  const { text, lexer } = p;
  let fresh = true;
  let at = from;
  while (at < lexer.end) {
    const c = text.charCodeAt(at);
    if (c === 32 || c === 9 || c === 11 || c === 12 || c === 0x85 || c === 0xa0) {
      at++;
      continue;
    }
    if (c === 10 || c === 13) {
      if (fresh) return false;
      fresh = true;
      at += lexer.newlineLength(at);
      continue;
    }
    fresh = false;
    if (c === 35) {
      while (at < lexer.end && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
      continue;
    }
    if (c === 60 && text.charCodeAt(at + 1) === 35) {
      const close = text.indexOf('#>', at + 2);
      if (close < 0) return false;
      at = close + 2;
      continue;
    }
    return c === 124;
  }
  return false;
}

const STREAMS = ['all', 'output', 'error', 'warning', 'verbose', 'debug', 'information'];

/** A redirection after its operator; null where it is none that the language has. Doubled ones are reported and dropped. */
export function redirection(p: Parser, t: Token, into: Redirection[]): Redirection | { readonly end: number } | null {
  let result: Redirection;
  if (t.kind === '<' || t.text !== '>&') {
    let target = singleArgument(p, 'file');
    if (!target) {
      p.error({ start: t.end, end: t.end }, 'MissingFileSpecification');
      target = { kind: 'ErrorExpression', start: t.start, end: t.end, children: [] };
    }
    if (t.kind === '<') {
      p.error(t, 'RedirectionNotSupported', p.written(t));
      return { end: target.end };
    }
    const [from] = t.value as unknown as [number, number];
    result = { kind: 'FileRedirection', start: t.start, end: target.end, from, append: t.text === '>>', target };
  } else {
    const [from, to] = t.value as unknown as [number, number];
    if (to !== 1 || from === 1) p.error(t, 'RedirectionNotSupported', p.written(t));
    result = { kind: 'MergingRedirection', start: t.start, end: t.end, from, to };
  }
  if (into.some((r) => r.from === result.from)) p.error(result, 'StreamAlreadyRedirected', STREAMS[result.from]!);
  else into.push(result);
  return result;
}
