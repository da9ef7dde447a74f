/** The tokens that hold text: variables, quoted strings, here-strings and words with quotes inside. */
import type { Ast, Expression } from './ast.ts';
import {
  isBlank,
  isDoubleQuote,
  isHexDigit,
  isIdentifierFollow,
  isNewline,
  isSingleQuote,
  isVariableStart,
  startsNewToken,
} from './characters.ts';
import type { Lexer, Token } from './lexer.ts';
import { GENERIC } from './tokens.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Undoes a backtick escape; `at` stands after the backtick. */
function undoEscape(lexer: Lexer, at: number): { text: string; end: number } {
  const c = lexer.text[at]!;
  if (c === 'u' && lexer.char(at + 1) === 123) return unicodeEscape(lexer, at);
  return { text: ESCAPES[c] ?? c, end: at + 1 };
}

function unicodeEscape(lexer: Lexer, at: number): { text: string; end: number } {
  let end = at + 2;
  while (isHexDigit(lexer.char(end)) && end - at - 2 < 6) end++;
  const digits = lexer.text.slice(at + 2, end);
  if (digits === '' || lexer.char(end) !== 125) {
    const tooMany = isHexDigit(lexer.char(end));
    lexer.errors.report(
      end,
      end + 1,
      false,
      tooMany ? 'TooManyDigitsInUnicodeEscapeSequence' : 'InvalidUnicodeEscapeSequence',
    );
    return { text: '', end };
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) {
    lexer.errors.report(at + 2, end, false, 'InvalidUnicodeEscapeSequenceValue');
    return { text: '', end: end + 1 };
  }
  return {
    text: code >= 0xd800 && code <= 0xdfff ? String.fromCharCode(code) : String.fromCodePoint(code),
    end: end + 1,
  };
}

/** A variable after `$`, or after `@` where it is splatted; null where none follows. Leaves `pos` behind it. */
export function scanVariable(lexer: Lexer, start: number, splatted: boolean, inString = false): Token | null {
  const kind = splatted ? 'Splatted' : 'Variable';
  const first = lexer.char(start + 1);
  if (first === 123 && !splatted) return braced(lexer, start);
  if (splatted ? !(isIdentifierFollow(first) || first === 63) : !isVariableStart(first)) return null;
  if (!splatted && (first === 36 || first === 63 || first === 94)) {
    // $$, $? and $^ stand alone; a colon may still follow $? in a name, which nobody writes.
    if (first !== 63 || !isIdentifierFollow(lexer.char(start + 2))) {
      return lexer.named(kind, start, start + 2, lexer.text[start + 1]!);
    }
    return lexer.named(kind, start, start + 2, '?');
  }
  let at = start + 1;
  let colon = -1;
  for (;;) {
    const c = lexer.char(at);
    if (isIdentifierFollow(c) || c === 63) at++;
    else if (c === 58) {
      if (lexer.char(at + 1) === 58 && at > start + 1) break;
      if (colon >= 0 && !inString && !isIdentifierFollow(lexer.char(at + 1))) break;
      if (inString && colon >= 0) break;
      colon = at;
      at++;
      if (lexer.char(at) === 58) at++;
    } else break;
  }
  if (colon >= 0 && colon === at - 1) {
    if (splatted) at = colon;
    else lexer.errors.report(start, at, false, 'InvalidVariableReferenceWithDrive');
  }
  return lexer.named(kind, start, at, lexer.text.slice(start + 1, at));
}

function braced(lexer: Lexer, start: number): Token {
  let at = start + 2;
  let name = '';
  for (;;) {
    const c = lexer.char(at);
    if (c === -1) {
      lexer.errors.report(start + 1, lexer.end, true, 'IncompleteDollarVariableReference');
      return lexer.named('Variable', start, lexer.end, name);
    }
    if (c === 125) break;
    if (c === 96 && at + 1 < lexer.end) {
      const e = undoEscape(lexer, at + 1);
      name += e.text;
      at = e.end;
      continue;
    }
    if (c === 123) lexer.errors.report(at, at + 1, false, 'OpenBraceNeedsToBeBackTickedInVariableName');
    name += lexer.text[at];
    at++;
  }
  if (name === '') lexer.errors.report(start, at + 1, false, 'EmptyVariableReference');
  else if (name.endsWith(':') && name.indexOf(':') === name.length - 1) {
    lexer.errors.report(start, at + 1, false, 'InvalidBracedVariableReference');
  }
  return lexer.named('Variable', start, at + 1, name);
}

