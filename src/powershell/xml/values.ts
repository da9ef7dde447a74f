/** XML nodes as scripts hold them: PowerShell's adapter over the tree, and the lists that .NET's methods give. */

import { toText } from '../engine/convert.ts';
import { runtimeError } from '../engine/errors.ts';
import { NetInstance, type NetType } from '../engine/net/net-type.ts';
import type { PSValue } from '../values.ts';
import { Node, NodeType } from './nodes.ts';
import { tableOfKind, xmlTable } from './tables.ts';

/** A System.Xml.XmlNode of any class. */
export class XmlValue extends NetInstance {
  readonly node: Node;
  constructor(node: Node) {
    super();
    this.node = node;
  }
  get table(): NetType {
    return tableOfKind(this.node.kind);
  }
  override get typeNames(): string[] {
    const { table, node } = this;
    const names = [table.name, ...table.bases, 'System.Object'];
    return node.namespace === '' ? names : [`${table.name}#${node.namespace}#${node.local}`, ...names];
  }
  /** Names that the adapter shows: attributes, then children, each once. */
  override get propertyNames(): readonly string[] {
    const names = new Map<string, string>();
    for (const n of [...this.node.attributes, ...inner(this.node)])
      if (!names.has(n.local.toLowerCase())) names.set(n.local.toLowerCase(), n.local);
    return [...names.values()];
  }
  #found(name: string): Node[] {
    const key = name.toLowerCase();
    return [...this.node.attributes, ...inner(this.node)].filter((n) => n.local.toLowerCase() === key);
  }
  override adapted(name: string): PSValue | undefined {
    const found = this.#found(name);
    if (found.length === 0) return undefined;
    return found.length === 1 ? simplified(found[0]!) : found.map(simplified);
  }
  override adapt(name: string, value: PSValue): boolean {
    const found = this.#found(name);
    const [node] = found;
    if (!node) {
      if (this.table.property(name)) return false;
      const message = `The property '${name}' cannot be found on this object. Verify that the property exists and can be set.`;
      throw runtimeError('ExceptionWhenSetting', `Exception setting "${name}": "${message}"`, {
        category: 'NotSpecified',
        exceptionType: 'System.Management.Automation.SetValueInvocationException',
      });
    }
    const refuse = (id: string): never => {
      throw runtimeError(
        id,
        `Cannot set "${name}" because only strings can be used as values to set XmlNode properties.`,
        {
          category: 'NotSpecified',
          exceptionType: 'System.Management.Automation.SetValueException',
        },
      );
    };
    if (found.length > 1) refuse('XmlNodeSetRestrictionsMoreThanOneNode');
    const text = toText(value);
    if (node.kind !== NodeType.Element) {
      node.value = text;
      return true;
    }
    if (node.attributes.length > 0) refuse('XmlNodeSetRestrictionsNodeWithAttributes');
    if (node.children.length > 1 || (node.children.length === 1 && node.children[0]!.kind !== NodeType.Text))
      refuse('XmlNodeSetRestrictionsUnknownNodeType');
    node.setText(text);
    return true;
  }
  override at(index: PSValue): PSValue | undefined {
    if (typeof index !== 'string') return undefined;
    const child = this.node.children.find((c) => c.kind === NodeType.Element && c.name === index);
    return child ? wrap(child) : null;
  }
  /** As a cell or a list shows it; an expanded string shows the class's name. */
  override get text(): string {
    return this.node.local;
  }
  override get expanded(): string {
    return this.typeName;
  }
}

/** Children as the adapter sees them. */
function inner(node: Node): Node[] {
  if (node.kind === NodeType.Attribute) {
    const text = new Node(NodeType.Text, '', node.owner);
    text.value = node.value;
    return node.value === '' ? [] : [text];
  }
  return node.children.filter(
    (c) => !c.isSpace && !(c.kind === NodeType.Text && c.value === '' && node.children.length === 1),
  );
}

/** Elements with text alone are their text. */
function simplified(node: Node): PSValue {
  if (node.kind !== NodeType.Element) return node.kind === NodeType.XmlDeclaration ? node.value : node.text;
  if (node.attributes.length > 0) return wrap(node);
  if (node.children.length === 0) return '';
  return node.children.length === 1 && node.children[0]!.kind === NodeType.Text ? node.text : wrap(node);
}

/** The value of a node: one and the same each time. */
export function wrap(node: Node): XmlValue {
  node.wrapper ??= new XmlValue(node);
  return node.wrapper as XmlValue;
}

/** As `wrap`, of what may be missing. */
export const wrapOrNull = (node: Node | null | undefined): PSValue => (node ? wrap(node) : null);

/** XmlChildNodes, XPathNodeList, XmlElementList: the items are read when they are asked for. */
export class XmlList extends NetInstance {
  readonly table: NetType;
  readonly read: () => readonly Node[];
  constructor(name: string, read: () => readonly Node[]) {
    super();
    this.table = xmlTable(name)!;
    this.read = read;
  }
  override items(): readonly PSValue[] {
    return this.read().map(wrap);
  }
  override at(index: PSValue): PSValue | undefined {
    return typeof index === 'number'
      ? wrapOrNull(this.read()[index < 0 ? this.read().length + index : index])
      : undefined;
  }
}

/** An XmlAttributeCollection. */
export class XmlAttributes extends XmlList {
  readonly owner: Node;
  constructor(owner: Node) {
    super('System.Xml.XmlAttributeCollection', () => owner.attributes);
    this.owner = owner;
  }
  override at(index: PSValue): PSValue | undefined {
    return typeof index === 'string' ? wrapOrNull(this.owner.attribute(index)) : super.at(index);
  }
}
