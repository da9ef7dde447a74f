/** Tokens of letters: words of commands, names, keywords, parameters and labels. */
import {
  isDoubleQuote,
  isIdentifierFollow,
  isIdentifierStart,
  isLetter,
  isSingleQuote,
  startsNewToken,
} from './characters.ts';
import type { Lexer } from './lexer.ts';
import { dollarIn, expandableBody, literalBody, Pieces, undoEscape } from './lexer-strings.ts';
import {
  COLON,
  COMMAND,
  DASH_OPERATORS,
  EXPRESSION,
  KEYWORD,
  KEYWORDS,
  SIGNATURE,
  type Token,
  TYPE_NAME,
} from './tokens.ts';

/** A word of a command: goes on to the next blank or separator, quotes inside included. `from` stands behind what was read. */
export function scanGeneric(lexer: Lexer, start: number, from: number): Token {
  let at = from;
  let c = lexer.char(at);
  while (!startsNewToken(c) && c !== 96 && c !== 36 && c !== 34 && c !== 39 && (c < 0x2018 || c > 0x201e))
    c = lexer.char(++at);
  if (startsNewToken(c)) return lexer.named('Generic', start, at, lexer.text.slice(start, at));
  return mixed(lexer, start, at);
}

/** A word with quotes, escapes or variables inside; plain up to `at`. */
function mixed(lexer: Lexer, start: number, from: number): Token {
  const pieces = new Pieces();
  let at = from;
  let plain = start;
  for (;;) {
    const c = lexer.char(at);
    if (startsNewToken(c)) break;
    if (c === 96) {
      if (at + 1 >= lexer.end) {
        at++;
        continue;
      }
      pieces.add(lexer.text.slice(plain, at));
      const e = undoEscape(lexer, at + 1);
      pieces.add(e.text);
      at = plain = e.end;
    } else if (c === 36) {
      pieces.add(lexer.text.slice(plain, at));
      at = plain = dollarIn(lexer, at, pieces, false);
    } else if (isSingleQuote(c)) {
      pieces.add(lexer.text.slice(plain, at));
      const body = literalBody(lexer, at);
      pieces.add(body.text);
      at = plain = body.end;
    } else if (isDoubleQuote(c)) {
      pieces.add(lexer.text.slice(plain, at));
      at = plain = expandableBody(lexer, at, pieces);
    } else at++;
  }
  pieces.add(lexer.text.slice(plain, at));
  return pieces.finish(lexer.token('Generic', start, at));
}

/** A name, a keyword, or a word of a command that begins like one. */
export function scanIdentifier(lexer: Lexer, start: number): Token {
  const { mode } = lexer;
  let at = start + 1;
  while (isIdentifierFollow(lexer.char(at))) at++;
  if (mode === TYPE_NAME) return typeName(lexer, start, at);
  if (!lexer.wantName) {
    if (mode === COMMAND && !startsNewToken(lexer.char(at))) return scanGeneric(lexer, start, at);
    if (mode === COMMAND || mode === SIGNATURE) {
      const text = lexer.text.slice(start, at);
      if (at - start <= 13) {
        const lower = text.toLowerCase();
        if (KEYWORDS.has(lower) && lower !== 'inlinescript') return lexer.named(lower, start, at, text, KEYWORD);
      }
      return lexer.named('Identifier', start, at, text);
    }
  }
  return lexer.named('Identifier', start, at, lexer.text.slice(start, at));
}

function typeName(lexer: Lexer, start: number, from: number): Token {
  let at = from;
  for (;;) {
    const c = lexer.char(at);
    if (isIdentifierFollow(c) || c === 46 || c === 96 || c === 43 || c === 35 || c === 92) at++;
    else break;
  }
  return lexer.named('Identifier', start, at, lexer.text.slice(start, at));
}

/** `-name`, or in an expression an operator. */
export function scanParameter(lexer: Lexer, start: number): Token {
  const command = lexer.mode === COMMAND;
  let at = start + 1;
  let colon = false;
  for (;;) {
    const c = lexer.char(at);
    if (startsNewToken(c) || c === 46 || c === 91) break;
    if (c === 58) {
      colon = command;
      break;
    }
    if (isSingleQuote(c) || isDoubleQuote(c)) {
      if (command) return scanGeneric(lexer, start, at);
      break;
    }
    if (!command && !isLetter(c) && c !== 95) break;
    at++;
  }
  const name = lexer.text.slice(start + 1, at);
  if (lexer.mode === EXPRESSION) {
    const operator = `-${name.toLowerCase()}`;
    if (DASH_OPERATORS.has(operator)) return lexer.token(operator, start, at);
    if (name === '') return lexer.token('-', start, at);
  }
  return lexer.named('Parameter', start, colon ? at + 1 : at, name, colon ? COLON : 0);
}

/** `:name` before a loop; in a command perhaps a word. */
export function scanLabel(lexer: Lexer, start: number): Token {
  let at = start + 1;
  if (!isIdentifierStart(lexer.char(at))) return scanGeneric(lexer, start, at);
  while (isIdentifierFollow(lexer.char(at))) at++;
  // What ends the name is part of the word as it is, even a quote.
  if (lexer.mode === COMMAND && !startsNewToken(lexer.char(at))) return scanGeneric(lexer, start, at + 1);
  return lexer.named('Label', start, at, lexer.text.slice(start + 1, at));
}
