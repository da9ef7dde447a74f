/** -WhatIf, -Confirm, -Verbose, -ErrorAction and the rest, around cmdlets that really change a lab. */
import { beforeEach, expect, test } from '@jest/globals';
import { openLab, type World } from '../../src/world.ts';
import { type RunSettings, runCmdlet } from '../support/run.ts';

let world: World;
const run = (line: string, settings: RunSettings = {}) => runCmdlet(line, { world, ...settings });
const names = async () => (await run('Get-VM --', {})).stdout.match(/^web\d/gm) ?? [];

beforeEach(async () => {
  world = await openLab({ memory: true, seed: 'preferences' });
  for (const name of ['web1', 'web2']) await run(`New-VM ${name} 512MB`);
});

test('-WhatIf says what would happen, one line per object, and changes nothing', async () => {
  const result = await run('Remove-VM web* -WhatIf');
  expect(result).toMatchObject({ stderr: '', exitCode: 0 });
  expect(result.stdout).toBe(
    'What if: Remove-VM will remove virtual machine "web1".\nWhat if: Remove-VM will remove virtual machine "web2".\n',
  );
  expect(await names()).toEqual(['web1', 'web2']);
});

test('-WhatIf beats -Confirm', async () => {
  expect((await run('Remove-VM web1 -WhatIf -Confirm', { answers: [] })).stdout).toContain('What if: ');
});

test('-Confirm asks with the sentence; the answer decides', async () => {
  const refused = await run('Remove-VM web1 -Confirm -Force', { answers: ['n'] });
  expect(refused.asked).toEqual([
    '\nConfirm\nAre you sure you want to perform this action?\nRemove-VM will remove virtual machine "web1".\n' +
      '[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is "Y"): ',
  ]);
  expect(await names()).toEqual(['web1', 'web2']);
  await run('Remove-VM web1 -Confirm -Force', { answers: [''] });
  expect(await names()).toEqual(['web2']);
});

test('Yes to All asks once, ? explains and asks again', async () => {
  const result = await run('Remove-VM web* -Confirm -Force', { answers: ['?', 'A'] });
  expect(result.asked).toHaveLength(2);
  expect(result.asked[1]).toContain('A - Continue with all the steps of the operation.');
  expect(await names()).toEqual([]);
});

test('No to All stops at once', async () => {
  expect((await run('Remove-VM web* -Confirm -Force', { answers: ['L'] })).asked).toHaveLength(1);
  expect(await names()).toEqual(['web1', 'web2']);
});

test('without a terminal a question is an error, and nothing changes', async () => {
  const result = await run('Remove-VM web1');
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toBe(
    'Remove-VM: PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.\n',
  );
  expect(await names()).toEqual(['web1', 'web2']);
});

test('Debug-VM is not held up where nobody can be asked', async () => {
  const result = await run('Debug-VM web1 -InjectNonMaskableInterrupt');
  expect(result.stderr).not.toContain('NonInteractive');
});

test('-Verbose says the sentence and does it', async () => {
  const result = await run('Remove-VM web1 -Force -Verbose');
  expect(result.stderr).toBe('VERBOSE: Remove-VM will remove virtual machine "web1".\n');
  expect(await names()).toEqual(['web2']);
});

const missing = /unable to find a virtual machine with name "none"/;

test.each([
  ['Get-VM none,web1', missing, /web1/],
  ['Get-VM none,web1 -ErrorAction SilentlyContinue', /^$/, /web1/],
  ['Get-VM none,web1 -ea Ignore -ErrorVariable +e -OutVariable o', /^$/, /web1/],
  ['Get-VM none,web1 -ErrorAction Stop', missing, /^$/],
])('%s', async (line, stderr, stdout) => {
  const result = await run(line);
  expect(result.stderr).toMatch(stderr);
  expect(result.stdout).toMatch(stdout);
  expect(result.exitCode).toBe(1);
});

test('-ErrorAction Inquire asks whether to go on', async () => {
  const on = await run('Get-VM none,web1 -ErrorAction Inquire', { answers: ['y'] });
  expect(on.stdout).toMatch(/web1/);
  const halted = await run('Get-VM none,web1 -ErrorAction Inquire', { answers: ['n', 'H'] });
  expect(halted).toMatchObject({ stdout: '', exitCode: 1 });
  expect(halted.stderr).toContain('stopped because');
});

test('objects in the asked format', async () => {
  expect(JSON.parse((await runCmdlet(['Get-VM', 'web1', '--json'], { world })).stdout)).toMatchObject({ Name: 'web1' });
  expect((await runCmdlet(['Get-VM', 'web1', '--format', 'list'], { world })).stdout).toMatch(/^Name +: web1$/m);
});

test('the sentence is asked or said, not both; a question of the cmdlet comes after it', async () => {
  const { asked, stderr } = await run('Remove-VM web1 -Verbose -Confirm -Force', { answers: ['y'] });
  expect(asked).toHaveLength(1);
  expect(stderr).toBe('');
  const verbose = await run('Remove-VM web2 -Verbose', { answers: ['n'] });
  expect(verbose.stderr).toBe('VERBOSE: Remove-VM will remove virtual machine "web2".\n');
  expect(verbose.asked[0]).toContain('Are you sure you want to remove virtual machine "web2"?');
});

test('a warning under Stop ends the cmdlet, with the words of the engine', async () => {
  await run('Start-VM web1');
  const result = await run('Start-VM web1 -WarningAction Stop');
  expect(result).toMatchObject({ stdout: '', exitCode: 1 });
  expect(result.stderr).toContain(
    'stopped because the preference variable "WarningPreference" or common parameter is set to Stop: The virtual',
  );
});

test.each(['ErrorAction', 'WarningAction'])('-%s Suspend is not for a cmdlet', async (name) => {
  const result = await run(`Get-VM web1 -${name} 5`);
  expect(result).toMatchObject({ stdout: '', exitCode: 1 });
  expect(result.stderr).toContain(`Exception setting "${name}": "The Suspend ActionPreference value is reserved`);
});

test('mandatory parameters that are left out are asked for, a list item by item; without a terminal that is an error', async () => {
  const result = await run('Remove-VM -Force', { answers: ['web1', 'web2', ''] });
  expect(result).toMatchObject({ stderr: '', exitCode: 0 });
  expect(result.asked).toEqual([
    '\ncmdlet Remove-VM at command pipeline position 1\nSupply values for the following parameters:\nName[0]: ',
    'Name[1]: ',
    'Name[2]: ',
  ]);
  expect(await names()).toEqual([]);
  const refused = await run('Remove-VM -Force');
  expect(refused).toMatchObject({ asked: [], exitCode: 1 });
  expect(refused.stderr).toContain('missing mandatory parameters: Name');
});

test('an answer is bound as if it had been typed', async () => {
  const renamed = await run('Rename-VM web1', { answers: ['shop'] });
  expect(renamed).toMatchObject({ exitCode: 0, asked: [expect.stringContaining('NewName: ')] });
  const nothing = await run('Remove-VM -Force', { answers: [''] });
  expect(nothing).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining("argument on parameter 'Name'. The argument is null, empty"),
  });
});
