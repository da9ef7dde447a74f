/** The syntax tree of expressions. */
import type { PSValue } from '../values.ts';
import type { Ast, Attribute, ScriptBlock, Statement, StatementBlock, TypeConstraint } from './ast.ts';

/** What every node has: offsets into the text, the end exclusive. */
export interface Node {
  start: number;
  end: number;
}

export interface TypeName extends Node {
  /** Name as written, without generic arguments and array ranks. */
  name: string;
  /** The whole as written, blanks left out. */
  text: string;
  generics?: TypeName[];
  /** Ranks of array brackets, innermost first. */
  ranks?: number[];
  assembly?: string;
}

export interface ErrorExpression extends Node {
  kind: 'ErrorExpression';
  children: Ast[];
}
export interface Binary extends Node {
  kind: 'BinaryExpression';
  operator: string;
  left: Expression;
  right: Expression;
  operatorStart: number;
  operatorEnd: number;
}
export interface Unary extends Node {
  kind: 'UnaryExpression';
  operator: string;
  postfix: boolean;
  child: Expression;
}
export interface Ternary extends Node {
  kind: 'TernaryExpression';
  condition: Expression;
  yes: Expression;
  no: Expression;
}
export interface Convert extends Node {
  kind: 'ConvertExpression';
  type: TypeConstraint;
  child: Expression;
}
export interface AttributedExpression extends Node {
  kind: 'AttributedExpression';
  attribute: Attribute;
  child: Expression;
}
export interface Constant extends Node {
  kind: 'ConstantExpression';
  value: PSValue;
}
export interface StringConstant extends Node {
  kind: 'StringConstantExpression';
  value: string;
  quote: 'bare' | 'single' | 'double' | 'single-here' | 'double-here';
}
export interface ExpandableString extends Node {
  kind: 'ExpandableStringExpression';
  parts: (string | Expression)[];
  bare: boolean;
}
export interface VariableExpression extends Node {
  kind: 'VariableExpression';
  /** Name as written, with scope or drive; without braces and escapes. */
  name: string;
  splatted: boolean;
}
export interface UsingExpression extends Node {
  kind: 'UsingExpression';
  child: Expression;
}
export interface TypeExpression extends Node {
  kind: 'TypeExpression';
  typeName: TypeName;
}
export interface Member extends Node {
  kind: 'MemberExpression';
  target: Expression;
  member: Expression;
  isStatic: boolean;
  nullConditional: boolean;
}
export interface InvokeMember extends Node {
  kind: 'InvokeMemberExpression';
  target: Expression;
  member: Expression;
  isStatic: boolean;
  nullConditional: boolean;
  arguments: Expression[];
  generics: TypeName[];
}
export interface Index extends Node {
  kind: 'IndexExpression';
  target: Expression;
  index: Expression;
  nullConditional: boolean;
}
export interface ArrayLiteral extends Node {
  kind: 'ArrayLiteral';
  elements: Expression[];
}
export interface ArrayExpression extends Node {
  kind: 'ArrayExpression' | 'SubExpression';
  body: StatementBlock;
}
export interface Paren extends Node {
  kind: 'ParenExpression';
  pipeline: Statement;
}
export interface Hashtable extends Node {
  kind: 'Hashtable';
  pairs: { key: Expression; value: Statement }[];
}
export interface ScriptBlockExpression extends Node {
  kind: 'ScriptBlockExpression';
  block: ScriptBlock;
}

export type Expression =
  | Binary
  | Unary
  | Ternary
  | Convert
  | AttributedExpression
  | Constant
  | StringConstant
  | ExpandableString
  | VariableExpression
  | UsingExpression
  | TypeExpression
  | Member
  | InvokeMember
  | Index
  | ArrayLiteral
  | ArrayExpression
  | Paren
  | Hashtable
  | ScriptBlockExpression
  | ErrorExpression;
