/** Keeps the table by which the machine that has a disk file attached is found without opening every machine. */
import type { LabFiles } from '../lab/files.ts';
import type { Columns, Reader, Transaction } from '../lab/store.ts';
import type { VmDoc } from './types.ts';

type Row = Columns['drive'];

/** The row of every disk of a machine; a path that leads nowhere has none. */
function rowsOf(vm: VmDoc, host: string, files: LabFiles): Row[] {
  return vm.controllers.flatMap((controller) =>
    controller.drives.flatMap((drive) => {
      if (drive.kind !== 'disk' || drive.path === null) return [];
      const id = `${vm.id}/${controller.type}${controller.number}/${drive.location}`;
      return [{ id, host, vm: vm.id, path: files.locate(drive.path).real }];
    }),
  );
}

/** Brings the table up to date with a machine; null: with its removal. */
export function indexDrives(to: Transaction, id: string, vm: VmDoc | null, host: string, files: LabFiles): void {
  const wanted = vm ? rowsOf(vm, host, files) : [];
  const kept = new Set(wanted.map((row) => row.id));
  for (const row of to.list('drive', { where: { vm: id } })) if (!kept.has(row.id)) to.delete('drive', row.id);
  for (const row of wanted) to.put('drive', row, null);
}

/** Machines, of any host of the lab, that have this file attached. */
export function attachedTo(reader: Reader, real: string): Row[] {
  return reader.list('drive', { where: { path: real } });
}
