/**
 * Compares our syntax trees and errors with the real engine's, on whole scripts and on scripts that were damaged.
 *
 *   node --experimental-strip-types scripts/compare-syntax.mjs ORACLE [--record FILE] [--mutate N] [--seed S] [--list N] FILES…
 *
 * ORACLE is a program that answers scripts with `--jsonl`; FILES are `.jsonl` (field `script`), `.md` (fenced PowerShell),
 * `.ps1` (one script) or texts with lines of `---` between scripts. `--mutate N` makes N damaged scripts of them: tokens and
 * characters left out, doubled, exchanged or put in. `--record` writes what agrees as cases for the tests.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describeTree } from '../test/powershell/language/describe-tree.ts';

const [oracle, ...rest] = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = rest.indexOf(name);
  return at < 0 ? otherwise : rest.splice(at, 2)[1];
};
const recordTo = option('--record', null);
const mutations = Number(option('--mutate', 0));
const list = Number(option('--list', 20));
let seed = Number(option('--seed', 1));

/** A number below `n` from the seed (mulberry32). */
function random(n) {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
}
const pick = (items) => items[random(items.length)];

const whole = rest.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.ps1')) return [text];
  if (file.endsWith('.md')) return [...text.matchAll(/```(?:powershell|ps1)?\n([\s\S]*?)```/g)].map((m) => m[1]);
  if (!file.endsWith('.jsonl')) return text.split(/^---\n/m);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).script)
    .filter(Boolean);
});

const TOKEN = /\s+|[A-Za-z_][\w-]*|\d[\w.]*|[$@][\w:]+|-[A-Za-z]\w*|"[^"\n]*"|'[^'\n]*'|./gs;
const SOUP = [
  ...'(){}[];,|&.:?=+-*/%!<>@$"\'`#\n'.split(''),
  ...'@( @{ $( && || :: .. ?? ?. ?[ ??= += -= ++ -- --% 2>&1 >> 2> *> <# #> @" "@ @\' \'@ [int] [x(1)] [a[b]] :l $x ${y} $a:b @z -eq -f -not -x -y: 1 2kb 0x 1.5 1..3 abc if else elseif foreach for while do until switch function filter class enum try catch finally trap data param return throw exit break continue using begin process end clean dynamicparam in static hidden base default workflow parallel namespace module "$x" "$(1)" \'q\' # `'.split(
    ' ',
  ),
];

function mutated(script) {
  const tokens = (script.length > 1500 ? script.slice(0, 1500) : script).match(TOKEN) ?? [];
  for (let n = 1 + random(3); n > 0; n--) {
    const at = random(tokens.length + 1);
    switch (random(6)) {
      case 0:
      case 1:
        tokens.splice(at, 1);
        break;
      case 2:
        if (tokens[at] !== undefined) tokens.splice(at, 0, tokens[at]);
        break;
      case 3:
        tokens.splice(at, 0, pick(SOUP));
        break;
      case 4:
        if (tokens[at] !== undefined) tokens[at] = pick(SOUP);
        break;
      case 5: {
        const other = random(tokens.length);
        [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
      }
    }
  }
  return tokens.join('');
}

const soup = () => Array.from({ length: 1 + random(14) }, () => pick(SOUP) + pick(['', ' ', ' ', '\n'])).join('');

const scripts = mutations
  ? Array.from({ length: mutations }, (_, i) => (i % 4 === 3 ? soup() : mutated(pick(whole.slice(0)))))
  : whole;

const answers = [];
for (let from = 0; from < scripts.length; from += 400) {
  const part = scripts.slice(from, from + 400);
  const list = part.map((s) => `'${Buffer.from(s, 'utf16le').toString('base64')}'`).join(',');
  const script = `foreach ($b in ${list}) {
$t = $null; $e = $null; $o = [System.Collections.Generic.List[string]]::new()
try {
$r = [System.Management.Automation.Language.Parser]::ParseInput([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String($b)), [ref]$t, [ref]$e)
foreach ($x in $e) { $o.Add("ERR $($x.ErrorId) $($x.Extent.StartOffset)-$($x.Extent.EndOffset) " + $(if ($x.IncompleteInput) { 'more ' }) + ($x.Message -replace '\\r?\\n', '~')) }
foreach ($x in $r.FindAll({1}, 1)) { $o.Add($x.GetType().Name + " $($x.Extent.StartOffset)-$($x.Extent.EndOffset)" + $(if ($x -is [System.Management.Automation.Language.ConstantExpressionAst] -and $null -ne $x.Value) { " $($x.Value.GetType().Name) " + ($x.Value -replace '\\r?\\n', '~') })) }
} catch { $o.Add("THROWN $_") }
[string]::Join([string][char]1, $o).Replace([string][char]10, '~').Replace([string][char]13, '~')
}`;
  const input = `${JSON.stringify({ script })}\n`;
  const run = spawnSync(oracle, ['--width', '100000000', '--jsonl'], { input, maxBuffer: 2 ** 31 - 1 });
  const said = JSON.parse(run.stdout.toString().split('\n')[0] || '{"stdout":""}');
  answers.push(
    ...said.stdout
      .split('\n')
      .slice(0, part.length)
      .map((l) => l.split('\x01')),
  );
  if (said.errors?.length) console.error(JSON.stringify(said.errors).slice(0, 500));
}

/** What one of the two finds before it runs a script, the other when it reads it. */
const late = /^ERR (?:MemberAlreadyDefined|TypeNotFound) /;

let different = 0;
let verdicts = 0;
let texts = 0;
const agreed = [];
const errorsOf = (lines) => lines.filter((l) => l.startsWith('ERR '));
scripts.forEach((script, i) => {
  const real = (answers[i] ?? []).filter((l) => l !== '' && !late.test(l));
  const ours = describeTree(script)
    .map((l) => l.replace(/[\n\r]/g, '~'))
    .filter((l) => !late.test(l));
  const same = JSON.stringify([...real].sort()) === JSON.stringify([...ours].sort());
  const sameErrors = JSON.stringify(errorsOf(real)) === JSON.stringify(errorsOf(ours));
  if (errorsOf(real).length > 0 !== errorsOf(ours).length > 0) verdicts++;
  if (!sameErrors) texts++;
  if (same && sameErrors) {
    agreed.push(JSON.stringify({ script, tree: real }));
    return;
  }
  different++;
  if (different > list) return;
  console.log(`=== ${JSON.stringify(script.slice(0, 700))}`);
  for (const line of real.filter((l) => !ours.includes(l))) console.log(`  real ${line}`);
  for (const line of ours.filter((l) => !real.includes(l))) console.log(`  ours ${line}`);
});
console.log(
  `${scripts.length} scripts, ${different} different, ${texts} in their errors, ${verdicts} in being accepted or not`,
);
if (recordTo) writeFileSync(recordTo, `${agreed.join('\n')}\n`);
