/** `hyperv guest`: a command or a shell inside a machine's Linux, as ssh would give it. */
import { readFileSync } from 'node:fs';
import type { GuestMachine } from '../guest/machine.ts';
import {
  closeSession,
  interruptSession,
  type Refusal,
  readSession,
  refusal,
  sendInput,
  sessionHasNews,
  sessionPrompt,
  sessionReads,
  startSession,
  text,
} from '../guest/session.ts';
import { HostError } from '../host/errors.ts';
import type { HostSession } from '../host/session.ts';
import { MINUTE } from '../lab/time.ts';
import type { World } from '../world.ts';
import { CommandFailure } from './failure.ts';
import { writeText } from './streams.ts';

/** Where a session's output goes and its input comes from. */
export interface GuestIo {
  /** One character for each byte. */
  write(fd: 1 | 2, bytes: string): void;
  /** All of standard input. */
  input(): Buffer;
  /** Nobody wants the output any more: the session ends. */
  readonly gone?: AbortSignal;
}

const PROCESS_IO: GuestIo = {
  write: (fd, bytes) => writeText(fd, text(bytes)),
  input: () => readFileSync(0),
};

/** Exit code where there is no session: ssh's. */
const NO_SESSION = 255;
/** How long a machine that boots is waited for. */
const BOOT_LIMIT = 10 * MINUTE;

const REASONS: Readonly<Record<Refusal, (name: string) => string>> = {
  off: (name) => `The machine '${name}' is not running.`,
  noSystem: (name) => `The machine '${name}' has no operating system: hyperv guest install ${name} --os ID`,
  booting: (name) => `The machine '${name}' has not finished its start.`,
  notLinux: (name) => `The machine '${name}' runs no Linux: there is no shell to look into.`,
  stopped: (name) => `The system of the machine '${name}' has stopped.`,
};

/** The id of the one machine of this name. @throws CommandFailure */
export function machineNamed(host: HostSession, name: string): string {
  const found = host.named(name);
  const [id] = found;
  if (id === undefined) throw new CommandFailure(`There is no machine '${name}' on this host.`, NO_SESSION);
  if (found.length > 1) throw new CommandFailure(`There are ${found.length} machines named '${name}'.`, NO_SESSION);
  return id;
}

/** One look into a machine's guest. */
export class GuestLook {
  private readonly world: World;
  private readonly host: string;
  private readonly name: string;
  private readonly io: GuestIo;
  private id = '';

  constructor(world: World, name: string, io: GuestIo = PROCESS_IO, host = world.hostId()) {
    this.world = world;
    this.host = host;
    this.io = io;
    this.name = name;
  }

  /** Does something in the guest at the present moment, committed with everything that follows from it. */
  private act<R>(work: (guest: GuestMachine) => R): Promise<R> {
    return this.world.change(this.host, (host) => {
      const guest = host.vm(this.id).guest as unknown as GuestMachine;
      return guest.act(host.now, () => work(guest));
    });
  }

  /** Waits until `done` holds in the guest; lab time passes. False where nothing would ever happen any more. */
  private async wait(done: (guest: GuestMachine) => boolean, until: number, abandoned?: AbortSignal): Promise<boolean> {
    const seen = await this.world.waitFor(
      this.host,
      until,
      (host) => done(host.vm(this.id).guest as unknown as GuestMachine) || undefined,
      abandoned,
    );
    return seen === true;
  }

  /** @throws CommandFailure where nobody can look in */
  async open(): Promise<void> {
    await this.world.prepare();
    this.id = await this.world.read(this.host, (host) => machineNamed(host, this.name));
    const why = (guest: GuestMachine): Refusal | undefined => refusal(guest);
    const now = await this.world.read(this.host, (host) => ({
      at: host.now,
      state: host.vm(this.id).doc.state,
      why: why(host.vm(this.id).guest as unknown as GuestMachine),
    }));
    if (now.state !== 'Running') {
      throw new CommandFailure(`The machine '${this.name}' is not running: its state is ${now.state}.`, NO_SESSION);
    }
    let reason = now.why;
    if (reason === 'booting') {
      await this.wait((guest) => why(guest) !== 'booting', now.at + BOOT_LIMIT);
      reason = await this.world.read(this.host, (host) => why(host.vm(this.id).guest as unknown as GuestMachine));
    }
    if (reason) throw new CommandFailure(REASONS[reason](this.name), NO_SESSION);
  }

