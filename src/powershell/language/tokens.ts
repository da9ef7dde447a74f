/** Tokens, the tables of keywords and operators, and what a kind of token may stand for. */
import type { PSValue } from '../values.ts';
import type { Expression } from './ast.ts';

/** What a character means depends on where it stands: in a command, an expression, a type's name, the head of a class. */
export const COMMAND = 0;
export const EXPRESSION = 1;
export const TYPE_NAME = 2;
export const SIGNATURE = 3;
export type Mode = 0 | 1 | 2 | 3;

/** A `$( … )` inside a string: its text is read when the string becomes a tree. */
export interface Unread {
  readonly kind: 'Unread';
  readonly start: number;
  readonly end: number;
  /** Offsets of characters that stand for nothing: the first of two quotes. */
  readonly skipped: readonly number[];
}

/**
 * A token. Punctuation, operators and keywords have their own text as kind. The others: Identifier, Generic (a word of a
 * command), String, Number, Variable, Splatted, Parameter, Label, Redirect, NewLine, End, Unknown.
 */
export interface Token {
  kind: string;
  start: number;
  end: number;
  flags: number;
  /** Name of a variable, parameter or label; text of a word or string with escapes undone. */
  text: string;
  value: PSValue;
  /** Pieces of an expandable text. */
  parts: (string | Expression | Unread)[] | null;
}

/** A reserved word. */
export const KEYWORD = 1;
/** A parameter written `-name:`. */
export const COLON = 8;

/** Reserved words that begin a statement or a clause. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'elseif if else switch foreach from in for while until do try catch finally trap data return continue break exit ' +
    'throw begin process end clean dynamicparam function filter param class define var using workflow parallel sequence ' +
    'inlinescript configuration public private static interface enum namespace module type assembly command hidden base ' +
    'default'
  ).split(' '),
);

/** Precedence of binary operators; a higher number binds tighter. */
export const BINARY: ReadonlyMap<string, number> = new Map(
  (
    [
      [1, '-and -or -xor'],
      [2, '-band -bor -bxor'],
      [
        5,
        '-eq -ieq -ceq -ne -ine -cne -ge -ige -cge -gt -igt -cgt -lt -ilt -clt -le -ile -cle ' +
          '-like -ilike -clike -notlike -inotlike -cnotlike -match -imatch -cmatch -notmatch -inotmatch -cnotmatch ' +
          '-replace -ireplace -creplace -contains -icontains -ccontains -notcontains -inotcontains -cnotcontains ' +
          '-in -iin -cin -notin -inotin -cnotin -split -isplit -csplit -is -isnot -as -join -shl -shr',
      ],
      [7, '??'],
      [9, '+ -'],
      [10, '* / %'],
      [12, '-f'],
      [13, '..'],
    ] as const
  ).flatMap(([precedence, words]) => words.split(' ').map((w): [string, number] => [w, precedence])),
);

/** Words that begin with a dash and are operators in an expression. */
export const DASH_OPERATORS: ReadonlySet<string> = new Set([
  ...[...BINARY.keys()].filter((k) => k.startsWith('-') && k.length > 1),
  '-not',
  '-bnot',
]);

/** Prefix operators. */
export const UNARY_OPERATORS: ReadonlySet<string> = new Set(
  '! -not -bnot + - ++ -- -split -isplit -csplit -join ,'.split(' '),
);

export const ASSIGNMENTS: ReadonlySet<string> = new Set(['=', '+=', '-=', '*=', '/=', '%=', '??=']);

/** Tokens that read the same in every mode. */
export const INVARIANT: ReadonlySet<string> = new Set('NewLine End String ( ) { } @( @{ $( ; && || & | ,'.split(' '));

/** Keywords that begin a part of a script block. */
export const BLOCK_NAMES: ReadonlySet<string> = new Set(['dynamicparam', 'begin', 'process', 'end', 'clean']);

/** Statements that take no attributes before them. */
export const NO_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'if switch foreach for while do try trap data return continue break exit throw function filter workflow parallel ' +
    'sequence using'
  ).split(' '),
);
