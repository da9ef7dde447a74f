/** What `.psobject` and listings know of a value's members. */

import { membersOf } from '../members.ts';
import { DateTime, Hashtable, type PSValue, TypedArray, typeNameOf } from '../values.ts';
import { List } from './collections.ts';
import { toText, typeChain } from './convert.ts';
import { setProperty } from './member-write.ts';
import { ABSENT, ownProperty } from './members.ts';
import { DATE_PROPERTIES } from './methods-time.ts';
import { NetInstance } from './net/net-type.ts';
import { addedMembers, type Member, PSObj } from './psobject.ts';
import { dataOfValue, typeData } from './type-data.ts';

/** `.psobject` of any value. */
export function describe(target: PSValue): PSObj {
  const object = new PSObj(['System.Management.Automation.PSMemberSet', 'System.Object']);
  const properties = (): PSObj[] => propertyList(target).map((p) => propertyInfo(target, p));
  const collection = new PSObj([
    'System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]',
    'System.Object',
  ]);
  collection.data = { target, properties };
  object.members.add({ name: 'Properties', kind: 'property', get: () => new PropertyCollection(target, properties()) });
  object.members.add({
    name: 'Members',
    kind: 'property',
    get: () => new PropertyCollection(target, [...properties(), ...methodInfos(target)]),
  });
  object.members.add({
    name: 'Methods',
    kind: 'property',
    get: () => new PropertyCollection(target, methodInfos(target)),
  });
  object.members.note('BaseObject', target);
  object.members.note('ImmediateBaseObject', target);
  object.members.add({
    name: 'TypeNames',
    kind: 'property',
    get: () =>
      target instanceof PSObj
        ? new List('System.Collections.ObjectModel.Collection`1[System.String]', 'list', target.typeNames)
        : [...typeChain(target)],
  });
  object.data = { describes: target };
  return object;
}

function methodInfos(target: PSValue): PSObj[] {
  const members = target instanceof PSObj ? target.members : addedMembers(target);
  return [...(members?.map.values() ?? [])]
    .filter((m) => m.kind === 'script-method')
    .map(
      (m) =>
        new PSObj(['System.Management.Automation.PSScriptMethod', 'System.Object'], {
          Name: m.name,
          MemberType: 'ScriptMethod',
        }),
    );
}

/** `.psobject.Properties`: enumerates, and finds by name. */
export class PropertyCollection extends List {
  readonly target: PSValue;
  constructor(target: PSValue, items: PSObj[]) {
    super(
      'System.Management.Automation.PSMemberInfoIntegratingCollection`1[System.Management.Automation.PSPropertyInfo]',
      'list',
      items,
    );
    this.target = target;
  }
  find(name: string): PSObj | null {
    return (
      (this.items as PSObj[]).find((p) => toText(p.get('Name') ?? null).toLowerCase() === name.toLowerCase()) ?? null
    );
  }
}

/** One property that a listing shows. */
export interface PropertyFact {
  readonly name: string;
  readonly kind: 'NoteProperty' | 'Property' | 'ScriptProperty' | 'AliasProperty';
  readonly member: Member | null;
}

const KINDS: Readonly<Record<Member['kind'], PropertyFact['kind']>> = {
  note: 'NoteProperty',
  property: 'Property',
  'script-property': 'ScriptProperty',
  alias: 'AliasProperty',
  'script-method': 'ScriptProperty',
};

/** Properties of a value in order. */
export function propertyList(target: PSValue): PropertyFact[] {
  const own = listOfOwn(target);
  if (!typeData.any) return own;
  const known = new Set(own.map((p) => p.name.toLowerCase()));
  for (const { members } of dataOfValue(target)) {
    for (const m of members.map.values()) {
      if (m.kind === 'script-method' || known.has(m.name.toLowerCase())) continue;
      known.add(m.name.toLowerCase());
      own.push({ name: m.name, kind: KINDS[m.kind], member: m });
    }
  }
  return own;
}

function listOfOwn(target: PSValue): PropertyFact[] {
  const out: PropertyFact[] = [];
  const own = target instanceof PSObj ? target.members : addedMembers(target);
  const fromMembers = (): void => {
    for (const m of own?.map.values() ?? [])
      if (m.kind !== 'script-method' && !m.hidden) out.push({ name: m.name, kind: KINDS[m.kind], member: m });
  };
  if (target instanceof PSObj) {
    fromMembers();
    return out;
  }
  const fixed = (names: readonly string[]): void => {
    for (const name of names) out.push({ name, kind: 'Property', member: null });
  };
  if (typeof target === 'string') fixed(['Length']);
  else if (target instanceof Hashtable)
    fixed(['IsReadOnly', 'IsFixedSize', 'IsSynchronized', 'Keys', 'Values', 'SyncRoot', 'Count']);
  else if (target instanceof DateTime) fixed(Object.keys(DATE_PROPERTIES));
  else if (Array.isArray(target) || target instanceof TypedArray)
    fixed(['Length', 'LongLength', 'Rank', 'SyncRoot', 'IsReadOnly', 'IsFixedSize', 'IsSynchronized', 'Count']);
  else if (target instanceof List) fixed(['Capacity', 'Count']);
  else {
    fixed(membersOf(target)?.propertyNames ?? []);
    if (target instanceof NetInstance) {
      const shown = new Set(out.map((p) => p.name.toLowerCase()));
      fixed(target.netPropertyNames.filter((n) => !shown.has(n.toLowerCase())));
    }
  }
  fromMembers();
  return out;
}

function propertyInfo(target: PSValue, fact: PropertyFact): PSObj {
  const info = new PSObj([
    `System.Management.Automation.PS${fact.kind}`,
    'System.Management.Automation.PSPropertyInfo',
    'System.Object',
  ]);
  info.members.note('MemberType', fact.kind);
  info.members.note('IsSettable', true);
  info.members.note('IsGettable', true);
  info.members.add({
    name: 'Value',
    kind: 'property',
    get: () => {
      const v = ownProperty(target, fact.name);
      return v === ABSENT ? null : v;
    },
    set: (_, v) => setProperty(target, fact.name, v),
  });
  info.members.add({
    name: 'TypeNameOfValue',
    kind: 'property',
    get: () => {
      const v = ownProperty(target, fact.name);
      return v === ABSENT || v === null ? 'System.Object' : typeNameOf(v);
    },
  });
  info.members.note('Name', fact.name);
  info.members.note('IsInstance', fact.kind === 'NoteProperty');
  info.toText = () => `${fact.name}=${toText(info.get('Value') ?? null)}`;
  return info;
}

/** A copy of an object's own members. */
export function copyOf(target: PSObj): PSObj {
  const copy = new PSObj(target.netType === target.typeNames[0] ? target.typeNames : [target.netType]);
  copy.typeNames = [...target.typeNames];
  for (const m of target.members.map.values()) copy.members.add({ ...m });
  if (target.toText) copy.toText = target.toText;
  copy.data = target.data;
  return copy;
}
