/** Help pages and Get-Command's lines. */
import { expect, test } from '@jest/globals';
import { moduleCmdlets } from '../../src/cli/cmdlet-names.ts';
import { overview } from '../../src/cli/help/overview.ts';
import { cmdletHelp, definitionOf, documentedCmdlets, parameterPages, textsOf } from '../../src/cli/help/topic.ts';
import { parameterNames } from '../../src/powershell/help/render.ts';
import { commandSyntaxLines } from '../../src/powershell/help/syntax.ts';

test('a page has its headings in order', async () => {
  const def = (await definitionOf('Suspend-VM'))!;
  expect(cmdletHelp(def, 'default', 80)).toBe(`
NAME
    Suspend-VM

SYNOPSIS
    ${def.summary}

SYNTAX
    Suspend-VM [-CimSession <CimSession[]>] [-ComputerName <String[]>]
    [-Credential <PSCredential[]>] [-Name] <String[]> [-AsJob] [-Passthru]
    [-WhatIf] [-Confirm] [<CommonParameters>]

    Suspend-VM [-VM] <VirtualMachine[]> [-AsJob] [-Passthru] [-WhatIf]
    [-Confirm] [<CommonParameters>]

DESCRIPTION
    Pauses a running machine. It keeps its memory and gets no processor time.

REMARKS
    To see the examples, type: "Get-Help Suspend-VM -Examples"
    For more information, type: "Get-Help Suspend-VM -Detailed"
    For technical information, type: "Get-Help Suspend-VM -Full"

`);
});

test('a full page says how each parameter is bound', async () => {
  const text = cmdletHelp((await definitionOf('Get-VM'))!, 'full', 80);
  expect(text).toContain(`    -Name <String[]>
        Names of the machines. Wildcards are allowed.

        Required?                    false
        Position?                    0
        Default value                None
        Accept pipeline input?       True (ByValue)
        Aliases                      VMName
        Accept wildcard characters?  true
`);
  for (const heading of ['PARAMETERS', 'INPUTS', 'OUTPUTS', 'REMARKS']) expect(text).toContain(`\n${heading}\n`);
  expect(text).toContain('-------------------------- Example 1 --------------------------');
});

test('one parameter, and what it accepts', async () => {
  const def = (await definitionOf('Set-VM'))!;
  const text = parameterPages(def, (name) => name === 'CheckpointType', 80);
  expect(text).toMatch(/One of: Disabled,\n {8}Production, ProductionOnly, Standard\./);
  expect(parameterPages(def, () => false, 80)).toBe('');
});

test.each(moduleCmdlets())('%s has a page without holes', async (name) => {
  const def = (await definitionOf(name))!;
  const text = cmdletHelp(def, 'full', 80);
  expect(text).not.toMatch(/undefined|\[object/);
  const prose = text.split('\n').filter((line) => line.trim().includes(' ') && !/PS C:|Aliases|Get-Help/.test(line));
  expect(prose.filter((line) => line.length > 79)).toEqual([]);
});

test.each(documentedCmdlets)('the words about %s are about parameters that it has', async (name) => {
  const def = (await definitionOf(name))!;
  const names = new Set(parameterNames(def));
  const { parameters = {}, examples = [] } = textsOf(name);
  const missing = [...names].filter((p) => !parameters[p] && p !== 'WhatIf' && p !== 'Confirm');
  expect(examples.length).toBeGreaterThan(0);
  expect(missing).toEqual([]);
});

test('Get-Command -Syntax sorts by position and names types as C# does', async () => {
  expect(commandSyntaxLines((await definitionOf('Get-VM'))!)[0]).toBe(
    'Get-VM [[-Name] <string[]>] [-CimSession <CimSession[]>] [-ComputerName <string[]>] [-Credential <pscredential[]>] [<CommonParameters>]',
  );
  expect(commandSyntaxLines((await definitionOf('Get-VM'))!)[1]).toMatch(/^Get-VM \[\[-Id\] <guid>\] /);
});

test('the overview names every cmdlet', () => {
  const text = overview();
  expect(text).toContain(`${moduleCmdlets().length} cmdlets:`);
  expect(text).toMatch(/Debug +VM\n/);
});
