/** The VirtualHardDisk object of a disk file: facts of the moment it was read, as Get-VHD gives them. */
import type { DiskFacts } from '../host/disk-files.ts';
import { NetObject } from '../powershell/objects.ts';
import { type VirtualHardDiskTarget, virtualHardDiskClass } from './virtual-hard-disk.ts';

const FORMATS = { vhd: 'VHD', vhdx: 'VHDX', vhdset: 'VHDSet', raw: 'Unknown' } as const;
const TYPES = { fixed: 'Fixed', dynamic: 'Dynamic', differencing: 'Differencing' } as const;

/** What the file itself does not say. */
export interface DiskPlace {
  readonly computerName: string;
  readonly lacks: ReadonlySet<string>;
  /** As objects show it. */
  readonly path: string;
  readonly attached: boolean;
  /** Where it is mounted on the host. */
  readonly diskNumber: number | null;
}

export function diskObject(facts: DiskFacts, place: DiskPlace): NetObject<VirtualHardDiskTarget> {
  return new NetObject<VirtualHardDiskTarget>(virtualHardDiskClass, {
    ...place,
    vhdFormat: FORMATS[facts.format],
    vhdType: TYPES[facts.type],
    fileSize: facts.fileSize,
    size: facts.size,
    minimumSize: facts.minimumSize ?? null,
    logicalSectorSize: facts.logicalSectorSize,
    physicalSectorSize: facts.physicalSectorSize,
    blockSize: facts.blockSize,
    parentPath: facts.parentPath ?? '',
    diskIdentifier: facts.identifier ?? '',
    fragmentationPercentage: facts.fragmentationPercentage ?? null,
    alignment: facts.alignment,
    isPmemCompatible: false,
    addressAbstractionType: 'None',
  });
}
