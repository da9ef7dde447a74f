/** Script functions and script blocks as commands: binding of parameters, scopes, the named blocks. */
import { Binding } from '../binder/binder.ts';
import { BindingError } from '../binder/binding-error.ts';
import type { CommandElement } from '../binder/elements.ts';
import type { Parameter as BinderParameter } from '../binder/metadata.ts';
import type { CmdletDef, ParameterDef } from '../parameters.ts';
import { Hashtable, type PSValue, ScriptBlock, Switch, unwrap } from '../values.ts';
import { enumerable, List } from './collections.ts';
import { type Block, blockOf } from './compile-block.ts';
import { toText, truth } from './convert.ts';
import { amended, asScriptError, callDepth, ErrorObject, runtimeError, ScriptError } from './errors.ts';
import { call, type Gen, runNow } from './flow.ts';
import { Collector, type Flow, FlowError, Frame, type Invocation, type Sink, type Streams } from './frame.ts';
import { ABSENT, getProperty, ownProperty } from './members.ts';
import {
  attributeName,
  convertByTypes,
  factsOf,
  named,
  type ParameterFacts,
  parameterError,
} from './parameter-attributes.ts';
import type { Place, Stage } from './pipeline.ts';
import { PSCmdletObject } from './pscmdlet.ts';
import { PSObj } from './psobject.ts';
import { Scope, Variable } from './scope.ts';
import type { ScriptBlockValue } from './script-block.ts';

/** $PSBoundParameters. */
export class BoundParameters extends Hashtable {
  override get typeName(): string {
    return 'System.Management.Automation.PSBoundParametersDictionary';
  }
}

/** What binding knows about a block. */
export interface BlockFacts {
  readonly parameters: readonly ParameterFacts[];
  readonly advanced: boolean;
  readonly def: CmdletDef;
  readonly supportsShouldProcess: boolean;
}

/** Facts of a block, worked out once. */
export function blockFacts(block: Block, name: string, f: Frame): BlockFacts {
  const known = block.facts as (BlockFacts & { name: string }) | null;
  if (known && known.name === name) return known;
  const parameters = block.parameters.map((p) => factsOf(p.ast, f));
  const binding = (block.ast.param?.attributes ?? []).find(
    (a) => a.kind === 'Attribute' && attributeName(a) === 'cmdletbinding',
  );
  const advanced = binding !== undefined || parameters.some((p) => p.isAdvanced);
  let positional = true;
  let defaultSet: string | undefined;
  let should = false;
  let impact: 'Low' | 'Medium' | 'High' = 'Medium';
  if (binding?.kind === 'Attribute') {
    positional = truth(named(binding, 'PositionalBinding', f) ?? true);
    const set = named(binding, 'DefaultParameterSetName', f);
    if (set !== undefined) defaultSet = toText(set);
    should = truth(named(binding, 'SupportsShouldProcess', f) ?? false);
    const level = named(binding, 'ConfirmImpact', f);
    if (level !== undefined) impact = toText(level) as 'High';
  }
  if (parameters.some((p) => Object.values(p.sets).some((s) => s.position !== undefined))) positional = false;
  const table: Record<string, ParameterDef> = {};
  let position = 0;
  for (const p of parameters) {
    const sets: Record<
      string,
      ParameterDef['sets'] extends Readonly<Record<string, infer S>> | undefined ? S : never
    > = {};
    const auto = positional && !p.isSwitch && !p.remaining ? position++ : undefined;
    for (const [set, facts] of Object.entries(p.sets)) {
      sets[set] =
        auto !== undefined && facts.position === undefined && !hasNamedSetOnly(p)
          ? { ...facts, position: auto }
          : facts;
    }
    table[p.name] = {
      type: p.isSwitch ? 'switch' : p.remaining ? 'object[]' : 'object',
      sets,
      aliases: p.aliases,
      validate: p.allow.includes('allownull') ? ['AllowNull'] : [],
    };
  }
  const def: CmdletDef = {
    name,
    summary: '',
    className: name,
    parameters: table,
    ...(defaultSet !== undefined && { defaultSet }),
    ...(should && { confirmImpact: impact }),
  };
  const facts = { parameters, advanced, def, supportsShouldProcess: should, name };
  block.facts = facts;
  return facts;
}

