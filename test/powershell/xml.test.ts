/** XML: what is written is read again as the same tree, whatever the texts hold. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributeOf, Node, NodeType } from '../../src/powershell/xml/nodes.ts';
import { parseXml } from '../../src/powershell/xml/parser.ts';
import { outerXml } from '../../src/powershell/xml/writer.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
const text = fc.stringMatching(/^[a-z<>&"' ]{1,12}$/).filter((t) => t.trim() !== '');

interface Shape {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly (Shape | string)[];
}
const { shape } = fc.letrec<{ shape: Shape }>((tie) => ({
  shape: fc.record({
    name,
    attributes: fc.uniqueArray(fc.tuple(name, text), { selector: ([n]) => n, maxLength: 3 }),
    children: fc.array(fc.oneof({ maxDepth: 4 }, text, tie('shape')), { maxLength: 4 }),
  }),
}));

function build(s: Shape, owner: Node): Node {
  const node = new Node(NodeType.Element, s.name, owner);
  for (const [n, v] of s.attributes) node.setAttribute(attributeOf(n, v, '', owner));
  for (const c of s.children) {
    if (typeof c !== 'string') node.insert(build(c, owner), null);
    else {
      const t = new Node(NodeType.Text, '', owner);
      t.value = c;
      node.insert(t, null);
    }
  }
  return node;
}

test('a tree that is written and read is written the same again', () => {
  fc.assert(
    fc.property(shape, (s) => {
      const document = new Node(NodeType.Document, '#document', null);
      document.insert(build(s, document), null);
      const written = outerXml(document);
      const read = parseXml(written, 'document', true);
      expect(outerXml(read)).toBe(written);
      expect(read.documentElement!.text).toBe(document.documentElement!.text);
    }),
    { seed: 4, numRuns: 200 },
  );
});
