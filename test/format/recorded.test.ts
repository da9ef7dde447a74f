/** The formatter against what PowerShell 7.6 printed: recordings whose objects can be made without the language. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { coreViews } from '../../src/powershell/format/core-views.ts';
import { layoutFor } from '../../src/powershell/format/dialect.ts';
import { Formatter, type ShapeRequest } from '../../src/powershell/format/formatter.ts';
import type { Column } from '../../src/powershell/format/view.ts';
import { viewTable } from '../../src/powershell/format/view.ts';
import { Char, DateTime, EnumValue, Guid, Num, type PSValue, TimeSpan, Version } from '../../src/powershell/values.ts';
import { object } from '../support/plain-object.ts';

const recorded = JSON.parse(
  readFileSync(new URL('../conformance/data/formatting.json', import.meta.url), 'utf8'),
) as Record<string, { readonly title: string; readonly script: string; readonly stdout: string }>;

const views = viewTable(coreViews);

interface Step {
  readonly values: readonly PSValue[];
  readonly request?: ShapeRequest;
  /** Console columns; one more than Out-String's width. */
  readonly columns?: number;
}

function print(steps: readonly Step[]): string {
  let out = '';
  for (const { values, request, columns } of steps) {
    const layout = layoutFor(columns === undefined ? {} : { columns });
    const formatter = new Formatter((text) => (out += text), layout, views, request);
    for (const value of values) formatter.write(value);
    formatter.end();
  }
  return out;
}

const double = (n: number) => new Num('Double', n);
const days = { name: 'System.DayOfWeek', members: { Sunday: 0, Monday: 1, Friday: 5 } };
const friday = new EnumValue(days, 5);
// 2024-03-05 14:07:09 and midnight before it, in ticks.
const MIDNIGHT = 638_451_936_000_000_000n;
const when = new DateTime(MIDNIGHT + 508_290_000_000n, 'Unspecified');
const zeros = new Guid('00000000-0000-0000-0000-000000000000');

const auto = (...values: PSValue[]): Step[] => [{ values }];
const table = (values: PSValue[], more: Partial<ShapeRequest> = {}): Step[] => [
  { values, request: { shape: 'table', ...more } },
];
const list = (values: PSValue[], more: Partial<ShapeRequest> = {}): Step[] => [
  { values, request: { shape: 'list', ...more } },
];
const labels = (...names: string[]): Column[] => names.map((label) => ({ label }));
const groupBy = (label: string) => ({
  label,
  value: (o: { get(n: string): PSValue | undefined }) => o.get(label) ?? null,
});
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const ten = Object.fromEntries(numbers(1, 10).map((n) => [`P${n}`, `value number ${n}`]));

