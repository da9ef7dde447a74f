/** Bad input of cmdlets about machines: refused with Windows' category, id and text, and nothing changed. */
import { describe, expect, test } from '@jest/globals';
import { texts } from '../../src/host/error-texts.ts';
import { HostError, type HostErrorCode } from '../../src/host/errors.ts';
import { recordOf } from '../../src/objects/host-errors.ts';
import { PSError } from '../../src/powershell/errors.ts';
import { define } from '../../src/powershell/parameters.ts';
import { GB, MB, TestLab } from '../support/lab.ts';

const CLASS = 'Microsoft.HyperV.PowerShell.Commands';

/** Runs a line in Windows PowerShell's error view, where category and id show. */
async function refused(
  lab: TestLab,
  line: string | readonly string[],
): Promise<{ category: string; id: string; text: string }> {
  const { stderr, exitCode } = await lab.run(line, { dialect: '5.1', columns: 4000 });
  expect(exitCode).toBe(1);
  return {
    category: /CategoryInfo +: (.*)/.exec(stderr)?.[1]?.trim() ?? '',
    id: /FullyQualifiedErrorId : (.*)/.exec(stderr)?.[1]?.trim() ?? '',
    text: stderr,
  };
}

describe('which error each cmdlet gives for a missing machine', () => {
  test('Get-VM: a bad argument with its target', async () => {
    const error = await refused(await TestLab.make(), 'Get-VM x');
    expect(error.category).toBe('InvalidArgument: (x:String) [Get-VM], VirtualizationException');
    expect(error.id).toBe(`InvalidParameter,${CLASS}.GetVM`);
  });

  test.each([
    ['Start-VM x', 'StartVM'],
    ['Stop-VM x', 'StopVM'],
    ['Save-VM x', 'SaveVM'],
    ['Suspend-VM x', 'SuspendVM'],
    ['Resume-VM x', 'ResumeVM'],
    ['Restart-VM x -Force', 'RestartVM'],
    ['Remove-VM x -Force', 'RemoveVM'],
    ['Rename-VM x y', 'RenameVM'],
    ['Wait-VM x', 'WaitVM'],
    ['Debug-VM x -InjectNonMaskableInterrupt -Force', 'DebugVM'],
    ['Set-VM x -Notes y', 'SetVM'],
    ['Get-VMMemory x', 'GetVMMemory'],
    ['Set-VMMemory x -Buffer 10', 'SetVMMemory'],
    ['Get-VMProcessor x', 'GetVMProcessor'],
    ['Set-VMProcessor x -Count 2', 'SetVMProcessor'],
  ])('%s: not found', async (line, name) => {
    const lab = await TestLab.make();
    const error = await refused(lab, line);
    expect(error.category).toContain('ObjectNotFound: (:)');
    expect(error.id).toBe(`ObjectNotFound,${CLASS}.${name}`);
    expect(error.text).toContain('Hyper-V was unable to find a virtual machine with name "x".');
    // A look-up happens under -WhatIf too; a pattern that matches nothing is no error.
    if (!/^(Get|Wait)/.test(line)) expect((await lab.run(`${line} -WhatIf`)).exitCode).toBe(1);
    expect(await lab.ok(line.replace(' x', ' x*'))).toBe('');
  });

  test('Get-VM -Id', async () => {
    const error = await refused(await TestLab.make(), 'Get-VM -Id 11111111-2222-3333-4444-555555555555');
    expect(error.id).toBe(`ObjectNotFound,${CLASS}.GetVM`);
  });

  test('an unknown host', async () => {
    const lab = await TestLab.make();
    const error = await refused(lab, 'Get-VM -ComputerName nowhere');
    expect(error.text).toContain("trying to access an object on computer 'nowhere' because the object was not found.");
  });

  test('several names: the others still run', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM a', 'New-VM b');
    const result = await lab.run('Start-VM a,x,b');
    expect(result.exitCode).toBe(1);
    expect([lab.vm('a').state, lab.vm('b').state]).toEqual(['Running', 'Running']);
  });
});

