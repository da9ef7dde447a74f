/** One step of a shell: what its topmost frame says. */
import { runText } from '../process/exec.ts';
import type { System } from '../process/system.ts';
import type { Process, Wait } from '../process/types.ts';
import { stepBuiltin, stepSimple } from './command.ts';
import { COMPOUND } from './compound.ts';
import { stepInput } from './input.ts';
import { restore } from './redirect.ts';
import type { Frame, ShellState } from './state.ts';
import { ShellError, Vars } from './vars.ts';
import { stepForeground, stepSubstitution } from './waiting.ts';

/** What every part of the shell is handed. */
export interface Sh {
  readonly system: System;
  readonly process: Process;
  readonly shell: ShellState;
  readonly vars: Vars;
}

/** A kind of frame. */
export type FrameStep = (sh: Sh, frame: Frame) => Wait | undefined;

const STEPS: Readonly<Record<string, FrameStep>> = {
  ...COMPOUND,
  simple: stepSimple,
  builtin: stepBuiltin,
  foreground: stepForeground,
  substitution: stepSubstitution,
  input: stepInput,
  // Put back what a trap, a sourced file or a condition changed.
  trap(sh, frame) {
    sh.shell.status = frame.status ?? 0;
    pop(sh);
    return undefined;
  },
  source(sh, frame) {
    if (frame.args) sh.shell.args = frame.args;
    pop(sh);
    return undefined;
  },
};

export function stepShell(system: System, process: Process, shell: ShellState): Wait | undefined {
  const sh: Sh = { system, process, shell, vars: new Vars(system, process, shell) };
  const frame = shell.frames[shell.frames.length - 1];
  if (!frame) return finish(sh);
  if (shell.signals?.length && frame.k !== 'foreground' && frame.k !== 'substitution' && runTrap(sh)) return undefined;
  const step = STEPS[frame.k];
  if (!step) throw new Error(`no such frame: ${frame.k}`);
  try {
    return step(sh, frame);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    expansionFailed(sh, error);
    return undefined;
  }
}

/** Message on the shell's own standard error, with its name and, in scripts, the line. */
export function complain(sh: Sh, text: string): void {
  const { shell, process } = sh;
  const where = shell.interactive ? '' : `line ${shell.line}: `;
  process.out.push([2, `${shell.label}: ${where}${text}\n`]);
}

function expansionFailed(sh: Sh, error: ShellError): void {
  const { shell } = sh;
  complain(sh, error.message);
  shell.status = error.fatal && !shell.interactive ? 127 : 1;
  if (error.fatal && !shell.interactive) {
    if (/readonly|bad substitution|cannot assign/.test(error.message)) shell.status = 1;
    leave(sh, shell.status);
    return;
  }
  if (shell.fromText) {
    leave(sh, 1);
    return;
  }
  // The whole list is given up, as bash does after an expansion error.
  unwind(sh, (frame) => frame.k === 'input' || frame.k === 'function' || frame.k === 'list');
  shell.status = 1;
}

/** Takes the topmost frame away and undoes what it set up. */
export function pop(sh: Sh): Frame | undefined {
  const frame = sh.shell.frames.pop();
  if (!frame) return undefined;
  if (frame.saved) restore(sh, frame.saved);
  if (frame.locals) {
    for (const [name, old] of Object.entries(frame.locals)) {
      if (old === null) delete sh.shell.vars[name];
      else sh.shell.vars[name] = old;
    }
  }
  if (frame.k === 'function' && frame.args) sh.shell.args = frame.args;
  return frame;
}

/** Takes frames away until one fits, which stays; false where none does. */
export function unwind(sh: Sh, fits: (frame: Frame) => boolean): boolean {
  const { frames } = sh.shell;
  if (!frames.some(fits)) return false;
  while (!fits(frames[frames.length - 1] as Frame)) pop(sh);
  return true;
}

/** exit: all frames go, then the EXIT trap runs. */
export function leave(sh: Sh, status: number): void {
  while (sh.shell.frames.length > 0) pop(sh);
  sh.shell.status = status & 255;
  sh.shell.exiting = true;
}

function finish(sh: Sh): Wait | undefined {
  const { shell, process, system } = sh;
  const trap = shell.traps['0'];
  if (trap) {
    delete shell.traps['0'];
    const status = shell.status;
    shell.frames.push({ k: 'trap', i: 0, status });
    runText(system, process, shell, trap, 'exit trap: ');
    return undefined;
  }
  process.leaving = shell.status & 255;
  return undefined;
}

/** Runs the trap of the next caught signal. */
function runTrap(sh: Sh): boolean {
  const { shell, process, system } = sh;
  const signal = shell.signals?.shift();
  if (signal === undefined) return false;
  const action = shell.traps[signal];
  if (!action) return false;
  shell.frames.push({ k: 'trap', i: 0, status: shell.status });
  runText(system, process, shell, action, 'trap: ');
  return true;
}

/** True where a failure does not end the shell although -e is set. */
export function failureIgnored(sh: Sh): boolean {
  return (sh.shell.options['quiet'] ?? false) || sh.shell.frames.some((frame) => frame.quiet);
}
