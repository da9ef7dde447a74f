/** Signals by number (x86 Linux) and what they do to a process that does not catch them. */

export const SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

const IGNORED_BY_DEFAULT = new Set([17, 18, 23, 28]);
const STOPS = new Set([19, 20, 21, 22]);

/** What strsignal says of a killed job, as bash prints it. */
export const SIGNAL_TEXTS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  2: '',
  3: 'Quit',
  4: 'Illegal instruction',
  6: 'Aborted',
  8: 'Floating point exception',
  9: 'Killed',
  10: 'User defined signal 1',
  11: 'Segmentation fault',
  12: 'User defined signal 2',
  13: '',
  14: 'Alarm clock',
  15: 'Terminated',
};

export type SignalEffect = 'ignore' | 'stop' | 'continue' | 'terminate';

export function defaultEffect(signal: number): SignalEffect {
  if (signal === SIGNALS['CONT']) return 'continue';
  if (STOPS.has(signal)) return 'stop';
  return IGNORED_BY_DEFAULT.has(signal) ? 'ignore' : 'terminate';
}

/** Number of a signal given as `9`, `KILL` or `SIGKILL`, in any case of letters; undefined where there is none. */
export function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  const name = text.toUpperCase().replace(/^SIG/, '');
  return name === 'EXIT' ? 0 : SIGNALS[name];
}

export const signalName = (number: number): string =>
  Object.keys(SIGNALS).find((name) => SIGNALS[name] === number) ?? String(number);