describe('memory', () => {
  test('not a multiple of 2 MB', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v');
    const error = await refused(lab, 'Set-VMMemory v -StartupBytes 4077MB');
    expect(error.category).toContain('InvalidArgument');
    expect(error.id).toBe(`InvalidParameter,${CLASS}.SetVMMemory`);
    expect(error.text).toContain("The memory value assigned ('4077' MB) is not properly aligned.");
    const made = await refused(lab, 'New-VM w -MemoryStartupBytes 513MB');
    expect(made.id).toBe(`InvalidParameter,${CLASS}.NewVM`);
    expect(lab.id('w')).toBe('');
  });

  test.each([
    ['startup below minimum', '-StartupBytes 256MB -MinimumBytes 512MB'],
    ['maximum below startup', '-StartupBytes 4GB -MaximumBytes 2GB'],
    ['less than 32 MB', '-MinimumBytes 16MB'],
    ['more than a generation 1 machine can have', '-StartupBytes 2TB'],
    ['a buffer of 4', '-Buffer 4'],
    ['a buffer of 2001', '-Buffer 2001'],
    ['a priority of 101', '-Priority 101'],
    ['a priority of -1', '-Priority:-1'],
  ])('%s', async (_, change) => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v -MemoryStartupBytes 1GB', 'Set-VMMemory v -DynamicMemoryEnabled $true');
    const before = lab.vm('v').doc;
    const error = await refused(lab, `Set-VMMemory v ${change}`);
    expect(error.id).toBe(`InvalidParameter,${CLASS}.SetVMMemory`);
    expect(lab.vm('v').doc).toEqual(before);
  });

  test('Set-VM follows the same rules, and changes all or nothing', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v -MemoryStartupBytes 1GB');
    const error = await refused(
      lab,
      'Set-VM v -DynamicMemory -MemoryMaximumBytes 512MB -Notes changed -ProcessorCount 4',
    );
    expect(error.id).toBe(`InvalidParameter,${CLASS}.SetVM`);
    expect(lab.vm('v').doc).toMatchObject({ notes: '', processor: { count: 1 }, memory: { dynamic: false } });
    const late = await refused(lab, 'Set-VM v -MemoryStartupBytes 2GB -ProcessorCount 99');
    expect(late.id).toBe(`InvalidParameter,${CLASS}.SetVM`);
    expect(lab.vm('v').doc.memory.startup).toBe(GB);
    await refused(lab, 'Set-VM v -DynamicMemory -StaticMemory');
  });

  test('more than the host has', async () => {
    const lab = await TestLab.make({ memoryBytes: 8 * GB });
    await lab.ok('New-VM minikube -MemoryStartupBytes 9GB');
    const error = await refused(lab, 'Start-VM minikube');
    expect(error.category).toContain('FromStdErr');
    expect(error.id).toBe(`OutOfMemory,${CLASS}.StartVM`);
    const id = lab.id('minikube').toUpperCase();
    for (const line of [
      "'minikube' failed to start.",
      'Not enough memory in the system to start the virtual machine minikube.',
      `'minikube' failed to start. (Virtual machine ID ${id})`,
      `'minikube' could not initialize memory: Not enough memory resources are available to complete this operation. (0x8007000E). (Virtual machine ID ${id})`,
    ]) {
      expect(error.text).toContain(line);
    }
    expect(lab.vm('minikube')).toMatchObject({ state: 'Off', memoryAssigned: 0 });
    // Once is once, also where several processes fail.
    expect(lab.events().filter((id) => id === 19544)).toHaveLength(1);
  });
});

describe('names', () => {
  test.each(['a b', `quote"s and 'more'`, '星 🚀', '[brackets]', 'back`tick', 'x'.repeat(100)])('%j', async (name) => {
    const lab = await TestLab.make();
    await lab.ok(['New-VM', '-Name', name]);
    const stored = lab.world.readNow(lab.hostId, (host) => host.list()).map((vm) => vm.name);
    expect(stored).toEqual([name]);
    const pattern = name.replace(/[[\]]/g, '`$&');
    await lab.ok(['Start-VM', '-Name', pattern], ['Stop-VM', '-Name', pattern, '-TurnOff']);
    await lab.ok(['Remove-VM', '-Name', pattern, '-Force']);
  });

  test('200 characters, blanks only', async () => {
    const lab = await TestLab.make();
    const error = await refused(lab, ['New-VM', '-Name', 'x'.repeat(200)]);
    expect(error.text).toContain('must not be longer than 100 characters; this one has 200.');
    await refused(lab, ['New-VM', '-Name', '   ']);
    await lab.ok('New-VM v');
    await refused(lab, ['Rename-VM', 'v', '-NewName', 'x'.repeat(200)]);
  });

  test('two machines of one name are both meant', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v', 'New-VM v', 'Start-VM v');
    expect((await lab.ok('Get-VM v')).match(/Running/g)).toHaveLength(2);
  });

  test('wildcards', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM web1', 'New-VM web2', 'New-VM db1', 'Start-VM WEB[12]');
    expect((await lab.ok('Get-VM *1')).match(/^(db1|web1) /gm)).toEqual(['db1 ', 'web1 ']);
    expect(await lab.ok('Get-VM nothing*')).toBe('');
    await lab.ok('Stop-VM * -TurnOff -WarningAction SilentlyContinue', 'Remove-VM * -Force');
    expect(await lab.ok('Get-VM')).toBe('');
  });
});

describe('new machines', () => {
  test.each([
    ['-Version 4.2', 'Configuration version 4.2 is not supported'],
    ['-SwitchName nowhere', 'unable to find a virtual switch with name "nowhere"'],
    ['-Generation 2 -BootDevice IDE', 'cannot boot from IDE'],
    ['-BootDevice VHD', 'cannot boot from VHD'],
    ['-MemoryStartupBytes 16MB', 'must be from 32 MB'],
  ])('%s', async (words, text) => {
    const lab = await TestLab.make();
    const error = await refused(lab, `New-VM v ${words}`);
    expect(error.text).toContain(text);
    expect(await lab.ok('Get-VM')).toBe('');
  });

  test('-WhatIf makes nothing', async () => {
    const lab = await TestLab.make();
    expect(await lab.ok('New-VM v -WhatIf')).toContain('What if: New-VM will create');
    expect(await lab.ok('Get-VM')).toBe('');
  });
});

