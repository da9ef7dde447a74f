/**
 * `-AsJob` on a plain command line. As when PowerShell is started for one such line: the job is shown, the host has its request,
 * and the process ends. What a host does goes on by itself afterwards; work on disk files is done by this process, which
 * stays until it is finished.
 */
import type { CommandElement } from '../powershell/binder/elements.ts';
import { type ScriptOptions, scriptSession } from './run-script.ts';

export function runLineAsJob(
  name: string,
  elements: readonly CommandElement[],
  options: ScriptOptions,
): Promise<number> {
  return scriptSession(options).runWords(name, elements);
}
