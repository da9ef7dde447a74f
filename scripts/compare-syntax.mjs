/**
 * Compares our syntax trees and errors with the real engine's, and can record what agrees as cases for the tests.
 *
 *   node --experimental-strip-types scripts/compare-syntax.mjs ORACLE [--record FILE] FILES…
 *
 * ORACLE is a program that answers scripts with `--jsonl`; FILES are `.jsonl` (field `script`) or texts with lines of `---`
 * between scripts.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describeTree } from '../test/powershell/language/describe-tree.ts';

const [oracle, ...rest] = process.argv.slice(2);
const recordTo = rest[0] === '--record' ? rest.splice(0, 2)[1] : null;
const scripts = rest.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.jsonl')) return text.split(/^---\n/m);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).script)
    .filter(Boolean);
});

const dump = (script) => `$t = $null; $e = $null
$r = [System.Management.Automation.Language.Parser]::ParseInput([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${Buffer.from(script).toString('base64')}')), [ref]$t, [ref]$e)
$o = [System.Collections.Generic.List[string]]::new()
foreach ($x in $e) { $o.Add("ERR $($x.ErrorId) $($x.Extent.StartOffset)-$($x.Extent.EndOffset) $($x.Message -replace '\\r?\\n', '~')") }
foreach ($x in $r.FindAll({1}, 1)) { $o.Add($x.GetType().Name + " $($x.Extent.StartOffset)-$($x.Extent.EndOffset)" + $(if ($x -is [System.Management.Automation.Language.ConstantExpressionAst] -and $null -ne $x.Value) { " $($x.Value.GetType().Name) " + ($x.Value -replace '\\r?\\n', '~') })) }
[string]::Join([string][char]1, $o)`;

const input = `${scripts.map((script) => JSON.stringify({ script: dump(script) })).join('\n')}\n`;
const run = spawnSync(oracle, ['--width', '1000000', '--jsonl'], { input, maxBuffer: 2 ** 31 - 1 });
const answers = run.stdout
  .toString()
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line).stdout.replace(/\n$/, '').split('\x01'));

/** Nodes that have no place of their own in the text, or that stand for what is broken. */
const ignored = (line) =>
  line === '' ||
  /^(?:NamedBlock|ErrorStatement|ErrorExpression)Ast /.test(line) ||
  / 0-0(?: String \.ctor)?$/.test(line) ||
  /^StatementBlockAst (\d+)-\1$/.test(line);

let different = 0;
const agreed = [];
scripts.forEach((script, i) => {
  const real = (answers[i] ?? []).filter((line) => !ignored(line)).sort();
  const ours = describeTree(script)
    .filter((line) => !ignored(line))
    .sort();
  if (JSON.stringify(real) === JSON.stringify(ours)) {
    agreed.push(JSON.stringify({ script, tree: real }));
    return;
  }
  different++;
  console.log(`=== ${script.slice(0, 400)}`);
  for (const line of real.filter((l) => !ours.includes(l))) console.log(`  real ${line}`);
  for (const line of ours.filter((l) => !real.includes(l))) console.log(`  ours ${line}`);
});
console.log(`${scripts.length} scripts, ${different} different`);
if (recordTo) writeFileSync(recordTo, `${agreed.join('\n')}\n`);
