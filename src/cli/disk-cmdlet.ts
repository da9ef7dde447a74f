/** What the cmdlets that work long on disk files share: progress, Ctrl-C, and the object of the result. */
import { readDisk } from '../disk-work.ts';
import { diskObject } from '../objects/disk-object.ts';
import type { VmPlace } from '../objects/live-vm.ts';
import type { ParameterTable } from '../powershell/parameters.ts';
import type { WorkOptions } from '../vhd/index.ts';
import { VmCmdlet } from './vm-cmdlet.ts';

export abstract class DiskCmdlet<T extends ParameterTable = ParameterTable> extends VmCmdlet<T> {
  readonly #stop = new AbortController();

  /** Ctrl-C, or an early end of the pipeline. */
  stop(): void {
    this.#stop.abort();
  }

  /** Runs long work: its progress is shown, Ctrl-C ends it in order. */
  protected async long<R>(path: string, work: (options: WorkOptions) => Promise<R>): Promise<R> {
    const { name } = this.definition;
    const interrupted = () => this.stop();
    process.once('SIGINT', interrupted);
    try {
      return await work({
        signal: this.#stop.signal,
        onProgress: ({ done, total }) => this.runtime.writeProgress(name, path, total > 0 ? done / total : null),
      });
    } finally {
      this.runtime.writeProgress(name, path, 1);
      process.off('SIGINT', interrupted);
    }
  }

  /** The disk in a file as an object of the pipeline. */
  protected async emitDisk({ world, hostId, computerName, lacks }: VmPlace, wanted: string): Promise<void> {
    const { path, facts, ...held } = await readDisk(world, hostId, wanted);
    this.runtime.write(diskObject(facts, { computerName, lacks, path: path.shown, ...held }));
  }
}
