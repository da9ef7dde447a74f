/** A host for guests under test: it answers every channel as Hyper-V does and records what crosses. */
import { type GuestMachine, guestFactory, installGuest } from '../../src/guest/index.ts';
import { renderLog } from '../../src/guest/kernel/log.ts';
import type { UserSpace } from '../../src/guest/userspace.ts';
import { seededRandom } from '../../src/lab/random.ts';
import type { Json } from '../../src/lab/store.ts';
import type { Packet, TraceEntry } from '../../src/vmbus/channels.ts';
import type { DiskSlot, DiskView, GuestExit, Hardware, HostPort } from '../../src/vmbus/port.ts';

export const MB = 0x10_0000;
export const GB = 0x4000_0000;
export const SECOND = 1_000_000;
/** 2013-11-04T00:00:00Z. */
export const START = 1_383_523_200_000_000;

const V3 = [{ major: 3, minor: 0 }];

/** A 2012 R2 host's machine with 2 processors and 2 GB. */
export function hardware(changes: Partial<Hardware> = {}): Hardware {
  const memoryBytes = changes.memoryBytes ?? 2 * GB;
  return {
    vmId: '11111111-2222-4333-8444-555555555555',
    vmName: 'web1',
    generation: 1,
    processors: 2,
    memoryBytes,
    maximumMemoryBytes: memoryBytes,
    dynamicMemory: false,
    lowGapBytes: 128 * MB,
    highGapBytes: 512 * MB,
    highGapBase: 128 * GB - 512 * MB,
    disks: [],
    scsiControllers: 1,
    adapters: [],
    services: ['heartbeat', 'shutdown', 'timesync', 'kvp', 'vss'],
    host: {
      build: 9600,
      buildText: '9600-6.3-0-0.16384',
      vmbusVersion: 0x3_0000,
      biosVersion: '090006',
      biosDate: '05/23/2012',
      firmwareProcessors: 64,
      computerName: 'HV01',
    },
    ...changes,
  };
}

/** Facts of a 2022 host. */
export const HOST_2022: Hardware['host'] = {
  build: 20348,
  buildText: '20348-10.0-1-0.1',
  vmbusVersion: 0x5_0003,
  biosVersion: '090008',
  biosDate: '12/07/2018',
  firmwareProcessors: 1,
  computerName: 'HV22',
};

export class TestHost implements HostPort {
  readonly vmId = '11111111-2222-4333-8444-555555555555';
  readonly trace: TraceEntry[] = [];
  readonly exits: GuestExit[] = [];
  readonly disks = new Map<string, DiskView>();
  readonly contents = new Map<string, Json>();
  /** Balloon versions that the host accepts; hostile ones for tests. */
  balloonVersions: readonly number[] = [0x2_0000, 0x1_0000, 0x0_0003];
  /** Set to swallow packets of a channel. */
  readonly deaf = new Set<string>();
  guest!: GuestMachine;

  slot({ controller, number, location }: DiskSlot): string {
    return `${controller} ${number}:${location}`;
  }

  disk(slot: DiskSlot): DiskView | undefined {
    return this.disks.get(this.slot(slot));
  }

  readContent(diskId: string): Json {
    return structuredClone(this.contents.get(diskId) ?? null);
  }

  writeContent(diskId: string, content: Json): void {
    this.contents.set(diskId, structuredClone(content));
  }

  exited(exit: GuestExit): void {
    this.exits.push(exit);
  }

  /** Switches the machine on and offers every enabled service. */
  powerOn(machine: Hardware, at: number): void {
    this.guest.powerOn(machine, at);
    for (const channel of ['heartbeat', 'shutdown', 'timesync', 'kvp'] as const) {
      const services = channel === 'kvp' ? [{ major: 4, minor: 0 }, ...V3] : V3;
      if (!machine.services.includes(channel)) continue;
      this.deliver({ channel, message: { type: 'negotiate', frameworks: V3, services } }, at);
    }
  }

  deliver(packet: Packet, at: number): void {
    this.trace.push({ at, direction: 'host->guest', packet });
    this.guest.deliver(packet, at);
  }

  send(packet: Packet, at: number): void {
    this.trace.push({ at, direction: 'guest->host', packet });
    if (!this.deaf.has(packet.channel)) this.answer(packet, at);
  }

  private answer(packet: Packet, at: number): void {
    if (packet.channel === 'balloon') {
      const { message } = packet;
      if (message.type === 'versionRequest') {
        const accepted = this.balloonVersions.includes(message.version);
        this.deliver({ channel: 'balloon', message: { type: 'versionResponse', accepted } }, at);
      } else if (message.type === 'capabilitiesReport') {
        this.deliver({ channel: 'balloon', message: { type: 'capabilitiesResponse', accepted: true } }, at);
      }
    } else if (packet.channel === 'storage' && packet.message.type === 'queryProtocolVersion') {
      const { instance } = packet;
      this.deliver({ channel: 'storage', instance, message: { type: 'protocolVersion', accepted: true } }, at);
    }
  }
}

export interface GuestUnderTest {
  readonly host: TestHost;
  guest: GuestMachine;
  /** Lab time. */
  at: number;
  /** Lets time pass. */
  pass(micros: number): void;
  dmesg(): string;
  /** The log without time stamps. */
  lines(): string[];
  /** Messages of a channel that the guest sent, by type. */
  sent(channel: Packet['channel'], type?: string): Packet['message'][];
  /** Stores the guest and opens it again. */
  reopen(): void;
}

export interface Setup {
  readonly profile?: string;
  readonly hardware?: Partial<Hardware>;
  readonly userSpace?: UserSpace;
  readonly kernelArguments?: string[];
  readonly seed?: string;
  /** Seconds to let pass after power-on; 40 reach the login of every profile. */
  readonly boot?: number;
  readonly prepare?: (host: TestHost) => void;
}

/** A guest, switched on at `START` and let run. */
export function openGuest(setup: Setup = {}): GuestUnderTest {
  const host = new TestHost();
  const open = guestFactory(setup.userSpace);
  const random = seededRandom(setup.seed ?? 'test');
  const saved = installGuest(null, setup.profile ?? 'sles-11-sp3', {
    hostName: 'web1',
    ...(setup.kernelArguments && { kernelArguments: setup.kernelArguments }),
  });
  const world: GuestUnderTest = {
    host,
    guest: open(saved, host, random),
    at: START,
    pass(micros) {
      world.at += micros;
      world.guest.advanceTo(world.at);
    },
    dmesg: () => renderLog(world.guest.run.kernel),
    lines: () => world.guest.run.kernel.log.map(([, , text]) => text),
    sent: (channel, type) =>
      host.trace
        .filter(({ direction, packet }) => direction === 'guest->host' && packet.channel === channel)
        .map(({ packet }) => packet.message)
        .filter((message) => type === undefined || message.type === type),
    reopen() {
      world.guest = open(JSON.parse(JSON.stringify(world.guest.save())) as Json, host, random);
      host.guest = world.guest;
    },
  };
  host.guest = world.guest;
  setup.prepare?.(host);
  host.powerOn(hardware(setup.hardware), START);
  world.pass((setup.boot ?? 40) * SECOND);
  return world;
}
