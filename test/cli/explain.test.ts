/** What `hyperv explain` says to a person. */
import { expect, test } from '@jest/globals';
import { findCmdlet } from '../../src/cli/cmdlets.ts';
import { Explainer } from '../../src/cli/explain-session.ts';
import { explainedText } from '../../src/cli/explain-text.ts';

const said: readonly (readonly [line: string, text: readonly string[]])[] = [
  [
    'set-vmmemory web1 -MaximumBytes 8GB -Confirm',
    [
      "Set-VMMemory with parameter set 'VMName', its default",
      '  -MaximumBytes  Int64            8589934592  by name',
      '  -Confirm       SwitchParameter  true        by name',
      '  -VMName        String[]         ["web1"]    by position',
      'It would ask before each change.',
    ],
  ],
  [
    'New-VHD a.vhdx parent.vhdx -WhatIf',
    [
      "New-VHD with parameter set 'Differencing'",
      '  -WhatIf      SwitchParameter  true           by name',
      '  -Path        String[]         ["a.vhdx"]     by position',
      '  -ParentPath  String           "parent.vhdx"  by position',
      'It would only say what it does (-WhatIf).',
    ],
  ],
  ['Optimize-VHD a', ['Optimize-VHD (it has one parameter set)', '  -Path  String[]  ["a"]  by position']],
  ['  # nothing', ['There is no command in this line.']],
  [
    'Set-VMMemory web1 -Max 8GB',
    [
      'Set-VMMemory web1 -Max 8GB',
      '                  ~~~~',
      "Parameter cannot be processed because the parameter name 'Max' is ambiguous. Possible matches include: -MaximumBytes -MaximumAmountPerNumaNodeBytes.",
      '(AmbiguousParameter,Microsoft.HyperV.PowerShell.Commands.SetVMMemory)',
    ],
  ],
  [
    'Set-VMMemory web1 -Bufer 20',
    [
      'Set-VMMemory web1 -Bufer 20',
      '                  ~~~~~~',
      "A parameter cannot be found that matches parameter name 'Bufer'.",
      '(NamedParameterNotFound,Microsoft.HyperV.PowerShell.Commands.SetVMMemory)',
      'Did you mean -Buffer?',
    ],
  ],
];

test.each(said)('%s', async (line, text) => {
  const explained = await explainedText(await new Explainer({ environment: {} }).explain(line), findCmdlet);
  expect(explained.split('\n')).toEqual(text);
});
