/** The tokens that hold text: quoted strings and here-strings. */
import type { Expression } from './ast.ts';
import { isBlank, isDoubleQuote, isHexDigit, isNewline, isSingleQuote } from './characters.ts';
import type { Lexer } from './lexer.ts';
import { variableInString, variableNode } from './lexer-variables.ts';
import type { Token, Unread } from './tokens.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
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
/** What stands for an escape that is none. */
const INVALID = '\uffff';

export function undoEscape(lexer: Lexer, at: number): { text: string; end: number } {
  const c = lexer.text[at]!;
  if (c === 'u') return unicodeEscape(lexer, at);
  return { text: ESCAPES[c] ?? c, end: at + 1 };
}

function unicodeEscape(lexer: Lexer, at: number): { text: string; end: number } {
  if (lexer.char(at + 1) !== 123) {
    lexer.errors.report(at - 1, at + 1, false, 'InvalidUnicodeEscapeSequence');
    return { text: INVALID, end: at + 1 };
  }
  let end = at + 2;
  while (isHexDigit(lexer.char(end)) && end - at - 2 < 7) end++;
  const digits = lexer.text.slice(at + 2, Math.min(end, at + 8));
  if (end - at - 2 > 6) {
    lexer.errors.report(end - 1, end, false, 'TooManyDigitsInUnicodeEscapeSequence');
    return { text: INVALID, end: end - 1 };
  }
  if (lexer.char(end) !== 125) {
    lexer.errors.report(end, end + 1, false, 'MissingUnicodeEscapeSequenceTerminator');
    return { text: INVALID, end };
  }
  if (digits === '') {
    lexer.errors.report(at - 1, end + 1, false, 'InvalidUnicodeEscapeSequence');
    return { text: INVALID, end: end + 1 };
  }
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff) {
    lexer.errors.report(at + 2, end, false, 'InvalidUnicodeEscapeSequenceValue');
    return { text: INVALID, end: end + 1 };
  }
  return { text: code <= 0xffff ? String.fromCharCode(code) : String.fromCodePoint(code), end: end + 1 };
}

/** Pieces of an expandable text, joined where they are plain. */
export class Pieces {
  private readonly parts: (string | Expression | Unread)[] = [];
  private plain = '';
  private expanded = false;
  add(text: string): void {
    this.plain += text;
  }
  node(node: Expression | Unread): void {
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
export function dollarIn(lexer: Lexer, at: number, pieces: Pieces, here: boolean): number {
  if (lexer.char(at + 1) === 40) {
    const { end, skipped, closed } = subexpressionEnd(lexer, at + 2, here);
    if (!closed) lexer.incomplete(at, lexer.end, 'IncompleteDollarSubexpressionReference');
    pieces.node({ kind: 'Unread', start: at, end, skipped });
    return end;
  }
  const saved = lexer.pos;
  const variable = variableInString(lexer, at);
  lexer.pos = saved;
  if (!variable) {
    pieces.add('$');
    return at + 1;
  }
  pieces.node(variableNode(variable));
  return variable.end;
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

export function expandableBody(lexer: Lexer, start: number, pieces: Pieces): number {
  let at = start + 1;
  let from = at;
  for (;;) {
    const c = lexer.char(at);
    if (c === -1) {
      pieces.add(lexer.text.slice(from, at));
      lexer.incomplete(start, lexer.end, 'TerminatorExpectedAtEndOfString', '"');
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
  token.value = 'single';
  return token;
}

export function literalBody(lexer: Lexer, start: number): { text: string; end: number } {
  let at = start + 1;
  let from = at;
  let text = '';
  for (;;) {
    const c = lexer.char(at);
    if (c === -1) {
      lexer.incomplete(start, lexer.end, 'TerminatorExpectedAtEndOfString', "'");
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
  const quote = literal ? "'" : '"';
  let at = start + 2;
  while (isBlank(lexer.char(at))) at++;
  if (lexer.char(at) === -1) {
    lexer.incomplete(start, lexer.end, 'TerminatorExpectedAtEndOfString', `${quote}@`);
    return hereToken(lexer, start, lexer.end, '', literal);
  }
  if (!isNewline(lexer.char(at))) {
    lexer.errors.report(at, at + 1, false, 'UnexpectedCharactersAfterHereStringHeader');
    // Goes on behind a terminator in the same line, else at the line's end.
    for (; at < lexer.end && !isNewline(lexer.char(at)); at++) {
      if (lexer.text[at] === quote && lexer.char(at + 1) === 64) return hereToken(lexer, start, at + 2, '', literal);
    }
    return hereToken(lexer, start, at, '', literal);
  }
  const body = at + lexer.newlineLength(at);
  const footer = hereFooter(lexer, at, isQuote);
  if (footer.end < 0) {
    if (footer.blank >= 0) lexer.incomplete(footer.blank, lexer.end, 'WhitespaceBeforeHereStringFooter');
    else lexer.incomplete(start, lexer.end, 'TerminatorExpectedAtEndOfString', `${quote}@`);
    footer.close = lexer.end;
    footer.end = lexer.end;
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
): { close: number; end: number; blank: number } {
  let blank = -1;
  for (let at = from; at < lexer.end; ) {
    if (!isNewline(lexer.char(at))) {
      at++;
      continue;
    }
    const close = at;
    at += lexer.newlineLength(at);
    if (isQuote(lexer.char(at)) && lexer.char(at + 1) === 64) return { close, end: at + 2, blank };
    let here = at;
    while (isBlank(lexer.char(here))) here++;
    if (here > at && blank < 0 && isQuote(lexer.char(here)) && lexer.char(here + 1) === 64) blank = here;
  }
  return { close: -1, end: -1, blank };
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
