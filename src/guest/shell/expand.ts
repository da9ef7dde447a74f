/**
 * Expansion of words: braces, tilde, parameters, substitutions, arithmetic, splitting, file names. It is one synchronous pass;
 * where it needs a command's output that is not there yet it throws NeedOutput, and is made again with the output.
 */

import { evaluate } from './arith.ts';
import { braces } from './braces.ts';
import { expandParameter } from './parameters.ts';
import { fullParse } from './parser.ts';
import { glob, isGlob } from './pattern.ts';
import type { ArithmeticExpressionNode, ScriptNode, WordNode, WordPart } from './tree.ts';
import type { ShellError, Vars } from './vars.ts';

/** A piece of a word while it is expanded. */
export interface Segment {
  readonly s: string;
  /** Quoted: neither split nor a pattern. */
  readonly q: boolean;
  /** Came out of an expansion: unquoted, it is split. */
  readonly x: boolean;
}

/** Between two words, as "$@" makes them. */
export const BREAK = 'break';
export type Piece = Segment | typeof BREAK;

/** The output of a command is needed first. */
export class NeedOutput {
  readonly body: ScriptNode['statements'];
  /** `$( )`, or `<( )` and `>( )`. */
  readonly kind: 'output' | 'input' | 'process';
  constructor(body: ScriptNode['statements'], kind: NeedOutput['kind']) {
    this.body = body;
    this.kind = kind;
  }
}

const GLOB_CHARACTERS = /[\\*?[\]@+!()|]/g;

export class Expander {
  readonly vars: Vars;
  private readonly results: readonly string[];
  private used = 0;

  constructor(vars: Vars, results: readonly string[]) {
    this.vars = vars;
    this.results = results;
  }

  /** Words of a command: everything is done. */
  words(words: readonly WordNode[]): string[] {
    return words.flatMap((word) => this.word(word));
  }

  private word(word: WordNode): string[] {
    const only = word.parts[0];
    if (word.parts.length === 1 && only?.type === 'Literal') return [only.value];
    return braces(word.parts).flatMap((parts) => this.fields(this.pieces(parts, false)));
  }

  /** One string: no splitting, no file names (assignments, here-strings, case words). */
  string(word: WordNode): string {
    const parts = this.assignmentTildes(word.parts);
    return this.join(this.pieces(parts, false));
  }

  private assignmentTildes(parts: readonly WordPart[]): readonly WordPart[] {
    return parts;
  }

  private join(pieces: readonly Piece[]): string {
    return pieces.map((piece) => (piece === BREAK ? ' ' : piece.s)).join('');
  }

  /** A pattern: quoted characters get a backslash. */
  pattern(word: WordNode): string {
    return this.pieces(word.parts, false)
      .map((piece) => (piece === BREAK ? ' ' : piece.q ? piece.s.replace(GLOB_CHARACTERS, '\\$&') : piece.s))
      .join('');
  }

  /** A regular expression for =~ : quoted characters are literal. */
  regex(word: WordNode): string {
    return this.pieces(word.parts, false)
      .map((p) =>
        p === BREAK
          ? ' '
          : p.q && !p.x && p.s.length > 0 && !isLiteralRegex(word, p)
            ? p.s.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
            : p.s,
      )
      .join('');
  }

  /** As the inside of double quotes (here-documents). */
  quoted(word: WordNode): string {
    return this.join(this.pieces(word.parts, true));
  }

  pieces(parts: readonly WordPart[], quoted: boolean): Piece[] {
    return parts.flatMap((part, index) => this.piece(part, quoted, index === 0));
  }

