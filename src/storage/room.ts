/** What the storage commands share: which host, which disks and partitions are meant, and errors as the provider gives them. */
import { builtin, type Options } from '../powershell/cmdlets/declare.ts';
import type { Body, Builtin, Context } from '../powershell/engine/builtin.ts';
import type { ScriptError } from '../powershell/engine/errors.ts';
import { type Gen, wait } from '../powershell/engine/flow.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import type { Awaitable } from '../powershell/runtime.ts';
import type { PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { type DiskInfo, disksOf, type PartitionInfo, StorageError } from './host-disks.ts';
import type { Placed } from './objects.ts';

/** What the commands are given. */
export interface StorageRoom {
  world(): Awaitable<World>;
  /** Names of the hosts that -CimSession means. */
  hostsOf(sessions: readonly PSValue[], c: Context): readonly string[];
}

const CIM_EXCEPTION = 'Microsoft.Management.Infrastructure.CimException';

/** Every command can be sent to other hosts. */
const COMMON = 'CimSession|Session object[] ~\nThrottleLimit int';

export function storageCommand(
  name: string,
  table: string,
  make: (c: Context) => Body,
  options: Options = {},
): Builtin {
  return builtin(name, 'storage', `${table}\n${COMMON}`, make, { className: name, confirm: 'Low', ...options });
}

/** The hosts that a command is sent to. */
export function* hostsFor(c: Context, room: StorageRoom): Gen<{ world: World; hostId: string }[]> {
  const world = yield* wait(room.world());
  if (!c.has('CimSession')) return [{ world, hostId: world.hostId() }];
  return room.hostsOf(c.list('CimSession'), c).map((name) => ({ world, hostId: world.hostId(name) }));
}

/** The refusal of a change as an error of the command. */
export function refusal(c: Context, error: unknown, target: PSValue = null): ScriptError {
  if (!(error instanceof StorageError)) throw error;
  const { code, message } = error;
  return c.fail(
    code === null ? 'StorageNotAvailable' : `StorageWMI ${code}`,
    code === null ? 'NotImplemented' : 'NotSpecified',
    message,
    code === null ? 'System.NotSupportedException' : CIM_EXCEPTION,
    { target },
  );
}

/** Runs a change; a refusal is reported and gives undefined. */
export function* attempt<R>(c: Context, work: () => Promise<R>): Gen<R | undefined> {
  try {
    return (yield work()) as R;
  } catch (error) {
    yield* c.error(refusal(c, error).error);
    return undefined;
  }
}

function* notFound(c: Context, what: string, property: string, value: string): Gen<void> {
  yield* c.error(
    c.record(
      `CmdletizationQuery_NotFound_${property}`,
      'ObjectNotFound',
      `No ${what} objects found with property '${property}' equal to '${value}'.  Verify the value of the property and retry.`,
      'Microsoft.PowerShell.Cmdletization.Cim.CimJobException',
      { target: value },
    ),
  );
}

/** All disks of the hosts that are meant. */
export function* allDisks(c: Context, room: StorageRoom): Gen<DiskInfo[]> {
  const found: DiskInfo[] = [];
  for (const { world, hostId } of yield* hostsFor(c, room))
    found.push(...((yield disksOf(world, hostId)) as DiskInfo[]));
  return found;
}

const dataOf = (values: readonly PSValue[]): unknown[] => values.flatMap((v) => (v instanceof PSObj ? [v.data] : []));
const isPlaced = (data: unknown): data is Placed => typeof data === 'object' && data !== null && 'partition' in data;
const isDisk = (data: unknown): data is DiskInfo => typeof data === 'object' && data !== null && 'partitions' in data;

/** Disks by object or number, as they are now. */
export function* disksMeant(c: Context, room: StorageRoom, by: { object: string; number: string }): Gen<DiskInfo[]> {
  const all = yield* allDisks(c, room);
  const again = (d: DiskInfo): DiskInfo[] => all.filter((a) => a.hostId === d.hostId && a.number === d.number);
  if (c.has(by.object)) {
    return dataOf(c.list(by.object)).flatMap((d) => (isDisk(d) ? again(d) : isPlaced(d) ? again(d.disk) : []));
  }
  if (!c.has(by.number)) return all;
  const found: DiskInfo[] = [];
  for (const text of c.texts(by.number)) {
    const matches = all.filter((d) => String(d.number) === text);
    found.push(...matches);
    if (matches.length === 0) yield* notFound(c, 'MSFT_Disk', 'Number', text);
  }
  return found;
}

const placedOn = (disks: readonly DiskInfo[]): Placed[] =>
  disks.flatMap((disk) => disk.partitions.map((partition) => ({ disk, partition })));

const same = (a: Placed, b: Placed): boolean =>
  a.disk.hostId === b.disk.hostId && a.disk.number === b.disk.number && a.partition.offset === b.partition.offset;

/** Partitions by object, letter, or numbers of disk and partition, as they are now. */
export function* partitionsMeant(c: Context, room: StorageRoom, object = 'InputObject'): Gen<Placed[]> {
  const all = placedOn(yield* allDisks(c, room));
  for (const name of [object, 'Partition', 'Volume', 'Disk']) {
    if (!c.has(name)) continue;
    return dataOf(c.list(name)).flatMap((d) =>
      isPlaced(d)
        ? all.filter((p) => same(p, d))
        : isDisk(d)
          ? all.filter((p) => p.disk.hostId === d.hostId && p.disk.number === d.number)
          : [],
    );
  }
  let found = all;
  const kept = function* (property: string, of: (p: Placed) => string): Gen<void> {
    if (!c.has(property)) return;
    const wanted = c.texts(property);
    for (const text of wanted)
      if (!found.some((p) => of(p).toLowerCase() === text.toLowerCase()))
        yield* notFound(c, 'MSFT_Partition', property, text);
    found = found.filter((p) => wanted.some((t) => t.toLowerCase() === of(p).toLowerCase()));
  };
  yield* kept('DiskNumber', (p) => String(p.disk.number));
  yield* kept('PartitionNumber', (p) => String(p.partition.number));
  yield* kept('DriveLetter', (p) => p.partition.letter ?? '');
  yield* kept('Offset', (p) => String(p.partition.offset));
  return found;
}

/** One partition of a disk, as it is now. */
export async function partitionAt(world: World, disk: DiskInfo, offset: number): Promise<Placed> {
  const now = (await disksOf(world, disk.hostId)).find((d) => d.number === disk.number)!;
  const partition = now.partitions.find((p) => p.offset === offset) as PartitionInfo;
  return { disk: now, partition };
}
