import { Cmdlet } from '../src/cli/cmdlet.ts';
import { openCurrentWorld } from '../src/cli/current-world.ts';
import { CommandFailure } from '../src/cli/failure.ts';
import { loadCommand } from '../src/cli/load-command.ts';
import { plainConfig } from '../src/cli/main.ts';
import { PlainCommand } from '../src/cli/plain-command.ts';
import { execute } from '../src/cli/run-cmdlet.ts';
import { machineTicker } from '../src/lab/ticker.ts';
import type { Outcome } from '../src/tui/source.ts';
import { worldSource } from '../src/tui/world-source.ts';
import type { World } from '../src/world.ts';

/** Runs a cmdlet line in this process on a world that is open, and gives what it printed. */
async function runLine(world: World, words: readonly string[]): Promise<Outcome> {
  const command = new (await loadCommand(words[0] as string))([], plainConfig());
  if (!(command instanceof Cmdlet)) throw new Error(`${words[0]} is not a cmdlet.`);
  command.world = () => world;
  let text = '';
  const keep = (piece: string) => {
    text += piece;
  };
  const terminal = { out: keep, err: keep, hints: false, color: false };
  const code = await execute(command, words.slice(1), { terminal });
  return { ok: code === 0, text: text.trim() };
}

/** Opens the terminal screen: the virtual machines of the lab, live. */
export default class Tui extends PlainCommand {
  static override summary = 'Opens the terminal screen: the virtual machines of the lab, live.';
  static override table = {};

  protected override async perform(): Promise<void> {
    if (!process.stdin.isTTY || !process.stdout.isTTY) {
      throw new CommandFailure('The screen needs a terminal. In a pipe or a script use the cmdlets: hyperv help.');
    }
    const world = await openCurrentWorld();
    try {
      await world.prepare();
      const { showScreen } = await import('../src/tui/index.tsx');
      await showScreen(
        worldSource(world, (words) => runLine(world, words)),
        machineTicker,
      );
    } finally {
      world.close();
    }
  }
}
