/** Get-Member. Methods are listed for the objects of scripts; those of .NET's own types are not known by their signatures. */
import { compareText } from '../engine/collation.ts';
import { toText, typeChain } from '../engine/convert.ts';
import { propertyList } from '../engine/member-list.ts';
import { ABSENT, ownProperty } from '../engine/members.ts';
import { addedMembers, PSObj } from '../engine/psobject.ts';
import { wildcard } from '../engine/wildcard.ts';
import { type PSValue, typeNameOf } from '../values.ts';
import { builtin } from './declare.ts';

interface Fact {
  readonly name: string;
  readonly kind: string;
  readonly definition: string;
}

/** What every object has. */
const OBJECT_METHODS: readonly Fact[] = [
  { name: 'Equals', kind: 'Method', definition: 'bool Equals(System.Object obj)' },
  { name: 'GetHashCode', kind: 'Method', definition: 'int GetHashCode()' },
  { name: 'GetType', kind: 'Method', definition: 'type GetType()' },
  { name: 'ToString', kind: 'Method', definition: 'string ToString()' },
];

/** Type accelerators that definitions use. */
const SHORT: Readonly<Record<string, string>> = {
  'System.String': 'string',
  'System.Int32': 'int',
  'System.Int64': 'long',
  'System.Boolean': 'bool',
  'System.Double': 'double',
  'System.Decimal': 'decimal',
  'System.Byte': 'byte',
  'System.Char': 'char',
  'System.DateTime': 'datetime',
  'System.TimeSpan': 'timespan',
  'System.Guid': 'guid',
  'System.Collections.Hashtable': 'hashtable',
  'System.Collections.Specialized.OrderedDictionary': 'ordered',
  'System.Management.Automation.ScriptBlock': 'scriptblock',
  'System.Object[]': 'Object[]',
  'System.String[]': 'string[]',
};

function definition(item: PSValue, name: string, kind: string): string {
  const found = ownProperty(item, name);
  const value = found === ABSENT ? null : found;
  const type = value === null ? 'object' : (SHORT[typeNameOf(value)] ?? typeNameOf(value));
  if (kind === 'NoteProperty') return `${type} ${name}=${value === null ? 'null' : toText(value)}`;
  const member = (item instanceof PSObj ? item.members : addedMembers(item))?.find(name);
  if (kind === 'AliasProperty') return `${name} = ${member?.target ?? ''}`;
  if (kind === 'ScriptProperty') return `System.Object ${name} {get=${member?.block?.text ?? ''};}`;
  return `${type} ${name} {get;${member?.readonly === false || member?.set ? 'set;' : ''}}`;
}

function factsOf(item: PSValue): Fact[] {
  const facts: Fact[] = propertyList(item).map((p) => ({
    name: p.name,
    kind: p.kind,
    definition: definition(item, p.name, p.kind),
  }));
  for (const m of (item instanceof PSObj ? item.members : addedMembers(item))?.map.values() ?? []) {
    if (m.kind === 'script-method')
      facts.push({ name: m.name, kind: 'ScriptMethod', definition: `System.Object ${m.name}();` });
  }
  if (item instanceof PSObj && item.isCustom) {
    const own = new Set(facts.map((f) => f.name.toLowerCase()));
    facts.push(...OBJECT_METHODS.filter((f) => !own.has(f.name.toLowerCase())));
  }
  return facts.sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : compareText(a.name, b.name, false)));
}

function isWanted(kind: string, kinds: readonly string[]): boolean {
  if (kinds.length === 0) return true;
  return kinds.some(
    (k) =>
      k === kind.toLowerCase() ||
      k === 'all' ||
      (k === 'properties' && kind.endsWith('Property')) ||
      (k === 'methods' && kind.endsWith('Method')),
  );
}

export const GET_MEMBER = [
  builtin(
    'Get-Member',
    'utility',
    `
InputObject psobject <
Name string[] ~ @0
MemberType|Type string[]
View string
Static switch
Force switch
`,
    (c) => {
      const seen = new Set<string>();
      let any = false;
      return {
        *process(input) {
          const item = input === undefined ? c.get('InputObject') : input;
          if (item === null) return;
          any = true;
          const type = typeChain(item)[0]!;
          if (seen.has(type)) return;
          seen.add(type);
          const names = c.texts('Name').map((n) => wildcard(n));
          const kinds = c.texts('MemberType').flatMap((k) => k.toLowerCase().split(/,\s*/));
          for (const f of factsOf(item)) {
            if (names.length > 0 && !names.some((n) => n.test(f.name))) continue;
            if (!isWanted(f.kind, kinds)) continue;
            const object = new PSObj(['Microsoft.PowerShell.Commands.MemberDefinition', 'System.Object'], {
              TypeName: type,
              Name: f.name,
              MemberType: f.kind,
              Definition: f.definition,
            });
            object.toText = () => f.definition;
            yield* c.emit(object);
          }
        },
        *end() {
          if (any) return;
          yield* c.error(
            c.record(
              'NoObjectInGetMember',
              'CloseError',
              'You must specify an object for the Get-Member cmdlet.',
              'System.InvalidOperationException',
            ),
          );
        },
      };
    },
    { raw: true },
  ),
];
