/** Commands that read and write data as text: JSON, CSV, name=value lines, searches. */
import { readFileSync } from 'node:fs';
import { type Builtin, command } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import type { Gen } from '../engine/flow.ts';
import { decode } from '../engine/net/bytes.ts';
import { PSObj } from '../engine/psobject.ts';
import { compileRegex } from '../engine/regex.ts';
import { matchObject } from '../engine/regex-objects.ts';
import type { PSValue } from '../values.ts';

const selectString = command(
  'Select-String',
  'InputObject:object< Pattern:string[]@0! Path:string[]@1<. LiteralPath|PSPath|LP:string[] SimpleMatch CaseSensitive Quiet List NoEmphasis Include:string[] Exclude:string[] NotMatch AllMatches Encoding:string Context:int[] Culture:string Raw',
  (c) => {
    let found = false;
    let number = 0;
    const patterns = c
      .texts('Pattern')
      .map((p) =>
        compileRegex(
          c.flag('SimpleMatch') ? p.replace(/[\\*+?|{[()^$.#\]}]/g, '\\$&') : p,
          c.flag('CaseSensitive') ? {} : { ignoreCase: true },
        ),
      );
    const context = c.list('Context').map((v) => Number(v));
    const test = function* (
      line: string,
      n: number,
      file: string | null,
      all: readonly string[] | null,
      raw: PSValue,
    ): Gen<boolean> {
      const hits: PSValue[] = [];
      let matched = '';
      for (const p of patterns) {
        p.regex.lastIndex = 0;
        const list = [...line.matchAll(p.regex)];
        if (!list.length) continue;
        matched = p.pattern;
        hits.push(
          ...(c.flag('AllMatches') ? list : list.slice(0, 1)).map((m) => matchObject(m as RegExpExecArray, p, line)),
        );
        break;
      }
      if (hits.length > 0 === c.flag('NotMatch')) return false;
      found = true;
      if (c.flag('Quiet')) return true;
      if (c.flag('Raw')) {
        yield* c.emit(line);
        return true;
      }
      const name = file === null ? 'InputStream' : file.replace(/^.*[\\/]/, '');
      const o = new PSObj(['Microsoft.PowerShell.Commands.MatchInfo', 'System.Object'], {
        IgnoreCase: !c.flag('CaseSensitive'),
        LineNumber: n,
        Line: line,
        Filename: name,
        Path: file ?? 'InputStream',
        Pattern: matched || (patterns[0]?.pattern ?? ''),
      });
      if (context.length && all) {
        const before = context[0]!;
        const after = context[1] ?? before;
        o.members.note(
          'Context',
          new PSObj(['Microsoft.PowerShell.Commands.MatchInfoContext', 'System.Object'], {
            PreContext: all.slice(Math.max(0, n - 1 - before), n - 1),
            PostContext: all.slice(n, n + after),
            DisplayPreContext: [],
            DisplayPostContext: [],
          }),
        );
      } else o.members.note('Context', null);
      o.members.note('Matches', hits);
      const { location } = c.engine.files;
      const shown = file?.startsWith(`${location}/`) ? file.slice(location.length + 1) : file;
      o.toText = () => (file === null ? line : `${shown}:${n}:${line}`);
      void raw;
      yield* c.emit(o);
      return true;
    };
    return {
      *process(input) {
        if (
          c.has('Path') ||
          c.has('LiteralPath') ||
          (input instanceof PSObj && input.netType === 'System.IO.FileInfo')
        ) {
          const given =
            input instanceof PSObj && input.netType === 'System.IO.FileInfo'
              ? [toText(input.get('FullName')!)]
              : [...c.texts('Path'), ...c.texts('LiteralPath')];
          for (const p of given) {
            for (const full of yield* c.expandPaths(p)) {
              const lines = decode(readFileSync(c.engine.files.real(full))).split(/\r\n|\n/);
              if (lines.at(-1) === '') lines.pop();
              for (const [i, line] of lines.entries())
                if ((yield* test(line, i + 1, full, lines, line)) && (c.flag('List') || c.flag('Quiet'))) break;
            }
          }
          return;
        }
        for (const v of input === undefined ? c.list('InputObject') : [input]) {
          number++;
          yield* test(toText(v), number, null, null, v);
        }
      },
      *end() {
        if (c.flag('Quiet') && found) yield* c.emit(true);
      },
    };
  },
  { raw: true },
);

export const DATA: readonly Builtin[] = [selectString];
