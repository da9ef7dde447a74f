/** Parses PowerShell text: a recursive-descent parser that looks one token ahead, over tokens cut on demand. */
import type { ScriptBlock } from './ast.ts';
import { emptyBlock, scriptBlock } from './blocks.ts';
import { startsNewToken } from './characters.ts';
import { checkTree } from './checks.ts';
import { Lexer } from './lexer.ts';
import type { MessageId } from './messages.ts';
import type { ErrorList, ParseError } from './syntax-errors.ts';
import { INVARIANT, type Mode, type Token } from './tokens.ts';

/** How deep statements and expressions may nest. */
const MAX_DEPTH = 1500;

/** Thrown where nesting goes beyond what the stack holds. */
class TooComplicated extends Error {}

/** A range of the text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** State of one parse. */
export class Parser {
  readonly lexer: Lexer;
  readonly errors: ErrorList;
  readonly text: string;
  /** True where a comma ends an expression (arguments of a method, defaults of parameters). */
  noComma = false;
  depth = 0;
  private ahead: Token | null = null;

  constructor(text: string) {
    this.text = text;
    this.lexer = new Lexer(text);
    this.errors = this.lexer.errors;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.ahead ?? this.lexer.next();
    this.ahead = null;
    return token;
  }

  /** The next token, left where it is. */
  peek(): Token {
    this.ahead ??= this.lexer.next();
    return this.ahead;
  }

  /** Takes the token that `peek` answered. */
  skip(): void {
    this.ahead = null;
  }

  /** Puts back a token that was taken. */
  unget(token: Token): void {
    this.ahead = token;
  }

  /** True where a token was looked at and not taken: no operator can follow without a blank. */
  get looking(): boolean {
    return this.ahead !== null;
  }

  /** The token that was looked at. */
  get seen(): Token | null {
    return this.ahead;
  }

  skipNewlines(): void {
    if (this.ahead && this.ahead.kind !== 'NewLine') return;
    this.ahead = null;
    this.lexer.skipNewlines(false);
  }

  /** Passes line ends and semicolons. */
  skipTerminators(): void {
    if (this.ahead && this.ahead.kind !== 'NewLine' && this.ahead.kind !== ';') return;
    this.ahead = null;
    this.lexer.skipNewlines(true);
  }

  get mode(): Mode {
    return this.lexer.mode;
  }

  /** A token that was looked at is read again where the mode tells on it. */
  set mode(mode: Mode) {
    const { ahead, lexer } = this;
    if (mode !== lexer.mode && ahead && !INVARIANT.has(ahead.kind)) {
      // A variable or number that ends where every token does reads the same in commands and expressions.
      const same = (ahead.kind === 'Variable' || ahead.kind === 'Number') && startsNewToken(lexer.char(ahead.end));
      if (!same) this.resync(ahead.start);
    }
    lexer.mode = mode;
  }

  /** The place to go back to where what follows is not what was looked for. */
  get place(): number {
    return this.ahead ? this.ahead.start : this.lexer.pos;
  }

  /** Goes back to an earlier place. */
  resync(to: number): void {
    this.ahead = null;
    this.lexer.pos = Math.min(to, this.lexer.end);
  }

  /** Reports an error. */
  error(at: Span, id: MessageId, ...args: string[]): void {
    this.errors.report(at.start, at.end, false, id, ...args);
  }

  /** Reports an error that more text might mend; answers whether it could. */
  incomplete(at: Span, id: MessageId, ...args: string[]): boolean {
    return this.incompleteAt(at.start, at.end, at.end, id, ...args);
  }

  /** Reports what is missing behind something. */
  missing(after: { readonly end: number }, id: MessageId, ...args: string[]): boolean {
    return this.incompleteAt(after.end, after.end, after.end, id, ...args);
  }

  /** Reports an error at a range; whether more text mends it depends on the place `to`. */
  incompleteAt(start: number, end: number, to: number, id: MessageId, ...args: string[]): boolean {
    const mends = this.lexer.atEnd(to);
    this.errors.report(start, end, mends, id, ...args);
    return mends;
  }

  /** Text of a token as written. */
  written(token: Span): string {
    return this.text.slice(token.start, token.end);
  }

  /**
   * Takes tokens up to one of these that stands outside of brackets opened since; a bracket among them is taken to be open.
   * Takes the closing bracket too where `consume` says so.
   */
  sync(consume: boolean, ...kinds: string[]): void {
    let parens = kinds.includes(')') ? 1 : 0;
    let curlies = kinds.includes('}') ? 1 : 0;
    let squares = kinds.includes(']') ? 1 : 0;
    for (;;) {
      const t = this.next();
      let closes = false;
      if (t.kind === '(') parens++;
      else if (t.kind === ')') closes = --parens === 0 && kinds.includes(')');
      else if (t.kind === '{') curlies++;
      else if (t.kind === '}') closes = --curlies === 0 && kinds.includes('}');
      else if (t.kind === '[') squares++;
      else if (t.kind === ']') closes = --squares === 0 && kinds.includes(']');
      else if (t.kind === 'End') {
        this.unget(t);
        return;
      }
      if (closes) {
        if (!consume) this.unget(t);
        return;
      }
      if (kinds.includes(t.kind) && parens === 0 && curlies === 0 && squares === 0) return;
    }
  }

  enter(): void {
    if (++this.depth > MAX_DEPTH) throw new TooComplicated();
  }
}

/** Outcome of a parse: a tree always, and what is wrong with the text. */
export interface ParseResult {
  readonly ast: ScriptBlock;
  readonly errors: readonly ParseError[];
  readonly comments: readonly { start: number; end: number }[];
}

/** Parses a script. Never throws: whatever the text is, there is a tree and a list of errors. */
export function parse(text: string): ParseResult {
  const p = new Parser(text);
  let ast: ScriptBlock;
  try {
    ast = scriptBlock(p, null);
    checkTree(p, ast);
  } catch (e) {
    if (!(e instanceof TooComplicated) && !(e instanceof RangeError)) throw e;
    p.errors.report(p.lexer.pos, p.lexer.pos, false, 'ScriptTooComplicated');
    ast = emptyBlock(0, text.length);
  }
  return { ast, errors: p.errors.items, comments: p.lexer.comments };
}
