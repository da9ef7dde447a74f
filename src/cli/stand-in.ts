/** Launchers that stand for PowerShell on PATH: `lab install-powershell`. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, relative, resolve } from 'node:path';
import type { DialectName } from '../powershell/format/dialect.ts';
import { CommandFailure } from './failure.ts';

/** In each launcher: what makes it ours. */
const MARK = 'hyperv-lab stand-in for PowerShell';

/** Names of the launchers and which PowerShell they are. */
const LAUNCHERS: readonly (readonly [name: string, dialect: DialectName])[] =
  process.platform === 'win32'
    ? [
        ['powershell.cmd', '5.1'],
        ['pwsh.cmd', '7'],
      ]
    : [
        ['powershell', '5.1'],
        ['powershell.exe', '5.1'],
        ['pwsh', '7'],
      ];

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * The launcher. It starts this installation by its path; where that is gone, by its place beside the launcher (both were moved
 * together), else by `hyperv` on PATH. Nothing is forked on the way.
 */
function launcher(dialect: DialectName, program: string, folder: string): string {
  const node = process.execPath;
  if (process.platform === 'win32') {
    return [
      `@rem ${MARK} ${dialect}`,
      '@echo off',
      `if exist "${program}" (`,
      `  "${node}" "${program}" __powershell ${dialect} %*`,
      ') else (',
      `  hyperv __powershell ${dialect} %*`,
      ')',
      '',
    ].join('\r\n');
  }
  return `#!/bin/sh
# ${MARK} ${dialect}
for run in ${quoted(program)} "\${0%/*}/"${quoted(relative(folder, program))}; do
  if [ -f "$run" ]; then
    if [ -x ${quoted(node)} ]; then exec ${quoted(node)} "$run" __powershell ${dialect} "$@"; fi
    exec node "$run" __powershell ${dialect} "$@"
  fi
done
if command -v hyperv >/dev/null 2>&1; then exec hyperv __powershell ${dialect} "$@"; fi
echo "$0: hyperv is not where it was: run 'hyperv lab install-powershell' again." >&2
exit 127
`;
}

/** What is there under a name: nothing, a launcher of ours, or something else. */
function present(path: string): 'nothing' | 'ours' | 'other' {
  try {
    if (!lstatSync(path).isFile()) return 'other';
    return readFileSync(path, 'latin1').slice(0, 200).includes(MARK) ? 'ours' : 'other';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'nothing';
    throw error;
  }
}

/**
 * Writes the launchers into a folder, which is made where it is missing. All or nothing.
 * @throws CommandFailure where a name is taken by something else, unless `force`
 */
export function installStandIn(dir: string, force: boolean): { folder: string; names: string[]; onPath: boolean } {
  const folder = resolve(dir);
  try {
    mkdirSync(folder, { recursive: true });
    const taken = LAUNCHERS.filter(([name]) => present(join(folder, name)) === 'other').map(([name]) => name);
    if (taken.length > 0 && !force)
      throw new CommandFailure(
        `${folder} has a ${taken.join(' and a ')} that hyperv did not make. Choose another folder, or say -Force.`,
      );
    const program = realpathSync(process.argv[1] ?? '');
    for (const [name, dialect] of LAUNCHERS) {
      const path = join(folder, name);
      if (present(path) === 'other') rmSync(path, { recursive: true });
      // A launcher that runs meanwhile keeps its own file.
      const draft = `${path}.new`;
      writeFileSync(draft, launcher(dialect, program, realpathSync(folder)));
      chmodSync(draft, 0o755);
      renameSync(draft, path);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof CommandFailure) throw error;
    throw new CommandFailure(`${folder} cannot be written to: ${(error as Error).message}`);
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((entry) => entry !== '' && resolve(entry) === folder);
  return { folder, names: LAUNCHERS.map(([name]) => name), onPath };
}
