/** Static members of Enum. */
import { enumRef } from '../../types.ts';
import { type EnumType, EnumValue, type PSValue } from '../../values.ts';
import { convertRef } from '../convert.ts';
import { NetError } from '../errors.ts';
import { int, strings, text } from '../method-tools.ts';
import type { TypeValue } from '../type-value.ts';
import { out } from './reference.ts';
import type { StaticType } from './static-type.ts';

export const ENUM_TYPE: StaticType = {
  methods: {
    getnames: ([t]) => strings(Object.keys(enumOf(t!).members)),
    getvalues: ([t]) => Object.values(enumOf(t!).members).map((v) => new EnumValue(enumOf(t!), v)),
    parse: ([t, s, ignoreCase]) => {
      const names = Object.keys(enumOf(t!).members);
      const parts = text(s!)
        .split(',')
        .map((p) => p.trim());
      const known = (p: string): boolean =>
        /^[+-]?\d+$/.test(p) ||
        names.some((n) => n === p || (ignoreCase === true && n.toLowerCase() === p.toLowerCase()));
      if (!parts.every(known))
        throw new NetError('System.ArgumentException', `Requested value '${text(s!)}' was not found.`);
      return convertRef(text(s!), enumRef(enumOf(t!)));
    },
    isdefined: ([t, v]) =>
      typeof v === 'string'
        ? Object.keys(enumOf(t!).members).includes(v)
        : Object.values(enumOf(t!).members).includes(Number(v instanceof EnumValue ? v.value : v)),
    tryparse: (args) => {
      try {
        out(args[args.length - 1], convertRef(text(args[1]!), enumRef(enumOf(args[0]!))));
        return true;
      } catch {
        return false;
      }
    },
    toobject: ([t, v]) => new EnumValue(enumOf(t!), int(v!)),
    getname: ([t, v]) => new EnumValue(enumOf(t!), int(v!)).text,
  },
};

function enumOf(t: PSValue): EnumType {
  return (t as TypeValue).ref.enum!;
}
