/** Text measured in cells of a terminal: width, cutting, aligning, wrapping. */
import type { Alignment } from './view.ts';

/** Cells that one UTF-16 unit takes: 2 for East Asian wide characters, by the ranges that PowerShell uses. */
function unitWidth(c: number): number {
  if (c < 0x1100) return 1;
  const wide =
    c <= 0x115f ||
    c === 0x2329 ||
    c === 0x232a ||
    (c >= 0x2e80 && c <= 0xa4cf && c !== 0x303f) ||
    (c >= 0xac00 && c <= 0xd7a3) ||
    (c >= 0xf900 && c <= 0xfaff) ||
    (c >= 0xfe10 && c <= 0xfe19) ||
    (c >= 0xfe30 && c <= 0xfe6f) ||
    (c >= 0xff00 && c <= 0xff60) ||
    (c >= 0xffe0 && c <= 0xffe6);
  return wide ? 2 : 1;
}

/** Escape sequences that set colours. */
const ESCAPES = /\x1b\[[0-9;]*m/g;

/** Cells that `text` takes; escape sequences take none. */
export function cellWidth(text: string): number {
  const plain = text.includes('\x1b') ? text.replace(ESCAPES, '') : text;
  let width = 0;
  for (let i = 0; i < plain.length; i++) width += unitWidth(plain.charCodeAt(i));
  return width;
}

/** The longest beginning of `text` that fits into `width` cells. Never splits a surrogate pair. */
function headOf(text: string, width: number): string {
  let used = 0;
  for (let i = 0; i < text.length; i++) {
    used += unitWidth(text.charCodeAt(i));
    if (used > width) {
      const end = i > 0 && (text.charCodeAt(i) & 0xfc00) === 0xdc00 ? i - 1 : i;
      return text.slice(0, end);
    }
  }
  return text;
}

/** The longest end of `text` that fits into `width` cells. */
function tailOf(text: string, width: number): string {
  let used = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    used += unitWidth(text.charCodeAt(i));
    if (used > width) return text.slice((text.charCodeAt(i + 1) & 0xfc00) === 0xdc00 ? i + 2 : i + 1);
  }
  return text;
}

/** `text` cut to `width` cells. Text aligned right loses its beginning, other text its end. */
export function cut(text: string, width: number, align: Alignment, ellipsis: string): string {
  if (cellWidth(text) <= width) return text;
  const room = width - ellipsis.length;
  if (room < 1) return align === 'right' ? tailOf(text, width) : headOf(text, width);
  return align === 'right' ? ellipsis + tailOf(text, room) : headOf(text, room) + ellipsis;
}

/** `text` filled with blanks to `width` cells; on the right only where `fillRight`. */
export function align(text: string, width: number, alignment: Alignment, fillRight: boolean): string {
  const missing = width - cellWidth(text);
  if (missing <= 0) return text;
  const left = alignment === 'right' ? missing : alignment === 'center' ? Math.floor(missing / 2) : 0;
  return ' '.repeat(left) + text + (fillRight ? ' '.repeat(missing - left) : '');
}

/** Lines of a text, whatever its line ends. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

/** One line of text in pieces of at most `width` cells, broken anywhere. */
function chop(line: string, width: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (cellWidth(rest) > width) {
    const head = headOf(rest, width);
    if (head === '') break;
    pieces.push(head);
    rest = rest.slice(head.length);
  }
  pieces.push(rest);
  return pieces;
}

/** One line of text broken after blanks; a word longer than the line is broken anywhere, filling the line it begins on. */
function wrapWords(line: string, width: number): string[] {
  const pieces: string[] = [];
  let current = '';
  let left = width;
  const next = (text: string, cells: number) => {
    pieces.push(current);
    current = text;
    left = width - cells;
  };
  for (const word of line.match(/[^ \t]*[ \t]|[^ \t]+$/g) ?? []) {
    const cells = cellWidth(word);
    for (const part of cells > width ? word : [word]) {
      const partCells = cells > width ? cellWidth(part) : cells;
      if (partCells > left) next(part, partCells);
      else {
        current += part;
        left -= partCells;
      }
    }
  }
  pieces.push(current);
  return pieces;
}

/** `text` in lines of at most `width` cells. Where one cell is all there is, a wide character becomes a question mark. */
export function wrap(text: string, width: number, betweenWords: boolean): string[] {
  return linesOf(text).flatMap((line) => {
    if (cellWidth(line) <= width) return [line];
    const fitting = width > 1 ? line : [...line].map((c) => (cellWidth(c) > 1 ? '?' : c)).join('');
    return betweenWords ? wrapWords(fitting, width) : chop(fitting, width);
  });
}
