/**
 * Lines and scripts, explained: the language runs as it always does, but a cmdlet only binds. Nothing in the world changes,
 * no file is written and no program is started.
 */
import type { Binding } from '../powershell/binder/binder.ts';
import type { Parameter } from '../powershell/binder/metadata.ts';
import { BlockStage } from '../powershell/engine/block-stage.ts';
import { type Builtin, BuiltinStage } from '../powershell/engine/builtin.ts';
import { Engine } from '../powershell/engine/engine.ts';
import { asScriptError } from '../powershell/engine/errors.ts';
import { type Gen, run } from '../powershell/engine/flow.ts';
import { ExitError, FlowError, HOST_STREAMS, nowhere } from '../powershell/engine/frame.ts';
import type { Place, Stage } from '../powershell/engine/pipeline.ts';
import { Scope } from '../powershell/engine/scope.ts';
import type { ScriptBlockValue } from '../powershell/engine/script-block.ts';
import type { ErrorRecord } from '../powershell/errors.ts';
import { type Ast, type Command, childrenOf } from '../powershell/language/ast.ts';
import { type ParseResult, parse } from '../powershell/language/parser.ts';
import type { ParseError } from '../powershell/language/syntax-errors.ts';
import type { CmdletDef } from '../powershell/parameters.ts';
import type { PSValue } from '../powershell/values.ts';
import type { Cmdlet } from './cmdlet.ts';
import { findCmdlet } from './cmdlets.ts';
import { shouldProcess } from './explain.ts';
import { standIn } from './explain-stand-ins.ts';
import { scriptSession } from './run-script.ts';
import { ScriptCmdletStage, type ScriptSurroundings } from './script-cmdlet.ts';
import type { Terminal } from './terminal.ts';

/** A parameter that was bound: to what, and how. */
export interface BoundParameter {
  readonly parameter: Parameter;
  readonly value: PSValue;
  readonly how: 'name' | 'position' | 'pipeline' | undefined;
}

/** A command that was bound, once or for one object of the pipeline. */
export interface BoundCommand {
  readonly kind: 'bound';
  readonly def: CmdletDef;
  readonly set: string;
  /** All that MyInvocation.BoundParameters has. */
  readonly bound: readonly BoundParameter[];
  readonly should: 'whatif' | 'prompt' | undefined;
  /** True for the program's cmdlets, false for the language's own commands. */
  readonly cmdlet: boolean;
  /** True where it waits for objects of the pipeline, and none came. */
  readonly waits: boolean;
  readonly ast: Command;
}

/** Something that a line came to. */
export type Event =
  | BoundCommand
  | { readonly kind: 'called'; readonly what: 'function' | 'program'; readonly name: string; readonly ast: Command }
  | { readonly kind: 'error'; readonly record: ErrorRecord; readonly terminating: boolean }
  | { readonly kind: 'syntax'; readonly errors: readonly ParseError[] }
  | { readonly kind: 'output'; readonly value: PSValue };

/** A line or script, explained. */
export interface Explanation {
  readonly text: string;
  readonly tree: ParseResult;
  /** What happened, in order. */
  readonly events: readonly Event[];
  /** Commands that nothing reached: in branches not taken, functions not called, after an error. */
  readonly unreached: readonly Command[];
}

const NOTHING: Terminal = { out: () => undefined, err: () => undefined, hints: false, color: false };

/** Commands that read or change nothing outside the session: they run as ever, so that what follows them is right. */
const HARMLESS = new Set(
  `ForEach-Object Where-Object Select-Object Sort-Object Group-Object Measure-Object Compare-Object Get-Unique Tee-Object
  Write-Output Out-Null Out-String Select-String New-Object Add-Member Get-Member Get-Random Get-Date New-TimeSpan New-Guid
  ConvertTo-Json ConvertFrom-Json ConvertTo-Csv ConvertFrom-Csv ConvertTo-Xml ConvertTo-Html ConvertFrom-StringData
  ConvertTo-SecureString ConvertFrom-SecureString Get-Variable Set-Variable New-Variable Clear-Variable Remove-Variable
  Get-Alias Set-Alias New-Alias Get-Command Set-StrictMode Join-Path Split-Path Invoke-Expression Get-Credential Join-String
  Get-Location Get-Culture Write-Error New-Module Export-ModuleMember Invoke-Command`
    .toLowerCase()
    .split(/\s+/),
);

/** A session that explains. */
export class Explainer {
  private readonly engine: Engine;
  private events: Event[] = [];
  private readonly seen = new Set<Command>();
  private readonly waiting = new Map<ExplainStage, BoundCommand>();

  constructor(around: { readonly environment?: Readonly<Record<string, string>> } = {}) {
    const terminal = NOTHING;
    const refuse = (): never => {
      throw new Error('An explanation opens no lab.');
    };
    const session = scriptSession({ terminal, world: refuse, ...around });
    const { engine } = session;
    this.engine = engine;
    // Every call is looked at: there are no short ways.
    engine.strictSeen = true;
    engine.host.error = (record) => {
      this.events.push({ kind: 'error', record, terminating: false });
    };
    engine.host.stream = () => undefined;
    engine.openRedirect = () => ({ sink: nowhere, close: () => undefined });
    for (const [key, builtin] of engine.builtins) if (!HARMLESS.has(key)) engine.builtins.set(key, inert(builtin));
    engine.sources.unshift((name) =>
      findCmdlet(name.replace(/^hyper-v\\/i, '')).then((def) => (def ? (place) => this.cmdlet(place, def) : null)),
    );
    engine.native = (place, _path, name) => {
      this.events.push({ kind: 'called', what: 'program', name, ast: place.planned.ast });
      return new EmptyStage();
    };
    engine.stage = (place) => this.stage(place);
  }

