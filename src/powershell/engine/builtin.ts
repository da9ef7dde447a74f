/** Commands of our own: their declaration, their running form, and what they may ask of the engine. */
import { Binding } from '../binder/binder.ts';
import type { CommandElement } from '../binder/elements.ts';
import { edition } from '../edition.ts';
import type { ErrorCategory, ErrorRecord, Extent } from '../errors.ts';
import type { CmdletDef, InSet, ParameterDef, Validation } from '../parameters.ts';
import { type PSValue, type ScriptBlock, Switch, unwrap } from '../values.ts';
import { enumerable } from './collections.ts';
import { toText, truth } from './convert.ts';
import { defaultsFor } from './default-values.ts';
import type { Engine } from './engine.ts';
import { amended, asScriptError, ErrorObject, ScriptError } from './errors.ts';
import { type Gen, runNow } from './flow.ts';
import { Collector, type Frame, type Sink, StopUpstream, type Streams } from './frame.ts';
import { ABSENT, ownProperty } from './members.ts';
import { storeVariable } from './parameter-values.ts';
import type { Place, Stage } from './pipeline.ts';
import { PSObj } from './psobject.ts';
import type { ScriptBlockValue } from './script-block.ts';

/** What a command does. */
export interface Body {
  begin?(): Gen<void>;
  /** Called per input object, or once without input. */
  process?(input: PSValue | undefined): Gen<void>;
  end?(): Gen<void>;
}

/** A command of our own. */
export interface Builtin {
  readonly def: CmdletDef;
  /** Takes all words that no other parameter takes. */
  readonly rest: string | null;
  /** True where objects go to the body as they are, without binding each. */
  readonly raw: boolean;
  make(c: Context): Body;
}

/** A command that is loaded when it is first asked for. */
export interface LateBuiltin {
  readonly name: string;
  load(): Builtin;
}

