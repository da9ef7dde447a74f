/** Names, numbers and texts of disks as drivers/scsi/sd.c makes them. */
import type { BlockDevice, Partition } from '../state.ts';

/** sda ... sdz, sdaa ... */
export function diskName(index: number): string {
  let name = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(97 + (rest % 26)) + name;
  }
  return `sd${name}`;
}

/** The first index that no device has. */
export function freeIndex(devices: readonly BlockDevice[]): number {
  const used = new Set(devices.map((device) => device.index));
  let index = 0;
  while (used.has(index)) index++;
  return index;
}

/** Majors of SCSI disks: 8, then 65 to 71, then 128 to 135; 16 disks each. */
export function diskNumber(index: number): [major: number, minor: number] {
  const group = Math.floor(index / 16);
  const major = group === 0 ? 8 : group < 8 ? 64 + group : 120 + group;
  return [major, (index % 16) * 16];
}

const UNITS = {
  1000: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'],
  1024: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'],
} as const;

/** Three significant digits: older kernels cut the rest off, newer ones round. */
export function threeDigits(bytes: number, base: 1000 | 1024, rounding: 'cut' | 'round'): string {
  let value = bytes;
  let unit = 0;
  while (value >= base && unit < 5) {
    value /= base;
    unit++;
  }
  if (unit === 0) return `${value} ${UNITS[base][0]}`;
  const decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
  const scale = 10 ** decimals;
  // The epsilon keeps 1.07 at 1.07 where the division left 1.0699999.
  const shown = rounding === 'round' ? Math.round(value * scale) / scale : Math.floor(value * scale + 1e-9) / scale;
  return `${shown.toFixed(decimals)} ${UNITS[base][unit]}`;
}

/** `sd 2:0:0:0: [sda] ` */
export function sdPrefix(device: BlockDevice): string {
  return `sd ${device.address.join(':')}: [${device.name}] `;
}

/** The size line, and the one of physical blocks where they are larger. */
export function sizeLines(device: BlockDevice, rounding: 'cut' | 'round'): string[] {
  const bytes = device.sectors * 512;
  const blocks = bytes / device.logicalSectorBytes;
  const sizes = `(${threeDigits(bytes, 1000, rounding)}/${threeDigits(bytes, 1024, rounding)})`;
  const lines = [`${sdPrefix(device)}${blocks} ${device.logicalSectorBytes}-byte logical blocks: ${sizes}`];
  if (device.physicalSectorBytes !== device.logicalSectorBytes) {
    lines.push(`${sdPrefix(device)}${device.physicalSectorBytes}-byte physical blocks`);
  }
  return lines;
}

/** ` sda: sda1 sda2` */
export function partitionLine(name: string, partitions: readonly Partition[]): string {
  return ` ${name}: ${partitions.map((partition) => `${name}${partition.number}`).join(' ')}`.trimEnd();
}
