/** ConvertFrom-Json and Test-Json. */
import type { Context } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import type { PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
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

export const TEST_JSON = builtin('Test-Json', 'utility', 'Json string empty @0 ! <\nOptions string[]', (c) => ({
  *process() {
    try {
      JSON.parse(c.text('Json'));
      yield* c.emit(true);
    } catch (thrown) {
      yield* c.emit(false);
      yield* c.error(
        c.record(
          'InvalidJson',
          'InvalidData',
          `Cannot parse the JSON. ${(thrown as Error).message}`,
          'System.Exception',
        ),
      );
    }
  },
}));
