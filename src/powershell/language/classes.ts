/** Classes and enumerations. */
import type {
  Ast,
  Attribute,
  FunctionMember,
  PropertyMember,
  Statement,
  StringConstant,
  TypeConstraint,
  TypeDefinition,
} from './ast.ts';
import { attribute } from './attributes.ts';
import { span } from './blocks.ts';
import { expression } from './expressions.ts';
import { simpleName } from './keys.ts';
import { method } from './methods.ts';
import type { Parser, Span } from './parser.ts';
import { broken } from './statements.ts';
import { EXPRESSION, KEYWORD, SIGNATURE, type Token } from './tokens.ts';
import { typeName } from './type-names.ts';

type Attributes = readonly (Attribute | TypeConstraint)[] | null;

function definitionOf(
  what: 'class' | 'enum',
  name: StringConstant,
  attributes: Attributes,
  start: number,
): TypeDefinition {
  return {
    kind: 'TypeDefinition',
    start,
    end: 0,
    what,
    name: name.value,
    nameStart: name.start,
    nameEnd: name.end,
    attributes: (attributes ?? []).filter((a) => a.kind === 'Attribute'),
    bases: [],
    members: [],
  };
}

/** What stands before a type and is no attribute: an error was reported for it. */
const types = (attributes: Attributes): Ast[] => (attributes ?? []).filter((a) => a.kind === 'TypeConstraint');

/** `class name : bases { … }` */
export function classDefinition(p: Parser, keyword: Token, attributes: Attributes): Statement {
  p.skipNewlines();
  const name = simpleName(p);
  if (!name) {
    p.missing(keyword, 'MissingNameAfterKeyword', p.written(keyword));
    return broken(keyword);
  }
  const result = definitionOf('class', name, attributes, (attributes?.[0] ?? keyword).start);
  p.skipNewlines();
  const { mode } = p;
  p.mode = SIGNATURE;
  const statement = classBody(p, keyword, name, result, types(attributes));
  p.mode = mode;
  return statement;
}

function bases(p: Parser, into: TypeDefinition): void {
  const colon = p.peek();
  if (colon.kind !== ':') return;
  p.skip();
  p.skipNewlines();
  let comma: Token | null = null;
  for (;;) {
    const base = typeName(p, false);
    if (!base) {
      p.missing(comma ?? colon, 'TypeNameExpected');
      return;
    }
    into.bases.push({ kind: 'TypeConstraint', start: base.start, end: base.end, typeName: base });
    p.skipNewlines();
    comma = p.peek();
    if (comma.kind !== ',') return;
    p.skip();
    p.skipNewlines();
  }
}

function classBody(p: Parser, keyword: Token, name: StringConstant, result: TypeDefinition, parts: Ast[]): Statement {
  bases(p, result);
  const open = p.next();
  if (open.kind !== '{') {
    p.unget(open);
    const last = result.bases[result.bases.length - 1] ?? name;
    p.missing(last, 'MissingTypeBody', 'class');
    return broken(span(keyword, last), result.bases);
  }
  let last: Span = open;
  const loose: Ast[] = [];
  for (;;) {
    const member = classMember(p, result.name, loose);
    if (!member.going) break;
    if (member.node) {
      result.members.push(member.node);
      last = member.node;
    } else last = loose[loose.length - 1] ?? last;
  }
  const close = p.next();
  if (close.kind === '}') last = close;
  else {
    p.unget(close);
    p.incompleteAt(open.end, open.end, close.end, 'MissingEndCurlyBrace');
  }
  result.end = last.end;
  if (loose.length + parts.length === 0) return result;
  return broken(result, parts.length > 0 ? [...loose, ...parts, result] : loose);
}

interface Member {
  readonly node: PropertyMember | FunctionMember | null;
  /** True where another member may follow. */
  readonly going: boolean;
}

/** Words and brackets before a member. */
interface Modifiers {
  start: number;
  readonly attributes: Attribute[];
  type: TypeConstraint | null;
  isStatic: boolean;
  isHidden: boolean;
  /** What stood last. */
  last: Span | null;
}

function modifiers(p: Parser): Modifiers {
  const found: Modifiers = { start: -1, attributes: [], type: null, isStatic: false, isHidden: false, last: null };
  for (;;) {
    p.skipNewlines();
    const a = attribute(p);
    if (a) {
      if (found.start < 0) found.start = a.start;
      found.last = a;
      if (a.kind === 'Attribute') found.attributes.push(a);
      else if (!found.type) found.type = a;
      else p.error(a, 'TooManyTypes');
      continue;
    }
    const t = p.peek();
    if (found.start < 0) found.start = t.start;
    if (t.kind !== 'hidden' && t.kind !== 'static') return found;
    const key = t.kind === 'hidden' ? 'isHidden' : 'isStatic';
    if (found[key]) p.error(t, 'DuplicateQualifier', p.written(t));
    found[key] = true;
    found.last = t;
    p.skip();
  }
}

