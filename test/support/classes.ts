/** Every class of the module that we declare. */
import { comPortClass } from '../../src/objects/com-port.ts';
import {
  dvdDriveClass,
  floppyDiskDriveClass,
  hardDiskDriveClass,
  ideControllerClass,
  scsiControllerClass,
} from '../../src/objects/drives.ts';
import { vmHostClass, vmHostNumaNodeClass } from '../../src/objects/host.ts';
import { integrationComponentClass } from '../../src/objects/integration.ts';
import { vmMemoryClass, vmProcessorClass } from '../../src/objects/memory.ts';
import { networkAdapterClass } from '../../src/objects/network-adapter.ts';
import { virtualHardDiskClass } from '../../src/objects/virtual-hard-disk.ts';
import { virtualMachineClass } from '../../src/objects/virtual-machine.ts';
import type { ClassDef } from '../../src/powershell/objects.ts';

export const allClasses = [
  comPortClass,
  dvdDriveClass,
  floppyDiskDriveClass,
  hardDiskDriveClass,
  ideControllerClass,
  scsiControllerClass,
  vmHostClass,
  vmHostNumaNodeClass,
  integrationComponentClass,
  vmMemoryClass,
  vmProcessorClass,
  networkAdapterClass,
  virtualHardDiskClass,
  virtualMachineClass,
] as readonly ClassDef<never>[];
