import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readWords } from '../../src/cli/plain-command.ts';
import { build, hyperv as run } from '../support/built.ts';
import { temporary } from '../support/temporary.ts';

beforeAll(build);

let dir = '';
let env: Record<string, string> = {};
beforeEach(() => {
  dir = temporary();
  env = { XDG_CONFIG_HOME: join(dir, 'config'), XDG_DATA_HOME: join(dir, 'data') };
});
const hyperv = (...words: string[]) => run(words, env);
const ok = (stdout: string) => ({ status: 0, stdout, stderr: '' });
const fails = (stderr: string) => ({ status: 1, stdout: '', stderr: expect.stringContaining(stderr) });

describe('lab new', () => {
  test('makes the lab that is named, with the host that is described, and makes it the current one', () => {
    const lab = join(dir, 'lab');
    const facts = ['--profile', '2012 r2', '--host', 'hv07', '--memory=16GB', '--processors', '8', '--seed', 'article'];
    expect(hyperv('lab', 'new', lab, ...facts)).toEqual(
      ok(
        `Made a lab at ${lab} with the seed 'article': host HV07, Windows Server 2012 R2, 8 processors, 16 GB.\nIt is the current lab now.\n`,
      ),
    );
    expect(hyperv('lab', 'config', 'get', 'lab')).toEqual(ok(`${lab}\n`));
    const { hosts, seed, path } = JSON.parse(hyperv('lab', 'info', '--json').stdout);
    expect([path, seed]).toEqual([lab, 'article']);
    expect(hosts).toEqual([
      { name: 'HV07', profile: '2012R2', logicalProcessors: 8, memoryBytes: 16 * 2 ** 30, vms: 0, running: 0 },
    ]);
    expect(hyperv('lab', 'new', lab)).toEqual(fails('There is a lab at'));
  });

  test('HYPERV_LAB goes before the settings, which stay as they are', () => {
    env['HYPERV_LAB'] = join(dir, 'named');
    expect(hyperv('lab', 'new').stdout).not.toContain('current');
    expect(existsSync(join(dir, 'named/lab.db'))).toBe(true);
    expect(hyperv('lab', 'config', 'get', 'lab')).toEqual(ok('\n'));
    expect(hyperv('lab', 'new', join(dir, 'other')).stdout).toContain('HYPERV_LAB still names');
  });

  test.each([
    [['--profile', '2008'], "There is no profile '2008': 2012R2, 2016, 2019, 2022, 2025."],
    [['--memory', 'lots'], '--memory takes a size from 1GB to 256TB'],
    [['--memory', '512MB'], '--memory takes a size'],
    [['--processors', '0'], '--processors takes a whole number from 1'],
    [['--processors', '2.5'], '--processors takes a whole number from 1'],
    [['--host', 'a name'], "'a name' is no name for a Windows computer"],
    [['--host'], '--host needs a value: NAME.'],
    [['--sed', 'x'], 'Did you mean --seed?'],
    [['a', 'b'], "There is one word too many: 'b'."],
    [['a', '--dir', 'b'], 'Give the directory once'],
  ])('refuses %j', (words, message) => {
    expect(hyperv('lab', 'new', ...words)).toEqual(fails(message));
    expect(existsSync(join(dir, 'data'))).toBe(false);
  });
});

