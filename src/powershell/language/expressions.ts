/** Expressions: operators by precedence, casts, values. */
import type { Attribute, Expression, TypeConstraint } from './ast.ts';
import { attributeList } from './attributes.ts';
import { before, scriptBlock } from './blocks.ts';
import { hashtable, paren, subexpression } from './brackets.ts';
import { variableNode } from './lexer-variables.ts';
import { memberOperator, members } from './members.ts';
import type { Parser, Span } from './parser.ts';
import { stringNode } from './strings.ts';
import { BINARY, COMMAND, EXPRESSION, type Token, UNARY_OPERATORS } from './tokens.ts';

/** An expression that stands for what is missing or wrong. */
export const wrong = (at: Span, children: readonly (Expression | Attribute | TypeConstraint)[] = []): Expression => ({
  kind: 'ErrorExpression',
  start: at.start,
  end: at.end,
  children: [...children],
});

/** The place behind a token. */
const after = (t: Span): Span => ({ start: t.end, end: t.end });

/** An expression with every operator; null where none begins. `surely`: nothing but an expression can stand here. */
export function expression(p: Parser, surely = false): Expression | null {
  const { mode } = p;
  p.mode = EXPRESSION;
  p.enter();
  const value = ternary(p, surely);
  p.depth--;
  p.mode = mode;
  return value;
}

function ternary(p: Parser, surely: boolean): Expression | null {
  const condition = binary(p, surely);
  if (!condition) return null;
  const question = p.peek();
  if (question.kind !== '?') return condition;
  p.skip();
  p.skipNewlines();
  const yes = expression(p, true) ?? lacking(p, question);
  p.skipNewlines();
  const colon = p.next();
  if (colon.kind !== ':') {
    p.unget(colon);
    const parts = [condition];
    if (yes.kind !== 'ErrorExpression') {
      parts.push(yes);
      p.incomplete(colon, 'MissingColonInTernaryExpression');
    }
    return wrong({ start: condition.start, end: before(colon).end }, parts);
  }
  p.skipNewlines();
  const no = expression(p, true) ?? lacking(p, colon);
  return { kind: 'TernaryExpression', start: condition.start, end: no.end, condition, yes, no };
}

/** Reports that an operand is missing. */
function lacking(p: Parser, operator: Token): Expression {
  p.missing(operator, 'ExpectedValueExpression', p.written(operator));
  return wrong(after(operator));
}

function binary(p: Parser, surely: boolean): Expression | null {
  const first = arrayLiteral(p, surely);
  if (!first) return null;
  let t = p.peek();
  if (!BINARY.has(t.kind)) return t.kind === 'Parameter' ? strayParameter(p, t, first) : first;
  const operands: Expression[] = [first];
  const operators: Token[] = [];
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
    const precedence = BINARY.get(t.kind);
    if (precedence === undefined) break;
    while (operators.length > 0 && BINARY.get(operators[operators.length - 1]!.kind)! >= precedence) reduce();
    operators.push(t);
    p.skip();
    p.skipNewlines();
    operands.push(arrayLiteral(p, true) ?? lacking(p, t));
    t = p.peek();
  }
  while (operators.length > 0) reduce();
  return t.kind === 'Parameter' ? strayParameter(p, t, operands[0]!) : operands[0]!;
}

/** A parameter behind an expression is taken to be an operator that is not finished. */
function strayParameter(p: Parser, t: Token, left: Expression): Expression {
  p.error(t, 'UnexpectedToken', p.written(t));
  p.skip();
  return {
    kind: 'ErrorExpression',
    start: left.start,
    end: t.end,
    children: [
      left,
      { kind: 'CommandParameter', start: t.start, end: t.end, name: t.text, argument: null, errorEnd: t.end },
    ],
  };
}

function arrayLiteral(p: Parser, surely: boolean): Expression | null {
  const first = unary(p, surely);
  if (!first || p.noComma) return first;
  let comma = p.peek();
  if (comma.kind !== ',') return first;
  const elements = [first];
  for (; comma.kind === ','; comma = p.peek()) {
    p.skip();
    p.skipNewlines();
    const next = unary(p, true);
    if (!next) {
      p.missing(comma, 'MissingExpressionAfterToken', ',');
      elements.push(wrong(comma));
      break;
    }
    elements.push(next);
  }
  return { kind: 'ArrayLiteral', start: first.start, end: elements[elements.length - 1]!.end, elements };
}

