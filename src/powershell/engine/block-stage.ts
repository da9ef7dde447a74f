/** Script functions and script blocks as commands: binding of parameters, scopes, the named blocks. */
import type { Binding } from '../binder/binder.ts';
import type { PSValue } from '../values.ts';
import { bindAdvanced, bindInput } from './bind-advanced.ts';
import { bindSimple } from './bind-simple.ts';
import { type BlockFacts, blockFacts } from './block-facts.ts';
import { leaving } from './command-boundary.ts';
import { type Block, blockOf } from './compile-block.ts';
import { amended, asScriptError, callDepth } from './errors.ts';
import { call, type Gen } from './flow.ts';
import { type Flow, FlowError, Frame, type Invocation } from './frame.ts';
import { inputEnumerator } from './loop-enumerator.ts';
import type { ParameterFacts } from './parameter-attributes.ts';
import { checkedValue, parameterVariable, positionedError, storeVariable } from './parameter-values.ts';
import type { Place, Stage } from './pipeline.ts';
import { Scope, Variable } from './scope.ts';
import type { ScriptBlockValue } from './script-block.ts';

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
  readonly input: PSValue[] = [];
  /** What $input goes through now. */
  private inputItems: readonly PSValue[] = [];
  binding: Binding | null = null;
  /** Not bound yet. */
  private late = false;
  /** Parameters that the last object of the pipeline bound. */
  fromPipeline: ReadonlySet<string> = new Set();
  private readonly defined = new Map<string, Variable>();
  readonly dot: boolean;
  began = false;
  outVariable: { name: string; append: boolean; items: PSValue[] } | null = null;
  errorVariable: { name: string; append: boolean } | null = null;
  pipelineVariable: string | null = null;
  /** What -WarningVariable and -InformationVariable gather. */
  readonly gathered: { name: string; append: boolean; items: PSValue[] }[] = [];
  taken: PSValue[] = [];
  positionOfCall: { start: number; end: number };

  constructor(
    place: Place,
    block: ScriptBlockValue,
    name: string,
    options: { isFilter: boolean; dot: boolean; isScript: boolean; command: PSValue; scope?: Scope },
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
    const scope = options.scope
      ? options.scope
      : options.dot
        ? caller.scope
        : new Scope(block.home || block.module ? parent : caller.scope, options.isScript);
    if (options.dot) scope.shared = true;
    this.frame = new Frame(engine, block.unit, scope, place.out, place.streams, this.compiled.slotCount);
    this.facts = blockFacts(this.compiled, name, this.frame);
    const { ast } = place.planned;
    this.positionOfCall = { start: ast.start, end: ast.end };
    this.frame.caller = caller;
    const invocation: Invocation = { name, command: options.command, extent: caller.unit.extent(ast.start, ast.end) };
    this.frame.invocation = invocation;
    if (!options.dot || !scope.vars.has('myinvocation')) {
      const my = new Variable('MyInvocation');
      my.special = true;
      my.getter = () => engine.invocationObject(this.frame, place, this.block);
      scope.vars.set('myinvocation', my);
    }
    if (!options.dot) scope.vars.set('input', this.inputVariable());
  }

  /** $input, made when it is looked at: most blocks do not. */
  private inputVariable(): Variable {
    const variable = new Variable('input');
    let of: readonly PSValue[] | undefined;
    let made: PSValue = null;
    variable.special = true;
    variable.getter = () => {
      if (of !== this.inputItems) {
        of = this.inputItems;
        made = inputEnumerator(of);
      }
      return made;
    };
    return variable;
  }

  *begin(): Gen<void> {
    const { frame } = this;
    const { engine } = frame;
    if (engine.depth >= engine.depthLimit) throw callDepth();
    const { begin, process, endBlock, clean } = this.block.ast;
    // A simple function of a process block alone binds when the first object comes, and not at all where none does.
    this.late = !this.facts.advanced && this.place.expectsInput && !!process && !begin && !endBlock && !clean;
    if (!this.late) yield* this.bind();
    this.began = true;
    if (begin) yield* this.run(begin);
  }

  private *bind(): Gen<void> {
    this.late = false;
    try {
      if (this.facts.advanced) yield* bindAdvanced(this);
      else yield* bindSimple(this);
    } catch (e) {
      throw this.positioned(e);
    }
  }

  positioned(e: unknown): unknown {
    return positionedError(e, this.place.frame, this.place.planned.ast);
  }

  /** Runs a part with everything that belongs to it. */
  *run(part: import('../language/ast.ts').NamedBlock): Gen<void> {
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
    } catch (e) {
      throw this.facts.advanced ? leaving(this, e) : e;
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
    if (this.late) yield* this.bind();
    const under = this.frame.scope.local('_');
    under.value = value;
    this.inputItems = [value];
    yield* this.run(part);
  }

  private *processBound(value: PSValue): Gen<void> {
    try {
      yield* bindInput(this, value);
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
      if (!part) return;
      // Nothing came down the pipeline: what is processed is nothing, whatever stands outside.
      const under = this.frame.scope.local('_');
      const outside = under.value;
      under.value = null;
      try {
        yield* this.run(part);
      } finally {
        if (this.dot) under.value = outside;
      }
    }
  }

  *end(): Gen<void> {
    const { ast } = this.block;
    if (ast.endBlock && !this.isFilter) {
      if (this.dot && this.input.length) this.frame.scope.vars.set('input', this.inputVariable());
      this.inputItems = this.input;
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
    for (const g of this.gathered) storeVariable(scope, g.name, g.append, g.items);
    if (this.pipelineVariable !== null) scope.remove(this.pipelineVariable.toLowerCase());
  }

  // Binding.

  define(p: ParameterFacts, value: PSValue): void {
    const { vars } = this.frame.scope;
    const key = p.name.toLowerCase();
    const known = this.defined.get(key);
    if (known && vars.get(key) === known) {
      known.value = value;
      known.none = false;
      return;
    }
    const variable = parameterVariable(p, value, this.frame);
    this.defined.set(key, variable);
    vars.set(key, variable);
    this.frame.refresh();
  }

  checked(p: ParameterFacts, raw: PSValue, given: boolean, extent: import('../errors.ts').Extent | undefined): PSValue {
    return checkedValue(p, raw, given, this.frame, this.name, extent ? () => extent : null);
  }
}
