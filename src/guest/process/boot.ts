/** What init does: root and the other file systems, then the services. */
import type { Json } from '../../lab/store.ts';
import { builtinTable, kernelPartitions } from '../block/content.ts';
import { formatExt } from '../fs/ext.ts';
import { type ExtType, layOut } from '../fs/geometry.ts';
import { directory, newTmpfs } from '../fs/tmpfs.ts';
import { accounts } from '../kernel/memory.ts';
import type { Profile } from '../profiles/profile.ts';
import type { BlockDevice } from '../state.ts';
import type { Mount } from '../vfs/vfs.ts';
import { newTools } from './e2fs-age.ts';
import { readHostName, writeHostName } from './host-name.ts';
import { familyOf } from './root-files.ts';
import { installedUse, TEMPLATE_NEXT, templateOf } from './root-template.ts';
import type { System } from './system.ts';
import type { Process } from './types.ts';

/** Threads of the kernel that every machine has, in the order in which they start. */
const KERNEL_THREADS: Readonly<Record<Profile['era'], readonly string[]>> = {
  '2013': ['kthreadd', 'ksoftirqd/0', 'kworker/0:0', 'migration/0', 'watchdog/0', 'khelper', 'kswapd0', 'kblockd'],
  modern: [
    'kthreadd',
    'rcu_gp',
    'kworker/0:0-events',
    'ksoftirqd/0',
    'rcu_preempt',
    'migration/0',
    'cpuhp/0',
    'kdevtmpfs',
    'kauditd',
    'khungtaskd',
    'oom_reaper',
    'kcompactd0',
    'kblockd',
    'kswapd0',
  ],
};

export function boot(system: System): void {
  const { guest } = system;
  const root = rootDevice(system);
  const { mounts } = system.vfs;
  const fresh = root !== undefined && mountRoot(system, root);
  const modern = guest.profile.era === 'modern';
  // What the kernel manages, as mm/shmem.c takes it; newer systemd keeps /dev small, Debian's initramfs-tools /run.
  const memory = accounts(guest).total * 4096;
  const debian = familyOf(guest.profile) === 'debian';
  const deviceBytes = modern && !debian ? 4 * 2 ** 20 : memory / 2;
  const runBytes = memory / (debian ? 10 : 5);
  const tmpfs = (key: string, bytes: number, mode?: number): string => {
    system.fileSystems.state.tmpfs[key] = newTmpfs(bytes, system.wall, mode);
    return key;
  };
  const virtual: Mount[] = [
    {
      fs: 'proc',
      point: '/proc',
      source: 'proc',
      type: 'proc',
      options: modern ? 'rw,nosuid,nodev,noexec,relatime' : 'rw',
    },
    {
      fs: 'sys',
      point: '/sys',
      source: 'sysfs',
      type: 'sysfs',
      options: modern ? 'rw,nosuid,nodev,noexec,relatime' : 'rw',
    },
    {
      fs: tmpfs('dev', deviceBytes, 0o755),
      point: '/dev',
      source: modern && debian ? 'udev' : 'devtmpfs',
      type: 'devtmpfs',
      options: modern ? `rw,nosuid,relatime,size=${Math.floor(deviceBytes / 1024)}k,mode=755` : 'rw,mode=0755',
    },
    {
      fs: tmpfs('tmpfs|shm', memory / 2),
      point: '/dev/shm',
      source: 'tmpfs',
      type: 'tmpfs',
      options: modern ? 'rw,nosuid,nodev' : 'rw,mode=1777',
    },
    { fs: 'empty|devpts', point: '/dev/pts', source: 'devpts', type: 'devpts', options: 'rw,mode=0620,gid=5' },
  ];
  if (modern)
    virtual.push({
      fs: tmpfs('tmpfs|run', runBytes, 0o755),
      point: '/run',
      source: 'tmpfs',
      type: 'tmpfs',
      options: `rw,nosuid,nodev,noexec,relatime,size=${Math.floor(runBytes / 1024)}k,mode=755`,
    });
  mounts.push(...virtual);
  const dev = system.fileSystems.open('dev');
  for (const name of ['shm', 'pts']) {
    dev.create(dev.root, name, directory(0o755, system.wall), { at: system.wall, privileged: true });
  }
  const init: Process = {
    ...blank(),
    pid: 1,
    ppid: 0,
    comm: modern ? 'systemd' : 'init',
    argv: modern ? ['/sbin/init'] : ['init', '[5]'],
    startedAt: system.now,
    rssKb: 840,
  };
  system.state.processes[1] = init;
  if (fresh) writeHostName(system, init);
  else readHostName(system, init);
  for (const comm of KERNEL_THREADS[guest.profile.era]) {
    system.spawn({ program: { kind: 'idle' }, comm, argv: [], ppid: comm === 'kthreadd' ? 0 : 2 });
  }
  system.fileSystems.flush();
  guest.touch();
}

