/** Cultures: separators of numbers and patterns of dates of those that scripts name. Names of days and months are English. */
import type { DateTime, PSValue } from '../../values.ts';
import { NetError } from '../errors.ts';
import { formatDate } from '../format-date.ts';
import { PSObj } from '../psobject.ts';

interface Facts {
  readonly name: string;
  readonly group: string;
  readonly decimal: string;
  /** Short date, short time, long time. */
  readonly patterns: readonly [string, string, string];
}

/** As .NET on Windows has them. */
const CULTURES: Readonly<Record<string, Facts>> = {
  'de-DE': { name: 'German (Germany)', group: '.', decimal: ',', patterns: ['dd.MM.yyyy', 'HH:mm', 'HH:mm:ss'] },
  'de-CH': {
    name: 'German (Switzerland)',
    group: '\u2019',
    decimal: '.',
    patterns: ['dd.MM.yyyy', 'HH:mm', 'HH:mm:ss'],
  },
  'de-AT': { name: 'German (Austria)', group: '\u00a0', decimal: ',', patterns: ['dd.MM.yyyy', 'HH:mm', 'HH:mm:ss'] },
  'en-GB': {
    name: 'English (United Kingdom)',
    group: ',',
    decimal: '.',
    patterns: ['dd/MM/yyyy', 'HH:mm', 'HH:mm:ss'],
  },
  'fr-FR': { name: 'French (France)', group: '\u202f', decimal: ',', patterns: ['dd/MM/yyyy', 'HH:mm', 'HH:mm:ss'] },
  'es-ES': { name: 'Spanish (Spain)', group: '.', decimal: ',', patterns: ['d/M/yyyy', 'H:mm', 'H:mm:ss'] },
  'it-IT': { name: 'Italian (Italy)', group: '.', decimal: ',', patterns: ['dd/MM/yyyy', 'HH:mm', 'HH:mm:ss'] },
  'nl-NL': { name: 'Dutch (Netherlands)', group: '.', decimal: ',', patterns: ['dd-MM-yyyy', 'HH:mm', 'HH:mm:ss'] },
  'sv-SE': { name: 'Swedish (Sweden)', group: '\u00a0', decimal: ',', patterns: ['yyyy-MM-dd', 'HH:mm', 'HH:mm:ss'] },
  'ja-JP': { name: 'Japanese (Japan)', group: ',', decimal: '.', patterns: ['yyyy/MM/dd', 'H:mm', 'H:mm:ss'] },
};
const INVARIANT: Facts = {
  name: 'Invariant Language (Invariant Country)',
  group: ',',
  decimal: '.',
  patterns: ['MM/dd/yyyy', 'HH:mm', 'HH:mm:ss'],
};
const AMERICAN: Facts = {
  name: 'English (United States)',
  group: ',',
  decimal: '.',
  patterns: ['M/d/yyyy', 'h:mm tt', 'h:mm:ss tt'],
};

/** A System.Globalization.CultureInfo. Unknown names are an error of their own. */
export function culture(name: string): PSValue {
  const known = Object.keys(CULTURES).find((n) => n.toLowerCase() === name.toLowerCase());
  const facts = name === '' ? INVARIANT : /^en(?:-us)?$/i.test(name) ? AMERICAN : known ? CULTURES[known]! : null;
  if (!facts)
    throw new NetError(
      'System.Globalization.CultureNotFoundException',
      `Culture is not supported. (Parameter 'name')\n${name} is an invalid culture identifier.`,
    );
  const proper = name === '' ? '' : facts === AMERICAN ? 'en-US' : known!;
  const object = new PSObj(['System.Globalization.CultureInfo', 'System.Object'], {
    Name: proper,
    DisplayName: facts.name,
    EnglishName: facts.name,
    TwoLetterISOLanguageName: proper === '' ? 'iv' : proper.slice(0, 2),
  });
  object.toText = () => proper;
  object.data = facts;
  return object;
}

const factsOf = (provider: PSValue | undefined): Facts | null =>
  provider instanceof PSObj && provider.netType === 'System.Globalization.CultureInfo'
    ? (provider.data as Facts)
    : null;

/** An American number's text in the culture of a provider. */
export function inCulture(text: string, provider: PSValue | undefined): string {
  const facts = factsOf(provider);
  if (!facts || (facts.group === ',' && facts.decimal === '.')) return text;
  return text.replace(/[.,]/g, (c) => (c === ',' ? facts.group : facts.decimal));
}

/** A date in a format of a provider's culture. */
export function dateInCulture(date: DateTime, format: string, provider: PSValue | undefined): string {
  const facts = factsOf(provider);
  if (!facts || facts === AMERICAN) return formatDate(date, format === '' ? 'G' : format);
  const [day, time, long] = facts.patterns;
  const patterns: Readonly<Record<string, string>> = {
    d: day,
    t: time,
    T: long,
    g: `${day} ${time}`,
    G: `${day} ${long}`,
    '': `${day} ${long}`,
  };
  // A slash and a colon in a custom format are the culture's separators.
  const slash = /[./-]/.exec(day)?.[0] ?? '/';
  const custom = format.length > 1 ? format.replace(/\//g, slash === '/' ? '/' : `'${slash}'`) : format;
  return formatDate(date, patterns[format] ?? custom);
}
