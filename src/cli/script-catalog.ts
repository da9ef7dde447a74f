/** The program's cmdlets as a session's Get-Command, Get-Help and Get-Module see them. */
import type { Catalog } from '../powershell/cmdlets/session/catalog.ts';
import { MODULE_VERSION, moduleCmdlets } from './cmdlet-names.ts';

const topics = () => import('./help/topic.ts');

/** The guid is that of Hyper-V's module manifest on Windows Server. */
const HYPERV = {
  name: 'Hyper-V',
  version: MODULE_VERSION,
  description: '',
  guid: 'af4bddd0-8583-4ff2-84b2-a33f5c8de8a7',
} as const;

/** Nothing is loaded until somebody asks. */
export const catalog: Catalog = {
  get modules() {
    return [{ ...HYPERV, commands: moduleCmdlets() }];
  },
  definition: async (name) => (await topics()).definitionOf(name),
  page: async (def, view, columns) => (await topics()).cmdletHelp(def, view, columns),
  parameters: async (def, matches, columns) => (await topics()).parameterPages(def, matches, columns),
};
