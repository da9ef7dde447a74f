/** Members of the XML classes. */

import { NODE_TYPE_ENUM } from '../engine/enums.ts';
import { NetError } from '../engine/errors.ts';
import { VOID } from '../engine/method-tools.ts';
import { NetType, type Row } from '../engine/net/net-type.ts';
import { EnumValue, type PSValue } from '../values.ts';
import { DOCUMENT_ROWS } from './document.ts';
import { elementsNamed } from './elements.ts';
import { checkedName } from './names.ts';
import { NAMESPACES, type NamespaceManager } from './namespaces.ts';
import { attributeOf, type Node, type NodeKind, NodeType, XMLNS } from './nodes.ts';
import { readInto } from './parser.ts';
import { wrap, wrapOrNull, XmlAttributes, XmlList, type XmlValue } from './values.ts';
import { innerXml, outerXml } from './writer.ts';
import { WRITER_TYPES, type XmlWriterValue } from './xml-writer.ts';
import { selectNodes } from './xpath.ts';

const invalid = (message: string): NetError => new NetError('System.InvalidOperationException', message);
const bad = (message: string): NetError => new NetError('System.ArgumentException', message);

function prefixesOf(manager: NamespaceManager | undefined): ((prefix: string) => string | undefined) | null {
  return manager ? (p) => (p === '' ? '' : manager.lookup(p)) : null;
}

/** Puts a node below another; the checks of .NET. */
function insert(parent: XmlValue, child: XmlValue, before: Node | null): PSValue {
  const p = parent.node;
  const c = child.node;
  const document = p.kind === NodeType.Document ? p : p.owner;
  if (c.owner !== document && c !== document)
    throw bad('The node to be inserted is from a different document context.');
  for (let n: Node | null = p; n; n = n.parent)
    if (n === c) throw bad('Cannot insert a node or any ancestor of that node as a child of itself.');
  if (before && before.parent !== p) throw bad('The reference node is not a child of this node.');
  if (c.kind === NodeType.Attribute || c.kind === NodeType.Document)
    throw invalid(
      'The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.',
    );
  if (p.kind === NodeType.Document) {
    if (c.kind === NodeType.Element && p.documentElement && p.documentElement !== c)
      throw invalid("This document already has a 'DocumentElement' node.");
    if (c.isText && !c.isSpace)
      throw invalid(
        'The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.',
      );
    if (c.kind === NodeType.XmlDeclaration && p.children.length > 0 && before !== p.children[0])
      throw invalid('Cannot insert the node in the specified location.');
  }
  p.insert(c, before);
  return child;
}

function remove(parent: XmlValue, child: XmlValue): PSValue {
  if (child.node.parent !== parent.node) throw bad('The node to be removed is not a child of this node.');
  parent.node.remove(child.node);
  return child;
}

function setInnerXml(x: XmlValue, text: string): void {
  const { node } = x;
  const probe = node.clone(false);
  probe.parent = node.parent;
  readInto(probe, text, node.kind === NodeType.Document ? 'document' : 'fragment', false);
  for (const c of [...node.children]) node.remove(c);
  for (const c of [...probe.children]) node.insert(c, null);
  if (node.children.length === 0) node.empty = false;
}

const siblings = (x: XmlValue, step: number): PSValue => {
  const all = x.node.parent && x.node.kind !== NodeType.Attribute ? x.node.parent.children : [];
  return wrapOrNull(all[all.indexOf(x.node) + step]);
};

const hasValue = (n: Node): boolean =>
  n.kind !== NodeType.Element && n.kind !== NodeType.Document && n.kind !== NodeType.DocumentFragment;

