/** The host's end of a machine as its guest sees it: hands packets to the providers. */
import type { HostPort } from '../vmbus/port.ts';
import { receiveBalloon } from './dynamic-memory.ts';
import { receive, receiveBus } from './services.ts';
import { setTimer } from './timers.ts';
import type { Vm } from './vm.ts';

export function hostPort(vm: Vm): HostPort {
  const { host } = vm;
  return {
    vmId: vm.doc.id,
    send(packet, at) {
      // A guest may speak of a moment between the last event and now.
      const now = host.now;
      host.now = at;
      if (packet.channel === 'balloon') receiveBalloon(vm, packet.message, at);
      else if (packet.channel === 'storage') storage(vm, packet);
      else if (packet.channel === 'bus') receiveBus(vm, packet.message);
      else receive(vm, packet, at);
      host.now = now;
    },
    exited(exit, at) {
      if (!vm.doc.run) return;
      vm.doc.run.exit =
        exit.kind === 'crash'
          ? { kind: exit.kind, parameters: [...exit.parameters], message: exit.message }
          : { kind: exit.kind };
      setTimer(vm, 'exit', at);
    },
    disk(slot) {
      const drive = vm.drive(slot.controller, slot.number, slot.location);
      return drive?.kind === 'disk' && drive.path !== null ? host.tools.disk(drive.path) : undefined;
    },
    readContent: (diskId) => host.readContent(diskId),
    writeContent: (diskId, content) => host.writeContent(diskId, content),
  };
}

/** The storage channel's opening: a driver asks for versions from its newest down. */
function storage(vm: Vm, packet: Extract<Parameters<HostPort['send']>[0], { channel: 'storage' }>): void {
  const { message, instance } = packet;
  if (message.type !== 'queryProtocolVersion') return;
  const accepted = message.version <= vm.host.profile.vmstorVersion;
  const answer = { channel: 'storage', instance, message: { type: 'protocolVersion', accepted } } as const;
  vm.guest.deliver(answer, vm.host.now);
}
