/** `-Command`, `-File` and scripts on standard input: the language with the program's cmdlets in it. */
import './types.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { machine } from '../lab/clock.ts';
import { drawSeed } from '../lab/create.ts';
import { labFiles } from '../lab/files.ts';
import { seededRandom } from '../lab/random.ts';
import { currentLab, readSettings } from '../lab/settings.ts';
import { networkViews } from '../network/views.ts';
import { enums } from '../objects/enums.ts';
import { viewsFor } from '../objects/views.ts';
import { edition, editions } from '../powershell/edition.ts';
import { registerEnumTypes } from '../powershell/engine/type-names.ts';
import type { DialectName } from '../powershell/format/dialect.ts';
import { ClixmlStream } from '../powershell/shell/clixml-stream.ts';
import { Session, type SessionOptions } from '../powershell/shell/session.ts';
import type { PSValue } from '../powershell/values.ts';
import { storageGroups, storageViews } from '../storage/views.ts';
import type { World } from '../world.ts';
import { openCurrentWorld } from './current-world.ts';
import { CommandFailure } from './failure.ts';
import { type Launch, LaunchError, missingScript, notAScript, readLaunch } from './launch-switches.ts';
import { furnish } from './script-sources.ts';
import { StandardInput } from './standard-input.ts';
import { isTerminal } from './streams.ts';
import { processTerminal, type Terminal } from './terminal.ts';

export { startsLaunch } from './launch-switches.ts';

