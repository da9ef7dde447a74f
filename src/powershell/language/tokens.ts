/** The tables of keywords and operators, and the flags of tokens. */

/** Flags of a token. */
export const KEYWORD = 1;
/** A parameter written `-name:`. */
export const COLON = 8;
/** An expandable string that came from a word, not from quotes. */
export const GENERIC = 16;

/** Reserved words that begin a statement or a clause. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'elseif',
  'if',
  'else',
  'switch',
  'foreach',
  'from',
  'in',
  'for',
  'while',
  'until',
  'do',
  'try',
  'catch',
  'finally',
  'trap',
  'data',
  'return',
  'continue',
  'break',
  'exit',
  'throw',
  'begin',
  'process',
  'end',
  'clean',
  'dynamicparam',
  'function',
  'filter',
  'param',
  'class',
  'define',
  'var',
  'using',
  'workflow',
  'parallel',
  'sequence',
  'inlinescript',
  'configuration',
  'public',
  'private',
  'static',
  'interface',
  'enum',
  'namespace',
  'module',
  'type',
  'assembly',
  'command',
  'hidden',
  'base',
  'default',
]);

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
export const UNARY_OPERATORS: ReadonlySet<string> = new Set([
  '!',
  '-not',
  '-bnot',
  '+',
  '-',
  '++',
  '--',
  '-split',
  '-isplit',
  '-csplit',
  '-join',
  ',',
]);

export const ASSIGNMENTS: ReadonlySet<string> = new Set(['=', '+=', '-=', '*=', '/=', '%=', '??=']);
