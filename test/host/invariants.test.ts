/** Random sequences of legal and illegal operations: what must hold after every step, whatever was done. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HostError } from '../../src/host/errors.ts';
import { capacity } from '../../src/host/host-memory.ts';
import * as lifecycle from '../../src/host/lifecycle.ts';
import { setMemory } from '../../src/host/memory-settings.ts';
import type { ProfileId } from '../../src/host/profiles.ts';
import type { HostSession } from '../../src/host/session.ts';
import { setVm } from '../../src/host/settings.ts';
import { operations } from '../../src/host/transitions.ts';
import type { Vm } from '../../src/host/vm.ts';
import { GB, MB, TestLab } from '../support/lab.ts';

const NAMES = ['a', 'b', 'c'] as const;
const ACTIONS: Readonly<Record<string, (vm: Vm, host: HostSession, size: number) => unknown>> = {
  start: lifecycle.start,
  shutDown: (vm) => lifecycle.shutDown(vm),
  reboot: (vm) => lifecycle.shutDown(vm, { restart: true }),
  turnOff: lifecycle.turnOff,
  save: lifecycle.save,
  suspend: lifecycle.suspend,
  resume: lifecycle.resume,
  reset: lifecycle.reset,
  nmi: lifecycle.injectNmi,
  startup: (vm, _, size) => setMemory(vm, { startup: size }),
  maximum: (vm, _, size) => setMemory(vm, { maximum: size }),
  minimum: (vm, _, size) => setMemory(vm, { minimum: size }),
  dynamic: (vm, _, size) => setMemory(vm, { dynamic: size % (4 * MB) === 0 }),
  gap: (vm, _, size) => setVm(vm, { lowMmioGap: size }),
  priority: (vm, _, size) => setMemory(vm, { priority: size % 101 }),
};

type Step =
  | { readonly kind: 'act'; readonly action: string; readonly name: (typeof NAMES)[number]; readonly size: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'load'; readonly name: (typeof NAMES)[number]; readonly megabytes: number };

const name = fc.constantFrom(...NAMES);
const size = fc.integer({ min: 16, max: 4000 }).map((n) => n * MB);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      action: fc.constantFrom(...Object.keys(ACTIONS)),
      name,
      size,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(0.01, 0.3, 1, 5, 40, 300) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('load' as const), name, megabytes: fc.integer({ min: 50, max: 3000 }) }),
  },
);

const STATES = new Set(
  Object.values(operations)
    .flatMap(({ steps }) => Object.keys(steps))
    .concat('Saving', 'Pausing'),
);

/** Everything stored, but for the event log and the moment. */
function dump(lab: TestLab): unknown {
  return lab.world.lab.store.read((reader) => ({
    host: reader.query('host'),
    vm: reader.query('vm'),
    guest: reader.query('guest'),
    content: reader.query('content'),
  }));
}

function check(lab: TestLab): void {
  lab.world.readNow(lab.hostId, (host) => {
    let held = 0;
    for (const { id } of host.list()) {
      const vm = host.vm(id);
      const { doc } = vm;
      expect(STATES.has(doc.state)).toBe(true);
      expect(doc.run === null).toBe(doc.state === 'Off');
      if (lifecycle.holdsMemory(vm)) held += doc.run?.memory.assigned ?? 0;
      const memory = doc.run?.memory;
      if (!memory) continue;
      if (!memory.waiting && doc.run?.waitsFor === null) {
        expect(memory.assigned).toBe(memory.bootBytes + memory.hotAdded - memory.ballooned);
      }
      expect(memory.ranges.reduce((sum, [, pages]) => sum + pages * 4096, 0)).toBe(memory.ballooned);
      if (doc.memory.dynamic && vm.runs) {
        expect(memory.assigned).toBeGreaterThanOrEqual(Math.min(doc.memory.minimum, memory.bootBytes));
        expect(memory.assigned).toBeLessThanOrEqual(doc.memory.maximum);
      }
    }
    expect(host.doc.memoryInUse).toBe(held);
    expect(held).toBeLessThanOrEqual(capacity(host));
  });
}

async function perform(lab: TestLab, one: Step): Promise<void> {
  if (one.kind === 'wait') return lab.advance(one.seconds);
  if (one.kind === 'load') {
    if (lab.vm(one.name).doc.run !== null && lab.vm(one.name).state === 'Running') {
      await lab.load(one.name, one.megabytes * MB);
    }
    return;
  }
  await lab.advance(0);
  const before = dump(lab);
  const id = lab.id(one.name);
  try {
    lab.world.changeNow(lab.hostId, (host) => void ACTIONS[one.action]?.(host.vm(id), host, one.size));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    expect(dump(lab)).toEqual(before);
  }
}

async function made(profile: ProfileId): Promise<TestLab> {
  const lab = await TestLab.make({ profile, memoryBytes: 6 * GB });
  for (const each of NAMES)
    await lab.machine(each, { memory: 1024, os: profile === '2022' ? 'ubuntu-22.04' : 'sles-11-sp3' });
  await lab.ok('Set-VM a -DynamicMemory -MemoryMaximumBytes 4GB', 'Set-VM b -DynamicMemory -MemoryMaximumBytes 3GB');
  return lab;
}

test.each(['2012R2', '2022'] as const)('%s: invariants hold after every step', async (profile) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const lab = await made(profile);
      for (const one of steps) {
        await perform(lab, one);
        check(lab);
      }
    }),
    { numRuns: 25, seed: 20131104 },
  );
});

test('looking often or seldom comes to the same', async () => {
  const play = async (parts: number) => {
    const lab = await made('2022');
    await lab.ok('Start-VM a,b');
    for (let i = 0; i < parts; i++) await lab.advance(120 / parts);
    await lab.load('a', 2 * GB);
    for (let i = 0; i < parts; i++) await lab.advance(300 / parts);
    await lab.load('a', null);
    for (let i = 0; i < parts; i++) await lab.advance(600 / parts);
    return dump(lab);
  };
  expect(await play(60)).toEqual(await play(1));
});

test('an idle month costs what an idle second costs', async () => {
  const lab = await made('2022');
  await lab.ok('Start-VM a,b,c');
  await lab.advance(600);
  expect(lab.world.readNow(lab.hostId, (host) => host.nextEventAt())).toBeNull();
  const before = dump(lab);
  await lab.advance(30 * 86_400);
  expect(dump(lab)).toEqual(before);
});