const NODE: readonly Row[] = [
  ['string Name {get;}', (x: XmlValue) => x.node.name],
  ['string LocalName {get;}', (x: XmlValue) => x.node.local],
  ['string NamespaceURI {get;}', (x: XmlValue) => x.node.namespace],
  [
    'string Prefix {get;set;}',
    (x: XmlValue) => x.node.prefix,
    (x: XmlValue, v) => {
      x.node.name = v ? `${v}:${x.node.local}` : x.node.local;
    },
  ],
  ['System.Xml.XmlNodeType NodeType {get;}', (x: XmlValue) => new EnumValue(NODE_TYPE_ENUM, x.node.kind)],
  [
    'System.Xml.XmlNode ParentNode {get;}',
    (x: XmlValue) => (x.node.kind === NodeType.Attribute ? null : wrapOrNull(x.node.parent)),
  ],
  ['xml OwnerDocument {get;}', (x: XmlValue) => wrapOrNull(x.node.owner)],
  [
    'System.Xml.XmlAttributeCollection Attributes {get;}',
    (x: XmlValue) => (x.node.kind === NodeType.Element ? new XmlAttributes(x.node) : null),
  ],
  ['string InnerXml {get;set;}', (x: XmlValue) => innerXml(x.node), (x: XmlValue, v) => setInnerXml(x, v as string)],
  [
    'string InnerText {get;set;}',
    (x: XmlValue) => x.node.text,
    (x: XmlValue, v) => {
      if (x.node.kind === NodeType.Document)
        throw invalid("The 'InnerText' of a 'Document' node is read-only and cannot be set.");
      if (hasValue(x.node)) x.node.value = v as string;
      else x.node.setText(v as string);
    },
  ],
  ['System.Xml.XmlNode NextSibling {get;}', (x: XmlValue) => siblings(x, 1)],
  [
    'System.Xml.XmlNode PreviousSibling {get;}',
    (x: XmlValue) => {
      const at = x.node.parent ? x.node.parent.children.indexOf(x.node) : 0;
      return at > 0 ? siblings(x, -1) : null;
    },
  ],
  [
    'string Value {get;set;}',
    (x: XmlValue) => (hasValue(x.node) ? x.node.value : null),
    (x: XmlValue, v) => {
      if (!hasValue(x.node))
        throw invalid(
          "Cannot set a value on node type '" + (x.node.kind === NodeType.Element ? 'Element' : 'Document') + "'.",
        );
      x.node.value = v as string;
    },
  ],
  [
    'System.Xml.XmlNodeList ChildNodes {get;}',
    (x: XmlValue) =>
      new XmlList('System.Xml.XmlChildNodes', () =>
        x.node.children.filter((c) => c.kind !== NodeType.Text || c.value !== '' || x.node.children.length > 1),
      ),
  ],
  ['System.Xml.XmlNode FirstChild {get;}', (x: XmlValue) => wrapOrNull(x.node.children[0])],
  ['System.Xml.XmlNode LastChild {get;}', (x: XmlValue) => wrapOrNull(x.node.children[x.node.children.length - 1])],
  ['bool HasChildNodes {get;}', (x: XmlValue) => x.node.children.length > 0],
  ['bool IsReadOnly {get;}', () => false],
  ['string OuterXml {get;}', (x: XmlValue) => outerXml(x.node)],
  ['string BaseURI {get;}', () => ''],
  [
    `System.Xml.XmlNode SelectSingleNode(string xpath)
    System.Xml.XmlNode SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr)`,
    (x: XmlValue, [path, manager]) =>
      wrapOrNull(selectNodes(x.node, path as string, prefixesOf(manager as unknown as NamespaceManager))[0]),
  ],
  [
    `System.Xml.XmlNodeList SelectNodes(string xpath)
    System.Xml.XmlNodeList SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr)`,
    (x: XmlValue, [path, manager]) => {
      const found = selectNodes(x.node, path as string, prefixesOf(manager as unknown as NamespaceManager));
      return new XmlList('System.Xml.XPathNodeList', () => found);
    },
  ],
  [
    'System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)',
    (x: XmlValue, [c, r]) => insert(x, c as unknown as XmlValue, r === null ? null : (r as unknown as XmlValue).node),
  ],
  [
    'System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)',
    (x: XmlValue, [c, r]) => {
      if (r === null) return insert(x, c as unknown as XmlValue, x.node.children[0] ?? null);
      const at = (r as unknown as XmlValue).node;
      if (at.parent !== x.node) throw bad('The reference node is not a child of this node.');
      return insert(x, c as unknown as XmlValue, x.node.children[x.node.children.indexOf(at) + 1] ?? null);
    },
  ],
  [
    'System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)',
    (x: XmlValue, [c, o]) => {
      const old = o as unknown as XmlValue;
      if (old.node.parent !== x.node) throw bad('The reference node is not a child of this node.');
      const next = x.node.children[x.node.children.indexOf(old.node) + 1] ?? null;
      x.node.remove(old.node);
      insert(x, c as unknown as XmlValue, next);
      return old;
    },
  ],
  [
    'System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)',
    (x: XmlValue, [c]) => remove(x, c as unknown as XmlValue),
  ],
  [
    'System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)',
    (x: XmlValue, [c]) => insert(x, c as unknown as XmlValue, x.node.children[0] ?? null),
  ],
  [
    'System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)',
    (x: XmlValue, [c]) => insert(x, c as unknown as XmlValue, null),
  ],
  ['System.Xml.XmlNode CloneNode(bool deep)', (x: XmlValue, [deep]) => cloned(x.node, deep === true)],
  ['System.Xml.XmlNode Clone()', (x: XmlValue) => cloned(x.node, true)],
  [
    'void Normalize()',
    (x: XmlValue) => {
      normalize(x.node);
      return VOID;
    },
  ],
  [
    'void RemoveAll()',
    (x: XmlValue) => {
      for (const c of [...x.node.children]) x.node.remove(c);
      x.node.attributes.splice(0);
      x.node.empty = false;
      return VOID;
    },
  ],
  ['string GetNamespaceOfPrefix(string prefix)', (x: XmlValue, [p]) => x.node.namespaceOf(p as string) ?? ''],
  [
    'void WriteTo(System.Xml.XmlWriter w)',
    (x: XmlValue, [w]) => {
      (w as unknown as XmlWriterValue).node(x.node);
      return VOID;
    },
  ],
  [
    'void WriteContentTo(System.Xml.XmlWriter w)',
    (x: XmlValue, [w]) => {
      for (const c of x.node.children) (w as unknown as XmlWriterValue).node(c);
      return VOID;
    },
  ],
  ['string ToString()', (x: XmlValue) => x.text],
];