const cases: Readonly<Record<string, readonly Step[]>> = {
  'tables-02': auto(object({ A: 1, B: 'two', C: true, D: null, E: double(1.5) })),
  'tables-03': auto(object({ Name: 'a', Count: 5 }), object({ Name: 'bbbb', Count: 1000 })),
  'tables-04': auto(object({ LongPropertyName: 1, X: 'y' })),
  'tables-05': table([object({ Name: 'a', Value: 'b' }), object({ Name: 'cc', Value: 'dd' })]),
  'tables-08': table([object({ a: 1, b: 2, c: 3 })], { fields: labels('c', 'a') }),
  'tables-10': table([object({ n: 'abc', v: 5 })], {
    fields: [
      { label: 'Name', property: 'n', width: 6 },
      { label: 'Val', property: 'v', align: 'left' },
      { label: 'R', value: () => 'x', align: 'right', width: 4 },
    ],
  }),
  'tables-11': table([object({ v: double(1234.5678) })], {
    fields: [
      { label: 'V', property: 'v', format: () => '1,234.57' },
      { label: 'H', value: () => 255, format: () => '00FF' },
    ],
  }),
  'tables-12': table([object({ n: 'a' }), object({ n: 'bbbbb' })], {
    fields: [{ label: 'Centered', property: 'n', align: 'center', width: 12 }],
  }),
  'tables-14': table([object({ n: 1234567890 })], { fields: [{ label: 'N', property: 'n', width: 5 }] }),
  'tables-15': table([object({ n: 'one two three four', m: 'x' })], {
    fields: [{ label: 'N', property: 'n', width: 8 }, { label: 'm' }],
    wrap: true,
  }),
  'tables-20': table([object({ g: 'x', v: 1 }), object({ g: 'x', v: 2 }), object({ g: 'y', v: 3 })], {
    fields: labels('v'),
    groupBy: groupBy('g'),
  }),
  'tables-21': table([object({ g: 'x', v: 1 }), object({ g: 'y', v: 3 })], { groupBy: groupBy('g') }),
  'tables-23': auto(object({ L: [1, 2, 3], E: [], S: ['one'], Big: numbers(1, 10) })),
  'tables-25': auto(object({ N: 'a', O: object({ x: 1, y: 'z' }) })),
  'tables-27': auto(object({ A: null, B: '', C: true, D: false })),
  'tables-28': auto(object({ Day: friday, When: when, Span: new TimeSpan(37_230_000_000n), Id: zeros })),
  'tables-29': auto(object({ A: double(1.5), B: new Num('Decimal', 110n, 2), C: double(1e20), D: 5n * 1024n ** 3n })),
  'tables-32': table([object({ A: 'l1\nl2', B: 'x' })]),
  'tables-34': table([object({ Name: '日本', V: 1 }), object({ Name: 'ab', V: 2 })], { autoSize: true }),
  'tables-36': auto(object({ a: 1 }), object({ a: 2, b: 3 })),
  'tables-38': auto(object({ a: 1, b: 2 }), object({ a: 3, b: 4 })),
  'tables-39': auto(object({ a: 1 }), 'text in between', object({ a: 2 })),
  'tables-41': auto(object({ a: 1 }), 5, null, object({ a: 2 })),
  'tables-45': auto(object({ a: 1 }), object({ a: 1, b: 2, c: 3, d: 4, e: 5 })),
  'tables-46': auto(object({ a: 1, b: 2, c: 3, d: 4, e: 5 }), object({ a: 1 })),
  'tables-48': auto(object({ a: 1 }), object({ b: 2 })),
  'tables-52': table([object({ a: 1 })], { fields: labels('zzz', 'a') }),
  'tables-67': auto(object({ c: 5 }), object({ c: 'text' }), object({ c: null })),
  'tables-68': auto(object({ c: 'text' }), object({ c: 5 })),
  'tables-69': table([object({ a: 1, b: 2, c: 3, d: 4, e: 5 })]),
  'tables-60': auto(new TimeSpan(937_840_000_000n), new Version([10, 0, 1]), zeros),
  'tables-70': table([object(ten)]),
  'tables-72': table([object({ A: 'a'.repeat(40), B: 'b'.repeat(40), C: 'c'.repeat(40) })], { autoSize: true }),
  'tables-74': auto(...numbers(1, 3).map((n) => object({ N: 'x'.repeat(5 * n), V: n }))),
  'tables-75': auto(object({ a: 1, b: 2, c: 3, d: 4 })),
  'lists-02': list([object({ a: 1, b: 2 })], { fields: [{ label: 'b' }, { label: 'Sum', value: () => 3 }] }),
  'lists-03': list([object({ L: numbers(1, 6), N: null, H: [object({ x: 1 })], O: object({ x: 1 }), E: [] })]),
  'lists-04': list([object({ Name: 'n', Text: 'word '.repeat(30).trim() })]),
  'lists-05': list([object({ T: 'x'.repeat(170) })]),
  'lists-06': list([object({ A: 'l1\nl2', B: 'z' })]),
  'lists-09': list([object({ g: 'x', v: 1 }), object({ g: 'y', v: 2 })], {
    fields: labels('v'),
    groupBy: groupBy('g'),
  }),
  'lists-15': list([
    object({
      D: double(1.5),
      M: new Num('Decimal', 110n, 2),
      E: new EnumValue(days, 1),
      T: new DateTime(MIDNIGHT, 'Unspecified'),
      B: false,
    }),
  ]),
  'lists-17': [
    { values: ['aa', 'b', 'cccc'].map((Name) => object({ Name })), request: { shape: 'wide', autoSize: true } },
    { values: [object({ v: 10 }), object({ v: 20 })], request: { shape: 'wide', perLine: 4 } },
  ],
  'lists-19': [{ values: [object({ a: object({ b: 1 }) })], request: { shape: 'custom', depth: 2 } }],
  'outstring-02': list([object({ a: 1, b: 2 })]),
  'outstring-03': [
    {
      values: [object({ Name: 'x'.repeat(30), Value: 'y'.repeat(30) })],
      request: { shape: 'table', autoSize: true },
      columns: 41,
    },
  ],
  'outstring-05': [{ values: [object({ Name: 'vm1', State: 'Running', Path: 'p'.repeat(100) })], columns: 201 }],
  'outstring-07': [{ values: [object({ Name: 'word '.repeat(20) })], request: { shape: 'list' }, columns: 41 }],
  'outstring-12': [
    {
      values: [object({ Id: 1, Text: 'the quick brown fox jumps over the lazy dog' })],
      request: { shape: 'table', wrap: true, autoSize: true },
      columns: 41,
    },
  ],
  'outstring-17': auto(1, 'a', true, double(1.5), new Char(99), null, [], friday),
  'outstring-18': auto('d:', when, 'end'),
  'outstring-20': auto(true, null, false),
  'outstring-24': auto('a\n', '', 'b', ' '),
  'outstring-34': [...list([object({ N: double(1234567.891), I: 1234567 })]), { values: [double(1234567.891)] }],
};

