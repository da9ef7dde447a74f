// Disk images side by side with qemu-img and cp: `npm run bench -- vhd [MEGABYTES] [PAIRS]`. Everything on a memory file
// system, the same data, warm cache. A sample is a group of runs next to each other in turn; a figure is the median, a ratio
// the median of the groups' ratios. Prints tables of Markdown. Ours is measured inside one process that is warm, and Node's
// own start is added to it (and shown apart) wherever it stands next to qemu-img.
import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkDisk,
  compactDisk,
  compareDisks,
  convertDisk,
  createDisk,
  finish,
  GB,
  MB,
  mergeDisk,
  nodeFiles,
  openDisk,
  readFacts,
  resizeDisk,
  TB,
} from '../../src/vhd/index.ts';

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const milliseconds = (work) => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

let counter = 0;
const context = {
  files: nodeFiles,
  stamp: {
    guid: () => `0a0b0c0d-1111-4222-8333-${(++counter).toString(16).padStart(12, '0')}`,
    unixSeconds: () => 1_700_000_000,
    creator: 'bench',
  },
};

/** About 60 % data that does not repeat in runs of 1 to 16 MB, holes between them. */
function makeImage(path, size) {
  const fd = openSync(path, 'w');
  ftruncateSync(fd, size);
  const buffer = Buffer.alloc(MB);
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  const words = new Uint32Array(buffer.buffer);
  for (let at = 0; at < size; ) {
    const length = Math.min(MB << ((next() >>> 8) % 5), size - at);
    if ((next() >>> 8) % 10 < 6) {
      for (let done = 0; done < length; done += MB) {
        for (let i = 0; i < words.length; i++) words[i] = next();
        writeSync(fd, buffer, 0, MB, at + done);
      }
    }
    at += length;
  }
  closeSync(fd);
}

const qemu = (...words) => {
  const { status, stderr } = spawnSync('qemu-img', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`qemu-img ${words.join(' ')}: ${stderr}`);
};

/** Runs the contenders in turn, each time beginning with another one; times by name. */
function race(contenders, rounds) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (const work of Object.values(contenders)) work();
  for (let i = 0; i < rounds; i++) {
    const turn = Object.entries(contenders);
    for (let j = 0; j < i % turn.length; j++) turn.push(turn.shift());
    for (const [name, work] of turn) times[name].push(milliseconds(work));
  }
  return times;
}

const ratios = (ours, theirs) => ours.map((time, i) => time / theirs[i]);
const spread = (list) => {
  const sorted = list.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].toFixed(2);
  return `${at(0.5)} (${at(0.25)}–${at(0.75)})`;
};
const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const ms = (list) => median(list).toFixed(median(list) < 20 ? 1 : 0);

export function vhd(megabytes = 1024, pairs = 9) {
  const hasQemu = spawnSync('qemu-img', ['-V']).error === undefined;
  const dir = mkdtempSync('/dev/shm/hyperv-bench-');
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  const path = (name) => join(dir, name);
  const fresh = (name) => {
    rmSync(path(name), { force: true });
    return path(name);
  };
  makeImage(path('s.raw'), megabytes * MB);
  const node = () => spawnSync(process.execPath, ['-e', '0']);
  const { start } = race({ start: node }, pairs);
  const cp =
    (name, ...options) =>
    () =>
      spawnSync('cp', [...options, path(name), fresh('c')]);
  const convert = (from, to, spec = {}) => finish(convertDisk(path(from), fresh(to), spec, context));
  convert('s.raw', 's.vhdx');
  const compare = () => {
    const [a, b] = [openDisk(path('s.raw'), context), openDisk(path('s.vhdx'), context)];
    if (!finish(compareDisks(a, b)).same) throw new Error('The disks differ.');
    a.close();
    b.close();
  };
  const into =
    (format, from, to, ...options) =>
    () =>
      qemu('convert', '-f', format, ...options, path(from), fresh(to));
  const fixed = ['-O', 'vpc', '-o', 'subformat=fixed,force_size'];
  const full = '--sparse=never';
  const long = [
    ['raw → VHDX', () => convert('s.raw', 'o.vhdx'), into('raw', 's.raw', 'q.vhdx', '-O', 'vhdx'), cp('s.raw')],
    [
      'raw → fixed VHD *',
      () => convert('s.raw', 'o.vhd', { type: 'fixed' }),
      into('raw', 's.raw', 'q.vhd', ...fixed),
      cp('s.raw', full),
    ],
    [
      'VHDX → fixed VHD *',
      () => convert('s.vhdx', 'o.vhd', { type: 'fixed' }),
      into('vhdx', 's.vhdx', 'q.vhd', ...fixed),
      cp('s.raw', full),
    ],
    ['VHDX → VHDX', () => convert('s.vhdx', 'o.vhdx'), into('vhdx', 's.vhdx', 'q.vhdx', '-O', 'vhdx'), cp('s.vhdx')],
    [
      'compare raw, VHDX',
      compare,
      () => qemu('compare', '-f', 'raw', '-F', 'vhdx', path('s.raw'), path('s.vhdx')),
      cp('s.raw'),
    ],
  ];
  const { blocks } = statSync(path('s.raw'));
  console.log(
    `${megabytes} MB (data: ${Math.round(blocks / 2048)} MB), ${pairs} rounds; ratios with their quartiles. Node's own start: ${ms(start)} ms.\n`,
  );
  row(
    'conversion',
    'ours, ms',
    'with start',
    'qemu-img, ms',
    'with start / qemu-img',
    'cp, ms',
    'ours / cp',
    'qemu-img / cp',
  );
  row('---', '--:', '--:', '--:', '--:', '--:', '--:', '--:');
  for (const [name, ours, theirs, copy] of long) {
    const times = race({ ours, cp: copy, ...(hasQemu && { qemu: theirs }) }, pairs);
    const whole = times.ours.map((time) => time + median(start));
    const beside = hasQemu ? [ms(times.qemu), spread(ratios(whole, times.qemu))] : ['-', '-'];
    const last = hasQemu ? spread(ratios(times.qemu, times.cp)) : '-';
    row(name, ms(times.ours), ms(whole), ...beside, ms(times.cp), spread(ratios(times.ours, times.cp)), last);
  }
  for (const name of ['o.vhdx', 'o.vhd', 'q.vhdx', 'q.vhd', 'c']) fresh(name);
  console.log(
    '\n\\* All the space of a fixed disk is taken, so that `cp --sparse=never` writes the same bytes; the file of qemu-img has holes.\n',
  );
  short(path, fresh, pairs);
  commands(path, fresh, pairs);
  console.log(`\nMemory of one process: ${memory(path, fresh)}.`);
}

