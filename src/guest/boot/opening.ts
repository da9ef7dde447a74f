/** The kernel's first lines: version, memory map, hypervisor, memory set-up. Texts only; nothing here changes state. */
import type { ByteRange } from '../../vmbus/memory-map.ts';
import { GIB, hotAddRanges, ramRanges } from '../../vmbus/memory-map.ts';
import type { Guest } from '../guest.ts';
import { firmwareMap, hex, mapLines, memRange, nosaveLines, pciHole, zoneLines } from '../kernel/e820.ts';
import { possibleProcessors } from '../kernel/interrupts.ts';
import { bootTotalKb, mayGrow, needsBounceBuffer } from '../kernel/memory.ts';

/** DMI line; a generation 1 BIOS version ends in a blank, hence two before the date. */
export function dmiText(guest: Guest): string {
  const { host, generation } = guest.run.hardware;
  const bios =
    generation === 1 ? `${host.biosVersion}  ${host.biosDate}` : `Hyper-V UEFI Release v1.0 ${host.biosDate}`;
  return `Microsoft Corporation Virtual Machine/Virtual Machine, BIOS ${bios}`;
}

/** What 6.12 prints later than 6.1, before the last of the hypervisor's lines. */
export function lateHypervisorLines(guest: Guest): string[] {
  const { hypervisorLines: kind } = guest.profile.format;
  if (kind === 'none' || kind === '2013') return [];
  const build = kind === 'modernLateBuild' ? [`Hyper-V: Host Build ${modernBuild(guest)}`] : [];
  return [...build, 'Hyper-V: enabling crash_kexec_post_notifiers'];
}

/** Host build as 6.1 prints it: major.minor.build.service pack-branch-number. */
function modernBuild(guest: Guest): string {
  const { build, buildText } = guest.run.hardware.host;
  const match = /^(\d+)-(\d+)\.(\d+)-(\d+)-(\d+)\.(\d+)$/.exec(buildText);
  return match ? `${match[2]}.${match[3]}.${build}.${match[6]}-${match[4]}-${match[5]}` : String(build);
}

export function hypervisorLines(guest: Guest): string[] {
  switch (guest.profile.format.hypervisorLines) {
    case 'none':
      return [];
    case '2013':
      return [
        'Hypervisor detected: Microsoft HyperV',
        'HyperV: features 0xe7f, hints 0x2c',
        'HyperV: LAPIC Timer Frequency: 0x30d40',
      ];
    default: {
      const late = guest.profile.format.hypervisorLines === 'modernLateBuild';
      return [
        'Hypervisor detected: Microsoft Hyper-V',
        'Hyper-V: privilege flags low 0xa6f, high 0x30, hints 0x220, misc 0x80500',
        ...(late ? [] : [`Hyper-V: Host Build ${modernBuild(guest)}`]),
        'Hyper-V: Nested features: 0x0',
        'Hyper-V: LAPIC Timer Frequency: 0x3d0900',
      ];
    }
  }
}

/** Everything that carries the time 0. */
export function openingLines(guest: Guest): string[] {
  const { profile } = guest;
  const { hardware, kernel } = guest.run;
  const map = firmwareMap(hardware);
  const modern = profile.era === 'modern';
  // Kernels before 3.5 say some things in other words.
  const early = profile.format.e820 === 'exclusive';
  return [
    ...(modern ? [] : ['Initializing cgroup subsys cpuset', 'Initializing cgroup subsys cpu']),
    `Linux version ${profile.kernelRelease} ${profile.kernelBuild}`,
    `Command line: ${kernel.commandLine}`,
    ...mapLines(map, profile.format),
    'NX (Execute Disable) protection: active',
    ...(hardware.generation === 2 ? ['efi: EFI v2.60 by Microsoft'] : []),
    `${early ? 'DMI' : 'SMBIOS'} ${hardware.generation === 1 ? '2.3' : '3.0.0'} present.`,
    `DMI: ${dmiText(guest)}`,
    ...hypervisorLines(guest),
    ...(modern ? ['tsc: Marking TSC unstable due to running on Hyper-V'] : []),
    'tsc: Detected 2394.454 MHz processor',
    ...lastPageLines(map.filter((entry) => entry.kind === 'usable').at(-1) as ByteRange, guest),
    ...affinityLines(guest),
    ...zoneLines(map, profile.format),
    `ACPI: PM-Timer IO Port: 0x408`,
    'ACPI: Using ACPI (MADT) for SMP configuration information',
    `${early ? 'SMP' : 'smpboot'}: Allowing ${possibleProcessors(guest)} CPUs, ${possibleProcessors(guest) - hardware.processors} hotplug CPUs`,
    ...nosaveLines(map, profile.format),
    availableLine(guest),
    modern ? 'Booting paravirtualized kernel on Hyper-V' : 'Booting paravirtualized kernel on bare hardware',
    ...(modern ? ['Hyper-V: PV spinlocks disabled'] : []),
  ];
}

