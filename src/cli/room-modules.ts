/** Modules of Windows whose commands other rooms bring to a script: their names, and what loads them. */
import type { Builtin } from '../powershell/engine/builtin.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import type { World } from '../world.ts';

type ReachWorld = () => Awaitable<World>;

export interface RoomModule {
  readonly name: string;
  readonly version: string;
  readonly commands: readonly string[];
  load(world: ReachWorld): Promise<readonly Builtin[]>;
}

const names = (text: string): readonly string[] => text.trim().split(/\s+/);

async function storage(world: ReachWorld): Promise<readonly Builtin[]> {
  const [{ storageCommands }, { hostsOfSessions }] = await Promise.all([
    import('../storage/commands.ts'),
    import('./cim-sessions.ts'),
  ]);
  return storageCommands({ world, hostsOf: (sessions, c) => hostsOfSessions(sessions, c.def) });
}

async function network(world: ReachWorld): Promise<readonly Builtin[]> {
  const [{ networkCommands }, { hostsOfSessions }, { reach }] = await Promise.all([
    import('../network/commands.ts'),
    import('./cim-sessions.ts'),
    import('./reach.ts'),
  ]);
  return networkCommands({
    world,
    hostsOf: (sessions, c) => hostsOfSessions(sessions, c.def),
    reach: async (name, port) => reach(await world(), name, port),
  });
}

async function cim(world: ReachWorld): Promise<readonly Builtin[]> {
  const [{ wmiCommands }, { cimSessionCommands }] = await Promise.all([
    import('../wmi/commands.ts'),
    import('./cim-sessions.ts'),
  ]);
  return [...wmiCommands(world), ...cimSessionCommands(world)];
}

export const ROOM_MODULES: readonly RoomModule[] = [
  {
    name: 'Storage',
    version: '2.0.0.0',
    commands: names(`
      Add-PartitionAccessPath Clear-Disk Dismount-DiskImage Format-Volume Get-Disk Get-DiskImage Get-Partition
      Get-PartitionSupportedSize Get-PhysicalDisk Get-StoragePool Get-VirtualDisk Get-Volume Initialize-Disk Mount-DiskImage
      New-Partition New-StoragePool New-VirtualDisk Remove-Partition Remove-PartitionAccessPath Remove-StoragePool
      Remove-VirtualDisk Resize-Partition Set-Disk Set-Partition Set-StoragePool Set-VirtualDisk Update-Disk
      Update-HostStorageCache`),
    load: storage,
  },
  {
    name: 'NetAdapter',
    version: '2.0.0.0',
    commands: names(`
      Disable-NetAdapter Disable-NetAdapterRss Disable-NetAdapterSriov Disable-NetAdapterVmq Enable-NetAdapter
      Enable-NetAdapterRss Enable-NetAdapterSriov Enable-NetAdapterVmq Get-NetAdapter Get-NetAdapterRss Get-NetAdapterSriov
      Get-NetAdapterSriovVf Get-NetAdapterVmq Rename-NetAdapter Restart-NetAdapter Set-NetAdapter Set-NetAdapterRss
      Set-NetAdapterVmq`),
    load: network,
  },
  {
    name: 'NetTCPIP',
    version: '1.0.0.0',
    commands: names(`
      Find-NetRoute Get-NetIPAddress Get-NetIPConfiguration Get-NetIPInterface Get-NetRoute Get-NetTCPConnection
      Get-NetUDPEndpoint New-NetIPAddress New-NetRoute Remove-NetIPAddress Remove-NetRoute Set-NetIPAddress Set-NetIPInterface
      Test-NetConnection`),
    load: network,
  },
  {
    name: 'NetNat',
    version: '1.0.0.0',
    commands: names(`
      Add-NetNatExternalAddress Add-NetNatStaticMapping Get-NetNat Get-NetNatExternalAddress Get-NetNatStaticMapping New-NetNat
      Remove-NetNat Remove-NetNatExternalAddress Remove-NetNatStaticMapping Set-NetNat`),
    load: network,
  },
  {
    name: 'CimCmdlets',
    version: '7.0.0.0',
    commands: names('Get-CimInstance Get-CimSession Invoke-CimMethod New-CimSession Remove-CimSession'),
    load: cim,
  },
];

/** Windows PowerShell's own: in no module that there still is. */
const OLD: readonly string[] = ['get-wmiobject'];

const byName = new Map<string, RoomModule['load']>([
  ...ROOM_MODULES.flatMap((m) => m.commands.map((c): [string, RoomModule['load']] => [c.toLowerCase(), m.load])),
  ...OLD.map((c): [string, RoomModule['load']] => [c, cim]),
]);

const QUALIFIED = /^(?:Microsoft\.PowerShell\.Management|CimCmdlets|Storage|NetAdapter|NetTCPIP|NetNat)\\/i;

/** A name without its module, in lower case. */
export const plainName = (given: string): string => given.replace(QUALIFIED, '').toLowerCase();

/** What loads a command of these modules. */
export const loaderOf = (name: string): RoomModule['load'] | undefined => byName.get(name);

/** The declaration of one of their commands; it needs no world. */
export async function roomDefinition(name: string): Promise<Builtin['def'] | undefined> {
  const nowhere = (): never => {
    throw new Error('A declaration is looked at, nothing runs.');
  };
  const commands = await loaderOf(name.toLowerCase())?.(nowhere);
  return commands?.find((b) => b.def.name.toLowerCase() === name.toLowerCase())?.def;
}
