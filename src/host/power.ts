/** Power of a machine: on, off, again. What is volatile on the host's side is made and dropped here. */
import { logEvent } from './event-log.ts';
import { hardwareOf } from './hardware.ts';
import { freeMemory, hold, release } from './host-memory.ts';
import { beginServices } from './services.ts';
import type { MemoryRun, VmRun } from './types.ts';
import type { Vm } from './vm.ts';

function freshMemory(bytes: number): MemoryRun {
  return {
    assigned: 0,
    bootBytes: bytes,
    ballooned: 0,
    ranges: [],
    hotAdded: 0,
    endPage: 0,
    capabilities: null,
    version: null,
    committedPages: null,
    availablePages: null,
    waiting: null,
    balloonRetryAt: 0,
    hotAddRetryAt: 0,
    hotAddOff: false,
    resizeTo: null,
    trimAfter: 0,
    curve: [],
  };
}

/** The host's side of a machine about to be started. */
export function freshRun(vm: Vm): VmRun {
  return {
    upSince: vm.host.now,
    stoodSince: null,
    waitsFor: null,
    memory: freshMemory(vm.doc.memory.startup),
    services: {},
    openChannels: [],
    kvp: {},
    kvpIndex: null,
    kvpTries: 0,
    exit: null,
    shutdown: null,
    boots: 1,
  };
}

/** Gives a dynamic MAC address to every adapter that has none yet, from the host's range. */
function assignMacs(vm: Vm): void {
  const { doc } = vm.host;
  for (const adapter of vm.doc.adapters) {
    if (!adapter.dynamicMac || adapter.macAddress !== null) continue;
    const first = Number.parseInt(doc.macMinimum, 16);
    const size = Number.parseInt(doc.macMaximum, 16) - first + 1;
    adapter.macAddress = (first + (doc.macsUsed++ % size)).toString(16).toUpperCase().padStart(12, '0');
  }
}

/** Power comes on: the guest boots. */
export function powerOn(vm: Vm): void {
  const run = vm.doc.run as VmRun;
  run.upSince = vm.host.now;
  run.stoodSince = null;
  vm.doc.state = 'Running';
  vm.doc.powerOns++;
  assignMacs(vm);
  vm.guest.powerOn(hardwareOf(vm), vm.host.now);
  beginServices(vm);
}

/** Power is cut: guest and host forget what is volatile. */
export function powerOff(vm: Vm): void {
  if (vm.runs || vm.doc.run?.stoodSince != null) vm.guest.powerOff(vm.host.now);
  if (vm.doc.state !== 'Saved') release(vm);
  vm.doc.run = null;
  vm.doc.timers = [];
  vm.doc.state = 'Off';
}

/** The machine is reset: power stays, everything volatile starts anew. Memory goes back to the startup amount if it can. */
export function resetMachine(vm: Vm): void {
  const old = vm.doc.run as VmRun;
  if (vm.runs || old.stoodSince !== null) vm.guest.powerOff(vm.host.now);
  const assigned = old.memory.assigned;
  const run = { ...freshRun(vm), boots: old.boots + 1 };
  run.memory.assigned = assigned;
  vm.doc.run = run;
  vm.doc.timers = [];
  hold(vm, Math.min(vm.doc.memory.startup - assigned, Math.max(0, freeMemory(vm.host))));
}

/** What the guest's end of its run leads to. */
export function afterExit(vm: Vm): void {
  const run = vm.doc.run;
  const exit = run?.exit;
  if (!run || !exit) return;
  run.exit = null;
  const asked = run.shutdown !== null;
  if (exit.kind === 'crash') {
    // The machine stays on: it is the guest's own setting whether it reboots, dumps or halts.
    const detail = ` ${(exit.parameters ?? []).map((p, i) => `ErrorCode${i}: ${p}`).join(', ')}.`;
    logEvent(vm, 'crashed', exit.message ? `${detail} PreOSId: 0. ${exit.message}` : detail);
  } else if (exit.kind === 'reset' || run.shutdown?.restart) {
    logEvent(vm, 'guestReset');
    resetMachine(vm);
    powerOn(vm);
  } else {
    logEvent(vm, asked ? 'shutDown' : 'guestShutDown');
    powerOff(vm);
  }
}
