/** Disks: lsblk, fdisk, blockdev, blkid, mkfs, resize2fs, tune2fs, dumpe2fs, e2fsck, partprobe, growpart, mkswap. */
import type { Json } from '../../lab/store.ts';
import { readPartitions } from '../block/devices.ts';
import { ExtFs, type ExtImage, formatExt } from '../fs/ext.ts';
import { type ExtType, type Geometry, layOut } from '../fs/geometry.ts';
import { e2fsVersion, newTools } from '../process/e2fs-age.ts';
import type { Volume } from '../process/file-systems.ts';
import { growVolume } from '../process/grow.ts';
import { kernelCounting } from '../process/kernel-side.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import type { PartitionTable } from '../state.ts';
import { Errno } from '../vfs/errno.ts';
import { parseOptions, sizeOf } from './options.ts';
import { PARTITION_TOOLS } from './partition-tools.ts';
import { strftime } from './printf.ts';
import { usage } from './stream-tools.ts';

/** The disk or partition behind a path; says why not. */
export function volumeOf(t: ToolCall, path: string): Volume | undefined {
  const found = t.find(path);
  if (found instanceof Errno || found.inode.t !== 'b') return undefined;
  const [, minor] = found.inode.r ?? [0, 0];
  return t.system.fileSystems.volumes().find((v) => v.device.index * 16 + (v.partition?.number ?? 0) === minor);
}

export function imageOf(t: ToolCall, volume: Volume): (ExtImage & { kind: string }) | undefined {
  return t.system.fileSystems.content(volume.device.diskId).volumes[volume.startSector] as unknown as
    | ExtImage
    | undefined;
}

/** Reads from a device first: the kernel then knows its size. */
export function look(t: ToolCall, volume: Volume): Volume {
  t.system.fileSystems.touchVolume(volume, 'read');
  return t.system.fileSystems.volumes().find((v) => v.name === volume.name) ?? volume;
}

const mountOf = (t: ToolCall, volume: Volume) =>
  t.vfs.mounts.findLast((m) => m.fs === t.system.fileSystems.volumeKey(volume));

/** `4G`, `28.5G`: binary, one decimal where needed. */
export function lsblkSize(bytes: number): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P'];
  let power = 0;
  let value = bytes;
  while (value >= 1024 && power < 5) {
    value /= 1024;
    power++;
  }
  const text = value.toFixed(1).replace(/\.0$/, '');
  return `${text}${units[power]}`;
}

