/** ConvertTo-Csv, ConvertFrom-Csv, Export-Csv, Import-Csv. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { toText, typeChain } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { PSObj } from '../engine/psobject.ts';
import { displayText } from '../format/display-text.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { decodeBytes, encode, encodingOf, preamble } from './encoding.ts';
import { namesOf, propertyOf } from './expression.ts';
import { message } from './write.ts';

const WRITE_TABLE = `
InputObject psobject ! <
Delimiter char [Delimiter] @POS
UseCulture switch [UseCulture]
IncludeTypeInformation|ITI switch
NoTypeInformation|NTI switch
QuoteFields|QF string[]
UseQuotes|UQ string {Never,Always,AsNeeded}
NoHeader switch
`;

/** The delimiter of a command. */
function delimiter(c: Context): string {
  return c.has('Delimiter') ? toText(c.get('Delimiter')) : ',';
}

/** Text of a value in a cell: of lists, their type. */
function cell(value: PSValue): string | null {
  if (value === null) return null;
  if (enumerable(value) || value instanceof Hashtable) return typeChain(value)[0] ?? '';
  return typeof value === 'object' && !(value instanceof PSObj) ? displayText(value) : toText(value);
}

/** Lines of a table; the first object decides the columns. */
class Writer {
  columns: string[] | null = null;
  private readonly c: Context;
  private readonly separator: string;
  constructor(c: Context) {
    this.c = c;
    this.separator = delimiter(c);
  }
  lines(item: PSValue, header: boolean): string[] {
    const out: string[] = [];
    if (!this.columns) {
      this.columns = namesOf(item, true);
      if (header) out.push(...this.header(item));
    }
    out.push(
      this.row(
        this.columns.map((n) =>
          cell(item instanceof Hashtable ? (item.get(n) ?? null) : (propertyOf(item, n) ?? null)),
        ),
      ),
    );
    return out;
  }
  private header(item: PSValue): string[] {
    const first = typeChain(item)[0] ?? '';
    return [
      ...(this.c.flag('IncludeTypeInformation') ? [`#TYPE ${first.replace(/^Selected\./, 'Selected.')}`] : []),
      ...(this.c.flag('NoHeader') ? [] : [this.row(this.columns!)]),
    ];
  }
  private row(cells: readonly (string | null)[]): string {
    const fields = this.c.has('QuoteFields') ? new Set(this.c.texts('QuoteFields').map((f) => f.toLowerCase())) : null;
    const how = this.c.has('UseQuotes') ? this.c.text('UseQuotes').toLowerCase() : 'always';
    return cells
      .map((text, i) => {
        if (text === null) return '';
        const needs = fields
          ? fields.has(this.columns![i]!.toLowerCase())
          : how === 'always' || (how === 'asneeded' && (text.includes(this.separator) || /["\r\n]/.test(text)));
        return needs ? `"${text.replaceAll('"', '""')}"` : text;
      })
      .join(this.separator);
  }
}

const TO_CSV = builtin(
  'ConvertTo-Csv',
  'utility',
  WRITE_TABLE.replace('@POS', '@1'),
  (c) => {
    const writer = new Writer(c);
    return {
      *process(input) {
        const item = input === undefined ? (c.has('InputObject') ? c.get('InputObject') : null) : input;
        if (item !== null) for (const line of writer.lines(item, true)) if (line !== '') yield* c.emit(line);
      },
    };
  },
  { raw: true, defaultSet: 'Delimiter' },
);

const PATHS = `
Path string ~ @0
LiteralPath|PSPath|LP string ~
`;

const EXPORT_CSV = builtin(
  'Export-Csv',
  'utility',
  `${WRITE_TABLE.replace('@POS', '@1')}${PATHS}
Force switch
NoClobber|NoOverwrite switch
Encoding string
Append switch`,
  (c) => {
    const writer = new Writer(c);
    let path = '';
    let isNew = true;
    const encoding = encodingOf(c, 'Encoding', 'csv');
    return {
      *begin() {
        if (!c.has('Path') && !c.has('LiteralPath')) {
          throw c.fail(
            'CannotSpecifyPathAndLiteralPath',
            'InvalidData',
            'You must specify either the -Path or -LiteralPath parameters, but not both.',
            'System.InvalidOperationException',
          );
        }
        const name = c.has('LiteralPath') ? c.text('LiteralPath') : c.text('Path');
        path = c.engine.files.real(name);
        const there = existsSync(path);
        if (there && c.flag('NoClobber')) {
          throw c.fail(
            'NoClobber',
            'ResourceExists',
            `The file '${c.engine.files.full(name)}' already exists.`,
            'System.IO.IOException',
            { target: c.engine.files.full(name) },
          );
        }
        if (c.flag('Append') && there) {
          const text = decodeBytes(readFileSync(path), encoding);
          if (text.trim() !== '') {
            isNew = false;
            const [first] = parseCsv(text.replace(/^#TYPE[^\n]*\n/, ''), delimiter(c));
            writer.columns = (first ?? []).map((f) => f ?? '');
          }
        } else {
          try {
            writeFileSync(path, preamble(encoding));
          } catch {
            throw c.fail(
              'FileOpenFailure',
              'OpenError',
              `Could not find a part of the path '${c.engine.files.full(name)}'.`,
              'System.IO.DirectoryNotFoundException',
            );
          }
        }
      },
      *process(input) {
        const item = input === undefined ? (c.has('InputObject') ? c.get('InputObject') : null) : input;
        if (item === null) return;
        if (!isNew && !c.flag('Force')) {
          const names = new Set(namesOf(item, true).map((n) => n.toLowerCase()));
          const missing = writer.columns!.find((n) => !names.has(n.toLowerCase()));
          if (missing !== undefined) {
            throw c.fail(
              'CannotAppendCsvWithMismatchedPropertyNames',
              'InvalidData',
              `Cannot append CSV content to the following file: ${c.engine.files.full(c.text('Path'))}. The appended object does not have a property that corresponds to the following column: ${missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command.`,
              'System.InvalidOperationException',
              { target: missing },
            );
          }
        }
        for (const line of writer.lines(item, true))
          if (line !== '') appendFileSync(path, encode(`${line}\n`, encoding));
      },
    };
  },
  { raw: true, defaultSet: 'Delimiter', confirm: 'Medium' },
);

/** Rows of fields; an empty unquoted line is no row. A field that is missing at the end stays away. */
export function parseCsv(text: string, separator: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: string[] = [];
  let field = '';
  let at = 0;
  let started = false;
  let quoted = false;
  const endField = (): void => {
    row.push(field);
    field = '';
    quoted = false;
    started = false;
  };
  const endRow = (): void => {
    if (row.length > 0 || started || field !== '') {
      endField();
      rows.push(row);
    }
    row = [];
  };
  while (at < text.length) {
    const ch = text[at]!;
    if (ch === separator) {
      endField();
      at++;
      started = true;
    } else if (ch === '\n' || ch === '\r') {
      endRow();
      started = false;
      at += ch === '\r' && text[at + 1] === '\n' ? 2 : 1;
    } else if (ch === '"' && field.trim() === '') {
      field = '';
      quoted = true;
      started = true;
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') field += text[at];
        else if (text[at + 1] === '"') {
          field += '"';
          at++;
        } else break;
      }
      at++;
      // What follows the closing quote belongs to the field, blanks aside.
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') {
        if (text[at] !== ' ' && text[at] !== '\t') field += text[at];
        at++;
      }
    } else {
      if (!started && (ch === ' ' || ch === '\t') && field === '') {
        at++;
        continue;
      }
      if (field === '' && (ch === ' ' || ch === '\t') && !quoted) {
        at++;
        continue;
      }
      field += ch;
      started = true;
      at++;
    }
  }
  endRow();
  return rows;
}

/** Turns rows into objects. */
class ObjectMaker {
  private readonly c: Context;
  private header: string[] | null;
  private type: string | null = null;
  constructor(c: Context) {
    this.c = c;
    this.header = c.has('Header') ? c.texts('Header') : null;
    if (this.header) this.check(this.header);
  }
  private check(names: readonly string[]): void {
    const seen = new Set<string>();
    for (const name of names) {
      const key = name.toLowerCase();
      if (seen.has(key)) {
        throw this.c.fail(
          'MemberAlreadyPresent',
          'NotSpecified',
          `The member "${name}" is already present.`,
          'System.Management.Automation.ExtendedTypeSystemException',
          { id: 'AlreadyPresentPSMemberInfoInternalCollectionAdd' },
        );
      }
      seen.add(key);
    }
  }
  *text(text: string): Gen<PSValue[]> {
    let body = text;
    const typed = /^#TYPE[ \t]+([^\r\n]*)(?:\r\n|\n|\r)/.exec(body);
    if (typed) {
      this.type = `CSV:${typed[1]!.trim()}`;
      body = body.slice(typed[0].length);
    }
    const separator = delimiter(this.c);
    const rows = parseCsv(body, separator);
    if (!this.header) {
      const names = rows.shift();
      if (!names) return [];
      let warned = false;
      const made: string[] = [];
      for (const name of names) {
        if (name === null || name === '') {
          made.push('');
          warned = true;
        } else made.push(name);
      }
      let number = 1;
      this.header = made.map((n) => (n === '' ? `H${number++}` : n));
      if (warned) {
        yield* message(
          this.c,
          'warning',
          'One or more headers were not specified. Default names starting with "H" have been used in place of any missing headers.',
        );
      }
      this.check(this.header);
    }
    return rows.map((row) => this.object(row));
  }
  private object(row: readonly (string | null)[]): PSObj {
    const object = new PSObj();
    if (this.type !== null) object.typeNames.unshift(this.type);
    for (const [i, name] of this.header!.entries()) object.members.note(name, row[i] ?? null);
    return object;
  }
}

const READ_TABLE = `
Delimiter char [Delimiter] @1
UseCulture switch [UseCulture]
Header string[] ~
`;

const FROM_CSV = builtin(
  'ConvertFrom-Csv',
  'utility',
  `InputObject psobject[] null empty @0 ! <\n${READ_TABLE}`,
  (c) => {
    const lines: string[] = [];
    return {
      *process() {
        for (const item of c.list('InputObject')) lines.push(toText(item));
      },
      *end() {
        yield* c.emitAll(yield* new ObjectMaker(c).text(lines.join('\n')));
      },
    };
  },
  { defaultSet: 'Delimiter' },
);

const IMPORT_CSV = builtin(
  'Import-Csv',
  'utility',
  `
Path string[] ~ @0 <*
LiteralPath|PSPath|LP string[] ~ <.
Encoding string
${READ_TABLE}`,
  (c) => ({
    *process() {
      for (const name of [...c.texts('Path'), ...c.texts('LiteralPath')]) {
        const real = c.engine.files.real(name);
        if (!existsSync(real)) {
          yield* c.error(
            c.record(
              'FileOpenFailure',
              'OpenError',
              `Could not find file '${c.engine.files.full(name)}'.`,
              'System.IO.FileNotFoundException',
            ),
          );
          continue;
        }
        yield* c.emitAll(
          yield* new ObjectMaker(c).text(decodeBytes(readFileSync(real), encodingOf(c, 'Encoding', 'content'))),
        );
      }
    },
  }),
  { defaultSet: 'Delimiter' },
);

export const CSV = [TO_CSV, FROM_CSV, EXPORT_CSV, IMPORT_CSV];
