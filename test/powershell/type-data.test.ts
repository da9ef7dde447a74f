/** Members and default properties that Update-TypeData gives to types. */
import { expect, test } from '@jest/globals';
import { runScript } from '../support/language.ts';

const S = 'Update-TypeData -TypeName System.String';

test.each([
  [
    `Update-TypeData -TypeName A.B -MemberType NoteProperty -MemberName Tag -Value t; ([pscustomobject]@{PSTypeName='A.B'}).Tag`,
    't\n',
  ],
  [`${S} -MemberType ScriptProperty -MemberName Rev -Value { -join $this[-1..-$this.Length] }; 'abc'.Rev`, 'cba\n'],
  [`${S} -MemberType AliasProperty -MemberName Len -Value Length; 'abcd'.Len; ('a','bc').Len`, '4\n1\n2\n'],
  [
    'Update-TypeData -TypeName System.Int32 -MemberType ScriptMethod -MemberName By -Value { param($k) $this * $k }; (4).By(3)',
    '12\n',
  ],
  [
    `${S} -MemberType NoteProperty -MemberName Q -Value 1; ${S} -MemberType NoteProperty -MemberName Q -Value 2 -Force; 'a'.Q`,
    '2\n',
  ],
  [
    `${S} -MemberType NoteProperty -MemberName Q -Value 1; try { ${S} -MemberType NoteProperty -MemberName Q -Value 2 -ErrorAction Stop } catch { "$_" }`,
    'Error in TypeData "System.String": The member Q is already present.\n',
  ],
  [
    `Update-TypeData -TypeName A.C -DefaultDisplayPropertySet a,c; [pscustomobject]@{PSTypeName='A.C';a=1;b=2;c=3}`,
    '\na c\n- -\n1 3\n\n',
  ],
  [
    `Update-TypeData -TypeName A.C -DefaultDisplayPropertySet a,c; (Get-TypeData A.C).DefaultDisplayPropertySet.ReferencedProperties -join ','; Remove-TypeData A.C; $null -eq (Get-TypeData A.C)`,
    'a,c\nTrue\n',
  ],
  [`'abc'.Rev -eq $null`, 'True\n'],
])('%s', async (script, stdout) => {
  expect((await runScript(script)).stdout).toBe(stdout);
});
