/** Lists, pipelines and compound commands: each frame does one thing per step and finds the result of the last in `$?`. */

import { runText } from '../process/exec.ts';
import type { Wait } from '../process/types.ts';
import { conditional } from './conditional.ts';
import { nodeAt, refTo } from './nodes.ts';
import { matches } from './pattern.ts';
import { expandTargets, redirect } from './redirect.ts';
import { forkShell } from './start.ts';
import type { Frame, NodeRef } from './state.ts';
import { complain, type FrameStep, failureIgnored, leave, pop, type Sh } from './step.ts';
import { expanding } from './substitute.ts';
import type {
  ArithmeticCommandNode,
  CaseNode,
  CommandNode,
  ConditionalCommandNode,
  CStyleForNode,
  ForNode,
  FunctionDefNode,
  GroupNode,
  IfNode,
  PipelineNode,
  RedirectionNode,
  StatementNode,
  SubshellNode,
  WhileNode,
} from './tree.ts';
import { ShellError } from './vars.ts';

const push = (sh: Sh, frame: Frame): void => {
  sh.shell.frames.push(frame);
};

function pushList(sh: Sh, within: NodeRef, body: readonly StatementNode[], more: Partial<Frame> = {}): void {
  push(sh, { k: 'list', n: refTo(sh.system, within, body), i: 0, ...more });
}

const list: FrameStep = (sh, frame) => {
  const statements = nodeAt<StatementNode[]>(sh.system, frame.n as NodeRef);
  const statement = statements[frame.i];
  if (!statement) {
    pop(sh);
    return undefined;
  }
  frame.i++;
  if (statement.deferredError) {
    complain(sh, statement.deferredError.message);
    leave(sh, 2);
    return undefined;
  }
  push(sh, { k: 'statement', n: refTo(sh.system, frame.n as NodeRef, statement), i: 0 });
  return undefined;
};

const statement: FrameStep = (sh, frame) => {
  const node = nodeAt<StatementNode>(sh.system, frame.n as NodeRef);
  const { shell } = sh;
  if (node.background && !frame.flag) {
    background(sh, frame, node);
    return undefined;
  }
  if (frame.i > 0) {
    const done = node.pipelines[frame.i - 1] as PipelineNode;
    const last = frame.i === node.pipelines.length;
    const command = done.commands.length === 1 ? done.commands[0]?.type : undefined;
    const plain = command === undefined || command === 'SimpleCommand' || command === 'Subshell' || !shell.soft;
    const failed = shell.status !== 0 && last && !done.negated && plain && !failureIgnored(sh);
    if (failed && shell.traps['ERR'] && !frame.data) {
      frame.data = {};
      push(sh, { k: 'trap', i: 0, status: shell.status });
      runText(sh.system, sh.process, shell, shell.traps['ERR'], 'error trap: ');
      return undefined;
    }
    if (failed && shell.options['e']) {
      leave(sh, shell.status);
      return undefined;
    }
    if (shell.status !== 0 && (!last || done.negated)) shell.soft = true;
  }
  // Skip what && and || leave out.
  while (frame.i > 0 && frame.i < node.pipelines.length) {
    const operator = node.operators[frame.i - 1];
    if (operator === '&&' ? shell.status === 0 : operator === '||' ? shell.status !== 0 : true) break;
    frame.i++;
  }
  const pipeline = node.pipelines[frame.i];
  if (!pipeline || frame.i >= node.pipelines.length) {
    const top = shell.frames.at(-1);
    if (top === frame) pop(sh);
    else shell.frames.splice(shell.frames.indexOf(frame), 1);
    return undefined;
  }
  frame.i++;
  push(sh, {
    k: 'pipeline',
    n: refTo(sh.system, frame.n as NodeRef, pipeline),
    i: 0,
    quiet: frame.i < node.pipelines.length || pipeline.negated,
  });
  return undefined;
};

