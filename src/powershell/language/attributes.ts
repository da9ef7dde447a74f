/** Attributes and type constraints: everything that stands in brackets before a name. */
import type { Attribute, Expression, NamedAttributeArgument, TypeConstraint } from './ast.ts';
import { expression } from './expressions.ts';
import type { Parser } from './parser.ts';
import { assemblyName, skipTypeBlanks, typeName } from './type-names.ts';

/** Consecutive `[…]`. In an expression a line end stops the list. */
export function attributeList(p: Parser, inExpression: boolean): (Attribute | TypeConstraint)[] {
  const list: (Attribute | TypeConstraint)[] = [];
  for (;;) {
    const before = p.last;
    if (!inExpression) p.skipNewlines();
    const open = p.peek('operand');
    if (open.kind !== '[') {
      if (!inExpression && list.length === 0) p.reset(before);
      return list;
    }
    const one = attribute(p);
    if (!one) return list;
    list.push(one);
  }
}

function attribute(p: Parser): Attribute | TypeConstraint | null {
  const open = p.take(p.peek('operand'));
  const name = typeName(p);
  if (!name) {
    p.reset(open.start);
    p.error(open.end, open.end, 'MissingTypename');
    return null;
  }
  assemblyName(p, name);
  const before = p.last;
  skipTypeBlanks(p);
  if (p.lexer.char(p.last) === 93) {
    p.reset(p.last + 1);
    return { kind: 'TypeConstraint', start: open.start, end: p.last, typeName: name };
  }
  if (p.lexer.char(p.last) !== 40) {
    p.reset(before);
    p.error(before - 1, before - 1, 'EndSquareBracketExpectedAtEndOfAttribute');
    return { kind: 'TypeConstraint', start: open.start, end: p.last, typeName: name };
  }
  p.reset(p.last + 1);
  const result: Attribute = {
    kind: 'Attribute',
    start: open.start,
    end: 0,
    typeName: name,
    positional: [],
    named: [],
  };
  attributeArguments(p, result);
  skipTypeBlanks(p);
  if (p.lexer.char(p.last) === 93) p.reset(p.last + 1);
  else p.missing('EndSquareBracketExpectedAtEndOfAttribute');
  result.end = p.last;
  return result;
}

function attributeArguments(p: Parser, into: Attribute): void {
  const saved = p.noComma;
  p.noComma = true;
  for (;;) {
    p.skipNewlines();
    const t = p.peek('operand');
    if (t.kind === ')') break;
    if (t.kind === 'Word') {
      p.take(t);
      into.named.push(namedArgument(p, t.text, t.start));
    } else {
      const value = expression(p);
      if (!value) break;
      into.positional.push(value);
    }
    p.skipNewlines();
    if (!p.accept('operator', ',')) break;
  }
  p.skipNewlines();
  if (!p.accept('operator', ')')) p.missing('MissingEndParenthesisInExpression');
  p.noComma = saved;
}

function namedArgument(p: Parser, name: string, start: number): NamedAttributeArgument {
  const nameEnd = p.last;
  p.skipNewlinesBefore('=');
  if (!p.accept('operator', '=')) {
    const argument: Expression = { kind: 'ConstantExpression', start, end: nameEnd, value: true };
    return { kind: 'NamedAttributeArgument', start, end: nameEnd, name, argument, omitted: true };
  }
  p.skipNewlines();
  let argument = expression(p);
  if (!argument) {
    p.missing('ExpectedValueExpression', '=');
    argument = { kind: 'ErrorExpression', start: p.last, end: p.last, children: [] };
  }
  return { kind: 'NamedAttributeArgument', start, end: p.last, name, argument, omitted: false };
}
