/** Expressions: operators by precedence, casts, literals, members and indexes. */
import type { Expression, Hashtable, Statement, StatementBlock } from './ast.ts';
import { attributeList } from './attributes.ts';
import { isDigit, isIdentifierFollow, isIdentifierStart, isSingleQuote } from './characters.ts';
import type { Token } from './lexer.ts';
import { variableNode } from './lexer-strings.ts';
import { type Parser, scriptBody, statements } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { statement } from './statements.ts';
import { stringNode } from './strings.ts';
import { BINARY, UNARY_OPERATORS } from './tokens.ts';
import { typeNameList } from './type-names.ts';

function emptyError(at: number): Expression {
  return { kind: 'ErrorExpression', start: at, end: at, children: [] };
}

/** An expression with every operator; null where none begins. */
export function expression(p: Parser): Expression | null {
  const condition = binary(p);
  if (!condition) return null;
  const question = p.peek('operator');
  if (question.kind !== '?') return condition;
  p.take(question);
  p.skipNewlines();
  p.enter();
  const yes = expression(p);
  if (!yes) {
    p.missing('ExpectedValueExpression', '?');
    p.depth--;
    return { kind: 'ErrorExpression', start: condition.start, end: p.last, children: [condition] };
  }
  p.skipNewlinesBefore(':');
  const colon = p.peek('operator');
  if (colon.kind !== ':') {
    p.error(colon.start, colon.end, 'MissingColonInTernaryExpression');
    p.depth--;
    return { kind: 'ErrorExpression', start: condition.start, end: p.last, children: [condition, yes] };
  }
  p.take(colon);
  p.skipNewlines();
  let no = expression(p);
  if (!no) {
    p.missing('ExpectedValueExpression', ':');
    no = emptyError(p.last);
  }
  p.depth--;
  return { kind: 'TernaryExpression', start: condition.start, end: no.end, condition, yes, no };
}

function binary(p: Parser): Expression | null {
  const first = arrayLiteral(p);
  if (!first) return null;
  const operands: Expression[] = [first];
  const operators: { kind: string; start: number; end: number; precedence: number }[] = [];
  const reduce = (): void => {
    const right = operands.pop()!;
    const left = operands.pop()!;
    const o = operators.pop()!;
    operands.push({
      kind: 'BinaryExpression',
      start: left.start,
      end: right.end,
      operator: o.kind,
      left,
      right,
      operatorStart: o.start,
      operatorEnd: o.end,
    });
  };
  for (;;) {
    const t = p.peek('operator');
    const precedence = BINARY.get(t.kind);
    if (precedence === undefined) break;
    p.take(t);
    p.skipNewlines();
    let right = arrayLiteral(p);
    if (!right) {
      p.missing('ExpectedValueExpression', p.text.slice(t.start, t.end));
      right = emptyError(p.last);
    }
    while (operators.length && operators[operators.length - 1]!.precedence >= precedence) reduce();
    operators.push({ kind: t.kind, start: t.start, end: t.end, precedence });
    operands.push(right);
  }
  while (operators.length) reduce();
  return operands[0]!;
}

function arrayLiteral(p: Parser): Expression | null {
  const first = unary(p);
  if (!first || p.noComma || p.peek('operator').kind !== ',') return first;
  const elements = [first];
  for (let t = p.peek('operator'); t.kind === ','; t = p.peek('operator')) {
    p.take(t);
    p.skipNewlines();
    const next = unary(p);
    if (!next) {
      p.missing('MissingExpressionAfterToken', ',');
      elements.push(emptyError(p.last));
      break;
    }
    elements.push(next);
  }
  return { kind: 'ArrayLiteral', start: first.start, end: elements[elements.length - 1]!.end, elements };
}

