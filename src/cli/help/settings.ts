/** Help of the cmdlets that show and change settings of machines and hosts. */
import type { HelpTexts } from '../../powershell/help/render.ts';

export const settingsHelp: Readonly<Record<string, HelpTexts>> = {
  'Set-VM': {
    description: [
      'Changes settings of virtual machines: memory, processors, memory-mapped I/O gaps, automatic actions, checkpoints, notes. Most of them can only be changed while the machine is off.',
    ],
    parameters: {
      GuestControlledCacheTypes: 'Lets the guest choose how its memory is cached.',
      LowMemoryMappedIoSpace:
        'Size of the gap for memory-mapped I/O below 4 GB, in bytes: 128 MB to 3.5 GB. Also -LowMmioGapSize.',
      HighMemoryMappedIoSpace: 'Size of the gap above 4 GB, in bytes. Also -HighMmioGapSize.',
      BatteryPassthroughEnabled: 'Shows the battery of the host to the guest.',
      ProcessorCount: 'Number of virtual processors.',
      DynamicMemory: 'Switches dynamic memory on.',
      StaticMemory: 'Switches dynamic memory off.',
      MemoryMinimumBytes: 'Least memory with dynamic memory, in bytes.',
      MemoryMaximumBytes: 'Most memory with dynamic memory, in bytes.',
      MemoryStartupBytes: 'Memory at the start, in bytes.',
      AutomaticStartAction: 'What to do when the host starts.',
      AutomaticStopAction: 'What to do when the host shuts down.',
      AutomaticStartDelay: 'Seconds to wait before an automatic start.',
      AutomaticCriticalErrorAction: 'What to do when the storage of the machine is lost.',
      AutomaticCriticalErrorActionTimeout: 'Minutes to wait for the storage before the machine is turned off.',
      AutomaticCheckpointsEnabled: 'Takes a checkpoint at each start.',
      LockOnDisconnect: 'Locks the console when the last viewer leaves.',
      Notes: 'Free text.',
      NewVMName: 'A new name.',
      SnapshotFileLocation: 'Folder of the checkpoints.',
      SmartPagingFilePath: 'Folder of the paging file that is used at a restart when memory is short.',
      CheckpointType: 'Which kind of checkpoint Checkpoint-VM takes.',
      EnhancedSessionTransportType: 'How enhanced sessions reach the guest.',
    },
    examples: [
      { code: 'Set-VM web1 -LowMmioGapSize 1GB', text: 'Gives a machine that is off a gap of 1 GB below 4 GB.' },
      { code: 'Set-VM web1 -ProcessorCount 4 -Passthru', text: 'Sets four processors and shows the machine.' },
    ],
  },
  'Get-VMMemory': {
    description: ['Gives the memory settings of virtual machines. Sizes are in bytes; the table shows megabytes.'],
    examples: [{ code: 'Get-VMMemory web1', text: 'Shows the memory settings of web1.' }],
  },
  'Set-VMMemory': {
    description: [
      'Changes the memory settings of virtual machines. Sizes are multiples of 2 MB. While a machine runs, dynamic memory lets its minimum go down and its maximum go up; the guest reacts by its balloon driver.',
    ],
    parameters: {
      VMMemory: 'Memory objects, such as Get-VMMemory gives them.',
      Buffer: 'Percentage of memory to keep free in the guest: 5 to 2000.',
      DynamicMemoryEnabled: 'Switches dynamic memory on or off.',
      MaximumBytes: 'Most memory that the machine may get.',
      StartupBytes: 'Memory that the machine starts with.',
      MinimumBytes: 'Least memory that the machine is left with.',
      Priority: 'Which machine gets memory first when it is short: 0 to 100.',
      MaximumAmountPerNumaNodeBytes: 'Most memory in one NUMA node.',
    },
    examples: [
      {
        code: 'Set-VMMemory web1 -DynamicMemoryEnabled $true -MinimumBytes 512MB -StartupBytes 1GB -MaximumBytes 8GB',
        text: 'Switches dynamic memory on, between 512 MB and 8 GB.',
      },
    ],
  },
  'Get-VMProcessor': {
    description: ['Gives the processor settings of virtual machines.'],
    examples: [{ code: 'Get-VMProcessor web1', text: 'Shows the processor settings of web1.' }],
  },
  'Set-VMProcessor': {
    description: [
      'Changes the processor settings of virtual machines. The count can be changed while the machine is off.',
    ],
    parameters: {
      VMProcessor: 'Processor objects, such as Get-VMProcessor gives them.',
      Count: 'Number of virtual processors.',
      CompatibilityForMigrationEnabled: 'Hides what processors of other hosts may not have.',
      CompatibilityForOlderOperatingSystemsEnabled: 'Hides what old operating systems cannot stand.',
      HwThreadCountPerCore: 'Hardware threads of each virtual core; 0 for as the host has.',
      Maximum: 'Most processor time, in percent.',
      Reserve: 'Processor time that is kept for the machine, in percent.',
      RelativeWeight: 'Share of processor time where it is short: 1 to 10,000.',
      MaximumCountPerNumaNode: 'Most processors in one NUMA node.',
      MaximumCountPerNumaSocket: 'Most NUMA nodes in one socket.',
      EnableHostResourceProtection: 'Throttles a machine that wears the host out.',
      ExposeVirtualizationExtensions: 'Lets the guest be a host of virtual machines itself.',
      Perfmon: 'Performance counters that the guest may use.',
      EnableLegacyApicMode: 'Gives the guest an APIC of the old kind.',
      AllowACountMCount: 'Lets the guest read the counters of actual and maximum frequency.',
    },
    examples: [
      { code: 'Set-VMProcessor web1 -Count 4 -Reserve 10', text: 'Sets four processors, 10 percent reserved.' },
    ],
  },
  'Get-VMHost': {
    description: ['Gives a Hyper-V host: its processors, memory, paths and limits.'],
    examples: [{ code: 'Get-VMHost | Format-List *', text: 'Shows everything about the host.' }],
  },
  'Set-VMHost': {
    description: ['Changes settings of a Hyper-V host.'],
    parameters: {
      MaximumStorageMigrations: 'Storage migrations at the same time.',
      MaximumVirtualMachineMigrations: 'Live migrations at the same time.',
      VirtualMachineMigrationAuthenticationType: 'How hosts prove who they are in a live migration.',
      UseAnyNetworkForMigration: 'Lets live migrations use every network.',
      VirtualMachineMigrationPerformanceOption: 'How memory is sent in a live migration.',
      ResourceMeteringSaveInterval: 'Time between two saves of metering data.',
      VirtualHardDiskPath: 'Default folder of virtual hard disks.',
      VirtualMachinePath: 'Default folder of virtual machines.',
      MacAddressMaximum: 'End of the range of generated MAC addresses.',
      MacAddressMinimum: 'Beginning of that range.',
      FibreChannelWwnn: 'World-wide node name of virtual Fibre Channel adapters.',
      FibreChannelWwpnMaximum: 'End of the range of world-wide port names.',
      FibreChannelWwpnMinimum: 'Beginning of that range.',
      NumaSpanningEnabled: 'Lets a machine use memory of several NUMA nodes.',
      EnableEnhancedSessionMode: 'Allows enhanced sessions.',
    },
    examples: [{ code: 'Set-VMHost -VirtualHardDiskPath D:\\Disks', text: 'Puts new disks into D:\\Disks.' }],
  },
  'Get-VMIntegrationService': {
    description: ['Gives the integration services of virtual machines, and how each of them is doing.'],
    parameters: { Name: 'Names of the services, such as Heartbeat or VSS.' },
    examples: [{ code: 'Get-VMIntegrationService web1', text: 'Shows all services of web1.' }],
  },
  'Enable-VMIntegrationService': {
    description: ['Switches integration services on. The guest meets them at once if it runs.'],
    parameters: {
      Name: 'Names of the services.',
      VMIntegrationService: 'Services as objects, such as Get-VMIntegrationService gives them.',
    },
    examples: [
      { code: "Enable-VMIntegrationService -VMName web1 -Name 'Guest Service Interface'", text: 'Allows Copy-VMFile.' },
    ],
  },
  'Disable-VMIntegrationService': {
    description: ['Switches integration services off. A running guest loses their channel.'],
    parameters: {
      Name: 'Names of the services.',
      VMIntegrationService: 'Services as objects, such as Get-VMIntegrationService gives them.',
    },
    examples: [
      { code: 'Disable-VMIntegrationService -VMName web1 -Name VSS', text: 'Switches the backup service off.' },
    ],
  },
};
