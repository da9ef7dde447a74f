/** Brace expansion: one list of parts becomes several. */
import type { WordPart } from './tree.ts';

/** All combinations, in order. */
export function braces(parts: readonly WordPart[]): WordPart[][] {
  let lists: WordPart[][] = [[]];
  for (const part of parts) {
    if (part.type !== 'BraceExpansion') {
      for (const list of lists) list.push(part);
      continue;
    }
    const choices: WordPart[][] = [];
    for (const item of part.items) {
      // One by one: a range may be longer than an argument list of the engine.
      if (item.type === 'Word') for (const parts of braces(item.word.parts)) choices.push(parts);
      else for (const value of range(item)) choices.push([{ type: 'Literal', value }]);
    }
    lists = lists.flatMap((list) => choices.map((choice) => [...list, ...choice]));
  }
  return lists;
}

interface Range {
  readonly start: string | number;
  readonly end: string | number;
  readonly step?: number;
  readonly startStr?: string;
  readonly endStr?: string;
}

function range(item: Range): string[] {
  const letters = typeof item.start === 'string' && typeof item.end === 'string' && !/^-?\d+$/.test(item.start);
  const from = letters ? String(item.start).charCodeAt(0) : Number(item.start);
  const to = letters ? String(item.end).charCodeAt(0) : Number(item.end);
  const size = Math.abs(item.step ?? 1) || 1;
  const step = from <= to ? size : -size;
  const texts = [item.startStr ?? String(item.start), item.endStr ?? String(item.end)];
  const padded = texts.some((t) => /^-?0\d/.test(t)) ? texts.reduce((most, t) => Math.max(most, t.length), 0) : 0;
  const found: string[] = [];
  for (let n = from; step > 0 ? n <= to : n >= to; n += step) {
    if (letters) found.push(String.fromCharCode(n));
    else found.push(n < 0 ? `-${String(-n).padStart(padded - 1, '0')}` : String(n).padStart(padded, '0'));
  }
  return found;
}
