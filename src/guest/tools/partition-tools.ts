/** Partition tables: fdisk, sfdisk's and parted's common calls, partprobe, growpart. */
import { readPartitions } from '../block/devices.ts';
import type { Volume } from '../process/file-systems.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import type { BlockDevice, PartitionTable, TablePartition } from '../state.ts';
import { Errno } from '../vfs/errno.ts';
import { look, lsblkSize, volumeOf } from './block-tools.ts';
import { parseOptions, sizeOf } from './options.ts';

const LINUX_GPT = '0FC63DAF-8483-4772-8E79-3D69D8477DE4';
const TYPE_NAMES: Readonly<Record<string, string>> = {
  '83': 'Linux',
  '82': 'Linux swap / Solaris',
  '8e': 'Linux LVM',
  ee: 'GPT',
  '5': 'Extended',
  [LINUX_GPT]: 'Linux filesystem',
  '0657FD6D-A4AB-43C4-84E5-0933C84B4F4F': 'Linux swap',
  'C12A7328-F81F-11D2-BA4B-00A0C93EC93B': 'EFI System',
};

/** `4294 MB`, `107.4 GB`: util-linux up to 2.24. */
function oldSize(bytes: number): string {
  const megabytes = Math.floor(bytes / 1_000_000);
  if (megabytes < 10_000) return `${megabytes} MB`;
  const h = Math.floor((megabytes + 50) / 100);
  return `${Math.floor(h / 10)}.${h % 10} GB`;
}

function newSize(bytes: number): string {
  const text = lsblkSize(bytes);
  return `${text.slice(0, -1)} ${text.at(-1)}${text.endsWith('B') ? '' : 'iB'}`.replace(' BiB', ' B');
}

function listDisk(t: ToolCall, volume: Volume): void {
  const { device, bytes } = volume;
  const modern = t.guest.profile.era === 'modern';
  const table = volume.partition ? null : t.system.fileSystems.content(device.diskId).table;
  const sectors = bytes / 512;
  const physical = device.physicalSectorBytes;
  const logical = device.logicalSectorBytes;
  if (modern) {
    const grown = table?.label === 'gpt' && table.diskSectors !== sectors;
    if (grown)
      t.err(`GPT PMBR size mismatch (${table.diskSectors - 1} != ${sectors - 1}) will be corrected by write.\n`);
    if (grown && table.diskSectors < sectors) t.err('The backup GPT table is not on the end of the device.\n');
    t.out(`Disk /dev/${volume.name}: ${newSize(bytes)}, ${bytes} bytes, ${sectors} sectors\n`);
    if (!volume.partition) t.out('Disk model: Virtual Disk    \n');
    t.out(
      `Units: sectors of 1 * 512 = 512 bytes\nSector size (logical/physical): ${logical} bytes / ${physical} bytes\nI/O size (minimum/optimal): ${physical} bytes / ${physical} bytes\n`,
    );
    if (!table) return;
    const shown = table.label === 'gpt' && table.diskSectors > sectors ? protective(sectors) : table;
    t.out(`Disklabel type: ${shown.label}\nDisk identifier: ${shown.label === 'dos' ? `0x${shown.id}` : shown.id}\n`);
    if (shown.partitions.length > 0) newTable(t, volume, shown);
    return;
  }
  const rhel6 = /^(rhel|centos)-6/.test(t.guest.profile.id);
  t.out(`\nDisk /dev/${volume.name}: ${oldSize(bytes)}, ${bytes} bytes\n`);
  const heads = `255 heads, 63 sectors/track, ${Math.floor(bytes / 8_225_280)} cylinders`;
  t.out(
    rhel6
      ? `${heads}\nUnits = cylinders of 16065 * 512 = 8225280 bytes\n`
      : `${heads}, total ${sectors} sectors\nUnits = sectors of 1 * 512 = 512 bytes\n`,
  );
  t.out(
    `Sector size (logical/physical): ${logical} bytes / ${physical} bytes\nI/O size (minimum/optimal): ${physical} bytes / ${physical} bytes\nDisk identifier: 0x${table?.label === 'dos' ? table.id : '00000000'}\n\n`,
  );
  if (!table || table.partitions.length === 0) {
    t.err(`Disk /dev/${volume.name} doesn't contain a valid partition table\n`);
    return;
  }
  const width = Math.max(9, ...table.partitions.map((p) => `/dev/${volume.name}${p.number}`.length));
  t.out(`${'Device'.padStart(width)} Boot      Start         End      Blocks   Id  System\n`);
  const shown = table.label === 'gpt' ? protective(sectors).partitions : table.partitions;
  for (const p of shown) {
    const [from, to] = rhel6
      ? [Math.floor(p.start / 16065) + 1, Math.floor((p.start + p.sectors - 1) / 16065) + 1]
      : [p.start, p.start + p.sectors - 1];
    t.out(
      `${`/dev/${volume.name}${p.number}`.padStart(width)}   ${p.bootable ? '*' : ' '} ${String(from).padStart(11)} ${String(to).padStart(11)} ${`${Math.floor(p.sectors / 2)}${p.sectors % 2 ? '+' : ' '}`.padStart(12)} ${p.type.padStart(3)}  ${TYPE_NAMES[p.type] ?? 'Unknown'}\n`,
    );
  }
}

