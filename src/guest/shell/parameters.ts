/** `$x` and `${x...}` with all their operators. */

import { lastIndex } from './arith.ts';
import { BREAK, type Expander, type Piece } from './expand.ts';
import { patternSource } from './pattern.ts';
import type { InnerParameterOperation, ParameterExpansionPart, ParameterOperation, WordNode } from './tree.ts';
import { dollarQuote, quoteWord, ShellError, splitSubscript } from './vars.ts';

/** Values of a parameter: one, or several for @ and *. */
interface Values {
  readonly list: string[];
  readonly keys: string[];
  readonly many: '@' | '*' | null;
  readonly set: boolean;
}

function valuesOf(ex: Expander, parameter: string): Values {
  const { vars } = ex;
  if (parameter === '@' || parameter === '*') {
    const list = [...vars.shell.args];
    return { list, keys: list.map((_v, i) => String(i + 1)), many: parameter, set: list.length > 0 };
  }
  const { name, subscript } = splitSubscript(parameter);
  if (subscript === '@' || subscript === '*') {
    const elements = vars.elements(name);
    return {
      list: elements.map(([, v]) => v),
      keys: elements.map(([k]) => k),
      many: subscript,
      set: elements.length > 0,
    };
  }
  const value = subscript === undefined ? vars.get(name) : vars.element(name, keyOf(ex, name, subscript));
  return { list: value === undefined ? [] : [value], keys: [], many: null, set: value !== undefined };
}