/** Pieces of an expandable text, joined where they are plain. */
class Pieces {
  readonly parts: (string | Ast)[] = [];
  private plain = '';
  expanded = false;
  add(text: string): void {
    this.plain += text;
  }
  node(node: Ast): void {
    this.expanded = true;
    if (this.plain !== '') this.parts.push(this.plain);
    this.plain = '';
    this.parts.push(node);
  }
  finish(token: Token): Token {
    if (this.expanded) {
      if (this.plain !== '') this.parts.push(this.plain);
      token.parts = this.parts;
    } else token.text = this.plain;
    return token;
  }
}

/** A `$` within expandable text. Returns the offset behind what it began. */
function dollarIn(lexer: Lexer, at: number, pieces: Pieces, here: boolean): number {
  if (lexer.char(at + 1) === 40) {
    const { end, skipped, closed } = subexpressionEnd(lexer, at + 2, here);
    if (!closed) lexer.errors.report(at, end, true, 'IncompleteDollarSubexpressionReference');
    const saved = lexer.pos;
    pieces.node(lexer.parseInString(at, closed ? end : end, skipped));
    lexer.pos = saved;
    return end;
  }
  const saved = lexer.pos;
  const variable = scanVariable(lexer, at, false, true);
  lexer.pos = saved;
  if (!variable) {
    pieces.add('$');
    return at + 1;
  }
  pieces.node(variableNode(variable));
  return variable.end;
}

/** The tree of a variable token. */
export function variableNode(token: Token): Expression {
  const name = token.text;
  const variable: Expression = {
    kind: 'VariableExpression',
    start: token.start,
    end: token.end,
    name: name.length > 6 && name.slice(0, 6).toLowerCase() === 'using:' ? name.slice(6) : name,
    splatted: token.kind === 'Splatted',
  };
  if (variable.name === name) return variable;
  return { kind: 'UsingExpression', start: token.start, end: token.end, child: variable };
}

/** Counts parentheses as PowerShell does, without regard to quotes; a doubled quote inside a string stands for one. */
function subexpressionEnd(
  lexer: Lexer,
  start: number,
  here: boolean,
): { end: number; skipped: number[]; closed: boolean } {
  let depth = 1;
  const skipped: number[] = [];
  for (let at = start; at < lexer.end; at++) {
    const c = lexer.char(at);
    if (c === 40) depth++;
    else if (c === 41) {
      if (--depth === 0) return { end: at + 1, skipped, closed: true };
    } else if (!here && (c === 96 || isDoubleQuote(c)) && isDoubleQuote(lexer.char(at + 1))) {
      skipped.push(at);
      at++;
    }
  }
  return { end: lexer.end, skipped, closed: false };
}

/** A double-quoted string. */
export function scanExpandable(lexer: Lexer, start: number): Token {
  const pieces = new Pieces();
  const end = expandableBody(lexer, start, pieces);
  return pieces.finish(lexer.token('String', start, end));
}

function expandableBody(lexer: Lexer, start: number, pieces: Pieces): number {
  let at = start + 1;
  let from = at;
  for (;;) {
    const c = lexer.char(at);
    if (c === -1) {
      pieces.add(lexer.text.slice(from, at));
      lexer.errors.report(start, lexer.end, true, 'TerminatorExpectedAtEndOfString', '"');
      return lexer.end;
    }
    if (c === 36) {
      pieces.add(lexer.text.slice(from, at));
      at = from = dollarIn(lexer, at, pieces, false);
    } else if (c === 96 && at + 1 < lexer.end) {
      pieces.add(lexer.text.slice(from, at));
      const e = undoEscape(lexer, at + 1);
      pieces.add(e.text);
      at = from = e.end;
    } else if (isDoubleQuote(c)) {
      pieces.add(lexer.text.slice(from, at));
      if (!isDoubleQuote(lexer.char(at + 1))) return at + 1;
      pieces.add(lexer.text[at]!);
      at = from = at + 2;
    } else at++;
  }
}

/** A single-quoted string. */
export function scanLiteral(lexer: Lexer, start: number): Token {
  const body = literalBody(lexer, start);
  const token = lexer.named('String', start, body.end, body.text);
  token.flags = 0;
  token.value = 'single';
  return token;
}

function literalBody(lexer: Lexer, start: number): { text: string; end: number } {
  let at = start + 1;
  let text = '';
  let from = at;
  for (;;) {
    const c = lexer.char(at);
    if (c === -1) {
      lexer.errors.report(start, lexer.end, true, 'TerminatorExpectedAtEndOfString', "'");
      return { text: text + lexer.text.slice(from, at), end: lexer.end };
    }
    if (isSingleQuote(c)) {
      text += lexer.text.slice(from, at);
      if (!isSingleQuote(lexer.char(at + 1))) return { text, end: at + 1 };
      text += lexer.text[at];
      at = from = at + 2;
    } else at++;
  }
}

