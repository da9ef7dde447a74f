/** Tables of types by full name. What scripts rarely use is loaded at its first use. */
import type { NetType } from './net-type.ts';
import { constructible } from './overloads.ts';

/** Brings tables by full name; undefined where it has none of that name. */
export type TableSource = (name: string) => NetType | undefined;

const known = new Map<string, NetType | null>();
const sources: TableSource[] = [];

/** Adds a source of tables. */
export function addTables(source: TableSource): void {
  sources.push(source);
}

/** The table of a type; undefined where there is none. Type arguments of generics do not matter. */
export function tableOf(name: string): NetType | undefined {
  let table = known.get(name);
  if (table === undefined) {
    const plain = name.replace(/`\d+\[.*$/s, '');
    table = null;
    for (const source of sources) {
      const found = source(plain);
      if (found) {
        table = found;
        break;
      }
    }
    known.set(name, table);
  }
  return table ?? undefined;
}

constructible.test = (to, from) => {
  const group = tableOf(to)?.constructors;
  return (
    group?.overloads.some(({ signature: { parameters } }) => {
      if (parameters.length !== 1) return false;
      const { type } = parameters[0]!;
      return type === from || (type === 'string' && from === 'System.String');
    }) ?? false
  );
};