/** Commands of our own by their names in any case. */
export class BuiltinTable {
  readonly #commands: Map<string, Builtin | LateBuiltin>;
  constructor(list: Iterable<Builtin | LateBuiltin>) {
    this.#commands = new Map();
    for (const entry of list) this.#commands.set(('load' in entry ? entry.name : entry.def.name).toLowerCase(), entry);
  }
  get(name: string): Builtin | undefined {
    const key = name.toLowerCase();
    const entry = this.#commands.get(key);
    if (entry === undefined || !('load' in entry)) return entry;
    const loaded = entry.load();
    this.#commands.set(key, loaded);
    return loaded;
  }
  has(name: string): boolean {
    return this.#commands.has(name.toLowerCase());
  }
  set(name: string, command: Builtin): void {
    this.#commands.set(name.toLowerCase(), command);
  }
  /** Names in lower case with their commands. */
  *[Symbol.iterator](): Generator<readonly [string, Builtin]> {
    for (const name of [...this.#commands.keys()]) yield [name, this.get(name)!];
  }
  *values(): Generator<Builtin> {
    for (const [, command] of this) yield command;
  }
}

/**
 * A parameter in short: `Name|Alias:type@0!<` — position after `@`, `!` mandatory, `<` from the pipeline by value, `<.` by
 * property name, `<*` by either, `{a,b}` the set of allowed values.
 */
export function parameters(specs: string): Record<string, ParameterDef> {
  const table: Record<string, ParameterDef> = {};
  for (const spec of specs.trim().split(/\s+/)) {
    if (spec === '') continue;
    const m = /^([\w|]+)(?::([\w[\].?]+))?(?:\{([^}]*)\})?(?:@(\d+))?(!)?(<[.*]?)?$/.exec(spec);
    if (!m) throw new Error(`bad parameter ${spec}`);
    const [name, ...aliases] = m[1]!.split('|');
    const facts: InSet = {
      ...(m[5] && { mandatory: true as const }),
      ...(m[4] !== undefined && { position: Number(m[4]) }),
      ...(m[6] && {
        pipeline:
          m[6] === '<' ? ('value' as const) : m[6] === '<.' ? ('property' as const) : ('value+property' as const),
      }),
    };
    const validate: Validation[] = m[3] !== undefined ? [{ set: m[3].split(',') }] : [];
    table[name!] = {
      type: (m[2] ?? 'switch').replace('?', ''),
      ...(m[2]?.endsWith('?') && { nullable: true as const }),
      sets: { '(All)': facts },
      aliases,
      ...(m[5] && !/^(?:Literal)?Path$/.test(name!)
        ? { validate: [...validate, 'AllowNull' as const, 'AllowEmptyString' as const] }
        : { validate }),
    };
  }
  return hasPathSets(table) ? withPathSets(table) : table;
}

/** A path with wildcards or one without: never both. */
const hasPathSets = (table: Readonly<Record<string, ParameterDef>>): boolean =>
  table['Path'] !== undefined && table['LiteralPath'] !== undefined;

function withPathSets(table: Record<string, ParameterDef>): Record<string, ParameterDef> {
  for (const name of ['Path', 'LiteralPath']) {
    const p = table[name]!;
    table[name] = {
      ...p,
      sets: { [name]: { ...p.sets?.['(All)'], ...(name === 'LiteralPath' && { mandatory: true as const }) } },
    };
  }
  return table;
}

const SPACE = 'Microsoft.PowerShell.Commands.';

/** Declares a command. */
export function command(
  name: string,
  specs: string,
  make: (c: Context) => Body,
  options: {
    raw?: boolean;
    rest?: string;
    confirm?: 'Low' | 'Medium' | 'High';
    summary?: string;
    className?: string;
  } = {},
): Builtin {
  let table: CmdletDef['parameters'] | undefined;
  return {
    def: {
      name,
      summary: options.summary ?? '',
      className: options.className ?? `${SPACE}${name.replace('-', '')}Command`,
      ...(/(?:^|\s)Path\b/.test(specs) && /\bLiteralPath\b/.test(specs) && { defaultSet: 'Path' }),
      // Most scripts need few commands: a table is read when it is first looked at.
      get parameters() {
        table ??= parameters(specs);
        return table;
      },
      ...(options.confirm && { confirmImpact: options.confirm }),
    },
    raw: options.raw ?? false,
    rest: options.rest ?? null,
    make,
  };
}

/** Faults of the machine's file system as errors of a command; set by the commands on files. */
export const systemFaults: { toError: (c: Context, fault: unknown) => ScriptError | undefined } = {
  toError: () => undefined,
};

/** How paths with wildcards become files; set by the commands on files. */
export const pathExpander: { expand: (c: Context, path: string) => string[] } = { expand: () => [] };

/** A running command's view of its parameters and of the engine. */
export class Context {
  readonly engine: Engine;
  readonly frame: Frame;
  readonly place: Place;
  readonly name: string;
  readonly def: CmdletDef;
  readonly extent: Extent;
  out: Sink;
  readonly streams: Streams;
  values = new Map<string, PSValue>();
  failed = false;
  /** Errors of this command, for -ErrorVariable. */
  readonly errors: PSValue[] = [];
  /** Warnings and information records, for their variables. */
  readonly warnings: PSValue[] = [];
  readonly infos: PSValue[] = [];
  readonly stage: object;
  constructor(stage: object, place: Place, def: CmdletDef) {
    this.stage = stage;
    this.place = place;
    this.frame = place.frame;
    this.engine = place.frame.engine;
    this.name = def.name;
    this.def = def;
    this.out = place.out;
    this.streams = place.streams;
    const { ast } = place.planned;
    this.extent = place.frame.unit.extent(ast.start, ast.end);
  }
  has(name: string): boolean {
    return this.values.has(name.toLowerCase());
  }
  get(name: string): PSValue {
    return unwrap(this.values.get(name.toLowerCase()) ?? null);
  }
  /** With the spelling of a bare number. */
  written(name: string): PSValue {
    return this.values.get(name.toLowerCase()) ?? null;
  }
  text(name: string, otherwise = ''): string {
    const v = this.values.get(name.toLowerCase());
    return v === undefined || v === null ? otherwise : toText(v);
  }
  number(name: string, otherwise = 0): number {
    const v = this.get(name);
    return v === null ? otherwise : Number(toText(v));
  }
  flag(name: string): boolean {
    const v = this.values.get(name.toLowerCase());
    return v !== undefined && v !== null && (v instanceof Switch ? v.isPresent : truth(v));
  }
  list(name: string): PSValue[] {
    const v = this.get(name);
    return v === null ? [] : [...(enumerable(v) ?? [v])];
  }
  texts(name: string): string[] {
    return this.list(name).map((v) => toText(v));
  }
  /** Sends a value on. */
  *emit(value: PSValue): Gen<void> {
    const more = this.out.write(value);
    if (more) yield* more;
  }
  *emitIf(wanted: boolean, value: PSValue): Gen<void> {
    if (wanted) yield* this.emit(value);
  }
  *emitAll(values: readonly PSValue[]): Gen<void> {
    for (const v of values) {
      const more = this.out.write(v);
      if (more) yield* more;
    }
  }
  /** A record of an error of this command. */
  record(
    id: string,
    category: ErrorCategory,
    message: string,
    exceptionType: string,
    more: Partial<ErrorRecord> = {},
  ): ErrorObject {
    return new ErrorObject({
      id,
      className: this.def.className,
      category,
      message,
      exceptionType,
      activity: this.name,
      extent: this.extent,
      ...more,
    });
  }
  /** Reports an error and goes on. */
  *error(error: ErrorObject): Gen<void> {
    this.failed = true;
    this.errors.push(error);
    const more = this.engine.writeError(error, this.frame, this.streams, this.values.get('erroraction'));
    if (more) yield* more;
  }
  /** Reports an error and ends the command. */
  fail(
    id: string,
    category: ErrorCategory,
    message: string,
    exceptionType = 'System.Management.Automation.PSArgumentException',
    more: Partial<ErrorRecord> = {},
  ): ScriptError {
    return new ScriptError(this.record(id, category, message, exceptionType, more));
  }
  /** May the change be made? Prints it under -WhatIf. */
  should(action: string, target: string): boolean {
    const whatIf = this.has('WhatIf')
      ? this.flag('WhatIf')
      : truth(this.frame.scope.find('whatifpreference')?.get() ?? false);
    if (!whatIf) return this.agreed(action, target);
    this.engine.host.out(`What if: Performing the operation "${action}" on target "${target}".\n`);
    return false;
  }
  /** True where nobody has to be asked, or somebody said yes. Where nobody can be asked the command fails. */
  private agreed(action: string, target: string): boolean {
    const levels = ['none', 'low', 'medium', 'high'];
    const preference = levels.indexOf(
      toText(this.frame.scope.find('confirmpreference')?.get() ?? 'High').toLowerCase(),
    );
    const impact = levels.indexOf((this.def.confirmImpact ?? 'None').toLowerCase());
    const asks = this.has('Confirm') ? this.flag('Confirm') : impact > 0 && preference > 0 && impact >= preference;
    if (!asks || this.everything === true) return true;
    if (this.everything === false) return false;
    const { host } = this.engine;
    for (;;) {
      if (host.columns !== undefined) {
        host.out(
          `\nConfirm\nAre you sure you want to perform this action?\nPerforming the operation "${action}" on target "${target}".\n[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is "Y"): `,
        );
      }
      const answer = host.readLine();
      if (answer === null) {
        throw this.fail(
          'InvalidOperation',
          'NotSpecified',
          edition.current.nonInteractive,
          'System.Management.Automation.PSInvalidOperationException',
        );
      }
      const letter = answer.trim().toLowerCase();
      if (letter === 'a') this.everything = true;
      if (letter === 'l') this.everything = false;
      if (letter === '' || letter === 'y' || letter === 'a' || letter === 'yes') return true;
      if (letter === 'n' || letter === 'l' || letter === 'no') return false;
    }
  }
  /** The answer for all that is still to come. */
  private everything: boolean | null = null;

