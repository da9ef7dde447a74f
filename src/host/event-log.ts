/**
 * The host's event log: what machines do, in the manner of Windows' Hyper-V-Worker and Hyper-V-VMMS logs. Ids 18500 and 18514
 * are from public listings, 18590 and 19544 from Microsoft's support articles; the other ids and their texts are assumed.
 */
import { idOf } from './error-texts.ts';
import type { EventDoc } from './types.ts';
import type { Vm } from './vm.ts';

const WORKER = 'Microsoft-Windows-Hyper-V-Worker-Admin';
const VMMS = 'Microsoft-Windows-Hyper-V-VMMS-Admin';

interface EventKind {
  readonly id: number;
  readonly log: EventDoc['log'];
  readonly level: EventDoc['level'];
  readonly text: (name: string) => string;
}

const info = (id: number, text: (name: string) => string, log: EventDoc['log'] = WORKER): EventKind => ({
  id,
  log,
  level: 'Information',
  text,
});

export const events = {
  created: info(13002, (n) => `The virtual machine '${n}' was created.`, VMMS),
  deleted: info(13003, (n) => `The virtual machine '${n}' was deleted.`, VMMS),
  started: info(18500, (n) => `'${n}' started successfully.`),
  turnedOff: info(18502, (n) => `'${n}' was turned off.`),
  shutDown: info(18504, (n) => `'${n}' was shut down using the Shutdown Integration Component.`),
  guestShutDown: info(18508, (n) => `'${n}' was shut down by the guest operating system.`),
  saved: info(18510, (n) => `'${n}' saved successfully.`),
  reset: info(18512, (n) => `'${n}' was reset.`),
  guestReset: info(18514, (n) => `'${n}' was reset by the guest operating system.`),
  paused: info(18516, (n) => `'${n}' was paused.`),
  resumed: info(18518, (n) => `'${n}' was resumed.`),
  restored: info(18596, (n) => `'${n}' was restored successfully.`),
  outOfMemory: {
    id: 19544,
    log: VMMS,
    level: 'Error',
    text: (n: string) => `Not enough memory in the system to start the virtual machine ${n}.`,
  },
  crashed: {
    id: 18590,
    log: WORKER,
    level: 'Critical',
    text: (n: string) =>
      `'${n}' has encountered a fatal error.  The guest operating system reported that it failed with the following error codes:`,
  },
} as const satisfies Record<string, EventKind>;

/** Writes an event about a machine. `detail` follows the text. */
export function logEvent(vm: Vm, kind: keyof typeof events, detail = ''): void {
  const { id, log, level, text } = events[kind] as EventKind;
  const message = `${text(vm.doc.name)}${detail} ${idOf(vm.named)}`;
  vm.host.log(id, vm.doc.id, { log, level, message });
}
