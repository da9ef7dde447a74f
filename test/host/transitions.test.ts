/** Walks the whole table of states and operations: what it allows happens, what it refuses is refused and changes nothing. */
import { expect, test } from '@jest/globals';
import { HostError } from '../../src/host/errors.ts';
import * as lifecycle from '../../src/host/lifecycle.ts';
import type { HostSession } from '../../src/host/session.ts';
import { setVm } from '../../src/host/settings.ts';
import { DURATIONS, type Operation, operations } from '../../src/host/transitions.ts';
import type { VmState } from '../../src/host/types.ts';
import type { Vm } from '../../src/host/vm.ts';
import { TestLab } from '../support/lab.ts';

/** How each state is reached by command lines and a moment's wait. */
const ways: Readonly<Partial<Record<VmState, (lab: TestLab) => Promise<unknown>>>> = {
  Off: async () => {},
  Starting: (lab) => begin(lab, lifecycle.start),
  Running: (lab) => lab.boot('v'),
  Stopping: async (lab) => {
    await lab.boot('v');
    await begin(lab, lifecycle.shutDown);
  },
  Saving: async (lab) => {
    await lab.boot('v');
    await begin(lab, lifecycle.save);
  },
  Saved: async (lab) => {
    await lab.boot('v');
    await lab.ok('Save-VM v');
  },
  Pausing: async (lab) => {
    await lab.boot('v');
    await begin(lab, lifecycle.suspend);
  },
  Paused: async (lab) => {
    await lab.boot('v');
    await lab.ok('Suspend-VM v');
  },
  Resuming: async (lab) => {
    await lab.boot('v');
    await lab.ok('Suspend-VM v');
    await begin(lab, lifecycle.resume);
  },
  Reset: async (lab) => {
    await lab.boot('v');
    await begin(lab, lifecycle.reset);
  },
};

const begin = (lab: TestLab, work: (vm: Vm) => unknown) => {
  const id = lab.id('v');
  return lab.world.change(lab.hostId, (host) => void work(host.vm(id)));
};

const actions: Readonly<Record<Operation, (vm: Vm, host: HostSession) => unknown>> = {
  start: lifecycle.start,
  shutDown: (vm) => lifecycle.shutDown(vm),
  turnOff: lifecycle.turnOff,
  save: lifecycle.save,
  suspend: lifecycle.suspend,
  resume: lifecycle.resume,
  reset: lifecycle.reset,
  reboot: (vm) => lifecycle.shutDown(vm, { restart: true }),
  injectNmi: lifecycle.injectNmi,
  remove: (vm, host) => lifecycle.remove(host, vm),
  settings: (vm) => setVm(vm, { lowMmioGap: 1 << 30 }),
};

const cases = Object.keys(ways).flatMap((state) =>
  Object.keys(operations).map((operation) => [state as VmState, operation as Operation] as const),
);

test.each(cases)('%s: %s', async (state, operation) => {
  const lab = await TestLab.make();
  await lab.machine('v');
  await ways[state]?.(lab);
  const id = lab.id('v');
  const before = lab.vm('v');
  expect(before.state).toBe(state);
  const act = () => lab.world.change(lab.hostId, (host) => actions[operation](host.vm(id), host));
  const step = operations[operation].steps[state];
  if (step === undefined) {
    const refusal = await act().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(HostError);
    expect((refusal as HostError).code).toBe(operations[operation].refusal);
    expect(lab.vm('v')).toEqual(before);
    return;
  }
  const outcome = await act();
  if (step === 'already') {
    expect(outcome).toBe('already');
    expect(lab.vm('v')).toEqual(before);
  } else if ('stay' in step) {
    if (operation === 'remove') expect(lab.id('v')).toBe('');
    else expect(lab.vm('v').state).toBe(state);
  } else {
    // A shutdown or a reboot passes through the guest's own stopping.
    if (operation !== 'shutDown' && operation !== 'reboot') {
      expect(lab.vm('v').state).toBe(step.via in DURATIONS ? step.via : step.to);
    }
    await lab.world.waitFor(lab.hostId, lab.now + 600e6, (host) => {
      const vm = host.vm(id);
      return lifecycle.settled(vm) && (operation !== 'reboot' || (vm.doc.run?.boots ?? 0) > 1) ? true : undefined;
    });
    expect(lab.vm('v').state).toBe(operation === 'shutDown' ? 'Off' : step.to);
  }
});