  /** Runs a script block with `$_`, in the caller's scope. */
  *run(block: ScriptBlock, item: PSValue, out?: Sink, args: PSValue[] = []): Gen<PSValue[]> {
    const sink = out ?? new Collector();
    yield* this.engine.runBlock(block as ScriptBlockValue, {
      scope: this.frame.scope,
      item,
      out: sink,
      streams: this.streams,
      args,
    });
    return sink instanceof Collector ? sink.items : [];
  }
  /** Full paths of files that a path with wildcards means; what is missing is reported. */
  *expandPaths(path: string): Gen<string[]> {
    const found = pathExpander.expand(this, path);
    if (!found.length) {
      const full = this.engine.files.full(path);
      yield* this.error(
        this.record(
          'FileNotFound',
          'ObjectNotFound',
          `Cannot find path '${full}' because it does not exist.`,
          'System.Management.Automation.ItemNotFoundException',
          { target: full },
        ),
      );
    }
    return found;
  }
  /** Ends everything before this command in the pipeline. */
  stop(): never {
    throw new StopUpstream(this.stage);
  }
}

/** Words beyond the first joined to a list, for commands that take any number. */
function joined(builtin: Builtin, elements: readonly CommandElement[]): CommandElement[] {
  const out: CommandElement[] = [];
  const values: { value: PSValue; extent: Extent | undefined }[] = [];
  const names = Object.entries(builtin.def.parameters);
  for (let i = 0; i < elements.length; i++) {
    const e = elements[i]!;
    if (e.kind === 'argument') values.push({ value: e.value, extent: e.extent });
    else {
      out.push(e);
      if (e.kind !== 'parameter' || e.value) continue;
      const l = e.name.toLowerCase();
      const p = names.find(([n, d]) => n.toLowerCase().startsWith(l) || d.aliases?.some((a) => a.toLowerCase() === l));
      const isSwitch = p ? p[1].type === 'switch' : /^(?:vb|db|verbose|debug|whatif|wi|confirm|cf)$/.test(l);
      const next = elements[i + 1];
      if (!isSwitch && next?.kind === 'argument') {
        out.push(next);
        i++;
      }
    }
  }
  if (values.length === 1) out.push({ kind: 'argument', ...values[0]! });
  else if (values.length) out.push({ kind: 'argument', value: values.map((v) => v.value), extent: values[0]!.extent });
  return out;
}

/** A command of ours in a pipeline. */
export class BuiltinStage implements Stage {
  readonly context: Context;
  private readonly builtin: Builtin;
  private readonly place: Place;
  readonly binding: Binding;
  private readonly body: Body;
  private outVariable: { name: string; append: boolean; items: PSValue[] } | null = null;
  private pipelineVariable: string | null = null;

