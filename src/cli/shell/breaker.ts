/** Ctrl-C while something runs: stops that, and nothing else. */
import { Script } from 'node:vm';
import type { Breaker } from '../../powershell/engine/flow.ts';
import { PipelineStopped } from '../../powershell/engine/frame.ts';

const KEY = '__hyperv_step';

/**
 * What computes is run under node's watch for SIGINT, which ends it wherever it is; what waits is told, so that its clean-up
 * runs.
 */
export class InterruptBreaker implements Breaker {
  private readonly script = new Script(`globalThis.${KEY}()`);

  private asked = false;
  private stop: (() => void) | null = null;
  private readonly heard = (): void => {
    this.asked = true;
    this.stop?.();
  };

  step<T>(work: () => T): T {
    const globals = globalThis as unknown as Record<string, unknown>;
    const outer = globals[KEY];
    globals[KEY] = work;
    try {
      return this.script.runInThisContext({ breakOnSigint: true, displayErrors: false }) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw new PipelineStopped();
      throw error;
    } finally {
      globals[KEY] = outer;
    }
  }

  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.stop = () => {
        // Once: the clean-up that follows may wait too.
        this.asked = false;
        this.stop = null;
        reject(new PipelineStopped());
      };
      if (this.asked) this.stop();
      promise.then(resolve, reject);
    });
  }

  /** Before a command: what was asked before is forgotten. */
  begin(): void {
    this.asked = false;
    this.stop = null;
  }

  /** From now on Ctrl-C is for what runs, not for the process. */
  listen(): void {
    process.on('SIGINT', this.heard);
  }
  close(): void {
    process.off('SIGINT', this.heard);
  }
}
