/** Simple commands: expansion, assignments, then a function, a builtin or a program. */

import { BadInterpreter, execute, findProgram, runText, startShell } from '../process/exec.ts';
import type { Process, Wait } from '../process/types.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { evaluate } from './arith.ts';
import { BUILTINS, SPECIAL_BUILTINS } from './builtins.ts';
import { pushCommand } from './compound.ts';
import type { Expander } from './expand.ts';
import { nodeAt } from './nodes.ts';
import { keyOf } from './parameters.ts';
import { expandTargets, redirect } from './redirect.ts';
import { forkShell } from './start.ts';
import type { Frame, NodeRef, Variable } from './state.ts';
import { complain, type FrameStep, leave, pop, type Sh } from './step.ts';
import { expanding } from './substitute.ts';
import type { AssignmentNode, CompoundCommandNode, FunctionDefNode, SimpleCommandNode } from './tree.ts';
import { quoteWord, ShellError, splitSubscript } from './vars.ts';

const DECLARING = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);

interface Expanded {
  readonly words: string[];
  readonly targets: string[];
  /** Old values of variables that an assignment before a command set for it alone. */
  readonly before: Record<string, Variable | null>;
  readonly traced: string[];
}

export const stepSimple: FrameStep = (sh, frame) => {
  const node = nodeAt<SimpleCommandNode>(sh.system, frame.n as NodeRef);
  const { shell } = sh;
  if (frame.i === 1) {
    // A program or function that was started from here has ended.
    pop(sh);
    return undefined;
  }
  if (node.line !== undefined) shell.line = node.line;
  if (!frame.subs) shell.subStatus = null;
  const expanded = expanding(sh, frame, (ex) => expand(sh, ex, node));
  if (!expanded) return undefined;
  const { words, targets, before, traced } = expanded.value;
  shell.soft = false;
  if (shell.options['x']) trace(sh, traced, words);
  frame.saved ??= [];
  const [name] = words;
  if (name === 'exec') return execBuiltin(sh, node, words, targets);
  try {
    redirect(sh, node.redirections, targets, frame.saved);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    putBack(sh, before);
    complain(sh, error.message);
    shell.status = 1;
    shell.pipeStatus = [1];
    pop(sh);
    if (name !== undefined && SPECIAL_BUILTINS.has(name) && shell.options['posix']) leave(sh, 1);
    return undefined;
  }
  if (name === undefined) {
    shell.status = shell.subStatus ?? 0;
    shell.pipeStatus = [shell.status];
    pop(sh);
    return undefined;
  }
  frame.i = 1;
  if (Object.keys(before).length > 0) frame.locals = before;
  return dispatch(sh, frame, words);
};

/** Runs expanded words; the frame on top comes back to `i = 1` afterwards. */
export function dispatch(sh: Sh, frame: Frame, words: string[], skipFunctions = false): Wait | undefined {
  const { shell, system } = sh;
  const name = words[0] as string;
  const called = shell.functions[name];
  if (called && !skipFunctions) {
    const node = nodeAt<FunctionDefNode>(system, called);
    if (shell.frames.filter((f) => f.k === 'function').length > 1000)
      throw new ShellError(`${name}: maximum function nesting level exceeded (1000)`, true);
    shell.frames.push({ k: 'function', i: 0, name, args: shell.args, locals: {} });
    shell.args = words.slice(1);
    pushCommand(sh, called, node.body as CompoundCommandNode);
    return undefined;
  }
  if (BUILTINS[name]) {
    shell.frames.push({ k: 'builtin', i: 0, name, words: words.slice(1) });
    return undefined;
  }
  return program(sh, frame, words);
}

export const stepBuiltin: FrameStep = (sh, frame) => {
  const builtin = BUILTINS[frame.name as string];
  if (!builtin) throw new Error(`no such builtin: ${frame.name}`);
  sh.shell.builtin = frame.name as string;
  const outcome = builtin(sh, frame.words ?? [], frame);
  if (outcome === 'goes on') {
    // It put frames on top of its own, or took its own away.
    const at = sh.shell.frames.indexOf(frame);
    if (at >= 0) sh.shell.frames.splice(at, 1);
    return undefined;
  }
  if (typeof outcome === 'object') return outcome;
  sh.shell.status = outcome & 255;
  sh.shell.pipeStatus = [outcome & 255];
  pop(sh);
  return undefined;
};

