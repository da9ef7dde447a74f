/**
 * Distributions of 2013. No kernel of that time was captured: formats follow the sources of these kernels, sizes of memory
 * after boot and the compilers' names are assumed.
 */
import { BALLOON_2013, FORMAT_2_6_32, FORMAT_3_0, FORMAT_3_2, FORMAT_3_13, IC, VMBUS_2013 } from './formats.ts';
import type { MemoryModel, Profile } from './profile.ts';

const GB = 0x4000_0000;

/** About 1.6 % of RAM for page structures, the kernel's image and tables. Assumed. */
const MEMORY_2013: MemoryModel = {
  base: 42_000,
  perGiB: 17_408,
  above4G: 0,
  perProcessor: 0,
  hypervisor: 0,
  slabReclaimable: 12_480,
  slabUnreclaimable: 16_212,
  kernelStack: 1_240,
  pageTables: 2_960,
  hidden: 18_400,
  cached: 68_220,
  buffers: 9_164,
  shmem: 196,
  anonymous: 24_360,
  committed: 118_400,
  mapped: 11_528,
  swap: 0,
  available: false,
};

const base2013 = {
  family: 'linux',
  era: '2013',
  drivers: ['hv_vmbus', 'hv_utils', 'hv_storvsc', 'hv_netvsc', 'hid_hyperv'],
  vmbusVersions: VMBUS_2013,
  ic: IC,
  vmstor: 0x501,
  memoryOnline: 'manual',
  autoGrow: false,
  sysctl: {},
  bootSeconds: { firmware: 3.2, kernel: 7.5, services: 14 },
  logBufferBytes: 256 * 1024,
  shell: '/bin/bash',
} as const satisfies Partial<Profile>;

/** The article's guest: all seven features, hot-add on, the udev rule there, and growth of the file system by itself. */
export const SLES_11_SP3: Profile = {
  ...base2013,
  id: 'sles-11-sp3',
  distribution: 'SLES',
  release: '11 SP3',
  prettyName: 'SUSE Linux Enterprise Server 11 (x86_64)',
  kernelRelease: '3.0.76-0.11-default',
  kernelBuild:
    '(geeko@buildhost) (gcc version 4.3.4 [gcc-4_3-branch revision 152973] (SUSE Linux) ) #1 SMP Fri Jun 14 08:21:43 UTC 2013 (ccab990)',
  kernelVersionText: '#1 SMP Fri Jun 14 08:21:43 UTC 2013 (ccab990)',
  commandLine: 'root=/dev/sda2 splash=silent crashkernel=off showopts console=ttyS0',
  format: FORMAT_3_0,
  memory: { ...MEMORY_2013, swap: 2_103_292 },
  drivers: [...base2013.drivers, 'hv_balloon', 'hyperv_fb'],
  balloon: BALLOON_2013,
  memoryOnline: 'udev',
  autoGrow: true,
  kvpDaemon: 'hv_kvp_daemon',
  services: [
    { name: 'udev', command: '/sbin/udevd --daemon', rssKb: 1_120 },
    { name: 'syslog', command: '/sbin/syslog-ng', rssKb: 1_360 },
    { name: 'dbus', command: '/bin/dbus-daemon --system', rssKb: 1_300 },
    { name: 'hv_kvp_daemon', command: '/usr/sbin/hv_kvp_daemon', rssKb: 560 },
    { name: 'hv_vss_daemon', command: '/usr/sbin/hv_vss_daemon', rssKb: 536 },
    { name: 'cron', command: '/usr/sbin/cron', rssKb: 904 },
    { name: 'sshd', command: '/usr/sbin/sshd -o PidFile=/var/run/sshd.init.pid', rssKb: 2_220 },
  ],
  rootDisk: {
    sizeBytes: 16 * GB,
    label: 'dos',
    partitions: [
      { mount: 'swap', fileSystem: 'swap', sizeMiB: 2054 },
      { mount: '/', fileSystem: 'ext3', sizeMiB: null },
    ],
  },
  loginPrompt: 'Welcome to SUSE Linux Enterprise Server 11 SP3  (x86_64) - Kernel 3.0.76-0.11-default (ttyS0).',
};

export const RHEL_6_5: Profile = {
  ...base2013,
  id: 'rhel-6.5',
  distribution: 'RHEL',
  release: '6.5',
  prettyName: 'Red Hat Enterprise Linux Server release 6.5 (Santiago)',
  kernelRelease: '2.6.32-431.el6.x86_64',
  kernelBuild:
    '(mockbuild@x86-023.build.eng.bos.redhat.com) (gcc version 4.4.7 20120313 (Red Hat 4.4.7-4) (GCC) ) #1 SMP Sun Nov 10 22:19:54 EST 2013',
  kernelVersionText: '#1 SMP Sun Nov 10 22:19:54 EST 2013',
  commandLine: 'ro root=/dev/sda2 rd_NO_LUKS rd_NO_LVM LANG=en_US.UTF-8 KEYBOARDTYPE=pc KEYTABLE=us rhgb quiet',
  format: FORMAT_2_6_32,
  memory: { ...MEMORY_2013, swap: 2_097_148 },
  drivers: [...base2013.drivers, 'hv_balloon', 'hyperv_fb'],
  // LIS 3.5 comes with hot_add off; Microsoft's table says that the distribution's own driver of 6.5 hot-adds.
  balloon: BALLOON_2013,
  memoryOnline: 'udev',
  kvpDaemon: 'hypervkvpd',
  services: [
    { name: 'udev', command: '/sbin/udevd -d', rssKb: 1_020 },
    { name: 'rsyslog', command: '/sbin/rsyslogd -i /var/run/syslogd.pid -c 5', rssKb: 1_640 },
    { name: 'messagebus', command: 'dbus-daemon --system', rssKb: 1_100 },
    { name: 'hypervkvpd', command: '/usr/sbin/hv_kvp_daemon', rssKb: 572 },
    { name: 'crond', command: 'crond', rssKb: 1_200 },
    { name: 'sshd', command: '/usr/sbin/sshd', rssKb: 1_220 },
  ],
  rootDisk: {
    sizeBytes: 16 * GB,
    label: 'dos',
    partitions: [
      { mount: '/boot', fileSystem: 'ext4', sizeMiB: 500 },
      { mount: '/', fileSystem: 'ext4', sizeMiB: 13835 },
      { mount: 'swap', fileSystem: 'swap', sizeMiB: null },
    ],
  },
  loginPrompt: 'Red Hat Enterprise Linux Server release 6.5 (Santiago)',
};

