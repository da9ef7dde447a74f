/** Names of types between brackets: namespaces, nested types, generic arguments, array ranks. */
import type { TypeName } from './ast.ts';
import { isBlank, isIdentifierFollow, isIdentifierStart, isNewline } from './characters.ts';
import type { Parser } from './parser.ts';

function skip(p: Parser): void {
  let at = p.last;
  for (;;) {
    const c = p.lexer.char(at);
    if (isBlank(c) || isNewline(c)) at++;
    else break;
  }
  p.reset(at);
}

/** A type's name at the present place; null where none stands. */
export function typeName(p: Parser): TypeName | null {
  const before = p.last;
  skip(p);
  const start = p.last;
  let at = start;
  if (!isIdentifierStart(p.lexer.char(at))) {
    p.reset(before);
    return null;
  }
  for (;;) {
    const c = p.lexer.char(at);
    if (isIdentifierFollow(c) || c === 46 || c === 43 || c === 96 || c === 92) at++;
    else break;
  }
  const name = p.text.slice(start, at).replace(/`\d+$/, '');
  p.reset(at);
  const type: TypeName = { start, end: at, name, text: p.text.slice(start, at) };
  p.enter();
  while (brackets(p, type)) {
    type.end = p.last;
    type.text = p.text.slice(start, p.last).replace(/\s+/g, '');
  }
  p.depth--;
  return type;
}

function brackets(p: Parser, type: TypeName): boolean {
  const before = p.last;
  skip(p);
  if (p.lexer.char(p.last) !== 91) {
    p.reset(before);
    return false;
  }
  p.reset(p.last + 1);
  skip(p);
  let rank = 1;
  while (p.lexer.char(p.last) === 44) {
    rank++;
    p.reset(p.last + 1);
    skip(p);
  }
  if (p.lexer.char(p.last) === 93) {
    p.reset(p.last + 1);
    type.ranks ??= [];
    type.ranks.push(rank);
    return true;
  }
  if (rank > 1 || type.generics || type.ranks) {
    p.reset(before);
    return false;
  }
  const generics = typeNameList(p);
  skip(p);
  if (generics.length === 0 || p.lexer.char(p.last) !== 93) {
    p.reset(before);
    return false;
  }
  p.reset(p.last + 1);
  type.generics = generics;
  return true;
}

/** Names with commas between, each perhaps in brackets of its own. */
export function typeNameList(p: Parser): TypeName[] {
  const list: TypeName[] = [];
  for (;;) {
    skip(p);
    const bracketed = p.lexer.char(p.last) === 91;
    if (bracketed) p.reset(p.last + 1);
    const name = typeName(p);
    if (!name) return list;
    if (bracketed) {
      while (p.last < p.lexer.end && p.lexer.char(p.last) !== 93) p.reset(p.last + 1);
      p.reset(Math.min(p.last + 1, p.lexer.end));
    }
    list.push(name);
    skip(p);
    if (p.lexer.char(p.last) !== 44) return list;
    p.reset(p.last + 1);
  }
}

/** Passes `, Assembly, Version=…` of a qualified name. */
export function assemblyName(p: Parser, type: TypeName): void {
  const before = p.last;
  skip(p);
  if (p.lexer.char(p.last) !== 44) {
    p.reset(before);
    return;
  }
  const start = p.last + 1;
  let at = start;
  while (at < p.lexer.end && !isNewline(p.lexer.char(at)) && p.lexer.char(at) !== 93) at++;
  type.assembly = p.text.slice(start, at).trim();
  p.reset(at);
}

/** Passes blanks and line ends. */
export { skip as skipTypeBlanks };
