/** A script's values in a form that the JSON writer knows. */

import { enumerable } from '../../engine/collections.ts';
import { toText } from '../../engine/convert.ts';
import { propertyList } from '../../engine/member-list.ts';
import { ABSENT, ownProperty } from '../../engine/members.ts';
import { NetInstance } from '../../engine/net/net-type.ts';
import { addedMembers, PSObj } from '../../engine/psobject.ts';
import { RegexValue } from '../../engine/regex-objects.ts';
import { TypeValue } from '../../engine/type-value.ts';
import { DateTime, Hashtable, NetValue, type PSValue, ScriptBlock, typeNameOf } from '../../values.ts';

/** A table's pairs, as the JSON writer reads them. */
class Pairs extends NetValue {
  readonly list: readonly (readonly [PSValue, PSValue])[];
  readonly typeName: string;
  constructor(typeName: string, list: readonly (readonly [PSValue, PSValue])[]) {
    super();
    this.typeName = typeName;
    this.list = list;
  }
  entries(): Iterable<readonly [PSValue, PSValue]> {
    return this.list;
  }
  get text(): string {
    return this.shown;
  }
  shown = '';
}

/** A script's value in a form that the JSON writer knows; `depth` keeps endless objects finite. */
export function plain(value: PSValue, depth: number): PSValue {
  if (value === null || typeof value !== 'object') return value;
  const items = enumerable(value);
  if (items) {
    if (depth < 0 && !Array.isArray(value)) return items.map((i) => toText(i)).join(' ');
    return items.map((i) => plain(i, depth - 1));
  }
  if (value instanceof Hashtable)
    return pairs(
      value.typeName,
      [...value.entries.values()].map((e) => [toText(e.key), e.value]),
      depth,
      value.typeName,
    );
  if (value instanceof TypeValue || value instanceof RegexValue) return toText(value);
  if (value instanceof NetInstance && value.typeName === 'System.Uri') return value.get('OriginalString') ?? null;
  if (value instanceof PSObj || value instanceof ScriptBlock) {
    if (value instanceof PSObj && value.toText && !value.isCustom && /Uri$|XmlElement|XmlDocument/.test(value.netType))
      return toText(value);
    const names = propertyList(value).map((p) => p.name);
    return pairs(
      value.typeName,
      names.map((n) => {
        const v = ownProperty(value, n);
        return [n, v === ABSENT ? null : v];
      }),
      depth,
      toText(value),
    );
  }
  const added = addedMembers(value);
  if (added && !(value instanceof DateTime)) {
    const names = propertyList(value).map((p) => p.name);
    return pairs(
      typeNameOf(value),
      names.map((n) => [n, ownProperty(value, n) as PSValue]),
      depth,
      toText(value),
    );
  }
  return value;
}

function pairs(type: string, list: readonly (readonly [PSValue, PSValue])[], depth: number, shown: string): Pairs {
  const made = new Pairs(type, depth < -1 ? [] : list.map(([k, v]) => [k, plain(v, depth - 1)] as const));
  made.shown = shown;
  return made;
}
