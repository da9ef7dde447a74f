/**
 * What can be wrong with a virtual hard disk: a closed set of named causes. Each has the code that Windows uses for it
 * (`winerror.h`, facility 0x03A, or a Win32 code as HRESULT), a kind, and a sentence.
 */

/** How a caller should look at a failure. */
export type FaultKind =
  /** The file breaks a rule of its format. */
  | 'corrupt'
  /** The file is sound, but asks for something that this version does not know. */
  | 'unsupported'
  /** The parent of a differencing disk is missing or not the right one. */
  | 'chain'
  /** The request does not fit the disk. */
  | 'request'
  /** The host's file system refused. */
  | 'host';

interface Cause {
  readonly hresult: number;
  readonly kind: FaultKind;
  readonly text: string;
}

const corrupt = (hresult: number, text: string): Cause => ({ hresult, kind: 'corrupt', text });
const unsupported = (hresult: number, text: string): Cause => ({ hresult, kind: 'unsupported', text });
const chain = (hresult: number, text: string): Cause => ({ hresult, kind: 'chain', text });
const request = (hresult: number, text: string): Cause => ({ hresult, kind: 'request', text });
const host = (hresult: number, text: string): Cause => ({ hresult, kind: 'host', text });

/** "The file or directory is corrupted and unreadable": what Windows says for a damaged VHDX. */
const DAMAGED = 0x80070570;

