/** `#requires` and `using` of script files: what each says where the session lacks it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { runScript } from '../support/language.ts';

const CASES: readonly (readonly [text: string, id: string, message: string])[] = [
  [
    '#requires -Version 99',
    'ScriptRequiresUnmatchedPSVersion',
    'The script \'s.ps1\' cannot be run because it contained a "#requires" statement for PowerShell 99.0. The version of PowerShell that is required by the script does not match the currently running version of PowerShell 7.6.5.',
  ],
  [
    '#requires -Modules NoSuchMod, Other',
    'ScriptRequiresMissingModules',
    "The script 's.ps1' cannot be run because the following modules that are specified by the \"#requires\" statements of the script are missing: The module 'NoSuchMod' cannot be found..",
  ],
  [
    "#requires -Modules @{ ModuleName='X'; ModuleVersion='1.0' }",
    'ScriptRequiresMissingModules',
    "The script 's.ps1' cannot be run because the following modules that are specified by the \"#requires\" statements of the script are missing: The module 'X' cannot be found with ModuleVersion '1.0'..",
  ],
  [
    '#requires -PSEdition Desktop',
    'ScriptRequiresUnmatchedPSEdition',
    "The script 's.ps1' cannot be run because it contained a \"#requires\" statement for PowerShell editions 'Desktop'. The edition of PowerShell that is required by the script does not match the currently running PowerShell Core edition.",
  ],
  ['#requires -Version 7 -PSEdition Core', '', ''],
  ['#requires -RunAsAdministrator', '', ''],
];

test.each(CASES)('%s', async (text, id, message) => {
  const dir = mkdtempSync(join(tmpdir(), 'requires-'));
  try {
    writeFileSync(join(dir, 's.ps1'), `${text}\n'ran'\n`);
    const call = `try { & '${dir}/s.ps1' } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }`;
    const { stdout } = await runScript(call);
    expect(stdout).toBe(id === '' ? 'ran\n' : `${id}\n${message}\n`);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test.each([
  ['#requires -Bogus', 'Parameter Bogus requires an argument.'],
  ['#requires -Version abc', 'The argument for the Version parameter is not valid.'],
  ['using module NoSuchModule', "Could not find the module 'NoSuchModule'."],
  ['using assembly NoSuch', "Cannot load assembly 'NoSuch'."],
])('%s runs nothing', async (text, message) => {
  const { stdout, stderr, exitCode } = await runScript(`${text}\n'ran'\n`);
  expect([stdout, exitCode]).toEqual(['', 1]);
  expect(stderr.replace(/\n +\| /g, ' ')).toContain(message);
});
