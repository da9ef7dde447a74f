/** [regex], Match, Group and their collections as objects. */
import { NetValue, type PSValue } from '../values.ts';
import { EnumerableData } from './collections.ts';
import { PSObj } from './psobject.ts';
import type { Regex } from './regex.ts';

/** A System.Text.RegularExpressions.Regex. */
export class RegexValue extends NetValue {
  readonly regex: Regex;
  constructor(regex: Regex) {
    super();
    this.regex = regex;
  }
  get typeName(): string {
    return 'System.Text.RegularExpressions.Regex';
  }
  get text(): string {
    return this.regex.pattern;
  }
}

const SPACE = 'System.Text.RegularExpressions.';

function capture(kind: string, name: string, text: string | undefined, index: number, groups: PSValue = null): PSObj {
  const object = new PSObj([`${SPACE}${kind}`, `${SPACE}Group`, `${SPACE}Capture`, 'System.Object']);
  if (groups) object.members.note('Groups', groups);
  object.members.note('Success', text !== undefined);
  object.members.note('Name', name);
  object.members.note(
    'Captures',
    list(`${SPACE}CaptureCollection`, () => (text === undefined ? [] : [object])),
  );
  object.members.note('Index', text === undefined ? 0 : index);
  object.members.note('Length', text?.length ?? 0);
  object.members.note('Value', text ?? '');
  // A span of .NET, which no script can hold.
  object.members.note('ValueSpan', null);
  object.itemText = name;
  object.toText = () => text ?? '';
  return object;
}

/** A Match. */
export function matchObject(m: RegExpExecArray, regex: Regex, input: string): PSObj {
  const collection = list(`${SPACE}GroupCollection`, () => groups.map((g) => g.object));
  const match = capture('Match', '0', m[0], m.index, collection);
  const groups: { name: string; object: PSObj }[] = [{ name: '0', object: match }];
  let number = 0;
  const indices = (m as RegExpExecArray & { indices?: ([number, number] | undefined)[] }).indices;
  for (let i = 1; i < m.length; i++) {
    const name = regex.names[i];
    if (name === undefined) number++;
    const label = name ?? String(number);
    groups.push({ name: label, object: capture('Group', label, m[i], indices?.[i]?.[0] ?? 0) });
  }
  groupLookup.set(collection, (key) => {
    const text = typeof key === 'number' ? String(key) : String(key);
    return groups.find((g) => g.name === text)?.object ?? capture('Group', text, undefined, 0);
  });
  match.data = { m, regex, input };
  return match;
}

/** A match that failed. */
export function noMatch(): PSObj {
  const match: PSObj = capture(
    'Match',
    '0',
    undefined,
    0,
    list(`${SPACE}GroupCollection`, () => [match]),
  );
  return match;
}

/** How groups are found by number or name. */
export const groupLookup = new WeakMap<PSObj, (key: PSValue) => PSObj>();

/** An object that enumerates. */
export function list(type: string, items: () => readonly PSValue[]): PSObj {
  const object = new PSObj([type, 'System.Object']);
  object.data = new EnumerableData(items);
  object.members.add({ name: 'Count', kind: 'property', get: () => items().length });
  return object;
}

/** All matches of a text. */
export function allMatches(regex: Regex, input: string): PSObj {
  // A pattern is shared by its users: a search before may have left its place in it.
  regex.regex.lastIndex = 0;
  const found = [...input.matchAll(regex.regex)].map((m) => matchObject(m as RegExpExecArray, regex, input));
  return list(`${SPACE}MatchCollection`, () => found);
}
