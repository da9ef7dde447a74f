/** The kernel's last words, and what follows: it stays on the screen, or the machine restarts after `kernel.panic` seconds. */
import { dmiText } from '../boot/opening.ts';
import { type Guest, LEVEL } from '../guest.ts';
import { sysctl, sysctlNumber } from './sysctl.ts';
import { TRACES, type Trace } from './traces.ts';

/** Who was running. */
interface Task {
  readonly processor: number;
  readonly pid: number;
  readonly name: string;
}

function cpuLine(guest: Guest, { processor, pid, name }: Task): string {
  const { profile } = guest;
  if (profile.era === '2013') return `Pid: ${pid}, comm: ${name} Not tainted ${profile.kernelRelease} #1`;
  const build = /Debian [\d.]+-\d+/.exec(profile.kernelVersionText)?.[0];
  const number = profile.kernelVersionText.split(' ')[0] ?? '#1';
  // The words between number and build leave a second blank in kernels with switchable preemption.
  const gap = profile.kernelVersionText.includes('PREEMPT_DYNAMIC') ? '  ' : ' ';
  const tail = build ? `${number}${gap}${build}` : number;
  const uid = profile.format.panicUid ? ' UID: 0' : '';
  return `CPU: ${processor}${uid} PID: ${pid} Comm: ${name} Not tainted ${profile.kernelRelease} ${tail}`;
}

/** Ends the kernel: prints, tells the host where the driver can, and waits for a reset or restarts. */
export function panic(guest: Guest, text: string, task: Task, trace: Trace): void {
  const { run, profile } = guest;
  const modern = profile.era === 'modern';
  const say = (line: string) => guest.log(line, LEVEL.emergency);
  say(`Kernel panic - not syncing: ${text}`);
  say(cpuLine(guest, task));
  if (modern) say(`Hardware name: ${dmiText(guest)}`);
  say(`Call Trace:`);
  for (const line of TRACES[profile.format.traces][trace]) say(line);
  if (modern) {
    const offset = guest.random('kaslr').between(1, 0x1ff) * 0x20_0000;
    say(
      `Kernel Offset: 0x${offset.toString(16)} from 0xffffffff81000000 (relocation range: 0xffffffff80000000-0xffffffffbfffffff)`,
    );
  }
  run.kernel.panic = { at: guest.now, text };
  run.stage = 'panicked';
  run.queue = [];
  guest.userSpace.stop(guest, false);
  if (modern && run.drivers.bus !== null && sysctl(guest, 'kernel/hyperv_record_panic_msg') !== '0') {
    // Crash MSRs P0 to P4: the address and the length of the message's page are all that is not zero.
    guest.crashed(['0x0', '0x0', '0x0', '0x102a5c000', '0xfee'], text);
  }
  if (run.drivers.heartbeat.phase === 'ready') guest.send({ channel: 'heartbeat', message: { type: 'silent' } });
  const seconds = sysctlNumber(guest, 'kernel/panic');
  if (seconds > 0) {
    say(`Rebooting in ${seconds} seconds..`);
    guest.schedule('panic:reboot', seconds * 1_000_000);
  } else if (seconds < 0) guest.schedule('panic:reboot', 0);
  else if (profile.format.panicEnd) say(`---[ end Kernel panic - not syncing: ${text} ]---`);
  guest.touch();
}

/** The event `panic:reboot`. */
export function panicReboot(guest: Guest): void {
  guest.end('reset');
}
