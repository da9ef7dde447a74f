/** The guest's shell and tools against a machine's own bash and coreutils: same output, same exit code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openShell } from '../support/guest-shell.ts';

interface Recorded {
  readonly script: string;
  readonly out: string;
  readonly code: number;
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, 'data/shell-cases.json'), 'utf8')) as Recorded[];
const ENVIRONMENT = 'PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C';
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

describe('scripts as a Debian 12 runs them', () => {
  const world = openShell({ profile: 'debian-12' });

  test.each(recorded.map((r, i) => [i, r.script] as const))('%i %s', (i, script) => {
    const { out, code } = recorded[i] as Recorded;
    const dir = `/tmp/case-${i}`;
    const ran = world.run(`mkdir ${dir} && cd ${dir} && exec env -i ${ENVIRONMENT} bash -c ${quote(script)}`);
    expect({ out: ran.out.replaceAll(dir, '@DIR@'), code: ran.code }).toEqual({ out, code });
  });
});
