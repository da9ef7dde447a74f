/** System.Net.IPAddress. */
import { EnumValue, type PSValue } from '../../values.ts';
import { enumNamed } from '../enums.ts';
import { NetError } from '../errors.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { NetInstance, NetType } from './net-type.ts';
import { out } from './reference.ts';

const bad = (): NetError => new NetError('System.FormatException', 'An invalid IP address was specified.');

/** Bytes of an IPv4 address: one to four numbers, the last of which fills what is left; hexadecimal and octal too. */
function v4(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  const numbers: number[] = [];
  for (const p of parts) {
    if (!/^(?:0x[\da-f]+|\d+)$/i.test(p)) return null;
    numbers.push(/^0\d/.test(p) ? Number.parseInt(p, 8) : Number(p));
  }
  if (numbers.some((n) => Number.isNaN(n))) return null;
  const last = numbers.pop()!;
  if (numbers.some((n) => n > 255) || last >= 256 ** (4 - numbers.length)) return null;
  const rest = Array.from(
    { length: 4 - numbers.length },
    (_, i) => Math.floor(last / 256 ** (3 - numbers.length - i)) % 256,
  );
  return [...numbers, ...rest];
}

/** Bytes of an IPv6 address. */
function v6(text: string): number[] | null {
  const plain = text.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  const tail = dotted ? v4(dotted[2]!) : [];
  if (!tail) return null;
  const words = dotted ? dotted[1]!.replace(/([^:]):$/, '$1') : plain;
  const halves = words.split('::');
  if (halves.length > 2) return null;
  const groups = (s: string): string[] => (s === '' ? [] : s.split(':'));
  const head = groups(halves[0]!);
  const end = groups(halves[1] ?? '');
  const all = [...head, ...end];
  if (all.some((g) => !/^[\da-f]{1,4}$/i.test(g))) return null;
  const missing = 8 - tail.length / 2 - all.length;
  if (halves.length === 2 ? missing < 0 : missing !== 0) return null;
  const full = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...end];
  return [...full.flatMap((g) => [Number.parseInt(g, 16) >> 8, Number.parseInt(g, 16) & 255]), ...tail];
}

/** The text of IPv6 as .NET writes it: the longest run of zeros is left out. */
function text6(bytes: readonly number[]): string {
  const words = Array.from({ length: 8 }, (_, i) => (bytes[2 * i]! << 8) | bytes[2 * i + 1]!);
  let best = { from: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let n = 0;
    while (i + n < 8 && words[i + n] === 0) n++;
    if (n > best.length) best = { from: i, length: n };
  }
  const hex = (from: number, to: number): string =>
    words
      .slice(from, to)
      .map((w) => w.toString(16))
      .join(':');
  return best.from < 0 ? hex(0, 8) : `${hex(0, best.from)}::${hex(best.from + best.length, 8)}`;
}

/** A System.Net.IPAddress. */
export class IPAddressValue extends NetInstance {
  readonly bytes: readonly number[];
  constructor(bytes: readonly number[]) {
    super();
    this.bytes = bytes;
  }
  get table(): NetType {
    return ADDRESS;
  }
  get isV4(): boolean {
    return this.bytes.length === 4;
  }
  override get text(): string {
    return this.isV4 ? this.bytes.join('.') : text6(this.bytes);
  }
  override sameAs(other: PSValue): boolean {
    return other instanceof IPAddressValue && other.text === this.text;
  }
}

/** The address of a text. Throws as Parse does. */
export function ipAddress(text: string): IPAddressValue {
  const bytes = text.includes(':') ? v6(text) : v4(text);
  if (!bytes) throw bad();
  return new IPAddressValue(bytes);
}

const fixed = (name: string, bytes: readonly number[]) =>
  [`static ipaddress ${name} {get;}`, () => new IPAddressValue(bytes)] as const;
const zeros = Array<number>(16).fill(0);
const is6 =
  (test: (b: readonly number[]) => boolean) =>
  (a: IPAddressValue): boolean =>
    !a.isV4 && test(a.bytes);

