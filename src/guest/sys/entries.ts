/** The files of /sys that the kernel side makes, by path below the mount. */
import { detach, deviceNamed } from '../block/devices.ts';
import { rescanDevice } from '../block/io.ts';
import { dmiText } from '../boot/opening.ts';
import { debugText } from '../drivers/balloon-report.ts';
import { blockOnlined } from '../drivers/balloon-work.ts';
import { DEVICE_CLASSES, deviceDirectory } from '../drivers/devices.ts';
import type { Guest } from '../guest.ts';
import { firmwareMap } from '../kernel/e820.ts';
import { offlineBlock, onlineBlock } from '../kernel/hotplug.ts';
import { BLOCK_BYTES } from '../kernel/memory.ts';
import type { PseudoEntry, PseudoFile } from '../proc/entries.ts';
import type { BlockDevice } from '../state.ts';

const text = (value: string | number): PseudoFile => ({ read: () => `${value}\n` });

/** All entries of this kernel. */
export function sysEntries(guest: Guest): Map<string, PseudoEntry> {
  const entries = new Map<string, PseudoEntry>();
  for (const add of [processors, memoryBlocks, dmi, bus, kernel, debug]) add(guest, entries);
  for (const device of guest.run.block.devices) disk(device, entries);
  return entries;
}

type Adder = (guest: Guest, entries: Map<string, PseudoEntry>) => void;

const processors: Adder = (guest, entries) => {
  const last = guest.run.hardware.processors - 1;
  const range = last === 0 ? '0' : `0-${last}`;
  for (const name of ['online', 'present']) entries.set(`devices/system/cpu/${name}`, text(range));
  const possible = Math.max(last, guest.run.hardware.host.firmwareProcessors - 1);
  entries.set('devices/system/cpu/possible', text(possible === 0 ? '0' : `0-${possible}`));
  entries.set('devices/system/node/online', text(0));
  entries.set('devices/system/node/node0/cpulist', text(range));
  const clock = 'devices/system/clocksource/clocksource0';
  const modern = guest.profile.era === 'modern';
  const source = modern ? 'hyperv_clocksource_tsc_page' : 'hyperv_clocksource';
  entries.set(`${clock}/current_clocksource`, text(source));
  entries.set(
    `${clock}/available_clocksource`,
    text(modern ? `${source} hyperv_clocksource_msr acpi_pm ` : `${source} acpi_pm `),
  );
};

/** Blocks of the memory at power-on: those that hold any of it. */
export function bootBlocks(guest: Guest): number[] {
  const indexes = new Set<number>();
  for (const { start, end } of firmwareMap(guest.run.hardware)) {
    for (let index = Math.floor(start / BLOCK_BYTES); index * BLOCK_BYTES < end; index++) indexes.add(index);
  }
  return [...indexes].sort((a, b) => a - b);
}

const memoryBlocks: Adder = (guest, entries) => {
  const root = 'devices/system/memory';
  entries.set(`${root}/block_size_bytes`, text(BLOCK_BYTES.toString(16)));
  entries.set(`${root}/auto_online_blocks`, {
    mode: 0o644,
    read: (machine) => `${machine.run.memory.autoOnline ? 'online' : 'offline'}\n`,
    write(machine, value) {
      if (!['online', 'offline', 'online_kernel', 'online_movable'].includes(value.trim())) return 'EINVAL';
      machine.run.memory.autoOnline = value.trim() !== 'offline';
      machine.touch();
      return null;
    },
  });
  const add = (index: number, zones: string, state: PseudoFile) => {
    const path = `${root}/memory${index}`;
    entries.set(`${path}/state`, state);
    entries.set(`${path}/phys_index`, text(index.toString(16).padStart(8, '0')));
    entries.set(`${path}/removable`, text(1));
    entries.set(`${path}/valid_zones`, text(zones));
  };
  for (const index of bootBlocks(guest)) {
    const zone = index === 0 ? 'none' : index < 32 ? 'DMA32' : 'Normal';
    add(index, zone, {
      ...text('online'),
      mode: 0o644,
      write: (_, value) => (value.trim() === 'online' ? 'EINVAL' : 'EBUSY'),
    });
  }
  for (const block of guest.run.memory.blocks) {
    const zone = block.index < 32 ? 'DMA32' : 'Normal';
    add(block.index, block.online ? zone : `${zone} Movable`, {
      mode: 0o644,
      read: () => `${block.online ? 'online' : 'offline'}\n`,
      write(machine, value) {
        const wanted = value.trim();
        if (wanted === 'offline') return offlineBlock(machine, block.index) ? null : 'EBUSY';
        if (!['online', 'online_kernel', 'online_movable'].includes(wanted)) return 'EINVAL';
        if (block.online) return 'EINVAL';
        onlineBlock(machine, block.index);
        blockOnlined(machine, block.index);
        return null;
      },
    });
  }
};

