import { PlainCommand } from '../../src/cli/plain-command.ts';

/** Lists the operating systems that a machine can have. */
export default class GuestListOs extends PlainCommand {
  static override summary = 'Lists the operating systems that a machine can be given.';
  static override table = {};

  protected override async perform(): Promise<void> {
    const { PROFILES } = await import('../../src/guest/profiles/index.ts');
    const rows = PROFILES.map((p) => [p.id, p.prettyName, p.kernelRelease]);
    const heads = ['ID', 'System', 'Kernel'];
    const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => (row[i] as string).length)));
    for (const row of [heads, ...rows])
      this.out(
        row
          .map((cell, i) => cell.padEnd(widths[i] as number))
          .join('  ')
          .trimEnd(),
      );
  }
}
