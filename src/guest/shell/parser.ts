/** The full parser: a library's, loaded when a text is more than plain words. The one place that loads it. */
import { dirname, join } from 'node:path';
import type { Json } from '../../lab/store.ts';
import type { ScriptNode } from './tree.ts';

interface ParserModule {
  parse(text: string): ScriptNode;
}

let parser: ParserModule | undefined;

/** The build puts the library beside its chunks; from the sources it is a package. */
function load(): ParserModule {
  const { createRequire } = process.getBuiltinModule('node:module');
  parser ??= (
    import.meta.url
      ? createRequire(import.meta.url)('just-bash')
      : createRequire(__filename)(join(dirname(__filename), '..', 'guest-shell.cjs'))
  ) as ParserModule;
  return parser;
}

/** A tree, or what bash would say about the text, without its prefix. */
export function fullParse(text: string): { tree: Json } | { error: string[] } {
  try {
    const { statements } = load().parse(text);
    const bad = statements.find((statement) => statement.deferredError);
    if (bad?.deferredError) return { error: syntaxError(text, bad.deferredError.message, bad.line ?? 1) };
    return { tree: statements as unknown as Json };
  } catch (error) {
    const { name, message, line, column } = error as Error & { line?: number; column?: number };
    if (name !== 'ParseException' && name !== 'LexerError' && name !== 'ParseError') throw error;
    const lines = text.replace(/\n+$/, '').split('\n');
    const atEnd = (line ?? 1) >= lines.length && (column ?? 1) > (lines[(line ?? 1) - 1]?.length ?? 0);
    return { error: syntaxError(text, name === 'ParseException' && atEnd ? '' : message, line ?? 1) };
  }
}

/** bash's two lines for an unexpected word, or one for a text that ends too early. */
function syntaxError(text: string, message: string, line: number): string[] {
  const lines = text.split('\n');
  const token = /unexpected token [`'](.*?)'|near unexpected token [`'](.*?)'/.exec(message);
  const word = token?.[1] ?? token?.[2];
  if (word === undefined || word === '' || /EOF|end of (file|input)/i.test(message)) {
    const quote = /unexpected EOF while looking for matching [`'](.+?)'/.exec(message);
    if (quote) return [`line ${line}: unexpected EOF while looking for matching \`${quote[1]}'`];
    return [`line ${lines.length + (text.endsWith('\n') ? 0 : 1)}: syntax error: unexpected end of file`];
  }
  return [`line ${line}: syntax error near unexpected token \`${word}'`, `line ${line}: \`${lines[line - 1] ?? ''}'`];
}
