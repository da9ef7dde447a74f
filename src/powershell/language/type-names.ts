/** Names of types between brackets: namespaces, nested types, generic arguments, array ranks. */
import type { TypeName } from './ast.ts';
import { before } from './blocks.ts';
import { isBlank, isNewline } from './characters.ts';
import type { Parser } from './parser.ts';
import { type Token, TYPE_NAME } from './tokens.ts';

/** A type's name at the present place, perhaps with an assembly behind it; null where none stands. */
export function typeName(p: Parser, assembly: boolean): TypeName | null {
  const { mode } = p;
  p.mode = TYPE_NAME;
  const t = p.next();
  let result: TypeName | null = null;
  if (t.kind === 'Identifier') result = rest(p, t, false, assembly);
  else p.unget(t);
  p.mode = mode;
  return result;
}

function named(t: Token): TypeName {
  return { start: t.start, end: t.end, name: t.text.replace(/`\d+$/, ''), text: t.text };
}

/** Takes the type up to here as the text of its name. */
function upTo(p: Parser, type: TypeName, end: number): TypeName {
  type.end = end;
  type.text = p.text.slice(type.start, end).replace(/\s+/g, '');
  return type;
}

/** What follows a name. `bare`: a generic argument without brackets, whose comma separates arguments. */
function rest(p: Parser, name: Token, bare: boolean, assembly: boolean): TypeName {
  const type = named(name);
  const t = p.peek();
  if (t.kind === '[') {
    p.skip();
    p.skipNewlines();
    const inner = p.next();
    switch (inner.kind) {
      case ']':
      case ',':
        return arrayRanks(p, type, inner);
      case '[':
      case 'Identifier':
        return generic(p, type, inner, bare);
      case 'End':
        p.unget(inner);
        p.missing(t, 'MissingTypename');
        return type;
    }
    p.error(inner, 'UnexpectedToken', p.written(inner));
    p.sync(true, ']');
    return type;
  }
  if (t.kind === ',' && assembly && !bare) {
    p.skip();
    assemblyName(p, type, t);
  }
  return type;
}

/** `, Assembly, Version=…` after a name: words with commas between, each perhaps with `=` and another word. */
function assemblyName(p: Parser, type: TypeName, comma: Token): void {
  const { lexer } = p;
  const word = (): void => {
    while (isBlank(lexer.char(lexer.pos))) lexer.pos++;
    for (;;) {
      const c = lexer.char(lexer.pos);
      if (c === -1 || c === 93 || c === 44 || c === 61 || isBlank(c) || isNewline(c)) break;
      lexer.pos++;
    }
    end = lexer.pos;
    while (isBlank(lexer.char(lexer.pos))) lexer.pos++;
  };
  let start = lexer.pos;
  let end = start;
  while (isBlank(lexer.char(start))) start++;
  word();
  while (lexer.char(lexer.pos) === 44) {
    lexer.pos++;
    word();
    if (lexer.char(lexer.pos) !== 61) continue;
    lexer.pos++;
    word();
  }
  if (end <= start) {
    p.error({ start: comma.end, end: comma.end }, 'MissingAssemblyNameSpecification');
    return;
  }
  type.assembly = p.text.slice(start, end);
  type.end = end;
}

function addRank(type: TypeName, rank: number): void {
  type.ranks ??= [];
  type.ranks.push(rank);
}

function arrayRanks(p: Parser, type: TypeName, first: Token): TypeName {
  let t = first;
  for (;;) {
    if (t.kind === ',') {
      let rank = 1;
      let comma = t;
      while (t.kind === ',') {
        comma = t;
        rank++;
        t = p.next();
      }
      if (t.kind !== ']') {
        p.unget(t);
        p.error({ start: comma.end, end: comma.end }, 'EndSquareBracketExpectedAtEndOfAttribute');
      }
      addRank(type, rank);
      upTo(p, type, Math.min(t.end, p.text.length));
    } else if (t.kind === ']') {
      addRank(type, 1);
      upTo(p, type, t.end);
    } else if (t.kind === 'End') {
      p.unget(t);
      p.error(before(t), 'EndSquareBracketExpectedAtEndOfAttribute');
    } else {
      p.error(t, 'UnexpectedToken', p.written(t));
      p.sync(true, ']');
    }
    const after = p.peek();
    if (after.kind === ',') {
      p.skip();
      assemblyName(p, type, after);
      return type;
    }
    if (after.kind !== '[') return type;
    p.skip();
    t = p.next();
  }
}

function generic(p: Parser, type: TypeName, first: Token, bare: boolean): TypeName {
  p.enter();
  const list = typeArguments(p, first);
  p.depth--;
  type.generics = list.types;
  if (list.close.kind === ']') upTo(p, type, list.close.end);
  else {
    p.unget(list.close);
    p.incomplete(before(list.close), 'EndSquareBracketExpectedAtEndOfAttribute');
    upTo(p, type, (list.types[list.types.length - 1] ?? first).end);
    type.text += ']';
  }
  const t = p.peek();
  if (t.kind === '[') {
    p.skip();
    return arrayRanks(p, type, p.next());
  }
  if (t.kind === ',' && !bare) {
    p.skip();
    assemblyName(p, type, t);
  }
  return type;
}

const errorType = (t: Token): TypeName => ({
  start: t.start,
  end: t.end,
  name: ':ErrorTypeName:',
  text: ':ErrorTypeName:',
});

/** Types with commas between; `close` is what ended them. */
export function typeArguments(p: Parser, first: Token): { readonly types: TypeName[]; readonly close: Token } {
  const types = [argument(p, first)];
  for (;;) {
    p.skipNewlines();
    const comma = p.next();
    if (comma.kind !== ',') return { types, close: comma };
    p.skipNewlines();
    const t = p.peek();
    if (t.kind === 'Identifier' || t.kind === '[') {
      p.skip();
      types.push(argument(p, t));
    } else {
      p.missing(comma, 'MissingTypename');
      types.push(errorType(comma));
    }
  }
}

function argument(p: Parser, first: Token): TypeName {
  if (first.kind === 'Identifier') return rest(p, first, true, true);
  const t = p.next();
  if (t.kind !== 'Identifier') {
    p.unget(t);
    p.missing(t, 'MissingTypename');
    return errorType(first);
  }
  const type = rest(p, t, false, true);
  const close = p.next();
  if (close.kind !== ']') {
    p.unget(close);
    p.incomplete(before(close), 'EndSquareBracketExpectedAtEndOfType');
  }
  return type;
}
