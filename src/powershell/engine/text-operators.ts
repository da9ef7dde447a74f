/** -match, -replace, -split, -join, -like, -f and their kin. */
import { CastError } from '../cast-error.ts';
import { typeRef } from '../types.ts';
import { Hashtable, type PSValue, ScriptBlock, TypedArray } from '../values.ts';
import { enumerable } from './collections.ts';
import { convertTo, itemText, toText } from './convert.ts';
import { NetError, runtimeError } from './errors.ts';
import { compositeFormat } from './format-composite.ts';
import { compileRegex, expandReplacement, type Options, type Regex } from './regex.ts';
import { matchObject, RegexValue } from './regex-objects.ts';
import { TypeValue } from './type-value.ts';
import { wildcard } from './wildcard.ts';

/** A pattern operand: a Regex object keeps its own options. */
function patternOf(value: PSValue, ignoreCase: boolean): Regex {
  if (value instanceof RegexValue) return value.regex;
  return compileRegex(toText(value), ignoreCase ? { ignoreCase } : {});
}

/** The pattern of `-replace` and `switch -regex`, which have a message of their own. */
export function reportedPattern(value: PSValue, ignoreCase: boolean): Regex {
  try {
    return patternOf(value, ignoreCase);
  } catch (e) {
    if (!(e instanceof NetError)) throw e;
    throw runtimeError('InvalidRegularExpression', `The regular expression pattern ${toText(value)} is not valid.`);
  }
}

/** $Matches of a match. */
export function matchTable(m: RegExpExecArray, regex: Regex): Hashtable {
  const table = new Hashtable();
  let number = 0;
  for (let i = 1; i < m.length; i++) {
    const name = regex.names[i];
    if (name === undefined) number++;
    if (m[i] === undefined) continue;
    table.set(name ?? number, m[i]!);
  }
  table.set(0, m[0]);
  return table;
}

/** `-match` of one text; `found` gets the table. */
export function match(left: PSValue, right: PSValue, ignoreCase: boolean, found: (table: Hashtable) => void): boolean {
  const regex = patternOf(right, ignoreCase);
  regex.regex.lastIndex = 0;
  const m = regex.regex.exec(toText(left));
  if (m) found(matchTable(m, regex));
  return m !== null;
}

/** True where the text matches, without a table. */
export function matches(left: PSValue, right: PSValue, ignoreCase: boolean): boolean {
  const regex = patternOf(right, ignoreCase).regex;
  regex.lastIndex = 0;
  return regex.test(toText(left));
}

/** `-like` */
export function like(left: PSValue, right: PSValue, caseSensitive: boolean): boolean {
  return wildcard(toText(right), caseSensitive).test(toText(left));
}

/** `-replace`; `evaluate` computes the replacement of a match where it is a script block. */
export function replace(
  left: PSValue,
  right: PSValue,
  operator: string,
  evaluate: (block: ScriptBlock, match: PSValue) => PSValue,
): PSValue {
  const ignoreCase = !operator.startsWith('-c');
  const operands = enumerable(right) ?? [right];
  if (operands.length > 2) {
    throw runtimeError(
      'BadReplaceArgument',
      `The ${operator} operator allows only two elements to follow it, not ${operands.length}.`,
    );
  }
  const regex = reportedPattern(operands[0] ?? '', ignoreCase);
  const by = operands[1] ?? '';
  const one = (item: PSValue): string => replaceIn(toText(item), regex, by, evaluate);
  const items = enumerable(left);
  return items ? items.map(one) : one(left);
}

function replaceIn(
  text: string,
  regex: Regex,
  by: PSValue,
  evaluate: (block: ScriptBlock, match: PSValue) => PSValue,
): string {
  let out = '';
  let from = 0;
  regex.regex.lastIndex = 0;
  const template = by instanceof ScriptBlock ? null : toText(by);
  for (const m of text.matchAll(regex.regex)) {
    out += text.slice(from, m.index);
    out +=
      template === null
        ? toText(evaluate(by as ScriptBlock, matchObject(m as RegExpExecArray, regex, text)))
        : expandReplacement(template, m as RegExpExecArray, text);
    from = m.index + m[0].length;
  }
  return out + text.slice(from);
}

