/**
 * Reads one plain command line (a cmdlet and its arguments, by the language's quoting rules) into elements for the binder.
 * What needs the language itself (variables, pipelines, subexpressions, redirection) is refused by name.
 */

import { type Extent, PSError } from '../errors.ts';
import { scanNumber } from '../numbers.ts';
import { type PSValue, Spelled } from '../values.ts';
import type { CommandElement } from './elements.ts';
import { missingExpression, ParseError, unterminated } from './parse-error.ts';

export interface CommandLine {
  readonly name: string;
  readonly nameExtent: Extent;
  readonly elements: readonly CommandElement[];
}

const singleQuotes = "'‘’‚‛";
const doubleQuotes = '"“”„';
const space = /[\s\u0085]/;
const wordEnds = '{}();,|&';
const parameterToken = /^[-–—―]([\p{L}_?][^\s{}();,|&.[:'"‘’‚‛“”„]*)(:?)/u;
const language = '$@(){};|&<>';

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads `text`; undefined where it holds no command. Throws a ParseError, or NeedsLanguage. */
export function readCommandLine(text: string): CommandLine | undefined {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  #at = 0;
  #noMoreParameters = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): CommandLine | undefined {
    this.#skipSpace();
    const start = this.#at;
    if (this.#done) return undefined;
    const first = this.#char;
    if (/[\d.+-]/.test(first) || isQuote(first) || first === '[') throw this.#needsLanguage(start, 'an expression');
    const name = this.#word();
    const nameExtent = this.#extent(start);
    const elements: CommandElement[] = [];
    for (;;) {
      this.#skipSpace();
      if (this.#done) break;
      const element = this.#element();
      if (element) elements.push(...element);
    }
    return { name, nameExtent, elements };
  }

  get #char(): string {
    return this.#text[this.#at] ?? '';
  }

  get #done(): boolean {
    return this.#at >= this.#text.length;
  }

  #extent(start: number, end = this.#at): Extent {
    const before = this.#text.slice(0, start);
    return {
      text: this.#text,
      start,
      end,
      line: before.split('\n').length,
      column: start - (before.lastIndexOf('\n') + 1) + 1,
    };
  }

  #skipSpace(): void {
    while (space.test(this.#char)) this.#at++;
    if (this.#char === '#') this.#at = this.#text.length;
  }

  #element(): CommandElement[] | undefined {
    const start = this.#at;
    const rest = this.#text.slice(start);
    if (/^--%(?=\s|$)/.test(rest)) return this.#verbatim(start);
    if (/^[-–—―]{2}(?=\s|$)/.test(rest) && !this.#noMoreParameters) {
      this.#noMoreParameters = true;
      this.#at += 2;
      return undefined;
    }
    const parameter = this.#noMoreParameters ? null : parameterToken.exec(rest);
    if (parameter && !isQuote(rest[parameter[0].length] ?? '', parameter[2]))
      return [this.#parameter(parameter, start)];
    return [{ kind: 'argument', value: this.#argument(), extent: this.#extent(start) }];
  }

  #parameter(match: RegExpExecArray, start: number): CommandElement {
    const [text, name = '', colon] = match;
    this.#at += text.length;
    if (!colon) return { kind: 'parameter', name, text, extent: this.#extent(start) };
    this.#skipSpace();
    if (this.#done || /^[-–—―]{2}(?=\s|$)/.test(this.#text.slice(this.#at))) {
      const where = this.#done ? this.#text.length : this.#at;
      throw new ParseError(
        'ParameterRequiresArgument',
        `Parameter ${text} requires an argument.`,
        this.#extent(where, where),
      );
    }
    const valueStart = this.#at;
    const value = this.#argument();
    return {
      kind: 'parameter',
      name,
      text,
      extent: this.#extent(start),
      value: { value, extent: this.#extent(valueStart) },
    };
  }

  /** After `--%` everything is one argument. */
  #verbatim(start: number): CommandElement[] {
    this.#at += 3;
    const stop: CommandElement = { kind: 'argument', value: '--%', extent: this.#extent(start) };
    const from = this.#at + /^\s*/.exec(this.#text.slice(this.#at))![0].length;
    this.#at = this.#text.length;
    const rest = this.#text.slice(from).trimEnd();
    return rest === '' ? [stop] : [stop, { kind: 'argument', value: rest, extent: this.#extent(from) }];
  }

  /** A value, or a list of values with commas between. */
  #argument(): PSValue {
    if (this.#char === ',') throw this.#missingArgument('MissingArgument');
    const first = this.#value();
    const items: PSValue[] = [first];
    for (;;) {
      const end = this.#at;
      while (/[^\S\r\n]/.test(this.#char)) this.#at++;
      if (this.#char !== ',') {
        this.#at = end;
        break;
      }
      this.#at++;
      const comma = this.#at;
      while (space.test(this.#char)) this.#at++;
      if (this.#done) throw new ParseError('MissingExpression', missingExpression, undefined);
      if (this.#char === ',') throw this.#missingArgument('MissingExpression', comma);
      items.push(this.#value());
    }
    return items.length === 1 ? first : items.map((item) => (item instanceof Spelled ? item.value : item));
  }

  #missingArgument(id: 'MissingArgument' | 'MissingExpression', at = this.#at): ParseError {
    const extent = this.#extent(at, at);
    const missing = 'Missing argument in parameter list.';
    if (id === 'MissingArgument') return new ParseError(id, missing, extent);
    return new ParseError(id, missingExpression, extent, [`MissingArgument: ${missing}`]);
  }

  #value(): PSValue {
    const start = this.#at;
    if (singleQuotes.includes(this.#char)) return this.#single();
    if (doubleQuotes.includes(this.#char)) return this.#double();
    const name = parameterToken.exec(this.#text.slice(start));
    if (name && !isQuote(this.#text[start + name[0].length] ?? '', name[2])) {
      // where a value is expected a name is a value, and still ends after its colon
      this.#at += name[0].length;
      return name[0];
    }
    const word = this.#word();
    const raw = this.#text.slice(start, this.#at);
    const number = raw === word ? scanNumber(raw) : undefined;
    return number === undefined ? word : new Spelled(number, raw);
  }

  /** A bare word; quotes inside it are taken away. */
  #word(): string {
    let word = '';
    const start = this.#at;
    while (!this.#done && !space.test(this.#char) && !(wordEnds.includes(this.#char) && this.#at > start)) {
      const char = this.#char;
      if (singleQuotes.includes(char)) word += this.#single();
      else if (doubleQuotes.includes(char)) word += this.#double();
      else if (char === '`') word += this.#escape();
      else if (this.#isLanguage(char, start)) throw this.#refuse(start);
      else {
        word += char;
        this.#at++;
      }
    }
    if (!this.#done && '({|&;'.includes(this.#char)) throw this.#refuse(this.#at);
    return word;
  }

  /** `@` and `<` mean something only at the start of a word. */
  #isLanguage(char: string, start: number): boolean {
    return language.includes(char) && (!'@<'.includes(char) || this.#at === start);
  }

  #refuse(at: number): PSError {
    const rest = this.#text.slice(at);
    if (rest.startsWith('>') && rest.slice(1).trim() === '') {
      const where = this.#extent(at + 1, at + 1);
      return new ParseError(
        'MissingFileSpecification',
        'Missing file specification after redirection operator.',
        where,
      );
    }
    return this.#needsLanguage(this.#at, `'${this.#char}'`);
  }

  #needsLanguage(at: number, what: string): PSError {
    return new PSError({
      id: 'LanguageNotAvailable',
      category: 'NotImplemented',
      exceptionType: 'System.NotImplementedException',
      message: `${what} needs the PowerShell language, which hyperv does not have yet. One cmdlet with plain arguments can be read.`,
      extent: this.#extent(at, at + 1),
    });
  }

  #single(): string {
    this.#at++;
    let text = '';
    for (;;) {
      if (this.#done) throw unterminated("'");
      const char = this.#char;
      this.#at++;
      if (!singleQuotes.includes(char)) text += char;
      else if (!singleQuotes.includes(this.#char) || this.#done) return text;
      else {
        text += this.#char;
        this.#at++;
      }
    }
  }

  #double(): string {
    this.#at++;
    let text = '';
    for (;;) {
      if (this.#done) throw unterminated('"');
      const char = this.#char;
      if (char === '`') {
        text += this.#escape();
        continue;
      }
      if (char === '$' && /[\w({?^$:]/.test(this.#text[this.#at + 1] ?? '')) throw this.#needsLanguage(this.#at, "'$'");
      this.#at++;
      if (!doubleQuotes.includes(char)) text += char;
      else if (!doubleQuotes.includes(this.#char) || this.#done) return text;
      else {
        text += this.#char;
        this.#at++;
      }
    }
  }

  #escape(): string {
    const next = this.#text[this.#at + 1];
    if (next === undefined) {
      this.#at++;
      return '`';
    }
    const code = /^u\{([\da-f]{1,6})\}/i.exec(this.#text.slice(this.#at + 1));
    this.#at += code ? code[0].length + 1 : 2;
    return code ? String.fromCodePoint(Number.parseInt(code[1]!, 16)) : (escapes[next] ?? next);
  }
}

/** A quote after a name makes the whole a word; after a colon it starts the value. */
function isQuote(char: string, colon: string | undefined = ''): boolean {
  return char !== '' && colon === '' && (singleQuotes.includes(char) || doubleQuotes.includes(char));
}