function unary(p: Parser): Expression | null {
  const t = p.peek('operand');
  let result: Expression | null;
  if (UNARY_OPERATORS.has(t.kind) && !(t.kind === ',' && p.noComma)) {
    p.take(t);
    p.enter();
    p.skipNewlines();
    const child = unary(p);
    p.depth--;
    if (!child) {
      p.missing('MissingExpressionAfterOperator', p.text.slice(t.start, t.end));
      return { kind: 'ErrorExpression', start: t.start, end: t.end, children: [] };
    }
    if (t.kind === ',') return { kind: 'ArrayLiteral', start: t.start, end: child.end, elements: [child] };
    return { kind: 'UnaryExpression', start: t.start, end: child.end, operator: t.kind, postfix: false, child };
  }
  if (t.kind === '[') result = cast(p);
  else result = primary(p, t);
  if (!result) return null;
  const after = p.peek('operator');
  if ((after.kind === '++' || after.kind === '--') && result.kind !== 'UnaryExpression') {
    p.take(after);
    return {
      kind: 'UnaryExpression',
      start: result.start,
      end: after.end,
      operator: after.kind,
      postfix: true,
      child: result,
    };
  }
  return result;
}

/** `[type]`, `[type] value`, `[attribute()] value`. */
function cast(p: Parser): Expression | null {
  const list = attributeList(p, true);
  const last = list[list.length - 1];
  if (!last) return null;
  const after = p.peek('operand');
  let child: Expression | null = null;
  const member =
    p.last < p.lexer.end && after.start === p.last && (after.kind === '.' || after.kind === '::' || after.kind === '[');
  if (!member && after.kind !== ',' && after.kind !== 'NewLine') {
    p.enter();
    child = unary(p);
    p.depth--;
  }
  let count = list.length;
  if (!child) {
    if (last.kind !== 'TypeConstraint') {
      p.error(last.start, last.end, 'UnexpectedAttribute', last.typeName.text);
      return { kind: 'ErrorExpression', start: list[0]!.start, end: last.end, children: list };
    }
    count--;
    child = postfix(p, { kind: 'TypeExpression', start: last.start, end: last.end, typeName: last.typeName });
  }
  for (let i = count - 1; i >= 0; i--) {
    const a = list[i]!;
    child =
      a.kind === 'TypeConstraint'
        ? { kind: 'ConvertExpression', start: a.start, end: child.end, type: a, child }
        : { kind: 'AttributedExpression', start: a.start, end: child.end, attribute: a, child };
  }
  return child;
}

/** A value with its members; null where none begins. `t` is what `peek` answered. */
export function primary(p: Parser, t: Token): Expression | null {
  let value: Expression;
  switch (t.kind) {
    case 'Variable':
    case 'Splatted':
      p.take(t);
      value = variableNode(t);
      break;
    case 'Number':
      p.take(t);
      value = { kind: 'ConstantExpression', start: t.start, end: t.end, value: t.value };
      break;
    case 'String':
      p.take(t);
      value = stringNode(t);
      break;
    case '(':
      value = paren(p, t);
      break;
    case '$(':
    case '@(':
      value = subexpression(p, t);
      break;
    case '@{':
      value = hashtable(p, t);
      break;
    case '{': {
      p.take(t);
      const block = scriptBody(p, t.start, t);
      value = { kind: 'ScriptBlockExpression', start: block.start, end: block.end, block };
      break;
    }
    default:
      return null;
  }
  return postfix(p, value);
}

function paren(p: Parser, open: Token): Expression {
  p.take(open);
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  p.skipNewlines();
  let pipeline: Statement | null = pipelineChain(p);
  if (!pipeline) {
    const at = p.last;
    p.error(open.end, open.end, 'ExpectedExpression');
    pipeline = { kind: 'ErrorStatement', start: at, end: at, children: [] };
  }
  const before = p.last;
  p.skipNewlines();
  if (!p.accept('operator', ')')) {
    p.error(before, before, 'MissingEndParenthesisInExpression');
    p.reset(before);
  }
  p.noComma = saved;
  p.depth--;
  return { kind: 'ParenExpression', start: open.start, end: p.last, pipeline };
}