const dmi: Adder = (guest, entries) => {
  const bios = dmiText(guest).split(', BIOS ')[1] ?? '';
  const date = bios.split(' ').at(-1) ?? '';
  const generation1 = guest.run.hardware.generation === 1;
  const values: Record<string, string> = {
    sys_vendor: 'Microsoft Corporation',
    product_name: 'Virtual Machine',
    product_version: generation1 ? '7.0' : 'Hyper-V UEFI Release v1.0',
    product_uuid: guest.run.hardware.vmId,
    bios_vendor: generation1 ? 'American Megatrends Inc.' : 'Microsoft Corporation',
    bios_version: bios.slice(0, -date.length).trimEnd(),
    bios_date: date,
    board_vendor: 'Microsoft Corporation',
    board_name: 'Virtual Machine',
    chassis_vendor: 'Microsoft Corporation',
  };
  for (const [name, value] of Object.entries(values)) entries.set(`class/dmi/id/${name}`, text(value));
};

/** Devices by GUID, or in 2013 by number; what the kernel of that time numbers from 1. */
const bus: Adder = (guest, entries) => {
  const { drivers } = guest.run;
  const modern = guest.profile.era === 'modern';
  drivers.channels.forEach((device, index) => {
    const path = `bus/vmbus/devices/${deviceDirectory(guest, device)}`;
    const values: Record<string, string> = {
      class_id: `{${device.classId}}`,
      device_id: `{${device.deviceId}}`,
      id: String(index + 1),
      // 3: the channel is open; 1: only offered.
      state: device.open ? '3' : '1',
      monitor_id: String(index),
      ...(modern && { vendor: '0x1414' }),
    };
    for (const [name, value] of Object.entries(values)) entries.set(`${path}/${name}`, text(value));
    const driver = DEVICE_CLASSES[device.name]?.driver;
    if (driver && device.open) entries.set(`${path}/driver`, { link: `../../../../bus/vmbus/drivers/${driver}` });
  });
  for (const name of guest.profile.drivers) {
    if (name === 'hv_vmbus' || drivers.bus === null) continue;
    if (name === 'hv_utils' && !drivers.utilities) continue;
    entries.set(`bus/vmbus/drivers/${name}/uevent`, { mode: 0o200, read: () => '' });
  }
};

const kernel: Adder = (_, entries) => {
  entries.set('kernel/kexec_crash_loaded', text(0));
  entries.set('kernel/kexec_crash_size', text(0));
  entries.set('kernel/kexec_loaded', text(0));
};

const debug: Adder = (guest, entries) => {
  if (!guest.profile.balloon?.debugfs || !guest.run.drivers.balloon.loaded) return;
  entries.set('kernel/debug/hv-balloon', { read: debugText });
};

/** /sys/block/sdX: sizes in 512-byte units as the kernel knows them; `rescan` and `delete` act. */
function disk(device: BlockDevice, entries: Map<string, PseudoEntry>): void {
  const root = `block/${device.name}`;
  const minor = device.index * 16;
  const live = (read: (current: BlockDevice) => string | number): PseudoFile => ({
    read: (guest) => `${read(deviceNamed(guest, device.name) ?? device)}\n`,
  });
  const { reads, readSectors, writes, writtenSectors } = device.stats;
  entries.set(
    `${root}/size`,
    live(({ sectors }) => sectors),
  );
  entries.set(
    `${root}/ro`,
    live(({ readOnly }) => (readOnly ? 1 : 0)),
  );
  entries.set(`${root}/removable`, text(0));
  entries.set(`${root}/dev`, text(`8:${minor}`));
  entries.set(`${root}/stat`, text(`${reads} 0 ${readSectors} ${reads} ${writes} 0 ${writtenSectors} ${writes} 0 0 0`));
  entries.set(`${root}/queue/logical_block_size`, text(device.logicalSectorBytes));
  entries.set(`${root}/queue/physical_block_size`, text(device.physicalSectorBytes));
  entries.set(`${root}/queue/hw_sector_size`, text(device.logicalSectorBytes));
  entries.set(`${root}/queue/rotational`, text(1));
  entries.set(`${root}/device/vendor`, text('Msft    '));
  entries.set(`${root}/device/model`, text('Virtual Disk    '));
  entries.set(`${root}/device/rev`, text('1.0 '));
  entries.set(`${root}/device/type`, text(0));
  entries.set(`${root}/device/state`, text('running'));
  entries.set(`${root}/device/rescan`, {
    mode: 0o200,
    read: () => '',
    write: (guest) => (rescanDevice(guest, device.name) === null ? null : 'ENODEV'),
  });
  entries.set(`${root}/device/delete`, {
    mode: 0o200,
    read: () => '',
    write(guest) {
      const current = deviceNamed(guest, device.name);
      if (current) detach(guest, current);
      return null;
    },
  });
  for (const part of device.partitions) {
    const path = `${root}/${device.name}${part.number}`;
    entries.set(`${path}/size`, text(part.sectors));
    entries.set(`${path}/start`, text(part.start));
    entries.set(`${path}/partition`, text(part.number));
    entries.set(`${path}/ro`, text(device.readOnly ? 1 : 0));
    entries.set(`${path}/dev`, text(`8:${minor + part.number}`));
    entries.set(`class/block/${device.name}${part.number}`, { link: `../../${path}` });
  }
  entries.set(`class/block/${device.name}`, { link: `../../${root}` });
}
