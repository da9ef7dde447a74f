/**
 * What happens to a machine as a whole: start, stop, save, pause, reset, remove, NMI. Which state allows what is in
 * `transitions.ts`. Every function answers `changed`, or `already` where the machine is there already (a warning). A
 * transition takes its time: the caller waits for `settled` where it needs the outcome.
 */
import { press } from './balance-schedule.ts';
import { checkDisks } from './drives.ts';
import { HostError } from './errors.ts';
import { logEvent } from './event-log.ts';
import { freeMemory, hold, outOfMemory, release } from './host-memory.ts';
import { reclaimable } from './memory-view.ts';
import { freshRun, powerOff, powerOn, resetMachine } from './power.ts';
import { askKvp, canShutDown, deliver, syncTime } from './services.ts';
import type { HostSession } from './session.ts';
import { clearTimer, setTimer } from './timers.ts';
import { DURATIONS, type Operation, operations, PATIENCE, type Step } from './transitions.ts';
import type { VmRun, VmState } from './types.ts';
import type { Vm } from './vm.ts';

export type Outcome = 'changed' | 'already';

/** The table's word on an operation now. @throws HostError the operation's refusal */
export function stepFor(vm: Vm, operation: Operation): Step {
  const { refusal, steps } = operations[operation];
  const step = steps[vm.doc.state];
  if (!step) throw new HostError(refusal, { vm: vm.named } as never);
  return step;
}

function enter(vm: Vm, state: VmState): void {
  vm.doc.state = state;
  const duration = DURATIONS[state] ?? 0;
  if (duration === 0) finishTransition(vm);
  else setTimer(vm, 'transition', vm.host.now + duration);
}

/** True where no transition is under way. */
export function settled(vm: Vm): boolean {
  return !(vm.doc.state in DURATIONS) && vm.doc.state !== 'Stopping';
}

export function start(vm: Vm): Outcome {
  const step = stepFor(vm, 'start');
  if (step === 'already') return step;
  if ('via' in step && step.via === 'Resuming') return resume(vm);
  checkDisks(vm);
  vm.doc.failure = null;
  const saved = vm.doc.run;
  const bytes = saved ? saved.memory.assigned : vm.doc.memory.startup;
  if (freeMemory(vm.host) < bytes) {
    if (freeMemory(vm.host) + reclaimable(vm.host) < bytes) throw outOfMemory(vm, bytes);
    vm.doc.run = saved ?? freshRun(vm);
    if (saved) saved.memory.assigned = 0;
    vm.doc.run.waitsFor = bytes;
    vm.doc.state = 'Starting';
    setTimer(vm, 'startTimeout', vm.host.now + PATIENCE.startMemory);
    press(vm);
    return 'changed';
  }
  vm.doc.run = saved ?? freshRun(vm);
  if (saved) saved.memory.assigned = 0;
  hold(vm, bytes);
  enter(vm, 'Starting');
  return 'changed';
}

/** Memory that a start waited for has come: it goes on. */
export function memoryCame(vm: Vm): void {
  const run = vm.doc.run as VmRun;
  clearTimer(vm, 'startTimeout');
  hold(vm, run.waitsFor ?? 0);
  run.waitsFor = null;
  enter(vm, 'Starting');
}

/** Memory that a start waited for did not come. */
export function startFailed(vm: Vm): void {
  const run = vm.doc.run as VmRun;
  const bytes = run.waitsFor ?? 0;
  vm.doc.failure = { code: 'startOutOfMemory', bytes };
  for (const event of outOfMemory(vm, bytes).events) vm.host.log(event.eventId, event.vm, event.doc);
  vm.doc.timers = [];
  run.waitsFor = null;
  if (run.stoodSince === null) {
    vm.doc.run = null;
    vm.doc.state = 'Off';
  } else {
    run.memory.assigned = bytes;
    vm.doc.state = 'Saved';
  }
}

/**
 * Asks the guest to shut down or restart. The machine is `Stopping` once the guest agreed.
 * @throws HostError `shutdownUnavailable` where no request would reach it
 */
