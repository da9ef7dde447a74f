/** How figures look on the screens. */

/** `512 MB`, `3.5 GB`; a blank for none. */
export function size(bytes: number): string {
  if (bytes <= 0) return '';
  const mb = bytes / 1048576;
  if (mb < 10240) return `${Math.round(mb)} MB`;
  return `${Number((mb / 1024).toFixed(1))} GB`;
}

/** `4.04:16:36`, as PowerShell shows an uptime, without fractions. Seconds. */
export function uptime(seconds: number): string {
  if (seconds <= 0) return '';
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const clock = `${two((seconds / 3600) % 24)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  const days = Math.floor(seconds / 86400);
  return days > 0 ? `${days}.${clock}` : clock;
}

/** A cmdlet line as a person would type it in PowerShell: words with blanks or special characters in quotes. */
export function commandLine(words: readonly string[]): string {
  return words.map((w, i) => (i > 0 && !/^[\w./:\\$-]+$/u.test(w) ? `'${w.replaceAll("'", "''")}'` : w)).join(' ');
}

/** Cuts at `width` columns with an ellipsis. */
export function clip(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  return width < 1 ? '' : `${characters.slice(0, width - 1).join('')}…`;
}
