/**
 * PowerShell's own binder, recorded: every line of the recordings is explained, and the answer must be the recorded one.
 * A line that needs the language must say exactly that until the language is there; it may never be answered differently.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { findCmdlet } from '../../src/cli/cmdlets.ts';
import { explainedJson, explainLine, type Json } from '../../src/cli/explain.ts';

interface Recording {
  readonly cat: string;
  readonly line: string;
  readonly out: readonly Json[];
}

const recordings = ['handmade', 'generated'].flatMap((name) =>
  readFileSync(new URL(`data/binding/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((text): Recording => JSON.parse(text)),
);

/** Characters that mean something to the language. A line without them is one cmdlet with plain arguments. */
const needsLanguage = /[$|@(){};&]/;

/** Error ids count up to the comma: the recordings were made with classes of other names. Keys in one order. */
function comparable(value: Json, key = ''): Json {
  if (key === 'fullyQualifiedErrorId') return String(value).split(',')[0]!;
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([k, v]): [string, Json] => [k, comparable(v, k)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function answer(line: string): Promise<string> {
  return JSON.stringify(comparable(explainedJson(await explainLine(line, findCmdlet)).out));
}

const waits = (text: string) => text.includes('"fullyQualifiedErrorId":"LanguageNotAvailable"');

const categories = [...new Set(recordings.map(({ cat }) => cat))];

test.each(categories)('recorded lines: %s', async (category) => {
  const different: string[] = [];
  for (const { cat, line, out } of recordings) {
    if (cat !== category) continue;
    const got = await answer(line);
    const want = JSON.stringify(comparable(out));
    if (got === want || (needsLanguage.test(line) && waits(got))) continue;
    different.push(`${line}\n  recorded ${want}\n  answered ${got}`);
  }
  expect(different).toEqual([]);
});

test('the recordings are all there', () => {
  expect(recordings).toHaveLength(4418);
  expect(recordings.filter(({ line }) => !needsLanguage.test(line))).toHaveLength(1594);
});
