/** Select-String. */
import { readFileSync } from 'node:fs';
import type { Context } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { PSObj } from '../engine/psobject.ts';
import { compileRegex } from '../engine/regex.ts';
import { matchObject } from '../engine/regex-objects.ts';
import { wildcard } from '../engine/wildcard.ts';
import type { PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { decodeBytes, encodingOf } from './encoding.ts';
import { reported } from './files/io-errors.ts';
import { baseName, isFolder, resolve } from './files/paths.ts';

const TABLE = `
Culture string
InputObject psobject null empty [Object,ObjectRaw] ! <
Pattern string[] @0 !
Path string[] [File,FileRaw] @1 ! <.
LiteralPath|PSPath|LP string[] [LiteralFile,LiteralFileRaw] ! <.
Raw switch [ObjectRaw,FileRaw,LiteralFileRaw] !
SimpleMatch switch
CaseSensitive switch
Quiet switch [Object,File,LiteralFile]
List switch
NoEmphasis switch
Include string[] ~
Exclude string[] ~
NotMatch switch
AllMatches switch
Encoding string
Context int[] 0..2147483647
`;

type Pattern = ReturnType<typeof compileRegex>;

/** A line that was found, before what follows it is known. */
interface Hit {
  readonly number: number;
  readonly line: string;
  readonly pattern: string;
  readonly matches: PSValue[];
}

function patternsOf(c: Context): Pattern[] {
  const simple = c.flag('SimpleMatch');
  if (c.has('Culture')) {
    if (!simple) {
      throw c.fail(
        'CannotSpecifyCultureWithoutSimpleMatch',
        'InvalidArgument',
        'The -Culture parameter can only be used with the -SimpleMatch parameter.',
        'System.InvalidOperationException',
      );
    }
    if (!/^(?:ordinal|invariant|current|en(?:-us)?|)$/i.test(c.text('Culture'))) {
      throw c.fail(
        'CultureNotSupported',
        'NotImplemented',
        `hyperv compares by the culture en-US only, not by '${c.text('Culture')}'.`,
        'System.NotSupportedException',
      );
    }
  }
  return c.texts('Pattern').map((p) => {
    try {
      return compileRegex(
        simple ? p.replace(/[\\*+?|{[()^$.#\]}]/g, '\\$&') : p,
        c.flag('CaseSensitive') ? {} : { ignoreCase: true },
      );
    } catch (fault) {
      throw c.fail(
        'InvalidRegex',
        'InvalidArgument',
        `The string ${p} is not a valid regular expression: ${(fault as Error).message}`,
        'System.ArgumentException',
        { target: p },
      );
    }
  });
}

/** What of a line the patterns find: null where it is not wanted. */
function find(c: Context, patterns: readonly Pattern[], line: string, number: number): Hit | null {
  const simple = c.flag('SimpleMatch');
  for (const p of patterns) {
    p.regex.lastIndex = 0;
    const list = [...line.matchAll(p.regex)];
    if (list.length === 0) continue;
    if (c.flag('NotMatch')) return null;
    const taken = c.flag('AllMatches') && !simple ? list : list.slice(0, 1);
    return { number, line, pattern: p.pattern, matches: taken.map((m) => matchObject(m as RegExpExecArray, p, line)) };
  }
  return c.flag('NotMatch') ? { number, line, pattern: c.texts('Pattern')[0] ?? '', matches: [] } : null;
}

/** One source of lines: a file, or what came down the pipeline. */
class Source {
  private readonly c: Context;
  private readonly path: string | null;
  private readonly before: number;
  private readonly after: number;
  /** The last line that is shown, be it as a match or around one. */
  private shown = 0;
  constructor(c: Context, path: string | null) {
    this.c = c;
    this.path = path;
    const [before = 0, after = before] = c.list('Context').map(Number);
    this.before = before;
    this.after = after;
  }

  /** The path as results show it: from the current folder where it lies below. */
  private get display(): string {
    const { location } = this.c.engine.files;
    const path = this.path!;
    const inside = /^[\\/]/.test(path.slice(location.length)) && path.toLowerCase().startsWith(location.toLowerCase());
    return inside ? path.slice(location.length + 1) : path;
  }

  private text(prefix: string, number: number, line: string): string {
    return this.path === null ? `${prefix}${line}` : `${prefix}${this.display}:${number}:${line}`;
  }

  object(hit: Hit, all: readonly string[] | null, next: number): PSObj {
    const { c } = this;
    const name = this.path === null ? 'InputStream' : baseName(this.path);
    const o = new PSObj(['Microsoft.PowerShell.Commands.MatchInfo', 'System.Object']);
    const property = (n: string, value: PSValue): void => o.members.add({ name: n, kind: 'property', value });
    property('IgnoreCase', !c.flag('CaseSensitive'));
    property('LineNumber', hit.number);
    property('Line', hit.line);
    property('Filename', name);
    property('Path', this.path ?? 'InputStream');
    property('Pattern', hit.pattern);
    if (!c.has('Context') || !all) {
      property('Context', null);
      property('Matches', hit.matches);
      o.toText = () => this.text('', hit.number, hit.line);
      return o;
    }
    const at = hit.number - 1;
    const pre = all.slice(Math.max(0, at - this.before), at);
    const post = all.slice(at + 1, at + 1 + this.after);
    // Lines that two results share are shown once.
    const preShown = all.slice(Math.max(this.shown, at - this.before), at);
    const postShown = all.slice(at + 1, Math.min(at + 1 + this.after, next - 1));
    this.shown = at + 1 + postShown.length;
    property(
      'Context',
      new PSObj(['Microsoft.PowerShell.Commands.MatchInfoContext', 'System.Object'], {
        PreContext: pre,
        PostContext: post,
        DisplayPreContext: preShown,
        DisplayPostContext: postShown,
      }),
    );
    property('Matches', hit.matches);
    const first = hit.number - preShown.length;
    const text = [
      ...preShown.map((l, i) => this.text('  ', first + i, l)),
      this.text('> ', hit.number, hit.line),
      ...postShown.map((l, i) => this.text('  ', hit.number + 1 + i, l)),
    ].join('\n');
    o.toText = () => text;
    return o;
  }
}

export const DATA = [
  builtin(
    'Select-String',
    'utility',
    TABLE,
    (c) => {
      const patterns = patternsOf(c);
      const stream = new Source(c, null);
      const held: string[] = [];
      let number = 0;
      let found = false;

      /** True where no more has to be looked at. */
      function* show(source: Source, hit: Hit, all: readonly string[] | null, next: number): Gen<boolean> {
        found = true;
        if (c.flag('Quiet')) return true;
        yield* c.emit(c.flag('Raw') ? hit.line : source.object(hit, all, next));
        return c.flag('List');
      }

      function* lines(source: Source, all: readonly string[]): Gen<void> {
        const hits: Hit[] = [];
        for (const [i, line] of all.entries()) {
          const hit = find(c, patterns, line, i + 1);
          if (!hit) continue;
          hits.push(hit);
          if (c.flag('List') || c.flag('Quiet')) break;
        }
        for (const [i, hit] of hits.entries()) {
          if (yield* show(source, hit, all, hits[i + 1]?.number ?? all.length + 1)) return;
        }
      }

      function* file(path: string): Gen<void> {
        const name = baseName(path);
        const include = c.texts('Include');
        if (include.length > 0 && !include.some((p) => wildcard(p).test(name))) return;
        if (c.texts('Exclude').some((p) => wildcard(p).test(name))) return;
        if (isFolder(c, path)) {
          yield* c.error(
            c.record(
              'ProcessingFile',
              'InvalidArgument',
              `The file ${path} cannot be read: Access to the path '${path}' is denied.`,
              'System.ArgumentException',
              { target: path },
            ),
          );
          return;
        }
        try {
          const text = decodeBytes(readFileSync(c.engine.files.real(path)), encodingOf(c, 'Encoding', 'content'));
          const all = text.split(/\r\n|\n|\r/);
          if (all.at(-1) === '') all.pop();
          yield* lines(new Source(c, path), all);
        } catch (fault) {
          if (typeof (fault as { syscall?: unknown }).syscall !== 'string') throw fault;
          yield* c.error(reported(c, fault, path, 'ProcessingFile'));
        }
      }

      function* files(given: readonly (readonly [string, boolean])[]): Gen<void> {
        for (const [path, literal] of given)
          for (const t of yield* resolve(c, path, literal)) {
            if (c.flag('Quiet') && found) return;
            if (!t.drive) yield* file(t.path);
          }
      }

      return {
        *process(input) {
          if (c.flag('Quiet') && found) return;
          if (input instanceof PSObj && input.netType === 'System.IO.FileInfo') {
            yield* files([[toText(input.get('FullName') ?? null), true]]);
            return;
          }
          if (c.has('Path') || c.has('LiteralPath')) {
            yield* files([
              ...c.texts('Path').map((p) => [p, false] as const),
              ...c.texts('LiteralPath').map((p) => [p, true] as const),
            ]);
            return;
          }
          for (const value of input === undefined ? c.list('InputObject') : [input]) {
            const line = toText(value);
            if (c.has('Context')) {
              held.push(line);
              continue;
            }
            const hit = find(c, patterns, line, ++number);
            if (hit && (yield* show(stream, hit, null, 0))) {
              if (c.flag('Quiet')) break;
            }
          }
        },
        *end() {
          if (held.length > 0) yield* lines(stream, held);
          if (c.flag('Quiet') && found) yield* c.emit(true);
        },
      };
    },
    { raw: true, defaultSet: 'File' },
  ),
];
