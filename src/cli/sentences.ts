/**
 * What cmdlets say under -WhatIf and -Verbose and ask under -Confirm, and the questions they ask on their own. Sentences of
 * Start-VM, Stop-VM, Remove-VM and Set-VMProcessor are from transcripts; the others follow their pattern.
 */

export type SentenceName = keyof typeof sentences;

const the = (verb: string) => (cmdlet: string, name: string) => `${cmdlet} will ${verb} the virtual machine "${name}".`;

/** By what is done: the cmdlet's name and the machine's. */
export const sentences = {
  create: (cmdlet: string, name: string) => `${cmdlet} will create a new virtual machine "${name}".`,
  start: the('start'),
  shutDown: the('shut down'),
  turnOff: the('turn off'),
  save: the('save'),
  suspend: the('suspend'),
  resume: the('resume'),
  restart: the('restart'),
  rename: the('rename'),
  remove: (cmdlet: string, name: string) => `${cmdlet} will remove virtual machine "${name}".`,
  configure: the('configure'),
  memory: the('configure the memory settings of'),
  processor: the('configure the processor settings of'),
  injectNmi: the('inject a non-maskable interrupt into'),
  addDisk: (cmdlet: string, name: string) => `${cmdlet} will add a hard disk drive to virtual machine "${name}".`,
  removeDisk: (cmdlet: string, name: string) =>
    `${cmdlet} will remove a hard disk drive from virtual machine "${name}".`,
  configureDisk: (cmdlet: string, name: string) =>
    `${cmdlet} will configure a hard disk drive of virtual machine "${name}".`,
  addScsiController: (cmdlet: string, name: string) =>
    `${cmdlet} will add a SCSI controller to virtual machine "${name}".`,
  removeScsiController: (cmdlet: string, name: string) =>
    `${cmdlet} will remove a SCSI controller from virtual machine "${name}".`,
  enableService: (cmdlet: string, name: string) => `${cmdlet} will enable the integration service "${name}".`,
  disableService: (cmdlet: string, name: string) => `${cmdlet} will disable the integration service "${name}".`,
  configureHost: (cmdlet: string, name: string) => `${cmdlet} will configure the Hyper-V host "${name}".`,
  createDisk: (cmdlet: string, name: string) =>
    `${cmdlet} will create a new virtual hard disk with the path "${name}".`,
  convertDisk: (cmdlet: string, name: string) => `${cmdlet} will convert the virtual hard disk "${name}".`,
  mergeDisk: (cmdlet: string, name: string) => `${cmdlet} will merge the virtual hard disk "${name}".`,
  optimizeDisk: (cmdlet: string, name: string) => `${cmdlet} will optimize the virtual hard disk "${name}".`,
  configureVhd: (cmdlet: string, name: string) => `${cmdlet} will configure the virtual hard disk "${name}".`,
  removeSnapshot: (cmdlet: string, name: string) =>
    `${cmdlet} will remove a checkpoint from the virtual hard disk set "${name}".`,
  mountDisk: (cmdlet: string, name: string) => `${cmdlet} will mount the virtual hard disk "${name}".`,
  dismountDisk: (cmdlet: string, name: string) => `${cmdlet} will dismount the virtual hard disk "${name}".`,
  createFloppy: (cmdlet: string, name: string) =>
    `${cmdlet} will create a new virtual floppy disk with the path "${name}".`,
  resizeDisk: (cmdlet: string, name: string) => `${cmdlet} will resize the virtual hard disk "${name}".`,
} as const;

/** Questions that only -Force silences. */
export const questions = {
  remove: (name: string) => `Are you sure you want to remove virtual machine "${name}"?`,
  restart: (name: string) => `Are you sure you want to restart virtual machine "${name}"?`,
  injectNmi: (name: string) =>
    `Are you sure you want to inject a non-maskable interrupt into virtual machine "${name}"?`,
  mergeDisk: (name: string) => `Are you sure you want to merge the virtual hard disk "${name}"?`,
  resetIdentifier: (name: string) => `Are you sure you want to reset the disk identifier of "${name}"?`,
} as const;

/** Warning of a cmdlet that finds the machine already as it should be. */
export const ALREADY = 'The virtual machine is already in the specified state.';
export const CONFIRM = 'Confirm';

/** Warning about a fixed VHD that Azure would refuse ("Prepare a Windows VHD to upload to Azure"); undefined where it would not. */
export function azureWarning(disk: { format: string; type: string; size: number; path: string }): string | undefined {
  if (disk.format !== 'vhd' || disk.type !== 'fixed' || disk.size % 1_048_576 === 0) return undefined;
  return `The size of '${disk.path}' is not a whole number of megabytes. Azure does not accept it.`;
}

/** Warning about a set: another program's form of it is not known, and this one's not to others. */
export function setWarning(path: string): string | undefined {
  if (!/\.vhds$/i.test(path)) return undefined;
  return `'${path}' is a virtual hard disk set in the form of this program: that of Windows is not public. The disk of the set is the VHDX file beside it.`;
}
