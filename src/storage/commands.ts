/** Get-Disk and its kin: disks, partitions and volumes of the host, real ones in the files that Mount-VHD attached. */
import { dismountDisk, mountDisk } from '../disk-work.ts';
import type { Builtin, Context } from '../powershell/engine/builtin.ts';
import { toText } from '../powershell/engine/convert.ts';
import { type Gen, wait } from '../powershell/engine/flow.ts';
import { wildcard } from '../powershell/engine/wildcard.ts';
import type { PSValue } from '../powershell/values.ts';
import { MB, roundDown, roundUp } from '../vhd/bytes.ts';
import {
  ALIGNMENT,
  emptyTable,
  freeExtents,
  freeSlot,
  GPT_TYPES,
  readTable,
  type TableEntry,
  writeTable,
} from '../vhd/partition-table.ts';
import { FAT32_RANGE, formatFat32 } from '../vhd/volumes.ts';
import { changeDisk, changeMount, type DiskInfo, disksOf, StorageError } from './host-disks.ts';
import { giveLetter, takeLetter } from './letters.ts';
import {
  diskObject,
  instance,
  type Placed,
  partitionObject,
  physicalDiskObject,
  u32,
  u64,
  volumeObject,
} from './objects.ts';
import {
  allDisks,
  attempt,
  disksMeant,
  hostsFor,
  partitionAt,
  partitionsMeant,
  type StorageRoom,
  storageCommand,
} from './room.ts';

const DISK = `
Number|DeviceId uint32[] [ByNumber] @0 <.
InputObject ciminstance[] [ByInput] <`;

/** Large disks have a larger reserved partition on older releases. */
const RESERVED = 16 * MB;

function* emitDisk(c: Context, room: StorageRoom, disk: DiskInfo): Gen<void> {
  const { world } = (yield* hostsFor(c, room))[0]!;
  const now = ((yield disksOf(world, disk.hostId)) as DiskInfo[]).find((d) => d.number === disk.number);
  if (now) yield* c.emit(diskObject(now));
}

