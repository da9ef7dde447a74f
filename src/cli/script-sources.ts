/** Where a session of the language finds the program's cmdlets: each is loaded when a script first names it. */
import { setCatalog } from '../powershell/cmdlets/session/catalog.ts';
import { setMachine } from '../powershell/cmdlets/system/machine.ts';
import { type Builtin, BuiltinStage } from '../powershell/engine/builtin.ts';
import type { Engine } from '../powershell/engine/engine.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import type { Session } from '../powershell/shell/session.ts';
import type { World } from '../world.ts';
import type { Cmdlet } from './cmdlet.ts';
import { commandNames } from './command-index.ts';
import { loadCommand } from './load-command.ts';
import { plainConfig } from './main.ts';
import { labRemotes } from './remote-hosts.ts';
import { remoteSource } from './remote-source.ts';
import { catalog, lazyMachine } from './script-catalog.ts';
import { ScriptCmdletStage } from './script-cmdlet.ts';
import type { Terminal } from './terminal.ts';

/** Commands of other rooms, by the names that load them. */
const ROOMS: readonly (readonly [RegExp, (world: () => Awaitable<World>) => Promise<readonly Builtin[]>])[] = [
  [
    /^(?:Get-WmiObject|Get-CimInstance|Invoke-CimMethod)$/i,
    async (world) => (await import('../wmi/commands.ts')).wmiCommands(world),
  ],
  [/^(?:New|Get|Remove)-CimSession$/i, async (world) => (await import('./cim-sessions.ts')).cimSessionCommands(world)],
  [
    /^(?:(?:Get|Set|Initialize|Clear|Update)-(?:Disk|PhysicalDisk|HostStorageCache)|\w+-(?:Partition|PartitionSupportedSize|PartitionAccessPath|Volume|DiskImage|StoragePool|VirtualDisk))$/i,
    async (world) => {
      const [{ storageCommands }, { hostsOfSessions }] = await Promise.all([
        import('../storage/commands.ts'),
        import('./cim-sessions.ts'),
      ]);
      return storageCommands({ world, hostsOf: (sessions, c) => hostsOfSessions(sessions, c.def) });
    },
  ],
  [
    /^\w+-Net(?:Adapter|IP|Route|Nat|TCP|UDP)\w*$|^Test-NetConnection$/i,
    async (world) => {
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
    },
  ],
];

const QUALIFIED = /^(?:Microsoft\.PowerShell\.Management|CimCmdlets|Storage|NetAdapter|NetTCPIP|NetNat)\\/i;

let byKey: ReadonlyMap<string, string> | undefined;

/** Gives a session, and every one that it starts, the cmdlets and the computer of this world. */
export function furnish(
  engine: Engine,
  terminal: Terminal,
  world: () => Awaitable<World>,
  isHost: Session['isHost'] = () => false,
): void {
  engine.furnish = (other) => furnish(other, terminal, world);
  setCatalog(engine, catalog);
  setMachine(engine, lazyMachine(world));
  engine.remotes = labRemotes(world, terminal, furnish);
  addSources(engine, terminal, world);
  engine.sources.push(remoteSource({ engine, isHost }, world));
}

function addSources(engine: Engine, terminal: Terminal, world: () => Awaitable<World>): void {
  byKey ??= new Map(commandNames.filter((n) => /^[A-Z]\w*-\w+$/.test(n)).map((n) => [n.toLowerCase(), n]));
  const names = byKey;
  engine.sources.push((given) => {
    const name = names.get(given.toLowerCase().replace(/^hyper-v\\/, ''));
    if (name === undefined) return null;
    return loadCommand(name).then((Class) => {
      return (place) =>
        new ScriptCmdletStage(place, new Class([], plainConfig()) as unknown as Cmdlet, { terminal, world });
    });
  });
  const loaded = new Map<string, Builtin>();
  engine.sources.push((given) => {
    const name = given.replace(QUALIFIED, '');
    const stageOf = (builtin: Builtin) => (place: ConstructorParameters<typeof BuiltinStage>[0]) =>
      new BuiltinStage(place, builtin);
    const known = loaded.get(name.toLowerCase());
    if (known) return stageOf(known);
    const load = ROOMS.find(([pattern]) => pattern.test(name))?.[1];
    if (!load) return null;
    return load(world).then((commands) => {
      for (const command of commands) loaded.set(command.def.name.toLowerCase(), command);
      const found = loaded.get(name.toLowerCase());
      return found ? stageOf(found) : null;
    });
  });
}
