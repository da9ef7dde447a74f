/** Builtins around the working directory. */
import { attempt, Errno } from '../vfs/errno.ts';
import { EXECUTE, join, may, normalize } from '../vfs/vfs.ts';
import type { Builtin } from './builtins.ts';
import { complain, type Sh } from './step.ts';

/** Changes directory, keeping the name the user gave (links stay in $PWD). */
function change(sh: Sh, path: string, builtin: string): number {
  const target = normalize(join(sh.vars.get('PWD') ?? sh.process.cwd, path));
  const found = attempt(() => sh.system.vfs.find(sh.process, target));
  const bad =
    found instanceof Errno
      ? found
      : found.inode.t !== 'd'
        ? new Errno('ENOTDIR')
        : may(sh.process, found.inode, EXECUTE)
          ? undefined
          : new Errno('EACCES');
  if (bad || found instanceof Errno) {
    complain(sh, `${builtin}: ${path}: ${bad?.message}`);
    return 1;
  }
  sh.vars.set('OLDPWD', sh.vars.get('PWD') ?? sh.process.cwd);
  sh.process.cwd = found.path;
  sh.vars.set('PWD', target);
  sh.vars.touch('PWD').x = true;
  return 0;
}

const cd: Builtin = (sh, args) => {
  const words = args.filter((a) => a !== '-P' && a !== '-L' && a !== '--');
  if (words.length > 1) {
    complain(sh, 'cd: too many arguments');
    return 1;
  }
  const [path] = words;
  if (path === '-') {
    const old = sh.vars.get('OLDPWD');
    if (old === undefined) {
      complain(sh, 'cd: OLDPWD not set');
      return 1;
    }
    const status = change(sh, old, 'cd');
    if (status === 0) sh.process.out.push([1, `${sh.vars.get('PWD')}\n`]);
    return status;
  }
  if (path === undefined) {
    const home = sh.vars.get('HOME');
    if (home === undefined) {
      complain(sh, 'cd: HOME not set');
      return 1;
    }
    return change(sh, home, 'cd');
  }
  return path === '' ? 0 : change(sh, path, 'cd');
};

const show = (sh: Sh): void => {
  const home = sh.vars.get('HOME') ?? '/root';
  const short = (path: string): string =>
    path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
  sh.process.out.push([1, `${[sh.vars.get('PWD') ?? '/', ...sh.shell.dirs].map(short).join(' ')}\n`]);
};

export const DIRECTORY_BUILTINS: Readonly<Record<string, Builtin>> = {
  cd,
  pwd: (sh, args) => {
    sh.process.out.push([1, `${args.includes('-P') ? sh.process.cwd : (sh.vars.get('PWD') ?? sh.process.cwd)}\n`]);
    return 0;
  },
  pushd: (sh, args) => {
    const here = sh.vars.get('PWD') ?? '/';
    const target = args[0] ?? sh.shell.dirs.shift();
    if (target === undefined) {
      complain(sh, 'pushd: no other directory');
      return 1;
    }
    const status = change(sh, target, 'pushd');
    if (status !== 0) return status;
    sh.shell.dirs.unshift(here);
    show(sh);
    return 0;
  },
  popd: (sh) => {
    const target = sh.shell.dirs.shift();
    if (target === undefined) {
      complain(sh, 'popd: directory stack empty');
      return 1;
    }
    const status = change(sh, target, 'popd');
    if (status === 0) show(sh);
    return status;
  },
  dirs: (sh) => {
    show(sh);
    return 0;
  },
  umask: (sh, args) => {
    const [mask] = args;
    if (mask === undefined) sh.process.out.push([1, `${sh.process.umask.toString(8).padStart(4, '0')}\n`]);
    else if (/^[0-7]+$/.test(mask)) sh.process.umask = Number.parseInt(mask, 8) & 0o777;
    else {
      complain(sh, `umask: ${mask}: octal number out of range`);
      return 1;
    }
    return 0;
  },
};
