/** Variables and the scopes they live in. */
import type { PSValue } from '../values.ts';
import { runtimeError } from './errors.ts';

/** A variable. */
export class Variable {
  readonly name: string;
  value: PSValue;
  options: 'None' | 'ReadOnly' | 'Constant' | 'AllScope' | 'Private' = 'None';
  description = '';
  /** Converts and checks what is assigned. */
  constraint: ((value: PSValue) => PSValue) | null = null;
  /** Automatic variables that are computed. */
  getter: (() => PSValue) | null = null;
  setter: ((value: PSValue) => void) | null = null;
  /** True where `value` alone does not tell all: an option, a constraint, an accessor. */
  special = false;
  /** True where the value is what a command without output left: null to look at, no item to a pipeline. */
  none = false;
  /** Types and attributes as written, for Get-Variable's Attributes. */
  constructor(name: string, value: PSValue = null) {
    this.name = name;
    this.value = value;
  }
  get(): PSValue {
    return this.getter ? this.getter() : this.value;
  }
  set(value: PSValue): void {
    if (this.options === 'ReadOnly' || this.options === 'Constant') {
      throw runtimeError(
        'VariableNotWritable',
        `Cannot overwrite variable ${this.name} because it is read-only or constant.`,
        {
          category: 'WriteError',
          exceptionType: 'System.Management.Automation.SessionStateUnauthorizedAccessException',
          target: this.name,
        },
      );
    }
    const v = this.constraint ? this.constraint(value) : value;
    if (this.setter) this.setter(v);
    else this.value = v;
  }
}

/** Bumped whenever a variable appears where slots may have looked past it. */
export const epoch = { value: 0 };

/** A command that a script defined in a scope. */
export interface Aliases {
  readonly name: string;
  definition: string;
  options: string;
}

/** One scope: variables, functions and aliases, and the scope outside. */
export class Scope {
  readonly parent: Scope | null;
  readonly vars = new Map<string, Variable>();
  functions: Map<string, unknown> | null = null;
  aliases: Map<string, Aliases> | null = null;
  /** The scope that `$script:` means from here. */
  script: Scope;
  /** The outermost scope of the session or module. */
  global: Scope;
  strict: number | null = null;
  /** True once code of another block runs in this scope too. */
  shared = false;
  constructor(parent: Scope | null, isScript = false) {
    this.parent = parent;
    this.global = parent ? parent.global : this;
    this.script = isScript || !parent ? this : parent.script;
  }
  find(key: string): Variable | undefined {
    for (let s: Scope | null = this; s; s = s.parent) {
      const v = s.vars.get(key);
      if (v && (v.options !== 'Private' || s === this)) return v;
    }
    return undefined;
  }
  /** The variable of this very scope, made where there is none. */
  local(name: string): Variable {
    const key = name.toLowerCase();
    let v = this.vars.get(key);
    if (!v) {
      v = new Variable(name);
      this.vars.set(key, v);
      epoch.value++;
    }
    return v;
  }
  /** Assigns in this scope; variables of all scopes are shared. */
  assign(name: string, value: PSValue): void {
    const key = name.toLowerCase();
    const own = this.vars.get(key);
    if (own) {
      own.set(value);
      return;
    }
    const outer = this.find(key);
    if (outer?.options === 'AllScope') {
      outer.set(value);
      return;
    }
    const v = new Variable(name, value);
    this.vars.set(key, v);
    if (outer || this.shared) epoch.value++;
  }
  remove(key: string): boolean {
    epoch.value++;
    return this.vars.delete(key);
  }
}
