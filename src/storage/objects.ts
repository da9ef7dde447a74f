/** MSFT_Disk, MSFT_Partition, MSFT_Volume and MSFT_PhysicalDisk as the Storage module shows them. */
import { PSObj } from '../powershell/engine/psobject.ts';
import { Char, Num, type PSValue } from '../powershell/values.ts';
import { GPT_TYPES } from '../vhd/partition-table.ts';
import type { DiskInfo, PartitionInfo } from './host-disks.ts';

const CIM = 'Microsoft.Management.Infrastructure.CimInstance';

export const u64 = (n: number): PSValue => new Num('UInt64', BigInt(n));
export const u32 = (n: number): PSValue => new Num('UInt32', n);
export const u16 = (n: number): PSValue => new Num('UInt16', n);

/** A CIM instance of a class of the storage namespace. */
export function instance(
  className: string,
  properties: Readonly<Record<string, PSValue>>,
  data: unknown,
  space = 'ROOT/Microsoft/Windows/Storage',
): PSObj {
  const object = new PSObj([`${CIM}#${space}/${className}`, `${CIM}#${className}`, CIM, 'System.Object']);
  for (const [name, value] of Object.entries(properties))
    object.members.add({ name, kind: 'property', readonly: true, get: () => value });
  object.toText = () =>
    `${className}${typeof properties['UniqueId'] === 'string' ? ` (ObjectId = "${properties['UniqueId']}")` : ''}`;
  object.data = data;
  return object;
}

/** Name of the disk as a device. */
export const devicePath = (disk: DiskInfo): string =>
  `\\\\?\\scsi#disk&ven_${disk.mount ? 'msft&prod_virtual_disk' : 'hyperv&prod_lab_ssd'}#${disk.identity.slice(0, 8)}&0&${String(disk.number).padStart(6, '0')}#{53f56307-b6bf-11d0-94f2-00a0c91efb8b}`;

export function diskObject(disk: DiskInfo): PSObj {
  const virtual = disk.mount !== null;
  const gpt = disk.style === 'GPT';
  return instance(
    'MSFT_Disk',
    {
      PartitionStyle: disk.style,
      ProvisioningType: virtual ? 'Thin' : 'Fixed',
      OperationalStatus: disk.offline ? 'Offline' : 'Online',
      HealthStatus: 'Healthy',
      BusType: virtual ? 'File Backed Virtual' : 'NVMe',
      UniqueIdFormat: 'Vendor Specific',
      OfflineReason: disk.offline ? 'Policy' : null,
      ObjectId: `{1}\\\\${disk.computerName}\\root/Microsoft/Windows/Storage/Providers_v2\\WSP_Disk.ObjectId="${disk.identity}"`,
      UniqueId: disk.identity.replaceAll('-', '').toUpperCase(),
      AdapterSerialNumber: null,
      AllocatedSize: u64(disk.style === 'RAW' ? 0 : disk.size - disk.largestFree),
      BootFromDisk: !virtual,
      FirmwareVersion: virtual ? '1.0' : '1.0',
      FriendlyName: virtual ? 'Msft Virtual Disk' : 'HYPERV LAB SSD',
      Guid: gpt ? `{${disk.guid}}` : null,
      IsBoot: !virtual,
      IsClustered: false,
      IsHighlyAvailable: false,
      IsOffline: disk.offline,
      IsReadOnly: disk.readOnly,
      IsScaleOut: false,
      IsSystem: !virtual,
      LargestFreeExtent: u64(disk.largestFree),
      Location: disk.mount?.shown ?? 'Integrated : Bus 0 : Device 0 : Function 0 : Adapter 0',
      LogicalSectorSize: u32(disk.logicalSector),
      Manufacturer: virtual ? 'Msft    ' : null,
      Model: virtual ? 'Virtual Disk    ' : 'HYPERV LAB SSD',
      Number: u32(disk.number),
      NumberOfPartitions: u32(disk.partitions.length),
      Path: devicePath(disk),
      PhysicalSectorSize: u32(disk.physicalSector),
      SerialNumber: virtual ? null : disk.identity.slice(0, 8).toUpperCase(),
      Signature: disk.style === 'MBR' ? u32(disk.signature) : null,
      Size: u64(disk.size),
      PSComputerName: null,
      DiskNumber: u32(disk.number),
    },
    disk,
  );
}