/** An operand with the operators before and behind it; null where none begins. */
export function unary(p: Parser, surely = false): Expression | null {
  const { lexer } = p;
  const { signedNumbers, ternary: ends } = lexer;
  lexer.signedNumbers = true;
  lexer.ternary = surely;
  const { seen } = p;
  if (seen && (seen.kind === '-' || (surely && seen.kind === 'Generic'))) p.resync(seen.start);
  const t = p.peek();
  lexer.signedNumbers = signedNumbers;
  lexer.ternary = ends;
  let value: Expression | null;
  if (UNARY_OPERATORS.has(t.kind)) {
    if (t.kind === ',' && p.noComma) return null;
    value = prefixed(p, t);
    if (value.kind === 'ErrorExpression' && value.children.length === 0) return value;
  } else if (t.kind === '[') value = cast(p, t);
  else value = primary(p, true);
  if (!value) return null;
  const behind = p.peek();
  if (behind.kind !== '++' && behind.kind !== '--') return value;
  p.skip();
  return {
    kind: 'UnaryExpression',
    start: value.start,
    end: behind.end,
    operator: behind.kind,
    postfix: true,
    child: value,
  };
}

function prefixed(p: Parser, t: Token): Expression {
  p.skip();
  p.skipNewlines();
  p.enter();
  const child = unary(p, true);
  p.depth--;
  if (!child) {
    p.missing(t, 'MissingExpressionAfterOperator', p.written(t));
    return wrong(t);
  }
  const { start } = t;
  if (t.kind === ',') return { kind: 'ArrayLiteral', start, end: child.end, elements: [child] };
  return { kind: 'UnaryExpression', start, end: child.end, operator: t.kind, postfix: false, child };
}

/** `[type]`, `[type] value`, `[attribute()] value`. */
function cast(p: Parser, open: Token): Expression | null {
  const list = attributeList(p, true);
  if (!list) return null;
  const last = list[list.length - 1]!;
  let value: Expression | null = null;
  if (last.kind === 'Attribute') {
    p.skipNewlines();
    const child = operand(p);
    if (!child) {
      p.incomplete(last, 'UnexpectedAttribute', last.typeName.text);
      return wrong({ start: open.start, end: last.end }, list);
    }
    value = { kind: 'AttributedExpression', start: last.start, end: child.end, attribute: last, child };
  } else {
    const { start, end, typeName } = last;
    const type: Expression = { kind: 'TypeExpression', start, end, typeName };
    const operator = p.looking ? null : memberOperator(p, false);
    if (operator) value = members(p, type, operator);
    else {
      const t = p.peek();
      const child = t.kind === 'NewLine' || t.kind === ',' ? null : operand(p);
      value = child ? { kind: 'ConvertExpression', start, end: child.end, type: last, child } : type;
    }
  }
  for (let i = list.length - 2; i >= 0; i--) {
    const a = list[i]!;
    value =
      a.kind === 'TypeConstraint'
        ? { kind: 'ConvertExpression', start: a.start, end: value.end, type: a, child: value }
        : { kind: 'AttributedExpression', start: a.start, end: value.end, attribute: a, child: value };
  }
  return value;
}

function operand(p: Parser): Expression | null {
  p.enter();
  const value = unary(p, true);
  p.depth--;
  return value;
}

/** A value, with its members where they are wanted; null where none begins. */
export function primary(p: Parser, withMembers: boolean): Expression | null {
  const t = p.next();
  let value: Expression;
  switch (t.kind) {
    case 'Variable':
    case 'Splatted': {
      value = variableNode(t);
      if (value.kind === 'UsingExpression' && withMembers) {
        const child = members(p, value.child, memberOperator(p, true));
        return { kind: 'UsingExpression', start: child.start, end: child.end, child };
      }
      break;
    }
    case 'Number':
      value = { kind: 'ConstantExpression', start: t.start, end: t.end, value: t.value };
      break;
    case 'String':
      value = stringNode(p, t);
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
    case '{':
      value = blockExpression(p, t);
      break;
    default:
      p.unget(t);
      return null;
  }
  return withMembers ? members(p, value, memberOperator(p, true)) : value;
}

/** A script block as a value, after its brace. */
export function blockExpression(p: Parser, open: Token): Expression {
  const { noComma, mode } = p;
  p.noComma = false;
  p.mode = COMMAND;
  p.skipNewlines();
  const block = scriptBlock(p, open);
  p.noComma = noComma;
  p.mode = mode;
  return { kind: 'ScriptBlockExpression', start: block.start, end: block.end, block };
}
