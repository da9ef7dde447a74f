/** The engine around one cmdlet of a command line: its streams, its preferences, and the questions before changes. */
import type { Binding } from '../powershell/binder/binder.ts';
import { type ErrorRecord, PSError } from '../powershell/errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { CmdletRuntime } from '../powershell/runtime.ts';
import { EnumValue, type PSValue, Switch } from '../powershell/values.ts';
import { type Answer, confirm, confirmCaption, confirmQuery, inquireChoices } from './prompt.ts';
import type { Terminal } from './terminal.ts';

/** Where what a cmdlet says goes. */
export interface Streams {
  readonly terminal: Terminal;
  write(value: PSValue): void;
  error(record: ErrorRecord): void;
  line(stream: 'warning' | 'verbose', text: string): void;
}

/** Real scripts call it without -Force where nobody can be asked, and are not held up. */
const neverHeldUp = new Set(['Debug-VM']);

/** Characters of a progress bar. */
const BAR = 40;

/** An error that ends the cmdlet because -ErrorAction Stop says so. It has not been reported yet. */
export class StoppedByPreference extends PSError {}

export class CommandLineRuntime implements CmdletRuntime {
  readonly #def: CmdletDef;
  readonly #binding: Binding;
  readonly #streams: Streams;
  #standing: Answer | undefined;
  #goOn: Answer | undefined;
  #percent: number | undefined;
  /** True once anything went wrong, also where it was not shown. */
  failed = false;

  constructor(def: CmdletDef, binding: Binding, streams: Streams) {
    this.#def = def;
    this.#binding = binding;
    this.#streams = streams;
  }

  write(value: PSValue): void {
    this.#streams.write(value);
  }

  writeError(record: ErrorRecord): void {
    this.failed = true;
    const action = this.#action('ErrorAction');
    if (action === 'SilentlyContinue' || action === 'Ignore') return;
    if (action === 'Stop') throw new StoppedByPreference(record);
    if (action === 'Inquire') this.#inquire(record.message);
    this.#streams.error(record);
  }

  writeWarning(text: string): void {
    const action = this.#action('WarningAction');
    if (action === 'SilentlyContinue' || action === 'Ignore') return;
    this.#streams.line('warning', text);
    if (action === 'Stop')
      throw this.#stopped(`the preference variable "WarningPreference" or common parameter is set to Stop: ${text}`);
    if (action === 'Inquire') this.#inquire(text);
  }

  writeVerbose(text: string): void {
    if (this.#switch('Verbose')) this.#streams.line('verbose', text);
  }

  /** A bar on a terminal; progress has no place in other output. All done: the bar goes. */
  writeProgress(activity: string, _status: string, share: number | null): void {
    const { progress } = this.#streams.terminal;
    if (!progress || share === null) return;
    const percent = Math.floor(share * 100);
    if (percent === this.#percent) return;
    this.#percent = percent;
    const filled = Math.floor((percent * BAR) / 100);
    progress(percent >= 100 ? '' : `${activity} [${'#'.repeat(filled).padEnd(BAR, '.')}] ${percent} %`);
  }

  shouldProcess(sentence: string): boolean {
    if (this.#switch('WhatIf')) {
      this.#streams.terminal.out(`What if: ${sentence}\n`);
      return false;
    }
    const asks = this.#switch('Confirm') ?? this.#def.confirmImpact === 'High';
    if (asks) return this.#ask(confirmCaption, `${confirmQuery}\n${sentence}`);
    this.writeVerbose(sentence);
    return true;
  }

  shouldContinue(query: string, caption: string, force: boolean): boolean {
    if (force) return true;
    if (!this.#streams.terminal.ask && neverHeldUp.has(this.#def.name)) return true;
    return this.#ask(caption, query);
  }

  #ask(caption: string, query: string): boolean {
    const answer = this.#standing ?? confirm(this.#def, this.#streams.terminal, caption, query);
    if (answer === 'yesToAll' || answer === 'noToAll') this.#standing = answer;
    return answer === 'yes' || answer === 'yesToAll';
  }

  #inquire(text: string): void {
    const answer = this.#goOn ?? confirm(this.#def, this.#streams.terminal, confirmCaption, text, inquireChoices);
    if (answer === 'yesToAll') this.#goOn = answer;
    if (answer === 'halt') throw this.#stopped(`the user selected the Stop option: ${text}`);
  }

  #stopped(why: string): PSError {
    return new PSError({
      id: 'ActionPreferenceStop',
      className: this.#def.className,
      category: 'OperationStopped',
      exceptionType: 'System.Management.Automation.ActionPreferenceStopException',
      activity: this.#def.name,
      message: `The running command stopped because ${why}`,
    });
  }

  #switch(name: string): boolean | undefined {
    const value = this.#binding.value(name);
    return value instanceof Switch ? value.isPresent : undefined;
  }

  #action(name: string): string {
    const value = this.#binding.value(name);
    return value instanceof EnumValue ? value.text : 'Continue';
  }
}
