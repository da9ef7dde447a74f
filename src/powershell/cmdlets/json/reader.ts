/** Reads JSON text as Newtonsoft's reader does. */
import { OrderedDictionary } from '../../engine/collections.ts';
import { dateFrom } from '../../engine/methods-time.ts';
import { PSObj } from '../../engine/psobject.ts';
import { DateTime, Num, type PSValue } from '../../values.ts';

export class JsonFault extends Error {}

/** Reads JSON as Newtonsoft's reader does: comments, single quotes, bare names and trailing commas are fine. */
export class Reader {
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
  /** Where the reader is: names of properties and indexes that have been read; null inside what has just begun. */
  private readonly path: (string | number | null)[] = [];

  /** The path as Newtonsoft writes it: `a.b[0]`. */
  private get pathText(): string {
    let text = '';
    for (const part of this.path) {
      if (part === null) continue;
      if (typeof part === 'number') text += `[${part}]`;
      else if (/[\s.'"[\]()/]/.test(part)) text += `['${part.replaceAll("'", "\\'")}']`;
      else text += text === '' ? part : `.${part}`;
    }
    return text;
  }

  /** The text ends inside an object. */
  private endInObject(): JsonFault {
    if (this.path.length > 1 || (this.isArray && this.path.length > 0)) {
      return new JsonFault(
        this.isArray
          ? `Unexpected end of content while loading JObject. ${this.where()}`
          : `Unexpected end when reading token. Path '${this.pathText}'.`,
      );
    }
    return new JsonFault(`Unexpected end when deserializing object. ${this.where()}`);
  }

  /** A list at the outside is loaded in another way, with other words for its faults. */
  private get isArray(): boolean {
    return /^\s*\[/.test(this.text);
  }

  private where(path = this.pathText): string {
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
    this.path.push(null);
    for (;;) {
      this.blank();
      if (this.text[this.at] === ']') break;
      if (this.at >= this.text.length && !this.isArray)
        throw new JsonFault(`Unexpected end when reading token. Path '${this.pathText}'.`);
      items.push(this.value(depth + 1));
      this.path[this.path.length - 1] = items.length - 1;
      this.blank();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== ']') {
        throw new JsonFault(
          this.at >= this.text.length
            ? this.isArray
              ? `Unexpected end of content while loading JArray. ${this.where()}`
              : `Unexpected end when reading token. Path '${this.pathText}'.`
            : `After parsing a value an unexpected character was encountered: ${this.text[this.at]}. ${this.where()}`,
        );
      }
    }
    this.at++;
    this.path.pop();
    return items;
  }
  private object(depth: number): PSValue {
    this.at++;
    const entries: [string, PSValue][] = [];
    this.path.push(null);
    for (;;) {
      this.blank();
      const ch = this.text[this.at];
      if (ch === '}') break;
      if (ch === undefined) {
        if (entries.length > 0 || this.path.length > 1) throw this.endInObject();
        throw new JsonFault(`Unexpected end when reading JSON. ${this.where()}`);
      }
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
      this.path[this.path.length - 1] = name;
      this.blank();
      if (this.at >= this.text.length) throw this.endInObject();
      const value = this.value(depth + 1);
      const old = entries.findIndex(([n]) => n === name);
      if (old >= 0) entries[old] = [name, value];
      else entries.push([name, value]);
      this.blank();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== '}') {
        if (this.at >= this.text.length) throw this.endInObject();
        throw new JsonFault(
          `After parsing a value an unexpected character was encountered: ${this.text[this.at]}. ${this.where()}`,
        );
      }
    }
    this.at++;
    this.path.pop();
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

export class CaseFault extends Error {
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
