/** How network adapters and addresses are shown. */
import type { TypeView } from '../powershell/format/view.ts';

const SPACE = 'Microsoft.Management.Infrastructure.CimInstance#ROOT/StandardCimv2/';
const items = (text: string) => ({ items: text.split(' ').map((label) => ({ label })) });

export const networkViews: readonly TypeView[] = [
  {
    type: `${SPACE}MSFT_NetAdapter`,
    table: {
      columns: [
        { label: 'Name', width: 25, align: 'left' },
        { label: 'InterfaceDescription', width: 39, align: 'left' },
        { label: 'ifIndex', width: 7, align: 'right' },
        { label: 'Status', width: 12, align: 'left' },
        { label: 'MacAddress', width: 17, align: 'left' },
        { label: 'LinkSpeed', width: 14, align: 'right' },
      ],
    },
  },
  {
    type: `${SPACE}MSFT_NetIPAddress`,
    list: items(
      'IPAddress InterfaceIndex InterfaceAlias AddressFamily Type PrefixLength PrefixOrigin SuffixOrigin AddressState ValidLifetime PreferredLifetime SkipAsSource PolicyStore',
    ),
  },
  {
    type: 'NetIPConfiguration',
    list: items(
      'InterfaceAlias InterfaceIndex InterfaceDescription IPv4Address IPv6DefaultGateway IPv4DefaultGateway DNSServer',
    ),
  },
  {
    type: `${SPACE}MSFT_NetRoute`,
    table: {
      columns: [
        { label: 'ifIndex', width: 7, align: 'left' },
        { label: 'DestinationPrefix', width: 46, align: 'left' },
        { label: 'NextHop', width: 40, align: 'left' },
        { label: 'RouteMetric', width: 11, align: 'right' },
        { label: 'PolicyStore' },
      ],
    },
  },
];
