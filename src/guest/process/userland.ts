/** User space of every Linux guest, as the kernel side drives it. */
import type { Json } from '../../lab/store.ts';
import type { Guest } from '../guest.ts';
import { memoryUse } from '../kernel/memory.ts';
import type { BlockDevice } from '../state.ts';
import type { MemoryUse, OomVictim, UserSpace } from '../userspace.ts';
import { boot, startServices } from './boot.ts';
import { growMounted, growsByItself } from './grow.ts';
import { mountLines, stateLetter } from './proc-files.ts';
import { nextAt, runDue, sendSignal } from './scheduler.ts';
import { System } from './system.ts';

const PAGE_KB = 4;

class Userland implements UserSpace {
  private readonly systems = new WeakMap<Guest, System>();

  /** The running system of a guest; undefined while it is off, not yet booted, or no Linux. */
  system(guest: Guest): System | undefined {
    if (!guest.state.run?.processes || guest.profile.family !== 'linux') return undefined;
    let system = this.systems.get(guest);
    if (!system?.current) {
      system = new System(guest);
      this.systems.set(guest, system);
    }
    return system;
  }

  start(guest: Guest): void {
    if (guest.profile.family !== 'linux') return;
    guest.run.processes = null;
    guest.run.fs = null;
    const system = new System(guest);
    this.systems.set(guest, system);
    boot(system);
  }

  started(guest: Guest): void {
    const system = this.system(guest);
    if (system) startServices(system);
  }

  stop(guest: Guest, _clean: boolean): void {
    const system = this.system(guest);
    if (!system) return;
    for (const session of Object.values(system.state.sessions)) session.exit ??= 255;
    system.fileSystems.flush();
    for (const pid of Object.keys(system.state.processes)) delete system.state.processes[pid];
    this.systems.delete(guest);
    guest.touch();
  }

  memory(guest: Guest): MemoryUse | null {
    const system = this.system(guest);
    if (!system) return null;
    const { memory } = guest.profile;
    let kb = 0;
    let committedKb = 0;
    let changing = false;
    for (const process of system.all()) {
      if (process.program.kind === 'idle') continue;
      kb += process.rssKb;
      committedKb += Math.max(process.mappedKb ?? 0, process.rssKb);
      if (process.program.kind === 'tool' && process.program.state['load']) changing = true;
    }
    const shared = Object.values(system.fileSystems.state.tmpfs).reduce((sum, image) => sum + image.usedBlocks, 0);
    return {
      anonymous: Math.round((memory.anonymous + kb) / PAGE_KB),
      committed: Math.round((memory.committed + committedKb) / PAGE_KB),
      shared: Math.round(memory.shmem / PAGE_KB) + shared,
      changing,
    };
  }

  load(guest: Guest): number {
    const system = this.system(guest);
    if (!system) return 0;
    const busy = system
      .all()
      .filter((p) => stateLetter(p) === 'R' || (p.program.kind === 'tool' && p.program.state['load']));
    return Math.min(busy.length, guest.run.hardware.processors);
  }

  nextAt(guest: Guest): number | null {
    const system = this.system(guest);
    return system ? nextAt(system) : null;
  }

  run(guest: Guest): void {
    const system = this.system(guest);
    if (system) runDue(system);
  }

  settle(guest: Guest): void {
    this.system(guest)?.fileSystems.flush();
  }

  oomVictim(guest: Guest): OomVictim | undefined {
    const processes = this.system(guest)?.all() ?? [];
    const victim = processes
      .filter((p) => p.exit === null && p.program.kind !== 'idle' && p.rssKb > 0)
      .sort((a, b) => b.rssKb - a.rssKb || b.pid - a.pid)[0];
    if (!victim) return undefined;
    const total = memoryUse(guest).anonymous * PAGE_KB;
    return {
      pid: victim.pid,
      name: victim.comm,
      uid: victim.uid,
      totalVmKb: Math.max(victim.mappedKb ?? 0, victim.rssKb) + 4096,
      anonymousKb: victim.rssKb,
      fileKb: 0,
      score: Math.min(1000, Math.round((1000 * victim.rssKb) / Math.max(total, 1))),
    };
  }

  kill(guest: Guest, pid: number, signal: number): void {
    const system = this.system(guest);
    const process = system?.process(pid);
    if (!system || !process) return;
    if (signal === 9) system.exit(process, 128 + 9);
    else sendSignal(system, process, signal);
  }

  kernelThread(guest: Guest, name: string): void {
    this.system(guest)?.spawn({ program: { kind: 'idle' }, comm: name, argv: [], ppid: 2 });
  }

  runs(guest: Guest, name: string): boolean {
    // A Windows guest has no process table: its services run as long as it does.
    const system = this.system(guest);
    return !system || system.all().some((process) => process.comm === name && process.exit === null);
  }

  attached(): void {}

  detached(guest: Guest, device: BlockDevice): void {
    this.system(guest)?.fileSystems.lost(device.diskId);
  }

  capacityChanged(guest: Guest, device: BlockDevice, oldSectors: number): void {
    const system = this.system(guest);
    if (system && device.sectors > oldSectors && growsByItself(system)) growMounted(system, device);
  }

  mounts(guest: Guest): string {
    const system = this.system(guest);
    return system ? mountLines(system) : '';
  }

  processes(guest: Guest): { running: number; total: number; lastPid: number } {
    const system = this.system(guest);
    if (!system) return { running: 1, total: 1, lastPid: 1 };
    const all = system.all();
    return {
      running: all.filter((p) => stateLetter(p) === 'R').length,
      total: all.length,
      lastPid: system.state.nextPid - 1,
    };
  }
}

/** The one user space: it keeps what belongs to a guest with the guest. */
export const userland = new Userland();

export type { Json };
