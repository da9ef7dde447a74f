/** Get-Alias, Set-Alias, New-Alias, Remove-Alias, Export-Alias, Import-Alias. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { commandTypes } from '../../engine/enums.ts';
import type { Gen } from '../../engine/flow.ts';
import { formatDate } from '../../engine/format-date.ts';
import { dateOf } from '../../engine/net/date.ts';
import { PSObj } from '../../engine/psobject.ts';
import type { Aliases, Scope } from '../../engine/scope.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { EnumValue } from '../../values.ts';
import { parseCsv } from '../csv.ts';
import { builtin } from '../declare.ts';
import { decodeBytes } from '../encoding.ts';
import { reported } from '../files/io-errors.ts';
import { scopeFor } from './scopes.ts';

export function aliasObject(_c: Context, name: string, definition: string, options = 'None', description = ''): PSObj {
  const o = new PSObj(
    ['System.Management.Automation.AliasInfo', 'System.Management.Automation.CommandInfo', 'System.Object'],
    {
      Name: name,
      CommandType: new EnumValue(commandTypes, 1),
      Definition: definition,
      ReferencedCommand: definition,
      ResolvedCommand: definition,
      ResolvedCommandName: definition,
      DisplayName: `${name} -> ${definition}`,
      Description: description,
      Source: '',
      Version: null,
      ModuleName: '',
      Options: options,
      Visibility: 'Public',
    },
  );
  o.toText = () => name;
  return o;
}

const descriptions = new WeakMap<Aliases, string>();
const shown = (c: Context, a: Aliases): PSObj =>
  aliasObject(c, a.name, a.definition, a.options, descriptions.get(a) ?? '');

/** Aliases that can be seen, inner ones first; of one scope where -Scope names it. */
function visible(c: Context): Aliases[] {
  if (c.has('Scope')) return [...(scopeFor(c).aliases?.values() ?? [])];
  const all = new Map<string, Aliases>();
  for (let s: Scope | null = c.frame.scope; s; s = s.parent)
    for (const [k, a] of s.aliases ?? []) if (!all.has(k)) all.set(k, a);
  return [...all.values()];
}

const byName = (a: Aliases, b: Aliases): number => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1);

const GET_ALIAS = builtin(
  'Get-Alias',
  'utility',
  'Name string[] ~ [Default] @0 <*\nExclude string[]\nScope string\nDefinition string[] ~ [Definition]',
  (c) => ({
    *process() {
      const all = visible(c);
      const excluded = c.texts('Exclude').map((p) => wildcard(p));
      const by = c.has('Definition') ? 'Definition' : 'Name';
      for (const w of c.has(by) ? c.texts(by) : ['*']) {
        const pattern = wildcard(w);
        const found = all.filter(
          (a) => pattern.test(by === 'Name' ? a.name : a.definition) && !excluded.some((e) => e.test(a.name)),
        );
        if (found.length === 0 && !hasWildcard(w)) {
          yield* c.error(
            c.record(
              'ItemNotFoundException',
              'ObjectNotFound',
              `This command cannot find a matching alias because an alias with the ${by.toLowerCase()} '${w}' does not exist.`,
              'System.Management.Automation.ItemNotFoundException',
              { target: w },
            ),
          );
        }
        for (const a of found.sort(byName)) yield* c.emit(shown(c, a));
      }
    },
  }),
  { defaultSet: 'Default' },
);

/** Makes or changes an alias; one that may not be changed is an error. */
function* put(c: Context, name: string, value: string, facts: { options: string; description: string }): Gen<void> {
  const scope = scopeFor(c);
  const old = scope.aliases?.get(name.toLowerCase());
  if (old && /constant|readonly/i.test(old.options) && !(c.flag('Force') && !/constant/i.test(old.options))) {
    yield* c.error(
      c.record(
        'AliasNotWritable',
        'WriteError',
        `Alias is not writeable because alias ${name} is read-only or constant and cannot be written to.`,
        'System.Management.Automation.SessionStateUnauthorizedAccessException',
        { target: name },
      ),
    );
    return;
  }
  c.engine.setAlias(scope, name, value, facts.options);
  const made = scope.aliases!.get(name.toLowerCase())!;
  descriptions.set(made, facts.description);
  if (c.flag('PassThru')) yield* c.emit(shown(c, made));
}

const OPTIONS = '{None,ReadOnly,Constant,Private,AllScope,Unspecified}';

const aliasCommand = (name: 'Set-Alias' | 'New-Alias') =>
  builtin(
    name,
    'utility',
    `Name string @0 ! <.\nValue|Definition string @1 ! <.\nDescription string\nOption string ${OPTIONS}\nPassThru switch\nScope string\nForce switch`,
    (c) => ({
      *process() {
        const alias = c.text('Name');
        const value = c.text('Value');
        const known =
          name === 'New-Alias' &&
          (c.has('Scope') ? scopeFor(c).aliases?.has(alias.toLowerCase()) : c.engine.findAlias(alias, c.frame.scope));
        if (known && !c.flag('Force')) {
          yield* c.error(
            c.record(
              'AliasAlreadyExists',
              'ResourceExists',
              `The alias is not allowed, because an alias with the name '${alias}' already exists.`,
              'System.Management.Automation.SessionStateException',
              { target: alias },
            ),
          );
          return;
        }
        if (!c.should(name === 'Set-Alias' ? 'Set Alias' : 'New Alias', `Name: ${alias} Value: ${value}`)) return;
        yield* put(c, alias, value, { options: c.text('Option', 'None'), description: c.text('Description') });
      },
    }),
    { confirm: 'Low' },
  );

