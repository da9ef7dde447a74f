import { VmCmdlet } from '../src/cli/vm-cmdlet.ts';
import { HostError } from '../src/host/errors.ts';
import { findVms } from '../src/host/find.ts';
import type { HostSession } from '../src/host/session.ts';
import { vmObjects } from '../src/objects/live-vm.ts';
import { type Bound, define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Get-VM',
  summary: 'Gets the virtual machines of one or more hosts.',
  defaultSet: 'Name',
  outputTypes: ['Microsoft.HyperV.PowerShell.VirtualMachine'],
  className: 'Microsoft.HyperV.PowerShell.Commands.GetVM',
  parameters: {
    Name: {
      type: 'string[]',
      sets: { Name: { position: 0, pipeline: 'value' } },
      aliases: ['VMName'],
      validate: ['NotNullOrEmpty'],
      wildcards: true,
    },
    CimSession: { type: 'CimSession[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { Name: {}, Id: {} }, validate: ['NotNullOrEmpty'] },
    Id: {
      type: 'guid',
      nullable: true,
      sets: { Id: { position: 0, pipeline: 'value+property' } },
      validate: ['NotNull'],
    },
    ClusterObject: {
      type: 'psobject',
      sets: { ClusterObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty', { typeName: 'Microsoft.FailoverClusters.PowerShell.ClusterObject' }],
    },
  },
});

/** Gets the virtual machines of one or more hosts. */
export default class GetVM extends VmCmdlet<typeof definition.parameters> {
  static override readonly definition = definition;

  override async process({
    Name,
    Id,
    ComputerName,
    ClusterObject,
  }: Bound<typeof definition.parameters>): Promise<void> {
    this.refuse('ClusterObject', ClusterObject);
    for (const place of await this.hosts(ComputerName)) {
      const show = async (find: (host: HostSession) => string[]) => {
        const found = await place.world.read(place.hostId, (host) =>
          find(host).flatMap((id) => host.columns(id) ?? []),
        );
        for (const vm of vmObjects(place, found)) this.runtime.write(vm);
      };
      if (Id) {
        const id = Id.toLowerCase();
        try {
          await show((host) => {
            if (!host.columns(id)) throw new HostError('vmIdNotFound', { id });
            return [id];
          });
        } catch (error) {
          this.report(error);
        }
      } else if (Name) {
        // A missing name is a bad argument here, and only here.
        for (const name of Name) {
          try {
            await show((host) => findVms(host, name));
          } catch (error) {
            const missing = error instanceof HostError && error.code === 'vmNotFound';
            this.report(error, missing ? { target: name, category: 'InvalidArgument', id: 'InvalidParameter' } : {});
          }
        }
      } else {
        const all = await place.world.read(place.hostId, (host) => host.list());
        for (const vm of vmObjects(place, all)) this.runtime.write(vm);
      }
    }
  }
}
