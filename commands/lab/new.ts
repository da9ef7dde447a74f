import { resolve } from 'node:path';
import { CommandFailure } from '../../src/cli/failure.ts';
import { makeLab } from '../../src/cli/make-lab.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';
import { findProfile, PROFILE_IDS } from '../../src/host/profiles.ts';
import { currentLab, writeSetting } from '../../src/lab/settings.ts';
import { formatSize, parseSize, parseTime } from '../../src/lab/words.ts';

/** Makes a lab with one host. */
export default class LabNew extends PlainCommand {
  static override summary = 'Makes a lab with one Hyper-V host, and makes it the current one.';
  static override table = {
    words: ['[PATH]'],
    flags: {
      dir: { value: 'PATH', summary: 'Directory of the lab; the current one (HYPERV_LAB) where absent.' },
      profile: { value: PROFILE_IDS.join('|'), summary: 'Release of Windows Server; 2022 where absent.' },
      seed: { value: 'TEXT', summary: 'Seed of everything random; drawn where absent.' },
      host: { value: 'NAME', summary: 'Name of the host; HV01 where absent.' },
      processors: { value: 'N', summary: 'Logical processors of the host; 16 where absent.' },
      memory: { value: 'SIZE', summary: 'Memory of the host, such as 64GB; 64GB where absent.' },
      time: {
        value: 'TIME',
        summary: "Freezes the clock at this time, such as 2026-01-31T14:00:00Z; else it follows the machine's.",
      },
    },
  };

  protected override async perform({ words, flags }: Given): Promise<void> {
    const text = (name: string) => flags[name] as string | undefined;
    if (words[0] !== undefined && text('dir') !== undefined) {
      throw new CommandFailure('Give the directory once: as a word or by --dir.');
    }
    const profile = findProfile(text('profile') ?? '2022');
    if (!profile) throw new CommandFailure(`There is no profile '${text('profile')}': ${PROFILE_IDS.join(', ')}.`);
    const processors = Number(text('processors') ?? 16);
    if (!Number.isInteger(processors) || processors < 1 || processors > 2048) {
      throw new CommandFailure(`--processors takes a whole number from 1 to 2048, not '${text('processors')}'.`);
    }
    const memory = parseSize(text('memory') ?? '64GB');
    if (memory === undefined || memory < 2 ** 30 || memory > 2 ** 48) {
      throw new CommandFailure(`--memory takes a size from 1GB to 256TB, not '${text('memory')}'.`);
    }
    const name = text('host');
    if (name !== undefined && !/^(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$/i.test(name)) {
      throw new CommandFailure(
        `'${name}' is no name for a Windows computer: 1 to 15 letters, digits and inner dashes.`,
      );
    }
    const time = text('time');
    const at = time === undefined ? undefined : parseTime(time);
    if (time !== undefined && at === undefined) {
      throw new CommandFailure(`'${time}' is no time such as 2026-01-31T14:00:00Z.`);
    }
    const current = currentLab();
    const dir = resolve(words[0] ?? text('dir') ?? current.dir);
    const seed = text('seed');
    const made = makeLab(
      dir,
      { profile: profile.id, logicalProcessors: processors, memoryBytes: memory, ...(name !== undefined && { name }) },
      { ...(seed !== undefined && { seed }), ...(at !== undefined && { clock: { kind: 'frozen', at } }) },
    );
    this.out(
      `Made a lab at ${made.dir} with the seed '${made.seed}': host ${made.host.name}, ${profile.title}, ${processors} processors, ${formatSize(memory)}.`,
    );
    if (current.by === 'environment') {
      if (resolve(current.dir) !== dir) this.out(`HYPERV_LAB still names ${current.dir}.`);
    } else if (resolve(current.dir) !== dir) {
      await writeSetting('lab', dir);
      this.out('It is the current lab now.');
    }
  }
}
