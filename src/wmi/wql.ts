/** The part of WQL that scripts use: SELECT of one class, WHERE with comparisons, LIKE, IS NULL, AND, OR, NOT, brackets. */
import { type CimScalar, type CimValue, WmiError } from './model.ts';

/** Tells whether an instance belongs to the result; reads properties by name, undefined where there is none. */
export type Condition = (value: (name: string) => CimValue | undefined) => boolean;

export interface Query {
  /** Names after SELECT; null for `*`. */
  readonly select: readonly string[] | null;
  readonly className: string;
  readonly where: Condition | null;
}

interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:([A-Za-z_]\w*)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+)|(<>|!=|<=|>=|[=<>(),*]))/y;

function tokens(text: string): Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const m = TOKEN.exec(text);
    if (!m) throw new WmiError('invalidQuery', text);
    const quoted = m[2] ?? m[3];
    if (m[1] !== undefined) out.push({ kind: 'word', text: m[1] });
    else if (quoted !== undefined) out.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (m[4] !== undefined) out.push({ kind: 'number', text: m[4] });
    else out.push({ kind: 'sign', text: m[5]! });
  }
  return out;
}

/** A LIKE pattern (`%`, `_`, `[a-c]`, `[^a]`) over the whole text, in any letter case. */
function pattern(like: string): RegExp {
  const source = like.replace(/\[(\^?)([^\]]+)\]|[\s\S]/g, (c, not: string | undefined, set: string | undefined) => {
    if (set !== undefined) return `[${not}${set.replace(/[\\\]^]/g, '\\$&')}]`;
    if (c === '%') return '[\\s\\S]*';
    return c === '_' ? '[\\s\\S]' : c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'i');
}

/** Less than zero, zero, more than zero; undefined where the two cannot be compared. */
function order(value: CimScalar, literal: CimScalar): number | undefined {
  if (typeof value === 'bigint') {
    if (typeof literal === 'string' ? !/^-?\d+$/.test(literal) : typeof literal === 'boolean') return undefined;
    const n = BigInt(literal);
    return value < n ? -1 : value > n ? 1 : 0;
  }
  if (typeof value === 'boolean') return String(value) === String(literal).toLowerCase() ? 0 : 1;
  const a = value.toLowerCase();
  const b = String(literal).toLowerCase();
  return a < b ? -1 : a > b ? 1 : 0;
}

const COMPARES: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (o) => o === 0,
  '<>': (o) => o !== 0,
  '!=': (o) => o !== 0,
  '<': (o) => o < 0,
  '>': (o) => o > 0,
  '<=': (o) => o <= 0,
  '>=': (o) => o >= 0,
};

class Reader {
  readonly #tokens: Token[];
  readonly #query: string;
  #at = 0;
  constructor(query: string, text: string) {
    this.#query = query;
    this.#tokens = tokens(text);
  }
  fail(): never {
    throw new WmiError('invalidQuery', this.#query);
  }
  next(): Token {
    return this.#tokens[this.#at++] ?? this.fail();
  }
  is(word: string): boolean {
    const token = this.#tokens[this.#at];
    const found = token !== undefined && /word|sign/.test(token.kind) && token.text.toUpperCase() === word;
    if (found) this.#at++;
    return found;
  }
  word(): string {
    const token = this.next();
    return token.kind === 'word' ? token.text : this.fail();
  }
  end(): void {
    if (this.#at < this.#tokens.length) this.fail();
  }

  condition(): Condition {
    const parts = [this.#all()];
    while (this.is('OR')) parts.push(this.#all());
    return (value) => parts.some((p) => p(value));
  }
  #all(): Condition {
    const parts = [this.#one()];
    while (this.is('AND')) parts.push(this.#one());
    return (value) => parts.every((p) => p(value));
  }
  #one(): Condition {
    if (this.is('NOT')) {
      const inner = this.#one();
      return (value) => !inner(value);
    }
    if (this.is('(')) {
      const inner = this.condition();
      if (!this.is(')')) this.fail();
      return inner;
    }
    const name = this.word();
    const property = (value: (name: string) => CimValue | undefined): CimValue => {
      const v = value(name);
      return v === undefined ? this.fail() : v;
    };
    if (this.is('IS')) {
      const not = this.is('NOT');
      if (!this.is('NULL')) this.fail();
      return (value) => (property(value) === null) !== not;
    }
    if (this.is('LIKE')) {
      const token = this.next();
      const like = token.kind === 'text' ? pattern(token.text) : this.fail();
      return (value) => {
        const v = property(value);
        return typeof v === 'string' && like.test(v);
      };
    }
    const compare = COMPARES[this.next().text] ?? this.fail();
    const token = this.next();
    const literal = this.#literal(token);
    return (value) => {
      const v = property(value);
      // Nothing compares with null, and lists cannot be compared.
      if (v === null || literal === null || typeof v === 'object') return false;
      return compare(order(v, literal) ?? this.fail());
    };
  }
  #literal({ kind, text }: Token): CimScalar | null {
    if (kind === 'text') return text;
    if (kind === 'number') return BigInt(text);
    if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    return /^null$/i.test(text) ? null : this.fail();
  }
}

/** Reads a query. @throws WmiError `invalidQuery` */
export function readQuery(text: string): Query {
  const reader = new Reader(text, text);
  if (!reader.is('SELECT')) reader.fail();
  let select: string[] | null = null;
  if (!reader.is('*')) {
    select = [reader.word()];
    while (reader.is(',')) select.push(reader.word());
  }
  if (!reader.is('FROM')) reader.fail();
  const className = reader.word();
  const where = reader.is('WHERE') ? reader.condition() : null;
  reader.end();
  return { select, className, where };
}
