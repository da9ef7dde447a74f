/** Growing a mounted ext file system: by resize2fs, or by itself where the guest is set up so. */
import type { ExtFs, ExtImage } from '../fs/ext.ts';
import { grow } from '../fs/geometry.ts';
import type { BlockDevice } from '../state.ts';
import type { Volume } from './file-systems.ts';
import type { System } from './system.ts';
import { readWhole } from './tool.ts';

/** What became of it: the new number of blocks, or nothing to do. */
export function growVolume(system: System, volume: Volume, bytes = volume.bytes): { blocks: number } | undefined {
  const { fileSystems, guest } = system;
  const content = fileSystems.content(volume.device.diskId);
  const image = content.volumes[volume.startSector] as unknown as ExtImage | undefined;
  if (image?.kind !== 'ext') return undefined;
  const next = grow(image.geometry, bytes);
  if (!next) return undefined;
  const key = fileSystems.volumeKey(volume);
  const mounted = system.vfs.mounts.some((mount) => mount.fs === key);
  const driver = image.type === 'ext4' || guest.profile.era === 'modern' ? 'EXT4-fs' : 'EXT3-fs';
  const before = image.geometry.blocks;
  if (mounted && driver === 'EXT4-fs')
    guest.log(`EXT4-fs (${volume.name}): resizing filesystem from ${before} to ${next.blocks} blocks`, 6);
  image.geometry = next;
  if (mounted && driver === 'EXT4-fs') guest.log(`EXT4-fs (${volume.name}): resized filesystem to ${next.blocks}`, 6);
  fileSystems.changedContent(volume.device.diskId);
  const open = mounted ? (fileSystems.open(key) as ExtFs) : undefined;
  if (open) open.dirty = true;
  return { blocks: next.blocks };
}

/** The guest's own setting, which outranks its profile: a line `AUTO_GROW="yes"` or `AUTO_GROW="no"` in this file. */
export const GROW_SETTINGS = '/etc/sysconfig/hyperv';

/** Does this guest grow a file system by itself when its disk grew? */
export function growsByItself(system: System): boolean {
  const init = system.process(1);
  const text = init ? readWhole(system, init, GROW_SETTINGS) : '';
  const set = typeof text === 'string' ? /^\s*AUTO_GROW\s*=\s*["']?(yes|no)\b/m.exec(text) : null;
  return set ? set[1] === 'yes' : system.guest.profile.autoGrow;
}

/** Reacts to the capacity-change event: an unpartitioned, mounted ext file system grows to the end of its disk. */
export function growMounted(system: System, device: BlockDevice): void {
  const volume = system.fileSystems.volumes().find((v) => v.device === device && v.partition === null);
  if (!volume) return;
  const key = system.fileSystems.volumeKey(volume);
  if (system.vfs.mounts.some((mount) => mount.fs === key)) growVolume(system, volume);
}