function subexpression(p: Parser, open: Token): Expression {
  p.take(open);
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  const body: StatementBlock = { kind: 'StatementBlock', start: p.last, end: p.last, traps: [], statements: [] };
  statements(p, body);
  const first = body.statements[0];
  if (first) body.start = Math.min(first.start, body.traps[0]?.start ?? first.start);
  body.end = Math.max(body.start, p.last);
  if (!p.accept('start', ')')) p.missing('MissingEndParenthesisInSubexpression');
  p.noComma = saved;
  p.depth--;
  const kind = open.kind === '@(' ? 'ArrayExpression' : 'SubExpression';
  return { kind, start: open.start, end: p.last, body };
}

function hashtable(p: Parser, open: Token): Expression {
  p.take(open);
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  const table: Hashtable = { kind: 'Hashtable', start: open.start, end: 0, pairs: [] };
  for (;;) {
    p.skipSeparators();
    const key = hashKey(p);
    if (!key) break;
    const equals = p.peek('operator');
    if (equals.kind !== '=') {
      p.missing('MissingEqualsInHashLiteral');
      table.pairs.push({ key, value: { kind: 'ErrorStatement', start: p.last, end: p.last, children: [] } });
      skipToBrace(p);
      break;
    }
    p.take(equals);
    p.skipNewlines();
    let value = statement(p);
    if (!value) {
      p.missing('MissingStatementInHashLiteral');
      value = { kind: 'ErrorStatement', start: p.last, end: p.last, children: [] };
    }
    table.pairs.push({ key, value });
    const next = p.peek('start');
    if (next.kind !== 'NewLine' && next.kind !== ';') break;
  }
  if (!p.accept('start', '}')) p.error(open.end, open.end, 'MissingEndCurlyBrace');
  table.end = p.last;
  p.noComma = saved;
  p.depth--;
  return table;
}

function skipToBrace(p: Parser): void {
  for (let t = p.peek('start'); t.kind !== '}' && t.kind !== 'End'; t = p.peek('start')) p.take(t);
}

function hashKey(p: Parser): Expression | null {
  const t = p.peek('operand');
  if (t.kind === 'Word' && isIdentifierStart(p.text.charCodeAt(t.start))) {
    p.take(t);
    return { kind: 'StringConstantExpression', start: t.start, end: t.end, value: t.text, quote: 'bare' };
  }
  return unary(p);
}

/** Members, calls and indexes that follow a value without a blank. */
export function postfix(p: Parser, value: Expression): Expression {
  let result = value;
  for (;;) {
    const at = p.last;
    const c = p.lexer.char(at);
    const d = p.lexer.char(at + 1);
    if (c === 46 && d !== 46) result = member(p, result, at + 1, false, false);
    else if (c === 58 && d === 58) result = member(p, result, at + 2, true, false);
    else if (c === 91) result = index(p, result, at + 1, false);
    else if (c === 63 && d === 46) result = member(p, result, at + 2, false, true);
    else if (c === 63 && d === 91) result = index(p, result, at + 2, true);
    else return result;
  }
}

function index(p: Parser, target: Expression, from: number, nullConditional: boolean): Expression {
  p.reset(from);
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  p.skipNewlines();
  let value = expression(p);
  if (!value) {
    p.error(from, from, 'MissingArrayIndexExpression');
    p.reset(from);
    value = emptyError(from);
  }
  const before = p.last;
  p.skipNewlines();
  const close = p.peek('operator');
  if (close.kind === ']') p.take(close);
  else {
    p.reset(before);
    if (value.kind !== 'ErrorExpression') p.missing('MissingEndSquareBracket');
  }
  p.noComma = saved;
  p.depth--;
  return { kind: 'IndexExpression', start: target.start, end: p.last, target, index: value, nullConditional };
}