const blank = (): Process => ({
  pid: 1,
  ppid: 0,
  pgid: 1,
  sid: 1,
  tty: null,
  uid: 0,
  gid: 0,
  groups: [0],
  comm: '',
  argv: [],
  cwd: '/',
  umask: 0o022,
  env: {},
  fds: {},
  rssKb: 0,
  startedAt: 0,
  cpu: 0,
  wait: { on: 'signal' },
  stopped: false,
  ready: 0,
  turn: 0,
  burst: 0,
  exit: null,
  pending: [],
  ignored: [],
  session: null,
  program: { kind: 'idle' },
  out: [],
  leaving: null,
});

/** The disk that holds the system: the one named at installation, else the profile's own. */
function rootDevice(system: System): BlockDevice | undefined {
  const { guest } = system;
  const wanted = guest.state.installed?.rootDiskId ?? null;
  return guest.run.block.devices.find((device) =>
    wanted === null ? device.slot === 'builtin' : device.diskId === wanted,
  );
}

/** True where the system was installed only now. */
function mountRoot(system: System, device: BlockDevice): boolean {
  const { guest, fileSystems } = system;
  const content = fileSystems.content(device.diskId);
  if (!content.table) {
    content.table = builtinTable(
      { ...guest.profile, rootDisk: { ...guest.profile.rootDisk, sizeBytes: device.sectors * 512 } },
      device.diskId,
    );
    device.partitions = kernelPartitions(content.table, device);
    fileSystems.changedContent(device.diskId);
  }
  const planned = guest.profile.rootDisk.partitions;
  let fresh = false;
  planned.forEach((plan, index) => {
    const partition = device.partitions.find((p) => p.number === index + 1);
    if (!partition || plan.fileSystem === 'swap') return;
    if (content.volumes[partition.start] === undefined) {
      content.volumes[partition.start] = install(
        system,
        plan.fileSystem,
        partition.sectors * 512,
        plan.mount,
      ) as unknown as Json;
      fileSystems.changedContent(device.diskId);
      if (plan.mount === '/') fresh = true;
    }
  });
  const order = planned.map((plan, index) => ({ plan, index })).filter(({ plan }) => plan.fileSystem !== 'swap');
  order.sort((a, b) => a.plan.mount.length - b.plan.mount.length);
  for (const { plan, index } of order) {
    const partition = device.partitions.find((p) => p.number === index + 1);
    if (!partition) continue;
    const type = plan.fileSystem;
    const options =
      guest.profile.era === 'modern'
        ? type === 'xfs'
          ? 'rw,relatime,attr2,inode64,logbufs=8,logbsize=32k,noquota'
          : 'rw,relatime'
        : type === 'ext3'
          ? 'rw,relatime,errors=continue,user_xattr,acl,commit=15,barrier=1,data=ordered'
          : 'rw,relatime,barrier=1,data=ordered';
    system.vfs.mounts.push({
      fs: `disk|${device.diskId}|${partition.start}`,
      point: plan.mount,
      source: `/dev/${device.name}${index + 1}`,
      type,
      options,
    });
  }
  return fresh;
}

/** A fresh system on a volume: the distribution's files are a template, their weight is counted. */
function install(system: System, type: string, bytes: number, mount: string): unknown {
  const { guest } = system;
  const kind: ExtType = type === 'ext3' || type === 'ext2' ? type : 'ext4';
  const geometry = layOut({ type: kind, bytes, ...newTools(guest.profile) });
  const image = formatExt(kind, geometry, guest.guid(`root ${mount}`), '', system.wall);
  if (type === 'xfs') image.shownAs = 'xfs';
  if (mount !== '/') return image;
  const base = templateOf(guest.profile, guest.profile.id);
  const use = installedUse(guest.profile);
  const rootInode = base?.get(2);
  if (!base || !rootInode) return image;
  image.template = guest.profile.id;
  image.nextInode = TEMPLATE_NEXT;
  image.inodes = {
    11: image.inodes[11] as never,
    2: { ...structuredClone(rootInode), d: { ...rootInode.d, 'lost+found': 11 } },
  };
  image.usedBlocks += Math.min(Math.ceil(use.bytes / geometry.blockSize), Math.floor(geometry.blocks * 0.6));
  image.usedInodes += use.inodes;
  return image;
}

/** Services as the profile has them: processes that wait. */
export function startServices(system: System): void {
  for (const service of system.guest.profile.services) {
    const argv = service.command.split(' ');
    system.spawn({
      program: { kind: 'idle' },
      comm: (argv[0] ?? '').replace(/^.*\//, '').slice(0, 15),
      argv,
      rssKb: service.rssKb,
    });
  }
}
