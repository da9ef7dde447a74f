/**
 * Page accounting: how much the kernel has, what is in use and by whom. Everything is derived from `MemoryState`, the
 * profile's figures and what user space reports; nothing here is stored twice. Counts are pages of 4096 bytes.
 */
import type { PageRange } from '../../vmbus/balloon.ts';
import { GIB } from '../../vmbus/memory-map.ts';
import type { Hardware } from '../../vmbus/port.ts';
import type { Guest } from '../guest.ts';
import type { MemoryModel } from '../profiles/profile.ts';
import type { MemoryState } from '../state.ts';
import type { MemoryUse } from '../userspace.ts';

const PAGE_KB = 4;
/** Bytes of one hot-add block. */
export const BLOCK_BYTES = 128 * 0x10_0000;
export const BLOCK_PAGES = BLOCK_BYTES / 4096;
/** Pages that adding one block takes for its page structures and tables: about 2.2 MiB (captured). */
const BLOCK_OVERHEAD = 560;

/** A fresh machine's memory. */
export function newMemory(model: MemoryModel): MemoryState {
  return {
    blocks: [],
    zoneBuilt: false,
    ballooned: [],
    cachePages: (model.cached - model.shmem) / PAGE_KB,
    bufferPages: model.buffers / PAGE_KB,
    dirtyPages: 0,
    dirtySince: 0,
    autoOnline: false,
    swapTotalPages: model.swap / PAGE_KB,
    swapUsedPages: 0,
    oomKills: 0,
  };
}

/** True where the firmware announces ranges for memory that comes later. */
export function mayGrow(hardware: Hardware): boolean {
  return hardware.maximumMemoryBytes > hardware.memoryBytes;
}

/** True where RAM or a range for hot-add lies above 4 GB: 64 MiB are set apart for bounce buffers then. */
export function needsBounceBuffer(hardware: Hardware): boolean {
  const low = 4 * GIB - hardware.lowGapBytes;
  return hardware.memoryBytes > low || mayGrow(hardware);
}

/** MemTotal right after boot, kB. */
export function bootTotalKb(model: MemoryModel, hardware: Hardware): number {
  const total =
    hardware.memoryBytes / 1024 -
    model.base -
    (model.perGiB * hardware.memoryBytes) / GIB -
    (needsBounceBuffer(hardware) ? model.above4G : 0) -
    model.perProcessor * (hardware.processors - 1) -
    model.hypervisor;
  return Math.floor(total / PAGE_KB) * PAGE_KB;
}

export function pagesIn(ranges: readonly PageRange[]): number {
  return ranges.reduce((sum, range) => sum + range.pages, 0);
}

/** Where every page is now. */
export interface Accounts {
  /** Managed pages without the balloon's effect: what watermarks are made of. */
  readonly managed: number;
  /** MemTotal. */
  readonly total: number;
  readonly free: number;
  readonly cached: number;
  readonly buffers: number;
  readonly shared: number;
  readonly anonymous: number;
  readonly committed: number;
  readonly dirty: number;
  readonly swapTotal: number;
  readonly swapUsed: number;
  /** MemAvailable. */
  readonly available: number;
  readonly ballooned: number;
  /** Pages wanted beyond memory and swap: the OOM killer's business. */
  readonly missing: number;
}

/** Memory of processes: theirs, or the profile's figures where nobody reports. */
export function memoryUse(guest: Guest): MemoryUse {
  const { memory } = guest.profile;
  const started = guest.run.stage === 'running' || guest.run.stage === 'services' || guest.run.stage === 'stopping';
  return (
    (started ? guest.userSpace.memory(guest) : null) ?? {
      anonymous: started ? memory.anonymous / PAGE_KB : 0,
      committed: memory.committed / PAGE_KB,
      shared: memory.shmem / PAGE_KB,
      changing: false,
    }
  );
}

/** Pages the kernel keeps for itself: slab, stacks, tables, drivers, and the structures of hot-added blocks. */
export function kernelPages(guest: Guest): number {
  const { memory } = guest.profile;
  const own =
    memory.slabReclaimable + memory.slabUnreclaimable + memory.kernelStack + memory.pageTables + memory.hidden;
  return Math.floor(own / PAGE_KB) + guest.run.memory.blocks.length * BLOCK_OVERHEAD;
}

/** Sums everything up. */
export function accounts(guest: Guest): Accounts {
  const { memory, hardware } = guest.run;
  const { profile } = guest;
  const use = memoryUse(guest);
  const managed =
    bootTotalKb(profile.memory, hardware) / PAGE_KB +
    memory.blocks.reduce((sum, block) => sum + (block.online ? block.backedPages : 0), 0);
  const ballooned = pagesIn(memory.ballooned);
  const total = managed - (profile.balloon?.lowersTotal ? ballooned : 0);
  const usable = managed - ballooned - kernelPages(guest) - use.shared;
  const minimumFree = Math.min(watermarks(guest, managed).min, Math.max(usable, 0));
  // Anonymous memory first, swap for what does not fit, then file pages in what is left.
  const room = Math.max(usable - minimumFree, 0);
  const overflow = Math.max(use.anonymous - room, 0);
  const swapUsed = Math.min(overflow, memory.swapTotalPages);
  const anonymous = use.anonymous - Math.max(overflow, 0);
  const fileRoom = Math.max(room - anonymous, 0);
  const buffers = Math.min(Math.floor(memory.bufferPages), fileRoom);
  const filePages = Math.min(Math.floor(memory.cachePages), fileRoom - buffers);
  const free = Math.max(usable - anonymous - buffers - filePages, 0);
  const base = { managed, total, free, buffers, shared: use.shared, anonymous, ballooned };
  return {
    ...base,
    cached: filePages + use.shared,
    committed: use.committed,
    dirty: Math.min(Math.ceil(dirtyPages(guest)), filePages + buffers),
    swapTotal: memory.swapTotalPages,
    swapUsed,
    available: availablePages(guest, managed, free, filePages + buffers),
    missing: overflow - swapUsed,
  };
}

