/** Attributes of files: what the machine's file system tells of them, the Mode column, and the filter of Get-ChildItem. */
import type { Stats } from 'node:fs';
import { ENUMS } from '../../engine/enums.ts';
import { EnumValue } from '../../values.ts';

export const attributesType = ENUMS.find((e) => e.name === 'System.IO.FileAttributes')!;

export const READ_ONLY = 1;
export const HIDDEN = 2;
const SYSTEM = 4;
export const DIRECTORY = 16;
const ARCHIVE = 32;
const NORMAL = 128;
const REPARSE_POINT = 1024;

/** Attributes as .NET computes them: on Unix a name with a dot in front is hidden; on Windows new files await archiving. */
export function attributesOf(name: string, stat: Stats, isLink: boolean, windows: boolean): number {
  let bits = 0;
  if ((stat.mode & 0o222) === 0) bits |= READ_ONLY;
  if (!windows && name.startsWith('.') && name !== '.' && name !== '..') bits |= HIDDEN;
  if (stat.isDirectory()) bits |= DIRECTORY;
  else if (windows) bits |= ARCHIVE;
  if (isLink) bits |= REPARSE_POINT;
  return bits === 0 ? NORMAL : bits;
}

/** `d----`, `-a---`, `l-r--`. */
export function modeText(bits: number): string {
  const link = (bits & REPARSE_POINT) !== 0;
  return [
    link ? 'l' : (bits & DIRECTORY) !== 0 ? 'd' : '-',
    (bits & ARCHIVE) !== 0 ? 'a' : '-',
    (bits & READ_ONLY) !== 0 ? 'r' : '-',
    (bits & HIDDEN) !== 0 ? 'h' : '-',
    (bits & SYSTEM) !== 0 ? 's' : '-',
  ].join('');
}

/** `-rw-r--r--`, as ls shows it. */
export function unixMode(stat: Stats, isLink: boolean): string {
  const letters = 'rwxrwxrwx';
  let text = isLink
    ? 'l'
    : stat.isDirectory()
      ? 'd'
      : stat.isBlockDevice()
        ? 'b'
        : stat.isCharacterDevice()
          ? 'c'
          : '-';
  for (let i = 0; i < 9; i++) text += (stat.mode & (0o400 >> i)) !== 0 ? letters[i] : '-';
  return text;
}

export const attributesValue = (bits: number): EnumValue => new EnumValue(attributesType, bits);

/** A condition on attributes. */
export type Condition = (bits: number) => boolean;

/**
 * Reads what -Attributes takes: names, `!` for not, `+` for and, `,` for or. Undefined where a name is unknown, with its text.
 */
export function readCondition(text: string): Condition | { readonly unknown: string } {
  const ways: Condition[] = [];
  for (const way of text.split(',')) {
    const parts: Condition[] = [];
    for (const part of way.split('+')) {
      const name = part.trim().replace(/^!/, '').trim();
      const short: Readonly<Record<string, string>> = {
        d: 'directory',
        h: 'hidden',
        r: 'readonly',
        s: 'system',
        a: 'archive',
        l: 'reparsepoint',
      };
      const wanted = short[name.toLowerCase()] ?? name.toLowerCase();
      const member = Object.entries(attributesType.members).find(([n]) => n.toLowerCase() === wanted);
      if (!member) return { unknown: name };
      const bit = Number(member[1]);
      const not = part.trim().startsWith('!');
      parts.push((bits) => ((bits & bit) !== 0) !== not);
    }
    ways.push((bits) => parts.every((p) => p(bits)));
  }
  return (bits) => ways.some((w) => w(bits));
}
