/**
 * Distributions of today. Debian 12 is the one whose kernel was captured; the others share its figures where nothing else is
 * known (assumed).
 */
import {
  BALLOON_MODERN,
  FORMAT_5_10,
  FORMAT_5_15,
  FORMAT_6_1,
  FORMAT_6_8,
  FORMAT_6_12,
  IC_MODERN,
  VMBUS_MODERN,
} from './formats.ts';
import type { MemoryModel, Profile } from './profile.ts';

const GB = 0x4000_0000;

/** Captured on Debian 6.1.192: MemTotal exact with 2 and 4 processors, within 16 kB for 1 to 8 GB. */
const MEMORY_DEBIAN: MemoryModel = {
  base: 34_032,
  perGiB: 17_920,
  above4G: 66_304,
  perProcessor: 244,
  hypervisor: 1_012,
  slabReclaimable: 10_592,
  slabUnreclaimable: 10_624,
  kernelStack: 1_376,
  pageTables: 88,
  hidden: 34_304,
  cached: 91_132,
  buffers: 0,
  shmem: 91_132,
  anonymous: 544,
  committed: 92_092,
  mapped: 4_512,
  swap: 0,
  available: true,
};
/** With an installed system and its services instead of a RAM disk. */
const MEMORY_INSTALLED: MemoryModel = {
  ...MEMORY_DEBIAN,
  slabReclaimable: 22_480,
  slabUnreclaimable: 31_360,
  kernelStack: 1_968,
  pageTables: 3_100,
  cached: 182_400,
  buffers: 10_240,
  shmem: 1_004,
  anonymous: 60_480,
  committed: 242_000,
  mapped: 74_200,
};

const modern = {
  family: 'linux',
  era: 'modern',
  drivers: [
    'hv_vmbus',
    'hv_utils',
    'hv_balloon',
    'hv_storvsc',
    'hv_netvsc',
    'hid_hyperv',
    'hyperv_keyboard',
    'hyperv_fb',
  ],
  vmbusVersions: VMBUS_MODERN,
  ic: IC_MODERN,
  vmstor: 0x602,
  balloon: BALLOON_MODERN,
  memoryOnline: 'kernel',
  autoGrow: false,
  sysctl: {},
  bootSeconds: { firmware: 3.5, kernel: 6.2, services: 11 },
  logBufferBytes: 256 * 1024,
  shell: '/bin/bash',
} as const satisfies Partial<Profile>;

