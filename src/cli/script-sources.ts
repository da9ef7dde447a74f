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
import { loaderOf, plainName } from './room-modules.ts';
import { catalog, lazyMachine } from './script-catalog.ts';
import { ScriptCmdletStage } from './script-cmdlet.ts';
import type { Terminal } from './terminal.ts';

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
    const name = plainName(given);
    const stageOf = (builtin: Builtin) => (place: ConstructorParameters<typeof BuiltinStage>[0]) =>
      new BuiltinStage(place, builtin);
    const known = loaded.get(name);
    if (known) return stageOf(known);
    const load = loaderOf(name);
    if (!load) return null;
    return load(world).then((commands) => {
      for (const command of commands) loaded.set(command.def.name.toLowerCase(), command);
      const found = loaded.get(name);
      return found ? stageOf(found) : null;
    });
  });
}
