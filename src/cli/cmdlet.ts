/**
 * The base of every cmdlet: one class that is the oclif command, the pipeline stage, and the holder of the declaration from
 * which help, completion and the manifest are made. oclif's own parser is never used: it rejects PowerShell's syntax.
 */
import { Command } from '@oclif/core/command';
import type { Bound, CmdletDef, ParameterTable } from '../powershell/parameters.ts';
import type { Awaitable, CmdletRuntime } from '../powershell/runtime.ts';
import type { World } from '../world.ts';
import { notAvailable } from './errors.ts';
import { runFromArgv } from './run-cmdlet.ts';

/** A cmdlet. Subclasses override `process`, and `begin` and `end` where they need them. */
export abstract class Cmdlet<T extends ParameterTable = ParameterTable> extends Command {
  static override strict = false;
  static readonly definition: CmdletDef;

  /** Set by the engine before `begin`. */
  runtime!: CmdletRuntime;

  /** The lab's world, opened at its first use. Set by the engine before `begin`. */
  world!: () => Awaitable<World>;

  get definition(): CmdletDef<T> {
    return (this.constructor as unknown as { definition: CmdletDef<T> }).definition;
  }

  begin(_bound: Bound<T>): Awaitable<void> {}

  /** Called once per pipeline input, or once. A declared cmdlet without behaviour says so. */
  process(_bound: Bound<T>, _parameterSet: string): Awaitable<void> {
    throw notAvailable(this.definition);
  }

  end(): Awaitable<void> {}

  /** oclif's own would load its help code, and later warn that its parser was not used. */
  protected override async init(): Promise<void> {
    (this as unknown as { parsed: boolean }).parsed = true;
  }

  /** Failures are reported by the engine and by `main`. */
  protected override async catch(error: Error): Promise<void> {
    throw error;
  }

  override async run(): Promise<void> {
    await runFromArgv(this, this.argv);
  }
}
