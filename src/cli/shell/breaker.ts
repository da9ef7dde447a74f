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
      const interrupted = (): void => reject(new PipelineStopped());
      process.once('SIGINT', interrupted);
      promise.then(resolve, reject).finally(() => process.off('SIGINT', interrupted));
    });
  }
}
