/** Text tools of our own: wc, sort, uniq, cut, tr, seq, basename, expr, md5sum and their kin. */
import { chunkBytes } from '../fs/extents.ts';
import { WouldBlock } from '../process/open-files.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { parseOptions } from './options.ts';
import { floating, formatPrintf, unescapeText } from './printf.ts';
import { basicToExtended } from './regex.ts';
import { closeInput, nextInput, usage } from './stream-tools.ts';

/** Loaded with the first sum: it takes longer than the rest of this room. */
const crypto = () => process.getBuiltinModule('node:crypto');

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const rows = (text: string): string[] => lines(text).map((line) => line.replace(/\n$/, ''));

/** All inputs as one text; errors are said and noted. */
function gather(
  t: ToolCall,
  names: readonly string[],
  words = (name: string, e: Errno) => `${name}: ${e.message}`,
): { text: string; status: number } | ReturnType<ToolCall['inputs']> {
  const inputs = t.inputs(names);
  if (!Array.isArray(inputs)) return inputs;
  let status = 0;
  let text = '';
  for (const input of inputs) {
    if (input.text instanceof Errno) {
      t.err(`${t.name}: ${words(input.name, input.text)}\n`);
      status = t.name === 'sort' ? 2 : 1;
    } else text += input.text;
  }
  return { text, status };
}

const isText = (g: unknown): g is { text: string; status: number } =>
  typeof g === 'object' && g !== null && 'status' in g;

const wc: Tool = (t) => {
  const o = parseOptions(t.args, 'lwcmL', ['lines>l', 'words>w', 'bytes>c', 'chars>m', 'max-line-length>L']);
  if (o.error) return usage(t, o.error);
  const keys = ['l', 'w', 'm', 'c', 'L'].filter((k) => o.has(k));
  const chosen = keys.length > 0 ? keys : ['l', 'w', 'c'];
  const inputs = t.inputs(o.words);
  if (!Array.isArray(inputs)) return inputs;
  let status = 0;
  const counted: { name: string; counts: number[] }[] = [];
  for (const { name, text } of inputs) {
    if (text instanceof Errno) {
      t.err(`wc: ${name}: ${text.message}\n`);
      status = 1;
      if (text.code === 'EISDIR') counted.push({ name, counts: chosen.map(() => 0) });
      continue;
    }
    const values: Record<string, number> = {
      l: text.split('\n').length - 1,
      w: text.match(/[^\s\0]+/g)?.length ?? 0,
      c: text.length,
      m: Buffer.from(text, 'latin1').toString('utf8').length,
      L: text.split('\n').reduce((most, line) => Math.max(most, line.length), 0),
    };
    counted.push({ name, counts: chosen.map((k) => values[k] as number) });
  }
  if (counted.length > 1 || (inputs.length > 1 && counted.length > 0)) {
    counted.push({
      name: 'total',
      counts: chosen.map((_k, i) => counted.reduce((sum, c) => sum + (c.counts[i] as number), 0)),
    });
  }
  const single = chosen.length === 1 && counted.length === 1;
  // Width as coreutils take it: of the sum of all sizes; 7 where a size is not known beforehand.
  const sizes = counted.flatMap((c) => c.counts);
  const widest =
    o.words.length === 0 || o.words.includes('-')
      ? 7
      : String(
          Math.max(
            ...inputs
              .map((i) => (i.text instanceof Errno ? 0 : i.text.length))
              .concat(
                inputs.length > 1 ? inputs.reduce((s, i) => s + (i.text instanceof Errno ? 0 : i.text.length), 0) : 0,
              ),
          ),
        ).length;
  const width = single
    ? 1
    : chosen.length === 1 && counted.length > 1
      ? Math.max(widest, 1)
      : Math.max(widest, ...sizes.map((n) => String(n).length));
  for (const { name, counts } of counted)
    t.out(`${counts.map((n) => String(n).padStart(width)).join(' ')}${o.words.length === 0 ? '' : ` ${name}`}\n`);
  return status;
};

