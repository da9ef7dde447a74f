/** A session of the language with a console: what `-Command`, `-File` and standard input run in. */
import { posix } from 'node:path';
import { BUILTINS } from '../cmdlets/index.ts';
import { Renderer } from '../cmdlets/render.ts';
import { COMMAND_VIEWS, GROUPS } from '../cmdlets/views.ts';
import { BlockStage } from '../engine/block-stage.ts';
import { toText } from '../engine/convert.ts';
import { Engine, type Files, type Host } from '../engine/engine.ts';
import { asScriptError, type ScriptError } from '../engine/errors.ts';
import { type Gen, run } from '../engine/flow.ts';
import { ExitError, FlowError, Frame, HOST_STREAMS, type Sink, Unit } from '../engine/frame.ts';
import { decode } from '../engine/net/bytes.ts';
import type { Place } from '../engine/pipeline.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import type { ErrorRecord } from '../errors.ts';
import { coreViews } from '../format/core-views.ts';
import { layoutFor } from '../format/dialect.ts';
import { type ErrorView, errorText, streamText } from '../format/error-view.ts';
import { type TypeView, viewTable } from '../format/view.ts';
import type { PSValue } from '../values.ts';
import { ALIASES, WINDOWS_ALIASES } from './aliases.ts';
import { findProgram, ProgramStage } from './native.ts';

/** What a session needs of where it runs. */
export interface SessionOptions {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly newGuid: () => string;
  readonly environment: Map<string, string>;
  readonly windows: boolean;
  /** Current directory, in the spelling of scripts. */
  readonly location: string;
  /** Path of the machine for a full path of a script; the same where absent. */
  readonly realPath?: (path: string) => string;
  readonly readLine?: () => string | null;
  readonly sleep?: (milliseconds: number) => Promise<void> | undefined;
  /** Makes the clock ready; awaited before a script that has to do with time runs. */
  readonly ready?: () => unknown;
  readonly columns?: number;
  readonly views?: readonly TypeView[];
  readonly depthLimit?: number;
}

/** A session. */
export class Session {
  readonly engine: Engine;
  private readonly ready: SessionOptions['ready'];
  private exited = false;
  private printer: { write(v: PSValue): void; end(): void };

  constructor(options: SessionOptions) {
    this.ready = options.ready;
    const layout = layoutFor({ ...(options.columns !== undefined && { columns: options.columns }) });
    const views = viewTable(coreViews, COMMAND_VIEWS, options.views ?? []);
    const limit = (): number => {
      const value = this.engine.global.vars.get('formatenumerationlimit')?.value;
      return typeof value === 'number' ? value : layout.enumerationLimit;
    };
    const open = (write: (t: string) => void, columns?: number): { write(v: PSValue): void; end(): void } => {
      const width = columns ?? options.columns;
      const shown = layoutFor(width === undefined ? {} : { columns: width });
      return new Renderer(write, { layout: shown, views, groups: GROUPS, limit });
    };
    const host: Host = {
      out: options.out,
      err: options.err,
      error: (record: ErrorRecord, view: string) => options.err(errorText(record, layout, view as ErrorView)),
      stream: (kind, text) => options.out(streamText(kind, text, layout)),
      print: (v) => this.printer.write(v),
      surroundings: {
        now: options.now,
        random: options.random,
        newGuid: options.newGuid,
        environment: options.environment,
        windows: options.windows,
        separator: options.windows ? '\\' : '/',
        path: (p) => this.engine.files.real(p),
        readLine: () => options.readLine?.() ?? null,
      },
      readLine: () => options.readLine?.() ?? null,
      sleep: (ms) => options.sleep?.(ms),
    };
    this.printer = open(options.out);
    this.engine = new Engine(
      host,
      sessionFiles(options),
      BUILTINS,
      options.windows ? { ...ALIASES, ...WINDOWS_ALIASES } : ALIASES,
    );
    this.engine.textPrinter = open;
    this.engine.findNative = (name) => findProgram(this.engine, name);
    this.engine.native = (place, path, name) => new ProgramStage(place, path, name);
    if (options.depthLimit !== undefined) this.engine.depthLimit = options.depthLimit;
  }

  private readonly sink: Sink = {
    write: (v) => {
      this.printer.write(v);
      return undefined;
    },
  };

  /** Runs a script file with arguments; answers the exit code. `input`: what $input gives. */
  async runFile(path: string, text: string, args: readonly string[], input?: readonly PSValue[]): Promise<number> {
    await this.prepare(text);
    const code = await this.guard(() => {
      const block = this.engine.scriptBlock(text, path);
      return this.execute(block, args, true, input);
    });
    return code ?? 0;
  }

  /** Runs text as -Command does; answers the exit code. `input`: what $input gives. */
  async runCommand(text: string, args: readonly PSValue[] = [], input?: readonly PSValue[]): Promise<number> {
    await this.prepare(text);
    const code = await this.guard(() => this.execute(this.engine.scriptBlock(text), args, false, input));
    if (code !== null) return code;
    return this.engine.ok ? 0 : 1;
  }

  /** Runs text as lines that come one after the other: an error ends its own lines only. Answers the exit code. */
  async runLines(text: string): Promise<number> {
    await this.prepare(text);
    let pieces = [text];
    try {
      pieces = linesOf(this.engine.scriptBlock(text), text);
    } catch (e) {
      // Text that does not parse runs whole, for its error.
      if (!asScriptError(e)) throw e;
    }
    let code = 0;
    for (const piece of pieces) {
      code = await this.runCommand(piece);
      if (this.exited) return code;
    }
    return code;
  }

