/**
 * The file of a virtual hard disk set (`.vhds`). It names the disk of the set, an ordinary VHDX beside it called
 * `NAME_GUID.avhdx`, and its snapshots. What such a file says is documented (Msvm_VHDSetInformation,
 * Msvm_VHDSnapshotInformation), and that Windows' own takes 260 KB; its layout is not public ("management software does not
 * require knowledge of the VHD Set file format"). So the form here is our own, and says so: a line, then JSON, then zeros.
 */
import * as nodePath from 'node:path';
import { type Guid, KB, normalGuid } from '../bytes.ts';
import type { DiskContext } from '../disk.ts';
import { VhdError } from '../errors.ts';
import { type DiskFile, readExactly } from '../file.ts';

/** A frozen state of the set's disk. */
export interface SetSnapshot {
  readonly id: Guid;
  /** Name of the file that holds it, with its parents. */
  readonly file: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
}

/** What a set consists of. Files are named without a folder: they lie beside the set. */
export interface VhdSet {
  /** The file that machines write to. */
  readonly disk: string;
  readonly snapshots: readonly SetSnapshot[];
  /** Every file that was made for the set and not yet removed. */
  readonly files: readonly string[];
}

const SIGNATURE = 'A virtual hard disk set of hyperv-lab, version 1. Its disk is the VHDX file named here.\n';
const LENGTH = 260 * KB;

export const isSetPath = (path: string): boolean => /\.vhds$/i.test(path);

/** Where a file of the set is. */
export const besideSet = (set: string, file: string): string => nodePath.join(nodePath.dirname(set), file);

/** The name of a new file of the set: its own name, and an identifier. */
export const newMember = (set: string, id: Guid): string =>
  `${nodePath.basename(set).replace(/\.vhds$/i, '')}_${id.toUpperCase()}.avhdx`;

/** What a set says. @throws VhdError `set-foreign`, `set-corrupt` */
export function readSet(path: string, context: Pick<DiskContext, 'files'>): VhdSet {
  const file = context.files.open(path, 'read');
  try {
    return parse(file, path, context);
  } finally {
    file.close();
  }
}

function parse(file: DiskFile, path: string, context: Pick<DiskContext, 'files'>): VhdSet {
  const text = readExactly(file, 0, Math.min(file.size(), LENGTH)).toString();
  if (!text.startsWith(SIGNATURE)) throw new VhdError('set-foreign', besideIt(path, context), path);
  const end = text.indexOf('\0');
  const set = checked(end < 0 ? text : text.slice(0, end));
  if (set === undefined) throw new VhdError('set-corrupt', undefined, path);
  return set;
}

/** Files that look like those of this set, for somebody who cannot use it. */
function besideIt(path: string, context: Pick<DiskContext, 'files'>): string {
  const stem = nodePath
    .basename(path)
    .replace(/\.vhds$/i, '')
    .toLowerCase();
  const names = context.files.list(nodePath.dirname(path)).filter((name) => {
    const [, base, id] = /^(.*)_([0-9a-f-]{36})\.avhdx$/i.exec(name) ?? [];
    return base?.toLowerCase() === stem && id !== undefined;
  });
  return names.length > 0 ? `Beside it: ${names.join(', ')}.` : 'No file of its own lies beside it.';
}

/** A name of a VHDX in the folder of the set, and nothing that leads elsewhere. */
const isMember = (name: unknown): name is string => typeof name === 'string' && /^[^/\\\0]+\.avhdx$/i.test(name);

function checked(text: string): VhdSet | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text.slice(SIGNATURE.length));
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const { disk, snapshots, files } = given as Record<string, unknown>;
  if (!isMember(disk) || !Array.isArray(snapshots) || !Array.isArray(files) || !files.every(isMember)) return undefined;
  const list = snapshots.map(checkedSnapshot);
  return list.every((one) => one !== undefined) ? { disk, snapshots: list, files } : undefined;
}

function checkedSnapshot(given: unknown): SetSnapshot | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const { id, file, createdAt } = given as Record<string, unknown>;
  const guid = typeof id === 'string' ? normalGuid(id) : undefined;
  if (guid === undefined || !isMember(file) || typeof createdAt !== 'number') return undefined;
  return { id: guid, file, createdAt };
}

/** Puts a set's file in place as a whole: a crash leaves the old one or the new one. */
export function writeSet(path: string, set: VhdSet, { files }: DiskContext): void {
  const text = Buffer.from(`${SIGNATURE}${JSON.stringify(set, undefined, 1)}\n`);
  if (text.length >= LENGTH) throw new VhdError('metadata-full', 'The set has too many snapshots.', path);
  const partial = `${path}.partial`;
  // Left by a process that was stopped.
  if (files.exists(partial)) files.remove(partial);
  const file = files.open(partial, 'create');
  let done = false;
  try {
    const bytes = Buffer.alloc(LENGTH);
    text.copy(bytes);
    file.write(bytes, 0);
    file.flush();
    done = true;
  } finally {
    file.close();
    if (!done) files.remove(partial);
  }
  files.rename(partial, path);
}
