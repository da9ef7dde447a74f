/** Export-Clixml and Import-Clixml. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import type { PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { decodeBytes, encode, encodingOf, preamble } from '../encoding.ts';
import { openFailure } from '../files/io-errors.ts';
import { fromClixml } from './read.ts';
import { toClixml } from './write.ts';

const EXPORT = builtin(
  'Export-Clixml',
  'utility',
  `
Depth int 1..2147483647
Path string [ByPath] @0 !
LiteralPath|PSPath|LP string [ByLiteralPath] !
InputObject psobject null ! <
Force switch
NoClobber|NoOverwrite switch
Encoding string
`,
  (c: Context) => {
    const items: PSValue[] = [];
    return {
      *process(input) {
        items.push(input === undefined ? c.get('InputObject') : input);
      },
      *end() {
        const name = c.has('LiteralPath') ? c.text('LiteralPath') : c.text('Path');
        const path = c.engine.files.real(name);
        if (c.flag('NoClobber') && existsSync(path)) {
          throw c.fail(
            'NoClobber',
            'ResourceExists',
            `The file '${c.engine.files.full(name)}' already exists.`,
            'System.IO.IOException',
            { target: c.engine.files.full(name) },
          );
        }
        const encoding = encodingOf(c, 'Encoding', 'clixml');
        const data = Buffer.concat([
          preamble(encoding),
          encode(toClixml(items, c.has('Depth') ? c.number('Depth') : 2), encoding),
        ]);
        try {
          writeFileSync(path, data);
        } catch (fault) {
          throw openFailure(c, fault, c.engine.files.full(name));
        }
      },
    };
  },
  { raw: true, defaultSet: 'ByPath', confirm: 'Medium' },
);

const IMPORT = builtin(
  'Import-Clixml',
  'utility',
  `
Path string[] [ByPath] @0 ! <*
LiteralPath|PSPath|LP string[] [ByLiteralPath] ! <.
`,
  (c: Context) => ({
    *process() {
      for (const name of [...c.texts('Path'), ...c.texts('LiteralPath')]) {
        const path = c.engine.files.real(name);
        if (!existsSync(path)) {
          throw c.fail(
            'FileOpenFailure',
            'OpenError',
            `Could not find file '${c.engine.files.full(name)}'.`,
            'System.IO.FileNotFoundException',
          );
        }
        for (const value of fromClixml(decodeBytes(readFileSync(path), 'utf8')))
          yield* c.emitAll(enumerable(value) ?? [value]);
      }
    },
  }),
  { defaultSet: 'ByPath' },
);

export const CLIXML = [EXPORT, IMPORT];