  /** Runs a command line to its end; gives its exit code. */
  async run(words: readonly string[]): Promise<number> {
    // Most commands end at once: then all is one change.
    const started = await this.act((guest) => {
      const id = startSession(guest, { words, input: null, terminal: false });
      const seen = readSession(guest, id);
      if (seen.exit !== null) closeSession(guest, id);
      return { id, seen };
    });
    const show = () => {
      for (const [fd, data] of started.seen.chunks) this.io.write(fd, data);
    };
    if (started.seen.exit !== null) {
      show();
      return started.seen.exit;
    }
    const session = started.id;
    const stop = new AbortController();
    let interrupted = 0;
    const interrupt = (): void => {
      interrupted++;
      stop.abort();
    };
    process.on('SIGINT', interrupt);
    const { gone } = this.io;
    const leave = (): void => stop.abort();
    gone?.addEventListener('abort', leave);
    try {
      show();
      for (;;) {
        if (gone?.aborted) return NO_SESSION;
        const exit = await this.drain(session);
        if (exit !== null) return exit;
        if (interrupted > 0) {
          await this.act((guest) => interruptSession(guest, session, interrupted > 1 ? 9 : 2));
          const after = await this.drain(session);
          return after ?? 130;
        }
        const reading = await this.world.read(this.host, (host) =>
          sessionReads(host.vm(this.id).guest as unknown as GuestMachine, session),
        );
        if (reading) {
          const input = this.io.input();
          await this.act((guest) => {
            if (input.length > 0) sendInput(guest, session, input);
            sendInput(guest, session, null);
          });
          continue;
        }
        const more = await this.wait(
          (guest) => sessionHasNews(guest, session) || sessionReads(guest, session),
          Number.POSITIVE_INFINITY,
          stop.signal,
        );
        if (!more && !stop.signal.aborted)
          throw new CommandFailure('The command waits for something that never happens.');
      }
    } finally {
      process.off('SIGINT', interrupt);
      gone?.removeEventListener('abort', leave);
      await this.close(session);
    }
  }

  /** Prints what was put out; the exit code once it is there. */
  private async drain(session: number): Promise<number | null> {
    const seen = await this.act((guest) => readSession(guest, session));
    for (const [fd, data] of seen.chunks) this.io.write(fd, data);
    return seen.exit;
  }

  private async close(session: number): Promise<void> {
    await this.act((guest) => closeSession(guest, session)).catch((error) => {
      // The machine may be gone with its session.
      if (!(error instanceof HostError)) throw error;
    });
  }

  /** A shell for a person. Lines come from `ask`, which gives null at the end of input. */
  async interact(
    ask: (prompt: string) => Promise<string | null>,
    onInterrupt: (stop: () => void) => void,
  ): Promise<number> {
    const session = await this.act((guest) => startSession(guest, { words: [], input: null, terminal: true }));
    try {
      for (;;) {
        const exit = await this.drain(session);
        if (exit !== null) return exit;
        const reading = await this.world.read(this.host, (host) =>
          sessionReads(host.vm(this.id).guest as unknown as GuestMachine, session),
        );
        if (reading) {
          const prompt = await this.world.read(this.host, (host) =>
            sessionPrompt(host.vm(this.id).guest as unknown as GuestMachine, session),
          );
          const line = await ask(prompt);
          await this.act((guest) => sendInput(guest, session, line === null ? null : `${line}\n`));
          continue;
        }
        const stop = new AbortController();
        onInterrupt(() => stop.abort());
        await this.wait(
          (guest) => sessionHasNews(guest, session) || sessionReads(guest, session),
          Number.POSITIVE_INFINITY,
          stop.signal,
        );
        if (stop.signal.aborted) await this.act((guest) => interruptSession(guest, session));
      }
    } finally {
      await this.close(session);
    }
  }
}
