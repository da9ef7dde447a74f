/** Compiled code: a plain function where nothing can wait, a generator otherwise. */
import type { PSValue } from '../values.ts';
import type { Gen } from './flow.ts';
import type { Flow, Frame } from './frame.ts';

/** An expression. Exactly one of the two is there. */
export interface Code {
  readonly s: ((f: Frame) => PSValue) | null;
  readonly g: ((f: Frame) => Gen<PSValue>) | null;
}

/** A statement. */
export interface Step {
  readonly s: ((f: Frame) => Flow | undefined) | null;
  readonly g: ((f: Frame) => Gen<Flow | undefined>) | null;
}

export const sync = (s: (f: Frame) => PSValue): Code => ({ s, g: null });
export const waits = (g: (f: Frame) => Gen<PSValue>): Code => ({ s: null, g });
export const step = (s: (f: Frame) => Flow | undefined): Step => ({ s, g: null });
export const waitStep = (g: (f: Frame) => Gen<Flow | undefined>): Step => ({ s: null, g });

/** Runs an expression inside a generator. */
export function* value(code: Code, f: Frame): Gen<PSValue> {
  return code.s ? code.s(f) : yield* code.g!(f);
}

/** Applies a function to one operand. */
export function map(a: Code, apply: (x: PSValue, f: Frame) => PSValue): Code {
  if (a.s) {
    const s = a.s;
    return sync((f) => apply(s(f), f));
  }
  const g = a.g!;
  return waits(function* (f) {
    return apply(yield* g(f), f);
  });
}

/** Applies a function to two operands. */
export function map2(a: Code, b: Code, apply: (x: PSValue, y: PSValue, f: Frame) => PSValue): Code {
  if (a.s && b.s) {
    const l = a.s;
    const r = b.s;
    return sync((f) => apply(l(f), r(f), f));
  }
  return waits(function* (f) {
    const x = a.s ? a.s(f) : yield* a.g!(f);
    const y = b.s ? b.s(f) : yield* b.g!(f);
    return apply(x, y, f);
  });
}

/** Applies a function to many. */
export function mapAll(codes: readonly Code[], apply: (values: PSValue[], f: Frame) => PSValue): Code {
  if (codes.every((c) => c.s)) {
    const all = codes.map((c) => c.s!);
    return sync((f) =>
      apply(
        all.map((s) => s(f)),
        f,
      ),
    );
  }
  return waits(function* (f) {
    const values: PSValue[] = [];
    for (const c of codes) values.push(c.s ? c.s(f) : yield* c.g!(f));
    return apply(values, f);
  });
}
