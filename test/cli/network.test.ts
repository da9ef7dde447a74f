/** The host's network as it is described, and who answers in the lab. */
import { describe, expect, test } from '@jest/globals';
import { TestLab } from '../support/lab.ts';
import { runLabScript as run } from '../support/script.ts';

const scripts: readonly (readonly [name: string, script: string, stdout: string])[] = [
  [
    'adapters: one of hardware, one for the Default Switch',
    '(Get-NetAdapter | % { "$($_.Name) $($_.Status) $($_.Virtual) $($_.ifIndex)" }) -join "; "; (Get-NetAdapter -Physical).Name; (Get-NetAdapter vEth*).MacAddress -match "^00-15-5D(-[0-9A-F]{2}){3}$"; (Get-NetAdapter -Name Ethernet).LinkSpeed',
    'Ethernet Up False 4; vEthernet (Default Switch) Up True 15\nEthernet\nTrue\n10 Gbps\n',
  ],
  [
    'addresses, routes and configuration agree',
    '$a = Get-NetIPAddress -InterfaceAlias Ethernet -AddressFamily IPv4; "$($a.IPAddress)/$($a.PrefixLength)"; (Get-NetIPConfiguration -InterfaceAlias Ethernet).IPv4DefaultGateway.NextHop; (Get-NetRoute -DestinationPrefix 0.0.0.0/0).NextHop; (Get-NetIPAddress 127.0.0.1).InterfaceIndex; @(Get-NetNat).Count; (Get-NetIPAddress -InterfaceIndex 4 -AddressFamily IPv6).IPAddress -match "^fe80::.*%4$"',
    '192.168.10.11/24\n192.168.10.1\n192.168.10.1\n1\n0\nTrue\n',
  ],
  [
    'another host of the lab',
    '(Get-NetIPAddress -CimSession (New-CimSession HV02) -InterfaceAlias Ethernet -AddressFamily IPv4).IPAddress; Invoke-Command HV02 { (Get-NetAdapter -Physical).Name }; (Test-NetConnection HV02 -Port 5985).TcpTestSucceeded; (Test-NetConnection HV02 -Port 22 3>$null).TcpTestSucceeded; (Test-NetConnection HV02).PingSucceeded',
    '192.168.10.12\nEthernet\nTrue\nFalse\nTrue\n',
  ],
  [
    'nobody',
    'Test-NetConnection nosuch -Port 22 -InformationLevel Quiet',
    'WARNING: Name resolution of nosuch failed\nFalse\n',
  ],
];

const errors: readonly (readonly [script: string, id: string])[] = [
  ['Get-NetAdapter nosuch', 'CmdletizationQuery_NotFound_Name,Get-NetAdapter'],
  ['Get-NetIPAddress 9.9.9.9', 'CmdletizationQuery_NotFound_IPAddress,Get-NetIPAddress'],
  ['New-NetNat -Name n -InternalIPInterfaceAddressPrefix 10.0.0.0/24', 'HostNetworkNotAvailable,New-NetNat'],
  ['Disable-NetAdapter Ethernet -Confirm:$false', 'HostNetworkNotAvailable,Disable-NetAdapter'],
];

describe('network of the host', () => {
  test.each(scripts)('%s', async (_, script, stdout) => {
    const lab = await TestLab.make({ name: 'HV01' }, [{ name: 'HV02' }]);
    expect(await run(lab, script)).toEqual({ stdout, stderr: '', exitCode: 0 });
  });

  test.each(errors)('%s', async (script, id) => {
    const lab = await TestLab.make();
    const { stdout } = await run(
      lab,
      `$Error.Clear(); try { ${script} 2>$null | Out-Null } catch { }; $Error[0].FullyQualifiedErrorId`,
    );
    expect(stdout).toBe(`${id}\n`);
  });
});
