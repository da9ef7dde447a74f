/**
 * VHD and VHDX files: everything Hyper-V does with them, on real files, anywhere Node runs. Without global state; identifiers
 * and time come from the caller.
 *
 *     const context = { files: nodeFiles, stamp: { guid, unixSeconds, creator: 'my program' } };
 *     createDisk('a.vhdx', { size: 64 * GB }, context);
 *     const disk = openDisk('a.vhdx', context, { write: true });
 *     disk.write(bytes, 0);
 *     disk.close();
 *     readFacts('a.vhdx', context).fileSize;
 *     finish(convertDisk('a.vhdx', 'a.vhd', { type: 'fixed' }, context));
 *
 * Everything short is synchronous. Long work (convert, merge, compact, check) is a generator: `finish` runs it at once,
 * `finishInTurns` lets other things happen in between; both take a progress callback and an abort signal. Every failure is a
 * {@link VhdError} with one of the causes in {@link CAUSES}.
 */
export { GB, KB, MB, TB } from './bytes.ts';
export { chainOf, findParent, type OpenOptions, openDisk, openSingle } from './chain.ts';
export { isInChainOf, resetIdentifier, setParent, setPhysicalSectorSize } from './change.ts';
export { type CheckResult, checkDisk, type Finding } from './check.ts';
export { type CompactMode, type CompactResult, compactDisk } from './compact.ts';
export { type Comparison, compareDisks } from './compare.ts';
export { type Conversion, convertDisk } from './convert.ts';
export { createDisk, createFloppy, FLOPPY_SIZE, formatOf, type NewDisk } from './create.ts';
export * from './disk.ts';
export { CAUSES, type CauseName, type FaultKind, VhdError } from './errors.ts';
export { type DiskFacts, factsOf, readFacts } from './facts.ts';
export type { DiskFile, Files, OpenMode } from './file.ts';
export { createFixed } from './fixed.ts';
export { type Holder, holders, type LockMode, lockDisk, type Processes } from './lock.ts';
export { type MergeResult, mergeDisk } from './merge.ts';
export { nodeFiles } from './node-file.ts';
export { nodeProcesses } from './node-processes.ts';
export { minimumSize } from './partitions.ts';
export { resizeDisk } from './resize.ts';
export { besideSet, isSetPath, readSet, type SetSnapshot, type VhdSet } from './set/file.ts';
export {
  convertToSet,
  createSet,
  optimizeSet,
  pathsOf,
  removeSnapshot,
  snapshotOf,
  snapshotSet,
  unreferenced,
} from './set/work.ts';
export { finish, finishInTurns, type Progress, type Work, type WorkOptions } from './work.ts';
