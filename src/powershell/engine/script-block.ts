/** Script blocks and functions as values. */
import type { ScriptBlock as Ast } from '../language/ast.ts';
import { ScriptBlock } from '../values.ts';
import type { Block } from './compile-block.ts';
import type { Unit } from './frame.ts';
import type { Module } from './modules.ts';
import type { Scope } from './scope.ts';

/** A script block that can run. */
export class ScriptBlockValue extends ScriptBlock {
  readonly ast: Ast;
  readonly unit: Unit;
  compiled: Block | null = null;
  /** Parameters of a function that stand before its body. */
  parameters: import('../language/ast.ts').Parameter[] | null = null;
  /** Scope that a closure keeps, or a module's. */
  home: Scope | null;
  module: Module | null = null;
  /** File that the block is the whole of. */
  constructor(text: string, ast: Ast, unit: Unit, home: Scope | null = null) {
    super(text);
    this.ast = ast;
    this.unit = unit;
    this.home = home;
  }
}

/** A function or filter. */
export class FunctionValue {
  readonly name: string;
  readonly block: ScriptBlockValue;
  readonly isFilter: boolean;
  module: Module | null = null;
  constructor(name: string, block: ScriptBlockValue, isFilter: boolean) {
    this.name = name;
    this.block = block;
    this.isFilter = isFilter;
  }
}
