/** hv_vmbus and the opening of channels; the storage channel's negotiation. */
import type { Openable } from '../../vmbus/bus.ts';
import type { StorageMessage } from '../../vmbus/storage.ts';
import { detach, rescanController } from '../block/devices.ts';
import type { Guest } from '../guest.ts';
import type { DriverState, IcState } from '../state.ts';
import { findDevice, offers, registerDevice } from './devices.ts';

const closed = (): IcState => ({ phase: 'closed', offer: null, framework: null, service: null });

export function newDrivers(): DriverState {
  return {
    bus: null,
    channels: [],
    utilities: false,
    heartbeat: { ...closed(), sequence: 0 },
    shutdown: { ...closed(), requested: null },
    timesync: { ...closed(), sync: 0 },
    kvp: { ...closed(), daemon: false },
    balloon: {
      loaded: false,
      phase: 'initializing',
      version: null,
      attempt: 0,
      connected: false,
      hotAddAllowed: true,
      reportFrom: null,
      reported: null,
      ticking: false,
      work: null,
      waiting: [],
      maximumPages: 0,
      pagesAdded: 0,
      pagesOnlined: 0,
    },
    storage: [],
  };
}

/** Picks the newest version that both know; without the driver, or where none fits, there is no bus. */
export function connectBus(guest: Guest): void {
  const { profile } = guest;
  if (!profile.drivers.includes('hv_vmbus')) return;
  const { host } = guest.run.hardware;
  const version = profile.vmbusVersions.find((candidate) => candidate <= host.vmbusVersion);
  if (version === undefined) return;
  guest.run.drivers.bus = version;
  const text = `Vmbus version:${version >>> 16}.${version & 0xffff}`;
  guest.log(
    profile.format.vmbusLine === 'hostBuild'
      ? `hv_vmbus: Hyper-V Host Build:${host.buildText}; ${text}`
      : `hv_vmbus: ${text}`,
  );
  guest.send({ channel: 'bus', message: { type: 'contact', version } });
  for (const [name, instance] of offers(guest.run.hardware)) registerDevice(guest, name, instance);
}

/** Opens a channel. False where there is no bus. A service enabled later is offered only then. */
export function openChannel(guest: Guest, channel: Openable, instance = 0): boolean {
  const { drivers } = guest.run;
  if (drivers.bus === null) return false;
  const device = findDevice(guest, channel, instance) ?? registerDevice(guest, channel, instance);
  device.open = true;
  guest.send({ channel: 'bus', message: { type: 'open', channel, instance } });
  return true;
}

/** hv_storvsc: one channel per SCSI controller. */
export function openStorage(guest: Guest): void {
  const { profile } = guest;
  const { drivers, hardware } = guest.run;
  if (!profile.drivers.includes('hv_storvsc')) return;
  guest.log('hv_vmbus: registering driver hv_storvsc');
  for (let instance = 0; instance < hardware.scsiControllers; instance++) {
    drivers.storage.push({ instance, version: null });
    if (openChannel(guest, 'storage', instance)) {
      guest.send({ channel: 'storage', instance, message: { type: 'queryProtocolVersion', version: profile.vmstor } });
    }
  }
}

/** Older versions are tried where the host refuses one. */
const VMSTOR = [0x602, 0x600, 0x501, 0x402, 0x200] as const;

export function receiveStorage(guest: Guest, instance: number, message: StorageMessage): void {
  const state = guest.run.drivers.storage.find((entry) => entry.instance === instance);
  if (!state) return;
  switch (message.type) {
    case 'protocolVersion': {
      const offered = state.version === null ? guest.profile.vmstor : -state.version;
      if (message.accepted) {
        state.version = offered;
        return;
      }
      const next = VMSTOR.find((version) => version < offered);
      if (next === undefined) return;
      state.version = -next;
      guest.send({ channel: 'storage', instance, message: { type: 'queryProtocolVersion', version: next } });
      return;
    }
    case 'enumerateBus':
      rescanController(guest, instance);
      return;
    case 'removeDevice': {
      const gone = guest.run.block.devices.find(
        ({ slot }) =>
          slot !== 'builtin' &&
          slot.controller === 'SCSI' &&
          slot.number === instance &&
          slot.location === message.location,
      );
      if (gone) detach(guest, gone);
      return;
    }
    default:
      // capacityChanged rides on the next command: block/io.ts compares sizes there. Queries are never received.
      return;
  }
}
