/**
 * Paths as scripts write them, and where the files really are. Drive paths (`C:\VMs\web1.vhdx`) and UNC paths
 * (`\\server\share\x`) take either slash, compare without regard to case, and live inside the lab's directory, which they
 * cannot leave; POSIX paths are the machine's own. A relative path starts at the working directory.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep, win32 } from 'node:path';
import { makeFolders } from './make-folder.ts';

/** Why a path cannot be used. */
export type PathFault = 'empty' | 'nul' | 'deviceName' | 'badCharacter' | 'noDirectory';

export class PathError extends Error {
  readonly fault: PathFault;
  readonly path: string;
  constructor(fault: PathFault, path: string) {
    super(`${fault}: ${path}`);
    this.fault = fault;
    this.path = path;
  }
}

/** A path in both forms. */
export interface LabPath {
  /** Absolute, in the form the script used: what objects show. */
  readonly shown: string;
  /** Where the file is on this machine. Two paths mean the same file where these are equal. */
  readonly real: string;
}

/** Finds files of a lab. */
export interface LabFiles {
  /** @throws PathError */
  locate(path: string): LabPath;
  /** The form in which a script would write a file of this machine: a drive path where it lies on a drive of the lab. */
  show(real: string): string;
  /** Makes the folder of a located path exist. */
  makeFolder(path: LabPath): void;
}

/** CON, NUL and the like name devices in every folder of Windows ("Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** True for `C:\x`, `C:x`, `\\server\share` and `//server/share` with a share. */
export function isWindowsPath(path: string): boolean {
  return /^[a-z]:/i.test(path) || /^\\\\[^\\/]/.test(path);
}

/** The entry of `folder` that is `name` without regard to case; `name` itself where there is none. */
function entry(folder: string, name: string): string {
  if (existsSync(join(folder, name)) || !existsSync(folder)) return name;
  const wanted = name.toLowerCase();
  return readdirSync(folder).find((found) => found.toLowerCase() === wanted) ?? name;
}

/**
 * Files of a lab in `directory`; null: a lab without a directory, in which Windows paths have no place.
 * @param workingDirectory where relative paths start
 */
export function labFiles(directory: string | null, workingDirectory: string): LabFiles {
  function windows(path: string): LabPath {
    if (directory === null) throw new PathError('noDirectory', path);
    const shown = win32.resolve('C:\\', path);
    const { root } = win32.parse(shown);
    const top = root.startsWith('\\\\')
      ? [
          'unc',
          ...root
            .split('\\')
            .filter(Boolean)
            .map((part) => part.toLowerCase()),
        ]
      : ['drives', root[0]?.toUpperCase() as string];
    const names = shown.slice(root.length).split('\\').filter(Boolean);
    for (const name of names) {
      if (DEVICE.test(name)) throw new PathError('deviceName', path);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows forbids exactly these
      if (/[<>:"|?*\u0000-\u001f]/.test(name)) throw new PathError('badCharacter', path);
    }
    let real = join(directory, ...top);
    // Windows ignores blanks and points at the end of a name.
    for (const name of names) real = join(real, entry(real, name.replace(/[. ]+$/, '') || name));
    return { shown, real };
  }

  return {
    locate(path) {
      if (path === '') throw new PathError('empty', path);
      if (path.includes('\0')) throw new PathError('nul', path);
      if (isWindowsPath(path)) return windows(path);
      const real = isAbsolute(path) ? resolve(path) : resolve(workingDirectory, path);
      return { shown: real, real };
    },
    show(real) {
      const inside = directory === null ? '..' : relative(directory, real);
      const [top, name = '', ...rest] = inside.split(sep);
      if (top === 'drives' && /^[A-Z]$/.test(name)) return `${name}:\\${rest.join('\\')}`;
      return top === 'unc' && rest.length > 0 ? `\\\\${[name, ...rest].join('\\')}` : real;
    },
    makeFolder({ real }) {
      makeFolders(dirname(real));
    },
  };
}