const protective = (sectors: number): PartitionTable => ({
  label: 'dos',
  id: '00000000',
  diskSectors: sectors,
  partitions: [{ number: 1, start: 1, sectors: sectors - 1, type: 'ee', uuid: '', bootable: false }],
});

function newTable(t: ToolCall, volume: Volume, table: PartitionTable): void {
  const dos = table.label === 'dos';
  const rows = table.partitions.map((p) => [
    `/dev/${volume.name}${p.number}`,
    ...(dos ? [p.bootable ? '*' : ''] : []),
    String(p.start),
    String(p.start + p.sectors - 1),
    String(p.sectors),
    lsblkSize(p.sectors * 512),
    ...(dos ? [p.type] : []),
    TYPE_NAMES[p.type] ?? 'unknown',
  ]);
  const heads = ['Device', ...(dos ? ['Boot'] : []), 'Start', 'End', 'Sectors', 'Size', ...(dos ? ['Id'] : []), 'Type'];
  const widths = heads.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] as string).length)));
  t.out('\n');
  for (const row of [heads, ...rows]) {
    t.out(
      `${row.map((cell, i) => (i === row.length - 1 ? cell : i === 0 || heads[i] === 'Boot' ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number))).join(' ')}\n`,
    );
  }
}

const fdisk: Tool = (t) => {
  const o = parseOptions(t.args, 'lub:cs:H:S:wW');
  if (o.has('l')) {
    const wanted =
      o.words.length > 0
        ? o.words.map((w) => ({ w, v: volumeOf(t, w) }))
        : t.system.fileSystems
            .volumes()
            .filter((v) => !v.partition)
            .map((v) => ({ w: v.name, v }));
    let status = 0;
    wanted.forEach(({ w, v }, i) => {
      if (!v) {
        t.err(t.guest.profile.era === '2013' ? '' : `fdisk: cannot open ${w}: No such file or directory\n`);
        status = 1;
        return;
      }
      if (i > 0 && t.guest.profile.era === 'modern') t.out('\n\n');
      listDisk(t, look(t, v));
    });
    return t.guest.profile.era === '2013' ? 0 : status;
  }
  const [path] = o.words;
  if (path === undefined) return t.fail('bad usage');
  const volume = volumeOf(t, path);
  if (!volume) {
    t.err(
      t.guest.profile.era === '2013'
        ? `\nUnable to open ${path}\n`
        : `fdisk: cannot open ${path}: ${t.find(path) instanceof Errno ? 'No such file or directory' : 'Inappropriate ioctl for device'}\n`,
    );
    return 1;
  }
  const input = t.all();
  if (typeof input !== 'string') return input;
  return edit(t, look(t, volume), input.split('\n'));
};

