/** The screens' view of a world: read through `host/`, one look at a time. */
import { existsSync } from 'node:fs';
import { memoryStatus } from '../host/memory-view.ts';
import { profiles } from '../host/profiles.ts';
import type { HostSession } from '../host/session.ts';
import { storeFile } from '../lab/place.ts';
import type { Columns } from '../lab/store.ts';
import { type Clock, SECOND } from '../lab/time.ts';
import { formatTime } from '../lab/words.ts';
import type { World } from '../world.ts';
import type { DiskRow, MemoryPoint, Outcome, Picture, Source, VmDetail, VmRow } from './source.ts';

/** Lines of the kernel log that a look fetches: more than any screen has rows. */
const LOG_LINES = 60;

function row(vm: Columns['vm'], now: number): VmRow {
  return {
    id: vm.id,
    name: vm.name,
    state: vm.state,
    cpu: vm.cpuUsage,
    assigned: vm.memoryAssigned,
    demand: vm.memoryDemand,
    uptime: Math.max(0, vm.upSince === null ? vm.upFor : now - vm.upSince) / SECOND,
    status: vm.status,
  };
}

function disksOf(host: HostSession, id: string): DiskRow[] {
  return host.vm(id).doc.controllers.flatMap(({ type, number, drives }) =>
    drives.flatMap(({ kind, location, path }) => {
      if (kind !== 'disk' || path === null) return [];
      return [{ place: `${type} ${number}:${location}`, path, sizeBytes: host.tools.disk(path)?.sizeBytes ?? null }];
    }),
  );
}

/** The recent course of memory, with a last point at the present. */
function curveOf(host: HostSession, id: string): MemoryPoint[] {
  const points = (host.vm(id).doc.run?.memory.curve ?? []).map(([at, assigned, demand]) => ({
    at: at / SECOND,
    assigned,
    demand,
  }));
  const last = points.at(-1);
  return last ? [...points, { ...last, at: host.now / SECOND }] : [];
}

function detailOf(host: HostSession, id: string): VmDetail {
  const vm = host.vm(id);
  const { doc } = vm;
  return {
    id,
    generation: doc.generation,
    version: doc.version,
    processors: doc.processor.count,
    guest: vm.guest.system || 'no operating system installed',
    heartbeat: vm.columns().heartbeat || 'none',
    dynamicMemory: doc.memory.dynamic,
    startup: doc.memory.startup,
    minimum: doc.memory.minimum,
    maximum: doc.memory.maximum,
    memoryStatus: memoryStatus(doc),
    lowGap: doc.lowMmioGap,
    disks: disksOf(host, id),
    curve: curveOf(host, id),
    kernelLog: vm.guest.lastLines(LOG_LINES),
  };
}

function clockWords({ mode }: Clock): string {
  if (mode.kind === 'scaled') return `x${mode.factor}`;
  return mode.kind === 'frozen' ? 'frozen' : '';
}

/**
 * A source over a world whose rooms are loaded (`world.prepare()`).
 * @param run runs a cmdlet line in this process
 */
export function worldSource(world: World, run: (words: readonly string[]) => Promise<Outcome>): Source {
  const hostId = world.hostId();
  const { dir } = world.lab;
  return {
    picture(selected): Picture {
      // An open database outlives its file; a person's lab does not.
      if (dir !== null && !existsSync(storeFile(dir))) throw new Error(`The lab ${dir} is not there any more.`);
      return world.readNow(hostId, (host) => {
        const rows = host.list().map((vm) => row(vm, host.now));
        const chosen = rows.find((r) => r.id === selected) ?? rows[0];
        return {
          host: host.doc.name,
          profile: profiles[host.doc.profile].id,
          time: formatTime(host.now).replace('T', ' ').slice(0, 19),
          clock: clockWords(world.lab.clock),
          rows,
          detail: chosen ? detailOf(host, chosen.id) : null,
        };
      });
    },
    run,
    version: () => world.lab.store.version(),
  };
}
