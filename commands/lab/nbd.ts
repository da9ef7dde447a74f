import { resolve } from 'node:path';
import { CommandFailure } from '../../src/cli/failure.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';
import { borrowDisk } from '../../src/disk-work.ts';
import { HostError } from '../../src/host/errors.ts';
import { formatSize } from '../../src/lab/words.ts';

/** Serves a virtual hard disk to programs of this machine, as `qemu-nbd` does. */
export default class LabNbd extends PlainCommand {
  static override summary = 'Serves a virtual hard disk on a Unix socket as a network block device, until Ctrl-C.';
  static override table = {
    words: ['PATH'],
    flags: {
      socket: { summary: 'Where clients connect; PATH.sock by default.', value: 'PATH' },
      'read-only': { summary: 'Clients may only read.' },
    },
  };

  protected override async perform({ words: [path], flags }: Given): Promise<void> {
    if (path === undefined) throw new CommandFailure('Which disk? hyperv lab nbd PATH');
    const [{ openCurrentWorld }, { serveNbd }] = await Promise.all([
      import('../../src/cli/current-world.ts'),
      import('../../src/vhd/nbd-server.ts'),
    ]);
    const world = await openCurrentWorld();
    const write = flags['read-only'] !== true;
    const { disk, close } = await borrowDisk(world, world.hostId(undefined), path, write, 'lab nbd').catch((error) => {
      throw error instanceof HostError ? new CommandFailure(error.message) : error;
    });
    try {
      const given = flags['socket'];
      const socket = resolve(typeof given === 'string' ? given : `${disk.path}.sock`);
      const server = await serveNbd(disk, socket);
      const stop = () => void server.stop();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
      this.out(
        `${path} (${formatSize(disk.size)}${write ? '' : ', read-only'}) is at nbd+unix:///?socket=${socket}. Ctrl-C ends it.`,
      );
      await server.ended;
    } finally {
      close();
    }
  }
}
