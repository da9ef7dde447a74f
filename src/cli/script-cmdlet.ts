/** A cmdlet of the program as a stage of a script's pipeline. */
import './types.ts';
import { Binding } from '../powershell/binder/binder.ts';
import { toText, truth } from '../powershell/engine/convert.ts';
import { defaultsFor } from '../powershell/engine/default-values.ts';
import { amended, asScriptError, ErrorObject } from '../powershell/engine/errors.ts';
import { type Gen, runNow, wait } from '../powershell/engine/flow.ts';
import { Collector } from '../powershell/engine/frame.ts';
import { ABSENT, ownProperty } from '../powershell/engine/members.ts';
import { storeVariable } from '../powershell/engine/parameter-values.ts';
import type { Place, Stage } from '../powershell/engine/pipeline.ts';
import { PSObj } from '../powershell/engine/psobject.ts';
import type { ScriptBlockValue } from '../powershell/engine/script-block.ts';
import { type ErrorRecord, PSError } from '../powershell/errors.ts';
import type { CmdletDef, ParameterTable } from '../powershell/parameters.ts';
import type { Awaitable, CmdletRuntime } from '../powershell/runtime.ts';
import type { PSValue } from '../powershell/values.ts';
import type { World } from '../world.ts';
import { Cmdlet } from './cmdlet.ts';
import { lowered } from './lower.ts';
import { confirm, confirmCaption, confirmQuery } from './prompt.ts';
import type { Terminal } from './terminal.ts';

/** Real scripts call it without -Force where nobody can be asked, and are not held up. */
const neverHeldUp = new Set(['Debug-VM']);

type Said =
  | { readonly value: PSValue }
  | { readonly error: ErrorObject }
  | { readonly kind: 'warning' | 'verbose'; readonly text: string };

/** What scripts need of the program around them. */
export interface ScriptSurroundings {
  readonly terminal: Terminal;
  world(): Awaitable<World>;
}

/** Runs one cmdlet: binds, calls its body per object, sends on what it says in the order in which it said it. */
export class ScriptCmdletStage implements Stage, CmdletRuntime {
  failed = false;
  protected readonly place: Place;
  private readonly cmdlet: Cmdlet;
  protected readonly def: CmdletDef;
  protected readonly binding: Binding;
  private readonly around: ScriptSurroundings;
  private readonly outItems: PSValue[] = [];
  private readonly errors: PSValue[] = [];
  private said: Said[] = [];

  constructor(place: Place, cmdlet: Cmdlet, around: ScriptSurroundings) {
    this.place = place;
    this.cmdlet = cmdlet;
    this.around = around;
    this.def = cmdlet.definition as CmdletDef<ParameterTable>;
    try {
      this.binding = new Binding(this.def, place.planned.elements, place.expectsInput, {
        defaults: defaultsFor(this.def.name, place.frame),
      });
    } catch (e) {
      throw this.located(e);
    }
    cmdlet.runtime = this;
    cmdlet.world = () => around.world();
  }

  private get extent() {
    const { ast } = this.place.planned;
    return this.place.frame.unit.extent(ast.start, ast.end);
  }

  private located(e: unknown): unknown {
    const error = asScriptError(e);
    if (!error) return e;
    const { record } = error.error;
    amended(error.error, { activity: record.activity ?? this.def.name, extent: record.extent ?? this.extent });
    return error;
  }

  private preference(parameter: string, variable: string): string {
    const own = this.binding.value(parameter);
    return toText(own ?? this.place.frame.scope.find(variable)?.get() ?? 'Continue');
  }

  // What the body says.

  write(value: PSValue): void {
    this.said.push({ value });
  }
  writeError(record: ErrorRecord): void {
    this.failed = true;
    const error = new ErrorObject({ activity: this.def.name, extent: this.extent, ...record });
    this.errors.push(error);
    if (this.preference('ErrorAction', 'erroractionpreference') === 'Stop') throw new PSError(error.record);
    this.said.push({ error });
  }
  writeWarning(text: string): void {
    if (/^(?:SilentlyContinue|Ignore)$/.test(this.preference('WarningAction', 'warningpreference'))) return;
    this.said.push({ kind: 'warning', text });
  }
  writeVerbose(text: string): void {
    const asked = this.binding.value('Verbose');
    const wanted =
      asked !== undefined
        ? truth(asked)
        : toText(this.place.frame.scope.find('verbosepreference')?.get() ?? '') === 'Continue';
    if (wanted) this.said.push({ kind: 'verbose', text });
  }
  writeProgress(): void {}

  shouldProcess(sentence: string): boolean {
    const { scope } = this.place.frame;
    const whatIf = this.binding.value('WhatIf') ?? scope.find('whatifpreference')?.get() ?? false;
    if (truth(whatIf)) {
      this.around.terminal.out(`What if: ${sentence}\n`);
      return false;
    }
    const asked = this.binding.value('Confirm');
    const preference = toText(scope.find('confirmpreference')?.get() ?? 'High');
    const asks = asked !== undefined ? truth(asked) : this.def.confirmImpact === 'High' && preference !== 'None';
    if (!asks) {
      this.writeVerbose(sentence);
      return true;
    }
    const answer = confirm(this.def, this.around.terminal, confirmCaption, `${confirmQuery}\n${sentence}`);
    return answer === 'yes' || answer === 'yesToAll';
  }
  shouldContinue(query: string, caption: string, force: boolean): boolean {
    if (force || (!this.around.terminal.ask && neverHeldUp.has(this.def.name))) return true;
    const answer = confirm(this.def, this.around.terminal, caption, query);
    return answer === 'yes' || answer === 'yesToAll';
  }

