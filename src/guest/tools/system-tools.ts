/** Tools about the system as a whole: dmesg, uname, date, uptime, id, hostname, sysctl, lsmod, modinfo, shutdown. */
import { beginShutdown } from '../boot/ending.ts';
import { LEVEL } from '../guest.ts';
import { renderLog } from '../kernel/log.ts';
import { loads } from '../proc/system-files.ts';
import type { Tool, ToolCall } from '../process/tool.ts';
import { attempt, Errno } from '../vfs/errno.ts';
import { parseOptions } from './options.ts';
import { strftime } from './printf.ts';
import { usage } from './stream-tools.ts';

const dmesg: Tool = (t) => {
  const o = parseOptions(t.args, 'cCHTtrn:l:kuxws:D', [
    'clear>C',
    'read-clear>c',
    'ctime>T',
    'notime>t',
    'level=>l',
    'human>H',
    'follow>w',
    'color=?',
    'nopager',
    'raw>r',
  ]);
  if (o.error) return usage(t, o.error);
  const { kernel, bootedAt } = t.guest.run;
  const levels = o.value('l')?.split(',');
  const names = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug'];
  if (o.has('C')) {
    kernel.log = [];
    return 0;
  }
  if (o.has('T') || o.has('t') || levels || o.has('r')) {
    const start = t.guest.wall - t.guest.uptime;
    void bootedAt;
    for (const [at, level, text] of kernel.log) {
      if (levels && !levels.includes(names[level] as string)) continue;
      if (o.has('t')) t.out(`${text}\n`);
      else if (o.has('T')) t.out(`[${strftime('%a %b %e %H:%M:%S %Y', start + at)}] ${text}\n`);
      else
        t.out(
          `${o.has('r') ? `<${level}>` : ''}[${`${Math.floor(at / 1e6)}.${String(Math.floor(at % 1e6)).padStart(6, '0')}`.padStart(12)}] ${text}\n`,
        );
    }
  } else t.out(renderLog(kernel));
  if (o.has('c')) kernel.log = [];
  return 0;
};

const uname: Tool = (t) => {
  const o = parseOptions(t.args, 'asnrvmpio', [
    'all>a',
    'kernel-name>s',
    'nodename>n',
    'kernel-release>r',
    'kernel-version>v',
    'machine>m',
    'processor>p',
    'hardware-platform>i',
    'operating-system>o',
  ]);
  if (o.error) return usage(t, o.error);
  const { profile } = t.guest;
  const values: readonly (readonly [string, string])[] = [
    ['s', 'Linux'],
    ['n', t.guest.state.installed?.hostName ?? 'localhost'],
    ['r', profile.kernelRelease],
    ['v', profile.kernelVersionText],
    ['m', 'x86_64'],
    // Debian's coreutils leave unknown fields out of -a.
    ...(o.has('a') && profile.distribution === 'Debian'
      ? []
      : ([
          ['p', 'x86_64'],
          ['i', 'x86_64'],
        ] as const)),
    ['o', 'GNU/Linux'],
  ];
  const shown = values.filter(([letter]) => o.has('a') || o.has(letter) || (o.options.size === 0 && letter === 's'));
  t.out(`${shown.map(([, v]) => v).join(' ')}\n`);
  return 0;
};

const date: Tool = (t) => {
  const o = parseOptions(t.args, 'ud:s:RI:r:', [
    'utc>u',
    'universal>u',
    'date=>d',
    'set=>s',
    'rfc-2822>R',
    'rfc-email>R',
    'iso-8601=?>I',
    'reference=>r',
    'rfc-3339=',
  ]);
  if (o.error) return usage(t, o.error);
  let wall = t.system.wall;
  const text = o.value('d') ?? o.value('s');
  if (text !== undefined) {
    const parsed = parseDate(text, wall);
    if (parsed === undefined) return t.fail(`invalid date '${text}'`);
    wall = parsed;
  }
  const reference = o.value('r');
  if (reference !== undefined) {
    const found = t.find(reference);
    if (found instanceof Errno) return t.fail(`${reference}: ${found.message}`);
    wall = found.inode.mt;
  }
  if (o.has('s')) {
    if (t.process.uid !== 0) return t.fail('cannot set date: Operation not permitted');
    t.guest.run.wallBase += wall - t.system.wall;
    t.guest.touch();
  }
  const format = o.words.find((w) => w.startsWith('+'))?.slice(1);
  const iso = o.value('I');
  const precise: Record<string, string> = {
    '': '%Y-%m-%d',
    date: '%Y-%m-%d',
    hours: '%Y-%m-%dT%H%:z',
    minutes: '%Y-%m-%dT%H:%M%:z',
    seconds: '%Y-%m-%dT%H:%M:%S%:z',
  };
  const chosen =
    format ??
    (o.has('R')
      ? '%a, %d %b %Y %H:%M:%S %z'
      : iso !== undefined
        ? (precise[iso] ?? '%Y-%m-%d')
        : '%a %b %e %H:%M:%S %Z %Y');
  t.out(`${strftime(chosen, wall)}\n`);
  return 0;
};

