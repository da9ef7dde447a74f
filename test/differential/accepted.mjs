/** Differences that are accepted, each with its reason. */
const reasons = [
  // The order of a plain hashtable's keys is chance in .NET.
  {
    test: (text, want, got) =>
      /@\{[^}]*;/.test(text) && [...want.join('')].sort().join('') === [...got.join('')].sort().join(''),
  },
];

export function accepted(text, want, got) {
  return reasons.some((reason) => reason.test(text, want, got));
}
