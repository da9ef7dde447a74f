/** Answers a command name that does not exist. */

import { commandNames } from './command-index.ts';
import { nearest } from './nearest.ts';
import { writeText } from './streams.ts';

/** Says that there is no such command, and which were perhaps meant. */
export function reportUnknown(argv: readonly string[]): void {
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
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : " 'hyperv help' lists all commands.";
  writeText(2, `hyperv: '${word}' is not a command.${hint}\n`);
}
