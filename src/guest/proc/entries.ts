/**
 * The files of /proc that the kernel side makes. Paths are relative to the mount; `vfs/` puts them into its tree beside those
 * of the processes.
 */
import type { Guest } from '../guest.ts';
import { renderInterrupts } from '../kernel/interrupts.ts';
import { renderRawLog } from '../kernel/log.ts';
import { accounts } from '../kernel/memory.ts';
import { setSysctl, sysctl, sysctlNames } from '../kernel/sysctl.ts';
import { sysrq } from '../kernel/sysrq.ts';
import { cpuinfo, iomem, modules } from './hardware-files.ts';
import { meminfo, swaps } from './memory-files.ts';
import { diskstats, loadavg, partitions, stat, uptime, version } from './system-files.ts';

/** Why a write was refused. */
export type WriteRefusal = 'EINVAL' | 'EACCES' | 'EBUSY' | 'EIO' | 'ENODEV';

/** A file made at every read. */
export interface PseudoFile {
  /** Permission bits; by default 0o444, or 0o644 where it can be written. */
  readonly mode?: number;
  read(guest: Guest): string;
  /** Acts on what was written; null, or why not. */
  write?(guest: Guest, text: string, writer: { readonly pid: number; readonly name: string }): WriteRefusal | null;
}

/** A file, or the target of a symbolic link. */
export type PseudoEntry = PseudoFile | { readonly link: string };

const file = (read: PseudoFile['read'], mode?: number): PseudoFile => ({ read, ...(mode !== undefined && { mode }) });

const PROC: Readonly<Record<string, PseudoFile>> = {
  cmdline: file((guest) => `${guest.run.kernel.commandLine}\n`),
  cpuinfo: file(cpuinfo),
  diskstats: file(diskstats),
  interrupts: file(renderInterrupts),
  iomem: file(iomem),
  kmsg: file((guest) => renderRawLog(guest.run.kernel), 0o400),
  loadavg: file(loadavg),
  meminfo: file(meminfo),
  modules: file(modules),
  partitions: file(partitions),
  stat: file(stat),
  swaps: file(swaps),
  uptime: file(uptime),
  version: file(version),
  filesystems: file(() =>
    ['sysfs', 'rootfs', 'proc', 'tmpfs', 'devtmpfs', 'debugfs', 'devpts']
      .map((name) => `nodev\t${name}\n`)
      .concat(['ext3', 'ext4', 'iso9660'].map((name) => `\t${name}\n`))
      .join(''),
  ),
  fb: file((guest) => (guest.profile.drivers.includes('hyperv_fb') ? '0 hyperv_fb\n' : '')),
  'sysrq-trigger': {
    mode: 0o200,
    read: () => '',
    write(guest, text, writer) {
      sysrq(guest, text, writer);
      return null;
    },
  },
  'sys/kernel/ostype': file(() => 'Linux\n'),
  'sys/kernel/osrelease': file((guest) => `${guest.profile.kernelRelease}\n`),
  'sys/kernel/version': file((guest) => `${guest.profile.kernelVersionText}\n`),
  'sys/kernel/hostname': file((guest) => `${guest.state.installed?.hostName ?? '(none)'}\n`),
};

/** A number, or numbers parted by blanks or tabs. */
const NUMBERS = /^-?\d+([ \t]+-?\d+)*$/;

function sysctlFile(name: string): PseudoFile {
  return {
    mode: name === 'vm/drop_caches' ? 0o200 : 0o644,
    read: (guest) => `${sysctl(guest, name)}\n`,
    write(guest, text, writer) {
      const value = text.trim();
      if (!NUMBERS.test(value)) return 'EINVAL';
      if (name === 'kernel/nmi_watchdog' && value !== '0' && value !== '1') return 'EINVAL';
      // There is no performance counter for it to run on.
      if (name === 'kernel/nmi_watchdog' && value === '1') return guest.profile.era === 'modern' ? 'EINVAL' : null;
      setSysctl(guest, name, value.replace(/[ \t]+/g, '\t'));
      if (name === 'vm/drop_caches') dropCaches(guest, Number(value), writer);
      return null;
    },
  };
}

/** Bit 0: page cache that is clean. */
function dropCaches(guest: Guest, bits: number, writer: { readonly pid: number; readonly name: string }): void {
  const { memory } = guest.run;
  if (bits & 1) {
    memory.cachePages = Math.min(accounts(guest).dirty, memory.cachePages);
    memory.bufferPages = 0;
  }
  if (guest.profile.era === 'modern') guest.log(`${writer.name} (${writer.pid}): drop_caches: ${bits}`);
}

/** All entries of this kernel, by path below /proc. */
export function procEntries(guest: Guest): Map<string, PseudoEntry> {
  const entries = new Map<string, PseudoEntry>(Object.entries(PROC));
  for (const name of sysctlNames(guest)) entries.set(`sys/${name}`, sysctlFile(name));
  return entries;
}
