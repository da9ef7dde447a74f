/** Variables of a shell: scalars, arrays, attributes, the ones it computes itself, and undoing what an expansion set. */
import type { System } from '../process/system.ts';
import type { Process } from '../process/types.ts';
import type { ShellState, Variable } from './state.ts';

/** A word could not be expanded, or a variable not set: bash's text without its prefix. */
export class ShellError extends Error {
  /** Ends a shell that is not interactive. */
  readonly fatal: boolean;
  constructor(message: string, fatal = false) {
    super(message);
    this.fatal = fatal;
  }
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const isName = (text: string): boolean => NAME.test(text);

/** `a[1]` as name and subscript. */
export function splitSubscript(name: string): { name: string; subscript: string | undefined } {
  const open = name.indexOf('[');
  if (open < 0 || !name.endsWith(']')) return { name, subscript: undefined };
  return { name: name.slice(0, open), subscript: name.slice(open + 1, -1) };
}

export class Vars {
  readonly system: System;
  readonly process: Process;
  readonly shell: ShellState;
  /** Old values by name while an expansion may have to be taken back. */
  private journal: Map<string, Variable | undefined> | null = null;

  constructor(system: System, process: Process, shell: ShellState) {
    this.system = system;
    this.process = process;
    this.shell = shell;
  }

  begin(): void {
    this.journal = new Map();
  }

  /** Takes back what was set since `begin`. */
  undo(): void {
    for (const [name, old] of this.journal ?? []) {
      if (old === undefined) delete this.shell.vars[name];
      else this.shell.vars[name] = old;
    }
    this.journal = null;
  }

  commit(): void {
    this.journal = null;
  }

  /** Follows name references. */
  private resolve(name: string): string {
    for (let i = 0; i < 10; i++) {
      const variable = this.shell.vars[name];
      if (!variable?.ref || !variable.v) return name;
      name = variable.v;
    }
    return name;
  }

  lookup(name: string): Variable | undefined {
    const resolved = this.resolve(name);
    return Object.hasOwn(this.shell.vars, resolved) ? this.shell.vars[resolved] : undefined;
  }

  /** The variable for changing: remembered for undo, made where it is not. */
  touch(name: string): Variable {
    const resolved = this.resolve(name);
    const old = Object.hasOwn(this.shell.vars, resolved) ? this.shell.vars[resolved] : undefined;
    if (this.journal && !this.journal.has(resolved)) this.journal.set(resolved, old);
    const fresh: Variable = old ? { ...old } : {};
    if (old?.a) fresh.a = { ...old.a };
    this.shell.vars[resolved] = fresh;
    return fresh;
  }

  /** Value of a plain name or special parameter; undefined where unset. */
  get(name: string): string | undefined {
    const special = this.special(name);
    if (special !== undefined) return special;
    const variable = this.lookup(name);
    if (!variable) return undefined;
    return variable.a ? variable.a['0'] : variable.v;
  }

  private special(name: string): string | undefined {
    const { shell, system, process } = this;
    if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.args[Number(name) - 1];
    switch (name) {
      case '?':
        return String(shell.status);
      case '$':
        return String(shell.mainPid);
      case '!':
        return shell.lastBackground === null ? undefined : String(shell.lastBackground);
      case '#':
        return String(shell.args.length);
      case '-':
        return this.flags();
      case 'BASHPID':
        return String(process.pid);
      case 'PPID':
        return String(shell.mainPpid);
      case 'UID':
      case 'EUID':
        return String(process.uid);
      case 'RANDOM':
        return String(this.random());
      case 'SECONDS':
        return String(Math.floor((system.now - shell.since) / 1_000_000));
      case 'EPOCHSECONDS':
        return String(Math.floor(system.wall / 1_000_000));
      case 'EPOCHREALTIME':
        return `${Math.floor(system.wall / 1_000_000)}.${String(system.wall % 1_000_000).padStart(6, '0')}`;
      case 'LINENO':
        return String(shell.line);
      case 'BASH_SUBSHELL':
        return String(shell.depth);
      case 'FUNCNAME':
        return shell.frames.findLast((f) => f.k === 'function')?.name;
      default:
        return undefined;
    }
  }

