/** Answers a shell that asks what could be typed. Never changes anything, makes no lab, and is silent about failures. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { storeFile } from '../lab/place.ts';
import { currentLab } from '../lab/settings.ts';
import { candidates } from './complete.ts';
import { bashWords, type Shell, shells, shown } from './completion-scripts.ts';
import { writeText } from './streams.ts';

export async function answerShell([name, ...words]: readonly string[]): Promise<void> {
  const shell: Shell = shells.find((known) => known === name) ?? 'bash';
  const typed = shell === 'bash' ? bashWords(words) : { words, cut: 0 };
  const found = await candidates(typed.words, machineNames).catch(() => []);
  const lines = found.map(({ text, ...rest }) => shown(shell, { ...rest, text: text.slice(typed.cut) }));
  writeText(1, lines.map((line) => `${line}\n`).join(''));
}

/** Names of the current lab's machines; none where there is no lab yet. */
export async function machineNames(): Promise<readonly string[]> {
  const { dir } = currentLab();
  if (!existsSync(storeFile(resolve(dir)))) return [];
  const { openLab } = await import('../world.ts');
  const world = await openLab({ dir });
  try {
    const host = world.hostId();
    return world.lab.store.read((reader) => reader.list('vm', { where: { host } })).map(({ name }) => name);
  } finally {
    world.close();
  }
}
