/** The host's end of a machine as its guest sees it. */
import type { HostPort } from '../vmbus/port.ts';
import type { Vm } from './vm.ts';

export function hostPort(vm: Vm): HostPort {
  return {
    vmId: vm.doc.id,
    send() {},
    exited() {},
    disk(slot) {
      const drive = vm.drive(slot.controller, slot.number, slot.location);
      return drive?.kind === 'disk' && drive.path !== null ? vm.host.tools.disk(drive.path) : undefined;
    },
    readContent: (diskId) => vm.host.readContent(diskId),
    writeContent: (diskId, content) => vm.host.writeContent(diskId, content),
  };
}
