/** Where the programs of a distribution are. */
import type { Profile } from '../profiles/profile.ts';

const BIN =
  'awk bash sh cat chmod chown cp cut date dd df dmesg echo egrep false fgrep grep gzip gunzip hostname kill ln ls mkdir mknod mktemp more mount mv nice ping ps pwd readlink rm rmdir sed sleep sort stat stty su sync tar touch true umount uname which zcat lsblk findmnt mountpoint'.split(
    ' ',
  );
const SBIN =
  'blkid blockdev depmod dumpe2fs e2fsck fdisk fsck fsfreeze halt hwclock ifconfig insmod ip kexec lsmod mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mke2fs mkswap modinfo modprobe parted partprobe poweroff reboot resize2fs rmmod route runlevel service sfdisk shutdown swapoff swapon sysctl tune2fs udevadm'.split(
    ' ',
  );
const USR_BIN =
  '[ ab basename cmp comm diff dirname du env expr factor file find fold free groups head hexdump id join killall last less logname lscpu lsscsi md5sum nl nohup nproc od paste pgrep pkill printenv printf rev seq sha1sum sha256sum shuf split strings stress-ng stressapptest tac tail tee test time timeout top tr tree truncate tty uniq uptime users vmstat w wc who whoami xargs yes'.split(
    ' ',
  );
const USR_SBIN = 'chroot useradd dmidecode growpart lspci'.split(' ');
const SYSTEMD = 'systemctl journalctl systemd-analyze systemd-detect-virt'.split(' ');
const XFS = 'mkfs.xfs xfs_growfs'.split(' ');

/** Name of the tool and path of each program. */
export function TOOL_PATHS(profile: Profile): [name: string, path: string][] {
  const rows: [string, string][] = [
    ...BIN.map((name): [string, string] => [name, `/bin/${name}`]),
    ...SBIN.map((name): [string, string] => [name, `/sbin/${name}`]),
    ...USR_BIN.map((name): [string, string] => [name, `/usr/bin/${name}`]),
    ...USR_SBIN.map((name): [string, string] => [name, `/usr/sbin/${name}`]),
  ];
  if (profile.era === 'modern') rows.push(...SYSTEMD.map((name): [string, string] => [name, `/usr/bin/${name}`]));
  if (profile.rootDisk.partitions.some((p) => p.fileSystem === 'xfs'))
    rows.push(...XFS.map((name): [string, string] => [name, `/sbin/${name}`]));
  return rows;
}
