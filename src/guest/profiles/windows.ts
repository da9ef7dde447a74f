/**
 * A Windows guest: integration services and memory figures, nothing to look inside. Its kernel has no log and no /proc; the
 * fields of the shape that speak of Linux are taken over unused.
 */
import { BALLOON_MODERN, IC_MODERN, VMBUS_MODERN } from './formats.ts';
import { UBUNTU_22_04 } from './linux-modern.ts';
import type { Profile } from './profile.ts';

export const WINDOWS_SERVER_2022: Profile = {
  ...UBUNTU_22_04,
  id: 'windows-server-2022',
  family: 'windows',
  distribution: 'Windows Server',
  release: '2022',
  prettyName: 'Windows Server 2022 Standard',
  kernelRelease: '10.0.20348',
  kernelBuild: '',
  kernelVersionText: '',
  commandLine: '',
  drivers: ['hv_vmbus', 'hv_utils', 'hv_balloon', 'hv_storvsc', 'hv_netvsc'],
  vmbusVersions: VMBUS_MODERN,
  ic: { ...IC_MODERN, announces: false },
  // Memory of an idle server core installation. Assumed.
  memory: {
    ...UBUNTU_22_04.memory,
    base: 1_024,
    perGiB: 0,
    above4G: 0,
    perProcessor: 0,
    hypervisor: 0,
    anonymous: 780_000,
    committed: 920_000,
    hidden: 210_000,
    swap: 1_048_576,
  },
  balloon: { ...BALLOON_MODERN, announces: false, reportDelay: 10, debugfs: false },
  memoryOnline: 'kernel',
  autoGrow: false,
  kvpDaemon: 'vmickvpexchange',
  services: [{ name: 'vmickvpexchange', command: 'vmickvpexchange', rssKb: 0 }],
  rootDisk: { sizeBytes: 40 * 0x4000_0000, label: 'gpt', partitions: [] },
  bootSeconds: { firmware: 3, kernel: 9, services: 15 },
  shell: '',
  loginPrompt: '',
};
