/** Built-in commands: a small world, one command line, what it prints. Each row: what, script, output, errors. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { labFiles } from '../../src/lab/files.ts';
import { seededRandom } from '../../src/lab/random.ts';
import { SUMMARIES } from '../../src/powershell/cmdlets/help/summaries.ts';
import { BUILTINS } from '../../src/powershell/cmdlets/index.ts';
import { SeededRandom } from '../../src/powershell/dotnet-random.ts';
import { Session } from '../../src/powershell/shell/session.ts';

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

async function run(script: string): Promise<{ out: string; err: string }> {
  const lab = mkdtempSync(join(tmpdir(), 'hvb-'));
  made.push(lab);
  mkdirSync(join(lab, 'drives/C'), { recursive: true });
  const files = labFiles(lab, lab);
  const random = seededRandom('builtins').stream('test', 'numbers');
  let out = '';
  let err = '';
  const session = new Session({
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    now: () => 1_700_000_000_000_000,
    random: () => random.next(),
    newGuid: () => '11111111-2222-3333-4444-555555555555',
    environment: new Map([['PATH', process.env['PATH'] ?? '']]),
    windows: true,
    location: 'C:\\',
    realPath: (path) => (/^(?:[A-Za-z]:|\\\\)/.test(path) ? files.locate(path).real : path),
  });
  await session.runCommand(script);
  return { out, err };
}

type Row = readonly [what: string, script: string, out: string, err?: string];

const rows: readonly Row[] = [
  [
    'a folder and a file',
    "mkdir \\a\\b | % FullName; Set-Content \\a\\f 'x','y'; (gi \\a\\f).Mode; gci \\a -Name",
    'C:\\a\\b\n-a---\nb\nf\n',
  ],
  [
    'content at the end, and its tail',
    'Set-Content f 1,2; Add-Content f 3; Get-Content f -Tail 2; gc f -TotalCount 1; (gc f -ReadCount 2)[0].Count',
    '2\n3\n1\n2\n',
  ],
  [
    'bytes and encodings',
    "Set-Content f 'é' -Encoding unicode; (gc f -AsByteStream) -join ','; Set-Content g ([byte[]](1,2)) -AsByteStream; (gi g).Length",
    '255,254,233,0,10,0\n2\n',
  ],
  [
    'a file that is read-only',
    'Set-Content f 1; Set-ItemProperty f IsReadOnly $true; Remove-Item f; Test-Path f; Remove-Item f -Force; Test-Path f',
    'True\nFalse\n',
    'Remove-Item: Cannot remove item C:\\f: You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.\n',
  ],
  [
    '-Recurse, -Include, -Exclude, -Depth',
    "mkdir a\\b | Out-Null; Set-Content a\\1.txt,a\\b\\2.txt,a\\b\\3.log x; (gci a -Recurse -Include *.txt).Name -join ','; (gci a -Recurse -Exclude *.txt -File).Name; (gci a -Depth 0).Name -join ','; (gci *.log -Recurse).Name",
    '2.txt,1.txt\n3.log\nb,1.txt\n3.log\n',
  ],
  [
    'copies, moves and names',
    'mkdir a,t | Out-Null; Set-Content a\\f x; Copy-Item a t -Recurse; Test-Path t\\a\\f; Move-Item t\\a\\f g; Rename-Item g h; gci -File -Name; Copy-Item h h',
    'True\nh\n',
    'Copy-Item: Cannot overwrite the item C:\\h with itself.\n',
  ],
  [
    '-WhatIf and -Confirm',
    "Set-Content f 1; Remove-Item f -WhatIf; Remove-Item f -Confirm; $ConfirmPreference = 'None'; Remove-Item f; Test-Path f",
    'What if: Performing the operation "Remove File" on target "C:\\f".\nFalse\n',
    'Remove-Item: PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.\n',
  ],
  [
    'drives of the session',
    '$env:QQ = 5; (gi env:QQ).Value; Set-Item function:ff { \'ff\' }; ff; Test-Path variable:nope; cd env:; "$PWD"; cd C:; gc env:QQ; ls function:[c-d]: -n',
    '5\nff\nFalse\nEnv:\\\n5\nC:\nD:\n',
  ],
  [
    'a drive on a folder',
    'mkdir d | Out-Null; $null = New-PSDrive X1 FileSystem C:\\d; Set-Content X1:\\f 7; gc \\d\\f; Remove-PSDrive X1; gi X1:\\f',
    '7\n',
    "Get-Item: Cannot find drive. A drive with the name 'X1' does not exist.\n",
  ],
  [
    'parts of paths',
    'Split-Path C:\\a\\b.vhdx; Split-Path C:\\a; Split-Path C:\\a\\b.vhdx -LeafBase; Split-Path C:\\a -Qualifier; Join-Path C:\\ a b; Join-Path /x y; Split-Path C:\\a -IsAbsolute',
    'C:\\a\nC:\\\nb\nC:\nC:\\a\\b\n/x/y\nTrue\n',
  ],
  [
    'locations',
    'mkdir a\\b | Out-Null; cd a; Push-Location b; "$PWD"; Pop-Location; "$PWD"; cd C:\\; cd -; cd +; "$PWD"; Resolve-Path C:\\a\\b -Relative',
    'C:\\a\\b\nC:\\a\nC:\\\n.\\a\\b\n',
  ],
  [
    'numbers of a seed, as .NET counts them',
    'Get-Random -SetSeed 42 -Maximum 100; Get-Random -Maximum 100; (Get-Random 5) -lt 5',
    '17\n46\nTrue\n',
  ],
  [
    'dates in the letters of Unix',
    "Get-Date '2024-03-05 14:07:09' -UFormat '%Y %j %V %e %s %u'; Get-Date '2024-03-05' -Format FileDate; Get-Date -UnixTimeSeconds 0 -AsUTC -Format o",
    '2024 065 10  5 1709647629 2\n20240305\n1970-01-01T00:00:00.0000000Z\n',
  ],
  [
    'lines around what was found',
    "1..5 | Select-String 3 -Context 1; 'aXa' | sls a -AllMatches | % { $_.Matches.Count }; 'a' | sls b -Quiet; 'a','b' | sls b -NotMatch -Raw",
    '\n  2\n> 3\n  4\n2\na\n\n',
  ],
  [
    'aliases that stay',
    'Set-Alias zz Get-Date -Option ReadOnly; Set-Alias zz Get-Item; Remove-Alias zz -Force; Test-Path alias:zz',
    'False\n',
    'Set-Alias: Alias is not writeable because alias zz is read-only or constant and cannot be written to.\n',
  ],
  [
    'variables by pattern',
    '$a1 = 1; $a2 = 2; Get-Variable a? -Exclude a1 -ValueOnly; Set-Variable a? 5; $a1 + $a2',
    '2\n10\n',
  ],
  [
    'secrets with a key',
    "$k = [byte[]](1..16); ConvertTo-SecureString x -AsPlainText -Force | ConvertFrom-SecureString -Key $k | ConvertTo-SecureString -Key $k | ConvertFrom-SecureString -AsPlainText; [pscredential]::new('d\\u', (ConvertTo-SecureString p -AsPlainText)).GetNetworkCredential().Password",
    'x\np\n',
  ],
  ['a transcript', "$null = Start-Transcript t; 'in'; $null = Stop-Transcript; (gc t) -contains 'in'", 'in\nTrue\n'],
  ['a program and its exit code', "(Start-Process sh -ArgumentList '-c','\"exit 3\"' -Wait -PassThru).ExitCode", '3\n'],
  [
    'syntax of commands and functions',
    'function f([int]$a, [switch]$b) {}; (Get-Command f -Syntax).Trim(); (Get-Command Get-Location -Syntax).Trim().Split("`n")[0]',
    'f [[-a] <int>] [-b]\nGet-Location [-PSProvider <string[]>] [-PSDrive <string[]>] [<CommonParameters>]\n',
  ],
  [
    'help that a script brings',
    '<#\n.SYNOPSIS\n Adds.\n.PARAMETER A\n first\n#>\nfunction Add-It([int]$A) {}\n(Get-Help Add-It).Synopsis; (Get-Help Add-It).parameters.parameter.description',
    'Adds.\nfirst\n',
  ],
  [
    'an enumeration in C#',
    "Add-Type 'public enum E1 { A, B = 4 }'; [int][E1]::B; Add-Type -AssemblyName System.Web; Add-Type 'class X {}'",
    '4\n',
    "Add-Type: hyperv does not compile C#: Add-Type takes enumerations and names of .NET's assemblies, not classes.\n",
  ],
  [
    'members with their signatures',
    "('abc' | Get-Member PadLeft).Definition; ([math] | Get-Member -Static Sqrt).Definition",
    'string PadLeft(int totalWidth), string PadLeft(int totalWidth, char paddingChar)\nstatic double Sqrt(double d)\n',
  ],
  [
    'what there is not',
    'Register-ObjectEvent x y; Get-Process -Id 99999999',
    '',
    'Register-ObjectEvent: Register-ObjectEvent is not available: hyperv has no events of .NET objects.\nGet-Process: Cannot find a process with the process identifier 99999999.\n',
  ],
  [
    'output to a place that is not there',
    '1 | Out-File no\\f; 1 | Export-Csv no\\f; 1 | Export-Clixml no\\f',
    '',
    "Out-File: Could not find a part of the path 'C:\\no\\f'.\nExport-Csv: Could not find a part of the path 'C:\\no\\f'.\nExport-Clixml: Could not find a part of the path 'C:\\no\\f'.\n",
  ],
];

describe('built-in commands', () => {
  test.each(rows)('%s', async (_, script, out, err = '') => {
    expect(await run(script)).toEqual({ out, err });
  });

  test.each([...new Set(BUILTINS.map((b) => b.def))].map((def) => [def.name, def] as const))(
    '%s has a summary',
    (name, def) => {
      expect(SUMMARIES[name] ?? def.summary).toMatch(/^[A-Z].*\.$/);
    },
  );
});

test('the numbers of a seed are those of System.Random', () => {
  const random = new SeededRandom(42);
  expect([random.sample(), random.sample(), new SeededRandom(0).sample()]).toEqual([1434747710, 302596119, 1559595546]);
});
