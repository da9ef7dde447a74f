/** What stands in brackets as a value: parentheses, subexpressions, arrays and hashtables. */
import type { Expression, Hashtable, Statement, StatementBlock } from './ast.ts';
import { before, statementList } from './blocks.ts';
import { labelOrKey } from './keys.ts';
import type { Parser } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { broken, statement } from './statements.ts';
import { COMMAND, EXPRESSION, type Token } from './tokens.ts';

/** `( … )` */
export function paren(p: Parser, open: Token): Expression {
  const { noComma, mode } = p;
  p.mode = COMMAND;
  p.noComma = false;
  p.skipNewlines();
  let pipeline: Statement | null = pipelineChain(p);
  if (!pipeline) {
    p.missing(open, 'ExpectedExpression');
    pipeline = broken({ start: open.end, end: open.end });
  }
  p.skipNewlines();
  const close = p.next();
  let { end } = close;
  if (close.kind !== ')') {
    p.unget(close);
    p.missing(pipeline, 'MissingEndParenthesisInExpression');
    end = pipeline.end;
  }
  p.noComma = noComma;
  p.mode = mode;
  return { kind: 'ParenExpression', start: open.start, end, pipeline };
}

/** `$( … )` and `@( … )` */
export function subexpression(p: Parser, open: Token): Expression {
  const { noComma, mode } = p;
  p.mode = COMMAND;
  p.noComma = false;
  p.skipNewlines();
  const body: StatementBlock = { kind: 'StatementBlock', start: 0, end: 0, traps: [], statements: [] };
  const list = statementList(p, body);
  p.skipNewlines();
  const close = p.next();
  let { end } = close;
  if (close.kind !== ')') {
    p.unget(close);
    p.incomplete(close, 'MissingEndParenthesisInSubexpression');
    end = (list ?? open).end;
  }
  p.noComma = noComma;
  p.mode = mode;
  body.start = list?.start ?? 0;
  body.end = list?.end ?? 0;
  const kind = open.kind === '@(' ? 'ArrayExpression' : 'SubExpression';
  return { kind, start: open.start, end, body };
}

/** `@{ key = value; … }` */
export function hashtable(p: Parser, open: Token): Expression {
  p.skipNewlines();
  const table: Hashtable = { kind: 'Hashtable', start: open.start, end: 0, pairs: [] };
  for (let one = pair(p); one; one = pair(p)) {
    table.pairs.push(one);
    const t = p.peek();
    if (t.kind !== 'NewLine' && t.kind !== ';') break;
    p.skipTerminators();
  }
  const close = p.next();
  if (close.kind === '}') table.end = close.end;
  else {
    p.unget(close);
    p.incompleteAt(open.end, open.end, close.end, 'MissingEndCurlyBrace');
    table.end = before(close).end;
  }
  return table;
}

function pair(p: Parser): Hashtable['pairs'][number] | null {
  const { mode } = p;
  p.mode = EXPRESSION;
  const key = labelOrKey(p);
  const equals = key ? p.next() : null;
  p.mode = mode;
  if (!key || !equals) return null;
  if (equals.kind !== '=') {
    p.unget(equals);
    const at = { start: key.end, end: key.end };
    p.error(at, 'MissingEqualsInHashLiteral');
    p.sync(false, '}', ';', 'NewLine');
    return { key, value: broken(at) };
  }
  p.mode = COMMAND;
  p.skipNewlines();
  let value = statement(p);
  if (!value) {
    p.missing(equals, 'MissingStatementInHashLiteral');
    value = broken({ start: equals.end, end: equals.end });
  }
  p.mode = mode;
  return { key, value };
}
