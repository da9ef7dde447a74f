/** Declarations of the built-in commands, and the formats that they read and write. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { metadataOf } from '../../src/powershell/binder/metadata.ts';
import { fromClixml } from '../../src/powershell/cmdlets/clixml/read.ts';
import { toClixml } from '../../src/powershell/cmdlets/clixml/write.ts';
import { parseCsv } from '../../src/powershell/cmdlets/csv.ts';
import { BUILTINS } from '../../src/powershell/cmdlets/index.ts';

describe('declarations', () => {
  test.each([...new Set(BUILTINS.map((b) => b.def))].map((def) => [def.name, def] as const))('%s', (_, def) => {
    const { parameters, setNames } = metadataOf(def);
    const names = parameters.flatMap((p) => [p.name, ...p.aliases]).map((n) => n.toLowerCase());
    expect(names.filter((n, i) => names.indexOf(n) !== i)).toEqual([]);
    if (def.defaultSet !== undefined) expect(setNames).toContain(def.defaultSet);
  });
});

describe('formats', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.boolean(),
    fc.constant(null),
  );

  test('scalars come back from CLIXML as they went', () => {
    fc.assert(fc.property(fc.array(scalar), (values) => expect(fromClixml(toClixml(values))).toEqual(values)));
  });

  test('quoted fields come back from CSV as they went', () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((columns) =>
        fc.array(fc.array(fc.string(), { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows.map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(parseCsv(text, ',')).toEqual(rows);
      }),
    );
  });
});
