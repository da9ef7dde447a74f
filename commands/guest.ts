import { openCurrentWorld } from '../src/cli/current-world.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { type Given, PlainCommand } from '../src/cli/plain-command.ts';
import { isTerminal } from '../src/cli/streams.ts';

/** Runs a command in a machine's Linux, or opens a shell there. */
export default class Guest extends PlainCommand {
  static override summary =
    'Runs a command inside a running Linux machine, or opens a shell there. Exits with the exit code of the command.';
  static override table = { words: ['NAME'], rest: true } as const;

  protected override async perform({ words }: Given): Promise<void> {
    const [name, ...command] = words;
    if (name === undefined) throw new CommandFailure('Name a machine: hyperv guest NAME [-- COMMAND]');
    const { GuestLook } = await import('../src/cli/guest-session.ts');
    const world = await openCurrentWorld();
    try {
      const look = new GuestLook(world, name);
      await look.open();
      if (command.length > 0) process.exitCode = await look.run(command);
      else if (isTerminal(0) && isTerminal(1)) {
        const { interactiveShell } = await import('../src/cli/guest-terminal.ts');
        process.exitCode = await interactiveShell(look);
      } else process.exitCode = await look.run(['bash', '-s']);
    } finally {
      world.close();
    }
  }
}
