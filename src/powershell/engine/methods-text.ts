/** Instance methods of strings, characters and StringBuilder. */
import { edition } from '../edition.ts';
import { Char, EnumValue, NetValue, type PSValue, TypedArray } from '../values.ts';
import { compareText } from './collation.ts';
import { enumerable } from './collections.ts';
import { netText, toText } from './convert.ts';
import { enumNamed } from './enums.ts';
import { NetError } from './errors.ts';
import { compositeFormat } from './format-composite.ts';
import { int, isComparison, type Methods, NO_OVERLOAD, strings, text } from './method-tools.ts';

/** Characters to trim or split at: of chars, arrays of them, or the characters of a string. */
function charSet(args: readonly PSValue[]): string[] {
  return args.flatMap((a) => (enumerable(a) ?? [a]).flatMap((x) => [...toText(x)]));
}

function trim(s: string, chars: string[], start: boolean, end: boolean): string {
  const set = new Set(chars);
  const is = (c: string): boolean => (set.size ? set.has(c) : /\s/.test(c));
  let a = 0;
  let b = s.length;
  if (start) while (a < b && is(s[a]!)) a++;
  if (end) while (b > a && is(s[b - 1]!)) b--;
  return s.slice(a, b);
}

function range(name: string, what: string, actual?: number): NetError {
  const value = actual === undefined ? '' : `\nActual value was ${actual}.`;
  return new NetError('System.ArgumentOutOfRangeException', `${what} (Parameter '${name}')${value}`);
}

function split(s: string, args: readonly PSValue[]): PSValue {
  if (args.length === 0) return strings(s.split(/\s/));
  const [by, second, third] = args;
  let count = Infinity;
  let options = '';
  for (const a of [second, third]) {
    if (a === undefined) continue;
    if (typeof a === 'number') count = a;
    else options = toText(a);
  }
  let separators: string[];
  const items = enumerable(by!);
  if (items) separators = items.map((i) => toText(i));
  else if (args.every((a) => (typeof a === 'string' && a.length === 1) || a instanceof Char) && args.length > 1) {
    separators = args.map((a) => toText(a));
    options = '';
  } else separators = edition.current.splitsAtCharacters ? [...toText(by!)] : [toText(by!)];
  separators = separators.filter((x) => x !== '');
  let parts: string[] = [];
  if (separators.length === 0) parts = by === null || (items && items.length === 0) ? s.split(/\s/) : [s];
  else {
    let from = 0;
    for (let i = 0; i < s.length; ) {
      const hit = separators.find((x) => s.startsWith(x, i));
      if (hit !== undefined && (/RemoveEmpty/i.test(options) ? true : parts.length < count - 1)) {
        if (parts.filter((x) => x !== '').length >= count - 1 && count !== Infinity) break;
        parts.push(s.slice(from, i));
        i += hit.length;
        from = i;
      } else i++;
    }
    parts.push(s.slice(from));
  }
  if (/TrimEntries/i.test(options)) parts = parts.map((x) => x.trim());
  if (/RemoveEmpty/i.test(options) || options === '1' || options === '3') parts = parts.filter((x) => x !== '');
  return strings(parts);
}

function indexOf(s: string, args: readonly PSValue[], last: boolean): PSValue {
  const needle = text(args[0]!);
  const ignore = args.some((a) => /IgnoreCase$/.test(toText(a)) && isComparison(a));
  const haystack = ignore ? s.toUpperCase() : s;
  const what = ignore ? needle.toUpperCase() : needle;
  const start = typeof args[1] === 'number' ? args[1] : undefined;
  if (start !== undefined && (start < 0 || start > s.length)) {
    throw range(
      'startIndex',
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    );
  }
  if (last) return haystack.lastIndexOf(what, start);
  const found = haystack.indexOf(what, start ?? 0);
  const count = typeof args[2] === 'number' ? args[2] : undefined;
  return count !== undefined && found + what.length > (start ?? 0) + count ? -1 : found;
}

function startsOrEnds(s: string, args: readonly PSValue[], end: boolean): PSValue {
  if (args.length === 0) return NO_OVERLOAD;
  const needle = text(args[0]!);
  const ignore = args[1] === true || /IgnoreCase$/.test(toText(args[1] ?? null));
  const a = ignore ? s.toLowerCase() : s;
  const b = ignore ? needle.toLowerCase() : needle;
  return end ? a.endsWith(b) : a.startsWith(b);
}

/** .NET maps one character to one character: `ß` stays. */
function upper(s: string): string {
  const all = s.toUpperCase();
  return all.length === s.length
    ? all
    : s.replace(/./gsu, (c) => (c.toUpperCase().length === c.length ? c.toUpperCase() : c));
}
function lower(s: string): string {
  const all = s.toLowerCase();
  return all.length === s.length
    ? all
    : s.replace(/./gsu, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c));
}

