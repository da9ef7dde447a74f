import { CommandFailure } from '../../src/cli/failure.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';

/** Puts launchers named powershell, powershell.exe and pwsh into a folder. */
export default class LabInstallPowershell extends PlainCommand {
  static override summary =
    'Puts powershell, powershell.exe (5.1) and pwsh (7) into a folder, for programs that start PowerShell.';
  static override table = {
    words: ['DIR'],
    flags: { force: { summary: 'Overwrites programs of these names that hyperv did not make.' } },
  } as const;

  protected override async perform({ words: [dir], flags }: Given): Promise<void> {
    if (dir === undefined) throw new CommandFailure('Name a folder: hyperv lab install-powershell DIR');
    const { installStandIn } = await import('../../src/cli/stand-in.ts');
    const { folder, names, onPath } = installStandIn(dir, flags['force'] === true);
    this.out(`${folder} has ${names.join(', ')} now.`);
    if (!onPath) this.out(`Put it first on PATH: export PATH="${folder}:$PATH"`);
  }
}
