/** What the host says about a machine's integration services, derived from the state of their channels. */
import type { VmDoc } from './types.ts';

/** A member of VMHeartbeatStatus; empty where the machine is off (the object shows null). */
export function heartbeatOf(vm: VmDoc): string {
  if (!vm.run || vm.state === 'Off' || vm.state === 'Saved') return '';
  if (!vm.services.includes('heartbeat')) return 'Disabled';
  if (vm.state === 'Paused' || vm.state === 'PausedCritical') return 'Paused';
  const service = vm.run.services.heartbeat;
  if (!service?.negotiated) return 'NoContact';
  if (service.silentSince !== null) return 'LostCommunication';
  return 'OkApplicationsUnknown';
}
