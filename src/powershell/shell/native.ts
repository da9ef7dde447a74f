/** Programs of the machine in a pipeline: what they print passes on as it comes, and waits where nobody takes it. */
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { edition } from '../edition.ts';
import { toText, truth } from '../engine/convert.ts';
import { ErrorObject, ScriptError } from '../engine/errors.ts';
import { type Gen, mustNotWait } from '../engine/flow.ts';
import { StopUpstream } from '../engine/frame.ts';
import type { Place, Stage } from '../engine/pipeline.ts';
import { positionMessage } from '../error-text.ts';
import { dialects } from '../format/dialect.ts';
import { NetValue, type PSValue } from '../values.ts';
import { programArguments } from './native-arguments.ts';

/** What one program prints and the next one reads, unchanged. */
class Bytes extends NetValue {
  readonly data: Buffer;
  constructor(data: Buffer) {
    super();
    this.data = data;
  }
  get typeName(): string {
    return 'System.Byte[]';
  }
}

/** Text in lines, as it comes: CR, LF or both end one. */
class LineCutter {
  private readonly decoder = new TextDecoder();
  private rest = '';
  lines(data: Buffer | null): string[] {
    let text = this.rest + (data ? this.decoder.decode(data, { stream: true }) : this.decoder.decode());
    this.rest = '';
    // A CR at the end may be the first half of a line's end.
    if (data && text.endsWith('\r')) {
      this.rest = '\r';
      text = text.slice(0, -1);
    }
    const lines = text.split(/\r\n|\n|\r/);
    const last = lines.pop()!;
    if (data) this.rest = last + this.rest;
    else if (last !== '') lines.push(last);
    return lines;
  }
}

type Event = readonly ['out' | 'err', Buffer] | readonly ['failed', NodeJS.ErrnoException];

/** Bytes that wait to be taken before the program must wait, and before it may go on. */
const [HIGH, LOW] = [1 << 20, 1 << 17];

/** Characters of input that are sent together. */
const PIECE = 1 << 14;

/** Where the output goes. */
type Target = 'inherit' | 'text' | 'lines' | 'bytes';

export class ProgramStage implements Stage {
  failed = false;
  private readonly place: Place;
  private readonly path: string;
  private readonly name: string;
  private readonly isHost: boolean;
  private before: Stage | null = null;
  private after: Stage | null = null;
  private child: ChildProcess | null = null;
  private readonly events: Event[] = [];
  private waiting = 0;
  private wake: (() => void) | null = null;
  private closed = false;
  private inputClosed = false;
  private exit: number | null = null;
  private out: Target = 'lines';
  private readonly outLines = new LineCutter();
  private readonly errLines = new LineCutter();
  private readonly outText = new TextDecoder();
  private errorsSeen = 0;
  private printer: { write(v: PSValue): void; end(): void } | null = null;
  private input = '';
  private planned = false;

  /** @param isHost true where the pipeline's output goes straight to the console */
  constructor(place: Place, path: string, name: string, isHost: boolean) {
    this.place = place;
    this.path = path;
    this.name = name;
    this.isHost = isHost;
  }

  feeds(next: Stage): void {
    this.after = next;
    if (next instanceof ProgramStage) next.before = this;
  }

  *begin(): Gen<void> {
    const { frame, streams, expectsInput } = this.place;
    const { engine } = frame;
    const inherits = engine.host.inherits === true;
    const next = this.after instanceof ProgramStage && this.place.planned.redirect?.out == null ? this.after : null;
    if (this.isHost) this.out = inherits ? 'inherit' : 'text';
    else if (next && edition.current.name === '7') this.out = 'bytes';
    if (expectsInput)
      this.printer = engine.textPrinter((text) => {
        this.input += text;
      });
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
        else yield* this.errors(this.errLines, event[1]);
      }
      if (enough()) return;
      yield new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private *output(data: Buffer | null): Gen<void> {
    const { frame, out } = this.place;
    if (this.out === 'text') {
      const text = data ? this.outText.decode(data, { stream: true }) : this.outText.decode();
      if (text !== '') frame.engine.host.out(text);
      return;
    }
    if (this.out === 'bytes') {
      const more = data ? out.write(new Bytes(data)) : undefined;
      if (more) yield* more;
      return;
    }
    for (const line of this.outLines.lines(data)) {
      const more = out.write(line);
      if (more) yield* more;
    }
  }

  private *errors(cutter: LineCutter, data: Buffer | null): Gen<void> {
    const { frame, streams } = this.place;
    for (const line of cutter.lines(data)) {
      if (!streams.error) {
        frame.engine.host.err(`${line}\n`);
        continue;
      }
      const record = new ErrorObject({
        id: this.errorsSeen++ === 0 ? 'NativeCommandError' : 'NativeCommandErrorMessage',
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.RemoteException',
        message: line,
        target: line,
        invocationName: this.name,
      });
      const more = streams.error.write(record);
      if (more) yield* more;
    }
  }

  process(value: PSValue): Gen<void> | undefined {
    if (value instanceof Bytes) return this.feed(value.data);
    this.printer?.write(value);
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
    this.printer?.end();
    yield* this.finish();
  }

  private *finish(): Gen<void> {
    const { child } = this;
    if (!child) return yield* this.atOnce();
    this.send();
    child.stdin?.end();
    yield* this.pump(() => this.closed);
    yield* this.output(null);
    yield* this.errors(this.errLines, null);
    yield* this.ended(this.exit ?? 1);
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
    if (this.out === 'inherit') this.out = 'text';
    for (const data of [stdout, null]) yield* this.output(data);
    for (const data of [stderr, null]) yield* this.errors(this.errLines, data);
    yield* this.ended(
      status ?? 128 + (process.getBuiltinModule('node:os').constants.signals[signal ?? 'SIGKILL'] ?? 0),
    );
  }

  private *ended(code: number): Gen<void> {
    const { frame, streams } = this.place;
    const { engine, scope } = frame;
    scope.global.local('LASTEXITCODE').value = code;
    if (code === 0) return;
    this.failed = true;
    if (!truth(scope.find('psnativecommanduseerroractionpreference')?.get() ?? false)) return;
    const error = new ErrorObject({
      id: 'ProgramExitedWithNonZeroCode',
      category: 'NotSpecified',
      exceptionType: 'System.Management.Automation.NativeCommandExitException',
      message: `Program "${this.name}" ended with non-zero exit code: ${code} (0x${code.toString(16).toUpperCase().padStart(2, '0')}).`,
      target: this.path,
      extent: this.extent(),
    });
    error.exception.members.note('ExitCode', code);
    error.exception.members.note('Path', this.path);
    error.exception.members.note('ProcessId', this.child?.pid ?? 0);
    const more = engine.writeError(error, frame, streams);
    if (more) yield* more;
  }

  private extent() {
    const { ast } = this.place.planned;
    return this.place.frame.unit.extent(ast.start, ast.end);
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
        message: `Program '${toText(name)}' failed to run: ${why}${at}.`,
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
