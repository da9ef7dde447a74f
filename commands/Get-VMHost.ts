import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { vmHostClass } from '../src/objects/host.ts';
import { hostTarget } from '../src/objects/live-host.ts';
import { NetObject } from '../src/powershell/objects.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VMHost',
  summary: 'Gets a Hyper-V host and its settings.',
  defaultSet: 'ComputerName',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMHost'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVMHost',
  parameters: {
    CimSession: {
      type: 'CimSession[]',
      sets: { CimSession: { mandatory: true, position: 0, pipeline: 'property' } },
      validate: ['NotNullOrEmpty'],
    },
    ComputerName: {
      type: 'string[]',
      sets: { ComputerName: { position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    Credential: {
      type: 'pscredential[]',
      sets: { ComputerName: { position: 1, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
  },
});

type Parameters = Bound<typeof definition.parameters>;

/** Gets a Hyper-V host and its settings. */
export default class GetVMHost extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process(bound: Parameters): Promise<void> {
    this.refuse('CimSession', bound.CimSession);
    for (const place of await this.hosts(bound.ComputerName)) {
      this.runtime.write(new NetObject(vmHostClass, hostTarget(place)));
    }
  }
}