function hasNamedSetOnly(_p: ParameterFacts): boolean {
  return false;
}

/** A block that runs as a command. */
export class BlockStage implements Stage {
  failed = false;
  readonly place: Place;
  readonly block: ScriptBlockValue;
  readonly name: string;
  readonly frame: Frame;
  readonly compiled: Block;
  readonly facts: BlockFacts;
  private readonly isFilter: boolean;
  private readonly input: PSValue[] = [];
  private binding: Binding | null = null;
  private readonly dot: boolean;
  private began = false;
  private outVariable: { name: string; append: boolean; items: PSValue[] } | null = null;
  private errorVariable: { name: string; append: boolean } | null = null;
  private pipelineVariable: string | null = null;
  private taken: PSValue[] = [];
  private positionOfCall: { start: number; end: number };

  constructor(
    place: Place,
    block: ScriptBlockValue,
    name: string,
    options: { isFilter: boolean; dot: boolean; isScript: boolean; command: PSValue },
  ) {
    this.place = place;
    this.block = block;
    this.name = name;
    this.isFilter = options.isFilter;
    this.dot = options.dot;
    const caller = place.frame;
    const { engine } = caller;
    this.compiled = block.compiled ?? blockOf(block.ast, block.unit, block.parameters);
    block.compiled = this.compiled;
    const parent = block.home ?? (block.module ? block.module.scope : caller.scope);
    const scope = options.dot
      ? caller.scope
      : new Scope(block.home || block.module ? parent : caller.scope, options.isScript);
    if (options.dot) scope.shared = true;
    this.frame = new Frame(engine, block.unit, scope, place.out, place.streams, this.compiled.slotCount);
    this.facts = blockFacts(this.compiled, name, this.frame);
    const { ast } = place.planned;
    this.positionOfCall = { start: ast.start, end: ast.end };
    const invocation: Invocation = { name, command: options.command, extent: caller.unit.extent(ast.start, ast.end) };
    this.frame.invocation = invocation;
    const local = (n: string, v: PSValue): void => {
      const key = n.toLowerCase();
      const old = scope.vars.get(key);
      if (old) old.value = v;
      else scope.vars.set(key, new Variable(n, v));
    };
    if (!options.dot || !scope.vars.has('myinvocation')) {
      const my = new Variable('MyInvocation');
      my.special = true;
      my.getter = () => engine.invocationObject(this.frame, place, this.block);
      scope.vars.set('myinvocation', my);
    }
    if (!options.dot) local('input', []);
  }

  *begin(): Gen<void> {
    const { frame } = this;
    const { engine } = frame;
    if (engine.depth >= engine.depthLimit) throw callDepth();
    if (this.block.ast.dynamicParam) {
      throw this.positioned(
        runtimeError('DynamicParametersNotAvailable', 'Dynamic parameters (dynamicparam) are not available here.', {
          category: 'NotImplemented',
          target: this.name,
        }),
      );
    }
    try {
      if (this.facts.advanced) this.bindAdvanced();
      else yield* this.bindSimple();
    } catch (e) {
      throw this.positioned(e);
    }
    this.began = true;
    const { begin } = this.block.ast;
    if (begin) yield* this.run(begin);
  }

  private positioned(e: unknown): unknown {
    return positionedError(e, this.place.frame, this.place.planned.ast);
  }

  /** Runs a part with everything that belongs to it. */
  private *run(part: import('../language/ast.ts').NamedBlock): Gen<void> {
    const { engine } = this.frame;
    const step = this.compiled.part(part);
    if (this.frame.slots.length < this.compiled.compiler.slots.index.size)
      this.frame.slots.length = this.compiled.compiler.slots.index.size;
    engine.depth++;
    const savedInvocation = engine.current;
    engine.current = this.frame;
    if (engine.depth > engine.depthLimit) {
      engine.depth--;
      engine.current = savedInvocation;
      throw callDepth();
    }
    let flow: Flow | undefined;
    try {
      flow = step.s ? step.s(this.frame) : yield* call(step.g!(this.frame));
    } finally {
      engine.depth--;
      engine.current = savedInvocation;
    }
    if (flow && flow.kind !== 'return') throw new FlowError(flow);
  }

