/** Help of the cmdlets about drives, controllers and virtual hard disks. */
import type { HelpTexts } from '../../powershell/help/render.ts';

const qos = {
  SupportPersistentReservations: 'Lets several machines share the disk by SCSI reservations.',
  MaximumIOPS: 'Most operations of 8 KB in a second; 0 for no limit.',
  MinimumIOPS: 'Operations of 8 KB in a second that should be possible.',
  QoSPolicyID: 'Id of a storage policy.',
  QoSPolicy: 'A storage policy.',
  OverrideCacheAttributes: 'How writes are cached.',
};

const drive = {
  VMHardDiskDrive: 'Drives as objects, such as Get-VMHardDiskDrive gives them.',
  VMDriveController: 'A controller as an object.',
  Path: 'Path of the virtual hard disk.',
};

export const storageHelp: Readonly<Record<string, HelpTexts>> = {
  'Get-VMHardDiskDrive': {
    description: ['Gives the hard disk drives of virtual machines: where they hang and what is in them.'],
    parameters: { VMDriveController: drive.VMDriveController },
    examples: [{ code: 'Get-VMHardDiskDrive web1', text: 'Shows the drives of web1.' }],
  },
  'Add-VMHardDiskDrive': {
    description: [
      'Adds a hard disk drive to a virtual machine, with a virtual hard disk or a physical disk in it, or empty. On SCSI this works while the machine runs; the guest finds the disk at once. Without a place the first free one is taken.',
    ],
    parameters: { ...drive, ...qos },
    examples: [
      {
        code: 'Add-VMHardDiskDrive web1 -ControllerType SCSI -Path C:\\VMs\\data.vhdx',
        text: 'Adds a disk to a running machine.',
      },
    ],
  },
  'Remove-VMHardDiskDrive': {
    description: ['Removes a hard disk drive from a virtual machine. The virtual hard disk itself stays.'],
    parameters: drive,
    examples: [
      {
        code: 'Remove-VMHardDiskDrive -VMName web1 -ControllerType SCSI -ControllerNumber 0 -ControllerLocation 1',
        text: 'Removes the second drive.',
      },
    ],
  },
  'Set-VMHardDiskDrive': {
    description: ['Changes what is in a hard disk drive, or moves the drive to another place.'],
    parameters: {
      ...drive,
      ...qos,
      ToControllerType: 'Kind of controller to move the drive to.',
      ToControllerNumber: 'Number of that controller.',
      ToControllerLocation: 'Place on that controller.',
    },
    examples: [
      {
        code: 'Set-VMHardDiskDrive -VMName web1 -ControllerType IDE -ControllerNumber 0 -ControllerLocation 0 -Path C:\\VMs\\new.vhdx',
        text: 'Puts another disk into the first drive.',
      },
    ],
  },
  'Get-VMScsiController': {
    description: ['Gives the SCSI controllers of virtual machines and the drives on them.'],
    examples: [{ code: 'Get-VMScsiController web1', text: 'Shows the SCSI controllers of web1.' }],
  },
  'Add-VMScsiController': {
    description: ['Adds a SCSI controller to a virtual machine that is off. A machine has four at most.'],
    examples: [{ code: 'Add-VMScsiController web1', text: 'Adds a controller.' }],
  },
  'Remove-VMScsiController': {
    description: ['Removes a SCSI controller, and the drives on it, from a virtual machine that is off.'],
    parameters: { VMScsiController: 'Controllers as objects, such as Get-VMScsiController gives them.' },
    examples: [
      { code: 'Remove-VMScsiController -VMName web1 -ControllerNumber 1', text: 'Removes the second controller.' },
    ],
  },
  'Get-VMIdeController': {
    description: ['Gives the two IDE controllers of virtual machines of generation 1 and the drives on them.'],
    examples: [{ code: 'Get-VMIdeController web1', text: 'Shows the IDE controllers of web1.' }],
  },
  'New-VHD': {
    description: [
      'Makes a virtual hard disk: dynamic unless told otherwise, fixed, or differencing over a parent. The ending of the path says which format: .vhdx or .vhd.',
    ],
    parameters: {
      Path: 'Paths of the disks to make.',
      ParentPath: 'Path of the parent of a differencing disk.',
      SizeBytes: 'Size that the guest sees, in bytes.',
      SourceDisk: 'Number of a physical disk to copy.',
      Dynamic: 'The file grows as it is written to.',
      Fixed: 'The file has its full size from the beginning.',
      Differencing: 'The file holds what differs from its parent.',
      BlockSizeBytes: 'Unit of growth, in bytes.',
      LogicalSectorSizeBytes: 'Sector size that the guest sees.',
      PhysicalSectorSizeBytes: 'Physical sector size that the guest sees.',
      AddressAbstractionType: 'Kind of address translation of a persistent memory disk.',
      DataAlignmentBytes: 'Alignment of the data in the file.',
    },
    examples: [
      { code: 'New-VHD -Path C:\\VMs\\data.vhdx -SizeBytes 10GB', text: 'Makes a dynamic disk of 10 GB.' },
      { code: 'New-VHD -Path C:\\VMs\\data.vhdx -SizeBytes 1GB -Fixed', text: 'Makes a fixed disk of 1 GB.' },
    ],
  },
  'Get-VHD': {
    description: ['Gives the facts of virtual hard disks: format, type, sizes, parent, and if they are attached.'],
    parameters: {
      Path: 'Paths of the disks.',
      VMId: 'Ids of machines whose disks to show.',
      DiskNumber: 'Number that the host gave to an attached disk.',
    },
    examples: [{ code: 'Get-VHD C:\\VMs\\data.vhdx', text: 'Shows the facts of one disk.' }],
  },
  'Resize-VHD': {
    description: [
      'Changes the size of a virtual hard disk. A .vhdx on SCSI can grow while its machine runs; the guest is told of the new capacity. Making it smaller never goes below the end of the last partition.',
    ],
    parameters: {
      Path: 'Paths of the disks.',
      SizeBytes: 'New size in bytes.',
      ToMinimumSize: 'Makes the disk as small as its partitions allow.',
    },
    examples: [{ code: 'Resize-VHD C:\\VMs\\data.vhdx -SizeBytes 2GB', text: 'Makes the disk 2 GB large.' }],
  },
};
