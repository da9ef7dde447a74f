/** Members and facts that Update-TypeData gives to a type by its name. */
import type { PSValue } from '../values.ts';
import { typeChain } from './convert.ts';
import { type Member, Members } from './psobject.ts';

/** What a session knows of one type beyond the type itself. */
export interface TypeData {
  readonly name: string;
  readonly members: Members;
  /** DefaultDisplayPropertySet. */
  display: readonly string[] | null;
  /** DefaultDisplayProperty. */
  shown: string | null;
  /** DefaultKeyPropertySet. */
  keys: readonly string[] | null;
}

/** The present session's types, by name in lower case. `any`: whether there are some at all. */
export const typeData: { any: boolean; types: Map<string, TypeData> } = { any: false, types: new Map() };

/** The data of a type, made where there are none. */
export function typeDataOf(name: string): TypeData {
  const key = name.toLowerCase();
  let data = typeData.types.get(key);
  if (!data) {
    data = { name, members: new Members(), display: null, shown: null, keys: null };
    typeData.types.set(key, data);
  }
  typeData.any = true;
  return data;
}

/** What the types of a value have, the nearest first. */
export function* dataOfValue(value: PSValue): Generator<TypeData> {
  for (const name of typeChain(value)) {
    const data = typeData.types.get(name.toLowerCase());
    if (data) yield data;
  }
}

/** A member that a type's data give the value; undefined where there is none. */
export function extendedMember(value: PSValue, name: string): Member | undefined {
  for (const data of dataOfValue(value)) {
    const member = data.members.find(name);
    if (member) return member;
  }
  return undefined;
}