function cloned(node: Node, deep: boolean): PSValue {
  const copy = node.clone(deep);
  if (node.kind === NodeType.Document) adopt(copy, copy);
  return wrap(copy);
}

/** Makes all below a document its own. */
function adopt(node: Node, owner: Node): void {
  for (const c of [...node.children, ...node.attributes]) {
    c.owner = owner;
    adopt(c, owner);
  }
}

function normalize(node: Node): void {
  for (let i = 0; i < node.children.length; ) {
    const c = node.children[i]!;
    const next = node.children[i + 1];
    if (c.kind === NodeType.Text && next?.kind === NodeType.Text) {
      c.value += next.value;
      node.remove(next);
    } else {
      normalize(c);
      i++;
    }
  }
}

const attributeIn = (x: XmlValue, name: string, namespace: string | undefined): Node | undefined =>
  namespace === undefined
    ? x.node.attribute(name)
    : x.node.attributes.find((a) => a.local === name && a.namespace === namespace);

const ELEMENT: readonly Row[] = [
  [
    'bool IsEmpty {get;set;}',
    (x: XmlValue) => x.node.empty && x.node.children.length === 0,
    (x: XmlValue, v) => {
      if (v === true) for (const c of [...x.node.children]) x.node.remove(c);
      x.node.empty = v === true;
    },
  ],
  ['bool HasAttributes {get;}', (x: XmlValue) => x.node.attributes.length > 0],
  [
    `string GetAttribute(string name)
    string GetAttribute(string localName, string namespaceURI)`,
    (x: XmlValue, [n, ns]) => attributeIn(x, n as string, ns as string | undefined)?.value ?? '',
  ],
  [
    'void SetAttribute(string name, string value)',
    (x: XmlValue, [n, v]) => {
      const name = checkedName(n as string);
      const old = x.node.attribute(name);
      if (old) old.value = v as string;
      else x.node.setAttribute(attributeOf(name, v as string, name.startsWith('xmlns') ? XMLNS : '', x.node.owner));
      return VOID;
    },
  ],
  [
    'string SetAttribute(string localName, string namespaceURI, string value)',
    (x: XmlValue, [n, ns, v]) => {
      const old = attributeIn(x, n as string, ns as string);
      if (old) old.value = v as string;
      else {
        let name = n as string;
        if (ns !== '') {
          let prefix = 'd1p1';
          for (let i = 1; x.node.namespaceOf(prefix) !== null && x.node.namespaceOf(prefix) !== ns; i++)
            prefix = `d1p${i}`;
          name = `${prefix}:${name}`;
        }
        x.node.setAttribute(attributeOf(name, v as string, ns as string, x.node.owner));
      }
      return v!;
    },
  ],
  [
    `void RemoveAttribute(string name)
    void RemoveAttribute(string localName, string namespaceURI)`,
    (x: XmlValue, [n, ns]) => {
      const found = attributeIn(x, n as string, ns as string | undefined);
      if (found) x.node.attributes.splice(x.node.attributes.indexOf(found), 1);
      return VOID;
    },
  ],
  [
    `System.Xml.XmlAttribute GetAttributeNode(string name)
    System.Xml.XmlAttribute GetAttributeNode(string localName, string namespaceURI)`,
    (x: XmlValue, [n, ns]) => wrapOrNull(attributeIn(x, n as string, ns as string | undefined)),
  ],
  [
    'System.Xml.XmlAttribute SetAttributeNode(System.Xml.XmlAttribute newAttr)',
    (x: XmlValue, [a]) => {
      const added = (a as unknown as XmlValue).node;
      const old = x.node.attribute(added.name);
      x.node.setAttribute(added);
      return wrapOrNull(old);
    },
  ],
  [
    'System.Xml.XmlAttribute RemoveAttributeNode(System.Xml.XmlAttribute oldAttr)',
    (x: XmlValue, [a]) => removeAttribute(x.node, (a as unknown as XmlValue).node),
  ],
  [
    'System.Xml.XmlNode RemoveAttributeAt(int i)',
    (x: XmlValue, [i]) => removeAttribute(x.node, x.node.attributes[i as number]),
  ],
  [
    'void RemoveAllAttributes()',
    (x: XmlValue) => {
      x.node.attributes.splice(0);
      return VOID;
    },
  ],
  [
    `System.Xml.XmlNodeList GetElementsByTagName(string name)
    System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)`,
    (x: XmlValue, [n, ns]) =>
      new XmlList('System.Xml.XmlElementList', () =>
        elementsNamed(x.node, n as string, (ns as string | undefined) ?? null),
      ),
  ],
  [
    `bool HasAttribute(string name)
    bool HasAttribute(string localName, string namespaceURI)`,
    (x: XmlValue, [n, ns]) => attributeIn(x, n as string, ns as string | undefined) !== undefined,
  ],
];

