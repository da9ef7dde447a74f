/** Streams of bytes: MemoryStream and FileStream. */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { EnumValue, Num, type PSValue, type TypedArray } from '../../values.ts';
import { NetError } from '../errors.ts';

import { byteArray, bytesOf } from './bytes.ts';
import { NetInstance, NetType } from './net-type.ts';
import type { Surroundings } from './static-type.ts';

/** A System.IO.Stream. */
export abstract class StreamValue extends NetInstance {
  position = 0;
  closed = false;
  abstract readonly length: number;
  abstract read(count: number): Buffer;
  abstract write(bytes: Uint8Array): void;
  abstract setLength(length: number): void;
  flush(): void {}
  close(): void {
    this.closed = true;
  }
  rest(): Buffer {
    return this.read(Math.max(0, this.length - this.position));
  }
  mustBeOpen(message = 'Cannot access a closed Stream.'): void {
    if (this.closed) throw new NetError('System.ObjectDisposedException', message);
  }
}

/** A System.IO.MemoryStream. */
export class MemoryStreamValue extends StreamValue {
  #bytes: Buffer;
  constructor(bytes: Uint8Array) {
    super();
    this.#bytes = Buffer.from(bytes);
  }
  get table(): NetType {
    return MEMORY;
  }
  get length(): number {
    return this.#bytes.length;
  }
  get bytes(): Buffer {
    return this.#bytes;
  }
  override read(count: number): Buffer {
    this.mustBeOpen();
    const piece = this.#bytes.subarray(this.position, this.position + count);
    this.position += piece.length;
    return piece;
  }
  override write(bytes: Uint8Array): void {
    this.mustBeOpen();
    const end = this.position + bytes.length;
    if (end > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], end);
    this.#bytes.set(bytes, this.position);
    this.position = end;
  }
  override setLength(length: number): void {
    this.#bytes = Buffer.concat([this.#bytes], length);
  }
}

/** A System.IO.FileStream. */
export class FileStreamValue extends StreamValue {
  readonly fd: number;
  readonly name: string;
  constructor(fd: number, name: string) {
    super();
    this.fd = fd;
    this.name = name;
  }
  get table(): NetType {
    return FILE;
  }
  get length(): number {
    this.mustBeOpen('Cannot access a closed file.');
    return fstatSync(this.fd).size;
  }
  override read(count: number): Buffer {
    this.mustBeOpen('Cannot access a closed file.');
    const buffer = Buffer.alloc(count);
    const n = readSync(this.fd, buffer, 0, count, this.position);
    this.position += n;
    return buffer.subarray(0, n);
  }
  override write(bytes: Uint8Array): void {
    this.mustBeOpen('Cannot access a closed file.');
    writeSync(this.fd, bytes, 0, bytes.length, this.position);
    this.position += bytes.length;
  }
  override setLength(length: number): void {
    ftruncateSync(this.fd, length);
  }
  override close(): void {
    if (!this.closed) closeSync(this.fd);
    this.closed = true;
  }
}

export type OpenMode = 'create' | 'createnew' | 'open' | 'openorcreate' | 'append' | 'truncate' | 'openwrite';

const FLAGS: Readonly<Record<OpenMode, string>> = {
  create: 'w+',
  createnew: 'wx+',
  open: 'r',
  openwrite: 'r+',
  openorcreate: 'r+',
  append: 'r+',
  truncate: 'w+',
};

/** Opens a file. Throws as .NET does. */
export function fileStream(env: Surroundings, path: string, mode: OpenMode): FileStreamValue {
  const real = env.path(path);
  const there = existsSync(real);
  if (!there && (mode === 'open' || mode === 'openwrite' || mode === 'truncate'))
    throw new NetError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
  if (there && mode === 'createnew') throw new NetError('System.IO.IOException', `The file '${path}' already exists.`);
  let fd: number;
  try {
    fd = openSync(real, there ? FLAGS[mode] : mode === 'createnew' ? 'wx+' : 'w+');
  } catch (e) {
    const { code } = e as { code?: string };
    if (code === 'ENOENT')
      throw new NetError('System.IO.DirectoryNotFoundException', `Could not find a part of the path '${path}'.`);
    throw new NetError('System.UnauthorizedAccessException', `Access to the path '${path}' is denied.`);
  }
  const stream = new FileStreamValue(fd, path);
  if (mode === 'append') stream.position = stream.length;
  return stream;
}

