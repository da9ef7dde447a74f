/** switch. */
import type { Ast, Statement, StatementBlock, SwitchStatement } from './ast.ts';
import { span, statementBlock } from './blocks.ts';
import { singleArgument } from './commands.ts';
import { means } from './loops.ts';
import type { Parser, Span } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { broken } from './statements.ts';
import type { Token } from './tokens.ts';

const FLAGS = ['regex', 'wildcard', 'exact', 'casesensitive', 'parallel', 'file'];

/** What is known of a switch while it is read. */
interface State {
  readonly result: SwitchStatement;
  /** Where it ends so far. */
  end: Span;
  wrong: boolean;
  /** The last error was one that more text mends: no other follows from it. */
  cut: boolean;
}

/** `switch (…) { … }` */
export function switchStatement(p: Parser, keyword: Token, label: Token | null): Statement {
  const first = label ?? keyword;
  const result: SwitchStatement = {
    kind: 'SwitchStatement',
    start: first.start,
    end: 0,
    label: label?.text ?? null,
    flags: [],
    condition: null,
    clauses: [],
    default: null,
  };
  const state: State = { result, end: first, wrong: false, cut: false };
  p.skipNewlines();
  flags(p, state);
  condition(p, state);
  const parts: Ast[] = [];
  const close = body(p, state, parts);
  if (state.wrong || !close) return broken(span(first, state.end), [result.condition, ...parts]);
  result.end = close.end;
  return result;
}

function flags(p: Parser, state: State): void {
  const { result } = state;
  for (let t = p.peek(); t.kind === 'Parameter'; t = p.peek()) {
    p.skip();
    state.end = t;
    const flag = FLAGS.find((f) => means(t, f));
    if (!flag) {
      state.wrong = true;
      p.error(t, 'InvalidSwitchFlag', t.text);
      continue;
    }
    result.flags.push(flag);
    if (flag !== 'file') continue;
    p.skipNewlines();
    const value = singleArgument(p, 'file');
    if (!value) {
      state.wrong = true;
      state.cut = p.missing(t, 'MissingFilenameOption');
      continue;
    }
    const { start, end } = value;
    state.end = value;
    result.condition = {
      kind: 'Pipeline',
      start,
      end,
      background: false,
      elements: [{ kind: 'CommandExpression', start, end, expression: value, redirections: [] }],
    };
  }
}

function condition(p: Parser, state: State): void {
  const { result } = state;
  const file = result.flags.includes('file');
  const open = p.peek();
  if (open.kind !== '(') {
    if (!result.condition && !file) {
      state.wrong = true;
      state.cut = p.missing(state.end, 'PipelineValueRequired');
    }
    return;
  }
  state.end = open;
  p.skip();
  if (file) {
    state.wrong = true;
    p.error(open, 'PipelineValueRequired');
  }
  p.skipNewlines();
  result.condition = pipelineChain(p);
  if (result.condition) state.end = result.condition;
  else {
    state.wrong = true;
    state.cut = p.missing(open, 'PipelineValueRequired');
  }
  p.skipNewlines();
  const close = p.next();
  if (close.kind === ')') {
    state.end = close;
    return;
  }
  p.unget(close);
  if (state.cut) return;
  state.wrong = true;
  state.cut = p.missing(state.end, 'MissingEndParenthesisInSwitchStatement');
}

/** The clauses; answers the closing brace, null where there is none. */
function body(p: Parser, state: State, parts: Ast[]): Token | null {
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '{') {
    p.unget(open);
    if (!state.cut) {
      state.wrong = true;
      p.missing(state.end, 'MissingCurlyBraceInSwitchStatement');
    }
    return null;
  }
  state.end = open;
  p.skipNewlines();
  for (;;) {
    const test = singleArgument(p, 'switch');
    if (!test) {
      state.wrong = true;
      p.missing(state.end, 'MissingSwitchConditionExpression');
      if (p.peek().kind === '}') p.skip();
      return null;
    }
    parts.push(test);
    state.end = test;
    const block = statementBlock(p);
    if (block) clause(p, state, test, block, parts);
    else {
      state.wrong = true;
      state.cut = p.missing(state.end, 'MissingSwitchStatementClause');
    }
    p.skipTerminators();
    const t = p.peek();
    if (t.kind === '}') {
      p.skip();
      return t;
    }
    if (t.kind === 'End') {
      if (!state.cut) {
        state.wrong = true;
        p.incompleteAt(open.start, open.end, t.end, 'MissingEndCurlyBrace');
      }
      return null;
    }
  }
}

function clause(
  p: Parser,
  state: State,
  test: SwitchStatement['clauses'][number]['condition'],
  block: StatementBlock,
  parts: Ast[],
): void {
  const { result } = state;
  parts.push(block);
  state.end = block;
  const isDefault =
    test.kind === 'StringConstantExpression' && test.quote === 'bare' && test.value.toLowerCase() === 'default';
  if (!isDefault) {
    result.clauses.push({ condition: test, body: block });
    return;
  }
  if (result.default) {
    state.wrong = true;
    p.error(test, 'MultipleSwitchDefaultClauses');
  }
  result.default = block;
}
