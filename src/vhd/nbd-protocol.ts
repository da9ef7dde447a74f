/**
 * Network block device, server's end: what goes over the wire and what it does to a disk. Constants and layouts are those of the
 * protocol's own document (NetworkBlockDevice/nbd, doc/proto.md): fixed newstyle negotiation, simple replies. All numbers are
 * big endian.
 */
import type { VirtualDisk } from './disk.ts';
import { VhdError } from './errors.ts';

const NBD_MAGIC = 0x4e42444d41474943n;
const OPTION_MAGIC = 0x49484156454f5054n;
const OPTION_REPLY_MAGIC = 0x0003e889045565a9n;
const REQUEST_MAGIC = 0x25609513;
const SIMPLE_REPLY_MAGIC = 0x67446698;

const FLAG_FIXED_NEWSTYLE = 1;
const FLAG_NO_ZEROES = 2;

const OPT_EXPORT_NAME = 1;
const OPT_ABORT = 2;
const OPT_LIST = 3;
const OPT_INFO = 6;
const OPT_GO = 7;

const REP_ACK = 1;
const REP_SERVER = 2;
const REP_INFO = 3;
const REP_ERR_UNSUP = 2 ** 31 + 1;
const REP_ERR_INVALID = 2 ** 31 + 3;
const INFO_EXPORT = 0;
const INFO_BLOCK_SIZE = 3;

/** Transmission flags: has flags, flush, FUA, trim, write zeroes. */
const CAN = 1 | 4 | 8 | 32 | 64;
const READ_ONLY = 2;

const CMD_READ = 0;
const CMD_WRITE = 1;
const CMD_DISC = 2;
const CMD_FLUSH = 3;
const CMD_TRIM = 4;
const CMD_WRITE_ZEROES = 6;
const CMD_FLAG_FUA = 1;

const EPERM = 1;
const EIO = 5;
const EINVAL = 22;
const ENOSPC = 28;

/** Longest request: what clients keep to when nothing else is agreed. */
const LENGTH_MAX = 32 * 1024 * 1024;
const OPTION_MAX = 64 * 1024;
const REQUEST_SIZE = 28;
const OPTION_SIZE = 16;

/** One client's conversation. Takes bytes as they come, answers through `send`. */
export class NbdSession {
  /** True when the conversation is over and the connection is to be closed. */
  ended = false;
  private readonly disk: VirtualDisk;
  private readonly send: (bytes: Uint8Array) => void;
  private phase: 'flags' | 'options' | 'transmission' = 'flags';
  private noZeroes = false;
  private pending: Buffer[] = [];
  private length = 0;

  constructor(disk: VirtualDisk, send: (bytes: Uint8Array) => void) {
    this.disk = disk;
    this.send = send;
    const hello = Buffer.alloc(18);
    hello.writeBigUInt64BE(NBD_MAGIC, 0);
    hello.writeBigUInt64BE(OPTION_MAGIC, 8);
    hello.writeUInt16BE(FLAG_FIXED_NEWSTYLE | FLAG_NO_ZEROES, 16);
    send(hello);
  }

  /** Takes what arrived; does all requests that are complete. */
  receive(bytes: Buffer): void {
    this.pending.push(bytes);
    this.length += bytes.length;
    while (!this.ended && this.step()) {}
  }

  /** The first `count` bytes that wait, without taking them; undefined when there are not so many. */
  private peek(count: number): Buffer | undefined {
    if (this.length < count) return undefined;
    if ((this.pending[0] as Buffer).length < count) this.pending = [Buffer.concat(this.pending)];
    return (this.pending[0] as Buffer).subarray(0, count);
  }

  private drop(count: number): void {
    const first = (this.pending[0] as Buffer).subarray(count);
    this.length -= count;
    if (first.length > 0) this.pending[0] = first;
    else this.pending.shift();
  }

  /** Does one thing; false when more bytes are needed. */
  private step(): boolean {
    if (this.phase === 'flags') {
      const flags = this.peek(4);
      if (!flags) return false;
      this.noZeroes = (flags.readUInt32BE(0) & FLAG_NO_ZEROES) !== 0;
      this.drop(4);
      this.phase = 'options';
      return true;
    }
    return this.phase === 'options' ? this.option() : this.request();
  }

  private option(): boolean {
    const head = this.peek(OPTION_SIZE);
    if (!head) return false;
    const length = head.readUInt32BE(12);
    if (head.readBigUInt64BE(0) !== OPTION_MAGIC || length > OPTION_MAX) {
      this.ended = true;
      return false;
    }
    const option = head.readUInt32BE(8);
    const whole = this.peek(OPTION_SIZE + length);
    if (!whole) return false;
    const data = Buffer.from(whole.subarray(OPTION_SIZE));
    this.drop(OPTION_SIZE + length);
    this.answer(option, data);
    return true;
  }