const TYPES: Readonly<Record<string, string>> = {
  [GPT_TYPES.basic]: 'Basic',
  [GPT_TYPES.reserved]: 'Reserved',
  [GPT_TYPES.system]: 'System',
  [GPT_TYPES.recovery]: 'Recovery',
};
const MBR_TYPES: Readonly<Record<number, string>> = {
  1: 'FAT12',
  4: 'FAT16',
  5: 'Extended',
  6: 'Huge',
  7: 'IFS',
  11: 'FAT32',
  12: 'FAT32 XINT13',
  15: 'Extended',
};

/** A partition on its disk. */
export interface Placed {
  readonly disk: DiskInfo;
  readonly partition: PartitionInfo;
}

export const volumePath = ({ partition }: Placed): string | null =>
  partition.guid === null ? null : `\\\\?\\Volume{${partition.guid}}\\`;

export function partitionObject(placed: Placed): PSObj {
  const { disk, partition: p } = placed;
  const paths = [
    ...(p.letter ? [`${p.letter}:\\`] : []),
    ...(volumePath(placed) && p.volume ? [volumePath(placed)!] : []),
  ];
  return instance(
    'MSFT_Partition',
    {
      OperationalStatus: disk.offline ? 'Offline' : 'Online',
      Type: p.type === null ? (MBR_TYPES[p.mbrType] ?? 'Unknown') : (TYPES[p.type] ?? 'Unknown'),
      DiskPath: devicePath(disk),
      ObjectId: null,
      UniqueId: p.guid === null ? `${disk.identity}${p.offset}` : `{${p.guid}}`,
      AccessPaths: paths.length > 0 ? paths : null,
      DiskId: devicePath(disk),
      DiskNumber: u32(disk.number),
      DriveLetter: new Char(p.letter?.charCodeAt(0) ?? 0),
      GptType: p.type === null ? null : `{${p.type}}`,
      Guid: p.guid === null ? null : `{${p.guid}}`,
      IsActive: p.active,
      IsBoot: disk.number === 0 && p.letter === 'C',
      IsDAX: false,
      IsHidden: (p.attributes & (1n << 62n)) !== 0n,
      IsOffline: disk.offline,
      IsReadOnly: disk.readOnly || (p.attributes & (1n << 60n)) !== 0n,
      IsShadowCopy: false,
      IsSystem: p.type === GPT_TYPES.system,
      MbrType: p.type === null ? u16(p.mbrType) : null,
      NoDefaultDriveLetter: (p.attributes & (1n << 63n)) !== 0n,
      Offset: u64(p.offset),
      PartitionNumber: u32(p.number),
      Size: u64(p.length),
      TransitionState: null,
      PSComputerName: null,
    },
    placed,
  );
}

export function volumeObject(placed: Placed): PSObj {
  const { partition: p } = placed;
  const v = p.volume;
  return instance(
    'MSFT_Volume',
    {
      OperationalStatus: 'OK',
      HealthStatus: 'Healthy',
      DriveType: 'Fixed',
      FileSystemType: v?.fileSystem ?? 'Unknown',
      DedupMode: 'NotAvailable',
      ObjectId: null,
      UniqueId: volumePath(placed),
      AllocationUnitSize: u32(v?.clusterSize ?? 0),
      DriveLetter: p.letter === null ? null : new Char(p.letter.charCodeAt(0)),
      FileSystem: v?.fileSystem ?? '',
      FileSystemLabel: v?.label ?? '',
      Path: volumePath(placed),
      Size: u64(v?.size ?? 0),
      SizeRemaining: u64(v?.free ?? 0),
      PSComputerName: null,
    },
    placed,
  );
}

export function physicalDiskObject(disk: DiskInfo): PSObj {
  return instance(
    'MSFT_PhysicalDisk',
    {
      Usage: 'Auto-Select',
      OperationalStatus: 'OK',
      HealthStatus: 'Healthy',
      BusType: 'NVMe',
      MediaType: 'SSD',
      CannotPoolReason: 'Insufficient Capacity',
      UniqueId: disk.identity.replaceAll('-', '').toUpperCase(),
      DeviceId: String(disk.number),
      FriendlyName: 'HYPERV LAB SSD',
      Manufacturer: null,
      Model: 'HYPERV LAB SSD',
      SerialNumber: disk.identity.slice(0, 8).toUpperCase(),
      CanPool: false,
      AllocatedSize: u64(disk.size),
      LogicalSectorSize: u64(disk.logicalSector),
      PhysicalSectorSize: u64(disk.physicalSector),
      Size: u64(disk.size),
      SpindleSpeed: u32(0),
      PSComputerName: null,
    },
    disk,
  );
}
