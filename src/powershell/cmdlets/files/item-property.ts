/** Properties of items: Get-, Set-, Clear-ItemProperty and Get-ItemPropertyValue; new ones exist in a registry only. */
import type { Context } from '../../engine/builtin.ts';
import { toText, typeChain } from '../../engine/convert.ts';
import type { Gen } from '../../engine/flow.ts';
import { propertyList } from '../../engine/member-list.ts';
import { setProperty } from '../../engine/member-write.ts';
import { ABSENT, ownProperty } from '../../engine/members.ts';
import { PSObj } from '../../engine/psobject.ts';
import { wildcard } from '../../engine/wildcard.ts';
import { Hashtable, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { fileObject } from './file-object.ts';
import { notSupported, type Target, targets } from './paths.ts';

const WAY = `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Filter string
Include string[]
Exclude string[]
Credential object <.
`;

const itemOf = (c: Context, t: Target): PSValue => (t.drive ? t.drive.item(c, t.name) : fileObject(c, t.path));

const NOTES = ['PSPath', 'PSParentPath', 'PSChildName', 'PSDrive', 'PSProvider'];

function noProperty(c: Context, name: string, path: string) {
  return c.record(
    'System.Management.Automation.PSArgumentException',
    'InvalidArgument',
    `Property ${name} does not exist at path ${path}.`,
    'System.Management.Automation.PSArgumentException',
    { target: name },
  );
}

/** The properties that -Name asks for, by their own spelling. */
function named(item: PSValue, pattern: string): string[] {
  const regex = wildcard(pattern);
  return propertyList(item)
    .map((p) => p.name)
    .filter((n) => regex.test(n));
}

const GET_PROPERTY = builtin(
  'Get-ItemProperty',
  'management',
  `${WAY}Name|PSProperty string[] @1`,
  (c) => ({
    *process() {
      for (const t of yield* targets(c)) {
        if (t.drive) {
          yield* c.error(notSupported(c));
          continue;
        }
        const item = fileObject(c, t.path);
        if (!c.has('Name')) {
          yield* c.emit(item);
          continue;
        }
        const out = new PSObj();
        for (const pattern of c.texts('Name')) {
          const found = named(item, pattern);
          if (found.length === 0) yield* c.error(noProperty(c, pattern, t.path));
          for (const n of found) out.members.note(n, item.get(n) ?? null);
        }
        if (out.propertyNames.length === 0) continue;
        for (const n of NOTES) out.members.note(n, item.get(n) ?? null);
        yield* c.emit(out);
      }
    },
  }),
  { defaultSet: 'Path' },
);

const GET_VALUE = builtin(
  'Get-ItemPropertyValue',
  'management',
  `${WAY.replace('@0 !', '@0')}Name|PSProperty string[] @1 !`,
  (c) => ({
    *process() {
      for (const t of yield* targets(c, '.')) {
        if (t.drive) {
          yield* c.error(notSupported(c));
          continue;
        }
        const item = fileObject(c, t.path);
        for (const pattern of c.texts('Name')) {
          const found = named(item, pattern);
          if (found.length === 0) yield* c.error(noProperty(c, pattern, t.path));
          for (const n of found) yield* c.emit(item.get(n) ?? null);
        }
      }
    },
  }),
  { defaultSet: 'Path' },
);

/** Names and values that a command sets. */
function pairsOf(c: Context): [string, PSValue][] {
  if (c.has('Name')) return [[c.text('Name'), c.get('Value')]];
  const object = c.get('InputObject');
  if (object instanceof Hashtable) return [...object.entries.values()].map((e) => [toText(e.key), e.value]);
  return propertyList(object).map((p) => {
    const value = ownProperty(object, p.name);
    return [p.name, value === ABSENT ? null : value];
  });
}

function* setOne(c: Context, path: string, name: string, value: PSValue): Gen<PSValue | undefined> {
  const item = fileObject(c, path);
  if (ownProperty(item, name) === ABSENT) {
    yield* c.error(noProperty(c, name, path));
    return undefined;
  }
  if (!c.should('Set Property File', `Item: ${path} Property: ${name} Value: ${toText(value)}`)) return undefined;
  setProperty(item, name, value);
  return item.get(name) ?? null;
}

const SET_PROPERTY = builtin(
  'Set-ItemProperty',
  'management',
  `
Path string[] [propertyValuePathSet,propertyPSObjectPathSet] @0 ! <.
LiteralPath|PSPath|LP string[] [propertyValueLiteralPathSet,propertyPSObjectLiteralPathSet] ! <.
Name|PSProperty string [propertyValuePathSet,propertyValueLiteralPathSet] @1 ! <.
Value object null [propertyValuePathSet,propertyValueLiteralPathSet] @2 ! <.
InputObject psobject [propertyPSObjectPathSet,propertyPSObjectLiteralPathSet] ! <*
PassThru switch
Force switch
Filter string
Include string[]
Exclude string[]
Credential object <.
Type string
`,
  (c) => ({
    *process() {
      for (const t of yield* targets(c)) {
        if (t.drive) {
          yield* c.error(notSupported(c));
          continue;
        }
        for (const [name, value] of pairsOf(c)) {
          const now = yield* setOne(c, t.path, name, value);
          if (now === undefined || !c.flag('PassThru')) continue;
          yield* c.emit(new PSObj(undefined, { [name]: now }));
        }
      }
    },
  }),
  { defaultSet: 'propertyValuePathSet', confirm: 'Medium' },
);

/** Commands that only a provider with free properties, as the registry, has. */
const dynamic = (name: string, table: string) =>
  builtin(
    name,
    'management',
    `${WAY}${table}`,
    (c) => ({
      *process() {
        for (const t of yield* targets(c)) {
          throw c.fail(
            'NotSupported',
            'NotImplemented',
            `Properties of '${typeChain(itemOf(c, t))[0]}' are those that it has: ${name} works with a registry, which hyperv does not have.`,
            'System.Management.Automation.PSNotSupportedException',
          );
        }
      },
    }),
    { defaultSet: 'Path', confirm: 'Medium' },
  );

export const ITEM_PROPERTIES = [
  GET_PROPERTY,
  GET_VALUE,
  SET_PROPERTY,
  dynamic(
    'New-ItemProperty',
    'Name|PSProperty string @1 ! <.\nPropertyType|Type string <.\nValue object <.\nForce switch',
  ),
  dynamic('Remove-ItemProperty', 'Name|PSProperty string[] @1 ! <.\nForce switch'),
  dynamic('Clear-ItemProperty', 'Name string @1 ! <.\nForce switch\nPassThru switch'),
  dynamic(
    'Rename-ItemProperty',
    'Name|PSProperty string @1 ! <.\nNewName string @2 ! <.\nForce switch\nPassThru switch',
  ),
  dynamic(
    'Copy-ItemProperty',
    'Name|PSProperty string @2 ! <.\nDestination string @1 ! <.\nForce switch\nPassThru switch',
  ),
  dynamic(
    'Move-ItemProperty',
    'Name|PSProperty string[] @2 ! <.\nDestination string @1 ! <.\nForce switch\nPassThru switch',
  ),
];
