/** Where only constants may stand: arguments of attributes, and the data statement. */
import { type Ast, type Attribute, childrenOf, type DataStatement, type Expression, type Statement } from './ast.ts';
import type { Parser } from './parser.ts';

const CONSTANTS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Arguments of attributes are constants or script blocks. */
export function checkArguments(p: Parser, node: Attribute): void {
  for (const value of [...node.positional, ...node.named.map((n) => n.argument)])
    if (!isConstant(value)) p.error(value, 'ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock');
}

function isConstant(e: Expression): boolean {
  switch (e.kind) {
    case 'ConstantExpression':
    case 'StringConstantExpression':
    case 'TypeExpression':
    case 'ScriptBlockExpression':
      return true;
    case 'VariableExpression':
      return CONSTANTS.has(e.name.toLowerCase());
    case 'ArrayLiteral':
      return e.elements.every(isConstant);
    case 'UnaryExpression':
      return e.operator !== '++' && e.operator !== '--' && isConstant(e.child);
    case 'BinaryExpression':
      return isConstant(e.left) && isConstant(e.right);
    case 'TernaryExpression':
      return isConstant(e.condition) && isConstant(e.yes) && isConstant(e.no);
    case 'ConvertExpression':
      return isConstant(e.child);
    case 'MemberExpression':
      return e.isStatic && e.target.kind === 'TypeExpression';
    case 'ParenExpression':
      return isConstantStatement(e.pipeline);
    case 'ArrayExpression':
    case 'SubExpression':
      return e.body.traps.length === 0 && e.body.statements.every(isConstantStatement);
    case 'Hashtable':
      return e.pairs.every((pair) => isConstant(pair.key) && isConstantStatement(pair.value));
    default:
      return false;
  }
}

function isConstantStatement(s: Statement): boolean {
  if (s.kind !== 'Pipeline' || s.elements.length !== 1) return false;
  const only = s.elements[0]!;
  return only.kind === 'CommandExpression' && isConstant(only.expression);
}

const DATA_VARIABLES: ReadonlySet<string> = new Set(['psculture', 'psuiculture', 'true', 'false', 'null']);
const DATA_COMMANDS: ReadonlySet<string> = new Set(['convertfrom-stringdata']);

/** A data statement holds constants, a few variables, and the commands that it names. */
export function checkData(p: Parser, node: DataStatement): void {
  const allowed = new Set(DATA_COMMANDS);
  for (const c of node.commands) if (c.kind === 'StringConstantExpression') allowed.add(c.value.toLowerCase());
  const visit = (n: Ast): void => {
    if (n.kind === 'VariableExpression' && !DATA_VARIABLES.has(n.name.toLowerCase()))
      p.error(n, 'VariableReferenceNotSupportedInDataSection');
    else if (n.kind === 'AssignmentStatement') p.error(n, 'AssignmentStatementNotSupportedInDataSection');
    else if (n.kind === 'MemberExpression') p.error(n, 'PropertyReferenceNotSupportedInDataSection');
    else if (n.kind === 'InvokeMemberExpression') p.error(n, 'MethodCallNotSupportedInDataSection');
    else if (n.kind === 'Command') {
      const first = n.elements[0];
      const name = first?.kind === 'StringConstantExpression' ? first.value : null;
      if (name !== null && !allowed.has(name.toLowerCase())) p.error(n, 'CmdletNotInAllowedListForDataSection', name);
    }
    for (const child of childrenOf(n)) visit(child);
  };
  visit(node.body);
}
