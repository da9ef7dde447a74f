/**
 * Runs processes in virtual time: one at a time, in order of the time from which they are ready, then of their turn. Work
 * takes no time until a process has used its slice; then the slice's time passes, so that a loop without a sleep gives way.
 */

import { literal } from '../fs/extents.ts';
import { stepShell } from '../shell/step.ts';
import { toolNamed } from '../tools/index.ts';
import { Errno, errnoText } from '../vfs/errno.ts';
import { WouldBlock } from './open-files.ts';
import { defaultEffect, SIGNALS } from './signals.ts';
import type { System } from './system.ts';
import { ToolCall } from './tool.ts';
import type { Process, Wait } from './types.ts';

/** Steps in one slice, and what they cost, micros: about what a shell does on a machine of 2013. */
const SLICE_STEPS = 1000;
const SLICE_MICROS = 20_000;
/** A process that has been busy this many slices is looked at in longer ones. */
const LONG_AFTER = 64;
const LONG_FACTOR = 16;

/** When the next process has something to do; null where all wait for others. */
export function nextAt(system: System): number | null {
  let next: number | null = null;
  for (const process of system.all()) {
    const at = dueAt(process);
    if (at !== null && (next === null || at < next)) next = at;
  }
  return next;
}

function dueAt(process: Process): number | null {
  if (process.exit !== null) return null;
  if (process.pending.length > 0) return process.ready;
  if (process.stopped || process.program.kind === 'idle') return null;
  if (process.wait === null) return process.ready;
  return process.wait.on === 'time' ? process.wait.at : null;
}

/** Runs all that is due at `system.now`. */
export function runDue(system: System): void {
  for (;;) {
    const process = pick(system);
    if (!process) break;
    if (process.wait?.on === 'time') process.wait = null;
    system.writing = { pid: process.pid, name: process.comm };
    step(system, process);
    system.writing = undefined;
    system.guest.touch();
  }
  system.fileSystems.flush();
}

function pick(system: System): Process | undefined {
  let best: Process | undefined;
  let bestAt = 0;
  for (const process of system.all()) {
    const at = dueAt(process);
    if (at === null || at > system.now) continue;
    if (!best || at < bestAt || (at === bestAt && process.turn < best.turn)) {
      best = process;
      bestAt = at;
    }
  }
  return best;
}

/** Runs one process until it waits, ends, or its slice is used. */
function step(system: System, process: Process): void {
  for (;;) {
    if (process.exit !== null) return;
    if (process.pending.length > 0 && deliver(system, process)) return;
    if (process.stopped || process.exit !== null) return;
    if (process.burst > 0 && process.burst % SLICE_STEPS === 0) {
      const slices = process.burst / SLICE_STEPS;
      const cost = slices > LONG_AFTER ? SLICE_MICROS * LONG_FACTOR : SLICE_MICROS;
      process.burst++;
      process.cpu += cost;
      process.ready = system.now + cost;
      process.turn = system.state.next++;
      return;
    }
    process.burst++;
    const wait = once(system, process);
    if (!wait) continue;
    if (process.exit === null) {
      process.wait = wait;
      if (wait.on === 'time') process.burst = 0;
    }
    return;
  }
}

/** One step; a wait where it cannot go on. */
function once(system: System, process: Process): Wait | undefined {
  const flushed = flushOutput(system, process);
  if (flushed) return flushed;
  if (process.exit !== null) return undefined;
  if (process.leaving !== null) {
    system.exit(process, process.leaving);
    return undefined;
  }
  const { program } = process;
  if (program.kind === 'shell') return stepShell(system, process, program.shell);
  if (program.kind === 'idle') return { on: 'signal' };
  const tool = toolNamed(program.name);
  if (!tool) {
    process.leaving = 127;
    return undefined;
  }
  try {
    const outcome = tool(new ToolCall(system, process, program));
    if (typeof outcome === 'number') {
      // A program that replaced itself (exec) is not at its end.
      if (process.program === program) process.leaving = outcome & 255;
    } else if (outcome !== 'again') return outcome;
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    process.out.push([2, `${program.name}: ${error.message}\n`]);
    process.leaving = 1;
  }
  return undefined;
}

/** Writes what the process has put out so far; a wait where a pipe is full. */
export function flushOutput(system: System, process: Process): Wait | undefined {
  while (process.out.length > 0) {
    const [fd, data] = process.out[0] as [number, string];
    if (data === '') {
      process.out.shift();
      continue;
    }
    try {
      const n = system.files.write(process, fd, literal(data));
      if (n instanceof WouldBlock) return n.wait;
      if (n < data.length) (process.out[0] as [number, string])[1] = data.slice(n);
      else process.out.shift();
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      writeFailed(system, process, fd, error);
    }
  }
  return undefined;
}

function writeFailed(system: System, process: Process, fd: number, error: Errno): void {
  process.out = process.out.filter(([other]) => other !== fd);
  const shell = process.program.kind === 'shell';
  if (error.code === 'EPIPE' && !process.ignored.includes(SIGNALS['PIPE'] as number)) {
    system.exit(process, 128 + 13);
    return;
  }
  if (error.code === 'EBADF' && fd === 2) return;
  if (process.program.kind === 'shell') {
    process.program.shell.status = 1;
    const { shell } = process.program;
    const where = shell.interactive ? '' : `line ${shell.line}: `;
    process.out.push([
      2,
      `${shell.label}: ${where}${shell.builtin ?? 'bash'}: write error: ${errnoText(error.code)}\n`,
    ]);
    return;
  }
  if (fd !== 2) process.out.push([2, `${process.comm}: write error: ${errnoText(error.code)}\n`]);
  if (!shell) process.leaving = 1;
}

/** Delivers pending signals; true where the process goes no further now. */
function deliver(system: System, process: Process): boolean {
  while (process.pending.length > 0) {
    const signal = process.pending.shift() as number;
    if (process.program.kind === 'shell' && process.program.shell.traps[signal] !== undefined && signal !== 9) {
      const { shell } = process.program;
      if (shell.traps[signal] === '') continue;
      shell.signals ??= [];
      shell.signals.push(signal);
      process.wait = null;
      continue;
    }
    const effect = process.ignored.includes(signal) && signal !== 9 ? 'ignore' : defaultEffect(signal);
    // An interactive shell outlives what ends its commands.
    if (process.program.kind === 'shell' && process.program.shell.interactive && [2, 3, 15].includes(signal)) continue;
    if (effect === 'terminate') {
      system.exit(process, 128 + signal);
      return true;
    }
    if (effect === 'stop') {
      process.stopped = true;
      const parent = system.process(process.ppid);
      if (parent) system.wake(parent, (wait) => wait.on === 'child');
      return true;
    }
  }
  // A wait that the signal did not end goes on.
  if (process.wait !== null) return true;
  return process.stopped;
}

/** Sends a signal. */
export function sendSignal(system: System, process: Process, signal: number): void {
  if (signal === 0 || process.exit !== null || process.pid === 1) return;
  if (signal === SIGNALS['CONT'] || signal === SIGNALS['KILL']) {
    process.stopped = false;
    process.ready = Math.max(process.ready, system.now);
  }
  if (process.wait?.on === 'thaw' && signal !== SIGNALS['CONT']) {
    process.pending.push(signal);
    return;
  }
  process.pending.push(signal);
  process.ready = Math.max(system.now, Math.min(process.ready, system.now));
  system.guest.touch();
}