  private piece(part: WordPart, quoted: boolean, _first: boolean): Piece[] {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'Escaped':
        return [{ s: part.value, q: true, x: false }];
      case 'Glob':
        return [{ s: part.pattern, q: quoted, x: false }];
      case 'DoubleQuoted':
        return this.doubleQuoted(part.parts);
      case 'TildeExpansion':
        return [{ s: this.tilde(part.user), q: true, x: false }];
      case 'ParameterExpansion':
        return expandParameter(this, part, quoted);
      case 'CommandSubstitution': {
        const body = part.body.statements;
        return [{ s: body.length === 0 ? '' : this.output(body, 'output'), q: quoted, x: true }];
      }
      case 'ArithmeticExpansion':
        return [{ s: String(this.arithmetic(part.expression)), q: quoted, x: true }];
      case 'ProcessSubstitution':
        return [
          { s: this.output(part.body.statements, part.direction === 'input' ? 'input' : 'process'), q: true, x: false },
        ];
      case 'BraceExpansion':
        return braces([part]).flatMap((parts, i) => [
          ...(i > 0 ? [{ s: ' ', q: false, x: false }] : []),
          ...this.pieces(parts, quoted),
        ]);
    }
  }

  private doubleQuoted(parts: readonly WordPart[]): Piece[] {
    const inner = this.pieces(parts, true);
    // "$@" without arguments is no word at all; any other empty quotes are an empty word.
    const [only] = parts;
    const none =
      parts.length === 1 &&
      only?.type === 'ParameterExpansion' &&
      (only.parameter === '@' || /\[@\]$/.test(only.parameter) || only.operation?.type === 'ArrayKeys') &&
      inner.length === 0;
    return none ? [] : inner.length === 0 ? [{ s: '', q: true, x: false }] : inner;
  }

  /** The result of the next substitution in order. */
  private output(body: ScriptNode['statements'], kind: NeedOutput['kind']): string {
    const result = this.results[this.used++];
    if (result === undefined) throw new NeedOutput(body, kind);
    return result;
  }

  arithmetic(expression: ArithmeticExpressionNode | null): bigint {
    return this.arithmeticText(balanced(expression?.originalText ?? ''));
  }

  arithmeticText(text: string): bigint {
    const expanded = /[$`"'\\]/.test(text) ? this.expandText(text.replaceAll('"', '')) : text;
    return evaluate(this.vars, expanded);
  }

  /** Does the `$` expansions of a text, as within double quotes. */
  expandText(text: string): string {
    const simple = text.replace(
      /\$(?:([A-Za-z_]\w*|[0-9#?$!])|\{([A-Za-z_]\w*|#)\})/g,
      (_m, a, b) => this.vars.get(a ?? b) ?? '',
    );
    if (!/[$`]/.test(text.replace(/\$(?:([A-Za-z_]\w*|[0-9#?$!])|\{([A-Za-z_]\w*|#)\})/g, ''))) return simple;
    const parsed = fullParse(`: "${text.replaceAll('"', '\\"')}"`);
    if ('error' in parsed) return text;
    const statements = parsed.tree as unknown as ScriptNode['statements'];
    const command = statements[0]?.pipelines[0]?.commands[0];
    const word = command?.type === 'SimpleCommand' ? command.args[0] : undefined;
    return word ? this.string(word) : text;
  }

  tilde(user: string | null): string {
    if (user === null) return this.vars.get('HOME') ?? '/root';
    if (user === '+') return this.vars.process.cwd;
    if (user === '-') return this.vars.get('OLDPWD') ?? '~-';
    return user === 'root' ? '/root' : `/home/${user}`;
  }

  /** Splitting by IFS, file names, removal of quotes. */
  private fields(pieces: readonly Piece[]): string[] {
    const ifs = this.vars.get('IFS') ?? ' \t\n';
    const fields: Segment[][] = [];
    let field: Segment[] | null = null;
    const end = (): void => {
      if (field) fields.push(field);
      field = null;
    };
    for (const piece of pieces) {
      if (piece === BREAK) {
        fields.push(field ?? []);
        field = null;
        continue;
      }
      if (piece.q || !piece.x) {
        field ??= [];
        field.push(piece);
        continue;
      }
      for (const token of splitIfs(piece.s, ifs)) {
        if (token === null) end();
        else if (token === '') {
          fields.push(field ?? []);
          field = null;
        } else {
          field ??= [];
          field.push({ s: token, q: false, x: true });
        }
      }
    }
    end();
    return fields.flatMap((segments) => this.names(segments));
  }

  private names(segments: readonly Segment[]): string[] {
    const text = segments.map((s) => s.s).join('');
    const { options } = this.vars.shell;
    if (options['f'] || !segments.some((s) => !s.q && /[*?[\]@+!]/.test(s.s))) return [text];
    const pattern = segments.map((s) => (s.q ? s.s.replace(GLOB_CHARACTERS, '\\$&') : s.s)).join('');
    if (!isGlob(pattern)) return [text];
    const found = glob(this.vars.system.vfs, this.vars.process, pattern, options['dotglob']);
    if (found.length > 0) return found;
    return options['nullglob'] ? [] : [text];
  }
}

/** The parser keeps one parenthesis too many of `$(((a) < (b)))`. */
function balanced(text: string): string {
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open++;
    else if (text[i] === ')' && --open < 0) return text.slice(0, i);
  }
  return text;
}

const isLiteralRegex = (word: WordNode, piece: Segment): boolean =>
  word.parts.some(
    (part) => (part.type === 'Literal' && part.value === piece.s) || (part.type === 'Glob' && part.pattern === piece.s),
  );

/** Parts between separators: null ends a word, '' ends one that may be empty (a separator that is not white space). */
function splitIfs(text: string, ifs: string): (string | null)[] {
  if (ifs === '') return text === '' ? [] : [text];
  const found: (string | null)[] = [];
  let word = '';
  let i = 0;
  const white = (c: string | undefined): boolean => c !== undefined && ifs.includes(c) && ' \t\n'.includes(c);
  while (i < text.length) {
    const c = text[i] as string;
    if (!ifs.includes(c)) {
      word += c;
      i++;
      continue;
    }
    if (word) found.push(word);
    const had = word !== '';
    word = '';
    while (white(text[i])) i++;
    if (text[i] !== undefined && ifs.includes(text[i] as string)) {
      i++;
      while (white(text[i])) i++;
      found.push(had ? null : '');
    } else found.push(null);
  }
  if (word) found.push(word);
  return found;
}

export type { ShellError };
