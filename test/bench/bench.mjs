// Measurements: `npm run bench -- start` (whole cold processes against `node -e 0`), `npm run bench -- store` (the store alone),
// `npm run bench -- vhd` (disk images, next to qemu-img and cp; in vhd.mjs), `npm run bench -- language` (scripts; language.mjs).
// Only ratios travel between machines: each sample is a pair of runs next to each other, and a row is the median of the pairs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLab } from '../../src/lab/create.ts';
import { openLabStore } from '../../src/lab/lab.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'bin/run.js');
const scratch = mkdtempSync(join(tmpdir(), 'hyperv-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const milliseconds = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

function run(words, env = {}) {
  const { status, stderr } = spawnSync(process.execPath, words, {
    env: { PATH: process.env.PATH, HOME: scratch, NODE_ENV: 'production', ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
}

/** Median over pairs of (time of the words / time of `node -e 0`), and its spread. */
function ratio(words, env, pairs) {
  const empty = ['-e', '0'];
  run(words, env); // once for the disk's cache
  const samples = [];
  for (let i = 0; i < pairs; i++) {
    const both = [
      [empty, {}],
      [words, env],
    ];
    if (i % 2) both.reverse();
    const times = both.map(([w, e]) => milliseconds(() => run(w, e)));
    if (i % 2) times.reverse();
    samples.push(times[1] / times[0]);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  return { x: median(samples), low: sorted[Math.floor(pairs / 4)], high: sorted[Math.floor((pairs * 3) / 4)] };
}

/** Ten machines made by cmdlets, then so many copies of the last one's rows, in the given state. */
function labWith(name, others, state) {
  const dir = join(scratch, name);
  const env = { HYPERV_LAB: dir };
  const hyperv = (...words) => run([bin, ...words], env);
  hyperv('lab', 'new', dir, '--memory', '4096GB', '--seed', 'bench');
  for (let i = 0; i < 10; i++) hyperv('New-VM', `vm${i}`, '-MemoryStartupBytes', '512MB', '-NoVHD');
  if (others === 0) return env;
  if (state === 'Running') {
    hyperv('Start-VM', 'vm9');
    hyperv('lab', 'clock', 'advance', '1h');
    hyperv('Get-VM');
    hyperv('Get-VM');
  }
  const { store } = openLabStore({ dir });
  store.write((to) => {
    const [last] = to.query('vm', { where: { name: 'vm9' } });
    const guest = to.get('guest', last.columns.id);
    for (let i = 0; i < others; i++) {
      const id = `${String(i).padStart(8, '0')}${last.columns.id.slice(8)}`;
      const rename = (doc) =>
        JSON.parse(JSON.stringify(doc).replaceAll(last.columns.id, id).replaceAll('"vm9"', `"other${i}"`));
      to.put('vm', { ...last.columns, id, name: `other${i}` }, rename(last.doc));
      if (guest) to.put('guest', { id }, rename(guest.doc));
    }
  });
  store.close();
  return env;
}

function start(pairs) {
  const rows = [];
  const cases = [
    ['ten machines', 0, 'Off'],
    ['and 1,000 others, off', 1000, 'Off'],
    ['and 1,000 others, running idle', 1000, 'Running'],
  ];
  let n = 0;
  for (const [title, others, state] of cases) {
    const env = labWith(`lab${n++}`, others, state);
    const commands = [
      ...(others === 0 ? [['Get-VM']] : []),
      ['Get-VM', '-Name', 'vm3'],
      ['Set-VM', '-Name', 'vm3', '-Notes', 'measured'],
    ];
    for (const words of commands) {
      const { x, low, high } = ratio([bin, ...words], env, pairs);
      rows.push([`\`hyperv ${words.join(' ')}\``, title, x.toFixed(2), `${low.toFixed(2)}-${high.toFixed(2)}`]);
    }
  }
  return table(['command', 'lab', 'x node -e 0', 'middle half'], rows);
}

function storeBench() {
  const rows = [];
  for (const count of [10, 1000, 10000]) {
    const lab = createLab(join(scratch, `store${count}`), { seed: 'bench' });
    const columns = (i) => ({
      id: `id${String(i).padStart(6, '0')}`,
      host: 'h',
      name: `vm${i}`,
      state: i % 3 ? 'Running' : 'Off',
      generation: 2,
      version: '10.0',
      processors: 1,
      memoryAssigned: 0,
      memoryDemand: 0,
      memoryStatus: '',
      cpuUsage: 0,
      upSince: null,
      upFor: 0,
      heartbeat: '',
      status: '',
      createdAt: 0,
      nextEventAt: null,
    });
    const doc = { pad: 'x'.repeat(4000) };
    lab.store.write((to) => {
      for (let i = 0; i < count; i++) to.put('vm', columns(i), doc);
    });
    const { store } = lab;
    const times = (work) => median(Array.from({ length: 51 }, () => milliseconds(work))).toFixed(3);
    rows.push([
      String(count),
      times(() => store.read((r) => r.query('vm', { where: { name: 'vm7' } }))),
      times(() => store.write((to) => to.put('vm', columns(7), doc))),
      times(() => store.read((r) => r.list('vm', { orderBy: 'name' }))),
      times(() => store.read((r) => r.list('vm', { atMost: { nextEventAt: 1e15 } }))),
    ]);
    lab.close();
  }
  return table(
    ['documents of 4 KB', 'get by name, ms', 'durable change, ms', 'list all columns, ms', 'who is due, ms'],
    rows,
  );
}

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const [what = 'start', pairs = '21'] = process.argv.slice(2);
console.log(`Node ${process.version}, ${process.platform}, ${cpus().length} processors\n`);
if (what === 'start') console.log(start(Number(pairs)));
else if (what === 'store') console.log(storeBench());
else if (what === 'vhd') await import('./vhd.mjs').then(({ vhd }) => vhd(...process.argv.slice(3).map(Number)));
else if (what === 'language') await import('./language.mjs').then((m) => m.languageBench(process.argv.slice(3)));
else {
  console.error('bench takes start, store, vhd or language');
  process.exitCode = 1;
}
