/** A guest: one machine's state, its profile and its host, moved on in time order. Implements both ends of the room. */
import type { Random, RandomStream } from '../lab/random.ts';
import type { Json } from '../lab/store.ts';
import type { Micros } from '../lab/time.ts';
import type { Packet } from '../vmbus/channels.ts';
import type { GuestPort, Hardware, HostPort } from '../vmbus/port.ts';
import { newBlock } from './block/devices.ts';
import { beginBoot, booting } from './boot/steps.ts';
import { watchMemory } from './drivers/balloon-report.ts';
import { newDrivers } from './drivers/bus.ts';
import { dispatch, HANDLERS } from './events.ts';
import { type Guest, kernelAlive, LEVEL } from './guest.ts';
import { append, stamp } from './kernel/log.ts';
import { newMemory } from './kernel/memory.ts';
import { takeNmi } from './kernel/nmi.ts';
import { checkMemory } from './kernel/oom.ts';
import { findProfile } from './profiles/index.ts';
import { DEBIAN_12 } from './profiles/linux-modern.ts';
import type { Profile } from './profiles/profile.ts';
import { emptyState, type GuestState, type Installed, type RunState } from './state.ts';
import type { UserSpace } from './userspace.ts';

/** Idle processors do a little all the same. */
const IDLE_SHARE = 0.005;

/** The kernel's own onlining of new memory: as built, or as the command line says. */
function onlinesByItself(profile: Profile, installed: Installed | null): boolean {
  const setting = installed?.kernelArguments.findLast((argument) => argument.startsWith('memhp_default_state='));
  return setting ? setting.endsWith('=online') : profile.memoryOnline === 'kernel';
}

export class GuestMachine implements Guest, GuestPort {
  readonly state: GuestState;
  readonly host: HostPort;
  readonly userSpace: UserSpace;
  readonly #random: Random;
  #at: Micros;
  #dirty = false;
  /** Packets that arrived while the guest was busy: a host may answer before `send` returns. */
  readonly #inbox: Packet[] = [];
  #busy = false;

  constructor(saved: Json, host: HostPort, random: Random, userSpace: UserSpace) {
    this.state = saved === null ? emptyState() : (structuredClone(saved) as unknown as GuestState);
    this.host = host;
    this.userSpace = userSpace;
    this.#random = random;
    this.#at = this.state.run?.bootedAt ?? 0;
  }

  get run(): RunState {
    if (!this.state.run) throw new Error('the machine is off');
    return this.state.run;
  }

  /** The installed profile. A machine without one never gets beyond its firmware; any profile then serves for the shape. */
  get profile(): Profile {
    return findProfile(this.state.installed?.profile ?? '') ?? DEBIAN_12;
  }

  get system(): string {
    return this.state.installed ? this.profile.prettyName : '';
  }

  lastLines(count: number): readonly string[] {
    const log = this.state.run?.kernel.log ?? [];
    return log.slice(-count).map(([at, , text]) => `${stamp(at)}${text}`);
  }

  get now(): number {
    return this.#at - this.run.bootedAt;
  }

  get wall(): Micros {
    return this.run.wallBase + this.now;
  }

  get uptime(): number {
    const { kernelStart } = this.run;
    return kernelStart === null ? 0 : this.now - kernelStart;
  }

  random(purpose: string, counter = 0): RandomStream {
    return this.#random.stream(this.host.vmId, `guest ${this.state.boots} ${purpose}`, counter);
  }

  guid(purpose: string): string {
    return this.#random.guid(this.host.vmId, `guest ${purpose}`);
  }

  schedule(kind: string, delay: number, data: Json = null): void {
    const { run } = this;
    const event = { at: this.now + Math.max(delay, 0), sequence: run.sequence++, kind, data };
    const place = run.queue.findIndex((other) => other.at > event.at);
    if (place < 0) run.queue.push(event);
    else run.queue.splice(place, 0, event);
    this.#dirty = true;
  }

  cancel(kind: string): void {
    const { run } = this;
    run.queue = run.queue.filter((event) => event.kind !== kind);
    this.#dirty = true;
  }

  log(text: string, level: number = LEVEL.info, back = 0): void {
    // A Windows guest has no such log.
    if (this.profile.family !== 'linux') return;
    append(this.run.kernel, [Math.max(this.uptime - back, 0), level, text], this.profile.logBufferBytes);
    this.#dirty = true;
  }

  logSpread(lines: readonly string[], span: number, level: number = LEVEL.info): void {
    const stream = this.random('log', this.run.kernel.log.length);
    const step = span / Math.max(lines.length, 1);
    lines.forEach((line, index) => {
      // The last line stands at the present.
      const back = span === 0 ? 0 : Math.floor(step * (lines.length - 1 - index + 0.7 * stream.next() * 0.9));
      this.log(line, level, back);
    });
  }

