/** The boot log and the memory map against captures of a 6.1 kernel. */
import { describe, expect, test } from '@jest/globals';
import { bufferLines, mapLines, nosaveLines, pciHole, zoneLines } from '../../src/guest/kernel/e820.ts';
import { bootTotalKb } from '../../src/guest/kernel/memory.ts';
import { DEBIAN_12 } from '../../src/guest/profiles/linux-modern.ts';
import { between, capture, type Difference, kernelLines, parseMap, unexplained } from '../support/ground-truth.ts';
import { GB, HOST_2022, hardware, MB, openGuest } from '../support/guest-world.ts';

/** Lines of the captured boot that a Hyper-V guest of ours does not print, and why. */
const DIFFERENCES: readonly Difference[] = [
  [/^(Kernel command|Command) line/, 'the capture boots a RAM disk'],
  [/^BIOS-e820/, 'the map of the emulator; what the kernel makes of it is compared below'],
  [/^SMBIOS/, 'version of the emulated firmware'],
  [/^DMI:/, 'a Hyper-V BIOS version ends in a blank'],
  [
    /^clocksource: hyperv|Marking TSC|processor$|Using GB pages|RAMDISK|initrd/,
    'clock, tables and RAM disk of that machine',
  ],
  [
    /^ACPI: (Early|RS|FACP|FACS|DSDT|APIC|HPET|SRAT|WAET|Enabled|PCI Root)|^acpi |HPET id/,
    'ACPI tables of the emulator',
  ],
  [/^NUMA:|^NODE_DATA|^Initmem/, 'node set-up: not printed here'],
  [/^ {2}(DMA32|node) /, 'end of low memory differs by the tables: compared below'],
  [/available for PCI devices|reserve RAM buffer \[mem 0x7|nosave/, 'compared below with the captured map'],
  [/^(Built 1|Memory: )/, 'counts depend on the size of the tables'],
  [
    /^(Console|printk: console|\.\.TIMER|Calibrating|x86\/cpu|x86\/mm: Checked)/,
    'console and processor of that machine',
  ],
  [/^(rcu|Freeing|node 0 deferred|acpiphp|software IO TLB: mapped)/, 'sub-systems that are left out'],
  [/^smpboot: (CPU0|Total)|node {2}#0, CPUs/, 'the emulated processor; the list of processors was cut by other lines'],
  [/^pci 0000:|root bus resource|pci_bus 0000:00: resource|Limiting direct/, 'other board: compared below'],
  [/Write protecting|X\.509|INIT-READY|^scsi host|^ata\d|^hid:/, 'initialisation of that machine'],
  [/^ata_piix/, 'the IDE controller sits at 00:07.1 on Hyper-V'],
  [
    /^hv_vmbus: (Vmbus|registering driver hv_(utils|balloon|storvsc))|^hv_(utils|balloon)|^clocksource/,
    'drivers load in another order: compared below',
  ],
];

const guest = openGuest({
  profile: 'debian-12',
  hardware: { processors: 4, host: { ...HOST_2022, vmbusVersion: 0x4_0000 }, maximumMemoryBytes: 8 * GB },
});

describe('boot log of 6.1', () => {
  const captured = kernelLines(capture('boot-dmesg-general-6.1.txt'));

  test('every captured line is printed, in order, or its difference is explained', () => {
    expect(unexplained(captured, guest.lines(), DIFFERENCES)).toEqual({ missing: [], unused: [] });
  });

  test('lines of the drivers', () => {
    const drivers = captured.filter((line) => /^hv_(vmbus|utils|balloon)/.test(line));
    expect(drivers.length).toBeGreaterThan(8);
    expect(guest.lines()).toEqual(expect.arrayContaining(drivers));
  });
});

describe('what a 6.1 kernel prints of the map it is given', () => {
  const blocks = capture('gap-full-lines.txt').split(/^### /m).slice(1);
  const { format } = DEBIAN_12;

  test.each(blocks.map((block) => [block.split('\n')[0] ?? '', block]))('%s', (_, block) => {
    const lines = kernelLines(between(block, '--- dmesg', '--- iomem'));
    const map = parseMap(lines);
    const printed = [
      ...mapLines(map, format),
      ...zoneLines(map, format),
      ...nosaveLines(map, format),
      ...bufferLines(map, format),
    ];
    const wanted = lines.filter((line) =>
      /e820: \[|RAM map|^ {2}(DMA|Normal|Device|node)|Zone ranges|nosave|RAM buffer/.test(line),
    );
    // The capture cuts two headings out.
    const compared = printed.filter((line) => !/^(Movable zone|Early memory)/.test(line));
    expect(compared).toEqual(wanted.filter((line) => !/^(Movable zone|Early memory)/.test(line)));
    const hole = pciHole(map);
    const text = `[mem 0x${hole.start.toString(16)}-0x${(hole.end - 1).toString(16)}] available for PCI devices`;
    expect(lines).toContain(text);
  });

  test.each(blocks.map((block) => [block.split('\n')[0] ?? '', block]))(
    'order of the windows: %s',
    (heading, block) => {
      const megabytes = (name: string) => Number(new RegExp(`${name}=(\\d+)M`).exec(heading)?.[1]);
      const machine = hardware({
        memoryBytes: megabytes('ram') * MB,
        lowGapBytes: megabytes('gap') * MB,
        host: HOST_2022,
      });
      const printed = openGuest({ profile: 'debian-12', hardware: machine }).lines();
      const high = `0x${machine.highGapBase.toString(16)}-0x${(machine.highGapBase + machine.highGapBytes - 1).toString(16)}`;
      const wanted = kernelLines(block)
        .filter((line) => line.startsWith('pci_bus'))
        // The root window of Hyper-V ends at 0xfffbffff; its high window is where the host has it.
        .map((line) => line.replace('-0xfebfffff', '-0xfffbffff').replace(/0x[0-9a-f]{9,}-0x[0-9a-f]{9,}/, high));
      const ours = printed.filter((line) => line.startsWith('pci_bus'));
      // The emulator of the first block has no high window.
      expect(wanted.some((line) => line.includes(high)) ? ours : ours.filter((line) => !line.includes(high))).toEqual(
        wanted,
      );
    },
  );
});

describe('MemTotal of 6.1', () => {
  const rows = capture('gap-table.txt')
    .split('\n')
    .filter((line) => /^(pc|pc-i440fx-1\.7) /.test(line))
    .map((line) => line.trim().split(/\s+/))
    .map((cells) => ({
      machine: cells[0] as string,
      gap: Number(cells[1]),
      ram: Number(cells[2]),
      total: Number(/ (\d+) +(yes|no)$/.exec(cells.join(' '))?.[1]),
      bounce: cells.at(-1) === 'yes',
    }))
    // On `pc` gaps below 1 GB were not honoured.
    .filter(({ machine, gap }) => (machine === 'pc') === gap >= 1024);

  test('covers both machines', () => expect(rows).toHaveLength(21));

  test.each(rows)('$machine, gap $gap, $ram MB', ({ machine, gap, ram, total, bounce }) => {
    const layout = hardware({ processors: 1, memoryBytes: ram * MB, lowGapBytes: gap * MB });
    // Captured without Hyper-V, whose own pages are a constant; firmware tables of the old board are 120 kB smaller.
    const model = { ...DEBIAN_12.memory, hypervisor: machine === 'pc' ? 0 : -120 };
    // Equal boots of the table differ by up to 16 kB, 8 GB with the largest gap by 32.
    expect(Math.abs(bootTotalKb(model, layout) - total)).toBeLessThanOrEqual(32);
    expect(bootTotalKb({ ...model, above4G: 0 }, layout) !== bootTotalKb(model, layout)).toBe(bounce);
  });

  test('exact with Hyper-V and 2 or 4 processors', () => {
    const total = (processors: number) =>
      bootTotalKb(DEBIAN_12.memory, hardware({ processors, maximumMemoryBytes: 86 * GB }));
    expect(total(2)).toBe(1_959_720);
    expect(total(4)).toBe(1_959_232);
  });
});