  constructor(place: Place, builtin: Builtin) {
    this.builtin = builtin;
    this.place = place;
    this.context = new Context(this, place, builtin.def);
    const elements = builtin.rest === null ? place.planned.elements : joined(builtin, place.planned.elements);
    try {
      this.binding = new Binding(builtin.def, elements, place.expectsInput, {
        defaults: defaultsFor(builtin.def.name, place.frame),
      });
    } catch (e) {
      throw this.positioned(e);
    }
    this.take();
    this.variables();
    this.body = builtin.make(this.context);
  }

  get failed(): boolean {
    return this.context.failed;
  }
  set failed(value: boolean) {
    this.context.failed = value;
  }

  private positioned(e: unknown): unknown {
    const error = asScriptError(e);
    if (!error) return e;
    if (!error.error.record.extent || !error.error.record.activity) {
      amended(error.error, {
        extent: error.error.record.extent ?? this.context.extent,
        activity: error.error.record.activity ?? this.context.name,
      });
    }
    return error;
  }

  private take(): void {
    const { values } = this.context;
    values.clear();
    for (const [p, v] of this.binding.bound) values.set(p.name.toLowerCase(), v);
  }

  private variables(): void {
    const c = this.context;
    if (c.has('OutVariable')) {
      const name = c.text('OutVariable');
      this.outVariable = { name: name.replace(/^\+/, ''), append: name.startsWith('+'), items: [] };
      const { items } = this.outVariable;
      const { out } = c;
      c.out = {
        write: (v) => {
          items.push(v);
          return out.write(v);
        },
      };
    }
    if (c.has('PipelineVariable')) {
      this.pipelineVariable = c.text('PipelineVariable');
      const name = this.pipelineVariable;
      const { out, frame } = c;
      c.out = {
        write: (v) => {
          frame.scope.local(name).value = v;
          return out.write(v);
        },
      };
    }
  }

