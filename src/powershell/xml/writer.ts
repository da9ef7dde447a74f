/** XML as text: OuterXml, and Save with its indentation. */
import { Node, NodeType, XMLNS } from './nodes.ts';

const escapeText = (s: string): string =>
  s
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(CONTROL, numbered)
    .replace(/\r/g, '&#xD;');
const escapeAttribute = (s: string): string =>
  s
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, numbered)
    .replace(CONTROL, numbered);
const numbered = (c: string): string => `&#x${c.charCodeAt(0).toString(16).toUpperCase()};`;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML has only as references
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** How a text is laid out. */
export interface Layout {
  readonly indent: string | null;
  readonly newline: string;
  /** Attributes in lines of their own. */
  readonly attributesOnLines?: boolean;
  /** `<a></a>` stays on one line. */
  readonly compactEmpty?: boolean;
}

const FLAT: Layout = { indent: null, newline: '\n' };

/** Declarations that a node moved to another place needs for its own prefixes. */
function neededDeclarations(node: Node, declared: ReadonlyMap<string, string>): [string, string][] {
  const out: [string, string][] = [];
  const known = new Map(declared);
  for (const a of node.attributes) {
    if (a.name === 'xmlns') known.set('', a.value);
    else if (a.prefix === 'xmlns') known.set(a.local, a.value);
  }
  const need = (prefix: string, namespace: string): void => {
    if (prefix === 'xml' || prefix === 'xmlns' || (known.get(prefix) ?? '') === namespace) return;
    known.set(prefix, namespace);
    out.push([prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace]);
  };
  need(node.prefix, node.namespace);
  for (const a of node.attributes) if (a.namespace !== '' && a.namespace !== XMLNS) need(a.prefix, a.namespace);
  return out;
}

function write(node: Node, layout: Layout, depth: number, declared: ReadonlyMap<string, string>): string {
  switch (node.kind) {
    case NodeType.Text:
      return escapeText(node.value);
    case NodeType.Whitespace:
    case NodeType.SignificantWhitespace:
      return node.value;
    case NodeType.CDATA:
      return `<![CDATA[${node.value}]]>`;
    case NodeType.Comment:
      return `<!--${node.value}-->`;
    case NodeType.ProcessingInstruction:
      return `<?${node.name}${node.value === '' ? '' : ` ${node.value}`}?>`;
    case NodeType.XmlDeclaration:
      return `<?xml ${node.value}?>`;
    case NodeType.DocumentType:
      return `<!DOCTYPE ${node.name}${node.value === '' ? '' : ` ${node.value}`}[${node.subset}]>`;
    case NodeType.Attribute:
      return `${node.name}="${escapeAttribute(node.value)}"`;
    case NodeType.Document:
    case NodeType.DocumentFragment:
      return content(node, layout, depth, declared);
  }
  const own = new Map(declared);
  for (const a of node.attributes) {
    if (a.name === 'xmlns') own.set('', a.value);
    else if (a.prefix === 'xmlns') own.set(a.local, a.value);
  }
  let out = `<${node.name}`;
  const attributes = node.attributes.map((a) => write(a, layout, 0, own));
  for (const [name, value] of neededDeclarations(node, declared)) {
    attributes.push(`${name}="${escapeAttribute(value)}"`);
    own.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  const gap =
    layout.attributesOnLines && layout.indent !== null ? layout.newline + layout.indent.repeat(depth + 1) : ' ';
  for (const a of attributes) out += gap + a;
  if (node.children.length === 0 && node.empty) return `${out} />`;
  out += '>';
  const mixed = layout.indent === null || node.children.some((c) => c.isText);
  const inside = mixed ? FLAT : layout;
  if (mixed) out += node.children.map((c) => write(c, inside, depth + 1, own)).join('');
  else {
    for (const c of node.children)
      out += layout.newline + layout.indent!.repeat(depth + 1) + write(c, layout, depth + 1, own);
    if (node.children.length > 0 || !layout.compactEmpty) out += layout.newline + layout.indent!.repeat(depth);
  }
  return `${out}</${node.name}>`;
}

function content(node: Node, layout: Layout, depth: number, declared: ReadonlyMap<string, string>): string {
  const pieces = node.children.map((c) => write(c, layout, depth, declared));
  return pieces.join(layout.indent === null ? '' : layout.newline);
}

/** OuterXml */
export function outerXml(node: Node): string {
  return write(node, FLAT, 0, new Map());
}

/** InnerXml */
export function innerXml(node: Node): string {
  if (node.kind === NodeType.Attribute) return escapeAttribute(node.value);
  const declared = new Map<string, string>();
  if (node.namespace !== '') declared.set(node.prefix, node.namespace);
  for (const a of node.attributes) if (a.prefix === 'xmlns') declared.set(a.local, a.value);
  const own = node.attribute('xmlns');
  if (own) declared.set('', own.value);
  return node.children.map((c) => write(c, FLAT, 0, node.kind === NodeType.Element ? new Map() : declared)).join('');
}

/** A document as Save writes it. */
export function savedXml(node: Node, layout: Layout): string {
  return write(node, layout, 0, new Map());
}

/** Value of a declaration with another encoding. */
export function withEncoding(value: string, encoding: string): string {
  return /encoding="/.test(value)
    ? value.replace(/encoding="[^"]*"/, `encoding="${encoding}"`)
    : value.replace(/^version="1.0"/, `version="1.0" encoding="${encoding}"`);
}

export { escapeAttribute, escapeText, Node };
