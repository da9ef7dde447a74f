/** Processes of the machine, for locks. */
import { readFileSync } from 'node:fs';
import type { Processes } from './lock.ts';

/** Field 22 of `/proc/PID/stat` (proc(5)): start in clock ticks since boot. Empty where there is no such file. */
function startOf(process: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** This machine's processes. */
export const nodeProcesses: Processes = {
  self: { process: process.pid, started: startOf(process.pid) ?? '' },
  alive: (pid, started) => exists(pid) && (started === '' || (startOf(pid) ?? started) === started),
};
