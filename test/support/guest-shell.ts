/** Running command lines in a guest under test. */
import { userland } from '../../src/guest/process/userland.ts';
import { closeSession, readSession, startSession, text } from '../../src/guest/session.ts';
import { type GuestUnderTest, openGuest, SECOND, type Setup } from './guest-world.ts';

export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

export interface ShellUnderTest extends GuestUnderTest {
  /** Runs a command line to its end, letting as much lab time pass as it needs (at most an hour). */
  run(line: string | readonly string[], input?: string): Ran;
}

export function openShell(setup: Setup = {}): ShellUnderTest {
  const world = openGuest({ userSpace: userland, ...setup }) as ShellUnderTest;
  world.run = (line, input = '') => {
    const words = typeof line === 'string' ? [line] : line;
    const id = world.guest.act(world.at, (guest) => startSession(guest, { words, input, terminal: false }));
    let out = '';
    let err = '';
    const limit = world.at + 3600 * SECOND;
    for (;;) {
      const seen = readSession(world.guest, id);
      for (const [fd, data] of seen.chunks) {
        if (fd === 1) out += data;
        else err += data;
      }
      if (seen.exit !== null) {
        if (world.guest.state.run) world.guest.act(world.at, (guest) => closeSession(guest, id));
        return { out: text(out), err: text(err), code: seen.exit };
      }
      const next = world.guest.nextEventAt;
      if (next === null || next > limit) throw new Error(`does not end: ${words.join(' ')}\n${out}${err}`);
      world.at = Math.max(world.at, next);
      world.guest.advanceTo(world.at);
    }
  };
  return world;
}
