/** Runs one cmdlet from the words of a command line. */
import './types.ts';
import { after, attempt } from '../powershell/awaitable.ts';
import { Binding } from '../powershell/binder/binder.ts';
import type { CommandElement } from '../powershell/binder/elements.ts';
import { metadataOf } from '../powershell/binder/metadata.ts';
import { type ErrorRecord, PSError } from '../powershell/errors.ts';
import type { DialectName } from '../powershell/format/dialect.ts';
import type { ErrorView } from '../powershell/format/error-view.ts';
import type { CmdletDef, ParameterTable } from '../powershell/parameters.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import { Switch } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { type CommandWords, type Format, readArgv } from './argv.ts';
import type { Cmdlet } from './cmdlet.ts';
import { CommandLineRuntime } from './cmdlet-runtime.ts';
import { lowered } from './lower.ts';
import { Output } from './output.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** What a run is given besides the words. */
export interface RunOptions {
  readonly terminal: Terminal;
  readonly dialect?: DialectName | undefined;
  readonly errorView?: ErrorView | undefined;
}

/** Binds `argv`, runs the cmdlet's body, prints what it emits and sets the exit code. */
export async function runFromArgv<T extends ParameterTable>(cmdlet: Cmdlet<T>, argv: readonly string[]): Promise<void> {
  const { readSettings } = await import('../lab/settings.ts');
  const { dialect, errorView } = readSettings() as { dialect?: DialectName; errorView?: ErrorView };
  let world: World | undefined;
  cmdlet.world ??= async () => (world ??= await (await import('./current-world.ts')).openCurrentWorld());
  try {
    const code = await execute(cmdlet, argv, { terminal: processTerminal(), dialect, errorView });
    if (code !== 0) process.exitCode = code;
  } finally {
    world?.close();
  }
}

/** As `runFromArgv`, on any terminal. The answer is the exit code: 0, or 1 where anything went wrong. */
export function execute<T extends ParameterTable>(
  cmdlet: Cmdlet<T>,
  argv: readonly string[],
  options: RunOptions,
): Awaitable<number> {
  const def = cmdlet.definition as unknown as CmdletDef;
  let words: CommandWords;
  try {
    words = readArgv(argv, metadataOf(def));
  } catch (error) {
    return reportEarly(error, def, options);
  }
  if (words.help) return after(showHelp(def, options.terminal), () => 0);
  return executeElements(cmdlet, words.elements, { ...options, ...(words.format && { format: words.format }) });
}

/** Runs a cmdlet whose arguments have been read already. */
export function executeElements<T extends ParameterTable>(
  cmdlet: Cmdlet<T>,
  elements: readonly CommandElement[],
  options: RunOptions & { readonly format?: Format },
): Awaitable<number> {
  const def = cmdlet.definition as unknown as CmdletDef;
  let binding: Binding;
  try {
    binding = new Binding(def, elements);
  } catch (error) {
    const missing = options.terminal.ask && missingNames(error);
    return missing ? completed(cmdlet, elements, missing, options) : reportEarly(error, def, options);
  }
  const asJob = binding.value('AsJob');
  if (asJob instanceof Switch && asJob.isPresent) return runAsJob(def.name, elements, options, cmdlet);
  const output = new Output(options.terminal, options);
  const runtime = new CommandLineRuntime(def, binding, output);
  cmdlet.runtime = runtime;
  let world: World | undefined;
  const { world: open } = cmdlet;
  cmdlet.world = () => after(open(), (opened) => (world = opened));
  const bound = lowered<T>(binding);
  const work = () =>
    after(cmdlet.begin(bound), () => after(cmdlet.process(bound, binding.parameterSet), () => cmdlet.end()));
  const failed = (error: unknown): Awaitable<void> => {
    runtime.failed = true;
    if (error instanceof PSError) return output.error(withActivity(error.record, def));
    return after(output.flush(), () => {
      throw error;
    });
  };
  return after(attempt<void>(work, failed), () => {
    const code = runtime.failed ? 1 : 0;
    if (output.isEmpty) return code;
    return after(world ? world.standStill(() => output.flush()) : output.flush(), () => code);
  });
}

/** The mandatory parameters that a failed binding lacks; undefined where it failed for another reason. */
function missingNames(error: unknown): string[] | undefined {
  if (!(error instanceof PSError) || error.record.id !== 'MissingMandatoryParameter') return undefined;
  return error.record.parameterName?.trim().split(' ');
}

/** Runs the cmdlet with what a person adds. */
async function completed<T extends ParameterTable>(
  cmdlet: Cmdlet<T>,
  elements: readonly CommandElement[],
  missing: readonly string[],
  options: RunOptions & { readonly format?: Format },
): Promise<number> {
  const { askMissing } = await import('./ask-missing.ts');
  const def = cmdlet.definition as unknown as CmdletDef;
  return executeElements(cmdlet, [...elements, ...askMissing(def, missing, options.terminal)], options);
}

/** `-AsJob` makes an object of a session: there is one for this line alone. */
async function runAsJob(
  name: string,
  elements: readonly CommandElement[],
  options: RunOptions,
  cmdlet: Pick<Cmdlet, 'world'>,
): Promise<number> {
  const { runLineAsJob } = await import('./plain-job.ts');
  return runLineAsJob(name, elements, { terminal: options.terminal, world: async () => cmdlet.world() });
}

const withActivity = (record: ErrorRecord, def: CmdletDef): ErrorRecord => ({ activity: def.name, ...record });

/** A command line that could not be bound. */
async function reportEarly(error: unknown, def: CmdletDef, options: RunOptions): Promise<number> {
  if (!(error instanceof PSError)) throw error;
  const output = new Output(options.terminal, options);
  const { withHint } = await import('./hints.ts');
  output.error(withHint(error.record, def));
  await output.flush();
  return 1;
}

/** Columns of a help page where there is no terminal. */
const HELP_COLUMNS = 80;

/** `-?` is Get-Help. */
async function showHelp(def: CmdletDef, terminal: Terminal): Promise<void> {
  const { cmdletHelp } = await import('./help/topic.ts');
  terminal.out(cmdletHelp(def, 'default', terminal.columns ?? HELP_COLUMNS));
}
