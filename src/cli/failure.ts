/** What comes out of a command that no cmdlet has turned into an error record. */
import { writeText } from './streams.ts';

/** Prints it on stderr and sets the exit code: one line for what a person can mend, all there is for a bug. */
export async function reportFailure(error: unknown): Promise<void> {
  process.exitCode = 1;
  if (isPipeClosed(error)) return;
  const written = (error as NodeJS.ErrnoException).code;
  if (written !== undefined && unwritable[written] && (error as NodeJS.ErrnoException).syscall === 'write') {
    writeText(2, `hyperv: The output could not be written: ${unwritable[written]}.\n`);
    return;
  }
  const { advice } = error as { advice?: unknown };
  if (error instanceof Error && typeof advice === 'string') {
    writeText(2, `hyperv: ${error.message} ${advice}\n`);
    return;
  }
  const { exit, message } = error as { exit?: unknown; message?: string };
  if (typeof exit === 'number') {
    // A command that ended itself with a message of its own (see CommandFailure).
    process.exitCode = exit;
    if (message) writeText(2, `hyperv: ${message}\n`);
    return;
  }
  writeText(2, `hyperv met a bug of its own: ${(error as Error)?.stack ?? String(error)}\n`);
}

const unwritable: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left where it goes',
  EBADF: 'it is closed',
  EIO: 'an input/output error',
};

const isPipeClosed = (error: unknown) => (error as NodeJS.ErrnoException)?.code === 'EPIPE';

/** Ends a command of ours (lab, guest, explain …) with a message for the person and an exit code. */
export class CommandFailure extends Error {
  readonly exit: number;
  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}
