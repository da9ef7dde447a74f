/** Methods of Msvm_VirtualSystemManagementService. */
import { HostError } from '../host/errors.ts';
import { setVm, type VmChange } from '../host/settings.ts';
import { MB, type VmDoc } from '../host/types.ts';
import type { World } from '../world.ts';
import { CimXmlError, type ReadInstance, readInstance } from './cim-xml.ts';
import { settingsId } from './instances.ts';

/**
 * Return values (Msvm_VirtualSystemManagementService documentation). A value outside its range is answered with "a job was
 * started", as test suites saw on real hosts, and changes nothing: the job fails.
 */
export const RETURN = {
  completed: 0,
  jobStarted: 4096,
  failed: 32768,
  invalidParameter: 32773,
  invalidState: 32775,
} as const;

/** What is wrong with the text that was handed over. */
class Invalid extends Error {}

/** Megabytes as text to bytes; undefined where the text says nothing. */
function megabytes(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,20}$/.test(text)) throw new Invalid();
  return Number(text) * MB;
}

/** What differs from the machine's present settings. */
function changes(doc: VmDoc, { values }: ReadInstance, highGap: boolean): VmChange {
  const one = (name: string): string | undefined => {
    const value = values.get(name);
    if (Array.isArray(value)) throw new Invalid();
    return (value as string | null | undefined) ?? undefined;
  };
  const low = megabytes(one('lowmmiogapsize'));
  const high = highGap ? megabytes(one('highmmiogapsize')) : undefined;
  const name = one('elementname');
  const notes = values.get('notes');
  if (typeof notes === 'string') throw new Invalid();
  const text = notes?.join('\n');
  return {
    ...(low !== undefined && low !== doc.lowMmioGap && { lowMmioGap: low }),
    ...(high !== undefined && high !== doc.highMmioGap && { highMmioGap: high }),
    ...(name !== undefined && name !== doc.name && { newName: name }),
    ...(text !== undefined && text !== doc.notes && { notes: text }),
  };
}

/**
 * ModifySystemSettings: takes over gaps, name and notes from an embedded Msvm_VirtualSystemSettingData; other properties are
 * left as they are. Needs `world.prepare`. Answers the return value.
 */
export function modifySystemSettings(world: World, hostId: string, settings: string): number {
  try {
    const read = readInstance(settings);
    if (read.className.toLowerCase() !== 'msvm_virtualsystemsettingdata') return RETURN.invalidParameter;
    const wanted = String(read.values.get('instanceid') ?? '').toLowerCase();
    return world.changeNow(hostId, (host) => {
      const found = host.list().find(({ id }) => settingsId(id).toLowerCase() === wanted);
      if (!found) return RETURN.invalidParameter;
      const vm = host.vm(found.id);
      setVm(vm, changes(vm.doc, read, host.profile.build >= 15063));
      return RETURN.completed;
    });
  } catch (error) {
    if (error instanceof CimXmlError || error instanceof Invalid) return RETURN.invalidParameter;
    if (!(error instanceof HostError)) throw error;
    if (error.code === 'settingWrongState') return RETURN.invalidState;
    return error.code === 'settingInvalid' ? RETURN.jobStarted : RETURN.failed;
  }
}