  // The stage.

  private *work(run: () => Awaitable<void>): Gen<void> {
    try {
      yield* wait(run());
    } catch (e) {
      yield* this.drain();
      if (e instanceof PSError) this.failed = true;
      throw this.ending(this.located(e));
    }
    yield* this.drain();
  }

  /** Under -ErrorAction Stop the error ends the script; under SilentlyContinue it is not shown. */
  private ending(e: unknown): unknown {
    const error = asScriptError(e);
    if (!error) return e;
    const how = this.preference('ErrorAction', 'erroractionpreference');
    if (how === 'Stop') error.terminating = true;
    const own = this.binding.value('ErrorAction');
    if (own !== undefined && /^(?:SilentlyContinue|Ignore)$/.test(toText(own)))
      (error as { silenced?: string }).silenced = toText(own);
    return error;
  }

  private *drain(): Gen<void> {
    const { said } = this;
    this.said = [];
    const { frame, out, streams } = this.place;
    const { engine } = frame;
    const keep = this.binding.value('OutVariable') !== undefined;
    for (const one of said) {
      if ('value' in one) {
        if (keep) this.outItems.push(one.value);
        const more = out.write(one.value);
        if (more) yield* more;
      } else if ('error' in one) {
        const more = engine.writeError(one.error, frame, streams, this.binding.value('ErrorAction'));
        if (more) yield* more;
      } else yield* engine.stream(one.kind, one.text, frame, true, streams);
    }
  }

  /** What happens once before the first object. */
  protected opening(): Awaitable<void> {
    return this.cmdlet.begin(lowered(this.binding));
  }
  /** What happens per object, or once without input. */
  protected body(): Awaitable<void> {
    const { AsJob, CimSession, ...bound } = lowered(this.binding) as Readonly<Record<string, unknown>>;
    if (CimSession !== undefined) return this.throughSessions(CimSession, bound);
    if (AsJob === true && this.canBeJob) return this.asJob(bound);
    return this.cmdlet.process(bound as never, this.binding.parameterSet);
  }

  /** -CimSession: the hosts that the sessions are on. */
  private async throughSessions(sessions: unknown, bound: Readonly<Record<string, unknown>>): Promise<void> {
    const { hostsOfSessions } = await import('./cim-sessions.ts');
    const ComputerName = hostsOfSessions([sessions].flat(), this.def);
    const reached = { ...bound, ComputerName };
    if (truth(this.binding.value('AsJob') ?? false) && this.canBeJob) await this.asJob(reached);
    else await this.cmdlet.process(reached as never, this.binding.parameterSet);
  }

  /** -WhatIf is said at once, and so is that a cmdlet is not available. */
  private get canBeJob(): boolean {
    const whatIf = this.binding.value('WhatIf') ?? this.place.frame.scope.find('whatifpreference')?.get() ?? false;
    return !truth(whatIf) && this.cmdlet.process !== Cmdlet.prototype.process;
  }

  private async asJob(bound: Readonly<Record<string, unknown>>): Promise<void> {
    const { startCmdletJob } = await import('./cmdlet-job.ts');
    const { engine } = this.place.frame;
    const job = startCmdletJob({
      engine,
      cmdlet: this.cmdlet,
      def: this.def,
      bound,
      parameterSet: this.binding.parameterSet,
      extent: this.extent,
      errorAction: this.preference('ErrorAction', 'erroractionpreference'),
      asks: this,
      world: () => this.around.world(),
    });
    // Who may be asked is asked now, not in the midst of what the script does next.
    if (this.around.terminal.ask) await engine.tasks.settle();
    this.write(job.object);
  }

  /** What happens once after the last object. */
  protected closing(): Awaitable<void> {
    return this.cmdlet.end();
  }

  *begin(): Gen<void> {
    yield* this.work(() => this.opening());
  }
  process(value: PSValue): Gen<void> {
    return this.one(value);
  }
  private *one(value: PSValue): Gen<void> {
    try {
      this.binding.bindInput(value, {
        property: (v, n) => {
          const own = ownProperty(v, n);
          return own === ABSENT || (/^(?:count|length)$/i.test(n) && !(v instanceof PSObj)) ? undefined : own;
        },
        evaluate: (block, v) => this.evaluated(block as ScriptBlockValue, v),
      });
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      amended(error.error, { activity: this.def.name, extent: this.extent });
      this.failed = true;
      this.said.push({ error: error.error });
      yield* this.drain();
      return;
    }
    yield* this.work(() => this.body());
  }
  /** A script block given for a parameter of the pipeline, with `$_` as the object. */
  private evaluated(block: ScriptBlockValue, item: PSValue): PSValue {
    const { frame, streams } = this.place;
    const out = new Collector();
    runNow(frame.engine.runBlock(block, { scope: frame.scope, item, out, streams, args: [] }));
    return out.items.length === 1 ? out.items[0]! : out.items;
  }
  *alone(): Gen<void> {
    yield* this.work(() => this.body());
  }
  *end(): Gen<void> {
    yield* this.work(() => this.closing());
  }
  *clean(): Gen<void> {
    const { scope } = this.place.frame;
    for (const [parameter, items] of [
      ['OutVariable', this.outItems],
      ['ErrorVariable', this.errors],
    ] as const) {
      const name = this.binding.value(parameter);
      if (name !== undefined)
        storeVariable(scope, toText(name).replace(/^\+/, ''), toText(name).startsWith('+'), items);
    }
  }
}
