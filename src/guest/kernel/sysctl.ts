/** /proc/sys: values that the kernel side knows, and who may write them. */
import type { Guest } from '../guest.ts';

/** Defaults by path below /proc/sys; a profile may differ. Names without a default here are not offered. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'kernel/unknown_nmi_panic': '0',
  'kernel/panic_on_unrecovered_nmi': '0',
  'kernel/panic_on_io_nmi': '0',
  'kernel/panic_on_oops': '0',
  'kernel/panic': '0',
  'kernel/nmi_watchdog': '0',
  'kernel/sysrq': '1',
  'kernel/hung_task_timeout_secs': '120',
  'kernel/printk': '4\t4\t1\t7',
  'kernel/pid_max': '32768',
  'vm/swappiness': '60',
  'vm/overcommit_memory': '0',
  'vm/overcommit_ratio': '50',
  'vm/panic_on_oom': '0',
  'vm/dirty_ratio': '20',
  'vm/dirty_background_ratio': '10',
  'vm/drop_caches': '0',
  'fs/file-max': '98304',
};

/** Names that this guest's kernel offers. */
export function sysctlNames(guest: Guest): string[] {
  const known = new Set([...Object.keys(DEFAULTS), ...Object.keys(guest.profile.sysctl)]);
  if (guest.profile.era === 'modern') known.add('kernel/hyperv_record_panic_msg');
  return [...known].sort();
}

export function sysctl(guest: Guest, name: string): string {
  const modern = name === 'kernel/hyperv_record_panic_msg' ? '1' : '0';
  return guest.run.kernel.sysctl[name] ?? guest.profile.sysctl[name] ?? DEFAULTS[name] ?? modern;
}

export function setSysctl(guest: Guest, name: string, value: string): void {
  guest.run.kernel.sysctl[name] = value;
  guest.touch();
}

/** A number of it; 0 where it is none. */
export function sysctlNumber(guest: Guest, name: string): number {
  return Number.parseInt(sysctl(guest, name), 10) || 0;
}
