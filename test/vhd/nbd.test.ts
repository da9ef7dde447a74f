/** A disk served as a network block device: the protocol by its bytes, and qemu-img as a client where it is installed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { createDisk, MB, nodeFiles, openDisk } from '../../src/vhd/index.ts';
import { NbdSession } from '../../src/vhd/nbd-protocol.ts';
import { serveNbd } from '../../src/vhd/nbd-server.ts';
import { contextWith, inMemory, pattern, readAll } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'hyperv-nbd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const go = Buffer.concat([Buffer.from('IHAVEOPT'), Buffer.from([0, 0, 0, 7, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0])]);

function request(command: number, offset: number, length: number, data: Buffer = Buffer.alloc(0), flags = 0): Buffer {
  const head = Buffer.alloc(28);
  head.writeUInt32BE(0x25609513, 0);
  head.writeUInt16BE(flags, 4);
  head.writeUInt16BE(command, 6);
  head.write('cookie!!', 8, 'latin1');
  head.writeBigUInt64BE(BigInt(offset), 16);
  head.writeUInt32BE(length, 24);
  return Buffer.concat([head, data]);
}

function session(write = true) {
  const context = inMemory();
  createDisk('/a.vhdx', { size: 8 * MB }, context);
  const disk = openDisk('/a.vhdx', context, { write });
  const sent: Buffer[] = [];
  const server = new NbdSession(disk, (bytes) => sent.push(Buffer.from(bytes)));
  const say = (...bytes: Buffer[]): Buffer => {
    sent.length = 0;
    for (const part of bytes) server.receive(part);
    return Buffer.concat(sent);
  };
  return { disk, server, say, hello: Buffer.concat(sent) };
}

test('negotiation and requests, byte by byte', () => {
  const { say, hello, server, disk } = session();
  expect(hello.toString('latin1')).toBe('NBDMAGICIHAVEOPT\0\x03');
  const greeting = say(Buffer.from([0, 0, 0, 3]), ...[...go].map((byte) => Buffer.from([byte])));
  // Information: type 0, the size, the flags.
  expect(greeting.subarray(20, 32).toString('hex')).toBe('00000000000000800000006d');
  const bytes = pattern(4096, 1);
  const ok = `${'67446698'}${'00000000'}${Buffer.from('cookie!!').toString('hex')}`;
  const both = Buffer.concat([request(1, MB, 4096, bytes, 1), request(0, MB - 512, 1024)]);
  const answers = say(both.subarray(0, 100), both.subarray(100));
  expect(answers.subarray(0, 16).toString('hex')).toBe(ok);
  expect(answers.subarray(32)).toEqual(Buffer.concat([Buffer.alloc(512), bytes.subarray(0, 512)]));
  expect(say(request(6, MB, 4096)).toString('hex')).toBe(ok);
  expect(readAll(disk, MB, MB + 4096).every((byte) => byte === 0)).toBe(true);
  expect(say(request(4, 0, MB), request(3, 0, 0)).length).toBe(32);
  expect(say(request(2, 0, 0)).length).toBe(0);
  expect(server.ended).toBe(true);
});

test('refusals', () => {
  const readOnly = session(false);
  readOnly.say(Buffer.from([0, 0, 0, 3]), go);
  expect(readOnly.say(request(1, 0, 512, Buffer.alloc(512))).readUInt32BE(4)).toBe(1);
  expect(readOnly.say(request(0, 8 * MB, 512)).readUInt32BE(4)).toBe(22);
  expect(readOnly.say(request(0, 0, 2 ** 31)).readUInt32BE(4)).toBe(22);
  expect(readOnly.say(request(9, 0, 512)).readUInt32BE(4)).toBe(22);
  expect(readOnly.say(Buffer.alloc(28)).length).toBe(0);
  expect(readOnly.server.ended).toBe(true);
  const other = session();
  const unknown = Buffer.concat([Buffer.from('IHAVEOPT'), Buffer.from([0, 0, 0, 8, 0, 0, 0, 0])]);
  expect(other.say(Buffer.from([0, 0, 0, 1]), unknown).readUInt32BE(12)).toBe(2 ** 31 + 1);
});

const qemu = spawnSync('qemu-img', ['-V']).error === undefined ? test : test.skip;

qemu('qemu-img reads and writes through the socket', async () => {
  const context = contextWith(nodeFiles);
  const path = join(folder, 'a.vhdx');
  createDisk(path, { size: 12 * MB, blockSize: MB }, context);
  const disk = openDisk(path, context, { write: true });
  disk.write(pattern(3 * MB, 1), 2 * MB);
  const socket = join(folder, 's');
  const server = await serveNbd(disk, socket);
  const run = (...words: string[]) =>
    new Promise<string>((resolve) => {
      let said = '';
      const child = spawn('qemu-img', words);
      child.stdout.on('data', (text) => (said += text));
      child.stderr.on('data', (text) => (said += text));
      child.on('close', (code) => resolve(`${code} ${said}`));
    });
  const url = `nbd+unix:///?socket=${socket}`;
  const raw = join(folder, 'o.raw');
  expect(await run('convert', '-f', 'raw', '-O', 'raw', url, raw)).toBe('0 ');
  const image = openDisk(raw, context, { write: true });
  expect(readAll(image).equals(readAll(disk))).toBe(true);
  image.write(pattern(MB, 2), 9 * MB);
  image.close();
  expect(await run('convert', '-n', '-f', 'raw', '-O', 'raw', raw, url)).toBe('0 ');
  expect(await run('compare', '-f', 'raw', '-F', 'raw', raw, url)).toBe('0 Images are identical.\n');
  await server.stop();
  await server.ended;
  disk.close();
  const after = openDisk(path, context);
  expect(readAll(after, 9 * MB, 10 * MB).equals(pattern(MB, 2))).toBe(true);
  after.close();
});
