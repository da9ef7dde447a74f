/** Words of the command line that start the language, read as pwsh or powershell.exe read them. */
import type { DialectName } from '../powershell/format/dialect.ts';

/** What is to be run. */
export interface Launch {
  readonly kind: 'command' | 'file' | 'stdin' | 'version' | 'help';
  /** Text of a command or path of a script. */
  readonly text: string;
  readonly args: readonly string[];
  readonly workingDirectory?: string;
  /** Lines of standard input are shown behind a prompt: `-File -`, or nothing named to run. */
  readonly prompts: boolean;
  /** The text came by -EncodedCommand. */
  readonly encoded: boolean;
  readonly nonInteractive: boolean;
  readonly noExit: boolean;
  readonly noLogo: boolean;
  /** Formats of the streams; undefined where they were not named. */
  readonly output?: 'text' | 'xml';
  readonly input?: 'text' | 'xml';
}

/** A command line that pwsh refuses, with its exit code 64. */
export class LaunchError extends Error {}

type Kind =
  | 'command'
  | 'commandWithArgs'
  | 'file'
  | 'encoded'
  | 'directory'
  | 'flag'
  | 'noExit'
  | 'noLogo'
  | 'nonInteractive'
  | 'policy'
  | 'output'
  | 'input'
  | 'version'
  | 'help'
  | 'value';

type Row = readonly [name: string, shortest: string, others: readonly string[], kind: Kind];

/** Name, shortest form, further short forms, what it does. In the order of pwsh: the first that fits is meant. */
const SWITCHES: readonly Row[] = [
  ['Version', 'v', [], 'version'],
  ['Help', 'h', ['?'], 'help'],
  ['Login', 'l', [], 'flag'],
  ['NoExit', 'noe', [], 'noExit'],
  ['NoProfile', 'nop', [], 'flag'],
  ['NoLogo', 'nol', [], 'noLogo'],
  ['NonInteractive', 'noni', [], 'nonInteractive'],
  ['Interactive', 'i', [], 'flag'],
  ['NoProfileLoadTime', 'noprofilelo', [], 'flag'],
  ['Command', 'c', [], 'command'],
  ['CommandWithArgs', 'commandwithargs', ['cwa'], 'commandWithArgs'],
  ['WindowStyle', 'w', [], 'value'],
  ['File', 'f', [], 'file'],
  ['OutputFormat', 'o', ['of'], 'output'],
  ['InputFormat', 'inp', ['if'], 'input'],
  ['ExecutionPolicy', 'ex', ['ep'], 'policy'],
  ['EncodedCommand', 'e', ['ec'], 'encoded'],
  ['SettingsFile', 'settings', [], 'value'],
  ['STA', 'sta', [], 'flag'],
  ['MTA', 'mta', [], 'flag'],
  ['WorkingDirectory', 'wo', ['wd'], 'directory'],
];

/** Windows PowerShell takes the version that it is to play, and has a console file. */
const SWITCHES_5: readonly Row[] = [
  ['Version', 'v', [], 'value'],
  ['PSConsoleFile', 'p', [], 'value'],
  ...SWITCHES.filter(([name]) => name !== 'Version' && name !== 'WorkingDirectory' && name !== 'CommandWithArgs'),
];

const POLICIES = /^(?:unrestricted|remotesigned|allsigned|restricted|default|bypass|undefined)$/i;

function switchOf(word: string, dialect: DialectName): Row | undefined {
  const key = /^(?:[-–—―]{1,2}|\/)(\w+|\?)$/.exec(word)?.[1]?.toLowerCase();
  if (key === undefined) return undefined;
  for (const row of dialect === '7' ? SWITCHES : SWITCHES_5) {
    const [name, shortest, others] = row;
    if (others.includes(key) || (name.toLowerCase().startsWith(key) && key.startsWith(shortest))) return row;
  }
  return undefined;
}

/** True where a first word asks for the language: one of the switches that run or prepare something, or a script. */
export function startsLaunch(word: string): boolean {
  const found = word.startsWith('-') ? switchOf(word, '7') : undefined;
  return (found !== undefined && found[3] !== 'version' && found[3] !== 'help') || /\.ps1$/i.test(word);
}

