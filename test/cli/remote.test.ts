/** ssh, scp, plink and pscp of scripts reach guests of the lab. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readRemote } from '../../src/cli/remote-words.ts';
import { installGuest } from '../../src/guest/index.ts';
import { openLab, type World } from '../../src/world.ts';
import { freshFolder, launch } from '../support/launch.ts';

describe('command lines', () => {
  const rows: readonly (readonly [
    line: string,
    host: string | null,
    user: string | null,
    port: string,
    command: string,
  ])[] = [
    ['ssh web1', 'web1', null, '22', ''],
    ['ssh root@web1 uname -r', 'web1', 'root', '22', 'uname -r'],
    ['ssh -p 2222 -i key -o StrictHostKeyChecking=no -l me web1 ls -l /', 'web1', 'me', '2222', 'ls -l /'],
    ['ssh -p2222 -tt -oBatchMode=yes web1 ls', 'web1', null, '2222', 'ls'],
    ['ssh web1 -p 23 ls', 'web1', null, '23', 'ls'],
    ['ssh ssh://me@web1:24 ls', 'web1', 'me', '24', 'ls'],
    ['ssh me@fe80::1%eth0 ls', 'fe80::1%eth0', 'me', '22', 'ls'],
    ['plink -batch -pw secret -P 22 root@web1 dmesg -c', 'web1', 'root', '22', 'dmesg -c'],
    ['plink -ssh -i key.ppk -C -no-antispoof web1 -l', 'web1', null, '22', '-l'],
  ];
  test.each(rows)('%s', (line, host, user, port, command) => {
    const [tool, ...words] = line.split(' ');
    const read = readRemote(tool as 'ssh', words);
    expect([read.target?.host, read.target?.user, read.port, read.command.join(' ')]).toEqual([
      host,
      user,
      port,
      command,
    ]);
  });

  test('places of scp', () => {
    const { places, recursive } = readRemote('scp', [
      '-r',
      '-P',
      '22',
      'C:\\x\\y',
      './a:b',
      'me@[fe80::1]:/tmp/z',
      'h:',
    ]);
    expect(recursive).toBe(true);
    expect(places).toEqual([
      { host: null, user: null, path: 'C:\\x\\y' },
      { host: null, user: null, path: './a:b' },
      { host: 'fe80::1', user: 'me', path: '/tmp/z' },
      { host: 'h', user: null, path: '' },
    ]);
  });
});

describe('a guest', () => {
  let world: World;
  const location = freshFolder();
  const run = (script: string) => launch(['-Command', script], { world, location });

  beforeAll(async () => {
    world = await openLab({ memory: true, seed: 'test', hosts: [{}] });
    await run("'Web1','off' | ForEach-Object { $null = New-VM $_ -MemoryStartupBytes 1GB }");
    await world.change(world.hostId(), (host) => {
      const vm = host.vm(host.named('Web1')[0]!);
      vm.guestDoc = installGuest(vm.guestDoc, 'ubuntu-22.04', { hostName: 'web1' });
    });
    await run('Start-VM Web1; Wait-VM Web1 -For Heartbeat; Start-Sleep 120');
    writeFileSync(join(location, 'data'), Buffer.from([0, 255, 10, 13, 128]));
    writeFileSync(join(location, 'commands'), 'echo one\r\necho two\r\n');
  });

  const rows: readonly (readonly [script: string, stdout: string, stderr?: string])[] = [
    ['ssh root@web1 hostname; "$LASTEXITCODE $?"', 'web1\n0 True\n'],
    ['$r = ssh web1 \'echo out; exit 7\'; "<$r> $LASTEXITCODE $?"', '<out> 7 False\n'],
    ["ssh web1 'echo e >&2' ; 'x'", 'x\n', 'e\n'],
    ["ssh web1 'echo e >&2' 2>&1 | ForEach-Object { $_.GetType().Name }", 'ErrorRecord\n'],
    ["'b','a' | ssh web1 sort", 'a\nb\n'],
    ["ssh -n web1 cat; 'x' | ssh -n web1 cat; $LASTEXITCODE", '0\n'],
    ["'echo hi; exit 3' | plink -batch web1; $LASTEXITCODE", 'hi\n3\n'],
    ['.\\bin\\plink.exe -batch -pw x root@web1 hostname', 'web1\n'],
    ['plink.exe -batch -m commands web1', 'one\ntwo\n'],
    ['$a = (Get-VM web1).NetworkAdapters.Count; "$a"', '1\n'],
    ['(ssh web1 yes | Select-Object -First 2) -join ","; ssh web1 "pgrep yes"; $LASTEXITCODE', 'y,y\n1\n'],
    ['ssh nosuch ls; $LASTEXITCODE', '255\n', 'ssh: Could not resolve hostname nosuch: Name or service not known\n'],
    ['ssh off ls; $LASTEXITCODE', '255\n', 'ssh: connect to host off port 22: Connection timed out\n'],
    [
      'plink -batch nosuch ls; $LASTEXITCODE',
      '1\n',
      'plink: unable to open connection to nosuch:\nHost does not exist\n',
    ],
    ['plink -batch off ls; $LASTEXITCODE', '1\n', 'FATAL ERROR: Network error: Connection timed out\n'],
    [
      'plink -bogus web1; $LASTEXITCODE',
      '1\n',
      'plink: unknown option "-bogus"\nUsage: plink [options] [user@]host [command]\n',
    ],
    ['scp data root@web1:/tmp/; scp web1:/tmp/data back; $LASTEXITCODE', '0\n'],
    ["ssh web1 'mkdir -p t/u; echo 1 > t/u/f'; scp -r web1:t d; $LASTEXITCODE; Get-Content d/u/f", '0\n1\n'],
    ['scp nofile web1:/tmp; $LASTEXITCODE', '1\n', 'scp: stat local "nofile": No such file or directory\n'],
    ['scp web1:/nofile .; $LASTEXITCODE', '1\n', 'scp: /nofile: No such file or directory\n'],
    ['pscp web1:/nofile .; $LASTEXITCODE', '1\n', 'pscp: /nofile: no such file or directory\n'],
    [
      'scp data nosuch:; $LASTEXITCODE',
      '255\n',
      'ssh: Could not resolve hostname nosuch: Name or service not known\nscp: Connection closed\n',
    ],
    ['function ssh { "mine" }; ssh web1', 'mine\n'],
  ];
  test.each(rows)('%s', async (script, stdout, stderr = '') => {
    const result = await run(script);
    expect({ stdout: result.stdout, stderr: result.stderr }).toEqual({ stdout, stderr });
  });

  test('files arrive as they were', () => {
    expect([...readFileSync(join(location, 'back'))]).toEqual([0, 255, 10, 13, 128]);
  });
});
