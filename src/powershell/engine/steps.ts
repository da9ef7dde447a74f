/** Statements made of an expression: its value is used, forgotten or sent on. */
import type { PSValue } from '../values.ts';
import { type Code, type Step, step, waitStep } from './code.ts';
import { enumerable } from './collections.ts';
import type { Gen } from './flow.ts';
import type { Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import { isNoValue, noValues } from './no-value.ts';

/** Sends a value down, taken apart where it is a collection. */
export function emit(f: Frame, v: PSValue): Gen<void> | undefined {
  if (v === VOID) return undefined;
  const items = enumerable(v);
  if (!items) return f.out.write(v);
  return emitAll(f, items);
}

function* emitAll(f: Frame, items: readonly PSValue[]): Gen<void> {
  for (let i = 0; i < items.length; i++) {
    if (noValues.any && items[i] === null && isNoValue(items, i)) continue;
    const more = f.out.write(items[i]!);
    if (more) yield* more;
  }
}

export function consume(code: Code, use: (v: PSValue, f: Frame) => void): Step {
  if (code.s) {
    const { s } = code;
    return step((f) => {
      use(s(f), f);
      return undefined;
    });
  }
  const g = code.g!;
  return waitStep(function* (f) {
    use(yield* g(f), f);
    return undefined;
  });
}

export function discard(code: Code): Step {
  return consume(code, () => undefined);
}

export function emitCode(code: Code): Step {
  return waitStep(function* (f) {
    const v = code.s ? code.s(f) : yield* code.g!(f);
    const more = emit(f, v);
    if (more) yield* more;
    return undefined;
  });
}