interface SortKey {
  readonly from: number;
  readonly fromChar: number;
  readonly to: number;
  readonly toChar: number;
  readonly flags: string;
}

function sortKey(text: string): SortKey | undefined {
  const match = /^(\d+)(?:\.(\d+))?([bdfghiMnrV]*)(?:,(\d+)(?:\.(\d+))?([bdfghiMnrV]*))?$/.exec(text);
  if (!match) return undefined;
  return {
    from: Number(match[1]),
    fromChar: Number(match[2] ?? 1),
    to: match[4] ? Number(match[4]) : Number.POSITIVE_INFINITY,
    toChar: Number(match[5] ?? 0),
    flags: `${match[3]}${match[6] ?? ''}`,
  };
}

/** The part of a line that a key names. */
function keyText(line: string, key: SortKey, separator: string | undefined): string {
  const fields = separator === undefined ? (line.match(/\s*\S+|\s+$/g) ?? []) : line.split(separator);
  const last = Number.isFinite(key.to) ? key.to : fields.length;
  const parts = fields.slice(key.from - 1, last);
  if (key.toChar > 0 && parts.length > 0 && last <= fields.length)
    parts[parts.length - 1] = (parts.at(-1) as string).slice(0, key.toChar);
  const text = parts.join(separator ?? '');
  const start = key.flags.includes('b') ? text.replace(/^\s+/, '') : text;
  return key.fromChar > 1 ? start.slice(key.fromChar - 1) : start;
}

const leading = (text: string): number => Number(/^\s*(-?\d*\.?\d*)/.exec(text)?.[1] || 0) || 0;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const SCALE = ['', 'K', 'M', 'G', 'T', 'P'];

