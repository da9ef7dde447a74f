/** Finding programs and running them: what execve does. */

import { chunkBytes } from '../fs/extents.ts';
import { fullParse } from '../shell/parser.ts';
import { quickParse } from '../shell/quick.ts';
import { newShell } from '../shell/start.ts';
import { hasTool } from '../tools/index.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { EXECUTE, type Found, join, may } from '../vfs/vfs.ts';
import type { System } from './system.ts';
import type { Process } from './types.ts';

/** The mark by which an executable of the simulated system names its tool. */
export const TOOL_MARK = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0\x01\0\0\0tool:';

const SHELLS = new Set(['sh', 'bash', 'dash', 'rbash', 'ash']);
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Where a command word leads: a path, an error, or undefined (not found in PATH). */
export function findProgram(
  system: System,
  process: Process,
  name: string,
  path = process.env['PATH'] ?? DEFAULT_PATH,
): string | undefined {
  if (name.includes('/')) return name;
  if (name === '') return undefined;
  let denied: string | undefined;
  for (const dir of path.split(':')) {
    const candidate = join(dir === '' ? '.' : dir, name);
    const found = system.vfs.peek(process, candidate);
    if (!found || found.inode.t === 'd') continue;
    if (may(process, found.inode, EXECUTE)) return candidate;
    denied ??= candidate;
  }
  return denied;
}

const head = (found: Found): string => found.fs.read(found.ino, 0, 4096).map(chunkBytes).join('');

/** Replaces what a process runs. @throws Errno as execve */
export function execute(system: System, process: Process, path: string, argv: string[], depth = 0): void {
  const found = system.vfs.find(process, path);
  if (found.inode.t !== '-' || !may(process, found.inode, EXECUTE)) throw new Errno('EACCES');
  const text = head(found);
  process.comm = (argv[0] ?? path).replace(/^.*\//, '').slice(0, 15);
  process.argv = argv;
  if (text.startsWith(TOOL_MARK)) {
    const name = text.slice(TOOL_MARK.length).split('\n')[0] ?? '';
    if (SHELLS.has(name)) {
      startShell(system, process, argv);
      return;
    }
    if (!hasTool(name)) throw new Errno('ENOEXEC');
    process.program = { kind: 'tool', name, argv, state: {} };
    return;
  }
  const shebang = /^#![ \t]*(\S+)[ \t]*(.*)/.exec(text);
  if (shebang) {
    if (depth > 4) throw new Errno('ELOOP');
    const [, interpreter = '', argument = ''] = shebang;
    if (!system.vfs.peek(process, interpreter)) throw new BadInterpreter(interpreter);
    execute(
      system,
      process,
      interpreter,
      [interpreter, ...(argument.trim() ? [argument.trim()] : []), path, ...argv.slice(1)],
      depth + 1,
    );
    return;
  }
  throw new Errno('ENOEXEC');
}

/** The interpreter that a script names is not there. */
export class BadInterpreter extends Errno {
  readonly interpreter: string;
  constructor(interpreter: string) {
    super('ENOENT');
    this.interpreter = interpreter;
  }
}

/** Makes a process a shell, by its command line. */
export function startShell(system: System, process: Process, argv: string[]): void {
  const options: Record<string, boolean> = {};
  let command: string | undefined;
  let interactive = false;
  let fromInput = false;
  let i = 1;
  for (; i < argv.length; i++) {
    const word = argv[i] as string;
    if (word === '--') {
      i++;
      break;
    }
    if (word.startsWith('--')) continue;
    if (!/^[-+]./.test(word)) break;
    const on = word[0] === '-';
    if (word.slice(1).includes('o')) {
      const name = argv[++i] ?? '';
      options[name] = on;
    }
    for (const letter of word.slice(1).replaceAll('o', '')) {
      if (letter === 'c') command = '';
      else if (letter === 'i') interactive = true;
      else if (letter === 's') fromInput = true;
      else if (letter !== 'l') options[letter] = on;
    }
  }
  const rest = argv.slice(i);
  const shellName = (argv[0] ?? 'bash').replace(/^.*\//, '').replace(/^-/, '');
  const shell = newShell(system, process, { options, interactive, label: argv[0] ?? 'bash', name: argv[0] ?? 'bash' });
  process.program = { kind: 'shell', shell };
  if (command !== undefined) {
    const text = rest.shift();
    if (text === undefined) {
      process.out.push([2, `${shellName}: -c: option requires an argument\n`]);
      process.leaving = 2;
      return;
    }
    if (rest.length > 0) shell.name = rest.shift() as string;
    shell.args = rest;
    shell.label = shell.name;
    shell.fromText = true;
    runText(system, process, shell, text, '-c: ');
    return;
  }
  const file = fromInput ? undefined : rest.shift();
  shell.args = rest;
  if (file === undefined) {
    shell.frames.push({ k: 'input', i: 0, text: '' });
    return;
  }
  shell.name = file;
  shell.label = file;
  const found = attempt(() => system.vfs.find(process, file));
  const denied = !(found instanceof Errno) && (found.inode.t === 'd' || !may(process, found.inode, 4));
  if (found instanceof Errno || denied) {
    const what =
      found instanceof Errno ? found.message : found.inode.t === 'd' ? 'Is a directory' : 'Permission denied';
    process.out.push([2, `${shellName}: ${file}: ${what}\n`]);
    process.leaving = found instanceof Errno ? 127 : 126;
    return;
  }
  const text = found.fs
    .read(found.ino, 0, found.inode.s || 1 << 20)
    .map(chunkBytes)
    .join('');
  if (text.startsWith('\x7fELF')) {
    process.out.push([2, `${file}: ${file}: cannot execute binary file\n`]);
    process.leaving = 126;
    return;
  }
  runText(system, process, shell, text, '');
}

/** Puts a text to be run on top of a shell's frames. */
export function runText(
  system: System,
  process: Process,
  shell: ReturnType<typeof newShell>,
  text: string,
  where: string,
): boolean {
  const tree = quickParse(text) ?? fullParse(text);
  if ('error' in tree) {
    for (const line of tree.error) process.out.push([2, `${shell.label}: ${where}${line}\n`]);
    shell.status = 2;
    return false;
  }
  const program = system.keepProgram(tree.tree);
  shell.frames.push({ k: 'list', n: [program, 0], i: 0 });
  return true;
}
