/** Names of a process's own open files: /dev/fd/N, /proc/self/fd/N, /dev/stdin and its kin. */
import type { Process } from './types.ts';

const STANDARD: Readonly<Record<string, number>> = { '/dev/stdin': 0, '/dev/stdout': 1, '/dev/stderr': 2 };

/** The descriptor that a path names; undefined where it names none. */
export function readProcessLink(process: Process, path: string): number | undefined {
  const standard = STANDARD[path];
  if (standard !== undefined) return standard;
  const match = /^\/(?:dev|proc\/(self|\d+))\/fd\/(\d+)$/.exec(path);
  if (!match) return undefined;
  if (match[1] !== undefined && match[1] !== 'self' && Number(match[1]) !== process.pid) return undefined;
  return Number(match[2]);
}
