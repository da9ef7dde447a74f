/** A command outside the language, a program or a machine that is reached: its output, its errors and its exit code. */
import { edition } from '../edition.ts';
import { truth } from '../engine/convert.ts';
import { ErrorObject } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import type { Place, Stage } from '../engine/pipeline.ts';
import { NetValue, type PSValue } from '../values.ts';

/** What one program prints and the next one reads, unchanged. */
export class Bytes extends NetValue {
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

/** Where output goes: to the console without a detour, there as text, on as lines, or on as it is. */
export type Target = 'inherit' | 'text' | 'lines' | 'bytes';

export abstract class ForeignStage implements Stage {
  failed = false;
  protected readonly place: Place;
  protected readonly name: string;
  protected readonly isHost: boolean;
  protected before: Stage | null = null;
  protected out: Target = 'lines';
  /** What the pipeline gave and was not passed on. */
  protected input = '';
  private after: Stage | null = null;
  private readonly outLines = new LineCutter();
  private readonly errLines = new LineCutter();
  private readonly outText = new TextDecoder();
  private readonly errText = new TextDecoder();
  private errorsSeen = 0;
  private printer: { write(v: PSValue): void; end(): void } | null = null;

  /** @param isHost true where the pipeline's output goes straight to the console */
  constructor(place: Place, name: string, isHost: boolean) {
    this.place = place;
    this.name = name;
    this.isHost = isHost;
  }

  feeds(next: Stage): void {
    this.after = next;
    if (next instanceof ForeignStage) next.before = this;
  }

  abstract begin(): Gen<void>;
  abstract process(value: PSValue): Gen<void> | undefined;
  abstract alone(): Gen<void>;
  abstract end(): Gen<void>;
  abstract clean(): Gen<void>;

  /** Settles where output goes and how objects become input. */
  protected prepare(canInherit: boolean): void {
    const { frame, expectsInput, planned } = this.place;
    const { engine } = frame;
    const next = this.after instanceof ForeignStage && !planned.redirect?.out;
    if (this.isHost) this.out = canInherit && engine.host.inherits === true ? 'inherit' : 'text';
    else if (next && edition.current.name === '7') this.out = 'bytes';
    if (expectsInput)
      this.printer = engine.textPrinter((text) => {
        this.input += text;
      });
  }

  protected take(value: PSValue): void {
    if (value instanceof Bytes) this.input += value.data.toString('utf8');
    else this.printer?.write(value);
  }
  protected takeEnd(): void {
    this.printer?.end();
  }

  /** Passes output on; null for its end. */
  protected *output(data: Buffer | null): Gen<void> {
    const { frame, out } = this.place;
    if (this.out === 'text' || this.out === 'inherit') {
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

  /** Passes errors on; null for their end. */
  protected *errors(data: Buffer | null): Gen<void> {
    const { frame, streams } = this.place;
    if (!streams.error) {
      const text = data ? this.errText.decode(data, { stream: true }) : this.errText.decode();
      if (text !== '') frame.engine.host.err(text);
      return;
    }
    for (const line of this.errLines.lines(data)) {
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

  /** Leaves the exit code, and an error where the script wants one. */
  protected *ended(code: number, path: string, pid: number): Gen<void> {
    const { frame, streams } = this.place;
    const { engine, scope } = frame;
    yield* this.output(null);
    yield* this.errors(null);
    scope.global.local('LASTEXITCODE').value = code;
    if (code === 0) return;
    this.failed = true;
    if (!truth(scope.find('psnativecommanduseerroractionpreference')?.get() ?? false)) return;
    const error = new ErrorObject({
      id: 'ProgramExitedWithNonZeroCode',
      category: 'NotSpecified',
      exceptionType: 'System.Management.Automation.NativeCommandExitException',
      message: `Program "${this.name}" ended with non-zero exit code: ${code} (0x${code.toString(16).toUpperCase().padStart(2, '0')}).`,
      target: path,
      extent: this.extent(),
    });
    error.exception.members.note('ExitCode', code);
    error.exception.members.note('Path', path);
    error.exception.members.note('ProcessId', pid);
    const more = engine.writeError(error, frame, streams);
    if (more) yield* more;
  }

  protected extent() {
    const { ast } = this.place.planned;
    return this.place.frame.unit.extent(ast.start, ast.end);
  }
}
