/** /proc/meminfo in the field order of each kernel, and /proc/swaps. */
import { MIB } from '../../vmbus/memory-map.ts';
import type { Guest } from '../guest.ts';
import { type Accounts, accounts } from '../kernel/memory.ts';
import type { KernelFormat } from '../profiles/profile.ts';

/** Value of a field in kB (or a count), from the accounts. */
type Field = (guest: Guest, pages: Accounts) => number;

const kb = (pages: number) => pages * 4;
const zero: Field = () => 0;
const model = (key: 'slabReclaimable' | 'slabUnreclaimable' | 'kernelStack' | 'pageTables'): Field => {
  return (guest) => guest.profile.memory[key];
};

/** File pages that were used a while ago; the newer half counts as active. */
const fileKb = (pages: Accounts) => kb(pages.cached - pages.shared + pages.buffers);
const activeFile: Field = (_, pages) => Math.floor(fileKb(pages) / 8) * 4;
const inactiveFile: Field = (guest, pages) => fileKb(pages) - activeFile(guest, pages);
const activeAnon: Field = (_, pages) => Math.floor((pages.anonymous + pages.shared) * 0.26) * 4;
const inactiveAnon: Field = (guest, pages) => kb(pages.anonymous + pages.shared) - activeAnon(guest, pages);
/** What is mapped in 4 KiB pages: the rest is in 2 MiB pages, hot-added blocks included. */
const direct4k: Field = (guest) => 28_544 + 5_120 * (guest.run.hardware.processors - 2);
const direct2M: Field = (guest) => {
  const { hardware, memory } = guest.run;
  const megabytes = hardware.memoryBytes / MIB + memory.blocks.length * 128;
  return megabytes * 1024 - direct4k(guest, accounts(guest));
};

const FIELDS: Readonly<Record<string, Field>> = {
  MemTotal: (_, pages) => kb(pages.total),
  MemFree: (_, pages) => kb(pages.free),
  MemAvailable: (_, pages) => kb(pages.available),
  Buffers: (_, pages) => kb(pages.buffers),
  Cached: (_, pages) => kb(pages.cached),
  SwapCached: zero,
  Active: (guest, pages) => activeAnon(guest, pages) + activeFile(guest, pages),
  Inactive: (guest, pages) => inactiveAnon(guest, pages) + inactiveFile(guest, pages),
  'Active(anon)': activeAnon,
  'Inactive(anon)': inactiveAnon,
  'Active(file)': activeFile,
  'Inactive(file)': inactiveFile,
  Unevictable: zero,
  Mlocked: zero,
  SwapTotal: (_, pages) => kb(pages.swapTotal),
  SwapFree: (_, pages) => kb(pages.swapTotal - pages.swapUsed),
  Zswap: zero,
  Zswapped: zero,
  Dirty: (_, pages) => kb(pages.dirty),
  Writeback: zero,
  AnonPages: (_, pages) => kb(pages.anonymous),
  Mapped: (guest) => guest.profile.memory.mapped,
  Shmem: (_, pages) => kb(pages.shared),
  KReclaimable: model('slabReclaimable'),
  Slab: (guest) => guest.profile.memory.slabReclaimable + guest.profile.memory.slabUnreclaimable,
  SReclaimable: model('slabReclaimable'),
  SUnreclaim: model('slabUnreclaimable'),
  KernelStack: model('kernelStack'),
  PageTables: model('pageTables'),
  SecPageTables: zero,
  NFS_Unstable: zero,
  Bounce: zero,
  WritebackTmp: zero,
  CommitLimit: (_, pages) => kb(Math.floor(pages.total / 2)) + kb(pages.swapTotal),
  Committed_AS: (_, pages) => kb(pages.committed),
  // Four-level page tables, as /proc/cpuinfo says.
  VmallocTotal: () => 34_359_738_367,
  VmallocUsed: (guest) => (guest.profile.era === 'modern' ? 6_388 : 18_324),
  VmallocChunk: (guest) => (guest.profile.era === 'modern' ? 0 : 34_359_713_648),
  Percpu: (guest) => 256 * guest.run.hardware.processors,
  HardwareCorrupted: zero,
  AnonHugePages: zero,
  ShmemHugePages: zero,
  ShmemPmdMapped: zero,
  FileHugePages: zero,
  FilePmdMapped: zero,
  Unaccepted: zero,
  HugePages_Total: zero,
  HugePages_Free: zero,
  HugePages_Rsvd: zero,
  HugePages_Surp: zero,
  Hugepagesize: () => 2048,
  Hugetlb: zero,
  DirectMap4k: direct4k,
  DirectMap2M: direct2M,
  DirectMap1G: zero,
};

