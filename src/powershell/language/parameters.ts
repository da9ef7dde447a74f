/** `param ( … )` and the parameter list after a function's name. */
import type { ParamBlock, Parameter } from './ast.ts';
import { attributeList } from './attributes.ts';
import { expression } from './expressions.ts';
import { variableNode } from './lexer-strings.ts';
import type { Parser } from './parser.ts';

/** Attributes and `param(…)` at the top of a block; null, with nothing taken, where there is none. */
export function paramBlock(p: Parser): ParamBlock | null {
  const before = p.last;
  const first = p.peek('start');
  if (first.kind !== 'param' && first.kind !== '[') return null;
  const known = p.errors.items.length;
  const attributes = first.kind === '[' ? attributeList(p, false) : [];
  p.skipNewlines();
  const keyword = p.peek('start');
  if (keyword.kind === 'param') {
    p.take(keyword);
    const afterKeyword = p.last;
    p.skipNewlines();
    const open = p.accept('start', '(');
    if (open) {
      const parameters = parameterList(p);
      return { kind: 'ParamBlock', start: keyword.start, end: p.last, attributes, parameters };
    }
    p.reset(afterKeyword);
  }
  p.errors.items.length = known;
  p.reset(before);
  return null;
}

/** Parameters after `(`, with the `)`. */
export function parameterList(p: Parser): Parameter[] {
  const list: Parameter[] = [];
  const saved = p.noComma;
  p.noComma = true;
  for (;;) {
    const before = p.last;
    const one = parameter(p);
    if (!one) {
      p.reset(before);
      if (list.length > 0) p.missing('MissingExpressionAfterToken', ',');
      break;
    }
    list.push(one);
    p.skipNewlines();
    if (!p.accept('operator', ',')) break;
  }
  const end = p.last;
  p.skipNewlines();
  if (!p.accept('operator', ')')) {
    p.reset(end);
    p.missing('MissingEndParenthesisInFunctionParameterList');
  }
  p.noComma = saved;
  return list;
}

function parameter(p: Parser): Parameter | null {
  p.skipNewlines();
  const start = p.peek('operand').start;
  const attributes = attributeList(p, false);
  p.skipNewlines();
  const t = p.peek('operand');
  if (t.kind !== 'Variable') return null;
  p.take(t);
  const name = variableNode(t);
  if (name.kind !== 'VariableExpression') return null;
  const result: Parameter = {
    kind: 'Parameter',
    start: attributes.length ? start : t.start,
    end: t.end,
    attributes,
    name,
    default: null,
  };
  const before = p.last;
  p.skipNewlines();
  if (p.accept('operator', '=')) {
    p.skipNewlines();
    result.default = expression(p);
    if (!result.default) p.missing('ExpectedValueExpression', '=');
    result.end = p.last;
  } else p.reset(before);
  return result;
}
