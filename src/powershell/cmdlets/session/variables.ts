/** Get-Variable and its kin. */
import { type Builtin, type Context, command } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import { toText } from '../../engine/convert.ts';
import { amended, asScriptError } from '../../engine/errors.ts';
import type { Gen } from '../../engine/flow.ts';
import type { Scope, Variable } from '../../engine/scope.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import type { PSValue } from '../../values.ts';
import { refuse } from '../refusals.ts';
import { scopeFor } from './scopes.ts';

function matching(c: Context, pattern: string): Variable[] {
  const regex = wildcard(pattern);
  const found = new Map<string, Variable>();
  if (c.has('Scope')) for (const [k, v] of scopeFor(c).vars) if (regex.test(v.name)) found.set(k, v);
  if (!c.has('Scope'))
    for (let s: Scope | null = c.frame.scope; s; s = s.parent)
      for (const [k, v] of s.vars) if (regex.test(v.name) && !found.has(k)) found.set(k, v);
  return [...found.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** True where -Include and -Exclude let a variable through. */
function isWanted(c: Context, name: string): boolean {
  const include = c.texts('Include');
  if (include.length > 0 && !include.some((p) => wildcard(p).test(name))) return false;
  return !c.texts('Exclude').some((p) => wildcard(p).test(name));
}

function* eachVariable(c: Context, use: (v: Variable, home: Scope) => Gen<void>): Gen<void> {
  for (const name of c.texts('Name')) {
    if (hasWildcard(name)) {
      for (const v of matching(c, name)) if (isWanted(c, v.name)) yield* use(v, c.frame.scope);
      continue;
    }
    const key = name.toLowerCase();
    const v = c.has('Scope') ? scopeFor(c).vars.get(key) : (c.frame.scope.find(key) ?? c.engine.automatic(key));
    if (!v) {
      yield* c.error(
        c.record(
          'VariableNotFound',
          'ObjectNotFound',
          `Cannot find a variable with the name '${name}'.`,
          'System.Management.Automation.ItemNotFoundException',
          { target: name },
        ),
      );
      continue;
    }
    if (isWanted(c, v.name)) yield* use(v, c.frame.scope);
  }
}

function homeOf(c: Context, v: Variable): Scope {
  for (let s: Scope | null = c.frame.scope; s; s = s.parent) for (const x of s.vars.values()) if (x === v) return s;
  return c.frame.scope;
}

function setOptions(c: Context, v: Variable): void {
  if (c.text('Visibility').toLowerCase() === 'private')
    refuse(c, { Visibility: 'all variables of a session are public.' });
  if (!c.has('Option')) return;
  v.options = /constant/i.test(c.text('Option'))
    ? 'Constant'
    : /readonly/i.test(c.text('Option'))
      ? 'ReadOnly'
      : /allscope/i.test(c.text('Option'))
        ? 'AllScope'
        : /private/i.test(c.text('Option'))
          ? 'Private'
          : 'None';
  v.special = true;
}

export const VARIABLES: readonly Builtin[] = [
  command('Get-Variable', 'Name:string[]@0<.  ValueOnly Include:string[] Exclude:string[] Scope:string', (c) => ({
    *process() {
      const show = function* (v: Variable): Gen<void> {
        if (c.flag('ValueOnly')) {
          const x = v.get();
          const items = enumerable(x);
          if (items) yield* c.emitAll(items);
          else yield* c.emit(x);
        } else yield* c.emit(c.engine.variableObject(v));
      };
      if (!c.has('Name')) {
        for (const v of matching(c, '*')) if (isWanted(c, v.name)) yield* show(v);
      } else yield* eachVariable(c, show);
    },
  })),
  command(
    'Set-Variable',
    'Name:string[]@0! Value:object@1< Include:string[] Exclude:string[] Description:string Option:string Force Visibility:string PassThru Scope:string',
    (c) => {
      const gathered: PSValue[] = [];
      return {
        *process(input) {
          if (input !== undefined) gathered.push(input);
        },
        *end() {
          const value =
            c.has('Value') && !gathered.length
              ? c.get('Value')
              : gathered.length === 1
                ? gathered[0]!
                : gathered.length
                  ? gathered
                  : null;
          const named = c.texts('Name').flatMap((n) => (hasWildcard(n) ? matching(c, n).map((v) => v.name) : [n]));
          for (const name of named) {
            if (!isWanted(c, name)) continue;
            if (!c.should('Set variable', `Name: ${name} Value: ${toText(value)}`)) continue;
            const scope = scopeFor(c);
            const old = scope.vars.get(name.toLowerCase());
            if (old?.options === 'ReadOnly' && c.flag('Force')) old.options = 'None';
            if (old && (c.has('Value') || gathered.length)) {
              try {
                old.set(value);
              } catch (e) {
                const error = asScriptError(e);
                if (!error) throw e;
                amended(error.error, { activity: c.name, extent: c.extent, className: c.def.className });
                yield* c.error(error.error);
                continue;
              }
            }
            const v = old ?? scope.local(name);
            if (!old) v.value = value;
            if (c.has('Description')) v.description = c.text('Description');
            setOptions(c, v);
            if (c.flag('PassThru')) yield* c.emit(c.engine.variableObject(v));
          }
        },
      };
    },
    { raw: true, confirm: 'Low' },
  ),
  command(
    'New-Variable',
    'Name:string@0! Value:object@1< Description:string Option:string Visibility:string Force PassThru Scope:string',
    (c) => ({
      *process() {
        const name = c.text('Name');
        const scope = scopeFor(c);
        const old = scope.vars.get(name.toLowerCase());
        if (old && (!c.flag('Force') || old.options === 'Constant')) {
          yield* c.error(
            c.record(
              old.options === 'None' || !c.flag('Force') ? 'VariableAlreadyExists' : 'VariableNotWritable',
              old.options === 'None' || !c.flag('Force') ? 'ResourceExists' : 'WriteError',
              old.options === 'None' || !c.flag('Force')
                ? `A variable with name '${name}' already exists.`
                : `Cannot overwrite variable ${name} because it is read-only or constant.`,
              'System.Management.Automation.SessionStateException',
              { target: name },
            ),
          );
          return;
        }
        if (old) scope.remove(name.toLowerCase());
        const v = scope.local(name);
        v.value = c.get('Value');
        v.description = c.text('Description');
        setOptions(c, v);
        if (c.flag('PassThru')) yield* c.emit(c.engine.variableObject(v));
      },
    }),
    { confirm: 'Low' },
  ),
  command(
    'Remove-Variable',
    'Name:string[]@0!<. Include:string[] Exclude:string[] Force Scope:string',
    (c) => ({
      *process() {
        yield* eachVariable(c, function* (v) {
          if (v.options === 'Constant' || (v.options === 'ReadOnly' && !c.flag('Force'))) {
            yield* c.error(
              c.record(
                'VariableNotRemovable',
                'WriteError',
                `Cannot remove variable ${v.name} because it is constant or read-only. If the variable is read-only, try the operation again specifying the Force option.`,
                'System.Management.Automation.SessionStateUnauthorizedAccessException',
                { target: v.name },
              ),
            );
            return;
          }
          homeOf(c, v).remove(v.name.toLowerCase());
        });
      },
    }),
    { confirm: 'Low' },
  ),
  command(
    'Clear-Variable',
    'Name:string[]@0!<. Include:string[] Exclude:string[] Force PassThru Scope:string',
    (c) => ({
      *process() {
        yield* eachVariable(c, function* (v) {
          if (v.options === 'ReadOnly' && c.flag('Force')) v.value = null;
          else v.set(null);
          if (c.flag('PassThru')) yield* c.emit(c.engine.variableObject(v));
        });
      },
    }),
    { confirm: 'Low' },
  ),
];
