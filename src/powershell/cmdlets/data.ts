/** Commands that read and write data as text: JSON, CSV, name=value lines, searches. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { enumerable, OrderedDictionary } from '../engine/collections.ts';
import { netText, toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { ABSENT, ownProperty, propertyList } from '../engine/members.ts';
import { PSObj } from '../engine/psobject.ts';
import { compileRegex } from '../engine/regex.ts';
import { matchObject } from '../engine/regex-objects.ts';
import { decode } from '../engine/statics.ts';
import { convertToJson, truncationWarning } from '../json/convert.ts';
import { Hashtable, Num, type PSValue, typeNameOf } from '../values.ts';

const convertTo = command(
  'ConvertTo-Json',
  'InputObject:object@0!< Depth:int Compress EnumsAsStrings AsArray EscapeHandling:string{Default,EscapeNonAscii,EscapeHtml}',
  (c) => {
    const items: PSValue[] = [];
    let direct = false;
    return {
      *process(input) {
        if (input === undefined) {
          direct = true;
          items.push(c.get('InputObject'));
        } else items.push(input);
      },
      *end() {
        const value: PSValue = direct || (items.length === 1 && !c.flag('AsArray')) ? items[0]! : items;
        const depth = c.number('Depth', 2);
        checkKeys(c, value);
        const result = convertToJson(
          value,
          {
            dialect: '7',
            compress: c.flag('Compress'),
            escapes: c.text('EscapeHandling', 'Default') as 'Default',
            enumsAsStrings: c.flag('EnumsAsStrings'),
          },
          depth,
        );
        if (result.truncated)
          yield* c.engine.stream('warning', truncationWarning(depth), c.frame, undefined, c.streams);
        yield* c.emit(result.text);
      },
    };
  },
  { raw: true },
);

function checkKeys(c: Context, v: PSValue): void {
  if (v instanceof Hashtable) {
    for (const e of v.entries.values()) {
      if (typeof e.key !== 'string') {
        throw c.fail(
          'NonStringKeyInDictionary',
          'InvalidOperation',
          `The type '${typeNameOf(v)}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.`,
          'System.InvalidOperationException',
        );
      }
    }
  }
}

const convertFrom = command(
  'ConvertFrom-Json',
  'InputObject:string@0!< AsHashtable Depth:int NoEnumerate DateKind:string',
  (c) => {
    const lines: string[] = [];
    return {
      *process(input) {
        lines.push(input === undefined ? c.text('InputObject') : toText(input));
      },
      *end() {
        const text = lines.join('\n');
        if (text.trim() === '') return;
        let value: PSValue;
        try {
          value = fromJson(new JsonReader(text).read(), c.flag('AsHashtable'));
        } catch (e) {
          if (!(e instanceof SyntaxError)) throw e;
          throw c.fail(
            'System.ArgumentException',
            'NotSpecified',
            `Conversion from JSON failed with error: ${e.message}`,
            'System.ArgumentException',
          );
        }
        const parsed = enumerable(value);
        if (parsed && !c.flag('NoEnumerate')) yield* c.emitAll(parsed);
        else yield* c.emit(value);
      },
    };
  },
  { raw: true },
);

type Json = null | boolean | string | { number: string } | Json[] | Map<string, Json>;

/** Reads JSON with the leniencies of Newtonsoft's reader that scripts meet: comments and single quotes. */
class JsonReader {
  private at = 0;
  private readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  read(): Json {
    const v = this.value('');
    this.skip();
    if (this.at < this.text.length)
      throw this.error(`Additional text encountered after finished reading JSON content: ${this.text[this.at]}.`, '');
    return v;
  }
  private error(message: string, path: string): SyntaxError {
    const before = this.text.slice(0, this.at).split('\n');
    return new SyntaxError(`${message} Path '${path}', line ${before.length}, position ${before.at(-1)!.length}.`);
  }
  private skip(): void {
    const m = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    m.lastIndex = this.at;
    m.exec(this.text);
    this.at = m.lastIndex;
  }
  private value(path: string): Json {
    this.skip();
    const c = this.text[this.at];
    if (c === '{') return this.object(path);
    if (c === '[') return this.array(path);
    if (c === '"' || c === "'") return this.string(path);
    const m = /-?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|true|false|null|NaN|Infinity/y;
    m.lastIndex = this.at;
    const found = m.exec(this.text);
    if (!found) {
      if (c === undefined) throw this.error('Unexpected end of content while loading JObject.', path);
      this.at++;
      throw this.error(`Unexpected character encountered while parsing value: ${c}.`, path);
    }
    this.at = m.lastIndex;
    switch (found[0]) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
    }
    return { number: found[0] };
  }
  private string(path: string): string {
    const quote = this.text[this.at++];
    let out = '';
    for (;;) {
      const c = this.text[this.at++];
      if (c === undefined) throw this.error(`Unterminated string. Expected delimiter: ${quote}.`, path);
      if (c === quote) return out;
      if (c !== '\\') {
        out += c;
        continue;
      }
      const e = this.text[this.at++] ?? '';
      if (e === 'u') {
        out += String.fromCharCode(Number.parseInt(this.text.slice(this.at, this.at + 4), 16));
        this.at += 4;
      } else out += { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[e] ?? e;
    }
  }
  private object(path: string): Json {
    this.at++;
    const map = new Map<string, Json>();
    for (;;) {
      this.skip();
      const c = this.text[this.at];
      if (c === '}') {
        this.at++;
        return map;
      }
      let key: string;
      if (c === '"' || c === "'") key = this.string(path);
      else {
        const m = /[A-Za-z_$][\w$]*/y;
        m.lastIndex = this.at;
        const found = m.exec(this.text);
        if (!found) {
          if (c === undefined) throw this.error('Unexpected end when reading JSON.', path);
          throw this.error(`Invalid property identifier character: ${c}.`, path);
        }
        key = found[0];
        this.at = m.lastIndex;
      }
      this.skip();
      if (this.text[this.at] !== ':')
        throw this.error(
          `Invalid character after parsing property name. Expected ':' but got: ${this.text[this.at] ?? ''}.`,
          path,
        );
      this.at++;
      map.set(key, this.value(path === '' ? key : `${path}.${key}`));
      this.skip();
      const after = this.text[this.at];
      if (after === ',') this.at++;
      else if (after !== '}') {
        if (after === undefined)
          throw this.error('Unexpected end when deserializing object.', path === '' ? key : `${path}.${key}`);
        throw this.error(
          `After parsing a value an unexpected character was encountered: ${after}.`,
          path === '' ? key : `${path}.${key}`,
        );
      }
    }
  }
  private array(path: string): Json {
    this.at++;
    const list: Json[] = [];
    for (;;) {
      this.skip();
      if (this.text[this.at] === ']') {
        this.at++;
        return list;
      }
      list.push(this.value(`${path}[${list.length}]`));
      this.skip();
      const c = this.text[this.at];
      if (c === ',') this.at++;
      else if (c !== ']')
        throw this.error(
          c === undefined
            ? 'Unexpected end when deserializing array.'
            : `After parsing a value an unexpected character was encountered: ${c}.`,
          `${path}[${list.length - 1}]`,
        );
    }
  }
}

