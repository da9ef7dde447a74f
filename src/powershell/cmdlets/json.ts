/** ConvertTo-Json, ConvertFrom-Json, Test-Json. */
import type { Context } from '../engine/builtin.ts';
import { enumerable, OrderedDictionary } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { ABSENT, ownProperty, propertyList } from '../engine/members.ts';
import { dateFrom } from '../engine/methods-time.ts';
import { addedMembers, PSObj } from '../engine/psobject.ts';
import { RegexValue } from '../engine/regex-objects.ts';
import { TypeValue } from '../engine/type-names.ts';
import { convertToJson, DEFAULT_DEPTH, truncationWarning } from '../json/convert.ts';
import type { JsonStyle } from '../json/scalars.ts';
import { DateTime, Hashtable, NetValue, Num, type PSValue, ScriptBlock, typeNameOf } from '../values.ts';
import { builtin } from './declare.ts';
import { message } from './write.ts';

/** A table's pairs, as the JSON writer reads them. */
class Pairs extends NetValue {
  readonly list: readonly (readonly [PSValue, PSValue])[];
  readonly typeName: string;
  constructor(typeName: string, list: readonly (readonly [PSValue, PSValue])[]) {
    super();
    this.typeName = typeName;
    this.list = list;
  }
  entries(): Iterable<readonly [PSValue, PSValue]> {
    return this.list;
  }
  get text(): string {
    return this.shown;
  }
  shown = '';
}

/** A script's value in a form that the JSON writer knows; `depth` keeps endless objects finite. */
function plain(value: PSValue, depth: number): PSValue {
  if (value === null || typeof value !== 'object') return value;
  const items = enumerable(value);
  if (items) {
    if (depth < 0 && !Array.isArray(value)) return items.map((i) => toText(i)).join(' ');
    return items.map((i) => plain(i, depth - 1));
  }
  if (value instanceof Hashtable)
    return pairs(
      value.typeName,
      [...value.entries.values()].map((e) => [toText(e.key), e.value]),
      depth,
      value.typeName,
    );
  if (value instanceof TypeValue || value instanceof RegexValue) return toText(value);
  if (value instanceof PSObj || value instanceof ScriptBlock) {
    if (value instanceof PSObj && value.toText && !value.isCustom && /Uri$|XmlElement|XmlDocument/.test(value.netType))
      return toText(value);
    const names = propertyList(value).map((p) => p.name);
    return pairs(
      value.typeName,
      names.map((n) => {
        const v = ownProperty(value, n);
        return [n, v === ABSENT ? null : v];
      }),
      depth,
      toText(value),
    );
  }
  const added = addedMembers(value);
  if (added && !(value instanceof DateTime)) {
    const names = propertyList(value).map((p) => p.name);
    return pairs(
      typeNameOf(value),
      names.map((n) => [n, ownProperty(value, n) as PSValue]),
      depth,
      toText(value),
    );
  }
  return value;
}

function pairs(type: string, list: readonly (readonly [PSValue, PSValue])[], depth: number, shown: string): Pairs {
  const made = new Pairs(type, depth < -1 ? [] : list.map(([k, v]) => [k, plain(v, depth - 1)] as const));
  made.shown = shown;
  return made;
}

const TO_JSON = builtin(
  'ConvertTo-Json',
  'utility',
  `
InputObject object null @0 ! <
Depth int 0..100
Compress switch
EnumsAsStrings switch
AsArray switch
EscapeHandling string {Default,EscapeNonAscii,EscapeHtml}
`,
  (c) => {
    const items: PSValue[] = [];
    const given = c.has('InputObject');
    return {
      *process(input) {
        items.push(input === undefined ? c.get('InputObject') : input);
      },
      *end() {
        if (items.length === 0) return;
        const depth = c.has('Depth') ? c.number('Depth') : DEFAULT_DEPTH;
        const style: JsonStyle = {
          dialect: '7',
          compress: c.flag('Compress'),
          escapes: (c.has('EscapeHandling') ? c.text('EscapeHandling') : 'Default') as JsonStyle['escapes'],
          enumsAsStrings: c.flag('EnumsAsStrings'),
        };
        const value = items.length > 1 || c.flag('AsArray') ? items : items[0]!;
        void given;
        const { text, truncated } = convertToJson(plain(value, depth + 1), style, depth);
        if (truncated) yield* message(c, 'warning', truncationWarning(depth));
        yield* c.emit(text);
      },
    };
  },
  { raw: true },
);

class JsonFault extends Error {}

