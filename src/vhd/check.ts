/** Looking through a whole file for broken rules: every table entry, both copies of everything. Reads tables only, no data. */
import { isZero, MB } from './bytes.ts';
import { openSingle } from './chain.ts';
import type { DiskContext, VirtualDisk } from './disk.ts';
import { type CauseName, VhdError } from './errors.ts';
import { PlainContent } from './sparse-file.ts';
import { DynamicVhd } from './vhd/dynamic.ts';
import { findFooter } from './vhd/footer.ts';
import * as V from './vhd/format.ts';
import * as X from './vhdx/format.ts';
import { VhdxDisk } from './vhdx/image.ts';
import type { Work } from './work.ts';

export interface Finding {
  readonly fault: CauseName;
  readonly detail: string;
  /** True when the disk opens all the same, because a copy is good or nothing depends on it. */
  readonly harmless: boolean;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  /** Blocks stored in the file. */
  readonly stored: number;
  /** Bytes of the file that nothing refers to: Optimize-VHD gives them back. */
  readonly unused: number;
}

/** More are not listed. */
const FINDINGS_MAX = 100;
const TABLE_BUFFER = MB;
/** From this length of a table on it is worth asking where the file has data. */
const HOLES_LOOKED_FOR = 64 * MB;

/** Collects findings, and what of the file is in use. */
class Report {
  readonly findings: Finding[] = [];
  stored = 0;
  unused = 0;

  add(fault: CauseName, detail: string, harmless = false): void {
    if (this.findings.length < FINDINGS_MAX) this.findings.push({ fault, detail, harmless });
  }
}

/** Checks one file, without its parents. A file that does not open gives the reason as its only finding. */
export function* checkDisk(path: string, context: DiskContext): Work<CheckResult> {
  const report = new Report();
  let disk: VirtualDisk;
  try {
    disk = openSingle(path, context);
  } catch (error) {
    if (!(error instanceof VhdError) || error.kind === 'host') throw error;
    report.add(error.fault, error.detail ?? '');
    return report;
  }
  try {
    if (disk instanceof VhdxDisk) yield* checkVhdx(disk, report);
    else if (disk instanceof DynamicVhd) yield* checkVhd(disk, report);
  } finally {
    disk.close();
  }
  return report;
}

function* checkVhdx(disk: VhdxDisk, report: Report): Work<void> {
  if (disk.store.headers.valid < 2) report.add('header-corrupt', 'One of the two headers is not valid.', true);
  if (disk.regions.valid.includes(false))
    report.add('region-corrupt', 'One of the two region tables is not valid.', true);
  const { bat, blockSize, regions, file } = disk;
  const used = new Uint8Array(Math.ceil(file.size() / MB) + blockSize / MB);
  const { logOffset, logLength } = disk.store.headers.current;
  used.fill(1, 0, 1);
  for (const { offset, length } of [...regions.regions, { offset: logOffset, length: logLength }]) {
    used.fill(1, offset / MB, (offset + length) / MB);
  }
  const { chunkRatio, entries } = bat.shape;
  const total = entries * X.BAT_ENTRY_SIZE;
  const buffer = Buffer.alloc(Math.min(TABLE_BUFFER, total));
  // The table of a large disk is mostly a hole.
  const content = new PlainContent(file);
  if (total >= HOLES_LOOKED_FOR) content.lookForHoles();
  for (let at = 0; at < total; ) {
    const extent = content.extentAt(regions.bat.offset + at, total - at);
    if (extent.kind === 'zero') {
      at += extent.length;
      continue;
    }
    const part = buffer.subarray(0, Math.min(buffer.length, extent.length));
    file.read(part, regions.bat.offset + at);
    if (isZero(part)) {
      at += part.length;
      yield { done: at, total };
      continue;
    }
    const words = new Uint32Array(part.buffer, part.byteOffset, part.length / 4);
    for (let i = 0; i < words.length; i += 2) {
      const low = words[i] as number;
      const high = words[i + 1] as number;
      if (low === 0 && high === 0) continue;
      const index = (at + 4 * i) / X.BAT_ENTRY_SIZE;
      const bitmap = (index + 1) % (chunkRatio + 1) === 0;
      const fault = entryFault(low, bitmap, disk.metadata.hasParent);
      if (fault) report.add('bat-entry', `Entry ${index}: ${fault}.`);
      if ((low & 7) < X.BLOCK_FULL) continue;
      report.stored += 1;
      const first = high * 4096 + (low >>> 20);
      const length = (bitmap ? X.BITMAP_BLOCK_SIZE : blockSize) / MB;
      if (first * MB >= file.size()) report.add('bat-past-end', `Entry ${index} at ${first} MB.`);
      else {
        for (let unit = first; unit < first + length; unit++) {
          if (used[unit] === 1) {
            report.add('bat-overlap', `Entry ${index} at ${first} MB.`);
            break;
          }
          used[unit] = 1;
        }
      }
      if ((low & 7) === X.BLOCK_PARTIAL && !bitmap) {
        const block = index - Math.floor((index + 1) / (chunkRatio + 1));
        if (bat.bitmap(block).state !== X.BITMAP_PRESENT)
          report.add('bat-entry', `Block ${block} has no sector bitmap.`);
      }
    }
    at += part.length;
    yield { done: at, total };
  }
  for (let unit = 0; unit < Math.floor(file.size() / MB); unit++) if (used[unit] === 0) report.unused += MB;
}

function entryFault(low: number, bitmap: boolean, hasParent: boolean): string | undefined {
  const state = low & 7;
  if ((low & 0xffff8) !== 0) return 'reserved bits are set';
  if (bitmap) return state === X.BITMAP_NOT_PRESENT || state === X.BITMAP_PRESENT ? undefined : `state ${state}`;
  if (state === 4 || state === 5) return `reserved state ${state}`;
  return state === X.BLOCK_PARTIAL && !hasParent ? 'partial, but without a parent' : undefined;
}

function* checkVhd(disk: DynamicVhd, report: Report): Work<void> {
  const found = findFooter(disk.file);
  if (!found.atEnd) report.add('footer-missing', 'The footer at the end is not valid; its copy was taken.', true);
  else if (!found.copyFits) report.add('footer-corrupt', 'The copy of the footer at the start does not fit.', true);
  const { tableOffset } = disk.header;
  const total = disk.blocks * V.BAT_ENTRY_SIZE;
  const starts = new Float64Array(disk.blocks);
  const buffer = Buffer.alloc(Math.min(TABLE_BUFFER, total));
  for (let at = 0; at < total; at += buffer.length) {
    const part = buffer.subarray(0, Math.min(buffer.length, total - at));
    disk.file.read(part, tableOffset + at);
    for (let i = 0; i < part.length; i += V.BAT_ENTRY_SIZE) {
      const sector = part.readUInt32BE(i);
      if (sector === V.UNALLOCATED) continue;
      const start = sector * V.SECTOR;
      const inside = start >= V.FOOTER_SIZE && start + disk.bitmapSize < disk.file.size();
      if (inside) starts[report.stored++] = start;
      else report.add('bat-corrupt', `Block ${(at + i) / V.BAT_ENTRY_SIZE} at ${start}.`);
    }
    yield { done: at + part.length, total };
  }
  const sorted = starts.subarray(0, report.stored).sort();
  const length = disk.bitmapSize + disk.blockSize;
  for (let i = 1; i < sorted.length; i++) {
    const gap = (sorted[i] as number) - (sorted[i - 1] as number) - length;
    if (gap < 0) report.add('bat-corrupt', `Blocks overlap at ${sorted[i]}.`);
    else if (gap >= length) report.unused += gap;
  }
}
