/** The lab that the person means, opened. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { storeFile } from '../lab/place.ts';
import { currentLab } from '../lab/settings.ts';
import { openLab, type World } from '../world.ts';

/**
 * Opens the lab named by HYPERV_LAB, else by the settings, else the default one, which is made at its first use with a line
 * on stderr that says so.
 * @param quiet without that line
 * @throws StoreError where the lab that was named cannot be opened
 */
export async function openCurrentWorld(quiet = false): Promise<World> {
  const { dir, by } = currentLab();
  if (by === 'default' && !existsSync(storeFile(resolve(dir)))) {
    const { makeDefaultLab } = await import('./make-lab.ts');
    makeDefaultLab(dir, quiet);
  }
  return openLab({ dir });
}
