/**
 * Casts, arithmetic, formats and members of .NET types: expressions and what PowerShell 7.6 made of them, type and value or
 * message and error id.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Session } from '../../src/powershell/shell/session.ts';

const rows = JSON.parse(readFileSync(new URL('./types-recorded.json', import.meta.url), 'utf8')) as (readonly [
  expression: string,
  result: string,
])[];

/** Writes each expression's result in a line that names its place. */
const SHOW = String.raw`function show($v,$d=0){ if($null -eq $v){'<null>'} elseif($v -is [array]){ $v.GetType().Name+'('+(@(foreach($i in $v){show $i ($d+1)}) -join '; ')+')' } elseif($v -is [System.Collections.IDictionary]){ $v.GetType().Name+'{'+(@(foreach($k in $v.Keys){"$k=$(show $v[$k] ($d+1))"}) -join '; ')+'}' } elseif($v -is [double]){ 'Double:'+$v.ToString('R') } else { $v.GetType().Name+':'+$v } }`;

test('expressions give what PowerShell gives', async () => {
  const quoted = rows.map(([e]) => `'${e.replaceAll("'", "''")}'`).join('\n');
  const script = `$ErrorActionPreference='Stop'
$list=@(
${quoted}
)
${SHOW}
$i=0
foreach($e in $list){ $m=$null
 try { $r=. ([scriptblock]::Create($e)); $o=show $r } catch { $o='ERR '+$_.Exception.Message+' #'+$_.FullyQualifiedErrorId }
 "@$i@ "+($o -replace "\`r?\`n",'\\n'); $i++ }`;
  let out = '';
  const session = new Session({
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    now: () => 1_700_000_000_000_000,
    random: () => 0.5,
    newGuid: () => '00000000-0000-0000-0000-000000000001',
    environment: new Map(),
    windows: false,
    location: '/',
  });
  await session.runFile('/types.ps1', script, []);
  const results = new Map(
    out.split('\n').flatMap((line) => {
      const m = /^@(\d+)@ (.*)$/.exec(line);
      return m ? [[Number(m[1]), m[2]!] as const] : [];
    }),
  );
  const wrong = rows
    .map(([expression, result], i) => ({ expression, result, got: results.get(i) }))
    .filter(({ result, got }) => result !== got);
  expect(wrong).toEqual([]);
}, 60_000);
