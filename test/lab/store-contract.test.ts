import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLab } from '../../src/lab/create.ts';
import { openLabStore } from '../../src/lab/lab.ts';
import type { Query, Store } from '../../src/lab/store.ts';
import { temporary } from '../support/temporary.ts';
import { vmColumns } from './rows.ts';

const kinds: Record<string, () => Store> = {
  memory: () => openLabStore({ memory: true }).store,
  sqlite: () => createLab(temporary(), { seed: 's' }).store,
};

describe.each(Object.entries(kinds))('the store in %s', (_kind, open) => {
  const withVms = (...names: string[]): Store => {
    const store = open();
    store.write((tx) => names.forEach((name, i) => void tx.put('vm', vmColumns(`id${i}`, name), { n: i })));
    return store;
  };

  test('keeps a row and its document, and copies both in and out', () => {
    const store = open();
    const doc = { list: [1, 2.5, null, 'ä\u{1F600}'], deep: { yes: true } };
    store.write((tx) => tx.put('vm', vmColumns('a', 'Wéb 1', { upSince: -5, memoryAssigned: 2 ** 53 - 1 }), doc));
    doc.list.push('changed afterwards');
    const row = store.read((r) => r.get('vm', 'a'))!;
    expect(row.columns).toEqual(vmColumns('a', 'Wéb 1', { upSince: -5, memoryAssigned: 2 ** 53 - 1 }));
    expect(row.doc).toEqual({ list: [1, 2.5, null, 'ä\u{1F600}'], deep: { yes: true } });
    (row.doc as { list: unknown[] }).list.length = 0;
    expect(store.read((r) => r.get('vm', 'a')!.doc)).toEqual({
      list: [1, 2.5, null, 'ä\u{1F600}'],
      deep: { yes: true },
    });
    expect(store.read((r) => r.get('vm', 'b'))).toBeUndefined();
    store.close();
  });

  test('finds names without regard to case, keeps their case, and sorts by them', () => {
    const store = withVms('web1', 'WEB1', 'Äpfel', 'db', 'we[b]');
    const names = (query: Query<'vm'>) => store.read((r) => r.list('vm', query).map((c) => c.name));
    expect(names({ where: { name: 'Web1' } })).toEqual(['web1', 'WEB1']);
    expect(names({ where: { name: ['ÄPFEL', 'DB'] }, orderBy: 'name' })).toEqual(['db', 'Äpfel']);
    expect(names({ like: { name: 'WE*' }, orderBy: 'name' })).toEqual(['we[b]', 'web1', 'WEB1']);
    expect(names({ like: { name: 'we[b?' } })).toEqual(['we[b]']);
    expect(names({ like: { name: '?pfel' } })).toEqual(['Äpfel']);
    expect(names({ orderBy: 'name', descending: true, limit: 2 })).toEqual(['Äpfel', 'web1']);
    expect(names({ where: { name: [] } })).toEqual([]);
    expect(names({ where: { name: undefined } })).toHaveLength(5);
    expect(store.read((r) => r.query('vm', { where: { name: 'db' } }).map((row) => row.doc))).toEqual([{ n: 3 }]);
    expect(store.read((r) => r.count('vm', { like: { name: '*b*' } }))).toBe(4);
    store.close();
  });

  test('tells null from a value, and never takes it for "at most"', () => {
    const store = open();
    store.write((tx) => {
      tx.put('vm', vmColumns('a', 'a'), {});
      tx.put('vm', vmColumns('b', 'b', { nextEventAt: 5 }), {});
      tx.put('vm', vmColumns('c', 'c', { nextEventAt: 9 }), {});
    });
    const ids = (query: Query<'vm'>) => store.read((r) => r.list('vm', query).map((c) => c.id));
    expect(ids({ atMost: { nextEventAt: 5 } })).toEqual(['b']);
    expect(ids({ where: { nextEventAt: null } })).toEqual(['a']);
    expect(ids({ where: { nextEventAt: [null, 9] } })).toEqual(['a', 'c']);
    expect(ids({ orderBy: 'nextEventAt' })).toEqual(['a', 'b', 'c']);
    store.close();
  });

  test('commits all of a transaction or nothing', () => {
    const store = withVms('one', 'two');
    const before = store.version();
    expect(() =>
      store.write((tx) => {
        tx.put('vm', vmColumns('id0', 'renamed'), { n: 9 });
        tx.put('guest', { id: 'id0' }, {});
        tx.delete('vm', 'id1');
        expect(tx.list('vm').map((c) => c.name)).toEqual(['renamed']);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.read((r) => r.query('vm').map((row) => [row.columns.name, row.doc]))).toEqual([
      ['one', { n: 0 }],
      ['two', { n: 1 }],
    ]);
    expect(store.read((r) => r.count('guest'))).toBe(0);
    expect(store.version()).toBe(before);
    expect(store.write((tx) => tx.count('vm'))).toBe(2);
    expect(store.version()).not.toBe(before);
    expect(store.tryWrite((tx) => tx.delete('vm', 'id0'))).toEqual({ value: undefined });
    expect(store.read((r) => r.count('vm'))).toBe(1);
    store.close();
  });

  test('refuses transactions inside transactions, values that are no cells, and work after close', () => {
    const store = withVms('one');
    expect(() => store.read(() => store.read(() => 1))).toThrow('open already');
    expect(() => store.write(() => store.tryWrite(() => 1))).toThrow('open already');
    expect(() => store.write((tx) => tx.put('vm', vmColumns('x', 'x', { cpuUsage: Number.NaN }), {}))).toThrow(
      TypeError,
    );
    expect(() =>
      store.write((tx) => tx.put('vm', vmColumns('x', 'x', { state: undefined as unknown as string }), {})),
    ).toThrow(TypeError);
    expect(store.read((r) => r.count('vm'))).toBe(1);
    store.close();
    store.close();
    expect(() => store.read(() => 1)).toThrow();
  });
});

test('after any sequence of changes both stores answer alike', () => {
  const text = fc.oneof(
    fc.constantFrom('a', 'A', 'b', 'ß', 'İ', '*', '?', '[a-b]', 'a.b'),
    fc.string({ unit: 'binary' }),
  );
  const clean = text.map((s) => s.replaceAll('\0', ''));
  const number = fc.oneof(fc.integer(), fc.constantFrom(-0, 0.5, 2 ** 52), fc.constant(null));
  const id = fc.constantFrom('1', '2', '3', '4', '5');
  const change = fc.oneof(
    { weight: 5, arbitrary: fc.record({ put: id, name: clean, state: clean, at: number, doc: fc.jsonValue() }) },
    { weight: 1, arbitrary: fc.record({ drop: id }) },
  );
  const query = fc.record(
    {
      where: fc.record(
        { name: fc.oneof(clean, fc.array(clean)), nextEventAt: fc.oneof(number, fc.array(number)) },
        { requiredKeys: [] },
      ),
      like: fc.record({ name: clean, state: clean }, { requiredKeys: [] }),
      atMost: fc.record({ nextEventAt: fc.integer() }, { requiredKeys: [] }),
      orderBy: fc.constantFrom('id', 'name', 'state', 'nextEventAt'),
      descending: fc.boolean(),
      limit: fc.nat({ max: 6 }),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Query<'vm'>>;
  const stores = Object.values(kinds).map((open) => open());
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.array(change), fc.boolean()), { maxLength: 5 }),
      fc.array(query),
      (rounds, queries) => {
        const answers = stores.map((store) => {
          store.write((tx) => tx.list('vm').forEach((c) => void tx.delete('vm', c.id)));
          for (const [changes, fails] of rounds) {
            try {
              store.write((tx) => {
                for (const c of changes) {
                  if ('drop' in c) tx.delete('vm', c.drop);
                  else tx.put('vm', vmColumns(c.put, c.name, { state: c.state, nextEventAt: c.at }), { d: c.doc });
                }
                if (fails) throw new Error('undo');
              });
            } catch (error) {
              expect((error as Error).message).toBe('undo');
            }
          }
          return store.read((r) => [
            r.query('vm').map((row) => ({ c: { ...row.columns }, d: row.doc })),
            ...queries.map((q) => [
              r.list('vm', q).map((c) => ({ ...c })),
              r.query('vm', q).map((row) => row.columns.id),
              r.count('vm', q),
            ]),
          ]);
        });
        expect(answers[1]).toEqual(answers[0]);
      },
    ),
    { numRuns: 150 },
  );
});
