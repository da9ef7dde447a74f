import { resolve } from 'node:path';
import { CommandFailure } from '../../src/cli/failure.ts';
import { PlainCommand } from '../../src/cli/plain-command.ts';
import { checkLab } from '../../src/lab/create.ts';
import { currentLab } from '../../src/lab/settings.ts';

/** Looks for damage in the lab's store. */
export default class LabCheck extends PlainCommand {
  static override summary = 'Reads the whole store of the current lab and says whether it is sound.';

  protected override perform(): void {
    const dir = resolve(currentLab().dir);
    const problems = checkLab(dir);
    this.out(problems.join('\n') || `The lab at ${dir} is sound.`);
    if (problems.length === 0) return;
    throw new CommandFailure(`The lab at ${dir} is damaged. Take a copy from a backup, or 'hyperv lab reset --force'.`);
  }
}