/** Reads JSON as Newtonsoft's reader does: comments, single quotes, bare names and trailing commas are fine. */
class Reader {
  private readonly text: string;
  private at = 0;
  private readonly options: { table: boolean; depth: number; dates: string };
  constructor(text: string, options: { table: boolean; depth: number; dates: string }) {
    this.text = text;
    this.options = options;
  }
  read(): PSValue {
    const value = this.value(0);
    this.blank();
    if (this.at < this.text.length) {
      throw new JsonFault(
        `Additional text encountered after finished reading JSON content: ${this.text[this.at]}. ${this.where()}`,
      );
    }
    return value;
  }
  private where(path = ''): string {
    const before = this.text.slice(0, this.at).split('\n');
    return `Path '${path}', line ${before.length}, position ${before.at(-1)!.length}.`;
  }
  private blank(): void {
    const skip = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    skip.lastIndex = this.at;
    this.at += skip.exec(this.text)![0].length;
  }
  private value(depth: number): PSValue {
    this.blank();
    if (depth > this.options.depth) {
      throw new JsonFault(`The reader's MaxDepth of ${this.options.depth} has been exceeded. ${this.where()}`);
    }
    const ch = this.text[this.at];
    if (ch === undefined) throw new JsonFault(`Unexpected end when reading JSON. ${this.where()}`);
    if (ch === '{') return this.object(depth);
    if (ch === '[') return this.array(depth);
    if (ch === '"' || ch === "'") return this.dated(this.string(ch));
    const word = /[-+\w.]+/y;
    word.lastIndex = this.at;
    const m = word.exec(this.text);
    if (!m) throw new JsonFault(`Unexpected character encountered while parsing value: ${ch}. ${this.where()}`);
    this.at += m[0].length;
    return this.word(m[0], ch);
  }
  private word(word: string, first: string): PSValue {
    switch (word) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
      case 'undefined':
        return null;
      case 'NaN':
        return new Num('Double', Number.NaN);
      case 'Infinity':
        return new Num('Double', Number.POSITIVE_INFINITY);
      case '-Infinity':
        return new Num('Double', Number.NEGATIVE_INFINITY);
    }
    if (/^-?\d+$/.test(word)) {
      const n = BigInt(word);
      return n >= -(2n ** 63n) && n < 2n ** 63n ? n : new Num('BigInteger', n);
    }
    if (/^0x[\da-f]+$/i.test(word)) return BigInt(word);
    if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(word)) return new Num('Double', Number(word));
    this.at -= word.length;
    throw new JsonFault(`Unexpected character encountered while parsing value: ${first}. ${this.where()}`);
  }
  private string(quote: string): string {
    let out = '';
    this.at++;
    for (;;) {
      const ch = this.text[this.at++];
      if (ch === undefined) throw new JsonFault(`Unterminated string. Expected delimiter: ${quote}. ${this.where()}`);
      if (ch === quote) return out;
      if (ch !== '\\') {
        out += ch;
        continue;
      }
      const e = this.text[this.at++];
      const simple: Readonly<Record<string, string>> = {
        n: '\n',
        t: '\t',
        r: '\r',
        b: '\b',
        f: '\f',
        '"': '"',
        "'": "'",
        '\\': '\\',
        '/': '/',
      };
      if (e === 'u') {
        out += String.fromCharCode(parseInt(this.text.slice(this.at, this.at + 4), 16));
        this.at += 4;
      } else if (e !== undefined && e in simple) out += simple[e];
      else throw new JsonFault(`Bad JSON escape sequence: \\${e ?? ''}. ${this.where()}`);
    }
  }
  /** Texts in the form of ISO 8601 with a time become dates. */
  private dated(text: string): PSValue {
    if (this.options.dates === 'String') return text;
    const m = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,7})?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
    if (!m) return text;
    const fraction = BigInt(Math.round(Number(m[7] ?? 0) * 1e7));
    const base = dateFrom(
      m.slice(1, 7).map(Number),
      m[8] === 'Z' || this.options.dates === 'Utc' ? 'Utc' : m[8] ? 'Local' : 'Unspecified',
    );
    let ticks = base.ticks + fraction;
    if (m[8] && m[8] !== 'Z') {
      const sign = m[8][0] === '-' ? 1n : -1n;
      const [h, min] = [m[8].slice(1, 3), m[8].slice(-2)];
      ticks += sign * (BigInt(h) * 60n + BigInt(min)) * 600_000_000n;
    }
    return new DateTime(ticks, base.kind);
  }
  private array(depth: number): PSValue[] {
    this.at++;
    const items: PSValue[] = [];
    for (;;) {
      this.blank();
      if (this.text[this.at] === ']') break;
      items.push(this.value(depth + 1));
      this.blank();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== ']') {
        throw new JsonFault(
          this.at >= this.text.length
            ? `Unexpected end of content while loading JArray. ${this.where()}`
            : `After parsing a value an unexpected character was encountered: ${this.text[this.at]}. ${this.where()}`,
        );
      }
    }
    this.at++;
    return items;
  }
  private object(depth: number): PSValue {
    this.at++;
    const entries: [string, PSValue][] = [];
    for (;;) {
      this.blank();
      const ch = this.text[this.at];
      if (ch === '}') break;
      if (ch === undefined) throw new JsonFault(`Unexpected end when reading JSON. ${this.where()}`);
      let name: string;
      if (ch === '"' || ch === "'") name = this.string(ch);
      else {
        const m = /[\w$]+/y;
        m.lastIndex = this.at;
        const found = m.exec(this.text);
        if (!found) throw new JsonFault(`Invalid property identifier character: ${ch}. ${this.where()}`);
        name = found[0];
        this.at += name.length;
      }
      this.blank();
      if (this.text[this.at] !== ':') {
        throw new JsonFault(
          `Invalid character after parsing property name. Expected ':' but got: ${this.text[this.at] ?? ''}. ${this.where()}`,
        );
      }
      this.at++;
      const value = this.value(depth + 1);
      const old = entries.findIndex(([n]) => n === name);
      if (old >= 0) entries[old] = [name, value];
      else entries.push([name, value]);
      this.blank();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== '}') {
        throw new JsonFault(
          this.at >= this.text.length
            ? `Unexpected end when reading JSON. ${this.where(name)}`
            : `After parsing a value an unexpected character was encountered: ${this.text[this.at]}. ${this.where(name)}`,
        );
      }
    }
    this.at++;
    return this.options.table ? tableOf(entries) : objectOf(entries);
  }
}

