/**
 * What a running cmdlet may ask of the engine around it: the streams, confirmation, and nothing else. The command line gives
 * one implementation, a pipeline of the language another; a cmdlet cannot tell them apart.
 */
import type { ErrorRecord } from './errors.ts';
import type { Bound, CmdletDef, ParameterTable } from './parameters.ts';
import type { PSValue } from './values.ts';

/** A value now, or after a wait. */
export type Awaitable<T> = T | Promise<T>;

/** The engine as a cmdlet sees it. */
export interface CmdletRuntime {
  /** Sends one object down the pipeline. A list is sent as one object; see `writeAll`. */
  write(value: PSValue): void;
  /** Reports a non-terminating error. Throws where -ErrorAction Stop makes it terminating. */
  writeError(record: ErrorRecord): void;
  writeWarning(text: string): void;
  writeVerbose(text: string): void;
  /** Share done (0 to 1, or null where unknown) of a long task. */
  writeProgress(activity: string, status: string, share: number | null): void;
  /**
   * May the change described by `sentence` be made? Answers false after printing it under -WhatIf; asks under -Confirm or
   * where the impact is High; true at once otherwise.
   */
  shouldProcess(sentence: string): Awaitable<boolean>;
  /** Asks a question of its own, as ShouldContinue does. True at once under `force`. */
  shouldContinue(query: string, caption: string, force: boolean): Awaitable<boolean>;
}

/** The body of a cmdlet, called as PowerShell calls a compiled one: begin, process per input object, end. */
export interface CmdletBody<T extends ParameterTable = ParameterTable> {
  begin?(bound: Bound<T>): Awaitable<void>;
  process(bound: Bound<T>, parameterSet: string): Awaitable<void>;
  end?(): Awaitable<void>;
  /** Ctrl-C or an early end of the pipeline. */
  stop?(): void;
}

/** A cmdlet as the engine's command table holds it. */
export interface CmdletEntry {
  readonly def: CmdletDef;
  /** Loads and makes the body, bound to this runtime. */
  create(runtime: CmdletRuntime): Awaitable<CmdletBody>;
}
