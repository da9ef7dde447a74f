import { resolve } from 'node:path';
import { CommandFailure } from '../../src/cli/failure.ts';
import { resetLab } from '../../src/cli/make-lab.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';
import { openLabStore } from '../../src/lab/lab.ts';
import { currentLab } from '../../src/lab/settings.ts';

/** Empties the lab. */
export default class LabReset extends PlainCommand {
  static override summary = 'Empties the current lab: its hosts stay as they were made, with the same seed.';
  static override table = { flags: { force: { summary: 'Do it; without it the command says what would be lost.' } } };

  protected override perform({ flags }: Given): void {
    const { dir } = currentLab();
    if (!flags['force']) {
      const lab = openLabStore({ dir });
      const vms = lab.store.read((reader) => reader.count('vm'));
      lab.close();
      throw new CommandFailure(
        `This would remove ${vms} virtual machine${vms === 1 ? '' : 's'} and the files on the simulated drives of ${resolve(dir)}. Say --force to do it.`,
      );
    }
    const { anew } = resetLab(dir);
    this.out(
      anew ? `Replaced the damaged lab at ${resolve(dir)} by a new one.` : `Emptied the lab at ${resolve(dir)}.`,
    );
  }
}
