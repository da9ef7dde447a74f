/** What user space takes from the kernel side: files of /proc and /sys, access to disks, how a file system counts. */
import { blockIo } from '../block/io.ts';
import type { ExtCounting } from '../fs/ext.ts';
import type { ExtType } from '../fs/geometry.ts';
import type { PseudoEntry } from '../proc/entries.ts';
import { procEntries } from '../proc/entries.ts';
import type { Profile } from '../profiles/profile.ts';
import type { BlockDevice } from '../state.ts';
import { sysEntries } from '../sys/entries.ts';
import { Errno } from '../vfs/errno.ts';
import type { GeneratedNode, GeneratedTree } from '../vfs/generated.ts';
import { processNodes } from './proc-files.ts';
import type { System } from './system.ts';

/** How the running kernel answers statfs, by its version (fs/ext4/super.c). */
export function kernelCounting(profile: Profile, type: ExtType): ExtCounting {
  const [major = 0, minor = 0] = profile.kernelRelease.split('.').map(Number);
  const version = major * 1000 + minor;
  // From 4.3 on, ext2 and ext3 are mounted by ext4 too.
  const ext4 = type === 'ext4' || version >= 4003;
  return { overheadHasJournal: ext4 && version >= 3006, keepsClusters: version >= 3010 };
}

const SECTORS = 8;

/** One access to a device: its size is looked at there. */
export function touchDevice(system: System, device: BlockDevice, how: 'read' | 'write'): void {
  const error = blockIo(system.guest, device.name, {
    operation: how,
    sector: 0,
    sectors: Math.min(SECTORS, device.sectors),
  });
  if (error && error !== 'EROFS') throw new Errno(error);
}

/** Entries of the kernel side as a tree: directories follow from the paths. */
class EntryTree implements GeneratedTree {
  private readonly system: System;
  private readonly entries: () => Map<string, PseudoEntry>;
  private readonly size: number;
  private readonly extra: GeneratedTree | undefined;
  private made: Map<string, PseudoEntry> = new Map();
  private directories: Map<string, Set<string>> = new Map();
  private madeAt = -1;

  constructor(system: System, entries: () => Map<string, PseudoEntry>, size: number, extra?: GeneratedTree) {
    this.system = system;
    this.entries = entries;
    this.size = size;
    this.extra = extra;
  }

  /** The set of entries follows the devices: it is made again when time went on or a device came. */
  private refresh(): void {
    const { run } = this.system.guest;
    const stamp = this.system.state.next + run.block.devices.length * 1e9 + run.memory.blocks.length * 1e12;
    if (stamp === this.madeAt) return;
    this.madeAt = stamp;
    this.made = this.entries();
    this.directories = new Map([['', new Set<string>()]]);
    for (const path of this.made.keys()) {
      const parts = path.split('/');
      for (let i = 0; i < parts.length; i++) {
        const dir = parts.slice(0, i).join('/');
        const names = this.directories.get(dir) ?? new Set<string>();
        this.directories.set(dir, names);
        names.add(parts[i] as string);
      }
    }
  }

  node(path: string): GeneratedNode | undefined {
    const own = this.extra?.node(path);
    if (own) return own;
    this.refresh();
    const entry = this.made.get(path);
    if (!entry) return this.directories.has(path) ? { kind: 'directory' } : undefined;
    if ('link' in entry) return { kind: 'link', target: entry.link };
    const { guest } = this.system;
    const { write } = entry;
    return {
      kind: 'file',
      size: this.size,
      mode: entry.mode ?? (write ? 0o644 : 0o444),
      read: () => entry.read(guest),
      ...(write && {
        write: (text: string) => {
          const refusal = write(guest, text, this.system.writing ?? { pid: 1, name: 'bash' });
          if (refusal) throw new Errno(refusal);
        },
      }),
    };
  }

  list(path: string): readonly string[] {
    this.refresh();
    const names = new Set(this.directories.get(path) ?? []);
    for (const name of this.extra?.list(path) ?? []) names.add(name);
    return [...names];
  }
}

export const procTree = (system: System): GeneratedTree =>
  new EntryTree(system, () => procEntries(system.guest), 0, processNodes(system));

export const sysTree = (system: System): GeneratedTree => new EntryTree(system, () => sysEntries(system.guest), 4096);
