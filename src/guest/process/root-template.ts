/**
 * The files that an installed distribution brings. They are made from the profile and never stored: a volume keeps only what
 * was changed.
 */

import type { Profile } from '../profiles/profile.ts';
import { hasTool } from '../tools/index.ts';
import { TOOL_PATHS } from '../tools/paths.ts';
import type { Inode } from '../vfs/inode.ts';
import { TOOL_MARK } from './exec.ts';
import { rootFiles } from './root-files.ts';

/** Inodes of the template begin here; what a person makes is counted from `TEMPLATE_NEXT`. */
const TEMPLATE_FIRST = 12;
export const TEMPLATE_NEXT = 20_000;

const SHELL_NAMES = new Set(['sh', 'bash']);

const cache = new Map<string, ReadonlyMap<number, Inode>>();

/** The template's inodes by number; undefined for a volume that was not installed. */
export function templateOf(profile: Profile, id: string | undefined): ReadonlyMap<number, Inode> | undefined {
  if (id !== profile.id) return undefined;
  let made = cache.get(id);
  if (!made) {
    made = build(profile);
    cache.set(id, made);
  }
  return made;
}

/** Blocks and inodes that the distribution takes on its volume beyond the few small files shown, as its packages would. */
export function installedUse(profile: Profile): { bytes: number; inodes: number } {
  return profile.era === '2013' ? { bytes: 2_300_000_000, inodes: 98_000 } : { bytes: 2_900_000_000, inodes: 112_000 };
}

const hash = (text: string): number => [...text].reduce((h, c) => (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0, 7);

function build(profile: Profile): ReadonlyMap<number, Inode> {
  const at = profile.era === '2013' ? 1_372_291_200_000_000 : 1_680_000_000_000_000;
  const inodes = new Map<number, Inode>();
  let next = TEMPLATE_FIRST;
  const times = { at, mt: at, ct: at };
  const directory = (mode: number, parent: number): Inode => ({
    t: 'd',
    m: mode,
    u: 0,
    g: 0,
    n: 2,
    s: 4096,
    d: {},
    p: parent,
    b: 1,
    ...times,
  });
  inodes.set(2, directory(0o755, 2));
  const dirOf = (path: string, mode = 0o755): number => {
    let ino = 2;
    for (const part of path.split('/').filter((p) => p !== '')) {
      const parent = inodes.get(ino) as Inode & { d: Record<string, number> };
      let child = parent.d[part];
      if (child === undefined) {
        child = next++;
        parent.d[part] = child;
        parent.n++;
        inodes.set(child, directory(0o755, ino));
      }
      // Links of merged /usr lead on.
      const target = inodes.get(child)?.l;
      ino = target ? dirOf(target) : child;
    }
    const last = inodes.get(ino);
    if (last && mode !== 0o755) last.m = mode;
    return ino;
  };
  const add = (path: string, inode: Inode): void => {
    const slash = path.lastIndexOf('/');
    const parent = inodes.get(dirOf(path.slice(0, slash))) as Inode & { d: Record<string, number> };
    const known = parent.d[path.slice(slash + 1)];
    const ino = known ?? next++;
    parent.d[path.slice(slash + 1)] = ino;
    inodes.set(ino, inode);
  };
  if (profile.era === 'modern') {
    dirOf('/usr');
    for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
      dirOf(`/usr/${name}`);
      add(`/${name}`, { t: 'l', m: 0o777, u: 0, g: 0, n: 1, s: 4 + name.length, l: `usr/${name}`, b: 0, ...times });
    }
  }
  for (const row of rootFiles(profile)) {
    const [path, content, mode] = row;
    if (content === null) dirOf(path, mode ?? 0o755);
    else if (content.startsWith('-> ')) {
      const l = content.slice(3);
      add(path, { t: 'l', m: 0o777, u: 0, g: 0, n: 1, s: l.length, l, b: 0, ...times });
    } else {
      const blocks = Math.ceil(content.length / 4096);
      const x = content ? [{ o: 0, n: content.length, v: content }] : [];
      add(path, { t: '-', m: mode ?? 0o644, u: 0, g: 0, n: 1, s: content.length, x, b: blocks, ...times });
    }
  }
  for (const [name, path] of TOOL_PATHS(profile)) {
    if (!hasTool(name) && !SHELL_NAMES.has(name)) continue;
    const mark = `${TOOL_MARK}${name}\n`;
    const size = 12_000 + (hash(name) % 120_000);
    add(path, {
      t: '-',
      m: 0o755,
      u: 0,
      g: 0,
      n: 1,
      s: size,
      x: [{ o: 0, n: mark.length, v: mark }],
      b: Math.ceil(size / 4096),
      ...times,
    });
  }
  return inodes;
}
