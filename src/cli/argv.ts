/**
 * Reads the words of a command line, as a shell handed them over, into elements for the binder. The shell has done its
 * quoting: each word is one bareword of the language, `$` and `;` mean nothing, and inner quotes are honoured.
 */

import { isDash } from '../powershell/binder/dash.ts';
import type { CommandElement, ParameterElement } from '../powershell/binder/elements.ts';
import type { Metadata } from '../powershell/binder/metadata.ts';
import { findParameter } from '../powershell/binder/names.ts';
import { Word } from '../powershell/binder/word.ts';
import { type Extent, PSError } from '../powershell/errors.ts';
import { scanNumber } from '../powershell/numbers.ts';
import { type PSValue, Spelled } from '../powershell/values.ts';

export type Format = 'table' | 'list' | 'json';

export interface CommandWords {
  readonly elements: readonly CommandElement[];
  /** The command line put together again, for error positions. */
  readonly text: string;
  readonly format?: Format;
  readonly help: boolean;
}

/** Switches that mean false where a shell ate the `$false` after their colon. */
const falseWhenEmpty = /^(whatif|wi|confirm|cf)$/i;

const constants: Readonly<Record<string, PSValue>> = { $true: true, $false: false, $null: null };

/** Reads `argv` for the cmdlet. Throws a PSError for a value that the shell ate. */
export function readArgv(argv: readonly string[], metadata: Metadata): CommandWords {
  const { text, places } = commandLine(metadata.def.name, argv);
  const elements: CommandElement[] = [];
  let format: Format | undefined;
  let help = false;
  let plain = false;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const [start, end] = places[i]!;
    const extent: Extent = { text, start, end, line: 1, column: start + 1 };
    if (plain) {
      elements.push({ kind: 'argument', value: value(word), extent });
    } else if (word === '--') {
      plain = true;
    } else if (word === '--json') {
      format = 'json';
    } else if (/^--format(=|$)/.test(word)) {
      format = formatFrom(word.includes('=') ? word.slice(9) : argv[++i]);
    } else if (word === '--help' || word === '-?') {
      help = true;
    } else {
      elements.push(elementOf(word, extent, metadata));
    }
  }
  return { elements, text, help, ...(format && { format }) };
}

function formatFrom(word: string | undefined): Format {
  const known: readonly Format[] = ['list', 'table', 'json'];
  const format = known.find((name) => name === word?.toLowerCase());
  if (format) return format;
  throw problem(
    'UnknownFormat',
    `--format is one of ${known.join(', ')}${word === undefined ? '' : `, not '${word}'`}.`,
  );
}

function elementOf(word: string, extent: Extent, metadata: Metadata): CommandElement {
  const gnu = /^--([a-z][\w-]*)(?:=(.*))?$/is.exec(word);
  if (gnu) return parameter(gnu[1]!, word, extent, gnu[2]);
  const match = isDash(word[0]) ? /^.([\p{L}_?][^\s:]*)(?::(.*))?$/su.exec(word) : null;
  if (!match) return { kind: 'argument', value: value(word), extent };
  const [, name = '', given] = match;
  if (given !== '') return parameter(name, word, extent, given);
  if (falseWhenEmpty.test(findParameter(metadata, name, extent)?.name ?? name)) {
    return { kind: 'parameter', name, text: word, extent, value: { value: false, extent } };
  }
  throw eaten(word, extent);
}

function parameter(name: string, text: string, extent: Extent, given: string | undefined): ParameterElement {
  if (given === undefined) return { kind: 'parameter', name, text, extent };
  const start = extent.end - given.length;
  const at: Extent = { ...extent, start, column: start + 1 };
  return { kind: 'parameter', name, text, extent, value: { value: value(given), extent: at } };
}

/** A value: a constant, a number, or text that may turn out to be a list. */
function value(word: string): PSValue {
  const constant = constants[word.toLowerCase()];
  if (constant !== undefined) return constant;
  const number = scanNumber(word);
  if (number !== undefined) return new Spelled(number, word);
  const parts = splitList(word);
  const items = parts.length > 1 ? parts.map(item) : undefined;
  return new Word(parts.map((part) => unquote(part)).join(','), items);
}

function item(part: string): PSValue {
  const constant = constants[part.toLowerCase()];
  return constant !== undefined ? constant : (scanNumber(part) ?? unquote(part.trim()));
}

/** Parts between the commas that stand outside quotes. A quote counts at the beginning of a part only: `it's` is one word. */
function splitList(word: string): string[] {
  const parts: string[] = [];
  let part = '';
  let rest = word;
  while (rest !== '') {
    const quoted = part.trim() === '' ? /^\s*(?:'(?:[^']|'')*'|"(?:[^"]|"")*")(?=\s*(?:,|$))/.exec(rest) : null;
    if (quoted) {
      part += quoted[0];
      rest = rest.slice(quoted[0].length);
    } else if (rest[0] === ',') {
      parts.push(part);
      part = '';
      rest = rest.slice(1);
    } else {
      part += rest[0];
      rest = rest.slice(1);
    }
  }
  return [...parts, part];
}

function unquote(part: string): string {
  const match = /^\s*(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)")\s*$/.exec(part);
  if (!match) return part;
  return match[1] !== undefined ? match[1].replaceAll("''", "'") : match[2]!.replaceAll('""', '"');
}

function eaten(word: string, extent: Extent): PSError {
  const name = word.slice(0, -1);
  return problem(
    'ParameterRequiresArgument',
    `Parameter ${word} requires an argument. A shell such as bash replaces an unquoted $false, $true or $null by nothing: ` +
      `write '${name}:$false' in single quotes, or ${name}:false.`,
    extent,
  );
}

function problem(id: string, message: string, extent?: Extent): PSError {
  const exceptionType = 'System.Management.Automation.ParseException';
  return new PSError({ id, category: 'ParserError', exceptionType, message, ...(extent && { extent }) });
}

/** The words as one line, quoted where they need it, and where in it each of them stands. */
function commandLine(name: string, argv: readonly string[]): { text: string; places: [number, number][] } {
  let text = name;
  const places: [number, number][] = [];
  for (const word of argv) {
    const shown = word === '' || /\s/.test(word) ? `'${word.replaceAll("'", "''")}'` : word;
    text += ' ';
    places.push([text.length, text.length + shown.length]);
    text += shown;
  }
  return { text, places };
}