const unknownScript = (path: string): LaunchError =>
  new LaunchError(
    `The argument '${path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
  );

/** The error for a script that does not exist. */
export function missingScript(path: string, dialect: DialectName): LaunchError {
  return dialect === '7'
    ? unknownScript(path)
    : new LaunchError(
        `The argument '${path}' to the -File parameter does not exist. Provide the path to an existing '.ps1' file as an argument to the -File parameter.`,
      );
}

/** The error of 5.1 for a file of another kind. */
export const notAScript = (path: string): LaunchError =>
  new LaunchError(
    `Processing -File '${path}' failed because the file does not have a '.ps1' extension. Specify a valid PowerShell script file name, and then try again.`,
  );

const missing = {
  command: (name: string) =>
    `Cannot process the command because of a missing parameter. A command must follow -${name}.`,
  file: 'The command cannot be run because the File parameter requires a file path. Supply a path for the File parameter and then try the command again.',
  value: (name: string) => `Cannot process the command because -${name} requires an argument.`,
  encoding:
    'Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.',
  alone: "'-' was specified with the -Command parameter; no other arguments to -Command are permitted.",
};

/** Text of -EncodedCommand: base64 of UTF-16. */
function decoded(word: string): string {
  const text = word.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) throw new LaunchError(missing.encoding);
  return Buffer.from(text, 'base64').toString('utf16le');
}

const format = (name: string, value: string): 'text' | 'xml' => {
  const found = /^(?:(text|none)|xml)$/i.exec(value);
  if (!found)
    throw new LaunchError(
      `Cannot process the command because of an incorrect value: -${name} takes Text or XML, not '${value}'.`,
    );
  return found[1] ? 'text' : 'xml';
};

/** Reads the words. Throws LaunchError where pwsh refuses them. */
export function readLaunch(argv: readonly string[], dialect: DialectName = '7'): Launch {
  let options: Partial<Launch> = {};
  const made = (
    kind: Launch['kind'],
    text: string,
    args: readonly string[] = [],
    more: Partial<Launch> = {},
  ): Launch => ({
    kind,
    text,
    args,
    prompts: false,
    encoded: false,
    nonInteractive: false,
    noExit: false,
    noLogo: false,
    ...options,
    ...more,
  });
  const set = (more: Partial<Launch>): void => {
    options = { ...options, ...more };
  };
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const found = switchOf(word, dialect);
    const rest = argv.slice(i + 1);
    if (!found) {
      if (word === '-') return made('stdin', '');
      // Windows PowerShell takes what is no switch for the beginning of a command, 7 for a script.
      if (dialect === '5.1') return made('command', argv.slice(i).join(' '));
      if (word.startsWith('-')) throw unknownScript(word);
      return made('file', word, rest);
    }
    const [name, , , kind] = found;
    const first = rest[0];
    switch (kind) {
      case 'flag':
        continue;
      case 'noExit':
      case 'noLogo':
      case 'nonInteractive':
        set({ [kind]: true });
        continue;
      case 'version':
      case 'help':
        return made(kind, '');
      case 'command':
        if (first === undefined) throw new LaunchError(missing.command(name));
        if (first === '-' && rest.length > 1) throw new LaunchError(missing.alone);
        return first === '-' ? made('stdin', '') : made('command', rest.join(' '));
      case 'commandWithArgs':
        if (first === undefined) throw new LaunchError(missing.command(name));
        return made('command', first, rest.slice(1));
      case 'file':
        if (first === undefined) throw new LaunchError(missing.file);
        return first === '-' ? made('stdin', '', [], { prompts: true }) : made('file', first, rest.slice(1));
      case 'encoded':
        if (first === undefined) throw new LaunchError(missing.encoding);
        // Further switches may follow: -EncodedCommand TEXT -NoProfile.
        set({ text: decoded(first), encoded: true });
        i++;
        continue;
      default:
        if (first === undefined) throw new LaunchError(missing.value(name));
        i++;
        if (kind === 'directory') set({ workingDirectory: first });
        if (kind === 'policy' && !POLICIES.test(first)) throw new LaunchError(`'${first}' is not an execution policy.`);
        if (kind === 'output' || kind === 'input') set({ [kind]: format(name, first) });
    }
  }
  if (options.encoded) return made('command', options.text ?? '', [], { encoded: true });
  return made('stdin', '', [], { prompts: true });
}
