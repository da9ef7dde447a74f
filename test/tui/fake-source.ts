import type { Outcome, Picture, Source, VmDetail, VmRow } from '../../src/tui/source.ts';

const MB = 1048576;

export function row(name: string, state: string, more: Partial<VmRow> = {}): VmRow {
  const on = state === 'Running';
  return {
    id: name,
    name,
    state,
    cpu: on ? 7 : 0,
    assigned: on ? 1024 * MB : 0,
    demand: on ? 512 * MB : 0,
    uptime: on ? 3725 : 0,
    status: 'Operating normally',
    ...more,
  };
}

export function detail(id: string, more: Partial<VmDetail> = {}): VmDetail {
  return {
    id,
    generation: 1,
    version: '5.0',
    processors: 2,
    guest: 'SUSE Linux Enterprise Server 11 SP3',
    heartbeat: 'OkApplicationsUnknown',
    dynamicMemory: true,
    startup: 786 * MB,
    minimum: 500 * MB,
    maximum: 8192 * MB,
    memoryStatus: 'OK',
    lowGap: 128 * MB,
    disks: [{ place: 'SCSI 0:0', path: '/lab/data.vhdx', sizeBytes: 1024 * MB }],
    curve: [
      { at: 0, assigned: 786 * MB, demand: 0 },
      { at: 60, assigned: 786 * MB, demand: 400 * MB },
      { at: 120, assigned: 1400 * MB, demand: 1150 * MB },
      { at: 240, assigned: 900 * MB, demand: 500 * MB },
      { at: 300, assigned: 900 * MB, demand: 500 * MB },
    ],
    kernelLog: [
      '[    0.000000] Initializing cgroup subsys cpuset',
      '[   12.000000] hv_utils: Registering HyperV Utility Driver',
    ],
    ...more,
  };
}

/** A source that shows what it is told and keeps the lines it was asked to run. */
export function fakeSource(rows: VmRow[], details: Record<string, VmDetail> = {}) {
  const ran: string[][] = [];
  const world = { rows, details, outcome: { ok: true, text: '' } as Outcome, gone: null as string | null };
  const source: Source = {
    picture(selected): Picture {
      if (world.gone) throw new Error(world.gone);
      return {
        host: 'HV01',
        profile: '2012R2',
        time: '2026-01-01 12:00:00',
        clock: 'frozen',
        rows: world.rows,
        detail: (selected && world.details[selected]) || null,
      };
    },
    async run(words) {
      ran.push([...words]);
      return world.outcome;
    },
    version: () => 0,
  };
  return { source, ran, world };
}
