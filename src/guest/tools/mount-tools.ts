/** df, mount, umount, findmnt, mountpoint. */

import type { ExtImage } from '../fs/ext.ts';
import { newTmpfs } from '../fs/tmpfs.ts';
import { WouldBlock } from '../process/open-files.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import type { FsUsage } from '../vfs/inode.ts';
import { join, type Mount, normalize } from '../vfs/vfs.ts';
import { human, parseOptions, sizeOf } from './options.ts';
import { usage } from './stream-tools.ts';

const VIRTUAL = new Set(['proc', 'sysfs', 'devpts', 'debugfs', 'cgroup', 'cgroup2', 'securityfs']);

interface Row {
  readonly mount: Mount;
  readonly usage: FsUsage;
}

function rowOf(t: ToolCall, mount: Mount): Row | undefined {
  const fs = attempt(() => t.vfs.fileSystem(mount));
  return fs instanceof Errno ? undefined : { mount, usage: fs.usage() };
}

const df: Tool = (t) => {
  const o = parseOptions(t.args, 'hHkmTiaPlt:x:B:', [
    'human-readable>h',
    'si>H',
    'print-type>T',
    'inodes>i',
    'all>a',
    'portability>P',
    'type=>t',
    'exclude-type=>x',
    'block-size=>B',
    'local>l',
    'total',
    'sync',
    'no-sync',
    'output=?',
  ]);
  if (o.error) return usage(t, o.error);
  let status = 0;
  let rows: Row[] = [];
  if (o.words.length > 0) {
    for (const path of o.words) {
      const found = t.find(path);
      if (found instanceof Errno) {
        const old = t.guest.profile.era === '2013';
        t.err(old ? `df: \`${path}': ${found.message}\n` : `df: ${path}: ${found.message}\n`);
        status = 1;
        continue;
      }
      const device = found.inode.t === 'b' ? t.vfs.mounts.findLast((m) => m.source === found.path) : undefined;
      const row = rowOf(t, device ?? found.mount);
      if (row) rows.push(row);
    }
    if (rows.length === 0) {
      if (status && t.guest.profile.era === '2013') t.err('df: no file systems processed\n');
      return 1;
    }
  } else {
    rows = t.vfs.mounts.flatMap((mount) => rowOf(t, mount) ?? []);
    if (!o.has('a')) rows = rows.filter((row) => row.usage.blocks > 0 && !VIRTUAL.has(row.mount.type));
    const only = o.options.get('t');
    if (only) rows = rows.filter((row) => only.includes(row.mount.type));
    const without = o.options.get('x') ?? [];
    rows = rows.filter((row) => !without.includes(row.mount.type));
  }
  for (const { mount } of rows) t.system.fileSystems.touch(mount, 'read');
  rows = rows.map(({ mount }) => rowOf(t, mount) as Row);
  const table = o.has('i') ? inodeTable(rows, o.has('h')) : blockTable(t, rows, o);
  t.out(render(table, t.guest.profile.era === '2013', o.has('P')));
  return status;
};

type Options = ReturnType<typeof parseOptions>;

function percent(used: number, total: number): string {
  return total === 0 ? '-' : `${Math.ceil((used * 100) / total)}%`;
}

function blockTable(t: ToolCall, rows: readonly Row[], o: Options): string[][] {
  const people = o.has('h', 'H');
  const base = o.has('H') ? 1000 : 1024;
  const sizeText = o.has('m') ? 'M' : (o.value('B') ?? (o.has('P') && !o.has('k') ? 'K' : 'K'));
  const unit = sizeOf(/^\d/.test(sizeText) ? sizeText : `1${sizeText}`) ?? 1024;
  const show = (bytes: number): string => (people ? human(bytes, base) : String(Math.ceil(bytes / unit)));
  const label = people
    ? 'Size'
    : o.has('P')
      ? '1024-blocks'
      : unit === 1024
        ? '1K-blocks'
        : unit === 2 ** 20
          ? '1M-blocks'
          : `${sizeText}-blocks`;
  const type = o.has('T');
  const table = [
    [
      'Filesystem',
      ...(type ? ['Type'] : []),
      label,
      'Used',
      people ? 'Avail' : 'Available',
      o.has('P') ? 'Capacity' : 'Use%',
      'Mounted on',
    ],
  ];
  void t;
  for (const { mount, usage: u } of rows) {
    const used = u.blocks - u.free;
    table.push([
      mount.source,
      ...(type ? [mount.type] : []),
      show(u.blocks * u.blockSize),
      show(used * u.blockSize),
      show(u.available * u.blockSize),
      percent(used, used + u.available),
      mount.point,
    ]);
  }
  return table;
}

