/** foreach, for, while and do. */
import type { Expression, Statement, StatementBlock, VariableExpression } from './ast.ts';
import { span, statementBlock } from './blocks.ts';
import { singleArgument } from './commands.ts';
import { variableNode } from './lexer-variables.ts';
import type { Parser, Span } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { broken } from './statements.ts';
import type { Token } from './tokens.ts';

/** True where a parameter's name begins the word. */
export const means = (t: Token, word: string): boolean => word.startsWith(t.text.toLowerCase());

/** `foreach ($x in …) { … }` */
export function foreachStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  const first = label ?? keyword;
  let error: Span | null = null;
  let throttle: Expression | null = null;
  let parallel = false;
  p.skipNewlines();
  for (let t = p.peek(); t.kind === 'Parameter'; t = p.peek()) {
    p.skip();
    if (means(t, 'parallel')) parallel = true;
    else if (means(t, 'throttlelimit')) {
      p.skipNewlines();
      throttle = singleArgument(p, 'argument');
      if (!throttle) p.missing(t, 'MissingThrottleLimit');
    } else {
      error = t;
      p.error(t, 'InvalidForeachFlag', t.text);
    }
    p.skipNewlines();
  }
  const open = p.next();
  if (open.kind !== '(') {
    p.unget(open);
    p.missing(keyword, 'MissingOpenParenthesisAfterKeyword', 'foreach');
    return broken(span(first, keyword));
  }
  p.skipNewlines();
  const name = p.next();
  if (name.kind !== 'Variable' && name.kind !== 'Splatted') {
    p.unget(name);
    p.missing(open, 'MissingVariableNameAfterForeach');
    return broken(span(first, open));
  }
  const node = variableNode(name);
  const variable: VariableExpression =
    node.kind === 'VariableExpression'
      ? node
      : { kind: 'VariableExpression', start: name.start, end: name.end, name: name.text, splatted: false };
  p.skipNewlines();
  const word = p.next();
  let condition: Statement | null = null;
  let body: StatementBlock | null = null;
  if (word.kind !== 'in') {
    p.unget(word);
    error = variable;
    p.missing(error, 'MissingInInForeach');
  } else {
    p.skipNewlines();
    condition = pipelineChain(p);
    if (!condition) {
      error = word;
      p.missing(error, 'MissingForeachExpression');
    } else {
      p.skipNewlines();
      const close = p.next();
      if (close.kind !== ')') {
        p.unget(close);
        error = condition;
        p.missing(error, 'MissingEndParenthesisAfterForeach');
      } else {
        body = statementBlock(p);
        if (!body) {
          error = close;
          p.missing(error, 'MissingForeachStatement');
        }
      }
    }
  }
  if (error || !condition || !body) return broken(span(first, error ?? first), [variable, condition, body]);
  return {
    kind: 'ForEachStatement',
    start: first.start,
    end: body.end,
    label: label?.text ?? null,
    variable,
    condition,
    ...(parallel && { parallel }),
    throttle,
    body,
  };
}

/** `for (…; …; …) { … }` */
export function forStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  const first = label ?? keyword;
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '(') {
    p.unget(open);
    p.missing(keyword, 'MissingOpenParenthesisAfterKeyword', 'for');
    return broken(span(first, keyword));
  }
  let end: Span = open;
  const part = (): Statement | null => {
    p.skipNewlines();
    const s = pipelineChain(p);
    if (s) end = s;
    return s;
  };
  const semicolon = (): void => {
    if (p.peek().kind === ';') end = p.next();
  };
  const initializer = part();
  semicolon();
  const condition = part();
  semicolon();
  const iterator = part();
  p.skipNewlines();
  const close = p.next();
  let body: StatementBlock | null = null;
  if (close.kind !== ')') {
    p.unget(close);
    p.missing(end, 'MissingEndParenthesisAfterStatement', 'for');
  } else {
    body = statementBlock(p);
    if (!body) {
      end = close;
      p.missing(end, 'MissingLoopStatement', 'for');
    }
  }
  if (!body) return broken(span(first, end), [initializer, condition, iterator]);
  return {
    kind: 'ForStatement',
    start: first.start,
    end: body.end,
    label: label?.text ?? null,
    initializer,
    condition,
    iterator,
    body,
  };
}

/** `while (…) { … }` */
export function whileStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  const first = label ?? keyword;
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '(') {
    p.unget(open);
    p.missing(keyword, 'MissingOpenParenthesisAfterKeyword', p.written(keyword));
    return broken(span(first, keyword));
  }
  p.skipNewlines();
  const real = pipelineChain(p);
  if (!real) p.missing(open, 'MissingExpressionAfterKeyword', 'while');
  const condition: Statement = real ?? broken({ start: open.end, end: open.end });
  p.skipNewlines();
  const close = p.next();
  if (close.kind !== ')') {
    p.unget(close);
    if (condition.kind !== 'ErrorStatement') p.missing(condition, 'MissingEndParenthesisAfterStatement', 'while');
    return broken(span(first, condition), [real]);
  }
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.missing(close, 'MissingLoopStatement', 'while');
    return broken(span(first, close), [real]);
  }
  return { kind: 'WhileStatement', start: first.start, end: body.end, label: label?.text ?? null, condition, body };
}

/** `do { … } while (…)` and `do { … } until (…)` */
export function doStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  const first = label ?? keyword;
  const body = statementBlock(p);
  if (!body) {
    p.missing(keyword, 'MissingLoopStatement', 'do');
    return broken(span(first, keyword));
  }
  p.skipNewlines();
  const word = p.next();
  if (word.kind !== 'while' && word.kind !== 'until') {
    p.unget(word);
    p.missing(body, 'MissingWhileOrUntilInDoWhile');
    return broken(span(first, body), [body]);
  }
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '(') {
    p.unget(open);
    p.missing(word, 'MissingOpenParenthesisAfterKeyword', word.kind);
    return broken(span(first, word), [body]);
  }
  p.skipNewlines();
  const condition = pipelineChain(p);
  let error: Span | null = null;
  if (!condition) {
    error = open;
    p.missing(open, 'MissingExpressionAfterKeyword', word.kind);
  }
  p.skipNewlines();
  const close = p.next();
  if (close.kind !== ')') {
    p.unget(close);
    if (condition) {
      error = condition;
      p.missing(error, 'MissingEndParenthesisAfterStatement', word.kind);
    }
  }
  if (error || !condition) return broken(span(first, error ?? first), [body, condition]);
  const kind = word.kind === 'until' ? 'DoUntilStatement' : 'DoWhileStatement';
  return { kind, start: first.start, end: close.end, label: label?.text ?? null, condition, body };
}
