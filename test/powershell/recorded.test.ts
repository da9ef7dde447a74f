/** Scripts and what the engine of PowerShell 7.6 printed for each, one file per subject: `[script, stdout]`. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { runScript } from '../support/language.ts';

const folder = new URL('./recorded/', import.meta.url);
const subjects = readdirSync(folder).map((name) => ({
  name: name.replace('.json', ''),
  cases: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as readonly (readonly [
    script: string,
    stdout: string,
  ])[],
}));

test.each(subjects)('$name', async ({ cases }) => {
  const seen: unknown[] = [];
  for (const [script] of cases) seen.push([script, (await runScript(script)).stdout]);
  expect(seen).toEqual(cases);
});
