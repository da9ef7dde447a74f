/** Disks: naming, attaching and removing while running, growth seen at the next I/O; texts against captures. */
import { describe, expect, test } from '@jest/globals';
import { blockIo, rescanDevice } from '../../src/guest/block/io.ts';
import { diskName, diskNumber, threeDigits } from '../../src/guest/block/naming.ts';
import { procEntries } from '../../src/guest/proc/entries.ts';
import type { BlockDevice, DiskContent } from '../../src/guest/state.ts';
import { sysEntries } from '../../src/guest/sys/entries.ts';
import { noUserSpace } from '../../src/guest/userspace.ts';
import type { Json } from '../../src/lab/store.ts';
import type { AttachedDisk, DiskView } from '../../src/vmbus/port.ts';
import { between, capture, kernelLines } from '../support/ground-truth.ts';
import { GB, type GuestUnderTest, openGuest, SECOND, type TestHost } from '../support/guest-world.ts';

const view = (diskId: string, sizeBytes: number, physical: 512 | 4096 = 4096): DiskView => ({
  diskId,
  sizeBytes,
  logicalSectorBytes: 512,
  physicalSectorBytes: physical,
  readOnly: false,
});

const slot = (controller: 'IDE' | 'SCSI', number: number, location: number) => ({ controller, number, location });

/** A guest with disks in slots. */
function withDisks(disks: readonly [AttachedDisk, number][], profile = 'sles-11-sp3', physical: 512 | 4096 = 4096) {
  return openGuest({
    profile,
    hardware: { disks: disks.map(([disk]) => disk) },
    prepare(host) {
      for (const [disk, size] of disks) host.disks.set(host.slot(disk), view(disk.diskId, size, physical));
    },
  });
}

const data: AttachedDisk = { ...slot('SCSI', 0, 0), diskId: 'data' };

function grow(host: TestHost, disk: AttachedDisk, sizeBytes: number): void {
  const old = host.disks.get(host.slot(disk)) as DiskView;
  host.disks.set(host.slot(disk), { ...old, sizeBytes });
}

const names = (world: GuestUnderTest) => world.guest.run.block.devices.map(({ name, diskId }) => [name, diskId]);
const io = (world: GuestUnderTest, name: string, operation: 'read' | 'write' = 'write', sector = 0, sectors = 8) =>
  world.guest.act(world.at, (guest) => blockIo(guest, name, { operation, sector, sectors }));
const printedBy = (world: GuestUnderTest, work: () => void) => {
  const before = world.lines().length;
  work();
  return world.lines().slice(before);
};

describe('names', () => {
  test('letters, then two letters; majors of 16 disks', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(diskName)).toEqual([
      'sda',
      'sdz',
      'sdaa',
      'sdaz',
      'sdba',
      'sdzz',
      'sdaaa',
    ]);
    expect([0, 15, 16, 255].map(diskNumber)).toEqual([
      [8, 0],
      [8, 240],
      [65, 0],
      [135, 240],
    ]);
  });

  test('the profile’s own disk first, then IDE, then SCSI in order of controller and location', () => {
    const disks: [AttachedDisk, number][] = [
      [{ ...slot('SCSI', 1, 0), diskId: 's1' }, GB],
      [{ ...slot('SCSI', 0, 5), diskId: 's0-5' }, GB],
      [{ ...slot('SCSI', 0, 0), diskId: 's0-0' }, GB],
      [{ ...slot('IDE', 0, 1), diskId: 'ide' }, GB],
    ];
    const world = openGuest({
      hardware: { disks: disks.map(([disk]) => disk), scsiControllers: 2 },
      prepare(host) {
        for (const [disk, size] of disks) host.disks.set(host.slot(disk), view(disk.diskId, size));
      },
    });
    expect(names(world)).toEqual([
      ['sda', `root-${world.host.vmId}`],
      ['sdb', 'ide'],
      ['sdc', 's0-0'],
      ['sdd', 's0-5'],
      ['sde', 's1'],
    ]);
    expect(world.lines()).toContain('scsi 3:0:1:0: Direct-Access     Msft     Virtual Disk     1.0  PQ: 0 ANSI: 4');
  });

  test('sizes have three digits: cut off by old kernels, rounded by new ones', () => {
    expect(threeDigits(2 * GB, 1000, 'cut')).toBe('2.14 GB');
    expect(threeDigits(2 * GB, 1000, 'round')).toBe('2.15 GB');
    expect(threeDigits(107_374_182_400, 1000, 'cut')).toBe('107 GB');
    expect(threeDigits(107_374_182_400, 1024, 'cut')).toBe('100 GiB');
    expect(threeDigits(3 * GB, 1000, 'cut')).toBe('3.22 GB');
    expect(threeDigits(2_473_901_162_496, 1024, 'round')).toBe('2.25 TiB');
  });
});

