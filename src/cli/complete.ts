/**
 * What a shell offers at the cursor: commands, parameters, values of enumerations, names of machines. The shell calls
 * `hyperv __complete SHELL WORD...` with the words up to the cursor, the last one being the one that is typed.
 */
import './types.ts';
import { isDash } from '../powershell/binder/dash.ts';
import { factsIn, metadataOf, type Parameter } from '../powershell/binder/metadata.ts';
import { findParameter } from '../powershell/binder/names.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import { findCmdlet } from './cmdlets.ts';
import { commandNames } from './command-index.ts';
import { plainValues } from './complete-plain.ts';
import { parameterValues } from './complete-values.ts';

export interface Candidate {
  readonly text: string;
  readonly about?: string;
}

/** Gives back the names of the lab's machines; asked for only where a machine is wanted. */
export type MachineNames = () => Promise<readonly string[]>;

/** Candidates for the last of `words` (those after `hyperv`). */
export async function candidates(words: readonly string[], machines: MachineNames): Promise<Candidate[]> {
  const typed = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  if (before.length === 0) return commands(typed);
  const def = await findCmdlet(before[0]!);
  if (def) return forCmdlet(def, before.slice(1), typed, machines);
  const [first, second] = before.map((word) => word.toLowerCase());
  const both = `${first}/${second}`;
  if (commandNames.includes(both)) return matching(typed, await plainValues(both, before.slice(2), typed, machines));
  const below = before.length > 1 ? [] : commandNames.filter((name) => name.startsWith(`${first}/`));
  const own = commandNames.includes(first!) ? await plainValues(first!, before.slice(1), typed, machines) : [];
  return matching(typed, [...below.map((name) => name.slice(first!.length + 1)), ...own]);
}

function commands(typed: string): Candidate[] {
  return matching(typed, [...new Set(commandNames.map((name) => name.split('/')[0]!))]);
}

function matching(typed: string, names: readonly string[]): Candidate[] {
  const prefix = typed.toLowerCase();
  return names.filter((name) => name.toLowerCase().startsWith(prefix)).map((text) => ({ text }));
}

async function forCmdlet(
  def: CmdletDef,
  before: readonly string[],
  typed: string,
  machines: MachineNames,
): Promise<Candidate[]> {
  const { parameters } = metadataOf(def);
  const joined = /^(.[^:]*:)(.*)$/s.exec(typed);
  if (isDash(typed[0]) && joined) {
    const parameter = lookUp(def, joined[1]!.slice(1, -1));
    return parameter ? listValues(def, parameter, joined[2]!, machines, joined[1]!) : [];
  }
  if (before.at(-1)?.toLowerCase() === '--format') return matching(typed, ['list', 'table', 'json']);
  if (typed.startsWith('--')) return matching(typed, ['--format', '--json']);
  if (isDash(typed[0])) {
    const prefix = typed.slice(1).toLowerCase();
    return parameters
      .filter(({ name }) => name.toLowerCase().startsWith(prefix))
      .map(({ name, type }) => ({ text: `-${name}`, about: type.short }));
  }
  const parameter = wanting(def, before);
  return parameter ? listValues(def, parameter, typed, machines) : [];
}

/** A parameter by its name or a unique prefix; undefined where there is none. */
export function lookUp(def: CmdletDef, name: string): Parameter | undefined {
  try {
    return findParameter(metadataOf(def), name);
  } catch {
    return undefined;
  }
}

/** The parameter that the next word goes to: the one just named, else the next position of the default set. */
export function wanting(def: CmdletDef, before: readonly string[]): Parameter | undefined {
  const metadata = metadataOf(def);
  const named = new Set<Parameter>();
  let position = 0;
  for (let i = 0; i < before.length; i++) {
    const word = before[i]!;
    if (!isDash(word[0])) {
      position++;
      continue;
    }
    const parameter = lookUp(def, word.slice(1).split(':')[0]!);
    if (!parameter) continue;
    named.add(parameter);
    if (parameter.type.kind === 'switch' || word.includes(':')) continue;
    if (i === before.length - 1) return parameter;
    i++;
  }
  const positional = metadata.parameters
    .filter((parameter) => !named.has(parameter))
    .map((parameter) => ({
      parameter,
      at: factsIn(parameter, metadata.defaultFlag).find((f) => f.position !== undefined),
    }))
    .filter(({ at }) => at !== undefined)
    .sort((a, b) => a.at!.position! - b.at!.position!);
  return positional[position]?.parameter;
}

/** Values that begin as typed; in a list only the part after the last comma counts. */
async function listValues(
  def: CmdletDef,
  parameter: Parameter,
  typed: string,
  machines: MachineNames,
  lead = '',
): Promise<Candidate[]> {
  const comma = parameter.type.kind === 'array' ? typed.lastIndexOf(',') + 1 : 0;
  const given = typed.slice(0, comma);
  const values = await parameterValues(def, parameter, machines);
  return matching(typed.slice(comma), values).map(({ text }) => ({ text: lead + given + text }));
}
