/** ConvertFrom-Json and Test-Json. */
import { existsSync, readFileSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import type { PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { decodeBytes } from '../encoding.ts';
import { refuse } from '../refusals.ts';
import { CaseFault, JsonFault, Reader } from './reader.ts';

function parseJson(c: Context, text: string): PSValue {
  try {
    return new Reader(text, {
      table: c.flag('AsHashtable'),
      depth: c.has('Depth') ? c.number('Depth') : 1024,
      dates: c.has('DateKind') ? c.text('DateKind') : 'Default',
    }).read();
  } catch (thrown) {
    if (thrown instanceof CaseFault)
      throw c.fail(thrown.id, 'InvalidOperation', thrown.message, 'System.InvalidOperationException');
    if (!(thrown instanceof JsonFault)) throw thrown;
    throw c.fail(
      'System.ArgumentException',
      'NotSpecified',
      `Conversion from JSON failed with error: ${thrown.message}`,
      'System.ArgumentException',
    );
  }
}

export const FROM_JSON = builtin(
  'ConvertFrom-Json',
  'utility',
  `
InputObject string empty @0 ! <
AsHashtable switch
Depth int 1..2147483647
NoEnumerate switch
DateKind string {Default,Local,Utc,Offset,String}
`,
  (c) => {
    const lines: string[] = [];
    return {
      *process() {
        lines.push(c.text('InputObject'));
      },
      *end() {
        if (lines.length === 0) return;
        const emit = function* (text: string) {
          if (text.trim() === '') return;
          const value = parseJson(c, text);
          const items = c.flag('NoEnumerate') ? undefined : enumerable(value);
          if (items) yield* c.emitAll(items);
          else yield* c.emit(value);
        };
        // Several complete documents are read one by one; otherwise the lines together are one.
        if (lines.length > 1 && isDocument(lines[0]!)) for (const line of lines) yield* emit(line);
        else yield* emit(lines.join('\n'));
      },
    };
  },
);

function isDocument(text: string): boolean {
  try {
    new Reader(text, { table: true, depth: 1024, dates: 'String' }).read();
    return true;
  } catch {
    return false;
  }
}

export const TEST_JSON = builtin(
  'Test-Json',
  'utility',
  `
Json string empty [JsonString,JsonStringWithSchemaString,JsonStringWithSchemaFile] @0 ! <
Path string [JsonPath] ! <.
LiteralPath|PSPath|LP string [JsonLiteralPath] ! <.
Schema string ~ [JsonStringWithSchemaString] @1 !
SchemaFile string ~ [JsonStringWithSchemaFile] !
Options string[]
`,
  (c) => ({
    *process() {
      const why = 'JSON is checked by its grammar alone, as the standard has it.';
      refuse(c, { Schema: why, SchemaFile: why, Options: why });
      const path = c.text('LiteralPath') || c.text('Path');
      const real = c.engine.files.real(path);
      if (path !== '' && !existsSync(real)) {
        throw c.fail(
          'FileOpenFailure',
          'OpenError',
          `Cannot find path '${c.engine.files.full(path)}' because it does not exist.`,
          'System.IO.FileNotFoundException',
          { target: path },
        );
      }
      try {
        JSON.parse(path === '' ? c.text('Json') : decodeBytes(readFileSync(real), 'utf8'));
        yield* c.emit(true);
      } catch {
        yield* c.error(c.record('InvalidJson', 'InvalidData', 'Cannot parse the JSON.', 'System.Exception'));
        yield* c.emit(false);
      }
    },
  }),
  { defaultSet: 'JsonString' },
);
