/** Loops and switch. */
import type { Expression, Statement, SwitchStatement } from './ast.ts';
import { expression } from './expressions.ts';
import type { Token } from './lexer.ts';
import { variableNode } from './lexer-strings.ts';
import { type Parser, statementBlock } from './parser.ts';
import { argument, pipelineChain } from './pipelines.ts';
import { broken } from './statements.ts';

/** `foreach ($x in …) { … }` */
export function foreachStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  p.take(keyword);
  const start = label?.start ?? keyword.start;
  let parallel = false;
  let throttle: Expression | null = null;
  p.skipNewlines();
  for (let t = p.peek('arg'); t.kind === 'Parameter'; t = p.peek('arg')) {
    p.take(t);
    if (t.text.toLowerCase() === 'parallel') parallel = true;
    else if (t.text.toLowerCase() === 'throttlelimit') throttle = argument(p, p.peek('arg'));
    p.skipNewlines();
  }
  if (!p.accept('start', '(')) {
    p.reset(throttle?.end ?? keyword.end);
    p.missing('MissingOpenParenthesisAfterKeyword', 'foreach');
    return broken(p, start);
  }
  p.skipNewlines();
  const t = p.peek('operand');
  if (t.kind !== 'Variable') {
    p.missing('MissingVariableNameAfterForeach');
    return broken(p, start);
  }
  p.take(t);
  const variable = variableNode(t);
  const afterName = p.last;
  p.skipNewlines();
  const word = p.peek('start');
  if (word.kind !== 'in') {
    p.reset(afterName);
    p.missing('MissingInInForeach');
    return broken(p, start);
  }
  p.take(word);
  p.skipNewlines();
  const condition = pipelineChain(p);
  if (!condition) {
    p.reset(word.end);
    p.missing('MissingForeachExpression');
    return broken(p, start);
  }
  const before = p.last;
  p.skipNewlines();
  if (!p.accept('operator', ')')) {
    p.reset(before);
    p.missing('MissingEndParenthesisAfterForeach');
    return broken(p, start);
  }
  const closed = p.last;
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.reset(closed);
    p.missing('MissingForeachStatement');
    return broken(p, start);
  }
  if (parallel) p.error(start, p.last, 'KeywordParameterReservedForFutureUse', 'foreach', 'parallel');
  return {
    kind: 'ForEachStatement',
    start,
    end: p.last,
    label: label?.text ?? null,
    variable:
      variable.kind === 'VariableExpression'
        ? variable
        : { ...variable, kind: 'VariableExpression', name: '', splatted: false },
    condition,
    throttle,
    body,
  };
}

/** `for (…; …; …) { … }` */
export function forStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  p.take(keyword);
  const start = label?.start ?? keyword.start;
  p.skipNewlines();
  if (!p.accept('start', '(')) {
    p.reset(keyword.end);
    p.missing('MissingOpenParenthesisAfterKeyword', 'for');
    return broken(p, start);
  }
  const separator = (): void => {
    const t = p.peek('operator');
    if (t.kind === ';' || t.kind === 'NewLine') p.take(t);
  };
  p.skipNewlines();
  const initializer = pipelineChain(p);
  separator();
  p.skipNewlines();
  const condition = pipelineChain(p);
  separator();
  p.skipNewlines();
  const iterator = pipelineChain(p);
  const before = p.last;
  p.skipNewlines();
  if (!p.accept('operator', ')')) {
    p.reset(before);
    p.missing('MissingEndParenthesisAfterStatement', 'for');
    return broken(p, start);
  }
  const closed = p.last;
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.reset(closed);
    p.missing('MissingLoopStatement', 'for');
    return broken(p, start);
  }
  return {
    kind: 'ForStatement',
    start,
    end: p.last,
    label: label?.text ?? null,
    initializer,
    condition,
    iterator,
    body,
  };
}

/** `( condition )` of while, until: null where it is broken. */
function condition(p: Parser, word: string, keyword: Token): Statement | null {
  p.skipNewlines();
  const open = p.accept('start', '(');
  if (!open) {
    p.reset(keyword.end);
    p.missing('MissingOpenParenthesisAfterKeyword', word);
    return null;
  }
  p.skipNewlines();
  let value: Statement | null = pipelineChain(p);
  if (!value) {
    p.error(open.end, open.end, 'MissingExpressionAfterKeyword', word);
    value = broken(p, p.last);
  }
  const before = p.last;
  p.skipNewlines();
  if (!p.accept('operator', ')')) {
    p.reset(before);
    if (value.kind !== 'ErrorStatement') p.missing('MissingEndParenthesisAfterStatement', word);
    return null;
  }
  return value;
}

/** `while (…) { … }` */
export function whileStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  p.take(keyword);
  const start = label?.start ?? keyword.start;
  const test = condition(p, 'while', keyword);
  if (!test) return broken(p, start);
  const closed = p.last;
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.reset(closed);
    p.missing('MissingLoopStatement', 'while');
    return broken(p, start);
  }
  return { kind: 'WhileStatement', start, end: p.last, label: label?.text ?? null, condition: test, body };
}