function removeAttribute(element: Node, attribute: Node | undefined): PSValue {
  const at = attribute ? element.attributes.indexOf(attribute) : -1;
  if (at < 0) return null;
  element.attributes.splice(at, 1);
  attribute!.parent = null;
  return wrap(attribute!);
}

const ATTRIBUTE: readonly Row[] = [
  ['bool Specified {get;}', () => true],
  ['System.Xml.XmlElement OwnerElement {get;}', (x: XmlValue) => wrapOrNull(x.node.parent)],
];

const CHARACTERS: readonly Row[] = [
  [
    'string Data {get;set;}',
    (x: XmlValue) => x.node.value,
    (x: XmlValue, v) => {
      x.node.value = v as string;
    },
  ],
  ['int Length {get;}', (x: XmlValue) => x.node.value.length],
  ['string Substring(int offset, int count)', (x: XmlValue, [o, n]) => x.node.value.substr(o as number, n as number)],
  [
    'void AppendData(string strData)',
    (x: XmlValue, [s]) => {
      x.node.value += s as string;
      return VOID;
    },
  ],
];

const part =
  (name: string) =>
  (x: XmlValue): PSValue =>
    new RegExp(`${name}="([^"]*)"`).exec(x.node.value)?.[1] ?? '';
const setPart =
  (name: string) =>
  (x: XmlValue, v: PSValue): void => {
    const rest = x.node.value.replace(new RegExp(` ${name}="[^"]*"`), '');
    x.node.value = v
      ? name === 'encoding'
        ? rest.replace(/^version="[^"]*"/, `$& encoding="${v}"`)
        : `${rest} ${name}="${v}"`
      : rest;
  };
const DECLARATION: readonly Row[] = [
  ['string Version {get;}', part('version')],
  ['string Encoding {get;set;}', part('encoding'), setPart('encoding')],
  ['string Standalone {get;set;}', part('standalone'), setPart('standalone')],
];

const INSTRUCTION: readonly Row[] = [
  ['string Target {get;}', (x: XmlValue) => x.node.name],
  [
    'string Data {get;set;}',
    (x: XmlValue) => x.node.value,
    (x: XmlValue, v) => {
      x.node.value = v as string;
    },
  ],
];

