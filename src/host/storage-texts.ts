/**
 * What a host refuses about controllers, drives and virtual hard disk files. The pattern of the disk messages (what failed,
 * which file, then both again with the reason and its code) is from public transcripts; the names of the codes are those of
 * winerror.h. Lines about controllers and locations were not seen in transcripts and are assumed.
 */
import type { Named } from './errors.ts';

const idOf = (vm: Named) => `(Virtual machine ID ${vm.id.toUpperCase()})`;

/** HRESULTs of disk operations, by a short name: winerror.h and the virtdisk pages. */
export const HRESULT = {
  notFound: 0x80070002,
  pathNotFound: 0x80070003,
  accessDenied: 0x80070005,
  inUse: 0x80070020,
  exists: 0x80070050,
  invalidArgument: 0x80070057,
  diskFull: 0x80070070,
  hostLimit: 0x80070299,
  // ERROR_NOT_SUPPORTED: the code of Windows for it was not seen.
  notShared: 0x80070032,
  cancelled: 0x800704c7,
  unsupportedVersion: 0xc03a0005,
  badName: 0x8007007b,
  corrupt: 0x80070570,
  footerMissing: 0xc03a0001,
  footerChecksum: 0xc03a0002,
  footerCorrupt: 0xc03a0003,
  formatUnknown: 0xc03a0004,
  sparseChecksum: 0xc03a0006,
  sparseCorrupt: 0xc03a0008,
  batCorrupt: 0xc03a000a,
  parentNotFound: 0xc03a000d,
  parentIdMismatch: 0xc03a000e,
  invalidBlockSize: 0xc03a000b,
  invalidSize: 0xc03a0012,
  invalidFileSize: 0xc03a0013,
  providerNotFound: 0xc03a0014,
  notVirtualDisk: 0xc03a0015,
  parentSizeMismatch: 0xc03a0017,
  chainCycle: 0xc03a0018,
  chainInParent: 0xc03a0019,
  limitation: 0xc03a001a,
  invalidType: 0xc03a001b,
  invalidState: 0xc03a001c,
  sectorSize: 0xc03a001d,
  wouldTruncate: 0xc03a0025,
  minimumUnknown: 0xc03a0026,
  alreadyMinimum: 0xc03a0027,
} as const;

/** Windows' texts for them. */
const SENTENCES: Readonly<Record<number, string>> = {
  [HRESULT.notFound]: 'The system cannot find the file specified.',
  [HRESULT.pathNotFound]: 'The system cannot find the path specified.',
  [HRESULT.accessDenied]: 'Access is denied.',
  [HRESULT.inUse]: 'The process cannot access the file because it is being used by another process.',
  [HRESULT.exists]: 'The file exists.',
  [HRESULT.invalidArgument]: 'One or more arguments are invalid',
  [HRESULT.diskFull]: 'There is not enough space on the disk.',
  [HRESULT.badName]: 'The filename, directory name, or volume label syntax is incorrect.',
  [HRESULT.corrupt]: 'The file or directory is corrupted and unreadable.',
  [HRESULT.footerMissing]: 'The virtual hard disk is corrupted. The virtual hard disk drive footer is missing.',
  [HRESULT.footerChecksum]:
    'The virtual hard disk is corrupted. The virtual hard disk drive footer checksum does not match the on-disk checksum.',
  [HRESULT.footerCorrupt]:
    'The virtual hard disk is corrupted. The virtual hard disk drive footer in the virtual hard disk is corrupted.',
  [HRESULT.formatUnknown]: 'The system does not recognize the file format of this virtual hard disk.',
  [HRESULT.sparseChecksum]:
    'The virtual hard disk is corrupted. The sparse header checksum does not match the on-disk checksum.',
  [HRESULT.sparseCorrupt]: 'The virtual hard disk is corrupted. The sparse header is corrupt.',
  [HRESULT.batCorrupt]: 'The virtual hard disk is corrupted. The block allocation table is corrupt.',
  [HRESULT.parentNotFound]:
    'The chain of virtual hard disks is corrupted. The system cannot locate the parent virtual hard disk for the differencing disk.',
  [HRESULT.parentIdMismatch]:
    'The chain of virtual hard disks is corrupted. There is a mismatch in the identifiers of the parent virtual hard disk and differencing disk.',
  [HRESULT.invalidSize]: 'The virtual disk size is invalid.',
  [HRESULT.invalidFileSize]: 'The file size of the virtual hard disk is not valid.',
  [HRESULT.providerNotFound]: 'A virtual disk support provider for the specified file was not found.',
  [HRESULT.invalidBlockSize]: 'The block size of the virtual hard disk is invalid.',
  [HRESULT.unsupportedVersion]: 'The version of this virtual hard disk is not supported.',
  [HRESULT.hostLimit]: 'The requested operation could not be completed due to a file system limitation.',
  [HRESULT.notShared]: 'The storage where the virtual hard disk is located does not support virtual hard disk sharing.',
  [HRESULT.cancelled]: 'The operation was canceled by the user.',
  [HRESULT.chainCycle]:
    'The chain of virtual hard disks is corrupted. A cycle was detected in the chain of differencing disks.',
  [HRESULT.chainInParent]:
    'The chain of virtual hard disks is inaccessible. There was an error opening a virtual hard disk further up the chain.',
  [HRESULT.sectorSize]: 'The sector size of the physical disk on which the virtual disk resides is not supported.',
  [HRESULT.notVirtualDisk]: 'The specified file is not a virtual disk.',
  [HRESULT.parentSizeMismatch]:
    'The chain of virtual hard disks is corrupted. There is a mismatch in the virtual sizes of the parent virtual hard disk and differencing disk.',
  [HRESULT.limitation]: 'The requested operation could not be completed due to a virtual disk system limitation.',
  [HRESULT.invalidType]: 'The requested operation cannot be performed on a virtual disk of this type.',
  [HRESULT.invalidState]: 'The requested operation cannot be performed on the virtual disk in its current state.',
  [HRESULT.wouldTruncate]: 'Resizing the virtual hard disk below its smallest safe virtual size would truncate data.',
  [HRESULT.minimumUnknown]: 'The system could not compute the minimum size of the virtual hard disk.',
  [HRESULT.alreadyMinimum]: 'The virtual hard disk is already at or below its smallest safe virtual size.',
};