/** Key of an element: text for associative arrays, arithmetic for others. */
export function keyOf(ex: Expander, name: string, subscript: string): string {
  if (ex.vars.lookup(name)?.assoc) return ex.expandText(subscript.replace(/^(['"])(.*)\1$/, '$2'));
  const index = ex.arithmeticText(subscript);
  if (index >= 0n) return String(index);
  const key = lastIndex(ex.vars, name) + 1n + index;
  if (key < 0n) throw new ShellError(`${name}[${subscript}]: bad array subscript`);
  return String(key);
}

/** Puts values into the word. */
function place(ex: Expander, values: readonly string[], many: '@' | '*' | null, quoted: boolean): Piece[] {
  if (many === '*' && quoted) {
    const ifs = ex.vars.get('IFS') ?? ' ';
    return [{ s: values.join(ifs.slice(0, 1)), q: true, x: true }];
  }
  const pieces: Piece[] = [];
  values.forEach((value, i) => {
    if (i > 0) pieces.push(quoted ? BREAK : BREAK);
    if (quoted || value !== '') pieces.push({ s: value, q: quoted, x: true });
  });
  if (!quoted && many)
    return pieces.filter(
      (p, i) => p !== BREAK || (pieces[i - 1] !== undefined && pieces[i - 1] !== BREAK && pieces[i + 1] !== undefined),
    );
  return pieces;
}

export function expandParameter(ex: Expander, part: ParameterExpansionPart, quoted: boolean): Piece[] {
  const { parameter, operation } = part;
  if (operation?.type === 'VarNamePrefix') {
    const names = Object.keys(ex.vars.shell.vars)
      .filter((name) => name.startsWith(operation.prefix))
      .sort();
    return place(ex, names, operation.star ? '*' : '@', quoted);
  }
  if (operation?.type === 'ArrayKeys') {
    return place(
      ex,
      ex.vars.elements(operation.array).map(([key]) => key),
      operation.star ? '*' : '@',
      quoted,
    );
  }
  if (operation?.type === 'Indirection') return indirect(ex, parameter, operation.innerOp ?? null, quoted);
  return operate(ex, parameter, operation, quoted);
}

function indirect(
  ex: Expander,
  parameter: string,
  operation: InnerParameterOperation | null,
  quoted: boolean,
): Piece[] {
  const name = ex.vars.lookup(parameter)?.ref ? undefined : valuesOf(ex, parameter).list[0];
  if (name === undefined) {
    const target = ex.vars.lookup(parameter)?.v;
    if (target !== undefined) return place(ex, [target], null, quoted);
    throw new ShellError(`${parameter}: invalid indirect expansion`);
  }
  return operate(ex, name, operation, quoted);
}

function operate(ex: Expander, parameter: string, operation: ParameterOperation | null, quoted: boolean): Piece[] {
  const values = valuesOf(ex, parameter);
  const { shell } = ex.vars;
  const empty = !values.set || (values.list.length <= 1 && (values.list[0] ?? '') === '');
  const missing = (checkEmpty: boolean): boolean => (checkEmpty ? empty : !values.set);
  // Plain text of an operator's word is split like what an expansion gives.
  const inner = (word: WordNode): Piece[] =>
    word.parts.flatMap((part): Piece[] =>
      part.type === 'Literal' && !quoted ? [{ s: part.value, q: false, x: true }] : ex.pieces([part], quoted),
    );
  switch (operation?.type) {
    case 'DefaultValue':
      return missing(operation.checkEmpty) ? inner(operation.word) : place(ex, values.list, values.many, quoted);
    case 'UseAlternative':
      return missing(operation.checkEmpty) ? [] : inner(operation.word);
    case 'AssignDefault': {
      if (!missing(operation.checkEmpty)) return place(ex, values.list, values.many, quoted);
      const value = ex.string(operation.word);
      const { name, subscript } = splitSubscript(parameter);
      if (!/^[A-Za-z_]/.test(name)) throw new ShellError(`$${name}: cannot assign in this way`, true);
      if (subscript === undefined) ex.vars.set(name, value);
      else ex.vars.setElement(name, keyOf(ex, name, subscript), value);
      return place(ex, [value], null, quoted);
    }
    case 'ErrorIfUnset': {
      if (!missing(operation.checkEmpty)) return place(ex, values.list, values.many, quoted);
      const text = operation.word ? ex.string(operation.word) : '';
      throw new ShellError(
        `${parameter}: ${text || (operation.checkEmpty ? 'parameter null or not set' : 'parameter not set')}`,
        true,
      );
    }
    case 'Length':
      if (values.many) return [{ s: String(values.list.length), q: quoted, x: true }];
      if (!values.set) unbound(ex, parameter);
      return [{ s: String(characters(values.list[0] ?? '')), q: quoted, x: true }];
    case 'BadSubstitution':
    case 'LengthSliceError':
      throw new ShellError(
        `\${${operation.type === 'BadSubstitution' ? operation.text : parameter}}: bad substitution`,
        true,
      );
    default:
  }
  if (!values.set && !values.many) unbound(ex, parameter);
  if (!operation) return place(ex, values.list, values.many, quoted);
  if (operation.type === 'Substring') {
    if (!values.set && !values.many) return [];
    return place(ex, substring(ex, values, operation, parameter === '@' || parameter === '*'), values.many, quoted);
  }
  if (operation.type === 'Transform') return transform(ex, parameter, values, operation.operator, quoted);
  const change = mapper(ex, operation);
  void shell;
  return change ? place(ex, values.list.map(change), values.many, quoted) : place(ex, values.list, values.many, quoted);
}

function unbound(ex: Expander, parameter: string): void {
  const quiet = parameter === '@' || parameter === '*' || /\[[@*]\]$/.test(parameter);
  if (ex.vars.shell.options['u'] && !quiet) {
    throw new ShellError(`${/^\d+$/.test(parameter) ? `$${parameter}` : parameter}: unbound variable`, true);
  }
}

/** Characters of UTF-8 text; bytes where it is none. */
function characters(bytes: string): number {
  return [...bytes].filter((c) => (c.charCodeAt(0) & 0xc0) !== 0x80).length;
}

function substring(
  ex: Expander,
  values: Values,
  operation: Extract<ParameterOperation, { type: 'Substring' }>,
  positional: boolean,
): string[] {
  let offset = Number(ex.arithmetic(operation.offset));
  const length = operation.length ? Number(ex.arithmetic(operation.length)) : undefined;
  if (!values.many) {
    const text = values.list[0] ?? '';
    if (offset < 0) offset += text.length;
    if (offset < 0 || offset > text.length) return [''];
    const end = length === undefined ? text.length : length < 0 ? text.length + length : offset + length;
    if (end < offset)
      throw new ShellError(`${operation.length?.originalText ?? length}: substring expression < 0`, true);
    return [text.slice(offset, end)];
  }
  const list = positional ? [ex.vars.shell.name, ...values.list] : values.list;
  if (offset < 0) offset += list.length;
  if (offset < 0) return [];
  if (length !== undefined && length < 0) throw new ShellError(`${length}: substring expression < 0`, true);
  const taken = list.slice(positional && offset === 0 && length === undefined ? 0 : offset);
  return length === undefined ? taken : taken.slice(0, length);
}

function mapper(ex: Expander, operation: ParameterOperation): ((text: string) => string) | undefined {
  if (operation.type === 'PatternRemoval')
    return removal(ex.pattern(operation.pattern), operation.side, operation.greedy);
  if (operation.type === 'PatternReplacement') {
    const pattern = ex.pattern(operation.pattern);
    const replacement = operation.replacement ? ex.string(operation.replacement) : '';
    if (pattern === '') return (text) => text;
    const source = patternSource(pattern, { extended: true });
    const anchored =
      operation.anchor === 'start' ? `^(?:${source})` : operation.anchor === 'end' ? `(?:${source})$` : source;
    const regex = new RegExp(anchored, operation.all ? 'g' : '');
    return (text) => text.replace(regex, () => replacement);
  }
  if (operation.type === 'CaseModification') {
    const pattern = operation.pattern ? ex.pattern(operation.pattern) : '?';
    const test = new RegExp(`^(?:${patternSource(pattern, { extended: true })})$`);
    const change = (c: string): string => (operation.direction === 'upper' ? c.toUpperCase() : c.toLowerCase());
    return (text) => [...text].map((c, i) => ((operation.all || i === 0) && test.test(c) ? change(c) : c)).join('');
  }
  return undefined;
}

/** ${x#p} ${x##p} ${x%p} ${x%%p}. */
function removal(pattern: string, side: 'prefix' | 'suffix', greedy: boolean): (text: string) => string {
  const test = new RegExp(`^(?:${patternSource(pattern, { extended: true })})$`);
  return (text) => {
    for (let i = 0; i <= text.length; i++) {
      const length = greedy ? text.length - i : i;
      const candidate = side === 'prefix' ? text.slice(0, length) : text.slice(text.length - length);
      if (test.test(candidate)) return side === 'prefix' ? text.slice(length) : text.slice(0, text.length - length);
    }
    return text;
  };
}

function transform(ex: Expander, parameter: string, values: Values, operator: string, quoted: boolean): Piece[] {
  const { name } = splitSubscript(parameter);
  const variable = ex.vars.lookup(name);
  const quote = (text: string): string =>
    /[\0-\x1f]/.test(text) ? dollarQuote(text) : `'${text.replaceAll("'", "'\\''")}'`;
  const map: Record<string, (text: string) => string> = {
    Q: quote,
    U: (t) => t.toUpperCase(),
    L: (t) => t.toLowerCase(),
    u: (t) => t.slice(0, 1).toUpperCase() + t.slice(1),
    E: (t) => t.replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\\\/g, '\\'),
    P: (t) => t,
    a: () =>
      `${variable?.a ? (variable.assoc ? 'A' : 'a') : ''}${variable?.i ? 'i' : ''}${variable?.r ? 'r' : ''}${variable?.x ? 'x' : ''}`,
    A: (t) => `${name}=${quote(t)}`,
    K: (t) => quote(t),
    k: (t) => quoteWord(t),
  };
  return place(ex, values.list.map(map[operator] ?? ((t) => t)), values.many, quoted);
}
