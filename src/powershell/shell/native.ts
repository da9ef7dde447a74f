/** Programs of the machine in a pipeline: what they print passes on as it comes, and waits where nobody takes it. */
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { edition } from '../edition.ts';
import { ErrorObject, ScriptError } from '../engine/errors.ts';
import { type Gen, mustNotWait } from '../engine/flow.ts';
import { StopUpstream } from '../engine/frame.ts';
import type { Place } from '../engine/pipeline.ts';
import { positionMessage } from '../error-text.ts';
import { dialects } from '../format/dialect.ts';
import type { PSValue } from '../values.ts';
import { Bytes, ForeignStage } from './foreign-stage.ts';
import { programArguments } from './native-arguments.ts';

type Event = readonly ['out' | 'err', Buffer] | readonly ['failed', NodeJS.ErrnoException];

/** Bytes that wait to be taken before the program must wait, and before it may go on. */
const [HIGH, LOW] = [1 << 20, 1 << 17];

/** Characters of input that are sent together. */
const PIECE = 1 << 14;

export class ProgramStage extends ForeignStage {
  private readonly path: string;
  private child: ChildProcess | null = null;
  private readonly events: Event[] = [];
  private waiting = 0;
  private wake: (() => void) | null = null;
  private closed = false;
  private inputClosed = false;
  private exit: number | null = null;
  private planned = false;

  constructor(place: Place, path: string, name: string, isHost: boolean) {
    super(place, name, isHost);
    this.path = path;
  }

  *begin(): Gen<void> {
    const { frame, streams, expectsInput } = this.place;
    const { engine } = frame;
    const inherits = engine.host.inherits === true;
    this.prepare(true);
    if (mustNotWait()) return;
    engine.host.flush?.();
    const stdio: StdioOptions = [
      expectsInput ? 'pipe' : 'inherit',
      this.out === 'inherit' ? 'inherit' : 'pipe',
      inherits && !streams.error ? 'inherit' : 'pipe',
    ];
    const { spawn } = process.getBuiltinModule('node:child_process');
    const child = spawn(this.path, programArguments(this.place, this.path), { ...this.surroundings(), stdio });
    this.child = child;
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) this.events.push(['failed', error]);
      this.news();
    });
    child.on('close', (code, signal) => {
      this.exit = code ?? 128 + (process.getBuiltinModule('node:os').constants.signals[signal ?? 'SIGKILL'] ?? 0);
      this.closed = true;
      this.news();
    });
    for (const [kind, stream] of [
      ['out', child.stdout],
      ['err', child.stderr],
    ] as const)
      stream?.on('data', (data: Buffer) => {
        this.events.push([kind, data]);
        this.waiting += data.length;
        if (this.waiting > HIGH) for (const s of [child.stdout, child.stderr]) s?.pause();
        this.news();
      });
    child.stdin?.on('error', () => {
      this.inputClosed = true;
      this.news();
    });
    child.stdin?.on('close', () => {
      this.inputClosed = true;
      this.news();
    });
    child.stdin?.on('drain', () => this.news());
    if (child.pid === undefined) yield* this.pump(() => this.closed);
  }

  private surroundings(): { cwd: string; env: Record<string, string> } {
    const { engine } = this.place.frame;
    return {
      cwd: engine.files.real(engine.files.location),
      env: Object.fromEntries(engine.surroundings.environment),
    };
  }

  private news(): void {
    const { wake } = this;
    this.wake = null;
    wake?.();
  }

  /** Passes on what came until `enough`. */
  private *pump(enough: () => boolean): Gen<void> {
    for (;;) {
      for (let event = this.events.shift(); event; event = this.events.shift()) {
        if (event[0] === 'failed') throw this.notStarted(event[1]);
        this.waiting -= event[1].length;
        if (this.waiting < LOW) for (const s of [this.child?.stdout, this.child?.stderr]) s?.resume();
        if (event[0] === 'out') yield* this.output(event[1]);
        else yield* this.errors(event[1]);
      }
      if (enough()) return;
      yield new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  process(value: PSValue): Gen<void> | undefined {
    if (value instanceof Bytes) return this.feed(value.data);
    this.take(value);
    if (this.input === '' || !this.child) return undefined;
    if (this.input.length < PIECE) {
      // Small pieces go together, unless the script waits for anything first.
      if (!this.planned) queueMicrotask(() => this.send());
      this.planned = true;
      return undefined;
    }
    this.send();
    return this.canTake() && this.events.length === 0 ? undefined : this.pump(() => this.canTake());
  }

  private send(): void {
    const { input } = this;
    this.planned = false;
    this.input = '';
    if (input !== '' && !this.inputClosed) this.child?.stdin?.write(input);
  }

  private canTake(): boolean {
    return this.inputClosed || this.child?.stdin?.writableNeedDrain !== true;
  }

  private *feed(data: Buffer): Gen<void> {
    // The reader has gone: what writes to it is stopped.
    if (this.inputClosed && this.before) throw new StopUpstream(this.before);
    this.child?.stdin?.write(data);
    yield* this.pump(() => this.canTake());
  }

  *alone(): Gen<void> {
    yield* this.finish();
  }
  *end(): Gen<void> {
    if (!this.place.expectsInput) return;
    this.takeEnd();
    yield* this.finish();
  }

  private *finish(): Gen<void> {
    const { child } = this;
    if (!child) return yield* this.atOnce();
    this.send();
    child.stdin?.end();
    yield* this.pump(() => this.closed);
    yield* this.ended(this.exit ?? 1, this.path, child.pid ?? 0);
  }

  /** Where nothing can wait: the program runs to its end first. */
  private *atOnce(): Gen<void> {
    this.place.frame.engine.host.flush?.();
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const { error, stdout, stderr, status, signal } = spawnSync(this.path, programArguments(this.place, this.path), {
      ...this.surroundings(),
      ...(this.place.expectsInput ? { input: this.input } : { stdio: ['inherit', 'pipe', 'pipe'] as const }),
      maxBuffer: 2 ** 30,
    });
    if (error && status === null && signal === null) throw this.notStarted(error);
    yield* this.output(stdout);
    yield* this.errors(stderr);
    const killed = process.getBuiltinModule('node:os').constants.signals[signal ?? 'SIGKILL'];
    yield* this.ended(status ?? 128 + killed, this.path, 0);
  }

  private notStarted(error: NodeJS.ErrnoException): ScriptError {
    const reasons: Readonly<Record<string, string>> = {
      EACCES: 'Permission denied',
      ENOENT: 'No such file or directory',
      ENOEXEC: 'Exec format error',
      E2BIG: 'Argument list too long',
    };
    const { cwd } = this.surroundings();
    const why = `An error occurred trying to start process '${this.path}' with working directory '${cwd}'. ${reasons[error.code ?? ''] ?? error.message}`;
    const extent = this.extent();
    const name = this.path.replace(/^.*[\\/]/, '');
    const at = positionMessage(extent, dialects[edition.current.name]);
    return new ScriptError(
      new ErrorObject({
        id: 'NativeCommandFailed',
        category: 'ResourceUnavailable',
        exceptionType: 'System.Management.Automation.ApplicationFailedException',
        message: `Program '${name}' failed to run: ${why}${at}.`,
        extent,
      }),
    );
  }

  // biome-ignore lint/correctness/useYield: a stage's clean-up may wait, this one has nothing to wait for
  *clean(): Gen<void> {
    if (!this.child || this.closed) return;
    // The pipeline ended before the program: it is ended too.
    this.child.kill('SIGKILL');
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.child.stdin?.destroy();
  }
}
