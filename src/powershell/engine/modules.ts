/** Modules: a scope of their own and what they export. */

import type { Scope } from './scope.ts';
import type { FunctionValue } from './script-block.ts';

export class Module {
  readonly name: string;
  readonly path: string;
  readonly scope: Scope;
  version = '0.0';
  description = '';
  guid = '00000000-0000-0000-0000-000000000000';
  readonly functions = new Map<string, FunctionValue>();
  readonly aliases = new Map<string, string>();
  readonly variables = new Map<string, import('./scope.ts').Variable>();
  readonly cmdlets: string[] = [];
  nested: Module[] = [];
  /** What Export-ModuleMember named; null where it was not called. */
  exported: { functions: string[]; variables: string[]; aliases: string[]; cmdlets: string[] } | null = null;
  privateData: import('../values.ts').PSValue = null;
  constructor(name: string, path: string, scope: Scope) {
    this.name = name;
    this.path = path;
    this.scope = scope;
  }
}

/** Scopes that belong to modules. */
export const moduleScopes = new WeakMap<Scope, Module>();