/** Every cause, by name. */
export const CAUSES = {
  // VHD
  'footer-missing': corrupt(0xc03a0001, 'The virtual disk has no footer.'),
  'footer-checksum': corrupt(0xc03a0002, 'The checksum of the footer does not fit.'),
  'footer-corrupt': corrupt(0xc03a0003, 'The footer holds an impossible value.'),
  'footer-version': unsupported(0xc03a0005, 'The format version of the footer is not supported.'),
  'sparse-header-checksum': corrupt(0xc03a0006, 'The checksum of the dynamic header does not fit.'),
  'sparse-header-version': unsupported(0xc03a0007, 'The version of the dynamic header is not supported.'),
  'sparse-header-corrupt': corrupt(0xc03a0008, 'The dynamic header holds an impossible value.'),
  'bat-corrupt': corrupt(0xc03a000a, 'The block allocation table is corrupt.'),
  'file-size-corrupt': corrupt(0xc03a0013, 'The file is shorter than its structures need.'),
  'saved-state': request(0xc03a001c, 'The disk belongs to a saved virtual machine and must not be changed.'),
  // VHDX
  'header-corrupt': corrupt(DAMAGED, 'Neither header of the file is valid.'),
  'header-version': unsupported(0xc03a0005, 'The version of the header is not supported.'),
  'log-location': corrupt(DAMAGED, 'The log does not lie inside the file.'),
  'log-version': unsupported(0xc03a0005, 'The version of the log is not supported.'),
  'log-corrupt': corrupt(DAMAGED, 'The log has to be replayed, but holds no valid sequence.'),
  'log-truncated': corrupt(DAMAGED, 'The file is shorter than its log says it was.'),
  'region-corrupt': corrupt(DAMAGED, 'Neither region table is valid.'),
  'region-overlap': corrupt(DAMAGED, 'Two regions of the file overlap.'),
  'region-missing': corrupt(DAMAGED, 'A region that every file has is missing.'),
  'region-unknown': unsupported(DAMAGED, 'The file needs a region that is not known here.'),
  'metadata-corrupt': corrupt(DAMAGED, 'The metadata table is corrupt.'),
  'metadata-missing': corrupt(DAMAGED, 'A metadata item that every file has is missing.'),
  'metadata-unknown': unsupported(DAMAGED, 'The file needs a metadata item that is not known here.'),
  'metadata-value': corrupt(DAMAGED, 'A metadata item holds an impossible value.'),
  'metadata-full': request(0xc03a0028, 'There is no room for another metadata item.'),
  'incomplete-file': corrupt(DAMAGED, 'The creation of this file was never finished.'),
  'bat-entry': corrupt(DAMAGED, 'An entry of the block allocation table is corrupt.'),
  'bat-past-end': corrupt(DAMAGED, 'The block allocation table names a place behind the end of the file.'),
  'bat-overlap': corrupt(DAMAGED, 'Two blocks, or a block and a region, overlap.'),
  'bat-too-small': corrupt(DAMAGED, 'The block allocation table is too small for the disk.'),
  'locator-corrupt': corrupt(DAMAGED, 'The parent locator is corrupt.'),
  // any format
  'not-a-disk': request(0xc03a0015, 'The file is not a virtual hard disk.'),
  'unknown-format': request(0xc03a0014, 'The name of the file does not tell a virtual hard disk format.'),
  'set-foreign': unsupported(
    0xc03a0004,
    'The layout of Windows files of virtual hard disk sets is not public. Their disks are ordinary VHDX files: use those.',
  ),
  'set-corrupt': corrupt(DAMAGED, 'The file of the virtual hard disk set is damaged.'),
  // chains
  'parent-not-found': chain(0xc03a000d, 'The parent of the differencing disk was not found.'),
  'parent-mismatch': chain(
    0xc03a000e,
    'The parent was changed after the differencing disk was made, or is another disk.',
  ),
  'parent-size': chain(0xc03a0017, 'The sizes of the differencing disk and its parent do not fit.'),
  'parent-sector': chain(0xc03a001d, 'The sector sizes of the differencing disk and its parent differ.'),
  'parent-format': chain(0xc03a001b, 'The differencing disk and its parent have different formats.'),
  'parent-broken': chain(0xc03a0019, 'A disk higher in the chain cannot be opened.'),
  'chain-cycle': chain(0xc03a0018, 'The chain of differencing disks comes back to itself.'),
  'chain-depth': chain(0xc03a0019, 'The chain of differencing disks is too long.'),
  'not-in-chain': chain(0xc03a000d, 'The given disk is not an ancestor of this one.'),
  // requests
  'snapshot-not-found': request(0x80070490, 'The set has no such snapshot.'),
  'size-invalid': request(0xc03a0012, 'The size of the disk is not valid.'),
  'block-size-invalid': request(0xc03a000b, 'The block size is not valid.'),
  'sector-size-invalid': request(0xc03a001d, 'The sector size is not supported.'),
  'type-invalid': request(0xc03a001b, 'The operation is not possible with this type of disk.'),
  'shrink-not-supported': request(0xc03a001b, 'A disk of this format and type cannot be shrunk.'),
  'grow-not-supported': request(0xc03a001b, 'A disk of this format and type cannot be expanded.'),
  'would-truncate': request(0xc03a0025, 'The new size would cut off a partition.'),
  'minimum-unknown': request(0xc03a0026, 'The smallest possible size could not be found out.'),
  'at-minimum': request(0xc03a0027, 'The disk already has its smallest size.'),
  'range-invalid': request(0x80070057, 'The range is not inside the disk or not made of whole sectors.'),
  'argument-invalid': request(0x80070057, 'The parameter is not correct.'),
  'not-mounted': request(0xc03a001c, 'The disk has to be mounted for reading only.'),
  'read-only': request(0x80070005, 'The disk is open for reading only.'),
  aborted: request(0x800704c7, 'The operation was cancelled.'),
  // host
  'in-use': host(0x80070020, 'The file is being used by another process.'),
  'file-exists': host(0x80070050, 'The file exists.'),
  'file-not-found': host(0x80070002, 'The system cannot find the file specified.'),
  'path-not-found': host(0x80070003, 'The system cannot find the path specified.'),
  'access-denied': host(0x80070005, 'Access is denied.'),
  'disk-full': host(0x80070070, 'There is not enough space on the disk.'),
  'host-limit': host(0x80070299, "The operation does not fit the limits of the host's file system."),
  'host-io': host(0x8007045d, 'The request could not be performed because of an I/O device error.'),
} as const satisfies Record<string, Cause>;

/** The name of a cause. */
export type CauseName = keyof typeof CAUSES;

/** A failure of this library: always one of {@link CAUSES}. */
export class VhdError extends Error {
  override readonly name = 'VhdError';
  /** Which rule was broken. */
  readonly fault: CauseName;
  /** The file it is about, as far as known. */
  path: string | undefined;
  /** Where and what exactly, for people. */
  readonly detail: string | undefined;

  constructor(fault: CauseName, detail?: string, path?: string, options?: ErrorOptions) {
    super(detail ? `${CAUSES[fault].text} ${detail}` : CAUSES[fault].text, options);
    this.fault = fault;
    this.detail = detail;
    this.path = path;
  }

  get kind(): FaultKind {
    return CAUSES[this.fault].kind;
  }

  /** The code of Windows, unsigned 32 bits. */
  get hresult(): number {
    return CAUSES[this.fault].hresult;
  }

  /** The sentence without the detail. */
  get text(): string {
    return CAUSES[this.fault].text;
  }
}

/** Throws unless `condition` holds. */
export function ensure(condition: boolean, fault: CauseName, detail?: string): asserts condition {
  if (!condition) throw new VhdError(fault, detail);
}

/** Runs `work`; a failure of this library that names no file yet gets this one. */
export function about<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof VhdError) error.path ??= path;
    throw error;
  }
}
