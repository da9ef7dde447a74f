/** A session of the language with a console: what `-Command`, `-File` and standard input run in. */
import { posix } from 'node:path';
import type { CommandElement } from '../binder/elements.ts';
import { fromClixml } from '../cmdlets/clixml/read.ts';
import { BUILTINS } from '../cmdlets/index.ts';
import { type Groups, Renderer } from '../cmdlets/render.ts';
import { COMMAND_VIEWS, GROUPS, UNIX_VIEWS } from '../cmdlets/views.ts';
import { WINDOWS_FUNCTIONS } from '../cmdlets/windows-functions.ts';
import { edition, editions } from '../edition.ts';
import { BlockStage } from '../engine/block-stage.ts';
import { toText } from '../engine/convert.ts';
import { Engine, type Files, type Host } from '../engine/engine.ts';
import { asScriptError, type ScriptError } from '../engine/errors.ts';
import { forgetNesting, type Gen, run } from '../engine/flow.ts';
import {
  Collector,
  ExitError,
  FlowError,
  Frame,
  HOST_STREAMS,
  PipelineStopped,
  type Sink,
  Unit,
} from '../engine/frame.ts';
import { decode } from '../engine/net/bytes.ts';
import { type Place, type Planned, runPipeline } from '../engine/pipeline.ts';
import type { ScriptBlockValue } from '../engine/script-block.ts';
import { ownClock, Tasks } from '../engine/tasks.ts';
import type { ErrorRecord } from '../errors.ts';
import { coreViews } from '../format/core-views.ts';
import { type DialectName, layoutFor } from '../format/dialect.ts';
import { type ErrorView, errorText, streamText } from '../format/error-view.ts';
import { type TypeView, viewTable } from '../format/view.ts';
import { backgroundOperator } from '../jobs/start.ts';
import type { PSValue } from '../values.ts';
import { ALIASES, WINDOWS_ALIASES } from './aliases.ts';
import type { ClixmlStream } from './clixml-stream.ts';
import { errorForXml } from './error-for-xml.ts';
import { findProgram } from './find-program.ts';
import { ProgramStage } from './native.ts';

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
  /** Default views that begin a new group when a value changes. */
  readonly groups?: Groups;
  readonly depthLimit?: number;
  /** Are out and err the process's own streams? Programs then write to them without a detour. */
  readonly inherits?: boolean;
  /** Writes what `out` held back. */
  readonly flush?: () => void;
  /** Which PowerShell it is; 7 where absent. */
  readonly dialect?: DialectName;
  /** Streams that are written as XML. With an output all that is said is objects, without one errors are lines of text. */
  readonly xml?: { readonly output: ClixmlStream | null; readonly errors: ClixmlStream };
}

/** A session. */
export class Session {
  readonly engine: Engine;
  private readonly ready: SessionOptions['ready'];
  /** True after `exit`. */
  exited = false;
  /** Ends what the streams have begun. */
  readonly close: () => void;
  private printer: { write(v: PSValue): void; end(): void };

