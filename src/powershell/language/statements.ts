/** Statements that begin with a keyword, a label or an attribute; everything else is a pipeline. */
import type { Ast, Attribute, ErrorStatement, IfStatement, Statement, StatementBlock, TypeConstraint } from './ast.ts';
import { attributeList } from './attributes.ts';
import { before, span, statementBlock } from './blocks.ts';
import { classDefinition, enumDefinition } from './classes.ts';
import { functionDefinition } from './definitions.ts';
import { labelOrKey } from './keys.ts';
import { doStatement, foreachStatement, forStatement, whileStatement } from './loops.ts';
import type { Parser, Span } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { switchStatement } from './switches.ts';
import { KEYWORD, NO_ATTRIBUTES, type Token } from './tokens.ts';
import { dataStatement, trapStatement, tryStatement } from './tries.ts';
import { usingStatement } from './usings.ts';

/** What remains of a statement that could not be parsed. */
export function broken(at: Span, children: (Ast | null | undefined)[] = []): ErrorStatement {
  return {
    kind: 'ErrorStatement',
    start: at.start,
    end: at.end,
    children: children.filter((c) => c !== null && c !== undefined),
  };
}

/** One statement; null where none begins. */
export function statement(p: Parser): Statement | null {
  p.enter();
  const s = anyStatement(p);
  p.depth--;
  return s;
}

function anyStatement(p: Parser): Statement | null {
  let t = p.next();
  let attributes: (Attribute | TypeConstraint)[] | null = null;
  const restore = t.start;
  if (t.kind === 'Generic' && p.text.charCodeAt(t.start) === 91) {
    p.resync(t.start);
    attributes = attributeList(p, false);
    t = p.next();
    if (attributes) {
      if (NO_ATTRIBUTES.has(t.kind)) {
        if (attributes.some((a) => a.kind === 'TypeConstraint')) {
          p.resync(restore);
          t = p.next();
        } else p.error(attributes[0]!, 'UnexpectedAttribute', attributes[0]!.typeName.text);
      } else if (t.flags & KEYWORD) {
        const type = attributes.find((a) => a.kind === 'TypeConstraint');
        if (type) p.error(type, 'TypeNotAllowedBeforeStatement', type.typeName.text);
      } else {
        p.resync(restore);
        t = p.next();
      }
    }
  }
  switch (t.kind) {
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
    case 'function':
    case 'filter':
    case 'workflow':
      return functionDefinition(p, t);
    case 'return':
    case 'throw':
    case 'exit':
      return flowStatement(p, t);
    case 'break':
    case 'continue':
      return jumpStatement(p, t);
    case 'trap':
      return trapStatement(p, t);
    case 'try':
      return tryStatement(p, t);
    case 'data':
      return dataStatement(p, t);
    case 'parallel':
    case 'sequence':
      return blockStatement(p, t);
    case 'from':
    case 'define':
    case 'var':
      p.error(t, 'ReservedKeywordNotAllowed', t.kind);
      return broken(t);
    case 'Label':
      p.skipNewlines();
      return labelled(p, t);
    case 'End':
      if (attributes) {
        p.resync(restore);
        return pipelineChain(p);
      }
      p.unget(t);
      return null;
    case 'else':
    case 'elseif':
    case 'catch':
    case 'until':
      // After an error these are dropped: they would only begin an odd command.
      if (p.errors.items.length > 0) {
        p.skipNewlines();
        return statement(p);
      }
      break;
    case 'class':
      return classDefinition(p, t, attributes);
    case 'enum':
      return enumDefinition(p, t, attributes);
    case 'using': {
      const using = usingStatement(p, t);
      p.error(using, 'UsingMustBeAtStartOfScript');
      return using;
    }
  }
  if (attributes) p.resync(restore);
  else p.unget(t);
  return pipelineChain(p);
}

function labelled(p: Parser, label: Token): Statement | null {
  const t = p.next();
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
  p.resync(label.start);
  return pipelineChain(p);
}

function flowStatement(p: Parser, keyword: Token): Statement {
  const pipeline = pipelineChain(p);
  const kind =
    keyword.kind === 'return' ? 'ReturnStatement' : keyword.kind === 'throw' ? 'ThrowStatement' : 'ExitStatement';
  return { kind, start: keyword.start, end: (pipeline ?? keyword).end, pipeline };
}

function jumpStatement(p: Parser, keyword: Token): Statement {
  const label = labelOrKey(p);
  const kind = keyword.kind === 'break' ? 'BreakStatement' : 'ContinueStatement';
  return { kind, start: keyword.start, end: (label ?? keyword).end, label };
}

function blockStatement(p: Parser, keyword: Token): Statement {
  const body = statementBlock(p);
  if (!body) {
    p.missing(keyword, 'MissingStatementAfterKeyword', p.written(keyword));
    return broken(keyword);
  }
  return { kind: 'BlockStatement', start: keyword.start, end: body.end, keyword: keyword.kind, body };
}

function ifStatement(p: Parser, first: Token): Statement {
  const clauses: IfStatement['clauses'] = [];
  const parts: Ast[] = [];
  let otherwise: StatementBlock | null = null;
  let word = first;
  for (;;) {
    p.skipNewlines();
    const open = p.next();
    if (open.kind !== '(') {
      p.unget(open);
      p.missing(word, 'MissingOpenParenthesisInIfStatement', p.written(word));
      return broken(span(first, word), parts);
    }
    p.skipNewlines();
    let condition: Statement | null = pipelineChain(p);
    if (condition) parts.push(condition);
    else {
      p.missing(open, 'IfStatementMissingCondition', p.written(word));
      condition = broken({ start: open.end, end: open.end });
    }
    p.skipNewlines();
    const close = p.next();
    if (close.kind !== ')') {
      p.unget(close);
      if (condition.kind !== 'ErrorStatement')
        p.incomplete(close, 'MissingEndParenthesisAfterStatement', p.written(word));
      return broken(span(first, before(close)), parts);
    }
    p.skipNewlines();
    const body = statementBlock(p);
    if (!body) {
      p.incomplete(close, 'MissingStatementBlock', p.written(word));
      return broken(span(first, close), parts);
    }
    parts.push(body);
    clauses.push({ condition, body });
    const place = p.place;
    p.skipNewlines();
    word = p.peek();
    if (word.kind === 'elseif') {
      p.skip();
      continue;
    }
    if (word.kind === 'else') {
      p.skip();
      p.skipNewlines();
      otherwise = statementBlock(p);
      if (!otherwise) {
        p.missing(word, 'MissingStatementBlockAfterElse', 'else');
        return broken(span(first, word), parts);
      }
    } else p.resync(place);
    break;
  }
  const end = (otherwise ?? clauses[clauses.length - 1]!.body).end;
  return { kind: 'IfStatement', start: first.start, end, clauses, else: otherwise };
}
