/** Uri and IPAddress. */
import { Num, type PSValue } from '../../values.ts';
import { NetError } from '../errors.ts';
import { PSObj } from '../psobject.ts';

export function uri(s: string): PSValue {
  let u: URL;
  try {
    u = new URL(s);
  } catch {
    throw new NetError('System.UriFormatException', 'Invalid URI: The format of the URI could not be determined.');
  }
  const object = new PSObj(['System.Uri', 'System.Object'], {
    AbsolutePath: u.pathname,
    AbsoluteUri: u.href,
    Authority: u.host,
    Host: u.hostname,
    LocalPath: decodeURIComponent(u.pathname),
    Port: u.port === '' ? (u.protocol === 'https:' ? 443 : u.protocol === 'http:' ? 80 : -1) : Number(u.port),
    Query: u.search,
    Fragment: u.hash,
    Scheme: u.protocol.slice(0, -1),
    OriginalString: s,
    UserInfo: u.username,
  });
  object.toText = () => s;
  return object;
}

/** A System.Net.IPAddress of IPv4 or IPv6 text. */
export function ipAddress(s: string): PSValue {
  const v4 = /^(\d{1,3})(?:\.(\d{1,3})(?:\.(\d{1,3})(?:\.(\d{1,3}))?)?)?$/.exec(s);
  const parts = v4 ? s.split('.').map(Number) : [];
  const good = v4 ? parts.length === 4 && parts.every((p) => p < 256) : /^[0-9a-f:]*:[0-9a-f:.]*$/i.test(s);
  if (!good) throw new NetError('System.FormatException', 'An invalid IP address was specified.');
  const object = new PSObj(['System.Net.IPAddress', 'System.Object'], {
    AddressFamily: v4 ? 'InterNetwork' : 'InterNetworkV6',
    IPAddressToString: s,
  });
  if (v4)
    object.members.note(
      'Address',
      new Num('UInt32', ((parts[3]! << 24) | (parts[2]! << 16) | (parts[1]! << 8) | parts[0]!) >>> 0),
    );
  object.toText = () => s;
  object.data = v4 ? parts : [];
  return object;
}