describe('stopping', () => {
  test('a guest without the shutdown service: asked, refused, forced', async () => {
    const lab = await TestLab.make();
    await lab.ok('New-VM v', 'Start-VM v');
    const alone = await lab.run('Stop-VM v');
    expect(alone.stderr).toContain('NonInteractive mode');
    const no = await lab.run('Stop-VM v', { answers: ['n'] });
    expect(no.asked[0]).toContain(
      'Hyper-V cannot shut down virtual machine v because the Shutdown integration service is unavailable.',
    );
    expect(lab.vm('v').state).toBe('Running');
    await lab.ok('Stop-VM v -Force');
    expect(lab.vm('v').state).toBe('Off');
  });

  test('a guest that crashed: event 18590, an error after the wait, and off under -Force', async () => {
    const lab = await TestLab.make();
    await lab.machine('v', { os: 'ubuntu-22.04' });
    await lab.boot('v');
    await lab.inside('v', (guest) => {
      guest.run.kernel.sysctl['kernel/unknown_nmi_panic'] = '1';
      guest.touch();
    });
    await lab.ok('Debug-VM v -InjectNonMaskableInterrupt');
    expect(lab.events().at(-1)).toBe(18590);
    expect(lab.messages().at(-1)).toContain("'v' has encountered a fatal error.");
    expect(lab.vm('v')).toMatchObject({ state: 'Running', heartbeat: 'LostCommunication' });
    const at = lab.now;
    const error = await refused(lab, 'Stop-VM v');
    expect(error.id).toBe(`OperationFailed,${CLASS}.StopVM`);
    expect(error.text).toContain('Failed to stop.');
    expect((lab.now - at) / 1e6).toBeGreaterThanOrEqual(60);
    expect(lab.vm('v').state).toBe('Running');
    await lab.ok('Stop-VM v -Force');
    expect(lab.vm('v').state).toBe('Off');
  });

  test('questions that only -Force silences', async () => {
    const lab = await TestLab.make();
    await lab.machine('v');
    await lab.boot('v');
    expect((await lab.run('Restart-VM v -Confirm:$false')).stderr).toContain('NonInteractive mode');
    const restart = await lab.run('Restart-VM v', { answers: ['n'] });
    expect(restart.asked[0]).toContain('Are you sure you want to restart virtual machine "v"?');
    const running = await refused(lab, 'Remove-VM v -Force');
    expect(running.id).toBe(`InvalidState,${CLASS}.RemoveVM`);
    await lab.ok('Stop-VM v');
    const remove = await lab.run('Remove-VM v', { answers: ['n'] });
    expect(remove.asked[0]).toContain('Are you sure you want to remove virtual machine "v"?');
    expect(lab.id('v')).not.toBe('');
  });
});

test('every code has a text, a category and an id', () => {
  const def = define({ name: 'Get-VM', summary: '', className: `${CLASS}.GetVM`, parameters: {} });
  const vm = { name: 'v', id: '0' };
  const data = {
    vm,
    name: 'v',
    id: '0',
    device: 'Memory',
    detail: 'd',
    bytes: 2 * MB,
    feature: 'f',
    host: 'h',
    what: 'w',
  };
  for (const code of Object.keys(texts) as HostErrorCode[]) {
    const more = {
      type: 'SCSI',
      number: 0,
      location: 0,
      highest: 1,
      path: 'p',
      controller: 'c',
      instance: 'i',
      code: 0x80070002,
      operation: 'create',
      verb: 'add',
      why: '',
    };
    const error = new HostError(code, { ...data, ...more } as never);
    expect(error.lines.length).toBeGreaterThan(0);
    const record = recordOf(error, def);
    expect(record).toMatchObject({ className: `${CLASS}.GetVM`, message: error.message });
    expect(record.id).not.toBe('');
  }
  expect(() => recordOf(new Error('a defect'), def)).toThrow('a defect');
  const own = new PSError({ id: 'x', category: 'NotSpecified', message: 'm', exceptionType: 'e' });
  expect(recordOf(own, def)).toBe(own.record);
});

test('several hosts in one lab', async () => {
  const lab = await TestLab.make({ name: 'HV01' }, [{ name: 'HV02', profile: '2012R2' }]);
  await lab.ok('New-VM a', 'New-VM b -ComputerName hv02');
  for (const local of ['', '-ComputerName .', '-ComputerName localhost', '-ComputerName HV01']) {
    expect(await lab.ok(`Get-VM ${local}`)).toMatch(/^a .*10\.0$/m);
  }
  const other = await lab.ok('Get-VM -ComputerName HV02.example.test');
  expect(other).toMatch(/^b /m);
  expect(other).not.toContain('Version');
  const both = await lab.ok('Get-VM -ComputerName HV01,HV02');
  expect(both.match(/^[ab] /gm)).toEqual(['a ', 'b ']);
  await lab.ok('Start-VM b -ComputerName HV02');
  expect((await lab.run('Start-VM b')).exitCode).toBe(1);
});
