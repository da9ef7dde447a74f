/** A shell that reads its commands from standard input: scripts in a pipe, and people. */

import { runText } from '../process/exec.ts';
import { WouldBlock } from '../process/open-files.ts';
import type { Wait } from '../process/types.ts';
import { fullParse } from './parser.ts';
import { quickParse } from './quick.ts';
import { type FrameStep, pop, type Sh } from './step.ts';
import { reapChildren } from './waiting.ts';

/** Reads a complete command, runs it, comes back. */
export const stepInput: FrameStep = (sh, frame) => {
  const { system, process, shell } = sh;
  if (shell.interactive) tellJobs(sh);
  for (;;) {
    const newline = (frame.text ?? '').lastIndexOf('\n');
    if (newline >= 0 || frame.flag) {
      const text = frame.text ?? '';
      if (text.trim() === '' && frame.flag) break;
      if (text.trim() === '') frame.text = '';
      else if (frame.flag || complete(text)) {
        frame.text = '';
        if (frame.flag) frame.i = 1;
        runText(system, process, shell, text.replace(/\n$/, ''), '');
        return undefined;
      }
    }
    if (frame.i === 1 || frame.flag) break;
    const data = oneLine(sh);
    if (typeof data !== 'string') return data;
    if (data === '') frame.flag = true;
    else frame.text = (frame.text ?? '') + data;
  }
  pop(sh);
  return undefined;
};

/** A line at a time, so that commands can read what follows. */
function oneLine(sh: Sh): string | Wait {
  const description = sh.system.files.at(sh.process, 0);
  let line = '';
  for (;;) {
    const data = sh.system.files.read(sh.process, 0, description.k === 'session' ? 65_536 : 1);
    if (data instanceof WouldBlock) {
      if (line === '') return data.wait;
      return line;
    }
    line += data;
    if (data === '' || line.endsWith('\n') || description.k === 'session') return line;
  }
}

/** False where more lines are needed: an open quote, loop or here-document. */
export function complete(text: string): boolean {
  if (/\\\n$/.test(text)) return false;
  const trimmed = text.replace(/\n$/, '');
  if (quickParse(trimmed)) return true;
  const parsed = fullParse(text);
  if (!('error' in parsed)) return !/<<-?\s*['"]?(\w+)['"]?/.test(text) || heredocsClosed(text);
  return !parsed.error.some((line) => /unexpected end of file|unexpected EOF/.test(line));
}

function heredocsClosed(text: string): boolean {
  return [...text.matchAll(/<<-?\s*['"\\]?(\w+)['"]?/g)].every((m) => new RegExp(`\\n\\t*${m[1]}\\n`).test(text));
}

/** Finished background jobs are announced before the next prompt. */
function tellJobs(sh: Sh): void {
  reapChildren(sh);
  const { shell, process } = sh;
  for (const job of shell.jobs) {
    if (job.exit === null || job.told) continue;
    job.told = true;
    const what = job.exit === 0 ? 'Done' : `Exit ${job.exit}`;
    process.out.push([2, `[${job.id}]+  ${what.padEnd(23)} ${job.text}\n`]);
  }
  shell.jobs = shell.jobs.filter((job) => !job.told);
}
