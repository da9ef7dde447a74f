/** Devices that a host offers on the bus: classes, and how a guest lists them. */
import { BALLOON_CLASS } from '../../vmbus/balloon.ts';
import { HEARTBEAT_CLASS } from '../../vmbus/heartbeat.ts';
import { KVP_CLASS } from '../../vmbus/kvp.ts';
import type { Hardware } from '../../vmbus/port.ts';
import { SHUTDOWN_CLASS } from '../../vmbus/shutdown.ts';
import { IDE_CLASS, SCSI_CLASS } from '../../vmbus/storage.ts';
import { TIMESYNC_CLASS } from '../../vmbus/timesync.ts';
import type { Guest } from '../guest.ts';
import type { BusDevice } from '../state.ts';

interface DeviceClass {
  readonly classId: string;
  /** As lsvmbus names it. */
  readonly title: string;
  /** Driver directory in sysfs. */
  readonly driver: string | null;
}

/** Class GUIDs as in include/linux/hyperv.h; names as in tools/hv/lsvmbus. */
export const DEVICE_CLASSES: Readonly<Record<string, DeviceClass>> = {
  ide: { classId: IDE_CLASS, title: 'Synthetic IDE Controller', driver: 'hv_storvsc' },
  storage: { classId: SCSI_CLASS, title: 'Synthetic SCSI Controller', driver: 'hv_storvsc' },
  network: {
    classId: 'f8615163-df3e-46c5-913f-f2d2f965ed0e',
    title: 'Synthetic network adapter',
    driver: 'hv_netvsc',
  },
  mouse: { classId: 'cfa8b69e-5b4a-4cc0-b98b-8ba1a1f3f95a', title: 'Synthetic mouse', driver: 'hid_hyperv' },
  keyboard: {
    classId: 'f912ad6d-2b17-48ea-bd65-f927a61c7684',
    title: 'Synthetic keyboard',
    driver: 'hyperv_keyboard',
  },
  video: {
    classId: 'da0a7802-e377-4aac-8e77-0558eb1073f8',
    title: 'Synthetic framebuffer adapter',
    driver: 'hyperv_fb',
  },
  balloon: { classId: BALLOON_CLASS, title: 'Dynamic memory', driver: 'hv_balloon' },
  shutdown: { classId: SHUTDOWN_CLASS, title: 'Operating system shutdown', driver: 'hv_utils' },
  timesync: { classId: TIMESYNC_CLASS, title: 'Time Synchronization', driver: 'hv_utils' },
  heartbeat: { classId: HEARTBEAT_CLASS, title: 'Heartbeat', driver: 'hv_utils' },
  kvp: { classId: KVP_CLASS, title: 'Data Exchange', driver: 'hv_utils' },
  vss: {
    classId: '35fa2e29-ea23-4236-96ae-3a6ebacba440',
    title: 'Backup (volume shadow copy)',
    driver: 'hv_utils',
  },
  guestService: {
    classId: '34d14be3-dee4-41c8-9ae7-6b174977c192',
    title: 'Guest services',
    driver: 'hv_utils',
  },
};

/** What the host offers to a machine, in an order of ours: no log showed that of a host. */
export function offers(hardware: Hardware): [name: string, instance: number][] {
  const each = (name: string, count: number) =>
    Array.from({ length: count }, (_, instance): [string, number] => [name, instance]);
  return [
    ...each('mouse', 1),
    ...each('keyboard', 1),
    ...each('video', 1),
    ...each('balloon', 1),
    ...hardware.services.map((service): [string, number] => [service, 0]),
    ...each('network', hardware.adapters.filter(({ legacy }) => !legacy).length),
    ...each('ide', hardware.disks.filter(({ controller }) => controller === 'IDE').length),
    ...each('storage', hardware.scsiControllers),
  ];
}

export function findDevice(guest: Guest, name: string, instance: number): BusDevice | undefined {
  return guest.run.drivers.channels.find((device) => device.name === name && device.instance === instance);
}

/** The bus driver registers a device; kernels of 2013 number them and say so. */
export function registerDevice(guest: Guest, name: string, instance: number): BusDevice {
  const { channels } = guest.run.drivers;
  const classId = DEVICE_CLASSES[name]?.classId ?? '';
  // The same at every boot of a machine.
  const device: BusDevice = {
    name,
    instance,
    classId,
    deviceId: guest.guid(`device ${name} ${instance}`),
    open: false,
  };
  channels.push(device);
  if (guest.profile.era === '2013') guest.log(`hv_vmbus: child device vmbus_0_${channels.length} registered`);
  guest.touch();
  return device;
}

/** Its directory below /sys/bus/vmbus/devices. */
export function deviceDirectory(guest: Guest, device: BusDevice): string {
  if (guest.profile.era === 'modern') return device.deviceId;
  return `vmbus_0_${guest.run.drivers.channels.indexOf(device) + 1}`;
}
