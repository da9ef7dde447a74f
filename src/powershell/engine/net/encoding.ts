/** System.Text.Encoding and its classes. */
import { Char, type PSValue, TypedArray } from '../../values.ts';
import { netText, toText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { byteArray, bytesOf } from './bytes.ts';
import { NetInstance, NetType, type Row } from './net-type.ts';

interface Facts {
  readonly type: string;
  readonly node: BufferEncoding;
  readonly web: string;
  readonly name: string;
  readonly codePage: number;
  readonly preamble: string;
  readonly single?: boolean;
}

/** By web name. */
const FACTS: readonly Facts[] = [
  {
    type: 'System.Text.UTF8Encoding+UTF8EncodingSealed',
    node: 'utf8',
    web: 'utf-8',
    name: 'Unicode (UTF-8)',
    codePage: 65001,
    preamble: 'efbbbf',
  },
  {
    type: 'System.Text.UnicodeEncoding',
    node: 'utf16le',
    web: 'utf-16',
    name: 'Unicode',
    codePage: 1200,
    preamble: 'fffe',
  },
  {
    type: 'System.Text.UnicodeEncoding',
    node: 'utf16le',
    web: 'utf-16BE',
    name: 'Unicode (Big-Endian)',
    codePage: 1201,
    preamble: 'feff',
  },
  {
    type: 'System.Text.UTF32Encoding',
    node: 'utf16le',
    web: 'utf-32',
    name: 'Unicode (UTF-32)',
    codePage: 12000,
    preamble: 'fffe0000',
  },
  {
    type: 'System.Text.ASCIIEncoding+ASCIIEncodingSealed',
    node: 'latin1',
    web: 'us-ascii',
    name: 'US-ASCII',
    codePage: 20127,
    preamble: '',
    single: true,
  },
  {
    type: 'System.Text.Latin1Encoding+Latin1EncodingSealed',
    node: 'latin1',
    web: 'iso-8859-1',
    name: 'Western European (ISO)',
    codePage: 28591,
    preamble: '',
    single: true,
  },
];
const OTHER_NAMES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf16: 'utf-16',
  unicode: 'utf-16',
  bigendianunicode: 'utf-16BE',
  ascii: 'us-ascii',
  latin1: 'iso-8859-1',
  utf32: 'utf-32',
  utf7: 'utf-8',
  default: 'utf-8',
  'utf-16le': 'utf-16',
  'unicode (utf-8)': 'utf-8',
};

function factsOf(name: string): Facts | undefined {
  const key = name.toLowerCase();
  const web = (OTHER_NAMES[key] ?? key).toLowerCase();
  return FACTS.find((f) => f.web.toLowerCase() === web || String(f.codePage) === key);
}

/** A System.Text.Encoding. */
export class EncodingValue extends NetInstance {
  readonly facts: Facts;
  readonly mark: boolean;
  constructor(encoding: BufferEncoding | string, label = encoding as string, mark = true) {
    super();
    this.facts = factsOf(label) ?? factsOf(encoding) ?? FACTS[0]!;
    this.mark = mark;
  }
  get table(): NetType {
    return TYPES.get(this.facts.type)!;
  }
  get webName(): string {
    return this.facts.web;
  }
  /** Name for the cmdlets that take an encoding. */
  get label(): string {
    return this.facts.web === 'us-ascii'
      ? 'ascii'
      : this.facts.web === 'utf-16'
        ? 'unicode'
        : this.facts.web.replace('-', '').toLowerCase();
  }
  get encoding(): BufferEncoding {
    return this.facts.node;
  }
  override get text(): string {
    return this.facts.type;
  }
  bytes(s: string): Buffer {
    const { web } = this.facts;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all that is no ASCII
    if (web === 'us-ascii') return Buffer.from(s.replace(/[^\u0000-\u007f]/g, '?'), 'latin1');
    if (web === 'iso-8859-1') return Buffer.from(s.replace(/[^\u0000-\u00ff]/g, '?'), 'latin1');
    if (web === 'utf-16BE') return Buffer.from(s, 'utf16le').swap16();
    if (web === 'utf-32') {
      const points = [...s].map((c) => c.codePointAt(0)!);
      const out = Buffer.alloc(points.length * 4);
      points.forEach((p, i) => {
        out.writeUInt32LE(p, i * 4);
      });
      return out;
    }
    return Buffer.from(s, this.facts.node);
  }
  decode(b: Buffer): string {
    const { web } = this.facts;
    if (web === 'us-ascii') return b.toString('latin1').replace(/[\u0080-\u00ff]/g, '\ufffd');
    if (web === 'utf-16BE') return Buffer.from(b).swap16().toString('utf16le');
    if (web === 'utf-32') {
      let out = '';
      for (let i = 0; i + 3 < b.length; i += 4) out += String.fromCodePoint(b.readUInt32LE(i));
      return out;
    }
    return b.toString(this.facts.node);
  }
  preamble(): Buffer {
    return this.mark ? Buffer.from(this.facts.preamble, 'hex') : Buffer.alloc(0);
  }
}

