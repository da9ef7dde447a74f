import { addressesIn } from '../host/kvp-view.ts';
import { SERVICE_NAMES } from '../host/service-names.ts';
import type { ServiceKey } from '../host/types.ts';
import { deviceId } from './base.ts';
import type { VMIntegrationComponentTarget } from './integration.ts';
import type { LiveVm } from './live-vm.ts';
import type { VMNetworkAdapterTarget } from './network-adapter.ts';
import type { Member } from './properties.ts';

import { owned, part } from './vm-part.ts';

/** Texts of Get-VMIntegrationService by what the channel says. */
function serviceStatus(
  vm: LiveVm,
  key: ServiceKey,
): { status: Member<'VMIntegrationComponentOperationalStatus'>[]; text: string[] } {
  const { doc } = vm;
  const enabled = doc.services.includes(key);
  const run = doc.run && doc.state !== 'Saved' ? doc.run.services[key] : undefined;
  // A service that no driver of ours answers (VSS, file copy) shows no more than its switch.
  if (!doc.run || !enabled || key === 'guestService' || key === 'vss') return { status: ['Ok'], text: ['OK'] };
  if (run?.mismatch) {
    const mismatch =
      'The protocol version of the component installed in the virtual machine does not match the version expected by the hosting system';
    return { status: ['Ok', 'ProtocolMismatch'], text: ['OK', mismatch] };
  }
  if (!run?.negotiated) return { status: ['NoContact'], text: ['No Contact'] };
  if (run.silentSince !== null) return { status: ['LostCommunication'], text: ['Lost Communication'] };
  if (key === 'kvp' && doc.run.kvpIndex !== null) return { status: ['NoContact'], text: ['No Contact'] };
  if (key === 'heartbeat') return { status: ['Ok', 'Ok'], text: ['OK', 'OK'] };
  return { status: ['Ok'], text: ['OK'] };
}

/** All six, in the order that Get-VMIntegrationService shows. */
export function integrationServices(vm: LiveVm): VMIntegrationComponentTarget[] {
  return SERVICE_NAMES.map(({ key, name, classId }) =>
    owned(vm, {
      ...part(vm),
      id: deviceId(vm.id, classId.toUpperCase()),
      name,
      get enabled() {
        return vm.doc.services.includes(key);
      },
      get operationalStatus() {
        return serviceStatus(vm, key).status;
      },
      get statusDescription() {
        return serviceStatus(vm, key).text;
      },
    }),
  );
}

export function adapters(vm: LiveVm): VMNetworkAdapterTarget[] {
  return vm.doc.adapters.map((adapter, index) =>
    owned(vm, {
      ...part(vm),
      id: deviceId(vm.id, adapter.id.toUpperCase()),
      name: adapter.name,
      macAddress: adapter.macAddress ?? '000000000000',
      dynamicMacAddressEnabled: adapter.dynamicMac,
      isLegacy: adapter.legacy,
      get ipAddresses() {
        return index === 0 ? addressesIn(vm.doc.run?.kvp ?? {}) : [];
      },
      get status() {
        return vm.doc.run && adapter.switchName !== null ? (['Ok'] as const) : [];
      },
      get statusDescription() {
        return vm.doc.run && adapter.switchName !== null ? ['OK'] : [];
      },
      switchName: adapter.switchName ?? '',
      switchId: null,
      virtualFunction: null,
      aclList: null,
      extendedAclList: null,
      isolationSetting: null,
      routingDomainList: null,
      vlanSetting: null,
      bandwidthSetting: null,
      vMQueue: null,
    }),
  );
}
