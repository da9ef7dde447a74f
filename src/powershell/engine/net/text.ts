import { Char } from '../../values.ts';
import { compareText } from '../collation.ts';
import { enumerable } from '../collections.ts';
import { toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { compositeFormat } from '../format-composite.ts';
import { int, NO_OVERLOAD, real, text } from '../method-tools.ts';
import type { Static, StaticType } from './static-type.ts';

export const STRING_TYPE: StaticType = {
  properties: { empty: () => '' },
  methods: {
    isnullorempty: ([s]) => s === null || toText(s!) === '',
    isnullorwhitespace: ([s]) => s === null || toText(s!).trim() === '',
    join: (args) => {
      if (args.length < 2) return NO_OVERLOAD;
      let items = enumerable(args[1]!) ?? [args[1]!];
      if (args.length === 4) {
        const [start, count] = [int(args[2]!), int(args[3]!)];
        if (start > items.length - count)
          throw new NetError(
            'System.ArgumentOutOfRangeException',
            `startIndex ('${start}') must be less than or equal to '${items.length - count}'. (Parameter 'startIndex')\nActual value was ${start}.`,
          );
        items = items.slice(start, start + count);
      }
      return items.map((i) => toText(i)).join(text(args[0]!));
    },
    format: (args) => {
      if (args.length === 2 && args[1] === null)
        throw new NetError('System.ArgumentNullException', "Value cannot be null. (Parameter 'args')");
      const rest = args.length === 2 ? (enumerable(args[1]!) ?? [args[1]!]) : args.slice(1);
      return compositeFormat(text(args[0]!), rest);
    },
    concat: (args) => (args.length === 1 ? (enumerable(args[0]!) ?? [args[0]!]) : args).map((a) => toText(a)).join(''),
    compare: (args) => {
      const ignore = args[2] === true || /IgnoreCase/.test(toText(args[2] ?? null));
      const a = toText(args[0]!);
      const b = toText(args[1]!);
      if (/Ordinal/.test(toText(args[2] ?? null))) {
        const x = ignore ? a.toUpperCase() : a;
        const y = ignore ? b.toUpperCase() : b;
        return x < y ? -1 : x > y ? 1 : 0;
      }
      return compareText(a, b, !ignore);
    },
    compareordinal: ([a, b]) => {
      const x = toText(a!);
      const y = toText(b!);
      for (let i = 0; i < Math.min(x.length, y.length); i++)
        if (x[i] !== y[i]) return x.charCodeAt(i) - y.charCodeAt(i);
      return x.length - y.length;
    },
    equals: ([a, b, how]) =>
      /IgnoreCase/.test(toText(how ?? null))
        ? toText(a!).toLowerCase() === toText(b!).toLowerCase()
        : toText(a!) === toText(b!),
    copy: ([a]) => text(a!),
    new: ([a, n]) => {
      if (n !== undefined && (a instanceof Char || typeof a === 'string')) return toText(a).repeat(int(n));
      return (enumerable(a!) ?? [a!]).map((c) => toText(c)).join('');
    },
  },
};

export const CHAR_TYPE: StaticType = {
  properties: { maxvalue: () => new Char(0xffff), minvalue: () => new Char(0) },
  methods: Object.fromEntries(
    (
      [
        ['isdigit', /^\p{Nd}$/u],
        ['isletter', /^\p{L}$/u],
        ['isletterordigit', /^[\p{L}\p{Nd}]$/u],
        ['isupper', /^\p{Lu}$/u],
        ['islower', /^\p{Ll}$/u],
        ['iswhitespace', /^\s$/u],
        ['ispunctuation', /^\p{P}$/u],
        ['isnumber', /^\p{N}$/u],
        ['issymbol', /^\p{S}$/u],
        ['iscontrol', /^\p{Cc}$/u],
      ] as const
    ).map(([name, regex]): [string, Static] => [
      name,
      ([c, i]) => regex.test(i === undefined ? toText(c!) : toText(c!)[int(i)]!),
    ]),
  ),
};

Object.assign(CHAR_TYPE.methods, {
  toupper: ([c]) => new Char(toText(c!).toUpperCase().charCodeAt(0)),
  tolower: ([c]) => new Char(toText(c!).toLowerCase().charCodeAt(0)),
  parse: ([c]) => new Char(toText(c!).charCodeAt(0)),
  convertfromutf32: ([n]) => String.fromCodePoint(int(n!)),
  getnumericvalue: ([c]) => real(Number(toText(c!))),
} satisfies Record<string, Static>);
