/** PowerShell's own ids and texts of syntax errors. `{0}` and `{1}` are filled in. */
export const MESSAGES = {
  UnexpectedToken: "Unexpected token '{0}' in expression or statement.",
  TerminatorExpectedAtEndOfString: 'The string is missing the terminator: {0}.',
  MissingTerminatorMultiLineComment: "The terminator '#>' is missing from the multiline comment.",
  UnexpectedCharactersAfterHereStringHeader:
    'No characters are allowed after a here-string header but before the end of the line.',
  WhitespaceBeforeHereStringFooter: 'White space is not allowed before the string terminator.',
  IncompleteDollarSubexpressionReference: "$(subexpression) is missing the closing ')'.",
  OpenBraceNeedsToBeBackTickedInVariableName: 'Use `{{ instead of {{ in variable names.',
  EmptyVariableReference: 'An empty ${{}} variable reference was found. A name is required inside the braces.',
  IncompleteDollarVariableReference: "${{variable}} reference starting is missing the closing '}}'.",
  InvalidBracedVariableReference: 'Variable reference is not valid. The variable name is missing.',
  InvalidVariableReferenceWithDrive:
    "Variable reference is not valid. ':' was not followed by a valid variable name character. Consider using ${{}} to delimit the name.",
  BadNumericConstant: 'The numeric constant {0} is not valid.',
  MissingEndCurlyBrace: "Missing closing '}}' in statement block or type definition.",
  MissingEndParenthesisInExpression: "Missing closing ')' in expression.",
  MissingEndParenthesisInSubexpression: "Missing closing ')' in subexpression.",
  MissingEndParenthesisInFunctionParameterList: "Missing ')' in function parameter list.",
  MissingEndParenthesisInMethodCall: "Missing ')' in method call.",
  MissingEndParenthesisAfterStatement: "Missing closing ')' after expression in '{0}' statement.",
  MissingEndParenthesisAfterForeach:
    "Missing closing ')' after expression part of foreach loop.\nThe correct form is: foreach ($a in $b) {{...}}",
  MissingEndSquareBracket: "Missing ']' after array index expression.",
  MissingOpenParenthesisInIfStatement: "Missing '(' after '{0}' in if statement.",
  MissingOpenParenthesisAfterKeyword: "Missing opening '(' after keyword '{0}'.",
  IfStatementMissingCondition: "Missing condition in if statement after '{0} ('.",
  MissingStatementBlock: 'Missing statement block after {0} ( condition ).',
  MissingStatementBlockAfterElse: "Missing statement block after '{0}' keyword.",
  MissingLoopStatement: 'Missing statement body in {0} loop.',
  MissingExpressionAfterKeyword: "Missing expression after '{0}' in loop.",
  MissingForeachStatement: 'Missing statement body in foreach loop.\nThe correct form is: foreach ($a in $b) {{...}}',
  MissingVariableNameAfterForeach:
    'Missing variable name after foreach.\nThe correct form is: foreach ($a in $b) {{...}}',
  MissingInInForeach: "Missing 'in' after variable in foreach loop.\nThe correct form is: foreach ($a in $b) {{...}}",
  MissingForeachExpression: 'Missing expression in foreach loop.\nThe correct form is: foreach ($a in $b) {{...}}',
  MissingWhileOrUntilInDoWhile: 'Missing while or until keyword in do loop.',
  MissingTypename: "Missing type name after '['.",
  EndSquareBracketExpectedAtEndOfAttribute: 'Missing ] at end of attribute or type literal.',
  MissingArrayIndexExpression: 'Array index expression is missing or not valid.',
  MissingPropertyName: 'Missing property name after reference operator.',
  MissingArgument: 'Missing argument in parameter list.',
  MissingExpression: "Missing expression after '{0}' in pipeline element.",
  MissingExpressionAfterToken: "Missing expression after '{0}'.",
  MissingExpressionAfterOperator: "Missing expression after unary operator '{0}'.",
  ExpectedValueExpression: "You must provide a value expression following the '{0}' operator.",
  ExpectedExpression: "An expression was expected after '('.",
  EmptyPipeElement: 'An empty pipe element is not allowed.',
  EmptyPipelineChainElement: 'A pipeline chain operator must be followed by a pipeline.',
  ExpressionsMustBeFirstInPipeline: 'Expressions are only allowed as the first element of a pipeline.',
  InvalidLeftHandSide:
    'The assignment expression is not valid. The input to an assignment operator must be an object that is able to accept assignments, such as a variable or a property.',
  OperatorRequiresVariableOrProperty: "The '{0}' operator works only on variables or on properties.",
  MissingCatchOrFinally: 'The Try statement is missing its Catch or Finally block.',
  MissingTryStatementBlock: 'The Try statement is missing its statement block.',
  MissingCatchHandlerBlock: 'The Catch block is missing its statement block.',
  MissingFinallyStatementBlock: 'The Finally block is missing its statement block.',
  EmptyCatchNotLast: 'Catch block must be the last catch block.',
  MissingTrapStatement: "The 'trap' statement was incomplete. A trap statement requires a body.",
  MissingNameAfterKeyword: 'Missing name after {0} keyword.',
  MissingFunctionBody: 'Missing function body in function declaration.',
  MissingTypeBody: "Missing '{0}' body in '{0}' declaration.",
  MissingNamedBlocks: "unexpected token '{0}', expected 'begin', 'process', 'end', 'clean', or 'dynamicparam'.",
  MissingNamedStatementBlock: "Missing statement block after '{0}'.",
  DuplicateScriptCommandClause: "Script command clause '{0}' has already been defined.",
  MissingSwitchConditionExpression: 'Missing condition in switch statement clause.',
  MissingSwitchStatementClause: 'Missing statement block in switch statement clause.',
  MissingCurlyBraceInSwitchStatement: "Missing '{{' in switch statement.",
  MultipleSwitchDefaultClauses: 'A switch statement can have only one default clause.',
  InvalidSwitchFlag: 'The parameter {0} is not valid for the switch statement.',
  MissingFilenameOption: "Missing file name after '-file' in switch statement.",
  PipelineValueRequired: "A switch statement must have one of the following:  '-file file_name' or '( expression )'.",
  KeywordParameterReservedForFutureUse: "The {0} '-{1}' parameter is reserved for future use.",
  UnexpectedKeyword: "Unexpected keyword '{0}'.",
  ReservedKeywordNotAllowed: "The '{0}' keyword is not supported in this version of the language.",
  WorkflowNotSupportedInPowerShellCore: 'Workflow is not supported in PowerShell 6+.',
  RedirectionNotSupported: "The '{0}' operator is reserved for future use.",
  MissingFileSpecification: 'Missing file specification after redirection operator.',
  StreamAlreadyRedirected: 'The {0} stream for this command is already redirected.',
  UnexpectedAttribute: "Unexpected attribute '{0}'.",
  MissingEqualsInHashLiteral: "Missing '=' operator after key in hash literal.",
  MissingStatementInHashLiteral: "Missing statement after '=' in hash literal.",
  DuplicateKeyInHashLiteral: "Duplicate keys '{0}' are not allowed in hash literals.",
  DuplicateFormalParameter: 'Duplicate parameter ${0} in parameter list.',
  OnlyOneParameterListAllowed:
    'The param statement cannot be used if arguments were specified in the function declaration.',
  UsingMustBeAtStartOfScript: "A 'using' statement must appear before any other statements in a script.",
  MissingUsingItemName: 'Missing using name',
  MissingUsingStatementDirective: 'Missing using directive',
  MissingMethodBody: 'Missing method body in method declaration.',
  MissingMethodParameterList: "Missing '(' in class method parameter list.",
  ParameterRequiresArgument: 'Parameter {0} requires an argument.',
  MissingStatementBlockForDataSection: 'The Data section is missing its statement block.',
  MissingColonInTernaryExpression: "Missing ':' in the ternary expression.",
  InvalidUnicodeEscapeSequence:
    "The Unicode escape sequence is not valid. A valid sequence is `u{{ followed by one to six hex digits and a closing '}}'.",
  InvalidUnicodeEscapeSequenceValue:
    'The Unicode escape sequence value is out of range. The maximum value is 0x10FFFF.',
  TooManyDigitsInUnicodeEscapeSequence:
    'The Unicode escape sequence contains more than the maximum of six hex digits between braces.',
  SplattingNotPermitted:
    "The splatting operator '@' cannot be used to reference variables in an expression. '@{0}' can be used only as an argument to a command. To reference variables in an expression use '${0}'.",
  UnrecognizedToken: 'Unrecognized token in source text.',
  ScriptTooComplicated: 'The script is too complicated to parse.',
  MemberAlreadyDefined: "The member '{0}' is already defined.",
  MethodHasCodePathNotReturn: 'Not all code path returns value within method.',
  NonVoidMethodMissingReturnValue: 'Invalid return statement within non-void method.',
  VoidMethodHasReturn: 'Invalid return statement within void method.',
  MissingThis: "Cannot assign property, use '$this.{0}'.",
  VariableNotLocal: 'Variable is not assigned in the method.',
  ParamBlockNotAllowedInMethod: 'A param block is not allowed in a class method.',
  VoidTypeConstraintNotAllowed: '[void] cannot be used as a parameter type, or on the left side of an assignment.',
  ReferenceNeedsToBeByItselfInTypeConstraint: 'Cannot use [ref] with other types in a type constraint.',
  ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock: 'Attribute argument must be a constant or a script block.',
  InvalidUnderlyingType:
    "'{0}' is not a valid underlying type for enums. Expected a builtin integral type (one of byte, sbyte, short, ushort, int, uint, long or ulong)",
  ExceptionTypeAlreadyCaught: 'Exception type {0} is already handled by a previous handler.',
  VariableReferenceNotSupportedInDataSection:
    'A variable that cannot be referenced in restricted language mode or a Data section is being referenced. Variables that can be referenced include the following: $PSCulture, $PSUICulture, $true, $false, $null.',
  CmdletNotInAllowedListForDataSection:
    "The command '{0}' is not allowed in restricted language mode or a Data section.",
  SplattingNotPermittedInArgumentList:
    "Splatted variables like '@{0}' cannot be part of a comma-separated list of arguments.",
  OrderedAttributeOnlyOnHashLiteralNode: 'The ordered attribute can be specified only on a hash literal node.',
  PropertyReferenceNotSupportedInDataSection:
    'Property references are not allowed in restricted language mode or a Data section.',
  AssignmentStatementNotSupportedInDataSection:
    'Assignment statements are not allowed in restricted language mode or a Data section.',
  MethodCallNotSupportedInDataSection: 'Method calls are not allowed in restricted language mode or a Data section.',
  ControlLeavingFinally: 'Flow of control cannot leave a Finally block.',
  MissingUnicodeEscapeSequenceTerminator: "The Unicode escape sequence is missing the closing '}'.",
  IncompleteString: 'Incomplete string token.',
  InvalidVariableReference:
    "Variable reference is not valid. '$' was not followed by a valid variable name character. Consider using ${{}} to delimit the name.",
  TypeNotAllowedBeforeStatement: 'Unexpected type [{0}] was found before statement.',
  TypeNotAllowedBeforeParam: 'Unexpected type [{0}] was found in the parameter statement.',
  MissingStatementAfterKeyword: "Missing statement body after keyword '{0}'.",
  MissingThrottleLimit:
    'The ThrottleLimit parameter of the foreach statement is missing a value. Supply a throttle limit to the parameter.',
  InvalidForeachFlag: 'The parameter {0} is not valid for the foreach statement.',
  MissingEndParenthesisInSwitchStatement: "Missing ')' after expression in switch statement.",
  MissingTypeLiteralToken: 'Missing type literal.',
  InvalidParameterForDataSectionStatement:
    'The "{0}" parameter of the Data section is not valid. The valid Data section parameter is SupportedCommand.',
  MissingValueForSupportedCommandInDataSectionStatement:
    'The SupportedCommand parameter of the Data section is missing a value. Supply a cmdlet or function name to the parameter.',
  InvalidValueForUsingItemName: "'{0}' is not a valid value for using name.",
  MissingEqualsInUsingAlias: "Missing '=' operator",
  MissingNamespaceAlias: 'Missing namespace alias',
  MissingStatementTerminator: 'Missing a newline or semicolon.',
  InvalidFunctionParameter:
    'Parameter declarations are a comma-separated list of variable names with optional initializer expressions.',
  DuplicateNamedArgument: "Duplicate named arguments '{0}' are not allowed.",
  MissingExpressionInNamedArgument: "Missing statement after '=' in named argument.",
  MissingAssemblyNameSpecification: 'The type name is missing the assembly name specification.',
  EndSquareBracketExpectedAtEndOfType: 'Missing ] at end of type token.',
  TypeNameExpected: 'Type name expected.',
  TooManyTypes: 'Only one type may be specified on class members.',
  DuplicateQualifier: "Duplicate '{0}' qualifier",
  IncompleteMemberDefinition: 'Missing a property name or method definition.',
  MissingPropertyTerminator: "Missing ';' or end-of-line in property definition.",
  MissingBaseCtorCall: "Missing 'base' after ':' in a base class constructor call.",
  BackgroundOperatorInPipelineChain: 'Background operators can only be used at the end of a pipeline chain.',
  TokenAfterEndOfValidScriptText: 'Executable script code found in signature block.',
  TypeNotFound: 'Unable to find type [{0}].',
  MissingConfigurationName:
    'The name for the configuration is missing. Provide the missing name as a simple name, string, or string-valued expression.',
} as const satisfies Record<string, string>;

export type MessageId = keyof typeof MESSAGES;

/** Fills a message; `{{` and `}}` stand for single braces, except where PowerShell itself prints them doubled. */
export function message(id: MessageId, ...args: string[]): string {
  const raw = id === 'IncompleteDollarVariableReference';
  return MESSAGES[id].replace(/\{\{|\}\}|\{(\d)\}/g, (all, n: string | undefined) => {
    if (n !== undefined) return args[Number(n)] ?? '';
    return raw ? all : all[0]!;
  });
}
