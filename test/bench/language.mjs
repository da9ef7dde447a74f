// `npm run bench -- language [--oracle PATH] [pairs]`: scripts, next to PowerShell's own engine where one is given.
// The oracle is a program that runs `oracle FILE.ps1` in System.Management.Automation; HYPERV_ORACLE names it too. A row's time
// is that of the whole process less that of an empty script in the same engine; the two engines run in turn.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/run.js');
const cold = fileURLToPath(new URL('cold.ps1', import.meta.url));
const nothing = openSync('/dev/null', 'r+');

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** Work of the language alone; both engines must print the same. */
const language = {
  'loop of 10^7 additions': '$s = 0; for ($i = 0; $i -lt 10000000; $i++) { $s += $i }; $s',
  '100,000 function calls':
    'function Add($a, $b) { $a + $b }; $s = 0; for ($i = 0; $i -lt 100000; $i++) { $s = Add $s 1 }; $s',
  '100,000 items through Where-Object and ForEach-Object':
    '$s = 0; 1..100000 | Where-Object { $_ % 2 -eq 0 } | ForEach-Object { $s += $_ }; $s',
  '200,000 hashtable inserts': '$h = @{}; for ($i = 0; $i -lt 200000; $i++) { $h["key$i"] = $i }; $h.Count',
  '20,000 string appends with -split and -match': `$s = ''; $n = 0
for ($i = 0; $i -lt 20000; $i++) {
  $s += "item $i;"
  if ("name=$i" -match '^(\\w+)=(\\d+)$') { $n += [int]$Matches[2] }
  $n += ("a b $i" -split ' ').Count
}
$n; $s.Length; ($s -split ';').Count`,
  '100,000 reads of properties and indexes': `$o = [pscustomobject]@{ Name = 'x'; Size = 3 }; $a = 1, 2, 3; $h = @{ k = 1 }; $s = 0
for ($i = 0; $i -lt 100000; $i++) { $s += $o.Size + $a[1] + $h.k + $o.Name.Length }; $s`,
  'an array of 100,000 filled and searched': `$a = [int[]]::new(100000)
$x = 7; for ($i = 0; $i -lt 100000; $i++) { $x = ($x * 1103 + 12345) % 65536; $a[$i] = $x }
$low = $a[0]; $high = $a[0]
foreach ($v in $a) { if ($v -lt $low) { $low = $v } elseif ($v -gt $high) { $high = $v } }; "$low $high"`,
};

/** What makes time or memory grow with the square of the work in careless engines; ours alone, the second three times the first. */
const growth = {
  'string += in a loop': (n) => `$s = ''; for ($i = 0; $i -lt ${n}; $i++) { $s += 'line' }; $s.Length`,
  'array += in a loop': (n) => `$a = @(); for ($i = 0; $i -lt ${n / 5}; $i++) { $a += $i }; $a.Count`,
  'Sort-Object': (n) => `(1..${n} | Sort-Object { ($_ * 7919) % 10007 }).Count`,
  'Group-Object': (n) => `(1..${n} | Group-Object { $_ % 1000 }).Count`,
  'Select-Object -Unique': (n) => `(1..${n / 5} | Select-Object -Unique).Count`,
  'ConvertTo-Json': (n) => `(1..${n} | ForEach-Object { @{ a = $_; b = "t$_" } } | ConvertTo-Json).Length`,
  'Format-Table': (n) => `1..${n} | ForEach-Object { [pscustomobject]@{ A = $_; B = "text $_" } } | Format-Table`,
  'here-string': (n) => `$t = @'\n${'a line of text\n'.repeat(n)}'@; $t.Length`,
};

