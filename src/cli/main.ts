/** The program's first step: finds the command in any letter case, loads that one, runs it. */

import { commandNames, version } from './command-index.ts';
import { CommandFailure, reportFailure } from './failure.ts';
import { loadCommand } from './load-command.ts';
import { isTerminal, writeText } from './streams.ts';

// What every cmdlet needs is named here, so that the build keeps it in the chunk that is loaded first.
export { Cmdlet } from './cmdlet.ts';
export { setLoader } from './load-command.ts';
export { commandNames, version };

/** Words that mean a command without naming it; an empty command line on a terminal opens the screen. */
const meant: Readonly<Record<string, string>> = {
  '--version': 'version',
  '--help': 'help',
  '-h': 'help',
  '-?': 'help',
};

/** The command meant by the first words, in any letter case, and how many words that took. */
export function findCommand(argv: readonly string[]): { name: string; words: number } | undefined {
  // A dash that a text processor made longer is a dash here too.
  const first = argv[0]?.toLowerCase().replace(/[–—―]/, '-');
  if (first === undefined) return undefined;
  // Written as it is meant to be, and nothing that a topic could be.
  if (first.includes('-') && commandNames.includes(argv[0]!)) return { name: argv[0]!, words: 1 };
  const second = argv[1]?.toLowerCase();
  const both = second && `${first}/${second}`;
  let found: { name: string; words: number } | undefined;
  for (const name of commandNames) {
    const key = name.toLowerCase();
    if (key === both) return { name, words: 2 };
    if (key === first) found = { name, words: 1 };
  }
  return found;
}

/** The least of oclif's Config that a command touches: loading the real one costs more than most commands do. */
export function plainConfig(): never {
  const scoped = (key: string) => `HYPERV_${key}`;
  return {
    bin: 'hyperv',
    name: 'hyperv-lab',
    version,
    root: '',
    pjson: { oclif: {} },
    userAgent: `hyperv-lab/${version}`,
    scopedEnvVar: (key: string) => process.env[scoped(key)],
    scopedEnvVarKey: scoped,
    scopedEnvVarKeys: (key: string) => [scoped(key)],
    runHook: async () => ({ successes: [], failures: [] }),
  } as never;
}

/** Runs one command by its name in `commandNames`. */
export async function runCommand(name: string, argv: string[]): Promise<void> {
  if (!commandNames.includes(name)) throw new CommandFailure(`hyperv has no '${name}' yet.`);
  const Class = await loadCommand(name);
  Class.id = name.replace('/', ':');
  const command = new Class(argv, plainConfig()) as unknown as { _run(): Promise<unknown> };
  await command._run();
}

/** Switches of pwsh that start a script, or a script itself. */
const mayLaunch = (argv: readonly string[]): boolean => /^-{1,2}[cefilmnosw]|\.ps1$/i.test(argv[0] ?? '');

/** Runs the command line. Sets the exit code; never throws. */
export async function main(argv: string[]): Promise<void> {
  try {
    if (argv[0] === '__complete') {
      const { answerShell } = await import('./answer-shell.ts');
      return await answerShell(argv.slice(1));
    }
    if (mayLaunch(argv)) {
      const { runScriptOfProcess, startsLaunch } = await import('./run-script.ts');
      if (startsLaunch(argv[0]!)) return await runScriptOfProcess(argv);
    }
    // What the launchers of `lab install-powershell` say: which PowerShell they stand for, and their own words.
    if (argv[0] === '__powershell') {
      const { runAsPowerShell } = await import('./run-script.ts');
      return await runAsPowerShell(argv[1] === '5.1' ? '5.1' : '7', argv.slice(2));
    }
    const word = meant[argv[0] ?? ''];
    if (word === 'version') {
      writeText(1, `${version}\n`);
      return;
    }
    if (argv.length === 0 && isTerminal(0) && isTerminal(1)) return await runCommand('tui', []);
    if (argv.length === 0 || word === 'help') return await runCommand('help', argv.slice(1));
    const found = findCommand(argv);
    if (found) return await runCommand(found.name, argv.slice(found.words));
    const { reportUnknown } = await import('./unknown-command.ts');
    await reportUnknown(argv);
  } catch (error) {
    await reportFailure(error);
  }
}

/**
 * As `main`, for `bin/`. A cmdlet or a script has written everything and closed its lab when it is done: the process ends
 * there, without taking down what the system takes back anyway.
 */
export function start(argv: string[]): void {
  void main(argv).then(() => {
    if (argv[0] === '__powershell' || mayLaunch(argv) || findCommand(argv)?.name.includes('-')) process.exit();
  });
}
