/** Where-Object: a block, or a property and a comparison. */
import type { Context } from '../engine/builtin.ts';
import { collapse, enumerable } from '../engine/collections.ts';
import { equals, filterOrTest, order } from '../engine/compare.ts';
import { instanceOf, toText, truth } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { Collector } from '../engine/frame.ts';
import { hasOwnLength } from '../engine/own-length.ts';
import { like, matches } from '../engine/text-operators.ts';
import { TypeValue } from '../engine/type-value.ts';
import { hasWildcard } from '../engine/wildcard.ts';
import type { PSValue, ScriptBlock } from '../values.ts';
import { builtin } from './declare.ts';
import { matching, propertyOf } from './expression.ts';

type Test = (left: PSValue, right: PSValue, c: Context) => PSValue;

const ordered =
  (holds: (order: number) => boolean, exact: boolean): Test =>
  (left, right) =>
    filterOrTest(left, (item) => holds(order(item, right, exact)));

const texts =
  (test: (left: PSValue, right: PSValue, exact: boolean) => boolean, exact: boolean, wanted: boolean): Test =>
  (left, right) =>
    filterOrTest(left, (item) => test(item, right, exact) === wanted);

const contains = (list: PSValue, item: PSValue, exact: boolean): boolean =>
  (enumerable(list) ?? [list]).some((member) => equals(member, item, exact));

const matchesText = (left: PSValue, right: PSValue, exact: boolean): boolean => matches(left, right, !exact);

function isType(left: PSValue, right: PSValue, c: Context): boolean {
  const type = right instanceof TypeValue ? right : c.engine.findType(toText(right), c.frame);
  return type !== undefined && (c.engine.isInstance(left, type) || instanceOf(left, type.ref.name));
}

/** The operators that look at case, by their name without `C`. */
const operators = (exact: boolean): Readonly<Record<string, Test>> => ({
  EQ: (left, right) => filterOrTest(left, (item) => equals(item, right, exact)),
  NE: (left, right) => filterOrTest(left, (item) => !equals(item, right, exact)),
  GT: ordered((n) => n > 0, exact),
  LT: ordered((n) => n < 0, exact),
  GE: ordered((n) => n >= 0, exact),
  LE: ordered((n) => n <= 0, exact),
  Like: texts(like, exact, true),
  NotLike: texts(like, exact, false),
  Match: texts(matchesText, exact, true),
  NotMatch: texts(matchesText, exact, false),
  Contains: (left, right) => contains(left, right, exact),
  NotContains: (left, right) => !contains(left, right, exact),
  In: (left, right) => contains(right, left, exact),
  NotIn: (left, right) => !contains(right, left, exact),
});

const plain = operators(false);
const exact = operators(true);
const TESTS: Readonly<Record<string, Test>> = {
  ...plain,
  ...Object.fromEntries(Object.entries(exact).map(([name, test]) => [`C${name}`, test])),
  Is: (left, right, c) => isType(left, right, c),
  IsNot: (left, right, c) => !isType(left, right, c),
};

const setOf = (name: string): string =>
  ({ EQ: 'Equal', NE: 'NotEqual', GT: 'GreaterThan', LT: 'LessThan', GE: 'GreaterOrEqual', LE: 'LessOrEqual' })[name] ??
  name;
const setName = (name: string): string =>
  `${/^C[A-Z]/.test(name) && name !== 'Contains' ? `CaseSensitive${setOf(name.slice(1))}` : setOf(name)}Set`;

const ORDER =
  'EQ CEQ NE CNE GT CGT LT CLT GE CGE LE CLE Like CLike NotLike CNotLike Match CMatch NotMatch CNotMatch Contains CContains NotContains CNotContains In CIn NotIn CNotIn Is IsNot'.split(
    ' ',
  );
const SETS = ORDER.map(setName);
const SHORT: Readonly<Record<string, string>> = {
  EQ: 'IEQ',
  NE: 'INE',
  GT: 'IGT',
  LT: 'ILT',
  GE: 'IGE',
  LE: 'ILE',
};

const table = `
InputObject psobject <
FilterScript scriptblock [ScriptBlockSet] @0 !
Property string ~ [${SETS.join(',')},Not] @0 !
Value object [${SETS.join(',')}] @1
${ORDER.map((n) => `${n}${SHORT[n] ? `|${SHORT[n]}` : /^C/.test(n) && n !== 'Contains' ? '' : /^Is/.test(n) ? '' : `|I${n}`} switch [${setName(n)}] ${n === 'EQ' ? '' : '!'}`).join('\n')}
Not switch [Not] !
`;

function* byBlock(c: Context, block: ScriptBlock, item: PSValue): Gen<void> {
  const out = new Collector();
  yield* c.run(block, item, out);
  if (truth(collapse(out.items))) yield* c.emit(item);
}

function compareProperty(c: Context): (item: PSValue) => boolean {
  const property = c.text('Property');
  const name = ORDER.find((n) => c.flag(n));
  const not = c.flag('Not');
  const right = c.get('Value');
  if (!name && !not && c.has('Value')) {
    throw c.fail(
      'OperatorNotSpecified',
      'InvalidArgument',
      'The command cannot run because no comparison operator was specified. Please specify an operator to compare the property and value.',
      'System.Management.Automation.PSArgumentException',
    );
  }
  if (name && name !== 'EQ' && !c.has('Value')) {
    throw c.fail(
      'ValueNotSpecifiedForWhereObject',
      'InvalidArgument',
      'The specified operator requires both the -Property and -Value parameters. Provide values for both parameters, and then try the command again.',
      'System.Management.Automation.PSArgumentException',
    );
  }
  const read = (item: PSValue): PSValue => {
    // The Count and Length that every value has are the language's, not the command's.
    if (/^(?:count|length)$/i.test(property) && !hasOwnLength(item, property)) return null;
    const names = hasWildcard(property) ? matching(item, property, true) : [property];
    return names.length > 0 ? (propertyOf(item, names[0]!) ?? null) : null;
  };
  if (!name) return (item) => truth(read(item)) !== not;
  const test = TESTS[name]!;
  return (item) => truth(test(read(item), right, c));
}

export const WHERE = [
  builtin(
    'Where-Object',
    'core',
    table,
    (c) => {
      const block = c.get('FilterScript') as ScriptBlock | null;
      if (block) {
        return {
          *process(input) {
            const item = input === undefined ? c.get('InputObject') : input;
            if (input !== undefined || c.has('InputObject')) yield* byBlock(c, block, item);
          },
        };
      }
      const holds = compareProperty(c);
      return {
        *process(input) {
          if (input === undefined && !c.has('InputObject')) return;
          const item = input === undefined ? c.get('InputObject') : input;
          if (item !== null && holds(item)) yield* c.emit(item);
        },
      };
    },
    { raw: true, defaultSet: 'EqualSet' },
  ),
];
