/** A machine's hardware as its guest finds it at power-on. */
import { type ByteRange, hotAddRanges } from '../vmbus/memory-map.ts';
import type { AttachedDisk, Hardware, IntegrationService } from '../vmbus/port.ts';
import { GB } from './types.ts';
import type { Vm } from './vm.ts';

const FOUR_GB = 4 * GB;

/** Where the high gap begins: it ends where the host profile says, or is pushed up where it is too large for that. */
export function highGapBase(vm: Vm): number {
  return Math.max(FOUR_GB, vm.host.profile.highGapEnd - vm.doc.highMmioGap);
}

/** Where memory may be hot-added, in order: behind what the machine was started with, around the gaps. */
function roomFor(vm: Vm): ByteRange[] {
  return hotAddRanges({
    memoryBytes: vm.doc.run?.memory.bootBytes ?? vm.doc.memory.startup,
    lowGapBytes: vm.doc.lowMmioGap,
    highGapBytes: vm.doc.highMmioGap,
    highGapBase: highGapBase(vm),
  });
}

/** First address at which memory may be hot-added. */
export function hotAddStart(vm: Vm): number {
  return roomFor(vm)[0]?.start ?? 0;
}

/** The longest run of at most `bytes` that begins at `start` or, where that is inside a gap, behind it. */
export function runAfter(vm: Vm, start: number, bytes: number): { start: number; bytes: number } {
  for (const range of roomFor(vm)) {
    if (start >= range.end) continue;
    const from = Math.max(start, range.start);
    return { start: from, bytes: Math.min(bytes, range.end - from) };
  }
  return { start, bytes: 0 };
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
