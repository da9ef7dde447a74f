/** Help pages of cmdlets: declarations and words brought together. Loaded only where somebody asks for help. */
import { enums } from '../../objects/enums.ts';
import {
  type HelpContext,
  type HelpTexts,
  type HelpView,
  helpPage,
  parameterHelp,
  parameterNames,
} from '../../powershell/help/render.ts';
import type { CmdletDef } from '../../powershell/parameters.ts';
import type { EnumType } from '../../powershell/values.ts';
import { loadCommand } from '../load-command.ts';
import { lifecycleHelp } from './lifecycle.ts';
import { settingsHelp } from './settings.ts';
import { sharedParameters } from './shared.ts';
import { storageHelp } from './storage.ts';

const pages: Readonly<Record<string, HelpTexts>> = { ...lifecycleHelp, ...settingsHelp, ...storageHelp };

/** Cmdlets that have a page of their own beyond what their declaration says. */
export const documentedCmdlets: readonly string[] = Object.keys(pages);

/** A cmdlet's declaration; undefined for commands of another kind. */
export async function definitionOf(name: string): Promise<CmdletDef | undefined> {
  const Class = (await loadCommand(name)) as unknown as { definition?: CmdletDef };
  return Class.definition;
}

/** The words of a cmdlet's page. */
export function textsOf(name: string): HelpTexts {
  const own = pages[name] ?? {};
  return { ...own, parameters: { ...sharedParameters, ...own.parameters } };
}

function contextOf(columns: number): HelpContext {
  const known: Readonly<Record<string, EnumType>> = enums;
  return {
    width: columns - 1,
    enumMembers: (type) => {
      const found = known[type];
      return found && Object.keys(found.members);
    },
  };
}

/** A help page for a console of so many columns. */
export function cmdletHelp(def: CmdletDef, view: HelpView, columns: number): string {
  return helpPage(def, textsOf(def.name), view, contextOf(columns));
}

/** The part of a page about the parameters that match; empty where none does. */
export function parameterPages(def: CmdletDef, matches: (name: string) => boolean, columns: number): string {
  return parameterNames(def)
    .filter(matches)
    .flatMap((name) => ['', ...parameterHelp(def, name, textsOf(def.name), true, contextOf(columns))])
    .join('\n');
}
