/** The module's default tables and lists, against transcripts of the real cmdlets. */
import { expect, test } from '@jest/globals';
import { hardDiskDriveClass } from '../../src/objects/drives.ts';
import { vmMemoryClass } from '../../src/objects/memory.ts';
import { viewsFor } from '../../src/objects/views.ts';
import { virtualHardDiskClass } from '../../src/objects/virtual-hard-disk.ts';
import { virtualMachineClass } from '../../src/objects/virtual-machine.ts';
import { coreViews } from '../../src/powershell/format/core-views.ts';
import type { DialectName } from '../../src/powershell/format/dialect.ts';
import { type OutputFormat, openFormatter } from '../../src/powershell/format/print.ts';
import { viewTable } from '../../src/powershell/format/view.ts';
import { NetObject } from '../../src/powershell/objects.ts';
import type { PSValue } from '../../src/powershell/values.ts';
import { diskDriveTarget, memoryTarget, vhdTarget, vmTarget } from '../support/vm-fakes.ts';

interface How {
  readonly format?: OutputFormat;
  readonly dialect?: DialectName;
  readonly columns?: number;
  readonly lacks?: readonly string[];
}

function print(values: readonly PSValue[], how: How = {}): string {
  let out = '';
  const views = viewTable(coreViews, viewsFor(new Set(how.lacks)));
  const printer = openFormatter((text) => (out += text), { columns: 120, ...how, views });
  for (const value of values) printer.write(value);
  printer.end();
  return out;
}

const vm = (changes = {}) => new NetObject(virtualMachineClass, vmTarget(changes));
const running = {
  name: 'VM-dave',
  state: 'Running',
  memoryAssigned: 4294967296,
  uptime: (42 * 60 + 38) * 1e6 + 584000,
} as const;

test('Get-VM', () => {
  expect(print([vm(running), vm({ name: 'VM-lionel' })])).toBe(`
Name      State   CPUUsage(%) MemoryAssigned(M) Uptime           Status             Version
----      -----   ----------- ----------------- ------           ------             -------
VM-dave   Running 0           4096              00:42:38.5840000 Operating normally 10.0
VM-lionel Off     0           0                 00:00:00         Operating normally 10.0

`);
});

test('Get-VM on 80 columns cuts the Status and drops the Version', () => {
  const text = print([vm(running)], { columns: 80 });
  expect(text).toContain('Operating norma…\n');
  expect(text).not.toContain('Version');
  expect(print([vm(running)], { columns: 80, dialect: '5.1' })).toContain('Operating nor...\n');
});

test('a host without configuration versions has no such column', () => {
  expect(print([vm()], { lacks: ['configurationVersion'] })).not.toContain('Version');
});

test('a virtual machine as a list', () => {
  const target = { ...running, name: 'Lnx1234', cpuUsage: 1, memoryDemand: 3607101440, memoryStatus: 'OK' };
  expect(print([vm({ ...target, uptime: (41 * 3600 + 5 * 60 + 26) * 1e6 + 97000 })], { format: 'list' })).toBe(`
Name             : Lnx1234
State            : Running
CpuUsage         : 1
MemoryAssigned   : 4294967296
MemoryDemand     : 3607101440
MemoryStatus     : OK
Uptime           : 1.17:05:26.0970000
Status           : Operating normally
ReplicationState : Disabled
Generation       : 2

`);
});

test('Get-VMMemory in Windows PowerShell keeps the blanks of the last column and ends with two empty lines', () => {
  const memory = memoryTarget({
    vmName: 'VM300098957',
    dynamicMemoryEnabled: true,
    minimum: 2147483648,
    startup: 4294967296,
    maximum: 6442450944,
  });
  expect(print([new NetObject(vmMemoryClass, memory)], { dialect: '5.1' })).toBe(`
VMName      DynamicMemoryEnabled Minimum(M) Startup(M) Maximum(M)
------      -------------------- ---------- ---------- ----------
VM300098957 True                 2048       4096       6144      


`);
});

test('Get-VMHardDiskDrive', () => {
  const folder = 'D:\\Hyper-V\\NewVM\\Virtual Hard Disks';
  const drives = [
    diskDriveTarget({ path: `${folder}\\NewVM.vhdx` }),
    diskDriveTarget({ path: `${folder}\\Test.vhdx`, controllerLocation: 1 }),
  ];
  expect(print(drives.map((d) => new NetObject(hardDiskDriveClass, d)))).toBe(`
VMName ControllerType ControllerNumber ControllerLocation DiskNumber Path
------ -------------- ---------------- ------------------ ---------- ----
NewVM  IDE            0                0                             ${folder}\\NewVM.vhdx
NewVM  IDE            0                1                             ${folder}\\Test.vhdx

`);
});

const vhdList = `
ComputerName            : MIPROBOOK
Path                    : D:\\Hyper-V\\NewVM\\Virtual Hard Disks\\Test.vhdx
VhdFormat               : VHDX
VhdType                 : Dynamic
FileSize                : 4194304
Size                    : 5368709120
MinimumSize             : 
LogicalSectorSize       : 512
PhysicalSectorSize      : 4096
BlockSize               : 33554432
ParentPath              : 
DiskIdentifier          : 8F018859-F493-4CF5-A1A5-35E9EECCEB83
FragmentationPercentage : 0
Alignment               : 1
Attached                : False
DiskNumber              : 
IsPMEMCompatible        : False
AddressAbstractionType  : None
Number                  : 

`;

test('Get-VHD, and a machine after it, are both lists', () => {
  const disk = new NetObject(virtualHardDiskClass, vhdTarget());
  expect(print([disk])).toBe(vhdList);
  expect(print([disk, vm()])).toMatch(/^\n(?:.+\n){19}\n\nName {13}: web1\n/);
  const without = print([disk], { lacks: ['vhdPmem'] });
  expect(without).not.toContain('IsPMEMCompatible');
});

test('something of another type after a table is a list between its rows', () => {
  const text = print([vm(), new NetObject(vmMemoryClass, memoryTarget()), vm({ name: 'web2' })]);
  expect(text).toMatch(/web1 .*\n\nResourcePoolName {5}: Primordial\n/);
  expect(text).toMatch(/VMCheckpointName {5}: \n\nweb2 /);
});

test('JSON-free printing has no colour unless asked', () => {
  expect(print([vm()])).not.toContain('\x1b');
});
