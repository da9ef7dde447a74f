/** Update-TypeData, Get-TypeData, Remove-TypeData. */
import { type Builtin, type Context, command } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { type Member, PSObj } from '../engine/psobject.ts';
import { type TypeData, typeData, typeDataOf } from '../engine/type-data.ts';
import { wildcard } from '../engine/wildcard.ts';
import { Hashtable, type PSValue, ScriptBlock } from '../values.ts';

function memberOf(c: Context, name: string): Member {
  const kind = c.text('MemberType').toLowerCase();
  const value = c.get('Value');
  const second = c.get('SecondValue');
  switch (kind) {
    case 'scriptproperty':
      return {
        name,
        kind: 'script-property',
        ...(value instanceof ScriptBlock && { block: value }),
        ...(second instanceof ScriptBlock && { setter: second }),
      };
    case 'scriptmethod':
      return { name, kind: 'script-method', ...(value instanceof ScriptBlock && { block: value }) };
    case 'aliasproperty':
      return { name, kind: 'alias', target: toText(value) };
    default:
      return { name, kind: 'note', value };
  }
}

function* update(c: Context, name: string): Gen<void> {
  const data = typeDataOf(name);
  if (c.has('MemberName')) {
    const member = c.text('MemberName');
    if (data.members.find(member) && !c.flag('Force')) {
      yield* c.error(
        c.record(
          'TypesDynamicUpdateException',
          'InvalidOperation',
          `Error in TypeData "${name}": The member ${member} is already present.`,
          'System.Management.Automation.RuntimeException',
        ),
      );
      return;
    }
    data.members.add(memberOf(c, member));
  }
  if (c.has('DefaultDisplayPropertySet')) data.display = c.texts('DefaultDisplayPropertySet');
  if (c.has('DefaultDisplayProperty')) data.shown = c.text('DefaultDisplayProperty');
  if (c.has('DefaultKeyPropertySet')) data.keys = c.texts('DefaultKeyPropertySet');
}

function object(data: TypeData): PSObj {
  const members = new Hashtable();
  for (const m of data.members.map.values()) {
    members.set(
      m.name,
      new PSObj([`System.Management.Automation.Runspaces.${TYPES[m.kind]}`, 'System.Object'], {
        Name: m.name,
        ...(m.kind === 'alias' && { ReferencedMemberName: m.target ?? '' }),
        ...(m.kind === 'note' && { Value: m.value ?? null }),
        ...(m.block && { GetScriptBlock: m.block }),
      }),
    );
  }
  const set = (names: readonly string[] | null): PSValue =>
    names &&
    new PSObj(['System.Management.Automation.Runspaces.PropertySetData', 'System.Object'], {
      ReferencedProperties: [...names],
    });
  return new PSObj(['System.Management.Automation.Runspaces.TypeData', 'System.Object'], {
    TypeName: data.name,
    Members: members,
    DefaultDisplayProperty: data.shown,
    DefaultDisplayPropertySet: set(data.display),
    DefaultKeyPropertySet: set(data.keys),
  });
}

const TYPES: Readonly<Record<Member['kind'], string>> = {
  note: 'NotePropertyData',
  property: 'NotePropertyData',
  'script-property': 'ScriptPropertyData',
  'script-method': 'ScriptMethodData',
  alias: 'AliasPropertyData',
};

export const TYPE_DATA: readonly Builtin[] = [
  command(
    'Update-TypeData',
    'MemberType:string{NoteProperty,AliasProperty,ScriptProperty,CodeProperty,ScriptMethod,CodeMethod} MemberName:string Value:object SecondValue:object TypeName:string<. DefaultDisplayProperty:string DefaultDisplayPropertySet:string[] DefaultKeyPropertySet:string[] SerializationDepth:int SerializationMethod:string TypeConverter:object TypeAdapter:object InheritPropertySerializationSet Force',
    (c) => ({
      *process() {
        const name = c.text('TypeName');
        if (name === '' || /^Code/i.test(c.text('MemberType'))) {
          throw c.fail(
            'NotSupported',
            'NotImplemented',
            name === ''
              ? 'Files of types (Update-TypeData without -TypeName) are not available here.'
              : `Members of kind ${c.text('MemberType')} are not available here.`,
          );
        }
        yield* update(c, name);
      },
    }),
    { summary: 'Gives members and default properties to a type by its name.' },
  ),
  command(
    'Get-TypeData',
    'TypeName:string[]@0<',
    (c) => ({
      *process() {
        const names = c.texts('TypeName');
        for (const data of typeData.types.values())
          if (!names.length || names.some((n) => wildcard(n).test(data.name))) yield* c.emit(object(data));
      },
    }),
    { summary: 'Shows what Update-TypeData gave to types.' },
  ),
  command(
    'Remove-TypeData',
    'TypeName:string@0<. TypeData:object Path:string[]',
    (c) => ({
      *process() {
        const given = c.get('TypeData');
        const name = given instanceof PSObj ? toText(given.get('TypeName') ?? null) : c.text('TypeName');
        if (typeData.types.delete(name.toLowerCase())) return;
        yield* c.error(
          c.record(
            'TypesDynamicRemoveException',
            'InvalidOperation',
            `Error in TypeData "${name}": The type was not found. The type name must be the full name of the type; names are not case-sensitive.`,
            'System.Management.Automation.RuntimeException',
          ),
        );
      },
    }),
    { summary: 'Takes back what Update-TypeData gave to a type.' },
  ),
];
