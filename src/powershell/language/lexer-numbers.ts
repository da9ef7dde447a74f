/** Number tokens. */
import { endsNumber, isDash, isDigit, isLetter, startsNewToken } from './characters.ts';
import type { Lexer } from './lexer.ts';
import { scanGeneric } from './lexer-words.ts';
import { parseNumber } from './numbers.ts';
import { EXPRESSION, type Token } from './tokens.ts';

const NUMBER =
  /(?:0x[0-9a-f]*|0b[01]*|(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:e[+\-\u2013\u2014\u2015]?\d+)?)(?:ul|us|uy|u|l|s|y|n|d)?(?:kb|mb|gb|tb|pb)?/iy;

/** A number, signed where it begins with a sign; what only begins like one is a word. */
export function scanNumber(lexer: Lexer, start: number): Token {
  const small = smallNumber(lexer, start);
  if (small) return small;
  let at = start;
  const sign = lexer.char(at);
  if (sign === 43 || isDash(sign)) at++;
  NUMBER.lastIndex = at;
  const m = NUMBER.exec(lexer.text);
  const end = m ? at + m[0].length : at;
  if (!m || end > lexer.end || !ends(lexer, lexer.char(end))) return scanGeneric(lexer, start, start);
  const digits = m[0].replace(/[\u2013\u2014\u2015]/, '-');
  const value = parseNumber(at > start ? (sign === 43 ? '+' : '-') + digits : digits);
  if (value === undefined) {
    if (lexer.mode !== EXPRESSION) return scanGeneric(lexer, start, start);
    lexer.errors.report(start, end, false, 'BadNumericConstant', lexer.text.slice(start, end));
  }
  const token = lexer.token('Number', start, end);
  token.value = value ?? 0;
  return token;
}

/** A few plain digits, which most numbers are; null for all else. */
function smallNumber(lexer: Lexer, start: number): Token | null {
  let at = start;
  let value = 0;
  let c = lexer.char(at);
  while (isDigit(c) && at - start < 9) {
    value = value * 10 + c - 48;
    c = lexer.char(++at);
  }
  if (at === start || c === 46 || isDigit(c) || isLetter(c) || !ends(lexer, c)) return null;
  const token = lexer.token('Number', start, at);
  token.value = value;
  return token;
}

function ends(lexer: Lexer, c: number): boolean {
  if (startsNewToken(c)) return true;
  if (lexer.mode !== EXPRESSION) return false;
  if (c === 63 || c === 58) return lexer.ternary;
  return endsNumber(c);
}
