/** Drive letters of partitions on mounted disks. */
import { lstatSync, rmSync, symlinkSync } from 'node:fs';
import type { World } from '../world.ts';
import { changeMount, disksOf, StorageError } from './host-disks.ts';
import type { Placed } from './objects.ts';

const LETTERS = 'DEFGHIJKLMNOPQRSTUVWXYZ';

/** Where the lab keeps the files of a drive; null for a lab without a folder. */
function folderOf(world: World, letter: string): string | null {
  try {
    return world.files.locate(`${letter}:\\`).real;
  } catch {
    return null;
  }
}

/** Where a drive's folder would be stands a link that leads nowhere: nothing is written beside the disk by mistake. */
const NOWHERE = 'volume-of-a-mounted-disk';

/** Gives a partition a letter; `wanted` undefined takes the first that is free. @throws StorageError */
export async function giveLetter(world: World, { disk, partition }: Placed, wanted?: string): Promise<string> {
  const disks = await disksOf(world, disk.hostId);
  const taken = new Set(disks.flatMap((d) => d.partitions.map((p) => p.letter)));
  const isFree = (letter: string): boolean => {
    const folder = folderOf(world, letter);
    return !taken.has(letter) && (folder === null || !lstatSync(folder, { throwIfNoEntry: false }));
  };
  const letter = wanted?.toUpperCase() ?? [...LETTERS].find(isFree);
  if (letter === undefined || !isFree(letter))
    throw new StorageError(42002, 'The requested access path is already in use.');
  await changeMount(world, disk, (m) => ({ ...m, letters: { ...m.letters, [String(partition.offset)]: letter } }));
  const folder = folderOf(world, letter);
  if (folder !== null) symlinkSync(NOWHERE, folder);
  return letter;
}

/** Takes a partition's letter away. */
export async function takeLetter(world: World, { disk, partition }: Placed): Promise<void> {
  if (partition.letter === null) return;
  freeLetters(world, [partition.letter]);
  await changeMount(world, disk, (m) => {
    const { [String(partition.offset)]: _, ...letters } = m.letters ?? {};
    return { ...m, letters };
  });
}

/** The drives of these letters are the lab's own again. */
export function freeLetters(world: World, letters: readonly string[]): void {
  for (const letter of letters) {
    const folder = folderOf(world, letter);
    if (folder !== null) rmSync(folder, { force: true });
  }
}