/** fdisk by its one-letter commands, as scripts feed them. */
function edit(t: ToolCall, volume: Volume, lines: string[]): number {
  const { device } = volume;
  const content = t.system.fileSystems.content(device.diskId);
  const sectors = volume.bytes / 512;
  const fresh = (label: 'dos' | 'gpt'): PartitionTable => ({
    label,
    id:
      label === 'dos'
        ? t.guest.guid(`table ${t.system.state.next++}`).slice(0, 8)
        : t.guest.guid(`table ${t.system.state.next++}`).toUpperCase(),
    partitions: [],
    diskSectors: sectors,
  });
  let table: PartitionTable = structuredClone(content.table) ?? fresh('dos');
  const next = (): string => (lines.shift() ?? '').trim();
  t.out('Command (m for help): ');
  while (lines.length > 0) {
    const command = next();
    if (command === 'n') {
      let kind = 'p';
      if (table.label === 'dos') kind = next() || 'p';
      void kind;
      const number = Number(next() || table.partitions.length + 1);
      const last = table.label === 'gpt' ? sectors - 34 : Math.min(sectors, 2 ** 32) - 1;
      const free = table.partitions.reduce((most, p) => Math.max(most, p.start + p.sectors), 2048);
      const first = Number(next() || free);
      const text = next();
      const plus = /^\+(\d+)([KMGT]?)(?:B|iB)?$/.exec(text);
      const end =
        text === ''
          ? last
          : plus
            ? first + (plus[2] ? (sizeOf(`${plus[1]}${plus[2]}`) as number) / 512 : Number(plus[1])) - 1
            : Number(text);
      if (
        Number.isNaN(end) ||
        end > last ||
        end < first ||
        table.partitions.some((p) => p.number === number || (first < p.start + p.sectors && end >= p.start))
      )
        t.out('Value out of range.\n');
      else
        table.partitions.push({
          number,
          start: first,
          sectors: end - first + 1,
          type: table.label === 'gpt' ? LINUX_GPT : '83',
          uuid: table.label === 'gpt' ? t.guest.guid(`part ${t.system.state.next++}`).toUpperCase() : '',
          bootable: false,
        });
      table.partitions.sort((a, b) => a.number - b.number);
    } else if (command === 'd') {
      const number = table.partitions.length === 1 ? (table.partitions[0] as TablePartition).number : Number(next());
      // A single partition is deleted without asking; what follows may still be its number.
      if (table.partitions.length === 1 && /^\d+$/.test(lines[0]?.trim() ?? '')) lines.shift();
      table.partitions = table.partitions.filter((p) => p.number !== number);
    } else if (command === 't') {
      const number = table.partitions.length === 1 ? (table.partitions[0] as TablePartition).number : Number(next());
      const type = next();
      for (const p of table.partitions) if (p.number === number) p.type = type;
    } else if (command === 'a') {
      const number = Number(next());
      for (const p of table.partitions) if (p.number === number) p.bootable = !p.bootable;
    } else if (command === 'o' || command === 'g') table = fresh(command === 'o' ? 'dos' : 'gpt');
    else if (command === 'p') listDisk(t, volume);
    else if (command === 'w') {
      t.out(
        t.guest.profile.era === '2013'
          ? 'The partition table has been altered!\n\nCalling ioctl() to re-read partition table.\n'
          : 'The partition table has been altered.\nCalling ioctl() to re-read partition table.\nSyncing disks.\n\n',
      );
      return writeTable(t, device, table) ? 0 : t.guest.profile.era === '2013' ? 1 : 0;
    } else if (command === 'q') return 0;
    if (lines.length > 0) t.out('\nCommand (m for help): ');
  }
  return 0;
}

/** Writes a table and lets the kernel read it; false where the disk is in use and it keeps the old one. */
export function writeTable(t: ToolCall, device: BlockDevice, table: PartitionTable): boolean {
  const { fileSystems } = t.system;
  const content = fileSystems.content(device.diskId);
  table.diskSectors = device.sectors;
  content.table = table;
  // A file system right on the disk is gone; volumes that begin where they began are still there.
  delete content.volumes['0'];
  fileSystems.changedContent(device.diskId);
  const whole = fileSystems.volumes().find((v) => v.device === device && !v.partition);
  if (whole) fileSystems.touchVolume(whole, 'write');
  fileSystems.flush();
  if (t.vfs.mounts.some((m) => m.fs.startsWith(`disk|${device.diskId}|`))) {
    t.err(
      t.guest.profile.era === '2013'
        ? '\nWARNING: Re-reading the partition table failed with error 16: Device or resource busy.\nThe kernel still uses the old table. The new table will be used at\nthe next reboot or after you run partprobe(8) or kpartx(8)\nSyncing disks.\n'
        : 'Re-reading the partition table failed.: Device or resource busy\n',
    );
    return false;
  }
  readPartitions(t.guest, device);
  return true;
}

const partprobe: Tool = (t) => {
  const wanted = t.args.filter((a) => !a.startsWith('-')).map((w) => volumeOf(t, w));
  const volumes = wanted.length > 0 ? wanted : t.system.fileSystems.volumes().filter((v) => !v.partition);
  for (const volume of volumes) {
    if (!volume) return t.fail('Error: Could not stat device - No such file or directory.');
    look(t, volume);
    refresh(t, volume.device);
  }
  return 0;
};

/** Takes the table as it is on the disk: what is mounted keeps its number and start. */
function refresh(t: ToolCall, device: BlockDevice): void {
  t.system.fileSystems.flush();
  readPartitions(t.guest, device);
}

