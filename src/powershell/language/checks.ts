/** What is wrong with a tree that its grammar allows: targets of assignments, doubled names, misplaced splats. */
import {
  type Assignment,
  type Ast,
  type Expression,
  eachChild,
  type Hashtable,
  type Parameter,
  type TryStatement,
  type TypeDefinition,
} from './ast.ts';
import { checkMethods } from './checks-methods.ts';
import type { Parser } from './parser.ts';

/** Walks the whole tree and reports. */
export function checkTree(p: Parser, root: Ast): void {
  const visit = (node: Ast): void => {
    check(p, node);
    eachChild(node, visit);
  };
  visit(root);
}

function check(p: Parser, node: Ast): void {
  switch (node.kind) {
    case 'AssignmentStatement':
      assignment(p, node);
      break;
    case 'UnaryExpression':
      if ((node.operator === '++' || node.operator === '--') && !isTarget(node.child)) {
        p.error(node.child.start, node.child.end, 'OperatorRequiresVariableOrProperty', node.operator);
      }
      splat(p, node.child);
      break;
    case 'Hashtable':
      hashtable(p, node);
      break;
    case 'FunctionDefinition':
      if (node.parameters) duplicates(p, node.parameters);
      break;
    case 'ParamBlock':
      duplicates(p, node.parameters);
      break;
    case 'TryStatement':
      tryStatement(p, node);
      break;
    case 'AttributedExpression':
      if (!isTarget(node.child)) {
        p.error(node.attribute.start, node.attribute.end, 'UnexpectedAttribute', node.attribute.typeName.text);
      }
      break;
    case 'TypeDefinition':
      doubledMembers(p, node);
      if (node.what === 'class') checkMethods(p, node);
      break;
    case 'CommandExpression':
      splat(p, node.expression);
      redirections(p, node.redirections);
      break;
    case 'Command':
      redirections(p, node.redirections);
      for (const e of node.elements) if (e.kind === 'ArrayLiteral') for (const x of e.elements) splat(p, x);
      break;
    case 'BinaryExpression':
      splat(p, node.left);
      splat(p, node.right);
      break;
    case 'MemberExpression':
    case 'InvokeMemberExpression':
    case 'IndexExpression':
      splat(p, node.target);
      break;
  }
}

function splat(p: Parser, e: Expression): void {
  if (e.kind === 'VariableExpression' && e.splatted) p.error(e.start, e.end, 'SplattingNotPermitted', e.name);
}

function isTarget(e: Expression): boolean {
  switch (e.kind) {
    case 'VariableExpression':
    case 'MemberExpression':
    case 'IndexExpression':
      return true;
    case 'ConvertExpression':
    case 'AttributedExpression':
      return isTarget(e.child);
    case 'ParenExpression': {
      const inner = e.pipeline;
      const first = inner.kind === 'Pipeline' && inner.elements.length === 1 ? inner.elements[0] : null;
      if (first?.kind !== 'CommandExpression' || first.redirections.length) return false;
      return isTarget(first.expression) || first.expression.kind === 'ArrayLiteral';
    }
    case 'ErrorExpression':
      return true;
    default:
      return false;
  }
}

function assignment(p: Parser, node: Assignment): void {
  const left = node.left;
  if (left.kind === 'ArrayLiteral') {
    for (const e of left.elements) {
      if (!isTarget(e) && e.kind !== 'ArrayLiteral') p.error(e.start, e.end, 'InvalidLeftHandSide');
    }
  } else if (!isTarget(left)) p.error(left.start, left.end, 'InvalidLeftHandSide');
}

function hashtable(p: Parser, node: Hashtable): void {
  const seen = new Set<string>();
  for (const { key } of node.pairs) {
    if (key.kind !== 'StringConstantExpression' && key.kind !== 'ConstantExpression') continue;
    const name = key.kind === 'StringConstantExpression' ? `s${key.value.toLowerCase()}` : `n${String(key.value)}`;
    if (seen.has(name)) {
      p.error(
        key.start,
        key.end,
        'DuplicateKeyInHashLiteral',
        key.kind === 'StringConstantExpression' ? key.value : String(key.value),
      );
    }
    seen.add(name);
  }
}

function duplicates(p: Parser, list: readonly Parameter[]): void {
  const seen = new Set<string>();
  for (const { name } of list) {
    const key = name.name.toLowerCase();
    if (seen.has(key)) p.error(name.start, name.end, 'DuplicateFormalParameter', name.name);
    seen.add(key);
  }
}

function tryStatement(p: Parser, node: TryStatement): void {
  node.catches.forEach((c, i) => {
    if (c.types.length === 0 && i < node.catches.length - 1) {
      p.error(c.end, c.end, 'EmptyCatchNotLast');
    }
  });
}

const STREAMS = ['all', 'output', 'error', 'warning', 'verbose', 'debug', 'information'];

function redirections(p: Parser, list: readonly { from: number; start: number; end: number }[]): void {
  const seen = new Set<number>();
  for (const r of list) {
    if (seen.has(r.from) || seen.has(0)) p.error(r.start, r.end, 'StreamAlreadyRedirected', STREAMS[r.from] ?? '');
    seen.add(r.from);
  }
}

function doubledMembers(p: Parser, node: TypeDefinition): void {
  const seen = new Set<string>();
  for (const m of node.members) {
    if (m.kind !== 'PropertyMember') continue;
    const key = m.name.toLowerCase();
    if (seen.has(key)) p.error(m.start, m.end, 'MemberAlreadyDefined', m.name);
    seen.add(key);
  }
}