describe('texts as captured', () => {
  /** Lines of a disk, as if it were sda at 0:0:0:0. */
  const moved = (lines: readonly string[], device: BlockDevice) =>
    lines.map((line) => line.replaceAll(device.address.join(':'), '0:0:0:0').replaceAll(device.name, 'sda'));
  const wanted = (lines: readonly string[]) =>
    lines.filter(
      (line) =>
        /sda/.test(line) &&
        // The emulated disk has other mode pages; partitions and file systems come later.
        !/Mode Sense|EXT4|sda1|logical blocks.*0 [0-9]+-byte/.test(line),
    );

  const cases: [profile: string, file: string, heading: string, physical: 512 | 4096, change: string][] = [
    ['debian-12', 'disk-grow-6.1.txt', '### 6.1', 512, 'from 2097152 to 4194304'],
    ['debian-11', 'disk-grow-5.10-and-6.12.txt', '### 5.10', 4096, 'from 1073741824 to 2147483648'],
    ['debian-13', 'disk-grow-5.10-and-6.12.txt', '### 6.12', 4096, 'from 2097152 to 4194304'],
  ];
  test.each(cases)('attaching and growing: %s', (profile, file, heading, physical, change) => {
    const world = withDisks([[data, GB]], profile, physical);
    const device = world.guest.run.block.devices[1] as BlockDevice;
    grow(world.host, data, 2 * GB);
    expect(io(world, 'sdb')).toBeNull();
    const ours = new Set(
      moved(
        world.lines().filter((line) => line.includes(device.name)),
        device,
      ),
    );
    const text = capture(file);
    const captured = kernelLines(between(text.slice(text.indexOf(heading)), heading.slice(4), '\n### '));
    expect(wanted(captured).length).toBeGreaterThan(5);
    for (const line of new Set(wanted(captured))) expect([...ours]).toContain(line);
    expect(ours).toContain(`sda: detected capacity change ${change}`);
  });

  test('4096-byte physical blocks follow the size each time (6.12)', () => {
    const world = withDisks([[data, GB]], 'ubuntu-24.04');
    grow(world.host, data, 2 * GB);
    const lines = printedBy(world, () => expect(io(world, 'sdb', 'read')).toBeNull());
    expect(lines).toEqual([
      'sd 3:0:0:0: [sdb] 4194304 512-byte logical blocks: (2.15 GB/2.00 GiB)',
      'sd 3:0:0:0: [sdb] 4096-byte physical blocks',
      'sdb: detected capacity change from 2097152 to 4194304',
    ]);
  });

  test('SLES 11 SP3: bytes', () => {
    const world = withDisks([[data, 3 * GB]]);
    grow(world.host, data, 4 * GB);
    expect(printedBy(world, () => io(world, 'sdb'))).toEqual([
      'sd 3:0:0:0: [sdb] 8388608 512-byte logical blocks: (4.29 GB/4.00 GiB)',
      'sd 3:0:0:0: [sdb] 4096-byte physical blocks',
      'sdb: detected capacity change from 3221225472 to 4294967296',
    ]);
  });
});