const LIST: readonly Row[] = [
  ['int Count {get;}', (l: XmlList) => l.read().length],
  ['System.Xml.XmlNode Item(int index)', (l: XmlList, [i]) => wrapOrNull(l.read()[i as number])],
];

const ATTRIBUTES: readonly Row[] = [
  [
    'System.Xml.XmlNode GetNamedItem(string name)',
    (l: XmlAttributes, [n]) => wrapOrNull(l.owner.attribute(n as string)),
  ],
  [
    'System.Xml.XmlNode RemoveNamedItem(string name)',
    (l: XmlAttributes, [n]) => removeAttribute(l.owner, l.owner.attribute(n as string)),
  ],
  [
    `System.Xml.XmlAttribute Append(System.Xml.XmlAttribute node)
    System.Xml.XmlNode SetNamedItem(System.Xml.XmlNode node)`,
    (l: XmlAttributes, [a]) => {
      l.owner.setAttribute((a as unknown as XmlValue).node);
      return a!;
    },
  ],
  [
    'System.Xml.XmlAttribute Prepend(System.Xml.XmlAttribute node)',
    (l: XmlAttributes, [a]) => {
      const { node } = a as unknown as XmlValue;
      removeAttribute(l.owner, l.owner.attribute(node.name));
      l.owner.attributes.unshift(node);
      node.parent = l.owner;
      return a!;
    },
  ],
  [
    'System.Xml.XmlAttribute Remove(System.Xml.XmlAttribute node)',
    (l: XmlAttributes, [a]) => removeAttribute(l.owner, (a as unknown as XmlValue).node),
  ],
  [
    'System.Xml.XmlAttribute RemoveAt(int i)',
    (l: XmlAttributes, [i]) => removeAttribute(l.owner, l.owner.attributes[i as number]),
  ],
  [
    'void RemoveAll()',
    (l: XmlAttributes) => {
      l.owner.attributes.splice(0);
      return VOID;
    },
  ],
];

const node = new NetType('System.Xml.XmlNode', NODE);
const linked = new NetType('System.Xml.XmlLinkedNode', [], node);
const characters = new NetType('System.Xml.XmlCharacterData', CHARACTERS, linked);
const list = new NetType('System.Xml.XmlNodeList', LIST);

const BY_KIND: Readonly<Record<NodeKind, NetType>> = {
  [NodeType.Element]: new NetType('System.Xml.XmlElement', ELEMENT, linked),
  [NodeType.Attribute]: new NetType('System.Xml.XmlAttribute', ATTRIBUTE, node),
  [NodeType.Text]: new NetType('System.Xml.XmlText', [], characters),
  [NodeType.CDATA]: new NetType('System.Xml.XmlCDataSection', [], characters),
  [NodeType.ProcessingInstruction]: new NetType('System.Xml.XmlProcessingInstruction', INSTRUCTION, linked),
  [NodeType.Comment]: new NetType('System.Xml.XmlComment', [], characters),
  [NodeType.Document]: new NetType('System.Xml.XmlDocument', DOCUMENT_ROWS, node),
  [NodeType.DocumentType]: new NetType('System.Xml.XmlDocumentType', [], linked),
  [NodeType.DocumentFragment]: new NetType('System.Xml.XmlDocumentFragment', [], node),
  [NodeType.Whitespace]: new NetType('System.Xml.XmlWhitespace', [], characters),
  [NodeType.SignificantWhitespace]: new NetType('System.Xml.XmlSignificantWhitespace', [], characters),
  [NodeType.XmlDeclaration]: new NetType('System.Xml.XmlDeclaration', DECLARATION, linked),
};

const BY_NAME = new Map<string, NetType>(
  [
    node,
    linked,
    characters,
    list,
    ...Object.values(BY_KIND),
    new NetType('System.Xml.XmlChildNodes', [], list),
    new NetType('System.Xml.XPathNodeList', [], list),
    new NetType('System.Xml.XmlElementList', [], list),
    new NetType('System.Xml.XmlAttributeCollection', [...ATTRIBUTES, ...LIST], ['System.Xml.XmlNamedNodeMap']),
    ...NAMESPACES,
    ...WRITER_TYPES,
  ].map((t) => [t.name, t]),
);

/** The table of an XML class; undefined for all others. */
export function xmlTable(name: string): NetType | undefined {
  return BY_NAME.get(name);
}

/** The table of a kind of node. */
export function tableOfKind(kind: NodeKind): NetType {
  return BY_KIND[kind];
}