function inodeTable(rows: readonly Row[], people: boolean): string[][] {
  const show = (n: number): string => (people ? human(n) : String(n));
  return [
    ['Filesystem', 'Inodes', 'IUsed', 'IFree', 'IUse%', 'Mounted on'],
    ...rows.map(({ mount, usage: u }) => [
      mount.source,
      show(u.inodes),
      show(u.inodes - u.freeInodes),
      show(u.freeInodes),
      percent(u.inodes - u.freeInodes, u.inodes),
      mount.point,
    ]),
  ];
}

/** Columns as wide as needed; coreutils before 8.? kept 20 for the first and broke the line after a longer name. */
function render(table: readonly string[][], _old: boolean, _portable: boolean): string {
  const columns = (table[0] as string[]).length;
  const typed = (table[0] as string[])[1] === 'Type';
  const widths = (table[0] as string[]).map((_h, c) => Math.max(...table.map((row) => (row[c] as string).length)));
  widths[0] = Math.max(widths[0] as number, 14);
  const numbers = typed ? 2 : 1;
  const minimum: Record<number, number> = {};
  if ((table[0] as string[])[numbers] !== 'Inodes') for (const c of [numbers, numbers + 1, numbers + 2]) minimum[c] = 5;
  else for (const c of [1, 2, 3]) minimum[c] = 5;
  return table
    .map((row) =>
      row
        .map((cell, c) => {
          if (c === columns - 1) return cell;
          const width = Math.max(widths[c] as number, minimum[c] ?? 0, c === columns - 2 ? 4 : 0);
          return c === 0 || (typed && c === 1) ? cell.padEnd(width) : cell.padStart(width);
        })
        .join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

const shown = (m: Mount): string => `${m.source} on ${m.point} type ${m.type} (${m.options})\n`;

const mount: Tool = (t) => {
  const o = parseOptions(t.args, 't:o:arwvnBR', [
    'types=>t',
    'options=>o',
    'all>a',
    'bind>B',
    'read-only>r',
    'verbose>v',
    'make-private',
    'make-rprivate',
  ]);
  if (o.error) return usage(t, o.error);
  if (o.words.length === 0 && !o.has('a')) {
    for (const m of t.vfs.mounts) if (!o.has('t') || o.value('t') === m.type) t.out(shown(m));
    return 0;
  }
  if (t.process.uid !== 0) return t.fail('only root can do that', 1);
  const options = (o.options.get('o') ?? []).flatMap((text) => text.split(','));
  if (o.has('r')) options.push('ro');
  if (o.has('a')) return mountAll(t);
  let [source = '', target] = o.words as [string, string | undefined];
  if (options.includes('remount')) return remount(t, target ?? source, options);
  if (target === undefined) {
    const entry = fstab(t).find((row) => row[0] === source || row[1] === source.replace(/\/+$/, ''));
    if (!entry) {
      const known = t.vfs.mounts.find((m) => m.source === source || m.point === source);
      return t.fail(
        known
          ? `${source} already mounted`
          : t.guest.profile.era === '2013'
            ? `can't find ${source} in /etc/fstab or /etc/mtab`
            : `${source}: can't find in /etc/fstab.`,
        1,
      );
    }
    [source, target] = entry as [string, string];
    options.push(...(entry[3] ?? '').split(',').filter((x) => x !== 'defaults' && x !== ''));
  }
  return mountOne(t, source, target, o.value('t'), options, o.has('B') || options.includes('bind'));
};

function fstab(t: ToolCall): string[][] {
  const text = t.readFile('/etc/fstab');
  if (text instanceof Errno) return [];
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => row.length >= 3 && !row[0]?.startsWith('#'));
}

function mountAll(t: ToolCall): number {
  let status = 0;
  for (const [source, target, type, options = ''] of fstab(t)) {
    if (!source || !target || type === 'swap' || options.includes('noauto') || t.vfs.mountAt(target)) continue;
    status =
      mountOne(
        t,
        source,
        target,
        type,
        options.split(',').filter((x) => x !== 'defaults'),
        false,
      ) || status;
  }
  return status;
}

function remount(t: ToolCall, path: string, options: readonly string[]): number {
  const at = t.vfs.mounts.findLast((m) => m.point === path || m.source === path);
  if (!at) return t.fail(`${path} not mounted or bad option`, 32);
  if (options.includes('ro')) at.options = at.options.replace(/^rw/, 'ro');
  if (options.includes('rw')) at.options = at.options.replace(/^ro/, 'rw');
  return 0;
}

/** `/dev/disk/by-uuid`, UUID= and LABEL= as the device they name. */
function deviceOf(t: ToolCall, source: string): string {
  const tag = /^(UUID|LABEL)="?([^"]*)"?$/.exec(source);
  if (!tag) return source.startsWith('/') ? normalize(source) : source;
  for (const volume of t.system.fileSystems.volumes()) {
    const image = t.system.fileSystems.content(volume.device.diskId).volumes[volume.startSector] as unknown as
      | ExtImage
      | undefined;
    if (image && (tag[1] === 'UUID' ? image.uuid === tag[2] : image.label === tag[2])) return `/dev/${volume.name}`;
  }
  return source;
}

