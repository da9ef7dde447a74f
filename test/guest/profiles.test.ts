/** Walks the tables of profiles, formats and generated files: whatever is in them must be usable. */
import { describe, expect, test } from '@jest/globals';
import { builtinTable } from '../../src/guest/block/content.ts';
import { DEVICE_CLASSES } from '../../src/guest/drivers/devices.ts';
import { procEntries } from '../../src/guest/proc/entries.ts';
import { findProfile, PROFILES } from '../../src/guest/profiles/index.ts';
import { sysEntries } from '../../src/guest/sys/entries.ts';
import { HOST_2022, openGuest } from '../support/guest-world.ts';

test('ids are unique, in lower case, and found in any case', () => {
  const ids = PROFILES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(findProfile(id.toUpperCase())?.id).toBe(id.toLowerCase());
  expect(findProfile('none')).toBeUndefined();
});

const linux = PROFILES.filter(({ family }) => family === 'linux').map((profile) => [profile.id, profile] as const);

describe.each(linux)('%s', (id, profile) => {
  test('its disk: partitions follow each other and end inside, the root is the one the kernel is told', () => {
    const table = builtinTable(profile, 'root-11111111-2222-4333-8444-555555555555');
    let end = 2048;
    for (const part of table.partitions) {
      expect(part.start).toBe(end);
      expect(part.sectors).toBeGreaterThan(0);
      end = part.start + part.sectors;
    }
    expect(end).toBeLessThanOrEqual(table.diskSectors);
    const root = profile.rootDisk.partitions.findIndex(({ mount }) => mount === '/') + 1;
    expect(profile.commandLine).toContain(`root=/dev/sda${root}`);
    const swap = profile.rootDisk.partitions.findIndex(({ mount }) => mount === 'swap');
    // A swap area has one page of header.
    const size = swap < 0 ? 0 : (table.partitions[swap]?.sectors ?? 0) / 2 - 4;
    expect(profile.memory.swap).toBe(Math.max(size, 0));
  });

  test('a daemon that is named is among its services; a balloon driver goes with its settings', () => {
    if (profile.kvpDaemon) expect(profile.services.map(({ name }) => name)).toContain(profile.kvpDaemon);
    expect(profile.drivers.includes('hv_balloon')).toBe(profile.balloon !== null);
    expect(profile.kernelBuild).toContain(profile.kernelVersionText);
    const versions = [...profile.vmbusVersions];
    expect(versions).toEqual([...versions].sort((a, b) => b - a));
  });

  test.each([1, 2] as const)('every generated file can be read on generation %i', (generation) => {
    const world = openGuest({ profile: id, hardware: { generation, host: HOST_2022, processors: 1 } });
    const entries = [...procEntries(world.guest), ...sysEntries(world.guest)];
    expect(entries.length).toBeGreaterThan(80);
    for (const [path, entry] of entries) {
      if (!('read' in entry)) continue;
      const text = entry.read(world.guest);
      expect([path, /NaN|undefined|null|\[object/.test(text)]).toEqual([path, false]);
      expect([path, text === '' || text.endsWith('\n')]).toEqual([path, true]);
    }
    const pci = world.lines().filter((line) => line.startsWith('pci_bus'));
    expect(pci.length > 0).toBe(generation === 1);
  });
});

test('device classes have GUIDs of their own', () => {
  const ids = Object.values(DEVICE_CLASSES).map(({ classId }) => classId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});