/** `@"` … `"@` or `@'` … `'@`. */
export function scanHereString(lexer: Lexer, start: number): Token {
  const isQuote = isSingleQuote(lexer.char(start + 1)) ? isSingleQuote : isDoubleQuote;
  const literal = isQuote === isSingleQuote;
  let at = start + 2;
  while (isBlank(lexer.char(at))) at++;
  if (lexer.char(at) === -1) {
    lexer.errors.report(start, at, true, 'TerminatorExpectedAtEndOfString', literal ? "'@" : '"@');
    return hereToken(lexer, start, at, '', literal);
  }
  if (!isNewline(lexer.char(at))) {
    lexer.errors.report(at, at + 1, false, 'UnexpectedCharactersAfterHereStringHeader');
    while (at < lexer.end && !isNewline(lexer.char(at))) at++;
    return hereToken(lexer, start, at, '', literal);
  }
  const body = at + lexer.newlineLength(at);
  const footer = hereFooter(lexer, at, isQuote);
  if (footer.end < 0) {
    if (footer.blank >= 0) {
      lexer.errors.report(footer.line, footer.blank, true, 'WhitespaceBeforeHereStringFooter');
      return hereToken(lexer, start, footer.blank, '', literal);
    }
    lexer.errors.report(start, lexer.end, true, 'TerminatorExpectedAtEndOfString', literal ? "'@" : '"@');
    return hereToken(lexer, start, lexer.end, '', literal);
  }
  if (literal) return hereToken(lexer, start, footer.end, lexer.text.slice(body, Math.max(body, footer.close)), true);
  const pieces = new Pieces();
  hereBody(lexer, body, Math.max(body, footer.close), pieces);
  return pieces.finish(hereToken(lexer, start, footer.end, '', false));
}

function hereToken(lexer: Lexer, start: number, end: number, text: string, literal: boolean): Token {
  const token = lexer.named('String', start, end, text);
  token.value = literal ? 'single-here' : 'double-here';
  return token;
}

/** Where the closing line is: `close` the newline before it, `end` behind it; `blank` where blanks stand before it. */
function hereFooter(
  lexer: Lexer,
  from: number,
  isQuote: (c: number) => boolean,
): { close: number; end: number; line: number; blank: number } {
  let line = 0;
  let blank = -1;
  for (let at = from; at < lexer.end; ) {
    if (!isNewline(lexer.char(at))) {
      at++;
      continue;
    }
    const close = at;
    at += lexer.newlineLength(at);
    if (isQuote(lexer.char(at)) && lexer.char(at + 1) === 64) return { close, end: at + 2, line, blank };
    let here = at;
    while (isBlank(lexer.char(here))) here++;
    if (here > at && blank < 0 && isQuote(lexer.char(here)) && lexer.char(here + 1) === 64) {
      line = at;
      blank = here + 2;
    }
  }
  return { close: -1, end: -1, line, blank };
}

function hereBody(lexer: Lexer, start: number, end: number, pieces: Pieces): void {
  const savedEnd = lexer.end;
  lexer.end = end;
  let from = start;
  let at = start;
  while (at < end) {
    const c = lexer.char(at);
    if (c === 36) {
      pieces.add(lexer.text.slice(from, at));
      at = from = dollarIn(lexer, at, pieces, true);
    } else if (c === 96 && at + 1 < end) {
      pieces.add(lexer.text.slice(from, at));
      const e = undoEscape(lexer, at + 1);
      pieces.add(e.text);
      at = from = e.end;
    } else at++;
  }
  pieces.add(lexer.text.slice(from, end));
  lexer.end = savedEnd;
}

/** A word of a command: goes on to the next blank or separator, quotes inside included. */
export function scanWord(lexer: Lexer, start: number): Token {
  const pieces = new Pieces();
  let at = start;
  let from = start;
  for (;;) {
    const c = lexer.char(at);
    if (startsNewToken(c)) break;
    if (c === 96) {
      if (at + 1 >= lexer.end) break;
      pieces.add(lexer.text.slice(from, at));
      const e = undoEscape(lexer, at + 1);
      pieces.add(e.text);
      at = from = e.end;
    } else if (c === 36) {
      pieces.add(lexer.text.slice(from, at));
      at = from = dollarIn(lexer, at, pieces, false);
    } else if (isSingleQuote(c)) {
      pieces.add(lexer.text.slice(from, at));
      const body = literalBody(lexer, at);
      pieces.add(body.text);
      at = from = body.end;
    } else if (isDoubleQuote(c)) {
      pieces.add(lexer.text.slice(from, at));
      at = from = expandableBody(lexer, at, pieces);
    } else at++;
  }
  pieces.add(lexer.text.slice(from, at));
  const token = pieces.finish(lexer.token('Word', start, at));
  if (at === start) token.end = lexer.pos = Math.min(start + 1, lexer.end);
  if (token.parts) {
    token.kind = 'String';
    token.flags |= GENERIC;
  }
  return token;
}
