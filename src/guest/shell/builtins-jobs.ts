/** Builtins around jobs, signals and limits. */
import { sendSignal } from '../process/scheduler.ts';
import { SIGNALS, signalName, signalNumber } from '../process/signals.ts';
import type { Builtin } from './builtins.ts';
import type { Job } from './state.ts';
import { complain, type Sh } from './step.ts';
import { reapChildren } from './waiting.ts';

function jobOf(sh: Sh, spec: string): Job | undefined {
  const { jobs } = sh.shell;
  if (spec === '%%' || spec === '%+' || spec === '%') return jobs.at(-1);
  if (spec === '%-') return jobs.at(-2);
  const number = /^%(\d+)$/.exec(spec);
  if (number) return jobs.find((job) => job.id === Number(number[1]));
  return jobs.find((job) => job.text.startsWith(spec.slice(1)));
}

const wait: Builtin = (sh, args, frame) => {
  const { shell, system } = sh;
  reapChildren(sh);
  if (shell.signals?.length && frame.flag) return 128 + (shell.signals[0] as number);
  frame.flag = true;
  if (args.length === 0) {
    const running = system
      .all()
      .some((p) => p.ppid === sh.process.pid && p.exit === null && shell.jobs.some((j) => j.pids.includes(p.pid)));
    if (running) return { on: 'child' };
    shell.reaped = {};
    shell.jobs = [];
    return 0;
  }
  if (args[0] === '-n') {
    const done = shell.jobs.find((job) => job.exit !== null);
    if (done) {
      shell.jobs = shell.jobs.filter((job) => job !== done);
      return done.exit ?? 0;
    }
    return shell.jobs.length > 0 ? { on: 'child' } : 127;
  }
  let status = 0;
  for (const word of args) {
    const job = word.startsWith('%') ? jobOf(sh, word) : undefined;
    const pid = word.startsWith('%') ? job?.pids.at(-1) : Number(word);
    if (pid === undefined || Number.isNaN(pid)) {
      complain(
        sh,
        word.startsWith('%') ? `wait: ${word}: no such job` : `wait: \`${word}': not a pid or valid job spec`,
      );
      status = word.startsWith('%') ? 127 : 1;
      continue;
    }
    const known = shell.reaped[pid] ?? shell.jobs.find((j) => j.pids.includes(pid))?.exit ?? undefined;
    if (known !== undefined) {
      status = known;
      continue;
    }
    const child = system.process(pid);
    if (child && child.ppid === sh.process.pid) return { on: 'child' };
    complain(sh, `wait: pid ${pid} is not a child of this shell`);
    status = 127;
  }
  return status;
};

const kill: Builtin = (sh, args) => {
  let signal = 15;
  const targets = [...args];
  const first = targets[0];
  if (first === '-l' || first === '-L') {
    targets.shift();
    const [which] = targets;
    if (which !== undefined) {
      const number = /^\d+$/.test(which) ? Number(which) % 128 : signalNumber(which);
      sh.process.out.push([1, `${/^\d+$/.test(which) ? signalName(number ?? 0) : number}\n`]);
      return 0;
    }
    const all = Object.entries(SIGNALS).map(([name, n]) => `${String(n).padStart(2)}) SIG${name}`);
    sh.process.out.push([
      1,
      `${all.map((t, i) => (i % 5 === 4 || i === all.length - 1 ? `${t}\n` : `${t.padEnd(15)}\t`)).join('')}`,
    ]);
    return 0;
  }
  if (first === '-s' || first === '-n') {
    targets.shift();
    const name = targets.shift() ?? '';
    const number = signalNumber(name);
    if (number === undefined) {
      complain(sh, `kill: ${name}: invalid signal specification`);
      return 1;
    }
    signal = number;
  } else if (first?.startsWith('-') && first !== '--' && first.length > 1) {
    targets.shift();
    const number = signalNumber(first.slice(1));
    if (number === undefined) {
      complain(sh, `kill: ${first.slice(1)}: invalid signal specification`);
      return 1;
    }
    signal = number;
  }
  if (targets[0] === '--') targets.shift();
  if (targets.length === 0) {
    sh.process.out.push([
      2,
      'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
    ]);
    return 2;
  }
  let status = 0;
  for (const target of targets) {
    const pids = target.startsWith('%') ? (jobOf(sh, target)?.pids ?? []) : [Number(target)];
    if (pids.length === 0 || Number.isNaN(pids[0])) {
      complain(
        sh,
        target.startsWith('%')
          ? `kill: ${target}: no such job`
          : `kill: ${target}: arguments must be process or job IDs`,
      );
      status = 1;
      continue;
    }
    for (const pid of pids) status = killOne(sh, pid, signal) || status;
  }
  return status;
};

