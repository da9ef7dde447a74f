import { completionScripts, type Shell, shells } from '../src/cli/completion-scripts.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { type Given, PlainCommand } from '../src/cli/plain-command.ts';
import { writeText } from '../src/cli/streams.ts';

/** Prints the script that teaches a shell to complete. */
export default class Completion extends PlainCommand {
  static override summary = 'Prints the script that teaches bash, zsh or fish to complete: source it in your shell.';
  static override table = { words: ['bash|zsh|fish'] };

  protected override perform({ words: [word] }: Given): void {
    const shell: Shell | undefined = shells.find((name) => name === word?.toLowerCase());
    if (!shell) throw new CommandFailure(`For which shell? One of ${shells.join(', ')}.`);
    writeText(1, completionScripts[shell]);
  }
}
