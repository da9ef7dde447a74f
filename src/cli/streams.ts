/**
 * The process's streams without node's stream classes: loading those costs more than most commands do, and a command that
 * prints to a file or a pipe needs none of them.
 */
import { fstatSync, statSync, writeSync } from 'node:fs';

/** Is this descriptor a terminal? */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  if (process.platform !== 'win32') {
    try {
      const stat = fstatSync(descriptor);
      // A terminal is a character device; so is the null device.
      if (!stat.isCharacterDevice() || stat.rdev === statSync('/dev/null').rdev) return false;
    } catch {
      return false;
    }
  }
  const stream = descriptor === 0 ? process.stdin : descriptor === 1 ? process.stdout : process.stderr;
  return stream.isTTY === true;
}

/**
 * Writes all of a text before it returns. @throws an error with the code EPIPE where the reader has gone
 */
export function writeText(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // A pipe that somebody made non-blocking is full: try again.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

/** Characters that are held back at most. */
const FULL = 1 << 15;

/**
 * Output that is written in larger pieces: when enough has come together, when the program waits for anything, and at `flush`.
 * An error of writing is thrown by the next call.
 */
export class GatheredOutput {
  private text = '';
  private planned = false;
  private failure: unknown;

  write(text: string): void {
    if (this.failure !== undefined) throw this.failure;
    this.text += text;
    if (this.text.length >= FULL) this.flush();
    else if (!this.planned) {
      this.planned = true;
      queueMicrotask(() => {
        this.planned = false;
        try {
          this.flush();
        } catch (error) {
          this.failure = error;
        }
      });
    }
  }

  flush(): void {
    if (this.failure !== undefined) throw this.failure;
    const { text } = this;
    this.text = '';
    if (text !== '') writeText(1, text);
  }
}
