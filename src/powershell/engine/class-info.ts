/** Classes that scripts define, as the engine knows them. */
import type { FunctionMember } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import type { Code } from './code.ts';
import type { Block, Compiler } from './compile-block.ts';
import { Exception, exceptionChain } from './errors.ts';
import type { Frame } from './frame.ts';
import type { Rule } from './parameter-attributes.ts';
import { PSObj } from './psobject.ts';
import type { ScriptClass, TypeValue } from './type-value.ts';

export interface Method {
  readonly ast: FunctionMember;
  readonly block: Block;
  readonly types: readonly (TypeValue | null)[];
  readonly returns: TypeValue | null;
  readonly isVoid: boolean;
  readonly baseArgs: readonly Code[] | null;
  readonly cls: ClassInfo;
}

interface Property {
  readonly name: string;
  readonly type: TypeValue | null;
  readonly initial: Code | null;
  readonly compiler: Compiler;
  readonly hidden: boolean;
  readonly rules: readonly Rule[];
}

/** A class of a script. */
export class ClassInfo implements ScriptClass {
  readonly name: string;
  readonly base: ClassInfo | null;
  readonly netBase: string | null;
  readonly properties: Property[] = [];
  readonly statics = new Map<string, { name: string; value: PSValue; type: TypeValue | null }>();
  readonly methods = new Map<string, Method[]>();
  readonly staticMethods = new Map<string, Method[]>();
  readonly constructors: Method[] = [];
  frame!: Frame;
  type!: TypeValue;
  constructor(name: string, base: ClassInfo | null, netBase: string | null) {
    this.name = name;
    this.base = base;
    this.netBase = netBase;
  }
  get chain(): string[] {
    const names: string[] = [];
    let net: string | null = null;
    for (let c: ClassInfo | null = this; c; c = c.base) {
      names.push(c.name);
      net = c.netBase;
    }
    return [...names, ...(net ? exceptionChain(net) : ['System.Object'])];
  }
  find(name: string): Method[] | undefined {
    for (let c: ClassInfo | null = this; c; c = c.base) {
      const m = c.methods.get(name);
      if (m) return m;
    }
    return undefined;
  }
  findStatic(name: string): Method[] | undefined {
    for (let c: ClassInfo | null = this; c; c = c.base) {
      const m = c.staticMethods.get(name);
      if (m) return m;
    }
    return undefined;
  }
  findStaticProperty(name: string): { name: string; value: PSValue; type: TypeValue | null } | undefined {
    for (let c: ClassInfo | null = this; c; c = c.base) {
      const p = c.statics.get(name);
      if (p) return p;
    }
    return undefined;
  }
}

/** Class of an instance. */
export function classOf(value: PSValue): ClassInfo | null {
  if (value instanceof PSObj && value.data instanceof Instance) return value.data.cls;
  if (value instanceof Exception) return instanceClass.get(value) ?? null;
  return null;
}

export const instanceClass = new WeakMap<object, ClassInfo>();

export class Instance {
  readonly cls: ClassInfo;
  constructor(cls: ClassInfo) {
    this.cls = cls;
  }
}