export const CENTOS_6_5: Profile = {
  ...RHEL_6_5,
  id: 'centos-6.5',
  distribution: 'CentOS',
  prettyName: 'CentOS release 6.5 (Final)',
  kernelBuild:
    '(mockbuild@c6b8.bsys.dev.centos.org) (gcc version 4.4.7 20120313 (Red Hat 4.4.7-4) (GCC) ) #1 SMP Fri Nov 22 03:15:09 UTC 2013',
  kernelVersionText: '#1 SMP Fri Nov 22 03:15:09 UTC 2013',
  loginPrompt: 'CentOS release 6.5 (Final)',
};

/** No balloon driver, no frame buffer (the support table of Ubuntu 12.04). */
export const UBUNTU_12_04: Profile = {
  ...base2013,
  id: 'ubuntu-12.04',
  distribution: 'Ubuntu',
  release: '12.04',
  prettyName: 'Ubuntu 12.04.3 LTS',
  kernelRelease: '3.2.0-53-generic',
  kernelBuild:
    '(buildd@allspice) (gcc version 4.6.3 (Ubuntu/Linaro 4.6.3-1ubuntu5) ) #81-Ubuntu SMP Thu Aug 22 21:01:03 UTC 2013 (Ubuntu 3.2.0-53.81-generic 3.2.50)',
  kernelVersionText: '#81-Ubuntu SMP Thu Aug 22 21:01:03 UTC 2013',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz-3.2.0-53-generic root=/dev/sda1 ro quiet',
  format: FORMAT_3_2,
  memory: MEMORY_2013,
  balloon: null,
  kvpDaemon: 'hv-kvp-daemon',
  services: [
    { name: 'udev', command: '/sbin/udevd --daemon', rssKb: 1_372 },
    { name: 'rsyslog', command: 'rsyslogd -c5', rssKb: 1_552 },
    { name: 'dbus', command: 'dbus-daemon --system --fork --activation=upstart', rssKb: 1_040 },
    { name: 'hv-kvp-daemon', command: '/usr/lib/linux-tools/3.2.0-53/hv_kvp_daemon', rssKb: 548 },
    { name: 'cron', command: 'cron', rssKb: 900 },
    { name: 'ssh', command: '/usr/sbin/sshd -D', rssKb: 2_860 },
  ],
  rootDisk: {
    sizeBytes: 16 * GB,
    label: 'dos',
    partitions: [{ mount: '/', fileSystem: 'ext4', sizeMiB: null }],
  },
  loginPrompt: 'Ubuntu 12.04.3 LTS',
};

export const UBUNTU_14_04: Profile = {
  ...UBUNTU_12_04,
  id: 'ubuntu-14.04',
  release: '14.04',
  prettyName: 'Ubuntu 14.04 LTS',
  kernelRelease: '3.13.0-24-generic',
  kernelBuild:
    '(buildd@panlong) (gcc version 4.8.2 (Ubuntu 4.8.2-19ubuntu1) ) #46-Ubuntu SMP Thu Apr 10 19:11:08 UTC 2014 (Ubuntu 3.13.0-24.46-generic 3.13.9)',
  kernelVersionText: '#46-Ubuntu SMP Thu Apr 10 19:11:08 UTC 2014',
  commandLine: 'BOOT_IMAGE=/boot/vmlinuz-3.13.0-24-generic root=/dev/sda1 ro quiet',
  format: FORMAT_3_13,
  drivers: [...base2013.drivers, 'hyperv_keyboard', 'hv_balloon', 'hyperv_fb'],
  vmbusVersions: [0x3_0000, ...VMBUS_2013],
  vmstor: 0x600,
  balloon: BALLOON_2013,
  memoryOnline: 'udev',
  services: [
    { name: 'udev', command: '/lib/systemd/systemd-udevd --daemon', rssKb: 1_484 },
    { name: 'rsyslog', command: 'rsyslogd', rssKb: 1_492 },
    { name: 'dbus', command: 'dbus-daemon --system --fork', rssKb: 1_028 },
    { name: 'hv-kvp-daemon', command: '/usr/lib/linux-tools/3.13.0-24-generic/hv_kvp_daemon', rssKb: 604 },
    { name: 'hv-vss-daemon', command: '/usr/lib/linux-tools/3.13.0-24-generic/hv_vss_daemon', rssKb: 604 },
    { name: 'cron', command: 'cron', rssKb: 1_020 },
    { name: 'ssh', command: '/usr/sbin/sshd -D', rssKb: 3_060 },
  ],
  loginPrompt: 'Ubuntu 14.04 LTS',
};
