/** The lab's hosts as computers that a script reaches, and its machines by PowerShell Direct. */
import { HostError } from '../host/errors.ts';
import { findVms } from '../host/find.ts';
import type { HostSession } from '../host/session.ts';
import type { Engine, Host } from '../powershell/engine/engine.ts';
import type { Computer, Refusal, Remotes } from '../powershell/jobs/remotes.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import type { World } from '../world.ts';
import type { Terminal } from './terminal.ts';

const REMOTING = 'System.Management.Automation.Remoting.';

/** Folder that a session on another computer begins in. */
const HOME = 'C:\\';

/** Machines of a name; none where nothing bears it. */
function matching(host: HostSession, name: string): string[] {
  try {
    return findVms(host, name);
  } catch (error) {
    if (error instanceof HostError && error.code === 'vmNotFound') return [];
    throw error;
  }
}

const refused = (id: string, message: string, type = 'System.ArgumentException', before = true): Refusal => ({
  refused: { id, message, type, before },
});

/** Gives a session the commands of a world, as `furnish` does. */
export type Equip = (engine: Engine, terminal: Terminal, world: () => Awaitable<World>) => void;

export function labRemotes(world: () => Awaitable<World>, terminal: Terminal, equip: Equip): Remotes {
  return {
    async computer(name) {
      const lab = await world();
      let hostId: string;
      try {
        hostId = lab.hostId(name);
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        return refused('', '');
      }
      const { name: computer } = lab.hostFacts(hostId);
      return {
        name: computer,
        kind: 'RemoteMachine',
        open: (parent: Engine, own: Partial<Host>) => {
          const { surroundings } = parent.host;
          const environment = new Map(surroundings.environment);
          environment.set('COMPUTERNAME', computer);
          const engine = parent.spawn!({ ...own, surroundings: { ...surroundings, environment } });
          engine.sources.length = 0;
          const there = lab.seenFrom(hostId);
          equip(engine, { ...terminal, ask: undefined }, () => there);
          engine.files.location = HOME;
          return engine;
        },
      } satisfies Computer;
    },

    async machine(by) {
      const lab = await world();
      const shown = 'name' in by ? by.name : by.id;
      const what = 'name' in by ? 'VMName' : 'VMId';
      const found = await lab.read(lab.hostId(), (host) => {
        const { name } = { name: '', ...by };
        const ids = 'id' in by ? [by.id.toLowerCase()].filter((id) => host.has(id)) : matching(host, name);
        return ids.map((id) => {
          const { doc } = host.vm(id);
          return { name: doc.name, running: doc.state === 'Running', os: doc.run?.kvp['OSName'] ?? '' };
        });
      });
      const [vm] = found;
      if (found.length !== 1 || !vm) {
        return refused(
          `Invalid${what}NotSingle`,
          `The input ${what} ${shown} does not resolve to a single virtual machine.`,
        );
      }
      if (!vm.running) return refused('InvalidVMState', `The virtual machine ${vm.name} is not in running state.`);
      if (!/windows/i.test(vm.os)) {
        // Nobody listens there: PowerShell Direct is a service of Windows guests.
        return refused(
          '2100',
          `[${vm.name}] An error has occurred which PowerShell cannot handle. A remote session might have ended.`,
          `${REMOTING}PSDirectException`,
          false,
        );
      }
      return refused(
        'WindowsGuestNotAvailable',
        `[${vm.name}] hyperv has no inside of Windows guests: nothing can be run there.`,
        'System.NotSupportedException',
        false,
      );
    },
  };
}
