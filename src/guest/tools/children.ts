/** Tools that start other programs: env, nohup, timeout, xargs, time, nice. */
import { execute, findProgram } from '../process/exec.ts';
import { sendSignal } from '../process/scheduler.ts';
import { signalNumber } from '../process/signals.ts';
import type { Outcome, Tool, ToolCall } from '../process/tool.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { parseOptions } from './options.ts';
import { usage } from './stream-tools.ts';

/** Becomes another program; the exit code where that fails. */
export function become(t: ToolCall, words: readonly string[]): Outcome {
  const name = words[0] as string;
  const path = findProgram(t.system, t.process, name);
  const error =
    path === undefined ? new Errno('ENOENT') : attempt(() => execute(t.system, t.process, path, [...words]));
  if (!(error instanceof Errno)) return 'again';
  const shown = t.guest.profile.era === '2013' ? name : `'${name}'`;
  if (t.name === 'nohup' || t.name === 'nice' || t.name === 'timeout')
    return t.fail(
      `failed to run command ${t.guest.profile.era === '2013' ? `\`${name}'` : shown}: ${error.message}`,
      error.code === 'ENOENT' ? 127 : 126,
    );
  return t.fail(`${shown}: ${error.message}`, error.code === 'ENOENT' ? 127 : 126);
}

/** Starts a child; its number, or the exit code of a failure. */
export function startChild(t: ToolCall, words: readonly string[]): { pid: number } | { code: number } {
  const name = words[0] as string;
  const path = findProgram(t.system, t.process, name);
  const child = t.system.spawn({ parent: t.process, program: { kind: 'idle' } });
  const error = path === undefined ? new Errno('ENOENT') : attempt(() => execute(t.system, child, path, [...words]));
  if (!(error instanceof Errno)) return { pid: child.pid };
  t.system.exit(child, 127);
  t.system.reap(child.pid);
  t.err(`${t.name}: ${t.guest.profile.era === '2013' ? name : `'${name}'`}: ${error.message}\n`);
  return { code: error.code === 'ENOENT' ? 127 : 126 };
}

/** Runs commands one after the other; undefined when all are done. The worst status is in `t.state.worst`. */
export function runCommands(t: ToolCall, runs: readonly (readonly string[])[]): Outcome | undefined {
  for (;;) {
    const pid = t.state['child'] as number | undefined | null;
    if (typeof pid === 'number') {
      const child = t.system.process(pid);
      if (child && child.exit === null) return { on: 'child' };
      const status = child?.exit ?? 0;
      t.system.reap(pid);
      t.state['child'] = null;
      if (status !== 0) t.state['worst'] = status;
      t.state['last'] = status;
    }
    const index = (t.state['index'] as number | undefined) ?? 0;
    const words = runs[index];
    if (!words) return undefined;
    t.state['index'] = index + 1;
    // What was put out so far comes before what the child puts out.
    const started = startChild(t, words);
    if ('code' in started) t.state['worst'] = started.code;
    else {
      t.state['child'] = started.pid;
      if (t.process.out.length > 0) return 'again';
    }
  }
}

const env: Tool = (t) => {
  const o = parseOptions(t.args, 'iu:0S', ['ignore-environment>i', 'unset=>u', 'null>0'], false);
  if (o.error) return usage(t, o.error, 125);
  const environment = o.has('i') ? {} : { ...t.process.env };
  for (const name of o.options.get('u') ?? []) delete environment[name];
  const words = [...o.words];
  while (words[0]?.includes('=')) {
    const [name = '', value = ''] = (words.shift() as string).split(/=(.*)/s);
    environment[name] = value;
  }
  if (words.length === 0) {
    for (const [name, value] of Object.entries(environment)) t.out(`${name}=${value}${o.has('0') ? '\0' : '\n'}`);
    return 0;
  }
  const path = findProgram(t.system, t.process, words[0] as string);
  t.process.env = environment;
  void path;
  return become(t, words);
};

const printenv: Tool = (t) => {
  if (t.args.length === 0) {
    for (const [name, value] of Object.entries(t.process.env)) t.out(`${name}=${value}\n`);
    return 0;
  }
  let status = 0;
  for (const name of t.args) {
    const value = t.process.env[name];
    if (value === undefined) status = 1;
    else t.out(`${value}\n`);
  }
  return status;
};

const nohup: Tool = (t) => {
  if (t.args.length === 0) return usage(t, 'missing operand', 125);
  if (!t.process.ignored.includes(1)) t.process.ignored.push(1);
  if (t.terminal) {
    const opened = attempt(() =>
      t.system.files.open(t.process, 'nohup.out', { write: true, create: true, append: true, mode: 0o600 }, 1),
    );
    if (opened instanceof Errno) return t.fail(`failed to open 'nohup.out': ${opened.message}`, 127);
    t.err("nohup: ignoring input and appending output to 'nohup.out'\n");
    t.system.files.dup(t.process, 1, 2);
  }
  return become(t, t.args);
};

const nice: Tool = (t) => {
  const o = parseOptions(t.args, 'n:', ['adjustment=>n'], false);
  if (o.words.length === 0) {
    t.out('0\n');
    return 0;
  }
  return become(t, o.words);
};

/** `5`, `2m`, `1.5h` in micros. */
export function duration(text: string): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return match
    ? Math.round(Number(match[1]) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as string] ?? 1) * 1e6)
    : undefined;
}

const timeout: Tool = (t) => {
  const o = parseOptions(
    t.args,
    's:k:v',
    ['signal=>s', 'kill-after=>k', 'preserve-status', 'foreground', 'verbose>v'],
    false,
  );
  if (o.error) return usage(t, o.error, 125);
  const [limit, ...words] = o.words;
  if (limit === undefined || words.length === 0) return usage(t, 'missing operand', 125);
  const micros = duration(limit);
  if (micros === undefined) return usage(t, `invalid time interval '${limit}'`, 125);
  const signal = signalNumber(o.value('s') ?? 'TERM') ?? 15;
  if (t.state['pid'] === undefined) {
    const started = startChild(t, words);
    if ('code' in started) return started.code;
    t.state['pid'] = started.pid;
    t.state['until'] = t.system.now + micros;
  }
  const child = t.system.process(t.state['pid'] as number);
  if (!child || child.exit !== null) {
    const status = child?.exit ?? 0;
    if (child) t.system.reap(child.pid);
    return t.state['sent'] && !o.has('preserve-status') ? (signal === 9 ? 137 : 124) : status;
  }
  if (micros > 0 && t.system.now >= (t.state['until'] as number)) {
    const again = t.state['sent'] === true;
    sendSignal(t.system, child, again ? 9 : signal);
    t.state['sent'] = true;
    const kill = o.value('k');
    t.state['until'] = t.system.now + (kill ? (duration(kill) ?? 1e6) : 1e5);
    if (!kill) t.state['until'] = Number.MAX_SAFE_INTEGER;
    // A stopped child must run to see it.
    sendSignal(t.system, child, 18);
  }
  // Looks again at the limit, or as soon as the child ends.
  return { on: 'time', at: Math.min(t.state['until'] as number, t.system.now + 10_000) };
};

const xargs: Tool = (t) => {
  const o = parseOptions(
    t.args,
    '0d:I:i:n:L:P:rtps:',
    [
      'null>0',
      'delimiter=>d',
      'max-args=>n',
      'replace=?>I',
      'max-procs=>P',
      'no-run-if-empty>r',
      'max-lines=>L',
      'verbose>t',
    ],
    false,
  );
  if (o.error) return usage(t, o.error);
  if (!Array.isArray(t.state['runs'])) {
    const input = t.all();
    if (typeof input !== 'string') return input;
    const replace = o.value('I');
    const command = o.words.length > 0 ? o.words : ['echo'];
    const delimiter = o.has('0') ? '\0' : o.value('d')?.replace('\\n', '\n').replace('\\t', '\t').replace('\\0', '\0');
    const items =
      delimiter !== undefined
        ? input.split(delimiter).filter((x, i, all) => x !== '' || i < all.length - 1)
        : replace !== undefined
          ? input
              .split('\n')
              .map((l) => l.trim())
              .filter((l) => l !== '')
          : words(input);
    if (items === undefined)
      return t.fail('unmatched single quote; by default quotes are special to xargs unless you use the -0 option');
    let runs: string[][];
    if (replace !== undefined) runs = items.map((item) => command.map((w) => w.replaceAll(replace || '{}', item)));
    else if (o.has('n') || o.has('L')) {
      const size = Number(o.value('n') ?? o.value('L'));
      runs = [];
      for (let i = 0; i < items.length; i += size) runs.push([...command, ...items.slice(i, i + size)]);
    } else runs = items.length > 0 || !o.has('r') ? [[...command, ...items]] : [];
    t.state['runs'] = runs;
    if (o.has('t')) for (const run of runs) t.err(`${run.join(' ')}\n`);
  }
  const done = runCommands(t, t.state['runs'] as string[][]);
  if (done !== undefined) return done;
  const worst = (t.state['worst'] as number | undefined) ?? 0;
  return worst === 0 ? 0 : worst >= 126 ? worst : 123;
};

/** Words of xargs' input: blanks part them, quotes and backslash hold them together. */
function words(text: string): string[] | undefined {
  const found: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === "'" || c === '"') {
      const end = text.indexOf(c, i + 1);
      if (end < 0) return undefined;
      word = (word ?? '') + text.slice(i + 1, end);
      i = end;
    } else if (c === '\\') word = (word ?? '') + (text[++i] ?? '');
    else if (/\s/.test(c)) {
      if (word !== undefined) found.push(word);
      word = undefined;
    } else word = (word ?? '') + c;
  }
  if (word !== undefined) found.push(word);
  return found;
}

const time: Tool = (t) => {
  const words_ = t.args.filter((a, i) => i > 0 || !a.startsWith('-'));
  t.state['start'] ??= t.system.now;
  const done = runCommands(t, [words_]);
  if (done !== undefined) return done;
  const seconds = (t.system.now - (t.state['start'] as number)) / 1e6;
  t.err(`real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`);
  return (t.state['last'] as number | undefined) ?? 0;
};

export const CHILD_TOOLS: Readonly<Record<string, Tool>> = { env, printenv, nohup, nice, timeout, xargs, time };
