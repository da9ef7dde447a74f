/** Names, order and types of every class against the module's own metadata. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
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

const known = JSON.parse(readFileSync(new URL('../conformance/data/types.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string>
>;

const classes = [
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

test('every class of the metadata copy is declared', () => {
  expect(classes.map((c) => c.name).sort()).toEqual(Object.keys(known).sort());
});

test.each(classes.map((c) => [c.name, c] as const))(
  '%s has the properties of the real class, in order',
  (name, def) => {
    expect(def.properties.map((p) => [p.name, p.type])).toEqual(Object.entries(known[name] ?? {}));
  },
);

test.each(classes.map((c) => [c.name, c] as const))('aliases of %s mean a property', (_name, def) => {
  const names = def.properties.map((p) => p.name);
  for (const meant of Object.values(def.aliases ?? {})) expect(names).toContain(meant);
});
