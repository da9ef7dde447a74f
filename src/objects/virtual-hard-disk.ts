/** VirtualHardDisk: what Get-VHD and New-VHD give. */
import type { ClassDef } from '../powershell/objects.ts';
import { type Member, propertiesOf } from './properties.ts';

/** Facts of a virtual hard disk file. Sizes in bytes. */
export interface VirtualHardDiskTarget {
  readonly computerName: string;
  /** Features that its host lacks; see the views. */
  readonly lacks?: ReadonlySet<string>;
  readonly path: string;
  readonly vhdFormat: Member<'VhdFormat'>;
  readonly vhdType: Member<'VhdType'>;
  readonly fileSize: number;
  readonly size: number;
  /** Smallest size the disk may be given; null where it holds no partition that we can read. */
  readonly minimumSize: number | null;
  readonly logicalSectorSize: number;
  readonly physicalSectorSize: number;
  /** 0 for fixed disks. */
  readonly blockSize: number;
  /** Empty where the disk is not a differencing one. */
  readonly parentPath: string;
  /** Upper case with hyphens, without braces. */
  readonly diskIdentifier: string;
  /** Null for fixed and differencing disks. */
  readonly fragmentationPercentage: number | null;
  readonly alignment: number;
  readonly attached: boolean;
  readonly diskNumber: number | null;
  readonly isPmemCompatible: boolean;
  readonly addressAbstractionType: Member<'VirtualHardDiskPmemAddressAbstractionType'>;
}

const v = propertiesOf<VirtualHardDiskTarget>();

/** Microsoft.Vhd.PowerShell.VirtualHardDisk. */
export const virtualHardDiskClass: ClassDef<VirtualHardDiskTarget> = {
  name: 'Microsoft.Vhd.PowerShell.VirtualHardDisk',
  bases: [],
  properties: [
    v.string('ComputerName', (t) => t.computerName),
    v.string('Path', (t) => t.path),
    v.enum('VhdFormat', 'VhdFormat', (t) => t.vhdFormat),
    v.enum('VhdType', 'VhdType', (t) => t.vhdType),
    v.uint64('FileSize', (t) => t.fileSize),
    v.uint64('Size', (t) => t.size),
    v.nullableUInt64('MinimumSize', (t) => t.minimumSize),
    v.uint32('LogicalSectorSize', (t) => t.logicalSectorSize),
    v.uint32('PhysicalSectorSize', (t) => t.physicalSectorSize),
    v.uint32('BlockSize', (t) => t.blockSize),
    v.string('ParentPath', (t) => t.parentPath),
    v.string('DiskIdentifier', (t) => t.diskIdentifier),
    v.nullableUInt32('FragmentationPercentage', (t) => t.fragmentationPercentage),
    v.uint32('Alignment', (t) => t.alignment),
    v.bool('Attached', (t) => t.attached),
    v.nullableUInt32('DiskNumber', (t) => t.diskNumber),
    v.bool('IsPMEMCompatible', (t) => t.isPmemCompatible),
    v.enum('VirtualHardDiskPmemAddressAbstractionType', 'AddressAbstractionType', (t) => t.addressAbstractionType),
  ],
  aliases: { Number: 'DiskNumber' },
};
