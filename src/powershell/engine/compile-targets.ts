/** What stands left of an assignment. */
import type { Expression } from '../language/ast.ts';
import { Hashtable, NetValue, type PSValue } from '../values.ts';
import { iterate } from './collections.ts';
import type { Compiler } from './compile-block.ts';
import { compileExpression } from './compile-expressions.ts';
import { writeIndex } from './compile-index.ts';
import { memberName } from './compile-members.ts';
import { assignVariable } from './compile-variables.ts';
import { toText } from './convert.ts';
import { runtimeError } from './errors.ts';
import type { Frame } from './frame.ts';
import { setProperty } from './member-write.ts';
import { VOID } from './method-tools.ts';
import { isNoValue, noValues, placeOf, unmarkNoValue } from './no-value.ts';

const plain = (v: PSValue): PSValue => (v === VOID ? null : v);

/** How something is assigned to. */
export interface Target {
  readonly s: ((f: Frame, value: PSValue) => void) | null;
  readonly g: ((f: Frame, value: PSValue) => import('./flow.ts').Gen<void>) | null;
}

/** The target of an assignment. */
export function compileTarget(c: Compiler, e: Expression): Target {
  switch (e.kind) {
    case 'VariableExpression':
      return { s: assignVariable(e, c.slots), g: null };
    case 'MemberExpression': {
      const target = compileExpression(c, e.target);
      const name = memberName(c, e.member);
      const put = (t: PSValue, n: PSValue, v: PSValue, f: Frame): void => {
        if (e.isStatic) f.engine.setStatic(t, toText(n), v, f);
        else if (t instanceof Hashtable && typeof n !== 'string') t.set(n, v === VOID ? null : v);
        else setProperty(t, toText(n), v === VOID ? null : v);
        if (noValues.any && t instanceof NetValue) unmarkNoValue(t, placeOf(n));
      };
      if (target.s && name.s) return { s: (f, v) => put(target.s!(f), name.s!(f), v, f), g: null };
      return {
        s: null,
        g: function* (f, v) {
          const t = target.s ? target.s(f) : yield* target.g!(f);
          const n = name.s ? name.s(f) : yield* name.g!(f);
          put(t, n, v, f);
        },
      };
    }
    case 'IndexExpression': {
      const target = compileExpression(c, e.target);
      const at = compileExpression(c, e.index);
      if (target.s && at.s) return { s: (f, v) => writeIndex(target.s!(f), at.s!(f), v), g: null };
      return {
        s: null,
        g: function* (f, v) {
          const t = target.s ? target.s(f) : yield* target.g!(f);
          const i = at.s ? at.s(f) : yield* at.g!(f);
          writeIndex(t, i, v);
        },
      };
    }
    case 'ConvertExpression':
    case 'AttributedExpression':
      return c.typedTarget(e);
    case 'ParenExpression':
      if (e.pipeline.kind === 'Pipeline' && e.pipeline.elements[0]?.kind === 'CommandExpression')
        return compileTarget(c, e.pipeline.elements[0].expression);
      break;
    case 'ArrayLiteral': {
      const targets = e.elements.map((x) => compileTarget(c, x));
      const spread = (v: PSValue): PSValue[] => {
        if (v === null || v === VOID) return targets.map(() => null);
        const items = iterate(v).map((x, i, all) => (x === null && isNoValue(all, i) ? VOID : x));
        const out = targets.map((_, i) => items[i] ?? null);
        if (items.length > targets.length) out[targets.length - 1] = items.slice(targets.length - 1).map(plain);
        return out;
      };
      if (targets.every((t) => t.s)) {
        return {
          s: (f, v) => {
            const values = spread(v);
            targets.forEach((t, i) => {
              t.s!(f, values[i]!);
            });
          },
          g: null,
        };
      }
      return {
        s: null,
        g: function* (f, v) {
          const values = spread(v);
          for (const [i, t] of targets.entries()) {
            if (t.s) t.s(f, values[i]!);
            else yield* t.g!(f, values[i]!);
          }
        },
      };
    }
  }
  return {
    s: () => {
      throw runtimeError('InvalidLeftHandSide', 'The assignment expression is not valid.');
    },
    g: null,
  };
}
