/** Answers a command name that does not exist. */

import { readSettings } from '../lab/settings.ts';
import type { DialectName } from '../powershell/format/dialect.ts';
import { commandNames } from './command-index.ts';
import { commandNotFound } from './errors.ts';
import { nearest } from './nearest.ts';
import { Output } from './output.ts';
import { writeText } from './streams.ts';
import { processTerminal } from './terminal.ts';

/** Says that there is no such command, and which were perhaps meant. */
export async function reportUnknown(argv: readonly string[]): Promise<void> {
  const word = argv[0]!;
  const topic = commandNames.filter((name) => name.toLowerCase().startsWith(`${word.toLowerCase()}/`));
  const shown = (name: string) => name.replace('/', ' ');
  process.exitCode = 1;
  if (topic.length > 0) {
    const second = argv[1] === undefined ? '' : `There is no 'hyperv ${word} ${argv[1]}'. `;
    writeText(2, `hyperv: ${second}Commands here: ${topic.map(shown).join(', ')}.\n`);
    return;
  }
  const near = nearest(word, commandNames).map((name) => `'${shown(name)}'`);
  if (/^[a-z]+[-–—―]\w+$/i.test(word)) return await reportNoCmdlet(argv, near);
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : " 'hyperv help' lists all commands.";
  writeText(2, `hyperv: '${word}' is not a command.${hint}\n`);
}

/** Something like a cmdlet gets PowerShell's error, and a hint what was perhaps meant. */
async function reportNoCmdlet(argv: readonly string[], near: readonly string[]): Promise<void> {
  const word = argv[0]!;
  const extent = { text: argv.join(' '), start: 0, end: word.length, line: 1, column: 1 };
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : "'hyperv help' lists all cmdlets.";
  const output = new Output(processTerminal(), { dialect: readSettings().dialect as DialectName | undefined });
  output.error({ ...commandNotFound(word, extent, hint).record, invocationName: word });
  await output.flush();
}
