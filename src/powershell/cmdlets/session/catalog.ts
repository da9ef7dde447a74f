/** Commands that other rooms bring to a session: their modules, and where their declarations are. */
import type { Engine } from '../../engine/engine.ts';
import type { HelpView } from '../../help/render.ts';
import type { CmdletDef } from '../../parameters.ts';

/** A module whose commands are compiled. */
export interface CompiledModule {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly guid: string;
  /** Names of its cmdlets. */
  readonly commands: readonly string[];
}

/** What a session may ask of the room that brings commands. */
export interface Catalog {
  readonly modules: readonly CompiledModule[];
  /** The declaration of one of its commands. */
  definition(name: string): Promise<CmdletDef | undefined>;
  /** A help page for a console of so many columns. */
  page(def: CmdletDef, view: HelpView, columns: number): Promise<string>;
  /** The part of a page about the parameters that match; empty where none does. */
  parameters(def: CmdletDef, matches: (name: string) => boolean, columns: number): Promise<string>;
}

const catalogs = new WeakMap<Engine, Catalog>();

export function setCatalog(engine: Engine, catalog: Catalog): void {
  catalogs.set(engine, catalog);
}

const NONE: Catalog = {
  modules: [],
  definition: async () => undefined,
  page: async () => '',
  parameters: async () => '',
};

export const catalogOf = (engine: Engine): Catalog => catalogs.get(engine) ?? NONE;

/** The command of a catalogue by its name in any letter case, with the module that it is of. */
export function findCompiled(engine: Engine, name: string): { name: string; module: CompiledModule } | undefined {
  const plain = name.replace(/^[\w.-]+\\/, '').toLowerCase();
  const wanted = /^([\w.-]+)\\/.exec(name)?.[1]?.toLowerCase();
  for (const module of catalogOf(engine).modules) {
    if (wanted !== undefined && module.name.toLowerCase() !== wanted) continue;
    const found = module.commands.find((c) => c.toLowerCase() === plain);
    if (found) return { name: found, module };
  }
  return undefined;
}
