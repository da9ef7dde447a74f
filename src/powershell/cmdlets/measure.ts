/** Measure-Object and Measure-Command. */

import { convert } from '../conversion.ts';
import type { Context } from '../engine/builtin.ts';
import { sortOrder } from '../engine/compare.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { nowhere } from '../engine/frame.ts';
import { PSObj } from '../engine/psobject.ts';
import { hasWildcard } from '../engine/wildcard.ts';
import { typeRef } from '../types.ts';
import { Num, type PSValue, type ScriptBlock, TimeSpan } from '../values.ts';
import { builtin } from './declare.ts';
import { evaluate, expressionsOf, matching, type PropertyExpression, propertyOf } from './expression.ts';

const table = `
InputObject psobject <
Property object[] ~ @0
StandardDeviation switch [GenericMeasure]
Sum switch [GenericMeasure]
AllStats switch [GenericMeasure]
Average switch [GenericMeasure]
Maximum switch [GenericMeasure]
Minimum switch [GenericMeasure]
Line switch [TextMeasure]
Word switch [TextMeasure]
Character switch [TextMeasure]
IgnoreWhiteSpace switch [TextMeasure]
`;

const real = (n: number): Num => new Num('Double', n);

/** What was seen of one property. */
class Tally {
  count = 0;
  sum = 0;
  /** Running mean and sum of squared differences (Welford). */
  mean = 0;
  squares = 0;
  max: PSValue = null;
  min: PSValue = null;
  lines = 0;
  words = 0;
  characters = 0;
  add(n: number): void {
    this.sum += n;
    const delta = n - this.mean;
    this.mean += delta / this.count;
    this.squares += delta * (n - this.mean);
  }
  text(s: string, ignoreBlanks: boolean): void {
    this.characters += ignoreBlanks ? s.replace(/\s/g, '').length : s.length;
    this.words += s.split(/\s+/).filter(Boolean).length;
    this.lines += s === '' ? 0 : s.split('\n').length - (s.endsWith('\n') ? 1 : 0);
  }
}

function* measure(c: Context, tally: Tally, value: PSValue): Gen<void> {
  tally.count++;
  if (c.flag('Line') || c.flag('Word') || c.flag('Character')) {
    tally.text(toText(value), c.flag('IgnoreWhiteSpace'));
    return;
  }
  const all = c.flag('AllStats');
  if (all || c.flag('Sum') || c.flag('Average') || c.flag('StandardDeviation')) {
    try {
      const n = convert(value, typeRef('double')) as Num;
      tally.add(Number(n.value));
    } catch {
      tally.count--;
      yield* c.error(
        c.record(
          'NonNumericInputObject',
          'InvalidType',
          `Input object "${toText(value)}" is not numeric.`,
          'System.Management.Automation.PSInvalidCastException',
          { target: value },
        ),
      );
      return;
    }
  }
  if (all || c.flag('Maximum')) if (tally.max === null || larger(value, tally.max)) tally.max = value;
  if (all || c.flag('Minimum')) if (tally.min === null || larger(tally.min, value)) tally.min = value;
}

/** Numbers compare as numbers, also where they are texts. */
function larger(a: PSValue, b: PSValue): boolean {
  return sortOrder(a, b) > 0;
}

/** Minimum and maximum are doubles unless they are no numbers at all. */
function bound(value: PSValue): PSValue {
  return typeof value === 'number' || typeof value === 'bigint'
    ? real(Number(value))
    : value instanceof Num
      ? real(Number(value.kind === 'Decimal' ? toText(value) : value.value))
      : value;
}