function classMember(p: Parser, className: string, loose: Ast[]): Member {
  const m = modifiers(p);
  const t = p.peek();
  const drop = (): boolean => {
    const before = loose.length;
    loose.push(...m.attributes);
    if (m.type) loose.push(m.type);
    return loose.length > before;
  };
  if (t.kind === 'Variable') {
    p.skip();
    return { node: property(p, t, m), going: true };
  }
  if (t.kind === 'Identifier' || t.flags & KEYWORD) {
    p.skip();
    const node = method(p, className, t, m);
    if (node) return { node, going: true };
    p.sync(false, '}');
    return { node: null, going: drop() };
  }
  if (!m.last) return { node: null, going: false };
  p.missing(m.last, 'IncompleteMemberDefinition');
  return { node: null, going: drop() };
}

function property(p: Parser, t: Token, m: Modifiers): PropertyMember {
  const result: PropertyMember = {
    kind: 'PropertyMember',
    start: m.start,
    end: t.end,
    name: t.text,
    type: m.type,
    attributes: m.attributes,
    initial: null,
    isStatic: m.isStatic,
    isHidden: m.isHidden,
  };
  if (p.peek().kind === '=') {
    p.skip();
    p.skipNewlines();
    result.initial = expression(p);
    if (result.initial) result.end = result.initial.end;
  }
  terminated(p, result, true);
  return result;
}

/** A member ends with its line, a semicolon or the type. */
function terminated(p: Parser, member: PropertyMember, report: boolean): void {
  const t = p.peek();
  if (report && t.kind !== 'NewLine' && t.kind !== ';' && t.kind !== '}')
    p.missing(member, 'MissingPropertyTerminator');
  p.skipTerminators();
  if (t.kind === ';') member.end = t.end;
}

/** `enum name { … }` */
export function enumDefinition(p: Parser, keyword: Token, attributes: Attributes): Statement {
  p.skipNewlines();
  const name = simpleName(p);
  if (!name) {
    p.missing(keyword, 'MissingNameAfterKeyword', p.written(keyword));
    return broken(keyword);
  }
  const first = attributes?.[0] ?? keyword;
  const result = definitionOf('enum', name, attributes, first.start);
  p.skipNewlines();
  const { mode } = p;
  p.mode = SIGNATURE;
  const statement = enumBody(p, keyword, name, result, types(attributes), first);
  p.mode = mode;
  return statement;
}

function enumBody(
  p: Parser,
  keyword: Token,
  name: StringConstant,
  result: TypeDefinition,
  parts: Ast[],
  first: Span,
): Statement {
  const colon = p.peek();
  if (colon.kind === ':') {
    p.skip();
    p.skipNewlines();
    const type = typeName(p, false);
    if (type) result.bases.push({ kind: 'TypeConstraint', start: type.start, end: type.end, typeName: type });
    else p.missing(colon, 'TypeNameExpected');
  }
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '{') {
    p.unget(open);
    p.missing(name, 'MissingTypeBody', 'enum');
    return broken(span(keyword, name));
  }
  for (let m = enumMember(p); m; m = enumMember(p)) result.members.push(m);
  const close = p.next();
  result.end = close.end;
  if (close.kind !== '}') {
    p.unget(close);
    p.incompleteAt(open.end, open.end, close.end, 'MissingEndCurlyBrace');
  }
  return parts.length > 0 ? broken(first, [...parts, result]) : result;
}

function enumMember(p: Parser): PropertyMember | null {
  p.skipNewlines();
  const name = simpleName(p);
  if (!name) return null;
  const result: PropertyMember = {
    kind: 'PropertyMember',
    start: name.start,
    end: name.end,
    name: name.value,
    type: null,
    attributes: [],
    initial: null,
    isStatic: true,
    isHidden: false,
  };
  const { mode } = p;
  p.mode = EXPRESSION;
  const equals = p.peek();
  let bare = false;
  if (equals.kind === '=') {
    p.skip();
    result.initial = expression(p);
    bare = !result.initial;
    if (bare) p.error({ start: equals.end, end: equals.end }, 'ExpectedValueExpression', '=');
    result.end = (result.initial ?? equals).end;
  }
  p.mode = mode;
  terminated(p, result, !bare);
  return result;
}
