/** ConvertTo-Json. */
import { edition } from '../../edition.ts';
import { convertToJson, DEFAULT_DEPTH, truncationWarning } from '../../json/convert.ts';
import type { JsonStyle } from '../../json/scalars.ts';
import type { PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { message } from '../write.ts';
import { plain } from './plain.ts';

export const TO_JSON = builtin(
  'ConvertTo-Json',
  'utility',
  `
InputObject object null @0 ! <
Depth int 0..100
Compress switch
EnumsAsStrings switch
AsArray switch
EscapeHandling string {Default,EscapeNonAscii,EscapeHtml}
`,
  (c) => {
    const items: PSValue[] = [];
    return {
      *process(input) {
        items.push(input === undefined ? c.get('InputObject') : input);
      },
      *end() {
        if (items.length === 0) return;
        const depth = c.has('Depth') ? c.number('Depth') : DEFAULT_DEPTH;
        const style: JsonStyle = {
          dialect: edition.current.name,
          compress: c.flag('Compress'),
          escapes: (c.has('EscapeHandling')
            ? c.text('EscapeHandling')
            : edition.current.jsonEscapes) as JsonStyle['escapes'],
          enumsAsStrings: c.flag('EnumsAsStrings'),
        };
        const value = items.length > 1 || c.flag('AsArray') ? items : items[0]!;
        const { text, truncated } = convertToJson(plain(value, depth + 1), style, depth);
        if (truncated && edition.current.jsonWarns) yield* message(c, 'warning', truncationWarning(depth));
        yield* c.emit(text);
      },
    };
  },
  { raw: true },
);