function mountOne(
  t: ToolCall,
  given: string,
  target: string,
  type: string | undefined,
  options: string[],
  bind: boolean,
): number {
  const point = t.find(target);
  if (point instanceof Errno)
    return t.fail(
      t.guest.profile.era === '2013'
        ? `mount point ${target} does not exist`
        : `${target}: mount point does not exist.`,
      32,
    );
  if (point.inode.t !== 'd')
    return t.fail(
      t.guest.profile.era === '2013'
        ? `mount point ${target} is not a directory`
        : `${target}: mount point is not a directory.`,
      32,
    );
  const mode = options.includes('ro') ? 'ro' : 'rw';
  const extra = options.filter(
    (x) =>
      !['ro', 'rw', 'defaults', 'bind', 'loop', 'auto', ''].includes(x) &&
      !x.startsWith('size=') &&
      !x.startsWith('x-'),
  );
  if (bind) {
    const from = t.find(given);
    if (from instanceof Errno) return t.fail(`special device ${given} does not exist`, 32);
    if (from.path !== from.mount.point)
      return t.fail(`${given}: bind mounts of a part of a file system are not simulated`, 32);
    t.vfs.mounts.push({ ...from.mount, point: point.path });
    return 0;
  }
  if (type === 'tmpfs') {
    const size = options.find((x) => x.startsWith('size='))?.slice(5);
    const bytes = size?.endsWith('%')
      ? (t.guest.run.hardware.memoryBytes * Number.parseFloat(size)) / 100
      : size
        ? sizeOf(size)
        : t.guest.run.hardware.memoryBytes / 2;
    if (bytes === undefined) return badSuper(t, given, target);
    const key = `tmpfs|${t.system.state.next++}`;
    t.system.fileSystems.state.tmpfs[key] = newTmpfs(bytes, t.system.wall);
    t.vfs.mounts.push({
      fs: key,
      point: point.path,
      source: given,
      type,
      options: [mode, 'relatime', ...(size ? [`size=${Math.floor(bytes / 1024)}k`] : [])].join(','),
    });
    return 0;
  }
  if (type === 'proc' || type === 'sysfs' || type === 'debugfs') {
    t.vfs.mounts.push({
      fs: type === 'debugfs' ? 'empty|debugfs' : type === 'proc' ? 'proc' : 'sys',
      point: point.path,
      source: given,
      type,
      options: 'rw,relatime',
    });
    return 0;
  }
  const source = deviceOf(t, given);
  const volume = t.system.fileSystems.volumeAt(source);
  if (!volume) {
    const there = t.find(source);
    if (there instanceof Errno)
      return t.fail(
        t.guest.profile.era === '2013'
          ? `special device ${given} does not exist`
          : `${target}: special device ${given} does not exist.`,
        32,
      );
    return t.fail(
      t.guest.profile.era === '2013' ? `${given} is not a block device` : `${target}: ${given} is not a block device.`,
      32,
    );
  }
  t.system.fileSystems.touchVolume(volume, 'read');
  const key = t.system.fileSystems.volumeKey(volume);
  const image = t.system.fileSystems.content(volume.device.diskId).volumes[volume.startSector] as unknown as
    | ExtImage
    | undefined;
  if (image?.kind !== 'ext') {
    if (type === undefined && t.guest.profile.era === '2013') return t.fail('you must specify the filesystem type', 32);
    return badSuper(t, source, target);
  }
  const shownType = image.shownAs ?? image.type;
  if (type !== undefined && type !== 'auto' && type !== shownType && !(type === 'ext4' && shownType.startsWith('ext')))
    return badSuper(t, source, target);
  const already = t.vfs.mounts.find((m) => m.fs === key);
  if (already && already.point === point.path) {
    if (t.guest.profile.era === '2013')
      return t.fail(
        `${source} already mounted or ${target} busy\nmount: according to mtab, ${source} is mounted on ${already.point}`,
        32,
      );
    return t.fail(`${target}: ${source} already mounted on ${already.point}.`, 32);
  }
  if (image.geometry.blocks * image.geometry.blockSize > volume.bytes) {
    t.guest.log(
      `EXT4-fs (${volume.name}): bad geometry: block count ${image.geometry.blocks} exceeds size of device (${Math.floor(volume.bytes / image.geometry.blockSize)} blocks)`,
      3,
    );
    return badSuper(t, source, target);
  }
  const format = mountedText(t, image, volume.name, mode);
  image.mounts++;
  image.mountedAt = t.system.wall;
  t.system.fileSystems.changedContent(volume.device.diskId);
  for (const line of format) t.guest.log(line, 6);
  t.vfs.mounts.push({
    fs: key,
    point: point.path,
    source,
    type: type && type !== 'auto' ? type : shownType,
    options: [mode, ...(t.guest.profile.era === 'modern' ? ['relatime'] : []), ...extra].join(','),
  });
  t.guest.touch();
  return 0;
}

