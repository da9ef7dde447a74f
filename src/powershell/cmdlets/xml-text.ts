/** A small reader of XML: elements, attributes and text, as far as serialized objects need it. */

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces entities and character references. */
export function xmlDecode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name!] ?? all;
  });
}

export function xmlEncode(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Root element of a document. @throws SyntaxError where it is not well-formed */
export function parseXml(source: string): XmlNode {
  const tokens =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gy;
  const document: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const stack = [document];
  while (tokens.lastIndex < source.length) {
    const at = tokens.lastIndex;
    const m = tokens.exec(source);
    if (!m) throw new SyntaxError(`The XML is not well-formed at character ${at + 1}.`);
    const top = stack.at(-1)!;
    const [, cdata, close, open, rest, empty, text] = m;
    if (cdata !== undefined) top.text += cdata;
    else if (close !== undefined) {
      if (stack.length < 2 || top.name !== close) throw new SyntaxError(`The end tag ${close} has no start.`);
      stack.pop();
    } else if (open !== undefined) {
      const attributes: Record<string, string> = {};
      for (const [, name, a, b] of (rest ?? '').matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        attributes[name!] = xmlDecode(a ?? b ?? '');
      const node: XmlNode = { name: open, attributes, children: [], text: '' };
      top.children.push(node);
      if (empty !== '/') stack.push(node);
    } else if (text !== undefined) top.text += xmlDecode(text);
  }
  const [root] = document.children;
  if (stack.length !== 1 || !root) throw new SyntaxError('The XML has no complete root element.');
  return root;
}
