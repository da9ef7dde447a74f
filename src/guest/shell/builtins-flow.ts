/** Builtins that change what is run next. */

import { chunkBytes } from '../fs/extents.ts';
import { findProgram, runText } from '../process/exec.ts';
import { signalName, signalNumber } from '../process/signals.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import type { Builtin } from './builtins.ts';
import { BUILTINS } from './builtins.ts';
import { dispatch } from './command.ts';
import { test } from './conditional.ts';
import type { Frame } from './state.ts';
import { complain, leave, pop, type Sh, unwind } from './step.ts';
import { quoteWord } from './vars.ts';

const LOOPS = new Set(['For', 'While', 'Until', 'CStyleFor']);

function loopControl(name: 'break' | 'continue'): Builtin {
  return (sh, args) => {
    const { frames } = sh.shell;
    const depth = Number(args[0] ?? 1);
    if (!Number.isInteger(depth) || depth < 1) {
      complain(sh, `${name}: ${args[0]}: loop count out of range`);
      return 1;
    }
    const inside = frames.slice(frames.findLastIndex((f) => f.k === 'function') + 1).filter((f) => LOOPS.has(f.k));
    if (inside.length === 0) {
      complain(sh, `${name}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    const target = inside[Math.max(0, inside.length - depth)] as Frame;
    while (frames[frames.length - 1] !== target) pop(sh);
    sh.shell.status = 0;
    if (name === 'break') {
      pop(sh);
      const around = frames[frames.length - 1];
      void around;
    } else if (target.k === 'While' || target.k === 'Until') target.i = 0;
    return 'goes on';
  };
}

const exit: Builtin = (sh, args) => {
  if (args[0] !== undefined && !/^-?\d+$/.test(args[0])) {
    complain(sh, `exit: ${args[0]}: numeric argument required`);
    leave(sh, 2);
    return 'goes on';
  }
  const trap = sh.shell.frames.find((f) => f.k === 'trap');
  leave(sh, args[0] === undefined ? (trap?.status ?? sh.shell.status) : Number(args[0]));
  return 'goes on';
};

const returns: Builtin = (sh, args) => {
  const status = args[0] === undefined ? sh.shell.status : Number(args[0]);
  if (Number.isNaN(status)) {
    complain(sh, `return: ${args[0]}: numeric argument required`);
    return 2;
  }
  if (!unwind(sh, (f) => f.k === 'function' || f.k === 'source')) {
    complain(sh, "return: can only `return' from a function or sourced script");
    return 1;
  }
  sh.shell.status = status & 255;
  pop(sh);
  return 'goes on';
};

const evaluateWords: Builtin = (sh, args) => {
  const text = args.join(' ');
  pop(sh);
  if (text.trim() === '') sh.shell.status = 0;
  else runText(sh.system, sh.process, sh.shell, text, 'eval: ');
  return 'goes on';
};

const source: Builtin = (sh, args, frame) => {
  const [path, ...rest] = args;
  if (path === undefined) {
    complain(sh, `${frame.name}: filename argument required`);
    return 2;
  }
  const where = path.includes('/') ? path : (findProgram(sh.system, sh.process, path, sh.vars.get('PATH')) ?? path);
  const found = attempt(() => sh.system.vfs.find(sh.process, where));
  if (found instanceof Errno) {
    complain(sh, `${path}: ${found.message}`);
    return 1;
  }
  if (found.inode.t === 'd') {
    complain(sh, `${frame.name}: ${path}: is a directory`);
    return 1;
  }
  const text = found.fs
    .read(found.ino, 0, Math.max(found.inode.s, 1 << 20))
    .map(chunkBytes)
    .join('');
  pop(sh);
  sh.shell.status = 0;
  sh.shell.frames.push({ k: 'source', i: 0, ...(rest.length > 0 ? { args: sh.shell.args } : {}) });
  if (rest.length > 0) sh.shell.args = rest;
  if (text.trim() !== '') runText(sh.system, sh.process, sh.shell, text, '');
  return 'goes on';
};

/** `command` and `builtin`: past functions. */
const command: Builtin = (sh, args, frame) => {
  const words = [...args];
  if (words[0] === '-v' || words[0] === '-V') return types(sh, words.slice(1), words[0] === '-v' ? 'v' : 'V');
  while (words[0]?.startsWith('-')) words.shift();
  if (words.length === 0) return 0;
  if (frame.name === 'builtin' && !BUILTINS[words[0] as string]) {
    complain(sh, `builtin: ${words[0]}: not a shell builtin`);
    return 1;
  }
  pop(sh);
  const wait = dispatch(sh, sh.shell.frames.at(-1) as Frame, words, true);
  return wait ?? 'goes on';
};

const KEYWORDS = new Set(
  'if then else elif fi case esac for while until do done in function time { } ! [[ ]] select coproc'.split(' '),
);

function types(sh: Sh, names: readonly string[], how: 'v' | 'V' | 't' | 'p'): number {
  let status = 0;
  const say = (text: string): void => {
    sh.process.out.push([1, `${text}\n`]);
  };
  for (const name of names) {
    const kind = sh.shell.functions[name]
      ? 'function'
      : KEYWORDS.has(name)
        ? 'keyword'
        : BUILTINS[name] || name === 'exec'
          ? 'builtin'
          : undefined;
    const path = kind ? undefined : findProgram(sh.system, sh.process, name, sh.vars.get('PATH'));
    const exists = path !== undefined && sh.system.vfs.peek(sh.process, path) !== undefined;
    if (!kind && !exists) {
      status = 1;
      if (how === 'V')
        complain(sh, `${sh.shell.frames.at(-1)?.name === 'command' ? 'command' : 'type'}: ${name}: not found`);
    } else if (how === 't') say(kind ?? 'file');
    else if (how === 'v' || how === 'p') {
      if (kind === undefined) say(path as string);
      else if (how === 'v') say(name);
    } else if (kind === 'builtin') say(`${name} is a shell builtin`);
    else if (kind === 'keyword') say(`${name} is a shell keyword`);
    else if (kind === 'function') say(`${name} is a function`);
    else say(`${name} is ${path}`);
  }
  return status;
}

const type: Builtin = (sh, args) => {
  const option = args[0]?.startsWith('-') ? args[0].slice(1) : '';
  const names = option ? args.slice(1) : args;
  return types(sh, names, option.includes('t') ? 't' : /[pP]/.test(option) ? 'p' : 'V');
};

const trap: Builtin = (sh, args) => {
  const { traps } = sh.shell;
  const key = (text: string): string | undefined => {
    if (/^(ERR|DEBUG|RETURN)$/i.test(text)) return text.toUpperCase();
    const number = signalNumber(text);
    return number === undefined ? undefined : String(number);
  };
  if (args.length === 0 || args[0] === '-p') {
    for (const [signal, action] of Object.entries(traps)) {
      const name = /^\d+$/.test(signal) ? (signal === '0' ? 'EXIT' : `SIG${signalName(Number(signal))}`) : signal;
      sh.process.out.push([1, `trap -- ${action === '' ? "''" : `'${action.replaceAll("'", "'\\''")}'`} ${name}\n`]);
    }
    return 0;
  }
  const words = args[0] === '--' ? args.slice(1) : args;
  const [action, ...signals] = words.length === 1 ? ['-', words[0] as string] : (words as [string, ...string[]]);
  let status = 0;
  for (const signal of signals) {
    const name = key(signal);
    if (name === undefined) {
      complain(sh, `trap: ${signal}: invalid signal specification`);
      status = 1;
    } else {
      if (action === '-' || /^\d+$/.test(action)) delete traps[name];
      else traps[name] = action;
      const number = Number(name);
      sh.process.ignored = sh.process.ignored.filter((n) => n !== number);
      if (action === '' && number > 0) sh.process.ignored.push(number);
    }
  }
  return status;
};

const shift: Builtin = (sh, args) => {
  const n = Number(args[0] ?? 1);
  if (!Number.isInteger(n) || n < 0) {
    complain(
      sh,
      `shift: ${args[0]}: ${/^-/.test(args[0] ?? '') ? 'shift count out of range' : 'numeric argument required'}`,
    );
    return 1;
  }
  if (n > sh.shell.args.length) return 1;
  sh.shell.args = sh.shell.args.slice(n);
  return 0;
};

export const FLOW_BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  break: loopControl('break'),
  continue: loopControl('continue'),
  exit,
  logout: exit,
  return: returns,
  eval: evaluateWords,
  source,
  '.': source,
  command,
  builtin: command,
  type,
  trap,
  shift,
  test: (sh, args) => test(sh, 'test', args),
  '[': (sh, args) => test(sh, '[', args),
  times: (sh) => {
    sh.process.out.push([1, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n']);
    return 0;
  },
  hash: () => 0,
};

export { quoteWord };
