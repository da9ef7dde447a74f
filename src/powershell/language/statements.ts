/** Statements that begin with a keyword, a label or an attribute; everything else is a pipeline. */
import type { CatchClause, ErrorStatement, Expression, IfStatement, Statement, TypeConstraint } from './ast.ts';
import { attributeList } from './attributes.ts';
import { definition, functionDefinition, isTypeDefinitionAhead, usingStatement } from './definitions.ts';
import type { Token } from './lexer.ts';
import { doStatement, foreachStatement, forStatement, switchStatement, whileStatement } from './loops.ts';
import { type Parser, statementBlock } from './parser.ts';
import { argument, pipelineChain } from './pipelines.ts';

/** What remains of a statement that could not be parsed. */
export function broken(p: Parser, start: number): ErrorStatement {
  return { kind: 'ErrorStatement', start, end: p.last, children: [] };
}

/** One statement; null where none begins. */
export function statement(p: Parser): Statement | null {
  const t = p.peek('start');
  switch (t.kind) {
    case 'Label':
      return labelled(p, t);
    case '[':
      return isTypeDefinitionAhead(p, t.start) ? definition(p) : pipelineChain(p);
    case 'if':
      return ifStatement(p, t);
    case 'switch':
      return switchStatement(p, t, null);
    case 'foreach':
      return foreachStatement(p, t, null);
    case 'for':
      return forStatement(p, t, null);
    case 'while':
      return whileStatement(p, t, null);
    case 'do':
      return doStatement(p, t, null);
    case 'try':
      return tryStatement(p, t);
    case 'trap':
      return trapStatement(p, t);
    case 'data':
      return dataStatement(p, t);
    case 'function':
    case 'filter':
    case 'workflow':
      return functionDefinition(p, t);
    case 'class':
    case 'enum':
      return definition(p);
    case 'using': {
      const using = usingStatement(p);
      p.error(t.start, using?.end ?? p.last, 'UsingMustBeAtStartOfScript');
      return using ?? broken(p, t.start);
    }
    case 'return':
    case 'throw':
    case 'exit':
      return flowStatement(p, t);
    case 'break':
    case 'continue':
      return jumpStatement(p, t);
    case 'parallel':
    case 'sequence':
      return blockStatement(p, t);
    case 'from':
    case 'define':
    case 'var':
      p.take(t);
      p.error(t.start, t.end, 'ReservedKeywordNotAllowed', t.kind);
      return broken(p, t.start);
    default:
      return pipelineChain(p);
  }
}

function labelled(p: Parser, label: Token): Statement | null {
  p.take(label);
  const after = p.last;
  p.skipNewlines();
  const t = p.peek('start');
  switch (t.kind) {
    case 'switch':
      return switchStatement(p, t, label);
    case 'foreach':
      return foreachStatement(p, t, label);
    case 'for':
      return forStatement(p, t, label);
    case 'while':
      return whileStatement(p, t, label);
    case 'do':
      return doStatement(p, t, label);
  }
  p.reset(after);
  p.reset(label.start);
  return pipelineChain(p);
}

function ifStatement(p: Parser, keyword: Token): Statement {
  const result: IfStatement = { kind: 'IfStatement', start: keyword.start, end: 0, clauses: [], else: null };
  let word = keyword;
  for (;;) {
    p.take(word);
    p.skipNewlines();
    const open = p.accept('start', '(');
    if (!open) {
      p.reset(word.end);
      p.missing('MissingOpenParenthesisInIfStatement', word.kind);
      return broken(p, keyword.start);
    }
    p.skipNewlines();
    let condition: Statement | null = pipelineChain(p);
    if (!condition) {
      p.error(open.end, open.end, 'IfStatementMissingCondition', word.kind);
      condition = broken(p, p.last);
    }
    const before = p.last;
    p.skipNewlines();
    let close = p.accept('operator', ')');
    if (!close) {
      p.reset(before);
      if (condition.kind !== 'ErrorStatement') p.missing('MissingEndParenthesisAfterStatement', word.kind);
      return broken(p, keyword.start);
    }
    p.skipNewlines();
    const body = statementBlock(p);
    if (!body) {
      close = { ...close };
      p.reset(close.end);
      p.error(close.start, close.end, 'MissingStatementBlock', word.kind);
      return broken(p, keyword.start);
    }
    result.clauses.push({ condition, body });
    result.end = p.last;
    const end = p.last;
    p.skipNewlines();
    const next = p.peek('start');
    if (next.kind === 'elseif') {
      word = next;
      continue;
    }
    if (next.kind === 'else') {
      p.take(next);
      p.skipNewlines();
      result.else = statementBlock(p);
      if (!result.else) {
        p.reset(next.end);
        p.missing('MissingStatementBlockAfterElse', 'else');
      }
      result.end = p.last;
    } else p.reset(end);
    return result;
  }
}

