/**
 * Instances as text: the INSTANCE element of CIM-XML (DMTF DSP0203), as ManagementObject.GetText gives it and the methods of
 * the Hyper-V provider take it, and its strict reading. A property without VALUE is null. WMI's own DTD is written like the
 * CIM one (assumed: providers read both).
 */
import type { CimInstance, CimScalar, CimValue } from './model.ts';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;

// Characters that XML 1.0 cannot carry are left out; line ends and tabs survive as references.
const escaped = (text: string) =>
  text.replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g, '').replace(/[&<>"'\t\r\n]/g, (c) => {
    const name = Object.entries(ENTITIES).find(([, v]) => v === c)?.[0];
    return name ? `&${name};` : `&#${c.charCodeAt(0)};`;
  });

const valueElement = (value: CimScalar) =>
  `<VALUE>${typeof value === 'boolean' ? String(value).toUpperCase() : escaped(String(value))}</VALUE>`;

/** An instance as an INSTANCE element. */
export function writeInstance({ cls, properties }: CimInstance, value: (name: string) => CimValue): string {
  const parts = properties.map(({ name, type, array }) => {
    const v = value(name);
    const attributes = `NAME="${name}" TYPE="${type}"`;
    if (!array) return `<PROPERTY ${attributes}>${v === null ? '' : valueElement(v as CimScalar)}</PROPERTY>`;
    const items = v === null ? '' : `<VALUE.ARRAY>${(v as CimScalar[]).map(valueElement).join('')}</VALUE.ARRAY>`;
    return `<PROPERTY.ARRAY ${attributes}>${items}</PROPERTY.ARRAY>`;
  });
  return `<INSTANCE CLASSNAME="${cls.name}">${parts.join('')}</INSTANCE>`;
}

/** Text that is no INSTANCE element. */
export class CimXmlError extends Error {}

/** What an INSTANCE element says: names in lower case, values as their text; null where a property has none. */
export interface ReadInstance {
  readonly className: string;
  readonly values: ReadonlyMap<string, string | readonly string[] | null>;
}

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

function unescaped(text: string): string {
  return text.replace(/&([^;&\s]*);?/g, (whole, name: string) => {
    const number = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
    const code = number ? Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : 0;
    if (number && whole.endsWith(';') && code <= 0x10ffff) return String.fromCodePoint(code);
    const meant = Object.hasOwn(ENTITIES, name) ? ENTITIES[name as keyof typeof ENTITIES] : undefined;
    if (meant === undefined || !whole.endsWith(';')) throw new CimXmlError(`"${whole}" is no reference.`);
    return meant;
  });
}

const TAG = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/** The tree of a document without a document type. @throws CimXmlError */
function parse(source: string): Element {
  const text = source.replace(/^\uFEFF?\s*(?:<\?xml[^>]*\?>)?\s*/, '').trimEnd();
  const root: Element = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  let at = 0;
  while (at < text.length) {
    const top = open.at(-1)!;
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const piece = text.slice(at, end < 0 ? text.length : end);
      if (top === root) throw new CimXmlError('There is text outside the INSTANCE element.');
      top.text += unescaped(piece);
      at += piece.length;
      continue;
    }
    const section = special(text, at);
    if (section) {
      if (section[1] !== undefined && top !== root) top.text += section[1];
      at += section[0].length;
      continue;
    }
    TAG.lastIndex = at;
    const tag = TAG.exec(text);
    if (!tag) throw new CimXmlError(`There is no well-formed tag at character ${at}.`);
    at += tag[0].length;
    const [, closing, name, attributes, empty] = tag as unknown as [string, string, string, string, string];
    if (closing) {
      if (top === root || top.name !== name) throw new CimXmlError(`</${name}> closes nothing.`);
      open.pop();
      continue;
    }
    const found = [...attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
    const element: Element = {
      name,
      attributes: new Map(found.map((m) => [m[1]!.toUpperCase(), unescaped(m[2] ?? m[3] ?? '')])),
      children: [],
      text: '',
    };
    top.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length > 1) throw new CimXmlError(`<${open.at(-1)!.name}> is not closed.`);
  if (root.children.length !== 1) throw new CimXmlError('There must be one INSTANCE element.');
  return root.children[0]!;
}

function special(text: string, at: number): [string, string?] | null {
  for (const [start, end] of [
    ['<![CDATA[', ']]>'],
    ['<!--', '-->'],
  ] as const) {
    if (!text.startsWith(start, at)) continue;
    const stop = text.indexOf(end, at + start.length);
    if (stop < 0) throw new CimXmlError(`"${start}" has no end.`);
    const whole = text.slice(at, stop + end.length);
    return start === '<!--' ? [whole] : [whole, text.slice(at + start.length, stop)];
  }
  return null;
}

/** Reads an INSTANCE element; qualifiers are passed over. @throws CimXmlError */
export function readInstance(source: string): ReadInstance {
  const root = parse(source);
  const className = root.attributes.get('CLASSNAME');
  if (root.name !== 'INSTANCE' || !className)
    throw new CimXmlError('The text is no INSTANCE element with a CLASSNAME.');
  const values = new Map<string, string | readonly string[] | null>();
  for (const child of root.children) {
    if (child.name === 'QUALIFIER') continue;
    const array = child.name === 'PROPERTY.ARRAY';
    const name = child.attributes.get('NAME');
    if ((!array && child.name !== 'PROPERTY') || !name) throw new CimXmlError(`<${child.name}> is no property.`);
    const inner = child.children.filter((c) => c.name !== 'QUALIFIER');
    const wanted = array ? 'VALUE.ARRAY' : 'VALUE';
    if (inner.length > 1 || (inner[0] && inner[0].name !== wanted)) {
      throw new CimXmlError(`Property ${name} must have one ${wanted} or none.`);
    }
    const [value] = inner;
    if (array && value?.children.some((c) => c.name !== 'VALUE')) throw new CimXmlError(`Property ${name} is no list.`);
    values.set(name.toLowerCase(), !value ? null : array ? value.children.map((c) => c.text) : value.text);
  }
  return { className, values };
}