function member(p: Parser, target: Expression, from: number, isStatic: boolean, nullConditional: boolean): Expression {
  p.reset(from);
  const name = memberName(p);
  if (!name) {
    p.reset(from);
    p.error(from, from, 'MissingPropertyName');
    return {
      kind: 'MemberExpression',
      start: target.start,
      end: from,
      target,
      member: emptyError(from),
      isStatic,
      nullConditional,
    };
  }
  const call = callArguments(p);
  if (!call) {
    return {
      kind: 'MemberExpression',
      start: target.start,
      end: p.last,
      target,
      member: name,
      isStatic,
      nullConditional,
    };
  }
  return {
    kind: 'InvokeMemberExpression',
    start: target.start,
    end: p.last,
    target,
    member: name,
    isStatic,
    nullConditional,
    arguments: call.args,
    generics: call.generics,
  };
}

function memberName(p: Parser): Expression | null {
  const lexer = p.lexer;
  lexer.pos = p.last;
  lexer.skipBlanks();
  while (lexer.char(lexer.pos) === 10 || lexer.char(lexer.pos) === 13) {
    lexer.pos++;
    lexer.skipBlanks();
  }
  const start = lexer.pos;
  const c = lexer.char(start);
  if (isIdentifierStart(c) || isDigit(c)) {
    let end = start + 1;
    while (isIdentifierFollow(lexer.char(end))) end++;
    p.reset(end);
    const text = p.text.slice(start, end);
    if (/^\d+$/.test(text)) return { kind: 'ConstantExpression', start, end, value: Number(text) };
    return { kind: 'StringConstantExpression', start, end, value: text, quote: 'bare' };
  }
  if (c === 36 || c === 34 || c === 40 || c === 123 || isSingleQuote(c) || (c >= 0x201c && c <= 0x201e)) {
    p.reset(start);
    const t = p.peek('operand');
    switch (t.kind) {
      case 'Variable':
        p.take(t);
        return variableNode(t);
      case 'String':
        p.take(t);
        return stringNode(t);
      case '(':
        return paren(p, t);
      case '$(':
        return subexpression(p, t);
      case '{': {
        p.take(t);
        const block = scriptBody(p, t.start, t);
        return { kind: 'ScriptBlockExpression', start: block.start, end: block.end, block };
      }
    }
  }
  return null;
}

function callArguments(p: Parser): { args: Expression[]; generics: ReturnType<typeof typeNameList> } | null {
  let generics: ReturnType<typeof typeNameList> = [];
  if (p.lexer.char(p.last) === 91) {
    const m = /\[[\w.,\s[\]]+\]\(/y;
    m.lastIndex = p.last;
    if (m.test(p.text)) {
      const from = p.last;
      p.reset(from + 1);
      generics = typeNameList(p);
      if (p.lexer.char(p.last) === 93) p.reset(p.last + 1);
    }
  }
  const c = p.lexer.char(p.last);
  if (c === 123) {
    const open = p.take(p.peek('operand'));
    const block = scriptBody(p, open.start, open);
    return { args: [{ kind: 'ScriptBlockExpression', start: block.start, end: block.end, block }], generics };
  }
  if (c !== 40) return null;
  p.take(p.peek('operand'));
  return { args: argumentList(p), generics };
}

/** Arguments of a call after its `(`, with the `)`. */
export function argumentList(p: Parser): Expression[] {
  p.enter();
  const saved = p.noComma;
  p.noComma = true;
  const args: Expression[] = [];
  let comma: Token | null = null;
  for (;;) {
    p.skipNewlines();
    const arg = expression(p);
    if (!arg) {
      if (comma) p.missing('MissingExpressionAfterToken', ',');
      break;
    }
    args.push(arg);
    const before = p.last;
    p.skipNewlines();
    comma = p.accept('operator', ',');
    if (!comma) {
      if (!p.is('operator', ')')) p.reset(before);
      break;
    }
  }
  if (!p.accept('operator', ')') && !comma) p.missing('MissingEndParenthesisInMethodCall');
  p.noComma = saved;
  p.depth--;
  return args;
}