/** The encoding of a name or code page. Throws as GetEncoding does. */
export function encodingOf(name: string): EncodingValue {
  const facts = factsOf(name);
  if (facts) return new EncodingValue(facts.web);
  if (/^\d+$/.test(name))
    throw new NetError(
      'System.NotSupportedException',
      `No data is available for encoding ${name}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
    );
  throw new NetError(
    'System.ArgumentException',
    `'${name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')`,
  );
}

const characters = (v: PSValue): string => (v instanceof TypedArray ? v.items.map(netText).join('') : toText(v));
const slice = (b: Buffer, at: PSValue | undefined, n: PSValue | undefined): Buffer =>
  at === undefined ? b : b.subarray(at as number, (at as number) + (n as number));

const fixed = (name: string, web: string): Row => [
  `static System.Text.Encoding ${name} {get;}`,
  () => new EncodingValue(web),
];

const ENCODING = new NetType('System.Text.Encoding', [
  fixed('UTF8', 'utf-8'),
  fixed('ASCII', 'us-ascii'),
  fixed('Unicode', 'utf-16'),
  fixed('BigEndianUnicode', 'utf-16BE'),
  fixed('UTF32', 'utf-32'),
  fixed('UTF7', 'utf-8'),
  fixed('Latin1', 'iso-8859-1'),
  ['static System.Text.Encoding Default {get;}', () => new EncodingValue('utf8', 'utf-8', false)],
  ['static System.Text.Encoding GetEncoding(string name)', (_, [n]) => encodingOf(n as string)],
  ['static System.Text.Encoding GetEncoding(int codepage)', (_, [n]) => encodingOf(String(n))],
  [
    'static byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes)',
    (_, [from, to, b]) =>
      byteArray((to as unknown as EncodingValue).bytes((from as unknown as EncodingValue).decode(bytesOf(b!)))),
  ],
  [
    `byte[] GetBytes(char[] chars)
     byte[] GetBytes(string s)`,
    (e: EncodingValue, [s]) => byteArray(e.bytes(characters(s!))),
  ],
  [
    `string GetString(byte[] bytes)
     string GetString(byte[] bytes, int index, int count)`,
    (e: EncodingValue, [b, at, n]) => e.decode(slice(bytesOf(b!), at, n)),
  ],
  [
    `char[] GetChars(byte[] bytes)
     char[] GetChars(byte[] bytes, int index, int count)`,
    (e: EncodingValue, [b, at, n]) => {
      const s = e.decode(slice(bytesOf(b!), at, n));
      return new TypedArray(
        'System.Char',
        Array.from({ length: s.length }, (_, i) => new Char(s.charCodeAt(i))),
      );
    },
  ],
  [
    `int GetByteCount(char[] chars)
     int GetByteCount(string s)`,
    (e: EncodingValue, [s]) => e.bytes(characters(s!)).length,
  ],
  [
    `int GetCharCount(byte[] bytes)
     int GetCharCount(byte[] bytes, int index, int count)`,
    (e: EncodingValue, [b, at, n]) => e.decode(slice(bytesOf(b!), at, n)).length,
  ],
  [
    'int GetMaxByteCount(int charCount)',
    (e: EncodingValue, [n]) => ((n as number) + 1) * (e.facts.single ? 1 : e.facts.web === 'utf-8' ? 3 : 2),
  ],
  ['byte[] GetPreamble()', (e: EncodingValue) => byteArray(e.preamble())],
  ['string BodyName {get;}\nstring HeaderName {get;}\nstring WebName {get;}', (e: EncodingValue) => e.facts.web],
  ['string EncodingName {get;}', (e: EncodingValue) => e.facts.name],
  ['int CodePage {get;}', (e: EncodingValue) => e.facts.codePage],
  ['bool IsSingleByte {get;}', (e: EncodingValue) => e.facts.single === true],
  ['bool IsReadOnly {get;}', () => true],
]);

const sub = (name: string, rows: readonly Row[] = []): NetType => new NetType(name, rows, ENCODING);
const UTF8 = sub('System.Text.UTF8Encoding', [
  ['new()', () => new EncodingValue('utf8', 'utf-8', false)],
  [
    `new(bool encoderShouldEmitUTF8Identifier)
     new(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)`,
    (_, [mark]) => new EncodingValue('utf8', 'utf-8', mark === true),
  ],
]);
const ASCII = sub('System.Text.ASCIIEncoding', [['new()', () => new EncodingValue('us-ascii')]]);

export const ENCODING_TYPES = [
  ENCODING,
  UTF8,
  ASCII,
  new NetType('System.Text.UTF8Encoding+UTF8EncodingSealed', [], UTF8),
  new NetType('System.Text.ASCIIEncoding+ASCIIEncodingSealed', [], ASCII),
  sub('System.Text.UnicodeEncoding', [
    ['new()', () => new EncodingValue('utf-16')],
    [
      'new(bool bigEndian, bool byteOrderMark)',
      (_, [big, mark]) => new EncodingValue('utf16le', big === true ? 'utf-16BE' : 'utf-16', mark === true),
    ],
  ]),
  sub('System.Text.UTF32Encoding', [['new()', () => new EncodingValue('utf-32')]]),
  sub('System.Text.Latin1Encoding+Latin1EncodingSealed'),
];
const TYPES = new Map(ENCODING_TYPES.map((t) => [t.name, t]));
