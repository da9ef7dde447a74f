/** Rules that hold in the methods of classes only: every path returns, variables are local. */
import {
  type Ast,
  childrenOf,
  type Expression,
  type FlowStatement,
  type FunctionMember,
  type Statement,
  type StatementBlock,
  type TypeDefinition,
} from './ast.ts';
import type { Parser } from './parser.ts';

/** Checks the methods of a class. */
export function checkMethods(p: Parser, type: TypeDefinition): void {
  const properties = new Map<string, string>();
  for (const m of type.members) if (m.kind === 'PropertyMember') properties.set(m.name.toLowerCase(), m.name);
  for (const m of type.members) {
    if (m.kind !== 'FunctionMember') continue;
    variables(p, m, properties);
    const returns = m.returnType?.typeName.name.toLowerCase();
    if (!m.isConstructor && returns && returns !== 'void' && returns !== 'system.void') {
      const body = m.function.body.endBlock;
      if (!body || !leaves(body))
        p.error({ start: m.function.nameStart, end: m.function.nameEnd }, 'MethodHasCodePathNotReturn');
    }
  }
}

/** A method returns a value where it has a type, and none where it has none. */
export function checkReturns(p: Parser, node: FlowStatement, path: readonly Ast[]): void {
  let i = path.length - 1;
  while (i >= 0 && path[i]!.kind !== 'ScriptBlock') i--;
  const member = path[i - 2];
  if (member?.kind !== 'FunctionMember') return;
  const type = member.returnType?.typeName.name.toLowerCase();
  const isVoid = member.isConstructor || type === undefined || type === 'void' || type === 'system.void';
  if (isVoid && node.pipeline) p.error(node, 'VoidMethodHasReturn');
  else if (!isVoid && !node.pipeline) p.error(node, 'NonVoidMethodMissingReturnValue');
}

/** True where control never reaches the end. */
function leaves(block: { statements: Statement[] }): boolean {
  return block.statements.some(leavesStatement);
}

function leavesStatement(s: Statement): boolean {
  switch (s.kind) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ExitStatement':
      return true;
    case 'IfStatement':
      return s.else !== null && leaves(s.else) && s.clauses.every((c) => leaves(c.body));
    case 'SwitchStatement':
      return s.default !== null && leaves(s.default) && s.clauses.every((c) => leaves(c.body));
    case 'TryStatement':
      return (s.finally !== null && leaves(s.finally)) || (leaves(s.body) && s.catches.every((c) => leaves(c.body)));
    case 'WhileStatement':
      return constantTrue(s.condition) && !breaks(s.body);
    case 'DoWhileStatement':
    case 'DoUntilStatement':
      return leaves(s.body) && !breaks(s.body);
    case 'ForStatement':
      return s.condition === null && !breaks(s.body);
    default:
      return false;
  }
}

function constantTrue(s: Statement): boolean {
  const e = s.kind === 'Pipeline' && s.elements[0]?.kind === 'CommandExpression' ? s.elements[0].expression : null;
  return e?.kind === 'VariableExpression' && e.name.toLowerCase() === 'true';
}

function breaks(body: StatementBlock): boolean {
  const visit = (n: Ast): boolean => n.kind === 'BreakStatement' || childrenOf(n).some(visit);
  return visit(body);
}

const AUTOMATIC = new Set(
  (
    '_ ? ^ $ args input null true false this base psitem error matches foreach switch pshome pwd host home pid ' +
    'executioncontext psscriptroot pscommandpath psboundparameters myinvocation lastexitcode pscmdlet ' +
    'erroractionpreference warningpreference verbosepreference debugpreference informationpreference ' +
    'progresspreference confirmpreference whatifpreference outputencoding psversiontable stacktrace profile ofs ' +
    'shellid psculture psuiculture isWindows islinux ismacos iscoreclr nestedpromptlevel event eventargs ' +
    'eventsubscriber sender psdefaultparametervalues maximumhistorycount psemailserver pssessionoption ' +
    'formatenumerationlimit psnativecommandargumentpassing psnativecommanduseerroractionpreference psstyle ' +
    'enabledexperimentalfeatures consolefilename'
  )
    .toLowerCase()
    .split(' '),
);

function variables(p: Parser, method: FunctionMember, properties: ReadonlyMap<string, string>): void {
  const assigned = new Set<string>();
  for (const x of method.function.parameters ?? []) assigned.add(x.name.name.toLowerCase());
  const note = (e: Expression): void => {
    if (e.kind === 'VariableExpression') {
      const key = e.name.toLowerCase();
      if (!assigned.has(key) && properties.has(key)) p.error(e, 'MissingThis', properties.get(key)!);
      assigned.add(key);
    } else if (e.kind === 'ConvertExpression' || e.kind === 'AttributedExpression') note(e.child);
    else if (e.kind === 'ArrayLiteral') e.elements.forEach(note);
    else if (e.kind === 'ParenExpression' && e.pipeline.kind === 'Pipeline') {
      const first = e.pipeline.elements[0];
      if (first?.kind === 'CommandExpression') note(first.expression);
    }
  };
  const used: Extract<Expression, { kind: 'VariableExpression' }>[] = [];
  const visit = (n: Ast): void => {
    if (n.kind === 'ScriptBlockExpression' || n.kind === 'FunctionDefinition') return;
    if (n.kind === 'AssignmentStatement') note(n.left);
    if (n.kind === 'ForEachStatement') assigned.add(n.variable.name.toLowerCase());
    if (n.kind === 'DataStatement' && n.variable) assigned.add(n.variable.toLowerCase());
    if (n.kind === 'CommandParameter' && /^(?:ev|wv|iv|ov|pv|\w+variable)$/i.test(n.name)) assigned.add('*');
    if (n.kind === 'VariableExpression') used.push(n);
    for (const child of childrenOf(n)) visit(child);
  };
  if (method.function.body.endBlock) visit(method.function.body.endBlock);
  if (assigned.has('*')) return;
  for (const v of used) {
    const key = v.name.toLowerCase();
    if (v.splatted || key.includes(':') || assigned.has(key) || AUTOMATIC.has(key)) continue;
    p.error(v, 'VariableNotLocal');
  }
}
