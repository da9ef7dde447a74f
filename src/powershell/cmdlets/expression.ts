/** Properties as Select-Object, Sort-Object, Format-Table and their like take them: names, wildcards, blocks, hashtables. */
import type { Context } from '../engine/builtin.ts';
import { collapse } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { asScriptError, type ScriptError } from '../engine/errors.ts';
import { type Gen, runNow } from '../engine/flow.ts';
import { Collector } from '../engine/frame.ts';
import { propertyList } from '../engine/member-list.ts';
import { ABSENT, ownProperty } from '../engine/members.ts';
import { hasWildcard, wildcard } from '../engine/wildcard.ts';
import { Hashtable, type PSValue, ScriptBlock } from '../values.ts';

/** One property that was asked for. */
export interface PropertyExpression {
  /** Label that was given. */
  readonly label: string | null;
  /** A name, a wildcard pattern or a block. */
  readonly what: string | ScriptBlock;
  /** Other keys of the hashtable, by their full names in lower case. */
  readonly more: ReadonlyMap<string, PSValue>;
}

/** Keys of the hashtables of one command, full names in lower case; `label` and `name` mean the same. */
export type Keys = readonly string[];

export const SELECT_KEYS: Keys = ['name', 'label', 'expression'];
export const SORT_KEYS: Keys = ['expression', 'ascending', 'descending'];
export const GROUP_KEYS: Keys = ['expression'];
export const FORMAT_KEYS: Keys = ['name', 'label', 'expression', 'formatstring', 'width', 'alignment', 'depth'];

function keyOf(c: Context, key: PSValue, keys: Keys): string {
  const text = toText(key).toLowerCase();
  const found = keys.filter((k) => k.startsWith(text));
  if (text !== '' && found.length > 0) return found[0]!;
  throw c.fail(
    'DictionaryKeyIllegal',
    'InvalidArgument',
    'Specified method is not supported.',
    'System.NotSupportedException',
  );
}

/** Reads one value of a -Property parameter. */
export function expressionOf(c: Context, value: PSValue, keys: Keys): PropertyExpression {
  if (value instanceof ScriptBlock) return { label: null, what: value, more: new Map() };
  if (!(value instanceof Hashtable)) return { label: null, what: toText(value), more: new Map() };
  const more = new Map<string, PSValue>();
  let label: string | null = null;
  let what: string | ScriptBlock | null = null;
  for (const entry of value.entries.values()) {
    const key = keyOf(c, entry.key, keys);
    if (key === 'name' || key === 'label') label = toText(entry.value);
    else if (key === 'expression') what = entry.value instanceof ScriptBlock ? entry.value : toText(entry.value);
    else more.set(key, entry.value);
  }
  if (what === null && keys === FORMAT_KEYS && label !== null) what = label;
  if (what === null) {
    throw c.fail(
      'DictionaryKeyMissing',
      'InvalidArgument',
      'The expression key is missing from the dictionary.',
      'System.NotSupportedException',
    );
  }
  return { label, what, more };
}

export function expressionsOf(c: Context, parameter: string, keys: Keys): PropertyExpression[] {
  return c.list(parameter).map((v) => expressionOf(c, v, keys));
}

/** Names of an object's properties as listings have them; of a hashtable, its keys where `keys`. */
export function namesOf(item: PSValue, keys = false): string[] {
  if (keys && item instanceof Hashtable) return [...item.entries.values()].map((e) => toText(e.key));
  return propertyList(item).map((p) => p.name);
}

/** Value of an object's own property; undefined where there is none. */
export function propertyOf(item: PSValue, name: string): PSValue | undefined {
  if (item === null) return undefined;
  const value = ownProperty(item, name);
  return value === ABSENT ? undefined : value;
}

/** The properties that a name or pattern means for this object, in their proper spelling. */
export function matching(item: PSValue, name: string, keys = false): string[] {
  if (!hasWildcard(name)) {
    const exact = namesOf(item, keys).find((n) => n.toLowerCase() === name.toLowerCase());
    return [exact ?? name];
  }
  const pattern = wildcard(name);
  return namesOf(item, keys).filter((n) => pattern.test(n));
}

/** The value for one object; a failing block gives the error. */
export function* evaluate(
  c: Context,
  e: PropertyExpression,
  item: PSValue,
): Gen<{ value: PSValue; error?: ScriptError; missing?: boolean }> {
  if (typeof e.what === 'string') {
    const [name = e.what] = hasWildcard(e.what) ? matching(item, e.what, true) : [e.what];
    const value = propertyOf(item, name);
    return value === undefined ? { value: null, missing: true } : { value };
  }
  c.engine.tryDepth++;
  try {
    return { value: collapse(yield* c.run(e.what, item)) };
  } catch (thrown) {
    const error = asScriptError(thrown);
    if (!error || c.engine.isControl(thrown)) throw thrown;
    return { value: null, error };
  } finally {
    c.engine.tryDepth--;
  }
}

/** A block's value where nobody can wait; null where it fails. */
export function evaluateNow(c: Context, block: ScriptBlock, item: PSValue): PSValue {
  const out = new Collector();
  c.engine.tryDepth++;
  try {
    runNow(c.run(block, item, out));
  } catch (thrown) {
    if (!asScriptError(thrown) || c.engine.isControl(thrown)) throw thrown;
    return null;
  } finally {
    c.engine.tryDepth--;
  }
  return collapse(out.items);
}