describe('lab clock', () => {
  test('is frozen, set, advanced, scaled, and never goes back', () => {
    env['HYPERV_LAB'] = dir;
    hyperv('lab', 'new');
    expect(hyperv('lab', 'clock', 'freeze').stdout).toMatch(/stands still\n$/);
    expect(hyperv('lab', 'clock', 'set', '2150-01-01')).toEqual(ok('2150-01-01T00:00:00.000Z, stands still\n'));
    expect(hyperv('lab', 'clock', 'advance', '1m30s')).toEqual(ok('2150-01-01T00:01:30.000Z, stands still\n'));
    expect(hyperv('LAB', 'CLOCK')).toEqual(ok('2150-01-01T00:01:30.000Z, stands still\n'));
    expect(hyperv('lab', 'clock', 'set', '2149-01-01')).toEqual(fails('cannot go back'));
    expect(hyperv('lab', 'clock', 'scale', '1000').stdout).toMatch(/^2150-.* runs 1000 times as fast/);
    expect(hyperv('lab', 'clock', 'wall').stdout).toMatch(/^2150-.*follows the machine's clock\n$/);
  });

  test.each([
    [['advance'], "'lab clock advance' needs a duration"],
    [['advance', '60'], "'60' is no duration"],
    [['set', 'noon'], "'noon' is no time"],
    [['scale', '0'], "'0' is no factor"],
    [['freeze', '1s'], "'lab clock freeze' takes no '1s'"],
    [['stop'], "There is no 'lab clock stop'. Known are: freeze, set, advance, scale, wall."],
    [['advance', '99999d'], "The lab's clock ends at 2200"],
  ])('refuses %j', (words, message) => {
    env['HYPERV_LAB'] = dir;
    hyperv('lab', 'new');
    expect(hyperv('lab', 'clock', ...words)).toEqual(fails(message));
  });
});

test('lab reset wants --force, empties the lab and the simulated drives, and keeps host, seed and other files', () => {
  env['HYPERV_LAB'] = dir;
  hyperv('lab', 'new', '--seed', 's', '--host', 'HV09');
  mkdirSync(join(dir, 'drives/C'), { recursive: true });
  writeFileSync(join(dir, 'drives/C/a.vhdx'), '');
  writeFileSync(join(dir, 'mine.txt'), '');
  expect(hyperv('lab', 'reset')).toEqual(fails('0 virtual machines'));
  expect(existsSync(join(dir, 'drives/C/a.vhdx'))).toBe(true);
  expect(hyperv('lab', 'reset', '--force')).toEqual(ok(`Emptied the lab at ${dir}.\n`));
  expect([existsSync(join(dir, 'drives')), existsSync(join(dir, 'mine.txt'))]).toEqual([false, true]);
  const { seed, hosts } = JSON.parse(hyperv('lab', 'info', '--json').stdout);
  expect([seed, hosts[0].name]).toEqual(['s', 'HV09']);
  truncateSync(join(dir, 'lab.db'), 5000);
  expect(hyperv('lab', 'info')).toEqual(fails('is damaged'));
  expect(hyperv('lab', 'reset', '--force')).toEqual(ok(`Replaced the damaged lab at ${dir} by a new one.\n`));
  expect(hyperv('lab', 'check')).toEqual(ok(`The lab at ${dir} is sound.\n`));
});

test('lab config keeps settings in the file that is read without conf', () => {
  expect(hyperv('lab', 'config', 'set', 'errorview', 'normalview')).toEqual(ok(''));
  expect(JSON.parse(readFileSync(join(dir, 'config/hyperv-lab/config.json'), 'utf8'))).toEqual({
    errorView: 'NormalView',
  });
  expect(hyperv('lab', 'config', 'get', 'ErrorView')).toEqual(ok('NormalView\n'));
  expect(hyperv('lab', 'config', 'set', 'dialect', '6')).toEqual(fails("dialect is one of 7, 5.1, not '6'."));
  expect(hyperv('lab', 'config', 'set', 'dialekt', '7')).toEqual(fails('Did you mean dialect?'));
  expect(hyperv('lab', 'config', 'unset', 'errorView')).toEqual(ok(''));
  expect(hyperv('lab', 'config', 'get', 'errorView')).toEqual(ok('\n'));
  writeFileSync(join(dir, 'config/hyperv-lab/config.json'), '{ broken');
  expect(hyperv('lab', 'config', 'get', 'errorView')).toEqual(ok('\n'));
  expect(hyperv('lab', 'config', 'set', 'theme', 'dark')).toEqual(ok(''));
  expect(hyperv('lab', 'config', 'get', 'theme')).toEqual(ok('dark\n'));
});

test('a lab that is not there is named, with what to do', () => {
  env['HYPERV_LAB'] = join(dir, 'none');
  for (const words of [['info'], ['clock'], ['check'], ['reset']]) {
    expect(hyperv('lab', ...words)).toEqual(
      fails(`There is no lab at ${join(dir, 'none')}. Make one with 'hyperv lab new'`),
    );
  }
});

test('words and flags are read in any order; what follows the own words is left alone where a command wants that', () => {
  const table = {
    words: ['NAME'],
    rest: true as const,
    flags: { user: { value: 'U', summary: '' }, quiet: { summary: '' } },
  };
  expect(readWords(['--user', 'x', 'web1', '--', 'ls', '--user'], table)).toEqual({
    words: ['web1', 'ls', '--user'],
    flags: { user: 'x' },
  });
  expect(readWords(['--QUIET', 'web1', 'ls', '-l'], table)).toEqual({
    words: ['web1', 'ls', '-l'],
    flags: { quiet: true },
  });
});

test('the first cmdlet without a lab makes a default one and says so in one line; the next says nothing', () => {
  const { status, stderr } = hyperv('Get-VM');
  expect([status, stderr.trimEnd().split('\n').length]).toEqual([0, 1]);
  expect(stderr).toContain(join(dir, 'data/hyperv-lab/labs/default'));
  expect(hyperv('Get-VM')).toEqual(ok(''));
});

test('a lab that cannot be opened is a clean error of a cmdlet too', () => {
  env['HYPERV_LAB'] = join(dir, 'none');
  const missing = hyperv('Get-VM');
  expect([missing.status, missing.stdout]).toEqual([1, '']);
  expect(missing.stderr).toContain(`There is no lab at ${join(dir, 'none')}.`);
  expect(missing.stderr).not.toContain('at async');
  env['HYPERV_LAB'] = dir;
  hyperv('lab', 'new');
  truncateSync(join(dir, 'lab.db'));
  expect(hyperv('Get-VM').stderr).toContain('is damaged: the file is empty');
});
