/** Cylinders, heads and sectors of a VHD: the appendix "CHS calculation" of the specification. Never used to derive a size. */

export interface Geometry {
  readonly cylinders: number;
  readonly heads: number;
  readonly sectors: number;
}

/** The geometry of a disk of `size` bytes. It usually describes a little less. */
export function geometryOf(size: number): Geometry {
  const total = Math.min(Math.floor(size / 512), 65535 * 16 * 255);
  if (total >= 65535 * 16 * 63) return { cylinders: Math.floor(Math.floor(total / 255) / 16), heads: 16, sectors: 255 };
  let sectors = 17;
  let tracks = Math.floor(total / 17);
  let heads = Math.max(4, Math.floor((tracks + 1023) / 1024));
  if (tracks >= heads * 1024 || heads > 16) {
    sectors = 31;
    heads = 16;
    tracks = Math.floor(total / 31);
  }
  if (tracks >= heads * 1024) {
    sectors = 63;
    heads = 16;
    tracks = Math.floor(total / 63);
  }
  return { cylinders: Math.floor(tracks / heads), heads, sectors };
}
