/**
 * Everything of an open VHDX file below the virtual disk: headers, log, table pages, free space. All changes of tables are
 * collected and become durable by `commit`: payload first, then the log, then the pages in their places.
 */
import { type Guid, MB, roundUp, ZERO_GUID } from '../bytes.ts';
import type { Durability, Stamp } from '../disk.ts';
import type { DiskFile } from '../file.ts';
import { Pages } from '../pages.ts';
import type { Headers } from './header.ts';
import { LogWriter, PAGES_PER_ENTRY } from './log-writer.ts';

/** Changed pages that are committed without being asked. */
const DIRTY_MAX = 256;

export class Store {
  readonly file: DiskFile;
  readonly headers: Headers;
  readonly pages: Pages;
  private readonly stamp: Stamp;
  private readonly durability: Durability;
  private log: LogWriter | undefined;
  private dataGuidRenewed = false;
  /** The DataWriteGuid that the next visible change gives; by default a new one. */
  nextDataGuid: Guid | undefined;
  /** Blocks given back and free to use, by length. */
  private readonly free = new Map<number, number[]>();
  /** Blocks given back since the last commit: the table in the file still names them. */
  private released: { offset: number; length: number }[] = [];

  constructor(file: DiskFile, headers: Headers, stamp: Stamp, durability: Durability) {
    this.file = file;
    this.headers = headers;
    this.pages = new Pages(file);
    this.stamp = stamp;
    this.durability = durability;
  }

  /** Before the first change. `visible`: the change is one that somebody reading the virtual disk could see. */
  begin(visible: boolean): void {
    const safe = this.durability === 'safe';
    if (this.log !== undefined && (!visible || this.dataGuidRenewed)) return;
    const { stamp } = this;
    const guids = {
      ...(visible && { dataWriteGuid: this.nextDataGuid ?? stamp.guid() }),
      ...(this.log === undefined && { fileWriteGuid: stamp.guid() }),
    };
    if (this.log !== undefined || !safe) {
      this.log ??= new LogWriter(this.file, this.logRange(), ZERO_GUID);
      this.headers.update(guids, safe);
    } else {
      const logGuid = stamp.guid();
      this.log = new LogWriter(this.file, this.logRange(), logGuid);
      this.log.append([], roundUp(this.file.size(), MB));
      this.file.flush();
      this.headers.update({ ...guids, logGuid }, true);
    }
    this.dataGuidRenewed ||= visible;
  }

  private logRange() {
    return { offset: this.headers.current.logOffset, length: this.headers.current.logLength };
  }

  /** A place of `length` bytes (whole megabytes), and whether it reads as zeros. */
  allocate(length: number): { offset: number; zeroed: boolean } {
    const reused = this.free.get(length)?.pop();
    if (reused !== undefined) return { offset: reused, zeroed: false };
    const offset = roundUp(this.file.size(), MB);
    this.file.truncate(offset + length);
    return { offset, zeroed: true };
  }

  /** Gives a place back; it is used again only when the tables in the file no longer name it. */
  release(offset: number, length: number): void {
    this.released.push({ offset, length });
  }

  /** To be called between changes that belong together. */
  relieve(): void {
    if (this.pages.dirty.size > DIRTY_MAX) this.commit();
  }

  /** Makes all changes durable. After a crash each entry's pages are there together or not at all, entries in order. */
  commit(): void {
    const dirty = [...this.pages.dirty].map(([offset, bytes]) => ({ offset, bytes }));
    if (this.durability === 'none') {
      for (const page of dirty) this.file.write(page.bytes, page.offset);
    } else {
      this.file.flush();
      for (let i = 0; i < dirty.length; i += PAGES_PER_ENTRY) {
        const pages = dirty.slice(i, i + PAGES_PER_ENTRY);
        if (i > 0) this.file.flush();
        this.log?.append(pages, roundUp(this.file.size(), MB));
        this.file.flush();
        for (const page of pages) this.file.write(page.bytes, page.offset);
      }
    }
    this.pages.settle(dirty.map((page) => page.offset));
    for (const { offset, length } of this.released) {
      const places = this.free.get(length);
      if (places) places.push(offset);
      else this.free.set(length, [offset]);
    }
    this.released = [];
  }

  /** Where the file could end: behind the last place that is not free. */
  freeEnd(): number {
    const places = [...this.free].flatMap(([length, offsets]) => offsets.map((offset) => ({ offset, length })));
    places.sort((a, b) => b.offset - a.offset);
    let end = this.file.size();
    for (const { offset, length } of places) if (offset + length >= end && offset < end) end = offset;
    return end;
  }

  /** Commits and shortens the file; the log then no longer asks for the old length. */
  cut(size: number): void {
    this.commit();
    if (this.durability === 'safe') {
      this.file.flush();
      this.log?.append([], size);
      this.file.flush();
    }
    this.file.truncate(size);
    for (const [length, places] of this.free) {
      this.free.set(
        length,
        places.filter((offset) => offset + length <= size),
      );
    }
  }

  /** Commits and marks the log as empty. */
  close(): void {
    if (this.log === undefined) return;
    this.commit();
    this.file.flush();
    if (this.headers.current.logGuid !== ZERO_GUID) this.headers.update({ logGuid: ZERO_GUID }, true);
    this.log = undefined;
    this.dataGuidRenewed = false;
  }
}