function fromJson(v: Json, asTable: boolean): PSValue {
  if (v === null || typeof v !== 'object') return v;
  if (Array.isArray(v)) return v.map((x) => fromJson(x, asTable));
  if (v instanceof Map) {
    if (asTable) {
      const table = new OrderedDictionary();
      for (const [k, x] of v) table.set(k, fromJson(x, asTable));
      return table;
    }
    const o = new PSObj();
    for (const [k, x] of v) o.members.note(k, fromJson(x, asTable));
    return o;
  }
  if (/[.eE]/.test(v.number)) return new Num('Double', Number(v.number));
  const n = BigInt(v.number);
  if (n >= -(2n ** 63n) && n < 2n ** 63n) return n;
  return new Num('BigInteger', n);
}

function* csvLines(c: Context, items: readonly PSValue[]): Gen<string[]> {
  const delimiter = c.text('Delimiter', ',');
  const [first] = items;
  const lines: string[] = [];
  if (first === undefined) return lines;
  const names =
    first instanceof Hashtable
      ? [...first.entries.values()].map((e) => toText(e.key))
      : propertyList(first).map((p) => p.name);
  const quoteAll = !c.has('UseQuotes') || /always/i.test(c.text('UseQuotes'));
  const needed = /asneeded/i.test(c.text('UseQuotes'));
  const only = c.texts('QuoteFields').map((f) => f.toLowerCase());
  const cell = (text: string, name: string): string => {
    const must = text.includes(delimiter) || /["\n\r]/.test(text);
    const quoted = only.length ? only.includes(name.toLowerCase()) : quoteAll || (needed && must);
    return quoted ? `"${text.replaceAll('"', '""')}"` : text;
  };
  if (c.flag('IncludeTypeInformation'))
    lines.push(`#TYPE ${first === null ? '' : first instanceof PSObj ? first.typeNames[0] : typeNameOf(first)}`);
  if (!c.flag('NoHeader')) lines.push(names.map((n) => cell(n, n)).join(delimiter));
  for (const item of items) {
    lines.push(
      names
        .map((n) => {
          const v = item instanceof Hashtable ? (item.get(n) ?? null) : item === null ? ABSENT : ownProperty(item, n);
          return v === ABSENT || v === null ? '' : cell(netText(v), n);
        })
        .join(delimiter),
    );
  }
  return lines;
}

function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let any = false;
  for (let i = 0; i < text.length; i++) {
    const ch = text[i]!;
    if (quoted) {
      if (ch === '"' && text[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (ch === '"') quoted = false;
      else cell += ch;
    } else if (ch === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
      any = true;
    } else if (ch === delimiter) {
      row.push(cell);
      cell = '';
      any = true;
    } else if (ch === '\n' || ch === '\r') {
      if (ch === '\r' && text[i + 1] === '\n') i++;
      if (any || cell !== '') rows.push([...row, cell]);
      row = [];
      cell = '';
      any = false;
    } else cell += ch;
  }
  if (any || cell !== '') rows.push([...row, cell]);
  return rows;
}

function* fromCsv(c: Context, text: string): Gen<void> {
  const rows = parseCsv(
    text.replace(/^#(?!TYPE)[^\n]*\n/gm, '').replace(/^#TYPE[^\n]*\n/, ''),
    c.text('Delimiter', ','),
  );
  const header = c.has('Header') ? c.texts('Header') : (rows.shift() ?? []).map((h, i) => h.trim() || `H${i + 1}`);
  for (const row of rows) {
    const o = new PSObj();
    header.forEach((h, i) => {
      o.members.note(h, row[i] ?? null);
    });
    yield* c.emit(o);
  }
}

const CSV =
  'Delimiter:string UseCulture IncludeTypeInformation|ITI NoTypeInformation|NTI QuoteFields|QF:string[] UseQuotes|UQ:string NoHeader';

const CSV_COMMANDS: readonly Builtin[] = [
  command(
    'ConvertTo-Csv',
    `InputObject:object@0!< ${CSV}`,
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          items.push(...(input === undefined ? c.list('InputObject') : [input]));
        },
        *end() {
          yield* c.emitAll(yield* csvLines(c, items));
        },
      };
    },
    { raw: true },
  ),
  command(
    'Export-Csv',
    `InputObject:object< Path:string@0 LiteralPath|PSPath|LP:string Force NoClobber Encoding:string Append ${CSV}`,
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          items.push(...(input === undefined ? c.list('InputObject') : [input]));
        },
        *end() {
          const real = c.engine.files.real(c.has('Path') ? c.text('Path') : c.text('LiteralPath'));
          const lines = yield* csvLines(c, items);
          const append = c.flag('Append') && existsSync(real);
          writeFileSync(real, `${(append ? lines.slice(1) : lines).join('\n')}\n`, { flag: append ? 'a' : 'w' });
        },
      };
    },
    { raw: true },
  ),
  command(
    'ConvertFrom-Csv',
    'InputObject:object[]@0!< Delimiter:string UseCulture Header:string[]',
    (c) => {
      const lines: string[] = [];
      return {
        *process(input) {
          lines.push(...(input === undefined ? c.list('InputObject') : [input]).map((v) => toText(v)));
        },
        *end() {
          yield* fromCsv(c, lines.join('\n'));
        },
      };
    },
    { raw: true },
  ),
  command(
    'Import-Csv',
    'Path:string[]@0< LiteralPath|PSPath|LP:string[] Delimiter:string UseCulture Header:string[] Encoding:string',
    (c) => ({
      *process() {
        for (const p of c.has('Path') ? c.texts('Path') : c.texts('LiteralPath')) {
          const real = c.engine.files.real(p);
          if (!existsSync(real)) {
            throw c.fail(
              'FileOpenFailure',
              'OpenError',
              `Could not find file '${c.engine.files.full(p)}'.`,
              'System.IO.FileNotFoundException',
            );
          }
          yield* fromCsv(c, decode(readFileSync(real)));
        }
      },
    }),
  ),
];

