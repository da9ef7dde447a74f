/** Files of Windows, Virtual PC's heirs and others: what they say and what they hold. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { isZero } from '../../src/vhd/bytes.ts';
import type { VirtualDisk } from '../../src/vhd/disk.ts';
import { factsOf, openDisk, readFacts } from '../../src/vhd/index.ts';
import { fixture, hashOf, inMemory } from './support.ts';

interface Sample {
  readonly file: string;
  readonly sha256: string;
  readonly facts: Record<string, unknown> | null;
  readonly content: string | null;
}

const folder = new URL('../fixtures/vhd/', import.meta.url);
const samples = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Sample[];

const context = inMemory();
for (const { file } of samples) context.files.put(`/d/${file}`, fixture(file));

/** Disks of 10 GB are told by their pages that are not zero, the others by everything. */
const HASHED = 1.1e9;
const PAGES: Readonly<Record<string, string>> = {
  'du-swap.vhdx': '683307540a90',
  'du-xfs5.vhdx': '009567a1eb74',
};

function hashOfPages(disk: VirtualDisk): string {
  const hash = createHash('sha256');
  const page = Buffer.alloc(4096);
  for (let at = 0; at < disk.size; ) {
    const extent = disk.extentAt(at, disk.size - at);
    for (let done = 0; extent.kind === 'data' && done < extent.length; done += page.length) {
      disk.read(page, at + done);
      if (!isZero(page)) hash.update(`${at + done}`).update(page);
    }
    at += extent.length;
  }
  return hash.digest('hex').slice(0, 12);
}

describe('samples', () => {
  test.each(samples.map((sample) => [sample.file, sample] as const))('%s', (file, sample) => {
    expect(
      createHash('sha256')
        .update(gunzipSync(readFileSync(new URL(`${file}.gz`, folder))))
        .digest('hex'),
    ).toBe(sample.sha256);
    const path = `/d/${file}`;
    if (sample.facts === null) {
      expect(() => openDisk(path, context)).toThrow(expect.objectContaining({ fault: 'metadata-unknown' }));
      return;
    }
    const facts = readFacts(path, context);
    expect({
      VhdFormat: facts.format.toUpperCase(),
      VhdType: facts.type.replace(/^./, (letter) => letter.toUpperCase()),
      FileSize: facts.fileSize,
      Size: facts.size,
      MinimumSize: facts.minimumSize ?? null,
      LogicalSectorSize: facts.logicalSectorSize,
      PhysicalSectorSize: facts.physicalSectorSize,
      BlockSize: facts.blockSize,
      DiskIdentifier: facts.identifier,
      Alignment: facts.alignment,
      ...(facts.parentPath && { ParentPath: sample.facts['ParentPath'] }),
    }).toEqual(sample.facts);
    const disk = openDisk(path, context);
    expect(factsOf(disk, context)).toEqual(facts);
    if (disk.size < HASHED) expect(hashOf(disk)).toBe(sample.content);
    else expect(hashOfPages(disk)).toBe(PAGES[file]);
    disk.close();
  });

  test('a parent is found beside its child although the child names a folder that is nowhere', () => {
    expect(readFacts('/d/win8-child.vhd', context).parentPath).toBe('/d/win8.vhd');
  });

  test('a log that has to be replayed is replayed in memory by a reader, in the file by a writer', () => {
    const path = '/d/du-vhdx-log-replay.vhdx';
    context.files.checkpoint();
    const hash = (write: boolean) => {
      const disk = openDisk(path, context, { write });
      const found = hashOfPages(disk);
      disk.close();
      return found;
    };
    const replayed = hash(false);
    expect(context.files.journal).toEqual([]);
    expect(hash(true)).toBe(replayed);
    expect(context.files.journal.length).toBeGreaterThan(0);
    context.files.checkpoint();
    expect(hash(true)).toBe(replayed);
    expect(context.files.journal.filter((step) => step.kind !== 'flush')).toEqual([]);
  });
});
