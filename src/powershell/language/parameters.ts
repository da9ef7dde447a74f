/** `param ( … )` and the parameter list after a function's name. */
import type { Attribute, ParamBlock, Parameter, VariableExpression } from './ast.ts';
import { attributeList } from './attributes.ts';
import { before } from './blocks.ts';
import { expression } from './expressions.ts';
import { variableNode } from './lexer-variables.ts';
import type { Parser, Span } from './parser.ts';
import { EXPRESSION } from './tokens.ts';

/** Attributes and `param(…)` at the top of a block; null where there is none: what was taken must be read again. */
export function paramBlock(p: Parser): ParamBlock | null {
  p.skipNewlines();
  const candidates = attributeList(p, false);
  p.skipNewlines();
  const keyword = p.peek();
  if (keyword.kind !== 'param') return null;
  p.skip();
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '(') {
    // A command named param.
    p.unget(open);
    return null;
  }
  const parameters = parameterList(p);
  p.skipNewlines();
  const close = p.next();
  let end: Span = close;
  if (close.kind !== ')') {
    p.unget(close);
    end = before(close);
    p.missing(parameters[parameters.length - 1] ?? open, 'MissingEndParenthesisInFunctionParameterList');
  }
  const attributes: Attribute[] = [];
  for (const a of candidates ?? []) {
    if (a.kind === 'Attribute') attributes.push(a);
    else p.error(a, 'TypeNotAllowedBeforeParam', a.typeName.text);
  }
  return { kind: 'ParamBlock', start: keyword.start, end: end.end, attributes, parameters };
}

/** Parameters after `(`, without the `)`. */
export function parameterList(p: Parser): Parameter[] {
  const list: Parameter[] = [];
  let comma: Span | null = null;
  for (;;) {
    const one = parameter(p);
    if (!one) {
      if (comma) p.missing(comma, 'MissingExpressionAfterToken', ',');
      return list;
    }
    list.push(one);
    p.skipNewlines();
    const t = p.peek();
    if (t.kind !== ',') return list;
    comma = t;
    p.skip();
  }
}

function parameter(p: Parser): Parameter | null {
  const { noComma, mode } = p;
  p.noComma = true;
  p.mode = EXPRESSION;
  const result = inExpression(p);
  p.noComma = noComma;
  p.mode = mode;
  return result;
}

function inExpression(p: Parser): Parameter | null {
  p.skipNewlines();
  const attributes = attributeList(p, false);
  p.skipNewlines();
  const t = p.next();
  if (t.kind !== 'Variable' && t.kind !== 'Splatted') {
    p.unget(t);
    if (!attributes) return null;
    const last = attributes[attributes.length - 1]!;
    p.missing(last, 'InvalidFunctionParameter');
    p.sync(true, ')');
    const { start } = attributes[0]!;
    const { end } = last;
    const name: VariableExpression = { kind: 'VariableExpression', start, end, name: '__error__', splatted: false };
    return { kind: 'Parameter', start, end, attributes, name, default: null };
  }
  const node = variableNode(t);
  const name: VariableExpression =
    node.kind === 'VariableExpression'
      ? node
      : { kind: 'VariableExpression', start: t.start, end: t.end, name: t.text, splatted: false };
  const result: Parameter = {
    kind: 'Parameter',
    start: (attributes?.[0] ?? t).start,
    end: t.end,
    attributes: attributes ?? [],
    name,
    default: null,
  };
  p.skipNewlines();
  const equals = p.peek();
  if (equals.kind !== '=') return result;
  p.skip();
  p.skipNewlines();
  result.default = expression(p);
  if (result.default) result.end = result.default.end;
  else p.missing(equals, 'MissingExpressionAfterToken', '=');
  return result;
}
