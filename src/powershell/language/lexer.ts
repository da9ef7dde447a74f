/**
 * Cuts text into tokens, one at a time and on demand. The mode says what stands there: in a command most characters are part
 * of a word, in an expression they are operators.
 */
import {
  isBlank,
  isDash,
  isDigit,
  isDoubleQuote,
  isIdentifierFollow,
  isIdentifierStart,
  isLetter,
  isNewline,
  isSingleQuote,
  startsNewToken,
} from './characters.ts';
import { scanNumber } from './lexer-numbers.ts';
import { scanExpandable, scanHereString, scanLiteral } from './lexer-strings.ts';
import { scanVariable } from './lexer-variables.ts';
import { scanGeneric, scanIdentifier, scanLabel, scanParameter } from './lexer-words.ts';
import { ErrorList } from './syntax-errors.ts';
import { COMMAND, EXPRESSION, type Mode, type Token } from './tokens.ts';

export class Lexer {
  readonly text: string;
  /** Where the text ends that is being read; earlier inside a string. */
  end: number;
  pos = 0;
  mode: Mode = COMMAND;
  /** `-5` is a number. */
  signedNumbers = false;
  /** `?` and `:` end a number. */
  ternary = false;
  /** A name stands next, whatever it means elsewhere. */
  wantName = false;
  readonly errors = new ErrorList();
  /** Comments, for help: offsets. */
  readonly comments: { start: number; end: number }[] = [];
  private commentsTo = 0;
  /** Length of the text that counts as the whole for an error at its end; shorter inside a string. */
  whole: number;
  /** Where that text begins. */
  base = 0;

  constructor(text: string) {
    this.text = text;
    this.end = text.length;
    this.whole = text.length;
  }

  char(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : -1;
  }

  token(kind: string, start: number, end: number): Token {
    this.pos = end;
    return { kind, start, end, flags: 0, text: '', value: null, parts: null };
  }

  named(kind: string, start: number, end: number, text: string, flags = 0): Token {
    this.pos = end;
    return { kind, start, end, flags, text, value: null, parts: null };
  }

  /** Reports an error that more text might mend, where it stands at the end. */
  incomplete(start: number, end: number, id: Parameters<ErrorList['report']>[3], ...args: string[]): void {
    this.errors.report(start, end, this.atEnd(end), id, ...args);
  }

  /** True where nothing but blanks and comments follows; a line end counts as something. */
  atEnd(offset: number): boolean {
    const { text, whole, base } = this;
    for (let i = offset; i < whole; i++) {
      const c = text.charCodeAt(base + i);
      if (c === 35) {
        while (i < whole && !isNewline(text.charCodeAt(base + i))) i++;
        i--;
      } else if (c === 60 && text.charCodeAt(base + i + 1) === 35) {
        const close = text.indexOf('#>', base + i + 2);
        if (close < 0) return true;
        i = close + 1 - base;
      } else if (!isBlank(c)) return false;
    }
    return true;
  }

  newlineLength(at: number): number {
    return this.char(at) === 13 && this.char(at + 1) === 10 ? 2 : 1;
  }

  /** Passes a blank, comment or joined line; false where another thing stands. */
  private pass(c: number): boolean {
    if (c === 35) this.lineComment();
    else if (c === 60 && this.char(this.pos + 1) === 35) this.blockComment();
    else if (c === 96) {
      const d = this.char(this.pos + 1);
      if (isNewline(d)) this.pos += this.newlineLength(this.pos + 1) + 1;
      else if (isBlank(d)) this.pos += 2;
      else return false;
    } else if (c > 127 && (isBlank(c) || c === 0xfeff)) this.pos++;
    else return false;
    return true;
  }

  /** Passes blanks, comments and line ends, and semicolons where they count as such. */
  skipNewlines(semicolons: boolean): void {
    for (;;) {
      const c = this.char(this.pos);
      if (c === 32 || c === 9 || c === 10 || c === 13 || c === 11 || c === 12) this.pos++;
      else if (c === 59 && semicolons) this.pos++;
      else if (!this.pass(c)) return;
    }
  }

