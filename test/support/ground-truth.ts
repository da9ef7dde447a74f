/** Reading the captures of real kernels in `test/fixtures/ground-truth`, and comparing without what no two boots share. */
import { readFileSync } from 'node:fs';
import type { MapEntry, MemoryKind } from '../../src/guest/kernel/e820.ts';

export function capture(name: string): string {
  return readFileSync(new URL(`../fixtures/ground-truth/${name}`, import.meta.url), 'utf8');
}

/** The part between two markers, without them. */
export function between(text: string, from: string, to: string): string {
  const start = text.indexOf(from);
  if (start < 0) throw new Error(`no ${from}`);
  const begin = text.indexOf('\n', start) + 1;
  const end = text.indexOf(to, begin);
  return text.slice(begin, end < 0 ? undefined : end);
}

/** Kernel lines without time stamps; cuts and everything else are left out. */
export function kernelLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => /^\[ *\d+\.\d{6}\] /.test(line))
    .map((line) => line.replace(/^\[ *\d+\.\d{6}\] /, ''));
}

/** The map that `BIOS-e820:` lines describe. */
export function parseMap(lines: readonly string[]): MapEntry[] {
  return lines.flatMap((line) => {
    const match = /^BIOS-e820: \[mem 0x([0-9a-f]+)-0x([0-9a-f]+)\] (.+)$/.exec(line);
    if (!match) return [];
    const [, start = '', last = '', kind = ''] = match;
    return [{ start: Number.parseInt(start, 16), end: Number.parseInt(last, 16) + 1, kind: kind as MemoryKind }];
  });
}

/** A difference that is meant: lines of the capture that match it have no counterpart, and why. */
export type Difference = readonly [pattern: RegExp, reason: string];

/**
 * Looks for every line of the capture in the simulated output, in its order. Gives the lines that are missing or out of
 * order and are not explained, and the explanations that explained nothing.
 */
export function unexplained(
  captured: readonly string[],
  simulated: readonly string[],
  differences: readonly Difference[],
): { missing: string[]; unused: string[] } {
  const used = new Set<Difference>();
  const missing: string[] = [];
  let place = 0;
  for (const line of captured) {
    const difference = differences.find(([pattern]) => pattern.test(line));
    if (difference) {
      used.add(difference);
      continue;
    }
    const found = simulated.indexOf(line, place);
    if (found < 0) missing.push(line);
    else place = found + 1;
  }
  return {
    missing,
    unused: differences.filter((difference) => !used.has(difference)).map(([pattern]) => String(pattern)),
  };
}

/** Value of a field in a captured or simulated /proc/meminfo. */
export function field(meminfo: string, name: string): number {
  const match = new RegExp(`^${name.replace(/[()]/g, '\\$&')}: +(\\d+)`, 'm').exec(meminfo);
  if (!match) throw new Error(`no ${name}`);
  return Number(match[1]);
}