const lsblk: Tool = (t) => {
  const o = parseOptions(t.args, 'bo:ndpfailJr', [
    'bytes>b',
    'output=>o',
    'noheadings>n',
    'nodeps>d',
    'paths>p',
    'fs>f',
    'all>a',
    'list>l',
    'raw>r',
  ]);
  if (o.error) return usage(t, o.error);
  const modern = t.guest.profile.era === 'modern';
  const plural = modern && !/^ubuntu-20/.test(t.guest.profile.id);
  const fallback = o.has('f')
    ? 'NAME,FSTYPE,LABEL,UUID,MOUNTPOINT'
    : `NAME,MAJ:MIN,RM,SIZE,RO,TYPE,${plural ? 'MOUNTPOINTS' : 'MOUNTPOINT'}`;
  const columns = (o.value('o') ?? fallback).toUpperCase().split(',');
  const all = t.system.fileSystems.volumes();
  const roots =
    o.words.length > 0
      ? o.words.map((w) => ({ w, v: volumeOf(t, w) }))
      : all.filter((v) => !v.partition).map((v) => ({ w: v.name, v }));
  const utf8 = /UTF-8/i.test(t.process.env['LANG'] ?? '') && !t.process.env['LC_ALL'];
  const [mid, end] = utf8 ? [Buffer.from('├─').toString('latin1'), Buffer.from('└─').toString('latin1')] : ['|-', '`-'];
  const rows: string[][] = [];
  const add = (volume: Volume, tree: string): void => {
    const image = imageOf(t, volume);
    const swap =
      volume.partition &&
      t.guest.profile.rootDisk.partitions[volume.partition.number - 1]?.fileSystem === 'swap' &&
      volume.device.slot === 'builtin';
    const at = mountOf(t, volume)?.point ?? (swap ? '[SWAP]' : '');
    const cells: Record<string, string> = {
      NAME: tree + (o.has('p') ? `/dev/${volume.name}` : volume.name),
      'MAJ:MIN': `${(8).toString().padStart(3)}:${String(volume.device.index * 16 + (volume.partition?.number ?? 0)).padEnd(3)}`,
      RM: '0',
      SIZE: o.has('b') ? String(volume.bytes) : lsblkSize(volume.bytes),
      RO: volume.device.readOnly ? '1' : '0',
      TYPE: volume.partition ? 'part' : 'disk',
      MOUNTPOINT: at,
      MOUNTPOINTS: at,
      FSTYPE: image ? (image.shownAs ?? image.type) : swap ? 'swap' : '',
      LABEL: image?.label ?? '',
      UUID: image?.uuid ?? '',
      KNAME: volume.name,
      MODEL: volume.partition ? '' : 'Virtual Disk    ',
      VENDOR: volume.partition ? '' : 'Msft    ',
      'PHY-SEC': String(volume.device.physicalSectorBytes),
      'LOG-SEC': String(volume.device.logicalSectorBytes),
    };
    rows.push(columns.map((c) => cells[c] ?? ''));
  };
  let status = 0;
  for (const { w, v } of roots) {
    if (!v) {
      t.err(`lsblk: ${w}: not a block device\n`);
      status = modern ? 32 : 1;
      continue;
    }
    add(v, '');
    if (v.partition || o.has('d')) continue;
    const parts = all.filter((p) => p.device === v.device && p.partition);
    for (const [i, p] of parts.entries()) add(p, o.has('l', 'r') ? '' : i === parts.length - 1 ? end : mid);
  }
  if (rows.length === 0) return status;
  const visible = (text: string): number => Buffer.from(text, 'latin1').toString('utf8').length;
  const widths = columns.map((c, i) => Math.max(c.length, ...rows.map((r) => visible(r[i] as string))));
  const right = new Set(['RM', 'SIZE', 'RO', 'MAJ:MIN', 'PHY-SEC', 'LOG-SEC']);
  for (const row of [...(o.has('n') ? [] : [columns]), ...rows]) {
    const header = row === columns;
    const cells = row.map((cell, i) => {
      const name = columns[i] as string;
      const width = widths[i] as number;
      const pad = ' '.repeat(Math.max(0, width - visible(cell)));
      if (name === 'MAJ:MIN') return header ? cell.padEnd(width) : cell.padEnd(width);
      if (i === row.length - 1) return right.has(name) ? pad + cell : cell;
      return right.has(name) ? pad + cell : cell + pad;
    });
    t.out(`${cells.join(' ')}\n`);
  }
  return status;
};

const blockdev: Tool = (t) => {
  const words = [...t.args];
  const actions = words.filter((w) => w.startsWith('--'));
  const paths = words.filter((w) => !w.startsWith('-'));
  for (const path of paths) {
    const found = volumeOf(t, path);
    if (!found)
      return t.fail(
        t.find(path) instanceof Errno
          ? `cannot open ${path}: No such file or directory`
          : `ioctl error on ${actions[0]?.slice(2)}: Inappropriate ioctl for device`,
      );
    const volume = look(t, found);
    for (const action of actions) {
      const answers: Record<string, number> = {
        '--getsize64': volume.bytes,
        '--getsz': volume.bytes / 512,
        '--getsize': volume.bytes / 512,
        '--getss': volume.device.logicalSectorBytes,
        '--getpbsz': volume.device.physicalSectorBytes,
        '--getbsz': 4096,
        '--getro': volume.device.readOnly ? 1 : 0,
        '--getra': 256,
      };
      if (action === '--rereadpt') {
        if (t.vfs.mounts.some((m) => m.fs.startsWith(`disk|${volume.device.diskId}|`)))
          return t.fail('ioctl error on BLKRRPART: Device or resource busy');
        readPartitions(t.guest, volume.device);
      } else if (action !== '--flushbufs') {
        const answer = answers[action];
        if (answer === undefined) return t.fail(`Unknown command: ${action}`);
        t.out(`${answer}\n`);
      }
    }
  }
  return 0;
};

