/** /proc/cpuinfo, /proc/iomem and /proc/modules. */
import { lowGapStart } from '../../vmbus/memory-map.ts';
import type { Guest } from '../guest.ts';
import { firmwareMap, hex } from '../kernel/e820.ts';
import { BLOCK_BYTES } from '../kernel/memory.ts';
import type { DriverName } from '../profiles/profile.ts';

/** One block per processor. Model, frequency and flags are those of a server of 2013; no kernel's text was captured. */
export function cpuinfo(guest: Guest): string {
  const { processors } = guest.run.hardware;
  const flags =
    'fpu vme de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov pat pse36 clflush mmx fxsr sse sse2 ss ht syscall nx lm constant_tsc rep_good nopl pni pclmulqdq ssse3 cx16 sse4_1 sse4_2 popcnt aes xsave avx hypervisor lahf_lm';
  const rows = (processor: number): [string, string | number][] => [
    ['processor', processor],
    ['vendor_id', 'GenuineIntel'],
    ['cpu family', 6],
    ['model', 45],
    ['model name', 'Intel(R) Xeon(R) CPU E5-2665 0 @ 2.40GHz'],
    ['stepping', 7],
    ['microcode', '0xffffffff'],
    ['cpu MHz', '2394.454'],
    ['cache size', '20480 KB'],
    ['physical id', 0],
    ['siblings', processors],
    ['core id', processor],
    ['cpu cores', processors],
    ['apicid', processor],
    ['initial apicid', processor],
    ['fpu', 'yes'],
    ['fpu_exception', 'yes'],
    ['cpuid level', 13],
    ['wp', 'yes'],
    ['flags', flags],
    ['bogomips', '4788.90'],
    ['clflush size', 64],
    ['cache_alignment', 64],
    ['address sizes', '42 bits physical, 48 bits virtual'],
    ['power management', ''],
  ];
  const row = ([name, value]: [string, string | number]) => {
    const tabs = '\t'.repeat(Math.max(1, 2 - Math.floor(name.length / 8)));
    return value === '' ? `${name}:\n` : `${name}${tabs}: ${value}\n`;
  };
  return Array.from({ length: processors }, (_, processor) => `${rows(processor).map(row).join('')}\n`).join('');
}

interface Region {
  readonly start: number;
  readonly last: number;
  readonly name: string;
  readonly inner?: readonly Region[];
}

/** RAM, firmware tables, the PCI windows with the video card's memory, and hot-added blocks, online or not. */
export function iomem(guest: Guest): string {
  const { hardware, memory } = guest.run;
  const reserved = guest.profile.era === 'modern' ? 'Reserved' : 'reserved';
  const names = { usable: 'System RAM', reserved, 'ACPI data': 'ACPI Tables', 'ACPI NVS': 'ACPI Non-volatile Storage' };
  const map = firmwareMap(hardware).map(
    ({ start, end, kind }): Region => ({
      // The kernel keeps page 0 for itself.
      start: start === 0 ? 0x1000 : start,
      last: end - 1,
      name: names[kind],
      ...(start === 0x100000 && { inner: kernelRegions(guest) }),
    }),
  );
  const regions: Region[] = [{ start: 0, last: 0xfff, name: reserved }, ...map];
  if (hardware.generation === 1) {
    regions.push(
      { start: 0xa0000, last: 0xbffff, name: 'PCI Bus 0000:00' },
      { start: 0xc0000, last: 0xcbfff, name: 'Video ROM' },
      {
        start: lowGapStart(hardware),
        last: 0xfffbffff,
        name: 'PCI Bus 0000:00',
        inner: [
          { start: 0xf8000000, last: 0xfbffffff, name: '0000:00:08.0' },
          { start: 0xfec00000, last: 0xfec003ff, name: 'IOAPIC 0' },
          { start: 0xfee00000, last: 0xfee00fff, name: 'Local APIC' },
        ],
      },
      {
        start: hardware.highGapBase,
        last: hardware.highGapBase + hardware.highGapBytes - 1,
        name: 'PCI Bus 0000:00',
      },
    );
  }
  for (const run of blockRuns(memory.blocks.map(({ index }) => index))) {
    regions.push({ start: run.first * BLOCK_BYTES, last: (run.last + 1) * BLOCK_BYTES - 1, name: 'System RAM' });
  }
  const print = (region: Region, depth: number): string => {
    const range = `${hex(region.start, 8)}-${hex(region.last, 8)}`;
    const inner = (region.inner ?? []).map((part) => print(part, depth + 1)).join('');
    return `${'  '.repeat(depth)}${range} : ${region.name}\n${inner}`;
  };
  return regions
    .sort((a, b) => a.start - b.start)
    .map((region) => print(region, 0))
    .join('');
}

/** Where the kernel's image lies; randomised by kernels that do so. */
function kernelRegions(guest: Guest): Region[] {
  const modern = guest.profile.era === 'modern';
  const base = modern ? guest.random('kernel place').between(8, 0x60) * 0x20_0000 : 0x100_0000;
  return [
    { start: base, last: base + 0xe0_1ef1, name: 'Kernel code' },
    { start: base + 0x100_0000, last: base + 0x18a_6fff, name: 'Kernel data' },
    { start: base + 0x1b0_0000, last: base + 0x1ff_ffff, name: 'Kernel bss' },
  ];
}

/** Neighbouring block numbers as runs. */
export function blockRuns(indexes: readonly number[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const index of indexes) {
    const run = runs.at(-1);
    if (run && run.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  return runs;
}

/** Sizes as lsmod of Debian 6.1 shows them; older kernels' modules are smaller (assumed). */
const MODULES: Readonly<Record<DriverName, readonly [modern: number, old: number]>> = {
  hyperv_keyboard: [16_384, 12_718],
  hid_hyperv: [16_384, 13_108],
  hyperv_fb: [24_576, 18_135],
  hv_netvsc: [106_496, 27_618],
  hv_storvsc: [24_576, 17_656],
  hv_balloon: [40_960, 18_404],
  hv_utils: [49_152, 18_102],
  hv_vmbus: [151_552, 44_893],
};

/** The Hyper-V modules that are loaded, and those of disks. */
export function modules(guest: Guest): string {
  const { profile } = guest;
  const { drivers, bus } = { drivers: guest.run.drivers, bus: guest.run.drivers.bus };
  const column = profile.era === 'modern' ? 0 : 1;
  const loaded = (Object.keys(MODULES) as DriverName[]).filter(
    (name) =>
      profile.drivers.includes(name) &&
      (name === 'hv_vmbus' || bus !== null) &&
      (name !== 'hv_balloon' || drivers.balloon.loaded) &&
      (name !== 'hv_utils' || drivers.utilities),
  );
  const users = loaded.filter((name) => name !== 'hv_vmbus');
  return loaded
    .map((name, index) => {
      const using = name === 'hv_vmbus' ? users : [];
      const list = using.length > 0 ? `${using.join(',')},` : '-';
      const address = (0xffffffffa0000000n + BigInt(index) * 0x1_a000n).toString(16);
      return `${name} ${MODULES[name][column]} ${using.length} ${list} Live 0x${address}\n`;
    })
    .join('');
}
