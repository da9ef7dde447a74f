/** Functions, classes, enumerations and using statements. */
import type {
  Attribute,
  BaseCall,
  Expression,
  FunctionDefinition,
  FunctionMember,
  Parameter,
  PropertyMember,
  ScriptBlock,
  Statement,
  TypeConstraint,
  TypeDefinition,
  UsingStatement,
} from './ast.ts';
import { attributeList } from './attributes.ts';
import { isIdentifierFollow, isIdentifierStart } from './characters.ts';
import { argumentList, expression, primary } from './expressions.ts';
import type { Token } from './lexer.ts';
import { scanWord } from './lexer-strings.ts';
import { parameterList } from './parameters.ts';
import { type Parser, scriptBody } from './parser.ts';
import { pipelineChain } from './pipelines.ts';
import { broken } from './statements.ts';
import { typeName } from './type-names.ts';

/** `function name (…) { … }`, also filter and workflow. */
export function functionDefinition(p: Parser, keyword: Token): Statement {
  p.take(keyword);
  let t = p.peek('arg');
  if (t.kind === 'Parameter') {
    p.reset(t.start);
    t = scanWord(p.lexer, t.start);
  }
  if (t.kind !== 'Word' && t.kind !== 'Number' && t.kind !== 'String') {
    p.missing('MissingNameAfterKeyword', keyword.kind);
    return broken(p, keyword.start);
  }
  p.take(t);
  const name = t.kind === 'Number' ? p.text.slice(t.start, t.end) : t.text;
  const end = p.last;
  p.skipNewlines();
  let parameters: Parameter[] | null = null;
  if (p.accept('start', '(')) {
    parameters = parameterList(p);
    p.skipNewlines();
  }
  const open = p.accept('start', '{');
  if (!open) {
    if (!parameters) p.reset(end);
    if (p.errors.items.every((e) => e.id !== 'MissingEndParenthesisInFunctionParameterList' || e.start < end)) {
      p.missing('MissingFunctionBody');
    }
    return broken(p, keyword.start);
  }
  const body = scriptBody(p, open.start, open);
  if (parameters && body.param) p.error(body.param.start, body.param.end, 'OnlyOneParameterListAllowed');
  if (keyword.kind === 'workflow') p.error(keyword.start, p.last, 'WorkflowNotSupportedInPowerShellCore');
  if (keyword.kind === 'filter') body.isFilter = true;
  return {
    kind: 'FunctionDefinition',
    start: keyword.start,
    end: p.last,
    name,
    nameStart: t.start,
    nameEnd: t.end,
    isFilter: keyword.kind === 'filter',
    isWorkflow: keyword.kind === 'workflow',
    parameters,
    body,
  };
}

/** True where attributes at `start` stand before `class` or `enum`. */
export function isTypeDefinitionAhead(p: Parser, start: number): boolean {
  let at = start;
  const text = p.text;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (text[at] !== '[') break;
    let depth = 0;
    do {
      if (text[at] === '[') depth++;
      else if (text[at] === ']') depth--;
      else if (text[at] === "'" || text[at] === '"') {
        const quote = text[at];
        at++;
        while (at < text.length && text[at] !== quote) at++;
      }
      at++;
      if (at - start > 4000) return false;
    } while (depth > 0 && at < text.length);
  }
  const m = /(?:class|enum)\s+[A-Za-z_]/iy;
  m.lastIndex = at;
  return m.test(text);
}

