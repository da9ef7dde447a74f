/**
 * VHD and VHDX files: everything Hyper-V does with them, on real files, anywhere Node runs. Synchronous, without global
 * state; identifiers and time come from the caller.
 *
 *     const context = { files: nodeFiles, stamp: { guid, unixSeconds, creator: 'my program' } };
 *     createDisk('a.vhdx', { size: 64 * GB }, context);
 *     const disk = openDisk('a.vhdx', context, { write: true });
 *     disk.write(bytes, 0);
 *     disk.close();
 *     readFacts('a.vhdx', context).fileSize;
 */
export { GB, KB, MB, TB } from './bytes.ts';
export { chainOf, findParent, type OpenOptions, openDisk, openSingle } from './chain.ts';
export { createDisk, formatOf, type NewDisk } from './create.ts';
export * from './disk.ts';
export { CAUSES, type CauseName, type FaultKind, VhdError } from './errors.ts';
export { type DiskFacts, factsOf, readFacts } from './facts.ts';
export type { DiskFile, Files, OpenMode } from './file.ts';
export { nodeFiles } from './node-file.ts';
export { minimumSize } from './partitions.ts';
export { resizeDisk } from './resize.ts';