/** Opens a file by FileMode and FileAccess. */
export function openFile(env: Surroundings, path: string, mode: PSValue, access: PSValue | undefined): FileStreamValue {
  const name = (mode as EnumValue).text.toLowerCase() as OpenMode;
  const readOnly = access instanceof EnumValue && access.text === 'Read';
  return fileStream(env, path, name === 'open' && !readOnly ? 'openwrite' : name);
}

const ORIGIN = [0, 1, 2];

const STREAM = new NetType(
  'System.IO.Stream',
  [
    ['bool CanRead {get;}\nbool CanWrite {get;}\nbool CanSeek {get;}', (s: StreamValue) => !s.closed],
    ['long Length {get;}', (s: StreamValue) => BigInt(s.length)],
    [
      'long Position {get;set;}',
      (s: StreamValue) => BigInt(s.position),
      (s: StreamValue, v) => {
        s.position = Number(v);
      },
    ],
    ['void Flush()', (s: StreamValue) => s.flush()],
    ['void Close()\nvoid Dispose()', (s: StreamValue) => s.close()],
    ['void SetLength(long value)', (s: StreamValue, [n]) => s.setLength(Number(n))],
    [
      'long Seek(long offset, System.IO.SeekOrigin origin)',
      (s: StreamValue, [offset, origin]) => {
        const from = ORIGIN[(origin as EnumValue).value];
        s.position = Number(offset) + (from === 0 ? 0 : from === 1 ? s.position : s.length);
        return BigInt(s.position);
      },
    ],
    [
      'int Read(byte[] buffer, int offset, int count)',
      (s: StreamValue, [b, at, n]) => {
        const piece = s.read(n as number);
        piece.forEach((x, i) => {
          (b as TypedArray).items[(at as number) + i] = new Num('Byte', x);
        });
        return piece.length;
      },
    ],
    ['int ReadByte()', (s: StreamValue) => s.read(1)[0] ?? -1],
    [
      'void Write(byte[] buffer, int offset, int count)',
      (s: StreamValue, [b, at, n]) => s.write(bytesOf(b!).subarray(at as number, (at as number) + (n as number))),
    ],
    ['void WriteByte(byte value)', (s: StreamValue, [b]) => s.write(Buffer.from([Number((b as Num).value)]))],
    [
      'void CopyTo(System.IO.Stream destination)',
      (s: StreamValue, [to]) => (to as unknown as StreamValue).write(s.rest()),
    ],
  ],
  ['System.MarshalByRefObject'],
);

const MEMORY = new NetType(
  'System.IO.MemoryStream',
  [
    ['new()\nnew(int capacity)', () => new MemoryStreamValue(Buffer.alloc(0))],
    [
      `new(byte[] buffer)
       new(byte[] buffer, bool writable)`,
      (_, [b]) => new MemoryStreamValue(bytesOf(b!)),
    ],
    ['byte[] ToArray()\nbyte[] GetBuffer()', (s: MemoryStreamValue) => byteArray(s.bytes)],
    ['int Capacity {get;}', (s: MemoryStreamValue) => s.length],
    [
      'void WriteTo(System.IO.Stream stream)',
      (s: MemoryStreamValue, [to]) => (to as unknown as StreamValue).write(s.bytes),
    ],
  ],
  STREAM,
);

const FILE = new NetType(
  'System.IO.FileStream',
  [
    [
      `new(string path, System.IO.FileMode mode)
       new(string path, System.IO.FileMode mode, System.IO.FileAccess access)
       new(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)`,
      (_, [p, mode, access], env) => openFile(env, p as string, mode!, access),
    ],
    ['string Name {get;}', (s: FileStreamValue) => s.name],
  ],
  STREAM,
);

export const STREAM_TYPES = [STREAM, MEMORY, FILE];
