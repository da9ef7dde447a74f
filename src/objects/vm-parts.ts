/** The parts of a machine as targets of their classes, made from its live document. */
import type { Slot } from '../host/drives.ts';
import { HostError } from '../host/errors.ts';
import { addressesIn } from '../host/kvp-view.ts';
import { SERVICE_NAMES } from '../host/service-names.ts';
import type { Controller, Drive, ServiceKey } from '../host/types.ts';
import type { NetObject } from '../powershell/objects.ts';
import { deviceId } from './base.ts';
import type {
  DvdDriveTarget,
  HardDiskDriveTarget,
  VMFloppyDiskDriveTarget,
  VMIdeControllerTarget,
  VMScsiControllerTarget,
} from './drives.ts';
import type { VMIntegrationComponentTarget } from './integration.ts';
import type { LiveVm } from './live-vm.ts';
import type { VMMemoryTarget, VMProcessorTarget } from './memory.ts';
import type { VMNetworkAdapterTarget } from './network-adapter.ts';
import type { Member } from './properties.ts';

const owners = new WeakMap<object, LiveVm>();

/** Remembers whose part this is. */
function owned<T extends object>(vm: LiveVm, target: T): T {
  owners.set(target, vm);
  return target;
}

/** The machine that a part given to a cmdlet belongs to. @throws HostError where it is no part of ours */
export function ownerOf(object: NetObject): LiveVm {
  const vm = owners.get(object.target as object);
  if (!vm) throw new HostError('invalidArgument', { detail: 'The object belongs to no virtual machine.' });
  return vm;
}

/** What every part says about its machine. */
const part = (vm: LiveVm) => ({
  get computerName() {
    return vm.computerName;
  },
  get isDeleted() {
    return vm.isDeleted;
  },
  vmId: vm.id,
  get vmName() {
    return vm.name;
  },
});

const devicePath = (controller: Controller, drive: Drive) =>
  `${controller.id.toUpperCase()}\\${controller.number}\\${drive.location}\\D`;

function each(vm: LiveVm, kind: Drive['kind']): { controller: Controller; drive: Drive }[] {
  return vm.doc.controllers.flatMap((controller) =>
    controller.drives.filter((drive) => drive.kind === kind).map((drive) => ({ controller, drive })),
  );
}

function hardDrive(vm: LiveVm, controller: Controller, drive: Drive): HardDiskDriveTarget {
  return owned(vm, {
    ...part(vm),
    id: deviceId(vm.id, devicePath(controller, drive)),
    path: drive.path ?? '',
    diskNumber: null,
    maximumIops: drive.maximumIops ?? 0,
    minimumIops: drive.minimumIops ?? 0,
    qosPolicyId: drive.qosPolicyId ?? '00000000-0000-0000-0000-000000000000',
    supportPersistentReservations: drive.persistentReservations ?? false,
    writeHardeningMethod: (drive.writeHardening ?? 'Default') as Member<'CacheAttributes'>,
    controllerLocation: drive.location,
    controllerNumber: controller.number,
    controllerType: controller.type,
  });
}

function dvdDrive(vm: LiveVm, controller: Controller, drive: Drive): DvdDriveTarget {
  return owned(vm, {
    ...part(vm),
    id: deviceId(vm.id, devicePath(controller, drive)),
    dvdMediaType: drive.path === null ? 'None' : 'ISO',
    path: drive.path ?? '',
    controllerLocation: drive.location,
    controllerNumber: controller.number,
    controllerType: controller.type,
  });
}

export const hardDrives = (vm: LiveVm): HardDiskDriveTarget[] =>
  each(vm, 'disk').map(({ controller, drive }) => hardDrive(vm, controller, drive));

/** The hard disk drive in a slot now. */
export function hardDriveAt(vm: LiveVm, slot: Slot): HardDiskDriveTarget | undefined {
  return hardDrives(vm).find(
    (d) =>
      d.controllerType === slot.type && d.controllerNumber === slot.number && d.controllerLocation === slot.location,
  );
}

/** The slot of a hard disk drive object. */
export function slotOf(drive: NetObject<HardDiskDriveTarget>): Slot {
  const { controllerType, controllerNumber, controllerLocation } = drive.target;
  const type = controllerType === 'IDE' ? 'IDE' : 'SCSI';
  return { type, number: controllerNumber, location: controllerLocation };
}

export const dvdDrives = (vm: LiveVm): DvdDriveTarget[] =>
  each(vm, 'dvd').map(({ controller, drive }) => dvdDrive(vm, controller, drive));

/** Generation 1 has one floppy drive, generation 2 none. */
export function floppyDrive(vm: LiveVm): VMFloppyDiskDriveTarget | null {
  if (vm.generation === 2) return null;
  // Instance id of the floppy controller's drive, as Windows shows it.
  return { ...part(vm), id: deviceId(vm.id, '8F0D2762-0B00-4E04-AF4F-19010527CB93\\0\\0\\D'), path: '' };
}

function controllers<T>(vm: LiveVm, type: Controller['type'], make: (c: Controller) => T): T[] {
  return vm.doc.controllers.filter((c) => c.type === type).map(make);
}

function controllerTarget(vm: LiveVm, controller: Controller): VMScsiControllerTarget & VMIdeControllerTarget {
  return owned(vm, {
    ...part(vm),
    id: deviceId(vm.id, `${controller.id.toUpperCase()}\\${controller.number}`),
    controllerNumber: controller.number,
    drives: controller.drives.map((drive) =>
      drive.kind === 'disk'
        ? { kind: 'hard disk', drive: hardDrive(vm, controller, drive) }
        : { kind: 'dvd', drive: dvdDrive(vm, controller, drive) },
    ),
  });
}

