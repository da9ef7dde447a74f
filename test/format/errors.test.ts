/** Error records as PowerShell 7 and Windows PowerShell print them. */
import { describe, expect, test } from '@jest/globals';
import { categoryInfo, positionMessage } from '../../src/powershell/error-text.ts';
import type { ErrorRecord, Extent } from '../../src/powershell/errors.ts';
import { dialects, layoutFor } from '../../src/powershell/format/dialect.ts';
import { errorText, hintText, streamText } from '../../src/powershell/format/error-view.ts';

const missing: ErrorRecord = {
  id: 'InvalidParameter',
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVM',
  category: 'InvalidArgument',
  message: 'Hyper-V was unable to find a virtual machine with name "minikube".',
  exceptionType: 'Microsoft.HyperV.PowerShell.VirtualizationException',
  target: 'minikube',
  activity: 'Get-VM',
};

/** Extent of `marked` in `text`. */
function at(text: string, marked: string, file?: string): Extent {
  const start = text.indexOf(marked);
  const lines = text.slice(0, start).split('\n');
  const place = { text, start, end: start + marked.length, line: lines.length, column: lines.at(-1)!.length + 1 };
  return file === undefined ? place : { ...place, file };
}

const seven = layoutFor();
const five = layoutFor({ dialect: '5.1', columns: 120 });

test('on the command line: one line', () => {
  expect(errorText(missing, seven)).toBe(
    'Get-VM: Hyper-V was unable to find a virtual machine with name "minikube".\n',
  );
  expect(errorText({ ...missing, message: 'a\nb' }, seven)).toBe('Get-VM: a\nb\n');
});

test('CategoryView', () => {
  expect(errorText(missing, seven, 'CategoryView')).toBe(
    'InvalidArgument: (minikube:String) [Get-VM], VirtualizationException\n',
  );
  expect(
    categoryInfo(
      { ...missing, target: 'Get-Averyveryverylongcommandnamethatdoesnotexist-anywhere-atall' },
      dialects['7'],
    ),
  ).toBe('InvalidArgument: (Get-Averyveryverylo…xist-anywhere-atall:String) [Get-VM], VirtualizationException');
});

test('Windows PowerShell', () => {
  const extent = at('( Hyper-V\\Get-VM minikube ).state', 'Hyper-V\\Get-VM minikube');
  expect(
    errorText({ ...missing, extent }, five),
  ).toBe(`Get-VM : Hyper-V was unable to find a virtual machine with name "minikube".
At line:1 char:3
+ ( Hyper-V\\Get-VM minikube ).state
+   ~~~~~~~~~~~~~~~~~~~~~~~
    + CategoryInfo          : InvalidArgument: (minikube:String) [Get-VM], VirtualizationException
    + FullyQualifiedErrorId : InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM
 
`);
});

describe('in a script', () => {
  test('the source line, what is marked in it, and the message at the console width', () => {
    const record: ErrorRecord = {
      id: 'CommandNotFoundException',
      category: 'ObjectNotFound',
      message:
        "The term 'Get-Nothing' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.",
      exceptionType: 'System.Management.Automation.CommandNotFoundException',
      invocationName: 'Get-Nothing',
      extent: at('Get-Nothing -Name foo | Out-String\n', 'Get-Nothing', '/t/case.ps1'),
    };
    expect(errorText(record, seven)).toBe(`Get-Nothing: /t/case.ps1:1
Line |
   1 |  Get-Nothing -Name foo | Out-String
     |  ~~~~~~~~~~~
     | The term 'Get-Nothing' is not recognized as a name of a cmdlet,
     | function, script file, or executable program. Check the spelling of the
     | name, or if a path was included, verify that the path is correct and try
     | again.
`);
  });

  test('line numbers of more than four digits, and a thrown string', () => {
    const text = `${'\n'.repeat(12344)}  throw "negative"`;
    const record: ErrorRecord = {
      id: 'negative',
      category: 'OperationStopped',
      message: 'negative',
      exceptionType: 'System.Management.Automation.RuntimeException',
      thrown: true,
      extent: at(text, 'throw "negative"', 'a.ps1'),
    };
    expect(errorText(record, seven)).toBe(`Exception: a.ps1:12345
 Line |
12345 |    throw "negative"
      |    ~~~~~~~~~~~~~~~~
      | negative
`);
  });

  test('a category or an exception stands for the missing command', () => {
    const record: ErrorRecord = {
      id: 'RuntimeException',
      category: 'NotSpecified',
      message: 'Attempted to divide by zero.',
      exceptionType: 'System.Management.Automation.RuntimeException',
      extent: at('\n1/0', '1/0', 's.ps1'),
    };
    expect(errorText(record, seven)).toMatch(/^RuntimeException: s\.ps1:2\n/);
    expect(errorText({ ...record, category: 'InvalidOperation' }, seven)).toMatch(/^InvalidOperation: /);
  });
});

const x = (n: number) => 'x'.repeat(n);
test.each([
  [`${x(62)}'a'.Sub(9)`, `'a'.Sub(9)`, `… ${x(59)}'a'.Sub(9)`, 61, 10],
  [`${x(62)}'a'.Substring(9) } catch { $_ }`, "'a'.Substring(9)", `… ${x(45)}'a'.Substring(9) } catch …`, 47, 16],
  [`\t$t = 'a'`, "'a'", `    $t = 'a'`, 9, 3],
  [`${x(15)}${'y'.repeat(88)}`, 'y'.repeat(88), `… ${x(12)}${'y'.repeat(57)} …`, 14, 57],
])('source line of %j', (text, marked, shown, offset, length) => {
  const [, line, tildes] = positionMessage(at(text, marked), dialects['7']).split('\n');
  expect(line).toBe(`+ ${shown}`);
  expect(tildes).toBe(`+ ${' '.repeat(offset)}${'~'.repeat(length)}`);
});

test('the other streams, and colour where asked', () => {
  expect(streamText('warning', 'The virtual machine is already in the specified state.', seven)).toBe(
    'WARNING: The virtual machine is already in the specified state.\n',
  );
  expect(streamText('verbose', 'v', layoutFor({ color: true }))).toBe('\x1b[33;1mVERBOSE: v\x1b[0m\n');
  expect(errorText(missing, layoutFor({ color: true }))).toBe(`\x1b[31;1mGet-VM: ${missing.message}\x1b[0m\n`);
  expect(hintText({ ...missing, hint: 'Try hyperv Get-VM.' }, seven)).toBe('Hint: Try hyperv Get-VM.\n');
  expect(hintText(missing, seven)).toBe('');
});
