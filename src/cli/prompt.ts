/** PowerShell's questions before a change, and what is said where nobody can be asked. */
import { PSError } from '../powershell/errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { Terminal } from './terminal.ts';

export type Answer = 'yes' | 'yesToAll' | 'no' | 'noToAll' | 'halt';

const choices: readonly (readonly [key: string, label: string, answer: Answer])[] = [
  ['Y', 'Yes', 'yes'],
  ['A', 'Yes to All', 'yesToAll'],
  ['N', 'No', 'no'],
  ['L', 'No to All', 'noToAll'],
];

const help = [
  'Y - Continue with only the next step of the operation.',
  'A - Continue with all the steps of the operation.',
  'N - Skip this operation and proceed with the next operation.',
  'L - Skip this operation and all subsequent operations.',
].join('\n');

/** Asks until one of the choices is given. Throws where there is no terminal. */
export function confirm(def: CmdletDef, terminal: Terminal, caption: string, query: string): Answer {
  if (!terminal.ask) throw nobodyToAsk(def);
  const menu = choices.map(([key, label]) => `[${key}] ${label}`).join('  ');
  let prompt = `\n${caption}\n${query}\n`;
  for (;;) {
    const line = terminal.ask(`${prompt}${menu}  [?] Help (default is "Y"): `).toLowerCase();
    const answer = choices.find(([key, label]) => line === key.toLowerCase() || line === label.toLowerCase())?.[2];
    if (answer || line === '') return answer ?? 'yes';
    prompt = line === '?' ? `${help}\n` : '';
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
