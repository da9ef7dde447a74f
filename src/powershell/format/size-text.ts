/** Sizes with a unit, as the format files of Windows' own modules write them: `127 GB`, `1.44 MB`. */
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

export function sizeText(bytes: number): string {
  let n = bytes;
  let unit = 0;
  while (n >= 1024 && unit < UNITS.length - 1) {
    n /= 1024;
    unit++;
  }
  return `${Number(n.toFixed(2))} ${UNITS[unit]}`;
}
