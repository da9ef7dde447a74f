/**
 * Resize-VHD's rules about the machines that have the disk (documentation of Resize-VHD): while one runs, only a VHDX on a SCSI
 * controller may change its size; the guest learns of it by a unit attention at its next command.
 */
import type { LabPath } from '../lab/files.ts';
import { attachedTo } from './drive-index.ts';
import { HostError } from './errors.ts';
import { mountOf } from './mounts.ts';
import { deliver } from './services.ts';
import type { HostSession } from './session.ts';
import { HRESULT } from './storage-texts.ts';
import type { Vm } from './vm.ts';

/** A slot of a machine in which the file is. */
interface Holder {
  readonly vm: Vm;
  readonly type: 'IDE' | 'SCSI';
  readonly number: number;
  readonly location: number;
}

function holders(host: HostSession, path: LabPath): Holder[] {
  const ids = new Set(
    attachedTo(host.reader, path.real)
      .filter((row) => row.host === host.doc.id)
      .map((row) => row.vm),
  );
  return [...ids].flatMap((id) => {
    const vm = host.vm(id);
    return vm.doc.controllers.flatMap(({ type, number, drives }) =>
      drives
        .filter((d) => d.kind === 'disk' && d.path !== null && host.tools.files.locate(d.path).real === path.real)
        .map(({ location }) => ({ vm, type, number, location })),
    );
  });
}

/** May the disk in this file change its size now? @throws HostError `resizeOnline` */
export function checkResize(host: HostSession, path: LabPath): void {
  // Mounted, a VHDX may change its size (assumed); a VHD never while it is in use.
  if (mountOf(host, path.real) && !/\.(a?vhdx|vhds)$/i.test(path.shown)) {
    throw new HostError('diskFailed', { operation: 'resize', path: path.shown, code: HRESULT.inUse });
  }
  for (const { vm, type } of holders(host, path)) {
    if (vm.doc.state === 'Off') continue;
    const refuse = (why: string) => new HostError('resizeOnline', { path: path.shown, vm: vm.named, why });
    if (vm.doc.state === 'Saved') throw refuse('The disk belongs to a saved state.');
    if (type === 'IDE') throw refuse('A disk on an IDE controller cannot be resized while the virtual machine runs.');
    if (!/\.(a?vhdx|vhds)$/i.test(path.shown))
      throw refuse('Only a VHDX can be resized while the virtual machine runs.');
  }
}

/** Tells running guests that the disk in this file has another size. */
export function announceResize(host: HostSession, path: LabPath): void {
  for (const { vm, type, number, location } of holders(host, path)) {
    if (!vm.runs || type !== 'SCSI') continue;
    deliver(vm, { channel: 'storage', instance: number, message: { type: 'capacityChanged', location } });
  }
}

/** True where a running or saved machine, of any host of the lab, holds the file, or this host has it mounted. */
export function isHeld(host: HostSession, path: LabPath): boolean {
  return mountOf(host, path.real) !== undefined || isHeldByMachine(host, path);
}

/** Files in use: of running and saved machines of any host of the lab, and what this host has mounted. */
export function heldFiles(host: HostSession): string[] {
  const states = new Map<string, boolean>();
  const runs = (vm: string): boolean => {
    let known = states.get(vm);
    if (known === undefined) {
      const state = host.reader.get('vm', vm)?.columns.state;
      known = state !== undefined && state !== 'Off';
      states.set(vm, known);
    }
    return known;
  };
  const ofMachines = host.reader.list('drive').filter((row) => runs(row.vm));
  return [...new Set([...ofMachines.map((row) => row.path), ...(host.doc.mounts ?? []).map((one) => one.real)])];
}

/** True where a running or saved machine holds the file. */
export function isHeldByMachine(host: HostSession, path: LabPath): boolean {
  return attachedTo(host.reader, path.real).some((row) => {
    const state = host.reader.get('vm', row.vm)?.columns.state;
    return state !== undefined && state !== 'Off';
  });
}
