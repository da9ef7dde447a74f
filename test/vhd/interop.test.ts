/**
 * What other programs say about our files, over type x format x sector x block size x chain: `qemu-img` (info, check, compare)
 * and `vhdiinfo`, where they are installed. Neither reads chains rightly: those are judged by a model of their content.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { KB, MB } from '../../src/vhd/bytes.ts';
import { checkDisk } from '../../src/vhd/check.ts';
import { convertDisk } from '../../src/vhd/convert.ts';
import { createDisk, nodeFiles, openDisk, readFacts } from '../../src/vhd/index.ts';
import { mergeDisk } from '../../src/vhd/merge.ts';
import { finish } from '../../src/vhd/work.ts';
import { contextWith, pattern, readAll } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'hyperv-vhd-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = (tool: string) => spawnSync(tool, ['-V']).error === undefined;
const qemu = installed('qemu-img');
const libvhdi = installed('vhdiinfo');
const withQemu = qemu ? test : test.skip;

function run(tool: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(tool, words, { encoding: 'utf8' });
  return `${status} ${stdout}${stderr}`;
}

interface Case {
  readonly ext: 'vhd' | 'vhdx';
  readonly type: 'fixed' | 'dynamic';
  readonly sector: number;
  readonly blockSize: number;
  readonly depth: number;
}

const cases: Case[] = [];
for (const type of ['fixed', 'dynamic'] as const) {
  for (const depth of [0, 2]) {
    for (const blockSize of [512 * KB, 2 * MB]) cases.push({ ext: 'vhd', type, sector: 512, blockSize, depth });
    for (const sector of [512, 4096]) {
      for (const blockSize of [MB, 8 * MB, 256 * MB]) {
        if (type === 'fixed' && blockSize > 8 * MB) continue;
        cases.push({ ext: 'vhdx', type, sector, blockSize, depth });
      }
    }
  }
}

const SIZE = 12 * MB - 64 * KB;

/** Writes that cross blocks, repeat, and overlap from one layer to the next. */
const writes = (layer: number): [offset: number, bytes: Buffer][] => [
  [layer * 4 * KB, pattern(16 * KB, 10 * layer + 1)],
  [MB - 8 * KB, pattern(20 * KB, 10 * layer + 2)],
  [(3 + layer) * MB, pattern(2 * MB + 4 * KB, 10 * layer + 3)],
  [SIZE - 8 * KB, pattern(8 * KB, 10 * layer + 4)],
];

describe.each(cases)('$ext $type, sectors of $sector, blocks of $blockSize, $depth children', (one) => {
  const context = contextWith(nodeFiles);
  const name = `${one.type}-${one.sector}-${one.blockSize}-${one.depth}`;
  const path = (layer: number) => join(folder, `${name}-${layer}.${one.ext}`);
  const raw = join(folder, `${name}-${one.ext}.raw`);
  const leaf = path(one.depth);
  const model = Buffer.alloc(SIZE);

  test('is written and read as the model says', () => {
    const sectors = one.ext === 'vhdx' ? { logicalSectorSize: one.sector } : {};
    createDisk(path(0), { type: one.type, size: SIZE, blockSize: one.blockSize, ...sectors }, context);
    for (let layer = 0; layer <= one.depth; layer++) {
      if (layer > 0) createDisk(path(layer), { parentPath: path(layer - 1), blockSize: one.blockSize }, context);
      const disk = openDisk(path(layer), context, { write: true });
      for (const [offset, bytes] of writes(layer)) {
        disk.write(bytes, offset);
        model.set(bytes, offset);
      }
      disk.zero(2 * MB, 64 * KB * (layer + 1));
      model.fill(0, 2 * MB, 2 * MB + 64 * KB * (layer + 1));
      disk.close();
      expect(finish(checkDisk(path(layer), context)).findings).toEqual([]);
    }
    const disk = openDisk(leaf, context);
    expect(readAll(disk).equals(model)).toBe(true);
    disk.close();
    finish(convertDisk(leaf, raw, {}, context));
    const image = openDisk(raw, context);
    expect(readAll(image).equals(model)).toBe(true);
    image.close();
    expect(readFacts(leaf, context).size).toBe(SIZE);
  });

  if (one.depth === 0 && one.sector === 512) {
    withQemu('qemu-img: check, info, compare', () => {
      const format = one.ext === 'vhd' ? 'vpc' : 'vhdx';
      expect(JSON.parse(run('qemu-img', 'info', '--output=json', '-f', format, leaf).slice(2))).toMatchObject({
        'virtual-size': SIZE,
      });
      if (format === 'vhdx') expect(run('qemu-img', 'check', leaf)).toMatch(/^0 No errors/);
      expect(run('qemu-img', 'compare', '-f', format, '-F', 'raw', leaf, raw)).toBe('0 Images are identical.\n');
    });
  }

  (libvhdi ? test : test.skip)('vhdiinfo', () => {
    const said = run('vhdiinfo', leaf);
    expect(said).toMatch(new RegExp(`^0 [^]*\\(${SIZE} bytes\\)`));
    expect(said).toMatch(new RegExp(`Bytes per sector\\s*: ${one.sector} bytes`));
    expect(said).toMatch(one.depth > 0 ? /Differential/ : one.type === 'fixed' ? /Fixed/ : /Dynamic/);
  });

  if (one.depth > 0) {
    test('merged into its base it has the same content', () => {
      const copy = join(folder, `${name}-flat.${one.ext}`);
      finish(convertDisk(leaf, copy, { type: 'dynamic' }, context));
      const { merged } = finish(mergeDisk(leaf, path(0), context));
      expect(merged).toEqual([path(2), path(1)]);
      for (const file of [path(0), leaf, copy]) {
        const disk = openDisk(file, context);
        expect(readAll(disk).equals(model)).toBe(true);
        disk.close();
      }
      if (qemu && one.sector === 512) {
        const format = one.ext === 'vhd' ? 'vpc' : 'vhdx';
        expect(run('qemu-img', 'compare', '-f', format, '-F', 'raw', path(0), raw)).toBe('0 Images are identical.\n');
      }
    });
  }
});

withQemu('files of qemu-img are read', () => {
  const context = contextWith(nodeFiles);
  const raw = join(folder, 'q.raw');
  const disk = pattern(10 * MB, 77);
  disk.fill(0, 2 * MB, 7 * MB);
  const file = nodeFiles.open(raw, 'create');
  file.write(disk, 0);
  file.close();
  for (const [name, ...options] of [
    ['q1.vhd', '-O', 'vpc', '-o', 'force_size'],
    ['q2.vhd', '-O', 'vpc', '-o', 'subformat=fixed,force_size'],
    ['q3.vhdx', '-O', 'vhdx'],
    ['q4.vhdx', '-O', 'vhdx', '-o', 'subformat=fixed'],
    ['q5.vhdx', '-O', 'vhdx', '-o', 'block_size=1M'],
  ] as [string, ...string[]][]) {
    expect(run('qemu-img', 'convert', '-f', 'raw', ...options, raw, join(folder, name))).toBe('0 ');
    const image = openDisk(join(folder, name), context);
    expect([name, readAll(image).equals(disk)]).toEqual([name, true]);
    image.close();
    expect(finish(checkDisk(join(folder, name), context)).findings).toEqual([]);
  }
});
