/** What is wrong with a tree that its grammar allows: doubled names, misplaced splats, ways out of finally. */
import { toText } from '../text.ts';
import type { Ast, Hashtable, Parameter, TryStatement, TypeDefinition } from './ast.ts';
import { checkArguments, checkData } from './checks-constants.ts';
import { checkMethods, checkReturns } from './checks-methods.ts';
import { checkAssignment, checkIncrement } from './checks-targets.ts';
import type { Parser } from './parser.ts';
import { eachChild } from './tree.ts';

/** Walks the whole tree and reports. `path` holds what a node is in, the root first. */
export function checkTree(p: Parser, root: Ast): void {
  const path: Ast[] = [];
  const visit = (node: Ast): void => {
    check(p, node, path);
    path.push(node);
    eachChild(node, visit);
    path.pop();
  };
  visit(root);
}

function check(p: Parser, node: Ast, path: readonly Ast[]): void {
  switch (node.kind) {
    case 'VariableExpression':
      if (node.splatted) splat(p, node, path);
      break;
    case 'AssignmentStatement':
      checkAssignment(p, node);
      break;
    case 'UnaryExpression':
      if (node.operator === '++' || node.operator === '--') checkIncrement(p, node);
      break;
    case 'Hashtable':
      hashtable(p, node);
      break;
    case 'FunctionDefinition': {
      const parameters = node.parameters ?? node.body.param?.parameters;
      if (parameters) duplicates(p, parameters);
      const { param } = node.body;
      if (node.parameters && param) {
        if (node.isMethod) p.error(param, 'ParamBlockNotAllowedInMethod');
        p.error(param, 'OnlyOneParameterListAllowed');
      }
      if (node.isWorkflow) p.error(node, 'WorkflowNotSupportedInPowerShellCore');
      break;
    }
    case 'ScriptBlock':
      if (node.param && path[path.length - 1]?.kind !== 'FunctionDefinition') duplicates(p, node.param.parameters);
      break;
    case 'ForEachStatement':
      if (node.parallel) p.error(node, 'KeywordParameterReservedForFutureUse', 'foreach', 'parallel');
      if (node.throttle) p.error(node, 'KeywordParameterReservedForFutureUse', 'foreach', 'throttlelimit');
      break;
    case 'SwitchStatement':
      if (node.flags.includes('parallel')) p.error(node, 'KeywordParameterReservedForFutureUse', 'switch', 'parallel');
      break;
    case 'BlockStatement':
      p.error({ start: node.start, end: node.start + node.keyword.length }, 'UnexpectedKeyword', node.keyword);
      break;
    case 'TryStatement':
      tryStatement(p, node);
      break;
    case 'DataStatement':
      checkData(p, node);
      break;
    case 'Attribute':
      checkArguments(p, node);
      break;
    case 'AttributedExpression': {
      let child = node.child;
      while (child.kind === 'AttributedExpression' || child.kind === 'ConvertExpression') child = child.child;
      if (child.kind !== 'VariableExpression')
        p.error(node.attribute, 'UnexpectedAttribute', node.attribute.typeName.text);
      break;
    }
    case 'ConvertExpression':
      if (node.type.typeName.text.toLowerCase() === 'ordered' && node.child.kind !== 'Hashtable')
        p.error(node, 'OrderedAttributeOnlyOnHashLiteralNode');
      break;
    case 'TypeDefinition':
      doubledMembers(p, node);
      if (node.what === 'class') checkMethods(p, node);
      else underlying(p, node);
      break;
    case 'ReturnStatement':
      leavesFinally(p, node, path, false, null);
      checkReturns(p, node, path);
      break;
    case 'BreakStatement':
    case 'ContinueStatement': {
      const { label } = node;
      leavesFinally(p, node, path, true, label?.kind === 'StringConstantExpression' ? label.value : null);
      break;
    }
  }
}

/** `@name` stands for the arguments of a command and nowhere else. */
function splat(p: Parser, node: Extract<Ast, { kind: 'VariableExpression' }>, path: readonly Ast[]): void {
  const parent = path[path.length - 1]?.kind;
  if (parent === 'Command' || parent === 'UsingExpression') return;
  const listed = parent === 'ArrayLiteral' && path[path.length - 2]?.kind === 'Command';
  p.error(node, listed ? 'SplattingNotPermittedInArgumentList' : 'SplattingNotPermitted', node.name);
}

function hashtable(p: Parser, node: Hashtable): void {
  const seen = new Set<string>();
  for (const { key } of node.pairs) {
    if (key.kind !== 'StringConstantExpression' && key.kind !== 'ConstantExpression') continue;
    const text = key.kind === 'StringConstantExpression' ? key.value : toText(key.value);
    // Numbers and texts that read alike are one key to the parser, though not to the table.
    const name = text.toLowerCase();
    if (seen.has(name)) p.error(key, 'DuplicateKeyInHashLiteral', text);
    seen.add(name);
  }
}

function duplicates(p: Parser, list: readonly Parameter[]): void {
  const seen = new Set<string>();
  for (const { name } of list) {
    const key = name.name.toLowerCase();
    if (seen.has(key)) p.error(name, 'DuplicateFormalParameter', name.name);
    seen.add(key);
  }
}

/** Full name of an exception as far as its spelling tells. */
const exceptionName = (text: string): string => (text.includes('.') ? text : `System.${text}`);

function tryStatement(p: Parser, node: TryStatement): void {
  const caught = new Set<string>();
  node.catches.forEach((c, i) => {
    if (c.types.length === 0 && i < node.catches.length - 1) p.error({ start: c.end, end: c.end }, 'EmptyCatchNotLast');
    for (const { typeName, start, end } of c.types) {
      const name = exceptionName(typeName.text);
      if (caught.has(name.toLowerCase()) || caught.has('system.exception'))
        p.error({ start, end }, 'ExceptionTypeAlreadyCaught', name);
      caught.add(name.toLowerCase());
    }
  });
}

/** Control cannot leave a finally block by other ways than its end or an error. */
function leavesFinally(p: Parser, node: Ast, path: readonly Ast[], stopsInLoop: boolean, label: string | null): void {
  for (let i = path.length - 1; i > 0; i--) {
    const parent = path[i]!;
    if (parent.kind === 'NamedBlock' || parent.kind === 'TrapStatement' || parent.kind === 'ScriptBlock') return;
    if (stopsInLoop && 'label' in parent && parent.kind !== 'BreakStatement' && parent.kind !== 'ContinueStatement') {
      if (label === null || String(parent.label).toLowerCase() === label.toLowerCase()) return;
    }
    const above = path[i - 1];
    if (above?.kind === 'TryStatement' && above.finally === parent) {
      p.error(node, 'ControlLeavingFinally');
      return;
    }
  }
}

const INTEGERS = new Set(
  'byte sbyte short int16 ushort uint16 int int32 uint uint32 long int64 ulong uint64'
    .split(' ')
    .flatMap((n) => [n, `system.${n}`]),
);

/** An enumeration's numbers are of a type of whole numbers. */
function underlying(p: Parser, node: TypeDefinition): void {
  for (const base of node.bases)
    if (!INTEGERS.has(base.typeName.text.toLowerCase())) p.error(base, 'InvalidUnderlyingType', base.typeName.text);
}

function doubledMembers(p: Parser, node: TypeDefinition): void {
  const seen = new Set<string>();
  for (const m of node.members) {
    if (m.kind !== 'PropertyMember') continue;
    const key = m.name.toLowerCase();
    if (seen.has(key)) p.error(m, 'MemberAlreadyDefined', m.name);
    seen.add(key);
  }
}
