/** Select-Xml. */
import { readFileSync } from 'node:fs';
import type { Context } from '../engine/builtin.ts';
import { toText } from '../engine/convert.ts';
import { NetError } from '../engine/errors.ts';
import type { Gen } from '../engine/flow.ts';
import { decode } from '../engine/net/bytes.ts';
import { PSObj } from '../engine/psobject.ts';
import { Hashtable, type PSValue } from '../values.ts';
import { parseXml } from '../xml/parser.ts';
import { wrap, XmlValue } from '../xml/values.ts';
import { selectNodes } from '../xml/xpath.ts';
import { builtin } from './declare.ts';
import { filePaths } from './files/paths.ts';

const TYPE = ['Microsoft.PowerShell.Commands.SelectXmlInfo', 'System.Object'];

/** Prefixes of -Namespace; null where none is given. */
function prefixes(c: Context): ((prefix: string) => string | undefined) | null {
  const table = c.get('Namespace');
  if (!(table instanceof Hashtable)) return null;
  const map = new Map([...table.entries.values()].map((e) => [toText(e.key), toText(e.value)]));
  return (prefix) => (prefix === '' ? '' : map.get(prefix));
}

function* select(c: Context, node: XmlValue, path: string): Gen<void> {
  const pattern = c.text('XPath', '');
  try {
    for (const found of selectNodes(node.node, pattern, prefixes(c))) {
      const info = new PSObj(TYPE, { Node: wrap(found), Path: path, Pattern: pattern });
      info.toText = () => found.text;
      yield* c.emit(info);
    }
  } catch (e) {
    if (!(e instanceof NetError)) throw e;
    throw c.fail('ProcessXPath', 'InvalidArgument', e.message, e.exception.type);
  }
}

function* parsed(c: Context, text: string, path: string): Gen<void> {
  let node: XmlValue;
  try {
    node = wrap(parseXml(text, 'document'));
  } catch (e) {
    if (!(e instanceof NetError)) throw e;
    const what = path === 'InputStream' ? 'the specified content' : `the file '${path}'`;
    yield* c.error(
      c.record('ProcessFile', 'NotSpecified', `Could not process ${what} as XML: ${e.message}`, e.exception.type),
    );
    return;
  }
  yield* select(c, node, path);
}

export const SELECT_XML = [
  builtin(
    'Select-Xml',
    'utility',
    `
XPath string ! ~ @0
Xml|Node object[] ~ [Xml] @1 ! <*
Path string[] ~ [Path] @1 ! <.
LiteralPath|PSPath|LP string[] ~ [LiteralPath] ! <.
Content string[] ~ [Content] ! <
Namespace hashtable ~
`,
    (c) => ({
      *process() {
        const nodes = c.get('Xml') as PSValue[] | null;
        for (const x of Array.isArray(nodes) ? nodes : nodes === null ? [] : [nodes]) {
          if (x instanceof XmlValue) yield* select(c, x, 'InputStream');
          else yield* parsed(c, toText(x), 'InputStream');
        }
        for (const text of c.texts('Content')) yield* parsed(c, text, 'InputStream');
        if (c.texts('Path').length + c.texts('LiteralPath').length > 0)
          for (const name of yield* filePaths(c))
            yield* parsed(c, decode(readFileSync(c.engine.files.real(name))), c.engine.files.full(name));
      },
    }),
    { defaultSet: 'Xml' },
  ),
];