const names = (text: string) => text.split(' ');

const HEAD = 'MemTotal MemFree';
const LISTS = 'Active Inactive Active(anon) Inactive(anon) Active(file) Inactive(file) Unevictable Mlocked';
const OLD_MIDDLE =
  'SwapTotal SwapFree Dirty Writeback AnonPages Mapped Shmem Slab SReclaimable SUnreclaim KernelStack PageTables NFS_Unstable Bounce WritebackTmp CommitLimit Committed_AS VmallocTotal VmallocUsed VmallocChunk HardwareCorrupted AnonHugePages';
const HUGE = 'HugePages_Total HugePages_Free HugePages_Rsvd HugePages_Surp Hugepagesize';
const MODERN_HUGE = `AnonHugePages ShmemHugePages ShmemPmdMapped FileHugePages FilePmdMapped`;
const MODERN_END =
  'NFS_Unstable Bounce WritebackTmp CommitLimit Committed_AS VmallocTotal VmallocUsed VmallocChunk Percpu';
const MODERN_SLAB =
  'Dirty Writeback AnonPages Mapped Shmem KReclaimable Slab SReclaimable SUnreclaim KernelStack PageTables';
const MODERN_HEAD = `${HEAD} MemAvailable Buffers Cached SwapCached ${LISTS} SwapTotal SwapFree`;
const MAPS = 'DirectMap4k DirectMap2M DirectMap1G';

/** Field order by kernel (fs/proc/meminfo.c); 6.1 as captured. */
const ORDER: Readonly<Record<KernelFormat['meminfo'], readonly string[]>> = {
  rhel6: names(`${HEAD} Buffers Cached SwapCached ${LISTS} ${OLD_MIDDLE} ${HUGE} DirectMap4k DirectMap2M`),
  '3.0': names(`${HEAD} Buffers Cached SwapCached ${LISTS} ${OLD_MIDDLE} ${HUGE} DirectMap4k DirectMap2M`),
  '3.13': names(`${HEAD} Buffers Cached SwapCached ${LISTS} ${OLD_MIDDLE} ${HUGE} DirectMap4k DirectMap2M`),
  '5.10': names(`${MODERN_HEAD} ${MODERN_SLAB} ${MODERN_END} ${MODERN_HUGE} ${HUGE} Hugetlb ${MAPS}`),
  '5.15': names(`${MODERN_HEAD} ${MODERN_SLAB} ${MODERN_END} HardwareCorrupted ${MODERN_HUGE} ${HUGE} Hugetlb ${MAPS}`),
  '6.1': names(`${MODERN_HEAD} ${MODERN_SLAB} SecPageTables ${MODERN_END} ${MODERN_HUGE} ${HUGE} Hugetlb ${MAPS}`),
  '6.8': names(
    `${MODERN_HEAD} Zswap Zswapped ${MODERN_SLAB} SecPageTables ${MODERN_END} HardwareCorrupted ${MODERN_HUGE} Unaccepted ${HUGE} Hugetlb ${MAPS}`,
  ),
};

/** Name and colon padded to 16, value right-aligned in 8 (fs/proc/meminfo.c); counts of huge pages without a unit. */
function line(name: string, value: number): string {
  if (name.startsWith('HugePages_')) return `${`${name}:`.padEnd(19)}${String(value).padStart(5)}\n`;
  // HardwareCorrupted is too long for the column: one blank and a width of 5.
  if (name.length > 15) return `${name}: ${String(value).padStart(5)} kB\n`;
  return `${`${name}:`.padEnd(16)}${String(value).padStart(8)} kB\n`;
}

export function meminfo(guest: Guest): string {
  const pages = accounts(guest);
  return ORDER[guest.profile.format.meminfo].map((name) => line(name, (FIELDS[name] as Field)(guest, pages))).join('');
}

/** /proc/swaps: the profile's swap partition, where it has one. */
export function swaps(guest: Guest): string {
  const heading = 'Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n';
  const { swapTotal, swapUsed } = accounts(guest);
  if (swapTotal === 0) return heading;
  const number = guest.profile.rootDisk.partitions.findIndex(({ mount }) => mount === 'swap') + 1;
  const disk = guest.run.block.devices.find(({ slot }) => slot === 'builtin')?.name ?? 'sda';
  return `${heading}${`/dev/${disk}${number}`.padEnd(40)}partition\t${kb(swapTotal)}\t${kb(swapUsed)}\t-1\n`;
}
