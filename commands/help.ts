import { commandNames } from '../src/cli/command-index.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { loadCommand } from '../src/cli/load-command.ts';
import { findCommand } from '../src/cli/main.ts';
import { describe, type Given, PlainCommand } from '../src/cli/plain-command.ts';

const WAYS = `hyperv: a Hyper-V host that lives in a directory.

  hyperv CMDLET ...             one of Hyper-V's cmdlets: hyperv Get-VM web*, hyperv Set-VMMemory web1 -StartupBytes 2GB
  hyperv help CMDLET            what it does and takes
  hyperv lab new [PATH]         make a lab; HYPERV_LAB names the one to use
  hyperv                        on a terminal: the screen

`;

/** Prints help: about everything, or about one command. */
export default class Help extends PlainCommand {
  static override summary = 'Shows help about hyperv or one of its commands.';
  static override table = { words: ['[COMMAND]', '[SUBCOMMAND]'] };

  protected override async perform({ words }: Given): Promise<void> {
    if (words.length === 0) {
      const own = commandNames.filter((name) => !/^[A-Z]/.test(name)).map((name) => name.replace('/', ' '));
      const cmdlets = commandNames.filter((name) => /^[A-Z]/.test(name));
      this.out(`${WAYS}Of its own: ${own.join(', ')}.\n\n${cmdlets.length} cmdlets:\n${columns(cmdlets)}`);
      return;
    }
    const found = findCommand(words);
    if (!found) throw new CommandFailure(`'${words.join(' ')}' is not a command. 'hyperv help' lists all.`);
    const Class = (await loadCommand(found.name)) as unknown as typeof PlainCommand;
    if (Class.table) {
      this.out(describe(found.name.replace('/', ':'), Class.summary ?? '', Class.table));
      return;
    }
    const { definition } = Class as unknown as { definition: { name: string; summary: string; parameters: object } };
    const parameters = Object.keys(definition.parameters).map((name) => `-${name}`);
    this.out(`${definition.name}: ${definition.summary}\n\nParameters: ${parameters.join(', ')}`);
  }
}

/** Names by verb, a line each. */
function columns(names: readonly string[]): string {
  const verbs = [...new Set(names.map((name) => name.split('-')[0]!))];
  const nouns = (verb: string) =>
    names.filter((name) => name.startsWith(`${verb}-`)).map((name) => name.split('-')[1]!);
  return verbs.map((verb) => `  ${verb.padEnd(11)} ${wrap(nouns(verb))}`).join('\n');
}

function wrap(words: readonly string[]): string {
  let line = '';
  const lines: string[] = [];
  for (const word of words) {
    if (line && line.length + word.length > 64) {
      lines.push(line);
      line = '';
    }
    line += line ? ` ${word}` : word;
  }
  return [...lines, line].join(`\n${' '.repeat(14)}`);
}