/** `do { … } while (…)` and `do { … } until (…)` */
export function doStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  p.take(keyword);
  const start = label?.start ?? keyword.start;
  p.skipNewlines();
  const body = statementBlock(p);
  if (!body) {
    p.reset(keyword.end);
    p.missing('MissingLoopStatement', 'do');
    return broken(p, start);
  }
  const before = p.last;
  p.skipNewlines();
  const word = p.peek('start');
  if (word.kind !== 'while' && word.kind !== 'until') {
    p.reset(before);
    p.missing('MissingWhileOrUntilInDoWhile');
    return broken(p, start);
  }
  p.take(word);
  const test = condition(p, word.kind, word);
  if (!test) return broken(p, start);
  const kind = word.kind === 'while' ? 'DoWhileStatement' : 'DoUntilStatement';
  return { kind, start, end: p.last, label: label?.text ?? null, condition: test, body };
}

const FLAGS = ['regex', 'wildcard', 'exact', 'casesensitive', 'file', 'parallel'];

/** `switch (…) { … }` */
export function switchStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  p.take(keyword);
  const start = label?.start ?? keyword.start;
  const result: SwitchStatement = {
    kind: 'SwitchStatement',
    start,
    end: 0,
    label: label?.text ?? null,
    flags: [],
    condition: null,
    clauses: [],
    default: null,
  };
  let flagsEnd = keyword.end;
  for (;;) {
    p.skipNewlines();
    const t = p.peek('arg');
    if (t.kind !== 'Parameter') break;
    p.take(t);
    flagsEnd = t.end;
    const flag = FLAGS.find((f) => f.startsWith(t.text.toLowerCase()));
    if (!flag) {
      p.error(t.start, t.end, 'InvalidSwitchFlag', t.text);
      continue;
    }
    result.flags.push(flag);
    if (flag !== 'file') continue;
    p.skipNewlines();
    const value = argument(p, p.peek('arg'));
    if (value) {
      result.condition = {
        kind: 'Pipeline',
        start: value.start,
        end: value.end,
        background: false,
        elements: [
          { kind: 'CommandExpression', start: value.start, end: value.end, expression: value, redirections: [] },
        ],
      };
    } else p.missing('MissingFilenameOption');
    flagsEnd = p.last;
  }
  const open = p.accept('start', '(');
  if (open) {
    p.skipNewlines();
    result.condition = pipelineChain(p);
    if (!result.condition) p.error(open.end, open.end, 'PipelineValueRequired');
    const before = p.last;
    p.skipNewlines();
    if (!p.accept('operator', ')')) {
      p.reset(before);
      p.missing('MissingEndParenthesisAfterStatement', 'switch');
      return broken(p, start);
    }
  } else if (!result.condition) {
    p.reset(flagsEnd);
    p.missing('PipelineValueRequired');
  }
  if (!switchBody(p, result)) return broken(p, start);
  result.end = p.last;
  if (result.flags.includes('parallel')) {
    p.error(start, p.last, 'KeywordParameterReservedForFutureUse', 'switch', 'parallel');
  }
  return result;
}

function switchBody(p: Parser, into: SwitchStatement): boolean {
  const before = p.last;
  p.skipNewlines();
  if (!p.accept('start', '{')) {
    p.reset(before);
    p.missing('MissingCurlyBraceInSwitchStatement');
    return false;
  }
  p.enter();
  let good = true;
  for (;;) {
    p.skipSeparators();
    const t = p.peek('start');
    if (t.kind === '}' && into.clauses.length + (into.default ? 1 : 0) > 0) break;
    const isDefault = t.kind === 'default';
    if (isDefault) p.take(t);
    const test = isDefault ? null : switchCondition(p);
    if (!isDefault && !test) {
      p.missing('MissingSwitchConditionExpression');
      good = false;
      break;
    }
    const end = p.last;
    p.skipNewlines();
    const body = statementBlock(p);
    if (!body) {
      p.reset(end);
      p.missing('MissingSwitchStatementClause');
      if (p.is('start', '}') || p.is('start', 'End')) break;
      good = false;
      p.missing('MissingSwitchConditionExpression');
      break;
    }
    if (!isDefault) into.clauses.push({ condition: test!, body });
    else if (into.default) p.error(t.start, t.end, 'MultipleSwitchDefaultClauses');
    else into.default = body;
  }
  p.depth--;
  if (!good) {
    if (p.is('start', '}')) p.take(p.peek('start'));
    return false;
  }
  p.accept('start', '}');
  return true;
}

function switchCondition(p: Parser): Expression | null {
  let t = p.peek('arg');
  if (t.kind === 'Parameter') {
    p.take(t);
    return {
      kind: 'StringConstantExpression',
      start: t.start,
      end: t.end,
      value: p.text.slice(t.start, t.end),
      quote: 'bare',
    };
  }
  if (t.kind === '}' || t.kind === 'End' || t.kind === ')') return null;
  t = p.peek('arg');
  return argument(p, t) ?? expression(p);
}
