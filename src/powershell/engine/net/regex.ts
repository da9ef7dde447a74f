/** Static members of Regex, and what its instances share with them. */
import { EnumValue, type PSValue, ScriptBlock, TypedArray } from '../../values.ts';
import { toText } from '../convert.ts';
import { int, type Methods, strings, text } from '../method-tools.ts';
import { compileRegex, expandReplacement } from '../regex.ts';
import { allMatches, matchObject, noMatch, RegexValue } from '../regex-objects.ts';
import { splitText } from '../text-operators.ts';
import type { StaticType } from './static-type.ts';

function regexOptions(value: PSValue | undefined): Record<string, boolean> {
  const names = value instanceof EnumValue ? value.text : value === undefined ? '' : toText(value);
  return {
    ignoreCase: /\bIgnoreCase/i.test(names),
    multiline: /Multiline/i.test(names),
    singleline: /Singleline/i.test(names),
    extended: /IgnorePatternWhitespace/i.test(names),
  };
}

export const REGEX: StaticType = {
  methods: {
    new: ([p, o]) => new RegexValue(compileRegex(text(p!), regexOptions(o))),
    escape: ([s]) =>
      text(s!).replace(
        /[\\*+?|{[()^$.# \t\n\r\f]/g,
        (c) => ({ '\t': '\\t', '\n': '\\n', '\r': '\\r', '\f': '\\f' })[c] ?? `\\${c}`,
      ),
    unescape: ([s]) => text(s!).replace(/\\(.)/g, '$1'),
    ismatch: ([s, p, o]) => test(compileRegex(text(p!), regexOptions(o)), text(s!)),
    match: ([s, p, o]) => firstMatch(compileRegex(text(p!), regexOptions(o)), text(s!)),
    matches: ([s, p, o]) => allMatches(compileRegex(text(p!), regexOptions(o)), text(s!)),
    replace: ([s, p, r, o]) => replaceAll(compileRegex(text(p!), regexOptions(o)), text(s!), r!),
    split: ([s, p, o]) => strings(splitText(text(s!), compileRegex(text(p!), regexOptions(o)), 0)),
  },
};

/** Regex.IsMatch. */
export function test(regex: ReturnType<typeof compileRegex>, input: string): boolean {
  regex.regex.lastIndex = 0;
  return regex.regex.test(input);
}

/** Regex.Match. */
export function firstMatch(regex: ReturnType<typeof compileRegex>, input: string, start = 0): PSValue {
  regex.regex.lastIndex = start;
  const m = regex.regex.exec(input);
  return m ? matchObject(m, regex, input) : noMatch();
}

/** Calls a script block that stands for a delegate; set by the engine. */
export const delegates: { call: (block: ScriptBlock, args: PSValue[]) => PSValue } = { call: () => null };

/** Regex.Replace with a template, or with a script block as its MatchEvaluator. */
export function replaceAll(
  regex: ReturnType<typeof compileRegex>,
  input: string,
  by: PSValue,
  count = Infinity,
): string {
  const template = by instanceof ScriptBlock ? null : text(by);
  let n = 0;
  regex.regex.lastIndex = 0;
  let outText = '';
  let from = 0;
  for (const m of input.matchAll(regex.regex)) {
    if (n++ >= count) break;
    outText += input.slice(from, m.index);
    outText +=
      template === null
        ? toText(delegates.call(by as ScriptBlock, [matchObject(m as RegExpExecArray, regex, input)]))
        : expandReplacement(template, m as RegExpExecArray, input);
    from = m.index + m[0].length;
  }
  return outText + input.slice(from);
}

/** Methods of Regex. */
export const REGEX_METHODS: Methods<RegexValue> = {
  ismatch: (r, a) => test(r.regex, text(a[0]!)),
  match: (r, a) => firstMatch(r.regex, text(a[0]!), a[1] === undefined ? 0 : int(a[1])),
  matches: (r, a) => allMatches(r.regex, text(a[0]!)),
  replace: (r, a) => replaceAll(r.regex, text(a[0]!), a[1]!, a[2] === undefined ? undefined : int(a[2])),
  split: (r, a) => new TypedArray('System.String', splitText(text(a[0]!), r.regex, a[1] === undefined ? 0 : int(a[1]))),
  tostring: (r) => r.regex.pattern,
};
