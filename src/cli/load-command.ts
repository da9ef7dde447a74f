/** Where command classes come from: chunks in the built program, the sources elsewhere. */
import type { Command } from '@oclif/core/command';

/** A command's class as oclif makes and runs it. */
export type CommandClass = (new (argv: string[], config: never) => Command) & { id: string };

export type Loader = (name: string) => Promise<{ readonly default: CommandClass }>;

/** From the sources; the specifier is computed so that the bundler leaves it alone. */
const fromSources: Loader = (name) => import(new URL(`../../commands/${name}.ts`, import.meta.url).href);

let loader: Loader = fromSources;

/** The built program replaces the loader once, when it starts. */
export function setLoader(other: Loader): void {
  loader = other;
}

/** Loads a command by its name in `commandNames`, such as `Get-VM` or `lab/new`. */
export async function loadCommand(name: string): Promise<CommandClass> {
  return (await loader(name)).default;
}