/** `&`: the list goes to a child of its own. */
function background(sh: Sh, frame: Frame, node: StatementNode): void {
  const { shell, system, process } = sh;
  const child = forkShell(system, process, shell, [{ k: 'statement', n: frame.n as NodeRef, i: 0, flag: true }]);
  if (!shell.interactive) {
    child.ignored.push(2, 3);
    if (child.fds[0] !== undefined) system.files.close(child, 0);
    system.files.open(child, '/dev/null', { read: true }, 0);
  }
  child.pgid = child.pid;
  shell.lastBackground = child.pid;
  const id = (shell.jobs.at(-1)?.id ?? 0) + 1;
  const text = (node.sourceText ?? '').replace(/\s*&\s*$/, '');
  shell.jobs.push({ id, pids: [child.pid], text, exit: null });
  if (shell.interactive) process.out.push([2, `[${id}] ${child.pid}\n`]);
  shell.status = 0;
  pop(sh);
}

const pipeline: FrameStep = (sh, frame) => {
  const node = nodeAt<PipelineNode>(sh.system, frame.n as NodeRef);
  const { shell } = sh;
  if (frame.i === 1) {
    if (node.commands.length === 1 && node.commands[0]?.type !== 'SimpleCommand') shell.pipeStatus = [shell.status];
    if (node.negated) shell.status = shell.status === 0 ? 1 : 0;
    pop(sh);
    if (node.timed) reportTime(sh, frame, node.timePosix ?? false);
    return undefined;
  }
  frame.i = 1;
  frame.status = sh.system.now;
  const [only] = node.commands;
  if (node.commands.length === 1 && only) {
    pushCommand(sh, frame.n as NodeRef, only);
    return undefined;
  }
  pipe(sh, frame, node);
  return undefined;
};

function reportTime(sh: Sh, frame: Frame, posix: boolean): void {
  const seconds = (sh.system.now - (frame.status ?? 0)) / 1_000_000;
  const long = (s: number): string => `${Math.floor(s / 60)}m${(s % 60).toFixed(3)}s`;
  const text = posix
    ? `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`
    : `\nreal\t${long(seconds)}\nuser\t${long(0)}\nsys\t${long(0)}\n`;
  sh.process.out.push([2, text]);
}

function pipe(sh: Sh, frame: Frame, node: PipelineNode): void {
  const { system, process, shell } = sh;
  const pids: number[] = [];
  let reading: number | undefined;
  node.commands.forEach((command, index) => {
    const fds: Record<string, number> = { ...process.fds };
    if (reading !== undefined) fds[0] = reading;
    let next: [number, number] | undefined;
    if (index < node.commands.length - 1) {
      next = system.files.pipe();
      fds[1] = next[1];
      if (node.pipeStderr?.[index]) fds[2] = next[1];
    }
    const child = forkShell(system, process, shell, [], fds);
    if (child.program.kind === 'shell') {
      child.program.shell.frames.push(commandFrame(sh, frame.n as NodeRef, command));
    }
    if (reading !== undefined) system.files.release(reading);
    if (next) system.files.release(next[1]);
    reading = next?.[0];
    pids.push(child.pid);
  });
  push(sh, { k: 'foreground', i: 0, pids, text: '' });
}

function commandFrame(sh: Sh, within: NodeRef, command: CommandNode): Frame {
  const n = refTo(sh.system, within, command);
  if (command.type === 'SimpleCommand') return { k: 'simple', n, i: 0 };
  if (command.type === 'FunctionDef') return { k: 'definition', n, i: 0 };
  if (command.redirections.length > 0) return { k: 'redirected', n, i: 0 };
  return { k: command.type, n, i: 0 };
}

/** Puts the frame of a command on top. */
export function pushCommand(sh: Sh, within: NodeRef, command: CommandNode): void {
  push(sh, commandFrame(sh, within, command));
}

