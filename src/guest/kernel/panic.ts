/** The kernel's last words, and what follows: it stays on the screen, or the machine restarts after `kernel.panic` seconds. */
import { dmiText } from '../boot/opening.ts';
import { type Guest, LEVEL } from '../guest.ts';
import { sysctl, sysctlNumber } from './sysctl.ts';

/** Where the kernel was: names of functions as a trace shows them, innermost first. */
const NMI_TRACE = [
  ' <NMI>',
  ' dump_stack_lvl+0x44/0x5c',
  ' panic+0x118/0x2f4',
  ' ? _printk+0x68/0x83',
  ' nmi_panic.cold+0xc/0xc',
  ' unknown_nmi_error.cold+0x3b/0x49',
  ' exc_nmi+0x11e/0x150',
  ' end_repeat_nmi+0x16/0x67',
  ' </NMI>',
  ' <TASK>',
  ' default_idle+0xa/0x10',
  ' default_idle_call+0x38/0xf0',
  ' do_idle+0x206/0x2b0',
  ' cpu_startup_entry+0x26/0x30',
  ' rest_init+0xca/0xd0',
  ' arch_call_rest_init+0xa/0x14',
  ' start_kernel+0x6e8/0x6fc',
  ' secondary_startup_64_no_verify+0xe4/0xeb',
  ' </TASK>',
];
const NMI_TRACE_2013 = [
  ' <NMI>  [<ffffffff8145fd5e>] dump_stack+0x69/0x71',
  ' [<ffffffff8145fdfb>] panic+0x95/0x1b6',
  ' [<ffffffff81006a3c>] unknown_nmi_error+0x9c/0xb0',
  ' [<ffffffff81006c6d>] do_nmi+0x16d/0x210',
  ' [<ffffffff81463d90>] nmi+0x20/0x30',
  ' <<EOE>>  [<ffffffff8100af5d>] default_idle+0x4d/0xc0',
  ' [<ffffffff81002126>] cpu_idle+0x66/0xb0',
];
const SYSRQ_TRACE = [
  ' <TASK>',
  ' dump_stack_lvl+0x44/0x5c',
  ' panic+0x118/0x2f4',
  ' ? _printk+0x68/0x83',
  ' sysrq_handle_crash+0x16/0x20',
  ' __handle_sysrq.cold+0x44/0x11c',
  ' write_sysrq_trigger+0x24/0x40',
  ' proc_reg_write+0x56/0xa0',
  ' vfs_write+0xc7/0x3f0',
  ' ksys_write+0x6b/0xf0',
  ' do_syscall_64+0x5d/0x90',
  ' </TASK>',
];
const SYSRQ_TRACE_2013 = [
  ' [<ffffffff812e84c6>] sysrq_handle_crash+0x16/0x20',
  ' [<ffffffff812e8a9f>] __handle_sysrq+0x12f/0x190',
  ' [<ffffffff812e8b50>] write_sysrq_trigger+0x50/0x60',
  ' [<ffffffff811c0a7b>] proc_reg_write+0x7b/0xc0',
  ' [<ffffffff8115c8eb>] vfs_write+0xcb/0x180',
  ' [<ffffffff8115caa0>] sys_write+0x50/0x90',
  ' [<ffffffff81464592>] system_call_fastpath+0x16/0x1b',
];

export type Trace = 'nmi' | 'sysrq';

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
  const tail = build ? `${number}  ${build}` : number;
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
  const traces = { nmi: [NMI_TRACE, NMI_TRACE_2013], sysrq: [SYSRQ_TRACE, SYSRQ_TRACE_2013] } as const;
  for (const line of traces[trace][modern ? 0 : 1]) say(line);
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
