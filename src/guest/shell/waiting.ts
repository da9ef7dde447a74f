/** Frames that wait: for children in the foreground, and for the output of a substitution. */

import { SIGNAL_TEXTS } from '../process/signals.ts';
import type { Wait } from '../process/types.ts';
import type { Frame } from './state.ts';
import { pop, type Sh } from './step.ts';

/** Notes children that ended: jobs get their status, zombies go. */
export function reapChildren(sh: Sh, keep: readonly number[] = []): void {
  const { system, process, shell } = sh;
  for (const child of system.all()) {
    if (child.ppid !== process.pid || child.exit === null || keep.includes(child.pid)) continue;
    shell.reaped[child.pid] = child.exit;
    const job = shell.jobs.find((j) => j.pids.includes(child.pid));
    if (job && job.pids[job.pids.length - 1] === child.pid) job.exit = child.exit;
    system.reap(child.pid);
  }
}

/** Waits for all of `pids`; statuses go to PIPESTATUS, the last (or, with pipefail, the last failure) to $?. */
export function stepForeground(sh: Sh, frame: Frame): Wait | undefined {
  const { system, shell } = sh;
  const pids = frame.pids ?? [];
  reapChildren(sh);
  const statuses: number[] = [];
  for (const pid of pids) {
    const status = shell.reaped[pid];
    if (status === undefined) {
      const child = system.process(pid);
      if (child?.stopped && shell.interactive) return stopped(sh, frame);
      if (child) return { on: 'child' };
      statuses.push(127);
    } else statuses.push(status);
  }
  for (const pid of pids) delete shell.reaped[pid];
  const last = statuses[statuses.length - 1] ?? 0;
  shell.pipeStatus = statuses;
  shell.status = last;
  if (shell.options['pipefail']) shell.status = statuses.findLast((status) => status !== 0) ?? 0;
  shell.soft = false;
  pop(sh);
  if (last > 128 && last !== 130 && last !== 141 && SIGNAL_TEXTS[last - 128]) {
    const where = shell.interactive
      ? ''
      : `${shell.label}: line ${shell.line}: ${String(pids[pids.length - 1]).padStart(5)} `;
    if (!frame.flag && shell.interactive) sh.process.out.push([2, `${SIGNAL_TEXTS[last - 128]}\n`]);
    else if (!frame.flag)
      sh.process.out.push([2, `${where}${(SIGNAL_TEXTS[last - 128] ?? '').padEnd(23)} ${frame.text ?? ''}\n`]);
  }
  return undefined;
}

function stopped(sh: Sh, frame: Frame): undefined {
  const { shell } = sh;
  const id = (shell.jobs[shell.jobs.length - 1]?.id ?? 0) + 1;
  shell.jobs.push({ id, pids: frame.pids ?? [], text: frame.text ?? '', exit: null, stopped: true });
  sh.process.out.push([2, `\n[${id}]+  Stopped                 ${frame.text ?? ''}\n`]);
  shell.status = 148;
  pop(sh);
  return undefined;
}

/** Collects what a substitution's child puts out; the result goes to the frame below. */
export function stepSubstitution(sh: Sh, frame: Frame): Wait | undefined {
  const { system, process, shell } = sh;
  while (frame.fd !== undefined && frame.fd >= 0) {
    const data = system.files.read(process, frame.fd);
    if (typeof data !== 'string') return data.wait;
    if (data === '') {
      system.files.close(process, frame.fd);
      frame.fd = -1;
    } else frame.text = (frame.text ?? '') + data;
  }
  reapChildren(sh);
  const status = shell.reaped[frame.pid as number];
  if (status === undefined && system.process(frame.pid as number)) return { on: 'child' };
  delete shell.reaped[frame.pid as number];
  pop(sh);
  shell.subStatus = status ?? 127;
  const below = shell.frames[shell.frames.length - 1];
  below?.subs?.push((frame.text ?? '').replaceAll('\0', '').replace(/\n+$/, ''));
  return undefined;
}
