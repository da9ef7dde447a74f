/** Syntax lines of every cmdlet against Microsoft's documentation (Windows Server 2025). */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ALL_SETS, setNames, syntaxLine } from '../../src/powershell/help/syntax.ts';
import type { CmdletDef } from '../../src/powershell/parameters.ts';

const documented = JSON.parse(
  readFileSync(new URL('../conformance/data/syntax.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, string>>;

/**
 * Where the documentation and the module's own metadata differ in more than a parameter that only one of them has. The
 * metadata is right; key is cmdlet and set, value why.
 */
const explained: Readonly<Record<string, string>> = {
  'New-VM No VHD': 'documented in another order',
  'New-VM New VHD': 'documented in another order',
  'New-VM Existing VHD': 'documented in another order',
  'Set-VMProcessor VMName': 'documented with one -Perfmon value, and in another order',
  'Set-VMComPort VMName': 'documented without the position of -Number',
  'Rename-VMSnapshot VM': 'documented with a position of -Name that this set does not have',
  'Restore-VMSnapshot VM': 'documented with a position of -Name that this set does not have',
  'Export-VMSnapshot VMObject': 'documented with a position of -Name that this set does not have',
  'Add-VMGpuPartitionAdapter VMName': '-InstancePath is newer than the metadata, which gives the order',
  'Add-VMGpuPartitionAdapter VMObject': '-InstancePath is newer than the metadata, which gives the order',
  'Dismount-VMHostAssignableDevice __AllParameterSets': 'documented without positions',
  'Mount-VMHostAssignableDevice Path': 'documented as two sets, without positions',
  'Mount-VMHostAssignableDevice Object': 'documented as two sets, without positions',
  'Get-VMHostAssignableDevice __AllParameterSets': 'documented in another order',
};

/** The words of a syntax line after the cmdlet's name, by parameter. */
function wordsOf(line: string): Map<string, string> {
  const words = line.match(/\[\[?-\w+\]? <[^>]+>\]?|-\w+ <[^>]+>|\[?-\w+\]?(?= |$)/g) ?? [];
  return new Map(words.filter((w) => /-\w/.test(w)).map((word) => [/-(\w+)/.exec(word)![1]!, word]));
}

/** Both lines, each without the parameters that only it has, and a mandatory switch taken for an optional one. */
function comparable(a: string, b: string): [string[], string[]] {
  const [left, right] = [wordsOf(a.replace(/^\S+/, '')), wordsOf(b.replace(/^\S+/, ''))];
  const shared = (mine: Map<string, string>, other: Map<string, string>) =>
    [...mine].filter(([name]) => other.has(name)).map(([, word]) => (/^-\w+$/.test(word) ? `[${word}]` : word));
  return [shared(left, right), shared(right, left)];
}

test.each(Object.keys(documented))('%s', async (name) => {
  const { default: Class } = (await import(`../../commands/${name}.ts`)) as { default: { definition: CmdletDef } };
  const def = Class.definition;
  const sets = setNames(def);
  for (const [set, line] of Object.entries(documented[name] ?? {})) {
    if (explained[`${name} ${set}`]) continue;
    const real = sets.includes(set) ? set : ALL_SETS;
    const [ours, theirs] = comparable(syntaxLine(def, real), line);
    expect(`${set}: ${ours.join(' ')}`).toBe(`${set}: ${theirs.join(' ')}`);
  }
});

test('no explanation is without its difference', async () => {
  for (const key of Object.keys(explained)) {
    const name = key.split(' ')[0]!;
    const set = key.slice(name.length + 1);
    const { default: Class } = (await import(`../../commands/${name}.ts`)) as { default: { definition: CmdletDef } };
    expect(syntaxLine(Class.definition, set)).not.toBe(documented[name]?.[set]);
  }
});