export const scsiControllers = (vm: LiveVm): VMScsiControllerTarget[] =>
  controllers(vm, 'SCSI', (c) => controllerTarget(vm, c));

export const ideControllers = (vm: LiveVm): VMIdeControllerTarget[] =>
  controllers(vm, 'IDE', (c) => controllerTarget(vm, c));

/** Texts of Get-VMIntegrationService by what the channel says. */
function serviceStatus(
  vm: LiveVm,
  key: ServiceKey,
): { status: Member<'VMIntegrationComponentOperationalStatus'>[]; text: string[] } {
  const { doc } = vm;
  const enabled = doc.services.includes(key);
  const run = doc.run && doc.state !== 'Saved' ? doc.run.services[key] : undefined;
  // A service that no driver of ours answers (VSS, file copy) shows no more than its switch.
  if (!doc.run || !enabled || key === 'guestService' || key === 'vss') return { status: ['Ok'], text: ['OK'] };
  if (run?.mismatch) {
    const mismatch =
      'The protocol version of the component installed in the virtual machine does not match the version expected by the hosting system';
    return { status: ['Ok', 'ProtocolMismatch'], text: ['OK', mismatch] };
  }
  if (!run?.negotiated) return { status: ['NoContact'], text: ['No Contact'] };
  if (run.silentSince !== null) return { status: ['LostCommunication'], text: ['Lost Communication'] };
  if (key === 'kvp' && doc.run.kvpIndex !== null) return { status: ['NoContact'], text: ['No Contact'] };
  if (key === 'heartbeat') return { status: ['Ok', 'Ok'], text: ['OK', 'OK'] };
  return { status: ['Ok'], text: ['OK'] };
}

/** All six, in the order that Get-VMIntegrationService shows. */
export function integrationServices(vm: LiveVm): VMIntegrationComponentTarget[] {
  return SERVICE_NAMES.map(({ key, name, classId }) =>
    owned(vm, {
      ...part(vm),
      id: deviceId(vm.id, classId.toUpperCase()),
      name,
      get enabled() {
        return vm.doc.services.includes(key);
      },
      get operationalStatus() {
        return serviceStatus(vm, key).status;
      },
      get statusDescription() {
        return serviceStatus(vm, key).text;
      },
    }),
  );
}

export function adapters(vm: LiveVm): VMNetworkAdapterTarget[] {
  return vm.doc.adapters.map((adapter, index) =>
    owned(vm, {
      ...part(vm),
      id: deviceId(vm.id, adapter.id.toUpperCase()),
      name: adapter.name,
      macAddress: adapter.macAddress ?? '000000000000',
      dynamicMacAddressEnabled: adapter.dynamicMac,
      isLegacy: adapter.legacy,
      get ipAddresses() {
        return index === 0 ? addressesIn(vm.doc.run?.kvp ?? {}) : [];
      },
      get status() {
        return vm.doc.run && adapter.switchName !== null ? (['Ok'] as const) : [];
      },
      get statusDescription() {
        return vm.doc.run && adapter.switchName !== null ? ['OK'] : [];
      },
      switchName: adapter.switchName ?? '',
      switchId: null,
      virtualFunction: null,
      aclList: null,
      extendedAclList: null,
      isolationSetting: null,
      routingDomainList: null,
      vlanSetting: null,
      bandwidthSetting: null,
      vMQueue: null,
    }),
  );
}

/** Get-VMMemory's object. */
export function memoryTarget(vm: LiveVm): VMMemoryTarget {
  const settings = () => vm.doc.memory;
  return owned(vm, {
    ...part(vm),
    get buffer() {
      return settings().buffer;
    },
    get dynamicMemoryEnabled() {
      return settings().dynamic;
    },
    get maximum() {
      return settings().maximum;
    },
    get maximumPerNumaNode() {
      return settings().maximumPerNumaNode;
    },
    get minimum() {
      return settings().minimum;
    },
    get priority() {
      return settings().priority;
    },
    get startup() {
      return settings().startup;
    },
  });
}

/** Get-VMProcessor's object. */
export function processorTarget(vm: LiveVm): VMProcessorTarget {
  const settings = () => vm.doc.processor;
  return owned(vm, {
    ...part(vm),
    get count() {
      return settings().count;
    },
    get compatibilityForMigrationEnabled() {
      return settings().compatibilityForMigration;
    },
    get compatibilityForOlderOperatingSystemsEnabled() {
      return settings().compatibilityForOlderOperatingSystems;
    },
    get hwThreadCountPerCore() {
      return settings().hwThreadsPerCore;
    },
    get exposeVirtualizationExtensions() {
      return settings().exposeVirtualizationExtensions;
    },
    get enablePerfmonPmu() {
      return settings().perfmon.includes('Pmu');
    },
    get enablePerfmonLbr() {
      return settings().perfmon.includes('Lbr');
    },
    get enablePerfmonPebs() {
      return settings().perfmon.includes('Pebs');
    },
    get enablePerfmonIpt() {
      return settings().perfmon.includes('Ipt');
    },
    get enableLegacyApicMode() {
      return settings().legacyApicMode;
    },
    get allowACountMCount() {
      return settings().allowACountMCount;
    },
    get maximum() {
      return settings().maximum;
    },
    get reserve() {
      return settings().reserve;
    },
    get relativeWeight() {
      return settings().relativeWeight;
    },
    get maximumCountPerNumaNode() {
      return settings().maximumPerNumaNode;
    },
    get maximumCountPerNumaSocket() {
      return settings().maximumPerNumaSocket;
    },
    get enableHostResourceProtection() {
      return settings().hostResourceProtection;
    },
    get running() {
      return vm.doc.run !== null && vm.doc.state !== 'Saved';
    },
  });
}
