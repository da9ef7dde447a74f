/** Parses PowerShell text: a recursive-descent parser over tokens that are cut on demand. */
import type { NamedBlock, ScriptBlock, Statement, StatementBlock, TrapStatement, UsingStatement } from './ast.ts';
import { checkTree } from './checks.ts';
import { usingStatement } from './definitions.ts';
import { Lexer, type Mode, type Token } from './lexer.ts';
import type { MessageId } from './messages.ts';
import { paramBlock } from './parameters.ts';
import { statement } from './statements.ts';
import { subexpressionInString } from './strings.ts';
import type { ErrorList, ParseError } from './syntax-errors.ts';
import { GENERIC, KEYWORD } from './tokens.ts';

/** How deep brackets, blocks and operators may nest. */
const MAX_DEPTH = 400;

/** Thrown where nesting goes beyond what the stack holds. */
class TooComplicated extends Error {}

const ANY_MODE = new Set(['(', ')', '{', '}', ';', ',', '|', '||', '&', '&&', '@(', '@{', '$(', 'NewLine', 'End']);

/** Errors that more text cannot mend. */
const COMPLETE: ReadonlySet<string> = new Set([
  'ParameterRequiresArgument',
  'SplattingNotPermitted',
  'UnexpectedToken',
  'MissingEqualsInHashLiteral',
  'MissingFileSpecification',
]);

/** State of one parse. */
export class Parser {
  readonly lexer: Lexer;
  readonly errors: ErrorList;
  readonly text: string;
  /** End of the last token taken. */
  last = 0;
  /** End of the last token taken that was no line end. */
  private solid = 0;
  /** True where a comma ends an expression (arguments of a method, defaults of parameters). */
  noComma = false;
  depth = 0;
  private cached: Token | null = null;
  private cachedMode: Mode = 'start';

  constructor(text: string) {
    this.text = text;
    this.lexer = new Lexer(text, (start, end, skipped) => subexpressionInString(this, start, end, skipped));
    this.errors = this.lexer.errors;
  }

  /** The next token as it reads in `mode`, left where it is. */
  peek(mode: Mode): Token {
    const cached = this.cached;
    if (cached) {
      if (this.cachedMode === mode || ANY_MODE.has(cached.kind)) return cached;
      if (cached.kind === 'String' && !(cached.flags & GENERIC)) return cached;
      if (cached.kind === 'Variable' && mode !== 'arg' && this.cachedMode !== 'arg') return cached;
    }
    this.lexer.pos = this.last;
    const token = this.lexer.next(mode);
    this.cached = token;
    this.cachedMode = mode;
    return token;
  }

  /** Takes the token that `peek` answered. */
  take(token: Token): Token {
    this.last = token.end;
    if (token.kind !== 'NewLine') this.solid = token.end;
    this.cached = null;
    return token;
  }

  /** Goes back to an earlier place. */
  reset(to: number): void {
    if (this.solid > to || this.solid < this.last) this.solid = Math.min(this.solid, to);
    else this.solid = to;
    this.last = to;
    this.cached = null;
  }

  is(mode: Mode, kind: string): boolean {
    return this.peek(mode).kind === kind;
  }

  /** Takes a token of this kind; null where another stands. */
  accept(mode: Mode, kind: string): Token | null {
    const token = this.peek(mode);
    return token.kind === kind ? this.take(token) : null;
  }

  skipNewlines(): void {
    for (let t = this.peek('start'); t.kind === 'NewLine'; t = this.peek('start')) this.take(t);
  }

  skipSeparators(): void {
    for (let t = this.peek('start'); t.kind === 'NewLine' || t.kind === ';'; t = this.peek('start')) this.take(t);
  }

  /** Passes line ends where `kind` follows them, else nothing. */
  skipNewlinesBefore(kind: string): void {
    if (this.peek('operator').kind !== 'NewLine') return;
    const before = this.last;
    this.skipNewlines();
    if (this.peek('operator').kind !== kind) this.reset(before);
  }

  /** Reports an error over a range. */
  error(start: number, end: number, id: MessageId, ...args: string[]): void {
    this.errors.report(start, end, !COMPLETE.has(id) && this.peek('start').kind === 'End', id, ...args);
  }

  /** End of the text taken so far, without line ends behind it. */
  get ended(): number {
    return Math.min(this.solid, this.last);
  }

  /** Reports what is missing behind the last token. */
  missing(id: MessageId, ...args: string[]): void {
    this.error(this.ended, this.ended, id, ...args);
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
    ast = scriptBody(p, 0, null);
    checkTree(p, ast);
  } catch (e) {
    if (!(e instanceof TooComplicated) && !(e instanceof RangeError)) throw e;
    p.errors.report(p.last, p.last, false, 'ScriptTooComplicated');
    ast = emptyBlock(0, text.length);
  }
  return { ast, errors: p.errors.items, comments: p.lexer.comments };
}

