/** The process's standard input, in lines or all at once, read only when somebody wants it. */
import { readSync } from 'node:fs';

export class StandardInput {
  private pending: Buffer = Buffer.alloc(0);
  private ended = false;

  private more(): boolean {
    if (this.ended) return false;
    const piece = Buffer.alloc(65536);
    for (;;) {
      try {
        const n = readSync(0, piece, 0, piece.length, null);
        this.ended = n === 0;
        this.pending = Buffer.concat([this.pending, piece.subarray(0, n)]);
        return n > 0;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // A pipe that somebody made non-blocking is empty: wait a moment without turning the processor.
        if (code === 'EAGAIN') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        else {
          this.ended = true;
          if (code === 'EOF' || code === 'EBADF') return false;
          throw error;
        }
      }
    }
  }

  /** The next line without its end; null behind the last one. */
  line(): string | null {
    for (;;) {
      const at = this.pending.indexOf(10);
      if (at >= 0) {
        const text = this.pending.toString('utf8', 0, at).replace(/\r$/, '');
        this.pending = this.pending.subarray(at + 1);
        return text;
      }
      if (this.more()) continue;
      const text = this.pending.toString('utf8');
      this.pending = Buffer.alloc(0);
      return text === '' ? null : text;
    }
  }

  /** All that was not read yet. */
  rest(): Buffer {
    while (this.more());
    const all = this.pending;
    this.pending = Buffer.alloc(0);
    return all;
  }
}
