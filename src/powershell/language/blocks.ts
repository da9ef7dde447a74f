/** Script blocks and statement blocks: what stands between braces, or makes up a script. */
import type { NamedBlock, ScriptBlock, Statement, StatementBlock, TrapStatement } from './ast.ts';
import { paramBlock } from './parameters.ts';
import type { Parser, Span } from './parser.ts';
import { statement } from './statements.ts';
import { BLOCK_NAMES, type Token } from './tokens.ts';
import { usingStatements } from './usings.ts';

export function emptyBlock(start: number, end: number): ScriptBlock {
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

/** From one range to another. */
export const span = (first: Span, last: Span): Span => ({ start: first.start, end: last.end });

/** The place before a token, where something is missing. */
export const before = (at: Span): Span => {
  const offset = Math.max(0, at.start - 1);
  return { start: offset, end: offset };
};

/** A script block after its `{` (or the whole script, where `open` is null). */
export function scriptBlock(p: Parser, open: Token | null): ScriptBlock {
  p.enter();
  const block = emptyBlock(open?.start ?? 0, 0);
  p.skipNewlines();
  if (!open) usingStatements(p, block.usings);
  const restore = p.lexer.pos;
  block.param = paramBlock(p);
  if (!block.param) p.resync(restore);
  p.skipTerminators();
  if (BLOCK_NAMES.has(p.peek().kind)) namedBlocks(p, block, open);
  else unnamedBlock(p, block, open);
  p.depth--;
  return block;
}

function unnamedBlock(p: Parser, block: ScriptBlock, open: Token | null): void {
  const body: NamedBlock = {
    kind: 'NamedBlock',
    name: 'end',
    unnamed: true,
    start: 0,
    end: 0,
    traps: [],
    statements: [],
  };
  let extent: Span | null = block.param;
  for (;;) {
    const list = statementList(p, body);
    if (list) extent = extent ? span(extent, list) : list;
    const done = complete(p, block, open, extent);
    if (done) {
      extent = done.extent;
      break;
    }
  }
  body.start = extent?.start ?? 0;
  body.end = extent?.end ?? 0;
  block.endBlock = body;
}

/** The end of a block: its brace, or the end of the script. Null where another token stood there, which is dropped. */
function complete(
  p: Parser,
  block: ScriptBlock,
  open: Token | null,
  body: Span | null,
): { readonly extent: Span | null } | null {
  const t = p.next();
  if (!open) {
    block.start = 0;
    block.end = p.text.length;
    if (t.kind === 'End') return { extent: body };
    p.error(t, 'UnexpectedToken', p.written(t));
    return null;
  }
  block.start = open.start;
  if (t.kind === '}') {
    block.end = t.end;
    if (!body && column(p, open.end) !== column(p, t.start)) return { extent: { start: open.end, end: t.start - 1 } };
    return { extent: body };
  }
  p.unget(t);
  block.end = (body ?? open).end;
  p.incompleteAt(open.start, open.end, t.end, 'MissingEndCurlyBrace');
  return { extent: body };
}

/** Column of an offset, from 0. */
function column(p: Parser, offset: number): number {
  let at = offset;
  while (at > 0 && p.text.charCodeAt(at - 1) !== 10 && p.text.charCodeAt(at - 1) !== 13) at--;
  return offset - at;
}

function namedBlocks(p: Parser, block: ScriptBlock, open: Token | null): void {
  let start: Span | null = open ?? block.param;
  let end: Span | null = null;
  for (;;) {
    const t = p.next();
    if (t.kind === '}' || t.kind === 'End') {
      p.unget(t);
      break;
    }
    if (!BLOCK_NAMES.has(t.kind)) {
      p.error(t, 'MissingNamedBlocks', p.written(t));
      if (open) p.unget(t);
      block.start = open ? start!.start : 0;
      block.end = open ? end!.end : p.text.length;
      return;
    }
    start ??= t;
    end = t;
    const name = t.kind as NamedBlock['name'];
    let body = statementBlock(p);
    if (body) end = body;
    else {
      p.missing(t, 'MissingNamedStatementBlock', name);
      body = { kind: 'StatementBlock', start: t.start, end: t.end, traps: [], statements: [] };
    }
    const key = name === 'dynamicparam' ? 'dynamicParam' : name === 'end' ? 'endBlock' : name;
    if (block[key]) p.error(span(t, end), 'DuplicateScriptCommandClause', name);
    else block[key] = { ...body, kind: 'NamedBlock', name, unnamed: false, start: t.start, end: end.end };
    p.skipTerminators();
  }
  complete(p, block, open, span(start!, end!));
}

/** `{ … }`; null where no brace stands. */
export function statementBlock(p: Parser): StatementBlock | null {
  p.skipNewlines();
  const open = p.next();
  if (open.kind !== '{') {
    p.unget(open);
    return null;
  }
  const block: StatementBlock = { kind: 'StatementBlock', start: open.start, end: 0, traps: [], statements: [] };
  const list = statementList(p, block);
  const close = p.next();
  if (close.kind === '}') block.end = close.end;
  else {
    p.unget(close);
    block.end = (list ?? open).end;
    p.incompleteAt(open.start, open.end, close.end, 'MissingEndCurlyBrace');
  }
  return block;
}

/** Statements up to `}`, `)` or what begins none. Answers where they stand; null where there are none. */
export function statementList(p: Parser, into: { traps: TrapStatement[]; statements: Statement[] }): Span | null {
  let first: Statement | null = null;
  let last: Statement | null = null;
  p.skipTerminators();
  for (;;) {
    const s = statement(p);
    if (!s) break;
    if (s.kind === 'TrapStatement') into.traps.push(s);
    else into.statements.push(s);
    first ??= s;
    last = s;
    p.skipTerminators();
    const t = p.peek();
    if (t.kind === ')' || t.kind === '}') break;
  }
  return first && last ? span(first, last) : null;
}
