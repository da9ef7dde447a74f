import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeClock } from '../../src/cli/lab-words.ts';
import { type Given, PlainCommand } from '../../src/cli/plain-command.ts';
import type { HostDoc } from '../../src/host/types.ts';
import { openLabStore } from '../../src/lab/lab.ts';
import { storeFile } from '../../src/lab/place.ts';
import { currentLab } from '../../src/lab/settings.ts';
import { formatSize, formatTime } from '../../src/lab/words.ts';

/** Says which lab is the current one and what is in it. */
export default class LabInfo extends PlainCommand {
  static override summary = 'Says which lab is the current one and what is in it.';
  static override table = { flags: { json: { summary: 'As JSON.' } } };

  protected override perform({ flags }: Given): void {
    const { dir, by } = currentLab();
    const lab = openLabStore({ dir });
    try {
      const info = lab.store.read((reader) => ({
        path: resolve(dir),
        by,
        bytes: statSync(storeFile(resolve(dir))).size,
        seed: lab.seed,
        clock: lab.clock.mode,
        time: formatTime(lab.clock.now()),
        hosts: reader.query('host').map(({ doc, columns }) => {
          const { name, profile, logicalProcessors, memoryBytes } = doc as unknown as HostDoc;
          const count = (state?: string) => reader.count('vm', { where: { host: columns.id, state } });
          return { name, profile, logicalProcessors, memoryBytes, vms: count(), running: count('Running') };
        }),
        events: reader.count('event'),
      }));
      if (flags['json']) {
        this.out(JSON.stringify(info, null, 2));
        return;
      }
      const reasons = { environment: 'named by HYPERV_LAB', setting: 'named in the settings', default: 'the default' };
      const rows: [string, string][] = [
        ['Lab', `${info.path} (${reasons[by]})`],
        ['Store', formatSize(info.bytes)],
        ['Seed', info.seed],
        ['Clock', describeClock(lab.clock)],
        ...info.hosts.map((h): [string, string] => [
          `Host ${h.name}`,
          `${h.profile}, ${h.logicalProcessors} processors, ${formatSize(h.memoryBytes)}; virtual machines: ${h.vms}, running: ${h.running}`,
        ]),
        ['Events', String(info.events)],
      ];
      const width = Math.max(...rows.map(([name]) => name.length));
      this.out(rows.map(([name, value]) => `${name.padEnd(width)} : ${value}`).join('\n'));
    } finally {
      lab.close();
    }
  }
}
