/**
 * /proc/interrupts: counters by processor. What an event counts is stored (NMIs, callbacks of the hypervisor); what grows
 * with time by itself is a closed form of the uptime.
 */
import type { Guest } from '../guest.ts';
import type { KernelFormat } from '../profiles/profile.ts';

/**
 * Width of the label column: 3 below 1000 IRQs, 4 from there on (kernel/irq/proc.c). `possible` are the processors the
 * firmware lists.
 */
export function labelWidth(format: KernelFormat, possible: number): number {
  return irqCount(format, possible) < 1000 ? 3 : 4;
}

/** nr_irqs with one 24-pin I/O APIC (arch/x86/kernel/apic/io_apic.c). */
export function irqCount(format: KernelFormat, possible: number): number {
  if (possible === 1 && format.irqCapOneCpu !== null) return format.irqCapOneCpu;
  return format.irqBase + 8 * possible;
}

/** Processors that the kernel reserves for: the firmware's list, at least the machine's. */
export function possibleProcessors(guest: Guest): number {
  const { hardware } = guest.run;
  return Math.max(hardware.processors, hardware.host.firmwareProcessors);
}

/** A line above the summary rows: number, device, chip, and on which processor it counts. */
interface DeviceRow {
  readonly irq: number;
  readonly trigger: 'edge' | 'fasteoi';
  readonly device: string;
  readonly count: number;
  readonly processor: number;
}

const TICKS_PER_SECOND = 28;

/** Counts of the rows that grow with time, per second of uptime of a processor, and their size after boot. */
const GROWTH: Readonly<Record<string, { readonly boot: number; readonly perSecond: number }>> = {
  RES: { boot: 640, perSecond: 1.6 },
  CAL: { boot: 84, perSecond: 0.05 },
  TLB: { boot: 11, perSecond: 0.03 },
  MCP: { boot: 1, perSecond: 1 / 300 },
};

function deviceRows(guest: Guest): DeviceRow[] {
  const { hardware } = guest.run;
  const seconds = guest.uptime / 1_000_000;
  const last = hardware.processors - 1;
  const rows: DeviceRow[] = [
    { irq: 8, trigger: 'edge', device: 'rtc0', count: 0, processor: 0 },
    { irq: 9, trigger: 'fasteoi', device: 'acpi', count: 0, processor: 0 },
  ];
  if (hardware.generation === 2) return rows;
  return [
    { irq: 0, trigger: 'edge', device: 'timer', count: 38, processor: 0 },
    { irq: 1, trigger: 'edge', device: 'i8042', count: 9, processor: last },
    { irq: 4, trigger: 'edge', device: guest.profile.era === '2013' ? 'serial' : 'ttyS0', count: 4, processor: 0 },
    { irq: 6, trigger: 'edge', device: 'floppy', count: 3, processor: 0 },
    ...rows,
    { irq: 12, trigger: 'edge', device: 'i8042', count: 129, processor: 0 },
    { irq: 14, trigger: 'edge', device: 'ata_piix', count: 0, processor: 0 },
    { irq: 15, trigger: 'edge', device: 'ata_piix', count: 114 + Math.floor(seconds / 2), processor: 0 },
  ];
}

/** Count of a summary row on one processor. */
export function interruptCount(guest: Guest, label: string, processor: number): number {
  const { kernel } = guest.run;
  const { format } = guest.profile;
  const seconds = guest.uptime / 1_000_000;
  if (label === 'NMI') return kernel.nmi[processor] ?? 0;
  if (label === 'HYP') return kernel.callbacks[processor] ?? 0;
  if (label === format.tickRow) {
    const spread = guest.random('interrupts', processor).between(0, 400);
    return Math.floor(spread + seconds * (TICKS_PER_SECOND + processor));
  }
  const growth = GROWTH[label];
  if (!growth) return 0;
  const spread = guest.random(`interrupts ${label}`, processor).between(0, 100) / 100;
  return Math.floor(growth.boot * (0.8 + spread / 2) + growth.perSecond * seconds);
}

/** The whole file. */
export function renderInterrupts(guest: Guest): string {
  const { format } = guest.profile;
  const cpus = Array.from({ length: guest.run.hardware.processors }, (_, index) => index);
  const width = labelWidth(format, possibleProcessors(guest));
  const counts = (values: readonly number[]) => values.map((value) => `${String(value).padStart(10)} `).join('');
  const header = `${' '.repeat(width + 8)}${cpus.map((cpu) => `CPU${String(cpu).padEnd(8)}`).join('')}\n`;
  const devices = deviceRows(guest).map(({ irq, trigger, device, count, processor }) => {
    const chip =
      format.interruptChip === 'joined'
        ? `  IO-APIC-${trigger.padEnd(8)}  ${device}`
        : `  IO-APIC ${String(irq === 0 ? 2 : irq).padStart(width)}-${trigger.padEnd(8)}  ${device}`;
    return `${String(irq).padStart(width)}: ${counts(cpus.map((cpu) => (cpu === processor ? count : 0)))}${chip}\n`;
  });
  const summary = format.interruptRows.map(([label, text]) =>
    text === null
      ? `${label.padStart(width)}: ${'0'.padStart(10)}\n`
      : `${label.padStart(width)}: ${counts(cpus.map((cpu) => interruptCount(guest, label, cpu)))}  ${text}\n`,
  );
  return header + devices.join('') + summary.join('');
}
