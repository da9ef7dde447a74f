/** The interactive session: prompt, line, run, again. */
import { dirname, join } from 'node:path';
import { labsFolder } from '../../lab/settings.ts';
import { edition } from '../../powershell/edition.ts';
import { breaker } from '../../powershell/engine/flow.ts';
import type { Session } from '../../powershell/shell/session.ts';
import { InterruptBreaker } from './breaker.ts';
import { ScriptCompleter } from './complete-script.ts';
import { History } from './history.ts';
import { type Reader, TerminalReader } from './read-line.ts';

export interface InteractiveOptions {
  readonly noLogo: boolean;
  /** Names of the lab's machines, for completion. */
  readonly machines?: () => Promise<readonly string[]>;
}

/** Runs until `exit` or the end of input; answers the exit code. */
export async function interactiveSession(session: Session, options: InteractiveOptions): Promise<number> {
  const { host } = session.engine;
  const history = new History(join(dirname(labsFolder()), 'shell-history.txt'));
  const completer = new ScriptCompleter(session, options.machines ?? (async () => []));
  const reader: Reader = new TerminalReader({
    history: history.entries,
    incomplete: (text) => session.isIncomplete(text),
    color: !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    complete: (text, cursor) => completer.complete(text, cursor),
  });
  const interrupts = new InterruptBreaker();
  interrupts.listen();
  breaker.current = interrupts;
  if (!options.noLogo) host.out(edition.current.banner);
  try {
    for (;;) {
      const prompt = await session.prompt();
      // Jobs go on while the person thinks.
      const text = await session.engine.tasks.idle(reader.read(prompt));
      if (text === null) return 0;
      if (text.trim() === '') continue;
      history.add(text);
      interrupts.begin();
      const code = await session.runInteractively(text);
      host.flush?.();
      if (session.exited) return code;
    }
  } finally {
    breaker.current = null;
    interrupts.close();
  }
}
