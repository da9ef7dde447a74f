/** Addresses that the guest has. Until switches hand out leases, a connected adapter has its link-local address alone. */
import type { Guest } from '../guest.ts';

/** fe80:: address of a MAC (RFC 4291, appendix A). */
export function linkLocal(macAddress: string): string {
  const bytes = (macAddress.match(/[0-9A-Fa-f]{2}/g) ?? []).map((byte) => Number.parseInt(byte, 16));
  if (bytes.length !== 6) return '';
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const group = (high: number, low: number) => ((high << 8) | low).toString(16);
  return `fe80::${group(a ^ 2, b)}:${group(c, 0xff)}:${group(0xfe, d)}:${group(e, f)}`;
}

export function addresses(guest: Guest): { v4: string[]; v6: string[] } {
  const connected = guest.run.hardware.adapters.filter(({ switchName }) => switchName !== null);
  return { v4: [], v6: connected.map(({ macAddress }) => linkLocal(macAddress)).filter((address) => address !== '') };
}
