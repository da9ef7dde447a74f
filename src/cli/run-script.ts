/** `-Command`, `-File` and scripts on standard input: the language with the program's cmdlets in it. */
import './types.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { machine } from '../lab/clock.ts';
import { drawSeed } from '../lab/create.ts';
import { labFiles } from '../lab/files.ts';
import { seededRandom } from '../lab/random.ts';
import { currentLab } from '../lab/settings.ts';
import { enums } from '../objects/enums.ts';
import { viewsFor } from '../objects/views.ts';
import { registerEnumType } from '../powershell/engine/type-names.ts';
import { Session } from '../powershell/shell/session.ts';
import type { World } from '../world.ts';
import type { Cmdlet } from './cmdlet.ts';
import { commandNames } from './command-index.ts';
import { openCurrentWorld } from './current-world.ts';
import { CommandFailure } from './failure.ts';
import { loadCommand } from './load-command.ts';
import { plainConfig } from './main.ts';
import { ScriptCmdletStage } from './script-cmdlet.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** What a script run is given; a test puts its own in place. */
export interface ScriptOptions {
  readonly terminal: Terminal;
  readonly world?: () => Promise<World>;
  readonly location?: string;
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
      return w;
    });
    return opened;
  };
  for (const type of Object.values(enums)) registerEnumType(type);
  const random = seededRandom(drawSeed());
  const numbers = random.stream('session', 'Get-Random');
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
    random: () => numbers.next(),
    newGuid: () => random.guid('session', 'NewGuid', guids++),
    environment,
    windows: environment.get('HYPERV_PLATFORM') !== 'unix',
    location,
    realPath: (path) =>
      /^(?:[A-Za-z]:|\\\\)/.test(path) ? labFiles(currentLab().dir, location).locate(path).real : path,
    sleep: (milliseconds) =>
      (async () => {
        const { clock } = (await world()).lab;
        await clock.waitUntil(clock.now() + milliseconds * 1000);
      })(),
    ready: world,
    views: viewsFor(new Set()),
  });
  const byKey = new Map(commandNames.filter((n) => /^[A-Z]\w*-\w+$/.test(n)).map((n) => [n.toLowerCase(), n]));
  session.engine.sources.push((given) => {
    const name = byKey.get(given.toLowerCase().replace(/^hyper-v\\/, ''));
    if (name === undefined) return null;
    return loadCommand(name).then((Class) => {
      return (place) =>
        new ScriptCmdletStage(place, new Class([], plainConfig()) as unknown as Cmdlet, { terminal, world });
    });
  });
  // WMI: loaded where a script asks for it.
  const wmi =
    /^(?:(?:Microsoft\.PowerShell\.Management|CimCmdlets)\\)?(Get-WmiObject|Get-CimInstance|Invoke-CimMethod)$/i;
  session.engine.sources.push((given) => {
    const name = wmi.exec(given)?.[1]?.toLowerCase();
    if (name === undefined) return null;
    return Promise.all([import('../wmi/commands.ts'), import('../powershell/engine/builtin.ts')]).then(
      ([{ wmiCommands }, { BuiltinStage }]) => {
        for (const command of wmiCommands(world)) session.engine.builtins.set(command.def.name.toLowerCase(), command);
        const found = session.engine.builtins.get(name);
        return found ? (place) => new BuiltinStage(place, found) : null;
      },
    );
  });
  return session;
}

/** Runs what the words ask for; answers the exit code. */
export async function runScript(argv: readonly string[], options: ScriptOptions): Promise<number> {
  const session = scriptSession(options);
  const [how, ...rest] = argv;
  if (/^-{1,2}f(?:i(?:l(?:e)?)?)?$/i.test(how ?? '')) {
    const [path, ...args] = rest;
    if (path === undefined) throw new CommandFailure('-File needs the path of a script.');
    const full = session.engine.files.full(path);
    const real = session.engine.files.real(full);
    if (!existsSync(real)) {
      options.terminal.err(
        `The argument '${path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.\n`,
      );
      return 64;
    }
    if (statSync(real).isDirectory()) throw new CommandFailure(`'${path}' is a folder, not a script.`);
    return session.runFile(full, Session.decode(readFileSync(real)), args);
  }
  if (rest.length === 0) {
    options.terminal.err(
      'Cannot process the command because of a missing parameter. A command must follow -Command.\n',
    );
    return 64;
  }
  const text = rest.join(' ');
  if (text === '-') return session.runCommand(Session.decode(readFileSync(0)));
  return session.runCommand(text);
}

/** As `runScript` on the process's own streams. */
export async function runScriptOfProcess(argv: readonly string[]): Promise<void> {
  const code = await runScript(argv, { terminal: processTerminal() });
  if (code !== 0) process.exitCode = code;
}
