/** Work on virtual hard disk sets and their snapshots, as `disk-work.ts` has it for single files. */
import { namesFor, unheld } from './disk-work.ts';
import { locate } from './host/disk-files.ts';
import {
  optimizeSetFile,
  removeSetSnapshot,
  type SetFacts,
  type SnapshotFacts,
  setFacts,
  snapshotFacts,
} from './host/set-files.ts';
import type { WorkOptions } from './vhd/index.ts';
import type { World } from './world.ts';

/** Facts of a set. @throws HostError `diskFailed` */
export const readSetFacts = (world: World, path: string, allPaths: boolean): SetFacts =>
  setFacts(world.files, locate(world.files, path, 'readSet'), allPaths);

/** The snapshots of a set, or those asked for. @throws HostError `diskFailed` */
export const readSnapshots = (
  world: World,
  path: string,
  ids: readonly string[] | undefined,
  parents: boolean,
): SnapshotFacts[] => snapshotFacts(world.files, locate(world.files, path, 'readSet'), ids, parents);

/** Removes a snapshot of a set that nobody uses. @throws HostError `diskFailed` */
export async function removeSnapshot(
  world: World,
  hostId: string,
  path: string,
  id: string,
  options: WorkOptions,
): Promise<void> {
  const located = await unheld(world, hostId, path, 'removeSnapshot', 'write');
  await removeSetSnapshot(world.files, located, id, await namesFor(world, hostId), options);
}

/** Makes a set that nobody uses take less space. @throws HostError `diskFailed` */
export async function optimizeSet(world: World, hostId: string, path: string, options: WorkOptions): Promise<void> {
  const located = await unheld(world, hostId, path, 'compact', 'write');
  await optimizeSetFile(world.files, located, await namesFor(world, hostId), options);
}
