/** Draws the line being typed on a terminal, over what was drawn before. */
import { stripVTControlCharacters } from 'node:util';

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const NARROW = /\p{Mark}|\u200b|\u200d|\ufe0f/u;

/** Columns that a character takes. */
export const widthOf = (c: string): number => (c === '\t' ? 8 : WIDE.test(c) ? 2 : NARROW.test(c) ? 0 : 1);

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the end of a text is on a terminal of so many columns, from a place on. */
export function placeAfter(text: string, columns: number, from: Place = { row: 0, column: 0 }): Place {
  let { row, column } = from;
  for (const c of text) {
    if (c === '\n') {
      row++;
      column = 0;
      continue;
    }
    const width = widthOf(c);
    if (column + width > columns) {
      row++;
      column = 0;
    }
    column += width;
  }
  if (column >= columns) return { row: row + 1, column: 0 };
  return { row, column };
}

/** What stands before the second and later rows of a text. */
export const CONTINUATION = '>> ';

export interface Picture {
  /** With its colours. */
  readonly prompt: string;
  readonly text: string;
  /** The text with its colours. */
  readonly colored: string;
  readonly cursor: number;
  /** Lines below. */
  readonly below: string;
}

export class Screen {
  private readonly write: (text: string) => void;
  private readonly columns: () => number;
  /** Row of the cursor, from the prompt's first. */
  private row = 0;

  constructor(write: (text: string) => void, columns: () => number) {
    this.write = write;
    this.columns = columns;
  }

  /** Begins in a row of its own: what others wrote without a line end stays. */
  begin(): void {
    // From the first column this ends in the same row, from any other in the next one.
    this.write(`${' '.repeat(Math.max(0, this.columns() - 1))}\r`);
    this.row = 0;
  }

  draw({ prompt, text, colored, cursor, below }: Picture): void {
    const columns = this.columns();
    const lead = stripVTControlCharacters(prompt);
    const shown = (part: string): string => lead + part.replaceAll('\n', `\n${CONTINUATION}`);
    const at = placeAfter(shown(text.slice(0, cursor)), columns);
    const end = placeAfter(shown(text), columns);
    const body = `${prompt}${colored.replaceAll('\n', `\n${CONTINUATION}`)}`.replaceAll('\n', '\r\n');
    // At the edge the terminal goes to the next row with the next character only.
    const wrapped = end.column === 0 && end.row > 0 && !text.endsWith('\n') ? ' \r' : '';
    const under = below === '' ? '' : `\r\n${below.replaceAll('\n', '\r\n')}`;
    const bottom = below === '' ? end : placeAfter(`\n${stripVTControlCharacters(below)}`, columns, end);
    const back = bottom.row - at.row;
    this.write(
      `${this.up()}\r\x1b[J${body}${wrapped}${under}\r${back > 0 ? `\x1b[${back}A` : ''}${at.column > 0 ? `\x1b[${at.column}C` : ''}`,
    );
    this.row = at.row;
  }

  /** Leaves the line as it is and goes below it. */
  leave(picture: Picture): void {
    this.draw({ ...picture, cursor: picture.text.length, below: '' });
    this.write('\r\n');
    this.row = 0;
  }

  clear(): void {
    this.write('\x1b[H\x1b[2J');
    this.row = 0;
  }

  private up(): string {
    return this.row > 0 ? `\x1b[${this.row}A` : '';
  }
}
