/** Wildcards: `*`, `?`, `[a-z]`, escaped by a backtick. */

const cache = new Map<string, RegExp>();

/** True where the text has characters that a wildcard pattern gives a meaning. */
export function hasWildcard(text: string): boolean {
  return /(?<!`)[*?[]/.test(text);
}

/** A pattern as a regular expression over the whole text. */
export function wildcard(pattern: string, caseSensitive = false): RegExp {
  const key = `${caseSensitive ? 'c' : 'i'}${pattern}`;
  let regex = cache.get(key);
  if (!regex) {
    let source = '';
    for (let i = 0; i < pattern.length; i++) {
      const c = pattern[i]!;
      if (c === '*') source += '.*';
      else if (c === '?') source += '.';
      else if (c === '`' && i + 1 < pattern.length) source += quote(pattern[++i]!);
      else if (c === '[') {
        const close = pattern.indexOf(']', i + 2);
        if (close < 0) source += '\\[';
        else {
          source += `[${pattern.slice(i + 1, close).replace(/[\\\]^]/g, '\\$&')}]`;
          i = close;
        }
      } else source += quote(c);
    }
    regex = new RegExp(`^${source}$`, caseSensitive ? 'su' : 'siu');
    if (cache.size > 500) cache.clear();
    cache.set(key, regex);
  }
  return regex;
}

function quote(c: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(c) ? `\\${c}` : c;
}

/** Takes the backticks out of an escaped pattern. */
export function unescapeWildcard(text: string): string {
  return text.replace(/`(.)/g, '$1');
}
