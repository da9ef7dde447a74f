/** Get-Random. */
import { type Builtin, command } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { Num, type PSValue } from '../../values.ts';

export const RANDOM: readonly Builtin[] = [
  command(
    'Get-Random',
    'InputObject:object[]@0< Maximum:object Minimum:object SetSeed:int Count:int Shuffle',
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          if (input !== undefined) items.push(input);
          else if (c.has('InputObject')) items.push(...c.list('InputObject'));
        },
        *end() {
          const { random } = c.engine.surroundings;
          if (items.length === 1 && typeof items[0] === 'number' && !c.place.expectsInput) {
            yield* c.emit(Math.floor(random() * items[0]));
            return;
          }
          if (items.length) {
            const pool = [...items];
            const n = c.flag('Shuffle') ? pool.length : Math.min(c.number('Count', 1), pool.length);
            for (let i = 0; i < n; i++) yield* c.emit(pool.splice(Math.floor(random() * pool.length), 1)[0]!);
            return;
          }
          const low = c.get('Minimum');
          const high = c.get('Maximum');
          const isReal = [low, high].some((v) => v instanceof Num && (v.kind === 'Double' || v.kind === 'Single'));
          const a = low === null ? 0 : Number(toText(low));
          const b = high === null ? 2147483647 : Number(toText(high));
          if (a >= b)
            throw c.fail(
              'MinGreaterThanOrEqualMax',
              'InvalidArgument',
              `The Minimum value (${a}) cannot be greater than or equal to the Maximum value (${b}).`,
              'System.ArgumentException',
            );
          for (let i = 0; i < c.number('Count', 1); i++) {
            const v = a + random() * (b - a);
            yield* c.emit(isReal ? new Num('Double', v) : Math.floor(v));
          }
        },
      };
    },
    { raw: true },
  ),
];