function expand(sh: Sh, ex: Expander, node: SimpleCommandNode): Expanded {
  const all = node.name ? [node.name, ...node.args] : [];
  const first = node.name?.parts[0];
  const declaring = first?.type === 'Literal' && DECLARING.has(first.value);
  const words = declaring ? declarations(ex, node) : ex.words(all);
  const targets = expandTargets(ex, node.redirections);
  const before: Record<string, Variable | null> = {};
  const traced: string[] = [];
  for (const assignment of node.assignments) {
    if (words.length > 0) {
      const { name } = splitSubscript(assignment.name);
      before[name] ??= sh.shell.vars[name] ?? null;
    }
    traced.push(assign(ex, assignment));
    if (words.length > 0) ex.vars.touch(splitSubscript(assignment.name).name).x = true;
  }
  return { words, targets, before, traced };
}

/** Words of declare, export and the like: what looks like an assignment is neither split nor matched. */
function declarations(ex: Expander, node: SimpleCommandNode): string[] {
  return [node.name, ...node.args].flatMap((word) => {
    if (!word) return [];
    const first = word.parts[0];
    const assignment = first?.type === 'Literal' && /^[A-Za-z_]\w*(\[[^\]]*\])?\+?=/.test(first.value);
    return assignment ? [ex.string(word)] : ex.words([word]);
  });
}