  process(value: PSValue): Gen<void> | undefined {
    const { ast } = this.block;
    if (this.binding) return this.processBound(value);
    if (this.isFilter) return this.processItem(value, ast.endBlock);
    if (ast.process) return this.processItem(value, ast.process);
    this.input.push(value);
    return undefined;
  }

  private *processItem(value: PSValue, part: import('../language/ast.ts').NamedBlock | null): Gen<void> {
    if (!part) return;
    const under = this.frame.scope.local('_');
    under.value = value;
    this.frame.scope.local('input').value = [value];
    yield* this.run(part);
  }

  private *processBound(value: PSValue): Gen<void> {
    try {
      const { engine } = this.frame;
      this.binding!.bindInput(value, {
        property: (v, n) => {
          const own = ownProperty(v, n);
          return own === ABSENT || (/^(?:count|length)$/i.test(n) && !(v instanceof PSObj)) ? undefined : own;
        },
        evaluate: (block, v) => {
          const out = new Collector();
          runNow(
            engine.runBlock(block as ScriptBlockValue, {
              scope: this.place.frame.scope,
              item: v,
              out,
              streams: this.place.streams,
              args: [],
            }),
          );
          return out.items.length === 1 ? out.items[0]! : out.items;
        },
      });
      this.assignBound(true);
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      amended(error.error, {
        activity: this.name,
        extent: this.place.frame.unit.extent(this.positionOfCall.start, this.positionOfCall.end),
      });
      this.failed = true;
      const more = this.frame.engine.writeError(error.error, this.frame, this.place.streams);
      if (more) yield* more;
      return;
    }
    const { ast } = this.block;
    if (ast.process) yield* this.processItem(value, ast.process);
    else {
      this.input.push(value);
      this.frame.scope.local('_').value = value;
    }
  }

  *alone(): Gen<void> {
    const part = this.isFilter ? this.block.ast.endBlock : this.block.ast.process;
    if (this.isFilter || this.block.ast.process) {
      if (part) yield* this.run(part);
    }
  }

  *end(): Gen<void> {
    const { ast } = this.block;
    if (ast.endBlock && !this.isFilter) {
      if (!this.dot || this.input.length) this.frame.scope.local('input').value = this.input;
      yield* this.run(ast.endBlock);
    }
  }

  *clean(): Gen<void> {
    const { ast } = this.block;
    if (ast.clean && this.began) {
      const saved = this.frame.out;
      this.frame.out = { write: () => undefined };
      try {
        yield* this.run(ast.clean);
      } finally {
        this.frame.out = saved;
      }
    }
    this.finishVariables();
  }

  private finishVariables(): void {
    const { scope } = this.place.frame;
    if (this.outVariable) storeVariable(scope, this.outVariable.name, this.outVariable.append, this.outVariable.items);
    if (this.errorVariable) storeVariable(scope, this.errorVariable.name, this.errorVariable.append, this.taken);
    void this.pipelineVariable;
  }

  // Binding.

  private bindAdvanced(): void {
    const { frame, place } = this;
    let binding: Binding;
    const elements = place.planned.elements;
    try {
      binding = this.withRemaining(elements);
    } catch (e) {
      throw this.reworded(e);
    }
    this.binding = binding;
    this.assignBound(false);
    const cmdlet = new PSCmdletObject(this, frame, binding, place);
    frame.scope.local('PSCmdlet').value = cmdlet;
    this.commonParameters(binding);
  }

