/** Types of the parse tree: those that the library exports, and those that follow from them. */
import type { CommandNode, PipelineNode, ScriptNode, SimpleCommandNode, StatementNode, WordNode } from 'just-bash';

type Command<T extends CommandNode['type']> = Extract<CommandNode, { type: T }>;
type Part<T extends WordPart['type']> = Extract<WordPart, { type: T }>;

export type { CommandNode, PipelineNode, ScriptNode, SimpleCommandNode, StatementNode, WordNode };
export type WordPart = WordNode['parts'][number];
export type AssignmentNode = SimpleCommandNode['assignments'][number];
export type RedirectionNode = SimpleCommandNode['redirections'][number];
export type RedirectionOperator = RedirectionNode['operator'];
export type FunctionDefNode = Command<'FunctionDef'>;
export type CompoundCommandNode = FunctionDefNode['body'];
export type ArithmeticCommandNode = Command<'ArithmeticCommand'>;
export type CaseNode = Command<'Case'>;
export type ConditionalCommandNode = Command<'ConditionalCommand'>;
export type CStyleForNode = Command<'CStyleFor'>;
export type ForNode = Command<'For'>;
export type GroupNode = Command<'Group'>;
export type IfNode = Command<'If'>;
export type SubshellNode = Command<'Subshell'>;
export type WhileNode = Command<'While'>;
export type ConditionalExpressionNode = ConditionalCommandNode['expression'];
export type ArithmeticExpressionNode = ArithmeticCommandNode['expression'];
export type ParameterExpansionPart = Part<'ParameterExpansion'>;
export type ParameterOperation = NonNullable<ParameterExpansionPart['operation']>;
export type InnerParameterOperation = NonNullable<Extract<ParameterOperation, { type: 'Indirection' }>['innerOp']>;