const UNITS: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/** The dates that scripts give: @seconds, ISO, `now`, `yesterday`, `2 days ago`, `+1 hour`. */
export function parseDate(text: string, wall: number): number | undefined {
  const trimmed = text.trim();
  if (/^@-?\d+(\.\d+)?$/.test(trimmed)) return Math.round(Number(trimmed.slice(1)) * 1e6);
  if (trimmed === '' || trimmed === 'now' || trimmed === 'today') return wall;
  if (trimmed === 'yesterday') return wall - 86_400e6;
  if (trimmed === 'tomorrow') return wall + 86_400e6;
  const relative = /^([-+]?\d+)\s*(second|sec|minute|min|hour|day|week)s?( ago)?$/.exec(trimmed);
  if (relative)
    return wall + Number(relative[1]) * (UNITS[relative[2] as string] as number) * 1e6 * (relative[3] ? -1 : 1);
  const iso = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?/.exec(trimmed);
  if (!iso) return undefined;
  const parsed = Date.parse(
    `${trimmed
      .replace(' ', 'T')
      .replace(/(UTC|Z)$/, '')
      .trim()}${iso[1] ? 'Z' : 'T00:00:00Z'}`,
  );
  return Number.isNaN(parsed) ? undefined : parsed * 1000;
}

/** The line of `uptime`, which `top` begins with as well. */
export function uptimeLine(t: ToolCall): string {
  const seconds = Math.floor(t.guest.uptime / 1e6);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const span = hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`;
  const users = Object.values(t.system.state.sessions).filter((s) => s.tty && s.exit === null).length;
  const averages = loads(t.guest)
    .map((l) => l.toFixed(2))
    .join(', ');
  return ` ${strftime('%H:%M:%S', t.system.wall)} up ${days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''}${span}, ${String(users).padStart(2)} user${users === 1 ? '' : 's'},  load average: ${averages}\n`;
}

const uptime: Tool = (t) => {
  if (t.args.includes('-s')) t.out(`${strftime('%Y-%m-%d %H:%M:%S', t.system.wall - t.guest.uptime)}\n`);
  else t.out(uptimeLine(t));
  return 0;
};

const userName = (t: ToolCall, uid: number): string => names(t, '/etc/passwd').get(uid) ?? String(uid);

/** Names by number, from passwd or group. */
export function names(t: ToolCall, file: '/etc/passwd' | '/etc/group'): Map<number, string> {
  const text = t.readFile(file);
  const rows = typeof text === 'string' ? text.split('\n').map((line) => line.split(':')) : [];
  return new Map(rows.filter((r) => r.length > 2).map((r) => [Number(r[2]), r[0] as string]));
}

const id: Tool = (t) => {
  const o = parseOptions(t.args, 'ugGnr');
  if (o.error) return usage(t, o.error);
  const groups = names(t, '/etc/group');
  const { uid, gid } = t.process;
  const group = groups.get(gid) ?? String(gid);
  if (o.has('u')) t.out(`${o.has('n') ? userName(t, uid) : uid}\n`);
  else if (o.has('g')) t.out(`${o.has('n') ? group : gid}\n`);
  else if (o.has('G')) t.out(`${o.has('n') ? group : gid}\n`);
  else t.out(`uid=${uid}(${userName(t, uid)}) gid=${gid}(${group}) groups=${gid}(${group})\n`);
  return 0;
};

const whoami: Tool = (t) => {
  t.out(`${userName(t, t.process.uid)}\n`);
  return 0;
};

const hostname: Tool = (t) => {
  const { installed } = t.guest.state;
  const words = t.args.filter((a) => !a.startsWith('-'));
  const [name] = words;
  if (name !== undefined && installed) {
    if (t.process.uid !== 0) return t.fail('you must be root to change the host name');
    installed.hostName = name;
    t.guest.touch();
    return 0;
  }
  const full = installed?.hostName ?? 'localhost';
  t.out(`${t.args.includes('-s') ? full.split('.')[0] : full}\n`);
  return 0;
};

const sysctl: Tool = (t) => {
  const o = parseOptions(t.args, 'anweqp:', ['values>n', 'write>w', 'all>a', 'ignore>e', 'quiet>q']);
  if (o.error) return usage(t, o.error);
  let status = 0;
  const wanted = o.has('a') ? listSysctl(t) : o.words;
  for (const word of wanted) {
    const [key = '', value] = word.split(/=(.*)/s);
    const name = key.trim().replaceAll('/', '.');
    const path = `/proc/sys/${name.replaceAll('.', '/')}`;
    if (value !== undefined) {
      const error = t.writeFile(path, `${value.trim()}\n`);
      if (error) {
        t.err(
          error.code === 'ENOENT'
            ? `sysctl: cannot stat ${path}: No such file or directory\n`
            : `sysctl: setting key "${name}": ${error.message}\n`,
        );
        status = 255;
        continue;
      }
      if (!o.has('q')) t.out(`${name} = ${value.trim()}\n`);
      continue;
    }
    const text = t.readFile(path);
    if (text instanceof Errno) {
      if (!o.has('e')) t.err(`sysctl: cannot stat ${path}: No such file or directory\n`);
      status = 255;
    } else t.out(o.has('n') ? text : `${name} = ${text}`);
  }
  return status;
};

function listSysctl(t: ToolCall): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const name of t.vfs.list(t.process, path)) {
      const child = `${path}/${name}`;
      if (t.vfs.find(t.process, child).inode.t === 'd') visit(child);
      else if (t.vfs.find(t.process, child).inode.m & 0o400)
        found.push(child.slice('/proc/sys/'.length).replaceAll('/', '.'));
    }
  };
  visit('/proc/sys');
  return found;
}

const lsmod: Tool = (t) => {
  const text = t.readFile('/proc/modules');
  if (text instanceof Errno) return t.fail(text.message);
  t.out('Module                  Size  Used by\n');
  for (const line of text.split('\n')) {
    const [name, size, used, by] = line.split(' ');
    if (!name || !size) continue;
    const users = (by ?? '-').replace(/,$/, '');
    t.out(`${name.padEnd(19)} ${size.padStart(8)}  ${used}${users === '-' ? '' : ` ${users}`}\n`);
  }
  return 0;
};

const MODULES: Readonly<Record<string, readonly [path: string, description: string]>> = {
  hv_vmbus: ['drivers/hv/hv_vmbus.ko', 'Microsoft Hyper-V VMBus Driver'],
  hv_utils: ['drivers/hv/hv_utils.ko', 'Hyper-V Utilities'],
  hv_balloon: ['drivers/hv/hv_balloon.ko', 'Hyper-V Balloon'],
  hv_storvsc: ['drivers/scsi/hv_storvsc.ko', 'Microsoft Hyper-V virtual storage driver'],
  hv_netvsc: ['drivers/net/hyperv/hv_netvsc.ko', 'Microsoft Hyper-V network driver'],
  hyperv_keyboard: ['drivers/input/serio/hyperv-keyboard.ko', 'Microsoft Hyper-V Synthetic Keyboard Driver'],
  hid_hyperv: ['drivers/hid/hid-hyperv.ko', 'Microsoft Hyper-V Synthetic HID Driver'],
  hyperv_fb: ['drivers/video/hyperv_fb.ko', 'Microsoft Hyper-V Synthetic Video Frame Buffer Driver'],
};

const modinfo: Tool = (t) => {
  const { profile } = t.guest;
  const names = t.args.filter((a) => !a.startsWith('-'));
  let status = 0;
  for (const given of names) {
    const name = given.replaceAll('-', '_');
    const known = MODULES[name];
    if (!known || !(profile.drivers as readonly string[]).includes(name)) {
      t.err(
        profile.era === 'modern'
          ? `modinfo: ERROR: Module ${given} not found.\n`
          : `ERROR: modinfo: could not find module ${given}\n`,
      );
      status = 1;
      continue;
    }
    const [path, description] = known;
    t.out(`filename:       /lib/modules/${profile.kernelRelease}/kernel/${path}\n`);
    if (profile.era === '2013') t.out('version:        3.1\n');
    t.out(`license:        GPL\ndescription:    ${description}\n`);
    if (name === 'hv_balloon')
      t.out(
        'parm:           hot_add:If set attempt memory hot_add (bool)\nparm:           pressure_report_delay:Delay in secs in reporting pressure (uint)\n',
      );
    t.out(
      `vermagic:       ${profile.kernelRelease} SMP ${profile.era === 'modern' ? 'preempt ' : ''}mod_unload modversions \n`,
    );
  }
  return status;
};

const BECOMES: Readonly<Record<string, 'poweroff' | 'restart'>> = {
  reboot: 'restart',
  poweroff: 'poweroff',
  halt: 'poweroff',
};

const shutdown: Tool = (t) => {
  if (t.process.uid !== 0) return t.fail('must be superuser.');
  let ending = BECOMES[t.name];
  if (!ending) {
    if (t.args.length === 0 && t.guest.profile.era === '2013') {
      t.err(`shutdown: time expected\nTry \`shutdown --help' for more information.\n`);
      return 1;
    }
    if (t.args.includes('-c')) return 0;
    ending = t.args.some((a) => /^-[a-zA-Z]*r/.test(a)) ? 'restart' : 'poweroff';
    const delay = t.args.find((a) => /^\+\d+$/.test(a));
    if (delay !== undefined && Number(delay) > 0 && !t.state['waited']) {
      t.state['waited'] = true;
      return { on: 'time', at: t.system.now + Number(delay) * 60e6 };
    }
  }
  t.out(
    t.guest.profile.era === '2013'
      ? `\nBroadcast message from root (console) (${strftime('%a %b %e %H:%M:%S %Y', t.system.wall)}):\n\nThe system is going down for ${ending === 'restart' ? 'reboot' : 'system halt'} NOW!\n`
      : '',
  );
  beginShutdown(t.guest, ending);
  return 0;
};

