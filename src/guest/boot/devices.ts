/** Lines of the buses and of bringing the processors up. Texts only. */
import { GIB, lowGapStart, ramRanges } from '../../vmbus/memory-map.ts';
import type { Guest } from '../guest.ts';
import { bufferLines, firmwareMap, hex, memRange } from '../kernel/e820.ts';
import { irqCount, possibleProcessors } from '../kernel/interrupts.ts';
import { needsBounceBuffer } from '../kernel/memory.ts';
import { lateHypervisorLines } from './opening.ts';

/** A window of the PCI root bus as %pR prints it, without what a kernel adds. */
interface Window {
  readonly kind: 'io' | 'mem';
  readonly text: string;
  /** Without the kind, for 2.6.32. */
  readonly bare: string;
}

function window(kind: 'io' | 'mem', start: number, last: number): Window {
  const width = kind === 'io' ? 4 : 8;
  const bare = `0x${hex(start, width)}-0x${hex(last, width)}`;
  return { kind, bare, text: kind === 'io' ? `io  ${bare}` : `mem ${bare}` };
}

/** Windows of a generation 1 root bus in the order of the kernel. */
export function rootWindows(guest: Guest): Window[] {
  const { hardware } = guest.run;
  const high = window('mem', hardware.highGapBase, hardware.highGapBase + hardware.highGapBytes - 1);
  const rest = [
    window('io', 0, 0xcf7),
    window('io', 0xd00, 0xffff),
    window('mem', 0xa0000, 0xbffff),
    window('mem', lowGapStart(hardware), 0xfffbffff),
  ];
  return guest.profile.format.windowOrder === 'highFirst' ? [high, ...rest] : [...rest, high];
}

const BUS = 'pci_bus 0000:00:';

/** The bridge and its functions; nothing on generation 2, which has no PCI bus. */
export function rootBusLines(guest: Guest): string[] {
  const { format } = guest.profile;
  if (guest.run.hardware.generation === 2) return [];
  const windows = rootWindows(guest);
  const bus = `${BUS} root bus resource [bus 00-ff]`;
  const plain = (suffix: string) => windows.map(({ text }) => `${BUS} root bus resource [${text}${suffix}]`);
  const lines: Record<typeof format.rootBus, () => string[]> = {
    none: () => [],
    pciRoot: () => windows.map(({ text }) => `pci_root PNP0A03:00: host bridge window [${text}]`),
    plain: () => ['PCI host bridge to bus 0000:00', ...plain(''), bus],
    window: () =>
      format.busPosition === 'first'
        ? ['PCI host bridge to bus 0000:00', bus, ...plain(' window')]
        : ['PCI host bridge to bus 0000:00', ...plain(' window'), bus],
  };
  const functions: readonly [at: string, id: string, classCode: string][] = [
    ['00:00.0', '8086:7192', '060000'],
    ['00:07.0', '8086:7110', '060100'],
    ['00:07.1', '8086:7111', '010180'],
    ['00:07.3', '8086:7113', '068000'],
    ['00:08.0', '1414:5353', '030000'],
  ];
  const modern = guest.profile.era === 'modern';
  return [
    'PCI: Using configuration type 1 for base access',
    'PCI: Using host bridge windows from ACPI; if necessary, use "pci=nocrs" and report a bug',
    ...(modern ? ['PCI: Using E820 reservations for host bridge windows'] : []),
    'ACPI: PCI Root Bridge [PCI0] (domain 0000 [bus 00-ff])',
    ...lines[format.rootBus](),
    ...functions.flatMap(([at, id, code]) => {
      const line = `pci 0000:${at}: [${id}] type ${modern ? '00' : '0'} class 0x${code}`;
      if (at === '00:07.1') return [line, `pci 0000:${at}: ${bar(guest, 4)} [io  0xffa0-0xffaf]`];
      if (at === '00:08.0') return [line, `pci 0000:${at}: ${bar(guest, 0)} [mem 0xf8000000-0xfbffffff]`];
      return [line];
    }),
    'PCI: Using ACPI for IRQ routing',
    ...(modern ? ['PCI: pci_cache_line_size set to 64 bytes'] : []),
    ...bufferLines(firmwareMap(guest.run.hardware), format),
    modern
      ? 'clocksource: Switched to clocksource hyperv_clocksource_tsc_page'
      : 'Switching to clocksource hyperv_clocksource',
  ];
}

