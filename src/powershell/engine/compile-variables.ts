/** Variables in compiled code: slots that find theirs once, with the scopes behind them. */
import type { VariableExpression } from '../language/ast.ts';
import type { PSValue } from '../values.ts';
import { type Code, sync } from './code.ts';
import { runtimeError, type ScriptError } from './errors.ts';
import type { Frame } from './frame.ts';
import { VOID } from './method-tools.ts';
import { epoch, type Scope, Variable } from './scope.ts';
import { ScriptBlockValue } from './script-block.ts';

/** Names of the variables of one block, by slot. */
export class Slots {
  readonly index = new Map<string, number>();
  of(key: string): number {
    let i = this.index.get(key);
    if (i === undefined) {
      i = this.index.size;
      this.index.set(key, i);
    }
    return i;
  }
}

const SCOPES = new Set(['global', 'local', 'script', 'private']);

/** A name split at its scope or drive. */
export function splitName(name: string): { scope: string | null; drive: string | null; name: string } {
  const colon = name.indexOf(':');
  if (colon <= 0 || colon === name.length - 1) return { scope: null, drive: null, name };
  const prefix = name.slice(0, colon).toLowerCase();
  const rest = name.slice(colon + 1);
  if (SCOPES.has(prefix)) return { scope: prefix, drive: null, name: rest };
  if (prefix === 'variable') return { scope: null, drive: null, name: rest };
  return { scope: null, drive: prefix, name: rest };
}

function missing(f: Frame, name: string, from: number): PSValue {
  if (f.engine.strictSeen && f.engine.strictness(f.scope) >= from) {
    throw runtimeError(
      'VariableIsUndefined',
      `The variable '$${name}' cannot be retrieved because it has not been set.`,
      {
        target: name,
      },
    );
  }
  return null;
}

/** The scope that a prefix means. */
export function scopeOf(f: Frame, prefix: string): Scope {
  return prefix === 'global' ? f.scope.global : prefix === 'script' ? f.scope.script : f.scope;
}

/** Reads a variable. `from`: strict mode's version that wants it to exist. */
export function readVariable(e: VariableExpression, slots: Slots, from = 1): Code {
  const { scope, drive, name } = splitName(e.name);
  const key = name.toLowerCase();
  if (drive) return sync((f) => readDrive(f, drive, name));
  if (scope) {
    return sync((f) => {
      if (scope === 'local' || scope === 'private') {
        const v = f.scope.vars.get(key);
        return v ? v.get() : missing(f, name, from);
      }
      const v = scopeOf(f, scope).vars.get(key) ?? f.engine.automatic(key);
      return v ? v.get() : missing(f, name, from);
    });
  }
  switch (key) {
    case 'true':
      return sync(() => true);
    case 'false':
      return sync(() => false);
    case 'null':
      return sync(() => null);
    case '?':
      return sync((f) => f.engine.ok);
    case 'psitem':
      return sync((f) => f.scope.find('_')?.get() ?? null);
    case 'psscriptroot':
      return sync((f) => (f.unit.file ?? '').replace(/[\\/][^\\/]*$/, ''));
    case 'pscommandpath':
      return sync((f) => f.unit.file ?? '');
  }
  const slot = slots.of(key);
  return sync((f) => {
    if (f.epoch !== epoch.value) f.refresh();
    let v = f.slots[slot];
    if (v === undefined) {
      v = f.scope.find(key) ?? f.engine.automatic(key);
      if (v === undefined) return missing(f, name, from);
      f.slots[slot] = v;
    }
    return v.special ? v.get() : v.value;
  });
}

/** Reads a variable as a pipeline takes it: what a command without output left is no value at all. */
export function readVariableOrNone(e: VariableExpression, slots: Slots): Code {
  const read = readVariable(e, slots);
  const { scope, drive, name } = splitName(e.name);
  const key = name.toLowerCase();
  if (drive || key === 'null' || key === 'true' || key === 'false') return read;
  const get = read.s!;
  return sync((f) => {
    const v = get(f);
    if (v !== null) return v;
    const from = scope ? scopeOf(f, scope).vars.get(key) : f.scope.find(key);
    return from?.none ? VOID : null;
  });
}