class OrderedHashtable extends OrderedDictionary {
  override get typeName(): string {
    return 'System.Management.Automation.OrderedHashtable';
  }
}

function tableOf(entries: readonly [string, PSValue][]): PSValue {
  const table = new OrderedHashtable();
  for (const [name, value] of entries) table.set(name, value);
  return table;
}

class CaseFault extends Error {
  readonly id: string;
  constructor(id: string, message: string) {
    super(message);
    this.id = id;
  }
}

function objectOf(entries: readonly [string, PSValue][]): PSValue {
  const object = new PSObj();
  for (const [name, value] of entries) {
    const old = object.members.find(name);
    if (name === '') {
      throw new CaseFault(
        'EmptyKeyInJsonString',
        'The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.',
      );
    }
    if (old) {
      throw new CaseFault(
        'KeysWithDifferentCasingInJsonString',
        `Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. The key that was attempted to be added to the existing key '${old.name}' was '${name}'.`,
      );
    }
    object.members.note(name, value);
  }
  return object;
}

function parseJson(c: Context, text: string): PSValue {
  try {
    return new Reader(text, {
      table: c.flag('AsHashtable'),
      depth: c.has('Depth') ? c.number('Depth') : 1024,
      dates: c.has('DateKind') ? c.text('DateKind') : 'Default',
    }).read();
  } catch (thrown) {
    if (thrown instanceof CaseFault)
      throw c.fail(thrown.id, 'InvalidOperation', thrown.message, 'System.InvalidOperationException');
    if (!(thrown instanceof JsonFault)) throw thrown;
    throw c.fail(
      'System.ArgumentException',
      'NotSpecified',
      `Conversion from JSON failed with error: ${thrown.message}`,
      'System.ArgumentException',
    );
  }
}

const FROM_JSON = builtin(
  'ConvertFrom-Json',
  'utility',
  `
InputObject string empty @0 ! <
AsHashtable switch
Depth int 1..2147483647
NoEnumerate switch
DateKind string {Default,Local,Utc,Offset,String}
`,
  (c) => {
    const lines: string[] = [];
    return {
      *process() {
        lines.push(c.text('InputObject'));
      },
      *end() {
        if (lines.length === 0) return;
        const emit = function* (text: string) {
          if (text.trim() === '') return;
          const value = parseJson(c, text);
          const items = c.flag('NoEnumerate') ? undefined : enumerable(value);
          if (items) yield* c.emitAll(items);
          else yield* c.emit(value);
        };
        // Several complete documents are read one by one; otherwise the lines together are one.
        if (lines.length > 1 && isDocument(lines[0]!)) for (const line of lines) yield* emit(line);
        else yield* emit(lines.join('\n'));
      },
    };
  },
);

function isDocument(text: string): boolean {
  try {
    new Reader(text, { table: true, depth: 1024, dates: 'String' }).read();
    return true;
  } catch {
    return false;
  }
}

const TEST_JSON = builtin('Test-Json', 'utility', 'Json string empty @0 ! <\nOptions string[]', (c) => ({
  *process() {
    try {
      JSON.parse(c.text('Json'));
      yield* c.emit(true);
    } catch (thrown) {
      yield* c.emit(false);
      yield* c.error(
        c.record(
          'InvalidJson',
          'InvalidData',
          `Cannot parse the JSON. ${(thrown as Error).message}`,
          'System.Exception',
        ),
      );
    }
  },
}));

export const JSON_COMMANDS = [TO_JSON, FROM_JSON, TEST_JSON];
