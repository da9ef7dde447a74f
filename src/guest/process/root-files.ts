/** The files of a distribution that a person or a script looks at: path, content (null: directory, `-> x`: link), mode. */
import type { Profile } from '../profiles/profile.ts';

export type RootFile = readonly [path: string, content: string | null, mode?: number];

const DIRECTORIES: readonly RootFile[] = [
  ['/boot', null],
  ['/dev', null],
  ['/etc', null],
  ['/etc/init.d', null],
  ['/etc/udev/rules.d', null],
  ['/home', null],
  ['/lib/modules', null],
  ['/media', null],
  ['/mnt', null],
  ['/opt', null],
  ['/proc', null],
  ['/root', null, 0o700],
  ['/run', null],
  ['/srv', null],
  ['/sys', null],
  ['/tmp', null, 0o1777],
  ['/usr/local/bin', null],
  ['/usr/local/sbin', null],
  ['/usr/share', null],
  ['/usr/src', null],
  ['/var/cache', null],
  ['/var/crash', null],
  ['/var/lib/hyperv', null],
  ['/var/log', null],
  ['/var/spool/cron', null],
  ['/var/tmp', null, 0o1777],
];

const USERS: readonly (readonly [name: string, uid: number, gid: number, text: string, home: string, shell: string])[] =
  [
    ['root', 0, 0, 'root', '/root', '/bin/bash'],
    ['bin', 1, 1, 'bin', '/bin', '/sbin/nologin'],
    ['daemon', 2, 2, 'Daemon', '/sbin', '/sbin/nologin'],
    ['mail', 8, 12, 'Mailer daemon', '/var/spool/mail', '/sbin/nologin'],
    ['nobody', 65534, 65534, 'nobody', '/', '/sbin/nologin'],
  ];

const GROUPS: readonly (readonly [string, number])[] = [
  ['root', 0],
  ['bin', 1],
  ['daemon', 2],
  ['tty', 5],
  ['disk', 6],
  ['mail', 12],
  ['uucp', 14],
  ['users', 100],
  ['nogroup', 65534],
];

export type Family = 'suse' | 'debian' | 'redhat';

export function familyOf(profile: Profile): Family {
  if (/^(SLES|openSUSE)/i.test(profile.distribution)) return 'suse';
  return /^(Ubuntu|Debian)/i.test(profile.distribution) ? 'debian' : 'redhat';
}

/** Entries of fstab from the profile's own disk. */
function fstab(profile: Profile): string {
  return profile.rootDisk.partitions
    .map((p, i) => {
      const swap = p.fileSystem === 'swap';
      const options = swap
        ? 'defaults'
        : familyOf(profile) === 'suse'
          ? 'acl,user_xattr'
          : p.mount === '/' && familyOf(profile) === 'debian'
            ? 'errors=remount-ro'
            : 'defaults';
      const pass = swap ? '0 0' : p.mount === '/' ? '1 1' : '1 2';
      return `${`/dev/sda${i + 1}`.padEnd(20)} ${p.mount.padEnd(20)} ${p.fileSystem.padEnd(10)} ${options.padEnd(21)} ${pass}\n`;
    })
    .concat(['proc                 /proc                proc       defaults              0 0\n'])
    .join('');
}

function releaseFiles(profile: Profile): RootFile[] {
  const family = familyOf(profile);
  const { distribution, release, prettyName } = profile;
  const id = distribution.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const osRelease = [
    `NAME="${distribution === 'Debian' ? 'Debian GNU/Linux' : distribution}"`,
    `VERSION="${prettyName.replace(/^\D*/, '')}"`,
    `ID=${id === 'rhel' ? 'rhel' : id.startsWith('centos') ? 'centos' : id}`,
    ...(distribution === 'Ubuntu' ? ['ID_LIKE=debian'] : []),
    `VERSION_ID="${release}"`,
    `PRETTY_NAME="${prettyName}"`,
    '',
  ].join('\n');
  const rows: RootFile[] = [];
  if (family === 'suse') {
    const [major = '11', patch = '0'] = release.split(/ SP|\./);
    rows.push([
      '/etc/SuSE-release',
      `SUSE Linux Enterprise Server ${major} (x86_64)\nVERSION = ${major}\nPATCHLEVEL = ${patch}\n`,
    ]);
  }
  if (family === 'redhat') {
    const text =
      profile.era === '2013' ? prettyName : `${prettyName.replace(/ \(.*/, '').replace(/ (\d)/, ' release $1')}`;
    rows.push(['/etc/redhat-release', `${text}\n`], ['/etc/system-release', `${text}\n`]);
    if (/^CentOS/.test(distribution)) rows.push(['/etc/centos-release', `${text}\n`]);
  }
  if (family === 'debian') {
    rows.push([
      '/etc/debian_version',
      distribution === 'Debian' ? `${release}.5\n` : release.startsWith('12') ? 'wheezy/sid\n' : 'bookworm/sid\n',
    ]);
    if (distribution === 'Ubuntu')
      rows.push([
        '/etc/lsb-release',
        `DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=${release}\nDISTRIB_DESCRIPTION="${prettyName}"\n`,
      ]);
  }
  // os-release came with systemd: SLES 11 and RHEL 6 have none.
  if (profile.era === 'modern' || distribution === 'Ubuntu') rows.push(['/etc/os-release', osRelease]);
  return rows;
}