/** What has to be quick whatever the size. */
function short(path, fresh, pairs) {
  const open = (name) => openDisk(path(name), context, { write: true });
  const grown = (name, size, to) => [
    () => createDisk(fresh(name), { size }, context),
    () => resizeDisk(path(name), to, context),
  ];
  const none = () => {};
  const bytes = Buffer.alloc(MB, 1);
  const rows = [
    ['create VHDX, 64 TB', () => fresh('a.vhdx'), () => createDisk(path('a.vhdx'), { size: 64 * TB }, context), 'yes'],
    ['create VHD, 2040 GB', () => fresh('a.vhd'), () => createDisk(path('a.vhd'), { size: 2040 * GB }, context), 'yes'],
    ['info, VHDX, 64 TB', none, () => readFacts(path('a.vhdx'), context), 'yes'],
    ['info, VHD, 2040 GB', none, () => readFacts(path('a.vhd'), context), 'yes'],
    ['check, VHDX, 64 TB', none, () => finish(checkDisk(path('a.vhdx'), context)), 'yes'],
    ['check, VHD, 2040 GB', none, () => finish(checkDisk(path('a.vhd'), context)), 'cannot'],
    ['resize VHDX, 1 TB → 64 TB', ...grown('r.vhdx', TB, 64 * TB), 'cannot'],
    ['resize VHD, 100 GB → 2040 GB', ...grown('r.vhd', 100 * GB, 2040 * GB), 'cannot'],
    [
      'create VHDX with 4K sectors',
      () => fresh('k.vhdx'),
      () => createDisk(path('k.vhdx'), { size: TB, logicalSectorSize: 4096 }, context),
      'cannot',
    ],
    [
      'create differencing VHDX',
      () => fresh('d.vhdx'),
      () => createDisk(path('d.vhdx'), { parentPath: path('a.vhdx') }, context),
      'cannot',
    ],
    [
      'merge, 64 MB',
      () => {
        createDisk(fresh('p.vhdx'), { size: GB }, context);
        createDisk(fresh('d.vhdx'), { parentPath: path('p.vhdx') }, context);
        const disk = open('d.vhdx');
        for (let at = 0; at < 64; at++) disk.write(bytes, at * 8 * MB);
        disk.close();
      },
      () => finish(mergeDisk(path('d.vhdx'), undefined, context)),
      'cannot',
    ],
    [
      'compact, 64 MB of 128 MB zeros',
      () => {
        createDisk(fresh('z.vhdx'), { size: GB, blockSize: MB }, context);
        const disk = open('z.vhdx');
        for (let at = 0; at < 128; at++) disk.write(at % 2 ? bytes : Buffer.alloc(MB), at * MB);
        disk.close();
      },
      () => finish(compactDisk(path('z.vhdx'), { zeros: true }, context)),
      'cannot',
    ],
  ];
  row('inside the process', 'ms', 'qemu-img');
  row('---', '--:', '---');
  for (const [name, prepare, work, can] of rows) {
    const times = Array.from({ length: pairs }, () => {
      prepare();
      return milliseconds(work);
    });
    row(name, median(times).toFixed(1), can);
  }
  for (const name of ['p.vhdx', 'd.vhdx', 'z.vhdx', 'k.vhdx', 'r.vhdx', 'r.vhd']) fresh(name);
  bounds(path, fresh, pairs);
}

