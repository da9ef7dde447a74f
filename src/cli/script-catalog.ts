/** The program's cmdlets, and the simulated host, as a session's own commands see them: nothing is loaded until one asks. */
import type { Catalog } from '../powershell/cmdlets/session/catalog.ts';
import type { Machine } from '../powershell/cmdlets/system/machine.ts';
import type { World } from '../world.ts';
import { MODULE_VERSION, moduleCmdlets } from './cmdlet-names.ts';
import { ROOM_MODULES, roomDefinition } from './room-modules.ts';

const topics = () => import('./help/topic.ts');

/** The guid is that of Hyper-V's module manifest on Windows Server. */
const HYPERV = {
  name: 'Hyper-V',
  version: MODULE_VERSION,
  description: '',
  guid: 'af4bddd0-8583-4ff2-84b2-a33f5c8de8a7',
} as const;

/** Of modules whose manifests were not seen. */
const NO_GUID = '00000000-0000-0000-0000-000000000000';

/** Nothing is loaded until somebody asks. */
export const catalog: Catalog = {
  get modules() {
    return [
      { ...HYPERV, commands: moduleCmdlets() },
      ...ROOM_MODULES.map(({ name, version, commands }) => ({
        name,
        version,
        commands,
        description: '',
        guid: NO_GUID,
      })),
    ];
  },
  definition: async (name) => (await roomDefinition(name)) ?? (await topics()).definitionOf(name),
  page: async (def, view, columns) => (await topics()).cmdletHelp(def, view, columns),
  parameters: async (def, matches, columns) => (await topics()).parameterPages(def, matches, columns),
};

/** The simulated host as a computer. */
export function lazyMachine(world: () => World | Promise<World>): Machine {
  const machine = async () => (await import('./host-machine.ts')).hostMachine(world);
  return {
    logs: ['Microsoft-Windows-Hyper-V-VMMS-Admin', 'Microsoft-Windows-Hyper-V-Worker-Admin'],
    name: async () => (await machine()).name(),
    processes: async () => (await machine()).processes(),
    services: async () => (await machine()).services(),
    events: async () => (await machine()).events(),
    computer: async () => (await machine()).computer(),
  };
}