  private answer(option: number, data: Buffer): void {
    if (option === OPT_EXPORT_NAME) {
      this.send(Buffer.concat([this.exportFacts(), Buffer.alloc(this.noZeroes ? 0 : 124)]));
      this.phase = 'transmission';
    } else if (option === OPT_ABORT) {
      this.reply(option, REP_ACK);
      this.ended = true;
    } else if (option === OPT_LIST) {
      this.reply(option, REP_SERVER, Buffer.alloc(4));
      this.reply(option, REP_ACK);
    } else if (option === OPT_INFO || option === OPT_GO) this.info(option, data);
    else this.reply(option, REP_ERR_UNSUP);
  }

  private info(option: number, data: Buffer): void {
    if (data.length < 6 || data.readUInt32BE(0) + 6 > data.length) {
      this.reply(option, REP_ERR_INVALID);
      return;
    }
    const facts = Buffer.alloc(12);
    facts.writeUInt16BE(INFO_EXPORT, 0);
    this.exportFacts().copy(facts, 2);
    this.reply(option, REP_INFO, facts);
    const sizes = Buffer.alloc(14);
    sizes.writeUInt16BE(INFO_BLOCK_SIZE, 0);
    sizes.writeUInt32BE(this.disk.logicalSectorSize, 2);
    sizes.writeUInt32BE(4096, 6);
    sizes.writeUInt32BE(LENGTH_MAX, 10);
    this.reply(option, REP_INFO, sizes);
    this.reply(option, REP_ACK);
    if (option === OPT_GO) this.phase = 'transmission';
  }

  private exportFacts(): Buffer {
    const facts = Buffer.alloc(10);
    facts.writeBigUInt64BE(BigInt(this.disk.size), 0);
    facts.writeUInt16BE(CAN | (this.disk.writable ? 0 : READ_ONLY), 8);
    return facts;
  }

  private reply(option: number, type: number, data: Buffer = Buffer.alloc(0)): void {
    const head = Buffer.alloc(20);
    head.writeBigUInt64BE(OPTION_REPLY_MAGIC, 0);
    head.writeUInt32BE(option, 8);
    head.writeUInt32BE(type, 12);
    head.writeUInt32BE(data.length, 16);
    this.send(Buffer.concat([head, data]));
  }

  private request(): boolean {
    const head = this.peek(REQUEST_SIZE);
    if (!head) return false;
    const command = head.readUInt16BE(6);
    const length = head.readUInt32BE(24);
    if (head.readUInt32BE(0) !== REQUEST_MAGIC || (command === CMD_WRITE && length > LENGTH_MAX)) {
      this.ended = true;
      return false;
    }
    const total = REQUEST_SIZE + (command === CMD_WRITE ? length : 0);
    const whole = this.peek(total);
    if (!whole) return false;
    const flags = head.readUInt16BE(4);
    const cookie = Buffer.from(head.subarray(8, 16));
    const offset = Number(head.readBigUInt64BE(16));
    this.drop(total);
    if (command === CMD_DISC) {
      this.disk.flush();
      this.ended = true;
      return false;
    }
    let data: Buffer | undefined;
    let error = 0;
    try {
      data = this.perform(command, offset, length, whole.subarray(REQUEST_SIZE));
      if (flags & CMD_FLAG_FUA) this.disk.flush();
    } catch (caught) {
      if (!(caught instanceof VhdError)) throw caught;
      error = ERRORS[caught.fault] ?? EIO;
    }
    const answer = Buffer.alloc(16);
    answer.writeUInt32BE(SIMPLE_REPLY_MAGIC, 0);
    answer.writeUInt32BE(error, 4);
    cookie.copy(answer, 8);
    this.send(answer);
    if (data && error === 0) this.send(data);
    return true;
  }

  private perform(command: number, offset: number, length: number, data: Buffer): Buffer | undefined {
    const { disk } = this;
    if (command === CMD_READ) {
      if (length > LENGTH_MAX) throw new VhdError('range-invalid');
      const bytes = Buffer.allocUnsafe(length);
      disk.read(bytes, offset);
      return bytes;
    }
    if (command === CMD_WRITE) disk.write(data, offset);
    else if (command === CMD_TRIM) disk.trim(offset, length);
    else if (command === CMD_WRITE_ZEROES) disk.zero(offset, length);
    else if (command === CMD_FLUSH) disk.flush();
    else throw new VhdError('argument-invalid');
    return undefined;
  }
}

/** Error numbers of the protocol by cause; everything else is an I/O error. */
const ERRORS: Readonly<Partial<Record<string, number>>> = {
  'read-only': EPERM,
  'range-invalid': EINVAL,
  'argument-invalid': EINVAL,
  'disk-full': ENOSPC,
};
