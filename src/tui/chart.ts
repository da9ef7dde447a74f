/** A curve in braille: two by four dots a cell, no library needed. */

const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** One line of a chart: a value per dot column, oldest first; null where there is none. */
export type Series = readonly (number | null)[];

/**
 * Draws series as lines of braille, `width` by `height` cells, the scale from 0 to `top`.
 * @returns one string per row of cells, uppermost first
 */
export function chart(series: readonly Series[], width: number, height: number, top: number): string[] {
  const cells = Array.from({ length: height }, () => new Array<number>(width).fill(0));
  const rows = height * 4;
  const level = (value: number) => Math.min(rows - 1, Math.max(0, Math.round((1 - value / top) * (rows - 1))));
  const dot = (x: number, y: number) => {
    const row = cells[y >> 2];
    const column = x >> 1;
    if (row && column < width) row[column] = (row[column] as number) | (DOTS[y & 3]?.[x & 1] as number);
  };
  for (const points of series) {
    let before: number | null = null;
    points.slice(-width * 2).forEach((value, i, shown) => {
      if (value === null) {
        before = null;
        return;
      }
      const x = width * 2 - shown.length + i;
      const y = level(value);
      const from = before ?? y;
      for (let step = Math.min(from, y); step <= Math.max(from, y); step++) dot(x, step);
      before = y;
    });
  }
  return cells.map((row) => row.map((bits) => String.fromCharCode(0x2800 + bits)).join(''));
}

/** Values of a curve of changes at `columns` evenly spaced moments that end at its last point. */
export function resample<T extends { readonly at: number }>(
  points: readonly T[],
  columns: number,
  seconds: number,
  value: (point: T) => number,
): Series {
  const end = points.at(-1)?.at;
  if (end === undefined) return [];
  let next = 0;
  let current: number | null = null;
  return Array.from({ length: columns }, (_, i) => {
    const moment = end - ((columns - 1 - i) * seconds) / Math.max(1, columns - 1);
    while (next < points.length && (points[next] as T).at <= moment + 1e-9) current = value(points[next++] as T);
    return current;
  });
}
