/** Every acceptance row of these groups is a test that names it, or stands in the list of what waits. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { waiting } from './waiting.ts';

/** How many rows each group has. */
const GROUPS = { GEN: 8, NMI: 12, MMIO: 12, LC: 24, DM: 29, RT: 9 } as const;

const rows = Object.entries(GROUPS).flatMap(([group, count]) =>
  Array.from({ length: count }, (_, i) => `${group}-${String(i + 1).padStart(2, '0')}`),
);

/** Rows named in the titles of tests; `A-01 to A-04` names all four. */
function tested(): Set<string> {
  const names = new Set<string>();
  for (const file of readdirSync(import.meta.dirname)) {
    if (!file.endsWith('.test.ts') || file === 'coverage.test.ts') continue;
    const text = readFileSync(`${import.meta.dirname}/${file}`, 'utf8');
    for (const [, group, from, to] of text.matchAll(/([A-Z]+)-(\d\d)(?: to [A-Z]+-(\d\d))?/g)) {
      for (let n = Number(from); n <= Number(to ?? from); n++) names.add(`${group}-${String(n).padStart(2, '0')}`);
    }
  }
  return names;
}

test('no row is forgotten, none is in both places', () => {
  const named = tested();
  expect(rows.filter((row) => !named.has(row) && !(row in waiting))).toEqual([]);
  expect(rows.filter((row) => named.has(row) && row in waiting)).toEqual([]);
  expect(Object.keys(waiting).filter((row) => !rows.includes(row))).toEqual([]);
  expect(Object.keys(waiting).length).toBeLessThanOrEqual(30);
});
