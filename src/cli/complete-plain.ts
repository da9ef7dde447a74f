/** What is offered for our own commands (lab, guest, help …): from their tables of words and flags. */
import { commandNames } from './command-index.ts';
import type { MachineNames } from './complete.ts';
import { loadCommand } from './load-command.ts';
import type { WordTable } from './plain-command.ts';

/** Values that a table only names: by command and word, or command and flag. */
const named: Readonly<Record<string, (machines: MachineNames) => Promise<readonly string[]> | readonly string[]>> = {
  'guest NAME': (machines) => machines(),
  'guest/install NAME': (machines) => machines(),
  'guest/install --os': async () => (await import('../guest/profiles/index.ts')).PROFILES.map(({ id }) => id),
  'help [COMMAND]': () => [...new Set(commandNames.map((name) => name.split('/')[0]!))],
  'lab/config [NAME]': async () => Object.keys((await import('../lab/settings.ts')).settingDefs),
};

/** Everything that could stand after `before`, the words behind the command's name; the shell picks what begins as typed. */
export async function plainValues(
  command: string,
  before: readonly string[],
  typed: string,
  machines: MachineNames,
): Promise<readonly string[]> {
  const { table = {} } = (await loadCommand(command)) as unknown as { table?: WordTable };
  const flags = table.flags ?? {};
  let place = 0;
  let open: string | undefined;
  for (const word of before) {
    const flag = open === undefined ? /^--?([a-z][\w-]*)$/i.exec(word)?.[1]?.toLowerCase() : undefined;
    if (open !== undefined) open = undefined;
    else if (flag === undefined) place++;
    else if (flags[flag]?.value) open = flag;
  }
  const value = async (key: string, spelled: string | undefined) =>
    (await named[`${command} ${key}`]?.(machines)) ??
    (spelled?.includes('|') ? spelled.replace(/[[\]]/g, '').split('|') : []);
  if (open !== undefined) return value(`--${open}`, flags[open]?.value);
  if (typed.startsWith('-')) return Object.keys(flags).map((flag) => `--${flag}`);
  const word = table.words?.[place];
  return word === undefined ? [] : value(word, word);
}
