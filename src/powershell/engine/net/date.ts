/** Static members of DateTime. */
import { parseDateTime } from '../../dates.ts';
import { dateParts } from '../../format/display-text.ts';
import { DateTime, EnumValue } from '../../values.ts';
import { enumerable } from '../collections.ts';
import { sortOrder } from '../compare.ts';
import { toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { int, NO_OVERLOAD, text } from '../method-tools.ts';
import { dateFrom } from '../methods-time.ts';
import { out } from './reference.ts';
import type { StaticType } from './static-type.ts';

const EPOCH = 621355968000000000n;

/** The date of a moment. The lab's time zone is UTC. */
export function dateOf(micros: number, kind: DateTime['kind'] = 'Local'): DateTime {
  return new DateTime(EPOCH + BigInt(Math.round(micros)) * 10n, kind);
}

export function parseDate(s: string): DateTime {
  const parsed = parseDateTime(s);
  if (!parsed) throw new NetError('System.FormatException', `String '${s}' was not recognized as a valid DateTime.`);
  return new DateTime(parsed.ticks, parsed.zoned ? 'Local' : 'Unspecified');
}

/** ParseExact for the formats of digits and letters that scripts use. */
function parseExact(s: string, format: string): DateTime {
  let pattern = '';
  const fields: string[] = [];
  for (let i = 0; i < format.length; ) {
    const c = format[i]!;
    let n = 1;
    while (format[i + n] === c) n++;
    i += n;
    if (/[yMdHhmsf]/.test(c)) {
      fields.push(c === 'M' && n === 3 ? 'MMM' : c === 'M' && n === 4 ? 'MMM' : c);
      pattern += c === 'M' && n >= 3 ? '([A-Za-z]+)' : n === 1 ? '(\\d{1,2})' : `(\\d{${n}})`;
    } else if (c === 't') {
      fields.push('t');
      pattern += '(AM|PM)';
    } else if (c === "'") continue;
    else pattern += c.repeat(n).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
  const m = new RegExp(`^${pattern}$`, 'i').exec(s);
  if (!m) throw new NetError('System.FormatException', `String '${s}' was not recognized as a valid DateTime.`);
  const v: Record<string, number> = { y: 1, M: 1, d: 1, H: 0, m: 0, s: 0, f: 0 };
  let pm = false;
  fields.forEach((f, i) => {
    const t = m[i + 1]!;
    if (f === 'MMM') v['M'] = 'janfebmaraprmayjunjulaugsepoctnovdec'.indexOf(t.slice(0, 3).toLowerCase()) / 3 + 1;
    else if (f === 't') pm = /pm/i.test(t);
    else if (f === 'h') v['H'] = Number(t) % 12;
    else if (f === 'f') v['f'] = Number(t.padEnd(3, '0').slice(0, 3));
    else if (f === 'y' && t.length === 2) v['y'] = 2000 + Number(t);
    else v[f] = Number(t);
  });
  if (pm) v['H']! += 12;
  return dateFrom([v['y']!, v['M']!, v['d']!, v['H']!, v['m']!, v['s']!, v['f']!]);
}

export const DATE_TYPE: StaticType = {
  properties: {
    now: (env) => dateOf(env.now()),
    utcnow: (env) => dateOf(env.now(), 'Utc'),
    today: (env) => {
      const d = dateOf(env.now());
      return new DateTime((d.ticks / 864_000_000_000n) * 864_000_000_000n, 'Local');
    },
    minvalue: () => new DateTime(0n, 'Unspecified'),
    maxvalue: () => new DateTime(3155378975999999999n, 'Unspecified'),
    unixepoch: () => new DateTime(EPOCH, 'Utc'),
  },
  methods: {
    parse: ([s]) => parseDate(text(s!)),
    tryparse: (args) => {
      try {
        out(args[args.length - 1], parseDate(text(args[0]!)));
        return true;
      } catch (e) {
        if (!(e instanceof NetError)) throw e;
        return false;
      }
    },
    parseexact: ([s, f]) => {
      const formats = enumerable(f!) ?? [f!];
      for (const [i, x] of formats.entries()) {
        try {
          return parseExact(text(s!), text(x));
        } catch (e) {
          if (i === formats.length - 1) throw e;
        }
      }
      return null;
    },
    tryparseexact: (args) => {
      const result = args[args.length - 1];
      for (const f of enumerable(args[1]!) ?? [args[1]!]) {
        try {
          out(result, parseExact(text(args[0]!), text(f)));
          return true;
        } catch (e) {
          if (!(e instanceof NetError)) throw e;
        }
      }
      out(result, new DateTime(0n, 'Unspecified'));
      return false;
    },
    daysinmonth: ([y, m]) => dateParts(dateFrom([int(y!), int(m!) + 1 > 12 ? 1 : int(m!) + 1, 1]).ticks - 1n).day,
    isleapyear: ([y]) => int(y!) % 4 === 0 && (int(y!) % 100 !== 0 || int(y!) % 400 === 0),
    fromfiletime: ([t]) => new DateTime(BigInt(text(t!)) + 504911232000000000n, 'Local'),
    fromfiletimeutc: ([t]) => new DateTime(BigInt(text(t!)) + 504911232000000000n, 'Utc'),
    specifykind: ([d, k]) => new DateTime((d as DateTime).ticks, toText(k!) as DateTime['kind']),
    compare: ([a, b]) => sortOrder(a!, b!),
    new: (args) => {
      if (args.length === 1) return new DateTime(BigInt(text(args[0]!)), 'Unspecified');
      if (args.length < 3) return NO_OVERLOAD;
      const last = args[args.length - 1];
      const kind = last instanceof EnumValue ? (last.text as DateTime['kind']) : 'Unspecified';
      const parts = (last instanceof EnumValue ? args.slice(0, -1) : args).map((a) => int(a));
      if (parts[1]! < 1 || parts[1]! > 12 || parts[2]! < 1 || parts[2]! > 31) {
        throw new NetError(
          'System.ArgumentOutOfRangeException',
          'Year, Month, and Day parameters describe an un-representable DateTime.',
        );
      }
      return dateFrom(parts, kind);
    },
  },
};
