/** A machine's hardware as its guest finds it at power-on. */
import type { AttachedDisk, Hardware, IntegrationService } from '../vmbus/port.ts';
import { MB } from './types.ts';
import type { Vm } from './vm.ts';

const GIB4 = 4096 * MB;

/** Where the high gap begins: it ends where the host profile says. */
export function highGapBase(vm: Vm): number {
  return vm.host.profile.highGapEnd - vm.doc.highMmioGap;
}

/** A run of addresses that holds no memory. */
interface Hole {
  readonly from: number;
  readonly to: number;
}

function holes(vm: Vm): readonly Hole[] {
  return [
    { from: GIB4 - vm.doc.lowMmioGap, to: GIB4 },
    { from: highGapBase(vm), to: vm.host.profile.highGapEnd },
  ];
}

/** Address behind `bytes` of memory laid out from 0 around the gaps. */
export function endOfMemory(vm: Vm, bytes: number): number {
  let end = 0;
  let left = bytes;
  for (const hole of holes(vm)) {
    const room = hole.from - end;
    if (left <= room) return end + left;
    left -= room;
    end = hole.to;
  }
  return end + left;
}

/** The longest run of at most `bytes` that begins at `start` or, where that is inside a gap, behind it. */
export function runAfter(vm: Vm, start: number, bytes: number): { start: number; bytes: number } {
  for (const hole of holes(vm)) {
    if (start < hole.from) return { start, bytes: Math.min(bytes, hole.from - start) };
    if (start < hole.to) return runAfter(vm, hole.to, bytes);
  }
  return { start, bytes };
}

export function hardwareOf(vm: Vm): Hardware {
  const { doc, host } = vm;
  const { profile } = host;
  const disks: AttachedDisk[] = [];
  for (const controller of doc.controllers) {
    for (const drive of controller.drives) {
      if (drive.kind !== 'disk' || drive.path === null) continue;
      const view = host.tools.disk(drive.path);
      if (!view) continue;
      const slot = { controller: controller.type, number: controller.number, location: drive.location };
      disks.push({ ...slot, diskId: view.diskId });
    }
  }
  const dynamic = doc.memory.dynamic;
  return {
    vmId: doc.id,
    vmName: doc.name,
    generation: doc.generation,
    processors: doc.processor.count,
    memoryBytes: doc.memory.startup,
    maximumMemoryBytes: dynamic ? doc.memory.maximum : doc.memory.startup,
    dynamicMemory: dynamic,
    lowGapBytes: doc.lowMmioGap,
    highGapBytes: doc.highMmioGap,
    highGapBase: highGapBase(vm),
    disks,
    scsiControllers: doc.controllers.filter((c) => c.type === 'SCSI').length,
    adapters: doc.adapters.map((a) => ({
      id: a.id,
      macAddress: a.macAddress ?? '000000000000',
      legacy: a.legacy,
      switchName: a.switchName,
    })),
    services: doc.services as IntegrationService[],
    host: {
      build: profile.build,
      buildText: profile.buildText,
      vmbusVersion: profile.vmbusVersion,
      biosVersion: profile.biosVersion,
      biosDate: profile.biosDate,
      firmwareProcessors: Math.max(profile.firmwareProcessors, doc.processor.count),
      computerName: host.doc.name,
    },
  };
}