const stringData = command('ConvertFrom-StringData', 'StringData:string@0!< Delimiter:string', (c) => ({
  *process() {
    const table = new Hashtable();
    const delimiter = c.text('Delimiter', '=');
    for (const raw of c.text('StringData').split('\n')) {
      const line = raw.trim();
      if (line === '' || line.startsWith('#')) continue;
      const at = line.indexOf(delimiter);
      if (at < 0) {
        throw c.fail(
          'InvalidOperation',
          'InvalidOperation',
          `Data line '${line}' is not in 'name=value' format.`,
          'System.Management.Automation.PSInvalidOperationException',
        );
      }
      const key = line.slice(0, at).trim();
      if (table.get(key) !== undefined) {
        throw c.fail(
          'InvalidOperation',
          'InvalidOperation',
          `Data item '${key}' in line '${line}' is already defined.`,
          'System.Management.Automation.PSInvalidOperationException',
        );
      }
      table.set(
        key,
        line
          .slice(at + delimiter.length)
          .trim()
          .replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, e: string) =>
            e[0] === 'u' && e.length === 5
              ? String.fromCharCode(Number.parseInt(e.slice(1), 16))
              : ({ n: '\n', r: '\r', t: '\t', 0: '\0', a: '\x07', b: '\b', f: '\f', v: '\v' }[e] ?? e),
          ),
      );
    }
    yield* c.emit(table);
  },
}));

