/** What a system tool is and what it is handed. A tool is called again and again until it gives its exit code. */
import type { Json } from '../../lab/store.ts';
import { chunkBytes } from '../fs/extents.ts';
import type { Guest } from '../guest.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import type { Found, Vfs } from '../vfs/vfs.ts';
import { WouldBlock } from './open-files.ts';
import type { System } from './system.ts';
import type { Process, Program, Wait } from './types.ts';

/** An exit code; or what to wait for before the next call; or to be called again. */
export type Outcome = number | Wait | 'again';

/** A whole file, with the rights of this process. */
export function readWhole(system: System, process: Process, path: string): string | Errno {
  return attempt(() => {
    const fd = system.files.open(process, path, { read: true });
    try {
      const parts: string[] = [];
      for (;;) {
        const data = system.files.readChunks(process, fd, 1 << 24);
        if (data instanceof WouldBlock) throw new Errno('EIO');
        if (data.length === 0) return parts.join('');
        for (const chunk of data) parts.push(chunkBytes(chunk));
      }
    } finally {
      system.files.close(process, fd);
    }
  });
}

/** A tool. Its memory between calls is `t.state`, plain JSON. */
export type Tool = (t: ToolCall) => Outcome;

export class ToolCall {
  readonly system: System;
  readonly process: Process;
  readonly args: readonly string[];
  /** Name by which it was called. */
  readonly name: string;
  readonly state: { [key: string]: Json };

  constructor(system: System, process: Process, program: Program & { kind: 'tool' }) {
    this.system = system;
    this.process = process;
    this.name = (program.argv[0] ?? program.name).replace(/^.*\//, '');
    this.args = program.argv.slice(1);
    this.state = program.state;
  }

  get guest(): Guest {
    return this.system.guest;
  }
  get vfs(): Vfs {
    return this.system.vfs;
  }

  /** Adds to standard output. */
  out(text: string): void {
    this.put(1, text);
  }

  err(text: string): void {
    this.put(2, text);
  }

  private put(fd: number, text: string): void {
    const last = this.process.out[this.process.out.length - 1];
    if (last?.[0] === fd) last[1] += text;
    else this.process.out.push([fd, text]);
  }

  /** `name: text` on standard error, and the exit code. */
  fail(text: string, code = 1): number {
    this.err(`${this.name}: ${text}\n`);
    return code;
  }

  /** The next bytes of a descriptor: empty at its end. */
  chunk(fd = 0, max = 65_536): string | Wait {
    const data = this.system.files.read(this.process, fd, max);
    return data instanceof WouldBlock ? data.wait : data;
  }

  /** All of a descriptor, once it has ended. */
  all(fd = 0): string | Wait {
    const key = `in${fd}`;
    for (;;) {
      const data = this.chunk(fd);
      if (typeof data !== 'string') return data;
      if (data === '') {
        const text = (this.state[key] as string | undefined) ?? '';
        return text;
      }
      this.state[key] = ((this.state[key] as string | undefined) ?? '') + data;
    }
  }

  /** A whole file. */
  readFile(path: string): string | Errno {
    return readWhole(this.system, this.process, path);
  }

  /** Whole files by name, `-` or none is standard input; a wait where that has not ended. */
  inputs(names: readonly string[]): { name: string; text: string | Errno }[] | Wait {
    const read: { name: string; text: string | Errno }[] = [];
    for (const name of names.length > 0 ? names : ['-']) {
      if (name === '-') {
        const text = attempt(() => this.all());
        if (typeof text !== 'string' && !(text instanceof Errno)) return text;
        read.push({ name, text });
      } else read.push({ name, text: this.readFile(name) });
    }
    return read;
  }

  writeFile(path: string, text: string, append = false): Errno | undefined {
    const done = attempt(() => {
      const fd = this.system.files.open(this.process, path, { write: true, create: true, truncate: !append, append });
      try {
        this.system.files.write(this.process, fd, { n: text.length, v: text });
      } finally {
        this.system.files.close(this.process, fd);
      }
    });
    return done instanceof Errno ? done : undefined;
  }

  find(path: string, follow = true): Found | Errno {
    return attempt(() => this.vfs.find(this.process, path, follow));
  }

  /** Standard output is a terminal. */
  get terminal(): boolean {
    const d = attempt(() => this.system.files.at(this.process, 1));
    if (d instanceof Errno || d.k !== 'session') return false;
    return this.system.session(d.session)?.tty ?? false;
  }
}
