/** Reads XML: what System.Xml.XmlReader accepts, refuses, and says about it. */
import { xmlError, xmlFault } from './errors.ts';
import { attributeOf, Node, NodeType, XML_NAMESPACE, XMLNS } from './nodes.ts';

const NAME_START =
  /[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]/;
const NAME =
  /[:A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\-.0-9\u00b7\p{M}\u203f\u2040]+/uy;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** `document`: one root element. `cast`: as PowerShell's cast reads, which also takes an empty text. `fragment`: any content. */
export type ReadMode = 'document' | 'cast' | 'fragment';

const hex = (c: string): string => `0x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

class Reader {
  readonly text: string;
  at = 0;
  readonly mode: ReadMode;
  readonly entities = new Map<string, string>();
  constructor(text: string, mode: ReadMode) {
    this.text = text;
    this.mode = mode;
  }

  fail(message: string, at = this.at): never {
    throw xmlError(message, this.text, at);
  }

  space(): boolean {
    const from = this.at;
    while (this.at < this.text.length && /[ \t\r\n]/.test(this.text[this.at]!)) this.at++;
    return this.at > from;
  }

  name(): string {
    const c = this.text[this.at];
    if (c === undefined) this.fail('Unexpected end of file while parsing Name has occurred.');
    if (!NAME_START.test(c)) this.fail(`Name cannot begin with the '${c}' character, hexadecimal value ${hex(c)}.`);
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)![0];
    const first = name.indexOf(':');
    const second = name.indexOf(':', first + 1);
    if (first >= 0 && second >= 0)
      this.fail(`The ':' character, hexadecimal value 0x3A, cannot be included in a name.`, this.at + second);
    this.at += name.length;
    return name;
  }

  until(end: string, what: string): string {
    const at = this.text.indexOf(end, this.at);
    if (at < 0) {
      this.fail(
        `Unexpected end of file while parsing ${what} has occurred.`,
        what === 'PI' ? this.text.length : this.at,
      );
    }
    const content = this.text.slice(this.at, at);
    this.at = at + end.length;
    return content;
  }

  /** After `&`. */
  reference(): string {
    const from = this.at;
    if (this.text[this.at] === '#') {
      const m = /^#(?:x([0-9a-fA-F]+)|(\d+));/.exec(this.text.slice(this.at, this.at + 12));
      if (!m) this.fail('Invalid syntax for a decimal numeric entity reference.', from + 1);
      this.at += m[0].length;
      const code = m[1] ? Number.parseInt(m[1], 16) : Number(m[2]);
      if (code > 0x10ffff) this.fail(`Invalid character in the given encoding.`, from);
      return String.fromCodePoint(code);
    }
    if (!NAME_START.test(this.text[this.at] ?? ' ')) this.fail('An error occurred while parsing EntityName.', from);
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)![0];
    this.at += name.length;
    const next = this.text[this.at];
    if (next !== ';') {
      if (this.mode !== 'cast' || next === undefined) this.fail('An error occurred while parsing EntityName.', from);
      this.fail(`'${next}' is an unexpected token. The expected token is ';'.`);
    }
    this.at++;
    const value = ENTITIES[name] ?? this.entities.get(name);
    if (value === undefined) this.fail(`Reference to undeclared entity '${name}'.`, from);
    return value;
  }

  attributeValue(): string {
    const quote = this.text[this.at];
    if (quote === undefined) this.fail('Unexpected end of file has occurred.', this.at);
    if (quote !== '"' && quote !== "'")
      this.fail(`'${quote}' is an unexpected token. The expected token is '"' or '''.`);
    this.at++;
    let out = '';
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined) this.fail('There is an unclosed literal string.', this.at);
      if (c === quote) break;
      if (c === '<') this.fail(`'<', hexadecimal value 0x3C, is an invalid attribute character.`);
      this.at++;
      if (c === '&') out += this.reference();
      else out += c === '\n' || c === '\t' ? ' ' : c === '\r' ? (this.text[this.at] === '\n' ? '' : ' ') : c;
    }
    this.at++;
    return out;
  }
}

function declaration(r: Reader, owner: Node): Node {
  const from = r.at;
  r.at += 5;
  const content = r.until('?>', 'XmlDeclaration');
  const version = /^\s+version\s*=\s*(["'])(.*?)\1/.exec(content);
  if (!version) r.fail('Syntax for an XML declaration is invalid.', from + 6);
  if (version[2] !== '1.0')
    r.fail(`Version number '${version[2]}' is invalid.`, from + 5 + version[0].length - version[2]!.length - 1);
  const node = new Node(NodeType.XmlDeclaration, 'xml', owner);
  const parts = [`version="1.0"`];
  for (const key of ['encoding', 'standalone']) {
    const m = new RegExp(`\\s${key}\\s*=\\s*(["'])(.*?)\\1`).exec(content);
    if (m) parts.push(`${key}="${m[2]}"`);
  }
  node.value = parts.join(' ');
  return node;
}

function documentType(r: Reader, owner: Node): Node {
  r.at += 9;
  r.space();
  const node = new Node(NodeType.DocumentType, r.name(), owner);
  let depth = 0;
  const from = r.at;
  for (; r.at < r.text.length; r.at++) {
    const c = r.text[r.at];
    if (c === '[') depth++;
    else if (c === ']') depth--;
    else if (c === '>' && depth === 0) break;
  }
  if (r.at >= r.text.length) r.fail('Unexpected end of file while parsing DOCTYPE has occurred.');
  const inside = r.text.slice(from, r.at);
  r.at++;
  const open = inside.indexOf('[');
  node.subset = open < 0 ? '' : inside.slice(open + 1, inside.lastIndexOf(']'));
  node.value = (open < 0 ? inside : inside.slice(0, open)).trim();
  for (const m of node.subset.matchAll(/<!ENTITY\s+([\w.-]+)\s+(["'])(.*?)\2\s*>/g)) r.entities.set(m[1]!, m[3]!);
  return node;
}

function startTag(r: Reader, owner: Node, parent: Node): { node: Node; closed: boolean; at: number } {
  const at = r.at + 1;
  r.at++;
  const node = new Node(NodeType.Element, r.name(), owner);
  const places: [Node, number][] = [];
  for (;;) {
    const spaced = r.space();
    const c = r.text[r.at];
    if (c === undefined) r.fail('Unexpected end of file has occurred.', r.text.length);
    if (c === '>') {
      r.at++;
      finishNames(r, node, parent, at, places);
      return { node, closed: false, at };
    }
    if (c === '/') {
      if (r.text[r.at + 1] !== '>')
        r.fail(`'${r.text[r.at + 1] ?? ''}' is an unexpected token. The expected token is '>'.`, r.at + 1);
      r.at += 2;
      node.empty = true;
      finishNames(r, node, parent, at, places);
      return { node, closed: true, at };
    }
    if (!spaced) r.fail(`'${c}' is an unexpected token. Expecting whitespace.`);
    const from = r.at;
    const name = r.name();
    r.space();
    if (r.text[r.at] === undefined) r.fail('Unexpected end of file while parsing Name has occurred.', r.text.length);
    if (r.text[r.at] !== '=') r.fail(`'${r.text[r.at]}' is an unexpected token. The expected token is '='.`);
    r.at++;
    r.space();
    const valueAt = r.at;
    const value = r.attributeValue();
    if (node.attribute(name)) r.fail(`'${name}' is a duplicate attribute name.`, from);
    if (name.startsWith('xmlns:') && value === '') r.fail('Invalid namespace declaration.', valueAt);
    const attribute = attributeOf(name, value, '', owner);
    node.setAttribute(attribute);
    places.push([attribute, from]);
  }
}

/** Namespaces of an element and its attributes, when all declarations are known. */
function finishNames(r: Reader, node: Node, parent: Node, at: number, places: readonly [Node, number][]): void {
  node.parent = parent;
  const space = node.namespaceOf(node.prefix);
  if (space === null) r.fail(`'${node.prefix}' is an undeclared prefix.`, at);
  for (const [attribute, from] of places) {
    const { prefix } = attribute;
    if (attribute.name === 'xmlns' || prefix === 'xmlns') attribute.namespace = XMLNS;
    else if (prefix === 'xml') attribute.namespace = XML_NAMESPACE;
    else if (prefix !== '') {
      const found = node.namespaceOf(prefix);
      if (found === null) r.fail(`'${prefix}' is an undeclared prefix.`, from);
      attribute.namespace = found;
    }
  }
  node.namespace = space;
  node.parent = null;
}

/** Puts a text's nodes into `target`, a document, element or fragment. */
export function readInto(target: Node, source: string, mode: ReadMode, preserve: boolean): void {
  const text = source.replace(/\r\n?/g, '\n').replace(/^\ufeff/, '');
  const r = new Reader(text, mode);
  const owner = target.kind === NodeType.Document ? target : target.owner!;
  const open: { node: Node; at: number }[] = [];
  const top = (): Node => open[open.length - 1]?.node ?? target;
  if (mode !== 'fragment' && text.startsWith('<') && text.length < 4) r.fail('Data at the root level is invalid.', 0);
  let run = '';
  let hadReference = false;
  const flush = (): void => {
    if (run === '') return;
    const blank = /^[ \t\n]*$/.test(run) && !hadReference;
    const parent = top();
    if (parent.kind === NodeType.Document) {
      if (!blank) {
        if (mode === 'cast')
          throw xmlFault(
            'The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong type.',
            'System.InvalidOperationException',
          );
        r.fail('Data at the root level is invalid.', r.at - run.trimStart().length);
      }
      if (preserve) place(parent, NodeType.Whitespace, run);
    } else if (!blank) place(parent, NodeType.Text, run);
    else if (preserve) place(parent, NodeType.Whitespace, run);
    run = '';
    hadReference = false;
  };
  const place = (parent: Node, kind: 3 | 4 | 8 | 13, value: string): void => {
    const node = new Node(kind, '', owner);
    node.value = value;
    parent.insert(node, null);
  };
  while (r.at < text.length) {
    const c = text[r.at]!;
    if (c !== '<') {
      if (c === '&') {
        r.at++;
        run += r.reference();
        hadReference = true;
      } else {
        const next = /[<&]/g;
        next.lastIndex = r.at;
        const end = next.exec(text)?.index ?? text.length;
        const piece = text.slice(r.at, end);
        const bad = piece.indexOf(']]>');
        if (bad >= 0) r.fail(`']]>' is not allowed in character data.`, r.at + bad);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that XML forbids
        const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.exec(piece);
        if (illegal)
          r.fail(
            `'${illegal[0]}', hexadecimal value ${hex(illegal[0])}, is an invalid character.`,
            r.at + illegal.index,
          );
        run += piece;
        r.at = end;
      }
      continue;
    }
    flush();
    const parent = top();
    if (text.startsWith('<!--', r.at)) {
      const from = r.at;
      r.at += 4;
      const content = r.until('-->', 'Comment');
      const dashes = content.indexOf('--');
      if (dashes >= 0 || content.endsWith('-'))
        r.fail(
          "An XML comment cannot contain '--', and '-' cannot be the last character.",
          from + 4 + Math.max(0, dashes),
        );
      place(parent, NodeType.Comment, content);
    } else if (text.startsWith('<![CDATA[', r.at)) {
      r.at += 9;
      if (parent.kind === NodeType.Document) r.fail('Data at the root level is invalid.', r.at - 9);
      place(parent, NodeType.CDATA, r.until(']]>', 'CDATA'));
    } else if (text.startsWith('<!DOCTYPE', r.at)) target.insert(documentType(r, owner), null);
    else if (/^<\?xml[\s?]/.test(text.slice(r.at, r.at + 6))) {
      if (r.at > 0)
        r.fail(
          'Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.',
          r.at + 2,
        );
      target.insert(declaration(r, owner), null);
    } else if (text.startsWith('<?', r.at)) {
      r.at += 2;
      const node = new Node(NodeType.ProcessingInstruction, r.name(), owner);
      r.space();
      node.value = r.until('?>', 'PI');
      parent.insert(node, null);
    } else if (text.startsWith('</', r.at)) {
      r.at += 2;
      const from = r.at;
      const last = open.pop() ?? r.fail('Unexpected end tag.', from);
      const eof = (): never => {
        const names = [...open, last].map((o) => o.node.name).reverse();
        return r.fail(
          `Unexpected end of file has occurred. The following elements are not closed: ${names.join(', ')}.`,
          text.length,
        );
      };
      const name = r.text.length > r.at ? r.name() : eof();
      if (name !== last.node.name) {
        if (r.at >= text.length) eof();
        const start = text.slice(0, last.at).split('\n');
        r.fail(
          `The '${last.node.name}' start tag on line ${start.length} position ${start[start.length - 1]!.length + 1} does not match the end tag of '${name}'.`,
          from,
        );
      }
      r.space();
      if (r.at >= text.length) eof();
      if (text[r.at] !== '>') r.fail(`'${text[r.at]}' is an unexpected token. The expected token is '>'.`);
      r.at++;
    } else {
      const from = r.at;
      const { node, closed, at } = startTag(r, owner, parent);
      if (parent.kind === NodeType.Document && parent.documentElement) {
        if (mode === 'cast')
          throw xmlFault("This document already has a 'DocumentElement' node.", 'System.InvalidOperationException');
        r.fail('There are multiple root elements.', from + 1);
      }
      const { empty } = node;
      parent.insert(node, null);
      node.empty = empty;
      if (!closed) open.push({ node, at });
    }
  }
  if (open.length > 0)
    r.fail(
      `Unexpected end of file has occurred. The following elements are not closed: ${open
        .map((o) => o.node.name)
        .reverse()
        .join(', ')}.`,
      text.length,
    );
  flush();
  if (mode === 'document' && !target.documentElement) throw xmlFault('Root element is missing.');
}

/** A document from its text. */
export function parseXml(text: string, mode: ReadMode, preserve = false): Node {
  const document = new Node(NodeType.Document, '#document', null);
  document.preserve = preserve;
  readInto(document, text, mode, preserve);
  return document;
}
