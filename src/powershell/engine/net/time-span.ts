/** Static members of TimeSpan. */
import { CastError } from '../../cast-error.ts';
import { convert } from '../../conversion.ts';
import { typeRef } from '../../types.ts';
import { TimeSpan } from '../../values.ts';
import { double, int, text } from '../method-tools.ts';
import { out } from './reference.ts';
import type { Static, StaticType } from './static-type.ts';

const span =
  (unit: number): Static =>
  ([v]) =>
    new TimeSpan(BigInt(Math.round(double(v!) * unit)));

export const SPAN_TYPE: StaticType = {
  properties: {
    zero: () => new TimeSpan(0n),
    maxvalue: () => new TimeSpan(2n ** 63n - 1n),
    minvalue: () => new TimeSpan(-(2n ** 63n)),
    tickspersecond: () => 10_000_000n,
    ticksperminute: () => 600_000_000n,
    ticksperhour: () => 36_000_000_000n,
    ticksperday: () => 864_000_000_000n,
    tickspermillisecond: () => 10_000n,
  },
  methods: {
    fromseconds: span(1e7),
    fromminutes: span(6e8),
    fromhours: span(36e9),
    fromdays: span(864e9),
    frommilliseconds: span(1e4),
    fromticks: ([v]) => new TimeSpan(BigInt(text(v!))),
    tryparse: (args) => {
      try {
        out(args[args.length - 1], convert(text(args[0]!), typeRef('timespan')));
        return true;
      } catch (e) {
        if (!(e instanceof CastError)) throw e;
        out(args[args.length - 1], new TimeSpan(0n));
        return false;
      }
    },
    parse: ([s]) => convert(text(s!), typeRef('timespan')),
    new: (args) => {
      const n = args.map((a) => BigInt(int(a)));
      if (args.length === 1) return new TimeSpan(BigInt(text(args[0]!)));
      const [d, h, m, s, ms] =
        args.length === 3 ? [0n, n[0]!, n[1]!, n[2]!, 0n] : [n[0]!, n[1]!, n[2]!, n[3]!, n[4] ?? 0n];
      return new TimeSpan(((((d * 24n + h) * 60n + m) * 60n + s) * 1000n + ms) * 10_000n);
    },
  },
};
