/** Generated cases as the real engine answered them (`node test/differential/run.mjs --record`). */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Session } from '../../src/powershell/shell/session.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

interface Recorded {
  script: string;
  out: string[];
}

test('Recorded cases answer as in the real engine', async () => {
  const cases: Recorded[] = read('./data/cases.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  let out = '';
  const session = new Session({
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    now: () => 1_700_000_000_000_000,
    random: () => 0.5,
    newGuid: () => '00000000-0000-4000-8000-000000000000',
    environment: new Map([['HOME', '/root']]),
    windows: false,
    location: '/',
    columns: 100_000,
  });
  const calls = cases.map(({ script }, i) => `Invoke-Case ${i} '${script.replaceAll("'", "''")}'`);
  await session.runCommand(`${read('./harness.ps1')}\n${calls.join('\n')}\n`);
  const lines = out.split('\n');
  const answers = new Map<number, string[]>();
  lines.forEach((line, at) => {
    const m = /^=== (\d+) (\d+)$/.exec(line);
    if (m) answers.set(Number(m[1]), lines.slice(at + 1, at + 1 + Number(m[2])));
  });
  const wrong = cases
    .map(({ script, out: expected }, i) => ({ script, expected, got: answers.get(i) }))
    .filter(({ expected, got }) => got?.join('\n') !== expected.join('\n'));
  expect(wrong).toEqual([]);
});