function diskCommands(room: StorageRoom): Builtin[] {
  return [
    storageCommand(
      'Get-Disk',
      `Number|DeviceId uint32[] [ByNumber] @0 <.
UniqueId|Id string[] [ByUniqueId]
FriendlyName string[] [ByName]
SerialNumber string[] [ByName]
Path string[] [ByPath]
Partition ciminstance [ByPartition] <`,
      (c) => ({
        *process() {
          let disks = yield* disksMeant(c, room, { object: 'Partition', number: 'Number' });
          for (const property of ['UniqueId', 'FriendlyName', 'SerialNumber', 'Path']) {
            if (!c.has(property)) continue;
            const patterns = c.texts(property).map((t) => wildcard(t.replaceAll('[', '`[')));
            disks = disks.filter((d) => patterns.some((p) => p.test(toText(diskObject(d).get(property) ?? ''))));
          }
          for (const disk of disks) yield* c.emit(diskObject(disk));
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand(
      'Initialize-Disk',
      `${DISK}\nPartitionStyle string {GPT,MBR}\nPassThru switch`,
      (c) => ({
        *process() {
          const style = c.text('PartitionStyle', 'GPT').toUpperCase() as 'GPT' | 'MBR';
          for (const disk of yield* disksMeant(c, room, { object: 'InputObject', number: 'Number' })) {
            if (!c.should('Initialize-Disk', `Disk ${disk.number}`)) continue;
            const done = yield* attempt(c, async () => {
              if (disk.style !== 'RAW') throw new StorageError(41002, 'The disk has already been initialized.');
              const world = await room.world();
              await changeDisk(world, disk, (file, guid) => {
                const identity = guid();
                const table = emptyTable(style, identity, Number.parseInt(identity.slice(0, 8), 16));
                const from = 34 * file.logicalSectorSize;
                if (style === 'GPT' && file.size > 4 * RESERVED)
                  table.entries.push(
                    entry(1, from, RESERVED - from, GPT_TYPES.reserved, guid(), 'Microsoft reserved partition'),
                  );
                writeTable(file, table);
              });
              return true;
            });
            if (done && c.flag('PassThru')) yield* emitDisk(c, room, disk);
          }
        },
      }),
      { defaultSet: 'ByNumber', confirm: 'Medium' },
    ),
    storageCommand(
      'Clear-Disk',
      `${DISK}\nRemoveData switch\nRemoveOEM switch\nZeroOutEntireDisk switch\nPassThru switch`,
      (c) => ({
        *process() {
          for (const disk of yield* disksMeant(c, room, { object: 'InputObject', number: 'Number' })) {
            if (!c.should('Clear-Disk', `Disk ${disk.number}`)) continue;
            const done = yield* attempt(c, async () => {
              if (disk.style === 'RAW') throw new StorageError(41000, 'The disk has not been initialized.');
              const holdsData = disk.partitions.some((p) => p.type !== GPT_TYPES.reserved);
              if (holdsData && !c.flag('RemoveData'))
                throw new StorageError(41010, 'Cannot clear a disk that has data on it without -RemoveData.');
              const world = await room.world();
              for (const partition of disk.partitions) await takeLetter(world, { disk, partition });
              await changeDisk(world, disk, (file) => {
                for (const p of disk.partitions) file.zero(p.offset, Math.min(p.length, MB));
                if (c.flag('ZeroOutEntireDisk')) file.zero(0, file.size);
                writeTable(file, emptyTable('RAW', disk.guid, 0));
              });
              return true;
            });
            if (done && c.flag('PassThru')) yield* emitDisk(c, room, disk);
          }
        },
      }),
      { defaultSet: 'ByNumber', confirm: 'High' },
    ),
    storageCommand(
      'Set-Disk',
      `${DISK}\nIsOffline bool\nIsReadOnly bool\nPartitionStyle string {GPT,MBR}\nSignature uint32\nGuid string`,
      (c) => ({
        *process() {
          for (const disk of yield* disksMeant(c, room, { object: 'InputObject', number: 'Number' })) {
            if (!c.should('Set-Disk', `Disk ${disk.number}`)) continue;
            yield* attempt(c, async () => {
              const world = await room.world();
              if (c.has('PartitionStyle')) {
                if (disk.partitions.length > 0)
                  throw new StorageError(41011, 'The disk has partitions: its style cannot be converted.');
                const style = c.text('PartitionStyle').toUpperCase() as 'GPT' | 'MBR';
                await changeDisk(world, disk, (file, guid) =>
                  writeTable(file, emptyTable(style, guid(), disk.number + 1)),
                );
              }
              for (const [parameter, key] of [
                ['IsOffline', 'offline'],
                ['IsReadOnly', 'locked'],
              ] as const)
                if (c.has(parameter)) await changeMount(world, disk, (m) => ({ ...m, [key]: c.flag(parameter) }));
            });
          }
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand('Update-Disk', DISK, () => ({})),
    storageCommand('Update-HostStorageCache', '', () => ({})),
    storageCommand(
      'Get-PhysicalDisk',
      'FriendlyName string[] @0\nSerialNumber string[]\nDeviceNumber string\nUniqueId string[]',
      (c) => ({
        *process() {
          const names = c.has('FriendlyName') ? c.texts('FriendlyName').map((n) => wildcard(n)) : null;
          for (const disk of yield* allDisks(c, room)) {
            if (disk.mount) continue;
            const object = physicalDiskObject(disk);
            if (names === null || names.some((n) => n.test(toText(object.get('FriendlyName') ?? ''))))
              yield* c.emit(object);
          }
        },
      }),
    ),
  ];
}

function entry(number: number, offset: number, length: number, type: string, guid: string, name: string): TableEntry {
  return { number, offset, length, type, guid, attributes: 0n, name, mbrType: 0, active: false };
}

const PARTITION = `
DiskNumber uint32[] [ByNumber] @0 <.
PartitionNumber|Number uint32[] [ByNumber] @1 <.
DriveLetter char[] [ByLetter] <.
InputObject ciminstance[] [ByInput] <`;

const NEW_PARTITION = `
DiskNumber|DeviceId uint32[] [ByNumber] @0 ! <.
InputObject ciminstance[] [ByInput] ! <
Size uint64
UseMaximumSize switch
Offset uint64
Alignment uint32
DriveLetter char
AssignDriveLetter switch
MbrType string {FAT12,FAT16,Extended,Huge,IFS,FAT32}
GptType string
IsHidden switch
IsActive switch`;

const MBR_TYPES: Readonly<Record<string, number>> = { fat12: 1, fat16: 4, extended: 5, huge: 6, ifs: 7, fat32: 12 };

/** Makes the entry in the disk's table; answers where it is. */
async function addPartition(c: Context, room: StorageRoom, disk: DiskInfo): Promise<number> {
  if (disk.style === 'RAW') throw new StorageError(41000, 'The disk has not been initialized.');
  if (!c.has('Size') && !c.flag('UseMaximumSize'))
    throw new StorageError(5, 'Invalid Parameter: give -Size or -UseMaximumSize.');
  return changeDisk(await room.world(), disk, (file, guid) => {
    const table = readTable(file);
    const number = freeSlot(table);
    if (number === undefined) throw new StorageError(41004, "The disk's partition limit has been reached.");
    const alignment = c.has('Alignment') ? c.number('Alignment') : ALIGNMENT;
    const extents = freeExtents(file, table);
    const wanted = c.has('Size') ? roundUp(c.number('Size'), file.logicalSectorSize) : 0;
    const at = c.has('Offset') ? c.number('Offset') : null;
    const fits = extents
      .map((e) => {
        const offset = at ?? roundUp(e.offset, alignment);
        return { offset, length: e.offset + e.length - offset, inside: offset >= e.offset };
      })
      .filter((e) => e.inside && e.length >= Math.max(wanted, MB));
    const place = c.has('Size') ? fits[0] : fits.sort((a, b) => b.length - a.length)[0];
    if (!place) throw new StorageError(40000, 'Not enough available capacity');
    const length = c.has('Size') ? wanted : roundDown(place.length, file.logicalSectorSize);
    const made = entry(number, place.offset, length, GPT_TYPES.basic, guid(), 'Basic data partition');
    if (table.style === 'MBR') {
      made.type = null;
      made.mbrType = MBR_TYPES[c.text('MbrType', 'IFS').toLowerCase()]!;
      made.active = c.flag('IsActive');
    } else {
      if (c.has('GptType')) made.type = c.text('GptType').replace(/[{}]/g, '').toLowerCase();
      if (c.flag('IsHidden')) made.attributes |= 1n << 62n;
    }
    table.entries.push(made);
    // What was there before is not the new partition's file system.
    file.zero(made.offset, Math.min(made.length, MB));
    writeTable(file, table);
    return made.offset;
  });
}

function* changedPartition(
  c: Context,
  room: StorageRoom,
  placed: Placed,
  change: (entry: TableEntry, all: TableEntry[]) => TableEntry[],
): Gen<boolean> {
  const done = yield* attempt(c, async () => {
    const world = await room.world();
    await changeDisk(world, placed.disk, (file) => {
      const table = readTable(file);
      const own = table.entries.find((e) => e.offset === placed.partition.offset);
      if (own) table.entries = change(own, table.entries);
      writeTable(file, table);
    });
    return true;
  });
  return done === true;
}

function partitionCommands(room: StorageRoom): Builtin[] {
  return [
    storageCommand(
      'Get-Partition',
      `DiskNumber|DeviceId uint32[] [ByNumber] @0 <.
PartitionNumber|Number uint32[] [ByNumber] @1 <.
DriveLetter char[] [ByLetter]
Offset uint64[] [ByNumber]
UniqueId string[] [ById]
Disk ciminstance [ByDisk] <
Volume ciminstance [ByVolume] <`,
      (c) => ({
        *process() {
          const found = yield* partitionsMeant(c, room, 'Disk');
          for (const placed of found.sort(
            (a, b) => a.disk.number - b.disk.number || a.partition.number - b.partition.number,
          ))
            yield* c.emit(partitionObject(placed));
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand(
      'New-Partition',
      NEW_PARTITION,
      (c) => ({
        *process() {
          const world = yield* wait(room.world());
          for (const disk of yield* disksMeant(c, room, { object: 'InputObject', number: 'DiskNumber' })) {
            if (!c.should('New-Partition', `Disk ${disk.number}`)) continue;
            const offset = yield* attempt(c, () => addPartition(c, room, disk));
            if (offset === undefined) continue;
            let placed = (yield partitionAt(world, disk, offset)) as Placed;
            if (c.has('DriveLetter') || c.flag('AssignDriveLetter')) {
              yield* attempt(c, () =>
                giveLetter(world, placed, c.has('DriveLetter') ? c.text('DriveLetter') : undefined),
              );
              placed = (yield partitionAt(world, disk, offset)) as Placed;
            }
            yield* c.emit(partitionObject(placed));
          }
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand(
      'Remove-Partition',
      `${PARTITION}\nPassThru switch`,
      (c) => ({
        *process() {
          for (const placed of yield* partitionsMeant(c, room)) {
            if (!c.should('Remove-Partition', `Partition ${placed.partition.number} of disk ${placed.disk.number}`))
              continue;
            const world = yield* wait(room.world());
            if (placed.disk.mount) yield takeLetter(world, placed);
            yield* changedPartition(c, room, placed, (own, all) => all.filter((e) => e !== own));
          }
        },
      }),
      { defaultSet: 'ByNumber', confirm: 'High' },
    ),
    storageCommand(
      'Resize-Partition',
      `${PARTITION}\nSize uint64 @2 !\nPassThru switch`,
      (c) => ({
        *process() {
          const size = c.number('Size');
          for (const placed of yield* partitionsMeant(c, room)) {
            const { disk, partition } = placed;
            if (!c.should('Resize-Partition', `Partition ${partition.number} of disk ${disk.number}`)) continue;
            const done = yield* attempt(c, async () => {
              const most = largest(disk, partition);
              if (size > most) {
                const text = `Size Not Supported\n\nExtended information:\nThe specified partition size is not supported. The supported sizes are between ${MB} and ${most} bytes.`;
                throw new StorageError(4097, text);
              }
              if (partition.volume && disk.mount)
                throw new StorageError(
                  null,
                  `hyperv does not resize the file system ${partition.volume.fileSystem} of a mounted disk.`,
                );
              return true;
            });
            if (!done) continue;
            yield* changedPartition(c, room, placed, (own, all) => {
              own.length = roundDown(size, disk.logicalSector);
              return all;
            });
          }
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand(
      'Get-PartitionSupportedSize',
      PARTITION,
      (c) => ({
        *process() {
          for (const { disk, partition } of yield* partitionsMeant(c, room)) {
            yield* c.emit(
              instance(
                'MSFT_PartitionSupportedSize',
                { SizeMin: u64(partition.volume ? partition.length : MB), SizeMax: u64(largest(disk, partition)) },
                null,
              ),
            );
          }
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand(
      'Set-Partition',
      `${PARTITION}\nNewDriveLetter char\nIsActive bool\nIsHidden bool\nIsReadOnly bool\nNoDefaultDriveLetter bool\nGptType string\nMbrType uint16\nPassThru switch`,
      (c) => ({
        *process() {
          const world = yield* wait(room.world());
          for (const placed of yield* partitionsMeant(c, room)) {
            if (!c.should('Set-Partition', `Partition ${placed.partition.number} of disk ${placed.disk.number}`))
              continue;
            if (c.has('NewDriveLetter')) {
              const given = yield* attempt(c, async () => {
                await takeLetter(world, placed);
                return giveLetter(world, placed, c.text('NewDriveLetter'));
              });
              if (given === undefined) continue;
            }
            const bits = { IsHidden: 62n, IsReadOnly: 60n, NoDefaultDriveLetter: 63n } as const;
            yield* changedPartition(c, room, placed, (own, all) => {
              for (const [name, bit] of Object.entries(bits))
                if (c.has(name))
                  own.attributes = c.flag(name) ? own.attributes | (1n << bit) : own.attributes & ~(1n << bit);
              if (c.has('IsActive')) for (const e of all) e.active = e === own && c.flag('IsActive');
              if (c.has('GptType') && own.type !== null)
                own.type = c.text('GptType').replace(/[{}]/g, '').toLowerCase();
              if (c.has('MbrType') && own.type === null) own.mbrType = c.number('MbrType');
              return all;
            });
          }
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    ...accessPaths(room),
  ];
}

/** How far a partition can grow where it stands. */
function largest(disk: DiskInfo, partition: { offset: number; length: number }): number {
  const after = disk.partitions.filter((p) => p.offset > partition.offset).map((p) => p.offset);
  const end = Math.min(disk.size - MB, ...after);
  return Math.max(partition.length, roundDown(end - partition.offset, MB));
}

function accessPaths(room: StorageRoom): Builtin[] {
  const letterOf = (path: string): string => {
    const letter = /^([A-Za-z]):?\\?$/.exec(path)?.[1];
    if (!letter) throw new StorageError(null, 'hyperv gives partitions drive letters, and no folders.');
    return letter;
  };
  return [
    storageCommand(
      'Add-PartitionAccessPath',
      `${PARTITION.replace('DriveLetter char[] [ByLetter] <.\n', '')}\nAccessPath string\nAssignDriveLetter switch\nDriveLetter char\nPassThru switch`,
      (c) => ({
        *process() {
          const world = yield* wait(room.world());
          const wanted = c.has('AccessPath')
            ? c.text('AccessPath')
            : c.has('DriveLetter')
              ? c.text('DriveLetter')
              : null;
          const own = new Set(['driveletter']);
          const letter = c.get('DriveLetter');
          c.values.delete('driveletter');
          for (const placed of yield* partitionsMeant(c, room))
            yield* attempt(c, () => giveLetter(world, placed, wanted === null ? undefined : letterOf(wanted)));
          if (letter !== null && own.size > 0) c.values.set('driveletter', letter);
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
    storageCommand(
      'Remove-PartitionAccessPath',
      `${PARTITION}\nAccessPath string\nPassThru switch`,
      (c) => ({
        *process() {
          const world = yield* wait(room.world());
          for (const placed of yield* partitionsMeant(c, room)) yield* attempt(c, () => takeLetter(world, placed));
        },
      }),
      { defaultSet: 'ByNumber' },
    ),
  ];
}

function volumeCommands(room: StorageRoom): Builtin[] {
  return [
    storageCommand(
      'Get-Volume',
      `DriveLetter char[] [ByLetter] @0
FileSystemLabel|FriendlyName string[] [ByLabel]
Partition ciminstance [ByPartition] <
Path string[] [ByPath]
UniqueId string[] [ById]`,
      (c) => ({
        *process() {
          const labels = c.has('FileSystemLabel') ? c.texts('FileSystemLabel').map((l) => wildcard(l)) : null;
          for (const placed of yield* partitionsMeant(c, room, 'Partition')) {
            const { volume, letter } = placed.partition;
            if ((!volume && !letter) || placed.disk.offline) continue;
            if (labels === null || labels.some((l) => l.test(volume?.label ?? ''))) yield* c.emit(volumeObject(placed));
          }
        },
      }),
      { defaultSet: 'ByLetter' },
    ),
    storageCommand(
      'Format-Volume',
      `DriveLetter char[] [ByLetter] @0 !
InputObject|Partition ciminstance[] [ByInput] ! <
FileSystem string {FAT,FAT32,exFAT,NTFS,ReFS}
NewFileSystemLabel string
AllocationUnitSize uint32
Full switch
Compress switch
Force switch`,
      (c) => ({
        *process() {
          for (const placed of yield* partitionsMeant(c, room)) {
            if (!c.should('Format-Volume', `Partition ${placed.partition.number} of disk ${placed.disk.number}`))
              continue;
            const done = yield* attempt(c, () => formatted(c, room, placed));
            if (done) yield* c.emit(volumeObject(done));
          }
        },
      }),
      { confirm: 'High', defaultSet: 'ByLetter' },
    ),
  ];
}

async function formatted(c: Context, room: StorageRoom, placed: Placed): Promise<Placed> {
  const system = c.text('FileSystem', 'NTFS');
  const { disk, partition } = placed;
  if (!disk.mount) await changeMount(await room.world(), disk, (m) => m);
  if (!/^FAT32$/i.test(system))
    throw new StorageError(null, `hyperv makes FAT32 volumes on the host's disks; it does not make ${system}.`);
  const [least, most] = FAT32_RANGE;
  if (partition.length < least || partition.length > most)
    throw new StorageError(43001, 'The specified cluster size is not valid for a volume of this size.');
  const world = await room.world();
  await changeDisk(world, disk, (file, guid) => {
    const clusterSize = c.has('AllocationUnitSize') ? { clusterSize: c.number('AllocationUnitSize') } : {};
    const serial = Number.parseInt(guid().slice(0, 8), 16);
    formatFat32(file, partition, { label: c.text('NewFileSystemLabel'), serial, full: c.flag('Full'), ...clusterSize });
    const table = readTable(file);
    const own = table.entries.find((e) => e.offset === partition.offset);
    if (own && own.type === null && own.mbrType !== 12) {
      own.mbrType = 12;
      writeTable(file, table);
    }
  });
  return partitionAt(world, disk, partition.offset);
}

const IMAGE =
  'ImagePath string[] ~ [ByPath] @0 ! <.\nInputObject ciminstance[] [ByInput] <\nStorageType string {Unknown,ISO,VHD,VHDX,VHDSet}';

function imageCommands(room: StorageRoom): Builtin[] {
  const image = (disk: DiskInfo | undefined, path: string): PSValue =>
    instance(
      'MSFT_DiskImage',
      {
        Attached: disk !== undefined,
        BlockSize: u32(0),
        DevicePath: disk ? `\\\\.\\PhysicalDrive${disk.number}` : null,
        FileSize: u64(disk?.allocated ?? 0),
        ImagePath: path,
        LogicalSectorSize: u32(disk?.logicalSector ?? 512),
        Number: disk ? u32(disk.number) : null,
        Size: u64(disk?.size ?? 0),
        StorageType: /\.vhdx$/i.test(path) ? 3 : /\.vhd$/i.test(path) ? 2 : 1,
        PSComputerName: null,
      },
      null,
    );
  const each = (c: Context, work: (path: string) => Promise<void>) => ({
    *process(): Gen<void> {
      const world = yield* wait(room.world());
      for (const path of c.texts('ImagePath')) {
        const done = yield* attempt(c, async () => {
          if (/\.iso$/i.test(path))
            throw new StorageError(
              null,
              'hyperv mounts virtual hard disks on the host; it does not mount ISO images there.',
            );
          await work(path);
          return true;
        });
        if (done && c.flag('PassThru')) {
          const disks = (yield disksOf(world, world.hostId())) as DiskInfo[];
          const { shown } = world.files.locate(path);
          yield* c.emit(
            image(
              disks.find((d) => d.mount?.shown === shown),
              shown,
            ),
          );
        }
      }
    },
  });
  return [
    storageCommand(
      'Mount-DiskImage',
      `${IMAGE}\nAccess string {Unknown,ReadWrite,ReadOnly}\nNoDriveLetter switch\nPassThru switch`,
      (c) =>
        each(c, async (path) => {
          const world = await room.world();
          await mountDisk(world, world.hostId(), path, /^ReadOnly$/i.test(c.text('Access')));
        }),
    ),
    storageCommand('Dismount-DiskImage', `${IMAGE}\nDevicePath string\nPassThru switch`, (c) =>
      each(c, async (path) => {
        const world = await room.world();
        await dismountDisk(world, world.hostId(), path);
      }),
    ),
    storageCommand('Get-DiskImage', `${IMAGE}\nDevicePath string\nVolume ciminstance <`, (c) => ({
      *process() {
        const world = yield* wait(room.world());
        const disks = (yield disksOf(world, world.hostId())) as DiskInfo[];
        for (const path of c.texts('ImagePath')) {
          const { shown } = world.files.locate(path);
          yield* c.emit(
            image(
              disks.find((d) => d.mount?.shown === shown),
              shown,
            ),
          );
        }
      },
    })),
  ];
}

/** Known and not there: the host has disks, and no pools of them. */
const POOLS = ['StoragePool', 'VirtualDisk'].flatMap((noun) =>
  ['Get', 'New', 'Remove', 'Set'].map((verb) => `${verb}-${noun}`),
);

function absent(): Builtin[] {
  return POOLS.map((name) =>
    storageCommand(
      name,
      'FriendlyName string[] @0\nInputObject ciminstance[] <\nStoragePoolFriendlyName string\nSize uint64\nPhysicalDisks ciminstance[]',
      (c) => ({
        // biome-ignore lint/correctness/useYield: it only refuses
        *process() {
          throw c.fail(
            'StoragePoolsNotAvailable',
            'NotImplemented',
            'hyperv has no storage pools: its hosts have disks alone.',
            'System.NotSupportedException',
          );
        },
      }),
    ),
  );
}

/** The commands, over this room. */
export function storageCommands(room: StorageRoom): readonly Builtin[] {
  return [
    ...diskCommands(room),
    ...partitionCommands(room),
    ...volumeCommands(room),
    ...imageCommands(room),
    ...absent(),
  ];
}