  /** ValueFromRemainingArguments takes what no other parameter takes. */
  private withRemaining(elements: readonly CommandElement[]): Binding {
    const rest = this.facts.parameters.find((p) => p.remaining);
    if (!rest) return new Binding(this.facts.def, elements, this.place.expectsInput);
    const kept: CommandElement[] = [];
    const left: PSValue[] = [];
    const positions = this.facts.parameters.filter((p) => !p.remaining && !p.isSwitch);
    const known = (n: string): boolean => {
      const l = n.toLowerCase();
      const names = [...this.facts.parameters.flatMap((p) => [p.name, ...p.aliases]), ...COMMON];
      return (
        names.some((x) => x.toLowerCase() === l) || names.filter((x) => x.toLowerCase().startsWith(l)).length === 1
      );
    };
    const namedGiven = new Set<string>();
    for (const e of elements) if (e.kind === 'parameter' && known(e.name)) namedGiven.add(e.name.toLowerCase());
    let free = positions.filter((p) => ![...namedGiven].some((n) => p.name.toLowerCase().startsWith(n))).length;
    for (let i = 0; i < elements.length; i++) {
      const e = elements[i]!;
      if (e.kind === 'parameter') {
        if (!known(e.name)) {
          left.push(e.text);
          if (e.value) left.push(unwrap(e.value.value));
          continue;
        }
        kept.push(e);
        const p = this.facts.parameters.find((x) => x.name.toLowerCase().startsWith(e.name.toLowerCase()));
        const isSwitch = p?.isSwitch ?? /^(?:verbose|debug|whatif|confirm)/i.test(e.name);
        if (!e.value && !isSwitch && elements[i + 1]?.kind === 'argument') kept.push(elements[++i]!);
      } else if (e.kind === 'argument') {
        if (free > 0) {
          free--;
          kept.push(e);
        } else left.push(unwrap(e.value));
      } else kept.push(e);
    }
    const remaining = left.flatMap((v) => enumerable(v) ?? [v]);
    if (remaining.length)
      kept.push({
        kind: 'parameter',
        name: rest.name,
        text: `-${rest.name}:`,
        value: { value: remaining },
      });
    return new Binding(this.facts.def, kept, this.place.expectsInput);
  }

  private reworded(e: unknown): unknown {
    if (!(e instanceof BindingError)) return e;
    const { record } = e;
    let { message } = record;
    if (record.id === 'MissingArgument') {
      const p = this.facts.parameters.find((x) => message.includes(`'${x.name}'`));
      if (p?.types.length) {
        const type = this.frame.engine.requireType(p.types[0]!.typeName, this.frame);
        message = message.replace(/of type '[^']*'/, `of type '${type.ref.name}'`);
      }
    }
    const { ast } = this.place.planned;
    const error = new ErrorObject({
      ...record,
      message,
      activity: this.name,
      className: this.name,
      extent: record.extent ?? this.place.frame.unit.extent(ast.start, ast.end),
    });
    return new ScriptError(error);
  }

  /** Puts bound values into variables: converted, checked, with defaults for the rest. */
  private assignBound(again: boolean): void {
    const { frame, facts } = this;
    const binding = this.binding!;
    const bound = again ? (frame.scope.vars.get('psboundparameters')?.value as BoundParameters) : new BoundParameters();
    const values = new Map<string, PSValue>();
    const extents = new Map<string, import('../errors.ts').Extent | undefined>();
    for (const [p, v] of binding.bound as ReadonlyMap<BinderParameter, PSValue>) {
      values.set(p.name.toLowerCase(), v);
      if (!again || binding.how(p) === 'pipeline') bound.set(p.name, v);
    }
    if (!again) {
      for (const e of this.place.planned.elements) {
        if (e.kind === 'parameter') extents.set(e.name.toLowerCase(), e.value?.extent ?? e.extent);
      }
    }
    for (const [i, p] of facts.parameters.entries()) {
      const key = p.name.toLowerCase();
      if (values.has(key)) {
        const raw = values.get(key)!;
        const value = this.checked(p, raw, true, argumentExtent(this.place, p, raw));
        bound.set(p.name, value);
        this.define(p, value);
      } else if (!again) {
        this.defaultOf(i, p);
      }
    }
    if (!again) frame.scope.local('PSBoundParameters').value = bound;
  }

  private defaultOf(i: number, p: ParameterFacts): void {
    const { frame, compiled } = this;
    const code = compiled.parameters[i]!.default;
    let value: PSValue;
    if (code) {
      const raw = code.s ? code.s(frame) : runNow(code.g!(frame));
      value = this.checked(p, raw, false, undefined);
    } else value = zeroOf(p, frame);
    this.define(p, value);
  }

  private define(p: ParameterFacts, value: PSValue): void {
    this.frame.scope.vars.set(p.name.toLowerCase(), parameterVariable(p, value, this.frame));
    if (this.dot) this.frame.refresh();
  }

