/** System.Convert and the texts of Boolean. */
import { CastError } from '../../cast-error.ts';
import { integerOf } from '../../numbers.ts';
import { typeRef } from '../../types.ts';
import { Num } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { convertRef, convertTo, toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { text } from '../method-tools.ts';
import type { TypeValue } from '../type-value.ts';
import { base64, byteArray, bytesOf } from './bytes.ts';
import { parseDate } from './date.ts';
import { parseNumber } from './numbers.ts';
import type { Static, StaticType } from './static-type.ts';

const convertMethod =
  (name: string): Static =>
  (args) => {
    const [v, base] = args;
    const b = typeof base === 'number' ? base : 0;
    if (b && b !== 2 && b !== 8 && b !== 10 && b !== 16)
      throw new NetError('System.ArgumentException', 'Invalid Base.');
    if (b && typeof v === 'string') {
      const digits = v.replace(b === 16 ? /^0x/i : /^/, '');
      const valid = b === 16 ? /^[0-9a-f]+$/i : b === 2 ? /^[01]+$/ : b === 8 ? /^[0-7]+$/ : /^-?\d+$/;
      if (digits === '')
        throw new NetError(
          'System.ArgumentOutOfRangeException',
          "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')",
        );
      if (!valid.test(digits))
        throw new NetError(
          'System.FormatException',
          b === 10 ? `The input string '${v}' was not in a correct format.` : 'Could not find any recognizable digits.',
        );
      const n = b === 10 ? BigInt(digits) : BigInt((b === 16 ? '0x' : b === 8 ? '0o' : '0b') + digits);
      const kind = typeRef(name).number!;
      const width = { Int32: 32, Int64: 64, Int16: 16, SByte: 8 }[kind as 'Int32'];
      return integerOf(kind, width ? BigInt.asIntN(width, n) : n);
    }
    if (typeof v === 'string' && typeRef(name).kind === 'number') {
      return parseNumber(typeRef(name).number!, v);
    }
    try {
      return convertRef(v!, typeRef(name));
    } catch (e) {
      if (!(e instanceof CastError)) throw e;
      const why = /Error: "(.*)"$/s.exec(e.message)?.[1] ?? e.message;
      throw new NetError(/too large|too small/.test(why) ? 'System.OverflowException' : 'System.FormatException', why);
    }
  };

export const CONVERT: StaticType = {
  methods: {
    toint16: convertMethod('int16'),
    toint32: convertMethod('int'),
    toint64: convertMethod('long'),
    touint16: convertMethod('uint16'),
    touint32: convertMethod('uint32'),
    touint64: convertMethod('uint64'),
    tobyte: convertMethod('byte'),
    tosbyte: convertMethod('sbyte'),
    todouble: convertMethod('double'),
    tosingle: convertMethod('single'),
    todecimal: convertMethod('decimal'),
    toboolean: ([v]) => {
      if (typeof v === 'string') return parseBoolean(v);
      return convertRef(v!, typeRef('bool'));
    },
    tochar: ([v]) => convertRef(v!, typeRef('char')),
    todatetime: ([v]) => (typeof v === 'string' ? parseDate(v) : convertRef(v!, typeRef('datetime'))),
    tostring: ([v, base]) => {
      if (typeof base === 'number') {
        const n = BigInt(text(v!));
        const bits = typeof v === 'bigint' ? 64 : v instanceof Num && v.kind === 'Byte' ? 8 : 32;
        return (n < 0n ? BigInt.asUintN(bits, n) : n).toString(base);
      }
      return toText(v!);
    },
    tobase64string: ([v]) => base64(enumerable(v!) ?? [v!]),
    frombase64string: ([v]) => {
      const s = text(v!).replace(/\s/g, '');
      if (s.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(s)) {
        throw new NetError(
          'System.FormatException',
          'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.',
        );
      }
      return byteArray(Buffer.from(s, 'base64'));
    },
    tohexstring: ([v]) => bytesOf(v!).toString('hex').toUpperCase(),
    fromhexstring: ([v]) => byteArray(Buffer.from(text(v!), 'hex')),
    changetype: ([v, t]) => convertTo(v!, t as TypeValue),
  },
};

export function parseBoolean(s: string): boolean {
  if (/^\s*true\s*$/i.test(s)) return true;
  if (/^\s*false\s*$/i.test(s)) return false;
  throw new NetError('System.FormatException', `String '${s}' was not recognized as a valid Boolean.`);
}
