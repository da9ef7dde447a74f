/** Who answers in the lab: its hosts, and guests by name or address. */
import { HostError } from '../host/errors.ts';
import { addressesIn } from '../host/kvp-view.ts';
import { adaptersOf } from '../network/adapters.ts';
import type { World } from '../world.ts';
import { findGuest, RemoteFailure } from './remote-guest.ts';

/** Ports that a host of the lab answers on: WinRM's, and those of VMMS and file sharing. */
const HOST_PORTS: ReadonlySet<number> = new Set([135, 445, 2179, 5985, 5986]);
const SSH = 22;

export async function reach(
  world: World,
  name: string,
  port: number | null,
): Promise<{ readonly address: string | null; readonly answers: boolean }> {
  for (const { id } of world.hosts()) {
    const [own] = await adaptersOf(world, id);
    if (own!.address === name || isHost(world, name, id))
      return { address: own!.address, answers: port === null || HOST_PORTS.has(port) };
  }
  for (const { id } of world.hosts()) {
    const found = await world.read(id, (host) => {
      const vm = host
        .list()
        .map((v) => host.vm(v.id).doc)
        .find((doc) => doc.name.toLowerCase() === name.toLowerCase() || addressesIn(doc.run?.kvp ?? {}).includes(name));
      return vm && { running: vm.state === 'Running', address: addressesIn(vm.run?.kvp ?? {})[0] ?? null };
    });
    if (!found) continue;
    if (!found.running || found.address === null) return { address: found.address, answers: false };
    return { address: found.address, answers: port === null || (port === SSH && (await listens(world, name))) };
  }
  return { address: /^\d+\.\d+\.\d+\.\d+$/.test(name) ? name : null, answers: false };
}

function isHost(world: World, name: string, id: string): boolean {
  try {
    return world.hostId(name) === id;
  } catch (error) {
    if (error instanceof HostError) return false;
    throw error;
  }
}

async function listens(world: World, name: string): Promise<boolean> {
  try {
    await findGuest(world, 'ssh', name, String(SSH));
    return true;
  } catch (error) {
    if (error instanceof RemoteFailure) return false;
    throw error;
  }
}
