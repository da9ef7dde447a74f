/** Set-Content, Add-Content, Clear-Content. */

import { appendFileSync, writeFileSync } from 'node:fs';
import { edition } from '../../edition.ts';
import { type Builtin, command } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import { toText } from '../../engine/convert.ts';
import { bytesOf } from '../../engine/net/bytes.ts';
import type { PSValue } from '../../values.ts';
import { DRIVES } from './drive-items.ts';
import { ioError, paths, WAY } from './paths.ts';

function encode(text: string, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case 'unicode':
    case 'utf16':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 'ascii':
      return Buffer.from(text.replace(/[^\0-\x7f]/g, '?'), 'latin1');
    case 'latin1':
      return Buffer.from(text.replace(/[^\0-\xff]/g, '?'), 'latin1');
    case 'utf8bom':
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    default:
      return Buffer.from(text);
  }
}

function contentCommand(name: string, append: boolean): Builtin {
  return command(
    name,
    'Path:string[]@0 LiteralPath|PSPath|LP:string[] Value:object[]@1< PassThru Filter:string Include:string[] Exclude:string[] Force Credential:object NoNewline Encoding:string AsByteStream Stream:string',
    (c) => {
      const values: PSValue[] = [];
      return {
        *process(input) {
          values.push(...(input === undefined ? c.list('Value') : [input]));
        },
        *end() {
          for (const p of [...c.texts('Path'), ...c.texts('LiteralPath')]) {
            const m = DRIVES.exec(p);
            if (m) {
              if (/^variable$/i.test(m[1]!)) c.frame.scope.assign(m[2]!, values.length === 1 ? values[0]! : values);
              else if (/^env$/i.test(m[1]!)) c.engine.setEnv(m[2]!, values.map((v) => toText(v)).join('\n'));
              continue;
            }
            const full = c.engine.files.full(p);
            if (!c.should(append ? 'Add Content' : 'Set Content', `Path: ${full}`)) continue;
            const real = c.engine.files.real(full);
            const bytes = c.flag('AsByteStream');
            const data = bytes
              ? bytesOf(values)
              : encode(
                  values
                    .flatMap((v) => enumerable(v) ?? [v])
                    .map((v) => toText(v) + (c.flag('NoNewline') ? '' : '\n'))
                    .join(''),
                  c.text('Encoding', edition.current.encodings.content),
                );
            try {
              if (append) appendFileSync(real, data);
              else writeFileSync(real, data);
            } catch (e) {
              yield* ioError(c, e, full);
              continue;
            }
            if (c.flag('PassThru')) yield* c.emitAll(values);
          }
        },
      };
    },
    { raw: true, confirm: 'Medium', className: `Microsoft.PowerShell.Commands.${name.replace('-', '')}Command` },
  );
}

export const WRITE_CONTENT: readonly Builtin[] = [
  contentCommand('Set-Content', false),
  contentCommand('Add-Content', true),
  command(
    'Clear-Content',
    WAY,
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) writeFileSync(c.engine.files.real(p), '');
        if (c.failed) return;
      },
    }),
    { confirm: 'Medium' },
  ),
];
