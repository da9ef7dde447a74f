/** Making and emptying labs with their first host. */

import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeHost, type NewHost } from '../host/make-host.ts';
import type { HostDoc } from '../host/types.ts';
import { createLab, type NewLab, removeStore } from '../lab/create.ts';
import { getLabDoc, openLabStore, putLabDoc } from '../lab/lab.ts';
import { seededRandom } from '../lab/random.ts';
import { tables } from '../lab/schema.ts';
import { StoreError } from '../lab/store.ts';
import { writeText } from './streams.ts';

/** Makes a lab with one host. @throws StoreError */
export function makeLab(
  dir: string,
  host: NewHost,
  options: NewLab = {},
): { dir: string; seed: string; host: HostDoc } {
  let made: HostDoc | undefined;
  const lab = createLab(dir, {
    ...options,
    fill: (to, { seed, now }) => {
      made = makeHost(to, seededRandom(seed), now, host);
    },
  });
  lab.close();
  return { dir: lab.dir!, seed: lab.seed, host: made! };
}

/** Makes the default lab at its first use; another process may be making it too. */
export function makeDefaultLab(dir: string, quiet = false): void {
  try {
    const made = makeLab(dir, {});
    if (!quiet) writeText(2, `hyperv: made a lab at ${made.dir}; HYPERV_LAB or 'hyperv lab new' choose another.\n`);
  } catch (error) {
    if (!(error instanceof StoreError && error.fault === 'exists')) throw error;
  }
}

/** Folders of a lab in which Windows paths live. */
const WORLD_FOLDERS = ['drives', 'unc'];

/**
 * Empties a lab: hosts are made anew as they were first, with the same seed and clock; virtual machines, events and the files
 * on the simulated drives are gone. A lab too damaged to be read is replaced by a new one with one host.
 */
export function resetLab(dir: string): { anew: boolean } {
  const path = resolve(dir);
  let anew = false;
  try {
    const lab = openLabStore({ dir: path });
    try {
      lab.store.write((to) => {
        const doc = getLabDoc(to);
        const hosts = to.query('host').map((row) => row.doc as unknown as HostDoc);
        for (const table of tables) for (const { id } of to.list(table)) to.delete(table, id);
        putLabDoc(to, doc);
        for (const [i, { name, profile, memoryBytes, logicalProcessors }] of hosts.entries()) {
          makeHost(to, lab.random, doc.at, { name, profile, memoryBytes, logicalProcessors }, i + 1);
        }
      });
    } finally {
      lab.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError) || error.fault !== 'damaged') throw error;
    removeStore(path);
    makeLab(path, {});
    anew = true;
  }
  for (const folder of WORLD_FOLDERS) rmSync(join(path, folder), { recursive: true, force: true });
  return { anew };
}
