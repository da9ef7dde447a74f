/** The tables as data: which columns each has, which compare without regard to case, what is indexed. */
import type { Columns, Table } from './store.ts';

/** How one column is kept. `name` columns compare without regard to case. */
export type ColumnKind = 'text' | 'name' | 'number';

export interface TableDef<T extends Table = Table> {
  /** Every column but `id`. */
  readonly columns: { readonly [K in Exclude<keyof Columns[T], 'id'>]: ColumnKind };
  /** `beside`: documents in a table of their own, so that a list of columns passes no document. */
  readonly documents: 'within' | 'beside';
  /** Column lists to index; a `number` column that may be null is indexed where it is not. */
  readonly indexes: readonly (readonly (keyof Columns[T] & string)[])[];
}

export const schema: { readonly [T in Table]: TableDef<T> } = {
  lab: { columns: {}, documents: 'within', indexes: [] },
  host: { columns: { name: 'name', nextEventAt: 'number' }, documents: 'within', indexes: [['name']] },
  vm: {
    columns: {
      host: 'text',
      name: 'name',
      state: 'text',
      generation: 'number',
      version: 'text',
      processors: 'number',
      memoryAssigned: 'number',
      memoryDemand: 'number',
      memoryStatus: 'text',
      cpuUsage: 'number',
      upSince: 'number',
      upFor: 'number',
      heartbeat: 'text',
      status: 'text',
      createdAt: 'number',
      nextEventAt: 'number',
    },
    documents: 'beside',
    indexes: [['name', 'host'], ['nextEventAt']],
  },
  guest: { columns: {}, documents: 'within', indexes: [] },
  drive: {
    columns: { host: 'text', vm: 'text', path: 'text' },
    documents: 'within',
    indexes: [['path'], ['vm']],
  },
  content: { columns: {}, documents: 'within', indexes: [] },
  event: {
    columns: { host: 'text', sequence: 'number', at: 'number', vm: 'text', eventId: 'number' },
    documents: 'within',
    indexes: [
      ['host', 'sequence'],
      ['vm', 'sequence'],
    ],
  },
  trace: {
    columns: { vm: 'text', sequence: 'number', at: 'number', channel: 'text' },
    documents: 'within',
    indexes: [['vm', 'sequence']],
  },
};

export const tables = Object.keys(schema) as Table[];

/** Kind of a column of a table; `id` is text. */
export function kindOf(table: Table, column: string): ColumnKind {
  return column === 'id' ? 'text' : (schema[table].columns as Record<string, ColumnKind>)[column]!;
}

/** The form in which `name` columns are compared and sorted. */
export const fold = (text: string): string => text.toLowerCase();
