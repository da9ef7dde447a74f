/**
 * proc and sysfs: files whose contents are made at every read and whose writes act. The tree itself is asked for, never kept.
 */
import type { Micros } from '../../lab/time.ts';
import { type Chunk, literal } from '../fs/extents.ts';
import { Errno } from './errno.ts';
import type { FileSystem, FsUsage, Inode, Writer } from './inode.ts';

/** A generated file or directory. */
export type GeneratedNode =
  | { readonly kind: 'directory' }
  | { readonly kind: 'link'; readonly target: string }
  | {
      readonly kind: 'file';
      /** Permission bits; 0o444 where not said. */
      readonly mode?: number;
      /** Size that stat shows; 0 in /proc, 4096 in /sys. */
      readonly size?: number;
      read(): string;
      /** Acts; throws Errno. */
      write?(text: string): void;
    };

/** A tree of generated files. Paths are relative, `` is the root. */
export interface GeneratedTree {
  node(path: string): GeneratedNode | undefined;
  /** Names in a directory. */
  list(path: string): readonly string[];
}

const ROOT = 1;

export class GeneratedFs implements FileSystem {
  readonly type: string;
  readonly root = ROOT;
  private readonly tree: GeneratedTree;
  private readonly madeAt: Micros;
  private readonly paths: string[] = [''];
  private readonly numbers = new Map<string, number>([['', 0]]);

  constructor(type: string, tree: GeneratedTree, madeAt: Micros) {
    this.type = type;
    this.tree = tree;
    this.madeAt = madeAt;
  }

  private path(ino: number): string {
    const path = this.paths[ino - ROOT];
    if (path === undefined) throw new Errno('ENOENT');
    return path;
  }

  private number(path: string): number {
    let index = this.numbers.get(path);
    if (index === undefined) {
      index = this.paths.push(path) - 1;
      this.numbers.set(path, index);
    }
    return index + ROOT;
  }

  private node(ino: number): GeneratedNode {
    const node = ino === ROOT ? { kind: 'directory' as const } : this.tree.node(this.path(ino));
    if (!node) throw new Errno('ENOENT');
    return node;
  }

  inode(ino: number): Inode {
    const node = this.node(ino);
    const times = { u: 0, g: 0, at: this.madeAt, mt: this.madeAt, ct: this.madeAt };
    if (node.kind === 'directory') return { t: 'd', m: 0o555, n: 2, s: 0, ...times };
    if (node.kind === 'link') return { t: 'l', m: 0o777, n: 1, s: 0, l: node.target, ...times };
    return { t: '-', m: node.mode ?? (node.write ? 0o644 : 0o444), n: 1, s: node.size ?? 0, ...times };
  }

  lookup(dir: number, name: string): number | undefined {
    const parent = this.path(dir);
    if (name === '.') return dir;
    if (name === '..') return this.number(parent.includes('/') ? parent.slice(0, parent.lastIndexOf('/')) : '');
    const path = parent ? `${parent}/${name}` : name;
    return this.tree.node(path) ? this.number(path) : undefined;
  }

  list(dir: number): [string, number][] {
    const parent = this.path(dir);
    return this.tree.list(parent).map((name) => [name, this.number(parent ? `${parent}/${name}` : name)]);
  }

  /** The whole text, made now. */
  text(ino: number): string {
    const node = this.node(ino);
    if (node.kind !== 'file') throw new Errno('EISDIR');
    return node.read();
  }

  read(ino: number, offset: number, length: number): Chunk[] {
    const text = this.text(ino).slice(offset, offset + length);
    return text ? [literal(text)] : [];
  }

  write(ino: number, _offset: number, chunk: Chunk): number {
    const node = this.node(ino);
    if (node.kind !== 'file' || !node.write) throw new Errno('EACCES');
    node.write(chunk.v ?? '');
    return chunk.n;
  }

  truncate(): void {}
  create(): number {
    throw new Errno('EACCES');
  }
  link(): void {
    throw new Errno('EPERM');
  }
  unlink(_dir: number, _name: string, _writer: Writer): void {
    throw new Errno('EPERM');
  }
  rename(): void {
    throw new Errno('EPERM');
  }
  change(): void {
    throw new Errno('EPERM');
  }
  release(): void {}
  usage(): FsUsage {
    return { blockSize: 4096, blocks: 0, free: 0, available: 0, inodes: 0, freeInodes: 0 };
  }
}
