/**
 * Runs generated cases in our engine and in the real one, and compares output and errors.
 *
 *   node test/differential/run.mjs [--cases N] [--seed S] [--list N] [--seconds N] [--percent N]
 *     [--oracle PROGRAM] [--record FILE]
 *
 * Fails where more than `--percent` of the cases differ, or where one makes our engine crash. The oracle is a
 * program that runs scripts in the real engine (`--jsonl`, one script a line); else the variable
 * HYPERV_ORACLE names it. Without one nothing is run. `--record` adds what both agree on as cases for the tests.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Session } from '../../src/powershell/shell/session.ts';
import { accepted } from './accepted.mjs';
import { Generator } from './generate.mjs';

const argv = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = argv.indexOf(name);
  return at < 0 ? otherwise : argv[at + 1];
};
const oracle = option('--oracle', process.env['HYPERV_ORACLE'] ?? '');
if (!oracle || !existsSync(oracle)) {
  console.log('No oracle (HYPERV_ORACLE): the differential run is left out.');
  process.exit(0);
}
const total = Number(option('--cases', 2000));
const seed = Number(option('--seed', 1));
const list = Number(option('--list', 20));
const until = performance.now() + 1000 * Number(option('--seconds', 1e6));
const BATCH = 250;

const harness = readFileSync(new URL('./harness.ps1', import.meta.url), 'utf8');
const generator = new Generator(seed);
const cases = Array.from({ length: total }, () => generator.case());

const scriptOf = (batch, from) =>
  `${harness}\n${batch.map((text, i) => `Invoke-Case ${from + i} '${text.replaceAll("'", "''")}'`).join('\n')}\n`;

/** Lines per case of what a batch printed. */
function split(text, into) {
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const m = /^=== (\d+) (\d+)$/.exec(lines[i]);
    if (!m) continue;
    into.set(Number(m[1]), lines.slice(i + 1, i + 1 + Number(m[2])));
  }
}

function real(batch, from, into) {
  const input = `${JSON.stringify({ script: scriptOf(batch, from) })}\n`;
  const run = spawnSync(oracle, ['--width', '100000', '--jsonl'], { input, maxBuffer: 2 ** 30, timeout: 120_000 });
  split(JSON.parse(run.stdout.toString().split('\n')[0] || '{"stdout":""}').stdout, into);
}

async function ours(batch, from, into) {
  let out = '';
  const session = new Session({
    out: (text) => {
      out += text;
    },
    err: () => undefined,
    now: () => 1_700_000_000_000_000,
    random: () => 0.5,
    newGuid: () => '00000000-0000-4000-8000-000000000000',
    environment: new Map([['HOME', '/root']]),
    windows: false,
    location: '/',
    columns: 100_000,
  });
  try {
    await session.runCommand(scriptOf(batch, from));
  } catch (error) {
    // A fault of ours: the cases one by one, so that it is seen where it belongs.
    if (batch.length > 1) for (let i = 0; i < batch.length; i++) await ours([batch[i]], from + i, into);
    else into.set(from, [`CRASH ${error.message}`]);
    return;
  }
  split(out, into);
}

let compared = 0;
const different = [];
const agreed = [];
for (let from = 0; from < cases.length && performance.now() < until; from += BATCH) {
  const batch = cases.slice(from, from + BATCH);
  const theirs = new Map();
  const mine = new Map();
  real(batch, from, theirs);
  await ours(batch, from, mine);
  batch.forEach((text, i) => {
    const want = theirs.get(from + i);
    if (!want) return;
    compared++;
    const got = mine.get(from + i) ?? ['(nothing)'];
    // What reads the variables of the cases before it is no case of its own to record.
    const alone = !/\b(?:script|global):/i.test(text);
    if (got.join('\n') === want.join('\n')) alone && agreed.push({ script: text, out: want });
    else if (!accepted(text, want, got)) different.push({ text, want, got });
  });
}
for (const { text, want, got } of different.slice(0, list)) {
  console.log(`=== ${text}`);
  const length = Math.max(want.length, got.length);
  for (let i = 0; i < length; i++) {
    if (want[i] === got[i]) continue;
    console.log(`  real ${want[i] ?? '(nothing)'}`);
    console.log(`  ours ${got[i] ?? '(nothing)'}`);
    break;
  }
}
console.log(`${compared} cases of ${total} compared, ${different.length} different`);
if (option('--record', null)) {
  writeFileSync(option('--record', null), `${agreed.map((one) => JSON.stringify(one)).join('\n')}\n`);
}
// What is known to differ is a share that may only shrink; a fault of ours is never accepted.
const faults = different.filter(({ got }) => got.some((line) => line.startsWith('CRASH ')));
if (faults.length > 0 || different.length * 100 > compared * Number(option('--percent', 0))) process.exitCode = 1;
