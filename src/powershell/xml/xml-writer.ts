/** XmlWriter, XmlTextWriter and XmlWriterSettings. */
import { writeFileSync } from 'node:fs';
import { netText } from '../engine/convert.ts';
import { NetError } from '../engine/errors.ts';
import { formatDate } from '../engine/format-date.ts';
import { VOID } from '../engine/method-tools.ts';
import { StringBuilder } from '../engine/methods-text.ts';
import { EncodingValue } from '../engine/net/encoding.ts';
import { NetInstance, NetType, type Row } from '../engine/net/net-type.ts';
import type { Surroundings } from '../engine/net/static-type.ts';
import type { StreamValue } from '../engine/net/streams.ts';
import { StringWriterValue, WriterValue } from '../engine/net/text-io.ts';
import { DateTime, EnumValue, type PSValue } from '../values.ts';
import { type Node, NodeType, XMLNS } from './nodes.ts';
import { escapeAttribute, escapeText, withEncoding } from './writer.ts';

/** Settings of a writer. */
export class WriterSettings extends NetInstance {
  indent = false;
  indentChars = '  ';
  newline = '\n';
  omit = false;
  onAttributes = false;
  fragment = false;
  close = false;
  encoding: EncodingValue = new EncodingValue('utf-8');
  get table(): NetType {
    return SETTINGS;
  }
}

interface Open {
  readonly name: string;
  readonly scope: ReadonlyMap<string, string>;
  mixed: boolean;
  content: boolean;
}

