/** Static members of the numeric types. */
import { convert } from '../../conversion.ts';
import { integerBounds, integerOf, parseDecimal, parseInteger, parseReal } from '../../numbers.ts';
import { type NumberKind, typeRef } from '../../types.ts';
import { EnumValue, Num, type PSValue } from '../../values.ts';
import { NetError } from '../errors.ts';
import { double, real, text } from '../method-tools.ts';
import { MATH } from './math.ts';
import { out } from './reference.ts';
import { formatError, type Getter, type StaticType } from './static-type.ts';

/** Parse and TryParse of a numeric type. */
export function parseNumber(kind: NumberKind, s: string): PSValue {
  if (kind === 'Double' || kind === 'Single') {
    const n = parseReal(s.trim().replaceAll(',', ''));
    if (n === undefined) throw formatError(s);
    return new Num(kind, kind === 'Single' ? Math.fround(n) : n);
  }
  if (kind === 'Decimal') {
    const n = parseDecimal(s.trim().replaceAll(',', ''));
    if (n === undefined) throw formatError(s);
    return n;
  }
  if (kind === 'BigInteger') return new Num('BigInteger', BigInt(s.trim()));
  const n = parseInteger(s, kind);
  if (typeof n === 'bigint') return integerOf(kind, n);
  if (/too large|too small/.test(n.message)) throw new NetError('System.OverflowException', n.message);
  throw formatError(s);
}

export function numberType(kind: NumberKind): StaticType {
  const bounds = integerBounds[kind];
  const properties: Record<string, Getter> = bounds
    ? { maxvalue: () => integerOf(kind, bounds[1]), minvalue: () => integerOf(kind, bounds[0]) }
    : {};
  if (kind === 'Double') {
    Object.assign(properties, {
      maxvalue: () => real(Number.MAX_VALUE),
      minvalue: () => real(-Number.MAX_VALUE),
      nan: () => real(NaN),
      positiveinfinity: () => real(Infinity),
      negativeinfinity: () => real(-Infinity),
      epsilon: () => real(5e-324),
    });
  }
  if (kind === 'Decimal') {
    Object.assign(properties, {
      maxvalue: () => new Num('Decimal', 79228162514264337593543950335n),
      minvalue: () => new Num('Decimal', -79228162514264337593543950335n),
      one: () => new Num('Decimal', 1n),
      zero: () => new Num('Decimal', 0n),
    });
  }
  return {
    properties,
    methods: {
      parse: ([s, style]) => {
        if (style instanceof EnumValue || (typeof style === 'string' && /hex/i.test(style)))
          return integerOf(kind, BigInt(`0x${text(s!)}`));
        return parseNumber(kind, text(s!));
      },
      tryparse: (args) => {
        try {
          out(args[args.length - 1], parseNumber(kind, text(args[0]!)));
          return true;
        } catch (e) {
          if (!(e instanceof NetError) && !(e instanceof SyntaxError)) throw e;
          out(args[args.length - 1], convert(0, typeRef(kind === 'Int64' ? 'long' : kind.toLowerCase())));
          return false;
        }
      },
      isnan: ([n]) => Number.isNaN(double(n!)),
      isinfinity: ([n]) => Math.abs(double(n!)) === Infinity,
      round: ([n, ...rest]) =>
        MATH['round']!([kind === 'Decimal' ? convert(n!, typeRef('decimal')) : n!, ...rest], null as never),
      truncate: (args) => MATH['truncate']!(args, null as never),
      floor: (args) => MATH['floor']!(args, null as never),
      pow: ([a, b]) => new Num('BigInteger', BigInt(text(a!)) ** BigInt(text(b!))),
    },
  };
}
