/** Words of a command as arguments of a program: $PSNativeCommandArgumentPassing, `--%`, script blocks, `~` and `*`. */
import { readdirSync } from 'node:fs';
import type { CommandElement } from '../binder/elements.ts';
import { edition } from '../edition.ts';
import { enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import type { Place } from '../engine/pipeline.ts';
import { wildcard } from '../engine/wildcard.ts';
import { type PSValue, ScriptBlock, Spelled } from '../values.ts';

/** Programs of Windows that split their command line by rules of their own: the mode Windows treats them as Legacy does. */
const OWN_RULES = /(?:^|[\\/])(?:cmd|find|cscript|wscript|sqlcmd)(?:\.exe)?$|\.(?:bat|cmd|js|vbs|wsf)$/i;

/** The arguments of the program at `path`. */
export function programArguments(place: Place, path: string): string[] {
  const { engine, scope } = place.frame;
  const { elements } = place.planned;
  const found = scope.find('psnativecommandargumentpassing');
  const mode = edition.current.name === '5.1' ? 'Legacy' : toText(found?.get() ?? 'Windows');
  const stop = elements.findIndex((e) => e.kind === 'argument' && e.value === '--%');
  const given = stop < 0 ? elements : elements.slice(0, stop);
  const words = given.flatMap((e) => wordsOf(e, place));
  // A script block travels as text that a PowerShell can read, with the formats that go with it.
  if (given.some((e) => e.kind === 'argument' && e.value instanceof ScriptBlock))
    words.push('-inputFormat', 'xml', '-outputFormat', 'text');
  if (stop >= 0) {
    const rest = elements.slice(stop + 1).map((e) => (e.kind === 'argument' ? toText(e.value) : ''));
    const line = rest.join(' ').replace(/%([^%\s]+)%/g, (whole, name: string) => toText(engine.env(name) ?? whole));
    return [...words, ...(engine.surroundings.windows ? splitLine(line) : line.trim().split(/\s+/))];
  }
  if (/^legacy$/i.test(mode) || (/^windows$/i.test(mode) && OWN_RULES.test(path))) return splitLine(legacyLine(words));
  return words;
}

function wordsOf(e: CommandElement, place: Place): string[] {
  if (e.kind === 'splat') return e.entries.map((x) => `-${x.name}:${toText(x.value)}`);
  if (e.kind === 'parameter') {
    const text = e.name === '-' ? '--' : e.text;
    if (!e.value) return [text];
    const value = toText(e.value.value);
    // `-n: v` are two words, as they were written.
    const apart = e.value.extent && e.extent && /\s$/.test(e.extent.text.slice(e.extent.start, e.value.extent.start));
    return apart ? [text, value] : [text + value];
  }
  const { value } = e;
  if (value === null) return [];
  if (value instanceof ScriptBlock) return ['-encodedCommand', Buffer.from(value.text, 'utf16le').toString('base64')];
  const written = e.extent ? e.extent.text.slice(e.extent.start, e.extent.end) : '';
  const items = enumerable(value);
  if (items) {
    // `a,b` is one word of the command line; what a variable or an expression gives are several.
    if (/^[^@($]/.test(written) && written.includes(',')) return [items.map(shown).join(',')];
    return items.map(shown);
  }
  const text = shown(value);
  return written === text ? expanded(text, place) : [text];
}

const shown = (value: PSValue): string => (value instanceof Spelled ? value.text : toText(value));

/** A bare word: `~` is the home folder, on Unix `*` names files. */
function expanded(word: string, place: Place): string[] {
  const { engine } = place.frame;
  const { windows } = engine.surroundings;
  if (/^~(?=\/|$)/.test(word) && edition.current.name === '7')
    return [toText(engine.env('HOME') ?? engine.env('USERPROFILE') ?? '~') + word.slice(1)];
  if (windows || !/[*?[]/.test(word)) return [word];
  const slash = word.lastIndexOf('/') + 1;
  const folder = word.slice(0, slash);
  if (/[*?[]/.test(folder)) return [word];
  const matches = wildcard(word.slice(slash), true);
  try {
    const names = readdirSync(engine.files.real(folder === '' ? '.' : folder))
      .filter((name) => !name.startsWith('.') && matches.test(name))
      .sort();
    return names.length > 0 ? names.map((name) => folder + name) : [word];
  } catch {
    return [word];
  }
}

/** The command line of Windows PowerShell: words with blanks in quotes, and no word about quotes inside them. */
function legacyLine(words: readonly string[]): string {
  return words
    .map((word) => {
      if (!needsQuotes(word)) return word;
      return `"${word}${word.endsWith('\\') ? '\\' : ''}"`;
    })
    .join(' ');
}

function needsQuotes(word: string): boolean {
  let quotes = 0;
  let escaped = false;
  for (const c of word) {
    if (c === '"' && !escaped) quotes++;
    else if (/\s/.test(c) && quotes % 2 === 0) return true;
    escaped = c === '\\';
  }
  return false;
}

/** A command line in words, as programs on Windows and .NET take it apart. */
export function splitLine(line: string): string[] {
  const words: string[] = [];
  let i = 0;
  for (;;) {
    while (line[i] === ' ' || line[i] === '\t') i++;
    if (i >= line.length) return words;
    let word = '';
    let quoted = false;
    for (; i < line.length; i++) {
      let slashes = 0;
      while (line[i] === '\\') {
        slashes++;
        i++;
      }
      if (slashes > 0) {
        if (line[i] !== '"') {
          word += '\\'.repeat(slashes);
          i--;
          continue;
        }
        word += '\\'.repeat(slashes >> 1);
        if (slashes % 2 === 1) {
          word += '"';
          continue;
        }
      }
      const c = line[i]!;
      if (c === '"') {
        if (quoted && line[i + 1] === '"') {
          word += '"';
          i++;
        } else quoted = !quoted;
      } else if ((c === ' ' || c === '\t') && !quoted) break;
      else word += c;
    }
    words.push(word);
  }
}
