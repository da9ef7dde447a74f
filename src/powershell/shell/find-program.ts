/** Which program of the machine a command's name means. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { toText } from '../engine/convert.ts';
import type { Engine } from '../engine/engine.ts';

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function runnable(path: string): boolean {
  if (!isFile(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The program's path; null where there is none. A name with a folder in it may be of any file: running it may fail. Scripts
 * written on Windows say `git.exe`, which elsewhere is `git`.
 */
export function findProgram(engine: Engine, name: string): string | null {
  if (/[\\/]/.test(name)) {
    const real = engine.files.real(name);
    return existsSync(real) && isFile(real) ? real : null;
  }
  const plain = process.platform === 'win32' ? name : name.replace(/\.exe$/i, '');
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
  for (const given of new Set([name, plain]))
    for (const dir of toText(engine.env('PATH') ?? '').split(delimiter)) {
      if (dir === '') continue;
      for (const ending of endings) {
        const path = join(dir, given + ending);
        if (runnable(path)) return path;
      }
    }
  return null;
}
