/** Get-Help and Get-Command as commands. */
import { expect, test } from '@jest/globals';
import { moduleCmdlets } from '../../src/cli/cmdlet-names.ts';
import { runCmdlet } from '../support/run.ts';

test('Get-Command by noun prints its table', async () => {
  const { stdout } = await runCmdlet('Get-Command -Noun VMIde*', { columns: 120 });
  expect(stdout).toBe(`
CommandType     Name                                               Version    Source
-----------     ----                                               -------    ------
Cmdlet          Get-VMIdeController                                2.0.0.0    Hyper-V

`);
});

test('Get-Command -Module Hyper-V lists every cmdlet of the module and no other', async () => {
  const { stdout } = await runCmdlet(['get-command', '-module', 'hyper-v', '--json']);
  const names = (JSON.parse(stdout) as { Name: string }[]).map((c) => c.Name);
  expect(names).toEqual([...moduleCmdlets()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
});

test('Get-Command takes a module before the name, shows syntax, and knows what is missing', async () => {
  const syntax = await runCmdlet(['Get-Command', 'Hyper-V\\Wait-VM', '-Syntax']);
  expect(syntax.stdout).toMatch(/^\nWait-VM \[-Name\] <string\[\]> /);
  const missing = await runCmdlet('Get-Command Get-Nothing');
  expect(missing).toMatchObject({ stdout: '', exitCode: 1 });
  expect(missing.stderr).toMatch(/^Get-Command: The term 'Get-Nothing' is not recognized/);
  expect(await runCmdlet('Get-Command Get-Noth*')).toMatchObject({ stdout: '', stderr: '', exitCode: 0 });
});

test('Get-Help prints a page, examples alone, and one parameter', async () => {
  const page = await runCmdlet('Get-Help Debug-VM');
  expect(page.stdout).toMatch(/^\nNAME\n {4}Debug-VM\n\nSYNOPSIS\n/);
  const examples = await runCmdlet('Get-Help Debug-VM -Examples');
  expect(examples.stdout).toContain('PS C:\\>Debug-VM web1 -InjectNonMaskableInterrupt -Force');
  expect(examples.stdout).not.toContain('SYNTAX');
  const parameter = await runCmdlet('Get-Help Set-VMMemory -Parameter Buf*');
  expect(parameter.stdout).toContain('-Buffer <Int32>');
  expect(parameter.stdout).not.toContain('-Priority');
});

test('Get-Help says what it does not have', async () => {
  const topic = await runCmdlet('Get-Help nothing');
  expect(topic).toMatchObject({ stdout: '', exitCode: 1 });
  expect(topic.stderr).toBe('Get-Help: Get-Help could not find nothing among its topics.\n');
  const parameter = await runCmdlet('Get-Help Get-VM -Parameter Nothing');
  expect(parameter.stderr).toBe('Get-Help: No parameter matches criteria Nothing.\n');
});

test('Get-Help with a pattern lists topics; without a name it is the overview', async () => {
  const { stdout } = await runCmdlet('Get-Help *-VHD');
  expect(stdout).toMatch(/^Convert-VHD +Converts .*\n/);
  expect(stdout.trimEnd().split('\n').length).toBeGreaterThan(8);
  expect((await runCmdlet('Get-Help')).stdout).toMatch(/^hyperv: a Hyper-V host/);
});

test('-? anywhere on a cmdlet is its help', async () => {
  const help = await runCmdlet(['Get-VM', 'web1', '-?']);
  expect(help).toMatchObject({ stderr: '', exitCode: 0 });
  expect(help.stdout).toBe((await runCmdlet('Get-Help Get-VM')).stdout);
});
