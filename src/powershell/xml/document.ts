/** Members of XmlDocument beyond those of every node: making nodes, loading and saving. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { NetError } from '../engine/errors.ts';
import { VOID } from '../engine/method-tools.ts';
import { decode } from '../engine/net/bytes.ts';
import type { Row } from '../engine/net/net-type.ts';
import { textOfReader, writeTo } from '../engine/net/text-io.ts';
import type { EnumValue, PSValue } from '../values.ts';
import { elementsNamed } from './elements.ts';
import { checkedName } from './names.ts';
import { nameTable } from './namespaces.ts';
import { attributeOf, Node, type NodeKind, NodeType, XMLNS } from './nodes.ts';
import { parseXml } from './parser.ts';
import { wrap, wrapOrNull, XmlList, type XmlValue } from './values.ts';
import { savedXml, withEncoding } from './writer.ts';
import type { XmlWriterValue } from './xml-writer.ts';

function make(x: XmlValue, kind: NodeKind, name: string, value = ''): PSValue {
  const node = new Node(kind, name, x.node);
  node.value = value;
  node.empty = kind === NodeType.Element;
  return wrap(node);
}

function element(x: XmlValue, name: string, namespace: string): PSValue {
  const value = make(x, NodeType.Element, checkedName(name)) as unknown as XmlValue;
  value.node.namespace = namespace;
  return value;
}

function attribute(x: XmlValue, name: string, namespace: string): PSValue {
  return wrap(attributeOf(checkedName(name), '', name.startsWith('xmlns') ? XMLNS : namespace, x.node));
}

const joined = (prefix: PSValue | undefined, name: PSValue | undefined): string =>
  prefix ? `${prefix}:${name}` : (name as string);

/** Takes another document's content. */
function become(x: XmlValue, text: string): PSValue {
  const fresh = parseXml(text, 'document', x.node.preserve);
  for (const c of [...x.node.children]) x.node.remove(c);
  for (const c of [...fresh.children]) x.node.insert(c, null);
  const adopt = (n: Node): void => {
    for (const c of [...n.children, ...n.attributes]) {
      c.owner = x.node;
      adopt(c);
    }
  };
  adopt(x.node);
  return VOID;
}

/** The document as Save writes it, its declaration naming the encoding it is written in. */
function saved(x: XmlValue, encoding: string | null): string {
  const copy = x.node.clone(true);
  const declaration = copy.children.find((c) => c.kind === NodeType.XmlDeclaration);
  if (declaration && encoding) declaration.value = withEncoding(declaration.value, encoding);
  return savedXml(copy, { indent: x.node.preserve ? null : '  ', newline: '\n' });
}

const KINDS: Readonly<Record<string, NodeKind>> = {
  element: NodeType.Element,
  attribute: NodeType.Attribute,
  text: NodeType.Text,
  cdatasection: NodeType.CDATA,
  processinginstruction: NodeType.ProcessingInstruction,
  comment: NodeType.Comment,
  document: NodeType.Document,
  documentfragment: NodeType.DocumentFragment,
  whitespace: NodeType.Whitespace,
  significantwhitespace: NodeType.SignificantWhitespace,
};

function createNode(x: XmlValue, kind: NodeKind, name: string, namespace: string): PSValue {
  if (kind === NodeType.Element) return element(x, name, namespace);
  if (kind === NodeType.Attribute) return attribute(x, name, namespace);
  return make(x, kind, name);
}

/** A document from a file. Throws as XmlDocument.Load does. */
export function documentText(path: string, shown: string): string {
  if (!existsSync(path)) throw new NetError('System.IO.FileNotFoundException', `Could not find file '${shown}'.`);
  return decode(readFileSync(path));
}