  constructor(options: SessionOptions) {
    this.ready = options.ready;
    const { dialect = '7', xml } = options;
    edition.current = editions[dialect];
    const layout = layoutFor({ dialect, ...(options.columns !== undefined && { columns: options.columns }) });
    const groups: Groups = new Map([...GROUPS, ...(options.groups ?? [])]);
    const views = viewTable(coreViews, COMMAND_VIEWS, options.windows ? [] : UNIX_VIEWS, options.views ?? []);
    const limit = (): number => {
      const value = this.engine.global.vars.get('formatenumerationlimit')?.value;
      return typeof value === 'number' ? value : layout.enumerationLimit;
    };
    const open = (write: (t: string) => void, columns?: number): { write(v: PSValue): void; end(): void } => {
      const width = columns ?? options.columns;
      const shown = layoutFor(width === undefined ? { dialect } : { dialect, columns: width });
      return new Renderer(write, { layout: shown, views, groups, limit });
    };
    const host: Host = {
      out: (text) => {
        if (!xml?.output) return options.out(text);
        for (const part of text.split(/(\n)$/)) if (part !== '') xml.output.text(part, 'Output');
      },
      err: options.err,
      error: (record: ErrorRecord, view: string) => {
        if (!xml) host.err(errorText(record, layout, view as ErrorView));
        else if (xml.output) xml.errors.value(errorForXml(record), 'Error');
        else xml.errors.lines(errorText(record, layout, view as ErrorView), 'Error');
      },
      stream: (kind, text) => {
        if (xml) xml.errors.text(text, kind);
        else host.out(streamText(kind, text, layout));
      },
      ...(xml && { progress: (report) => xml.errors.progress(report) }),
      print: (v) => this.printer.write(v),
      ...(options.inherits && !xml && { inherits: true }),
      ...(options.flush && { flush: options.flush }),
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
      sleep: (ms) => {
        if (options.sleep) return options.sleep(ms);
        const { tasks } = this.engine;
        return tasks.alone ? undefined : tasks.until(tasks.now() + ms * 1000);
      },
    };
    const output = xml?.output;
    this.printer = output
      ? { write: (v) => output.value(v, 'Output'), end: () => undefined }
      : open((text) => host.out(text));
    this.close = () => {
      output?.end();
      xml?.errors.end();
    };
    const aliases = options.windows ? { ...ALIASES, ...WINDOWS_ALIASES } : ALIASES;
    this.engine = new Engine(
      host,
      sessionFiles(options),
      options.windows ? [...BUILTINS, ...WINDOWS_FUNCTIONS] : BUILTINS,
      aliases,
    );
    this.engine.textPrinter = open;
    this.engine.findNative = (name) => findProgram(this.engine, name);
    this.engine.startJob = backgroundOperator;
    this.engine.native = (place, path, name) => new ProgramStage(place, path, name, this.isHost(place.out));
    if (options.depthLimit !== undefined) this.engine.depthLimit = options.depthLimit;
    this.engine.tasks = new Tasks(this.engine, ownClock(options.now));
    const beside = (parent: Engine, own: Partial<Host>): Engine => {
      const made = new Engine(
        { ...parent.host, ...own },
        sessionFiles({ ...options, ...own.surroundings, location: parent.files.location }),
        [...parent.builtins.values()],
        aliases,
      );
      made.textPrinter = open;
      made.findNative = (name) => findProgram(made, name);
      made.native = parent.native;
      made.tasks = parent.tasks;
      made.depthLimit = parent.depthLimit;
      made.startJob = parent.startJob;
      parent.furnish?.(made);
      made.spawn = (more) => beside(made, more);
      parent.activate();
      return made;
    };
    this.engine.spawn = (own) => beside(this.engine, own);
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

  /** Runs text as lines typed at a prompt, which is shown with what was typed. Answers the exit code. */
  async runPrompted(
    text: string,
    how: { readonly noLogo: boolean; readonly nonInteractive: boolean },
  ): Promise<number> {
    const { host } = this.engine;
    if (!how.noLogo && !how.nonInteractive) host.out(edition.current.banner);
    let code = 0;
    let block: string[] = [];
    for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
      host.out(`${block.length > 0 ? '>> ' : await this.prompt()}${line}\n`);
      // Lines that follow an incomplete one belong to it, up to an empty one.
      if (block.length > 0 && line.trim() !== '') {
        block.push(line);
        continue;
      }
      const typed = [...block, line].join('\n');
      block = [];
      if (typed.trim() === '') continue;
      if (this.isIncomplete(typed) && line.trim() !== '') {
        block = [line];
        continue;
      }
      code = await this.runCommand(typed);
      if (this.exited) return code;
    }
    host.out(await this.prompt());
    return code;
  }