const ADDRESS: NetType = new NetType('System.Net.IPAddress', [
  [
    'new(byte[] address)',
    (_, [b]) => {
      const bytes = [...bytesOf(b!)];
      if (bytes.length !== 4 && bytes.length !== 16)
        throw new NetError('System.ArgumentException', "An invalid IP address was specified. (Parameter 'address')");
      return new IPAddressValue(bytes);
    },
  ],
  [
    'new(long newAddress)',
    (_, [n]) => new IPAddressValue([0, 8, 16, 24].map((s) => Number((BigInt(n as bigint) >> BigInt(s)) & 255n))),
  ],
  ['static ipaddress Parse(string ipString)', (_, [s]) => ipAddress(s as string)],
  [
    'static bool TryParse(string ipString, [ref] ipaddress address)',
    (_, [s, r]) => {
      try {
        out(r, ipAddress((s as string) ?? ''));
        return true;
      } catch {
        out(r, null);
        return false;
      }
    },
  ],
  fixed('Any', [0, 0, 0, 0]),
  fixed('Loopback', [127, 0, 0, 1]),
  fixed('Broadcast', [255, 255, 255, 255]),
  fixed('None', [255, 255, 255, 255]),
  fixed('IPv6Any', zeros),
  fixed('IPv6Loopback', [...zeros.slice(1), 1]),
  fixed('IPv6None', zeros),
  [
    'static bool IsLoopback(ipaddress address)',
    (_, [a]) => /^(?:127\.|::1$)/.test((a as unknown as IPAddressValue).text),
  ],
  [
    'System.Net.Sockets.AddressFamily AddressFamily {get;}',
    (a: IPAddressValue) => {
      const type = enumNamed('System.Net.Sockets.AddressFamily')!;
      return new EnumValue(type, type.members[a.isV4 ? 'InterNetwork' : 'InterNetworkV6']!);
    },
  ],
  ['long ScopeId {get;}', (a: IPAddressValue) => (a.isV4 ? null : 0n)],
  ['bool IsIPv6Multicast {get;}', is6((b) => b[0] === 255)],
  ['bool IsIPv6LinkLocal {get;}', is6((b) => b[0] === 0xfe && (b[1]! & 0xc0) === 0x80)],
  ['bool IsIPv6SiteLocal {get;}', is6((b) => b[0] === 0xfe && (b[1]! & 0xc0) === 0xc0)],
  ['bool IsIPv6Teredo {get;}', is6((b) => b[0] === 0x20 && b[1] === 1 && b[2] === 0 && b[3] === 0)],
  ['bool IsIPv6UniqueLocal {get;}', is6((b) => (b[0]! & 0xfe) === 0xfc)],
  [
    'bool IsIPv4MappedToIPv6 {get;}',
    is6((b) => b.slice(0, 10).every((x) => x === 0) && b[10] === 255 && b[11] === 255),
  ],
  [
    'long Address {get;}',
    (a: IPAddressValue) => (a.isV4 ? a.bytes.reduce((n, b, i) => n + (BigInt(b) << BigInt(8 * i)), 0n) : null),
  ],
  ['string IPAddressToString {get;}', (a: IPAddressValue) => a.text],
  ['byte[] GetAddressBytes()', (a: IPAddressValue) => byteArray(Uint8Array.from(a.bytes))],
  [
    'ipaddress MapToIPv6()',
    (a: IPAddressValue) => (a.isV4 ? new IPAddressValue([...zeros.slice(0, 10), 255, 255, ...a.bytes]) : a),
  ],
  ['ipaddress MapToIPv4()', (a: IPAddressValue) => (a.isV4 ? a : new IPAddressValue(a.bytes.slice(12)))],
  ['bool Equals(System.Object comparand)', (a: IPAddressValue, [o]) => a.sameAs(o!)],
  ['string ToString()', (a: IPAddressValue) => a.text],
]);

export const NETWORK_TYPES = [ADDRESS];