const sfdisk: Tool = (t) => {
  const o = parseOptions(t.args, 'qdlfN:uLR', [
    'quiet>q',
    'dump>d',
    'list>l',
    'force>f',
    're-read>R',
    'no-reread',
    'append>a',
    'label=',
  ]);
  const [path] = o.words;
  const found = path === undefined ? undefined : volumeOf(t, path);
  if (!found) return t.fail(`cannot open ${path}: No such file or directory`);
  const volume = look(t, found);
  const content = t.system.fileSystems.content(volume.device.diskId);
  if (o.has('l')) {
    listDisk(t, volume);
    return 0;
  }
  if (o.has('d')) {
    const { table } = content;
    if (!table) return t.fail(`${path}: does not contain a recognized partition table`);
    t.out(
      `label: ${table.label}\nlabel-id: ${table.label === 'dos' ? `0x${table.id}` : table.id}\ndevice: ${path}\nunit: sectors\n${table.label === 'gpt' ? `first-lba: 2048\nlast-lba: ${table.diskSectors - 34}\n` : ''}sector-size: 512\n\n`,
    );
    for (const p of table.partitions)
      t.out(
        `/dev/${volume.name}${p.number} : start=${String(p.start).padStart(12)}, size=${String(p.sectors).padStart(12)}, type=${p.type}${p.uuid ? `, uuid=${p.uuid}` : ''}${p.bootable ? ', bootable' : ''}\n`,
      );
    return 0;
  }
  const input = t.all();
  if (typeof input !== 'string') return input;
  const sectors = volume.bytes / 512;
  const label = /label:\s*(gpt|dos)/.exec(input)?.[1] === 'gpt' ? 'gpt' : 'dos';
  const id = t.guest.guid(`table ${t.system.state.next++}`);
  const table: PartitionTable = {
    label,
    id: label === 'gpt' ? id.toUpperCase() : id.slice(0, 8),
    partitions: [],
    diskSectors: sectors,
  };
  for (const line of input.split('\n')) {
    if (!line.trim() || /^[\w-]+:\s/.test(line.trim())) continue;
    const named = (key: string): string | undefined => new RegExp(`${key}\\s*=\\s*([^,\\s]+)`).exec(line)?.[1];
    const fields = line.split(/[,;]/).map((f) => f.trim());
    const free = table.partitions.reduce((most, p) => Math.max(most, p.start + p.sectors), 2048);
    const start = Number(named('start') ?? (/^\d+$/.test(fields[0] ?? '') ? fields[0] : free));
    const sizeText = named('size') ?? (line.includes('=') ? undefined : fields[1]);
    const last = label === 'gpt' ? sectors - 33 : sectors;
    const size =
      !sizeText || sizeText === '+'
        ? last - start
        : /^\d+$/.test(sizeText)
          ? Number(sizeText)
          : (sizeOf(sizeText) ?? 0) / 512;
    table.partitions.push({
      number: table.partitions.length + 1,
      start,
      sectors: size,
      type: label === 'gpt' ? LINUX_GPT : (named('type') ?? (fields[2] || '83')),
      uuid: label === 'gpt' ? t.guest.guid(`part ${t.system.state.next++}`).toUpperCase() : '',
      bootable: /bootable|\*/.test(line),
    });
  }
  return writeTable(t, volume.device, table) ? 0 : 1;
};