  private checked(
    p: ParameterFacts,
    raw: PSValue,
    given: boolean,
    extent: import('../errors.ts').Extent | undefined,
  ): PSValue {
    const value = checkedValue(p, raw, given, this.frame, this.name, extent ? () => extent : null);
    if (given && p.mandatory) this.mandatoryCheck(p, value);
    return value;
  }

  private mandatoryCheck(p: ParameterFacts, value: PSValue): void {
    const isString = p.types.some((t) => /^(?:system\.)?string$/i.test(t.typeName.text));
    const items = enumerable(value);
    const refuse = (what: string, of: string): never => {
      throw runtimeError(
        `ParameterArgumentValidationError${what}NotAllowed`,
        `Cannot bind argument to parameter '${p.name}' because it is ${of}.`,
        {
          className: this.name,
          category: 'InvalidData',
          activity: this.name,
          exceptionType: 'System.Management.Automation.ParameterBindingValidationException',
        },
      );
    };
    if (value === null && !p.allow.includes('allownull')) refuse('Null', 'null');
    if (value === '' && isString && !p.allow.includes('allowemptystring')) refuse('EmptyString', 'an empty string');
    if (items?.length === 0 && !p.allow.includes('allowemptycollection') && p.types.length && !p.remaining)
      refuse('EmptyArray', 'an empty array');
  }

  private *bindSimple(): Gen<void> {
    const { frame, facts, place } = this;
    const bound = new BoundParameters();
    const values = new Map<ParameterFacts, { value: PSValue; extent: import('../errors.ts').Extent | undefined }>();
    const rest: PSValue[] = [];
    const positional: { value: PSValue; extent: import('../errors.ts').Extent | undefined; text?: string }[] = [];
    const order: ParameterFacts[] = [];
    const set = (p: ParameterFacts, value: PSValue, extent: import('../errors.ts').Extent | undefined): void => {
      if (values.has(p)) {
        throw bindError(
          'ParameterAlreadyBound',
          `Cannot bind parameter because parameter '${p.name}' is specified more than once. To provide multiple values to parameters that can accept multiple values, use the array syntax. For example, "-parameter value1,value2,value3".`,
          this.name,
        );
      }
      values.set(p, { value, extent });
      order.push(p);
    };
    const elements = expandSplats(place.planned.elements);
    for (let i = 0; i < elements.length; i++) {
      const e = elements[i]!;
      if (e.kind !== 'parameter') {
        if (e.kind === 'argument') positional.push({ value: e.value, extent: e.extent });
        continue;
      }
      const p = e.name === '-' ? null : this.match(e.name);
      if (!p) {
        positional.push({ value: e.text, extent: e.extent, text: e.text });
        const next = elements[i + 1];
        if (e.value) positional.push({ value: e.value.value, extent: e.value.extent, text: '' });
        else if (next?.kind === 'argument') {
          positional.push({ value: next.value, extent: next.extent, text: '' });
          i++;
        }
        continue;
      }
      if (p.isSwitch) {
        set(p, e.value ? e.value.value : new Switch(true), e.extent);
        continue;
      }
      if (e.value) set(p, e.value.value, e.value.extent);
      else {
        const next = elements[i + 1];
        if (next?.kind !== 'argument') {
          const type = p.types.length
            ? frame.engine.requireType(p.types[0]!.typeName, frame).ref.name
            : 'System.Object';
          throw bindError(
            'MissingArgument',
            `Missing an argument for parameter '${p.name}'. Specify a parameter of type '${type}' and try again.`,
            this.name,
            e.extent,
          );
        }
        i++;
        set(p, next.value, next.extent);
      }
    }
    const free = facts.parameters.filter((p) => !values.has(p) && !p.isSwitch);
    for (const a of positional) {
      const p = a.text === undefined ? free.shift() : undefined;
      if (p) set(p, a.value, a.extent);
      else rest.push(a.text !== undefined && a.text !== '' ? a.text : unwrap(a.value));
    }
    const args = rest;
    Object.defineProperty(args, 'fromArgs', { value: true });
    for (const p of order) {
      const { value, extent } = values.get(p)!;
      const checked = this.checked(p, value, true, extent);
      bound.set(p.name, checked);
      this.define(p, checked);
    }
    if (!this.dot || rest.length || facts.parameters.length) {
      const key = 'args';
      frame.scope.vars.set(key, new Variable('args', args));
    }
    for (const [i, p] of facts.parameters.entries()) {
      if (values.has(p)) continue;
      const code = this.compiled.parameters[i]!.default;
      if (!code) {
        this.define(p, zeroOf(p, frame));
        continue;
      }
      const raw = code.s ? code.s(frame) : yield* code.g!(frame);
      this.define(p, this.checked(p, raw, false, undefined));
    }
    if (!this.dot) {
      const v = new Variable('PSBoundParameters', bound);
      frame.scope.vars.set('psboundparameters', v);
    }
  }

