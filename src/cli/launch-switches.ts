/** Words of the command line that start the language, read as pwsh reads them. */

/** What is to be run. */
export interface Launch {
  readonly kind: 'command' | 'file' | 'stdin';
  /** Text of a command or path of a script. */
  readonly text: string;
  readonly args: readonly string[];
  readonly workingDirectory?: string;
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
  | 'policy'
  | 'output'
  | 'input'
  | 'value';

/** Name, shortest form, further short forms, what it does. In pwsh's order: the first that fits is meant. */
const SWITCHES: readonly (readonly [name: string, shortest: string, others: readonly string[], kind: Kind])[] = [
  ['login', 'l', [], 'flag'],
  ['noprofile', 'nop', [], 'flag'],
  ['nologo', 'nol', [], 'flag'],
  ['noninteractive', 'noni', [], 'flag'],
  ['command', 'c', [], 'command'],
  ['commandwithargs', 'commandwithargs', ['cwa'], 'commandWithArgs'],
  ['windowstyle', 'w', [], 'value'],
  ['file', 'f', [], 'file'],
  ['outputformat', 'o', ['of'], 'output'],
  ['inputformat', 'inp', ['if'], 'input'],
  ['executionpolicy', 'ex', ['ep'], 'policy'],
  ['encodedcommand', 'e', ['ec'], 'encoded'],
  ['workingdirectory', 'wo', ['wd'], 'directory'],
  ['sta', 'sta', [], 'flag'],
  ['mta', 'mta', [], 'flag'],
];

const POLICIES = /^(?:unrestricted|remotesigned|allsigned|restricted|default|bypass|undefined)$/i;

function kindOf(word: string): { name: string; kind: Kind } | undefined {
  const key = /^-{1,2}(\w+)$/.exec(word)?.[1]?.toLowerCase();
  if (key === undefined) return undefined;
  for (const [name, shortest, others, kind] of SWITCHES)
    if ((name.startsWith(key) && key.startsWith(shortest)) || others.includes(key)) return { name, kind };
  return undefined;
}

/** True where a first word asks for the language: one of pwsh's switches or a script. */
export function startsLaunch(word: string): boolean {
  return kindOf(word) !== undefined || /\.ps1$/i.test(word);
}

const unknownScript = (path: string): LaunchError =>
  new LaunchError(
    `The argument '${path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
  );

/** The error for a script that does not exist. */
export const missingScript = unknownScript;

/** Reads the words. Throws LaunchError where pwsh refuses them. */
export function readLaunch(argv: readonly string[]): Launch {
  let workingDirectory: string | undefined;
  const made = (kind: Launch['kind'], text: string, args: readonly string[]): Launch => ({
    kind,
    text,
    args,
    ...(workingDirectory !== undefined && { workingDirectory }),
  });
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const found = kindOf(word);
    const rest = argv.slice(i + 1);
    if (!found) {
      if (word === '-') return made('stdin', '', []);
      if (word.startsWith('-')) throw unknownScript(word);
      return made('file', word, rest);
    }
    switch (found.kind) {
      case 'flag':
        break;
      case 'command':
        if (rest.length === 0)
          throw new LaunchError(
            'Cannot process the command because of a missing parameter. A command must follow -Command.',
          );
        if (rest[0] === '-') {
          if (rest.length > 1)
            throw new LaunchError(
              "'-' was specified with the -Command parameter; no other arguments to -Command are permitted.",
            );
          return made('stdin', '', []);
        }
        return made('command', rest.join(' '), []);
      case 'commandWithArgs':
        if (rest.length === 0)
          throw new LaunchError(
            'Cannot process the command because of a missing parameter. A command must follow -CommandWithArgs.',
          );
        return made('command', rest[0]!, rest.slice(1));
      case 'file':
        if (rest.length === 0)
          throw new LaunchError(
            'The command cannot be run because the File parameter requires a file path. Supply a path for the File parameter and then try the command again.',
          );
        return rest[0] === '-' ? made('stdin', '', []) : made('file', rest[0]!, rest.slice(1));
      case 'encoded': {
        const text = rest[0] ?? '';
        if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) || text.replace(/\s/g, '').length % 4 !== 0)
          throw new LaunchError(
            'Cannot process the command because the value specified with -EncodedCommand is not properly encoded. The value must be Base64 encoded.',
          );
        return made('command', Buffer.from(text, 'base64').toString('utf16le'), []);
      }
      default: {
        const value = rest[0];
        if (value === undefined)
          throw new LaunchError(
            `Cannot process the command because -${NAMES[found.name] ?? found.name} requires an argument.`,
          );
        i++;
        if (found.kind === 'directory') workingDirectory = value;
        if (found.kind === 'policy' && !POLICIES.test(value))
          throw new LaunchError(`'${value}' is not an execution policy.`);
        if ((found.kind === 'output' || found.kind === 'input') && !/^text$/i.test(value))
          throw new LaunchError(`-${NAMES[found.name]} ${value} is not available: input and output are text here.`);
      }
    }
  }
  return made('stdin', '', []);
}

const NAMES: Readonly<Record<string, string>> = {
  windowstyle: 'WindowStyle',
  outputformat: 'OutputFormat',
  inputformat: 'InputFormat',
  executionpolicy: 'ExecutionPolicy',
  workingdirectory: 'WorkingDirectory',
};