/** A class or enumeration with its attributes. */
export function definition(p: Parser): Statement {
  const attributes = attributeList(p, false);
  p.skipNewlines();
  const keyword = p.take(p.peek('start'));
  const start = attributes[0]?.start ?? keyword.start;
  const what = keyword.kind as 'class' | 'enum';
  const name = simpleName(p);
  if (!name) {
    p.missing('MissingNameAfterKeyword', what);
    return broken(p, start);
  }
  const result: TypeDefinition = {
    kind: 'TypeDefinition',
    start,
    end: 0,
    what,
    name: name.text,
    nameStart: name.start,
    nameEnd: name.end,
    attributes,
    bases: [],
    members: [],
  };
  p.skipNewlinesBefore(':');
  if (p.accept('operator', ':')) {
    do {
      p.skipNewlines();
      const base = typeName(p);
      if (!base) break;
      result.bases.push({ kind: 'TypeConstraint', start: base.start, end: base.end, typeName: base });
      p.skipNewlinesBefore(',');
    } while (p.accept('operator', ','));
  }
  const before = p.last;
  p.skipNewlines();
  const open = p.accept('start', '{');
  if (!open) {
    p.reset(before);
    p.missing('MissingTypeBody', what);
    return broken(p, start);
  }
  p.enter();
  for (;;) {
    p.skipNewlines();
    if (p.is('start', '}') || p.is('start', 'End')) break;
    const member = what === 'enum' ? enumMember(p) : classMember(p, result.name);
    if (!member) break;
    result.members.push(member);
  }
  p.depth--;
  if (!p.accept('start', '}')) p.error(open.end, open.end, 'MissingEndCurlyBrace');
  result.end = p.last;
  return result;
}

function simpleName(p: Parser): { text: string; start: number; end: number } | null {
  const lexer = p.lexer;
  lexer.pos = p.last;
  lexer.skipBlanks();
  const start = lexer.pos;
  if (!isIdentifierStart(lexer.char(start))) return null;
  let end = start + 1;
  while (isIdentifierFollow(lexer.char(end))) end++;
  p.reset(end);
  return { text: p.text.slice(start, end), start, end };
}

function property(name: string, start: number): PropertyMember {
  return {
    kind: 'PropertyMember',
    start,
    end: start,
    name,
    type: null,
    attributes: [],
    initial: null,
    isStatic: false,
    isHidden: false,
  };
}

function enumMember(p: Parser): PropertyMember | null {
  const name = simpleName(p);
  if (!name) return null;
  const result = property(name.text, name.start);
  result.isStatic = true;
  if (p.accept('operator', '=')) {
    p.skipNewlines();
    result.initial = expression(p);
    if (!result.initial) p.missing('ExpectedValueExpression', '=');
  }
  const semicolon = p.accept('operator', ';');
  result.end = semicolon ? semicolon.end : p.last;
  return result;
}

function classMember(p: Parser, className: string): PropertyMember | FunctionMember | null {
  const attributes: Attribute[] = [];
  let type: TypeConstraint | null = null;
  let isStatic = false;
  let isHidden = false;
  let start = -1;
  for (;;) {
    p.skipNewlines();
    const t = p.peek('operand');
    if (t.kind === '[') {
      if (start < 0) start = t.start;
      const list = attributeList(p, false);
      for (const a of list) {
        if (a.kind === 'Attribute') attributes.push(a);
        else type = a;
      }
      if (list.length === 0) return null;
    } else if (t.kind === 'Word' && /^(?:static|hidden)$/i.test(t.text)) {
      if (start < 0) start = t.start;
      p.take(t);
      if (t.text.toLowerCase() === 'static') isStatic = true;
      else isHidden = true;
    } else break;
  }
  const t = p.peek('operand');
  if (t.kind === 'Variable') {
    p.take(t);
    const result = property(t.text, start < 0 ? t.start : start);
    Object.assign(result, { type, attributes, isStatic, isHidden });
    if (p.accept('operator', '=')) {
      p.skipNewlines();
      result.initial = expression(p);
      if (!result.initial) p.missing('ExpectedValueExpression', '=');
    }
    const semicolon = p.accept('operator', ';');
    result.end = semicolon ? semicolon.end : p.last;
    const after = p.peek('operator');
    if (!semicolon && after.kind !== 'NewLine' && after.kind !== '}' && after.kind !== 'End') {
      p.missing('MissingEndCurlyBrace');
      return null;
    }
    return result;
  }
  const name = simpleName(p);
  if (!name) return null;
  return method(p, className, name, start < 0 ? name.start : start, { attributes, type, isStatic, isHidden });
}

