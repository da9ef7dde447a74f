/**
 * What a host refuses about controllers, drives and virtual hard disk files. The pattern of the disk messages (what failed,
 * which file, then both again with the reason and its code) is from public transcripts; the names of the codes are those of
 * winerror.h. Lines about controllers and locations were not seen in transcripts and are assumed.
 */
import type { Named } from './errors.ts';

const idOf = (vm: Named) => `(Virtual machine ID ${vm.id.toUpperCase()})`;

/** Reasons a disk operation fails for: winerror.h and virtdisk, with Windows' texts. */
export const DISK_REASONS = {
  notFound: 'The system cannot find the file specified. (0x80070002).',
  pathNotFound: 'The system cannot find the path specified. (0x80070003).',
  accessDenied: 'Access is denied. (0x80070005).',
  inUse: 'The process cannot access the file because it is being used by another process. (0x80070020).',
  exists: 'The file exists. (0x80070050).',
  invalidArgument: 'One or more arguments are invalid (0x80070057).',
  diskFull: 'There is not enough space on the disk. (0x80070070).',
  badName: 'The filename, directory name, or volume label syntax is incorrect. (0x8007007B).',
  corrupt: 'The file or directory is corrupted and unreadable. (0x80070570).',
  footerMissing: 'The virtual hard disk is corrupted. The virtual hard disk drive footer is missing. (0xC03A0001).',
  footerChecksum:
    'The virtual hard disk is corrupted. The virtual hard disk drive footer checksum does not match the on-disk checksum. (0xC03A0002).',
  footerCorrupt:
    'The virtual hard disk is corrupted. The virtual hard disk drive footer in the virtual hard disk is corrupted. (0xC03A0003).',
  formatUnknown: 'The system does not recognize the file format of this virtual hard disk. (0xC03A0004).',
  sparseChecksum:
    'The virtual hard disk is corrupted. The sparse header checksum does not match the on-disk checksum. (0xC03A0006).',
  sparseCorrupt: 'The virtual hard disk is corrupted. The sparse header is corrupt. (0xC03A0008).',
  batCorrupt: 'The virtual hard disk is corrupted. The block allocation table is corrupt. (0xC03A000A).',
  parentNotFound:
    'The chain of virtual hard disks is corrupted. The system cannot locate the parent virtual hard disk for the differencing disk. (0xC03A000D).',
  parentIdMismatch:
    'The chain of virtual hard disks is corrupted. There is a mismatch in the identifiers of the parent virtual hard disk and differencing disk. (0xC03A000E).',
  invalidSize: 'The virtual disk size is invalid. (0xC03A0012).',
  invalidFileSize: 'The file size of the virtual hard disk is not valid. (0xC03A0013).',
  notVirtualDisk: 'The specified file is not a virtual disk. (0xC03A0015).',
  parentSizeMismatch:
    'The chain of virtual hard disks is corrupted. There is a mismatch in the virtual sizes of the parent virtual hard disk and differencing disk. (0xC03A0017).',
  limitation: 'The requested operation could not be completed due to a virtual disk system limitation. (0xC03A001A).',
  invalidType: 'The requested operation cannot be performed on a virtual disk of this type. (0xC03A001B).',
  invalidState: 'The requested operation cannot be performed on the virtual disk in its current state. (0xC03A001C).',
  wouldTruncate:
    'Resizing the virtual hard disk below its smallest safe virtual size would truncate data. (0xC03A0025).',
  minimumUnknown: 'The system could not compute the minimum size of the virtual hard disk. (0xC03A0026).',
  alreadyMinimum: 'The virtual hard disk is already at or below its smallest safe virtual size. (0xC03A0027).',
} as const;

export type DiskReason = keyof typeof DISK_REASONS;

/** Operations on files, as messages name them: the summary, and the verb of "The system failed to … 'P'". */
export const DISK_OPERATIONS = {
  create: { summary: 'Failed to create the virtual hard disk.', verb: 'create' },
  resize: { summary: 'Failed to resize the virtual disk.', verb: 'resize' },
} as const;

export type DiskOperation = keyof typeof DISK_OPERATIONS;

export const storageTexts = {
  /** A disk operation failed; `why` adds what to do about it. */
  diskFailed: (d: { operation: DiskOperation; path: string; reason: DiskReason; why?: string }) => {
    const { summary, verb } = DISK_OPERATIONS[d.operation];
    const first = `The system failed to ${verb} '${d.path}'`;
    return [summary, `${first}.`, summary, `${first}: ${DISK_REASONS[d.reason]}`, ...(d.why ? [d.why] : [])];
  },
  /** Get-VHD on something that is no disk. */
  diskUnreadable: (d: { path: string; reason: DiskReason }) => [
    `Getting the mounted storage instance for the path '${d.path}' failed.`,
    DISK_REASONS[d.reason],
  ],
  /** A disk that a running machine holds, asked for by somebody who needs it alone. */
  diskInUse: (_: { path: string }) => ['The operation cannot be performed while the object is in use.'],
  /** A running machine's disk that cannot be resized where it is. */
  resizeOnline: (d: { path: string; vm: Named; why: string }) => [
    'Failed to resize the virtual disk.',
    `The system failed to resize '${d.path}'.`,
    'Failed to resize the virtual disk.',
    `The system failed to resize '${d.path}': ${DISK_REASONS.inUse}`,
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
  attachmentFailed: (d: { vm: Named; path: string; reason: DiskReason }) => [
    "Failed to add device 'Virtual Hard Disk'.",
    `'${d.vm.name}' failed to add device 'Virtual Hard Disk'. ${idOf(d.vm)}`,
    `'${d.vm.name}': Attachment '${d.path}' failed to open because of error: ${DISK_REASONS[d.reason]}`,
  ],
  attachedTwice: (d: { vm: Named; path: string }) => [
    "Failed to add device 'Virtual Hard Disk'.",
    `'${d.vm.name}' failed to add device 'Virtual Hard Disk'. ${idOf(d.vm)}`,
    `The attachment '${d.path}' is already connected to the virtual machine '${d.vm.name}'.`,
  ],
  /** Starting a machine whose disk cannot be opened (public transcripts). */
  startDisk: (d: { vm: Named; path: string; controller: string; instance: string; reason: DiskReason }) => [
    `'${d.vm.name}' failed to start.`,
    `${d.controller} (Instance ID ${d.instance.toUpperCase()}): Failed to Power on with Error '${textOf(d.reason)}'.`,
    `Attachment '${d.path}' failed to open because of error: '${textOf(d.reason)}'.`,
    `'${d.vm.name}' failed to start. ${idOf(d.vm)}`,
    `'${d.vm.name}' ${d.controller} (Instance ID ${d.instance.toUpperCase()}): Failed to Power on with Error '${textOf(d.reason)}' ${codeOf(d.reason)}. ${idOf(d.vm)}`,
    `'${d.vm.name}': Attachment '${d.path}' failed to open because of error: '${textOf(d.reason)}' ${codeOf(d.reason)}. ${idOf(d.vm)}`,
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

const textOf = (reason: DiskReason) => DISK_REASONS[reason].replace(/ \(0x[0-9A-F]+\)\.$/, '');
const codeOf = (reason: DiskReason) => /\(0x[0-9A-F]+\)/.exec(DISK_REASONS[reason])?.[0] ?? '';