/** Methods of System.String. */
export const STRING: Methods<string> = {
  trim: (s, args) => trim(s, charSet(args), true, true),
  trimstart: (s, args) => trim(s, charSet(args), true, false),
  trimend: (s, args) => trim(s, charSet(args), false, true),
  split: (s, args) => split(s, args),
  replace: (s, args) => {
    if (args.length < 2) return NO_OVERLOAD;
    const old = text(args[0]!);
    if (old === '')
      throw new NetError('System.ArgumentException', "String cannot be of zero length. (Parameter 'oldValue')");
    if (args.length > 2 && /IgnoreCase$/.test(toText(args[2]!))) {
      return s.replace(new RegExp(old.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gi'), () => text(args[1]!));
    }
    return s.split(old).join(text(args[1]!));
  },
  contains: (s, args) => {
    if (args.length === 0) return NO_OVERLOAD;
    const ignore = /IgnoreCase$/.test(toText(args[1] ?? null));
    return ignore ? s.toLowerCase().includes(text(args[0]!).toLowerCase()) : s.includes(text(args[0]!));
  },
  startswith: (s, args) => startsOrEnds(s, args, false),
  endswith: (s, args) => startsOrEnds(s, args, true),
  indexof: (s, args) => (args.length === 0 ? NO_OVERLOAD : indexOf(s, args, false)),
  lastindexof: (s, args) => (args.length === 0 ? NO_OVERLOAD : indexOf(s, args, true)),
  indexofany: (s, args) => {
    const set = charSet(args.slice(0, 1));
    for (let i = Number(args[1] ?? 0); i < s.length; i++) if (set.includes(s[i]!)) return i;
    return -1;
  },
  lastindexofany: (s, args) => {
    const set = charSet(args.slice(0, 1));
    for (let i = s.length - 1; i >= 0; i--) if (set.includes(s[i]!)) return i;
    return -1;
  },
  substring: (s, args) => {
    if (args.length === 0 || args.length > 2) return NO_OVERLOAD;
    const start = int(args[0]!);
    if (start < 0) throw range('startIndex', 'StartIndex cannot be less than zero.');
    if (start > s.length) throw range('startIndex', 'startIndex cannot be larger than length of string.');
    if (args.length === 1) return s.slice(start);
    const length = int(args[1]!);
    if (length < 0) throw range('length', 'Length cannot be less than zero.');
    if (start + length > s.length)
      throw range('length', 'Index and length must refer to a location within the string.');
    return s.slice(start, start + length);
  },
  tolower: lower,
  toupper: upper,
  tolowerinvariant: lower,
  toupperinvariant: upper,
  padleft: (s, args) => s.padStart(int(args[0]!), args[1] === undefined ? ' ' : text(args[1])),
  padright: (s, args) => s.padEnd(int(args[0]!), args[1] === undefined ? ' ' : text(args[1])),
  insert: (s, args) => {
    const at = int(args[0]!);
    if (at < 0 || at > s.length)
      throw range(
        'startIndex',
        'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
      );
    return s.slice(0, at) + text(args[1]!) + s.slice(at);
  },
  remove: (s, args) => {
    const at = int(args[0]!);
    if (at < 0) throw range('startIndex', 'StartIndex cannot be less than zero.');
    if (at > s.length) throw range('startIndex', 'startIndex must be less than or equal to length of string.');
    if (args.length === 1) return s.slice(0, at);
    const count = int(args[1]!);
    if (at + count > s.length)
      throw range('count', `count ('${count}') must be less than or equal to '${s.length - at}'.`, count);
    return s.slice(0, at) + s.slice(at + count);
  },
  tochararray: (s, args) => {
    const part = args.length === 2 ? s.slice(args[0] as number, (args[0] as number) + (args[1] as number)) : s;
    return new TypedArray(
      'System.Char',
      Array.from({ length: part.length }, (_, i) => new Char(part.charCodeAt(i))),
    );
  },
  compareto: (s, args) => (args[0] === null ? 1 : Math.sign(compareText(s, text(args[0]!), true))),
  chars: (s, args) => new Char(s.charCodeAt(int(args[0]!))),
  gettypecode: () => new EnumValue(enumNamed('System.TypeCode')!, 18),
  equals: (s, args) =>
    /IgnoreCase$/.test(toText(args[1] ?? null))
      ? s.toLowerCase() === toText(args[0]!).toLowerCase()
      : typeof args[0] === 'string' && s === args[0],
  clone: (s) => s,
  normalize: (s) => s.normalize(),
  tostring: (s) => s,
  getenumerator: (s) => [...s].map((c) => new Char(c.charCodeAt(0))),
  getchars: () => NO_OVERLOAD,
  get_length: (s) => s.length,
  get_chars: (s, args) => new Char(s.charCodeAt(int(args[0]!))),
};

/** A System.Text.StringBuilder. */
export class StringBuilder extends NetValue {
  value: string;
  constructor(value: string) {
    super();
    this.value = value;
  }
  get typeName(): string {
    return 'System.Text.StringBuilder';
  }
  get text(): string {
    return this.value;
  }
}

/** Methods of StringBuilder. */
export const STRING_BUILDER: Methods<StringBuilder> = {
  append: (b, args) => {
    const piece = netText(args[0] ?? null);
    b.value += args.length > 1 && args[0] instanceof Char ? piece.repeat(int(args[1]!)) : piece;
    return b;
  },
  appendline: (b, args) => {
    b.value += `${args.length ? netText(args[0]!) : ''}\n`;
    return b;
  },
  appendformat: (b, args) => {
    b.value += compositeFormat(
      text(args[0]!),
      args.length === 2 ? (enumerable(args[1]!) ?? [args[1]!]) : args.slice(1),
    );
    return b;
  },
  appendjoin: (b, args) => {
    b.value += (enumerable(args[1]!) ?? args.slice(1)).map(netText).join(text(args[0]!));
    return b;
  },
  insert: (b, args) => {
    const at = int(args[0]!);
    b.value = b.value.slice(0, at) + netText(args[1]!) + b.value.slice(at);
    return b;
  },
  remove: (b, args) => {
    const at = int(args[0]!);
    b.value = b.value.slice(0, at) + b.value.slice(at + int(args[1]!));
    return b;
  },
  replace: (b, args) => {
    b.value = b.value.split(text(args[0]!)).join(text(args[1]!));
    return b;
  },
  clear: (b) => {
    b.value = '';
    return b;
  },
  tostring: (b, args) => (args.length ? b.value.substr(int(args[0]!), int(args[1]!)) : b.value),
};