/** What the recorded script does to the text besides printing it. */
const treated: Readonly<Record<string, (text: string) => string>> = {
  'lists-03': (text) => text.replace('H : {@{x=1}}', 'H : {[k, 1]}'),
  'outstring-02': (text) => `${text.replaceAll('\n', '|')}\n`,
  // Out-String's own text, printed as a string.
  'outstring-03': (text) => `${text}\n`,
  'outstring-05': (text) => `${text}\n`,
  'outstring-07': (text) => `${text}\n`,
  'outstring-12': (text) => `${text}\n`,
};

test.each(Object.entries(cases))('%s', (id, steps) => {
  const { title, stdout } = recorded[id]!;
  const text = print(steps);
  expect({ title, stdout: treated[id]?.(text) ?? text }).toEqual({ title, stdout });
});

test('every recording that was copied is used', () => {
  const copied = Object.keys(recorded).filter((id) => !id.startsWith('json-'));
  expect(copied.sort()).toEqual(Object.keys(cases).sort());
});

/** Found by running random objects through the real engine and ours side by side. */
test.each([
  [
    'a label longer than its column goes on in the next line',
    [{ values: [object({ X: 'x'.repeat(28), S: 's'.repeat(32), VeryLongLabelOfAColumn: null })] }],
    `
X                            S                                VeryLongLabelOfAC
                                                              olumn
--                           -                                -----------------
`.replace('--  ', '-   '),
  ],
  [
    'a last column of one character is still a column',
    [{ values: [object({ A: 'a'.repeat(77), Wide: 'b' })] }],
    `\nA${' '.repeat(77)}W\n${' '.repeat(78)}i\n${' '.repeat(78)}d\n${' '.repeat(78)}e\n`,
  ],
  [
    'each object of a list shows its own properties',
    [{ values: [object({ a: 1, b: 2, c: 3, d: 4, e: 5 }), object({ Zed: 1, a: null })] }],
    '\na : 1\nb : 2\nc : 3\nd : 4\ne : 5\n\nZed : 1\na   : \n',
  ],
  ['a null in a collection has a name', [{ values: [object({ L: [null, 1] })] }], '\nL\n-\n{$null, 1}\n'],
  [
    'halves of a fixed number go to the even digit',
    [{ values: [object({ a: double(0.0625), b: double(0.1875), c: double(-0.0625) })] }],
    '\n    a     b      c\n    -     -      -\n0.062 0.188 -0.062\n',
  ],
] as const)('%s', (_name, steps, start) => {
  expect(print(steps).slice(0, start.length)).toBe(start);
});
