/** XPath 1.0: the text of an expression as a tree. */
import { xmlFault } from './errors.ts';

export type Axis =
  | 'child'
  | 'descendant'
  | 'descendant-or-self'
  | 'self'
  | 'parent'
  | 'ancestor'
  | 'ancestor-or-self'
  | 'attribute'
  | 'following'
  | 'following-sibling'
  | 'preceding'
  | 'preceding-sibling'
  | 'namespace';

export interface NodeTest {
  readonly kind: 'name' | 'any' | 'text' | 'comment' | 'node' | 'processing-instruction';
  readonly prefix: string;
  readonly local: string;
}

export interface Step {
  readonly axis: Axis;
  readonly test: NodeTest;
  readonly predicates: readonly XPath[];
}

export type XPath =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'negate'; readonly child: XPath }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: XPath; readonly right: XPath }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly XPath[] }
  | {
      readonly kind: 'filter';
      readonly base: XPath;
      readonly predicates: readonly XPath[];
      readonly steps: readonly Step[];
    }
  | { readonly kind: 'path'; readonly absolute: boolean; readonly steps: readonly Step[] };

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?|\.\d+)|("[^"]*"|'[^']*')|(\/\/|::|\.\.|!=|<=|>=|[()[\].@,/|+\-=<>*$:])|([\p{L}_][\p{L}\p{N}_.-]*))/uy;

interface Token {
  readonly kind: 'number' | 'string' | 'symbol' | 'name' | 'operator';
  readonly text: string;
  readonly at: number;
  /** Blanks stood before it. */
  readonly spaced: boolean;
}

const OPERATOR_NAMES = new Set(['and', 'or', 'mod', 'div']);
const AXES = new Set<string>([
  'child',
  'descendant',
  'descendant-or-self',
  'self',
  'parent',
  'ancestor',
  'ancestor-or-self',
  'attribute',
  'following',
  'following-sibling',
  'preceding',
  'preceding-sibling',
  'namespace',
]);
const NODE_TYPES = new Set(['text', 'comment', 'node', 'processing-instruction']);

function fault(message: string): never {
  throw xmlFault(message, 'System.Xml.XPath.XPathException');
}