const blkid: Tool = (t) => {
  const o = parseOptions(t.args, 's:o:c:pgU:L:');
  if (o.error) return usage(t, o.error);
  const wanted = o.words.length > 0 ? o.words.map((w) => volumeOf(t, w)) : t.system.fileSystems.volumes();
  let found = 0;
  for (const volume of wanted) {
    const image = volume && imageOf(t, volume);
    if (!volume || !image) continue;
    if (o.has('U') && image.uuid !== o.value('U')) continue;
    found++;
    const tags: [string, string][] = [
      ...(image.label ? [['LABEL', image.label] as [string, string]] : []),
      ['UUID', image.uuid],
      ['TYPE', image.shownAs ?? image.type],
    ];
    const only = o.options.get('s');
    const shown = tags.filter(([name]) => !only || only.includes(name));
    if (o.has('U', 'L')) t.out(`/dev/${volume.name}\n`);
    else if (o.value('o') === 'value') for (const [, value] of shown) t.out(`${value}\n`);
    else
      t.out(
        `/dev/${volume.name}: ${shown.map(([n, v]) => `${n}="${v}"`).join(' ')}${t.guest.profile.era === '2013' ? ' ' : ''}\n`,
      );
  }
  return found > 0 ? 0 : 2;
};

const NUMBER = (n: number): string => String(n);

/** Why a device must not be formatted. */
function inUse(t: ToolCall, volume: Volume): string | undefined {
  if (mountOf(t, volume)) return `/dev/${volume.name} is mounted; will not make a ${'filesystem'} here!`;
  if (!volume.partition && t.vfs.mounts.some((m) => m.fs.startsWith(`disk|${volume.device.diskId}|`)))
    return `/dev/${volume.name} is apparently in use by the system; will not make a filesystem here!`;
  return undefined;
}