function killOne(sh: Sh, pid: number, signal: number): number {
  const { system, process } = sh;
  const group =
    pid < 0
      ? system.all().filter((p) => p.pgid === -pid)
      : pid === 0
        ? system.all().filter((p) => p.pgid === process.pgid)
        : [];
  const targets = pid > 0 ? [system.process(pid)] : group;
  if (targets.length === 0 || targets[0] === undefined) {
    complain(sh, `kill: (${pid}) - No such process`);
    return 1;
  }
  for (const target of targets) {
    if (!target) continue;
    if (process.uid !== 0 && process.uid !== target.uid) {
      complain(sh, `kill: (${pid}) - Operation not permitted`);
      return 1;
    }
    sendSignal(system, target, signal);
  }
  return 0;
}

const jobs: Builtin = (sh, args) => {
  reapChildren(sh);
  const { shell, process } = sh;
  shell.jobs.forEach((job, i) => {
    const mark = i === shell.jobs.length - 1 ? '+' : i === shell.jobs.length - 2 ? '-' : ' ';
    const state =
      job.exit === null ? (job.stopped ? 'Stopped' : 'Running') : job.exit === 0 ? 'Done' : `Exit ${job.exit}`;
    if (args.includes('-p')) process.out.push([1, `${job.pids[0]}\n`]);
    else
      process.out.push([
        1,
        `[${job.id}]${mark}  ${args.includes('-l') ? `${job.pids[0]} ` : ''}${state.padEnd(23)} ${job.text}${job.exit === null && !job.stopped ? ' &' : ''}\n`,
      ]);
  });
  shell.jobs = shell.jobs.filter((job) => job.exit === null);
  return 0;
};

const foreground: Builtin = (sh, args, frame) => {
  const job = jobOf(sh, args[0] ?? '%%');
  if (!job) {
    complain(sh, `${frame.name}: ${args[0] ?? 'current'}: no such job`);
    return 1;
  }
  for (const pid of job.pids) {
    const process = sh.system.process(pid);
    if (process) sendSignal(sh.system, process, SIGNALS['CONT'] as number);
  }
  job.stopped = false;
  if (frame.name === 'bg') {
    sh.process.out.push([1, `[${job.id}]+ ${job.text} &\n`]);
    return 0;
  }
  sh.process.out.push([1, `${job.text}\n`]);
  sh.shell.jobs = sh.shell.jobs.filter((j) => j !== job);
  sh.shell.frames.push({ k: 'foreground', i: 0, pids: job.pids, text: job.text });
  return 'goes on';
};

const LIMITS: readonly (readonly [string, string, string])[] = [
  ['c', 'core file size          (blocks, -c)', '0'],
  ['d', 'data seg size           (kbytes, -d)', 'unlimited'],
  ['f', 'file size               (blocks, -f)', 'unlimited'],
  ['n', 'open files                      (-n)', '1024'],
  ['s', 'stack size              (kbytes, -s)', '8192'],
  ['t', 'cpu time               (seconds, -t)', 'unlimited'],
  ['u', 'max user processes              (-u)', '7823'],
  ['v', 'virtual memory          (kbytes, -v)', 'unlimited'],
];

const ulimit: Builtin = (sh, args) => {
  const letter = args.find((a) => a.startsWith('-'))?.slice(-1) ?? 'f';
  if (letter === 'a') for (const [, text, value] of LIMITS) sh.process.out.push([1, `${text} ${value}\n`]);
  else if (args.every((a) => a.startsWith('-')))
    sh.process.out.push([1, `${LIMITS.find(([l]) => l === letter)?.[2] ?? 'unlimited'}\n`]);
  return 0;
};

const disown: Builtin = (sh, args) => {
  if (args.length === 0) sh.shell.jobs.pop();
  else
    sh.shell.jobs = args.includes('-a')
      ? []
      : sh.shell.jobs.filter((job) => !args.includes(`%${job.id}`) && !args.includes(String(job.pids[0])));
  return 0;
};

export const JOB_BUILTINS: Readonly<Record<string, Builtin>> = {
  wait,
  kill,
  jobs,
  fg: foreground,
  bg: foreground,
  ulimit,
  disown,
};