  private flags(): string {
    const { options } = this.shell;
    const letters = ['e', 'f', 'n', 'u', 'v', 'x', 'C'].filter((letter) => options[letter]);
    return `${letters.join('').replace(/C$/, '')}hB${options['C'] ? 'C' : ''}${this.shell.fromText ? 'c' : ''}`;
  }

  private random(): number {
    const { shell, system, process } = this;
    return system.guest.random(`RANDOM/${process.pid}`, shell.randomCount++).between(0, 32767);
  }

  /** Elements of an array (or a scalar) in order, with their keys. */
  elements(name: string): [string, string][] {
    const variable = this.lookup(name);
    if (name === 'PIPESTATUS') return this.shell.pipeStatus.map((s, i) => [String(i), String(s)]);
    if (name === 'FUNCNAME') {
      const names = this.shell.frames.filter((f) => f.k === 'function').reverse();
      return names.map((f, i) => [String(i), f.name ?? '']);
    }
    if (!variable) {
      const scalar = this.special(name);
      return scalar === undefined ? [] : [['0', scalar]];
    }
    if (!variable.a) return variable.v === undefined ? [] : [['0', variable.v]];
    return Object.entries(variable.a);
  }

  element(name: string, key: string): string | undefined {
    if (name === 'PIPESTATUS' || name === 'FUNCNAME') return this.elements(name).find(([k]) => k === key)?.[1];
    const variable = this.lookup(name);
    if (!variable) return key === '0' ? this.special(name) : undefined;
    if (!variable.a) return key === '0' ? variable.v : undefined;
    return Object.hasOwn(variable.a, key) ? variable.a[key] : undefined;
  }

  private check(name: string, variable: Variable | undefined): void {
    if (variable?.r) throw new ShellError(`${name}: readonly variable`, true);
  }

  private cased(variable: Variable, value: string): string {
    if (variable.lower) return value.toLowerCase();
    return variable.upper ? value.toUpperCase() : value;
  }

  set(name: string, value: string): void {
    const old = this.lookup(name);
    this.check(name, old);
    if (name === 'SECONDS') {
      this.shell.since = this.system.now - Number(value) * 1_000_000;
      return;
    }
    const variable = this.touch(name);
    const cased = this.cased(variable, value);
    if (variable.a) variable.a['0'] = cased;
    else variable.v = cased;
    if (this.shell.options['a']) variable.x = true;
  }

  setElement(name: string, key: string, value: string): void {
    this.check(name, this.lookup(name));
    const variable = this.touch(name);
    if (!variable.a) {
      variable.a = variable.v === undefined ? {} : { 0: variable.v };
      delete variable.v;
    }
    variable.a[key] = this.cased(variable, value);
  }

  setArray(name: string, entries: readonly (readonly [string, string])[]): void {
    this.check(name, this.lookup(name));
    const variable = this.touch(name);
    delete variable.v;
    variable.a = {};
    for (const [key, value] of entries) variable.a[key] = this.cased(variable, value);
  }

  unset(name: string): void {
    const variable = this.lookup(name);
    if (variable?.r) throw new ShellError(`unset: ${name}: cannot unset: readonly variable`);
    const resolved = this.resolve(name);
    if (this.journal && !this.journal.has(resolved)) this.journal.set(resolved, variable);
    delete this.shell.vars[resolved];
  }

  /** What a program that is started finds in its environment. */
  environment(): Record<string, string> {
    const environment: Record<string, string> = {};
    for (const [name, variable] of Object.entries(this.shell.vars)) {
      if (variable.x && variable.v !== undefined) environment[name] = variable.v;
    }
    return environment;
  }
}

/** `'a b'` as bash quotes a value in `set -x` and `declare -p`. */
export function quoteWord(text: string): string {
  if (text === '') return "''";
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /[\0-\x1f\x7f]/.test(text) ? dollarQuote(text) : `'${text.replaceAll("'", "'\\''")}'`;
}

/** `$'a\nb'`. */
export function dollarQuote(text: string): string {
  const escapes: Record<string, string> = {
    '\n': '\\n',
    '\t': '\\t',
    '\r': '\\r',
    '\\': '\\\\',
    "'": "\\'",
    '\x1b': '\\E',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\v': '\\v',
  };
  const body = [...text].map(
    (c) => escapes[c] ?? (c < ' ' || c === '\x7f' ? `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}` : c),
  );
  return `$'${body.join('')}'`;
}
