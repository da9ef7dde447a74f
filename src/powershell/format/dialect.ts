/** The two dialects of PowerShell's output, and everything else a writer must know about where it writes to. */

export type DialectName = '7' | '5.1';

/** Differences in layout between PowerShell 7 and Windows PowerShell 5.1. */
export interface Dialect {
  readonly name: DialectName;
  readonly ellipsis: string;
  /** Empty lines after the last row of a table. */
  readonly afterTable: number;
  /** Empty lines before the first object of a list. */
  readonly beforeList: number;
  /** Empty lines after a list, besides the one that follows each object. */
  readonly afterList: number;
  /** Are blanks kept at the end of a row's last column? */
  readonly padLastColumn: boolean;
  /** Are long values of a list broken between words? */
  readonly wrapWords: boolean;
  /** Decimals of floating-point numbers in tables without a declared view. */
  readonly tableDecimals: number;
}

/** 5.1's empty lines around lists are an assumption; the rest is from transcripts and recordings. */
export const dialects: Readonly<Record<DialectName, Dialect>> = {
  '7': {
    name: '7',
    ellipsis: '…',
    afterTable: 1,
    beforeList: 1,
    afterList: 0,
    padLastColumn: false,
    wrapWords: true,
    tableDecimals: 3,
  },
  '5.1': {
    name: '5.1',
    ellipsis: '...',
    afterTable: 2,
    beforeList: 2,
    afterList: 2,
    padLastColumn: true,
    wrapWords: false,
    tableDecimals: 2,
  },
};

/** How text is laid out and coloured. */
export interface Layout {
  readonly dialect: Dialect;
  /** Characters that a line may have: one less than the console is wide. */
  readonly width: number;
  readonly color: boolean;
  /** Elements of a collection that are shown in a cell; -1 for all. */
  readonly enumerationLimit: number;
}

/** Columns assumed where there is no terminal. */
export const DEFAULT_CONSOLE_WIDTH = 80;

/** A layout for a console of `columns` characters. */
export function layoutFor(options: { dialect?: DialectName; columns?: number; color?: boolean } = {}): Layout {
  return {
    dialect: dialects[options.dialect ?? '7'],
    width: (options.columns ?? DEFAULT_CONSOLE_WIDTH) - 1,
    color: options.color ?? false,
    enumerationLimit: 4,
  };
}

const RESET = '\x1b[0m';

/** Colours of PowerShell 7.2's $PSStyle.Formatting. */
export const styles = {
  header: '\x1b[32;1m',
  error: '\x1b[31;1m',
  errorAccent: '\x1b[36;1m',
  warning: '\x1b[33;1m',
  verbose: '\x1b[33;1m',
  debug: '\x1b[33;1m',
} as const;

/** `text` in a colour, or as it is. */
export function paint(color: boolean, style: keyof typeof styles, text: string): string {
  return color && text !== '' ? `${styles[style]}${text}${RESET}` : text;
}
