/** Properties of the layout that hold for any text, and of the views that hold for any class. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hypervViews } from '../../src/objects/views.ts';
import { cellWidth, cut, wrap } from '../../src/powershell/format/cells.ts';
import { dialects, layoutFor } from '../../src/powershell/format/dialect.ts';
import { doubleText } from '../../src/powershell/format/display-text.ts';
import { Formatter } from '../../src/powershell/format/formatter.ts';
import { columnWidths, TableWriter } from '../../src/powershell/format/table.ts';
import type { ClassDef } from '../../src/powershell/objects.ts';
import { allClasses } from '../support/classes.ts';
import { object } from '../support/plain-object.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '日', 'é', '…', '0') });
const dialect = fc.constantFrom(...Object.values(dialects));
const alignment = fc.constantFrom('left' as const, 'right' as const, 'center' as const);

test('a cut text fits, and is whole where it did before', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 30 }), alignment, dialect, (s, width, align, { ellipsis }) => {
      const short = cut(s, width, align, ellipsis);
      return cellWidth(short) <= width && (cellWidth(s) > width || short === s);
    }),
  );
});

test('wrapping loses no character and keeps to the width', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 30 }), fc.boolean(), (s, width, words) => {
      const lines = wrap(s, width, words);
      return lines.join('') === s && lines.every((line) => cellWidth(line) <= width);
    }),
  );
});

test('no line of a table is wider than it may be', () => {
  const cells = fc.array(text, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      cells,
      fc.array(cells),
      fc.integer({ min: 10, max: 80 }),
      dialect,
      fc.boolean(),
      (labels, rows, w, d, wrapped) => {
        const columns = labels.map((label) => ({ label, align: 'left' as const }));
        const layout = { dialect: d, width: w, color: false, enumerationLimit: 4 };
        const writer = new TableWriter(columns, columnWidths(columns, rows, w), layout, wrapped);
        return [...writer.header(), ...rows.flatMap((row) => writer.row(row))].every((line) => cellWidth(line) <= w);
      },
    ),
  );
});

test.each([
  [0.1 + 0.2, '0.3'],
  [1 / 3, '0.333333333333333'],
  [1e15, '1E+15'],
  [123456789012345, '123456789012345'],
  [0.0001, '0.0001'],
  [0.00001, '1E-05'],
  [-2.5, '-2.5'],
  [5e-324, '4.94065645841247E-324'],
  [Number.POSITIVE_INFINITY, '∞'],
])('the double %d', (value, expected) => {
  expect(doubleText(value)).toBe(expected);
});

test('colour: headers and labels are green, and nothing else changes', () => {
  for (const shape of ['table', 'list'] as const) {
    const print = (color: boolean) => {
      let out = '';
      const formatter = new Formatter((t) => (out += t), layoutFor({ color }), new Map(), { shape });
      formatter.write(object({ Name: 'a', Value: 'b' }));
      formatter.end();
      return out;
    };
    expect(print(true)).toContain('\x1b[32;1m');
    expect(print(true).replaceAll('\x1b[32;1m', '').replaceAll('\x1b[0m', '')).toBe(print(false));
  }
});

const declared = new Map(allClasses.map((def): [string, ClassDef<never>] => [def.name, def]));

test.each(hypervViews.map((view) => [view.type, view] as const))(
  'the view of %s shows properties that it has',
  (_, view) => {
    const def = declared.get(view.type);
    if (!def) return;
    const known = new Set(
      [...def.properties.map((p) => p.name), ...Object.keys(def.aliases ?? {})].map((n) => n.toLowerCase()),
    );
    const fields = [...(view.table?.columns ?? []), ...(view.list?.items ?? [])].filter((field) => !field.value);
    for (const field of fields) expect(known).toContain((field.property ?? field.label).toLowerCase());
  },
);
