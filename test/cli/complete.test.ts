/** What shells are offered. */
import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { candidates } from '../../src/cli/complete.ts';
import { bashWords, completionScripts, shown } from '../../src/cli/completion-scripts.ts';

const machines = async () => ['web1', 'my vm', 'Web2'];

const offered: readonly (readonly [words: readonly string[], texts: readonly string[]])[] = [
  [['get-vmmem'], ['Get-VMMemory']],
  [['lab', 'cl'], ['clock']],
  [
    ['Set-VMMemory', '-ma'],
    ['-MaximumBytes', '-MaximumAmountPerNumaNodeBytes'],
  ],
  [['Set-VMMemory', '-Conf'], ['-Confirm']],
  [['Get-VMMemory', '-Conf'], []],
  [
    ['Set-VMMemory', 'w'],
    ['web1', 'Web2'],
  ],
  [['Set-VMMemory', 'web1,m'], ['web1,my vm']],
  [
    ['Set-VMMemory', '-VMName:we'],
    ['-VMName:web1', '-VMName:Web2'],
  ],
  [['Get-VMMemory', '-VMName', 'my'], ['my vm']],
  [['Rename-VM', 'web1', ''], []],
  [
    ['Set-VM', 'web1', '-AutomaticStopAction', 's'],
    ['Save', 'ShutDown'],
  ],
  [
    ['Add-VMHardDiskDrive', 'web1', ''],
    ['IDE', 'SCSI', 'PMEM'],
  ],
  [
    ['Set-VMMemory', 'web1', '-DynamicMemoryEnabled', ''],
    ['true', 'false'],
  ],
  [['Set-VMMemory', '-Passthru', 'my'], ['my vm']],
  [['New-VM', ''], []],
  [
    ['New-VM', 'x', '-Generation', ''],
    ['1', '2'],
  ],
  [['Nothing-Here', ''], []],
  [
    ['guest', ''],
    ['install', 'list-os', 'web1', 'my vm', 'Web2'],
  ],
  [
    ['guest', 'install', 'w'],
    ['web1', 'Web2'],
  ],
  [
    ['guest', 'install', 'web1', '--os', 'ubuntu-1'],
    ['ubuntu-12.04', 'ubuntu-14.04'],
  ],
  [
    ['lab', 'new', '--profile', '20'],
    ['2012R2', '2016', '2019', '2022', '2025'],
  ],
  [
    ['lab', 'new', '--p'],
    ['--profile', '--processors'],
  ],
  [
    ['LAB', 'clock', 's'],
    ['set', 'scale'],
  ],
  [['completion', 'z'], ['zsh']],
  [['help', 'lab', ''], []],
  [
    ['help', 'Set-VMM'],
    ['Set-VMMemory', 'Set-VMMigrationNetwork'],
  ],
  [['Get-VM', '--f'], ['--format']],
  [
    ['Get-VM', '--format', ''],
    ['list', 'table', 'json'],
  ],
];

test.each(offered)('%j', async (words, texts) => {
  expect((await candidates(words, machines)).map(({ text }) => text)).toEqual(texts);
});

test('bash cuts words at colons and leaves quotes in them', () => {
  expect(bashWords(['Set-VM', 'my\\ vm', '-VMName', ':', 'we'])).toEqual({
    words: ['Set-VM', 'my vm', '-VMName:we'],
    cut: 8,
  });
  expect(bashWords(['Set-VM', "'my v"])).toEqual({ words: ['Set-VM', 'my v'], cut: 0 });
  expect(shown('bash', { text: 'my vm' })).toBe('my\\ vm');
  expect(shown('fish', { text: '-Name', about: 'String[]' })).toBe('-Name\tString[]');
});

test('the bash script hands over the words up to the cursor', () => {
  const script = `hyperv() { printf '%s\\n' "$*" "a b"; }
${completionScripts.bash}
COMP_WORDS=(hyperv Get-VM we later); COMP_CWORD=2; _hyperv; printf '<%s>' "\${COMPREPLY[@]}"`;
  const { stdout, error } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  if (error) return; // no bash here
  expect(stdout).toBe('<__complete bash Get-VM we><a b>');
});
