/** Classes of characters in PowerShell text. Dashes and quotes of typography count as their plain forms. */

/** Hyphen, en dash, em dash, horizontal bar. */
export function isDash(c: number): boolean {
  return c === 45 || c === 0x2013 || c === 0x2014 || c === 0x2015;
}

export function isSingleQuote(c: number): boolean {
  return c === 39 || (c >= 0x2018 && c <= 0x201b);
}

export function isDoubleQuote(c: number): boolean {
  return c === 34 || (c >= 0x201c && c <= 0x201e);
}

/** A blank that is no line end. */
export function isBlank(c: number): boolean {
  if (c === 32 || c === 9 || c === 11 || c === 12) return true;
  if (c < 0x85) return false;
  return (
    c === 0x85 ||
    c === 0xa0 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  );
}

/** `\r` or `\n`. */
export function isNewline(c: number): boolean {
  return c === 10 || c === 13;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

export function isHexDigit(c: number): boolean {
  return (c >= 48 && c <= 57) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);
}

const letter = /^\p{L}$/u;
const letterOrDigit = /^[\p{L}\p{Nd}]$/u;

export function isLetter(c: number): boolean {
  if (c < 128) return (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
  return letter.test(String.fromCharCode(c));
}

function isLetterOrDigit(c: number): boolean {
  if (c < 128) return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57);
  return letterOrDigit.test(String.fromCharCode(c));
}

/** May begin an identifier. */
export function isIdentifierStart(c: number): boolean {
  return c === 95 || isLetter(c);
}

/** May go on an identifier. */
export function isIdentifierFollow(c: number): boolean {
  return c === 95 || isLetterOrDigit(c);
}

/** May follow `$` in a variable name without braces. */
export function isVariableStart(c: number): boolean {
  return c === 95 || c === 36 || c === 63 || c === 94 || isLetterOrDigit(c) || c === 58;
}

/** Ends a word of a command. */
export function startsNewToken(c: number): boolean {
  switch (c) {
    case -1:
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
    case 32:
    case 38: // &
    case 40: // (
    case 41:
    case 44: // ,
    case 59: // ;
    case 123: // {
    case 124: // |
    case 125:
      return true;
    default:
      return c > 127 && isBlank(c);
  }
}

/** Ends a number in an expression, beside what ends a word: operators, quotes, brackets. */
export function endsNumber(c: number): boolean {
  if (startsNewToken(c)) return true;
  switch (c) {
    case 33: // !
    case 35: // #
    case 37: // %
    case 42: // *
    case 43: // +
    case 45: // -
    case 46: // .
    case 47: // /
    case 60: // <
    case 61: // =
    case 62: // >
    case 63: // ?
    case 58: // :
    case 93: // ]
      return true;
    default:
      return isDash(c);
  }
}