function result(c: Context, tally: Tally, property: string | null): PSObj {
  const space = 'Microsoft.PowerShell.Commands.';
  const textual = c.flag('Line') || c.flag('Word') || c.flag('Character');
  const object = new PSObj([
    `${space}${textual ? 'TextMeasureInfo' : 'GenericMeasureInfo'}`,
    `${space}MeasureInfo`,
    'System.Object',
  ]);
  const add = (name: string, value: PSValue): void => object.members.add({ name, kind: 'property', value });
  if (textual) {
    add('Lines', c.flag('Line') ? tally.lines : null);
    add('Words', c.flag('Word') ? tally.words : null);
    add('Characters', c.flag('Character') ? tally.characters : null);
  } else {
    const all = c.flag('AllStats');
    const { count } = tally;
    add('Count', count);
    add('Average', (all || c.flag('Average')) && count > 0 ? real(tally.sum / count) : null);
    add('Sum', all || c.flag('Sum') ? real(tally.sum) : null);
    add('Maximum', bound(tally.max));
    add('Minimum', bound(tally.min));
    add(
      'StandardDeviation',
      (all || c.flag('StandardDeviation')) && count > 0
        ? real(count > 1 ? Math.sqrt(tally.squares / (count - 1)) : 0)
        : null,
    );
  }
  add('Property', property);
  return object;
}

const MEASURE_OBJECT = builtin(
  'Measure-Object',
  'utility',
  table,
  (c) => {
    const properties = expressionsOf(c, 'Property', []);
    const tallies = new Map<string, Tally>();
    const alone = new Tally();
    const given = c.has('InputObject') ? c.get('InputObject') : undefined;
    const of = (name: string): Tally => {
      const key = name.toLowerCase();
      let tally = [...tallies.entries()].find(([n]) => n.toLowerCase() === key)?.[1];
      if (!tally) {
        tally = new Tally();
        tallies.set(name, tally);
      }
      return tally;
    };
    function* property(e: PropertyExpression, item: PSValue): Gen<void> {
      if (typeof e.what !== 'string') {
        const { value } = yield* evaluate(c, e, item);
        yield* measure(c, of(e.what.text), value);
        return;
      }
      const names = hasWildcard(e.what) ? matching(item, e.what, true) : [e.what];
      for (const name of names) {
        const value = propertyOf(item, name);
        if (value !== undefined && value !== null) yield* measure(c, of(name), value);
      }
    }
    return {
      *process(input) {
        const item = input === undefined ? given : input;
        if (item === undefined || item === null) return;
        if (properties.length === 0) yield* measure(c, alone, item);
        for (const e of properties) yield* property(e, item);
      },
      *end() {
        if (properties.length === 0) {
          yield* c.emit(result(c, alone, null));
          return;
        }
        for (const e of properties) {
          if (typeof e.what !== 'string' || hasWildcard(e.what) || tallies.has(e.what)) continue;
          if (c.engine.strictness(c.frame.scope) > 0) {
            yield* c.error(
              c.record(
                'GenericMeasurePropertyNotFound',
                'InvalidArgument',
                `The property "${e.what}" cannot be found in the input for any objects.`,
                'System.Management.Automation.PSArgumentException',
              ),
            );
          } else if (
            !['Sum', 'Average', 'Maximum', 'Minimum', 'StandardDeviation', 'AllStats'].some((n) => c.flag(n))
          ) {
            yield* c.emit(result(c, new Tally(), e.what));
          }
        }
        for (const [name, tally] of tallies) yield* c.emit(result(c, tally, name));
      },
    };
  },
  { raw: true, defaultSet: 'GenericMeasure' },
);

const MEASURE_COMMAND = builtin(
  'Measure-Command',
  'utility',
  'InputObject psobject <\nExpression scriptblock @0 !',
  (c) => {
    let ticks = 0n;
    return {
      *process(input) {
        const { now } = c.engine.surroundings;
        const start = now();
        yield* c.run(c.get('Expression') as ScriptBlock, input ?? null, nowhere);
        ticks += BigInt(Math.round(now() - start)) * 10n;
      },
      *end() {
        yield* c.emit(new TimeSpan(ticks));
      },
    };
  },
);

export const MEASURE = [MEASURE_OBJECT, MEASURE_COMMAND];