export function shutDown(vm: Vm, options: { readonly restart?: boolean; readonly force?: boolean } = {}): Outcome {
  const restart = options.restart ?? false;
  const step = stepFor(vm, restart ? 'reboot' : 'shutDown');
  if (step === 'already') return step;
  if (!canShutDown(vm)) throw new HostError('shutdownUnavailable', { vm: vm.named });
  const run = vm.doc.run as VmRun;
  run.shutdown = { requestedAt: vm.host.now, restart, status: null, outcome: 'pending' };
  setTimer(vm, 'shutdownTimeout', vm.host.now + PATIENCE.shutdownAnswer);
  const reason = restart ? 'Restart-VM' : 'Stop-VM';
  const message = { type: 'request', reason, restart, force: options.force ?? false } as const;
  deliver(vm, { channel: 'shutdown', message });
  return 'changed';
}

/** The guest did not answer, or answered and did not go down. */
export function shutdownTimedOut(vm: Vm): void {
  const shutdown = vm.doc.run?.shutdown;
  if (shutdown) shutdown.outcome = 'timedOut';
  if (vm.doc.state === 'Stopping') vm.doc.state = 'Running';
}

export function turnOff(vm: Vm): Outcome {
  const step = stepFor(vm, 'turnOff');
  if (step === 'already') return step;
  powerOff(vm);
  logEvent(vm, 'turnedOff');
  return 'changed';
}

/** The machine stands still from now on. */
function standStill(vm: Vm): void {
  const run = vm.doc.run as VmRun;
  if (vm.runs) vm.guest.advanceTo(vm.host.now);
  run.stoodSince ??= vm.host.now;
}

export function save(vm: Vm): Outcome {
  const step = stepFor(vm, 'save');
  if (step === 'already') return step;
  standStill(vm);
  enter(vm, 'Saving');
  return 'changed';
}

export function suspend(vm: Vm): Outcome {
  const step = stepFor(vm, 'suspend');
  if (step === 'already') return step;
  standStill(vm);
  enter(vm, 'Pausing');
  return 'changed';
}

export function resume(vm: Vm): Outcome {
  const step = stepFor(vm, 'resume');
  if (step === 'already') return step;
  enter(vm, 'Resuming');
  return 'changed';
}

/** A hard reset. */
export function reset(vm: Vm): Outcome {
  stepFor(vm, 'reset');
  resetMachine(vm);
  enter(vm, 'Reset');
  return 'changed';
}

/** Time goes on inside after the machine stood still. */
function goOn(vm: Vm): void {
  const run = vm.doc.run as VmRun;
  const since = run.stoodSince ?? vm.host.now;
  run.stoodSince = null;
  vm.doc.state = 'Running';
  const stood = vm.host.now - since;
  for (const timer of vm.doc.timers) timer.at += stood;
  vm.guest.resume(since, vm.host.now);
  syncTime(vm);
  askKvp(vm);
  press(vm);
  vm.host.rescheduled?.(vm);
}

/** The state's transition is complete. */
export function finishTransition(vm: Vm): void {
  const run = vm.doc.run as VmRun;
  clearTimer(vm, 'transition');
  switch (vm.doc.state) {
    case 'Starting':
      if (run.stoodSince === null) {
        powerOn(vm);
        logEvent(vm, 'started');
      } else {
        goOn(vm);
        // Uptime counts from power-on, reset or restore (Msvm_ComputerSystem.OnTimeInMilliseconds).
        run.upSince = vm.host.now;
        logEvent(vm, 'restored');
      }
      break;
    case 'Saving':
      release(vm);
      vm.doc.state = 'Saved';
      logEvent(vm, 'saved');
      break;
    case 'Pausing':
      vm.doc.state = 'Paused';
      logEvent(vm, 'paused');
      break;
    case 'Resuming':
      run.upSince += vm.host.now - (run.stoodSince ?? vm.host.now);
      goOn(vm);
      logEvent(vm, 'resumed');
      break;
    case 'Reset':
      powerOn(vm);
      logEvent(vm, 'reset');
      break;
  }
}

/** Injects a non-maskable interrupt, on the processors that the host profile says. */
export function injectNmi(vm: Vm): void {
  stepFor(vm, 'injectNmi');
  vm.guest.injectNmi(vm.host.profile.nmiTarget, vm.host.now);
  vm.host.rescheduled?.(vm);
}

/** Removes a machine; its disks stay. */
export function remove(host: HostSession, vm: Vm): void {
  stepFor(vm, 'remove');
  logEvent(vm, 'deleted');
  host.remove(vm);
}

/** True where the machine holds host memory now. */
export const holdsMemory = (vm: Vm): boolean => vm.doc.run !== null && vm.doc.state !== 'Saved';
