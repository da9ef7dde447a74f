/** .NET's regular expressions over JavaScript's: translated once and cached. */
import { NetError } from './errors.ts';
import { patternFault } from './regex-faults.ts';

export interface Options {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly singleline?: boolean;
  readonly extended?: boolean;
}

/** A compiled pattern: the JavaScript expression and the names of its groups by number. */
export interface Regex {
  readonly regex: RegExp;
  readonly names: readonly (string | undefined)[];
  readonly pattern: string;
  readonly options: Options;
}

const cache = new Map<string, Regex>();

/** Compiles a .NET pattern. Throws .NET's argument exception where it is wrong. */
export function compileRegex(pattern: string, options: Options = {}): Regex {
  const key = `${options.ignoreCase ? 'i' : ''}${options.multiline ? 'm' : ''}${options.singleline ? 's' : ''}${options.extended ? 'x' : ''}/${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const result = build(pattern, options);
  if (cache.size > 1000) cache.clear();
  cache.set(key, result);
  return result;
}

function build(pattern: string, options: Options): Regex {
  let flags = 'gdu';
  let { ignoreCase, multiline, singleline, extended } = options;
  let source = pattern;
  const inline = /^\(\?([imsnx]+)(?:-[imsnx]+)?\)/.exec(source);
  if (inline) {
    source = source.slice(inline[0].length);
    if (inline[1]!.includes('i')) ignoreCase = true;
    if (inline[1]!.includes('m')) multiline = true;
    if (inline[1]!.includes('s')) singleline = true;
    if (inline[1]!.includes('x')) extended = true;
  }
  if (ignoreCase) flags += 'i';
  if (multiline) flags += 'm';
  if (singleline) flags += 's';
  const translated = translate(source, multiline === true, extended === true);
  try {
    return { regex: new RegExp(translated.source, flags), names: translated.names, pattern, options };
  } catch {
    throw new NetError('System.Text.RegularExpressions.RegexParseException', patternFault(pattern));
  }
}

const SYNTAX = '^$\\.*+?()[]{}|/';

/** Pattern text for JavaScript's `u` mode, in which every escape must be a known one. */
function translate(
  source: string,
  multiline: boolean,
  extended: boolean,
): { source: string; names: (string | undefined)[] } {
  let out = '';
  const plain: (string | undefined)[] = [undefined];
  const named: string[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '\\') {
      const d = source[++i] ?? '';
      if (d === 'A') out += '(?<![\\s\\S])';
      else if (d === 'z') out += '(?![\\s\\S])';
      else if (d === 'Z') out += '(?=\\n?(?![\\s\\S]))';
      else if (d === 'd') out += '\\p{Nd}';
      else if (d === 'D') out += '\\P{Nd}';
      else if (d === 'w') out += '[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]';
      else if (d === 'W') out += '[^\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}]';
      else if (d === 'a') out += '\\x07';
      else if (d === 'e') out += '\\x1b';
      else if (d === 'h') out += '[\\t ]';
      else if ('bBsSnrtfvu'.includes(d) || /[0-9xckpP]/.test(d)) out += escapeOf(d, source, i);
      else out += SYNTAX.includes(d) || d === '-' ? (d === '-' ? '-' : `\\${d}`) : quoted(d);
    } else if (c === '[') {
      const end = classEnd(source, i);
      out += characterClass(source.slice(i, end + 1));
      i = end;
    } else if (c === '(') {
      const m = /^\((?:\?(?:<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)'))/.exec(source.slice(i));
      if (m) {
        const name = m[1] ?? m[2]!;
        if (seen.has(name)) {
          out += '(?:';
        } else {
          seen.add(name);
          named.push(name);
          plain.push(name);
          out += `(?<${name}>`;
        }
        i += m[0].length - 1;
      } else if (source.startsWith('(?>', i)) {
        out += '(?:';
        i += 2;
      } else if (source.startsWith('(?#', i)) {
        const close = source.indexOf(')', i);
        i = close < 0 ? source.length : close;
      } else {
        const flags = /^\(\?([imsnx-]+)\)/.exec(source.slice(i));
        if (flags) {
          i += flags[0].length - 1;
        } else {
          if (source[i + 1] !== '?') plain.push(undefined);
          out += c;
        }
      }
    } else if (c === '$' && !multiline) out += '(?=\\n?(?![\\s\\S]))';
    else if (c === '.') out += '.';
    else if (c === '{' && !/^\{\d+(?:,\d*)?\}/.test(source.slice(i))) out += '\\{';
    else if (c === '}' && !/\{\d+(?:,\d*)?$/.test(source.slice(0, i))) out += '\\}';
    else if (c === ']') out += '\\]';
    else if (extended && /\s/.test(c)) continue;
    else if (extended && c === '#') {
      while (i < source.length && source[i] !== '\n') i++;
    } else out += c;
  }
  return { source: out, names: plain };
}

function escapeOf(d: string, source: string, i: number): string {
  if (d === 'x' && !/^[0-9a-f]{2}/i.test(source.slice(i + 1))) return 'x';
  if (d === 'u' && !/^[0-9a-f]{4}/i.test(source.slice(i + 1))) return 'u';
  if (d === 'p' || d === 'P') {
    if (/^\{Is/.test(source.slice(i + 1))) return `\\${d}`;
    return `\\${d}`;
  }
  return `\\${d}`;
}

function quoted(d: string): string {
  return /[A-Za-z]/.test(d) ? d : d === '' ? '\\\\' : SYNTAX.includes(d) ? `\\${d}` : d;
}

function classEnd(source: string, start: number): number {
  let i = start + 1;
  if (source[i] === '^') i++;
  if (source[i] === ']') i++;
  for (; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === ']') return i;
  }
  return source.length;
}

function characterClass(text: string): string {
  if (!text.endsWith(']')) return text;
  let body = text.slice(1, -1);
  let negated = '';
  if (body.startsWith('^')) {
    negated = '^';
    body = body.slice(1);
  }
  let out = '';
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '\\') {
      const d = body[++i] ?? '\\';
      if (d === 'd') out += '\\p{Nd}';
      else if (d === 'w') out += '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}';
      else if ('sSDWnrtfvbB0xupP'.includes(d)) out += d === 'W' ? '\\W' : `\\${d}`;
      else if (d === 'e') out += '\\x1b';
      else out += `${SYNTAX}-`.includes(d) ? `\\${d}` : d;
    } else if (c === ']' || c === '[' || ('(){}|/&~!@#%,:;<=>`'.includes(c) && '(){}|/'.includes(c))) out += `\\${c}`;
    else if (c === '-' && (i === 0 || i === body.length - 1)) out += '\\-';
    else if (c === '-' && /\\[dwsp]$/i.test(body.slice(0, i))) out += '\\-';
    else out += c;
  }
  if (out === '' && negated === '') return '\\]';
  return `[${negated}${out}]`;
}

/** The replacement text of `-replace` and Replace() for one match. */
export function expandReplacement(template: string, m: RegExpExecArray, input: string): string {
  return template.replace(/\$(\$|&|`|'|\+|_|\d+|\{(\w+)\})/g, (all, what: string, name?: string) => {
    switch (what) {
      case '$':
        return '$';
      case '&':
        return m[0];
      case '`':
        return input.slice(0, m.index);
      case "'":
        return input.slice(m.index + m[0].length);
      case '_':
        return input;
      case '+':
        return m[m.length - 1] ?? '';
    }
    if (name !== undefined && !/^\d+$/.test(name)) {
      return m.groups && name in m.groups ? (m.groups[name] ?? '') : all;
    }
    const number = Number(name ?? what);
    if (number < m.length) return m[number] ?? '';
    return all;
  });
}
