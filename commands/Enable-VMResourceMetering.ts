import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Enable-VMResourceMetering',
  summary: 'Begins to meter the resources of a virtual machine or a resource pool.',
  defaultSet: 'VMName',
  className: 'Microsoft.HyperV.PowerShell.Commands.EnableVMResourceMetering',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { ResourcePool: { pipeline: 'property' }, VMName: { pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: { type: 'string[]', sets: { VMName: {}, ResourcePool: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {}, ResourcePool: {} }, validate: ['NotNullOrEmpty'] },
    VM: {
      type: 'VirtualMachine[]',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMName: { type: 'string[]', sets: { VMName: { mandatory: true, position: 0 } }, validate: ['NotNullOrEmpty'] },
    ResourcePoolName: {
      type: 'string',
      sets: { ResourcePool: { mandatory: true, position: 0, pipeline: 'value+property' } },
      aliases: ['Name'],
      validate: ['NotNullOrEmpty'],
    },
    ResourcePoolType: {
      type: 'VMResourcePoolType',
      sets: { ResourcePool: { position: 1, pipeline: 'property' } },
      validate: [{ set: ['Ethernet', 'Memory', 'Processor', 'VHD'] }],
    },
  },
});

/** Begins to meter the resources of a virtual machine or a resource pool. */
export default class EnableVMResourceMetering extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}
