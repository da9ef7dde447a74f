import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareText } from '../../src/powershell/engine/collation.ts';

const collators = {
  accent: new Intl.Collator('en-US', { sensitivity: 'accent' }),
  variant: new Intl.Collator('en-US', { sensitivity: 'variant', caseFirst: 'false' }),
};

/** Few letters, so that beginnings are often the same; marks, controls and letters beyond ASCII among them. */
const texts = fc.array(
  fc.constantFrom(...'aAbBzZ019-_ .,$~\t\n', '\u0301', '\u0001', '\u0000', 'ä', 'ß', 'Æ', 'ﬁ', '한'),
  {
    maxLength: 6,
  },
);

test.each([
  [false, collators.accent],
  [true, collators.variant],
] as const)('texts are ordered as the culture has them (by case: %s)', (exact, collator) => {
  const all = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  for (const a of all)
    for (const b of all) expect(Math.sign(compareText(a, b, exact))).toBe(Math.sign(collator.compare(a, b)));
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const [x, y] = [a.join(''), b.join('')];
      expect(Math.sign(compareText(x, y, exact))).toBe(Math.sign(collator.compare(x, y)));
    }),
    { numRuns: 3000, seed: 1 },
  );
});
