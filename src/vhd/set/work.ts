/**
 * Virtual hard disk sets: making them, their snapshots, and tidying them. A snapshot freezes the file that was written to and
 * puts a differencing disk in its place; removing one merges the disk above it into its file.
 */
import { type Guid, normalGuid } from '../bytes.ts';
import { chainOf, openDisk } from '../chain.ts';
import { setParent } from '../change.ts';
import { compactDisk } from '../compact.ts';
import { type Conversion, convertDisk } from '../convert.ts';
import { createDisk, type NewDisk } from '../create.ts';
import type { DiskContext } from '../disk.ts';
import { ensure, VhdError } from '../errors.ts';
import { createFixed } from '../fixed.ts';
import { mergeDisk } from '../merge.ts';
import type { Work } from '../work.ts';
import { besideSet, newMember, readSet, type SetSnapshot, type VhdSet, writeSet } from './file.ts';

/** Makes a set with an empty disk. */
export function* createSet(path: string, spec: NewDisk, context: DiskContext): Work<void> {
  ensure(spec.parentPath === undefined, 'type-invalid', 'A set has no parent.');
  yield* madeWith(path, context, function* (file) {
    const vhdx = { ...spec, format: 'vhdx' } as const;
    if (spec.type === 'fixed') yield* createFixed(file, vhdx, context);
    else createDisk(file, vhdx, context);
  });
}

/** Makes a set with the content of another disk. */
export function* convertToSet(source: string, path: string, to: Conversion, context: DiskContext): Work<void> {
  ensure(to.parentPath === undefined, 'type-invalid', 'A set has no parent.');
  yield* madeWith(path, context, (file) => convertDisk(source, file, { ...to, format: 'vhdx' }, context));
}

function* madeWith(path: string, context: DiskContext, work: (file: string) => Work<void>): Work<void> {
  const { files } = context;
  if (files.exists(path)) throw new VhdError('file-exists', undefined, path);
  const disk = newMember(path, context.stamp.guid());
  yield* work(besideSet(path, disk));
  try {
    writeSet(path, { disk, snapshots: [], files: [disk] }, context);
  } catch (error) {
    files.remove(besideSet(path, disk));
    throw error;
  }
}

/** Freezes the disk of a set as it is now. */
export function snapshotSet(path: string, context: DiskContext): SetSnapshot {
  const set = readSet(path, context);
  const disk = newMember(path, context.stamp.guid());
  const files = [...set.files, disk];
  // Named first, so that nothing stays that nobody knows of.
  writeSet(path, { ...set, files }, context);
  createDisk(besideSet(path, disk), { format: 'vhdx', parentPath: besideSet(path, set.disk) }, context);
  const snapshot = { id: context.stamp.guid(), file: set.disk, createdAt: context.stamp.unixSeconds() };
  writeSet(path, { disk, snapshots: [...set.snapshots, snapshot], files }, context);
  return snapshot;
}

/** The snapshot with this identifier. @throws VhdError `snapshot-not-found` */
export function snapshotOf(set: VhdSet, id: string): SetSnapshot {
  const wanted = normalGuid(id);
  const found = set.snapshots.find((one) => one.id === wanted);
  if (found === undefined) throw new VhdError('snapshot-not-found', id);
  return found;
}

/** Files of a disk and its parents, from itself up, by their paths. */
export function pathsOf(path: string, context: DiskContext): string[] {
  const disk = openDisk(path, context);
  try {
    return chainOf(disk).map((layer) => layer.path);
  } finally {
    disk.close();
  }
}

/**
 * Forgets a snapshot: what was written after it goes into its file. Interrupted, the set still shows the same, and either the
 * work can be repeated or {@link optimizeSet} ends it.
 */
export function* removeSnapshot(path: string, id: Guid, context: DiskContext): Work<void> {
  const { real } = context.files;
  const set = readSet(path, context);
  const gone = snapshotOf(set, id);
  const kept = besideSet(path, gone.file);
  const chain = pathsOf(besideSet(path, set.disk), context);
  const at = chain.findIndex((file) => real(file) === real(kept));
  ensure(at > 0, 'not-in-chain', gone.file);
  const merged = chain[at - 1] as string;
  yield* mergeDisk(merged, kept, context);
  const is = (name: string) => real(besideSet(path, name)) === real(merged);
  // Both files show the same now. The set names the one that stays before anything hangs on that.
  writeSet(
    path,
    {
      disk: is(set.disk) ? gone.file : set.disk,
      snapshots: set.snapshots
        .filter((one) => one !== gone)
        .map((one) => (is(one.file) ? { ...one, file: gone.file } : one)),
      files: set.files,
    },
    context,
  );
  const above = chain[at - 2];
  if (above !== undefined) setParent(above, kept, { ignoreMismatch: true }, context);
  removeFiles(path, context);
}

/** Takes out of the chain what a removal merged and no longer names, where it was interrupted at that point. */
function* endRemovals(path: string, context: DiskContext): Work<void> {
  const { real } = context.files;
  for (;;) {
    const set = readSet(path, context);
    const ofSet = new Set(set.files.map((name) => real(besideSet(path, name))));
    const named = new Set(
      [set.disk, ...set.snapshots.map(({ file }) => file)].map((name) => real(besideSet(path, name))),
    );
    const chain = pathsOf(besideSet(path, set.disk), context);
    const at = chain.findIndex((file) => ofSet.has(real(file)) && !named.has(real(file)));
    const [above, merged, kept] = [chain[at - 1], chain[at], chain[at + 1]];
    if (at < 1 || above === undefined || merged === undefined || kept === undefined) return;
    yield* mergeDisk(merged, kept, context);
    setParent(above, kept, { ignoreMismatch: true }, context);
  }
}

/** Removes the files that a set no longer needs, then their names. */
function removeFiles(path: string, context: DiskContext): void {
  const { files } = context;
  const set = readSet(path, context);
  const names = unreferenced(path, set, context);
  for (const name of names) if (files.exists(besideSet(path, name))) files.remove(besideSet(path, name));
  if (names.length > 0) writeSet(path, { ...set, files: set.files.filter((name) => !names.includes(name)) }, context);
}

/** Files that were made for the set and are not needed any more: left by work that was interrupted. */
export function unreferenced(path: string, set: VhdSet, context: DiskContext): string[] {
  const { real } = context.files;
  const used = new Set(pathsOf(besideSet(path, set.disk), context).map(real));
  return set.files.filter((name) => !used.has(real(besideSet(path, name))));
}

/** Makes a set take less space: files that are not needed go, the others give back what is free in them. */
export function* optimizeSet(path: string, context: DiskContext): Work<void> {
  yield* endRemovals(path, context);
  removeFiles(path, context);
  for (const name of readSet(path, context).files) {
    const file = besideSet(path, name);
    const disk = openDisk(file, context);
    const { type } = disk;
    disk.close();
    if (type !== 'fixed') yield* compactDisk(file, {}, context);
  }
}
