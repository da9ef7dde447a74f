/** Get-Content. */

import { readFileSync, statSync } from 'node:fs';
import { command } from '../../engine/builtin.ts';
import { decode } from '../../engine/net/bytes.ts';
import { Num, TypedArray } from '../../values.ts';
import { DRIVES, driveItems } from './drive-items.ts';
import { paths } from './paths.ts';

export const GET_CONTENT = command(
  'Get-Content',
  `ReadCount:long TotalCount|First|Head:long Tail|Last:int Path:string[]@0<* LiteralPath|PSPath|LP:string[]<. Filter:string Include:string[] Exclude:string[] Force Credential:object Delimiter:string Wait Raw Encoding:string AsByteStream Stream:string`,
  (c) => ({
    *process() {
      for (const p of c.texts('Path').filter((x) => DRIVES.test(x))) {
        const [, drive, name] = DRIVES.exec(p)!;
        for (const o of driveItems(c, drive!.toLowerCase(), name!))
          yield* c.emit((drive!.toLowerCase() === 'function' ? o.get('Definition') : o.get('Value')) ?? null);
        return;
      }
      for (const p of yield* paths(c)) {
        const real = c.engine.files.real(p);
        if (statSync(real).isDirectory()) {
          yield* c.error(
            c.record(
              'GetContainerContentException',
              'InvalidOperation',
              `Unable to get content because it is a directory: '${p}'. Please use 'Get-ChildItem' instead.`,
              'System.InvalidOperationException',
              { target: p },
            ),
          );
          continue;
        }
        const data = readFileSync(real);
        if (c.flag('AsByteStream')) {
          if (c.flag('Raw'))
            yield* c.emit(
              new TypedArray(
                'System.Byte',
                [...data].map((b) => new Num('Byte', b)),
              ),
            );
          else yield* c.emitAll([...data].map((b) => new Num('Byte', b)));
          continue;
        }
        const text = decode(data);
        if (c.flag('Raw')) {
          if (text !== '') yield* c.emit(text);
          continue;
        }
        let lines = c.has('Delimiter') ? text.split(c.text('Delimiter')) : text.split(/\r\n|\n|\r/);
        if (lines.at(-1) === '') lines.pop();
        if (c.has('TotalCount')) lines = lines.slice(0, c.number('TotalCount'));
        if (c.has('Tail')) lines = c.number('Tail') === 0 ? [] : lines.slice(-c.number('Tail'));
        const separator = c.engine.surroundings.separator;
        const at = p.lastIndexOf(separator);
        void at;
        const per = c.number('ReadCount', 1);
        if (per === 0) yield* c.emit(lines);
        else if (per > 1) for (let i = 0; i < lines.length; i += per) yield* c.emit(lines.slice(i, i + per));
        else yield* c.emitAll(lines);
      }
    },
  }),
);
