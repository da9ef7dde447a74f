/**
 * PowerShell's own binder, recorded: every line is explained, and the answer must be the recorded one. The objects that the
 * recording's prelude makes are those that an explanation puts in place of variables named for a class.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { explainedJson, type Json } from '../../src/cli/explain.ts';
import { Explainer } from '../../src/cli/explain-session.ts';

interface Recording {
  readonly cat: string;
  readonly line: string;
  readonly out: readonly Json[];
}

const folder = new URL('data/binding/', import.meta.url);
const recordings = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) =>
    readFileSync(new URL(name, folder), 'utf8')
      .trim()
      .split('\n')
      .map((text): Recording => JSON.parse(text)),
  );

/**
 * Error ids count up to the comma: the recordings were made with classes of other names. Ids of objects are made up. Keys in
 * one order.
 */
function comparable(value: Json, key = ''): Json {
  if (key === 'fullyQualifiedErrorId') return String(value).split(',')[0]!;
  if (typeof value === 'string')
    return value
      .replace(/\[Id = '[-0-9a-f]{36}'\]/g, "[Id = '…']")
      .replace(/^[-0-9a-f]{8}(?:-[0-9a-f]{4}){3}-0{12}$/, '…');
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([k, v]): [string, Json] => [k, comparable(v, k)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const explainer = new Explainer({ environment: {} });
const categories = [...new Set(recordings.map(({ cat }) => cat))];

test.each(categories)('recorded lines: %s', async (category) => {
  const different: string[] = [];
  for (const { cat, line, out } of recordings) {
    if (cat !== category) continue;
    const got = JSON.stringify(comparable(explainedJson(await explainer.explain(line)).out));
    const want = JSON.stringify(comparable(out));
    if (got !== want) different.push(`${line}\n  recorded ${want}\n  answered ${got}`);
  }
  expect(different).toEqual([]);
});

test('the recordings are all there', () => {
  expect(recordings.length).toBeGreaterThanOrEqual(4418);
});
