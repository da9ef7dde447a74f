/** The kernel log ring and how its lines look. */
import type { KernelState, LogLine } from '../state.ts';

/** Bytes a record takes besides its text, about what printk needs. */
const RECORD_OVERHEAD = 32;

/** Adds a line and drops the oldest ones that no longer fit. */
export function append(kernel: KernelState, line: LogLine, limitBytes: number): void {
  const [at, level, text] = line;
  // Lines of one moment are spread over the time before it: the clock of the log never goes back.
  kernel.log.push([Math.max(at, kernel.log.at(-1)?.[0] ?? 0), level, text]);
  // Counting is worth it only when the ring may be full: lines are at most some 200 bytes.
  if (kernel.log.length * 200 < limitBytes) return;
  let size = kernel.log.reduce((sum, [, , text]) => sum + text.length + RECORD_OVERHEAD, 0);
  while (size > limitBytes && kernel.log.length > 1) {
    const first = kernel.log.shift() as LogLine;
    size -= first[2].length + RECORD_OVERHEAD;
  }
}

/** `[    5.038511] ` */
export function stamp(at: number): string {
  const seconds = Math.floor(at / 1_000_000);
  return `[${String(seconds).padStart(5)}.${String(at % 1_000_000).padStart(6, '0')}] `;
}

/** As `dmesg` prints the ring. */
export function renderLog(kernel: KernelState): string {
  return kernel.log.map(([at, , text]) => `${stamp(at)}${text}\n`).join('');
}

/** As /proc/kmsg and `dmesg -r` print it: with `<level>`. */
export function renderRawLog(kernel: KernelState): string {
  return kernel.log.map(([at, level, text]) => `<${level}>${stamp(at)}${text}\n`).join('');
}
