/** Runs one cmdlet in this process and hands back what it printed: `await runCmdlet('Get-VM web*', { world })`. */

import { Cmdlet } from '../../src/cli/cmdlet.ts';
import { commandNames } from '../../src/cli/command-index.ts';
import { loadCommand } from '../../src/cli/load-command.ts';
import { plainConfig } from '../../src/cli/main.ts';
import { execute, executeElements } from '../../src/cli/run-cmdlet.ts';
import { readCommandLine } from '../../src/powershell/binder/reader.ts';
import type { World } from '../../src/world.ts';

export interface RunSettings {
  /** The lab that the cmdlet works on. A cmdlet that asks for one without getting it fails. */
  readonly world?: World;
  /** Answers to its questions, in order. Absent: nobody can be asked. */
  readonly answers?: readonly string[];
  readonly columns?: number;
  readonly color?: boolean;
  /** True to see hints too. */
  readonly hints?: boolean;
  readonly dialect?: '7' | '5.1';
}

export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** The questions that were asked. */
  readonly asked: readonly string[];
  /** The bars that were shown, one in place of the other; empty: none any more. */
  readonly progress: readonly string[];
}

/**
 * Runs `line`: a text is read by PowerShell's rules (one cmdlet, plain arguments), a list of words as the command line reads
 * what a shell hands over.
 */
export async function runCmdlet(line: string | readonly string[], settings: RunSettings = {}): Promise<RunResult> {
  const { world, answers, columns, color = false, hints = false, dialect } = settings;
  let stdout = '';
  let stderr = '';
  const asked: string[] = [];
  const progress: string[] = [];
  const left = [...(answers ?? [])];
  const terminal = {
    out(text: string) {
      stdout += text;
    },
    err(text: string) {
      stderr += text;
    },
    ask: answers && ask,
    columns,
    color,
    hints,
    progress: (bar: string) => void progress.push(bar),
  };
  function ask(prompt: string): string {
    asked.push(prompt);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`No answer is left for: ${prompt}`);
    return answer;
  }
  const command = typeof line === 'string' ? readCommandLine(line) : undefined;
  const word = command?.name ?? line[0] ?? '';
  const name = commandNames.find((n) => n.toLowerCase() === word.toLowerCase());
  if (!name) throw new Error(`There is no cmdlet '${word}'.`);
  const Class = (await loadCommand(name)) as unknown as new (argv: string[], config: never) => Cmdlet;
  const cmdlet = new Class([], plainConfig());
  if (!(cmdlet instanceof Cmdlet)) throw new Error(`'${name}' is not a cmdlet.`);
  cmdlet.world = () => {
    if (!world) throw new Error(`${name} asked for a world, and the test gave none.`);
    return world;
  };
  const exitCode = command
    ? await executeElements(cmdlet, command.elements, { terminal, dialect })
    : await execute(cmdlet, line.slice(1) as readonly string[], { terminal, dialect });
  return { stdout, stderr, exitCode, asked, progress };
}
