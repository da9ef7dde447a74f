/** Expanding on behalf of a frame: where output is needed, its command is started and the frame comes back later. */
import { Expander, NeedOutput } from './expand.ts';
import { refOrKeep } from './nodes.ts';
import { forkShell } from './start.ts';
import type { Frame } from './state.ts';
import type { Sh } from './step.ts';

/** Result of `work`, or undefined when the frame has to wait for a substitution that was started. */
export function expanding<T>(sh: Sh, frame: Frame, work: (ex: Expander) => T): { value: T } | undefined {
  frame.subs ??= [];
  sh.vars.begin();
  try {
    const value = work(new Expander(sh.vars, frame.subs));
    sh.vars.commit();
    return { value };
  } catch (error) {
    if (!(error instanceof NeedOutput)) throw error;
    sh.vars.undo();
    start(sh, frame, error);
    return undefined;
  }
}

function start(sh: Sh, frame: Frame, need: NeedOutput): void {
  const { system, process, shell } = sh;
  const [reading, writing] = system.files.pipe();
  const outward = need.kind === 'process';
  const fds: Record<string, number> = { ...process.fds };
  fds[outward ? 0 : 1] = outward ? reading : writing;
  const child = forkShell(system, process, shell, [{ k: 'list', n: refOrKeep(system, frame.n, need.body), i: 0 }], fds);
  system.files.release(outward ? reading : writing);
  const mine = outward ? writing : reading;
  if (need.kind === 'output') {
    const fd = system.files.place(process, mine, freeHigh(sh));
    system.files.release(mine);
    shell.frames.push({ k: 'substitution', i: 0, fd, pid: child.pid, text: '' });
    return;
  }
  const fd = system.files.place(process, mine, freeHigh(sh));
  system.files.release(mine);
  shell.lastBackground = child.pid;
  frame.subs?.push(`/dev/fd/${fd}`);
  frame.saved ??= [];
  frame.saved.push([fd, -1]);
}

function freeHigh(sh: Sh): number {
  let fd = 63;
  while (sh.process.fds[fd] !== undefined) fd--;
  return fd;
}
