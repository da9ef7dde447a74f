/** What was typed, kept between runs: one entry a line, a backtick before the line ends inside one. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Entries that are kept; $MaximumHistoryCount. */
const MOST = 4096;

/** Texts that may hold a secret are not written down, as PSReadLine does. */
const SENSITIVE = /password|asplaintext|token|apikey|secret/i;

const written = (entry: string): string => `${entry.replaceAll('\n', '`\n')}\n`;

export function entriesIn(text: string): string[] {
  const entries: string[] = [];
  let open: string[] = [];
  for (const line of text.split('\n').slice(0, -1)) {
    if (line.endsWith('`')) open.push(line.slice(0, -1));
    else {
      entries.push([...open, line].join('\n'));
      open = [];
    }
  }
  return entries;
}

export class History {
  readonly entries: string[] = [];
  private readonly file: string | null;

  /** @param file null: nothing is kept */
  constructor(file: string | null) {
    this.file = file;
    if (file === null || !existsSync(file)) return;
    try {
      const all = entriesIn(readFileSync(file, 'utf8'));
      this.entries.push(...all.slice(-MOST));
      if (all.length > MOST * 2) writeFileSync(file, this.entries.map(written).join(''), { mode: 0o600 });
    } catch {
      // A history that cannot be read is none.
    }
  }

  add(entry: string): void {
    if (entry.trim() === '' || this.entries.at(-1) === entry) return;
    this.entries.push(entry);
    if (this.file === null || SENSITIVE.test(entry)) return;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      appendFileSync(this.file, written(entry), { mode: 0o600 });
    } catch {
      // Not writing it down is no reason to end the session.
    }
  }
}
