/** Disks of the host: partition tables and volumes are written into the files that Mount-VHD attached. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';
import { runLabScript as run } from '../support/script.ts';

let folder = '';
afterEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
  folder = '';
});

const scripts: readonly (readonly [name: string, script: string, stdout: string])[] = [
  [
    'the own disk, and mounted ones by their numbers',
    'Get-Disk | % { "$($_.Number) $($_.PartitionStyle) $($_.OperationalStatus) $($_.BusType) $($_.NumberOfPartitions) $($_.IsBoot)" }; (Get-Disk 1).Location -eq $f; (Get-Disk -Number 1).Size -eq 200MB; (Get-PhysicalDisk).MediaType',
    '0 GPT Online NVMe 4 True\n1 RAW Online File Backed Virtual 0 False\nTrue\nTrue\nSSD\n',
  ],
  [
    'GPT: initialized, a partition, FAT32 on it',
    'Get-Disk | ? PartitionStyle -eq RAW | Initialize-Disk -PassThru | New-Partition -UseMaximumSize -DriveLetter x | Format-Volume -FileSystem FAT32 -NewFileSystemLabel data -Confirm:$false | % { "$($_.DriveLetter) $($_.FileSystem) $($_.FileSystemLabel) $($_.Size)" }; Get-Partition -DiskNumber 1 | % { "$($_.PartitionNumber) $($_.Type) $($_.Offset) $($_.Size) [$($_.DriveLetter)]" }; Get-Volume -DriveLetter X | % FileSystemLabel; Dismount-VHD $f; (Get-VHD $f).MinimumSize; Mount-VHD $f; (Get-Disk 1).PartitionStyle; (Get-Partition -DiskNumber 1 -PartitionNumber 2 | Get-Volume).FileSystem; Get-Volume -DriveLetter X -ErrorAction SilentlyContinue',
    'X FAT32 DATA 191125504\n1 Reserved 17408 16759808 [\0]\n2 Basic 16777216 191889408 [X]\nDATA\n208683520\nGPT\nFAT32\n',
  ],
  [
    'MBR: sizes, the active one, removal, and the table is full with four',
    'Initialize-Disk 1 -PartitionStyle MBR; $null = 1..4 | % { New-Partition -DiskNumber 1 -Size 20MB -IsActive:($_ -eq 2) }; New-Partition -DiskNumber 1 -Size 20MB -ErrorAction SilentlyContinue; $Error[0].FullyQualifiedErrorId; Remove-Partition -DiskNumber 1 -PartitionNumber 3 -Confirm:$false; Get-Partition -DiskNumber 1 | % { "$($_.PartitionNumber) $($_.Type) $($_.Offset) $($_.IsActive)" }; (New-Partition -DiskNumber 1 -Size 20MB).PartitionNumber; (Get-Disk 1).LargestFreeExtent',
    'StorageWMI 41004,New-Partition\n1 IFS 1048576 False\n2 IFS 22020096 True\n4 IFS 63963136 False\n3\n123731968\n',
  ],
  [
    'offline, read-only, cleared',
    "Set-Disk 1 -IsOffline $true; (Get-Disk | Where-Object { $_.OperationalStatus -eq 'offline' }).Number; Initialize-Disk 1 -ErrorAction SilentlyContinue; $Error[0].Exception.Message; Set-Disk 1 -IsOffline $false; Set-Disk 1 -IsReadOnly $true; Initialize-Disk 1 -ErrorAction SilentlyContinue; $Error[0].Exception.Message; Set-Disk 1 -IsReadOnly $false; Initialize-Disk 1; Clear-Disk 1 -RemoveData -Confirm:$false; (Get-Disk 1).PartitionStyle",
    '1\nThe disk is offline.\nThe media is write protected.\nRAW\n',
  ],
  [
    'how far a partition can grow',
    'Initialize-Disk 1; $null = New-Partition -DiskNumber 1 -Size 50MB; (Get-PartitionSupportedSize -DiskNumber 1 -PartitionNumber 2).SizeMax; Resize-Partition -DiskNumber 1 -PartitionNumber 2 -Size 100MB; (Get-Partition -DiskNumber 1 -PartitionNumber 2).Size; Resize-Partition -DiskNumber 1 -PartitionNumber 2 -Size 1GB -ErrorAction SilentlyContinue; $Error[0].FullyQualifiedErrorId',
    '191889408\n104857600\nStorageWMI 4097,Resize-Partition\n',
  ],
  [
    'disk images',
    'Dismount-VHD $f; (Get-DiskImage $f).Attached; (Mount-DiskImage $f -PassThru).Number; $null = Dismount-DiskImage $f; (Get-Disk).Number',
    'False\n1\n0\n',
  ],
];

const errors: readonly (readonly [script: string, id: string])[] = [
  ['Get-Disk 7', 'CmdletizationQuery_NotFound_Number,Get-Disk'],
  ['Get-Partition -DriveLetter q', 'CmdletizationQuery_NotFound_DriveLetter,Get-Partition'],
  ['Initialize-Disk 1; Initialize-Disk 1', 'StorageWMI 41002,Initialize-Disk'],
  ['New-Partition -DiskNumber 1 -Size 10MB', 'StorageWMI 41000,New-Partition'],
  ['Initialize-Disk 1; New-Partition -DiskNumber 1 -Size 10GB', 'StorageWMI 40000,New-Partition'],
  ['Initialize-Disk 1; New-Partition -DiskNumber 1 -Size 50MB -DriveLetter C', 'StorageWMI 42002,New-Partition'],
  ['Clear-Disk 0 -RemoveData -Confirm:$false', 'StorageNotAvailable,Clear-Disk'],
  [
    'Initialize-Disk 1; New-Partition -DiskNumber 1 -Size 50MB -DriveLetter y; Format-Volume Y -Confirm:$false',
    'StorageNotAvailable,Format-Volume',
  ],
  ['New-StoragePool a', 'StoragePoolsNotAvailable,New-StoragePool'],
];

async function inFolder(script: string) {
  folder = mkdtempSync(join(tmpdir(), 'hv'));
  const file = join(folder, 'd.vhdx');
  const lab = await TestLab.make();
  return run(lab, `$f = '${file}'; $null = New-VHD $f -SizeBytes 200MB -Dynamic; Mount-VHD $f; ${script}`);
}

describe('disks of the host', () => {
  test.each(scripts)('%s', async (_, script, stdout) => {
    expect(await inFolder(script)).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  test.each(errors)('%s', async (script, id) => {
    const { stdout } = await inFolder(
      `$Error.Clear(); try { & { ${script} } 2>$null | Out-Null } catch { }; $Error[0].FullyQualifiedErrorId`,
    );
    expect(stdout).toBe(`${id}\n`);
  });
});