function compareBy(flags: string): (a: string, b: string) => number {
  if (flags.includes('n')) return (a, b) => leading(a) - leading(b);
  if (flags.includes('g')) return (a, b) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0);
  if (flags.includes('h')) {
    const value = (x: string): number => {
      const m = /^\s*(-?\d*\.?\d*)([KMGTP]?)/i.exec(x);
      return SCALE.indexOf((m?.[2] ?? '').toUpperCase()) * 1e9 + Number(m?.[1] || 0);
    };
    return (a, b) => value(a) - value(b);
  }
  if (flags.includes('M'))
    return (a, b) =>
      MONTHS.indexOf(a.trim().slice(0, 3).toUpperCase()) - MONTHS.indexOf(b.trim().slice(0, 3).toUpperCase());
  if (flags.includes('V')) return versions;
  const fold = flags.includes('f');
  const dictionary = flags.includes('d');
  const norm = (x: string): string => {
    const y = dictionary ? x.replace(/[^\w\s]|_/g, '') : x;
    return fold ? y.toUpperCase() : y;
  };
  return (a, b) => {
    const [x, y] = [norm(a), norm(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

function versions(a: string, b: string): number {
  const split = (x: string): string[] => x.match(/\d+|\D+/g) ?? [];
  const [x, y] = [split(a), split(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [p = '', q = ''] = [x[i], y[i]];
    if (p === q) continue;
    if (/^\d/.test(p) && /^\d/.test(q)) {
      const d = Number(p) - Number(q);
      if (d !== 0) return d;
    } else return p < q ? -1 : 1;
  }
  return 0;
}

const sort: Tool = (t) => {
  const o = parseOptions(t.args, 'rnufhgMVbdik:t:o:scCmz', [
    'reverse>r',
    'numeric-sort>n',
    'unique>u',
    'ignore-case>f',
    'human-numeric-sort>h',
    'general-numeric-sort>g',
    'month-sort>M',
    'version-sort>V',
    'key=>k',
    'field-separator=>t',
    'output=>o',
    'stable>s',
    'check>c',
    'merge>m',
    'ignore-leading-blanks>b',
    'dictionary-order>d',
    'parallel=',
  ]);
  if (o.error) return usage(t, o.error, 2);
  const g = gather(t, o.words, (name, e) =>
    e.code === 'EISDIR' ? `read failed: ${name}: ${e.message}` : `cannot read: ${name}: ${e.message}`,
  );
  if (!isText(g)) return g as never;
  if (g.status) return g.status;
  const global = [...'nfhgMVbdi'].filter((f) => o.has(f)).join('');
  const keys = (o.options.get('k') ?? []).map(sortKey);
  if (keys.some((k) => k === undefined)) return t.fail(`-: invalid field specification '${o.value('k')}'`, 2);
  const separator = o.value('t')?.replace('\\t', '\t').replace('\\0', '\0');
  const reverse = o.has('r');
  const compareKeys = (a: string, b: string): number => {
    if (keys.length === 0) {
      const c = compareBy(global)(global.includes('b') ? a.trimStart() : a, global.includes('b') ? b.trimStart() : b);
      return reverse ? -c : c;
    }
    for (const key of keys as SortKey[]) {
      const own = key.flags.replace('r', '');
      const flags = own === '' && !key.flags.includes('r') ? global : own;
      const c = compareBy(flags)(keyText(a, key, separator), keyText(b, key, separator));
      const turned = key.flags.includes('r') || (own === '' && !key.flags.includes('r') && reverse) ? -c : c;
      if (turned !== 0) return turned;
    }
    return 0;
  };
  const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  let list = rows(g.text);
  if (o.has('c', 'C')) {
    const bad = list.findIndex((line, i) => i > 0 && compareKeys(list[i - 1] as string, line) > (o.has('u') ? -1 : 0));
    if (bad > 0 && o.has('c')) t.err(`sort: ${o.words[0] ?? '-'}:${bad + 1}: disorder: ${list[bad]}\n`);
    return bad > 0 ? 1 : 0;
  }
  list.sort((a, b) => compareKeys(a, b) || (o.has('s', 'u') ? 0 : reverse ? -plain(a, b) : plain(a, b)));
  if (o.has('u')) list = list.filter((line, i) => i === 0 || compareKeys(list[i - 1] as string, line) !== 0);
  const text = list.map((line) => `${line}\n`).join('');
  const output = o.value('o');
  if (output === undefined) t.out(text);
  else {
    const error = t.writeFile(output, text);
    if (error) return t.fail(`open failed: ${output}: ${error.message}`, 2);
  }
  return 0;
};

const uniq: Tool = (t) => {
  const o = parseOptions(t.args, 'cdDuif:s:w:', [
    'count>c',
    'repeated>d',
    'unique>u',
    'ignore-case>i',
    'skip-fields=>f',
    'skip-chars=>s',
    'check-chars=>w',
    'all-repeated=?>D',
  ]);
  if (o.error) return usage(t, o.error);
  const g = gather(t, o.words.slice(0, 1));
  if (!isText(g)) return g as never;
  if (g.status) return g.status;
  const key = (line: string): string => {
    let text = line;
    for (let i = 0; i < Number(o.value('f') ?? 0); i++) text = text.replace(/^\s*\S+/, '');
    text = text.slice(Number(o.value('s') ?? 0));
    if (o.has('w')) text = text.slice(0, Number(o.value('w')));
    return o.has('i') ? text.toLowerCase() : text;
  };
  const groups: string[][] = [];
  for (const line of rows(g.text)) {
    const last = groups.at(-1);
    if (last && key(last[0] as string) === key(line)) last.push(line);
    else groups.push([line]);
  }
  let text = '';
  for (const group of groups) {
    if (o.has('d') && group.length < 2) continue;
    if (o.has('u') && group.length > 1) continue;
    if (o.has('D')) {
      if (group.length > 1) text += group.map((l) => `${l}\n`).join('');
    } else text += `${o.has('c') ? `${String(group.length).padStart(7)} ` : ''}${group[0]}\n`;
  }
  const [, output] = o.words;
  if (output !== undefined) t.writeFile(output, text);
  else t.out(text);
  return 0;
};

/** `1,3-5,7-` as a test of positions from 1. */
function ranges(text: string): ((n: number) => boolean) | undefined {
  const parts = text.split(',').map((part) => /^(\d*)(-?)(\d*)$/.exec(part));
  if (parts.some((p) => !p || (p[1] === '' && p[3] === ''))) return undefined;
  return (n) =>
    parts.some((p) => {
      const [, a = '', dash, b = ''] = p as RegExpExecArray;
      return dash ? n >= Number(a || 1) && (b === '' || n <= Number(b)) : n === Number(a);
    });
}

const cut: Tool = (t) => {
  const o = parseOptions(t.args, 'd:f:c:b:sn', [
    'delimiter=>d',
    'fields=>f',
    'characters=>c',
    'bytes=>b',
    'only-delimited>s',
    'complement',
    'output-delimiter=',
  ]);
  if (o.error) return usage(t, o.error);
  const spec = o.value('f') ?? o.value('c') ?? o.value('b');
  if (spec === undefined) return usage(t, 'you must specify a list of bytes, characters, or fields');
  const inside = ranges(spec);
  if (!inside) return usage(t, o.has('f') ? `invalid field value '${spec}'` : `invalid byte or character range`);
  const wanted = (n: number): boolean => inside(n) !== o.has('complement');
  const delimiter = o.value('d') ?? '\t';
  if (delimiter.length !== 1) return usage(t, 'the delimiter must be a single character');
  const g = gather(t, o.words);
  if (!isText(g)) return g as never;
  for (const line of rows(g.text)) {
    if (!o.has('f')) {
      t.out(`${[...line].filter((_c, i) => wanted(i + 1)).join('')}\n`);
      continue;
    }
    if (!line.includes(delimiter)) {
      if (!o.has('s')) t.out(`${line}\n`);
      continue;
    }
    t.out(
      `${line
        .split(delimiter)
        .filter((_f, i) => wanted(i + 1))
        .join(o.value('output-delimiter') ?? delimiter)}\n`,
    );
  }
  return g.status;
};

const CLASSES: Readonly<Record<string, string>> = {
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  digit: '0123456789',
  space: '\t\n\v\f\r ',
  blank: '\t ',
  xdigit: '0123456789ABCDEFabcdef',
  alpha: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  alnum: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  punct: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  cntrl: `${Array.from({ length: 32 }, (_v, i) => String.fromCharCode(i)).join('')}\x7f`,
  print: Array.from({ length: 95 }, (_v, i) => String.fromCharCode(32 + i)).join(''),
  graph: Array.from({ length: 94 }, (_v, i) => String.fromCharCode(33 + i)).join(''),
};

function trSet(text: string): string {
  const plain = unescapeText(text, 'format').text;
  return plain.replace(/\[:(\w+):\]|(.)-(.)/gs, (all, name?: string, from?: string, to?: string) => {
    if (name !== undefined) return CLASSES[name] ?? all;
    const [a, b] = [(from as string).charCodeAt(0), (to as string).charCodeAt(0)];
    return b < a ? all : Array.from({ length: b - a + 1 }, (_v, i) => String.fromCharCode(a + i)).join('');
  });
}

const tr: Tool = (t) => {
  const o = parseOptions(t.args, 'dsct', ['delete>d', 'squeeze-repeats>s', 'complement>c', 'truncate-set1>t'], false);
  if (o.error) return usage(t, o.error);
  const [one, two] = o.words;
  if (one === undefined) return usage(t, 'missing operand');
  if (two === undefined && !o.has('d', 's'))
    return usage(t, `missing operand after '${one}'\nTwo strings must be given when translating.`);
  const data = t.chunk();
  if (typeof data !== 'string') return data;
  if (data === '') return 0;
  const first = trSet(one);
  const set = new Set(first);
  const inside = (c: string): boolean => set.has(c) !== o.has('c');
  const second = two === undefined ? '' : trSet(two);
  let out = '';
  const squeeze = o.has('s') ? new Set(two === undefined ? first : second) : undefined;
  const squeezed = (c: string): boolean => (two === undefined ? inside(c) : (squeeze?.has(c) ?? false));
  let last = (t.state['last'] as string | undefined) ?? '';
  for (const c of data) {
    let next = c;
    if (o.has('d')) {
      if (inside(c)) continue;
    } else if (two !== undefined && inside(c)) {
      const index = o.has('c') ? second.length - 1 : first.lastIndexOf(c);
      next = second[Math.min(index, second.length - 1)] ?? c;
    }
    if (squeeze && next === last && squeezed(next)) continue;
    out += next;
    last = next;
  }
  t.state['last'] = last;
  t.out(out);
  return 'again';
};

const seq: Tool = (t) => {
  const words: string[] = [];
  let separator = '\n';
  let equal = false;
  let format: string | undefined;
  for (let i = 0; i < t.args.length; i++) {
    const word = t.args[i] as string;
    if (word === '-w') equal = true;
    else if (word === '-s' || word === '-f') {
      const value = t.args[++i] ?? '';
      if (word === '-s') separator = value;
      else format = value;
    } else if (/^-[sf]./.test(word)) {
      if (word[1] === 's') separator = word.slice(2);
      else format = word.slice(2);
    } else words.push(word);
  }
  const bad = words.find((w) => !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(w));
  if (bad !== undefined)
    return usage(t, `invalid floating point argument: ${t.guest.profile.era === '2013' ? bad : `'${bad}'`}`);
  if (words.length === 0) return usage(t, 'missing operand');
  const last = Number(words.at(-1));
  const first = words.length > 1 ? Number(words[0]) : 1;
  const step = words.length > 2 ? Number(words[1]) : 1;
  if (step === 0) return usage(t, `invalid Zero increment value: '${words[1]}'`);
  const digits = Math.max(...words.slice(0, Math.max(1, words.length - 1)).map((w) => w.split('.')[1]?.length ?? 0));
  const show = (n: number): string =>
    format === undefined ? n.toFixed(words.length > 1 ? digits : 0) : formatPrintf(format, [String(n)], 0).text;
  const width = equal ? Math.max(show(first).length, show(last).length) : 0;
  const found: string[] = [];
  const count = Math.floor((last - first) / step + 1e-9);
  for (let i = 0; i <= count; i++) {
    const text = show(first + i * step);
    found.push(
      equal ? (text.startsWith('-') ? `-${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0')) : text,
    );
  }
  if (found.length > 0) t.out(`${found.join(separator)}\n`);
  return 0;
};

const basename: Tool = (t) => {
  const o = parseOptions(t.args, 'as:', ['multiple>a', 'suffix=>s']);
  if (o.words.length === 0) return usage(t, 'missing operand');
  const strip = (path: string, suffix: string | undefined): string => {
    const name = path.replace(/\/+$/, '').replace(/^.*\//, '') || (path.startsWith('/') ? '/' : '');
    return suffix && name.endsWith(suffix) && name !== suffix ? name.slice(0, -suffix.length) : name;
  };
  if (o.has('a', 's')) for (const word of o.words) t.out(`${strip(word, o.value('s'))}\n`);
  else if (o.words.length > 2) return usage(t, `extra operand '${o.words[2]}'`);
  else t.out(`${strip(o.words[0] as string, o.words[1])}\n`);
  return 0;
};

const dirname: Tool = (t) => {
  if (t.args.length === 0) return usage(t, 'missing operand');
  for (const path of t.args) {
    const trimmed = path.replace(/\/+$/, '');
    const dir = trimmed === '' ? '/' : trimmed.includes('/') ? trimmed.replace(/\/+[^/]*$/, '') || '/' : '.';
    t.out(`${dir}\n`);
  }
  return 0;
};

class ExprError extends Error {}

const expr: Tool = (t) => {
  const words = [...t.args];
  if (words.length === 0) return usage(t, 'missing operand', 2);
  const number = (text: string): bigint => {
    if (!/^-?\d+$/.test(text))
      throw new ExprError(t.guest.profile.era === '2013' ? 'non-numeric argument' : 'non-integer argument');
    return BigInt(text);
  };
  const truth = (text: string): boolean => text !== '' && !/^-?0+$/.test(text);
  const primary = (): string => {
    const word = words.shift();
    if (word === undefined) throw new ExprError('syntax error');
    if (word === '(') {
      const value = or();
      if (words.shift() !== ')') throw new ExprError("syntax error: expecting ')'");
      return value;
    }
    if (word === 'length') return String(primary().length);
    if (word === 'substr') {
      const text = primary();
      const [from, n] = [Number(primary()), Number(primary())];
      return from < 1 || n < 1 ? '' : text.slice(from - 1, from - 1 + n);
    }
    if (word === 'index') {
      const text = primary();
      const set = primary();
      return String([...text].findIndex((c) => set.includes(c)) + 1);
    }
    if (word === 'match') return match(primary(), primary());
    return word;
  };
  const match = (text: string, pattern: string): string => {
    const found = new RegExp(`^(?:${basicToExtended(pattern, false)})`).exec(text);
    return /\\\(/.test(pattern) ? (found?.[1] ?? '') : String(found?.[0].length ?? 0);
  };
  const level =
    (next: () => string, table: Record<string, (a: string, b: string) => string>): (() => string) =>
    () => {
      let left = next();
      while (words[0] !== undefined && table[words[0]]) {
        const work = table[words.shift() as string] as (a: string, b: string) => string;
        left = work(left, next());
      }
      return left;
    };
  const zero = (b: string): bigint => {
    if (number(b) === 0n) throw new ExprError('division by zero');
    return number(b);
  };
  const compare =
    (test: (c: number) => boolean) =>
    (a: string, b: string): string => {
      const c = /^-?\d+$/.test(a) && /^-?\d+$/.test(b) ? Number(BigInt(a) - BigInt(b)) : a < b ? -1 : a > b ? 1 : 0;
      return test(c) ? '1' : '0';
    };
  const matching = level(primary, { ':': match });
  const times = level(matching, {
    '*': (a, b) => String(number(a) * number(b)),
    '/': (a, b) => String(number(a) / zero(b)),
    '%': (a, b) => String(number(a) % zero(b)),
  });
  const plus = level(times, {
    '+': (a, b) => String(number(a) + number(b)),
    '-': (a, b) => String(number(a) - number(b)),
  });
  const relation = level(plus, {
    '<': compare((c) => c < 0),
    '<=': compare((c) => c <= 0),
    '=': compare((c) => c === 0),
    '==': compare((c) => c === 0),
    '!=': compare((c) => c !== 0),
    '>=': compare((c) => c >= 0),
    '>': compare((c) => c > 0),
  });
  const and = level(relation, { '&': (a, b) => (truth(a) && truth(b) ? a : '0') });
  const or = level(and, { '|': (a, b) => (truth(a) ? a : truth(b) ? b : '0') });
  try {
    const value = or();
    if (words.length > 0)
      throw new ExprError(
        t.guest.profile.era === '2013' ? 'syntax error' : `syntax error: unexpected argument '${words[0]}'`,
      );
    t.out(`${value}\n`);
    return truth(value) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ExprError)) throw error;
    return t.fail(error.message, 2);
  }
};

const HASHES: Readonly<Record<string, string>> = {
  md5sum: 'md5',
  sha1sum: 'sha1',
  sha256sum: 'sha256',
  sha512sum: 'sha512',
};

const checksum: Tool = (t) => {
  const o = parseOptions(t.args, 'cbtwq', ['check>c', 'binary>b', 'text>t', 'quiet>q', 'status', 'warn>w']);
  if (o.error) return usage(t, o.error);
  const algorithm = HASHES[t.name] as string;
  const digest = (path: string): string | Errno =>
    attempt(() => {
      const fd = t.system.files.open(t.process, path, { read: true });
      try {
        const hash = crypto().createHash(algorithm);
        for (;;) {
          const chunks = t.system.files.readChunks(t.process, fd, 1 << 22);
          if (chunks instanceof WouldBlock) throw new Errno('EIO');
          if (chunks.length === 0) return hash.digest('hex');
          for (const chunk of chunks) hash.update(Buffer.from(chunkBytes(chunk), 'latin1'));
        }
      } finally {
        t.system.files.close(t.process, fd);
      }
    });
  if (o.has('c')) {
    const g = gather(t, o.words);
    if (!isText(g)) return g as never;
    let bad = 0;
    for (const line of rows(g.text)) {
      const match = /^(\S+) [ *](.*)$/.exec(line);
      if (!match) continue;
      const sum = digest(match[2] as string);
      const ok = sum === match[1];
      if (sum instanceof Errno) t.err(`${t.name}: ${match[2]}: ${sum.message}\n`);
      if (!ok) bad++;
      if (!o.has('status') && (!ok || !o.has('q')))
        t.out(`${match[2]}: ${ok ? 'OK' : sum instanceof Errno ? 'FAILED open or read' : 'FAILED'}\n`);
    }
    if (bad > 0 && !o.has('status'))
      t.err(`${t.name}: WARNING: ${bad} ${bad === 1 ? 'computed checksum did' : 'computed checksums did'} NOT match\n`);
    return bad > 0 ? 1 : 0;
  }
  let status = 0;
  for (const name of o.words.length > 0 ? o.words : ['-']) {
    if (name === '-') {
      const text = t.all();
      if (typeof text !== 'string') return text;
      t.out(`${crypto().createHash(algorithm).update(Buffer.from(text, 'latin1')).digest('hex')}  -\n`);
      continue;
    }
    const sum = digest(name);
    if (sum instanceof Errno) {
      t.err(`${t.name}: ${name}: ${sum.message}\n`);
      status = 1;
    } else t.out(`${sum}  ${name}\n`);
  }
  return status;
};

const tac: Tool = (t) => {
  const g = gather(
    t,
    t.args.filter((a) => a === '-' || !a.startsWith('-')),
  );
  if (!isText(g)) return g as never;
  t.out(lines(g.text).reverse().join(''));
  return g.status;
};

const rev: Tool = (t) => {
  const g = gather(t, t.args);
  if (!isText(g)) return g as never;
  t.out(
    lines(g.text)
      .map((l) => `${[...l.replace(/\n$/, '')].reverse().join('')}${l.endsWith('\n') ? '\n' : ''}`)
      .join(''),
  );
  return g.status;
};

const nl: Tool = (t) => {
  const o = parseOptions(t.args, 'b:w:s:v:n:', [
    'body-numbering=>b',
    'number-width=>w',
    'number-separator=>s',
    'starting-line-number=>v',
    'number-format=>n',
  ]);
  const g = gather(t, o.words);
  if (!isText(g)) return g as never;
  const width = Number(o.value('w') ?? 6);
  let n = Number(o.value('v') ?? 1);
  for (const line of rows(g.text)) {
    if (line === '' && o.value('b') !== 'a') t.out(`${' '.repeat(width + 1)}\n`);
    else
      t.out(
        `${o.value('n') === 'ln' ? String(n++).padEnd(width) : String(n++).padStart(width, o.value('n') === 'rz' ? '0' : ' ')}${o.value('s') ?? '\t'}${line}\n`,
      );
  }
  return g.status;
};

const fold: Tool = (t) => {
  const o = parseOptions(t.args, 'w:sb', ['width=>w', 'spaces>s']);
  const g = gather(t, o.words);
  if (!isText(g)) return g as never;
  const width = Number(o.value('w') ?? 80);
  for (const line of lines(g.text)) {
    let text = line.replace(/\n$/, '');
    while (text.length > width) {
      const blank = o.has('s') ? text.slice(0, width).lastIndexOf(' ') : -1;
      const at = blank >= 0 ? blank + 1 : width;
      t.out(`${text.slice(0, at)}\n`);
      text = text.slice(at);
    }
    t.out(`${text}${line.endsWith('\n') ? '\n' : ''}`);
  }
  return g.status;
};

const cmp: Tool = (t) => {
  const o = parseOptions(t.args, 'sln:', ['silent>s', 'quiet>s', 'verbose>l', 'bytes=>n']);
  const [a = '', b = '-'] = o.words;
  const inputs = t.inputs([a, b]);
  if (!Array.isArray(inputs)) return inputs;
  const [x, y] = inputs.map((i) => i.text);
  if (x instanceof Errno || y instanceof Errno)
    return t.fail(`${x instanceof Errno ? a : b}: ${((x instanceof Errno ? x : y) as Errno).message}`, 2);
  const [p, q] = [x as string, y as string];
  const n = Math.min(p.length, q.length);
  let at = 0;
  while (at < n && p[at] === q[at]) at++;
  if (at === p.length && at === q.length) return 0;
  if (o.has('s')) return 1;
  if (at === n)
    t.err(
      `cmp: EOF on ${p.length < q.length ? a : b}${t.guest.profile.era === 'modern' ? ` after byte ${n}, ${n > 0 ? `in line ${p.slice(0, n).split('\n').length}` : 'line 1'}` : ''}\n`,
    );
  else t.out(`${a} ${b} differ: byte ${at + 1}, line ${p.slice(0, at).split('\n').length}\n`);
  return 1;
};

const factor: Tool = (t) => {
  for (const word of t.args) {
    let n = Number(word);
    if (!Number.isSafeInteger(n) || n < 0) return t.fail(`'${word}' is not a valid positive integer`);
    const found: number[] = [];
    for (let d = 2; d * d <= n; d++)
      while (n % d === 0) {
        found.push(d);
        n /= d;
      }
    if (n > 1) found.push(n);
    t.out(`${word}:${found.map((f) => ` ${f}`).join('')}\n`);
  }
  return 0;
};

const shuf: Tool = (t) => {
  const o = parseOptions(t.args, 'n:i:er', ['head-count=>n', 'input-range=>i', 'echo>e', 'repeat>r']);
  const range = /^(\d+)-(\d+)$/.exec(o.value('i') ?? '');
  let list: string[];
  if (range)
    list = Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_v, i) => String(Number(range[1]) + i));
  else if (o.has('e')) list = [...o.words];
  else {
    const g = gather(t, o.words);
    if (!isText(g)) return g as never;
    list = rows(g.text);
  }
  const random = t.guest.random('shuf', t.system.state.next++);
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.between(0, i);
    [list[i], list[j]] = [list[j] as string, list[i] as string];
  }
  t.out(
    list
      .slice(0, Number(o.value('n') ?? list.length))
      .map((l) => `${l}\n`)
      .join(''),
  );
  return 0;
};

export const TEXT_TOOLS: Readonly<Record<string, Tool>> = {
  wc,
  sort,
  uniq,
  cut,
  tr,
  seq,
  basename,
  dirname,
  expr,
  tac,
  rev,
  nl,
  fold,
  cmp,
  factor,
  shuf,
  md5sum: checksum,
  sha1sum: checksum,
  sha256sum: checksum,
  sha512sum: checksum,
};
export { closeInput, floating, nextInput };