/** `last_pfn` lines, in the words of the kernel's age. */
function lastPageLines(last: ByteRange, guest: Guest): string[] {
  const prefix = guest.profile.format.e820Prefix || guest.profile.era === 'modern' ? 'e820: ' : '';
  const { lowGapBytes, memoryBytes } = guest.run.hardware;
  const low = Math.min(memoryBytes, 4 * GIB - lowGapBytes) - 0x10000;
  const lines = [`${prefix}last_pfn = 0x${hex(last.end / 4096)} max_arch_pfn = 0x400000000`];
  if (last.end > 4 * GIB) lines.push(`${prefix}last_pfn = 0x${hex(low / 4096)} max_arch_pfn = 0x400000000`);
  return lines;
}

/** The hole that PCI devices may use. */
function availableLine(guest: Guest): string {
  const { format } = guest.profile;
  const hole = pciHole(firmwareMap(guest.run.hardware));
  if (format.e820 === 'exclusive') {
    const size = hole.end - hole.start;
    return `Allocating PCI resources starting at ${hex(hole.start)} (gap: ${hex(hole.start)}:${hex(size)})`;
  }
  return `${format.e820Prefix ? 'e820: ' : ''}${memRange(hole.start, hole.end - 1)} available for PCI devices`;
}

/** Ranges of the firmware's affinity table: memory there is, and where more may come. */
function affinityLines(guest: Guest): string[] {
  const { hardware } = guest.run;
  if (!mayGrow(hardware)) return [];
  const ranges = [
    ...ramRanges(hardware).map((range) => ({ ...range, note: '' })),
    ...hotAddRanges(hardware)
      .slice(0, 2)
      .map((range) => ({ ...range, end: Math.min(range.end, 2 ** 40), note: ' hotplug' })),
  ];
  return ranges.map(({ start, end, note }) =>
    guest.profile.format.e820 === 'exclusive'
      ? `SRAT: Node 0 PXM 0 ${hex(start)}-${hex(end)}`
      : `ACPI: SRAT: Node 0 PXM 0 ${memRange(start, end - 1)}${note}`,
  );
}

/** The `Memory:` line and what stands around it. */
export function memoryLines(guest: Guest): string[] {
  const { hardware, kernel } = guest.run;
  const { profile } = guest;
  const total = hardware.memoryBytes / 1024 - (hardware.generation === 1 ? 456 : 448);
  const managed = bootTotalKb(profile.memory, hardware);
  const modern = profile.era === 'modern';
  const sizes = modern
    ? '14343K kernel code, 2327K rwdata, 8348K rodata, 2612K init, 5436K bss'
    : '4527k kernel code, 5396k absent';
  const unit = modern ? 'K' : 'k';
  // 6.1 has set up a part of memory only when it prints this line: about 254 MiB, and what lies above 4 GB not at all.
  const ready = modern ? Math.min(260_916, managed) : managed - 1_200;
  const available = `${ready}${unit}/${total}${unit} available`;
  return [
    ...(modern ? ['Fallback order for Node 0: 0 '] : []),
    `Built 1 zonelists, ${modern ? 'mobility grouping on.' : 'in Zone order, mobility grouping on.'}  Total pages: ${Math.floor(
      (total * 0.9837) / 4,
    )}`,
    `Policy zone: ${hardware.memoryBytes > 4 * GIB - hardware.lowGapBytes ? 'Normal' : 'DMA32'}`,
    `Kernel command line: ${kernel.commandLine}`,
    ...(needsBounceBuffer(hardware) && modern ? [`software IO TLB: area num ${hardware.processors}.`] : []),
    modern
      ? `Memory: ${available} (${sizes}, ${total - ready}K reserved, 0K cma-reserved)`
      : `Memory: ${available} (${sizes}, ${total - ready}k reserved, 7144k data, 1276k init)`,
  ];
}
