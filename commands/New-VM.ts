import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

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
export default class NewVM extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}