  /** Explains a text: one line, or a script. Each has a scope of its own. */
  async explain(text: string): Promise<Explanation> {
    this.events = [];
    this.seen.clear();
    this.waiting.clear();
    const tree = parse(text);
    const all = commandsOf(tree.ast);
    if (tree.errors.length > 0)
      return { text, tree, events: [{ kind: 'syntax', errors: tree.errors }], unreached: all };
    const { engine } = this;
    const scope = new Scope(engine.global);
    for (const [name, value] of standIns(tree.ast)) scope.local(name).value = value;
    try {
      const block: ScriptBlockValue = engine.scriptBlock(text, undefined);
      this.seen.clear();
      const commands = commandsOf(block.ast);
      const out = {
        write: (value: PSValue) => {
          this.events.push({ kind: 'output', value });
          return undefined;
        },
      };
      await this.guard(engine.runBlock(block, { scope, out, streams: HOST_STREAMS, args: [] }));
      for (const [, bound] of this.waiting) this.events.push(bound);
      return { text, tree, events: this.events, unreached: commands.filter((c) => !this.seen.has(c)) };
    } finally {
      engine.errorList.items.length = 0;
      engine.ok = true;
    }
  }

  private async guard(gen: Gen<void>): Promise<void> {
    try {
      await run(gen);
    } catch (e) {
      if (e instanceof ExitError || e instanceof FlowError) return;
      const error = asScriptError(e);
      if (!error) throw e;
      const { record } = error.error;
      this.events.push({ kind: 'error', record: { ...record, message: error.error.text }, terminating: true });
    }
  }

  private *stage(place: Place): Gen<Stage> {
    this.seen.add(place.planned.ast);
    const stage = yield* Engine.prototype.stage.call(this.engine, place);
    if (stage instanceof BlockStage && stage.name !== '')
      this.events.push({ kind: 'called', what: 'function', name: stage.name, ast: place.planned.ast });
    if (stage instanceof BuiltinStage) this.note(place, stage.context.def, stage.binding, false);
    return stage;
  }

  private cmdlet(place: Place, def: CmdletDef): Stage {
    const around: ScriptSurroundings = {
      terminal: NOTHING,
      world: () => {
        throw new Error('An explanation opens no lab.');
      },
    };
    const stage = new ExplainStage(place, { definition: def } as unknown as Cmdlet, around, (binding) => {
      this.waiting.delete(stage);
      this.note(place, def, binding, true);
    });
    if (place.expectsInput) this.waiting.set(stage, this.describe(place, def, stage.boundSoFar, true, true));
    return stage;
  }

  private note(place: Place, def: CmdletDef, binding: Binding, cmdlet: boolean): void {
    this.events.push(this.describe(place, def, binding, cmdlet, false));
  }

  private describe(place: Place, def: CmdletDef, binding: Binding, cmdlet: boolean, waits: boolean): BoundCommand {
    const { scope } = place.frame;
    return {
      kind: 'bound',
      def,
      set: binding.parameterSet,
      bound: [...binding.everBound].map(([parameter, value]) => ({ parameter, value, how: binding.how(parameter) })),
      should: shouldProcess(def, binding, (name) => scope.find(name)?.get()),
      cmdlet,
      waits,
      ast: place.planned.ast,
    };
  }
}

/** A cmdlet that is bound and then does nothing. */
class ExplainStage extends ScriptCmdletStage {
  private readonly notice: (binding: Binding) => void;
  constructor(place: Place, cmdlet: Cmdlet, around: ScriptSurroundings, notice: (binding: Binding) => void) {
    super(place, cmdlet, around);
    this.notice = notice;
  }
  get boundSoFar(): Binding {
    return this.binding;
  }
  protected override opening(): void {}
  protected override body(): void {
    this.notice(this.binding);
  }
  protected override closing(): void {}
}

/** A command that takes everything and gives nothing. */
class EmptyStage implements Stage {
  failed = false;
  *begin(): Gen<void> {}
  process(): undefined {
    return undefined;
  }
  *alone(): Gen<void> {}
  *end(): Gen<void> {}
  *clean(): Gen<void> {}
}

/** A command of the language without its work. */
function inert(builtin: Builtin): Builtin {
  return { ...builtin, make: () => ({}) };
}

function commandsOf(root: Ast): Command[] {
  const found: Command[] = [];
  const visit = (node: Ast): void => {
    if (node.kind === 'Command') found.push(node);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  return found.sort((a, b) => a.start - b.start);
}

/** Objects for variables that are named for a class: `$vm1` stands for a machine, `$VMSwitch2` for a switch. */
function standIns(root: Ast): Map<string, PSValue> {
  const found = new Map<string, PSValue>();
  const visit = (node: Ast): void => {
    if (node.kind === 'VariableExpression' && !found.has(node.name)) {
      const value = standIn(node.name);
      if (value) found.set(node.name, value);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(root);
  return found;
}
