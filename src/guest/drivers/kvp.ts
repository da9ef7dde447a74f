/** Key-value pairs: the daemon's answers. Automatic keys are derived when they are asked for. */
import { IC_STATUS } from '../../vmbus/integration.ts';
import type { KvpMessage, KvpPair, KvpPool } from '../../vmbus/kvp.ts';
import { type Guest, kernelAlive } from '../guest.ts';
import { addresses } from '../kernel/network.ts';

/** Version that LIS reports for itself; built-in drivers take the kernel's. Assumed for 2013: the value of LIS 3.5. */
const INTEGRATION_VERSION = { '2013': '3.1', modern: '3.1' } as const;

/** The automatic pool in the order of enumeration: 0 to 9. */
export function automaticPairs(guest: Guest): KvpPair[] {
  const { profile } = guest;
  const [major = '', minor = ''] = profile.kernelRelease.split('.');
  const address = addresses(guest);
  const windows = profile.family === 'windows';
  return [
    { key: 'FullyQualifiedDomainName', value: guest.state.installed?.hostName ?? '' },
    { key: 'IntegrationServicesVersion', value: windows ? profile.kernelRelease : INTEGRATION_VERSION[profile.era] },
    { key: 'NetworkAddressIPv4', value: address.v4.join(';') },
    { key: 'NetworkAddressIPv6', value: address.v6.join(';') },
    { key: 'OSBuildNumber', value: windows ? (profile.kernelRelease.split('.')[2] ?? '') : profile.kernelRelease },
    { key: 'OSName', value: windows ? profile.prettyName : profile.distribution },
    { key: 'OSMajorVersion', value: windows ? major : (profile.release.split(/[. ]/)[0] ?? '') },
    { key: 'OSMinorVersion', value: windows ? minor : '' },
    { key: 'OSVersion', value: profile.kernelRelease },
    { key: 'ProcessorArchitecture', value: windows ? '9' : 'x86_64' },
  ];
}

function pool(guest: Guest, name: KvpPool): KvpPair[] {
  const pools = guest.state.installed?.kvpPools;
  if (name === 'external') return pools?.external ?? [];
  if (name === 'guest') return pools?.guest ?? [];
  return name === 'auto' ? automaticPairs(guest) : [];
}

/** The process behind the profile's service: it may have been killed. */
function daemonRuns(guest: Guest): boolean {
  const { services, kvpDaemon } = guest.profile;
  const command = services.find(({ name }) => name === kvpDaemon)?.command ?? '';
  const name = (command.split(' ')[0] ?? '').replace(/^.*\//, '').slice(0, 15);
  return guest.userSpace.runs?.(guest, name) ?? true;
}

export function receiveKvp(guest: Guest, message: KvpMessage): void {
  const state = guest.run.drivers.kvp;
  if (state.phase === 'closed' || !kernelAlive(guest)) return;
  if (state.phase !== 'ready') return;
  const reply = (status: number, pair: KvpPair | null = null) =>
    guest.send({ channel: 'kvp', message: { type: 'reply', status, pair } });
  // The kernel waits for its daemon and then answers for it.
  if (!state.daemon || !daemonRuns(guest)) {
    reply(IC_STATUS.fail);
    return;
  }
  switch (message.type) {
    case 'enumerate': {
      const pair = pool(guest, message.pool)[message.index];
      pair ? reply(IC_STATUS.ok, pair) : reply(IC_STATUS.continue);
      return;
    }
    case 'get': {
      const pair = pool(guest, message.pool).find(({ key }) => key === message.key);
      pair ? reply(IC_STATUS.ok, pair) : reply(IC_STATUS.continue);
      return;
    }
    case 'set':
    case 'delete': {
      const pairs = guest.state.installed?.kvpPools.external;
      if (!pairs || message.pool !== 'external') {
        reply(IC_STATUS.fail);
        return;
      }
      const key = message.type === 'set' ? message.pair.key : message.key;
      const index = pairs.findIndex((pair) => pair.key === key);
      if (message.type === 'set') {
        if (index < 0) pairs.push(message.pair);
        else pairs[index] = message.pair;
      } else {
        if (index < 0) {
          reply(IC_STATUS.continue);
          return;
        }
        pairs.splice(index, 1);
      }
      guest.touch();
      reply(IC_STATUS.ok);
      return;
    }
    default:
      return;
  }
}
