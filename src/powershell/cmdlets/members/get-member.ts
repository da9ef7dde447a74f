/** Get-Member: members of the objects of scripts, and of .NET's commonest types from a table of their signatures. */
import { compareText } from '../../engine/collation.ts';
import { toText, typeChain } from '../../engine/convert.ts';
import { wait } from '../../engine/flow.ts';
import { propertyList } from '../../engine/member-list.ts';
import { ABSENT, ownProperty } from '../../engine/members.ts';
import { addedMembers, PSObj } from '../../engine/psobject.ts';
import { TypeValue } from '../../engine/type-value.ts';
import { wildcard } from '../../engine/wildcard.ts';
import { EnumValue, type PSValue, typeNameOf } from '../../values.ts';
import { builtin } from '../declare.ts';

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

const KINDS: Readonly<Record<string, string>> = {
  M: 'Method',
  P: 'Property',
  I: 'ParameterizedProperty',
  A: 'AliasProperty',
  S: 'ScriptProperty',
  C: 'CodeProperty',
};

const tableFacts = (table: string): Fact[] =>
  table.split('\n').map((line) => {
    const [kind, name, ...rest] = line.split('|') as [string, string, ...string[]];
    return { kind: KINDS[kind]!, name, definition: rest.join('|') };
  });

/** Which entry of the table a value's members are in. */
function tableName(item: PSValue): string {
  if (item instanceof EnumValue) return 'System.DayOfWeek';
  const type = item === null ? '' : typeNameOf(item);
  if (/\[\]$/.test(type)) return 'System.Object[]';
  return /^System\.Collections\.Generic\.List`1/.test(type) ? 'System.Collections.Generic.List`1[System.Object]' : type;
}

const byKindAndName = (a: Fact, b: Fact): number =>
  a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : compareText(a.name, b.name, false);

/** Members of a value; those of its .NET type are as the table has them. */
function factsOf(item: PSValue, table: string | undefined): Fact[] {
  const known = table === undefined ? [] : tableFacts(table);
  const inTable = new Set(known.map((f) => f.name.toLowerCase()));
  const own = ownFacts(item).filter(
    (f) => known.length === 0 || (!inTable.has(f.name.toLowerCase()) && /^(?:Note|Script|Alias)/.test(f.kind)),
  );
  return [...known, ...own].sort(byKindAndName);
}

function ownFacts(item: PSValue): Fact[] {
  const facts: Fact[] = propertyList(item).map((p) => ({
    name: p.name,
    kind: p.kind,
    definition: definition(item, p.name, p.kind),
  }));
  for (const m of (item instanceof PSObj ? item.members : addedMembers(item))?.map.values() ?? []) {
    if (m.kind === 'script-method')
      facts.push({ name: m.name, kind: 'ScriptMethod', definition: `System.Object ${m.name}();` });
  }
  if (item instanceof PSObj) {
    const own = new Set(facts.map((f) => f.name.toLowerCase()));
    facts.push(...OBJECT_METHODS.filter((f) => !own.has(f.name.toLowerCase())));
  }
  return facts;
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

/** -View: what PowerShell added, or what the object itself has. */
function isInView(kind: string, views: readonly string[]): boolean {
  if (views.length === 0 || views.includes('all')) return true;
  const isAdded = /^(?:Note|Script|Alias|Code)/.test(kind);
  return isAdded ? views.includes('extended') : views.includes('adapted') || views.includes('base');
}

export const GET_MEMBER = [
  builtin(
    'Get-Member',
    'utility',
    `
InputObject psobject <
Name string[] ~ @0
MemberType|Type string[]
View string {Extended,Adapted,Base,All}
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
          const isStatic = c.flag('Static');
          const of = isStatic && item instanceof TypeValue ? item.fullName : tableName(item);
          const type = isStatic ? of : typeChain(item)[0]!;
          if (seen.has(type)) return;
          seen.add(type);
          const { INSTANCE_MEMBERS, STATIC_MEMBERS } = yield* wait(import('./signatures.ts'));
          if (isStatic && STATIC_MEMBERS[of] === undefined) {
            yield* c.error(
              c.record(
                'StaticMembersNotListed',
                'NotImplemented',
                `hyperv has no list of the static members of ${of}.`,
                'System.NotSupportedException',
                { target: of },
              ),
            );
            return;
          }
          const all = isStatic
            ? tableFacts(STATIC_MEMBERS[of]!).sort(byKindAndName)
            : factsOf(item, INSTANCE_MEMBERS[of]);
          const names = c.texts('Name').map((n) => wildcard(n));
          const views = c.texts('View').flatMap((v) => v.toLowerCase().split(/,\s*/));
          const kinds = c.texts('MemberType').flatMap((k) => k.toLowerCase().split(/,\s*/));
          for (const f of all) {
            if (names.length > 0 && !names.some((n) => n.test(f.name))) continue;
            if (!isWanted(f.kind, kinds) || !isInView(f.kind, views)) continue;
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