export function languageBench(words) {
  const scratch = mkdtempSync(join(tmpdir(), 'hyperv-bench-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const at = words.indexOf('--oracle');
  const oracle = at < 0 ? process.env.HYPERV_ORACLE : words.splice(at, 2)[1];
  const pairs = Number(words[0] ?? 5);
  const env = { ...process.env, NODE_ENV: 'production', HYPERV_LAB: join(scratch, 'lab') };
  delete env.NODE_OPTIONS;
  let files = 0;
  const file = (text) => {
    const path = join(scratch, `script${files++}.ps1`);
    writeFileSync(path, text);
    return path;
  };
  /** Runs a program; its time in milliseconds and what it printed. */
  const run = (program, args, stdout = 'pipe') => {
    const start = process.hrtime.bigint();
    const result = spawnSync(program, args, {
      env,
      encoding: 'utf8',
      stdio: ['ignore', stdout, 'pipe'],
      maxBuffer: 1e9,
    });
    const time = Number(process.hrtime.bigint() - start) / 1e6;
    return { time, ...result };
  };
  const checked = (program, args, stdout) => {
    const result = run(program, args, stdout);
    if (result.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${result.stderr}`);
    return result;
  };
  const node = process.execPath;
  const ours = (...args) => checked(node, [bin, ...args]);

  ours('lab', 'new', env.HYPERV_LAB, '--memory', '4096GB', '--seed', 'bench');
  ours('-Command', '1..100 | ForEach-Object { $null = New-VM "vm$_" -MemoryStartupBytes 512MB -NoVHD }');
  const empty = file('');
  if (!oracle) console.log('No oracle was given (--oracle PATH or HYPERV_ORACLE): ours alone.\n');
  else checked(oracle, [empty]); // builds itself where it must

  const sideBySide = Object.entries(language).map(([title, text]) => {
    const path = file(text);
    const mine = [];
    const theirs = [];
    for (let i = 0; i < pairs; i++) {
      const one = ours('-File', path);
      mine.push(one.time - ours('-File', empty).time);
      if (!oracle) continue;
      const two = checked(oracle, [path]);
      theirs.push(two.time - checked(oracle, [empty]).time);
      if (one.stdout.replace(/\s+/g, ' ') !== two.stdout.replace(/\s+/g, ' '))
        throw new Error(`${title}: ${one.stdout} is not ${two.stdout}`);
    }
    console.error(`${title}: ${seconds(median(mine))}`);
    const ratios = theirs.map((time, i) => time / mine[i]);
    return [
      title,
      seconds(median(mine)),
      ...(oracle ? [seconds(median(theirs)), `${median(ratios).toFixed(1)} times`] : []),
    ];
  });
  console.log(
    table(['script', 'hyperv', ...(oracle ? ["PowerShell's engine", 'hyperv is faster by'] : [])], sideBySide),
  );

  /** Time of one process over that of `node -e 0`, in turn. */
  const overNode = (args) => {
    const ratios = [];
    checked(node, args);
    for (let i = 0; i < Math.max(pairs, 15); i++) {
      const both = [() => checked(node, ['-e', '0']).time, () => checked(node, args).time];
      if (i % 2) both.reverse();
      const times = both.map((measure) => measure());
      if (i % 2) times.reverse();
      ratios.push(times[1] / times[0]);
    }
    return `${median(ratios).toFixed(2)} x node -e 0`;
  };
  const less = (path, stdout) =>
    median(
      Array.from(
        { length: pairs },
        () => checked(node, [bin, '-File', path], stdout).time - checked(node, [bin, '-File', empty], stdout).time,
      ),
    );
  const peak = (text) => {
    const hook = join(scratch, 'peak.cjs');
    writeFileSync(
      hook,
      "process.on('exit',()=>require('fs').writeSync(2,`peak ${process.resourceUsage().maxRSS}\\n`))",
    );
    const { stderr } = checked(node, ['-r', hook, bin, '-File', file(text)], nothing);
    return Math.round(Number(/peak (\d+)/.exec(stderr)[1]) / 1024);
  };
  const calls = 10_000;
  const cmdlets = less(
    file(
      `for ($i = 0; $i -lt ${calls / 2}; $i++) { $vm = Get-VM -Name "vm$($i % 100 + 1)"; Set-VM -VM $vm -Notes "n$i" }`,
    ),
  );
  const single = Array.from({ length: 20 }, (_, i) => ours('Get-VM', '-Name', `vm${i + 1}`).time).reduce(
    (a, b) => a + b,
    0,
  );
  const loop = less(file('foreach ($i in 1..100) { $vm = Get-VM -Name "vm$i" }'));
  const output = (count) => `$line = 'x' * 1023; 1..${count} | ForEach-Object { $line }`;
  const [little, much] = [peak(output(65_536)), peak(output(1_048_576))];
  const parsed = less(
    file(
      'function Get-One {\n    param([string]$Name = "x", [int]$Size = 1GB)\n    foreach ($vm in Get-VM -Name $Name) { if ($vm.State -eq \'Off\' -and $Size -gt 512MB) { $vm.Name + "($($vm.Id))" } }\n}\n'
        .repeat(6000)
        .slice(0, 1_000_000)
        .replace(/function (?![\s\S]*function )[\s\S]*$/, ''),
    ),
  );
  const nested = run(node, [
    bin,
    '-Command',
    'function f($n) { if ($n -eq 0) { "bottom" } else { f ($n - 1) } }; f 5000',
  ]);
  const endless = run(node, [bin, '-Command', 'function g { g }; g']);
  console.log(
    `\n${table(
      ['measure', 'result', 'goal'],
      [
        ['`-Command 1`', overNode([bin, '-Command', '1']), 'at most 1.75'],
        ['`-File` of a script of 50 lines, cold', overNode([bin, '-File', cold]), 'at most 1.75'],
        [
          '10,000 cmdlet calls in one script',
          `${Math.round(calls / (cmdlets / 1000))} a second`,
          'at least 5,000 a second',
        ],
        [
          'a loop over 100 machines in one script, against 100 single cmdlets',
          `${Math.round((single * 5) / loop)} times cheaper`,
          'at least 50 times',
        ],
        ['1 MB of script read and parsed', seconds(parsed), 'under 0.50 s'],
        ['peak memory for 64 MB of output, for 1 GB', `${little} MB, ${much} MB`, 'the same'],
        ['5,000 nested calls', nested.stdout.trim() === 'bottom' ? 'work' : 'fail', 'work'],
        ['endless recursion', /call depth/i.test(endless.stderr) ? 'call depth error' : 'fails', 'call depth error'],
      ],
    )}`,
  );
  console.log(
    `\n${table(
      ['work', 'n', 'time', '3 n', 'time'],
      Object.entries(growth).map(([title, text]) => {
        const [n, more] = [30_000, 90_000];
        return [title, n, seconds(less(file(text(n)), nothing)), more, seconds(less(file(text(more)), nothing))];
      }),
    )}`,
  );
}
