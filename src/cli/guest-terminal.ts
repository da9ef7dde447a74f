/** The interactive shell's terminal: line editing and history by node:readline, Ctrl-C for the running command only. */
import { createInterface } from 'node:readline';
import type { GuestLook } from './guest-session.ts';

/** Runs until the shell ends; gives its exit code. */
export async function interactiveShell(look: GuestLook): Promise<number> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout, historySize: 1000 });
  let stop: (() => void) | undefined;
  let answer: ((line: string | null) => void) | undefined;
  const waiting: string[] = [];
  let closed = false;
  terminal.on('line', (line) => {
    if (answer) {
      const give = answer;
      answer = undefined;
      give(line);
    } else waiting.push(line);
  });
  terminal.on('close', () => {
    closed = true;
    answer?.(null);
    stop?.();
  });
  terminal.on('SIGINT', () => {
    if (!answer) {
      process.stdout.write('^C\n');
      stop?.();
      return;
    }
    // At the prompt: the line is given up.
    process.stdout.write('^C\n');
    const give = answer;
    answer = undefined;
    give('');
  });
  try {
    return await look.interact(
      (prompt) => {
        stop = undefined;
        if (waiting.length > 0) return Promise.resolve(waiting.shift() as string);
        if (closed) return Promise.resolve(null);
        return new Promise((give) => {
          answer = give;
          terminal.setPrompt(prompt);
          terminal.prompt();
        });
      },
      (interrupt) => {
        stop = interrupt;
      },
    );
  } finally {
    terminal.close();
  }
}
