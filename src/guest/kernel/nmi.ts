/**
 * A non-maskable interrupt: the counter goes up first, whatever follows. Nobody claims it, so it is unknown: the kernel says
 * so, or panics where it was told to (arch/x86/kernel/nmi.c, in 2.6.32 arch/x86/kernel/traps.c).
 */
import { type Guest, kernelAlive, LEVEL } from '../guest.ts';
import { panic } from './panic.ts';
import { sysctlNumber } from './sysctl.ts';

/** Micros between two lines of a message; processors follow each other. */
const LINE_MICROS = 40;

/** Delivers it. In firmware and after a panic nothing can be observed but, in the kernel's counters, nothing either. */
export function takeNmi(guest: Guest, target: 'all' | 'first'): void {
  if (!kernelAlive(guest)) return;
  if (guest.profile.family === 'windows') {
    stopWindows(guest);
    return;
  }
  const { kernel, hardware } = guest.run;
  const count = target === 'all' ? hardware.processors : 1;
  const injection = Math.max(...kernel.nmi);
  for (let processor = 0; processor < count; processor++) kernel.nmi[processor] = (kernel.nmi[processor] ?? 0) + 1;
  guest.touch();
  const order = shuffled(guest, count, injection);
  const panics =
    sysctlNumber(guest, 'kernel/unknown_nmi_panic') !== 0 ||
    sysctlNumber(guest, 'kernel/panic_on_unrecovered_nmi') !== 0 ||
    kernel.commandLine.split(' ').includes('unknown_nmi_panic');
  if (panics) {
    panicOn(guest, order[0] as number, injection);
    return;
  }
  const total = order.length * 3;
  order.forEach((processor, index) => {
    for (const [line, text] of tolerant(guest, processor, injection).entries()) {
      guest.log(text, LEVEL.emergency, (total - index * 3 - line) * LINE_MICROS);
    }
  });
}

/** Seconds that a Windows guest takes to write its dump before it restarts. Assumed. */
const DUMP_SECONDS = 25;

/** Windows takes it for a hardware failure: bug check 0x80 (NMI_HARDWARE_FAILURE), a dump, a restart. */
function stopWindows(guest: Guest): void {
  guest.run.stage = 'panicked';
  guest.run.queue = [];
  guest.crashed(['0x80', '0x4f4454', '0x0', '0x0', '0x0'], '');
  guest.send({ channel: 'heartbeat', message: { type: 'silent' } });
  guest.schedule('panic:reboot', DUMP_SECONDS * 1_000_000);
}

/** The order in which processors get to print: none in particular. */
function shuffled(guest: Guest, count: number, injection: number): number[] {
  const stream = guest.random('nmi order', injection);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = stream.between(0, last);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
  return order;
}

/** Port 0x61 as this processor read it: bits of the timer toggle. Generation 2 has no such port: always 00. */
function reason(guest: Guest, processor: number, injection: number): string {
  const { nmiReason, nmiPanic } = guest.profile.format;
  const first = nmiPanic !== 'old' || processor === 0;
  if (guest.run.hardware.generation === 2 || !first) return '00';
  const pick = guest.random('nmi reason', injection * 256 + processor).between(0, nmiReason.length - 1);
  return (nmiReason[pick] as number).toString(16).padStart(2, '0');
}

function tolerant(guest: Guest, processor: number, injection: number): string[] {
  return [
    `Uhhuh. NMI received for unknown reason ${reason(guest, processor, injection)} on CPU ${processor}.`,
    ...(guest.profile.format.nmiPowerLine ? ['Do you have a strange power saving mode enabled?'] : []),
    'Dazed and confused, but trying to continue',
  ];
}

/** One processor panics; the others swallow theirs. */
function panicOn(guest: Guest, processor: number, injection: number): void {
  const { format } = guest.profile;
  const task = { processor, pid: 0, name: 'swapper/0' };
  if (format.nmiPanic === 'old') {
    guest.log(
      `NMI received for unknown reason ${reason(guest, processor, injection)}`,
      LEVEL.emergency,
      LINE_MICROS * 2,
    );
    guest.log(` on CPU${processor}, ip ffffffff8103eacb, registers:`, LEVEL.emergency, LINE_MICROS);
    panic(guest, 'Non maskable interrupt', { ...task, name: 'swapper' }, 'nmi');
    return;
  }
  const lines = tolerant(guest, processor, injection).slice(0, -1);
  lines.forEach((text, index) => {
    guest.log(text, LEVEL.emergency, (lines.length - index) * LINE_MICROS);
  });
  panic(guest, 'NMI: Not continuing', guest.profile.era === '2013' ? { ...task, name: 'swapper' } : task, 'nmi');
}