function emptyBlock(start: number, end: number): ScriptBlock {
  return {
    kind: 'ScriptBlock',
    start,
    end,
    usings: [],
    attributes: [],
    param: null,
    dynamicParam: null,
    begin: null,
    process: null,
    endBlock: null,
    clean: null,
  };
}

/** A script block after its `{` (or the whole script, where `open` is null). */
export function scriptBody(p: Parser, start: number, open: Token | null): ScriptBlock {
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  const block = emptyBlock(start, start);
  p.skipSeparators();
  if (!open) usings(p, block.usings);
  block.param = paramBlock(p);
  if (block.param) p.skipSeparators();
  if (NAMED.has(p.peek('start').kind)) namedBlocks(p, block);
  else block.endBlock = unnamedBlock(p, block.param?.start ?? null, open === null);
  if (open) close(p, open);
  else {
    for (let t = p.peek('start'); t.kind !== 'End'; t = p.peek('start')) {
      p.take(t);
      p.error(t.start, t.end, 'UnexpectedToken', p.text.slice(t.start, t.end));
      const rest: { traps: TrapStatement[]; statements: Statement[] } = { traps: [], statements: [] };
      statements(p, rest);
      block.endBlock?.statements.push(...rest.statements);
    }
  }
  block.end = open ? p.last : p.text.length;
  p.noComma = saved;
  p.depth--;
  return block;
}

/** The closing brace of a block that began with `open`. */
export function close(p: Parser, open: Token): number {
  const end = p.ended;
  if (p.accept('start', '}')) return p.last;
  p.error(open.start, open.end, 'MissingEndCurlyBrace');
  return end;
}

function usings(p: Parser, into: UsingStatement[]): void {
  for (let t = p.peek('start'); t.kind === 'using' && t.flags & KEYWORD; t = p.peek('start')) {
    const using = usingStatement(p);
    if (using) into.push(using);
    p.skipSeparators();
  }
}

const NAMED = new Set(['dynamicparam', 'begin', 'process', 'end', 'clean']);

function namedBlocks(p: Parser, block: ScriptBlock): void {
  for (;;) {
    const t = p.peek('start');
    if (t.kind === '}' || t.kind === 'End') return;
    if (!NAMED.has(t.kind)) {
      p.error(t.start, t.end, 'MissingNamedBlocks', p.text.slice(t.start, t.end));
      // What follows is skipped to the end of the block, as the real parser does.
      skipToClose(p);
      return;
    }
    p.take(t);
    p.skipNewlines();
    const name = t.kind as NamedBlock['name'];
    const body = statementBlock(p);
    if (!body) {
      p.missing('MissingNamedStatementBlock', name);
      return;
    }
    const named: NamedBlock = { ...body, kind: 'NamedBlock', name, unnamed: false, start: t.start };
    const key = name === 'dynamicparam' ? 'dynamicParam' : name === 'end' ? 'endBlock' : name;
    if (block[key]) p.error(t.start, named.end, 'DuplicateScriptCommandClause', p.text.slice(t.start, t.end));
    else block[key] = named;
    p.skipSeparators();
  }
}

function skipToClose(p: Parser): void {
  let depth = 0;
  for (let t = p.peek('start'); t.kind !== 'End'; t = p.peek('start')) {
    if (t.kind === '{' || t.kind === '@{') depth++;
    if (t.kind === '}' && depth-- === 0) return;
    p.take(t);
  }
}

function unnamedBlock(p: Parser, paramStart: number | null, isScript: boolean): NamedBlock {
  const block: NamedBlock = {
    kind: 'NamedBlock',
    name: 'end',
    unnamed: true,
    start: p.last,
    end: p.last,
    traps: [],
    statements: [],
  };
  statements(p, block);
  const first = block.statements[0];
  if (paramStart !== null) block.start = paramStart;
  else if (first) block.start = Math.min(first.start, block.traps[0]?.start ?? first.start);
  else if (isScript) block.start = 0;
  block.end = Math.max(p.last, block.start);
  return block;
}

/** Statements up to `}`, `)` or the end. */
export function statements(p: Parser, into: { traps: TrapStatement[]; statements: Statement[] }): void {
  p.skipSeparators();
  for (;;) {
    const t = p.peek('start');
    if (t.kind === '}' || t.kind === ')' || t.kind === 'End') return;
    const before = p.last;
    const s = statement(p);
    if (s?.kind === 'TrapStatement') into.traps.push(s);
    else if (s) into.statements.push(s);
    else if (p.last === before) {
      const bad = p.take(p.peek('start'));
      p.error(bad.start, bad.end, 'UnexpectedToken', p.text.slice(bad.start, bad.end));
    }
    p.skipSeparators();
  }
}

/** `{ … }`; null where no brace stands. */
export function statementBlock(p: Parser): StatementBlock | null {
  const open = p.accept('start', '{');
  if (!open) return null;
  p.enter();
  const saved = p.noComma;
  p.noComma = false;
  const block: StatementBlock = { kind: 'StatementBlock', start: open.start, end: 0, traps: [], statements: [] };
  statements(p, block);
  block.end = close(p, open);
  p.noComma = saved;
  p.depth--;
  return block;
}
