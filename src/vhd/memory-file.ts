/**
 * Files in memory, sparse, with a journal of everything that was done to them, so that the state after a power failure at any
 * moment can be made: what was flushed is there, of the rest any part may be.
 */
import { isZero, KB } from './bytes.ts';
import type { DataRange } from './data-ranges.ts';
import { VhdError } from './errors.ts';
import type { DiskFile, Files } from './file.ts';

const PAGE = 64 * KB;

/** The bytes of one file; pages of zeros are left out. */
class Content {
  size = 0;
  private readonly pages = new Map<number, Buffer>();

  read(buffer: Uint8Array, position: number): number {
    const length = Math.max(0, Math.min(buffer.length, this.size - position));
    for (let done = 0; done < length; ) {
      const inPage = (position + done) % PAGE;
      const part = buffer.subarray(done, Math.min(length, done + PAGE - inPage));
      const page = this.pages.get(position + done - inPage);
      if (page) part.set(page.subarray(inPage, inPage + part.length));
      else part.fill(0);
      done += part.length;
    }
    return length;
  }

  write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      const inPage = (position + done) % PAGE;
      const part = bytes.subarray(done, done + PAGE - inPage);
      const at = position + done - inPage;
      let page = this.pages.get(at);
      if (page === undefined && !isZero(part)) {
        page = Buffer.alloc(PAGE);
        this.pages.set(at, page);
      }
      page?.set(part, inPage);
      done += part.length;
    }
    this.size = Math.max(this.size, position + bytes.length);
  }

  zero(position: number, length: number): void {
    for (const [at, page] of this.pages) {
      const from = Math.max(position, at);
      const to = Math.min(position + length, at + PAGE);
      if (from < to) page.fill(0, from - at, to - at);
    }
    this.size = Math.max(this.size, position + length);
  }

  truncate(size: number): void {
    if (size < this.size) {
      const old = this.size;
      this.zero(size, old - size);
      for (const at of [...this.pages.keys()]) if (at >= size) this.pages.delete(at);
    }
    this.size = size;
  }

  /** Pages with data, as ranges. */
  ranges(): DataRange[] {
    const starts = [...this.pages.keys()].filter((at) => at < this.size).sort((a, b) => a - b);
    return starts.map((offset) => ({ offset, length: Math.min(PAGE, this.size - offset) }));
  }

  copy(): Content {
    const copy = new Content();
    copy.size = this.size;
    for (const [at, page] of this.pages) copy.pages.set(at, Buffer.from(page));
    return copy;
  }
}

/** One thing that was done to a file. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly position: number; readonly bytes: Buffer }
  | { readonly kind: 'zero'; readonly path: string; readonly position: number; readonly length: number }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'flush'; readonly path: string }
  | { readonly kind: 'create' | 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/**
 * How much of an unflushed step reached the medium: all, nothing, or (writes only) so many first sectors of 512 bytes. A file
 * never gets longer without the bytes that made it so: that is how file systems order it.
 */
export type Fate = 'all' | 'nothing' | number;

/** A file system in memory. */
export class MemoryFiles implements Files {
  /** Everything done since the last {@link checkpoint}. */
  journal: Step[] = [];
  private readonly contents = new Map<string, Content>();
  private before = new Map<string, Content>();

  /** From here on the journal counts. */
  checkpoint(): void {
    this.journal = [];
    this.before = new Map([...this.contents].map(([path, content]) => [path, content.copy()]));
  }

  /**
   * The files after a failure behind the first `count` steps of the journal. `fate` decides about each step that no later
   * flush of its file (within those) has made safe. Making and removing files is taken as safe at once.
   */
  afterCrash(count: number, fate: (step: Step, index: number) => Fate): MemoryFiles {
    const files = new MemoryFiles();
    for (const [path, content] of this.before) files.contents.set(path, content.copy());
    const safeUntil = new Map<string, number>();
    const steps = this.journal.slice(0, count);
    steps.forEach((step, i) => {
      if (step.kind === 'flush') safeUntil.set(step.path, i);
    });
    steps.forEach((step, i) => {
      const decided = i < (safeUntil.get(step.path) ?? -1) ? 'all' : fate(step, i);
      files.redo(step, decided);
    });
    return files;
  }

  private redo(step: Step, fate: Fate): void {
    if (step.kind === 'create') this.contents.set(step.path, new Content());
    else if (step.kind === 'remove') this.contents.delete(step.path);
    else if (step.kind === 'rename') this.move(step.path, step.to);
    if (fate === 'nothing' || fate === 0) return;
    const content = this.contents.get(step.path);
    if (content === undefined) return;
    if (step.kind === 'write') {
      content.write(typeof fate === 'number' ? step.bytes.subarray(0, fate * 512) : step.bytes, step.position);
    } else if (step.kind === 'zero') content.zero(step.position, step.length);
    else if (step.kind === 'truncate') content.truncate(step.size);
  }

  private move(from: string, to: string): void {
    this.contents.set(to, this.content(from));
    this.contents.delete(from);
  }

  private content(path: string): Content {
    const content = this.contents.get(path);
    if (content === undefined) throw new VhdError('file-not-found', undefined, path);
    return content;
  }

  /** Puts a whole file in place. */
  put(path: string, bytes: Uint8Array): void {
    const content = new Content();
    content.write(bytes, 0);
    this.contents.set(path, content);
  }

  open(path: string, mode: 'read' | 'write' | 'create'): DiskFile {
    if (mode === 'create') {
      if (this.contents.has(path)) throw new VhdError('file-exists', undefined, path);
      this.contents.set(path, new Content());
      this.journal.push({ kind: 'create', path });
    }
    const content = this.content(path);
    const writable = mode !== 'read';
    const change = (step: Step): void => {
      if (!writable) throw new VhdError('access-denied', undefined, path);
      this.journal.push(step);
    };
    return {
      path,
      writable,
      size: () => content.size,
      stored: () => content.ranges().reduce((sum, { length }) => sum + length, 0),
      dataRanges: () => content.ranges(),
      read: (buffer, position) => content.read(buffer, position),
      write: (bytes, position) => {
        change({ kind: 'write', path, position, bytes: Buffer.from(bytes) });
        content.write(bytes, position);
      },
      truncate: (size) => {
        change({ kind: 'truncate', path, size });
        content.truncate(size);
      },
      allocate: (position, length) => {
        if (length <= 0) return;
        change({ kind: 'zero', path, position, length });
        content.zero(position, length);
      },
      reserve: () => false,
      flush: () => {
        this.journal.push({ kind: 'flush', path });
      },
      close: () => {},
    };
  }

  exists(path: string): boolean {
    return this.contents.has(path);
  }

  remove(path: string): void {
    this.content(path);
    this.contents.delete(path);
    this.journal.push({ kind: 'remove', path });
  }

  rename(from: string, to: string): void {
    this.move(from, to);
    this.journal.push({ kind: 'rename', path: from, to });
  }

  list(folder: string): string[] {
    const prefix = folder.endsWith('/') ? folder : `${folder}/`;
    return [...this.contents.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  }

  real(path: string): string {
    return path;
  }
}
