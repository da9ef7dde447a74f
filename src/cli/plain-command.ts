/** The base of our own commands (lab, guest, explain …): words read by a small reader with GNU-style flags. */

import { Command } from '@oclif/core/command';
import type { Awaitable } from '../powershell/runtime.ts';
import { CommandFailure } from './failure.ts';
import { nearest } from './nearest.ts';
import { writeText } from './streams.ts';

/** One flag, by its name without dashes. Without `value` it is a switch. */
export interface FlagDef {
  readonly summary: string;
  /** What stands for its value in the help: `PATH`, `2012R2|2016`. */
  readonly value?: string;
}

export interface WordTable {
  /** Positional words as the help shows them: `[PATH]`. At most so many are taken. */
  readonly words?: readonly string[];
  /** True where further words are taken as they are, flags among them, from the first surplus word or `--` on. */
  readonly rest?: true;
  readonly flags?: Readonly<Record<string, FlagDef>>;
}

/** What was given. */
export interface Given {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | true | undefined>>;
}

/** Sorts words and flags. `--name value`, `--name=value`; `--` ends the flags. @throws CommandFailure */
export function readWords(argv: readonly string[], table: WordTable): Given {
  const most = table.rest ? Number.POSITIVE_INFINITY : (table.words?.length ?? 0);
  const words: string[] = [];
  const flags: Record<string, string | true> = {};
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const ownWords = words.length < (table.words?.length ?? 0);
    if (word === '--' || (table.rest && !ownWords)) {
      words.push(...argv.slice(word === '--' ? i + 1 : i));
      break;
    }
    const match = /^--?([a-z][\w-]*)(?:=(.*))?$/is.exec(word);
    if (!match) {
      words.push(word);
      continue;
    }
    const [, given, inline] = match;
    const names = Object.keys(table.flags ?? {});
    const name = names.find((n) => n.toLowerCase() === given!.toLowerCase());
    if (!name) {
      const near = nearest(given!, names).map((n) => `--${n}`);
      const known = names.map((n) => `--${n}`).join(', ') || 'none';
      throw new CommandFailure(
        `There is no flag '${word}' here. ${near.length ? `Did you mean ${near.join(' or ')}?` : `Known are: ${known}.`}`,
      );
    }
    if (!table.flags![name]!.value) {
      if (inline !== undefined) throw new CommandFailure(`--${name} takes no value.`);
      flags[name] = true;
      continue;
    }
    const value = inline ?? argv[++i];
    if (value === undefined) throw new CommandFailure(`--${name} needs a value: ${table.flags![name]!.value}.`);
    flags[name] = value;
  }
  if (words.length > most) throw new CommandFailure(`There is one word too many: '${words[most]}'.`);
  return { words, flags };
}

/** One of our own commands. */
export abstract class PlainCommand extends Command {
  static override strict = false;
  static table: WordTable = {};

  protected abstract perform(given: Given): Awaitable<void>;

  /** oclif's own would load its help code. */
  protected override async init(): Promise<void> {
    (this as unknown as { parsed: boolean }).parsed = true;
  }

  /** Failures are reported by `main`. */
  protected override async catch(error: Error): Promise<void> {
    throw error;
  }

  override async run(): Promise<void> {
    const { table, summary, id } = this.constructor as typeof PlainCommand;
    const help = this.argv.findIndex((word) => word === '--help' || word === '-?' || word === '-h');
    const end = this.argv.findIndex((word, i) => word === '--' || (table.rest && i >= (table.words?.length ?? 0)));
    if (help >= 0 && (end < 0 || help < end)) return this.out(describe(id, summary ?? '', table));
    await this.perform(readWords(this.argv, table));
  }

  protected out(text: string): void {
    writeText(1, `${text}\n`);
  }
}

/** Help of one of our own commands. */
export function describe(id: string, summary: string, table: WordTable): string {
  const flags = Object.entries(table.flags ?? {}).map(
    ([name, { value, summary: text }]) => [`--${name}${value ? ` ${value}` : ''}`, text] as const,
  );
  const words = [
    ...(table.words ?? []),
    ...flags.map(([left]) => `[${left}]`),
    ...(table.rest ? ['[-- WORD ...]'] : []),
  ];
  const width = Math.max(0, ...flags.map(([left]) => left.length));
  const lines = flags.map(([left, text]) => `  ${left.padEnd(width)}  ${text}`);
  return [
    summary,
    '',
    `  hyperv ${[id.replaceAll(':', ' '), ...words].join(' ')}`,
    ...(lines.length ? ['', ...lines] : []),
  ].join('\n');
}
