/** Binding of objects that come down the pipeline: by value, by property, converted, and over several objects. */
import { expect, test } from '@jest/globals';
import { findCmdlet } from '../../src/cli/cmdlets.ts';
import { type Json, jsonOf } from '../../src/cli/explain.ts';
import '../../src/cli/types.ts';
import { virtualMachineClass } from '../../src/objects/virtual-machine.ts';
import { Binding } from '../../src/powershell/binder/binder.ts';
import { readCommandLine } from '../../src/powershell/binder/reader.ts';
import { PSError } from '../../src/powershell/errors.ts';
import { NetObject } from '../../src/powershell/objects.ts';
import { toText } from '../../src/powershell/text.ts';
import { Num, type PSValue, ScriptBlock, Spelled } from '../../src/powershell/values.ts';
import { vmTarget } from '../support/vm-fakes.ts';

const vm = new NetObject(virtualMachineClass, vmTarget({ name: 'vm1' }));

/** A custom object with these properties. */
function custom(properties: Record<string, PSValue>): NetObject {
  const entries = Object.entries(properties);
  return new NetObject<unknown>(
    {
      name: 'System.Management.Automation.PSCustomObject',
      bases: [],
      properties: entries.map(([name, value]) => ({ name, type: 'System.Object', get: () => value })),
      toText: () => `@{${entries.map(([name, value]) => `${name}=${toText(value)}`).join('; ')}}`,
    },
    null,
  );
}

type Outcome = Record<string, Json> | string;

/** What each object is bound to (with the set's name under `set`), or the id of the error it gives. */
async function outcomes(line: string, input: readonly PSValue[]): Promise<Outcome[] | string> {
  const command = readCommandLine(line)!;
  const def = (await findCmdlet(command.name))!;
  const orId = <T>(work: () => T): T | string => {
    try {
      return work();
    } catch (error) {
      if (error instanceof PSError) return error.record.id;
      throw error;
    }
  };
  const binding = orId(() => new Binding(def, command.elements, true));
  if (typeof binding === 'string') return binding;
  return input.map((value) =>
    orId(() => {
      binding.bindInput(value);
      const bound = [...binding.bound].map(([parameter, v]): [string, Json] => [parameter.name, jsonOf(v)]);
      return { set: binding.parameterSet, ...Object.fromEntries(bound) };
    }),
  );
}

const cases: readonly (readonly [line: string, input: readonly PSValue[], outcome: Outcome[] | string])[] = [
  ['Stop-VM', ['a'], [{ set: 'Name', Name: ['a'] }]],
  ['Stop-VM', [vm], [{ set: 'VMObject', VM: ['vm1'] }]],
  [
    'Stop-VM',
    [vm, 'a', 5],
    [
      { set: 'VMObject', VM: ['vm1'] },
      { set: 'Name', Name: ['a'] },
      { set: 'Name', Name: ['5'] },
    ],
  ],
  [
    'Stop-VM',
    ['a', null, 'b'],
    [{ set: 'Name', Name: ['a'] }, 'ParameterArgumentValidationError', { set: 'Name', Name: ['b'] }],
  ],
  ['Set-VMMemory -VMName x', ['vm1'], ['InputObjectNotBound']],
  ['Set-VMMemory vm2', [vm], ['InputObjectNotBound']],
  ['Set-VMMemory -Buffr 5', ['a'], 'NamedParameterNotFound'],
  ['New-VM lab', [1n << 30n], ['InputObjectNotBound']],
  ['Get-VHD', [custom({ DiskNumber: 3 })], [{ set: 'Path', Path: ['@{DiskNumber=3}'] }]],
  ['Get-VHD', [custom({ DiskNumber: new Num('UInt32', 3) })], [{ set: 'Disk', DiskNumber: 3 }]],
  ['New-VHD -SizeBytes 1GB', ['a.vhdx'], [{ set: 'DynamicWithoutSource', SizeBytes: 1073741824, Path: ['a.vhdx'] }]],
  ['Add-VMSwitchExtensionSwitchFeature -Passthru', [5], ['InputObjectMissingMandatory']],
];

test.each(cases)('%s', async (line, input, outcome) => {
  expect(await outcomes(line, input)).toEqual(outcome);
});

test('a script block waits for each object, and needs input', async () => {
  const def = (await findCmdlet('Rename-VM'))!;
  const elements = [
    { kind: 'parameter' as const, name: 'Name', text: '-Name', value: { value: new ScriptBlock('$_') } },
  ];
  const rest = [{ kind: 'argument' as const, value: new Spelled(5, '5') }];
  expect(() => new Binding(def, [...elements, ...rest])).toThrow(/specified as a script block and there is no input/);
  const binding = new Binding(def, [...elements, ...rest], true);
  binding.bindInput('a', { evaluate: (_, input) => `${toText(input)}1` });
  expect(toText(binding.value('Name') ?? null)).toBe('a1');
  binding.bindInput('b', { evaluate: (_, input) => `${toText(input)}2` });
  expect(toText(binding.value('Name') ?? null)).toBe('b2');
  expect(binding.value('NewName')).toBe('5');
});