  private async prepare(text: string): Promise<void> {
    if (this.ready && /date|time|sleep|watch|\.ps|module/i.test(text)) await this.ready();
  }

  private *execute(
    block: ScriptBlockValue,
    args: readonly PSValue[],
    isFile: boolean,
    input?: readonly PSValue[],
  ): Gen<void> {
    const { engine } = this;
    const unit = new Unit('');
    const caller = new Frame(engine, isFile ? unit : block.unit, engine.global, this.sink, HOST_STREAMS, 0);
    const elements = args.map((a) => {
      const m = typeof a === 'string' ? /^-([A-Za-z]\w*)(?::(.*))?$/.exec(a) : null;
      if (m)
        return {
          kind: 'parameter' as const,
          name: m[1]!,
          text: a as string,
          ...(m[2] !== undefined && { value: { value: BOOLEANS[m[2].toLowerCase()] ?? m[2] } }),
        };
      return { kind: 'argument' as const, value: a };
    });
    const place: Place = {
      frame: caller,
      planned: {
        ast: { kind: 'Command', start: 0, end: 0, invocation: '', elements: [], redirections: [] },
        name: block.unit.file ?? '',
        elements,
        redirect: null,
      },
      out: this.sink,
      streams: HOST_STREAMS,
      expectsInput: input !== undefined,
      position: 1,
      length: 1,
    };
    const name = isFile ? (block.unit.file ?? '').replace(/^.*[\\/]/, '') : '';
    const stage = new BlockStage(place, block, name, {
      isFilter: false,
      dot: !isFile,
      isScript: isFile,
      command: null,
    });
    stage.frame.invocation = null;
    engine.prepareTypes(block, stage.frame);
    try {
      yield* stage.begin();
      if (input === undefined) yield* stage.alone();
      else
        for (const v of input) {
          const more = stage.process(v);
          if (more) yield* more;
        }
      yield* stage.end();
    } finally {
      yield* stage.clean();
    }
  }

  /** Runs code to its end, whatever that is; null where it simply ended. */
  private async guard(start: () => Gen<void>): Promise<number | null> {
    try {
      await run(start());
      return null;
    } catch (e) {
      if (e instanceof ExitError) {
        this.exited = true;
        return e.code;
      }
      if (e instanceof FlowError) return null;
      const error = asScriptError(e);
      if (!error) throw e;
      this.printUncaught(error);
      return 1;
    } finally {
      this.printer.end();
    }
  }

  private printUncaught(error: ScriptError): void {
    const first = (error as { first?: ErrorRecord }).first;
    const view = toText(this.engine.global.vars.get('errorview')?.get() ?? 'ConciseView');
    if (
      error.error.record.category === 'ParserError' &&
      first &&
      !first.extent?.file &&
      (error as { incomplete?: boolean }).incomplete
    )
      return;
    this.engine.host.error(first ?? { ...error.error.record, message: error.error.text }, view);
  }

  /** Text of a script file by its byte order mark. */
  static decode(bytes: Uint8Array): string {
    return decode(bytes);
  }
}

/** Values of switches in the arguments of a script file. */
const BOOLEANS: Readonly<Record<string, boolean>> = { $true: true, true: true, $false: false, false: false };

/** Text in pieces of whole lines: no statement is cut, no two pieces share a line. */
function linesOf(block: ScriptBlockValue, text: string): string[] {
  const { ast } = block;
  if (ast.param || ast.begin || ast.process || ast.clean || !ast.endBlock) return [text];
  const cuts: number[] = [];
  let end = 0;
  for (const s of ast.endBlock.statements) {
    if (/\n/.test(text.slice(end, s.start)) && end > 0) cuts.push(s.start);
    end = s.end;
  }
  return [0, ...cuts].map((from, i) => text.slice(from, cuts[i]));
}

/** Paths for a session: relative to its location, either slash where Windows is played. */
function sessionFiles(options: SessionOptions): Files {
  const files: Files = {
    location: options.location,
    full(path) {
      const given = path.replace(/^(?:Microsoft\.PowerShell\.Core\\)?FileSystem::/i, '');
      if (options.windows && (/^[A-Za-z]:/.test(given) || /^\\/.test(given)))
        return normal(given.replaceAll('/', '\\'), '\\');
      const home = options.environment.get('HOME') ?? options.environment.get('USERPROFILE') ?? '/';
      const slashed = given.replaceAll('\\', '/').replace(/^~(?=\/|$)/, home);
      if (slashed.startsWith('/')) return posix.normalize(slashed).replace(/(.)\/$/, '$1');
      if (/^[A-Za-z]:/.test(files.location)) return normal(`${files.location}\\${given.replaceAll('/', '\\')}`, '\\');
      return posix.normalize(`${files.location}/${slashed}`).replace(/(.)\/$/, '$1');
    },
    real(path) {
      const full = files.full(path);
      return options.realPath ? options.realPath(full) : full;
    },
  };
  return files;
}

function normal(path: string, separator: string): string {
  const root = /^(?:[A-Za-z]:\\?|\\\\[^\\]+\\[^\\]+\\?|\\)/.exec(path)?.[0] ?? '';
  const out: string[] = [];
  for (const part of path.slice(root.length).split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `${/^[A-Za-z]:$/.test(root) ? `${root}\\` : root}${out.join(separator)}`;
}
