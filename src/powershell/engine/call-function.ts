/**
 * The short way to call a function: a command alone in its pipeline that names a function without attributes and without
 * begin, process or clean. What each word binds to is worked out once per place of call. Everything else, and every call
 * that is wrong, takes the long way, which knows the errors.
 */
import type { Command } from '../language/ast.ts';
import { type PSValue, Switch, unwrap } from '../values.ts';
import { type BlockFacts, BoundParameters, blockFacts, missingValue } from './block-facts.ts';
import type { Code } from './code.ts';
import { blockOf } from './compile-block.ts';
import { callDepth } from './errors.ts';
import { Call, type Gen } from './flow.ts';
import { type Flow, FlowError, Frame, type Invocation, type Unit } from './frame.ts';
import type { ParameterFacts } from './parameter-attributes.ts';
import { checkedValue, parameterVariable, positionedError } from './parameter-values.ts';
import type { Place } from './pipeline.ts';
import { Scope, Variable } from './scope.ts';
import type { FunctionValue, ScriptBlockValue } from './script-block.ts';

/** A word of a command: a parameter's name, a value, or both. */
export interface Word {
  readonly parameter: string | null;
  readonly value: Code | null;
  readonly start: number;
  readonly end: number;
}

/** A variable whose value is made when it is first looked at. */
class LateVariable extends Variable {
  private make: (() => PSValue) | null;
  constructor(name: string, make: () => PSValue) {
    super(name);
    this.make = make;
    this.special = true;
  }
  override get(): PSValue {
    if (this.make) {
      this.value = this.make();
      this.make = null;
    }
    return this.value;
  }
  override set(value: PSValue): void {
    this.make = null;
    super.set(value);
  }
}

/** A place of call; its extent is made when somebody looks. */
class CallSite implements Invocation {
  readonly name: string;
  readonly command: PSValue = null;
  private readonly unit: Unit;
  private readonly ast: Command;
  constructor(name: string, unit: Unit, ast: Command) {
    this.name = name;
    this.unit = unit;
    this.ast = ast;
  }
  get extent(): Invocation['extent'] {
    return this.unit.extent(this.ast.start, this.ast.end);
  }
}

/** What the words of one place bind to in one function. */
interface Plan {
  readonly facts: BlockFacts;
  /** In the order of binding: parameter, its place among the function's, the word (-1 for a switch alone). */
  readonly bound: readonly { readonly p: ParameterFacts; readonly word: number }[];
  readonly rest: readonly number[];
  /** Parameters that no word binds to. */
  readonly open: readonly number[];
}

function planOf(words: readonly Word[], facts: BlockFacts): Plan | null {
  const bound: { p: ParameterFacts; word: number }[] = [];
  const taken = new Set<ParameterFacts>();
  const positional: number[] = [];
  for (let i = 0; i < words.length; i++) {
    const { parameter, value } = words[i]!;
    if (parameter === null) {
      positional.push(i);
      continue;
    }
    const l = parameter.toLowerCase();
    const p = facts.parameters.find((x) => x.name.toLowerCase() === l);
    if (!p || taken.has(p)) return null;
    taken.add(p);
    if (value) bound.push({ p, word: i });
    else if (p.isSwitch) bound.push({ p, word: -1 });
    else {
      i++;
      if (i >= words.length || words[i]!.parameter !== null) return null;
      bound.push({ p, word: i });
    }
  }
  const free = facts.parameters.filter((p) => !taken.has(p) && !p.isSwitch);
  const rest: number[] = [];
  for (const i of positional) {
    const p = free.shift();
    if (p) {
      taken.add(p);
      bound.push({ p, word: i });
    } else rest.push(i);
  }
  const open = facts.parameters.flatMap((p, i) => (taken.has(p) ? [] : [i]));
  return { facts, bound, rest, open };
}

/** Calls of one command of a script. */
export class FunctionCall {
  private readonly ast: Command;
  private readonly name: string;
  private readonly words: readonly Word[];
  private plan: Plan | null = null;

  constructor(ast: Command, name: string, words: readonly Word[]) {
    this.ast = ast;
    this.name = name;
    this.words = words;
  }

