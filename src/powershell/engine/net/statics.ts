/** Static members by type. */

import { convert } from '../../conversion.ts';
import { typeRef } from '../../types.ts';
import { Num, Version } from '../../values.ts';
import { int, real, text, VOID } from '../method-tools.ts';
import { PSObj } from '../psobject.ts';
import { ARRAY_TYPE } from './array.ts';
import { ATTRIBUTE_TYPES } from './attributes.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { CONVERT, parseBoolean } from './convert.ts';
import { culture } from './culture.ts';
import { DATE_TYPE } from './date.ts';
import { ENUM_TYPE } from './enum.ts';
import { ENVIRONMENT } from './environment.ts';
import { DIRECTORY, FILE } from './file.ts';
import { GUID } from './guid.ts';
import { MATH } from './math.ts';
import { numberType } from './numbers.ts';
import { PATH } from './path.ts';
import { out } from './reference.ts';
import { REGEX } from './regex.ts';
import type { StaticType } from './static-type.ts';
import { Stopwatch } from './stopwatch.ts';
import { CHAR_TYPE, STRING_TYPE } from './text.ts';
import { SPAN_TYPE } from './time-span.ts';

/** Static members by full type name. */
export const STATICS: Readonly<Record<string, StaticType>> = {
  'System.Math': {
    methods: MATH,
    properties: { pi: () => real(Math.PI), e: () => real(Math.E), tau: () => real(2 * Math.PI) },
  },
  ...ATTRIBUTE_TYPES,
  'System.String': STRING_TYPE,
  'System.Char': CHAR_TYPE,
  'System.DateTime': DATE_TYPE,
  'System.TimeSpan': SPAN_TYPE,
  'System.Convert': CONVERT,
  'System.IO.Path': PATH,
  'System.IO.File': FILE,
  'System.IO.Directory': DIRECTORY,
  'System.Environment': ENVIRONMENT,
  'System.Text.RegularExpressions.Regex': REGEX,
  'System.Guid': GUID,
  'System.Array': ARRAY_TYPE,
  'System.Enum': ENUM_TYPE,
  'System.Boolean': {
    properties: { truestring: () => 'True', falsestring: () => 'False' },
    methods: {
      parse: ([s]) => parseBoolean(text(s!)),
      tryparse: ([s, r]) => {
        const ok = /^\s*(?:true|false)\s*$/i.test(text(s!));
        out(r, /^\s*true\s*$/i.test(text(s!)));
        return ok;
      },
    },
  },
  'System.Version': {
    methods: {
      parse: ([s]) => convert(text(s!), typeRef('version')),
      new: (args) =>
        args.length === 1 ? convert(text(args[0]!), typeRef('version')) : new Version(args.map((a) => int(a))),
      tryparse: ([s, r]) => {
        try {
          out(r, convert(text(s!), typeRef('version')));
          return true;
        } catch {
          return false;
        }
      },
    },
  },
  'System.Diagnostics.Stopwatch': {
    properties: { frequency: () => 1_000_000_000n, ishighresolution: () => true },
    methods: { startnew: (_, env) => new Stopwatch(env.now, true), new: (_, env) => new Stopwatch(env.now, false) },
  },
  'System.GC': {
    methods: { collect: () => VOID, gettotalmemory: () => 10_000_000n, waitforpendingfinalizers: () => VOID },
  },
  'System.Management.Automation.WildcardPattern': {
    methods: {
      escape: ([s]) => text(s!).replace(/[*?[\]`]/g, '`$&'),
      containswildcardcharacters: ([s]) => /(?<!`)[*?[]/.test(text(s!)),
    },
  },
  'System.Globalization.CultureInfo': {
    properties: {
      invariantculture: () => culture(''),
      currentculture: () => culture('en-US'),
      currentuiculture: () => culture('en-US'),
    },
    methods: { getcultureinfo: ([n]) => culture(text(n!)), new: ([n]) => culture(text(n!)) },
  },
  'System.StringComparer': {
    properties: {
      ordinalignorecase: () => 'OrdinalIgnoreCase',
      ordinal: () => 'Ordinal',
      currentcultureignorecase: () => 'CurrentCultureIgnoreCase',
    },
    methods: {},
  },
  'System.DBNull': { properties: { value: () => dbNull() }, methods: {} },
  'System.BitConverter': {
    properties: { islittleendian: () => true },
    methods: {
      tostring: ([v]) =>
        bytesOf(v!)
          .toString('hex')
          .toUpperCase()
          .replace(/(..)(?=.)/g, '$1-'),
      getbytes: ([v]) => {
        const b = Buffer.alloc(typeof v === 'bigint' || (v instanceof Num && v.kind === 'Double') ? 8 : 4);
        if (v instanceof Num && v.kind === 'Double') b.writeDoubleLE(v.value as number);
        else if (typeof v === 'bigint') b.writeBigInt64LE(v);
        else b.writeInt32LE(int(v!));
        return byteArray(b);
      },
      toint32: ([v, at]) => bytesOf(v!).readInt32LE(int(at ?? 0)),
      touint32: ([v, at]) => new Num('UInt32', bytesOf(v!).readUInt32LE(int(at ?? 0))),
      toint64: ([v, at]) => bytesOf(v!).readBigInt64LE(int(at ?? 0)),
      toint16: ([v, at]) => new Num('Int16', bytesOf(v!).readInt16LE(int(at ?? 0))),
    },
  },
};

for (const kind of [
  'Int32',
  'Int64',
  'Int16',
  'Byte',
  'SByte',
  'UInt16',
  'UInt32',
  'UInt64',
  'Double',
  'Single',
  'Decimal',
] as const) {
  (STATICS as Record<string, StaticType>)[`System.${kind}`] = numberType(kind);
}

(STATICS as Record<string, StaticType>)['System.Numerics.BigInteger'] = numberType('BigInteger');

let nothing: PSObj | null = null;
function dbNull(): PSObj {
  nothing ??= new PSObj(['System.DBNull', 'System.Object']);
  nothing.toText = () => '';
  return nothing;
}