/** Redirections around a compound command. */
const redirected: FrameStep = (sh, frame) => {
  const node = nodeAt<{ type: string; redirections: RedirectionNode[] }>(sh.system, frame.n as NodeRef);
  if (frame.i === 1) {
    pop(sh);
    return undefined;
  }
  const targets = expanding(sh, frame, (ex) => expandTargets(ex, node.redirections));
  if (!targets) return undefined;
  frame.saved ??= [];
  try {
    redirect(sh, node.redirections, targets.value, frame.saved);
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    complain(sh, error.message);
    sh.shell.status = 1;
    pop(sh);
    return undefined;
  }
  frame.i = 1;
  push(sh, { k: node.type === 'FunctionDef' ? 'definition' : node.type, n: frame.n as NodeRef, i: 0 });
  return undefined;
};

const definition: FrameStep = (sh, frame) => {
  const node = nodeAt<FunctionDefNode>(sh.system, frame.n as NodeRef);
  sh.shell.functions[node.name] = frame.n as NodeRef;
  sh.shell.status = 0;
  pop(sh);
  return undefined;
};

const ifCommand: FrameStep = (sh, frame) => {
  const node = nodeAt<IfNode>(sh.system, frame.n as NodeRef);
  const ref = frame.n as NodeRef;
  if (frame.i === -1) {
    pop(sh);
    return undefined;
  }
  if (frame.flag) {
    frame.flag = false;
    if (sh.shell.status === 0) {
      const body = (node.clauses[frame.i - 1] as (typeof node.clauses)[0]).body;
      frame.i = -1;
      pushList(sh, ref, body);
      return undefined;
    }
  }
  const clause = node.clauses[frame.i];
  if (clause) {
    frame.i++;
    frame.flag = true;
    pushList(sh, ref, clause.condition, { quiet: true });
    return undefined;
  }
  sh.shell.status = 0;
  frame.i = -1;
  if (node.elseBody) pushList(sh, ref, node.elseBody);
  return undefined;
};

/** Body and condition in turn: `i` is 0 before the condition, 1 before the body. */
function looping(until: boolean): FrameStep {
  return (sh, frame) => {
    const node = nodeAt<WhileNode>(sh.system, frame.n as NodeRef);
    if (frame.i === 0) {
      if (frame.flag) frame.status = sh.shell.status;
      frame.flag = true;
      frame.i = 1;
      pushList(sh, frame.n as NodeRef, node.condition, { quiet: true });
      return undefined;
    }
    if ((sh.shell.status === 0) === until) {
      sh.shell.status = frame.status ?? 0;
      pop(sh);
      return undefined;
    }
    frame.i = 0;
    pushList(sh, frame.n as NodeRef, node.body);
    return undefined;
  };
}

const forCommand: FrameStep = (sh, frame) => {
  const node = nodeAt<ForNode>(sh.system, frame.n as NodeRef);
  if (!frame.words) {
    const { words } = node;
    if (words === null) frame.words = [...sh.shell.args];
    else {
      const expanded = expanding(sh, frame, (ex) => ex.words(words));
      if (!expanded) return undefined;
      frame.words = expanded.value;
    }
    if (frame.words.length === 0) sh.shell.status = 0;
  }
  const word = frame.words[frame.i];
  if (word === undefined) {
    pop(sh);
    return undefined;
  }
  frame.i++;
  sh.vars.set(node.variable, word);
  pushList(sh, frame.n as NodeRef, node.body);
  return undefined;
};

const cStyleFor: FrameStep = (sh, frame) => {
  const node = nodeAt<CStyleForNode>(sh.system, frame.n as NodeRef);
  const before = frame.i === 0 ? node.init : node.update;
  const go = expanding(sh, frame, (ex) => {
    if (before) ex.arithmetic(before);
    return node.condition === null || ex.arithmetic(node.condition) !== 0n;
  });
  if (!go) return undefined;
  frame.subs = [];
  if (!go.value) {
    if (frame.i === 0) sh.shell.status = 0;
    pop(sh);
    return undefined;
  }
  frame.i = 1;
  pushList(sh, frame.n as NodeRef, node.body);
  return undefined;
};