const mkfs: Tool = (t) => {
  const o = parseOptions(t.args, 'b:i:I:N:m:L:U:qFvcnj:J:O:E:T:t:o:g:M:S:V');
  if (o.error) return usage(t, o.error);
  const named = /^mkfs\.(ext[234])$/.exec(t.name)?.[1];
  const asked = named ?? o.value('t') ?? (t.name === 'mke2fs' && t.args.some((a) => a === '-j') ? 'ext3' : 'ext2');
  if (asked === 'xfs') return t.fail('mkfs.xfs: use mkfs.xfs', 1);
  const type = asked as ExtType;
  if (!o.has('q') && !t.state['asked']) t.err(`mke2fs ${e2fsVersion(t.guest.profile)}\n`);
  const [path] = o.words;
  if (path === undefined || !/^ext[234]$/.test(type)) {
    t.err(`Usage: ${t.name} [-c|-l filename] [-b block-size] device [blocks-count]\n`);
    return 1;
  }
  const volume = volumeOf(t, path);
  if (!volume) {
    const there = t.find(path);
    if (there instanceof Errno) {
      if (t.guest.profile.era === '2013')
        t.err(
          `Could not stat ${path} --- No such file or directory\n\nThe device apparently does not exist; did you specify it correctly?\n`,
        );
      else t.err(`The file ${path} does not exist and no size was specified.\n`);
      return 1;
    }
    return t.fail(`${path} is not a block special device.`);
  }
  const refusal = inUse(t, volume);
  if (refusal) {
    t.err(`${refusal}\n`);
    return 1;
  }
  if (volume.device.readOnly) return t.fail(`Permission denied while setting up superblock`);
  // e2fsprogs of 2013 asks before it takes a whole disk; at the end of its input it goes on.
  if (!volume.partition && !o.has('F', 'n') && t.guest.profile.era === '2013') {
    if (!t.state['asked']) {
      t.state['asked'] = true;
      t.out(`${path} is entire device, not just one partition!\nProceed anyway? (y,n) `);
      return 'again';
    }
    const answer = t.chunk();
    if (typeof answer !== 'string') return answer;
    if (answer !== '' && !/^y/i.test(answer)) return 1;
  }
  const now = look(t, volume);
  const content = t.system.fileSystems.content(now.device.diskId);
  // A person is asked before a partitioned disk is overwritten; a script without a terminal is not.
  const size = o.words[1] !== undefined ? Number(o.words[1]) * (sizeOf(o.value('b') ?? '') ?? 1024) : now.bytes;
  let geometry: Geometry;
  try {
    geometry = layOut({
      type,
      bytes: Math.min(size, now.bytes),
      ...newTools(t.guest.profile),
      ...(o.has('b') && { blockSize: Number(o.value('b')) }),
      ...(o.has('i') && { inodeRatio: Number(o.value('i')) }),
      ...(o.has('I') && { inodeSize: Number(o.value('I')) }),
      ...(o.has('N') && { inodes: Number(o.value('N')) }),
      ...(o.has('m') && { reservedPercent: Number(o.value('m')) }),
      ...((o.value('O') ?? '').includes('^has_journal') && { journal: false }),
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    t.err(`${path}: Not enough space to build proposed filesystem while setting up superblock\n`);
    return 1;
  }
  const uuid = o.value('U') ?? t.guest.guid(`uuid ${now.device.diskId} ${t.system.state.next++}`);
  if (!o.has('n')) {
    if (!now.partition) content.table = null;
    if (!now.partition) content.volumes = {};
    content.volumes[now.startSector] = formatExt(
      type,
      geometry,
      uuid,
      o.value('L') ?? '',
      t.system.wall,
    ) as unknown as Json;
    t.system.fileSystems.drop(t.system.fileSystems.volumeKey(now));
    t.system.fileSystems.changedContent(now.device.diskId);
    t.system.fileSystems.touchVolume(now, 'write');
    t.system.fileSystems.flush();
    if (!now.partition && now.device.partitions.length > 0) readPartitions(t.guest, now.device);
  }
  if (!o.has('q')) t.out(mkfsText(t, geometry, type, uuid, o.value('L') ?? ''));
  return 0;
};

/** What mke2fs tells while it works. */
function mkfsText(t: ToolCall, g: Geometry, type: ExtType, uuid: string, label: string): string {
  const old = t.guest.profile.era === '2013';
  const backups = superblocks(g);
  const lines: string[] = [];
  const inodes = g.inodesPerGroup * g.groups;
  if (old) {
    const shift = Math.log2(g.blockSize / 1024);
    lines.push(
      `Filesystem label=${label}`,
      'OS type: Linux',
      `Block size=${g.blockSize} (log=${shift})`,
      `Fragment size=${g.blockSize} (log=${shift})`,
      'Stride=0 blocks, Stripe width=0 blocks',
      `${inodes} inodes, ${g.blocks} blocks`,
      `${g.reservedBlocks} blocks (${((g.reservedBlocks * 100) / g.blocks).toFixed(2)}%) reserved for the super user`,
      `First data block=${g.firstDataBlock}`,
      `Maximum filesystem blocks=${Math.min(4294967296, (g.descriptorBlocks + g.reservedDescriptorBlocks) * (g.blockSize / g.descriptorBytes) * g.blocksPerGroup)}`,
      `${g.groups} block group${g.groups === 1 ? '' : 's'}`,
      `${g.blocksPerGroup} blocks per group, ${g.blocksPerGroup} fragments per group`,
      `${g.inodesPerGroup} inodes per group`,
    );
    if (backups.length > 0) lines.push('Superblock backups stored on blocks: ', ...wrapNumbers(backups));
    lines.push('');
    const tables = `${String(0).padStart(NUMBER(g.groups).length)}/${g.groups}`;
    lines.push(`Writing inode tables: ${'\b'.repeat(0)}${tables.length > 0 ? 'done                            ' : ''}`);
    if (g.journalBlocks > 0) lines.push(`Creating journal (${g.journalBlocks} blocks): done`);
    lines.push(`Writing superblocks and filesystem accounting information: done`, '');
    if (t.guest.profile.id.startsWith('sles-11') || /^(rhel|centos)-6/.test(t.guest.profile.id)) {
      lines.push(
        'This filesystem will be automatically checked every 31 mounts or',
        '180 days, whichever comes first.  Use tune2fs -c or -i to override.',
      );
    }
    return lines.join('\n') + (lines.at(-1) === '' ? '' : '\n');
  }
  const unit = g.blockSize / 1024;
  lines.push(`Creating filesystem with ${g.blocks} ${unit}k blocks and ${inodes} inodes`, `Filesystem UUID: ${uuid}`);
  if (backups.length > 0) lines.push('Superblock backups stored on blocks: ', ...wrapNumbers(backups));
  lines.push(
    '',
    'Allocating group tables: done                            ',
    'Writing inode tables: done                            ',
  );
  if (g.journalBlocks > 0) lines.push(`Creating journal (${g.journalBlocks} blocks): done`);
  lines.push(`Writing superblocks and filesystem accounting information: done`, '', '');
  void type;
  return lines.join('\n');
}

function superblocks(g: Geometry): number[] {
  const found: number[] = [];
  for (let group = 1; group < g.groups; group++) {
    const odd = [3, 5, 7].some((base) => {
      let p = base;
      while (p < group) p *= base;
      return p === group;
    });
    if (group === 1 || odd) found.push(group * g.blocksPerGroup + g.firstDataBlock);
  }
  return found;
}

/** Numbers in lines of at most 79 characters, indented by a tab. */
function wrapNumbers(numbers: readonly number[]): string[] {
  const lines: string[] = [];
  let line = '\t';
  numbers.forEach((n, i) => {
    const text = `${n}${i < numbers.length - 1 ? ', ' : ''}`;
    if (line.length + text.trimEnd().length + 8 > 80) {
      lines.push(line);
      line = '\t';
    }
    line += text;
  });
  return [...lines, line];
}

const resize2fs: Tool = (t) => {
  const o = parseOptions(t.args, 'fFpPMd:S:b');
  if (o.error) return usage(t, o.error);
  const [path, size] = o.words;
  t.err(`resize2fs ${e2fsVersion(t.guest.profile)}\n`);
  if (path === undefined) {
    t.err('Usage: resize2fs [-d debug_flags] [-f] [-F] [-M] [-P] [-p] device [new_size]\n\n');
    return 1;
  }
  const given = volumeOf(t, path);
  if (!given) {
    t.err(
      `resize2fs: ${t.find(path) instanceof Errno ? 'No such file or directory' : 'Bad magic number in super-block'} while ${t.find(path) instanceof Errno ? 'opening' : 'trying to open'} ${path}\n`,
    );
    return 1;
  }
  const volume = look(t, given);
  const image = imageOf(t, volume);
  if (image?.kind !== 'ext' || image.shownAs) {
    t.err(
      `resize2fs: Bad magic number in super-block while trying to open ${path}\n${t.guest.profile.era === 'modern' ? '' : "Couldn't find valid filesystem superblock.\n"}`,
    );
    return 1;
  }
  const unit = image.geometry.blockSize;
  const target = size === undefined ? volume.bytes : /^\d+$/.test(size) ? Number(size) * unit : sizeOf(size);
  if (target === undefined) return t.fail(`Invalid new size: ${size}`);
  const k = `${unit / 1024}k`;
  if (target > volume.bytes) {
    t.err(
      `The containing partition (or device) is only ${Math.floor(volume.bytes / unit)} (${k}) blocks.\nYou requested a new size of ${Math.floor(target / unit)} blocks.\n\n`,
    );
    return 1;
  }
  const mount = mountOf(t, volume);
  const old = image.geometry.blocks;
  const label = t.guest.profile.era === '2013' ? '' : `(${k}) `;
  const done = target >= old * unit ? growVolume(t.system, volume, target) : undefined;
  if (!done) {
    if (target < old * unit && size !== undefined) {
      if (mount) {
        t.out(`Filesystem at ${path} is mounted on ${mount.point}; on-line resizing required\n`);
        t.err('resize2fs: On-line shrinking not supported\n');
        return 1;
      }
      return shrink(t, volume, image, target, path, k);
    }
    t.out(`The filesystem is already ${old} ${label}blocks long.  Nothing to do!\n\n`);
    return 0;
  }
  const g = image.geometry;
  if (mount) {
    t.out(`Filesystem at ${path} is mounted on ${mount.point}; on-line resizing required\n`);
    if (t.guest.profile.era === 'modern')
      t.out(
        `old_desc_blocks = ${Math.ceil(Math.ceil(old / g.blocksPerGroup) / (g.blockSize / g.descriptorBytes))}, new_desc_blocks = ${g.descriptorBlocks}\n`,
      );
    else
      t.out(
        `old desc_blocks = ${Math.ceil(Math.ceil(old / g.blocksPerGroup) / (g.blockSize / g.descriptorBytes))}, new_desc_blocks = ${g.descriptorBlocks}\nPerforming an on-line resize of ${path} to ${done.blocks} (${k}) blocks.\n`,
      );
  } else t.out(`Resizing the filesystem on ${path} to ${done.blocks} (${k}) blocks.\n`);
  t.out(`The filesystem on ${path} is now ${done.blocks} ${label}blocks long.\n\n`);
  return 0;
};

function shrink(t: ToolCall, volume: Volume, image: ExtImage, target: number, path: string, k: string): number {
  const next = layOut({
    type: image.type,
    bytes: target,
    ...newTools(t.guest.profile),
    blockSize: image.geometry.blockSize,
  });
  const fs = new ExtFs(
    {
      ...image,
      geometry: {
        ...next,
        inodesPerGroup: image.geometry.inodesPerGroup,
        inodeTableBlocks: image.geometry.inodeTableBlocks,
      },
    },
    kernelCounting(t.guest.profile, image.type),
  );
  if (fs.usage().free < 0) {
    t.err(`resize2fs: New size smaller than minimum (${image.geometry.blocks - fs.usage().free})\n\n`);
    return 1;
  }
  image.geometry = {
    ...next,
    inodesPerGroup: image.geometry.inodesPerGroup,
    inodeTableBlocks: image.geometry.inodeTableBlocks,
    journalBlocks: image.geometry.journalBlocks,
  };
  t.system.fileSystems.changedContent(volume.device.diskId);
  t.out(
    `Resizing the filesystem on ${path} to ${next.blocks} (${k}) blocks.\nThe filesystem on ${path} is now ${next.blocks} (${k}) blocks long.\n\n`,
  );
  return 0;
}

const FEATURES: Readonly<Record<ExtType, string>> = {
  ext2: 'ext_attr resize_inode dir_index filetype sparse_super large_file',
  ext3: 'has_journal ext_attr resize_inode dir_index filetype sparse_super large_file',
  ext4: 'has_journal ext_attr resize_inode dir_index filetype extent 64bit flex_bg sparse_super large_file huge_file dir_nlink extra_isize metadata_csum',
};

const dumpe2fs: Tool = (t) => {
  const path = t.args.find((a) => !a.startsWith('-'));
  const volume = path === undefined ? undefined : volumeOf(t, path);
  const image = volume && imageOf(t, volume);
  t.err(`${t.name} ${e2fsVersion(t.guest.profile)}\n`);
  if (path === undefined || !volume || image?.kind !== 'ext' || image.shownAs) {
    t.err(
      `${t.name}: Bad magic number in super-block while trying to open ${path}\nCouldn't find valid filesystem superblock.\n`,
    );
    return 1;
  }
  const set = (option: string): string | undefined => {
    const at = t.args.indexOf(option);
    return at < 0 ? undefined : t.args[at + 1];
  };
  if (t.name === 'tune2fs' && !t.args.includes('-l')) {
    const label = set('-L');
    const percent = set('-m');
    if (label !== undefined) image.label = label;
    if (percent !== undefined) {
      image.geometry.reservedBlocks = Math.floor((image.geometry.blocks * Number(percent)) / 100);
      t.out(`Setting reserved blocks percentage to ${percent}% (${image.geometry.reservedBlocks} blocks)\n`);
    }
    t.system.fileSystems.changedContent(volume.device.diskId);
    return 0;
  }
  const g = image.geometry;
  const u = new ExtFs(image, kernelCounting(t.guest.profile, image.type)).usage();
  const date = (at: number | null): string => (at === null ? 'n/a' : strftime('%a %b %e %H:%M:%S %Y', at));
  const rows: [string, string | number][] = [
    ['Filesystem volume name', image.label || '<none>'],
    ['Last mounted on', mountOf(t, volume)?.point ?? '<not available>'],
    ['Filesystem UUID', image.uuid],
    ['Filesystem magic number', '0xEF53'],
    ['Filesystem revision #', '1 (dynamic)'],
    ['Filesystem features', FEATURES[image.type]],
    ['Filesystem state', mountOf(t, volume) && t.guest.profile.era === '2013' ? 'clean' : 'clean'],
    ['Errors behavior', 'Continue'],
    ['Filesystem OS type', 'Linux'],
    ['Inode count', g.groups * g.inodesPerGroup],
    ['Block count', g.blocks],
    ['Reserved block count', g.reservedBlocks],
    ['Free blocks', u.free],
    ['Free inodes', u.freeInodes],
    ['First block', g.firstDataBlock],
    ['Block size', g.blockSize],
    ['Fragment size', g.blockSize],
    ['Reserved GDT blocks', g.reservedDescriptorBlocks],
    ['Blocks per group', g.blocksPerGroup],
    ['Fragments per group', g.blocksPerGroup],
    ['Inodes per group', g.inodesPerGroup],
    ['Inode blocks per group', g.inodeTableBlocks],
    ['Filesystem created', date(image.formattedAt)],
    ['Last mount time', date(image.mountedAt)],
    ['Mount count', image.mounts],
    ['Reserved blocks uid', '0 (user root)'],
    ['Reserved blocks gid', '0 (group root)'],
    ['First inode', 11],
    ['Inode size', g.inodeSize],
  ];
  for (const [name, value] of rows) t.out(`${`${name}:`.padEnd(25)} ${value}\n`);
  return 0;
};

const e2fsck: Tool = (t) => {
  const o = parseOptions(t.args, 'fynpvacCt:E:b:DA:');
  const path = o.words[0];
  const volume = path === undefined ? undefined : volumeOf(t, path);
  const image = volume && imageOf(t, volume);
  if (t.name === 'fsck') t.out(`fsck from util-linux ${t.guest.profile.era === '2013' ? '2.19.1' : '2.38.1'}\n`);
  t.err(`e2fsck ${e2fsVersion(t.guest.profile)}\n`);
  if (!volume || image?.kind !== 'ext') {
    t.err(`e2fsck: Bad magic number in super-block while trying to open ${path}\n`);
    return 8;
  }
  if (mountOf(t, volume) && !o.has('n')) {
    t.err(`${path} is mounted.\ne2fsck: Cannot continue, aborting.\n\n\n`);
    return 8;
  }
  const g = image.geometry;
  const u = new ExtFs(image, kernelCounting(t.guest.profile, image.type)).usage();
  const name = image.label || (path as string);
  const totals = `${name}: ${o.has('f') ? '' : 'clean, '}${u.inodes - u.freeInodes}/${u.inodes} files${o.has('f') ? ' (0.0% non-contiguous)' : ''}, ${g.blocks - u.free}/${g.blocks} blocks\n`;
  if (o.has('f'))
    t.out(
      'Pass 1: Checking inodes, blocks, and sizes\nPass 2: Checking directory structure\nPass 3: Checking directory connectivity\nPass 4: Checking reference counts\nPass 5: Checking group summary information\n',
    );
  t.out(totals);
  return 0;
};

export const BLOCK_TOOLS: Readonly<Record<string, Tool>> = {
  lsblk,
  blockdev,
  blkid,
  mkfs,
  mke2fs: mkfs,
  'mkfs.ext2': mkfs,
  'mkfs.ext3': mkfs,
  'mkfs.ext4': mkfs,
  resize2fs,
  dumpe2fs,
  tune2fs: dumpe2fs,
  e2fsck,
  fsck: e2fsck,
  ...PARTITION_TOOLS,
};
export type { PartitionTable };
