/** Runs the walk as the README's first command does, from the built program, and looks at what it printed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const root = process.cwd();
const scratch = mkdtempSync(join(tmpdir(), 'hyperv-walk-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function walk(name: string) {
  const lab = join(scratch, name);
  const run = spawnSync('sh', [join(root, 'examples/linux-on-hyper-v.sh')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HYPERV_LAB: lab,
      PATH: [join(root, 'dist/bin'), process.env['PATH']].join(delimiter),
    },
  });
  return { ...run, stdout: run.stdout.replaceAll(lab, 'LAB') };
}

describe('the walk', () => {
  test('the program is built', () => expect(existsSync(join(root, 'dist/bin/hyperv'))).toBe(true));

  const first = walk('first');

  test('every step succeeds; only programs of the guest write to the error stream', () => {
    expect(first.stderr).toMatch(/^mke2fs .*\n600\+0 records in\n600\+0 records out\n.* copied, .*\n$/);
    expect(first.status).toBe(0);
  });

  test('it prints what it always prints', () => expect(first.stdout).toMatchSnapshot());

  test.each([
    ['every virtual processor counts the NMI', /before 0,0, after 1,1/],
    ['the gap begins where it was put', /The gap begins at 0xc0000000; 4 GB less that is 1024 MB/],
    ['memory comes and goes', /Assigned: idle \d+ MB, under load \d+ MB, after ballooning \d+ MB/],
    [
      'df shows the new size while the writer writes',
      /The writer wrote \d+ lines before and \d+ after; df shows 20\d{5} KB/,
    ],
  ])('%s', (_what, line) => expect(first.stdout).toMatch(line));

  test('a second lab of the same seed gives the same bytes', () => expect(walk('second').stdout).toBe(first.stdout));
});
