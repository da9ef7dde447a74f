/** The differences between PowerShell 7 and Windows PowerShell 5.1, one line each: what a script prints in both. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { edition, editions } from '../../src/powershell/edition.ts';
import { freshFolder, launch } from '../support/launch.ts';

type Row = readonly [what: string, script: string, seven: string, five: string];

const printed: readonly Row[] = [
  ['version', '"$($PSVersionTable.PSVersion)"', '7.6.5\n', '5.1.20348.2849\n'],
  ['edition', '$PSEdition; $PSVersionTable.PSEdition', 'Core\nCore\n', 'Desktop\nDesktop\n'],
  [
    'rows of the version table',
    '$PSVersionTable.Keys -join ","',
    'PSVersion,PSEdition,GitCommitId,OS,Platform,PSCompatibleVersions,PSRemotingProtocolVersion,SerializationVersion,WSManStackVersion\n',
    'PSVersion,PSEdition,PSCompatibleVersions,BuildVersion,CLRVersion,WSManStackVersion,PSRemotingProtocolVersion,SerializationVersion\n',
  ],
  ['$Host.Version', '"$($Host.Version)"', '7.6.5\n', '5.1.20348.2849\n'],
  ['$IsWindows', '"[$IsWindows]"', '[True]\n', '[]\n'],
  ['$PSHOME', '$PSHOME', 'C:\\Program Files\\PowerShell\\7\n', 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\n'],
  ['Split at a text or at its characters', '"a--b-c".Split("--") -join ","', 'a,b-c\n', 'a,,b,c\n'],
  [
    'Split with options',
    '"a--b-c".Split("--", [StringSplitOptions]::RemoveEmptyEntries) -join ","',
    'a,b-c\n',
    'a,b,c\n',
  ],
  ['Split at one character', '"a-b".Split("-") -join ","', 'a,b\n', 'a,b\n'],
  [
    'JSON: indent and blanks',
    '[ordered]@{a=1;b=@(2)} | ConvertTo-Json',
    '{\n  "a": 1,\n  "b": [\n    2\n  ]\n}\n',
    '{\n    "a":  1,\n    "b":  [\n              2\n          ]\n}\n',
  ],
  ['JSON: escapes', `"<a&b>'" | ConvertTo-Json`, `"<a&b>'"\n`, '"\\u003ca\\u0026b\\u003e\\u0027"\n'],
  ['a table and its end', '[pscustomobject]@{a=1}', '\na\n-\n1\n\n', '\na\n-\n1\n\n\n'],
  ['a list and its ends', '[pscustomobject]@{a=1} | Format-List', '\na : 1\n\n', '\n\na : 1\n\n\n\n'],
  [
    'a long collection',
    '[pscustomobject]@{a=1..6}',
    '\na\n-\n{1, 2, 3, 4…}\n\n',
    '\na              \n-              \n{1, 2, 3, 4...}\n\n\n',
  ],
  ['numbers in tables', '[pscustomobject]@{a=1.5}', '\n    a\n    -\n1.500\n\n', '\n   a\n   -\n1.50\n\n\n'],
  ['$ErrorView', '"$ErrorView"', 'ConciseView\n', 'NormalView\n'],
];

const refused: readonly (readonly [script: string, id: string, message: string])[] = [
  ['$true && 1', 'InvalidEndOfLine', "The token '&&' is not a valid statement separator in this version."],
  ['$false || 1', 'InvalidEndOfLine', "The token '||' is not a valid statement separator in this version."],
  ['$true ? 1 : 2', 'UnexpectedToken', "Unexpected token '?' in expression or statement."],
  ['$null ?? 1', 'UnexpectedToken', "Unexpected token '??' in expression or statement."],
  ['$x ??= 1', 'UnexpectedToken', "Unexpected token '??=' in expression or statement."],
  ['${x}?.Length', 'UnexpectedToken', "Unexpected token '?.Length' in expression or statement."],
  ['1 &', 'AmpersandNotAllowed', 'The ampersand (&) character is not allowed.'],
  ['function f { process { 1 } clean { 2 } }; f', 'MissingNamedBlocks', "unexpected token 'clean', expected"],
];

type Files = readonly (readonly [command: string, seven: string, five: string])[];
const bytesWritten: Files = [
  ["'ä' | Out-File f", 'c3a40a', 'fffee4000a00'],
  ["'ä' > f", 'c3a40a', 'fffee4000a00'],
  ["'ä' > f; 'b' >> f", 'c3a40a620a', 'fffee4000a0062000a00'],
  ["'ä' | Set-Content f", 'c3a40a', 'e40a'],
  ["'ä' | Out-File f -Encoding utf8", 'c3a40a', 'efbbbfc3a40a'],
  ["'ä' | Out-File f -Encoding ascii", '3f0a', '3f0a'],
  ["[pscustomobject]@{a='ä'} | Export-Csv f -NoTypeInformation", '2261220a22c3a4220a', '2261220a223f220a'],
];

afterAll(() => {
  edition.current = editions['7'];
});

describe('the two editions', () => {
  test.each(printed)('%s', async (_, script, seven, five) => {
    expect((await launch(['-Command', script])).stdout).toBe(seven);
    expect((await launch(['-Command', script], { dialect: '5.1' })).stdout).toBe(five);
  });

  test.each(refused)('5.1 does not read %s', async (script, id, message) => {
    expect((await launch(['-Command', script])).stderr).not.toContain('ParserError');
    const { stdout, stderr, exitCode } = await launch(['-Command', script], { dialect: '5.1' });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(/^At line:1 char:\d+\n\+ /);
    expect(stderr.replace(/\n(?! )/g, ' ')).toContain(message.slice(0, 60));
    expect(stderr).toContain(`FullyQualifiedErrorId : ${id}`);
  });

  test.each(bytesWritten)('%s', async (command, seven, five) => {
    for (const [dialect, hex] of [
      ['7', seven],
      ['5.1', five],
    ] as const) {
      const location = freshFolder();
      await launch(['-Command', command], { dialect, location });
      expect(readFileSync(join(location, 'f')).toString('hex')).toBe(hex);
    }
  });

  test('errors', async () => {
    const seven = await launch(['-Command', 'nosuch; Write-Error bad']);
    expect(seven.stderr).toBe(
      `nosuch: The term 'nosuch' is not recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct and try again.\nWrite-Error: bad\n`,
    );
    const five = await launch(['-Command', 'nosuch; Write-Error bad'], { dialect: '5.1' });
    expect(five.stderr).toBe(`nosuch : The term 'nosuch' is not recognized as the name of a cmdlet, 
function, script file, or operable program. Check the spelling of the name, or 
if a path was included, verify that the path is correct and try again.
At line:1 char:1
+ nosuch; Write-Error bad
+ ~~~~~~
    + CategoryInfo          : ObjectNotFound: (nosuch:String) [], CommandNotFo 
   undException
    + FullyQualifiedErrorId : CommandNotFoundException
 
nosuch; Write-Error bad : bad
    + CategoryInfo          : NotSpecified: (:) [Write-Error], WriteErrorExcep 
   tion
    + FullyQualifiedErrorId : Microsoft.PowerShell.Commands.WriteErrorExceptio 
   n
 
`);
  });
});