/** Whether the guest grows a mounted file system by itself when its disk grew (read by `grow.ts`). */
function growSettings(profile: Profile): RootFile[] {
  if (!profile.autoGrow) return [];
  const text = '# Grow a mounted ext file system when its disk has grown: yes or no.\nAUTO_GROW="yes"\n';
  return [['/etc/sysconfig/hyperv', text]];
}

/** The rule that onlines hot-added memory, where the distribution or the article's reader put it. */
function udevRules(profile: Profile): RootFile[] {
  if (profile.memoryOnline !== 'udev') return [];
  return [['/etc/udev/rules.d/100-balloon.rules', 'SUBSYSTEM=="memory", ACTION=="add", ATTR{state}="online"\n']];
}

function kernelFiles(profile: Profile): RootFile[] {
  const release = profile.kernelRelease;
  const option = (name: string, driver: Profile['drivers'][number]): string =>
    profile.drivers.includes(driver) ? `${name}=m` : `# ${name} is not set`;
  const config = [
    '# Automatically generated file; DO NOT EDIT.',
    'CONFIG_64BIT=y',
    'CONFIG_X86_64=y',
    'CONFIG_SMP=y',
    'CONFIG_MEMORY_HOTPLUG=y',
    'CONFIG_KEXEC=y',
    option('CONFIG_HYPERV', 'hv_vmbus'),
    option('CONFIG_HYPERV_UTILS', 'hv_utils'),
    option('CONFIG_HYPERV_BALLOON', 'hv_balloon'),
    option('CONFIG_HYPERV_STORAGE', 'hv_storvsc'),
    option('CONFIG_HYPERV_NET', 'hv_netvsc'),
    option('CONFIG_HID_HYPERV_MOUSE', 'hid_hyperv'),
    option('CONFIG_HYPERV_KEYBOARD', 'hyperv_keyboard'),
    option('CONFIG_FB_HYPERV', 'hyperv_fb'),
    'CONFIG_EXT4_FS=y',
    '',
  ].join('\n');
  return [
    [`/boot/config-${release}`, config],
    [`/boot/vmlinuz-${release}`, '\x1f\x8b\x08\0'],
    [
      `/boot/${familyOf(profile) === 'debian' ? 'initrd.img' : familyOf(profile) === 'redhat' ? 'initramfs' : 'initrd'}-${release}${familyOf(profile) === 'redhat' ? '.img' : ''}`,
      '\x1f\x8b\x08\0',
    ],
    [`/lib/modules/${release}/kernel/drivers/hv`, null],
  ];
}

/** All files of a profile, directories before what is in them. */
export function rootFiles(profile: Profile): RootFile[] {
  const log = familyOf(profile) === 'debian' ? '/var/log/syslog' : '/var/log/messages';
  return [
    ...DIRECTORIES,
    ['/etc/passwd', USERS.map(([n, u, g, t, h, s]) => `${n}:x:${u}:${g}:${t}:${h}:${s}\n`).join('')],
    ['/etc/group', GROUPS.map(([n, g]) => `${n}:x:${g}:\n`).join('')],
    [
      '/etc/shadow',
      USERS.map(([n]) => `${n}:${n === 'root' ? '$6$saltsalt$x' : '*'}:15800:0:99999:7:::\n`).join(''),
      0o640,
    ],
    ['/etc/fstab', fstab(profile)],
    ['/etc/hosts', '127.0.0.1       localhost\n::1             localhost ip6-localhost ip6-loopback\n'],
    ['/etc/resolv.conf', ''],
    ['/etc/issue', `\nWelcome to ${profile.prettyName} - Kernel \\r (\\l).\n\n`],
    ['/etc/motd', ''],
    ['/etc/profile', 'export PATH\n'],
    ['/etc/shells', '/bin/sh\n/bin/bash\n'],
    ['/etc/mtab', '-> /proc/mounts'],
    ['/etc/sysctl.conf', '# System control settings\n'],
    ['/root/.bashrc', ''],
    [log, '', 0o640],
    ...(familyOf(profile) === 'debian' ? [] : [['/etc/sysconfig', null] as const]),
    ...releaseFiles(profile),
    ...udevRules(profile),
    ...growSettings(profile),
    ...kernelFiles(profile),
  ];
}
