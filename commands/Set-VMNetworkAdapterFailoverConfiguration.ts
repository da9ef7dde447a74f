import { Cmdlet } from '../src/cli/cmdlet.ts';
import { define } from '../src/powershell/parameters.ts';

const definition = define({
  name: 'Set-VMNetworkAdapterFailoverConfiguration',
  summary: 'Changes the address that a network adapter has after a failover.',
  defaultSet: 'VMName',
  confirmImpact: 'Medium',
  outputTypes: ['Microsoft.HyperV.PowerShell.VMNetworkAdapterFailoverSetting'],
  className: 'Microsoft.HyperV.PowerShell.Commands.SetVMNetworkAdapterFailoverConfiguration',
  parameters: {
    CimSession: { type: 'CimSession[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    ComputerName: { type: 'string[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    Credential: { type: 'pscredential[]', sets: { VMName: {} }, validate: ['NotNullOrEmpty'] },
    VMNetworkAdapter: {
      type: 'VMNetworkAdapter',
      sets: { ResourceObject: { mandatory: true, position: 0, pipeline: 'value+property' } },
      validate: ['NotNull'],
    },
    VMName: {
      type: 'string',
      sets: { VMName: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VM: {
      type: 'VirtualMachine',
      sets: { VMObject: { mandatory: true, position: 0, pipeline: 'value' } },
      validate: ['NotNullOrEmpty'],
    },
    VMNetworkAdapterName: { type: 'string', sets: { VMName: {}, VMObject: {} } },
    IPv4Address: { type: 'string' },
    IPv6Address: { type: 'string' },
    IPv4SubnetMask: { type: 'string' },
    IPv6SubnetPrefixLength: { type: 'int', nullable: true, validate: [{ range: [0, 128] }] },
    IPv4PreferredDNSServer: { type: 'string' },
    IPv4AlternateDNSServer: { type: 'string' },
    IPv6PreferredDNSServer: { type: 'string' },
    IPv6AlternateDNSServer: { type: 'string' },
    IPv4DefaultGateway: { type: 'string' },
    IPv6DefaultGateway: { type: 'string' },
    ClearFailoverIPv4Settings: { type: 'switch', validate: ['NotNull'] },
    ClearFailoverIPv6Settings: { type: 'switch', validate: ['NotNull'] },
    Passthru: { type: 'switch' },
  },
});

/** Changes the address that a network adapter has after a failover. */
export default class SetVMNetworkAdapterFailoverConfiguration extends Cmdlet<typeof definition.parameters> {
  static override readonly definition = definition;
}
