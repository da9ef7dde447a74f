/**
 * The network adapters of a host: one physical one, and one for every switch that the host itself takes part in. Their model
 * and addresses are invented, drawn from the lab's seed.
 */
import type { HostDoc } from '../host/types.ts';
import type { World } from '../world.ts';

export interface Adapter {
  readonly name: string;
  readonly description: string;
  readonly index: number;
  readonly guid: string;
  /** Twelve hex digits. */
  readonly mac: string;
  readonly virtual: boolean;
  readonly address: string;
  readonly prefix: number;
  readonly gateway: string | null;
}

const PHYSICAL = 'Intel(R) Ethernet Converged Network Adapter X710';
const VIRTUAL = 'Hyper-V Virtual Ethernet Adapter';
/** Network of the lab's hosts. */
const LAN = '192.168.10';

const hex = (n: number): string => n.toString(16).padStart(2, '0').toUpperCase();

export async function adaptersOf(world: World, hostId: string): Promise<Adapter[]> {
  const doc = (await world.read(hostId, (host) => host.doc)) as HostDoc;
  const number = world.hosts().findIndex((h) => h.id === hostId) + 1;
  const draw = world.lab.random.stream(hostId, 'network adapters');
  const tail = (): string => hex(draw.between(0, 255)) + hex(draw.between(0, 255)) + hex(draw.between(0, 255));
  const physical: Adapter = {
    name: 'Ethernet',
    description: PHYSICAL,
    index: 4,
    guid: world.lab.random.guid(hostId, 'network adapter', 0),
    mac: `3CFDFE${tail()}`,
    virtual: false,
    address: `${LAN}.${10 + number}`,
    prefix: 24,
    gateway: `${LAN}.1`,
  };
  const own = doc.switches.filter((s) => s.type === 'Internal');
  return [
    physical,
    ...own.map((s, i) => ({
      name: `vEthernet (${s.name})`,
      description: i === 0 ? VIRTUAL : `${VIRTUAL} #${i + 1}`,
      index: 15 + 6 * i,
      guid: world.lab.random.guid(hostId, 'network adapter', i + 1),
      mac: `00155D${tail()}`,
      virtual: true,
      address: `172.${16 + draw.between(0, 15)}.${16 * draw.between(0, 15)}.1`,
      prefix: 20,
      gateway: null,
    })),
  ];
}

export const dashed = (mac: string): string => mac.match(/../g)!.join('-');