export const DOCUMENT_ROWS: readonly Row[] = [
  ['new()', () => wrap(new Node(NodeType.Document, '#document', null))],
  ['System.Xml.XmlElement DocumentElement {get;}', (x: XmlValue) => wrapOrNull(x.node.documentElement)],
  [
    'System.Xml.XmlDocumentType DocumentType {get;}',
    (x: XmlValue) => wrapOrNull(x.node.children.find((c) => c.kind === NodeType.DocumentType)),
  ],
  ['System.Xml.XmlNameTable NameTable {get;}', () => nameTable()],
  [
    'bool PreserveWhitespace {get;set;}',
    (x: XmlValue) => x.node.preserve,
    (x: XmlValue, v) => {
      x.node.preserve = v === true;
    },
  ],
  ['System.Xml.XmlElement CreateElement(string name)', (x: XmlValue, [n]) => element(x, n as string, '')],
  [
    'System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)',
    (x: XmlValue, [n, ns]) => element(x, n as string, (ns as string) ?? ''),
  ],
  [
    'System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)',
    (x: XmlValue, [p, n, ns]) => element(x, joined(p, n), ns as string),
  ],
  ['System.Xml.XmlAttribute CreateAttribute(string name)', (x: XmlValue, [n]) => attribute(x, n as string, '')],
  [
    'System.Xml.XmlAttribute CreateAttribute(string qualifiedName, string namespaceURI)',
    (x: XmlValue, [n, ns]) => attribute(x, n as string, ns as string),
  ],
  [
    'System.Xml.XmlAttribute CreateAttribute(string prefix, string localName, string namespaceURI)',
    (x: XmlValue, [p, n, ns]) => attribute(x, joined(p, n), ns as string),
  ],
  [
    'System.Xml.XmlCDataSection CreateCDataSection(string data)',
    (x: XmlValue, [d]) => make(x, NodeType.CDATA, '', d as string),
  ],
  [
    'System.Xml.XmlComment CreateComment(string data)',
    (x: XmlValue, [d]) => make(x, NodeType.Comment, '', d as string),
  ],
  ['System.Xml.XmlText CreateTextNode(string text)', (x: XmlValue, [d]) => make(x, NodeType.Text, '', d as string)],
  [
    'System.Xml.XmlWhitespace CreateWhitespace(string text)',
    (x: XmlValue, [d]) => make(x, NodeType.Whitespace, '', d as string),
  ],
  [
    'System.Xml.XmlSignificantWhitespace CreateSignificantWhitespace(string text)',
    (x: XmlValue, [d]) => make(x, NodeType.SignificantWhitespace, '', d as string),
  ],
  [
    'System.Xml.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)',
    (x: XmlValue, [t, d]) => make(x, NodeType.ProcessingInstruction, t as string, d as string),
  ],
  [
    'System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)',
    (x: XmlValue, [v, e, s]) => {
      if (v !== '1.0')
        throw new NetError(
          'System.ArgumentException',
          `Wrong XML version information. The XML must match production "VersionNum ::= '1.' [0-9]+".`,
        );
      return make(
        x,
        NodeType.XmlDeclaration,
        'xml',
        `version="1.0"${e ? ` encoding="${e}"` : ''}${s ? ` standalone="${s}"` : ''}`,
      );
    },
  ],
  ['System.Xml.XmlDocumentFragment CreateDocumentFragment()', (x: XmlValue) => make(x, NodeType.DocumentFragment, '')],
  [
    'System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string name, string namespaceURI)',
    (x: XmlValue, [t, n, ns]) => createNode(x, (t as EnumValue).value as NodeKind, n as string, ns as string),
  ],
  [
    'System.Xml.XmlNode CreateNode(string nodeTypeString, string name, string namespaceURI)',
    (x: XmlValue, [t, n, ns]) => {
      const kind = KINDS[(t as string).toLowerCase()];
      if (kind === undefined)
        throw new NetError('System.ArgumentException', `'${t}' does not represent any 'XmlNodeType'.`);
      return createNode(x, kind, n as string, ns as string);
    },
  ],
  [
    'System.Xml.XmlNode CreateNode(System.Xml.XmlNodeType type, string prefix, string name, string namespaceURI)',
    (x: XmlValue, [t, p, n, ns]) => createNode(x, (t as EnumValue).value as NodeKind, joined(p, n), ns as string),
  ],
  [
    'System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)',
    (x: XmlValue, [n, deep]) => wrap((n as unknown as XmlValue).node.clone(deep === true, x.node)),
  ],
  [
    `System.Xml.XmlNodeList GetElementsByTagName(string name)
    System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)`,
    (x: XmlValue, [n, ns]) =>
      new XmlList('System.Xml.XmlElementList', () =>
        elementsNamed(x.node, n as string, (ns as string | undefined) ?? null),
      ),
  ],
  ['System.Xml.XmlElement GetElementById(string elementId)', () => null],
  [
    'void Load(string filename)',
    (x: XmlValue, [p], env) => become(x, documentText(env.path(p as string), p as string)),
  ],
  [
    `void Load(System.IO.TextReader txtReader)
    void Load(System.IO.Stream inStream)`,
    (x: XmlValue, [r]) => become(x, textOfReader(r!)),
  ],
  ['void LoadXml(string xml)', (x: XmlValue, [s]) => become(x, s as string)],
  [
    'void Save(string filename)',
    (x: XmlValue, [p], env) => {
      const declared = x.node.children.find((c) => c.kind === NodeType.XmlDeclaration);
      const encoding = /encoding="([^"]*)"/.exec(declared?.value ?? '')?.[1];
      const text = saved(x, null);
      const utf16 = /^(?:utf-16|unicode)$/i.test(encoding ?? '');
      writeFileSync(
        env.path(p as string),
        utf16 ? Buffer.from(`\ufeff${text}`, 'utf16le') : encoding ? `\ufeff${text}` : text,
      );
      return VOID;
    },
  ],
  [
    `void Save(System.IO.TextWriter writer)
    void Save(System.IO.Stream outStream)`,
    (x: XmlValue, [w]) => {
      writeTo(w!, saved(x, (w as unknown as { encodingName?: string }).encodingName ?? null));
      return VOID;
    },
  ],
  [
    'void Save(System.Xml.XmlWriter w)',
    (x: XmlValue, [w]) => {
      (w as unknown as XmlWriterValue).node(x.node);
      (w as unknown as XmlWriterValue).flush();
      return VOID;
    },
  ],
];
