/** Walking the tree. */
import type { Ast, BaseCall, FunctionDefinition } from './ast.ts';

function each(list: readonly Ast[], visit: (child: Ast) => void): void {
  for (let i = 0; i < list.length; i++) visit(list[i]!);
}

/** Calls for every child of a node, in the order of the text as far as the tree keeps one. */
export function eachChild(node: Ast, visit: (child: Ast) => void): void {
  switch (node.kind) {
    case 'ScriptBlock':
      each(node.usings, visit);
      each(node.attributes, visit);
      if (node.param) visit(node.param);
      if (node.dynamicParam) visit(node.dynamicParam);
      if (node.begin) visit(node.begin);
      if (node.process) visit(node.process);
      if (node.endBlock) visit(node.endBlock);
      if (node.clean) visit(node.clean);
      return;
    case 'ParamBlock':
      each(node.attributes, visit);
      each(node.parameters, visit);
      return;
    case 'NamedBlock':
    case 'StatementBlock':
      each(node.traps, visit);
      each(node.statements, visit);
      return;
    case 'Parameter':
      each(node.attributes, visit);
      if (node.name) visit(node.name);
      if (node.default) visit(node.default);
      return;
    case 'Attribute':
      each(node.positional, visit);
      each(node.named, visit);
      return;
    case 'NamedAttributeArgument':
    case 'CommandParameter':
      if (node.argument) visit(node.argument);
      return;
    case 'UsingStatement':
      if (node.name) visit(node.name);
      if (node.spec) visit(node.spec);
      if (node.alias) visit(node.alias);
      return;
    case 'FunctionDefinition':
      if (node.parameters) each(node.parameters, visit);
      visit(node.body);
      return;
    case 'TypeDefinition':
      each(node.attributes, visit);
      each(node.bases, visit);
      each(node.members, visit);
      return;
    case 'PropertyMember':
      each(node.attributes, visit);
      if (node.type) visit(node.type);
      if (node.initial) visit(node.initial);
      return;
    case 'FunctionMember':
      visit(node.function);
      if (node.returnType) visit(node.returnType);
      each(node.attributes, visit);
      if (node.baseCall) visit(node.baseCall);
      return;
    case 'BaseCall':
      each(node.arguments, visit);
      return;
    case 'IfStatement':
      for (const c of node.clauses) {
        visit(c.condition);
        visit(c.body);
      }
      if (node.else) visit(node.else);
      return;
    case 'SwitchStatement':
      if (node.condition) visit(node.condition);
      for (const c of node.clauses) {
        visit(c.condition);
        visit(c.body);
      }
      if (node.default) visit(node.default);
      return;
    case 'ForEachStatement':
      visit(node.variable);
      if (node.condition) visit(node.condition);
      if (node.throttle) visit(node.throttle);
      visit(node.body);
      return;
    case 'ForStatement':
      if (node.initializer) visit(node.initializer);
      if (node.condition) visit(node.condition);
      if (node.iterator) visit(node.iterator);
      visit(node.body);
      return;
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'DoUntilStatement':
      if (node.condition) visit(node.condition);
      visit(node.body);
      return;
    case 'TryStatement':
      visit(node.body);
      each(node.catches, visit);
      if (node.finally) visit(node.finally);
      return;
    case 'CatchClause':
      each(node.types, visit);
      visit(node.body);
      return;
    case 'TrapStatement':
      if (node.type) visit(node.type);
      visit(node.body);
      return;
    case 'DataStatement':
    case 'BlockStatement':
    case 'ArrayExpression':
    case 'SubExpression':
      visit(node.body);
      return;
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ExitStatement':
    case 'ParenExpression':
      if (node.pipeline) visit(node.pipeline);
      return;
    case 'BreakStatement':
    case 'ContinueStatement':
      if (node.label) visit(node.label);
      return;
    case 'AssignmentStatement':
    case 'PipelineChain':
    case 'BinaryExpression':
      visit(node.left);
      visit(node.right);
      return;
    case 'Pipeline':
    case 'ArrayLiteral':
      each(node.elements, visit);
      return;
    case 'Command':
      each(node.elements, visit);
      each(node.redirections, visit);
      return;
    case 'CommandExpression':
      visit(node.expression);
      each(node.redirections, visit);
      return;
    case 'FileRedirection':
      visit(node.target);
      return;
    case 'ErrorStatement':
    case 'ErrorExpression':
      each(node.children, visit);
      return;
    case 'UnaryExpression':
    case 'UsingExpression':
      visit(node.child);
      return;
    case 'TernaryExpression':
      if (node.condition) visit(node.condition);
      visit(node.yes);
      visit(node.no);
      return;
    case 'ConvertExpression':
      if (node.type) visit(node.type);
      visit(node.child);
      return;
    case 'AttributedExpression':
      visit(node.attribute);
      visit(node.child);
      return;
    case 'ExpandableStringExpression':
      for (const part of node.parts) if (typeof part !== 'string') visit(part);
      return;
    case 'MemberExpression':
      visit(node.target);
      visit(node.member);
      return;
    case 'InvokeMemberExpression':
      visit(node.target);
      visit(node.member);
      each(node.arguments, visit);
      return;
    case 'IndexExpression':
      visit(node.target);
      visit(node.index);
      return;
    case 'Hashtable':
      for (const c of node.pairs) {
        visit(c.key);
        visit(c.value);
      }
      return;
    case 'ScriptBlockExpression':
      visit(node.block);
      return;
  }
}