describe('growth', () => {
  const size = (world: GuestUnderTest) => {
    const entry = sysEntries(world.guest).get('block/sdb/size');
    return entry && 'read' in entry ? entry.read(world.guest) : '';
  };

  test('an idle disk keeps its old size until somebody touches it', () => {
    const world = withDisks([[data, GB]]);
    grow(world.host, data, 2 * GB);
    world.host.deliver(
      { channel: 'storage', instance: 0, message: { type: 'capacityChanged', location: 0 } },
      world.at,
    );
    world.pass(3600 * SECOND);
    expect(size(world)).toBe('2097152\n');
    expect(io(world, 'sdb')).toBeNull();
    expect(size(world)).toBe('4194304\n');
    expect(printedBy(world, () => io(world, 'sdb'))).toEqual([]);
  });

  test('rescan sees it too, through /sys', () => {
    const world = withDisks([[data, GB]]);
    grow(world.host, data, 2 * GB);
    world.guest.act(world.at, (guest) => {
      const entry = sysEntries(guest).get('block/sdb/device/rescan');
      if (entry && 'write' in entry) expect(entry.write?.(guest, '1\n', { pid: 1, name: 'sh' })).toBeNull();
      expect(rescanDevice(guest, 'sdz')).toBe('ENODEV');
    });
    expect(size(world)).toBe('4194304\n');
    const partitions = procEntries(world.guest).get('partitions');
    expect(partitions && 'read' in partitions ? partitions.read(world.guest) : '').toContain(
      '   8       16    2097152 sdb\n',
    );
  });

  test('user space is told, with the size before', () => {
    const seen: [string, number, number][] = [];
    const world = openGuest({
      userSpace: {
        ...noUserSpace,
        capacityChanged: (_, device, before) => seen.push([device.name, before, device.sectors]),
      },
      hardware: { disks: [data] },
      prepare: (host) => host.disks.set(host.slot(data), view('data', GB)),
    });
    grow(world.host, data, 2 * GB);
    io(world, 'sdb');
    grow(world.host, data, GB);
    io(world, 'sdb');
    expect(seen).toEqual([
      ['sdb', 2_097_152, 4_194_304],
      ['sdb', 4_194_304, 2_097_152],
    ]);
  });

  test('a partition keeps its size; past the end of a shrunk disk is an error', () => {
    const table: DiskContent = {
      table: {
        label: 'dos',
        id: '0000cafe',
        diskSectors: 4_194_304,
        partitions: [{ number: 1, start: 2048, sectors: 4_190_208, type: '83', uuid: '', bootable: false }],
      },
      volumes: {},
    };
    const world = openGuest({
      hardware: { disks: [data] },
      prepare(host) {
        host.disks.set(host.slot(data), view('data', 2 * GB));
        host.contents.set('data', table as unknown as Json);
      },
    });
    expect(world.lines()).toContain(' sdb: sdb1');
    grow(world.host, data, 1 * GB);
    expect(io(world, 'sdb1', 'write', 4_000_000)).toBe('EIO');
    expect(world.lines().at(-1)).toBe('sdb1: rw=1, want=4002056, limit=2097152');
    expect(world.guest.run.block.devices[1]?.partitions).toEqual([{ number: 1, start: 2048, sectors: 4_190_208 }]);
    expect(io(world, 'sdb2')).toBe('ENXIO');
    expect(io(world, 'sdq')).toBe('ENODEV');
  });
});

describe('hot add and removal', () => {
  test('a disk that is plugged in appears after the host’s enumerateBus', () => {
    const world = withDisks([]);
    world.host.disks.set(world.host.slot(data), view('data', 3 * GB));
    world.pass(60 * SECOND);
    expect(names(world)).toHaveLength(1);
    world.host.deliver({ channel: 'storage', instance: 0, message: { type: 'enumerateBus' } }, world.at);
    expect(names(world).at(-1)).toEqual(['sdb', 'data']);
    expect(world.lines()).toContain('sd 3:0:0:0: [sdb] 6291456 512-byte logical blocks: (3.22 GB/3.00 GiB)');
  });

  test('a removed disk is gone, and its name is free again', () => {
    const gone: string[] = [];
    const other: AttachedDisk = { ...slot('SCSI', 0, 1), diskId: 'other' };
    const world = openGuest({
      userSpace: { ...noUserSpace, detached: (_, device) => gone.push(device.name) },
      hardware: { disks: [data, other] },
      prepare(host) {
        host.disks.set(host.slot(data), view('data', GB));
        host.disks.set(host.slot(other), view('other', GB));
      },
    });
    world.host.disks.delete(world.host.slot(data));
    expect(io(world, 'sdb')).toBe('EIO');
    expect(world.lines().at(-1)).toBe('end_request: I/O error, dev sdb, sector 0');
    world.host.deliver({ channel: 'storage', instance: 0, message: { type: 'removeDevice', location: 0 } }, world.at);
    expect(gone).toEqual(['sdb']);
    expect(io(world, 'sdb')).toBe('ENODEV');
    world.host.disks.set(world.host.slot(data), view('third', GB));
    world.host.deliver({ channel: 'storage', instance: 0, message: { type: 'enumerateBus' } }, world.at);
    expect(names(world).slice(1)).toEqual([
      ['sdb', 'third'],
      ['sdc', 'other'],
    ]);
  });

  test('another disk in the same slot is another device', () => {
    const world = withDisks([[data, GB]]);
    world.host.disks.set(world.host.slot(data), view('swapped', 2 * GB));
    expect(io(world, 'sdb')).toBe('EIO');
    world.host.deliver({ channel: 'storage', instance: 0, message: { type: 'enumerateBus' } }, world.at);
    expect(names(world).at(-1)).toEqual(['sdb', 'swapped']);
  });
});

test('a guest whose root disk is not plugged in finds nothing to boot', () => {
  const world = openGuest({ boot: 0 });
  const { installed } = world.guest.state;
  if (installed) installed.rootDiskId = 'missing';
  world.pass(60 * SECOND);
  expect(world.guest.run.stage).toBe('noBootDevice');
  expect(world.guest.nextEventAt).toBeNull();
});