const parted: Tool = (t) => {
  const o = parseOptions(t.args, 'sa:mi', ['script>s', 'align=>a', 'machine>m'], false);
  const words = o.words.flatMap((w) => w.split(/\s+/));
  const path = words.shift();
  const found = path === undefined ? undefined : volumeOf(t, path);
  if (!found) {
    t.err(`Error: Could not stat device ${path} - No such file or directory.\n`);
    return 1;
  }
  const volume = look(t, found);
  const sectors = volume.bytes / 512;
  const content = t.system.fileSystems.content(volume.device.diskId);
  let table = structuredClone(content.table);
  let changed = false;
  const place = (text: string, end: boolean): number | undefined => {
    if (text.endsWith('%')) return Math.round((sectors * Number.parseFloat(text)) / 100);
    const match = /^(-?\d+(?:\.\d+)?)(s|B|KiB|MiB|GiB|TiB|kB|KB|MB|GB|TB)?$/i.exec(text);
    if (!match) return undefined;
    const unit =
      { s: 512, b: 1, kib: 1024, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }[
        (match[2] ?? 'MB').toLowerCase()
      ] ?? 1e6;
    void end;
    return Math.floor((Number(match[1]) * unit) / 512);
  };
  while (words.length > 0) {
    const command = words.shift();
    if (command === 'mklabel' || command === 'mktable') {
      const label = words.shift() === 'gpt' ? 'gpt' : 'dos';
      const id = t.guest.guid(`table ${t.system.state.next++}`);
      table = { label, id: label === 'gpt' ? id.toUpperCase() : id.slice(0, 8), partitions: [], diskSectors: sectors };
      changed = true;
    } else if (command === 'mkpart') {
      if (!table) {
        t.err(`Error: ${path}: unrecognised disk label\n`);
        return 1;
      }
      words.shift();
      if (words[0] && place(words[0], false) === undefined) words.shift();
      const last = table.label === 'gpt' ? sectors - 34 : sectors - 1;
      const first = Math.max(2048, Math.ceil((place(words.shift() ?? '0', false) ?? 0) / 2048) * 2048);
      const end = Math.min(last, (place(words.shift() ?? '100%', true) ?? last) - 1);
      table.partitions.push({
        number: table.partitions.length + 1,
        start: first,
        sectors: end - first + 1,
        type: table.label === 'gpt' ? LINUX_GPT : '83',
        uuid: table.label === 'gpt' ? t.guest.guid(`part ${t.system.state.next++}`).toUpperCase() : '',
        bootable: false,
      });
      changed = true;
    } else if (command === 'rm') {
      const number = Number(words.shift());
      if (table) table.partitions = table.partitions.filter((p) => p.number !== number);
      changed = true;
    } else if (command === 'print') {
      t.out(
        `Model: Msft Virtual Disk (scsi)\nDisk ${path}: ${partedSize(volume.bytes)}\nSector size (logical/physical): ${volume.device.logicalSectorBytes}B/${volume.device.physicalSectorBytes}B\nPartition Table: ${table ? (table.label === 'dos' ? 'msdos' : 'gpt') : 'unknown'}\n\n`,
      );
      if (table) {
        t.out(
          table.label === 'gpt'
            ? 'Number  Start   End     Size    File system  Name  Flags\n'
            : 'Number  Start   End     Size    Type     File system  Flags\n',
        );
        for (const p of table.partitions)
          t.out(
            ` ${String(p.number).padEnd(6)} ${partedSize(p.start * 512).padEnd(7)} ${partedSize((p.start + p.sectors) * 512).padEnd(7)} ${partedSize(p.sectors * 512).padEnd(7)} ${table.label === 'dos' ? 'primary' : ''}\n`,
          );
        t.out('\n');
      }
    } else if (command !== 'unit' && command !== 'align-check') break;
    else words.shift();
  }
  return changed && table ? (writeTable(t, volume.device, table) ? 0 : 1) : 0;
};

function partedSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let power = 0;
  let value = bytes;
  while (value >= 1000 && power < 4) {
    value /= 1000;
    power++;
  }
  return `${value >= 100 || power === 0 ? Math.round(value) : Number(value.toPrecision(3))}${units[power]}`;
}

const growpart: Tool = (t) => {
  const [path = '', number = ''] = t.args.filter((a) => !a.startsWith('-'));
  const found = volumeOf(t, path);
  if (!found) {
    t.err(`FAILED: ${path}: does not exist\n`);
    return 2;
  }
  const volume = look(t, found);
  const content = t.system.fileSystems.content(volume.device.diskId);
  const table = structuredClone(content.table);
  const partition = table?.partitions.find((p) => p.number === Number(number));
  if (!table || !partition) {
    t.err(`FAILED: failed to get start and end for ${path}${number} in ${path}\n`);
    return 2;
  }
  const sectors = volume.bytes / 512;
  const following = table.partitions.filter((p) => p.start > partition.start).map((p) => p.start);
  const end = Math.min(table.label === 'gpt' ? sectors - 34 : sectors - 1, ...following.map((s) => s - 1));
  const size = end - partition.start + 1;
  if (size - partition.sectors < 2048) {
    t.out(`NOCHANGE: partition ${number} is size ${partition.sectors}. it cannot be grown\n`);
    return 1;
  }
  const old = partition.sectors;
  partition.sectors = size;
  content.table = { ...table, diskSectors: sectors };
  t.system.fileSystems.changedContent(volume.device.diskId);
  t.system.fileSystems.flush();
  // BLKPG changes one partition in place, also while it is mounted.
  const known = volume.device.partitions.find((p) => p.number === Number(number));
  if (known) known.sectors = size;
  t.out(
    `CHANGED: partition=${number} start=${partition.start} old: size=${old} end=${partition.start + old - 1} new: size=${size} end=${partition.start + size - 1}\n`,
  );
  return 0;
};

export const PARTITION_TOOLS: Readonly<Record<string, Tool>> = { fdisk, partprobe, sfdisk, parted, growpart };
