/**
 * The firmware's memory map and the texts that kernels print of it. Rule for generation 1, from logs of real guests: the last
 * 64 KiB below the end of low RAM hold 60 KiB of ACPI data and 4 KiB of ACPI NVS.
 */
import { type ByteRange, MIB, ramRanges } from '../../vmbus/memory-map.ts';
import type { Hardware } from '../../vmbus/port.ts';
import type { KernelFormat } from '../profiles/profile.ts';

export type MemoryKind = 'usable' | 'reserved' | 'ACPI data' | 'ACPI NVS';

export interface MapEntry extends ByteRange {
  readonly kind: MemoryKind;
}

/** The map a guest is given. Generation 2 is assumed to differ in the first MiB only (no EBDA, a larger ROM area). */
export function firmwareMap(hardware: Hardware): MapEntry[] {
  const [low, ...high] = ramRanges(hardware) as [ByteRange, ...ByteRange[]];
  const first: MapEntry[] =
    hardware.generation === 1
      ? [
          { start: 0, end: 0x9fc00, kind: 'usable' },
          { start: 0x9fc00, end: 0xa0000, kind: 'reserved' },
          { start: 0xe0000, end: MIB, kind: 'reserved' },
        ]
      : [
          { start: 0, end: 0xa0000, kind: 'usable' },
          { start: 0xc0000, end: MIB, kind: 'reserved' },
        ];
  return [
    ...first,
    { start: MIB, end: low.end - 0x10000, kind: 'usable' },
    { start: low.end - 0x10000, end: low.end - 0x1000, kind: 'ACPI data' },
    { start: low.end - 0x1000, end: low.end, kind: 'ACPI NVS' },
    ...high.map((range): MapEntry => ({ ...range, kind: 'usable' })),
  ];
}

/** Lower-case hex of at least `width` digits. */
export function hex(value: number, width = 0): string {
  return value.toString(16).padStart(width, '0');
}

/** `[mem 0x00100000-0x7fffffff]`: as %pR prints a range. */
export function memRange(start: number, last: number): string {
  return `[mem 0x${hex(start, 8)}-0x${hex(last, 8)}]`;
}

/** Heading and lines of the map. */
export function mapLines(map: readonly MapEntry[], format: KernelFormat): string[] {
  const heading = `${format.e820Prefix ? 'e820: ' : ''}BIOS-provided physical RAM map:`;
  const line = (entry: MapEntry) =>
    format.e820 === 'exclusive'
      ? ` BIOS-e820: ${hex(entry.start, 16)} - ${hex(entry.end, 16)} (${entry.kind})`
      : `BIOS-e820: [mem 0x${hex(entry.start, 16)}-0x${hex(entry.end - 1, 16)}] ${entry.kind}`;
  return [heading, ...map.map(line)];
}

/**
 * Ranges below the last usable page that hibernation must not save. Kernels that print `PM: hibernation:` name what lies
 * between usable ranges; older ones every entry and every hole by itself.
 */
export function nosaveLines(map: readonly MapEntry[], format: KernelFormat): string[] {
  const page = (value: number, up: boolean) => (up ? Math.ceil(value / 0x1000) : Math.floor(value / 0x1000)) * 0x1000;
  const merged = format.nosavePrefix.includes('hibernation');
  const ranges: [start: number, end: number][] = [];
  const usable = map.filter((entry) => entry.kind === 'usable');
  const last = page((usable.at(-1) as MapEntry).end, false);
  let known = 0;
  if (merged) {
    for (const entry of usable) {
      // The kernel reserves page 0 for itself.
      const start = Math.max(page(entry.start, true), 0x1000);
      if (start > known) ranges.push([known, start]);
      known = page(entry.end, false);
    }
  } else {
    for (const entry of map) {
      const start = page(entry.start, entry.kind === 'usable');
      const end = page(entry.end, entry.kind !== 'usable');
      if (start > known) ranges.push([known, start]);
      known = end;
      if (entry.kind !== 'usable') ranges.push([start, end]);
      if (known >= last) break;
    }
  }
  return ranges.map(([start, end]) =>
    format.e820 === 'exclusive'
      ? `${format.nosavePrefix}: ${hex(start, 16)} - ${hex(end, 16)}`
      : `${format.nosavePrefix}: ${memRange(start, end - 1)}`,
  );
}

/** `available for PCI devices`: the largest hole below 4 GiB, as e820__setup_pci_gap finds it. */
export function pciHole(map: readonly MapEntry[]): ByteRange {
  let last = 0x1_0000_0000;
  let hole: ByteRange = { start: 0, end: 0x40_0000 };
  for (const { start, end } of [...map].reverse()) {
    if (last > end && last - end >= hole.end - hole.start) hole = { start: end, end: last };
    if (start < last) last = start;
  }
  return hole;
}

/** What the kernel keeps behind usable ranges that end at an odd place (e820__reserve_resources_late). */
export function bufferLines(map: readonly MapEntry[], format: KernelFormat): string[] {
  const alignment = (address: number) => {
    if (address < 0x10_0000) return 0x1_0000;
    return address < 0x100_0000 ? 0x10_0000 : 0x400_0000;
  };
  return map
    .filter(({ kind }) => kind === 'usable')
    .map(({ end }) => ({ start: end, end: Math.ceil(end / alignment(end)) * alignment(end) }))
    .filter(({ start, end }) => end > start)
    .map(({ start, end }) =>
      format.e820 === 'exclusive'
        ? `reserve RAM buffer: ${hex(start, 16)} - ${hex(end - 1, 16)} `
        : `e820: reserve RAM buffer ${memRange(start, end - 1)}`,
    );
}

/** Zones and early ranges: what the kernel makes of the usable entries. */
export function zoneLines(map: readonly MapEntry[], format: KernelFormat): string[] {
  const usable = map.filter((entry) => entry.kind === 'usable');
  const last = Math.floor((usable.at(-1) as MapEntry).end / 0x1000) * 0x1000;
  const four = 0x1_0000_0000;
  const sixteen = 0x100_0000;
  const down = (value: number) => Math.floor(value / 0x1000) * 0x1000;
  if (format.e820 === 'exclusive') {
    const frames = (start: number, end: number) => `0x${hex(start / 4096, 8)} -> 0x${hex(end / 4096, 8)}`;
    return [
      'Zone PFN ranges:',
      `  DMA      ${frames(0x10000, sixteen)}`,
      `  DMA32    ${frames(sixteen, four)}`,
      last > four ? `  Normal   ${frames(four, last)}` : '  Normal   empty',
      'Movable zone start PFN for each node',
      `early_node_map[${usable.length}] active PFN ranges`,
      ...usable.map(({ start, end }) => `    0: ${frames(Math.max(start, 0x10000), down(end))}`),
    ];
  }
  const wide = (start: number, end: number) => `[mem 0x${hex(start, 16)}-0x${hex(end - 1, 16)}]`;
  return [
    'Zone ranges:',
    `  DMA      ${wide(0x1000, sixteen)}`,
    `  DMA32    ${wide(sixteen, Math.min(last, four))}`,
    last > four ? `  Normal   ${wide(four, last)}` : '  Normal   empty',
    ...(format.deviceZone ? ['  Device   empty'] : []),
    'Movable zone start for each node',
    'Early memory node ranges',
    ...usable.map(({ start, end }) => `  node   0: ${wide(Math.max(start, 0x1000), down(end))}`),
  ];
}