/** What the driver logs at a mount, by its version. */
function mountedText(t: ToolCall, image: ExtImage, name: string, mode: string): string[] {
  const { profile } = t.guest;
  if (image.shownAs === 'xfs') return [`XFS (${name}): Mounting V5 Filesystem`, `XFS (${name}): Ending clean mount`];
  const [major = 0, minor = 0] = profile.kernelRelease.split('.').map(Number);
  const version = major * 1000 + minor;
  if (version >= 6002)
    return [
      `EXT4-fs (${name}): mounted filesystem ${image.uuid} ${mode === 'ro' ? 'ro' : 'r/w'} with ordered data mode. Quota mode: none.`,
    ];
  if (version >= 5014) return [`EXT4-fs (${name}): mounted filesystem with ordered data mode. Quota mode: none.`];
  const own = image.type === 'ext4' || version >= 4003;
  if (image.type === 'ext2' && !own) return [];
  if (!own)
    return [
      'kjournald starting.  Commit interval 15 seconds',
      `EXT3-fs (${name}): using internal journal`,
      `EXT3-fs (${name}): mounted filesystem with ordered data mode`,
    ];
  return [`EXT4-fs (${name}): mounted filesystem with ordered data mode. Opts: (null)`];
}

function badSuper(t: ToolCall, source: string, target: string): number {
  if (t.guest.profile.era === 'modern')
    return t.fail(
      `${target}: wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error.`,
      32,
    );
  t.err(
    `mount: wrong fs type, bad option, bad superblock on ${source},\n       missing codepage or helper program, or other error\n       In some cases useful info is found in syslog - try\n       dmesg | tail  or so\n\n`,
  );
  return 32;
}

