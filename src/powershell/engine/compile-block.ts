/** Script blocks to compiled form: parameters, the named blocks, and the state that compiling one block needs. */
import type {
  Assignment,
  CommandExpression,
  Expression,
  NamedBlock,
  Parameter,
  ScriptBlock,
  Statement,
  StatementBlock,
} from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import { type Code, map, type Step, sync, waits } from './code.ts';
import { collapse, enumerable } from './collections.ts';
import { compileAssignment, typedTarget } from './compile-assignments.ts';
import { compileExpression, compileValue } from './compile-expressions.ts';
import { compileStatement, compileStatements } from './compile-statements.ts';
import { compileTarget, type Target } from './compile-targets.ts';
import { Slots } from './compile-variables.ts';
import { runNow } from './flow.ts';
import { Collector, type Flow, FlowError, type Unit } from './frame.ts';
import { VOID } from './method-tools.ts';

/** Compiles one script block. */
export class Compiler {
  readonly unit: Unit;
  readonly slots = new Slots();
  constructor(unit: Unit) {
    this.unit = unit;
  }

  /** A block inside, compiled when it first runs. */
  nested(ast: ScriptBlock): Block {
    let block = blocks.get(ast);
    if (!block) {
      block = new Block(ast, this.unit, null);
      blocks.set(ast, block);
    }
    return block;
  }

  typedTarget(e: Expression): Target {
    return typedTarget(this, e);
  }

  /** Output of statements as one value; VOID for none. */
  collect(body: StatementBlock): Code {
    const items = this.items(compileStatements(this, body));
    return items.s ? map(items, (v) => fold(v as PSValue[])) : map(items, (v) => fold(v as PSValue[]));
  }

  /** Output of statements as an array. */
  collectItems(body: StatementBlock): Code {
    return this.items(compileStatements(this, body), false);
  }

  collectStatement(s: Statement): Code {
    return map(this.items(compileStatement(this, s)), (v) => fold(v as PSValue[]));
  }

  /** Where statements end by `break` or `continue` there is no value: what they gave so far goes out where it `spills`. */
  private items(body: Step, spills = true): Code {
    if (body.s) {
      const { s } = body;
      return sync((f) => {
        const out = new Collector();
        const saved = f.out;
        f.out = out;
        let flow: Flow | undefined;
        try {
          flow = s(f);
        } finally {
          f.out = saved;
        }
        if (flow && flow.kind !== 'return') {
          for (const item of spills ? out.items : []) {
            const more = saved.write(item);
            if (more) runNow(more);
          }
          throw new FlowError(flow);
        }
        return out.items;
      });
    }
    const g = body.g!;
    return waits(function* (f) {
      const out = new Collector();
      const saved = f.out;
      f.out = out;
      let flow: Flow | undefined;
      try {
        flow = yield* g(f);
      } finally {
        f.out = saved;
      }
      if (flow && flow.kind !== 'return') {
        for (const item of spills ? out.items : []) {
          const more = saved.write(item);
          if (more) yield* more;
        }
        throw new FlowError(flow);
      }
      return out.items;
    });
  }

  /** Value of a statement. `keeps`: a variable without a value gives VOID, not null. */
  statementValue(s: Statement | CommandExpression, keeps = false): Code {
    const whole = (e: Expression): Code => (keeps ? compileValue(this, e) : compileExpression(this, e));
    if (s.kind === 'CommandExpression' && !s.redirections.length) return whole(s.expression);
    if (s.kind === 'Pipeline' && s.elements.length === 1 && !s.background) {
      const only = s.elements[0]!;
      if (only.kind === 'CommandExpression' && !only.redirections.length) return whole(only.expression);
    }
    if (s.kind === 'AssignmentStatement') return this.assignmentValue(s);
    if (s.kind === 'CommandExpression') {
      return this.collectStatement({ kind: 'Pipeline', start: s.start, end: s.end, background: false, elements: [s] });
    }
    return this.collectStatement(s);
  }

  assignmentValue(s: Assignment): Code {
    return compileAssignment(this, s);
  }

  expression(e: Expression): Code {
    return compileExpression(this, e);
  }
  value(e: Expression): Code {
    return compileValue(this, e);
  }
  target(e: Expression): Target {
    return compileTarget(this, e);
  }
}

function fold(items: PSValue[]): PSValue {
  return items.length === 0 ? VOID : collapse(items);
}

const blocks = new WeakMap<ScriptBlock, Block>();

/** A compiled part of a block. */
export interface Part {
  readonly step: Step;
}

/** What a parameter of a script is. */
export interface ParameterCode {
  readonly ast: Parameter;
  readonly name: string;
  readonly default: Code | null;
}

/** A compiled script block. Parts are compiled when they first run. */
export class Block {
  readonly ast: ScriptBlock;
  readonly unit: Unit;
  readonly compiler: Compiler;
  readonly parameters: readonly ParameterCode[];
  private readonly parts = new Map<NamedBlock, Step>();
  /** Facts that the binder works out once. */
  facts: unknown = null;
  constructor(ast: ScriptBlock, unit: Unit, parameters: readonly Parameter[] | null) {
    this.ast = ast;
    this.unit = unit;
    this.compiler = new Compiler(unit);
    this.parameters = (parameters ?? ast.param?.parameters ?? []).map((p) => ({
      ast: p,
      name: p.name.name,
      default: p.default ? compileExpression(this.compiler, p.default) : null,
    }));
  }
  get slotCount(): number {
    // Slots may be added while parts compile; a few to spare spare a new array.
    return this.compiler.slots.index.size + 4;
  }
  part(block: NamedBlock): Step {
    let step = this.parts.get(block);
    if (!step) {
      step = compileStatements(this.compiler, block);
      this.parts.set(block, step);
    }
    return step;
  }
}

/** Compiled form of a block's tree, made once. */
export function blockOf(ast: ScriptBlock, unit: Unit, parameters: readonly Parameter[] | null): Block {
  let block = blocks.get(ast);
  if (!block || (parameters && !block.parameters.length && parameters.length)) {
    block = new Block(ast, unit, parameters);
    blocks.set(ast, block);
  }
  return block;
}

export type { Flow };
export { enumerable };
