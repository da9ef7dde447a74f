/** Order of texts by culture (en-US). */

/** Printable ASCII and blanks in the order of the Unicode collation; the two cases of a letter stand together. */
const ORDER =
  '\t\n\v\f\r _-,;:!?.\'"()[]{}@*/\\&#%`^+<=>|~$0123456789AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz';

/** Place in that order by character code, the same for both cases; 0 for what is not there. */
const primary = new Uint8Array(128);
for (let i = 0, place = 0; i < ORDER.length; i++) {
  if (!/[a-z]/.test(ORDER[i]!)) place++;
  primary[ORDER.charCodeAt(i)] = place;
}

const collators: { accent?: Intl.Collator; variant?: Intl.Collator } = {};

/** Made when the first texts beyond ASCII are ordered: a collator takes longer to make than most scripts run. */
function collator(caseSensitive: boolean): Intl.Collator {
  const sensitivity = caseSensitive ? 'variant' : 'accent';
  collators[sensitivity] ??= new Intl.Collator('en-US', { sensitivity, ...(caseSensitive && { caseFirst: 'false' }) });
  return collators[sensitivity];
}

/** Order of texts by culture: negative, zero or positive. A small letter comes before its capital where case counts. */
export function compareText(a: string, b: string, caseSensitive: boolean): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  let tie = 0;
  let i = 0;
  for (; i < shorter; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    const p = primary[x];
    const q = primary[y];
    // Also where the code is beyond the table.
    if (!p || !q) return collator(caseSensitive).compare(a, b);
    if (p !== q) return isPlain(a, i + 1) && isPlain(b, i + 1) ? p - q : collator(caseSensitive).compare(a, b);
    if (tie === 0 && x !== y) tie = x > y ? -1 : 1;
  }
  if (!isPlain(a, i) || !isPlain(b, i)) return collator(caseSensitive).compare(a, b);
  return a.length - b.length || (caseSensitive ? tie : 0);
}

/** Is the text at its end there, or is that character in the table? A mark that follows a letter may change its place. */
function isPlain(text: string, at: number): boolean {
  return at >= text.length || Boolean(primary[text.charCodeAt(at)]);
}