/** What cannot be quicker than the disk: checking reads the whole table, a fixed disk takes all its space. */
function bounds(path, fresh, pairs) {
  createDisk(fresh('t.vhdx'), { size: 64 * TB, blockSize: MB }, context);
  const file = nodeFiles.open(path('t.vhdx'), 'write');
  const table = Buffer.alloc(MB);
  for (let at = 3 * MB; at < file.size(); at += MB) file.write(table, at);
  file.close();
  const check = race(
    {
      ours: () => finish(checkDisk(path('t.vhdx'), context)),
      cat: () => spawnSync('sh', ['-c', 'cat "$0" > /dev/null', path('t.vhdx')]),
    },
    Math.min(pairs, 5),
  );
  fresh('t.vhdx');
  const size = 2 * GB;
  const allocate = race(
    {
      ours: () => createDisk(fresh('f.vhd'), { size, type: 'fixed' }, context),
      fallocate: () => spawnSync('fallocate', ['-l', String(size), fresh('g')]),
    },
    Math.min(pairs, 5),
  );
  for (const name of ['f.vhd', 'g']) fresh(name);
  console.log('');
  row('as fast as the disk', 'ours, ms', 'at best, ms', 'ratio');
  row('---', '--:', '--:', '--:');
  row(
    'check VHDX, 64 TB in blocks of 1 MB / `cat` of its table',
    ms(check.ours),
    ms(check.cat),
    spread(ratios(check.ours, check.cat)),
  );
  row(
    'create fixed VHD, 2 GB / `fallocate`',
    ms(allocate.ours),
    ms(allocate.fallocate),
    spread(ratios(allocate.ours, allocate.fallocate)),
  );
}

/** Whole commands next to Node's own start. */
function commands(path, fresh, pairs) {
  const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
  const env = { PATH: process.env.PATH, HOME: path('.'), NODE_ENV: 'production', HYPERV_LAB: path('lab') };
  const run = (...words) => {
    const { status, stderr } = spawnSync(process.execPath, words, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${words.join(' ')}: ${stderr}`);
  };
  run(bin, 'lab', 'new', path('lab'));
  const rows = [
    ['Get-VHD, VHDX, 64 TB', () => {}, ['Get-VHD', path('a.vhdx')]],
    ['Get-VHD, VHD, 2040 GB', () => {}, ['Get-VHD', path('a.vhd')]],
    ['New-VHD, VHDX, 64 TB', () => fresh('n.vhdx'), ['New-VHD', path('n.vhdx'), '64TB']],
    ['New-VHD, VHD, 2040 GB', () => fresh('n.vhd'), ['New-VHD', path('n.vhd'), '2040GB']],
    [
      'Resize-VHD, VHDX, 1 TB → 64 TB',
      () => createDisk(fresh('r.vhdx'), { size: TB }, context),
      ['Resize-VHD', path('r.vhdx'), '64TB'],
    ],
    [
      'Resize-VHD, VHD, 100 GB → 2040 GB',
      () => createDisk(fresh('r.vhd'), { size: 100 * GB }, context),
      ['Resize-VHD', path('r.vhd'), '2040GB'],
    ],
  ];
  console.log('');
  row('whole command', "times Node's own start");
  row('---', '--:');
  for (const [name, prepare, words] of rows) {
    const samples = [];
    for (let i = 0; i <= pairs; i++) {
      prepare();
      const empty = () => milliseconds(() => run('-e', '0'));
      const ours = () => milliseconds(() => run(bin, ...words));
      const [a, b] = i % 2 ? [ours(), empty()] : [empty(), ours()].reverse();
      if (i > 0) samples.push(a / b);
    }
    row(name, spread(samples));
  }
}

/** The most that a process took that converted the image, compared, and checked the largest disks. */
function memory(path, fresh) {
  const library = JSON.stringify(new URL('../../src/vhd/index.ts', import.meta.url).href);
  fresh('m.vhdx');
  const script = `
    const v = await import(${library});
    const context = { files: v.nodeFiles, stamp: { guid: () => '0a0b0c0d-1111-4222-8333-000000000000', unixSeconds: () => 0, creator: '' } };
    const [raw, vhdx, large] = ${JSON.stringify([path('s.raw'), path('m.vhdx'), path('a.vhdx')])};
    v.finish(v.convertDisk(raw, vhdx, {}, context));
    const [a, b] = [v.openDisk(raw, context), v.openDisk(vhdx, context)];
    v.finish(v.compareDisks(a, b));
    v.finish(v.checkDisk(large, context));
    console.log(Math.round(process.resourceUsage().maxRSS / 1024));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return `${stdout.trim()} MB at most (Node's own start included)`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) vhd(...process.argv.slice(2).map(Number));
