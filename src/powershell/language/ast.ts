/**
 * The syntax tree. Kinds and children follow System.Management.Automation.Language, whose names scripts and tools know;
 * offsets are UTF-16 units into the script's text, the end exclusive.
 */
import type { Expression, Hashtable, Node, StringConstant, TypeName, VariableExpression } from './ast-expressions.ts';

export type * from './ast-expressions.ts';
export { childrenOf, eachChild } from './tree.ts';

export interface ScriptBlock extends Node {
  kind: 'ScriptBlock';
  usings: UsingStatement[];
  attributes: Attribute[];
  param: ParamBlock | null;
  dynamicParam: NamedBlock | null;
  begin: NamedBlock | null;
  process: NamedBlock | null;
  endBlock: NamedBlock | null;
  clean: NamedBlock | null;
  /** Text around the body, for the script block's own text. */
  isFilter?: boolean;
}
export interface ParamBlock extends Node {
  kind: 'ParamBlock';
  attributes: (Attribute | TypeConstraint)[];
  parameters: Parameter[];
}
export interface NamedBlock extends Node {
  kind: 'NamedBlock';
  name: 'dynamicparam' | 'begin' | 'process' | 'end' | 'clean';
  unnamed: boolean;
  traps: TrapStatement[];
  statements: Statement[];
}
export interface Parameter extends Node {
  kind: 'Parameter';
  attributes: (Attribute | TypeConstraint)[];
  name: VariableExpression;
  default: Expression | null;
}
export interface Attribute extends Node {
  kind: 'Attribute';
  typeName: TypeName;
  positional: Expression[];
  named: NamedAttributeArgument[];
}
export interface NamedAttributeArgument extends Node {
  kind: 'NamedAttributeArgument';
  name: string;
  argument: Expression;
  omitted: boolean;
}
export interface TypeConstraint extends Node {
  kind: 'TypeConstraint';
  typeName: TypeName;
}
export interface StatementBlock extends Node {
  kind: 'StatementBlock';
  traps: TrapStatement[];
  statements: Statement[];
}
export interface UsingStatement extends Node {
  kind: 'UsingStatement';
  what: 'namespace' | 'module' | 'assembly' | 'type' | 'command';
  name: StringConstant | null;
  spec: Hashtable | null;
  alias: StringConstant | null;
}
export interface FunctionDefinition extends Node {
  kind: 'FunctionDefinition';
  name: string;
  nameStart: number;
  nameEnd: number;
  isFilter: boolean;
  isWorkflow: boolean;
  isMethod?: boolean;
  parameters: Parameter[] | null;
  body: ScriptBlock;
}
export interface TypeDefinition extends Node {
  kind: 'TypeDefinition';
  what: 'class' | 'enum' | 'interface';
  name: string;
  nameStart: number;
  nameEnd: number;
  attributes: (Attribute | TypeConstraint)[];
  bases: TypeConstraint[];
  members: (PropertyMember | FunctionMember)[];
}
export interface PropertyMember extends Node {
  kind: 'PropertyMember';
  name: string;
  type: TypeConstraint | null;
  attributes: Attribute[];
  initial: Expression | null;
  isStatic: boolean;
  isHidden: boolean;
}
export interface FunctionMember extends Node {
  kind: 'FunctionMember';
  function: FunctionDefinition;
  returnType: TypeConstraint | null;
  attributes: Attribute[];
  isStatic: boolean;
  isHidden: boolean;
  isConstructor: boolean;
  /** Arguments of `: base(…)`. */
  baseCall: BaseCall | null;
}
export interface BaseCall extends Node {
  kind: 'BaseCall';
  isThis: boolean;
  keywordEnd: number;
  arguments: Expression[];
}
export interface IfStatement extends Node {
  kind: 'IfStatement';
  clauses: { condition: Statement; body: StatementBlock }[];
  else: StatementBlock | null;
}
export interface SwitchStatement extends Node {
  kind: 'SwitchStatement';
  label: string | null;
  flags: string[];
  condition: Statement | null;
  clauses: { condition: Expression; body: StatementBlock }[];
  default: StatementBlock | null;
}
export interface ForEachStatement extends Node {
  kind: 'ForEachStatement';
  label: string | null;
  variable: VariableExpression;
  condition: Statement;
  /** -Parallel was given. */
  parallel?: true;
  throttle: Expression | null;
  body: StatementBlock;
}
export interface ForStatement extends Node {
  kind: 'ForStatement';
  label: string | null;
  initializer: Statement | null;
  condition: Statement | null;
  iterator: Statement | null;
  body: StatementBlock;
}
export interface WhileStatement extends Node {
  kind: 'WhileStatement' | 'DoWhileStatement' | 'DoUntilStatement';
  label: string | null;
  condition: Statement;
  body: StatementBlock;
}
export interface TryStatement extends Node {
  kind: 'TryStatement';
  body: StatementBlock;
  catches: CatchClause[];
  finally: StatementBlock | null;
}
export interface CatchClause extends Node {
  kind: 'CatchClause';
  types: TypeConstraint[];
  body: StatementBlock;
}
export interface TrapStatement extends Node {
  kind: 'TrapStatement';
  type: TypeConstraint | null;
  body: StatementBlock;
}
export interface DataStatement extends Node {
  kind: 'DataStatement';
  variable: string | null;
  commands: Expression[];
  body: StatementBlock;
}
export interface BlockStatement extends Node {
  kind: 'BlockStatement';
  keyword: string;
  body: StatementBlock;
}
export interface FlowStatement extends Node {
  kind: 'ReturnStatement' | 'ThrowStatement' | 'ExitStatement';
  pipeline: Statement | null;
}
export interface JumpStatement extends Node {
  kind: 'BreakStatement' | 'ContinueStatement';
  label: Expression | null;
}
export interface Assignment extends Node {
  kind: 'AssignmentStatement';
  operator: string;
  left: Expression;
  right: Statement | CommandExpression;
  operatorStart: number;
  operatorEnd: number;
}
export interface Pipeline extends Node {
  kind: 'Pipeline';
  background: boolean;
  elements: (Command | CommandExpression)[];
}
export interface PipelineChain extends Node {
  kind: 'PipelineChain';
  operator: '&&' | '||';
  left: PipelineChain | Pipeline;
  right: Pipeline;
  background: boolean;
}
export interface Command extends Node {
  kind: 'Command';
  invocation: '' | '&' | '.';
  elements: (Expression | CommandParameter)[];
  redirections: Redirection[];
}
export interface CommandExpression extends Node {
  kind: 'CommandExpression';
  expression: Expression;
  redirections: Redirection[];
}
export interface CommandParameter extends Node {
  kind: 'CommandParameter';
  name: string;
  argument: Expression | null;
  errorEnd: number;
}
export interface MergingRedirection extends Node {
  kind: 'MergingRedirection';
  from: number;
  to: number;
}
export interface FileRedirection extends Node {
  kind: 'FileRedirection';
  /** 0 stands for all streams. */
  from: number;
  append: boolean;
  target: Expression;
}
export type Redirection = MergingRedirection | FileRedirection;

export interface ErrorStatement extends Node {
  kind: 'ErrorStatement';
  children: Ast[];
}
export type Statement =
  | FunctionDefinition
  | TypeDefinition
  | IfStatement
  | SwitchStatement
  | ForEachStatement
  | ForStatement
  | WhileStatement
  | TryStatement
  | TrapStatement
  | DataStatement
  | BlockStatement
  | FlowStatement
  | JumpStatement
  | Assignment
  | Pipeline
  | PipelineChain
  | UsingStatement
  | CommandExpression
  | ErrorStatement;

export type Ast =
  | Statement
  | Expression
  | ScriptBlock
  | ParamBlock
  | NamedBlock
  | Parameter
  | Attribute
  | NamedAttributeArgument
  | TypeConstraint
  | StatementBlock
  | PropertyMember
  | FunctionMember
  | BaseCall
  | CatchClause
  | Command
  | CommandParameter
  | Redirection;