const selectString = command(
  'Select-String',
  'InputObject:object< Pattern:string[]@0! Path:string[]@1<. LiteralPath|PSPath|LP:string[] SimpleMatch CaseSensitive Quiet List NoEmphasis Include:string[] Exclude:string[] NotMatch AllMatches Encoding:string Context:int[] Culture:string Raw',
  (c) => {
    let found = false;
    let number = 0;
    const patterns = c
      .texts('Pattern')
      .map((p) =>
        compileRegex(
          c.flag('SimpleMatch') ? p.replace(/[\\*+?|{[()^$.#\]}]/g, '\\$&') : p,
          c.flag('CaseSensitive') ? {} : { ignoreCase: true },
        ),
      );
    const context = c.list('Context').map((v) => Number(v));
    const test = function* (
      line: string,
      n: number,
      file: string | null,
      all: readonly string[] | null,
      raw: PSValue,
    ): Gen<boolean> {
      const hits: PSValue[] = [];
      let matched = '';
      for (const p of patterns) {
        p.regex.lastIndex = 0;
        const list = [...line.matchAll(p.regex)];
        if (!list.length) continue;
        matched = p.pattern;
        hits.push(
          ...(c.flag('AllMatches') ? list : list.slice(0, 1)).map((m) => matchObject(m as RegExpExecArray, p, line)),
        );
        break;
      }
      if (hits.length > 0 === c.flag('NotMatch')) return false;
      found = true;
      if (c.flag('Quiet')) return true;
      if (c.flag('Raw')) {
        yield* c.emit(line);
        return true;
      }
      const name = file === null ? 'InputStream' : file.replace(/^.*[\\/]/, '');
      const o = new PSObj(['Microsoft.PowerShell.Commands.MatchInfo', 'System.Object'], {
        IgnoreCase: !c.flag('CaseSensitive'),
        LineNumber: n,
        Line: line,
        Filename: name,
        Path: file ?? 'InputStream',
        Pattern: matched || (patterns[0]?.pattern ?? ''),
      });
      if (context.length && all) {
        const before = context[0]!;
        const after = context[1] ?? before;
        o.members.note(
          'Context',
          new PSObj(['Microsoft.PowerShell.Commands.MatchInfoContext', 'System.Object'], {
            PreContext: all.slice(Math.max(0, n - 1 - before), n - 1),
            PostContext: all.slice(n, n + after),
            DisplayPreContext: [],
            DisplayPostContext: [],
          }),
        );
      } else o.members.note('Context', null);
      o.members.note('Matches', hits);
      const { location } = c.engine.files;
      const shown = file?.startsWith(`${location}/`) ? file.slice(location.length + 1) : file;
      o.toText = () => (file === null ? line : `${shown}:${n}:${line}`);
      void raw;
      yield* c.emit(o);
      return true;
    };
    return {
      *process(input) {
        if (
          c.has('Path') ||
          c.has('LiteralPath') ||
          (input instanceof PSObj && input.netType === 'System.IO.FileInfo')
        ) {
          const given =
            input instanceof PSObj && input.netType === 'System.IO.FileInfo'
              ? [toText(input.get('FullName')!)]
              : [...c.texts('Path'), ...c.texts('LiteralPath')];
          for (const p of given) {
            for (const full of yield* c.expandPaths(p)) {
              const lines = decode(readFileSync(c.engine.files.real(full))).split(/\r\n|\n/);
              if (lines.at(-1) === '') lines.pop();
              for (const [i, line] of lines.entries())
                if ((yield* test(line, i + 1, full, lines, line)) && (c.flag('List') || c.flag('Quiet'))) break;
            }
          }
          return;
        }
        for (const v of input === undefined ? c.list('InputObject') : [input]) {
          number++;
          yield* test(toText(v), number, null, null, v);
        }
      },
      *end() {
        if (c.flag('Quiet') && found) yield* c.emit(true);
      },
    };
  },
  { raw: true },
);

export const DATA: readonly Builtin[] = [convertTo, convertFrom, stringData, selectString, ...CSV_COMMANDS];