/** An HRESULT as messages show it: `The file exists. (0x80070050).` */
export function reasonText(code: number): string {
  return `${sentenceOf(code)} ${codeText(code)}.`;
}

function sentenceOf(code: number): string {
  return SENTENCES[code] ?? 'The operation failed.';
}

const codeText = (code: number) => `(0x${code.toString(16).toUpperCase().padStart(8, '0')})`;

/** Operations on files, as messages name them: the summary, and the verb of "The system failed to … 'P'". */
export const DISK_OPERATIONS = {
  create: { summary: 'Failed to create the virtual hard disk.', verb: 'create' },
  resize: { summary: 'Failed to resize the virtual disk.', verb: 'resize' },
  convert: { summary: 'Failed to convert the virtual disk.', verb: 'convert' },
  merge: { summary: 'Failed to merge the virtual disk.', verb: 'merge' },
  compact: { summary: 'Failed to compact the virtual disk.', verb: 'compact' },
  mount: { summary: 'Failed to mount the virtual disk.', verb: 'mount' },
  dismount: { summary: 'Failed to dismount the virtual disk.', verb: 'dismount' },
  // Lines of the others were not seen; assumed by analogy.
  createFloppy: { summary: 'Failed to create the virtual floppy disk.', verb: 'create' },
  set: { summary: 'Failed to modify the virtual disk.', verb: 'modify' },
  readSet: { summary: 'Failed to get information about the virtual hard disk set.', verb: 'open' },
  removeSnapshot: { summary: 'Failed to remove the checkpoint from the virtual hard disk set.', verb: 'modify' },
  validate: { summary: 'Failed to validate the virtual disk.', verb: 'validate' },
} as const;

export type DiskOperation = keyof typeof DISK_OPERATIONS;