const umount: Tool = (t) => {
  const o = parseOptions(t.args, 'lfanvrt:', ['lazy>l', 'force>f', 'all>a', 'verbose>v']);
  if (o.error) return usage(t, o.error);
  if (t.process.uid !== 0) return t.fail('only root can do that');
  let status = 0;
  for (const word of o.words) {
    const path = normalize(join(t.process.cwd, word));
    const at = t.vfs.mounts.findLast((m) => m.point === path || m.source === word);
    if (!at) {
      t.err(
        t.guest.profile.era === '2013'
          ? `umount: ${word}: not mounted\n`
          : `umount: ${word}: ${t.find(word) instanceof Errno ? 'no mount point specified.' : 'not mounted.'}\n`,
      );
      status = t.guest.profile.era === '2013' ? 1 : 32;
      continue;
    }
    const below = t.vfs.mounts.some((m) => m !== at && m.point.startsWith(`${at.point === '/' ? '' : at.point}/`));
    if (!o.has('l') && (below || at.point === '/' || t.system.holders(at).length > 0)) {
      if (t.guest.profile.era === '2013') {
        t.err(
          `umount: ${at.point}: device is busy.\n        (In some cases useful info about processes that use\n         the device is found by lsof(8) or fuser(1))\n`,
        );
        status = 1;
      } else {
        t.err(`umount: ${at.point}: target is busy.\n`);
        status = 32;
      }
      continue;
    }
    t.system.fileSystems.touch(at, 'write');
    t.system.fileSystems.flush();
    t.vfs.mounts.splice(t.vfs.mounts.indexOf(at), 1);
    if (!t.vfs.mounts.some((m) => m.fs === at.fs)) t.system.fileSystems.drop(at.fs);
    if (at.fs.startsWith('tmpfs|') && !t.vfs.mounts.some((m) => m.fs === at.fs))
      delete t.system.fileSystems.state.tmpfs[at.fs];
    t.guest.touch();
  }
  return status;
};

const findmnt: Tool = (t) => {
  const o = parseOptions(t.args, 'no:lt:rT:S:', [
    'noheadings>n',
    'output=>o',
    'list>l',
    'types=>t',
    'target=>T',
    'source=>S',
  ]);
  if (o.error) return usage(t, o.error);
  const [word] = o.words;
  const columns = (o.value('o') ?? 'TARGET,SOURCE,FSTYPE,OPTIONS').toUpperCase().split(',');
  const cells: Readonly<Record<string, (m: Mount) => string>> = {
    TARGET: (m) => m.point,
    SOURCE: (m) => m.source,
    FSTYPE: (m) => m.type,
    OPTIONS: (m) => m.options,
  };
  const rows = t.vfs.mounts.filter(
    (m) => (word === undefined || m.point === word || m.source === word) && (!o.has('t') || m.type === o.value('t')),
  );
  if (rows.length === 0) return 1;
  const table = [...(o.has('n') ? [] : [columns]), ...rows.map((m) => columns.map((c) => cells[c]?.(m) ?? ''))];
  const widths = columns.map((_c, i) => Math.max(...table.map((r) => (r[i] as string).length)));
  for (const row of table)
    t.out(`${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] as number))).join(' ')}\n`);
  return 0;
};

const mountpoint: Tool = (t) => {
  const quiet = t.args.includes('-q');
  const path = t.args.filter((a) => !a.startsWith('-'))[0] ?? '';
  const found = t.find(path);
  if (found instanceof Errno) {
    if (!quiet) t.err(`mountpoint: ${path}: ${found.message}\n`);
    return 1;
  }
  const is = t.vfs.mountAt(found.path) !== undefined;
  if (!quiet) t.out(`${path} is ${is ? '' : 'not '}a mountpoint\n`);
  return is ? 0 : t.guest.profile.era === '2013' ? 1 : 32;
};

const fsfreeze: Tool = (t) => {
  const o = parseOptions(t.args, 'fu', ['freeze>f', 'unfreeze>u']);
  if (o.error) return usage(t, o.error);
  const [path = ''] = o.words;
  const found = t.find(path);
  if (found instanceof Errno) return t.fail(`cannot open ${path}: ${found.message}`);
  const at = t.vfs.mountAt(found.path) ?? found.mount;
  if (o.has('f')) {
    if (at.frozen) return t.fail(`${path}: freeze failed: Device or resource busy`);
    at.frozen = true;
    return 0;
  }
  if (!at.frozen) return t.fail(`${path}: unfreeze failed: Invalid argument`);
  at.frozen = false;
  for (const process of t.system.all()) t.system.wake(process, (wait) => wait.on === 'thaw' && wait.point === at.point);
  return 0;
};

export const MOUNT_TOOLS: Readonly<Record<string, Tool>> = { df, mount, umount, findmnt, mountpoint, fsfreeze };
export { WouldBlock };
