/** A host behind a `VMHost` object: every property read shows it as it is then. */
import { hostSettings } from '../host/host-settings.ts';
import { profiles } from '../host/profiles.ts';
import type { HostDoc } from '../host/types.ts';
import type { VMHostNumaNodeTarget, VMHostTarget } from './host.ts';
import type { VmPlace } from './live-vm.ts';

const MEGABYTE = 1048576;

export function hostTarget(place: VmPlace): VMHostTarget {
  const { world, hostId, computerName } = place;
  const doc = () => world.readCommitted(hostId, (host) => host.doc) as HostDoc;
  const settings = () => hostSettings(doc());
  const common = { computerName, isDeleted: false };
  return {
    ...common,
    get logicalProcessorCount() {
      return doc().logicalProcessors;
    },
    get resourceMeteringSaveInterval() {
      return settings().meteringSaveInterval;
    },
    get supportedVmVersions() {
      return profiles[doc().profile].configurationVersions;
    },
    get enableEnhancedSessionMode() {
      return settings().enhancedSessionMode;
    },
    get fibreChannelWwnn() {
      return settings().fibreChannelWwnn;
    },
    get fibreChannelWwpnMaximum() {
      return settings().fibreChannelWwpnMaximum;
    },
    get fibreChannelWwpnMinimum() {
      return settings().fibreChannelWwpnMinimum;
    },
    get macAddressMaximum() {
      return doc().macMaximum;
    },
    get macAddressMinimum() {
      return doc().macMinimum;
    },
    get numaSpanningEnabled() {
      return settings().numaSpanningEnabled;
    },
    get virtualHardDiskPath() {
      return doc().vhdPath;
    },
    get virtualMachinePath() {
      return doc().vmPath;
    },
    fullyQualifiedDomainName: computerName,
    get memoryCapacity() {
      return doc().memoryBytes;
    },
    name: computerName,
    get maximumStorageMigrations() {
      return settings().maximumStorageMigrations;
    },
    get maximumVirtualMachineMigrations() {
      return settings().maximumVirtualMachineMigrations;
    },
    get useAnyNetworkForMigration() {
      return settings().useAnyNetworkForMigration;
    },
    get virtualMachineMigrationAuthenticationType() {
      return settings().migrationAuthentication;
    },
    // Enable-VMMigration changes it; a new host has it off.
    virtualMachineMigrationEnabled: false,
    get virtualMachineMigrationPerformanceOption() {
      return settings().migrationPerformance;
    },
    get numaNodes(): VMHostNumaNodeTarget[] {
      const { logicalProcessors, memoryBytes, memoryInUse } = doc();
      const memoryTotal = Math.floor(memoryBytes / MEGABYTE);
      const memoryAvailable = Math.floor((memoryBytes - memoryInUse) / MEGABYTE);
      // One node: the simulated host has a single socket.
      const processorsAvailability = Array.from({ length: logicalProcessors }, () => 100);
      return [{ ...common, nodeId: 0, processorsAvailability, memoryAvailable, memoryTotal }];
    },
  };
}