  *begin(): Gen<void> {
    if (this.body.begin) yield* this.guard(this.body.begin());
  }

  /** Errors that end the command say so with its name and place. */
  private *guard(gen: Gen<void>): Gen<void> {
    const { engine } = this.context;
    const saved = engine.eapOverride;
    try {
      yield* gen;
    } catch (e) {
      throw this.located(e);
    } finally {
      engine.eapOverride = saved;
    }
  }

  private located(e: unknown): unknown {
    const error = asScriptError(e);
    if (!error) return systemFaults.toError(this.context, e) ?? e;
    const { record } = error.error;
    // What ends a cmdlet carries its class; what a script threw does not.
    if (record.className === undefined && !error.byThrow && record.category !== 'ParserError')
      amended(error.error, { className: this.context.def.className });
    if (!record.activity && !error.recorded && !error.terminating && !record.extent)
      amended(error.error, { activity: this.context.name, extent: this.context.extent });
    const action = this.context.values.get('erroraction');
    if (
      action !== undefined &&
      /^(?:SilentlyContinue|Ignore)$/i.test(toText(action)) &&
      record.activity === this.context.name
    ) {
      error.silenced = toText(action);
    }
    return error;
  }

  process(value: PSValue): Gen<void> | undefined {
    if (!this.body.process) return undefined;
    if (this.builtin.raw) return this.guard(this.body.process(value));
    return this.guard(this.bound(value));
  }

  private *bound(value: PSValue): Gen<void> {
    try {
      this.binding.bindInput(value, {
        property: (v, n) => {
          const own = ownProperty(v, n);
          return own === ABSENT || (/^(?:count|length)$/i.test(n) && !(v instanceof PSObj)) ? undefined : own;
        },
        evaluate: (block, v) => {
          const out = new Collector();
          runNow(this.context.run(block, v, out));
          return out.items.length === 1 ? out.items[0]! : out.items;
        },
      });
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      amended(error.error, { activity: this.context.name, extent: this.context.extent });
      yield* this.context.error(error.error);
      return;
    }
    this.take();
    yield* this.body.process!(value);
  }

  *alone(): Gen<void> {
    if (this.body.process) yield* this.guard(this.body.process(undefined));
  }

  *end(): Gen<void> {
    if (this.body.end) yield* this.guard(this.body.end());
  }

  *clean(): Gen<void> {
    const { scope } = this.place.frame;
    if (this.outVariable) storeVariable(scope, this.outVariable.name, this.outVariable.append, this.outVariable.items);
    const c = this.context;
    if (c.has('ErrorVariable')) {
      const name = c.text('ErrorVariable');
      storeVariable(scope, name.replace(/^\+/, ''), name.startsWith('+'), c.errors);
    }
    for (const [parameter, items] of [
      ['WarningVariable', c.warnings],
      ['InformationVariable', c.infos],
    ] as const) {
      if (!c.has(parameter)) continue;
      const name = c.text(parameter);
      storeVariable(scope, name.replace(/^\+/, ''), name.startsWith('+'), items);
    }
  }
}
