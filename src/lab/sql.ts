/** Queries of the contract as SQL text. Same query shape, same text, so that statements are prepared once. */
import { fold, kindOf, schema } from './schema.ts';
import type { Cell, Query, Table } from './store.ts';

const key = (column: string) => `${column}_key`;
/** The column by which another is compared and sorted. */
const compared = (table: Table, column: string) => (kindOf(table, column) === 'name' ? key(column) : column);

export const columnsOf = (table: Table): string[] => ['id', ...Object.keys(schema[table].columns)];

/** Columns as they lie in the file: `name` columns twice, the second folded. */
const stored = (table: Table): string[] =>
  columnsOf(table).flatMap((column) => (kindOf(table, column) === 'name' ? [column, key(column)] : [column]));

/** SQL that makes one table and its indexes. */
export function createTable(table: Table): string {
  const def = schema[table];
  const beside = def.documents === 'beside';
  const types = stored(table).map((c) =>
    c === 'id' ? 'id text primary key' : `${c} ${kindOf(table, c) === 'number' ? 'integer' : 'text'}`,
  );
  const out = [`create table ${table} (${types.join(', ')}${beside ? ') without rowid' : ', doc text not null)'};`];
  if (beside) out.push(`create table ${table}_doc (id text primary key, doc text not null);`);
  for (const columns of def.indexes as readonly (readonly string[])[]) {
    const first = columns[0]!;
    const part = columns.length === 1 && kindOf(table, first) === 'number' ? ` where ${first} is not null` : '';
    out.push(
      `create index ${table}_${columns.join('_')} on ${table} (${columns.map((c) => compared(table, c)).join(', ')})${part};`,
    );
  }
  return out.join('\n');
}

/** Values for an insert, in the order of `insertSql`. */
export function cells(table: Table, columns: Readonly<Record<string, Cell>>): Cell[] {
  const out: Cell[] = [];
  for (const column of columnsOf(table)) {
    const cell = tidy(columns[column]!);
    out.push(cell);
    if (kindOf(table, column) === 'name') out.push(fold(cell as string));
  }
  return out;
}

/** A cell as both stores keep it: whole Unicode text, no minus zero; anything else is a bug of the caller. */
export function tidy(cell: Cell): Cell {
  if (typeof cell === 'string') return /[\ud800-\udfff]/.test(cell) ? Buffer.from(cell).toString() : cell;
  if (cell === null) return null;
  if (typeof cell !== 'number' || !Number.isFinite(cell)) throw new TypeError(`not a cell: ${String(cell)}`);
  return cell + 0;
}

/** Puts a row. Columns whose documents lie beside are left alone where they are the same: their indexes are pages to write. */
export function insertSql(table: Table): string {
  const columns = stored(table);
  const beside = schema[table].documents === 'beside';
  if (!beside) columns.push('doc');
  const others = columns.slice(1);
  const update = `on conflict (id) do update set ${others.map((column) => `${column}=excluded.${column}`)}`;
  const changed = others.map((column) => `${table}.${column} is not excluded.${column}`).join(' or ');
  return `insert into ${table} (${columns}) values (${columns.map(() => '?')}) ${update}${beside ? ` where ${changed}` : ''}`;
}

const from = (table: Table) => (schema[table].documents === 'beside' ? `${table} join ${table}_doc using (id)` : table);

export const getSql = (table: Table): string => `select ${columnsOf(table)}, doc from ${from(table)} where id = ?`;

/** `like` patterns know * and ? only; GLOB knows [ too. */
const glob = (pattern: string) => pattern.replaceAll('[', '[[]');

/** SQL and parameters of a query for columns, whole rows or their number. */
export function querySql<T extends Table>(
  table: T,
  what: 'columns' | 'rows' | 'count',
  query: Query<T> = {},
): { sql: string; parameters: Cell[] } {
  const conditions: string[] = [];
  const parameters: Cell[] = [];
  const value = (column: string, cell: Cell) =>
    typeof cell === 'string' && kindOf(table, column) === 'name' ? fold(cell) : cell;
  for (const [column, wanted] of Object.entries((query.where ?? {}) as Record<string, Cell | Cell[] | undefined>)) {
    if (wanted === undefined) continue;
    const name = compared(table, column);
    const list = Array.isArray(wanted) ? wanted : [wanted];
    const present = list.filter((cell) => cell !== null);
    const parts = present.length === 1 ? [`${name} = ?`] : [`${name} in (${present.map(() => '?')})`];
    if (present.length < list.length) parts.push(`${name} is null`);
    conditions.push(`(${parts.join(' or ')})`);
    parameters.push(...present.map((cell) => value(column, cell)));
  }
  for (const [column, pattern] of Object.entries((query.like ?? {}) as Record<string, string | undefined>)) {
    if (pattern === undefined) continue;
    conditions.push(`${compared(table, column)} glob ?`);
    parameters.push(glob(value(column, pattern) as string));
  }
  for (const [column, bound] of Object.entries((query.atMost ?? {}) as Record<string, number | undefined>)) {
    if (bound === undefined) continue;
    conditions.push(`${column} is not null and ${column} <= ?`);
    parameters.push(bound);
  }
  const where = conditions.length ? ` where ${conditions.join(' and ')}` : '';
  if (what === 'count') return { sql: `select count(*) as n from ${table}${where}`, parameters };
  const direction = query.descending ? ' desc' : '';
  const order =
    query.orderBy && query.orderBy !== 'id' ? `${compared(table, query.orderBy)}${direction}, id` : `id${direction}`;
  let sql =
    what === 'rows'
      ? `select ${columnsOf(table)}, doc from ${from(table)}${where} order by ${order}`
      : `select ${columnsOf(table)} from ${table}${where} order by ${order}`;
  if (query.limit !== undefined) {
    sql += ' limit ?';
    parameters.push(query.limit);
  }
  return { sql, parameters };
}