/** Unary `-split`: at blanks, without empty pieces at the ends. */
export function splitBlanks(value: PSValue): PSValue {
  const out: PSValue[] = [];
  for (const item of enumerable(value) ?? [value]) {
    const text = toText(item);
    const parts = text.trim().split(/\s+/);
    out.push(...(text.trim() === '' ? [''] : parts));
  }
  return new TypedArray('System.String', out);
}

const INT = new TypeValue(typeRef('int'));

function limitOf(value: PSValue): number {
  try {
    return convertTo(value, INT) as number;
  } catch (e) {
    if (!(e instanceof CastError)) throw e;
    throw runtimeError('RuntimeException', e.message, { category: 'NotSpecified' });
  }
}

/** Binary `-split`. */
export function split(
  left: PSValue,
  right: PSValue,
  ignoreCase: boolean,
  test: (block: ScriptBlock, char: string) => boolean,
): PSValue {
  const operands = enumerable(right) ?? [right];
  const limit = operands.length > 1 ? limitOf(operands[1]!) : 0;
  const optionText = operands.length > 2 ? toText(operands[2]!).toLowerCase() : '';
  const out: PSValue[] = [];
  for (const item of enumerable(left) ?? [left]) {
    const text = toText(item);
    const by = operands[0]!;
    if (by instanceof ScriptBlock) out.push(...splitByBlock(text, (c) => test(by, c), limit));
    else if (/simplematch/.test(optionText))
      out.push(...splitSimple(text, toText(by), limit, ignoreCase && !/casesensitive/.test(optionText)));
    else out.push(...splitRegex(text, by, limit, ignoreCase, optionText));
  }
  return new TypedArray('System.String', out);
}

function splitRegex(text: string, by: PSValue, limit: number, ignoreCase: boolean, optionText: string): string[] {
  const options: Options = {
    ignoreCase: ignoreCase || /ignorecase/.test(optionText),
    multiline: /multiline/.test(optionText),
    singleline: /singleline/.test(optionText),
    extended: /ignorepatternwhitespace/.test(optionText),
  };
  const regex =
    by instanceof RegexValue ? by.regex : optionText ? compileRegex(toText(by), options) : patternOf(by, ignoreCase);
  return splitText(text, regex, limit);
}

/** Regex.Split with a number of pieces (negative: from the right). */
export function splitText(text: string, regex: Regex, limit: number): string[] {
  const found = [...text.matchAll(regex.regex)];
  const used =
    limit > 0 ? found.slice(0, limit - 1) : limit < 0 ? found.slice(Math.max(0, found.length + limit + 1)) : found;
  const out: string[] = [];
  let from = 0;
  for (const m of used) {
    out.push(text.slice(from, m.index));
    for (let i = 1; i < m.length; i++) if (m[i] !== undefined) out.push(m[i]!);
    from = m.index + m[0].length;
  }
  out.push(text.slice(from));
  return out;
}

function splitSimple(text: string, by: string, limit: number, ignoreCase: boolean): string[] {
  const out: string[] = [];
  const haystack = ignoreCase ? text.toLowerCase() : text;
  const needle = ignoreCase ? by.toLowerCase() : by;
  let from = 0;
  for (;;) {
    const at = needle === '' ? -1 : haystack.indexOf(needle, from);
    if (at < 0 || (limit > 0 && out.length === limit - 1)) break;
    out.push(text.slice(from, at));
    from = at + by.length;
  }
  out.push(text.slice(from));
  return out;
}

function splitByBlock(text: string, test: (c: string) => boolean, limit: number): string[] {
  const out: string[] = [];
  let piece = '';
  for (let i = 0; i < text.length; i++) {
    if ((limit <= 0 || out.length < limit - 1) && test(text[i]!)) {
      out.push(piece);
      piece = '';
    } else piece += text[i];
  }
  out.push(piece);
  return out;
}

/** `-join` */
export function join(value: PSValue, separator: string): string {
  const items = enumerable(value);
  return items ? items.map((i) => (enumerable(i) ? toText(i) : itemText(i))).join(separator) : toText(value);
}

/** `-f` */
export function format(left: PSValue, right: PSValue): string {
  const args = enumerable(right) ?? [right];
  try {
    return compositeFormat(toText(left), args);
  } catch (e) {
    if (!(e instanceof NetError)) throw e;
    throw runtimeError('FormatError', `Error formatting a string: ${e.message}.`);
  }
}