  private lineComment(): void {
    const start = this.pos;
    while (this.pos < this.end && !isNewline(this.char(this.pos))) this.pos++;
    this.noteComment(start);
  }

  /** Stands on `<#`. */
  blockComment(): void {
    const start = this.pos;
    const close = this.text.indexOf('#>', this.pos + 2);
    if (close < 0 || close + 2 > this.end) {
      this.pos = this.end;
      this.incomplete(start, this.end, 'MissingTerminatorMultiLineComment');
    } else this.pos = close + 2;
    this.noteComment(start);
  }

  private noteComment(start: number): void {
    if (start < this.commentsTo) return;
    this.commentsTo = this.pos;
    this.comments.push({ start, end: this.pos });
  }

  /** The next token. */
  next(): Token {
    for (;;) {
      const start = this.pos;
      const c = this.char(start);
      if (c === 32 || c === 9 || c === 11 || c === 12) {
        this.pos++;
        continue;
      }
      if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) return scanIdentifier(this, start);
      if ((c === 35 || c === 60 || c === 96 || c > 127) && this.pass(c)) continue;
      return this.scan(start, c);
    }
  }

  private scan(start: number, c: number): Token {
    const d = this.char(start + 1);
    switch (c) {
      case -1: {
        const end = this.token('End', this.end + 1, this.end + 1);
        this.pos = this.end;
        return end;
      }
      case 10:
      case 13:
        return this.token('NewLine', start, start + this.newlineLength(start));
      case 34:
        return scanExpandable(this, start);
      case 39:
        return scanLiteral(this, start);
      case 36:
        if (d === 40) return this.token('$(', start, start + 2);
        return scanVariable(this, start, false);
      case 64:
        return this.at(start, d);
      case 40:
      case 41:
      case 44:
      case 59:
      case 123:
      case 125:
        return this.token(this.text[start]!, start, start + 1);
      case 93:
        return this.named(']', start, start + 1, ']');
      case 91:
        if (this.mode === COMMAND && !startsNewToken(d)) return scanGeneric(this, start, start + 1);
        return this.token('[', start, start + 1);
      case 124:
        return d === 124 ? this.token('||', start, start + 2) : this.token('|', start, start + 1);
      case 38:
        return d === 38 ? this.token('&&', start, start + 2) : this.token('&', start, start + 1);
      case 62: {
        const token = this.named('Redirect', start, d === 62 ? start + 2 : start + 1, d === 62 ? '>>' : '>');
        token.value = [1, -1];
        return token;
      }
      case 60:
        return this.token('<', start, start + 1);
      case 96:
        return this.backtick(start, d);
      case 61:
        return this.operator('=', start, start + 1);
      case 42:
        if (d === 62) return this.redirection(start, start + 1, 0);
        return d === 61 ? this.operator('*=', start, start + 2) : this.operator('*', start, start + 1);
      case 47:
        return d === 61 ? this.operator('/=', start, start + 2) : this.operator('/', start, start + 1);
      case 37:
        return d === 61 ? this.operator('%=', start, start + 2) : this.operator('%', start, start + 1);
      case 43:
        if (d === 43) return this.operator('++', start, start + 2);
        if (d === 61) return this.operator('+=', start, start + 2);
        if (this.signedNumbers && (isDigit(d) || d === 46)) return scanNumber(this, start);
        return this.operator('+', start, start + 1);
      case 33:
        return this.exclamation(start, d);
      case 46:
        return this.dot(start, d);
      case 58:
        return this.colon(start, d);
      case 63:
        if (this.mode !== EXPRESSION) return scanGeneric(this, start, start + 1);
        if (d !== 63) return this.token('?', start, start + 1);
        return this.char(start + 2) === 61 ? this.token('??=', start, start + 3) : this.token('??', start, start + 2);
    }
    if (isDigit(c)) {
      if (d === 62 && c >= 49 && c <= 54) {
        const redirection = this.redirection(start, start + 1, c - 48);
        if (redirection.text === '>&' || this.mode !== EXPRESSION) return redirection;
      }
      return scanNumber(this, start);
    }
    if (isDash(c)) return this.dash(start, d);
    if (isSingleQuote(c)) return scanLiteral(this, start);
    if (isDoubleQuote(c)) return scanExpandable(this, start);
    return isLetter(c) ? scanIdentifier(this, start) : scanGeneric(this, start, start + 1);
  }

  /** An operator; in a command it is one only where it stands alone. */
  private operator(kind: string, start: number, end: number): Token {
    if (this.mode === COMMAND && !startsNewToken(this.char(end))) return scanGeneric(this, start, end);
    return this.token(kind, start, end);
  }

  private at(start: number, c: number): Token {
    if (c === 40) return this.token('@(', start, start + 2);
    if (c === 123) return this.token('@{', start, start + 2);
    if (isSingleQuote(c) || isDoubleQuote(c)) return scanHereString(this, start);
    if (isIdentifierFollow(c) || c === 63 || c === 36 || c === 94 || c === 58) return scanVariable(this, start, true);
    this.errors.report(start, start + 1, false, 'UnrecognizedToken');
    return this.token('Unknown', start, start + 1);
  }

  private backtick(start: number, d: number): Token {
    if (d !== -1) return scanGeneric(this, start, start);
    this.incomplete(this.end + 1, this.end + 1, 'IncompleteString');
    const end = this.token('End', this.end + 1, this.end + 1);
    this.pos = this.end;
    return end;
  }

  /** `n>`, `n>>` or `n>&m`; `at` stands on the `>`. */
  private redirection(start: number, at: number, from: number): Token {
    const d = this.char(at + 1);
    if (d === 38) {
      const to = this.char(at + 2);
      if (to === 49 || (to === 50 && from !== 0)) {
        const token = this.named('Redirect', start, at + 3, '>&');
        token.value = [from, to - 48];
        return token;
      }
    }
    const token = this.named('Redirect', start, at + (d === 62 ? 2 : 1), d === 62 ? '>>' : '>');
    token.value = [from, -1];
    return token;
  }

  private dash(start: number, d: number): Token {
    if (isDash(d)) return this.operator('--', start, start + 2);
    if (d === 61) return this.operator('-=', start, start + 2);
    if (isIdentifierStart(d) || d === 63) return scanParameter(this, start);
    if (this.signedNumbers && (isDigit(d) || d === 46)) return scanNumber(this, start);
    return this.operator('-', start, start + 1);
  }

  private exclamation(start: number, d: number): Token {
    const expression = this.mode === EXPRESSION;
    if ((this.mode === COMMAND && !startsNewToken(d)) || (expression && isIdentifierStart(d)))
      return scanGeneric(this, start, start + 1);
    if (expression && (isDigit(d) || d === 46)) {
      this.pos = start + 1;
      const number = scanNumber(this, start + 1);
      if (number.kind !== 'Number') return scanGeneric(this, start, start + 1);
    }
    return this.token('!', start, start + 1);
  }

  private dot(start: number, d: number): Token {
    const command = this.mode === COMMAND;
    if (d === 46) {
      if (command && !startsNewToken(this.char(start + 2))) return scanGeneric(this, start, start + 1);
      return this.token('..', start, start + 2);
    }
    if (isDigit(d)) return scanNumber(this, start);
    if (command && !startsNewToken(d) && d !== 36 && d !== 34 && d !== 39) return scanGeneric(this, start, start + 1);
    return this.token('.', start, start + 1);
  }

  private colon(start: number, d: number): Token {
    const command = this.mode === COMMAND;
    if (d === 58) {
      if (command && !this.wantName && !startsNewToken(this.char(start + 2)))
        return scanGeneric(this, start, start + 2);
      return this.token('::', start, start + 2);
    }
    return command ? scanLabel(this, start) : this.token(':', start, start + 1);
  }
}
