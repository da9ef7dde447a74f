import { openCurrentWorld } from '../../src/cli/current-world.ts';
import { CommandFailure } from '../../src/cli/failure.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';

/** Gives a machine its operating system. */
export default class GuestInstall extends PlainCommand {
  static override summary = 'Gives a machine that is off its operating system; what was installed before is gone.';
  static override table = {
    words: ['NAME'],
    flags: {
      os: { summary: 'the system, as hyperv guest list-os names it', value: 'ID' },
      hostname: { summary: "the guest's own host name; the machine's by default", value: 'NAME' },
      'kernel-arguments': { summary: 'added to the kernel command line', value: 'TEXT' },
    },
  } as const;

  protected override async perform({ words, flags }: Given): Promise<void> {
    const [name] = words;
    const { os } = flags;
    if (name === undefined) throw new CommandFailure('Name a machine: hyperv guest install NAME --os ID');
    if (typeof os !== 'string') throw new CommandFailure('Say which system: --os ID (hyperv guest list-os shows all).');
    const [{ InstallError, installGuest }, { machineNamed }] = await Promise.all([
      import('../../src/guest/index.ts'),
      import('../../src/cli/guest-session.ts'),
    ]);
    const host = flags['hostname'];
    const added = flags['kernel-arguments'];
    const world = await openCurrentWorld();
    try {
      await world.change(world.hostId(), (session) => {
        const vm = session.vm(machineNamed(session, name));
        const hostName = typeof host === 'string' ? host : guestName(vm.doc.name);
        const kernelArguments = typeof added === 'string' ? added.split(/\s+/).filter((word) => word !== '') : [];
        vm.guestDoc = installGuest(vm.guestDoc, os.toLowerCase(), { hostName, kernelArguments });
      });
    } catch (error) {
      if (!(error instanceof InstallError)) throw error;
      const advice = error.reason === 'unknownProfile' ? ' hyperv guest list-os shows all.' : '';
      throw new CommandFailure(`${error.message}${advice}`);
    } finally {
      world.close();
    }
  }
}

/** A machine's name as a host name. */
const guestName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63) || 'linux';