interface Watermarks {
  readonly min: number;
  readonly low: number;
  /** Free pages that never count as available: high watermarks and reserves for lower zones. */
  readonly reserve: number;
}

/** Pages in the first 16 MiB that the kernel manages. */
const DMA_PAGES = 3840;

/** The zones' watermarks as mm/page_alloc.c computes them, with the reserve that huge pages ask for. */
function watermarks(guest: Guest, managed: number): Watermarks {
  const { hardware, memory } = guest.run;
  const online = memory.blocks.filter((block) => block.online);
  const low = 4 * GIB - hardware.lowGapBytes;
  const above =
    Math.max(hardware.memoryBytes - low, 0) / 4096 +
    online.reduce((sum, block) => sum + (block.index >= 32 ? block.backedPages : 0), 0);
  const normal = Math.min(above, managed - DMA_PAGES);
  const dma32 = managed - DMA_PAGES - normal;
  const zones = 1 + (dma32 > 0 ? 1 : 0) + (normal > 0 ? 1 : 0);
  // khugepaged: two free page blocks per zone and three by three migrate types.
  const huge = 512 * zones * (2 + 9);
  const min = Math.min(huge, Math.floor(managed / 20));
  const high = Math.floor(min * 1.5);
  const share = (pages: number) => Math.floor((high * pages) / managed);
  const reserveDma = Math.min(share(DMA_PAGES) + Math.floor((dma32 + normal) / 256), DMA_PAGES);
  const reserveDma32 = dma32 > 0 ? share(dma32) + Math.floor(normal / 256) : 0;
  return { min, low: Math.floor(min * 1.25), reserve: reserveDma + reserveDma32 + share(normal) };
}

/** si_mem_available(): free pages, and the part of the caches that can go without swapping. */
function availablePages(guest: Guest, managed: number, free: number, filePages: number): number {
  const { low, reserve } = watermarks(guest, managed);
  const reclaimable = Math.floor(guest.profile.memory.slabReclaimable / PAGE_KB);
  const part = (pages: number) => pages - Math.min(Math.floor(pages / 2), low);
  return Math.max(free - reserve + part(filePages) + part(reclaimable), 0);
}

/**
 * The least the driver leaves a guest with `total` pages, in pages (compute_balloon_floor of hv_balloon.c): linear in
 * pieces, with two pieces more in later drivers.
 */
export function balloonFloor(total: number, kind: '2013' | 'modern'): number {
  const mib = (value: number) => value * 256;
  if (total < mib(128)) return mib(8) + (total >> 1);
  if (total < mib(512)) return mib(40) + (total >> 2);
  if (total < mib(2048)) return mib(104) + (total >> 3);
  if (kind === '2013') return mib(296) + (total >> 5);
  if (total < mib(8192)) return mib(232) + (total >> 4);
  return mib(488) + (total >> 5);
}

/** Micros after which the kernel writes dirty pages back by itself (dirty_expire_centisecs). */
const DIRTY_EXPIRE = 30_000_000;

/** Pages that wait to be written. */
function dirtyPages(guest: Guest): number {
  const { memory } = guest.run;
  return guest.now - memory.dirtySince > DIRTY_EXPIRE ? 0 : memory.dirtyPages;
}

/** Notes that files were read or written: their pages stay in the cache as long as there is room. */
export function cacheFiles(guest: Guest, bytes: number, dirty: boolean, kind: 'file' | 'buffer' = 'file'): void {
  const { memory } = guest.run;
  // Many small writes share a page: parts of pages are kept.
  const pages = bytes / 4096;
  // What does not fit pushes older pages out.
  const { managed } = accounts(guest);
  if (kind === 'file') memory.cachePages = Math.min(memory.cachePages + pages, managed);
  else memory.bufferPages = Math.min(memory.bufferPages + pages, managed);
  if (dirty) {
    memory.dirtyPages = Math.min(dirtyPages(guest) + pages, managed);
    memory.dirtySince = guest.now;
  }
  guest.touch();
}

/** `sync`: everything is written. */
export function writeBack(guest: Guest): void {
  guest.run.memory.dirtyPages = 0;
  guest.touch();
}

/** Notes that file pages are gone: a file was deleted or the caches were dropped. */
export function dropCache(guest: Guest, pages: number): void {
  const { memory } = guest.run;
  memory.cachePages = Math.max(memory.cachePages - pages, 0);
  memory.dirtyPages = Math.min(memory.dirtyPages, memory.cachePages);
  guest.touch();
}
