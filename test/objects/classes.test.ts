/** Names, order and types of every class against the module's own metadata. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { allClasses as classes } from '../support/classes.ts';

const known = JSON.parse(readFileSync(new URL('../conformance/data/types.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;

test('every class of the metadata copy is declared', () => {
  expect(classes.map((c) => c.name).sort()).toEqual(Object.keys(known).sort());
});

test.each(classes.map((c) => [c.name, c] as const))(
  '%s has the properties of the real class, in order',
  (name, def) => {
    expect(def.properties.map((p) => [p.name, p.type])).toEqual(Object.entries(known[name] ?? {}));
  },
);

test.each(classes.map((c) => [c.name, c] as const))('aliases of %s mean a property', (_name, def) => {
  const names = def.properties.map((p) => p.name);
  for (const meant of Object.values(def.aliases ?? {})) expect(names).toContain(meant);
});