  /** The function to call the short way; null to go the long way. */
  find(f: Frame): FunctionValue | null {
    const { engine } = f;
    if (engine.strictSeen || engine.findAlias(this.name, f.scope)) return null;
    const fn = engine.findFunction(this.name, f.scope);
    if (!fn || fn.isFilter) return null;
    const { block } = fn;
    const { ast } = block;
    if (ast.begin || ast.process || ast.clean || ast.dynamicParam || !ast.endBlock) return null;
    block.compiled ??= blockOf(ast, block.unit, block.parameters);
    const facts = blockFacts(block.compiled, fn.name, f);
    if (facts.advanced || facts.parameters.some((p) => p.remaining || p.transforms.length)) return null;
    if (this.plan?.facts !== facts) this.plan = planOf(this.words, facts);
    return this.plan ? fn : null;
  }

  /** Runs the function that `find` gave. */
  *run(f: Frame, fn: FunctionValue): Gen<Flow | undefined> {
    const { engine } = f;
    const plan = this.plan!;
    const { words, ast } = this;
    const values: PSValue[] = [];
    for (const { value } of words) values.push(value === null ? null : value.s ? value.s(f) : yield* value.g!(f));
    f.start = ast.start;
    f.end = ast.end;
    if (engine.depth >= engine.depthLimit) throw callDepth();
    const { block } = fn;
    const compiled = block.compiled!;
    const parent = block.home ?? block.module?.scope ?? f.scope;
    const scope = new Scope(parent, false);
    const frame = new Frame(engine, block.unit, scope, f.out, f.streams, compiled.slotCount);
    frame.caller = f;
    frame.invocation = new CallSite(fn.name, f.unit, ast);
    const { vars } = scope;
    vars.set('myinvocation', new LateVariable('MyInvocation', () => this.invocation(f, frame, block)));
    vars.set('input', new Variable('input', []));
    const passed: [string, PSValue][] = [];
    try {
      for (const { p, word } of plan.bound) {
        const raw = word < 0 ? new Switch(true) : values[word]!;
        const value =
          p.types.length || p.rules.length
            ? checkedValue(p, raw, true, frame, fn.name, () => f.unit.extent(words[word]!.start, words[word]!.end))
            : unwrap(raw);
        passed.push([p.name, value]);
        vars.set(p.name.toLowerCase(), parameterVariable(p, value, frame));
      }
      const args = plan.rest.map((i) => unwrap(values[i]!));
      Object.defineProperty(args, 'fromArgs', { value: true });
      vars.set('args', new Variable('args', args));
      for (const i of plan.open) {
        const p = plan.facts.parameters[i]!;
        const code = compiled.parameters[i]!.default;
        const value = code
          ? checkedValue(p, code.s ? code.s(frame) : yield* code.g!(frame), false, frame, fn.name, null)
          : missingValue(p, frame, compiled, fn.name);
        vars.set(p.name.toLowerCase(), parameterVariable(p, value, frame));
      }
    } catch (e) {
      throw positionedError(e, f, ast);
    }
    vars.set('psboundparameters', new LateVariable('PSBoundParameters', () => boundParameters(passed)));
    const part = compiled.part(block.ast.endBlock!);
    if (frame.slots.length < compiled.compiler.slots.index.size)
      frame.slots.length = compiled.compiler.slots.index.size;
    const saved = engine.current;
    engine.depth++;
    engine.current = frame;
    try {
      const flow = part.s ? part.s(frame) : ((yield new Call(part.g!(frame))) as Flow | undefined);
      if (flow && flow.kind !== 'return') return flow;
    } catch (e) {
      if (e instanceof FlowError) return e.flow;
      throw e;
    } finally {
      engine.depth--;
      engine.current = saved;
    }
    engine.ok = true;
    return undefined;
  }

  private invocation(f: Frame, frame: Frame, block: ScriptBlockValue): PSValue {
    const place: Place = {
      frame: f,
      planned: { ast: this.ast, name: this.name, elements: [], redirect: null },
      out: frame.out,
      streams: frame.streams,
      expectsInput: false,
      position: 1,
      length: 1,
    };
    return frame.engine.invocationObject(frame, place, block);
  }
}

function boundParameters(passed: readonly (readonly [string, PSValue])[]): BoundParameters {
  const bound = new BoundParameters();
  for (const [name, value] of passed) bound.set(name, value);
  return bound;
}
