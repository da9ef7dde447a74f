/** Changing the size of a disk file, with Resize-VHD's rules. */
import { openDisk } from './chain.ts';
import type { DiskContext } from './disk.ts';
import { about, ensure } from './errors.ts';
import { minimumSize } from './partitions.ts';

/** Resizes the disk in a file. Only VHDX disks shrink, and never below the end of the last partition. */
export function resizeDisk(path: string, size: number | 'minimum', context: DiskContext): void {
  const disk = openDisk(path, context, { write: true });
  try {
    about(path, () => {
      if (typeof size === 'number' && size >= disk.size) return disk.resize(size);
      ensure(disk.format !== 'vhd', 'shrink-not-supported');
      const minimum = minimumSize(disk);
      ensure(minimum !== undefined, 'minimum-unknown');
      if (size === 'minimum') ensure(minimum < disk.size, 'at-minimum');
      const target = size === 'minimum' ? minimum : size;
      ensure(target >= minimum, 'would-truncate', `${minimum} bytes are needed.`);
      disk.resize(target);
    });
  } finally {
    disk.close();
  }
}
