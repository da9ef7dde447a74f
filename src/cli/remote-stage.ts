/** ssh, scp, plink and pscp in a pipeline. */
import { readFileSync } from 'node:fs';
import { type Gen, wait } from '../powershell/engine/flow.ts';
import type { Place as PipelinePlace } from '../powershell/engine/pipeline.ts';
import { ForeignStage } from '../powershell/shell/foreign-stage.ts';
import { programArguments } from '../powershell/shell/native-arguments.ts';
import type { PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { CommandFailure } from './failure.ts';
import { type GuestIo, GuestLook } from './guest-session.ts';
import { findGuest, RemoteCopy, RemoteFailure, runIn } from './remote-guest.ts';
import { type RemoteTool, RemoteUsage, type RemoteWords, readRemote } from './remote-words.ts';
import { isTerminal } from './streams.ts';

const VERSIONS: Readonly<Record<RemoteTool, readonly [fd: 1 | 2, text: string]>> = {
  ssh: [2, 'OpenSSH_9.5p1 (guests of a hyperv lab)\n'],
  scp: [2, 'unknown option -- V\n'],
  plink: [1, 'plink: Release 0.78 (guests of a hyperv lab)\n'],
  pscp: [1, 'pscp: Release 0.78 (guests of a hyperv lab)\n'],
};

const USAGE: Readonly<Record<RemoteTool, string>> = {
  ssh: 'usage: ssh [-l login_name] [-p port] [-i identity_file] [-o option] destination [command [argument ...]]\n',
  scp: 'usage: scp [-pqr] [-i identity_file] [-o option] [-P port] source ... target\n',
  plink: 'Usage: plink [options] [user@]host [command]\n',
  pscp: 'Usage: pscp [options] [user@]host:source target\n       pscp [options] source [source...] [user@]host:target\n',
};

export class RemoteStage extends ForeignStage {
  private readonly tool: RemoteTool;
  private readonly world: () => World | Promise<World>;
  private readonly events: (readonly [fd: 1 | 2, bytes: string])[] = [];
  private wake: (() => void) | null = null;
  private done: Promise<void> | null = null;
  private readonly gone = new AbortController();

  constructor(place: PipelinePlace, name: string, tool: RemoteTool, isHost: boolean, world: RemoteStage['world']) {
    super(place, name, isHost);
    this.tool = tool;
    this.world = world;
  }

  // biome-ignore lint/correctness/useYield: nothing is waited for
  *begin(): Gen<void> {
    this.prepare(false);
  }
  process(value: PSValue): undefined {
    this.take(value);
    return undefined;
  }
  *alone(): Gen<void> {
    yield* this.work();
  }
  *end(): Gen<void> {
    if (!this.place.expectsInput) return;
    this.takeEnd();
    yield* this.work();
  }
  *clean(): Gen<void> {
    // The pipeline ended first: what still runs in the guest is hung up.
    this.gone.abort();
    if (this.done) yield* wait(this.done);
  }

  private *work(): Gen<void> {
    let code: number | undefined;
    let failure: unknown;
    this.done = this.answer().then(
      (given) => {
        code = given;
        this.news();
      },
      (error: unknown) => {
        failure = error;
        this.news();
      },
    );
    for (;;) {
      for (let event = this.events.shift(); event; event = this.events.shift()) {
        const data = Buffer.from(event[1], 'latin1');
        if (event[0] === 1) yield* this.output(data);
        else yield* this.errors(data);
      }
      if (code !== undefined || failure !== undefined) break;
      yield new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (failure !== undefined) throw failure;
    yield* this.ended(code ?? 1, this.name, 0);
  }

  private news(): void {
    const { wake } = this;
    this.wake = null;
    wake?.();
  }

  private say(fd: 1 | 2, text: string): void {
    this.events.push([fd, Buffer.from(text).toString('latin1')]);
    this.news();
  }

  /** The exit code. */
  private async answer(): Promise<number> {
    try {
      const words = readRemote(this.tool, programArguments(this.place, this.tool));
      if (words.version) {
        this.say(...VERSIONS[this.tool]);
        return 0;
      }
      const needed = words.target !== null || words.places.length >= 2;
      if (!needed) throw new RemoteUsage('');
      if (words.places.length > 0) {
        const { files } = this.place.frame.engine;
        await new RemoteCopy(await this.world(), words, (path) => files.real(path)).run();
        return 0;
      }
      return await this.command(words);
    } catch (error) {
      if (error instanceof RemoteUsage) {
        this.say(2, `${error.message === '' ? '' : `${error.message}\n`}${USAGE[this.tool]}`);
        return this.tool === 'ssh' ? 255 : 1;
      }
      if (error instanceof RemoteFailure) {
        this.say(2, error.message);
        return error.exit;
      }
      if (error instanceof CommandFailure) {
        this.say(2, `${error.message}\n`);
        return error.exit;
      }
      throw error;
    }
  }

  private async command(words: RemoteWords): Promise<number> {
    const { engine } = this.place.frame;
    const world = await this.world();
    const found = await findGuest(world, this.tool, words.target!.host!, words.port);
    const io: GuestIo = {
      write: (fd, bytes) => {
        this.events.push([fd, bytes]);
        this.news();
      },
      gone: this.gone.signal,
      input: () => (words.noInput ? Buffer.alloc(0) : Buffer.from(this.input)),
    };
    if (words.commandFile !== null) {
      const script = readFileSync(engine.files.real(words.commandFile), 'utf8').replaceAll('\r', '');
      return runIn(world, found, [script], io);
    }
    if (words.command.length > 0) return runIn(world, found, [words.command.join(' ')], io);
    if (this.isHost && !this.place.expectsInput && engine.host.inherits && isTerminal(0) && isTerminal(1)) {
      const { interactiveShell } = await import('./guest-terminal.ts');
      const look = new GuestLook(world, found.name, undefined, found.host);
      await look.open();
      return interactiveShell(look);
    }
    if (this.tool === 'ssh') this.say(2, 'Pseudo-terminal will not be allocated because stdin is not a terminal.\r\n');
    return runIn(world, found, ['bash', '-s'], io);
  }
}
