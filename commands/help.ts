import { commandNames } from '../src/cli/command-index.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { loadCommand } from '../src/cli/load-command.ts';
import { findCommand } from '../src/cli/main.ts';
import { describe, type Given, PlainCommand } from '../src/cli/plain-command.ts';

const DEFAULT_COLUMNS = 80;

/** Prints help: about everything, or about one command. */
export default class Help extends PlainCommand {
  static override summary = 'Shows help about hyperv or one of its commands.';
  static override table = { words: ['[COMMAND]', '[SUBCOMMAND]'] };

  protected override async perform({ words }: Given): Promise<void> {
    if (words.length === 0) {
      const { overview } = await import('../src/cli/help/overview.ts');
      this.out(overview());
      return;
    }
    const found = findCommand(words);
    const below = commandNames.filter((name) => words.length === 1 && name.startsWith(`${words[0]!.toLowerCase()}/`));
    if (!found && below.length > 0) {
      const width = Math.max(...below.map((name) => name.length));
      for (const name of below) {
        const { summary = '' } = (await loadCommand(name)) as unknown as typeof PlainCommand;
        this.out(`hyperv ${name.replace('/', ' ').padEnd(width)}  ${summary}`);
      }
      return;
    }
    if (!found) throw new CommandFailure(`'${words.join(' ')}' is not a command. 'hyperv help' lists all.`);
    const Class = (await loadCommand(found.name)) as unknown as typeof PlainCommand;
    if (Class.table) {
      this.out(describe(found.name.replace('/', ':'), Class.summary ?? '', Class.table));
      return;
    }
    const { cmdletHelp, definitionOf } = await import('../src/cli/help/topic.ts');
    const def = await definitionOf(found.name);
    if (!def) throw new CommandFailure(`There is no help about '${words.join(' ')}'.`);
    this.out(cmdletHelp(def, 'detailed', process.stdout.columns ?? DEFAULT_COLUMNS).trimEnd());
  }
}