  private match(name: string): ParameterFacts | null {
    const l = name.toLowerCase();
    const exact = this.facts.parameters.find(
      (p) => p.name.toLowerCase() === l || p.aliases.some((a) => a.toLowerCase() === l),
    );
    if (exact) return exact;
    const found = this.facts.parameters.filter(
      (p) => p.name.toLowerCase().startsWith(l) || p.aliases.some((a) => a.toLowerCase().startsWith(l)),
    );
    if (found.length > 1) {
      throw bindError(
        'AmbiguousParameter',
        `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include:${found.map((p) => ` -${p.name}`).join('')}.`,
        this.name,
      );
    }
    return found[0] ?? null;
  }

  /** -ErrorAction and its kin set the preferences of the function's scope. */
  private commonParameters(binding: Binding): void {
    const { frame } = this;
    const set = (name: string, value: PSValue): void => {
      frame.scope.local(name).value = value;
      frame.scope.local(name).special = false;
    };
    const get = (name: string): PSValue | undefined => binding.value(name);
    for (const [parameter, preference] of PREFERENCES) {
      const v = get(parameter);
      if (v !== undefined) set(preference, v);
    }
    const flag = (name: string): boolean | undefined => {
      const v = get(name);
      return v === undefined ? undefined : truth(v);
    };
    const verbose = flag('Verbose');
    if (verbose !== undefined) set('VerbosePreference', verbose ? 'Continue' : 'SilentlyContinue');
    const debug = flag('Debug');
    if (debug !== undefined) set('DebugPreference', debug ? 'Continue' : 'SilentlyContinue');
    const whatIf = flag('WhatIf');
    if (whatIf !== undefined) set('WhatIfPreference', whatIf);
    const confirm = flag('Confirm');
    if (confirm !== undefined) set('ConfirmPreference', confirm ? 'Low' : 'None');
    const ov = get('OutVariable');
    if (ov !== undefined) {
      const name = toText(ov);
      this.outVariable = { name: name.replace(/^\+/, ''), append: name.startsWith('+'), items: [] };
      const { items } = this.outVariable;
      const { out } = this.place;
      frame.out = {
        write: (v) => {
          items.push(v);
          return out.write(v);
        },
      };
    }
    const ev = get('ErrorVariable');
    if (ev !== undefined) {
      const name = toText(ev);
      this.errorVariable = { name: name.replace(/^\+/, ''), append: name.startsWith('+') };
      this.taken = frame.engine.collectErrors(frame.scope);
    }
  }
}

/** An error of binding, with the place of the call where it has none. */
export function positionedError(e: unknown, caller: Frame, ast: { start: number; end: number }): unknown {
  const error = asScriptError(e);
  if (!error) return e;
  if (!error.error.record.extent) amended(error.error, { extent: caller.unit.extent(ast.start, ast.end) });
  return error;
}

/** A parameter's value, converted and checked by its rules. `extent` tells where the value stands. */
export function checkedValue(
  p: ParameterFacts,
  raw: PSValue,
  given: boolean,
  frame: Frame,
  command: string,
  extent: (() => import('../errors.ts').Extent) | null,
): PSValue {
  const fail = (error: ScriptError): ScriptError => {
    if (extent) amended(error.error, { extent: extent() });
    return error;
  };
  let value: PSValue;
  if (p.types.length) {
    try {
      value = convertByTypes(p.types, raw, frame);
    } catch (e) {
      const error = asScriptError(e);
      if (!error) throw e;
      throw fail(parameterError('transform', p.name, error.error.text, command, error));
    }
  } else value = unwrap(raw);
  if (given) {
    for (const rule of p.rules) {
      const why = rule(value, frame);
      if (why !== undefined) throw fail(parameterError('validate', p.name, why, command, null));
    }
  }
  return value;
}

