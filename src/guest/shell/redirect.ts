/** Redirections: opened before a command, put back after it. */

import { literal } from '../fs/extents.ts';
import type { OpenFlags } from '../process/open-files.ts';
import { Errno } from '../vfs/errno.ts';
import type { Expander } from './expand.ts';
import type { Sh } from './step.ts';
import type { RedirectionNode, WordNode } from './tree.ts';
import { ShellError } from './vars.ts';

const FLAGS: Readonly<Record<string, OpenFlags>> = {
  '<': { read: true },
  '>': { write: true, create: true, truncate: true },
  '>|': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true },
  '<>': { read: true, write: true, create: true },
  '&>': { write: true, create: true, truncate: true },
  '&>>': { write: true, create: true, append: true },
};

/** The texts that redirections need, expanded. */
export function expandTargets(ex: Expander, redirections: readonly RedirectionNode[]): string[] {
  return redirections.map(({ target, operator }) => {
    if (target.type === 'HereDoc') {
      const content = target.stripTabs ? withoutTabs(target.content) : target.content;
      return target.quoted ? ex.string(content) : ex.quoted(content);
    }
    if (operator === '<<<') return `${ex.string(target)}\n`;
    const words = ex.words([target]);
    if (words.length !== 1)
      throw new ShellError(`${words.length === 0 ? ex.string(target) : sourceOf(target)}: ambiguous redirect`);
    return words[0] as string;
  });
}

/** `<<-`: tabs at the beginning of lines go. */
function withoutTabs(content: WordNode): WordNode {
  const parts = content.parts.map((part, i) => {
    if (part.type !== 'Literal') return part;
    const value = part.value.replace(/\n\t+/g, '\n');
    return { ...part, value: i === 0 ? value.replace(/^\t+/, '') : value };
  });
  return { ...content, parts };
}

const sourceOf = (word: { parts: readonly { type: string; value?: string; parameter?: string }[] }): string =>
  word.parts.map((p) => p.value ?? (p.parameter ? `$${p.parameter}` : '')).join('');

/** Opens all; `saved` collects what was there. @throws Errno with `path` set, ShellError */
export function redirect(
  sh: Sh,
  redirections: readonly RedirectionNode[],
  targets: readonly string[],
  saved: [number, number][] | null,
): void {
  redirections.forEach((redirection, i) => {
    const target = targets[i] as string;
    const { operator } = redirection;
    const input = operator.startsWith('<');
    const fd = redirection.fd ?? (redirection.fdVariable ? freeFd(sh, redirection.fdVariable) : input ? 0 : 1);
    if (operator === '<<' || operator === '<<-' || operator === '<<<') {
      keep(sh, fd, saved);
      sh.system.files.open(sh.process, heredoc(sh, target), { read: true }, fd);
      removeHeredoc(sh);
      return;
    }
    if (operator === '>&' || operator === '<&') {
      duplicate(sh, fd, target, saved, redirection.fd === null && operator === '>&');
      return;
    }
    if (operator === '>' && sh.shell.options['C']) {
      const there = sh.system.vfs.peek(sh.process, target);
      if (there?.inode.t === '-') throw new ShellError(`${target}: cannot overwrite existing file`);
    }
    keep(sh, fd, saved);
    open(sh, target, FLAGS[operator] as OpenFlags, fd);
    if (operator === '&>' || operator === '&>>') {
      keep(sh, 2, saved);
      sh.system.files.dup(sh.process, fd, 2);
    }
  });
}

function open(sh: Sh, path: string, flags: OpenFlags, fd: number): void {
  try {
    if (path === '') throw new Errno('ENOENT');
    sh.system.files.open(sh.process, path, flags, fd);
  } catch (error) {
    if (error instanceof Errno) throw new ShellError(`${path}: ${error.message}`);
    throw error;
  }
}

function freeFd(sh: Sh, variable: string): number {
  let fd = 10;
  while (sh.process.fds[fd] !== undefined) fd++;
  sh.vars.set(variable, String(fd));
  return fd;
}

function duplicate(sh: Sh, fd: number, target: string, saved: [number, number][] | null, both: boolean): void {
  const { process, system } = sh;
  if (target === '-') {
    keep(sh, fd, saved);
    if (process.fds[fd] !== undefined) system.files.close(process, fd);
    return;
  }
  const source = /^(\d+)(-?)$/.exec(target);
  if (!source) {
    if (!both) throw new ShellError(`${target}: ambiguous redirect`);
    keep(sh, 1, saved);
    open(sh, target, { write: true, create: true, truncate: true }, 1);
    keep(sh, 2, saved);
    system.files.dup(process, 1, 2);
    return;
  }
  const from = Number(source[1]);
  if (process.fds[from] === undefined) throw new ShellError(`${target}: Bad file descriptor`);
  keep(sh, fd, saved);
  system.files.dup(process, from, fd);
  if (source[2] && from !== fd) system.files.close(process, from);
}

/** Remembers what a descriptor was, with a reference of its own. */
function keep(sh: Sh, fd: number, saved: [number, number][] | null): void {
  if (!saved || saved.some(([known]) => known === fd)) return;
  const id = sh.process.fds[fd];
  if (id !== undefined) sh.system.files.description(id).refs++;
  saved.push([fd, id ?? -1]);
}

/** Puts descriptors back. */
export function restore(sh: Sh, saved: readonly (readonly [number, number])[]): void {
  const { process, system } = sh;
  for (const [fd, id] of [...saved].reverse()) {
    if (process.fds[fd] !== undefined) system.files.close(process, fd);
    if (id !== -1) process.fds[fd] = id;
  }
}

const HEREDOC = '/tmp/sh-thd';

/** A here-document is a file that is removed at once, as bash does it. */
function heredoc(sh: Sh, text: string): string {
  const { system, process } = sh;
  const path = `${HEREDOC}-${process.pid}.${system.state.next++}`;
  const root = { ...process, uid: 0, cwd: '/', fds: process.fds };
  const made = system.vfs.create(
    { uid: process.uid, gid: process.gid, groups: process.groups, cwd: '/', umask: 0o077 },
    path,
    '-',
    0o600,
  );
  if (text) made.fs.write(made.ino, 0, literal(text), system.vfs.writer(root));
  pending = path;
  return path;
}

let pending = '';
function removeHeredoc(sh: Sh): void {
  sh.system.vfs.remove(sh.process, pending, 'file', (mount, ino) => sh.system.isOpen(mount, ino));
}
