/** What the guest's key-value pairs say. */

/** Addresses that the guest reported: IPv4 first, without those of its loopback. */
export function addressesIn(kvp: Readonly<Record<string, string>>): string[] {
  return ['NetworkAddressIPv4', 'NetworkAddressIPv6'].flatMap((key) =>
    (kvp[key] ?? '').split(';').filter((address) => address !== '' && address !== '127.0.0.1' && address !== '::1'),
  );
}