/** Does one assignment; gives its text for -x. */
export function assign(ex: Expander, node: AssignmentNode): string {
  const { vars } = ex;
  const { name, subscript } = splitSubscript(node.name);
  if (node.array) {
    const assoc = vars.lookup(name)?.assoc;
    let next = node.append ? Math.max(-1, ...vars.elements(name).map(([k]) => Number(k))) + 1 : 0;
    const entries: [string, string][] = node.append ? vars.elements(name) : [];
    for (const word of node.array) {
      const first = word.parts[0];
      const lead = first?.type === 'Glob' ? first.pattern : '';
      const rest = word.parts[1];
      const keyed = /^\[(.*)\]$/.exec(lead);
      if (keyed && rest?.type === 'Literal' && rest.value.startsWith('=')) {
        const key = assoc
          ? ex.expandText((keyed[1] as string).replace(/^(['"])(.*)\1$/, '$2'))
          : keyOf(ex, name, keyed[1] as string);
        entries.push([
          key,
          ex.string({ type: 'Word', parts: [{ ...rest, value: rest.value.slice(1) }, ...word.parts.slice(2)] }),
        ]);
        next = Number(key) + 1;
      } else for (const value of ex.words([word])) entries.push([String(next++), value]);
    }
    vars.setArray(name, entries);
    return `${name}=(${entries.map(([, v]) => quoteWord(v)).join(' ')})`;
  }
  let value = node.value ? ex.string(node.value) : '';
  if (vars.lookup(name)?.i) value = String(evaluate(vars, value));
  if (subscript !== undefined) {
    const key = keyOf(ex, name, subscript);
    if (node.append) value = (vars.element(name, key) ?? '') + value;
    vars.setElement(name, key, value);
  } else {
    if (node.append) {
      const old = vars.get(name) ?? '';
      value = vars.lookup(name)?.i ? String(BigInt(old || '0') + BigInt(value)) : old + value;
    }
    vars.set(name, value);
  }
  return `${node.name}=${quoteWord(value)}`;
}

function putBack(sh: Sh, before: Record<string, Variable | null>): void {
  for (const [name, old] of Object.entries(before)) {
    if (old === null) delete sh.shell.vars[name];
    else sh.shell.vars[name] = old;
  }
}

function trace(sh: Sh, assignments: readonly string[], words: readonly string[]): void {
  const prefix = sh.vars.get('PS4') ?? '+ ';
  const depth = prefix.slice(0, 1).repeat(sh.shell.depth);
  if (words.length === 0) for (const text of assignments) sh.process.out.push([2, `${depth}${prefix}${text}\n`]);
  else sh.process.out.push([2, `${depth}${prefix}${[...assignments, ...words.map(quoteWord)].join(' ')}\n`]);
}

/** Starts a program and waits for it; in a child that has nothing else to do, becomes it. */
function program(sh: Sh, frame: Frame, words: string[]): Wait | undefined {
  const { shell, system, process } = sh;
  const alone = shell.depth > 0 && shell.frames.length === 1 && !shell.traps['0'] && !shell.traps['EXIT'];
  if (alone || onlyTail(sh, frame)) {
    become(sh, process, words);
    return undefined;
  }
  const child = forkShell(system, process, shell, []);
  become({ ...sh, process: child, shell: (child.program as { shell: Sh['shell'] }).shell }, child, words);
  shell.frames.push({ k: 'foreground', i: 0, pids: [child.pid], text: words.join(' ') });
  return undefined;
}

/** True where all frames below have nothing left to do but end (a child with one command). */
function onlyTail(sh: Sh, frame: Frame): boolean {
  const { shell, system } = sh;
  if (shell.depth === 0 || shell.traps['0'] || (frame.saved?.length && frame.saved.some(([, id]) => id === -2)))
    return false;
  return shell.frames.every((f) => {
    if (f === frame) return true;
    if (f.saved?.length || f.locals) return false;
    if (f.k === 'list') return f.i >= nodeAt<unknown[]>(system, f.n as NodeRef).length;
    if (f.k === 'statement') return f.i >= nodeAt<{ pipelines: unknown[] }>(system, f.n as NodeRef).pipelines.length;
    if (f.k === 'pipeline')
      return (
        !nodeAt<{ negated: boolean; timed?: boolean }>(system, f.n as NodeRef).negated &&
        !nodeAt<{ timed?: boolean }>(system, f.n as NodeRef).timed
      );
    return false;
  });
}

/** Turns a process into the program that words name; says why not, with 126 or 127. */
export function become(sh: Sh, process: Process, words: string[]): void {
  const { system, vars, shell } = sh;
  const name = words[0] as string;
  const environment = vars.environment();
  const path = findProgram(system, process, name, vars.get('PATH'));
  const say = (text: string, code: number): void => {
    const where = shell.interactive ? '' : `line ${shell.line}: `;
    // Written before anything else of the child: it has no more frames.
    shell.frames = [];
    delete shell.traps['0'];
    process.out.push([2, `${shell.label}: ${where}${text}\n`]);
    process.leaving = code;
  };
  if (path === undefined) {
    say(`${name}: command not found`, 127);
    return;
  }
  process.env = environment;
  const error = attempt(() => execute(system, process, path, words));
  if (!(error instanceof Errno)) return;
  if (error instanceof BadInterpreter) say(`${name}: ${error.interpreter}: bad interpreter: ${error.message}`, 126);
  else if (error.code === 'ENOEXEC') {
    // A text without #! is a script for the shell itself.
    startShell(system, process, [shell.name, path, ...words.slice(1)]);
  } else if (error.code === 'EACCES' && system.vfs.peek(process, path)?.inode.t === 'd')
    say(`${name}: Is a directory`, 126);
  else
    say(
      `${name}: ${error.message}`,
      error.code === 'ENOENT' || error.code === 'ENOTDIR' ? (error.code === 'ENOENT' ? 127 : 126) : 126,
    );
}

/** `exec`: redirections stay, a command replaces the shell. */
function execBuiltin(sh: Sh, node: SimpleCommandNode, words: string[], targets: string[]): Wait | undefined {
  const { shell, process } = sh;
  const frame = shell.frames.at(-1) as Frame;
  frame.saved = [];
  try {
    redirect(sh, node.redirections, targets, null);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    complain(sh, error.message);
    leave(sh, 1);
    return undefined;
  }
  const rest = words.slice(1);
  if (rest[0] === '-a') rest.splice(0, 2);
  if (rest.length === 0) {
    shell.status = 0;
    pop(sh);
    return undefined;
  }
  become(sh, process, rest);
  return undefined;
}

export { runText };
