/** How disks, partitions and volumes are shown, after the format file of the Storage module. */

import type { GroupBy } from '../powershell/format/formatter.ts';
import { sizeText } from '../powershell/format/size-text.ts';
import type { Column, TypeView } from '../powershell/format/view.ts';
import { Num, type PSValue } from '../powershell/values.ts';

const CIM = 'Microsoft.Management.Infrastructure.CimInstance#';
const SPACE = `${CIM}ROOT/Microsoft/Windows/Storage/`;

const size = (label: string, property: string, width: number): Column => ({
  label,
  width,
  align: 'right',
  value: (o): PSValue => {
    const value = o.get(property);
    return value instanceof Num ? sizeText(Number(value.value)) : null;
  },
});
const left = (label: string, property: string, width: number): Column => ({ label, property, width, align: 'left' });

export const storageViews: readonly TypeView[] = [
  {
    type: `${SPACE}MSFT_Disk`,
    table: {
      columns: [
        left('Number', 'Number', 6),
        left('Friendly Name', 'FriendlyName', 13),
        left('Serial Number', 'SerialNumber', 32),
        left('HealthStatus', 'HealthStatus', 20),
        left('OperationalStatus', 'OperationalStatus', 22),
        size('Total Size', 'Size', 10),
        left('Partition Style', 'PartitionStyle', 10),
      ],
    },
  },
  {
    type: `${SPACE}MSFT_Partition`,
    table: {
      columns: [
        left('PartitionNumber', 'PartitionNumber', 16),
        left('DriveLetter', 'DriveLetter', 11),
        left('Offset', 'Offset', 30),
        size('Size', 'Size', 10),
        left('Type', 'Type', 16),
      ],
    },
  },
  {
    type: `${SPACE}MSFT_Volume`,
    table: {
      columns: [
        left('DriveLetter', 'DriveLetter', 11),
        left('FriendlyName', 'FileSystemLabel', 12),
        left('FileSystemType', 'FileSystemType', 14),
        left('DriveType', 'DriveType', 9),
        left('HealthStatus', 'HealthStatus', 12),
        left('OperationalStatus', 'OperationalStatus', 17),
        size('SizeRemaining', 'SizeRemaining', 13),
        size('Size', 'Size', 9),
      ],
    },
  },
];

/** Partitions are shown disk by disk. */
export const storageGroups: ReadonlyMap<string, GroupBy> = new Map([
  [`${SPACE}MSFT_Partition`, { label: 'DiskPath', value: (o) => o.get('DiskPath') ?? null }],
]);
