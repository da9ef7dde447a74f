/** ConvertTo-Html and ConvertTo-Xml. */
import type { Context } from '../engine/builtin.ts';
import { enumerable } from '../engine/collections.ts';
import { netText, toText, typeChain } from '../engine/convert.ts';
import { runtimeError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { resolveTypeText } from '../engine/type-names.ts';
import { hasWildcard } from '../engine/wildcard.ts';
import { displayText } from '../format/display-text.ts';
import { Hashtable, NetValue, type PSValue, ScriptBlock } from '../values.ts';
import { builtin } from './declare.ts';
import {
  evaluate,
  expressionsOf,
  FORMAT_KEYS,
  matching,
  namesOf,
  type PropertyExpression,
  propertyOf,
} from './expression.ts';
import { xmlEncode } from './xml-text.ts';

const HTML_TABLE = `
InputObject psobject <
Property object[] @0
Body string[] [Page] @3
Head string[] [Page] @1
Title string ~ [Page] @2
As string ~ {Table,List}
CssUri|cu|uri object ~ [Page]
PostContent string[] ~
PreContent string[] ~
Meta hashtable ~ [Page]
Charset string ~ [Page]
Transitional switch ~ [Page]
Fragment switch [Fragment]
`;

const encodeHtml = (text: string): string => xmlEncode(text).replaceAll('"', '&quot;').replaceAll("'", '&#39;');

function shown(value: PSValue): string {
  if (value === null) return '';
  if (enumerable(value) || value instanceof Hashtable) return typeChain(value)[0] ?? '';
  return value instanceof NetValue
    ? displayText(value) === value.typeName
      ? netText(value)
      : displayText(value)
    : toText(value);
}

/** Columns that the first object has. */
function columnsFor(expressions: readonly PropertyExpression[], first: PSValue): PropertyExpression[] {
  if (expressions.length === 0) return namesOf(first).map((what) => ({ label: null, what, more: new Map() }));
  return expressions.flatMap((e) =>
    typeof e.what === 'string' && hasWildcard(e.what)
      ? matching(first, e.what).map((what) => ({ label: null, what, more: e.more }))
      : [e],
  );
}

const labelOf = (e: PropertyExpression): string => e.label ?? (typeof e.what === 'string' ? e.what : e.what.text);

const TO_HTML = builtin(
  'ConvertTo-Html',
  'utility',
  HTML_TABLE,
  (c) => {
    let columns: PropertyExpression[] | null = null;
    let count = 0;
    const asList = c.text('As', 'Table').toLowerCase() === 'list';
    const fragment = c.flag('Fragment');
    const expressions = expressionsOf(c, 'Property', FORMAT_KEYS);

    function* head(): Gen<void> {
      if (!fragment) {
        yield* c.emit(
          c.flag('Transitional')
            ? '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
            : '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
        );
        yield* c.emit('<html xmlns="http://www.w3.org/1999/xhtml">');
        yield* c.emit('<head>');
        if (c.has('Charset')) yield* c.emit(`<meta charset="${c.text('Charset')}">`);
        const meta = c.get('Meta');
        if (meta instanceof Hashtable) {
          for (const { key, value } of meta.entries.values()) {
            const name = toText(key).toLowerCase();
            const attribute = /^(?:content-type|default-style|x-ua-compatible|refresh)$/.test(name)
              ? 'http-equiv'
              : 'name';
            yield* c.emit(`<meta ${attribute}="${toText(key)}" content="${toText(value)}">`);
          }
        }
        if (c.has('Head')) yield* c.emitAll(c.texts('Head'));
        else yield* c.emit(`<title>${encodeHtml(c.text('Title', 'HTML TABLE'))}</title>`);
        if (c.has('CssUri')) yield* c.emit(`<link rel="stylesheet" type="text/css" href="${c.text('CssUri')}" />`);
        yield* c.emit('</head><body>');
      }
      yield* c.emitAll(c.texts('PreContent'));
      if (!fragment) yield* c.emitAll(c.texts('Body'));
      yield* c.emit('<table>');
    }

    function* cells(item: PSValue): Gen<[string, string][]> {
      const pairs: [string, string][] = [];
      for (const e of columns!) {
        const { value } = yield* evaluate(c, e, item);
        pairs.push([encodeHtml(labelOf(e)), encodeHtml(shown(value))]);
      }
      return pairs;
    }

    return {
      *begin() {
        yield* head();
      },
      *process(input) {
        const item = input === undefined ? (c.has('InputObject') ? c.get('InputObject') : null) : input;
        if (item === null) return;
        const isFirst = columns === null;
        columns ??= columnsFor(expressions, item);
        if (isFirst && !asList) {
          yield* c.emit(`<colgroup>${columns.map(() => '<col/>').join('')}</colgroup>`);
          yield* c.emit(`<tr>${columns.map((e) => `<th>${encodeHtml(labelOf(e))}</th>`).join('')}</tr>`);
        }
        const pairs = yield* cells(item);
        if (asList) {
          if (count > 0) yield* c.emit('<tr><td><hr></td></tr>');
          for (const [label, text] of pairs) yield* c.emit(`<tr><td>${label}:</td><td>${text}</td></tr>`);
        } else yield* c.emit(`<tr>${pairs.map(([, text]) => `<td>${text}</td>`).join('')}</tr>`);
        count++;
      },
      *end() {
        yield* c.emit('</table>');
        yield* c.emitAll(c.texts('PostContent'));
        if (!fragment) yield* c.emit('</body></html>');
      },
    };
  },
  { raw: true, defaultSet: 'Page' },
);

/** Lines of `<Object>` for a value, as ConvertTo-Xml writes them. */
class XmlWriter {
  private readonly typed: boolean;
  private readonly depth: number;
  constructor(typed: boolean, depth: number) {
    this.typed = typed;
    this.depth = depth;
  }
  element(tag: string, name: string | null, value: PSValue, level: number, indent: number): string[] {
    const pad = '  '.repeat(indent);
    const attribute = name === null ? '' : ` Name="${xmlEncode(name).replaceAll('"', '&quot;')}"`;
    const type = this.typed && value !== null ? ` Type="${typeChain(value)[0]}"` : '';
    const open = `${pad}<${tag}${attribute}${this.typed && value === null ? ' Type="System.Object"' : type}`;
    if (value === null) return [`${open} />`];
    const inside = level >= this.depth && !(level === 0) ? null : this.inside(value, level, indent + 1);
    if (!inside) {
      const text = xmlEncode(this.text(value));
      return [text === '' ? `${open}></${tag}>` : `${open}>${text}</${tag}>`];
    }
    return [`${open}>`, ...inside, `${pad}</${tag}>`];
  }
  private text(value: PSValue): string {
    return value instanceof NetValue && !(value instanceof ScriptBlock)
      ? displayText(value) === value.typeName
        ? toText(value)
        : displayText(value)
      : toText(value);
  }
  private inside(value: PSValue, level: number, indent: number): string[] | null {
    const items = enumerable(value);
    if (items) return items.flatMap((i) => this.element('Property', null, i, level + 1, indent));
    if (value instanceof Hashtable) {
      return [...value.entries.values()].flatMap((e) => [
        ...this.element('Property', 'Key', e.key, level + 1, indent),
        ...this.element('Property', 'Value', e.value, level + 1, indent),
      ]);
    }
    if (typeof value !== 'object' || value === null || typeof value === 'string') return null;
    const names = namesOf(value);
    if (names.length === 0 || !('propertyNames' in value)) return null;
    return names.flatMap((n) => this.element('Property', n, propertyOf(value, n) ?? null, level + 1, indent));
  }
}

const TO_XML = builtin(
  'ConvertTo-Xml',
  'utility',
  `
Depth int 1..2147483647
InputObject psobject null @0 ! <
NoTypeInformation switch
As string ~ {Stream,String,Document}
`,
  (c: Context) => {
    const items: PSValue[] = [];
    return {
      *process(input) {
        items.push(input === undefined ? c.get('InputObject') : input);
      },
      *end() {
        const writer = new XmlWriter(!c.flag('NoTypeInformation'), c.has('Depth') ? c.number('Depth') : 1);
        const blocks = items.map((i) => writer.element('Object', null, i, 0, 1).join('\n'));
        const how = c.text('As', 'Document').toLowerCase();
        const declaration = '<?xml version="1.0" encoding="utf-8"?>';
        if (how === 'stream') {
          yield* c.emit(declaration);
          yield* c.emit('<Objects>');
          for (const block of blocks) yield* c.emit(block.replace(/^ {2}/gm, ''));
          yield* c.emit('</Objects>');
          return;
        }
        const text = `${declaration}\n<Objects>\n${blocks.join('\n')}\n</Objects>`;
        if (how === 'string') {
          yield* c.emit(text);
          return;
        }
        const type = resolveTypeText('xml', null);
        if (!type)
          throw runtimeError('XmlNotSupported', 'XML documents are not available here; -As String gives the text.', {
            category: 'NotImplemented',
          });
        yield* c.emit(c.engine.cast(text, type));
      },
    };
  },
  { raw: true },
);

export const MARKUP = [TO_HTML, TO_XML];
