import { sentences } from '../src/cli/sentences.ts';
import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { createVm } from '../src/host/create.ts';
import type { HostSession } from '../src/host/session.ts';
import type { VmPlace } from '../src/objects/live-vm.ts';
import { vmObject } from '../src/objects/live-vm.ts';
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
    this.refuse('AsJob', bound.AsJob);
    this.refuse('NewVHDPath', bound.NewVHDPath);
    this.refuse('VHDPath', bound.VHDPath);
    this.refuse('Prerelease', bound.Prerelease);
    this.refuse('Experimental', bound.Experimental);
    this.refuse('SourceGuestStatePath', bound.SourceGuestStatePath);
    this.refuse('GuestStateIsolationType', bound.GuestStateIsolationType);
    for (const place of await this.hosts(bound.ComputerName)) {
      const name = bound.Name ?? 'New Virtual Machine';
      if (!(await this.runtime.shouldProcess(sentences.create(this.definition.name, name)))) continue;
      await this.#create(place, (host) => {
        return createVm(host, {
          name,
          ...(bound.MemoryStartupBytes != null && { memoryStartupBytes: bound.MemoryStartupBytes }),
          ...(bound.Generation != null && { generation: bound.Generation as 1 | 2 }),
          ...(bound.Version !== undefined && { version: bound.Version }),
          ...(bound.Path !== undefined && { path: bound.Path }),
          ...(bound.SwitchName !== undefined && { switchName: bound.SwitchName }),
          ...(bound.BootDevice != null && { bootDevice: bound.BootDevice }),
        }).columns();
      });
    }
  }

  async #create(place: VmPlace, make: (host: HostSession) => ReturnType<HostSession['list']>[number]): Promise<void> {
    try {
      this.runtime.write(vmObject(place, await place.world.change(place.hostId, make)));
    } catch (error) {
      this.report(error);
    }
  }
}