export const DEBIAN_12: Profile = {
  ...modern,
  id: 'debian-12',
  distribution: 'Debian',
  release: '12',
  prettyName: 'Debian GNU/Linux 12 (bookworm)',
  kernelRelease: '6.1.0-56-cloud-amd64',
  kernelBuild:
    '(debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)',
  kernelVersionText: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz-6.1.0-56-cloud-amd64 root=/dev/sda1 ro console=tty0 console=ttyS0,115200',
  format: FORMAT_6_1,
  memory: MEMORY_DEBIAN,
  // Debian 6.1 boots with auto_online_blocks=offline and ships no rule (captured).
  memoryOnline: 'manual',
  kvpDaemon: 'hv-kvp-daemon',
  services: [
    { name: 'systemd-journald', command: '/lib/systemd/systemd-journald', rssKb: 12_240 },
    { name: 'systemd-udevd', command: '/lib/systemd/systemd-udevd', rssKb: 6_320 },
    { name: 'dbus', command: '/usr/bin/dbus-daemon --system --address=systemd: --nofork --nopidfile', rssKb: 4_520 },
    { name: 'hv-kvp-daemon', command: '/usr/sbin/hv_kvp_daemon -n', rssKb: 1_160 },
    { name: 'cron', command: '/usr/sbin/cron -f', rssKb: 2_600 },
    { name: 'ssh', command: 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', rssKb: 8_760 },
  ],
  rootDisk: {
    sizeBytes: 20 * GB,
    label: 'gpt',
    partitions: [{ mount: '/', fileSystem: 'ext4', sizeMiB: null }],
  },
  loginPrompt: 'Debian GNU/Linux 12',
};

/** Its kernel's texts were captured, its figures of memory are those of Debian 12. */
export const DEBIAN_11: Profile = {
  ...DEBIAN_12,
  id: 'debian-11',
  release: '11',
  prettyName: 'Debian GNU/Linux 11 (bullseye)',
  kernelRelease: '5.10.0-46-cloud-amd64',
  kernelBuild:
    '(debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110, GNU ld (GNU Binutils for Debian) 2.35.2) #1 SMP Debian 5.10.262-1 (2026-10-29)',
  kernelVersionText: '#1 SMP Debian 5.10.262-1 (2026-10-29)',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz-5.10.0-46-cloud-amd64 root=/dev/sda1 ro console=tty0 console=ttyS0,115200',
  format: FORMAT_5_10,
  // Microsoft's table wants a kernel from backports for dynamic memory; this one has the driver, without its debugfs file.
  balloon: { ...BALLOON_MODERN, lowersTotal: false, debugfs: false },
  loginPrompt: 'Debian GNU/Linux 11',
};

/** Captured with hot-add: 5,472 kB less than 6.1 has, and blocks go online by themselves. */
export const DEBIAN_13: Profile = {
  ...DEBIAN_12,
  id: 'debian-13',
  release: '13',
  prettyName: 'Debian GNU/Linux 13 (trixie)',
  kernelRelease: '6.12.107+deb13-cloud-amd64',
  kernelBuild:
    '(debian-kernel@lists.debian.org) (x86_64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0, GNU ld (GNU Binutils for Debian) 2.44) #1 SMP PREEMPT_DYNAMIC Debian 6.12.107-1 (2026-11-09)',
  kernelVersionText: '#1 SMP PREEMPT_DYNAMIC Debian 6.12.107-1 (2026-11-09)',
  commandLine:
    'BOOT_IMAGE=/boot/vmlinuz-6.12.107+deb13-cloud-amd64 root=/dev/sda1 ro console=tty0 console=ttyS0,115200',
  format: FORMAT_6_12,
  memory: { ...MEMORY_DEBIAN, base: 39_504, cached: 50_700, shmem: 50_700, committed: 51_680, hidden: 46_068 },
  memoryOnline: 'kernel',
  loginPrompt: 'Debian GNU/Linux 13',
};

/** Ubuntu's tools for Hyper-V come with each kernel. */
const ubuntuServices = (kernel: string): Profile['services'] => [
  { name: 'systemd-journald', command: '/lib/systemd/systemd-journald', rssKb: 17_640 },
  { name: 'systemd-udevd', command: '/lib/systemd/systemd-udevd', rssKb: 6_960 },
  { name: 'dbus', command: '@dbus-daemon --system --address=systemd: --nofork --nopidfile', rssKb: 4_880 },
  { name: 'hv-kvp-daemon', command: `/usr/lib/linux-tools/${kernel}/hv_kvp_daemon -n`, rssKb: 1_100 },
  { name: 'cron', command: '/usr/sbin/cron -f -P', rssKb: 2_960 },
  { name: 'ssh', command: 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', rssKb: 9_180 },
];

export const UBUNTU_22_04: Profile = {
  ...modern,
  id: 'ubuntu-22.04',
  distribution: 'Ubuntu',
  release: '22.04',
  prettyName: 'Ubuntu 22.04.3 LTS',
  kernelRelease: '5.15.0-91-generic',
  kernelBuild:
    '(buildd@lcy02-amd64-045) (gcc (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0, GNU ld (GNU Binutils for Ubuntu) 2.38) #101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023 (Ubuntu 5.15.0-91.101-generic 5.15.131)',
  kernelVersionText: '#101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz-5.15.0-91-generic root=/dev/sda1 ro console=tty0 console=ttyS0,115200',
  format: FORMAT_5_15,
  memory: MEMORY_INSTALLED,
  kvpDaemon: 'hv-kvp-daemon',
  services: ubuntuServices('5.15.0-91-generic'),
  rootDisk: {
    sizeBytes: 20 * GB,
    label: 'gpt',
    partitions: [{ mount: '/', fileSystem: 'ext4', sizeMiB: null }],
  },
  loginPrompt: 'Ubuntu 22.04.3 LTS',
};

export const UBUNTU_24_04: Profile = {
  ...UBUNTU_22_04,
  id: 'ubuntu-24.04',
  release: '24.04',
  prettyName: 'Ubuntu 24.04 LTS',
  kernelRelease: '6.8.0-31-generic',
  kernelBuild:
    '(buildd@lcy02-amd64-080) (x86_64-linux-gnu-gcc-13 (Ubuntu 13.2.0-23ubuntu4) 13.2.0, GNU ld (GNU Binutils for Ubuntu) 2.42) #31-Ubuntu SMP PREEMPT_DYNAMIC Sat Apr 20 00:40:06 UTC 2024 (Ubuntu 6.8.0-31.31-generic 6.8.1)',
  kernelVersionText: '#31-Ubuntu SMP PREEMPT_DYNAMIC Sat Apr 20 00:40:06 UTC 2024',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz-6.8.0-31-generic root=/dev/sda1 ro console=tty0 console=ttyS0,115200',
  format: FORMAT_6_8,
  services: ubuntuServices('6.8.0-31-generic'),
  loginPrompt: 'Ubuntu 24.04 LTS',
};

export const RHEL_9: Profile = {
  ...modern,
  id: 'rhel-9',
  distribution: 'RHEL',
  release: '9.3',
  prettyName: 'Red Hat Enterprise Linux 9.3 (Plow)',
  kernelRelease: '5.14.0-362.8.1.el9_3.x86_64',
  kernelBuild:
    '(mockbuild@x86-64-02.build.eng.rdu2.redhat.com) (gcc (GCC) 11.4.1 20230605 (Red Hat 11.4.1-2), GNU ld version 2.35.2-42.el9) #1 SMP PREEMPT_DYNAMIC Tue Oct 3 11:12:36 EDT 2023',
  kernelVersionText: '#1 SMP PREEMPT_DYNAMIC Tue Oct 3 11:12:36 EDT 2023',
  commandLine: 'BOOT_IMAGE=(hd0,gpt2)/vmlinuz-5.14.0-362.8.1.el9_3.x86_64 root=/dev/sda2 ro console=ttyS0',
  format: FORMAT_5_15,
  memory: MEMORY_INSTALLED,
  memoryOnline: 'udev',
  kvpDaemon: 'hypervkvpd',
  services: [
    { name: 'systemd-journald', command: '/usr/lib/systemd/systemd-journald', rssKb: 16_100 },
    { name: 'systemd-udevd', command: '/usr/lib/systemd/systemd-udevd', rssKb: 11_200 },
    { name: 'dbus-broker', command: '/usr/bin/dbus-broker-launch --scope system --audit', rssKb: 4_100 },
    { name: 'hypervkvpd', command: '/usr/sbin/hypervkvpd -n', rssKb: 1_240 },
    { name: 'hypervvssd', command: '/usr/sbin/hypervvssd -n', rssKb: 1_020 },
    { name: 'crond', command: '/usr/sbin/crond -n', rssKb: 3_720 },
    { name: 'sshd', command: 'sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups', rssKb: 9_300 },
  ],
  rootDisk: {
    sizeBytes: 20 * GB,
    label: 'gpt',
    partitions: [
      { mount: '/boot', fileSystem: 'xfs', sizeMiB: 1024 },
      { mount: '/', fileSystem: 'xfs', sizeMiB: null },
    ],
  },
  loginPrompt: 'Red Hat Enterprise Linux 9.3 (Plow)',
};

export const CENTOS_STREAM_9: Profile = {
  ...RHEL_9,
  id: 'centos-stream-9',
  distribution: 'CentOS Stream',
  release: '9',
  prettyName: 'CentOS Stream 9',
  loginPrompt: 'CentOS Stream 9',
};
