/**
 * A process that changes a lab, for tests that need several. Bundled by the test that starts it.
 *
 *   bump DIR ID COUNT [delete]   raises the counter in a machine's document; opens and closes the lab each time, as commands do
 *   acknowledge DIR ID           raises it for ever with the lab open, each time printing the number after its commit
 *   hold FILE                    takes the write lock, prints a line, and keeps the lock until it is killed
 *   migrate FILE                 opens the lab with one step more than the program has
 *   create DIR                   makes a lab
 *   look DIR                     prints the first machine's counter, and what trying to write came to
 */
import { writeSync } from 'node:fs';
import { createLab } from '../../src/lab/create.ts';
import { openLabStore } from '../../src/lab/lab.ts';
import { pause } from '../../src/lab/locking.ts';
import { steps } from '../../src/lab/migrations.ts';
import { storeFile } from '../../src/lab/place.ts';
import { sqliteStore } from '../../src/lab/sqlite-store.ts';
import { type Store, StoreError } from '../../src/lab/store.ts';

const [mode, where = '', id = '', count = '', journal = 'wal'] = process.argv.slice(2);

function bump(store: Store): number {
  return store.write((to) => {
    const row = to.get('vm', id)!;
    const n = (row.doc as { n: number }).n + 1;
    to.put('vm', { ...row.columns, cpuUsage: n % 100 }, { n });
    return n;
  });
}

const modes: Record<string, () => void> = {
  bump() {
    for (let i = 0; i < Number(count); i++) {
      const store = sqliteStore(storeFile(where), { journal: journal as 'wal' | 'delete' });
      bump(store);
      store.close();
    }
  },
  acknowledge() {
    const { store } = openLabStore({ dir: where });
    for (;;) writeSync(1, `${bump(store)}\n`);
  },
  hold() {
    sqliteStore(where).write(() => {
      writeSync(1, 'held\n');
      pause(60_000);
    });
  },
  migrate() {
    // Making the table twice would fail.
    sqliteStore(where, {
      steps: [...steps, (db) => db.exec('create table added (x); insert into added values (1)')],
    }).close();
  },
  look() {
    const fault = (work: () => unknown): unknown => {
      try {
        return work() ?? null;
      } catch (error) {
        if (error instanceof StoreError) return error.fault;
        throw error;
      }
    };
    let found: object = {};
    const opening = fault(() => {
      const { store } = openLabStore({ dir: where });
      const { n } = store.read((reader) => reader.get('vm', 'vm0')!.doc) as { n: number };
      found = { n, write: fault(() => store.write(() => 'written')), tryWrite: fault(() => store.tryWrite(() => 1)) };
      store.close();
    });
    writeSync(1, JSON.stringify(opening === null ? found : { opening }));
  },
  create() {
    try {
      createLab(where).close();
      writeSync(1, 'made');
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      writeSync(1, error.fault);
    }
  },
};
modes[mode!]!();
