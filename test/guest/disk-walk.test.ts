/** A disk that is formatted, mounted, filled and grown under a writer, as a person does it in the guest. */
import { describe, expect, test } from '@jest/globals';
import { openShell } from '../support/guest-shell.ts';
import { GB, SECOND } from '../support/guest-world.ts';

const SLOT = { controller: 'SCSI', number: 0, location: 0 } as const;

function withDisk(profile: string) {
  const disk = (sizeBytes: number) =>
    ({ diskId: 'd1', sizeBytes, logicalSectorBytes: 512, physicalSectorBytes: 4096, readOnly: false }) as const;
  const world = openShell({
    profile,
    hardware: { disks: [{ ...SLOT, diskId: 'd1' }] },
    prepare: (host) => host.disks.set(host.slot(SLOT), disk(GB)),
  });
  return { world, resize: (bytes: number) => world.host.disks.set(world.host.slot(SLOT), disk(bytes)) };
}

const WRITER =
  "nohup sh -c 'while true; do date >> /mnt/d/log || echo failed >> /root/failed; sleep 1; done' > /dev/null 2>&1 &";

describe('the article’s guest', () => {
  const { world, resize } = withDisk('sles-11-sp3');

  test('formats and mounts the whole disk, and fills it past half', () => {
    expect(world.run('mkfs.ext3 -q -F /dev/sdb && mkdir /mnt/d && mount /dev/sdb /mnt/d').code).toBe(0);
    expect(world.run('df -h /mnt/d').out).toBe(
      'Filesystem      Size  Used Avail Use% Mounted on\n/dev/sdb       1008M   34M  924M   4% /mnt/d\n',
    );
    expect(world.run('dd if=/dev/zero of=/mnt/d/fill bs=1M count=600').err).toContain(
      '600+0 records out\n629145600 bytes',
    );
    expect(world.run('df -h /mnt/d').out).toContain('67% /mnt/d');
  });

  test('a writer goes on across processes of ours while the disk grows, and df shows the new size by itself', () => {
    world.run(WRITER);
    world.pass(10 * SECOND);
    world.reopen();
    resize(2 * GB);
    world.pass(10 * SECOND);
    expect(world.run('df -h /mnt/d').out).toContain('/dev/sdb        2.0G  635M  1.3G  33% /mnt/d');
    expect(Number(world.run('cat /mnt/d/log | wc -l').out)).toBeGreaterThanOrEqual(20);
    expect(world.run('cat /root/failed')).toMatchObject({ out: '', code: 1 });
    expect(world.run('dmesg | grep -c "detected capacity change from 1073741824 to 2147483648"').out).toBe('1\n');
  });
});

describe('the article’s guest with its setting off', () => {
  const { world, resize } = withDisk('sles-11-sp3');

  test('behaves like a bare kernel: df grows on resize2fs only', () => {
    expect(world.run('grep AUTO_GROW /etc/sysconfig/hyperv').out).toBe('AUTO_GROW="yes"\n');
    world.run('sed -i \'s/yes"/no"/\' /etc/sysconfig/hyperv');
    world.run('mkfs.ext3 -q -F /dev/sdb; mkdir /mnt/d; mount /dev/sdb /mnt/d');
    resize(2 * GB);
    world.run('echo 1 > /sys/block/sdb/device/rescan');
    expect(world.run('df -h /mnt/d').out).toContain('1008M');
    expect(world.run('resize2fs /dev/sdb').code).toBe(0);
    expect(world.run('df -h /mnt/d').out).toContain('2.0G');
  });
});

describe('a bare kernel', () => {
  const { world, resize } = withDisk('debian-12');

  test('grows on resize2fs only', () => {
    world.run('mkfs.ext4 -q /dev/sdb; mkdir /mnt/d; mount /dev/sdb /mnt/d');
    const before = world.run('df -k /mnt/d').out;
    resize(2 * GB);
    world.run('echo 1 > /sys/block/sdb/device/rescan');
    expect(world.run('cat /sys/block/sdb/size; blockdev --getsize64 /dev/sdb').out).toBe('4194304\n2147483648\n');
    expect(world.run('df -k /mnt/d').out).toBe(before);
    expect(world.run('resize2fs /dev/sdb')).toMatchObject({
      out: expect.stringContaining('The filesystem on /dev/sdb is now 524288 (4k) blocks long.'),
      err: 'resize2fs 1.47.0 (5-Feb-2023)\n',
      code: 0,
    });
    expect(world.run('df -h /mnt/d').out).toContain('2.0G');
    expect(world.run('resize2fs /dev/sdb').out).toBe(
      'The filesystem is already 524288 (4k) blocks long.  Nothing to do!\n\n',
    );
  });

  test('says what is wrong as the tools do', () => {
    expect(world.run('cp /dev/zero /mnt/d/full').err).toBe(
      "cp: error writing '/mnt/d/full': No space left on device\n",
    );
    expect(world.run('echo x > /mnt/d/more')).toMatchObject({
      err: 'bash: line 1: echo: write error: No space left on device\n',
      code: 1,
    });
    expect(world.run('rm /mnt/d/full; cd /mnt/d && umount /mnt/d')).toMatchObject({
      err: 'umount: /mnt/d: target is busy.\n',
      code: 32,
    });
    expect(world.run('umount /mnt/d').code).toBe(0);
  });
});