function tryStatement(p: Parser, keyword: Token): Statement {
  p.take(keyword);
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.reset(keyword.end);
    p.missing('MissingTryStatementBlock');
    return broken(p, keyword.start);
  }
  const catches: CatchClause[] = [];
  let last: ReturnType<typeof statementBlock> = null;
  let end = p.last;
  let failed = false;
  for (;;) {
    p.skipNewlines();
    const t = p.peek('start');
    if (t.kind !== 'catch') break;
    p.take(t);
    const types: TypeConstraint[] = [];
    for (;;) {
      p.skipNewlines();
      if (!p.is('operand', '[')) break;
      const one = attributeList(p, false);
      for (const a of one) if (a.kind === 'TypeConstraint') types.push(a);
      if (one.length === 0) break;
      p.skipNewlinesBefore(',');
      if (!p.accept('operator', ',')) break;
    }
    p.skipNewlines();
    const block = statementBlock(p);
    if (!block) {
      if (types.length === 0 && p.errors.items.length === 0) p.reset(t.end);
      p.missing('MissingCatchHandlerBlock');
      failed = true;
      break;
    }
    catches.push({ kind: 'CatchClause', start: t.start, end: p.last, types, body: block });
    end = p.last;
  }
  if (!failed) p.skipNewlines();
  const word = p.peek('start');
  if (!failed && word.kind === 'finally') {
    p.take(word);
    p.skipNewlines();
    last = statementBlock(p);
    if (!last) {
      p.reset(word.end);
      p.missing('MissingFinallyStatementBlock');
    }
    end = p.last;
  } else if (!failed) {
    p.reset(end);
    if (catches.length === 0) p.missing('MissingCatchOrFinally');
  }
  return { kind: 'TryStatement', start: keyword.start, end: p.last, body, catches, finally: last };
}

function trapStatement(p: Parser, keyword: Token): Statement {
  p.take(keyword);
  p.skipNewlines();
  let type: TypeConstraint | null = null;
  if (p.is('operand', '[')) {
    const list = attributeList(p, false);
    type = list[0]?.kind === 'TypeConstraint' ? list[0] : null;
    p.skipNewlines();
  }
  const body = statementBlock(p);
  if (!body) {
    if (!type) p.reset(keyword.end);
    p.missing('MissingTrapStatement');
    return broken(p, keyword.start);
  }
  return { kind: 'TrapStatement', start: keyword.start, end: p.last, type, body };
}

function dataStatement(p: Parser, keyword: Token): Statement {
  p.take(keyword);
  p.skipNewlines();
  let variable: string | null = null;
  const commands: Expression[] = [];
  const name = p.peek('arg');
  if (name.kind === 'Word') {
    p.take(name);
    variable = name.text;
  }
  p.skipNewlines();
  const flag = p.peek('arg');
  if (flag.kind === 'Parameter' && 'supportedcommand'.startsWith(flag.text.toLowerCase())) {
    p.take(flag);
    for (;;) {
      p.skipNewlines();
      const value = argument(p, p.peek('arg'));
      if (!value) break;
      commands.push(value);
      if (!p.accept('arg', ',')) break;
    }
  }
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    if (!variable) p.reset(keyword.end);
    p.missing('MissingStatementBlockForDataSection');
    return broken(p, keyword.start);
  }
  return { kind: 'DataStatement', start: keyword.start, end: p.last, variable, commands, body };
}

function flowStatement(p: Parser, keyword: Token): Statement {
  p.take(keyword);
  const pipeline = pipelineChain(p);
  const kind =
    keyword.kind === 'return' ? 'ReturnStatement' : keyword.kind === 'throw' ? 'ThrowStatement' : 'ExitStatement';
  return { kind, start: keyword.start, end: pipeline?.end ?? keyword.end, pipeline };
}

function jumpStatement(p: Parser, keyword: Token): Statement {
  p.take(keyword);
  const next = p.peek('arg');
  const label = next.kind === 'Word' && /^\d/.test(next.text) ? null : argument(p, next);
  const kind = keyword.kind === 'break' ? 'BreakStatement' : 'ContinueStatement';
  return { kind, start: keyword.start, end: label?.end ?? keyword.end, label };
}

function blockStatement(p: Parser, keyword: Token): Statement | null {
  p.take(keyword);
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.reset(keyword.start);
    return pipelineChain(p);
  }
  p.error(keyword.start, keyword.end, 'UnexpectedKeyword', keyword.kind);
  return { kind: 'BlockStatement', start: keyword.start, end: p.last, keyword: keyword.kind, body };
}