/** A System.Xml.XmlWriter. */
export class XmlWriterValue extends NetInstance {
  readonly settings: WriterSettings;
  readonly out: (text: string) => void;
  readonly finish: () => void;
  readonly encodingName: string;
  /** XmlTextWriter writes a declaration only when it is told to. */
  readonly classic: boolean;
  readonly #stack: Open[] = [];
  #tag: {
    name: string;
    attributes: string;
    wanted: [string, string][];
    declared: Map<string, string>;
    scope: ReadonlyMap<string, string>;
  } | null = null;
  #attribute: { name: string; value: string } | null = null;
  #any = false;
  #declared = false;
  closed = false;
  constructor(
    settings: WriterSettings,
    put: (text: string) => void,
    finish: () => void,
    encodingName: string,
    classic: boolean,
  ) {
    super();
    this.settings = settings;
    this.out = put;
    this.finish = finish;
    this.encodingName = encodingName;
    this.classic = classic;
  }
  get table(): NetType {
    return this.classic ? TEXT_WRITER : WRITER;
  }
  get #top(): Open | undefined {
    return this.#stack[this.#stack.length - 1];
  }
  #write(text: string): void {
    if (text === '') return;
    this.out(text);
    this.#any = true;
  }
  startDocument(standalone?: boolean): void {
    if (this.#declared) return;
    this.#declared = true;
    if (this.settings.omit && !this.classic) return;
    const alone = standalone === undefined ? '' : ` standalone="${standalone ? 'yes' : 'no'}"`;
    this.#write(`<?xml version="1.0" encoding="${this.encodingName}"${alone}?>`);
  }
  #closeTag(): void {
    const tag = this.#tag;
    if (!tag) return;
    if (this.#attribute) this.endAttribute();
    this.#tag = null;
    for (const [prefix, namespace] of tag.wanted)
      if (tag.declared.get(prefix) === undefined && (tag.scope.get(prefix) ?? '') !== namespace) {
        tag.attributes += `${this.#gap()}${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(namespace)}"`;
        tag.declared.set(prefix, namespace);
      }
    this.#write(`<${tag.name}${tag.attributes}`);
    this.#stack.push({ name: tag.name, scope: new Map([...tag.scope, ...tag.declared]), mixed: false, content: false });
    this.#pending = true;
  }
  /** The tag is written but for its end, which may be `>` or ` />`. */
  #pending = false;
  #gap(): string {
    return this.settings.onAttributes && this.settings.indent
      ? this.settings.newline + this.settings.indentChars.repeat(this.#stack.length + 1)
      : ' ';
  }
  #content(text: boolean): void {
    if (!this.classic && !this.settings.fragment && !this.#declared) this.startDocument();
    this.#closeTag();
    if (this.#pending) {
      this.#pending = false;
      this.#write('>');
    }
    const top = this.#top;
    if (top) {
      top.content = true;
      if (text) top.mixed = true;
    }
    if (text || !this.settings.indent || top?.mixed || !this.#any) return;
    this.#write(this.settings.newline + this.settings.indentChars.repeat(this.#stack.length));
  }
  startElement(prefix: string, local: string, namespace: string | undefined): void {
    this.#content(false);
    const scope = this.#top?.scope ?? new Map<string, string>();
    this.#tag = {
      name: prefix ? `${prefix}:${local}` : local,
      attributes: '',
      wanted: namespace === undefined ? [] : [[prefix, namespace]],
      declared: new Map(),
      scope,
    };
  }
  attribute(prefix: string, local: string, namespace: string | undefined, value: string): void {
    if (!this.#tag)
      throw new NetError(
        'System.InvalidOperationException',
        'Token StartAttribute in state Element Content would result in an invalid XML document.',
      );
    const tag = this.#tag;
    let name = prefix ? `${prefix}:${local}` : local;
    if (name === 'xmlns') tag.declared.set('', value);
    else if (prefix === 'xmlns') tag.declared.set(local, value);
    else if (namespace) {
      const known = [...tag.scope, ...tag.declared, ...tag.wanted].find(([p, n]) => n === namespace && p !== '')?.[0];
      const use =
        prefix && !/^d\d+p\d+$/.test(prefix)
          ? prefix
          : (known ?? (this.classic ? prefix || 'd1p1' : `p${this.#stack.length + 1}`));
      name = `${use}:${local}`;
      if (known !== use) tag.wanted.push([use, namespace]);
    }
    tag.attributes += `${this.#gap()}${name}="${escapeAttribute(value)}"`;
  }
  startAttribute(name: string): void {
    this.#attribute = { name, value: '' };
  }
  endAttribute(): void {
    const a = this.#attribute;
    this.#attribute = null;
    if (a) this.attribute('', a.name, undefined, a.value);
  }
  string(text: string): void {
    if (this.#attribute) {
      this.#attribute.value += text;
      return;
    }
    if (text === '' && this.#tag) return;
    this.#content(true);
    this.#write(escapeText(text));
  }
  raw(text: string, mixed = true): void {
    this.#content(mixed);
    this.#write(text);
  }
  endElement(full: boolean): void {
    this.#closeTag();
    const top = this.#stack.pop();
    if (!top) throw new NetError('System.InvalidOperationException', 'There was no XML start tag open.');
    if (this.#pending) {
      this.#pending = false;
      this.#write(full ? `></${top.name}>` : ' />');
      return;
    }
    if (this.settings.indent && !top.mixed)
      this.#write(this.settings.newline + this.settings.indentChars.repeat(this.#stack.length));
    this.#write(`</${top.name}>`);
  }
  endDocument(): void {
    while (this.#stack.length > 0 || this.#tag) this.endElement(false);
  }
  flush(): void {
    this.#closeTag();
    if (this.#pending && this.#stack.length > 0) {
      this.#pending = false;
      this.#write('>');
    }
    this.finish();
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.endDocument();
    this.finish();
  }
  /** Writes a node of a document. */
  node(n: Node): void {
    switch (n.kind) {
      case NodeType.Document:
      case NodeType.DocumentFragment:
        for (const c of n.children) this.node(c);
        return;
      case NodeType.XmlDeclaration:
        if (this.classic) {
          this.#content(false);
          this.#write(`<?xml ${withEncoding(n.value, this.encodingName)}?>`);
          this.#declared = true;
        } else this.startDocument();
        return;
      case NodeType.Element:
        this.startElement(n.prefix, n.local, n.namespace);
        for (const a of n.attributes)
          this.attribute(a.prefix, a.local, a.namespace === XMLNS ? undefined : a.namespace || undefined, a.value);
        for (const c of n.children) this.node(c);
        this.endElement(!n.empty);
        return;
      case NodeType.Text:
        this.string(n.value);
        return;
      case NodeType.CDATA:
        this.raw(`<![CDATA[${n.value}]]>`);
        return;
      case NodeType.Comment:
        this.raw(`<!--${n.value}-->`, false);
        return;
      case NodeType.ProcessingInstruction:
        this.raw(`<?${n.name} ${n.value}?>`, false);
        return;
      case NodeType.Whitespace:
      case NodeType.SignificantWhitespace:
        this.raw(n.value);
    }
  }
}

/** A writer to a StringBuilder, a TextWriter, a stream or a file. */
function create(
  target: PSValue,
  settings: WriterSettings,
  env: Surroundings,
  classic = false,
  encoding?: EncodingValue,
): XmlWriterValue {
  if (target instanceof StringBuilder) {
    const put = (t: string): void => {
      target.value += t;
    };
    return new XmlWriterValue(settings, put, () => undefined, 'utf-16', classic);
  }
  if (target instanceof WriterValue)
    return new XmlWriterValue(
      settings,
      (t) => target.write(t),
      () => target.flush(),
      target instanceof StringWriterValue ? 'utf-16' : target.encodingName,
      classic,
    );
  const e = encoding ?? settings.encoding;
  let buffer = '';
  const put = (t: string): void => {
    buffer += t;
  };
  if (typeof target === 'string') {
    const real = env.path(target);
    writeFileSync(real, '');
    return new XmlWriterValue(
      settings,
      put,
      () => writeFileSync(real, Buffer.concat([e.preamble(), e.bytes(buffer)])),
      e.webName,
      classic,
    );
  }
  const stream = target as unknown as StreamValue;
  let started = false;
  const flush = (): void => {
    if (!started) stream.write(e.preamble());
    started = true;
    stream.write(e.bytes(buffer));
    buffer = '';
  };
  return new XmlWriterValue(settings, put, flush, e.webName, classic);
}

const s = (v: PSValue | undefined): string => (v as string | null) ?? '';

function valueText(v: PSValue): string {
  if (typeof v === 'boolean') return v ? 'true' : 'false';
  if (v instanceof DateTime) return formatDate(v, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK").replace(/\.(?=[Z+-]|$)/, '');
  return netText(v);
}

const ROWS: readonly Row[] = [
  [
    `static System.Xml.XmlWriter Create(string outputFileName)
     static System.Xml.XmlWriter Create(string outputFileName, System.Xml.XmlWriterSettings settings)
     static System.Xml.XmlWriter Create(System.IO.Stream output)
     static System.Xml.XmlWriter Create(System.IO.Stream output, System.Xml.XmlWriterSettings settings)
     static System.Xml.XmlWriter Create(System.IO.TextWriter output)
     static System.Xml.XmlWriter Create(System.IO.TextWriter output, System.Xml.XmlWriterSettings settings)
     static System.Xml.XmlWriter Create(System.Text.StringBuilder output)
     static System.Xml.XmlWriter Create(System.Text.StringBuilder output, System.Xml.XmlWriterSettings settings)`,
    (_, [target, settings], env) =>
      create(target!, (settings as unknown as WriterSettings) ?? new WriterSettings(), env),
  ],
  ['System.Xml.XmlWriterSettings Settings {get;}', (w: XmlWriterValue) => w.settings],
  [
    'void WriteStartDocument()\nvoid WriteStartDocument(bool standalone)',
    (w: XmlWriterValue, [alone]) => w.startDocument(alone as boolean | undefined),
  ],
  ['void WriteEndDocument()', (w: XmlWriterValue) => w.endDocument()],
  ['void WriteStartElement(string localName)', (w: XmlWriterValue, [n]) => w.startElement('', s(n), undefined)],
  [
    'void WriteStartElement(string localName, string ns)',
    (w: XmlWriterValue, [n, ns]) => w.startElement('', s(n), s(ns)),
  ],
  [
    'void WriteStartElement(string prefix, string localName, string ns)',
    (w: XmlWriterValue, [p, n, ns]) => w.startElement(s(p), s(n), s(ns)),
  ],
  ['void WriteEndElement()', (w: XmlWriterValue) => w.endElement(false)],
  ['void WriteFullEndElement()', (w: XmlWriterValue) => w.endElement(true)],
  [
    'void WriteAttributeString(string localName, string value)',
    (w: XmlWriterValue, [n, v]) => w.attribute('', s(n), undefined, s(v)),
  ],
  [
    'void WriteAttributeString(string localName, string ns, string value)',
    (w: XmlWriterValue, [n, ns, v]) => w.attribute('', s(n), s(ns), s(v)),
  ],
  [
    'void WriteAttributeString(string prefix, string localName, string ns, string value)',
    (w: XmlWriterValue, [p, n, ns, v]) => w.attribute(s(p), s(n), s(ns) || undefined, s(v)),
  ],
  ['void WriteStartAttribute(string localName)', (w: XmlWriterValue, [n]) => w.startAttribute(s(n))],
  ['void WriteEndAttribute()', (w: XmlWriterValue) => w.endAttribute()],
  [
    'void WriteElementString(string localName, string value)',
    (w: XmlWriterValue, [n, v]) => {
      w.startElement('', s(n), undefined);
      w.string(s(v));
      w.endElement(false);
      return VOID;
    },
  ],
  [
    'void WriteElementString(string localName, string ns, string value)',
    (w: XmlWriterValue, [n, ns, v]) => {
      w.startElement('', s(n), s(ns));
      w.string(s(v));
      w.endElement(false);
      return VOID;
    },
  ],
  ['void WriteString(string text)', (w: XmlWriterValue, [t]) => w.string(s(t))],
  [
    `void WriteValue(System.Object value)
     void WriteValue(string value)
     void WriteValue(bool value)
     void WriteValue(datetime value)
     void WriteValue(double value)
     void WriteValue(decimal value)
     void WriteValue(int value)
     void WriteValue(long value)`,
    (w: XmlWriterValue, [v]) => w.string(valueText(v ?? null)),
  ],
  ['void WriteRaw(string data)', (w: XmlWriterValue, [t]) => w.raw(s(t))],
  ['void WriteWhitespace(string ws)', (w: XmlWriterValue, [t]) => w.raw(s(t))],
  ['void WriteCData(string text)', (w: XmlWriterValue, [t]) => w.raw(`<![CDATA[${s(t)}]]>`)],
  ['void WriteComment(string text)', (w: XmlWriterValue, [t]) => w.raw(`<!--${s(t)}-->`, false)],
  [
    'void WriteProcessingInstruction(string name, string text)',
    (w: XmlWriterValue, [n, t]) => w.raw(`<?${s(n)} ${s(t)}?>`, false),
  ],
  ['void Flush()', (w: XmlWriterValue) => w.flush()],
  ['void Close()\nvoid Dispose()', (w: XmlWriterValue) => w.close()],
];
const WRITER = new NetType('System.Xml.XmlWriter', ROWS);

const TEXT_WRITER = new NetType(
  'System.Xml.XmlTextWriter',
  [
    ['new(System.IO.TextWriter w)', (_, [w], env) => create(w!, new WriterSettings(), env, true)],
    [
      `new(string filename, System.Text.Encoding encoding)
       new(System.IO.Stream w, System.Text.Encoding encoding)`,
      (_, [f, e], env) =>
        create(
          f!,
          new WriterSettings(),
          env,
          true,
          (e as unknown as EncodingValue) ?? new EncodingValue('utf8', 'utf-8', false),
        ),
    ],
    [
      'System.Xml.Formatting Formatting {get;set;}',
      (w: XmlWriterValue) => (w.settings.indent ? 'Indented' : 'None'),
      (w: XmlWriterValue, v) => {
        w.settings.indent = v instanceof EnumValue ? v.value === 1 : /indented/i.test(String(v));
      },
    ],
    [
      'int Indentation {get;set;}',
      (w: XmlWriterValue) => w.settings.indentChars.length,
      (w: XmlWriterValue, v) => {
        w.settings.indentChars = (w.settings.indentChars[0] ?? ' ').repeat(v as number);
      },
    ],
    [
      'char IndentChar {get;set;}',
      (w: XmlWriterValue) => w.settings.indentChars[0] ?? ' ',
      (w: XmlWriterValue, v) => {
        w.settings.indentChars = netText(v).repeat(w.settings.indentChars.length);
      },
    ],
  ],
  WRITER,
);

const flag = (name: 'indent' | 'omit' | 'onAttributes' | 'close'): [Row[1], Row[2]] => [
  (x: WriterSettings) => x[name],
  (x: WriterSettings, v) => {
    x[name] = v === true;
  },
];
const SETTINGS = new NetType('System.Xml.XmlWriterSettings', [
  ['new()', () => new WriterSettings()],
  [
    'System.Text.Encoding Encoding {get;set;}',
    (x: WriterSettings) => x.encoding,
    (x: WriterSettings, v) => {
      x.encoding = v as unknown as EncodingValue;
    },
  ],
  ['bool OmitXmlDeclaration {get;set;}', ...flag('omit')],
  [
    'string NewLineChars {get;set;}',
    (x: WriterSettings) => x.newline,
    (x: WriterSettings, v) => {
      x.newline = v as string;
    },
  ],
  ['bool Indent {get;set;}', ...flag('indent')],
  [
    'string IndentChars {get;set;}',
    (x: WriterSettings) => x.indentChars,
    (x: WriterSettings, v) => {
      x.indentChars = v as string;
    },
  ],
  ['bool NewLineOnAttributes {get;set;}', ...flag('onAttributes')],
  ['bool CloseOutput {get;set;}', ...flag('close')],
  [
    'string ConformanceLevel {get;set;}',
    (x: WriterSettings) => (x.fragment ? 'Fragment' : 'Document'),
    (x: WriterSettings, v) => {
      x.fragment = /fragment/i.test(netText(v));
    },
  ],
  ['bool CheckCharacters {get;set;}', () => true, () => undefined],
]);

export const WRITER_TYPES = [WRITER, TEXT_WRITER, SETTINGS];
