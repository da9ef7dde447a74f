/** Help of the cmdlets that make, start, stop and remove machines. */
import type { HelpTexts } from '../../powershell/help/render.ts';

const wait = {
  Delay: 'Seconds between two looks at the machine.',
  Timeout: 'Seconds after which to give up; -1 for never.',
};

export const lifecycleHelp: Readonly<Record<string, HelpTexts>> = {
  'Get-VM': {
    description: [
      'Gives the virtual machines of a host as objects that show the present state whenever they are read.',
      'Without a name all machines come out. A name without wildcards that no machine bears is an error; a pattern that matches nothing is not.',
    ],
    parameters: {
      Name: 'Names of the machines. Wildcards are allowed.',
      Id: 'Id of one machine.',
      ClusterObject: 'A cluster resource or group that holds machines.',
    },
    examples: [
      { code: 'Get-VM', text: 'Shows all virtual machines of the host.' },
      { code: 'Get-VM -Name web* | Stop-VM', text: 'Shuts down the machines whose names begin with web.' },
    ],
  },
  'New-VM': {
    description: [
      'Makes a virtual machine. It is off, and has one processor and a network adapter.',
      'With -NewVHDPath a dynamic virtual hard disk is made for it, with -VHDPath an existing one is attached, and with -NoVHD or without these it has none.',
    ],
    parameters: {
      Name: 'Name of the machine. Names need not be unique.',
      MemoryStartupBytes: 'Memory that the machine starts with, in bytes: a multiple of 2 MB.',
      BootDevice: 'Device to start from.',
      NoVHD: 'Makes the machine without a virtual hard disk.',
      SwitchName: 'Virtual switch to connect the network adapter to.',
      NewVHDPath: 'Path of the virtual hard disk to make.',
      NewVHDSizeBytes: 'Size of that disk in bytes.',
      VHDPath: 'Path of an existing virtual hard disk.',
      Path: 'Folder under which the folder of the machine is made.',
      Version: 'Configuration version. The newest that the host supports unless told otherwise.',
      Prerelease: 'Uses the configuration version of a preview of Windows.',
      Experimental: 'Uses the configuration version of an experiment.',
      SourceGuestStatePath: 'Guest state file to start from.',
      GuestStateIsolationType: 'How the memory and state of the guest are kept from the host.',
      Generation: '1 for BIOS and IDE, 2 for UEFI and SCSI. It cannot be changed later.',
    },
    examples: [
      {
        code: 'New-VM -Name web1 -MemoryStartupBytes 2GB -NewVHDPath C:\\VMs\\web1.vhdx -NewVHDSizeBytes 40GB -Generation 2',
        text: 'Makes a machine of generation 2 with 2 GB of memory and a disk of 40 GB.',
      },
    ],
  },
  'Start-VM': {
    description: [
      'Starts machines that are off, and lets saved or paused ones go on. A machine that runs gives a warning.',
    ],
    examples: [{ code: 'Start-VM web1', text: 'Starts the machine web1.' }],
  },
  'Stop-VM': {
    description: [
      'Shuts a machine down through its shutdown service, so that the guest ends its work. With -Save its state is written to disk, with -TurnOff its power is cut.',
    ],
    parameters: {
      Save: 'Saves the state of the machine instead of shutting it down.',
      TurnOff: 'Turns the machine off like a cut cable. Data may be lost.',
      Force: 'Shuts down without asking, even where a person has unsaved work.',
    },
    examples: [
      { code: 'Stop-VM web1', text: 'Shuts the guest down.' },
      { code: 'Stop-VM web1 -TurnOff', text: 'Turns the machine off at once.' },
    ],
  },
  'Restart-VM': {
    description: ['Resets a machine, or lets its guest restart by itself, and asks before it does.'],
    parameters: {
      Wait: 'Waits until the machine is up again.',
      For: 'What to wait for.',
      Type: 'Reset cuts the power; Reboot asks the guest.',
      ...wait,
    },
    examples: [{ code: 'Restart-VM web1 -Force', text: 'Resets the machine without asking.' }],
  },
  'Suspend-VM': {
    description: ['Pauses a running machine. It keeps its memory and gets no processor time.'],
    examples: [{ code: 'Suspend-VM web1', text: 'Pauses the machine.' }],
  },
  'Resume-VM': {
    description: ['Lets a paused machine go on where it stopped.'],
    examples: [{ code: 'Resume-VM web1', text: 'Lets the machine go on.' }],
  },
  'Save-VM': {
    description: [
      'Writes the state of a running or paused machine to disk and frees its memory. Start-VM brings it back.',
    ],
    examples: [{ code: 'Save-VM web1', text: 'Saves the machine.' }],
  },
  'Remove-VM': {
    description: ['Removes a machine that is off or saved. Its virtual hard disks stay where they are.'],
    parameters: { Name: 'Names of the machines. Wildcards are allowed.' },
    examples: [{ code: 'Remove-VM web1 -Force', text: 'Removes the machine without asking.' }],
  },
  'Rename-VM': {
    description: ['Gives a machine another name. Its id and its folders stay the same.'],
    parameters: { NewName: 'The new name.' },
    examples: [{ code: 'Rename-VM web1 -NewName web2', text: 'Renames web1 to web2.' }],
  },
  'Wait-VM': {
    description: ['Waits until something has come about in a machine, such as the first heartbeat.'],
    parameters: { For: 'What to wait for.', ...wait },
    examples: [{ code: 'Wait-VM web1 -For Heartbeat -Timeout 120', text: 'Waits two minutes at most for the guest.' }],
  },
  'Debug-VM': {
    description: [
      'Injects a non-maskable interrupt into a running machine. What the guest does then is its own affair: a Linux guest counts it for every processor in /proc/interrupts, logs it, and stops if it was told to.',
    ],
    parameters: {
      InjectNonMaskableInterrupt: 'Injects the interrupt. Without this switch nothing is done.',
      Force: 'Does it without asking.',
    },
    examples: [
      { code: 'Debug-VM web1 -InjectNonMaskableInterrupt -Force', text: 'Injects an interrupt without asking.' },
    ],
  },
};
