/** NetworkCredential. */
import { NetInstance, NetType, type Row } from './net-type.ts';

/** A System.Net.NetworkCredential. */
export class NetworkCredential extends NetInstance {
  user: string;
  password: string;
  domain: string;
  constructor(user: string, password: string, domain: string) {
    super();
    this.user = user;
    this.password = password;
    this.domain = domain;
  }
  get table(): NetType {
    return NETWORK;
  }
}

const held = (name: string, key: 'user' | 'password' | 'domain'): Row => [
  `string ${name} {get;set;}`,
  (c: NetworkCredential) => c[key],
  (c: NetworkCredential, v) => {
    c[key] = v as string;
  },
];
const NETWORK: NetType = new NetType('System.Net.NetworkCredential', [
  ['new()', () => new NetworkCredential('', '', '')],
  [
    'new(string userName, string password)',
    (_, [u, p]) => new NetworkCredential((u as string) ?? '', (p as string) ?? '', ''),
  ],
  [
    'new(string userName, string password, string domain)',
    (_, [u, p, d]) => new NetworkCredential((u as string) ?? '', (p as string) ?? '', (d as string) ?? ''),
  ],
  held('UserName', 'user'),
  held('Password', 'password'),
  held('Domain', 'domain'),
]);

export const CREDENTIAL_TYPES = [NETWORK];