const REMOVE_ALIAS = builtin('Remove-Alias', 'utility', 'Name string[] ~ @0 ! <*\nScope string\nForce switch', (c) => ({
  *process() {
    for (const name of c.texts('Name')) {
      const pattern = wildcard(name);
      const found = visible(c).filter((a) => pattern.test(a.name));
      if (found.length === 0 && !hasWildcard(name)) {
        yield* c.error(
          c.record(
            'ItemNotFoundException',
            'ObjectNotFound',
            `This command cannot find a matching alias because an alias with the name '${name}' does not exist.`,
            'System.Management.Automation.ItemNotFoundException',
            { target: name },
          ),
        );
      }
      for (const a of found) {
        if (/constant/i.test(a.options) || (/readonly/i.test(a.options) && !c.flag('Force'))) {
          yield* c.error(
            c.record(
              'AliasNotRemovable',
              'WriteError',
              `Alias was not removed because alias ${a.name} is constant or read-only.`,
              'System.Management.Automation.SessionStateUnauthorizedAccessException',
              { target: a.name },
            ),
          );
          continue;
        }
        for (let s: Scope | null = c.has('Scope') ? scopeFor(c) : c.frame.scope; s; s = s.parent)
          if (s.aliases?.get(a.name.toLowerCase()) === a) s.aliases.delete(a.name.toLowerCase());
      }
    }
  },
}));

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const EXPORT_ALIAS = builtin(
  'Export-Alias',
  'utility',
  `
Path string [ByPath] @0 !
LiteralPath|PSPath|LP string [ByLiteralPath] ! <.
Name string[] @1 <*
PassThru switch
As string {Csv,Script}
Append switch
Force switch
NoClobber|NoOverwrite switch
Description string ~
Scope string
`,
  (c) => ({
    *process() {
      const given = c.text('LiteralPath') || c.text('Path');
      const path = c.engine.files.full(given);
      const real = c.engine.files.real(path);
      if (c.flag('NoClobber') && existsSync(real) && !c.flag('Append')) {
        throw c.fail('NoClobber', 'ResourceExists', `The file '${path}' already exists.`, 'System.IO.IOException', {
          target: path,
        });
      }
      const names = c.has('Name') ? c.texts('Name').map((n) => wildcard(n)) : [/./];
      const found = visible(c)
        .filter((a) => names.some((n) => n.test(a.name)))
        .sort(byName);
      const user = String(c.engine.env(c.engine.surroundings.windows ? 'USERNAME' : 'USER') ?? '');
      const head = [
        '# Alias File',
        `# Exported by : ${user}`,
        `# Date/Time : ${formatDate(dateOf(c.engine.surroundings.now()), 'F')}`,
        `# Computer : ${String(c.engine.env('COMPUTERNAME') ?? '')}`,
        ...c
          .text('Description')
          .split('\n')
          .filter(Boolean)
          .map((l) => `# ${l}`),
      ];
      const asScript = c.text('As').toLowerCase() === 'script';
      const lines = found.map((a) => {
        const text = descriptions.get(a) ?? '';
        return asScript
          ? `set-alias -Name:${quoted(a.name)} -Value:${quoted(a.definition)} -Description:${quoted(text)} -Option:${quoted(a.options)}`
          : [a.name, a.definition, text, a.options].map(quoted).join(',');
      });
      if (!c.should('Export-Alias', path)) return;
      const text = [...head, ...lines].map((l) => `${l}\n`).join('');
      try {
        if (c.flag('Append')) appendFileSync(real, text);
        else writeFileSync(real, text);
      } catch (fault) {
        yield* c.error(reported(c, fault, path, 'FileOpenFailure'));
        return;
      }
      if (c.flag('PassThru')) for (const a of found) yield* c.emit(shown(c, a));
    },
  }),
  { defaultSet: 'ByPath', confirm: 'Medium' },
);

const IMPORT_ALIAS = builtin(
  'Import-Alias',
  'utility',
  'Path string [ByPath] @0 ! <*\nLiteralPath|PSPath|LP string [ByLiteralPath] ! <.\nScope string ~\nPassThru switch\nForce switch',
  (c) => ({
    *process() {
      const path = c.engine.files.full(c.text('LiteralPath') || c.text('Path'));
      const real = c.engine.files.real(path);
      if (!existsSync(real)) {
        throw c.fail(
          'FileOpenFailure',
          'OpenError',
          `Could not find file '${path}'.`,
          'System.IO.FileNotFoundException',
          { target: path },
        );
      }
      const text = decodeBytes(readFileSync(real), 'utf8').replace(/^#.*$/gm, '');
      for (const [name, value, description, options] of parseCsv(text, ',')) {
        if (!name || !value) continue;
        if (c.engine.findAlias(name, c.frame.scope) && !c.flag('Force')) {
          yield* c.error(
            c.record(
              'AliasAlreadyExists',
              'ResourceExists',
              `The alias is not allowed, because an alias with the name '${name}' already exists.`,
              'System.Management.Automation.SessionStateException',
              { target: name },
            ),
          );
          continue;
        }
        yield* put(c, name, value, { options: options ?? 'None', description: description ?? '' });
      }
    },
  }),
  { defaultSet: 'ByPath', confirm: 'Medium' },
);

export const ALIASES = [
  GET_ALIAS,
  aliasCommand('Set-Alias'),
  aliasCommand('New-Alias'),
  REMOVE_ALIAS,
  EXPORT_ALIAS,
  IMPORT_ALIAS,
];