/** Makes a function that assigns a variable; VOID leaves it without a value. */
export function assignVariable(e: VariableExpression, slots: Slots): (f: Frame, value: PSValue) => void {
  const assign = assignValue(e, slots);
  const { scope, drive, name } = splitName(e.name);
  const key = name.toLowerCase();
  return (f, value) => {
    if (value !== VOID) {
      assign(f, value);
      return;
    }
    if (drive === 'env') {
      f.engine.setEnv(name, '');
      return;
    }
    assign(f, null);
    const v = drive ? undefined : scope ? scopeOf(f, scope).vars.get(key) : f.scope.find(key);
    if (v && v.value === null) v.none = true;
  };
}

function assignValue(e: VariableExpression, slots: Slots): (f: Frame, value: PSValue) => void {
  const { scope, drive, name } = splitName(e.name);
  const key = name.toLowerCase();
  if (drive) return (f, value) => writeDrive(f, drive, name, value);
  if (scope) {
    return (f, value) => {
      const s = scopeOf(f, scope);
      const v = s.vars.get(key);
      if (v) {
        v.set(value);
        v.none = false;
      } else {
        const made = new Variable(name, value);
        if (scope === 'private') {
          made.options = 'Private';
        }
        s.vars.set(key, made);
        epoch.value++;
      }
    };
  }
  if (key === 'null') return () => undefined;
  if (key === 'true' || key === 'false') {
    return () => {
      throw runtimeError(
        'VariableNotWritable',
        `Cannot overwrite variable ${name} because it is read-only or constant.`,
        {
          category: 'WriteError',
          exceptionType: 'System.Management.Automation.SessionStateUnauthorizedAccessException',
        },
      );
    };
  }
  const slot = slots.of(key);
  return (f, value) => {
    if (f.epoch !== epoch.value) f.refresh();
    let v = f.locals[slot];
    if (v === undefined) {
      v = f.scope.vars.get(key);
      if (v === undefined) {
        const auto = f.engine.automatic(key);
        if (auto) {
          auto.set(value);
          return;
        }
        f.scope.assign(name, value);
        v = f.scope.vars.get(key);
        if (v === undefined) return;
        if (f.epoch !== epoch.value) f.refresh();
        f.locals[slot] = v;
        f.slots[slot] = v;
        return;
      }
      f.locals[slot] = v;
      f.slots[slot] = v;
    }
    if (v.special) v.set(value);
    else v.value = value;
    v.none = false;
  };
}

function readDrive(f: Frame, drive: string, name: string): PSValue {
  switch (drive) {
    case 'env':
      return f.engine.env(name);
    case 'function': {
      const fn = f.engine.findFunction(name, f.scope);
      return fn?.block ?? null;
    }
    case 'alias':
      return f.engine.findAlias(name, f.scope)?.definition ?? null;
  }
  // A drive that does not exist has no variables.
  return null;
}

/** `$using:name`: a variable that was taken along into this session. */
export function usingVariable(name: string): Code {
  const key = `using:${name.toLowerCase()}`;
  return sync((f) => {
    const variable = f.scope.find(key);
    if (variable) return variable.get();
    throw notTaken();
  });
}

function notTaken(): ScriptError {
  return runtimeError(
    'UsingWithoutInvokeCommand',
    'A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only if the script block is invoked on a remote computer.',
  );
}

function writeDrive(f: Frame, drive: string, name: string, value: PSValue): void {
  switch (drive) {
    case 'env':
      f.engine.setEnv(name, value);
      return;
    case 'function':
      f.engine.defineFunction(
        f.scope,
        name,
        value instanceof ScriptBlockValue ? value : f.engine.scriptBlock(String(value)),
        false,
      );
      return;
    case 'alias':
      f.engine.setAlias(f.scope, name, String(value));
      return;
  }
  readDrive(f, drive, name);
}