/** What a script run is given; a test puts its own in place. */
export interface ScriptOptions {
  readonly terminal: Terminal;
  readonly world?: () => Promise<World>;
  readonly location?: string;
  /** Text on standard input; null where there is none. */
  readonly stdin?: () => string | null;
  /** Which PowerShell it is; 7 where absent. */
  readonly dialect?: DialectName;
  readonly xml?: SessionOptions['xml'];
  /** Lines that a script asks for. */
  readonly readLine?: () => string | null;
  /** Names of the lab's machines, for completion. */
  readonly machines?: () => Promise<readonly string[]>;
  /** Is the terminal that of the process? */
  readonly inherits?: boolean;
  /** The setting of this name. */
  readonly platform?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A session of the language that has the program's cmdlets. */
export function scriptSession(options: ScriptOptions): Session {
  const { terminal } = options;
  let opened: Promise<World> | undefined;
  let present: World | undefined;
  const world = (): World | Promise<World> => {
    if (present) return present;
    opened ??= (options.world ?? openCurrentWorld)().then((w) => {
      present = w;
      // Whoever waits on the lab's clock lets the session's other scripts go on meanwhile.
      session.engine.tasks.attach(w.lab.clock);
      return w;
    });
    return opened;
  };
  registerEnumTypes(() => Object.values(enums));
  // Drawn where a script asks for it: the machine's randomness takes longer to load than most scripts run.
  let drawn: ReturnType<typeof seededRandom> | undefined;
  const random = () => {
    drawn ??= seededRandom(drawSeed());
    return drawn;
  };
  let stream: ReturnType<ReturnType<typeof seededRandom>['stream']> | undefined;
  const number = () => {
    stream ??= random().stream('session', 'Get-Random');
    return stream.next();
  };
  let guids = 0;
  const environment = new Map<string, string>();
  for (const [name, value] of Object.entries(options.environment ?? process.env))
    if (value !== undefined) environment.set(name, value);
  const location = options.location ?? process.cwd();
  const session = new Session({
    out: terminal.out,
    err: terminal.err,
    ...(terminal.columns !== undefined && { columns: terminal.columns }),
    now: () => present?.lab.clock.now() ?? machine.now(),
    random: number,
    newGuid: () => random().guid('session', 'NewGuid', guids++),
    environment,
    windows: !/^unix$/i.test(environment.get('HYPERV_PLATFORM') ?? options.platform ?? ''),
    ...(options.dialect && { dialect: options.dialect }),
    ...(options.xml && { xml: options.xml }),
    ...(options.inherits && { inherits: true }),
    ...(terminal.flush && { flush: terminal.flush }),
    ...(options.readLine && { readLine: options.readLine }),
    location,
    realPath: (path) =>
      /^(?:[A-Za-z]:|\\\\)/.test(path) ? labFiles(currentLab().dir, location).locate(path).real : path,
    sleep: (milliseconds) =>
      (async () => {
        const { clock } = (await world()).lab;
        await clock.waitUntil(clock.now() + milliseconds * 1000);
      })(),
    ready: world,
    views: [...viewsFor(new Set()), ...storageViews, ...networkViews],
    groups: storageGroups,
  });
  furnish(session.engine, terminal, world, (out) => session.isHost(out));
  return session;
}

/** Runs what the words ask for; answers the exit code. */
export async function runScript(argv: readonly string[], options: ScriptOptions): Promise<number> {
  const { err, out } = options.terminal;
  const { dialect = '7' } = options;
  edition.current = editions[dialect];
  try {
    const launch = readLaunch(argv, dialect);
    if (launch.kind === 'version') {
      out(editions[dialect].banner);
      return 0;
    }
    if (launch.kind === 'help') {
      const { launchHelp } = await import('./launch-help.ts');
      out(launchHelp(dialect));
      return 0;
    }
    const xml = xmlStreams(launch, options.terminal);
    const session = scriptSession({
      ...options,
      ...(xml && { xml }),
      ...(launch.nonInteractive && { terminal: { ...options.terminal, ask: undefined } }),
      location: startFolder(launch, options.location),
    });
    try {
      return await runLaunch(launch, session, options);
    } finally {
      session.close();
    }
  } catch (e) {
    if (!(e instanceof LaunchError)) throw e;
    err(`${e.message}\n`);
    return 64;
  }
}

/** The streams that are XML: both by -OutputFormat, errors alone where an encoded command's go to another program. */
export function xmlStreams(
  launch: Launch,
  terminal: Pick<Terminal, 'out' | 'err' | 'errorsSeen'>,
): SessionOptions['xml'] | null {
  const errors = (): ClixmlStream => new ClixmlStream(terminal.err);
  if (launch.output === 'xml') return { output: new ClixmlStream(terminal.out), errors: errors() };
  const seen = terminal.errorsSeen ?? false;
  return launch.output === undefined && launch.encoded && !seen ? { output: null, errors: errors() } : null;
}

/** Folder that a launch begins in. */
export function startFolder(launch: Launch, location = process.cwd()): string {
  const { workingDirectory: wanted } = launch;
  if (wanted === undefined) return location;
  if (/^(?:[A-Za-z]:|\\\\)/.test(wanted)) return wanted;
  const full = resolve(location, wanted);
  if (!existsSync(full)) throw new CommandFailure(`Cannot find path '${wanted}' because it does not exist.`);
  return full;
}

/** Runs a launch in a session; answers the exit code. Throws LaunchError for a script that does not exist. */
export async function runLaunch(
  launch: Launch,
  session: Session,
  options: Pick<ScriptOptions, 'stdin' | 'machines'>,
): Promise<number> {
  const stdin = options.stdin ?? readStandardInput;
  // Standard input is read by scripts that name it only: the others must not wait for its end.
  const input = (text: string): PSValue[] | undefined => {
    if (launch.input !== 'xml' && !/\$input\b/i.test(text)) return undefined;
    const given = stdin();
    if (given === null) return undefined;
    return launch.input === 'xml' ? Session.fromXml(given) : given.replace(/\r?\n$/, '').split(/\r?\n/);
  };
  if (launch.kind === 'stdin') {
    const text = stdin();
    if (text !== null) return launch.prompts ? session.runPrompted(text, launch) : session.runLines(text);
    const { interactiveSession } = await import('./shell/loop.ts');
    return interactiveSession(session, { ...launch, ...options });
  }
  let code: number;
  if (launch.kind === 'command') code = await session.runCommand(launch.text, launch.args, input(launch.text));
  else {
    const full = session.engine.files.full(launch.text);
    const real = session.engine.files.real(full);
    const dialect = edition.current.name;
    if (!existsSync(real) || statSync(real).isDirectory()) throw missingScript(launch.text, dialect);
    if (dialect === '5.1' && !/\.ps1$/i.test(launch.text)) throw notAScript(launch.text);
    const text = Session.decode(readFileSync(real));
    code = await session.runFile(full, text, launch.args, input(text));
  }
  if (!launch.noExit || session.exited) return code;
  const text = stdin();
  if (text !== null) return session.runPrompted(text, { noLogo: true, nonInteractive: launch.nonInteractive });
  const { interactiveSession } = await import('./shell/loop.ts');
  return interactiveSession(session, { ...launch, ...options, noLogo: true });
}

/** Text on standard input; null where a person sits there. */
function readStandardInput(): string | null {
  return isTerminal(0) ? null : Session.decode(readFileSync(0));
}

/** As `runScript` on the process's own streams, with the settings of the person. */
export async function runScriptOfProcess(argv: readonly string[]): Promise<void> {
  const { dialect = '7', platform } = readSettings();
  await ofProcess({ dialect: dialect as DialectName, ...(platform !== undefined && { platform }) }, argv);
}

/** `hyperv shell`: a person at a terminal, or lines on standard input. */
export async function runShell(): Promise<void> {
  await runScriptOfProcess(isTerminal(0) && isTerminal(1) ? [] : ['-Command', '-']);
}

/** As a `powershell` or `pwsh` on PATH: says nothing of its own. */
export async function runAsPowerShell(dialect: DialectName, argv: readonly string[]): Promise<void> {
  await ofProcess({ dialect, quiet: true }, argv);
}

async function ofProcess(
  { quiet = false, ...more }: Pick<ScriptOptions, 'dialect' | 'platform'> & { readonly quiet?: boolean },
  argv: readonly string[],
): Promise<void> {
  const input = new StandardInput();
  const terminal = processTerminal(true);
  let opened: World | undefined;
  try {
    const code = await runScript(argv, {
      ...more,
      terminal,
      inherits: true,
      stdin: () => (isTerminal(0) ? null : Session.decode(input.rest())),
      readLine: () => input.line(),
      machines: () => import('./answer-shell.ts').then(({ machineNames }) => machineNames()),
      world: async () => {
        opened = await openCurrentWorld(quiet);
        // The lab is closed, and with it on the disk, when the script ends.
        opened.lab.store.syncLater();
        return opened;
      },
    });
    if (code !== 0) process.exitCode = code;
    terminal.flush?.();
  } finally {
    opened?.close();
  }
}