  /** Runs what a person typed. What was stopped leaves the session as it is; so does a defect of ours. */
  async runInteractively(text: string): Promise<number> {
    const { engine } = this;
    try {
      return await this.runCommand(text);
    } catch (e) {
      engine.depth = 0;
      engine.tryDepth = 0;
      engine.handling.length = 0;
      engine.current = null;
      engine.ok = false;
      forgetNesting();
      if (e instanceof PipelineStopped) engine.host.out('\n');
      else if (typeof (e as { advice?: unknown }).advice === 'string')
        engine.host.err(`hyperv: ${(e as Error).message} ${(e as { advice?: string }).advice}\n`);
      else engine.host.err(`hyperv met a bug of its own: ${(e as Error).stack ?? e}\n`);
      return 1;
    }
  }

  /** Could more lines make sense of a text that does not parse? */
  isIncomplete(text: string): boolean {
    try {
      this.engine.scriptBlock(text);
      return false;
    } catch (e) {
      return (e as { incomplete?: boolean }).incomplete === true;
    }
  }

  /** What stands before a line: what the function of this name gives, else the location. */
  async prompt(): Promise<string> {
    const { engine } = this;
    const own = engine.findFunction('prompt', engine.global);
    if (own) {
      const out = new Collector();
      try {
        await run(
          engine.runBlock(own.block, {
            scope: engine.global,
            out,
            streams: HOST_STREAMS,
            args: [],
            newScope: true,
          }),
        );
        const text = out.items.map((item) => toText(item)).join(' ');
        if (text !== '') return text;
      } catch (e) {
        if (!asScriptError(e)) throw e;
      }
      return 'PS>';
    }
    return `PS ${engine.files.location}> `;
  }

  /** The objects of an XML that another PowerShell wrote. */
  static fromXml(text: string): PSValue[] {
    return fromClixml(text.replace(/^#< CLIXML\s*/, ''));
  }

  /** Does output that goes here reach the console at once? */
  isHost(sink: Sink): boolean {
    return sink === this.sink;
  }

  private async prepare(text: string): Promise<void> {
    if (this.ready && /date|time|sleep|watch|job|parallel|session|\.ps[m1]|module/i.test(text)) await this.ready();
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
    caller.isPlace = true;
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
      // A file that the program is started with runs in the global scope.
      ...(isFile && { scope: engine.global }),
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

  /** Runs one command with the words of a command line; what runs beside it goes as far as it can without time passing. */
  async runWords(name: string, elements: readonly CommandElement[]): Promise<number> {
    await this.ready?.();
    const { engine } = this;
    const frame = new Frame(engine, new Unit(name), engine.global, this.sink, HOST_STREAMS, 0);
    const ast: Planned['ast'] = {
      kind: 'Command',
      start: 0,
      end: name.length,
      invocation: '',
      elements: [],
      redirections: [],
    };
    const planned: Planned = { ast, name, elements: [...elements], redirect: null };
    const code = await this.guard(function* () {
      yield* runPipeline(frame, [planned], undefined);
    });
    await engine.tasks.settle();
    return code ?? (engine.ok ? 0 : 1);
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
    const { extent, ...record } = { ...error.error.record, message: error.error.text };
    // Windows PowerShell shows all errors of a text, each behind its place.
    if (first && view === 'NormalView') this.engine.host.error({ ...record, exceptionType: PARSE_FAILURE_5 }, view);
    else this.engine.host.error(first ?? { ...record, ...(extent && { extent }) }, view);
  }

  /** Text of a script file by its byte order mark. */
  static decode(bytes: Uint8Array): string {
    return decode(bytes);
  }
}

/** What carries the errors of a text in Windows PowerShell. */
const PARSE_FAILURE_5 = 'System.Management.Automation.ParentContainsErrorRecordException';

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
      // A path from the root is on the drive where the session is.
      const drive = /^[A-Za-z]:/.exec(files.location)?.[0];
      if (options.windows && drive && /^\\(?!\\)/.test(given)) return normal(drive + given.replaceAll('/', '\\'), '\\');
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