export const storageTexts = {
  /** A disk operation failed; `why` adds what to do about it. */
  diskFailed: (d: { operation: DiskOperation; path: string; code: number; why?: string }) => {
    const { summary, verb } = DISK_OPERATIONS[d.operation];
    const first = `The system failed to ${verb} '${d.path}'`;
    return [summary, `${first}.`, summary, `${first}: ${reasonText(d.code)}`, ...(d.why ? [d.why] : [])];
  },
  /** Get-VHD on something that is no disk. */
  diskUnreadable: (d: { path: string; code: number }) => [
    `Getting the mounted storage instance for the path '${d.path}' failed.`,
    reasonText(d.code),
  ],
  /** No disk of the host has this number (assumed). */
  diskNumberNotFound: (d: { number: number }) => [
    `The system failed to find a mounted virtual hard disk with disk number ${d.number}.`,
  ],
  /** A disk that a running machine holds, asked for by somebody who needs it alone. */
  diskInUse: (_: { path: string }) => ['The operation cannot be performed while the object is in use.'],
  /** A running machine's disk that cannot be resized where it is. */
  resizeOnline: (d: { path: string; vm: Named; why: string }) => [
    'Failed to resize the virtual disk.',
    `The system failed to resize '${d.path}'.`,
    'Failed to resize the virtual disk.',
    `The system failed to resize '${d.path}': ${reasonText(HRESULT.inUse)}`,
    `${d.why} Shut down virtual machine '${d.vm.name}' first.`,
  ],
  controllerNotFound: (d: { vm: Named; type: string; number: number }) => [
    `Hyper-V was unable to find a ${d.type} controller with number ${d.number} on virtual machine "${d.vm.name}".`,
  ],
  driveNotFound: (d: { vm: Named; type: string; number: number; location: number }) => [
    `Hyper-V was unable to find a hard disk drive at ${d.type} ${d.number}:${d.location} on virtual machine "${d.vm.name}".`,
  ],
  locationTaken: (d: { vm: Named; type: string; number: number; location: number }) => [
    "Failed to add device 'Hard Disk Drive'.",
    `'${d.vm.name}' failed to add device 'Hard Disk Drive'. ${idOf(d.vm)}`,
    `The location ${d.location} of ${d.type} controller ${d.number} is already in use.`,
  ],
  noFreeLocation: (d: { vm: Named; type: string }) => [
    "Failed to add device 'Hard Disk Drive'.",
    `'${d.vm.name}' failed to add device 'Hard Disk Drive'. ${idOf(d.vm)}`,
    `No ${d.type} controller of the virtual machine has a free location.`,
  ],
  locationRange: (d: { type: string; location: number; highest: number }) => [
    `The location ${d.location} is out of range for a ${d.type} controller: 0 to ${d.highest}.`,
  ],
  /** Adding or removing on IDE, or a controller, while the machine is not off. */
  hotPlug: (d: { vm: Named; device: string; verb: 'add' | 'remove' | 'modify' }) => [
    `Failed to ${d.verb} device '${d.device}'.`,
    `'${d.vm.name}' failed to ${d.verb} device '${d.device}'. ${idOf(d.vm)}`,
    'The operation cannot be performed while the virtual machine is in its current state.',
  ],
  attachmentFailed: (d: { vm: Named; path: string; code: number }) => [
    "Failed to add device 'Virtual Hard Disk'.",
    `'${d.vm.name}' failed to add device 'Virtual Hard Disk'. ${idOf(d.vm)}`,
    `'${d.vm.name}': Attachment '${d.path}' failed to open because of error: ${reasonText(d.code)}`,
  ],
  attachedTwice: (d: { vm: Named; path: string }) => [
    "Failed to add device 'Virtual Hard Disk'.",
    `'${d.vm.name}' failed to add device 'Virtual Hard Disk'. ${idOf(d.vm)}`,
    `The attachment '${d.path}' is already connected to the virtual machine '${d.vm.name}'.`,
  ],
  /** Starting a machine whose disk cannot be opened (public transcripts). */
  startDisk: (d: { vm: Named; path: string; controller: string; instance: string; code: number }) => [
    `'${d.vm.name}' failed to start.`,
    `${d.controller} (Instance ID ${d.instance.toUpperCase()}): Failed to Power on with Error '${sentenceOf(d.code)}'.`,
    `Attachment '${d.path}' failed to open because of error: '${sentenceOf(d.code)}'.`,
    `'${d.vm.name}' failed to start. ${idOf(d.vm)}`,
    `'${d.vm.name}' ${d.controller} (Instance ID ${d.instance.toUpperCase()}): Failed to Power on with Error '${sentenceOf(d.code)}' ${codeText(d.code)}. ${idOf(d.vm)}`,
    `'${d.vm.name}': Attachment '${d.path}' failed to open because of error: '${sentenceOf(d.code)}' ${codeText(d.code)}. ${idOf(d.vm)}`,
  ],
  controllerLimit: (d: { vm: Named; highest: number }) => [
    "Failed to add device 'SCSI Controller'.",
    `'${d.vm.name}' failed to add device 'SCSI Controller'. ${idOf(d.vm)}`,
    `A virtual machine has at most ${d.highest} SCSI controllers.`,
  ],
  noIde: (d: { vm: Named }) => [
    `Virtual machine "${d.vm.name}" is of generation 2: it has no IDE controllers. Use -ControllerType SCSI.`,
  ],
  serviceNotFound: (d: { vm: Named; name: string }) => [
    `Hyper-V was unable to find an integration service with name "${d.name}" on virtual machine "${d.vm.name}".`,
  ],
} as const;
