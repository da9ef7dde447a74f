import { rmSync } from 'node:fs';
import { sentences } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { newDisk } from '../src/disk-create.ts';
import { checkMachine, createVm, diskPath, type NewMachine } from '../src/host/create.ts';
import { diskFault } from '../src/host/disk-files.ts';
import { addDisk } from '../src/host/drives.ts';
import type { Columns } from '../src/lab/store.ts';
import { type VmPlace, vmObject } from '../src/objects/live-vm.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'New-VM',
  summary: 'Creates a virtual machine.',
  defaultSet: 'No VHD',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.NewVM',
  parameters: {
    Name: {
      type: 'string',
      sets: { '(All)': { position: 0, pipeline: 'value+property' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
    },
    MemoryStartupBytes: { type: 'long', nullable: true, sets: { '(All)': { position: 1 } }, validate: ['NotNull'] },
    BootDevice: { type: 'BootDevice', nullable: true, validate: ['NotNullOrEmpty'] },
    NoVHD: { type: 'switch', sets: { 'No VHD': {} } },
    SwitchName: { type: 'string', validate: ['NotNullOrEmpty'] },
    NewVHDPath: { type: 'string', sets: { 'New VHD': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    NewVHDSizeBytes: { type: 'uint64', sets: { 'New VHD': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    VHDPath: { type: 'string', sets: { 'Existing VHD': { mandatory: true } }, validate: ['NotNullOrEmpty'] },
    Path: { type: 'string', validate: ['NotNullOrEmpty'] },
    Version: { type: 'version', validate: ['NotNull'] },
    Prerelease: { type: 'switch' },
    Experimental: { type: 'switch' },
    Generation: {
      type: 'int16',
      nullable: true,
      sets: { '(All)': { position: 2 } },
      validate: [{ set: ['1', '2'] }, 'NotNullOrEmpty'],
    },
    Force: { type: 'switch' },
    AsJob: { type: 'switch' },
    CimSession: { type: 'CimSession[]', validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', validate: ['NotNullOrEmpty'] },
    SourceGuestStatePath: { type: 'string', validate: ['NotNullOrEmpty'] },
    GuestStateIsolationType: { type: 'GuestIsolationType' },
  },
});

/** Creates a virtual machine. */
export default class NewVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Bound<typeof definition.parameters>): Promise<void> {
    for (const parameter of LATER) this.refuse(parameter, bound[parameter]);
    const name = bound.Name ?? 'New Virtual Machine';
    for (const place of await this.hosts(bound.ComputerName)) {
      if (!(await this.runtime.shouldProcess(sentences.create(this.definition.name, name)))) continue;
      try {
        this.runtime.write(vmObject(place, await this.#create(place, machineOf(bound, name), bound)));
      } catch (error) {
        this.report(error);
      }
    }
  }

  /** Makes the machine, and before it the disk that goes with it; what was made of one is undone where the other fails. */
  async #create(
    { world, hostId }: VmPlace,
    machine: NewMachine,
    { NewVHDPath, NewVHDSizeBytes, VHDPath }: Bound<typeof definition.parameters>,
  ): Promise<Columns['vm']> {
    let disk = VHDPath;
    let made: string | undefined;
    if (NewVHDPath !== undefined) {
      // Refused machines leave no file behind: ask before the file is made.
      await world.read(hostId, (host) => checkMachine(host, machine));
      disk = await world.read(hostId, (host) => diskPath(host, NewVHDPath, machine));
      if (disk !== NewVHDPath) world.files.makeFolder(world.files.locate(disk));
      made = (await newDisk(world, hostId, disk, { type: 'dynamic', size: NewVHDSizeBytes ?? 0 })).real;
    }
    const path = disk;
    try {
      return await world.change(hostId, (host) => {
        const vm = createVm(host, machine);
        if (path !== undefined) addDisk(vm, { path }, (real) => diskFault(world.files, real));
        return vm.columns();
      });
    } catch (error) {
      if (made !== undefined) rmSync(made, { force: true });
      throw error;
    }
  }
}

/** Parameters whose features do not exist yet. */
const LATER = ['AsJob', 'Prerelease', 'Experimental', 'SourceGuestStatePath', 'GuestStateIsolationType'] as const;

function machineOf(bound: Bound<typeof definition.parameters>, name: string): NewMachine {
  return {
    name,
    ...(bound.MemoryStartupBytes != null && { memoryStartupBytes: bound.MemoryStartupBytes }),
    ...(bound.Generation != null && { generation: bound.Generation as 1 | 2 }),
    ...(bound.Version !== undefined && { version: bound.Version }),
    ...(bound.Path !== undefined && { path: bound.Path }),
    ...(bound.SwitchName !== undefined && { switchName: bound.SwitchName }),
    ...(bound.BootDevice != null && { bootDevice: bound.BootDevice }),
  };
}
