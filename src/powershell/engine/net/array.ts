/** Static members of Array. */
import type { PSValue, TypedArray } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { equals, sortOrder } from '../compare.ts';
import { convertRef } from '../convert.ts';
import { int, VOID } from '../method-tools.ts';
import type { TypeValue } from '../type-value.ts';
import type { StaticType } from './static-type.ts';

export const ARRAY_TYPE: StaticType = {
  methods: {
    indexof: ([a, v]) => (enumerable(a!) ?? []).findIndex((x) => equals(x, v!, true)),
    reverse: ([a]) => {
      (Array.isArray(a) ? a : (a as TypedArray).items).reverse();
      return VOID;
    },
    sort: ([a]) => {
      (Array.isArray(a) ? a : (a as TypedArray).items).sort((x, y) => sortOrder(x, y, true));
      return VOID;
    },
    copy: (args) => {
      const [a, b] = args;
      const [from, to, n] = args.length === 3 ? [0, 0, int(args[2]!)] : [int(args[1]!), int(args[3]!), int(args[4]!)];
      const target = args.length === 3 ? b! : args[2]!;
      const items = Array.isArray(target) ? target : (target as TypedArray).items;
      for (let i = 0; i < n; i++) items[to + i] = enumerable(a!)![from + i]!;
      return VOID;
    },
    empty: () => [],
    createinstance: ([t, n]) =>
      convertRef(Array(int(n!)).fill(null) as PSValue[], {
        kind: 'array',
        name: `${(t as TypeValue).ref.name}[]`,
        short: '',
        element: (t as TypeValue).ref,
      }),
    clear: ([a]) => {
      (Array.isArray(a) ? a : (a as TypedArray).items).fill(null);
      return VOID;
    },
  },
};