function tokens(text: string): Token[] {
  const out: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const m = TOKEN.exec(text);
    if (!m) {
      if (text.slice(from).trim() === '') break;
      fault(/^\s*["']/.test(text.slice(from)) ? 'This is an unclosed string.' : `'${text}' has an invalid token.`);
    }
    const content = m[1] ?? m[2] ?? m[3] ?? m[4]!;
    const at = m.index + m[0].length - content.length;
    const last = out[out.length - 1];
    // After an operand, `*` and the names of operators are operators.
    const afterOperand =
      last !== undefined &&
      last.kind !== 'operator' &&
      !(
        last.kind === 'symbol' &&
        ['@', '::', '(', '[', ',', '/', '//', '|', '+', '-', '=', '!=', '<', '<=', '>', '>=', ':', '$'].includes(
          last.text,
        )
      );
    const kind = m[1]
      ? 'number'
      : m[2]
        ? 'string'
        : (m[3] === '*' || (m[4] !== undefined && OPERATOR_NAMES.has(m[4]))) && afterOperand
          ? 'operator'
          : m[3]
            ? 'symbol'
            : 'name';
    out.push({ kind, text: content, at, spaced: at > from });
  }
  return out;
}

/** Levels of binary operators, the loosest first. */
const LEVELS = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']];

class Parser {
  readonly source: string;
  readonly tokens: Token[];
  i = 0;
  constructor(source: string) {
    this.source = source;
    this.tokens = tokens(source);
  }
  get token(): Token | undefined {
    return this.tokens[this.i];
  }
  is(text: string, ahead = 0): boolean {
    const t = this.tokens[this.i + ahead];
    return t !== undefined && t.kind !== 'string' && t.text === text;
  }
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.i++;
    return true;
  }
  invalid(): never {
    if (!this.token || this.token.text === '/') fault('Expression must evaluate to a node-set.');
    fault(`'${this.source}' has an invalid token.`);
  }
  expect(text: string): void {
    if (!this.take(text)) this.invalid();
  }

  expression(level = 0): XPath {
    if (level === LEVELS.length) return this.unary();
    let left = this.expression(level + 1);
    for (;;) {
      const t = this.token;
      if (!t || t.kind === 'string' || t.kind === 'name' || !LEVELS[level]!.includes(t.text)) return left;
      if (t.text === '*' && t.kind !== 'operator') return left;
      this.i++;
      left = { kind: 'binary', operator: t.text, left, right: this.expression(level + 1) };
    }
  }

  unary(): XPath {
    if (this.take('-')) return { kind: 'negate', child: this.unary() };
    let left = this.pathOrFilter();
    while (this.take('|')) left = { kind: 'binary', operator: '|', left, right: this.pathOrFilter() };
    return left;
  }

  pathOrFilter(): XPath {
    const t = this.token;
    if (!t) this.invalid();
    const isCall =
      t.kind === 'name' &&
      ((this.is('(', 1) && !NODE_TYPES.has(t.text)) ||
        (this.is(':', 1) && this.tokens[this.i + 2]?.kind === 'name' && this.is('(', 3)));
    if (t.kind === 'number' || t.kind === 'string' || isCall || t.text === '(' || t.text === '$') {
      const base = this.primary();
      const predicates = this.predicates();
      const steps: Step[] = [];
      if (this.is('/') || this.is('//')) this.relative(steps, true);
      return predicates.length || steps.length ? { kind: 'filter', base, predicates, steps } : base;
    }
    const steps: Step[] = [];
    if (this.take('/')) {
      if (this.startsStep()) this.relative(steps, false);
      return { kind: 'path', absolute: true, steps };
    }
    if (this.is('//')) {
      this.relative(steps, true);
      return { kind: 'path', absolute: true, steps };
    }
    this.relative(steps, false);
    return { kind: 'path', absolute: false, steps };
  }

  startsStep(): boolean {
    const t = this.token;
    return t !== undefined && (t.kind === 'name' || ['.', '..', '@', '*'].includes(t.text)) && t.kind !== 'operator';
  }

  relative(steps: Step[], separatorFirst: boolean): void {
    let first = !separatorFirst;
    for (;;) {
      if (!first) {
        if (this.take('//')) steps.push({ axis: 'descendant-or-self', test: ANY_NODE, predicates: [] });
        else if (!this.take('/')) return;
      }
      first = false;
      steps.push(this.step());
    }
  }

  step(): Step {
    if (this.take('.')) return { axis: 'self', test: ANY_NODE, predicates: this.predicates() };
    if (this.take('..')) return { axis: 'parent', test: ANY_NODE, predicates: this.predicates() };
    let axis: Axis = 'child';
    if (this.take('@')) axis = 'attribute';
    else if (this.token?.kind === 'name' && this.is('::', 1)) {
      if (!AXES.has(this.token.text)) this.invalid();
      axis = this.token.text as Axis;
      this.i += 2;
    }
    return { axis, test: this.nodeTest(), predicates: this.predicates() };
  }

  nodeTest(): NodeTest {
    const t = this.token;
    if (!t || (t.kind !== 'name' && t.text !== '*')) this.invalid();
    this.i++;
    if (t.text === '*') return { kind: 'any', prefix: '', local: '' };
    if (NODE_TYPES.has(t.text) && this.take('(')) {
      let local = '';
      if (this.token?.kind === 'string') local = this.tokens[this.i++]!.text.slice(1, -1);
      this.expect(')');
      return { kind: t.text as NodeTest['kind'], prefix: '', local };
    }
    if (this.is(':') && !this.token!.spaced) {
      this.i++;
      const local = this.token;
      if (!local) this.invalid();
      this.i++;
      return local.text === '*'
        ? { kind: 'any', prefix: t.text, local: '' }
        : { kind: 'name', prefix: t.text, local: local.text };
    }
    return { kind: 'name', prefix: '', local: t.text };
  }

  predicates(): XPath[] {
    const out: XPath[] = [];
    while (this.take('[')) {
      out.push(this.expression());
      this.expect(']');
    }
    return out;
  }

  primary(): XPath {
    const t = this.tokens[this.i++]!;
    if (t.kind === 'number') return { kind: 'number', value: Number(t.text) };
    if (t.kind === 'string') return { kind: 'string', value: t.text.slice(1, -1) };
    if (t.text === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (t.text === '$') return { kind: 'variable', name: this.tokens[this.i++]?.text ?? '' };
    let name = t.text;
    if (this.take(':')) name += `:${this.tokens[this.i++]!.text}`;
    this.expect('(');
    const args: XPath[] = [];
    if (!this.is(')')) {
      do args.push(this.expression());
      while (this.take(','));
    }
    this.expect(')');
    return { kind: 'call', name, args };
  }
}

const ANY_NODE: NodeTest = { kind: 'node', prefix: '', local: '' };

/** The tree of an expression. Throws an XPathException. */
export function parseXPath(source: string): XPath {
  const parser = new Parser(source);
  const tree = parser.expression();
  if (parser.token) parser.invalid();
  return tree;
}
