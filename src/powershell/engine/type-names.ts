/** The search for a type by its name. */
import type { TypeName } from '../language/ast.ts';
import { arrayOf, enumRef, nullableOf, type TypeRef, typeRef } from '../types.ts';
import type { EnumType } from '../values.ts';
import { enumNamed } from './enums.ts';
import { isExceptionName } from './errors.ts';
import { ACCELERATORS, CLASSES, EXCEPTIONS } from './type-tables.ts';
import { TypeValue } from './type-value.ts';

export const ref = (kind: TypeRef['kind'], name: string): TypeRef => ({
  kind,
  name,
  short: name.slice(name.lastIndexOf('.') + 1),
});

const byName = new Map<string, TypeRef>();

for (const [name, full] of Object.entries(ACCELERATORS)) {
  const kind =
    name === 'hashtable'
      ? 'hashtable'
      : name === 'scriptblock'
        ? 'scriptblock'
        : name === 'bigint'
          ? 'number'
          : 'class';
  const type: TypeRef = name === 'bigint' ? typeRef('bigint') : ref(kind, full);
  byName.set(name, type);
  byName.set(full.toLowerCase(), type);
}

for (const name of [
  'object',
  'string',
  'char',
  'bool',
  'switch',
  'guid',
  'version',
  'timespan',
  'datetime',
  'psobject',
  'byte',
  'sbyte',
  'int',
  'int16',
  'short',
  'int32',
  'int64',
  'long',
  'uint16',
  'ushort',
  'uint',
  'uint32',
  'uint64',
  'ulong',
  'double',
  'single',
  'float',
  'decimal',
  'ciminstance',
  'CimSession',
]) {
  const type = typeRef(name);
  byName.set(name.toLowerCase(), type);
  byName.set(type.name.toLowerCase(), type);
}

byName.set('boolean', typeRef('bool'));

byName.set('psobject', { kind: 'object', name: 'System.Management.Automation.PSObject', short: 'PSObject' });

for (const name of CLASSES) byName.set(name.toLowerCase(), ref('class', name));

let laterEnums: (() => readonly EnumType[])[] = [];

/** Makes enumerations of another room known under their full names; asked for when a name is not of this room. */
export function registerEnumTypes(types: () => readonly EnumType[]): void {
  laterEnums.push(types);
}

/** The types of other rooms that were not asked for yet become known; false where there were none. */
function learnEnums(): boolean {
  if (laterEnums.length === 0) return false;
  for (const type of laterEnums.flatMap((types) => types())) byName.set(type.name.toLowerCase(), enumRef(type));
  laterEnums = [];
  return true;
}

/** Makes a class of another room known. */
export function registerClassType(name: string): void {
  if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), ref('class', name));
}

/** Where a script's own types and namespaces are found. */
export interface TypeScope {
  readonly find: (name: string) => TypeValue | undefined;
  readonly namespaces: readonly string[];
}

/** A type by its full or short name in lower case. */
function named(key: string): TypeRef | undefined {
  const found = byName.get(key);
  if (found || !key.includes('.')) return found;
  const type = enumNamed(key);
  return type && enumRef(type);
}

function byPlainName(name: string, scope: TypeScope | null): TypeValue | undefined {
  const own = scope?.find(name);
  if (own) return own;
  const key = name.toLowerCase();
  const direct = named(key) ?? named(`system.${key}`);
  if (direct) return new TypeValue(direct);
  for (const space of scope?.namespaces ?? []) {
    const found = named(`${space.toLowerCase()}.${key}`);
    if (found) return new TypeValue(found);
  }
  for (const full of [name, `System.${name}`, ...(scope?.namespaces ?? []).map((n) => `${n}.${name}`)]) {
    const canonical = full.replace(/(^|\.)([a-z])/g, (_, dot: string, c: string) => dot + c.toUpperCase());
    if (isExceptionName(canonical)) return new TypeValue(ref('class', properException(canonical)));
  }
  return learnEnums() ? byPlainName(name, scope) : undefined;
}

function properException(name: string): string {
  return EXCEPTIONS.find((e) => e.toLowerCase() === name.toLowerCase()) ?? name;
}

/** The type that a name in brackets means; undefined where there is none. */
export function resolveType(name: TypeName, scope: TypeScope | null): TypeValue | undefined {
  let type: TypeValue | undefined;
  if (name.generics) {
    const generics = name.generics.map((g) => resolveType(g, scope));
    if (generics.some((g) => !g)) return undefined;
    const given = generics as TypeValue[];
    if (/^(?:system\.)?nullable$/i.test(name.name)) type = new TypeValue(nullableOf(given[0]!.ref));
    else {
      const plain = byPlainName(name.name, scope);
      if (!plain) return undefined;
      const full = `${plain.ref.name}\`${given.length}[${given.map((g) => g.ref.name).join(',')}]`;
      type = new TypeValue(ref('class', full), null, given);
    }
  } else type = byPlainName(name.name, scope);
  for (const rank of name.ranks ?? []) {
    if (!type) return undefined;
    if (rank === 1) type = new TypeValue(arrayOf(type.ref), type.cls);
    else type = new TypeValue(ref('class', `${type.ref.name}[${','.repeat(rank - 1)}]`));
  }
  return type;
}

/** The type of a name as text. */
export function resolveTypeText(text: string, scope: TypeScope | null): TypeValue | undefined {
  return resolveType(parseTypeName(text), scope);
}

/** A name as text in the parser's form. */
export function parseTypeName(text: string): TypeName {
  let rest = text.replace(/\s+/g, '').replace(/^\[(.*)\]$/, '$1');
  const ranks: number[] = [];
  for (let m = /\[(,*)\]$/.exec(rest); m; m = /\[(,*)\]$/.exec(rest)) {
    ranks.unshift(m[1]!.length + 1);
    rest = rest.slice(0, m.index);
  }
  const base: TypeName = { start: 0, end: 0, name: rest, text: rest };
  if (ranks.length) base.ranks = ranks;
  const open = rest.indexOf('[');
  if (open > 0 && rest.endsWith(']')) {
    base.name = rest.slice(0, open).replace(/`\d+$/, '');
    base.generics = splitTop(rest.slice(open + 1, -1)).map(parseTypeName);
  }
  return base;
}

function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') depth++;
    else if (text[i] === ']') depth--;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