/** The variable of a parameter; its type and rules stay on it. */
export function parameterVariable(p: ParameterFacts, value: PSValue, frame: Frame): Variable {
  const v = new Variable(p.name, value);
  if ((p.types.length && !p.isSwitch) || p.rules.length) {
    v.special = true;
    v.constraint = (x) => {
      const converted = convertByTypes(p.types, x, frame);
      for (const rule of p.rules) {
        if (rule(converted, frame) !== undefined) {
          throw runtimeError(
            'ValidateSetFailure',
            `The variable cannot be validated because the value ${toText(converted)} is not a valid value for the ${p.name} variable.`,
            {
              category: 'MetadataError',
              exceptionType: 'System.Management.Automation.ValidationMetadataException',
            },
          );
        }
      }
      return converted;
    };
  }
  return v;
}

const COMMON =
  'Verbose Debug ErrorAction WarningAction InformationAction ProgressAction ErrorVariable WarningVariable InformationVariable OutVariable OutBuffer PipelineVariable vb db ea wa infa proga ev wv iv ov ob pv'.split(
    ' ',
  );

const PREFERENCES: readonly (readonly [string, string])[] = [
  ['ErrorAction', 'ErrorActionPreference'],
  ['WarningAction', 'WarningPreference'],
  ['InformationAction', 'InformationPreference'],
  ['ProgressAction', 'ProgressPreference'],
];

function expandSplats(elements: readonly CommandElement[]): CommandElement[] {
  return elements.flatMap((e): CommandElement[] =>
    e.kind === 'splat'
      ? e.entries.map((x) => ({
          kind: 'parameter',
          name: x.name,
          text: `-${x.name}`,
          extent: e.extent,
          value: { value: x.value, extent: e.extent },
        }))
      : [e],
  );
}

function bindError(id: string, message: string, name: string, extent?: import('../errors.ts').Extent): ScriptError {
  return runtimeError(id, message, {
    className: name,
    category: 'InvalidArgument',
    exceptionType: 'System.Management.Automation.ParameterBindingException',
    activity: name,
    ...(extent && { extent }),
  });
}

function argumentExtent(place: Place, p: ParameterFacts, value: PSValue): import('../errors.ts').Extent | undefined {
  const { elements } = place.planned;
  for (const [i, e] of elements.entries()) {
    if (
      e.kind === 'parameter' &&
      [p.name, ...p.aliases].some((n) => n.toLowerCase().startsWith(e.name.toLowerCase()))
    ) {
      return e.value?.extent ?? (elements[i + 1]?.extent as import('../errors.ts').Extent | undefined) ?? e.extent;
    }
  }
  const found = elements.find((e) => e.kind === 'argument' && e.value === value);
  return found?.extent;
}

/** Value of a parameter that was not given and has no default. */
export function zeroOf(p: ParameterFacts, f: Frame): PSValue {
  if (p.isSwitch) return new Switch(false);
  if (!p.types.length) return null;
  const type = f.engine.requireType(p.types[p.types.length - 1]!.typeName, f);
  const outer = f.engine.requireType(p.types[0]!.typeName, f);
  if (outer.ref.kind !== type.ref.kind) return null;
  switch (type.ref.kind) {
    case 'string':
      return '';
    case 'number':
      return f.engine.cast(0, type);
    case 'bool':
      return false;
    default:
      return null;
  }
}

/** Puts a list into a variable that a common parameter names. */
export function storeVariable(scope: Scope, name: string, append: boolean, items: readonly PSValue[]): void {
  const old = append ? (scope.find(name.toLowerCase())?.get() ?? null) : null;
  const before = old === null ? [] : (enumerable(old) ?? [old]);
  scope.assign(name, new List('System.Collections.ArrayList', 'arraylist', [...before, ...items]));
}

void ScriptBlock;
void getProperty;

export type { Sink, Streams };
