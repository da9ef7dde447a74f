/** What the engine around a cmdlet does: streams, preferences, questions, exit codes, and the reading of words. */
import { expect, test } from '@jest/globals';
import { runCmdlet } from '../support/run.ts';

test('a declared cmdlet without behaviour says so and fails', async () => {
  const result = await runCmdlet('Add-VMPmemController vm1');
  expect(result).toMatchObject({ stdout: '', exitCode: 1 });
  expect(result.stderr).toContain('hyperv does not have Add-VMPmemController yet');
});

const refused: readonly (readonly [argv: readonly string[], stderr: string | RegExp])[] = [
  [['Set-VMMemory', 'web1', '-Max', '8GB'], /'Max' is ambiguous.*-MaximumBytes -MaximumAmountPerNumaNodeBytes\./],
  [['Set-VMMemory', 'web1', '-Buffr', '5'], /matches parameter name 'Buffr'\.\nHint: Did you mean -Buffer\?/],
  [['Set-VMMemory', 'web1', '-DynamicMemoryEnabled'], /A shell such as bash replaces an unquoted \$true or \$false/],
  [['Set-VMMemory', 'web1', '-DynamicMemoryEnabled:'], /-DynamicMemoryEnabled:false/],
  [
    ['Set-VMMemory', 'web1', '-DynamicMemoryEnabled', 'maybe'],
    /Cannot convert 'System.String' to the type 'System.Boolean'/,
  ],
  [['Start-VM'], /missing mandatory parameters: Name\./],
  [['Get-VM', '--format', 'xml'], /--format is one of list, table, json, not 'xml'/],
  [['Rename-VM', 'web1', 'a', 'b'], /positional parameter cannot be found that accepts argument 'b'/],
];

test.each(refused)('%j is refused', async (argv, stderr) => {
  const result = await runCmdlet(argv, { hints: true });
  expect(result.stderr).toMatch(stderr);
  expect(result).toMatchObject({ stdout: '', exitCode: 1 });
});
