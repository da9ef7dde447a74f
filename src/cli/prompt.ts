/** PowerShell's questions before a change, and what is said where nobody can be asked. */
import { PSError } from '../powershell/errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { Terminal } from './terminal.ts';

export type Answer = 'yes' | 'yesToAll' | 'no' | 'noToAll' | 'halt';

type Choice = readonly [key: string, label: string, help: string, answer?: Answer];

const suspend: Choice = ['S', 'Suspend', 'Pause the current pipeline: not possible on a command line.'];

/** Before a change. */
export const changeChoices: readonly Choice[] = [
  ['Y', 'Yes', 'Continue with only the next step of the operation.', 'yes'],
  ['A', 'Yes to All', 'Continue with all the steps of the operation.', 'yesToAll'],
  ['N', 'No', 'Skip this operation and proceed with the next operation.', 'no'],
  ['L', 'No to All', 'Skip this operation and all subsequent operations.', 'noToAll'],
  suspend,
];

/** After an error or a warning, under Inquire. */
export const inquireChoices: readonly Choice[] = [
  ['Y', 'Yes', 'Continue with only the next step of the operation.', 'yes'],
  ['A', 'Yes to All', 'Continue with all the steps of the operation.', 'yesToAll'],
  ['H', 'Halt Command', 'Stop this command.', 'halt'],
  suspend,
];

/** Asks until one of the choices is given. Throws where there is no terminal. */
export function confirm(
  def: CmdletDef,
  terminal: Terminal,
  caption: string,
  query: string,
  choices: readonly Choice[] = changeChoices,
): Answer {
  if (!terminal.ask) throw nobodyToAsk(def);
  const menu = choices.map(([key, label]) => `[${key}] ${label}`).join('  ');
  let prompt = `\n${caption}\n${query}\n`;
  for (;;) {
    const line = terminal.ask(`${prompt}${menu}  [?] Help (default is "Y"): `).toLowerCase();
    const choice = choices.find(([key, label]) => line === key.toLowerCase() || line === label.toLowerCase());
    if (choice?.[3] || line === '') return choice?.[3] ?? 'yes';
    if (choice) prompt = `${choice[2]}\n`;
    else prompt = line === '?' ? choices.map(([key, , help]) => `${key} - ${help}\n`).join('') : '';
  }
}

/** The engine's own question before a change. */
export const confirmCaption = 'Confirm';
export const confirmQuery = 'Are you sure you want to perform this action?';

function nobodyToAsk(def: CmdletDef): PSError {
  return new PSError({
    id: 'InvalidOperation',
    className: def.className,
    category: 'InvalidOperation',
    exceptionType: 'System.Management.Automation.PSInvalidOperationException',
    activity: def.name,
    message: 'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
    hint: 'Without a terminal nothing can be asked: -Confirm:false or, where the cmdlet has it, -Force goes on without.',
  });
}
