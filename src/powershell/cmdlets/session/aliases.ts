/** Get-Alias and its kin. */
import { type Builtin, type Context, command } from '../../engine/builtin.ts';
import { commandTypes } from '../../engine/enums.ts';
import { PSObj } from '../../engine/psobject.ts';
import type { Scope } from '../../engine/scope.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { EnumValue } from '../../values.ts';
import { scopeFor } from './scopes.ts';

export function aliasObject(c: Context, name: string, definition: string): PSObj {
  const o = new PSObj(
    ['System.Management.Automation.AliasInfo', 'System.Management.Automation.CommandInfo', 'System.Object'],
    {
      Name: name,
      CommandType: new EnumValue(commandTypes, 1),
      Definition: definition,
      ResolvedCommandName: definition,
      DisplayName: `${name} -> ${definition}`,
      Source: '',
      Version: null,
      ModuleName: '',
      Options: 'None',
    },
  );
  o.toText = () => name;
  void c;
  return o;
}

export const ALIASES: readonly Builtin[] = [
  command('Get-Alias', 'Name:string[]@0< Exclude:string[] Scope:string Definition:string[]', (c) => ({
    *process() {
      const wanted = c.has('Name') ? c.texts('Name') : ['*'];
      const all = new Map<string, { name: string; definition: string }>();
      for (let s: Scope | null = c.frame.scope; s; s = s.parent)
        for (const [k, a] of s.aliases ?? []) if (!all.has(k)) all.set(k, a);
      for (const w of wanted) {
        const regex = wildcard(w);
        const found = [...all.values()].filter(
          (a) =>
            regex.test(a.name) &&
            (!c.has('Definition') || c.texts('Definition').some((d) => wildcard(d).test(a.definition))),
        );
        if (!found.length && !hasWildcard(w))
          yield* c.error(
            c.record(
              'ItemNotFoundException',
              'ObjectNotFound',
              `This command cannot find a matching alias because an alias with the name '${w}' does not exist.`,
              'System.Management.Automation.ItemNotFoundException',
              { target: w },
            ),
          );
        for (const a of found.sort((x, y) => (x.name < y.name ? -1 : 1)))
          yield* c.emit(aliasObject(c, a.name, a.definition));
      }
    },
  })),
  ...['Set-Alias', 'New-Alias'].map((name) =>
    command(
      name,
      'Name:string@0!<. Value|Definition:string@1!<. Description:string Option:string PassThru Scope:string Force',
      (c) => ({
        *process() {
          if (name === 'New-Alias' && c.engine.findAlias(c.text('Name'), c.frame.scope) && !c.flag('Force')) {
            yield* c.error(
              c.record(
                'AliasAlreadyExists',
                'ResourceExists',
                `The alias is not allowed, because an alias with the name '${c.text('Name')}' already exists.`,
                'System.Management.Automation.SessionStateException',
                { target: c.text('Name') },
              ),
            );
            return;
          }
          c.engine.setAlias(scopeFor(c), c.text('Name'), c.text('Value'));
          if (c.flag('PassThru')) yield* c.emit(aliasObject(c, c.text('Name'), c.text('Value')));
        },
      }),
    ),
  ),
  command('Remove-Alias', 'Name:string[]@0!<* Scope:string Force', (c) => ({
    *process() {
      for (const n of c.texts('Name')) {
        for (let s: Scope | null = c.frame.scope; s; s = s.parent) if (s.aliases?.delete(n.toLowerCase())) break;
      }
    },
  })),
];
