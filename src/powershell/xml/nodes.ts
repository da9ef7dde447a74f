/** The nodes of an XML document: a tree, names with namespaces, and text. What scripts see of them is in tables.ts. */

/** What kind a node is; the numbers are System.Xml.XmlNodeType's. */
export const NodeType = {
  Element: 1,
  Attribute: 2,
  Text: 3,
  CDATA: 4,
  ProcessingInstruction: 7,
  Comment: 8,
  Document: 9,
  DocumentType: 10,
  DocumentFragment: 11,
  Whitespace: 13,
  SignificantWhitespace: 14,
  XmlDeclaration: 17,
} as const;
export type NodeKind = (typeof NodeType)[keyof typeof NodeType];

export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Names of nodes that have none of their own. */
const FIXED: Readonly<Partial<Record<NodeKind, string>>> = {
  [NodeType.Text]: '#text',
  [NodeType.CDATA]: '#cdata-section',
  [NodeType.Comment]: '#comment',
  [NodeType.Document]: '#document',
  [NodeType.DocumentFragment]: '#document-fragment',
  [NodeType.Whitespace]: '#whitespace',
  [NodeType.SignificantWhitespace]: '#significant-whitespace',
  [NodeType.XmlDeclaration]: 'xml',
};

/** A node. `wrapper` is what scripts hold of it, so that one node is one object. */
export class Node {
  readonly kind: NodeKind;
  /** With its prefix. */
  name: string;
  namespace = '';
  value = '';
  parent: Node | null = null;
  owner: Node | null;
  readonly children: Node[] = [];
  readonly attributes: Node[] = [];
  /** An element written as `<a />`. */
  empty = false;
  /** Whitespace between elements is kept when the document loads. Of documents only. */
  preserve = false;
  /** Subset of a document type. */
  subset = '';
  wrapper: unknown = null;
  constructor(kind: NodeKind, name: string, owner: Node | null) {
    this.kind = kind;
    this.name = FIXED[kind] ?? name;
    this.owner = owner;
  }
  get prefix(): string {
    const at = this.name.indexOf(':');
    return at < 0 ? '' : this.name.slice(0, at);
  }
  get local(): string {
    return this.name.slice(this.name.indexOf(':') + 1);
  }
  get isText(): boolean {
    return this.kind === NodeType.Text || this.kind === NodeType.CDATA || this.isSpace;
  }
  get isSpace(): boolean {
    return this.kind === NodeType.Whitespace || this.kind === NodeType.SignificantWhitespace;
  }
  /** Text of the node and all below it. */
  get text(): string {
    if (this.children.length === 0) return this.value;
    let out = '';
    for (const c of this.children)
      if (c.kind !== NodeType.Comment && c.kind !== NodeType.ProcessingInstruction) out += c.text;
    return out;
  }
  get root(): Node {
    let n: Node = this;
    while (n.parent) n = n.parent;
    return n;
  }
  attribute(name: string): Node | undefined {
    return this.attributes.find((a) => a.name === name);
  }
  get documentElement(): Node | null {
    return this.children.find((c) => c.kind === NodeType.Element) ?? null;
  }
  /** Namespace that a prefix means here; null where it is not declared. */
  namespaceOf(prefix: string): string | null {
    if (prefix === 'xml') return XML_NAMESPACE;
    if (prefix === 'xmlns') return XMLNS;
    const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
    for (let n: Node | null = this; n; n = n.parent) {
      const declared = n.attribute(name);
      if (declared) return declared.value;
      if (n.kind === NodeType.Element && n.prefix === prefix && n.namespace !== '') return n.namespace;
    }
    return prefix === '' ? '' : null;
  }
  insert(child: Node, before: Node | null): void {
    const moved = child.kind === NodeType.DocumentFragment ? [...child.children] : [child];
    for (const m of moved) {
      m.parent?.remove(m);
      const at = before ? this.children.indexOf(before) : this.children.length;
      this.children.splice(at, 0, m);
      m.parent = this;
    }
    this.empty = false;
  }
  remove(child: Node): void {
    const at = this.children.indexOf(child);
    if (at >= 0) this.children.splice(at, 1);
    child.parent = null;
  }
  setAttribute(attribute: Node): void {
    const at = this.attributes.findIndex((a) => a.name === attribute.name);
    if (at >= 0) {
      this.attributes[at]!.parent = null;
      this.attributes[at] = attribute;
    } else this.attributes.push(attribute);
    attribute.parent = this;
  }
  /** Replaces all below by one text. */
  setText(text: string): void {
    for (const c of [...this.children]) this.remove(c);
    if (text === '' && this.kind === NodeType.Element) {
      this.empty = false;
      const none = new Node(NodeType.Text, '', this.owner);
      this.insert(none, null);
      return;
    }
    const node = new Node(NodeType.Text, '', this.owner);
    node.value = text;
    this.insert(node, null);
  }
  clone(deep: boolean, owner = this.owner): Node {
    const copy = new Node(this.kind, this.name, owner);
    copy.namespace = this.namespace;
    copy.value = this.value;
    copy.empty = this.empty || (!deep && this.kind === NodeType.Element && this.children.length === 0 && this.empty);
    copy.preserve = this.preserve;
    copy.subset = this.subset;
    const below = this.kind === NodeType.Document ? copy : owner;
    for (const a of this.attributes) copy.setAttribute(a.clone(true, below));
    if (deep || this.kind === NodeType.Attribute) {
      const { empty } = copy;
      for (const c of this.children) copy.insert(c.clone(true, below), null);
      copy.empty = empty;
    }
    return copy;
  }
}

/** A new attribute with its value. */
export function attributeOf(name: string, value: string, namespace: string, owner: Node | null): Node {
  const node = new Node(NodeType.Attribute, name, owner);
  node.value = value;
  node.namespace = namespace;
  return node;
}
