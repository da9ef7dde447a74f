/** Rows for tests of the store. */
import type { Columns } from '../../src/lab/store.ts';

export function vmColumns(id: string, name: string, more: Partial<Columns['vm']> = {}): Columns['vm'] {
  return {
    id,
    host: 'h1',
    name,
    state: 'Off',
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
    status: 'Operating normally',
    createdAt: 0,
    nextEventAt: null,
    ...more,
  };
}