/** `reg 0x10:` or, in older kernels, `reg 10:`. */
function bar(guest: Guest, index: number): string {
  const offset = (0x10 + 4 * index).toString(16);
  return guest.profile.format.e820 === 'exclusive' ? `reg ${offset}:` : `reg 0x${offset}:`;
}

/** The numbered resources, from 4 on, and what the firmware keeps from drivers. */
export function resourceLines(guest: Guest): string[] {
  const { hardware } = guest.run;
  if (hardware.generation === 2) return [];
  const { format } = guest.profile;
  const low = ramRanges(hardware)[0]?.end ?? 0;
  const style: Record<typeof format.resource, (entry: Window) => string> = {
    colon: ({ kind, bare }) => `${kind === 'io' ? 'io: ' : 'mem:'} [${bare}]`,
    plain: ({ text }) => `[${text}]`,
    window: ({ text }) => `[${text} window]`,
  };
  return [
    `system 00:08: ${memRange(0x100000, low - 1)} could not be reserved`,
    `system 00:08: ${memRange(0xfffc0000, 0xffffffff)} has been reserved`,
    ...rootWindows(guest).map((entry, index) => `${BUS} resource ${index + 4} ${style[format.resource](entry)}`),
    'PCI: CLS 0 bytes, default 64',
  ];
}

/** Where the bounce buffer of 64 MiB is: at the end of low RAM. */
export function bounceBufferLines(guest: Guest): string[] {
  const { hardware } = guest.run;
  if (!needsBounceBuffer(hardware) || guest.profile.era !== 'modern') return [];
  const end = Math.min(hardware.memoryBytes, 4 * GIB - hardware.lowGapBytes) - 0x12c000;
  const start = end - 0x400_0000;
  return [
    'PCI-DMA: Using software bounce buffering for IO (SWIOTLB)',
    `software IO TLB: mapped [mem 0x${hex(start, 16)}-0x${hex(end, 16)}] (64MB)`,
  ];
}

/** Interrupts, console, clock. */
export function timerLines(guest: Guest): string[] {
  const { format, era } = guest.profile;
  const irqs = irqCount(format, possibleProcessors(guest));
  const modern = era === 'modern';
  return [
    modern ? `NR_IRQS: 524544, nr_irqs: ${irqs}, preallocated irqs: 16` : `NR_IRQS:33024 nr_irqs:${irqs} 16`,
    'Console: colour VGA+ 80x25',
    `${modern ? 'printk: ' : ''}console [ttyS0] enabled`,
    ...lateHypervisorLines(guest),
    'Calibrating delay loop (skipped), value calculated using timer frequency.. 4788.90 BogoMIPS (lpj=9577816)',
  ];
}

/** Secondary processors. */
export function processorLines(guest: Guest): string[] {
  const count = guest.run.hardware.processors;
  const modern = guest.profile.era === 'modern';
  const watchdog = modern
    ? ['NMI watchdog: Perf NMI watchdog permanently disabled']
    : ['NMI watchdog disabled (cpu0): hardware events not enabled'];
  const total = (4788.9 * count).toFixed(2);
  const others = Array.from({ length: count - 1 }, (_, index) => `#${index + 1}`).join(' ');
  if (!modern) {
    return [
      'Performance Events: no PMU driver, software events only.',
      ...watchdog,
      ...(count > 1 ? [`Booting Node   0, Processors  ${others} Ok.`] : []),
      `Brought up ${count} CPUs`,
      `Total of ${count} processors activated (${total} BogoMIPS).`,
    ];
  }
  return [
    'Performance Events: PMU not available due to virtualization, using software events only.',
    ...watchdog,
    'smp: Bringing up secondary CPUs ...',
    ...(count > 1 ? ['x86: Booting SMP configuration:', `.... node  #0, CPUs:      ${others}`] : []),
    `smp: Brought up 1 node, ${count} CPU${count > 1 ? 's' : ''}`,
    'smpboot: Max logical packages: 1',
    `smpboot: Total of ${count} processors activated (${total} BogoMIPS)`,
    'devtmpfs: initialized',
    'x86/mm: Memory block size: 128MB',
  ];
}
