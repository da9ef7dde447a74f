/** A lab in memory with one host and real guests, driven by command lines. Its clock stands still unless it is moved. */
import { expect } from '@jest/globals';
import { type GuestMachine, guestFactory, installGuest } from '../../src/guest/index.ts';
import { accounts } from '../../src/guest/kernel/memory.ts';
import { type MemoryUse, noUserSpace, type UserSpace } from '../../src/guest/userspace.ts';
import type { NewHost } from '../../src/host/make-host.ts';
import type { VmDoc } from '../../src/host/types.ts';
import type { Columns } from '../../src/lab/store.ts';
import { SECOND } from '../../src/lab/time.ts';
import { openLab, type World } from '../../src/world.ts';
import { type RunResult, type RunSettings, runCmdlet } from './run.ts';

export const MB = 1024 * 1024;
export const GB = 1024 * MB;
const PAGE = 4096;

/** Words between blanks; single quotes hold a word together and vanish, as in a shell. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ''));

export class TestLab {
  readonly world: World;
  readonly hostId: string;
  /** Pages that a guest's programs use, by machine; the profile's own figures where absent. */
  readonly #loads: Map<string, MemoryUse>;

  private constructor(world: World, loads: Map<string, MemoryUse>) {
    this.world = world;
    this.hostId = world.hostId();
    this.#loads = loads;
  }

  static async make(host: NewHost = {}, more: readonly NewHost[] = []): Promise<TestLab> {
    const loads = new Map<string, MemoryUse>();
    const userSpace: UserSpace = { ...noUserSpace, memory: (guest) => loads.get(guest.host.vmId) ?? null };
    const rooms = async () => ({ guests: guestFactory(userSpace), disk: () => undefined, diskFault: () => undefined });
    return new TestLab(await openLab({ memory: true, seed: 'test', hosts: [host, ...more] }, rooms), loads);
  }

  /** Runs a command line, read as a shell hands its words over. */
  run(line: string | readonly string[], settings: RunSettings = {}): Promise<RunResult> {
    return runCmdlet(typeof line === 'string' ? wordsOf(line) : line, { world: this.world, ...settings });
  }

  /** Runs command lines that must succeed without a word on stderr; gives the last one's stdout. */
  async ok(...lines: (string | readonly string[])[]): Promise<string> {
    let stdout = '';
    for (const line of lines) {
      const result = await this.run(line);
      expect({ line, stderr: result.stderr, exitCode: result.exitCode }).toEqual({ line, stderr: '', exitCode: 0 });
      stdout = result.stdout;
    }
    return stdout;
  }

  id(name: string): string {
    return this.world.readNow(this.hostId, (host) => host.named(name)[0]) ?? '';
  }

  /** What the machine is now. */
  vm(name: string): Columns['vm'] & { doc: VmDoc } {
    const id = this.id(name);
    return this.world.readNow(this.hostId, (host) => {
      const vm = host.vm(id);
      return { ...vm.columns(), doc: structuredClone(vm.doc) };
    });
  }

  get now(): number {
    return this.world.lab.clock.now();
  }

  /** Lets time pass. */
  async advance(seconds: number): Promise<void> {
    await this.world.prepare();
    this.world.lab.setClock((mode, now) =>
      mode.kind === 'frozen' ? { kind: 'frozen', at: now + seconds * SECOND } : mode,
    );
    for (const { id } of this.world.hosts()) this.world.changeNow(id, () => undefined);
  }

  /** Makes machines with a system on them; memory in MB. */
  async machine(name: string, options: { memory?: number; os?: string; processors?: number } = {}): Promise<void> {
    const { memory = 1024, os = 'sles-11-sp3', processors = 1 } = options;
    await this.ok(`New-VM -Name '${name}' -MemoryStartupBytes ${memory}MB`);
    if (processors > 1) await this.ok(`Set-VMProcessor -VMName '${name}' -Count ${processors}`);
    const id = this.id(name);
    await this.world.change(this.hostId, (host) => {
      const vm = host.vm(id);
      vm.guestDoc = installGuest(vm.guestDoc, os, { hostName: name });
    });
  }

  /** Starts a machine and waits until its guest beats. */
  async boot(name: string): Promise<void> {
    await this.ok(`Start-VM -Name '${name}'`, `Wait-VM -Name '${name}' -For Heartbeat -Timeout 600`);
  }

  /** The guest's programs use this much memory from now on; null: what its profile says. */
  async load(name: string, bytes: number | null): Promise<void> {
    const id = this.id(name);
    const pages = Math.round((bytes ?? 0) / PAGE);
    if (bytes === null) this.#loads.delete(id);
    else this.#loads.set(id, { anonymous: pages, committed: Math.round(pages * 1.1), shared: 0, changing: false });
    await this.inside(name, (guest) => guest.touch());
  }

  /** Does something inside a running guest. */
  async inside<R>(name: string, work: (guest: GuestMachine) => R): Promise<R> {
    const id = this.id(name);
    await this.world.prepare();
    return this.world.changeNow(this.hostId, (host) => {
      const guest = host.vm(id).guest as GuestMachine;
      return guest.act(host.now, () => work(guest));
    });
  }

  /** MemTotal of a running guest, MB. */
  totalMb(name: string): Promise<number> {
    return this.inside(name, (guest) => (accounts(guest).total * PAGE) / MB);
  }

  /** Ids of the host's event log, oldest first. */
  events(): number[] {
    return this.world.lab.store.read((reader) => reader.list('event')).map((event) => event.eventId);
  }

  messages(): string[] {
    return this.world.lab.store
      .read((reader) => reader.query('event'))
      .map((event) => (event.doc as { message: string }).message);
  }
}