/** Children of a node, as `eachChild` goes through them. */
export function childrenOf(node: Ast): Ast[] {
  const out: Ast[] = [];
  eachChild(node, (child) => out.push(child));
  return out;
}

/** A node of the tree as PowerShell's parser makes it: a few exist there that have no text of their own. */
export interface TreeNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** The node of our tree; absent where there is none. */
  readonly node?: Ast;
  readonly children: () => TreeNode[];
}

/** The tree in PowerShell's own shape. */
export function treeOf(node: Ast): TreeNode {
  return {
    type: `${node.kind}Ast`,
    start: node.start,
    end: node.end,
    node,
    children: () => (node.kind === 'FunctionMember' ? member(node) : childrenOf(node).map(treeOf)),
  };
}

const bare = (type: string, start: number, end: number, children: TreeNode[] = []): TreeNode => ({
  type,
  start,
  end,
  children: () => children,
});

/** A constructor's body begins with the call of the base class's one, written or not. */
function member(node: Extract<Ast, { kind: 'FunctionMember' }>): TreeNode[] {
  const { baseCall } = node;
  const isConstructor = node.isConstructor && !node.isStatic;
  return childrenOf(node)
    .filter((child) => child.kind !== 'BaseCall')
    .map((child) => (isConstructor && child.kind === 'FunctionDefinition' ? withBase(child, baseCall) : treeOf(child)));
}

function withBase(fn: FunctionDefinition, call: BaseCall | null): TreeNode {
  const [start, end, keyword] = call ? [call.start, call.end, call.keywordEnd] : [0, 0, 0];
  // The call itself is no node that a search finds.
  const first = bare('CommandExpressionAst', start, end, [
    bare('VariableExpressionAst', start, keyword),
    bare('StringConstantExpressionAst', start, keyword),
    ...(call?.arguments ?? []).map(treeOf),
  ]);
  const open = (n: TreeNode): TreeNode => {
    const { node } = n;
    if (node?.kind === 'NamedBlock') return { ...n, children: () => [first, ...n.children()] };
    if (node?.kind !== 'ScriptBlock') return n;
    return {
      ...n,
      children: () => n.children().map((c) => (c.node === node.endBlock && node.endBlock?.unnamed ? open(c) : c)),
    };
  };
  const own = treeOf(fn);
  return { ...own, children: () => own.children().map((c) => (c.node === fn.body ? open(c) : c)) };
}
