/**
 * Cuts text into tokens, one at a time and on demand: what a character means depends on where the parser stands.
 *
 * - `start`: the first token of a statement or pipeline element (command name, keyword or begin of an expression)
 * - `arg`: a word of a command
 * - `operand`: where an expression needs a value
 * - `operator`: after a value
 */
import type { PSValue } from '../values.ts';
import type { Ast } from './ast.ts';
import {
  endsNumber,
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
import { scanExpandable, scanHereString, scanLiteral, scanVariable, scanWord } from './lexer-strings.ts';
import { parseNumber } from './numbers.ts';
import { ErrorList } from './syntax-errors.ts';
import { COLON, DASH_OPERATORS, KEYWORD, KEYWORDS, UNARY_OPERATORS } from './tokens.ts';

export type Mode = 'start' | 'arg' | 'operand' | 'operator';

/** A token. Punctuation, operators and keywords have their own text as kind. */
export interface Token {
  kind: string;
  start: number;
  end: number;
  flags: number;
  /** Name of a variable, parameter or label; text of a word with escapes undone. */
  text: string;
  value: PSValue;
  /** Pieces of an expandable string. */
  parts: (string | Ast)[] | null;
}

const NUMBER =
  /(?:0x[0-9a-f]+|0b[01]+|(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:e[+-]?\d+)?)(?:ul|us|uy|u|l|s|y|n|d)?(?:kb|mb|gb|tb|pb)?/iy;

export class Lexer {
  readonly text: string;
  end: number;
  pos = 0;
  errors = new ErrorList();
  /** Parses what stands between `$(` and `)` of a string. */
  parseInString: (start: number, end: number, skipped: readonly number[]) => Ast;
  /** First comment before the current token that a help reader may want: offsets. */
  readonly comments: { start: number; end: number }[] = [];
  private commentsTo = 0;

  constructor(text: string, parseInString: Lexer['parseInString']) {
    this.text = text;
    this.end = text.length;
    this.parseInString = parseInString;
  }

  char(at: number): number {
    return at < this.end ? this.text.charCodeAt(at) : -1;
  }

  token(kind: string, start: number, end: number, flags = 0): Token {
    this.pos = end;
    return { kind, start, end, flags, text: '', value: null, parts: null };
  }

  named(kind: string, start: number, end: number, text: string, flags = 0): Token {
    this.pos = end;
    return { kind, start, end, flags, text, value: null, parts: null };
  }

  /** Passes blanks, comments and joined lines. */
  skipBlanks(): void {
    for (;;) {
      const c = this.char(this.pos);
      if (isBlank(c)) this.pos++;
      else if (c === 35) this.lineComment();
      else if (c === 60 && this.char(this.pos + 1) === 35) this.blockComment();
      else if (c === 96 && isNewline(this.char(this.pos + 1))) this.pos += this.newlineLength(this.pos + 1) + 1;
      else if (c === 96 && isBlank(this.char(this.pos + 1))) this.pos += 2;
      else if (c === 96 && this.pos + 1 >= this.end) this.pos++;
      else if (c === 0xfeff) this.pos++;
      else return;
    }
  }

  newlineLength(at: number): number {
    return this.char(at) === 13 && this.char(at + 1) === 10 ? 2 : 1;
  }

  private lineComment(): void {
    const start = this.pos;
    while (this.pos < this.end && !isNewline(this.char(this.pos))) this.pos++;
    this.noteComment(start);
  }

  private blockComment(): void {
    const start = this.pos;
    const close = this.text.indexOf('#>', this.pos + 2);
    if (close < 0 || close + 2 > this.end) {
      this.pos = this.end;
      this.errors.report(start, this.end, true, 'MissingTerminatorMultiLineComment');
    } else this.pos = close + 2;
    this.noteComment(start);
  }

  private noteComment(start: number): void {
    if (start < this.commentsTo) return;
    this.commentsTo = this.pos;
    this.comments.push({ start, end: this.pos });
  }

  /** The next token. */
  next(mode: Mode): Token {
    this.skipBlanks();
    const start = this.pos;
    const c = this.char(start);
    switch (c) {
      case -1:
        return this.token('End', start, start);
      case 10:
      case 13:
        return this.token('NewLine', start, start + this.newlineLength(start));
      case 34:
        return scanExpandable(this, start);
      case 39:
        return scanLiteral(this, start);
      case 36:
        return this.dollar(start, mode);
      case 64:
        return this.at(start, mode);
      case 40:
      case 41:
      case 44:
      case 59:
      case 123:
      case 125:
        return this.token(this.text[start]!, start, start + 1);
      case 124:
        return this.char(start + 1) === 124 ? this.token('||', start, start + 2) : this.token('|', start, start + 1);
      case 38:
        return this.char(start + 1) === 38 ? this.token('&&', start, start + 2) : this.token('&', start, start + 1);
      case 62:
        return this.redirection(start, start, '1');
      case 60:
        return this.token('<', start, start + 1);
      case 93:
        return mode === 'operand' || mode === 'operator'
          ? this.token(']', start, start + 1)
          : this.named('Word', start, start + 1, ']');
      default:
        if (isSingleQuote(c)) return scanLiteral(this, start);
        if (isDoubleQuote(c)) return scanExpandable(this, start);
        if (mode === 'arg') return this.argument(start, c);
        if (mode === 'start') return this.first(start, c);
        return this.inExpression(start, c, mode === 'operand');
    }
  }

  private dollar(start: number, mode: Mode): Token {
    if (this.char(start + 1) === 40) return this.token('$(', start, start + 2);
    const variable = scanVariable(this, start, false);
    if (!variable) return scanWord(this, start);
    if (mode === 'arg') {
      const c = this.char(this.pos);
      if (!startsNewToken(c) && c !== 46 && c !== 91 && !(c === 58 && this.char(this.pos + 1) === 58)) {
        return scanWord(this, start);
      }
    }
    return variable;
  }

  private at(start: number, mode: Mode): Token {
    const c = this.char(start + 1);
    if (c === 40) return this.token('@(', start, start + 2);
    if (c === 123) return this.token('@{', start, start + 2);
    if (isSingleQuote(c) || isDoubleQuote(c)) return scanHereString(this, start);
    const variable = scanVariable(this, start, true);
    if (variable) {
      const after = this.char(this.pos);
      if (mode !== 'arg' || startsNewToken(after) || after === 46 || after === 91) return variable;
      return scanWord(this, start);
    }
    this.errors.report(start, start + 1, false, 'UnrecognizedToken');
    return this.token('Unknown', start, start + 1);
  }

  /** `n>`, `n>>` or `n>&m`; `at` stands on the `>`. */
  private redirection(start: number, at: number, from: string): Token {
    if (this.char(at + 1) === 62) return this.named('>>', start, at + 2, from);
    if (this.char(at + 1) === 38) {
      const to = this.char(at + 2);
      if (to === 49 || to === 50) {
        const token = this.named('>&', start, at + 3, from);
        token.value = to - 48;
        return token;
      }
    }
    return this.named('>', start, at + 1, from);
  }

  private streamRedirection(start: number, c: number): Token | null {
    if ((c === 42 || (c >= 49 && c <= 54)) && this.char(start + 1) === 62) {
      return this.redirection(start, start + 1, c === 42 ? '0' : this.text[start]!);
    }
    return null;
  }

  private number(start: number, ends: (c: number) => boolean): Token | null {
    let at = start;
    const sign = this.char(at);
    if (sign === 43 || isDash(sign)) at++;
    NUMBER.lastIndex = at;
    const m = NUMBER.exec(this.text);
    if (!m || !ends(this.char(at + m[0].length))) return null;
    const text = at > start ? (sign === 43 ? '+' : '-') + m[0] : m[0];
    const value = parseNumber(text);
    const end = at + m[0].length;
    if (value === undefined) {
      this.errors.report(start, end, false, 'BadNumericConstant', this.text.slice(start, end));
    }
    const token = this.token('Number', start, end);
    token.value = value ?? 0;
    return token;
  }

  private startsNumber(at: number): boolean {
    const c = this.char(at);
    return isDigit(c) || (c === 46 && isDigit(this.char(at + 1)));
  }

  private argument(start: number, c: number): Token {
    const redirection = this.streamRedirection(start, c);
    if (redirection) return redirection;
    if (isDigit(c) || c === 46) return this.number(start, startsNewToken) ?? scanWord(this, start);
    if (isDash(c)) return this.dashArgument(start);
    return scanWord(this, start);
  }

  private dashArgument(start: number): Token {
    const c = this.char(start + 1);
    if (isDash(c)) {
      if (startsNewToken(this.char(start + 2))) return this.token('--', start, start + 2);
      if (this.char(start + 2) === 37 && startsNewToken(this.char(start + 3))) {
        return this.named('--%', start, start + 3, '--%');
      }
      return scanWord(this, start);
    }
    if (!isIdentifierStart(c) && c !== 63) return scanWord(this, start);
    let at = start + 1;
    for (;;) {
      const d = this.char(at);
      if (isSingleQuote(d) || isDoubleQuote(d)) return scanWord(this, start);
      if (startsNewToken(d) || d === 46 || d === 91) break;
      if (d === 58) return this.named('Parameter', start, at + 1, this.text.slice(start + 1, at), COLON);
      at++;
    }
    return this.named('Parameter', start, at, this.text.slice(start + 1, at));
  }

  private first(start: number, c: number): Token {
    const d = this.char(start + 1);
    if (isDash(c)) return this.firstDash(start, d);
    if (this.startsNumber(start)) return this.number(start, endsNumber) ?? scanWord(this, start);
    switch (c) {
      case 43:
        if (d === 43) return this.token('++', start, start + 2);
        if (this.startsNumber(start + 1)) return this.number(start, endsNumber) ?? scanWord(this, start);
        return this.token('+', start, start + 1);
      case 33:
        return startsNewToken(d) || isDigit(d) || '$"\'@[!-+'.includes(this.text[start + 1] ?? ' ')
          ? this.token('!', start, start + 1)
          : scanWord(this, start);
      case 91:
        return this.token('[', start, start + 1);
      case 46:
        return startsNewToken(d) || d === 36 || isSingleQuote(d) || isDoubleQuote(d)
          ? this.token('.', start, start + 1)
          : scanWord(this, start);
      case 58: {
        const label = this.label(start);
        return label ?? scanWord(this, start);
      }
      case 42: {
        const redirection = this.streamRedirection(start, c);
        return redirection ?? scanWord(this, start);
      }
    }
    const word = scanWord(this, start);
    if (word.kind === 'Word' && isLetter(c) && word.end - word.start === word.text.length) {
      const lower = word.text.toLowerCase();
      if (KEYWORDS.has(lower)) {
        word.kind = lower;
        word.flags |= KEYWORD;
      }
    }
    return word;
  }

  private label(start: number): Token | null {
    let at = start + 1;
    if (!isIdentifierStart(this.char(at))) return null;
    while (isIdentifierFollow(this.char(at))) at++;
    return this.named('Label', start, at, this.text.slice(start + 1, at));
  }

  private firstDash(start: number, d: number): Token {
    if (isDash(d)) {
      const e = this.char(start + 2);
      return e === 36 || e === 91 || startsNewToken(e) ? this.token('--', start, start + 2) : scanWord(this, start);
    }
    if (this.startsNumber(start + 1)) return this.number(start, endsNumber) ?? scanWord(this, start);
    if (isIdentifierStart(d)) {
      const operator = this.dashOperator(start);
      if (operator && UNARY_OPERATORS.has(operator.kind)) return operator;
      return scanWord(this, start);
    }
    return this.token('-', start, start + 1);
  }

  private dashOperator(start: number): Token | null {
    let at = start + 1;
    while (isLetter(this.char(at))) at++;
    const word = `-${this.text.slice(start + 1, at).toLowerCase()}`;
    return DASH_OPERATORS.has(word) ? this.token(word, start, at) : null;
  }

  private inExpression(start: number, c: number, operand: boolean): Token {
    const d = this.char(start + 1);
    if (operand) {
      const signed = isDash(c) || c === 43;
      if (this.startsNumber(signed ? start + 1 : start)) {
        const token = this.number(start, endsNumber);
        if (token) return token;
        if (!signed) return scanWord(this, start);
      }
    } else {
      const redirection = this.streamRedirection(start, c);
      if (redirection) return redirection;
      if (this.startsNumber(start)) return this.number(start, endsNumber) ?? scanWord(this, start);
    }
    if (isDash(c)) {
      if (isDash(d)) return this.token('--', start, start + 2);
      if (d === 61 && !operand) return this.token('-=', start, start + 2);
      if (isIdentifierStart(d)) {
        const operator = this.dashOperator(start);
        if (operator) return operator;
        let at = start + 1;
        while (isIdentifierFollow(this.char(at))) at++;
        return this.named('Parameter', start, at, this.text.slice(start + 1, at));
      }
      return this.token('-', start, start + 1);
    }
    switch (c) {
      case 43:
        if (d === 43) return this.token('++', start, start + 2);
        return d === 61 ? this.token('+=', start, start + 2) : this.token('+', start, start + 1);
      case 42:
      case 47:
      case 37:
        if (operand) return scanWord(this, start);
        return d === 61
          ? this.token(`${this.text[start]}=`, start, start + 2)
          : this.token(this.text[start]!, start, start + 1);
      case 33:
        return this.token('!', start, start + 1);
      case 61:
        return this.token('=', start, start + 1);
      case 91:
        return this.token('[', start, start + 1);
      case 46:
        return d === 46 ? this.token('..', start, start + 2) : this.token('.', start, start + 1);
      case 58:
        if (d === 58) return this.token('::', start, start + 2);
        return operand ? (this.label(start) ?? this.token(':', start, start + 1)) : this.token(':', start, start + 1);
      case 63:
        if (d === 63) {
          return this.char(start + 2) === 61 ? this.token('??=', start, start + 3) : this.token('??', start, start + 2);
        }
        return this.token('?', start, start + 1);
    }
    if (isIdentifierStart(c)) {
      let at = start + 1;
      while (isIdentifierFollow(this.char(at))) at++;
      return this.named('Word', start, at, this.text.slice(start, at));
    }
    return scanWord(this, start);
  }
}