function method(
  p: Parser,
  className: string,
  name: { text: string; start: number; end: number },
  start: number,
  modifiers: { attributes: Attribute[]; type: TypeConstraint | null; isStatic: boolean; isHidden: boolean },
): FunctionMember | null {
  const before = p.last;
  p.skipNewlines();
  if (!p.accept('operator', '(')) {
    p.reset(before);
    p.missing('MissingMethodParameterList');
    return null;
  }
  const parameters = parameterList(p);
  const isConstructor = name.text.toLowerCase() === className.toLowerCase() && !modifiers.type;
  let baseCall: BaseCall | null = null;
  p.skipNewlinesBefore(':');
  if (isConstructor && p.accept('operator', ':')) {
    p.skipNewlines();
    const word = simpleName(p);
    if (word && /^(?:base|this)$/i.test(word.text)) {
      p.skipNewlines();
      const args: Expression[] = p.accept('operator', '(') ? argumentList(p) : [];
      baseCall = {
        kind: 'BaseCall',
        start: word.start,
        end: p.last,
        isThis: word.text.toLowerCase() === 'this',
        keywordEnd: word.end,
        arguments: args,
      };
    }
  }
  const end = p.last;
  p.skipNewlines();
  const open = p.accept('start', '{');
  if (!open) {
    p.reset(end);
    p.missing('MissingMethodBody');
    return null;
  }
  const body: ScriptBlock = scriptBody(p, open.start, open);
  if (body.param) p.error(body.param.start, body.param.end, 'OnlyOneParameterListAllowed');
  const fn: FunctionDefinition = {
    kind: 'FunctionDefinition',
    start: name.start,
    end: p.last,
    name: name.text,
    nameStart: name.start,
    nameEnd: name.end,
    isFilter: false,
    isWorkflow: false,
    isMethod: true,
    parameters,
    body,
  };
  return {
    kind: 'FunctionMember',
    start,
    end: p.last,
    function: fn,
    returnType: modifiers.type,
    attributes: modifiers.attributes,
    isStatic: modifiers.isStatic,
    isHidden: modifiers.isHidden,
    isConstructor,
    baseCall,
  };
}

/** `using namespace X`, `using module X`, `using assembly X`. */
export function usingStatement(p: Parser): UsingStatement | null {
  const keyword = p.take(p.peek('start'));
  const directive = p.peek('arg');
  const what = directive.kind === 'Word' ? directive.text.toLowerCase() : '';
  if (!['namespace', 'module', 'assembly', 'type', 'command'].includes(what)) {
    if (directive.kind === 'Word') p.take(directive);
    p.error(keyword.end, keyword.end, 'MissingUsingStatementDirective');
    return null;
  }
  p.take(directive);
  const result: UsingStatement = {
    kind: 'UsingStatement',
    start: keyword.start,
    end: p.last,
    what: what as UsingStatement['what'],
    name: null,
    spec: null,
    alias: null,
  };
  const t = p.peek('arg');
  if (t.kind === '@{') {
    const table = primary(p, t);
    if (table?.kind === 'Hashtable') result.spec = table;
  } else if (t.kind === 'Word' || (t.kind === 'String' && !t.parts)) {
    p.take(t);
    result.name = {
      kind: 'StringConstantExpression',
      start: t.start,
      end: t.end,
      value: t.text,
      quote: t.kind === 'Word' ? 'bare' : t.value === 'single' ? 'single' : 'double',
    };
  } else p.missing('MissingUsingItemName');
  result.end = p.last;
  const after = p.peek('operator');
  if (after.kind === '=') {
    p.take(after);
    pipelineChain(p);
    result.end = p.last;
  }
  return result;
}
