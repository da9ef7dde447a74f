/** /dev: a tmpfs with the nodes of the kernel's devices in it, which come and go with the devices. */
import type { Micros } from '../../lab/time.ts';
import { Tmpfs, type TmpfsImage } from '../fs/tmpfs.ts';
import type { Inode } from './inode.ts';

/** A device node: name in /dev, type, mode, group, numbers. */
export type DeviceNode = readonly [
  name: string,
  type: 'b' | 'c',
  mode: number,
  group: number,
  major: number,
  minor: number,
];

/** Character devices that every kernel has. */
export const CHARACTER_DEVICES: readonly DeviceNode[] = [
  ['null', 'c', 0o666, 0, 1, 3],
  ['zero', 'c', 0o666, 0, 1, 5],
  ['full', 'c', 0o666, 0, 1, 7],
  ['random', 'c', 0o666, 0, 1, 8],
  ['urandom', 'c', 0o666, 0, 1, 9],
  ['kmsg', 'c', 0o644, 0, 1, 11],
  ['tty', 'c', 0o666, 5, 5, 0],
  ['console', 'c', 0o600, 0, 5, 1],
  ['ptmx', 'c', 0o666, 5, 5, 2],
  ['tty1', 'c', 0o620, 5, 4, 1],
  ['ttyS0', 'c', 0o660, 14, 4, 64],
];

/** Links of every /dev. */
const LINKS: readonly (readonly [string, string])[] = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
];

/** Above all inodes of the tmpfs. */
const FIRST_LINK = 900_000_000;
const FIRST_NODE = 1_000_000_000;

export class DevFs extends Tmpfs {
  private readonly nodes: () => readonly DeviceNode[];
  private readonly since: Micros;

  constructor(image: TmpfsImage, nodes: () => readonly DeviceNode[], since: Micros) {
    super(image, 'devtmpfs');
    this.nodes = nodes;
    this.since = since;
  }

  private number(node: DeviceNode): number {
    return FIRST_NODE + (node[1] === 'b' ? 1 << 28 : 0) + node[4] * 65536 + node[5];
  }

  protected override template(ino: number): Inode | undefined {
    const times = { at: this.since, mt: this.since, ct: this.since };
    if (ino >= FIRST_NODE) {
      const node = this.nodes().find((n) => this.number(n) === ino);
      if (!node) return undefined;
      return { t: node[1], m: node[2], u: 0, g: node[3], n: 1, s: 0, r: [node[4], node[5]], ...times };
    }
    const link = LINKS[ino - FIRST_LINK];
    return link && { t: 'l', m: 0o777, u: 0, g: 0, n: 1, s: link[1].length, l: link[1], ...times };
  }

  override lookup(dir: number, name: string): number | undefined {
    const own = super.lookup(dir, name);
    if (own !== undefined || dir !== this.root) return own;
    const node = this.nodes().find((n) => n[0] === name);
    if (node) return this.number(node);
    const link = LINKS.findIndex((l) => l[0] === name);
    return link < 0 ? undefined : FIRST_LINK + link;
  }

  override list(dir: number): [string, number][] {
    const own = super.list(dir);
    if (dir !== this.root) return own;
    const nodes = this.nodes().map((n): [string, number] => [n[0], this.number(n)]);
    return [...own, ...nodes, ...LINKS.map((l, i): [string, number] => [l[0], FIRST_LINK + i])];
  }
}
