/** The file systems behind the mounts: volumes of disks, tmpfs, proc, sysfs and /dev, opened when first used. */
import type { Json } from '../../lab/store.ts';
import { readDisk } from '../block/content.ts';
import { ExtFs, type ExtImage } from '../fs/ext.ts';
import type { InodeFs } from '../fs/inode-fs.ts';
import { Tmpfs, type TmpfsImage } from '../fs/tmpfs.ts';
import type { BlockDevice, DiskContent, Partition } from '../state.ts';
import { CHARACTER_DEVICES, DevFs, type DeviceNode } from '../vfs/devfs.ts';
import { Errno } from '../vfs/errno.ts';
import { GeneratedFs, type GeneratedTree } from '../vfs/generated.ts';
import type { FileSystem } from '../vfs/inode.ts';
import type { Mount } from '../vfs/vfs.ts';
import { kernelCounting, procTree, sysTree, touchDevice } from './kernel-side.ts';
import { templateOf } from './root-template.ts';
import type { System } from './system.ts';

/** Mounts and file systems in memory, as stored with the run. */
export interface FsState {
  mounts: Mount[];
  tmpfs: Record<string, TmpfsImage>;
}

export const newFsState = (): FsState => ({ mounts: [], tmpfs: {} });

/** A disk or a partition of one. */
export interface Volume {
  readonly device: BlockDevice;
  readonly partition: Partition | null;
  /** `sdb1`. */
  readonly name: string;
  readonly startSector: number;
  readonly bytes: number;
}

export class FileSystems {
  readonly state: FsState;
  private readonly system: System;
  private readonly opened = new Map<string, FileSystem>();
  private readonly contents = new Map<string, DiskContent>();
  private readonly changed = new Set<string>();
  private readonly touched = new Map<string, 'read' | 'write'>();

  constructor(system: System, state: FsState) {
    this.system = system;
    this.state = state;
  }

  open(key: string): FileSystem {
    let fs = this.opened.get(key);
    if (!fs) {
      fs = this.make(key);
      this.opened.set(key, fs);
    }
    return fs;
  }

  private make(key: string): FileSystem {
    const [kind, id = '', start = '0'] = key.split('|');
    const { guest } = this.system;
    if (kind === 'proc') return new GeneratedFs('proc', procTree(this.system), guest.run.bootedAt);
    if (kind === 'sys') return new GeneratedFs('sysfs', sysTree(this.system), guest.run.bootedAt);
    if (kind === 'empty') return new GeneratedFs(id, EMPTY_TREE, guest.run.bootedAt);
    if (kind === 'dev') return new DevFs(this.tmpfs(key), () => this.nodes(), guest.run.bootedAt);
    if (kind === 'tmpfs') return new Tmpfs(this.tmpfs(key));
    const volume = this.content(id).volumes[start] as unknown as ExtImage | undefined;
    if (volume?.kind !== 'ext') throw new Errno('EIO');
    return new ExtFs(
      volume,
      kernelCounting(guest.profile, volume.type),
      templateOf(guest.profile, volume.template),
      volume.shownAs ?? volume.type,
    );
  }

  private tmpfs(key: string): TmpfsImage {
    const image = this.state.tmpfs[key];
    if (!image) throw new Errno('EIO');
    return image;
  }

  /** What is stored for a disk; an empty disk where nothing is. */
  content(diskId: string): DiskContent {
    let content = this.contents.get(diskId);
    if (!content) {
      content = readDisk(this.system.guest, diskId);
      this.contents.set(diskId, content);
    }
    return content;
  }

  /** Says that a disk's content was changed other than through a file system. */
  changedContent(diskId: string): void {
    this.changed.add(diskId);
  }

  /** Drops what was opened from a key: unmounted, formatted or detached. */
  drop(key: string): void {
    this.opened.delete(key);
  }

  /** A disk was taken away: what is mounted from it gives errors. */
  lost(diskId: string): void {
    for (const key of this.opened.keys()) if (key.startsWith(`disk|${diskId}|`)) this.opened.delete(key);
    this.contents.delete(diskId);
  }

  /** Notes input or output on the device behind a mount. */
  touch(mount: Mount, how: 'read' | 'write'): void {
    if (!mount.fs.startsWith('disk|')) return;
    const volume = this.volumeAt(mount.source);
    if (volume && this.touched.get(volume.device.name) !== 'write') this.touched.set(volume.device.name, how);
  }

  touchVolume(volume: Volume, how: 'read' | 'write'): void {
    touchDevice(this.system, volume.device, how);
  }

  /** Does the input and output that was noted, and hands changed contents to the host. */
  flush(): void {
    for (const [name, how] of this.touched) {
      this.touched.delete(name);
      const device = this.system.guest.run.block.devices.find((d) => d.name === name);
      if (device) touchDevice(this.system, device, how);
    }
    for (const [key, fs] of this.opened) {
      const inodes = fs as Partial<InodeFs>;
      if (!inodes.dirty) continue;
      (fs as InodeFs).dirty = false;
      const [kind, id] = key.split('|');
      if (kind === 'disk' && id) this.changed.add(id);
    }
    for (const id of this.changed) this.system.guest.host.writeContent(id, this.content(id) as unknown as Json);
    this.changed.clear();
  }

  /** Disks and partitions, in order of name. */
  volumes(): Volume[] {
    return this.system.guest.run.block.devices.flatMap((device) => [
      { device, partition: null, name: device.name, startSector: 0, bytes: device.sectors * 512 },
      ...device.partitions.map((partition) => ({
        device,
        partition,
        name: `${device.name}${partition.number}`,
        startSector: partition.start,
        bytes: partition.sectors * 512,
      })),
    ]);
  }

  /** By `/dev/sdb1`. */
  volumeAt(path: string): Volume | undefined {
    return this.volumes().find((volume) => `/dev/${volume.name}` === path);
  }

  volumeKey(volume: Volume): string {
    return `disk|${volume.device.diskId}|${volume.startSector}`;
  }

  private nodes(): DeviceNode[] {
    const disks = this.volumes().map(
      (v): DeviceNode => [v.name, 'b', 0o660, 6, 8, v.device.index * 16 + (v.partition?.number ?? 0)],
    );
    return [...CHARACTER_DEVICES, ...disks];
  }
}

const EMPTY_TREE: GeneratedTree = {
  node: (path) => (path === '' ? { kind: 'directory' } : undefined),
  list: () => [],
};
