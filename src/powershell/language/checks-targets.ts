/** What can be assigned to, raised or lowered. */
import type { Assignment, Ast, Expression, TypeConstraint, Unary } from './ast.ts';
import type { Parser } from './parser.ts';

/** What can be assigned to by itself. */
const TARGETS: ReadonlySet<string> = new Set([
  'VariableExpression',
  'MemberExpression',
  'InvokeMemberExpression',
  'IndexExpression',
]);
const REFERENCE = /^(?:ref|(?:system\.)?management\.automation\.psreference)$/i;
const VOID = /^(?:system\.)?void$/i;

export function checkAssignment(p: Parser, node: Assignment): void {
  target(p, node.left, node.operator === '=', (at) => p.error(at, 'InvalidLeftHandSide'));
}

export function checkIncrement(p: Parser, node: Unary): void {
  target(p, node.child, false, (at) => p.error(at, 'OperatorRequiresVariableOrProperty', node.operator));
}

/** Reports what cannot be assigned to. `simple`: with `=`, so that a list takes several values. */
function target(p: Parser, e: Expression, simple: boolean, report: (at: Ast) => void): void {
  if (e.kind === 'ConvertExpression' || e.kind === 'AttributedExpression') {
    const inner = uncast(p, e);
    if (inner) target(p, inner, simple, report);
  } else if (e.kind === 'ArrayLiteral') {
    if (simple) for (const element of e.elements) target(p, element, simple, report);
    else report(e);
  } else if (e.kind === 'ParenExpression') {
    const { pipeline } = e;
    const only = pipeline.kind === 'Pipeline' && pipeline.elements.length === 1 ? pipeline.elements[0] : null;
    if (only?.kind === 'CommandExpression' && only.redirections.length === 0)
      target(p, only.expression, simple, report);
    else report(pipeline);
  } else if (!TARGETS.has(e.kind)) report(e);
  else if ('nullConditional' in e && e.nullConditional) report(e);
}

/** What stands behind casts and attributes; null where the casts themselves are wrong. */
function uncast(p: Parser, e: Expression): Expression | null {
  let inner = e;
  let casts = 0;
  let reference: TypeConstraint | null = null;
  while (inner.kind === 'ConvertExpression' || inner.kind === 'AttributedExpression') {
    if (inner.kind === 'ConvertExpression') {
      casts++;
      const { text } = inner.type.typeName;
      if (REFERENCE.test(text)) reference = inner.type;
      else if (VOID.test(text)) p.error(inner.type, 'VoidTypeConstraintNotAllowed');
    }
    inner = inner.child;
  }
  if (!reference || casts < 2) return inner;
  p.error(reference, 'ReferenceNeedsToBeByItselfInTypeConstraint');
  return null;
}
