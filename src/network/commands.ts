/** Get-NetAdapter and its kin: the host's network as it is described; what would change it says that it cannot. */
import { builtin, type Options } from '../powershell/cmdlets/declare.ts';
import type { Body, Builtin, Context } from '../powershell/engine/builtin.ts';
import { type Gen, wait } from '../powershell/engine/flow.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import { hasWildcard, wildcard } from '../powershell/engine/wildcard.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import { Num, type PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { type Adapter, adaptersOf, dashed } from './adapters.ts';

/** What the commands are given. */
export interface NetworkRoom {
  world(): Awaitable<World>;
  hostsOf(sessions: readonly PSValue[], c: Context): readonly string[];
  /** Does a computer of the lab answer there? `address` null: nobody bears the name. */
  reach(name: string, port: number | null): Promise<{ readonly address: string | null; readonly answers: boolean }>;
}

const CIM = 'Microsoft.Management.Infrastructure.CimInstance';
const COMMON = 'CimSession|Session object[] ~\nThrottleLimit int';
const u32 = (n: number): PSValue => new Num('UInt32', n);
const u64 = (n: number): PSValue => new Num('UInt64', BigInt(n));
const byte = (n: number): PSValue => new Num('Byte', n);

function instance(className: string, properties: Readonly<Record<string, PSValue>>, text = className): PSObj {
  const object = new PSObj([`${CIM}#ROOT/StandardCimv2/${className}`, `${CIM}#${className}`, CIM, 'System.Object']);
  for (const [name, value] of Object.entries(properties))
    object.members.add({ name, kind: 'property', readonly: true, get: () => value });
  object.toText = () => text;
  return object;
}

type Module = 'netAdapter' | 'netTcpIp' | 'netNat';

const command = (
  name: string,
  module: Module,
  table: string,
  make: (c: Context) => Body,
  options: Options = {},
): Builtin => builtin(name, module, `${table}\n${COMMON}`, make, { className: name, ...options });

function* adapters(c: Context, room: NetworkRoom): Gen<Adapter[]> {
  const world = yield* wait(room.world());
  const hosts = c.has('CimSession')
    ? room.hostsOf(c.list('CimSession'), c).map((name) => world.hostId(name))
    : [world.hostId()];
  const found: Adapter[] = [];
  for (const hostId of hosts) found.push(...((yield adaptersOf(world, hostId)) as Adapter[]));
  return found;
}

/** Those that the parameters mean; a name that nothing bears is an error. */
function* meant(
  c: Context,
  all: readonly Adapter[],
  className: string,
  ways: Readonly<Record<string, (a: Adapter) => string>>,
): Gen<Adapter[]> {
  let found = [...all];
  for (const [parameter, of] of Object.entries(ways)) {
    if (!c.has(parameter)) continue;
    const wanted = c.texts(parameter);
    for (const text of wanted) {
      const pattern = wildcard(text);
      if (hasWildcard(text) || found.some((a) => pattern.test(of(a)))) continue;
      yield* c.error(
        c.record(
          `CmdletizationQuery_NotFound_${parameter}`,
          'ObjectNotFound',
          `No ${className} objects found with property '${parameter}' equal to '${text}'.  Verify the value of the property and retry.`,
          'Microsoft.PowerShell.Cmdletization.Cim.CimJobException',
          { target: text },
        ),
      );
    }
    found = found.filter((a) => wanted.some((text) => wildcard(text).test(of(a))));
  }
  return found;
}

const adapterObject = (a: Adapter): PSObj =>
  instance(
    'MSFT_NetAdapter',
    {
      MacAddress: dashed(a.mac),
      Status: 'Up',
      LinkSpeed: '10 Gbps',
      MediaType: '802.3',
      PhysicalMediaType: a.virtual ? 'Unspecified' : '802.3',
      AdminStatus: 'Up',
      MediaConnectionState: 'Connected',
      DriverInformation: 'Driver Date 2006-06-21 Version 10.0.20348.1 NDIS 6.85',
      DriverFileName: a.virtual ? 'VmsProxyHNic.sys' : 'i40ea68.sys',
      NdisVersion: '6.85',
      ifOperStatus: 'Up',
      ifAlias: a.name,
      InterfaceAlias: a.name,
      ifIndex: u32(a.index),
      InterfaceIndex: u32(a.index),
      ifDesc: a.description,
      InterfaceDescription: a.description,
      Name: a.name,
      InterfaceGuid: `{${a.guid.toUpperCase()}}`,
      DeviceID: `{${a.guid.toUpperCase()}}`,
      Virtual: a.virtual,
      HardwareInterface: !a.virtual,
      ConnectorPresent: !a.virtual,
      Hidden: false,
      PermanentAddress: a.mac,
      MtuSize: u32(1500),
      ReceiveLinkSpeed: u64(10_000_000_000),
      TransmitLinkSpeed: u64(10_000_000_000),
      Speed: u64(10_000_000_000),
      FullDuplex: true,
      VlanID: null,
      SystemName: null,
      PSComputerName: null,
    },
    `MSFT_NetAdapter (Name = "${a.name}")`,
  );

interface Address {
  readonly alias: string;
  readonly index: number;
  readonly address: string;
  readonly prefix: number;
  readonly family: 'IPv4' | 'IPv6';
}

/** Address of its own network that an adapter makes from its hardware address (RFC 4291, appendix A). */
function linkLocal(mac: string): string {
  const b = mac.match(/../g)!.map((x) => Number.parseInt(x, 16));
  const bytes = [b[0]! ^ 2, b[1]!, b[2]!, 0xff, 0xfe, b[3]!, b[4]!, b[5]!];
  const words = [0, 2, 4, 6].map((i) => ((bytes[i]! << 8) | bytes[i + 1]!).toString(16));
  return `fe80::${words.join(':')}`;
}

const addressesOf = (all: readonly Adapter[]): Address[] => [
  ...all.map((a) => ({
    alias: a.name,
    index: a.index,
    address: `${linkLocal(a.mac)}%${a.index}`,
    prefix: 64,
    family: 'IPv6' as const,
  })),
  { alias: 'Loopback Pseudo-Interface 1', index: 1, address: '::1', prefix: 128, family: 'IPv6' },
  ...all.map((a) => ({ alias: a.name, index: a.index, address: a.address, prefix: a.prefix, family: 'IPv4' as const })),
  { alias: 'Loopback Pseudo-Interface 1', index: 1, address: '127.0.0.1', prefix: 8, family: 'IPv4' },
];

const addressObject = (a: Address): PSObj =>
  instance(
    'MSFT_NetIPAddress',
    {
      IPAddress: a.address,
      InterfaceIndex: u32(a.index),
      InterfaceAlias: a.alias,
      AddressFamily: a.family,
      Type: 'Unicast',
      PrefixLength: byte(a.prefix),
      PrefixOrigin: a.family === 'IPv4' && a.index !== 1 ? 'Manual' : 'WellKnown',
      SuffixOrigin: a.family === 'IPv4' && a.index !== 1 ? 'Manual' : a.index === 1 ? 'WellKnown' : 'Link',
      AddressState: 'Preferred',
      ValidLifetime: null,
      PreferredLifetime: null,
      SkipAsSource: false,
      PolicyStore: 'ActiveStore',
      ifIndex: u32(a.index),
      IPv4Address: a.family === 'IPv4' ? a.address : null,
      IPv6Address: a.family === 'IPv6' ? a.address : null,
      PSComputerName: null,
    },
    a.address,
  );

const one = (c: Context, name: string, value: string): boolean =>
  !c.has(name) || c.texts(name).some((t) => wildcard(t).test(value));

function addressCommands(room: NetworkRoom): Builtin[] {
  return [
    command(
      'Get-NetIPAddress',
      'netTcpIp',
      'IPAddress string[] @0\nInterfaceIndex|ifIndex uint32[] <.\nInterfaceAlias|ifAlias string[] <.\nAddressFamily string[]\nPrefixOrigin string[]\nSuffixOrigin string[]\nAddressState string[]\nType string[]\nPrefixLength byte[]\nIncludeAllCompartments switch\nPolicyStore string\nAssociatedIPInterface ciminstance <',
      (c) => ({
        *process() {
          const found = addressesOf(yield* adapters(c, room)).filter(
            (a) =>
              one(c, 'IPAddress', a.address) &&
              one(c, 'InterfaceAlias', a.alias) &&
              one(c, 'InterfaceIndex', String(a.index)) &&
              one(c, 'AddressFamily', a.family) &&
              one(c, 'PrefixLength', String(a.prefix)),
          );
          if (found.length === 0 && ['IPAddress', 'InterfaceAlias', 'InterfaceIndex'].some((p) => c.has(p))) {
            const property = ['IPAddress', 'InterfaceAlias', 'InterfaceIndex'].find((p) => c.has(p))!;
            yield* c.error(
              c.record(
                `CmdletizationQuery_NotFound_${property}`,
                'ObjectNotFound',
                `No MSFT_NetIPAddress objects found with property '${property}' equal to '${c.text(property)}'.  Verify the value of the property and retry.`,
                'Microsoft.PowerShell.Cmdletization.Cim.CimJobException',
              ),
            );
          }
          for (const a of found) yield* c.emit(addressObject(a));
        },
      }),
    ),
    command(
      'Get-NetIPConfiguration',
      'netTcpIp',
      'InterfaceAlias|ifAlias string @0 <.\nInterfaceIndex|ifIndex uint32 <.\nAll switch\nDetailed switch\nAllCompartments switch',
      (c) => ({
        *process() {
          for (const a of yield* adapters(c, room)) {
            if (!one(c, 'InterfaceAlias', a.name) || !one(c, 'InterfaceIndex', String(a.index))) continue;
            const own = addressesOf([a]).find((x) => x.address === a.address)!;
            const gateway = a.gateway === null ? null : instance('MSFT_NetRoute', { NextHop: a.gateway }, a.gateway);
            const object = new PSObj(['NetIPConfiguration', 'System.Object'], {
              ComputerName: null,
              InterfaceAlias: a.name,
              InterfaceIndex: u32(a.index),
              InterfaceDescription: a.description,
              NetAdapter: adapterObject(a),
              IPv4Address: addressObject(own),
              IPv6DefaultGateway: null,
              IPv4DefaultGateway: gateway,
              DNSServer: a.gateway,
            });
            yield* c.emit(object);
          }
        },
      }),
    ),
    command(
      'Get-NetIPInterface',
      'netTcpIp',
      'InterfaceAlias|ifAlias string[] @0 <.\nInterfaceIndex|ifIndex uint32[] <.\nAddressFamily string[]\nDhcp string[]\nConnectionState string[]',
      (c) => ({
        *process() {
          for (const a of yield* adapters(c, room)) {
            for (const family of ['IPv6', 'IPv4']) {
              if (!one(c, 'InterfaceAlias', a.name) || !one(c, 'InterfaceIndex', String(a.index))) continue;
              if (!one(c, 'AddressFamily', family)) continue;
              yield* c.emit(
                instance('MSFT_NetIPInterface', {
                  InterfaceAlias: a.name,
                  ifAlias: a.name,
                  InterfaceIndex: u32(a.index),
                  ifIndex: u32(a.index),
                  AddressFamily: family,
                  NlMtu: u32(1500),
                  InterfaceMetric: u32(a.virtual ? 5000 : 15),
                  Dhcp: 'Disabled',
                  ConnectionState: 'Connected',
                  Forwarding: 'Disabled',
                  PolicyStore: 'ActiveStore',
                }),
              );
            }
          }
        },
      }),
    ),
    command(
      'Get-NetRoute',
      'netTcpIp',
      'DestinationPrefix string[] @0\nInterfaceAlias|ifAlias string[] <.\nInterfaceIndex|ifIndex uint32[] <.\nNextHop string[]\nAddressFamily string[]',
      (c) => ({
        *process() {
          for (const a of yield* adapters(c, room)) {
            const bytes = a.address.split('.').map(Number);
            const bits = bytes.reduce((n, b) => n * 256 + b, 0);
            const size = 2 ** (32 - a.prefix);
            const base = Math.floor(bits / size) * size;
            const network = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.');
            const routes: [string, string][] = [
              ...(a.gateway ? [['0.0.0.0/0', a.gateway] as [string, string]] : []),
              [`${network}/${a.prefix}`, '0.0.0.0'],
              [`${a.address}/32`, '0.0.0.0'],
            ];
            for (const [prefix, hop] of routes) {
              if (!one(c, 'DestinationPrefix', prefix) || !one(c, 'NextHop', hop) || !one(c, 'AddressFamily', 'IPv4'))
                continue;
              if (!one(c, 'InterfaceAlias', a.name) || !one(c, 'InterfaceIndex', String(a.index))) continue;
              yield* c.emit(
                instance('MSFT_NetRoute', {
                  DestinationPrefix: prefix,
                  InterfaceAlias: a.name,
                  InterfaceIndex: u32(a.index),
                  ifIndex: u32(a.index),
                  NextHop: hop,
                  RouteMetric: new Num('UInt16', hop === '0.0.0.0' ? 256 : 1),
                  AddressFamily: 'IPv4',
                  PolicyStore: 'ActiveStore',
                }),
              );
            }
          }
        },
      }),
    ),
  ];
}

const PORTS: Readonly<Record<string, number>> = { http: 80, rdp: 3389, smb: 445, winrm: 5985 };

function testConnection(room: NetworkRoom): Builtin {
  return command(
    'Test-NetConnection',
    'netTcpIp',
    'ComputerName|RemoteAddress|cn string @0 <*\nCommonTCPPort string {HTTP,RDP,SMB,WINRM} @1\nPort|RemotePort int 1..65535 <.\nTraceRoute switch\nHops int\nDiagnoseRouting switch\nConstrainSourceAddress string\nConstrainInterface uint32\nInformationLevel string {Quiet,Detailed}',
    (c) => ({
      *process() {
        if (!c.has('ComputerName') || c.flag('TraceRoute') || c.flag('DiagnoseRouting')) {
          throw c.fail(
            'NetworkNotAvailable',
            'NotImplemented',
            'hyperv has no network beyond its lab: Test-NetConnection answers for its hosts and guests by -ComputerName.',
            'System.NotSupportedException',
          );
        }
        const name = c.text('ComputerName');
        const port = c.has('Port') ? c.number('Port') : (PORTS[c.text('CommonTCPPort').toLowerCase()] ?? null);
        const { address, answers } = (yield room.reach(name, port)) as Awaited<ReturnType<NetworkRoom['reach']>>;
        const [own] = yield* adapters(c, room);
        const warn = (text: string): Gen<void> => c.engine.stream('warning', text, c.frame, undefined, c.streams);
        if (address === null) yield* warn(`Name resolution of ${name} failed`);
        else if (!answers)
          yield* warn(
            port === null
              ? `Ping to ${address} failed with status: TimedOut`
              : `TCP connect to (${address} : ${port}) failed`,
          );
        if (/^quiet$/i.test(c.text('InformationLevel'))) {
          yield* c.emit(answers);
          return;
        }
        const object = new PSObj(['TestNetConnectionResult', 'System.Object'], {
          ComputerName: name,
          RemoteAddress: address,
          ...(port !== null && { RemotePort: port }),
          InterfaceAlias: address === null ? null : own!.name,
          SourceAddress: address === null ? null : own!.address,
          ...(port !== null ? { TcpTestSucceeded: answers } : { PingSucceeded: answers, PingReplyDetails: null }),
        });
        yield* c.emit(object);
      },
    }),
  );
}

/** Known, and not done: the host's network is described alone. */
const CHANGES: readonly (readonly [Module, string])[] = [
  [
    'netAdapter',
    'Set-NetAdapter Enable-NetAdapter Disable-NetAdapter Rename-NetAdapter Restart-NetAdapter Get-NetAdapterRss Set-NetAdapterRss Enable-NetAdapterRss Disable-NetAdapterRss Enable-NetAdapterSriov Disable-NetAdapterSriov Get-NetAdapterSriov Get-NetAdapterSriovVf Get-NetAdapterVmq Set-NetAdapterVmq Enable-NetAdapterVmq Disable-NetAdapterVmq',
  ],
  [
    'netTcpIp',
    'New-NetIPAddress Remove-NetIPAddress Set-NetIPAddress Set-NetIPInterface New-NetRoute Remove-NetRoute Find-NetRoute Get-NetTCPConnection Get-NetUDPEndpoint',
  ],
  ['netNat', 'New-NetNat Set-NetNat Add-NetNatStaticMapping Add-NetNatExternalAddress Remove-NetNatExternalAddress'],
];

const WORDS = `Name|ifAlias|InterfaceAlias|NatName string[] @0 <.
InterfaceDescription string[]
InterfaceIndex|ifIndex uint32[] <.
InputObject ciminstance[] <
NewName string
MacAddress string
Enabled bool
Profile string
BaseProcessorNumber object
MaxProcessors object
NumberOfReceiveQueues object
NumVFs uint32
NoRestart switch
IPAddress string[]
PrefixLength byte
DefaultGateway string
AddressFamily string
DestinationPrefix string
NextHop string
RouteMetric uint16
Dhcp string
Forwarding string
RemoteIPAddress string
LocalPort uint16[]
RemotePort uint16[]
State string[]
OwningProcess uint32[]
InternalIPInterfaceAddressPrefix string
ExternalIPInterfaceAddressPrefix string
Protocol string
ExternalIPAddress string
ExternalPort uint16
InternalIPAddress string
InternalPort uint16
StaticMappingID uint32[]
PassThru switch`;

function absent(): Builtin[] {
  return CHANGES.flatMap(([module, names]) =>
    names.split(' ').map((name) =>
      command(
        name,
        module,
        WORDS,
        (c) => ({
          // biome-ignore lint/correctness/useYield: it only refuses
          *process() {
            throw c.fail(
              'HostNetworkNotAvailable',
              'NotImplemented',
              `hyperv describes the network of its hosts; it does not have ${name}.`,
              'System.NotSupportedException',
            );
          },
        }),
        { confirm: 'Medium' },
      ),
    ),
  );
}

/** There is no address translation on a host unless somebody made one, which nobody can here. */
const none = [
  'Get-NetNat',
  'Get-NetNatStaticMapping',
  'Get-NetNatExternalAddress',
  'Remove-NetNat',
  'Remove-NetNatStaticMapping',
];

function nothing(c: Context, name: string): Body {
  return {
    *process() {
      if (!c.has('Name') || hasWildcard(c.text('Name'))) return;
      yield* c.error(
        c.record(
          'CmdletizationQuery_NotFound_Name',
          'ObjectNotFound',
          `No MSFT_NetNat${name.includes('Static') ? 'StaticMapping' : ''} objects found with property 'Name' equal to '${c.text('Name')}'.  Verify the value of the property and retry.`,
          'Microsoft.PowerShell.Cmdletization.Cim.CimJobException',
          { target: c.text('Name') },
        ),
      );
    },
  };
}

/** The commands, over this room. */
export function networkCommands(room: NetworkRoom): readonly Builtin[] {
  return [
    command(
      'Get-NetAdapter',
      'netAdapter',
      'Name|ifAlias|InterfaceAlias string[] [ByName] @0 <.\nInterfaceDescription|ifDesc string[] [ByDescription] ! <.\nInterfaceIndex|ifIndex uint32[] [ByIndex] ! <.\nIncludeHidden switch\nPhysical switch',
      (c) => ({
        *process() {
          const all = (yield* adapters(c, room)).filter((a) => !c.flag('Physical') || !a.virtual);
          const found = yield* meant(c, all, 'MSFT_NetAdapter', {
            Name: (a) => a.name,
            InterfaceDescription: (a) => a.description,
            InterfaceIndex: (a) => String(a.index),
          });
          for (const a of found) yield* c.emit(adapterObject(a));
        },
      }),
      { defaultSet: 'ByName' },
    ),
    ...addressCommands(room),
    testConnection(room),
    ...none.map((name) =>
      command(name, 'netNat', 'Name|NatName string[] @0 <.\nStaticMappingID uint32[]', (c) => nothing(c, name)),
    ),
    ...absent(),
  ];
}
