/** POSIX regular expressions as JavaScript's. */
import { posixClasses } from '../shell/conditional.ts';

/** Source for JavaScript from a basic (or extended) expression. */
export function basicToExtended(pattern: string, extended: boolean): string {
  let out = '';
  let i = 0;
  let start = true;
  while (i < pattern.length) {
    const c = pattern[i] as string;
    if (c === '[') {
      const end = bracketEnd(pattern, i);
      if (end < 0) throw new SyntaxError('Unmatched [');
      const body = pattern.slice(i + 1, end);
      const negated = body.startsWith('^');
      const inner = (negated ? body.slice(1) : body)
        .replace(/^\]/, '\\]')
        .replace(/\\(?!\])/g, '\\\\')
        .replace(/\[(?!:)/g, '\\[');
      out += `[${negated ? '^' : ''}${posixClasses(inner)}]`;
      i = end + 1;
      start = false;
      continue;
    }
    if (c === '\\') {
      const next = pattern[i + 1] ?? '';
      i += 2;
      start = false;
      if (!extended && '(){}|+?'.includes(next) && next !== '') {
        out += next;
        start = next === '(' || next === '|';
      } else if (next === '<') out += '\\b(?=\\w)';
      else if (next === '>') out += '\\b(?<=\\w)';
      else if (/[wWsSbB1-9]/.test(next)) out += `\\${next}`;
      else if (/[A-Za-z]/.test(next)) out += next;
      else out += next === '' ? '\\\\' : `\\${next}`;
      continue;
    }
    if (!extended && '(){}|+?'.includes(c)) out += `\\${c}`;
    else if (!extended && c === '*' && start) out += '\\*';
    else if (!extended && c === '^' && !start) out += '\\^';
    else if (!extended && c === '$' && i < pattern.length - 1 && !/^\\[)|]/.test(pattern.slice(i + 1))) out += '\\$';
    else if (extended && c === '{' && !/^\{\d*,?\d*\}/.test(pattern.slice(i))) out += '\\{';
    else if (c === '/') out += '\\/';
    else out += c;
    start = c === '^' && start;
    i++;
    if (extended && (c === '(' || c === '|')) start = true;
  }
  return out;
}

function bracketEnd(pattern: string, open: number): number {
  let i = open + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') i++;
  while (i < pattern.length && pattern[i] !== ']') {
    const named = /^\[[:.=][^\]]*[:.=]\]/.exec(pattern.slice(i));
    i += named ? named[0].length : 1;
  }
  return i < pattern.length ? i : -1;
}
