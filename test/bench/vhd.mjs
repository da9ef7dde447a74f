// Disk images side by side with qemu-img and cp: `npm run bench -- vhd [MEGABYTES] [PAIRS]`. Everything on a memory file
// system, the same data, warm cache. A sample is a pair of runs next to each other in turn; a row is the median of the ratios.
// Ours is measured inside one process that is warm: Node's own start is counted and shown apart.
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
  const convert = (from, to, spec = {}) => finish(convertDisk(path(from), fresh(to), spec, context));
  convert('s.raw', 's.vhdx');
  const compare = () => {
    const [a, b] = [openDisk(path('s.raw'), context), openDisk(path('s.vhdx'), context)];
    if (!finish(compareDisks(a, b)).same) throw new Error('The disks differ.');
    a.close();
    b.close();
  };
  const fixed = ['-O', 'vpc', '-o', 'subformat=fixed,force_size'];
  const long = [
    [
      'convert raw -> VHDX',
      () => convert('s.raw', 'o.vhdx'),
      () => qemu('convert', '-f', 'raw', '-O', 'vhdx', path('s.raw'), fresh('q.vhdx')),
      's.raw',
    ],
    [
      'convert raw -> fixed VHD *',
      () => convert('s.raw', 'o.vhd', { type: 'fixed' }),
      () => qemu('convert', '-f', 'raw', ...fixed, path('s.raw'), fresh('q.vhd')),
      's.raw',
    ],
    [
      'convert VHDX -> fixed VHD *',
      () => convert('s.vhdx', 'o.vhd', { type: 'fixed' }),
      () => qemu('convert', '-f', 'vhdx', ...fixed, path('s.vhdx'), fresh('q.vhd')),
      's.vhdx',
    ],
    [
      'convert VHDX -> VHDX',
      () => convert('s.vhdx', 'o.vhdx'),
      () => qemu('convert', '-f', 'vhdx', '-O', 'vhdx', path('s.vhdx'), fresh('q.vhdx')),
      's.vhdx',
    ],
    [
      'compare raw, VHDX',
      compare,
      () => qemu('compare', '-f', 'raw', '-F', 'vhdx', path('s.raw'), path('s.vhdx')),
      's.raw',
    ],
  ];
  console.log(`${megabytes} MB, ${pairs} pairs; ratios are medians of pairs (quartiles)\n`);
  console.log(`${'operation'.padEnd(30)} ${'ms'.padStart(7)}  ours / qemu-img         ours / cp`);
  for (const [name, ours, theirs, source] of long) {
    ours();
    const samples = { ours: [], qemu: [], cp: [] };
    for (let i = 0; i < pairs; i++) {
      const turn = [
        ['ours', ours],
        ...(hasQemu ? [['qemu', theirs]] : []),
        ['cp', () => spawnSync('cp', [path(source), fresh('c')])],
      ];
      for (let j = 0; j < i % turn.length; j++) turn.push(turn.shift());
      for (const [who, work] of turn) samples[who].push(milliseconds(work));
    }
    const against = (other) => {
      if (other.length === 0) return '-'.padEnd(22);
      const ratios = samples.ours.map((time, i) => time / other[i]).toSorted((a, b) => a - b);
      const at = (share) => ratios[Math.floor((ratios.length - 1) * share)].toFixed(2);
      return `${at(0.5)} (${at(0.25)} to ${at(0.75)})`.padEnd(22);
    };
    console.log(
      `${name.padEnd(30)} ${median(samples.ours).toFixed(0).padStart(7)}  ${against(samples.qemu)}  ${against(samples.cp)}`,
    );
  }
  console.log('* ours takes all the space of a fixed disk; the file of qemu-img has holes\n');
  short(path, fresh, pairs);
  const { blocks } = statSync(path('s.raw'));
  console.log(
    `\nmemory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most (data: ${Math.round(blocks / 2048)} MB)`,
  );
  const start = Array.from({ length: pairs }, () => milliseconds(() => spawnSync(process.execPath, ['-e', '0'])));
  console.log(`Node's own start: ${median(start).toFixed(0)} ms`);
}

/** What has to be quick whatever the size. */
function short(path, fresh, pairs) {
  const open = (name) => openDisk(path(name), context, { write: true });
  const grown = (name, size, to) => [
    () => createDisk(fresh(name), { size }, context),
    () => resizeDisk(path(name), to, context),
  ];
  const bytes = Buffer.alloc(MB, 1);
  const rows = [
    ['create VHDX 64 TB', () => fresh('a.vhdx'), () => createDisk(path('a.vhdx'), { size: 64 * TB }, context), 'yes'],
    ['create VHD 2040 GB', () => fresh('a.vhd'), () => createDisk(path('a.vhd'), { size: 2040 * GB }, context), 'yes'],
    ['info VHDX 64 TB', () => {}, () => readFacts(path('a.vhdx'), context), 'yes'],
    ['info VHD 2040 GB', () => {}, () => readFacts(path('a.vhd'), context), 'yes'],
    ['check VHDX 64 TB', () => {}, () => finish(checkDisk(path('a.vhdx'), context)), 'yes'],
    ['check VHD 2040 GB', () => {}, () => finish(checkDisk(path('a.vhd'), context)), 'no'],
    ['resize VHDX 1 TB -> 64 TB', ...grown('r.vhdx', TB, 64 * TB), 'no'],
    ['resize VHD 100 GB -> 2040 GB', ...grown('r.vhd', 100 * GB, 2040 * GB), 'no'],
    [
      'create fixed VHD 1 GB',
      () => fresh('f.vhd'),
      () => createDisk(path('f.vhd'), { size: GB, type: 'fixed' }, context),
      'holes',
    ],
    [
      'create VHDX with 4K sectors',
      () => fresh('k.vhdx'),
      () => createDisk(path('k.vhdx'), { size: TB, logicalSectorSize: 4096 }, context),
      'no',
    ],
    [
      'create differencing VHDX',
      () => fresh('d.vhdx'),
      () => createDisk(path('d.vhdx'), { parentPath: path('a.vhdx') }, context),
      'no',
    ],
    [
      'merge 64 MB',
      () => {
        createDisk(fresh('p.vhdx'), { size: GB }, context);
        createDisk(fresh('d.vhdx'), { parentPath: path('p.vhdx') }, context);
        const disk = open('d.vhdx');
        for (let at = 0; at < 64; at++) disk.write(bytes, at * 8 * MB);
        disk.close();
      },
      () => finish(mergeDisk(path('d.vhdx'), undefined, context)),
      'no',
    ],
    [
      'compact, 64 MB of 128 MB zero',
      () => {
        createDisk(fresh('z.vhdx'), { size: GB, blockSize: MB }, context);
        const disk = open('z.vhdx');
        for (let at = 0; at < 128; at++) disk.write(at % 2 ? bytes : Buffer.alloc(MB), at * MB);
        disk.close();
      },
      () => finish(compactDisk(path('z.vhdx'), { zeros: true }, context)),
      'no',
    ],
  ];
  console.log(`${'inside the process'.padEnd(30)} ${'ms'.padStart(7)}  can qemu-img?`);
  for (const [name, prepare, work, can] of rows) {
    const times = Array.from({ length: pairs }, () => {
      prepare();
      return milliseconds(work);
    });
    console.log(`${name.padEnd(30)} ${median(times).toFixed(1).padStart(7)}  ${can}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) vhd(...process.argv.slice(2).map(Number));