const caseCommand: FrameStep = (sh, frame) => {
  const node = nodeAt<CaseNode>(sh.system, frame.n as NodeRef);
  if (frame.text === undefined) {
    const word = expanding(sh, frame, (ex) => ex.string(node.word));
    if (!word) return undefined;
    frame.text = word.value;
    frame.subs = [];
    sh.shell.status = 0;
  }
  while (frame.i < node.items.length) {
    const item = node.items[frame.i] as (typeof node.items)[0];
    const text = frame.text;
    const hit = frame.flag
      ? { value: true }
      : expanding(sh, frame, (ex) =>
          item.patterns.some((p) => matches(ex.pattern(p), text, true, sh.shell.options['nocasematch'])),
        );
    if (!hit) return undefined;
    frame.subs = [];
    frame.i++;
    frame.flag = false;
    if (!hit.value) continue;
    if (item.terminator === ';&') frame.flag = true;
    else if (item.terminator === ';;') frame.i = node.items.length;
    pushList(sh, frame.n as NodeRef, item.body);
    return undefined;
  }
  pop(sh);
  return undefined;
};

const group: FrameStep = (sh, frame) => {
  const node = nodeAt<GroupNode>(sh.system, frame.n as NodeRef);
  if (frame.i++ === 0) pushList(sh, frame.n as NodeRef, node.body);
  else pop(sh);
  return undefined;
};

const subshell: FrameStep = (sh, frame): Wait | undefined => {
  const node = nodeAt<SubshellNode>(sh.system, frame.n as NodeRef);
  if (frame.i++ > 0) {
    pop(sh);
    return undefined;
  }
  const body: Frame = { k: 'list', n: refTo(sh.system, frame.n as NodeRef, node.body), i: 0 };
  const child = forkShell(sh.system, sh.process, sh.shell, [body]);
  push(sh, { k: 'foreground', i: 0, pids: [child.pid], text: '' });
  return undefined;
};

const arithmetic: FrameStep = (sh, frame) => {
  const node = nodeAt<ArithmeticCommandNode>(sh.system, frame.n as NodeRef);
  sh.shell.line = node.line ?? sh.shell.line;
  const value = expanding(sh, frame, (ex) => guarded(sh, '((', () => ex.arithmetic(node.expression)));
  if (!value) return undefined;
  sh.shell.status = value.value === undefined || value.value === 0n ? 1 : 0;
  sh.shell.soft = false;
  pop(sh);
  return undefined;
};

/** An error inside is said and counts as false. */
function guarded<T>(sh: Sh, where: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ShellError) || error.fatal) throw error;
    complain(sh, `${where}: ${error.message}`);
    return undefined;
  }
}

const conditionalCommand: FrameStep = (sh, frame) => {
  const node = nodeAt<ConditionalCommandNode>(sh.system, frame.n as NodeRef);
  sh.shell.line = node.line ?? sh.shell.line;
  const value = expanding(sh, frame, (ex) => conditional(sh, ex, node.expression));
  if (!value) return undefined;
  sh.shell.status = value.value;
  sh.shell.soft = false;
  pop(sh);
  return undefined;
};

/** Frames by kind; compound commands go by the name of their node. */
export const COMPOUND: Readonly<Record<string, FrameStep>> = {
  list,
  statement,
  pipeline,
  redirected,
  definition,
  If: ifCommand,
  While: looping(false),
  Until: looping(true),
  For: forCommand,
  CStyleFor: cStyleFor,
  Case: caseCommand,
  Group: group,
  Subshell: subshell,
  ArithmeticCommand: arithmetic,
  ConditionalCommand: conditionalCommand,
  function(sh) {
    pop(sh);
    return undefined;
  },
};