const nproc: Tool = (t) => {
  t.out(`${t.guest.run.hardware.processors}\n`);
  return 0;
};

const sync: Tool = (t) => {
  for (const mount of t.vfs.mounts) t.system.fileSystems.touch(mount, 'write');
  t.guest.run.memory.dirtyPages = 0;
  t.guest.touch();
  return 0;
};

const logger: Tool = (t) => {
  t.guest.log(t.args.filter((a) => !a.startsWith('-')).join(' '), LEVEL.notice);
  return 0;
};

const runlevel: Tool = (t) => {
  t.out('N 5\n');
  return 0;
};

const which: Tool = (t) => {
  let status = 0;
  const path = t.process.env['PATH'] ?? '/usr/sbin:/usr/bin:/sbin:/bin';
  for (const name of t.args.filter((a) => !a.startsWith('-'))) {
    const found = path
      .split(':')
      .map((dir) => (name.includes('/') ? name : `${dir}/${name}`))
      .find((candidate) => {
        const at = attempt(() => t.vfs.find(t.process, candidate));
        return !(at instanceof Errno) && at.inode.t === '-' && (at.inode.m & 0o111) !== 0;
      });
    if (found) t.out(`${found}\n`);
    else {
      status = 1;
      if (t.guest.profile.distribution.match(/SLES|RHEL|CentOS/)) t.err(`which: no ${name} in (${path})\n`);
    }
  }
  return status;
};

export const SYSTEM_TOOLS: Readonly<Record<string, Tool>> = {
  dmesg,
  uname,
  date,
  uptime,
  id,
  whoami,
  hostname,
  sysctl,
  lsmod,
  modinfo,
  shutdown,
  reboot: shutdown,
  poweroff: shutdown,
  halt: shutdown,
  nproc,
  sync,
  logger,
  runlevel,
  which,
};
