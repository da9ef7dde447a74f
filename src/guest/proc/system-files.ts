/** /proc/uptime, loadavg, stat, version, partitions and diskstats. */
import { diskNumber } from '../block/naming.ts';
import type { Guest } from '../guest.ts';
import { interruptCount } from '../kernel/interrupts.ts';

const SECOND = 1_000_000;
/** Clock ticks a second that /proc/stat counts in. */
const USER_HZ = 100;

/** Seconds that all processors together did something since the kernel began. */
export function busySeconds(guest: Guest): number {
  const { bootSeconds } = guest.profile;
  const uptime = guest.uptime / SECOND;
  const boot = Math.min(uptime, (bootSeconds.kernel + bootSeconds.services) * 0.6);
  return boot + (uptime - boot) * 0.004 + guest.userSpace.load(guest);
}

export function uptime(guest: Guest): string {
  const seconds = guest.uptime / SECOND;
  const idle = Math.max(seconds * guest.run.hardware.processors - busySeconds(guest), 0);
  return `${seconds.toFixed(2)} ${idle.toFixed(2)}\n`;
}

/** Load averages in closed form: the boot's load dies away, what runs now is approached. */
export function loads(guest: Guest): [number, number, number] {
  const seconds = guest.uptime / SECOND;
  const now = guest.userSpace.load(guest);
  const boot = guest.profile.bootSeconds.kernel + guest.profile.bootSeconds.services;
  const since = Math.max(seconds - boot, 0);
  const average = (minutes: number) => {
    const period = minutes * 60;
    const afterBoot = 1 - Math.exp(-Math.min(seconds, boot) / period);
    const decay = Math.exp(-since / period);
    return afterBoot * decay + now * (1 - decay);
  };
  return [average(1), average(5), average(15)];
}

export function loadavg(guest: Guest): string {
  const { running, total, lastPid } = guest.userSpace.processes(guest);
  const averages = loads(guest)
    .map((load) => load.toFixed(2))
    .join(' ');
  return `${averages} ${Math.max(running, 1)}/${total} ${lastPid}\n`;
}

export function version(guest: Guest): string {
  return `Linux version ${guest.profile.kernelRelease} ${guest.profile.kernelBuild}\n`;
}

export function stat(guest: Guest): string {
  const { processors } = guest.run.hardware;
  const seconds = guest.uptime / SECOND;
  const busy = (busySeconds(guest) / processors) * USER_HZ;
  const total = seconds * USER_HZ;
  const row = (name: string, count: number) => {
    const user = Math.floor(busy * 0.4 * count);
    const system = Math.floor(busy * 0.5 * count);
    const wait = Math.floor(busy * 0.1 * count);
    const idle = Math.max(Math.floor(total * count) - user - system - wait, 0);
    return `${name} ${user} 0 ${system} ${idle} ${wait} 0 0 0 0 0\n`;
  };
  const cpus = Array.from({ length: processors }, (_, index) => row(`cpu${index}`, 1)).join('');
  const interrupts = Array.from({ length: processors }, (_, cpu) =>
    guest.profile.format.interruptRows.reduce((sum, [label]) => sum + interruptCount(guest, label, cpu), 0),
  ).reduce((sum, count) => sum + count, 0);
  const { running, lastPid } = guest.userSpace.processes(guest);
  const kernelStart = guest.run.kernelStart ?? 0;
  const bootTime = Math.floor((guest.run.wallBase + kernelStart) / SECOND);
  return `${row('cpu ', processors)}${cpus}intr ${interrupts}\nctxt ${Math.floor(seconds * 310 + 48_000)}\nbtime ${bootTime}\nprocesses ${lastPid}\nprocs_running ${Math.max(running, 1)}\nprocs_blocked 0\n`;
}

/** Disks and partitions in KiB, as the kernel knows them. */
export function partitions(guest: Guest): string {
  const rows = guest.run.block.devices.flatMap((device) => {
    const [major, minor] = diskNumber(device.index);
    return [
      [major, minor, device.sectors, device.name] as const,
      ...device.partitions.map(
        (part) => [major, minor + part.number, part.sectors, `${device.name}${part.number}`] as const,
      ),
    ];
  });
  const line = ([major, minor, sectors, name]: (typeof rows)[number]) =>
    `${String(major).padStart(4)}  ${String(minor).padStart(7)} ${String(Math.floor(sectors / 2)).padStart(10)} ${name}\n`;
  return `major minor  #blocks  name\n\n${rows.map(line).join('')}`;
}

export function diskstats(guest: Guest): string {
  return guest.run.block.devices
    .map((device) => {
      const [major, minor] = diskNumber(device.index);
      const { reads, readSectors, writes, writtenSectors } = device.stats;
      const head = `${String(major).padStart(4)} ${String(minor).padStart(7)} ${device.name}`;
      return `${head} ${reads} 0 ${readSectors} ${reads} ${writes} 0 ${writtenSectors} ${writes} 0 ${reads + writes} ${reads + writes}\n`;
    })
    .join('');
}
