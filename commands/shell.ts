import { PlainCommand } from '../src/cli/plain-command.ts';

/** An interactive PowerShell over the lab. */
export default class Shell extends PlainCommand {
  static override summary =
    'Opens an interactive PowerShell over the lab. Without a terminal it runs the lines of standard input.';
  static override table = {} as const;

  protected override async perform(): Promise<void> {
    const { runShell } = await import('../src/cli/run-script.ts');
    await runShell();
  }
}
