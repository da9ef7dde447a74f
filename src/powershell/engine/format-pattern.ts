/** What custom patterns of dates and time spans have in common: quoted and escaped text, and runs of one letter. */

/** The text that stands for itself at `at`, and where the pattern goes on; undefined where a specifier stands. */
export function literalAt(pattern: string, at: number): { readonly text: string; readonly next: number } | undefined {
  const c = pattern[at];
  if (c === '\\') return { text: pattern[at + 1] ?? '', next: at + 2 };
  if (c !== "'" && c !== '"') return undefined;
  const close = pattern.indexOf(c, at + 1);
  return close < 0
    ? { text: pattern.slice(at + 1), next: pattern.length }
    : { text: pattern.slice(at + 1, close), next: close + 1 };
}

/** How often the letter at `at` stands there in a row. */
export function runLength(pattern: string, at: number): number {
  let n = 1;
  while (pattern[at + n] === pattern[at]) n++;
  return n;
}
