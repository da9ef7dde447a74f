/** What is wrong with a .NET pattern, in the words of RegexParseException. */

const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/;
const GROUP = /^\(\?(?:[:=!>#]|<[=!]|<\w+(?:-\w*)?>|'\w+(?:-\w*)?'|<-\w+>|[imnsx]*(?:-[imnsx]*)?[:)]|\()/;

/** Escapes that lack something: how they look, where the fault is seen. */
const INCOMPLETE: readonly (readonly [RegExp, number, string])[] = [
  [/^\\[pP](?!\{\w+\})/, 2, 'Incomplete \\p{X} character escape.'],
  [/^\\(?:x(?![\da-f]{2})|u(?![\da-f]{4}))/i, 2, 'Insufficient or invalid hexadecimal digits.'],
  [/^\\c(?![@-_a-z])/, 2, 'Missing control character.'],
  [/^\\k$/, 1, 'Malformed \\k<...> named back reference.'],
  [/^\\k(?!<\w+>|'\w+')/, 3, 'Malformed \\k<...> named back reference.'],
];

/** The message of the exception; the first fault counts. */
export function patternFault(pattern: string): string {
  const [offset, why] = faultOf(pattern);
  return `Invalid pattern '${pattern}' at offset ${offset}. ${why}`;
}

function faultOf(pattern: string): readonly [offset: number, why: string] {
  const names = new Set([...pattern.matchAll(/\(\?[<'](\w+)[>']/g)].map((m) => m[1]!));
  const groups = [...pattern.replace(/\\./g, '').matchAll(/\((?!\?)/g)].length + names.size;
  let depth = 0;
  /** What a quantifier would apply to: nothing, an item, or an item that has one. */
  let before: 'nothing' | 'item' | 'quantified' = 'nothing';
  for (let i = 0; i < pattern.length; i++) {
    const rest = pattern.slice(i);
    const c = pattern[i]!;
    const quantifier = QUANTIFIER.exec(rest);
    if (quantifier) {
      const text = quantifier[0];
      const short = text[0]!;
      if (before === 'nothing') return [i + 1, `Quantifier '${short}' following nothing.`];
      if (before === 'quantified') return [i + 1, `Nested quantifier '${short}'.`];
      const bounds = /^\{(\d+),(\d+)\}/.exec(text);
      if (bounds && Number(bounds[1]) > Number(bounds[2])) return [i + bounds[0].length, 'Illegal {x,y} with x > y.'];
      i += text.length - 1;
      before = 'quantified';
      continue;
    }
    before = 'item';
    if (c === '\\') {
      if (rest.length === 1) return [i + 1, 'Illegal \\ at end of pattern.'];
      const incomplete = INCOMPLETE.find(([form]) => form.test(rest));
      if (incomplete) return [i + incomplete[1], incomplete[2]];
      const property = /^\\[pP]\{(\w+)\}/.exec(rest);
      if (property) return [i + property[0].length, `Unknown property '${property[1]}'.`];
      const named = /^\\k<(\w+)>/.exec(rest);
      if (named && !names.has(named[1]!))
        return [i + named[0].length, `Reference to undefined group name '${named[1]}'.`];
      const number = /^\\([1-9])(?!\d)/.exec(rest);
      if (number && Number(number[1]) > groups) return [i + 2, `Reference to undefined group number ${number[1]}.`];
      i++;
    } else if (c === '[') {
      const [end, fault] = setFault(pattern, i);
      if (fault) return [end, fault];
      i = end;
    } else if (c === '(') {
      if (rest.startsWith('(?') && !GROUP.test(rest)) {
        const seen = /^\(\?(?:<\w*|[imnsx-]*.?)/.exec(rest)![0];
        return [i + seen.length, 'Unrecognized grouping construct.'];
      }
      depth++;
      before = 'nothing';
      const head = GROUP.exec(rest);
      if (head) {
        i += head[0].length - 1;
        if (head[0].endsWith(')')) depth--;
      }
    } else if (c === ')') {
      if (--depth < 0) return [i + 1, "Too many )'s."];
    } else if (c === '|' || c === '^') before = c === '|' ? 'nothing' : 'item';
  }
  return depth > 0
    ? [pattern.length, "Not enough )'s."]
    : [pattern.length, 'Unrecognized escape sequence or construct.'];
}

/** Looks through `[...]`: its end, and what is wrong with it. */
function setFault(pattern: string, start: number): readonly [end: number, fault: string | null] {
  let i = start + 1;
  if (pattern[i] === '^') i++;
  for (let first = true; i < pattern.length; i++, first = false) {
    if (pattern[i] === ']' && !first) return [i, null];
    if (pattern[i] === '\\') {
      i++;
      continue;
    }
    const high = pattern[i + 2];
    if (pattern[i + 1] === '-' && high !== undefined && high !== ']' && high !== '\\' && high !== '[') {
      if (high < pattern[i]!) return [i + 3, '[x-y] range in reverse order.'];
      i += 2;
    }
  }
  return [pattern.length, 'Unterminated [] set.'];
}
