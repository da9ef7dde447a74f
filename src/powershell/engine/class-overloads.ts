/** The overload of a method that fits its arguments. */
import { CastError } from '../cast-error.ts';
import { isValueType } from '../types.ts';
import { isNumber, Num, type PSValue } from '../values.ts';
import type { Method } from './class-info.ts';
import type { Engine } from './engine.ts';
import { ScriptError } from './errors.ts';
import type { TypeValue } from './type-value.ts';

/** How well an argument fits a parameter: as it is, by a conversion that keeps it, by any other, not at all. */
function fitness(engine: Engine, arg: PSValue, t: TypeValue | null): number {
  if (!t || t.ref.kind === 'object') return 1;
  if (arg === null) return isValueType(t.ref) ? -100 : t.ref.kind === 'string' ? 0.6 : 0.9;
  if (engine.isInstance(arg, t)) return 3;
  try {
    engine.cast(arg, t);
  } catch (e) {
    if (!(e instanceof CastError || e instanceof ScriptError)) throw e;
    return -100;
  }
  if (t.ref.kind === 'array') return t.ref.element?.kind === 'object' ? 0.5 : 0.4;
  if (isNumber(arg) && t.ref.kind === 'number') return arg instanceof Num && arg.kind !== 'Byte' ? 0.2 : 1.5;
  return typeof arg === 'string' && t.ref.kind === 'number' ? 0 : 0.3;
}

/** The overload that fits: by number of arguments, then by how directly they convert. */
export function choose(engine: Engine, list: readonly Method[], args: readonly PSValue[]): Method | undefined {
  const fits = list.filter((m) => m.types.length === args.length);
  if (fits.length < 2) return fits[0];
  let best: Method | undefined;
  let bestScore = -1;
  for (const m of fits) {
    let score = 0;
    for (const [i, t] of m.types.entries()) score += fitness(engine, args[i]!, t);
    if (score > bestScore) {
      bestScore = score;
      best = m;
    }
  }
  return best;
}