  send(packet: Packet): void {
    this.#dirty = true;
    this.host.send(packet, this.#at);
  }

  end(exit: 'poweroff' | 'reset'): void {
    if (this.run.drivers.bus !== null) this.send({ channel: 'bus', message: { type: 'unload' } });
    this.state.run = null;
    this.#dirty = true;
    this.host.exited({ kind: exit }, this.#at);
  }

  crashed(parameters: readonly string[], message: string): void {
    this.host.exited({ kind: 'crash', parameters, message }, this.#at);
  }

  touch(): void {
    this.#dirty = true;
  }

  powerOn(hardware: Hardware, at: Micros): void {
    this.#at = at;
    this.#dirty = true;
    this.state.boots++;
    const { profile } = this;
    const processors = Array.from({ length: hardware.processors }, () => 0);
    this.state.run = {
      bootedAt: at,
      wallBase: at,
      kernelStart: null,
      stage: 'firmware',
      bootStep: 0,
      hardware: structuredClone(hardware),
      queue: [],
      sequence: 0,
      kernel: {
        log: [],
        sysctl: {},
        commandLine: [profile.commandLine, ...(this.state.installed?.kernelArguments ?? [])].join(' ').trim(),
        nmi: [...processors],
        callbacks: processors,
        panic: null,
      },
      memory: { ...newMemory(profile.memory), autoOnline: onlinesByItself(profile, this.state.installed) },
      block: newBlock(),
      drivers: newDrivers(),
      services: { units: {} },
      fs: null,
      processes: null,
    };
    beginBoot(this);
  }

  powerOff(at: Micros): void {
    if (!this.state.run) return;
    this.#at = at;
    if (kernelAlive(this)) this.userSpace.stop(this, false);
    this.state.run = null;
    this.#dirty = true;
  }

  resume(stoodSince: Micros, at: Micros): void {
    if (!this.state.run) return;
    this.state.run.bootedAt += at - stoodSince;
    this.#at = at;
    this.#dirty = true;
  }

  deliver(packet: Packet, at: Micros): void {
    this.#inbox.push(packet);
    if (this.#busy) return;
    this.act(at, () => {});
  }

  injectNmi(target: 'all' | 'first', at: Micros): void {
    if (this.state.run) this.act(at, () => takeNmi(this, target));
  }

  /**
   * Does something in the guest at a time: everything due before happens first, and what follows from it at once (packets
   * that arrived, memory that changed) happens before it returns.
   */
  act<R>(at: Micros, work: (guest: Guest) => R): R {
    if (this.#busy) return work(this);
    this.advanceTo(at);
    return this.#busily(() => work(this));
  }

  #busily<R>(work: () => R): R {
    this.#busy = true;
    try {
      const result = work();
      this.#settle();
      return result;
    } finally {
      this.#busy = false;
    }
  }

  #settle(): void {
    for (let packet = this.#inbox.shift(); packet; packet = this.#inbox.shift()) {
      if (this.state.run) dispatch(this, packet);
    }
    if (!this.state.run || !kernelAlive(this)) return;
    checkMemory(this);
    watchMemory(this);
    this.userSpace.settle?.(this);
    // Reports can be answered at once.
    if (this.#inbox.length > 0) this.#settle();
  }

  get nextEventAt(): Micros | null {
    const { run } = this.state;
    if (!run) return null;
    const own = run.queue[0]?.at ?? null;
    const theirs = kernelAlive(this) ? this.userSpace.nextAt(this) : null;
    const next = own === null ? theirs : theirs === null ? own : Math.min(own, theirs);
    return next === null ? null : run.bootedAt + next;
  }

  advanceTo(at: Micros): void {
    if (this.#busy) return;
    for (;;) {
      const next = this.nextEventAt;
      if (next === null || next > at) break;
      // An event that was due earlier than the last call happens now.
      this.#at = Math.max(this.#at, next);
      this.#busily(() => this.#step());
    }
    this.#at = Math.max(this.#at, at);
  }

  /** One event of the kernel side, or a run of user space. */
  #step(): void {
    const { run } = this;
    const event = run.queue[0];
    if (event && event.at <= this.now) {
      run.queue.shift();
      this.#dirty = true;
      const handler = HANDLERS[event.kind];
      if (!handler) throw new Error(`no handler for the event ${event.kind}`);
      handler(this, event.data);
      return;
    }
    this.userSpace.run(this);
    this.#dirty = true;
  }

  get cpuShare(): number {
    const { run } = this.state;
    if (!run) return 0;
    const { processors } = run.hardware;
    if (run.stage === 'panicked' || run.stage === 'halted') return run.stage === 'panicked' ? 1 / processors : 0;
    if (!kernelAlive(this)) return IDLE_SHARE;
    if (booting(this)) return Math.min(1, 0.9 / processors);
    return Math.min(1, this.userSpace.load(this) / processors + IDLE_SHARE);
  }

  get dirty(): boolean {
    return this.#dirty;
  }

  save(): Json {
    this.#dirty = false;
    return structuredClone(this.state) as unknown as Json;
  }
}
