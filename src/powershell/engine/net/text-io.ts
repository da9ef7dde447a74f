/** Readers and writers of text: StringReader, StreamReader, StringWriter, StreamWriter, and the console's writers. */
import { Char, type PSValue, TypedArray } from '../../values.ts';
import { netText } from '../convert.ts';
import { NetError } from '../errors.ts';
import { compositeFormat } from '../format-composite.ts';
import { VOID } from '../method-tools.ts';
import { StringBuilder } from '../methods-text.ts';
import { decode } from './bytes.ts';
import { EncodingValue, encodingOf } from './encoding.ts';
import { NetInstance, NetType, type Row } from './net-type.ts';
import { fileStream, type StreamValue } from './streams.ts';

/** What text can be written to. */
export abstract class WriterValue extends NetInstance {
  newline = '\n';
  /** As an XML declaration names it. */
  get encodingName(): string {
    return 'utf-8';
  }
  abstract write(text: string): void;
  flush(): void {}
  close(): void {}
}

const written = (args: readonly PSValue[]): string => {
  const [first] = args;
  if (first instanceof TypedArray && args.length === 3)
    return first.items
      .slice(args[1] as number, (args[1] as number) + (args[2] as number))
      .map(netText)
      .join('');
  if (first instanceof TypedArray) return first.items.map(netText).join('');
  if (first instanceof StringBuilder) return first.value;
  if (args.length > 1)
    return compositeFormat(first as string, args.length === 2 && Array.isArray(args[1]) ? args[1] : args.slice(1));
  return netText(first ?? null);
};

const WRITABLE = [
  'bool value',
  'char value',
  'char[] buffer',
  'char[] buffer, int index, int count',
  'decimal value',
  'double value',
  'float value',
  'int value',
  'uint value',
  'long value',
  'ulong value',
  'System.Object value',
  'string value',
  'string format, System.Object arg0',
  'string format, System.Object arg0, System.Object arg1',
  'string format, System.Object arg0, System.Object arg1, System.Object arg2',
  'string format, Params System.Object[] arg',
];

/** Write and WriteLine of a writer, or of Console where they are static. */
export function writeRows(
  prefix: string,
  out: (self: WriterValue, text: string, env: Parameters<Row[1]>[2]) => void,
): Row[] {
  const definitions = (name: string): string => WRITABLE.map((p) => `${prefix}void ${name}(${p})`).join('\n');
  return [
    [definitions('Write'), (w: WriterValue, args, env) => out(w, written(args), env)],
    [
      `${prefix}void WriteLine()\n${definitions('WriteLine')}`,
      (w: WriterValue, args, env) => out(w, written(args) + (w?.newline ?? '\n'), env),
    ],
  ];
}

const WRITER = new NetType('System.IO.TextWriter', [
  ...writeRows('', (w, text) => w.write(text)),
  ['System.Text.Encoding Encoding {get;}', (w: WriterValue) => encodingOf(w.encodingName)],
  [
    'string NewLine {get;set;}',
    (w: WriterValue) => w.newline,
    (w: WriterValue, v) => {
      w.newline = v as string;
    },
  ],
  ['void Flush()', (w: WriterValue) => w.flush()],
  ['void Close()\nvoid Dispose()', (w: WriterValue) => w.close()],
]);

/** A System.IO.StringWriter. */
export class StringWriterValue extends WriterValue {
  readonly builder: StringBuilder;
  override get encodingName(): string {
    return 'utf-16';
  }
  constructor(builder: StringBuilder) {
    super();
    this.builder = builder;
  }
  get table(): NetType {
    return STRING_WRITER;
  }
  override write(text: string): void {
    this.builder.value += text;
  }
  override get text(): string {
    return this.builder.value;
  }
}
const STRING_WRITER = new NetType(
  'System.IO.StringWriter',
  [
    ['new()\nnew(System.IFormatProvider formatProvider)', () => new StringWriterValue(new StringBuilder(''))],
    ['new(System.Text.StringBuilder sb)', (_, [b]) => new StringWriterValue(b as StringBuilder)],
    ['System.Text.StringBuilder GetStringBuilder()', (w: StringWriterValue) => w.builder],
    ['string ToString()', (w: StringWriterValue) => w.text],
  ],
  WRITER,
);

/** A System.IO.StreamWriter. */
export class StreamWriterValue extends WriterValue {
  readonly stream: StreamValue;
  readonly encoding: EncodingValue;
  #buffer = '';
  #started = false;
  autoFlush = false;
  constructor(stream: StreamValue, encoding: EncodingValue | null) {
    super();
    this.stream = stream;
    this.encoding = encoding ?? new EncodingValue('utf8', 'utf-8', false);
    this.#started = stream.position > 0;
  }
  get table(): NetType {
    return STREAM_WRITER;
  }
  override get encodingName(): string {
    return this.encoding.webName;
  }
  override write(text: string): void {
    this.stream.mustBeOpen('Cannot write to a closed TextWriter.');
    this.#buffer += text;
    if (this.autoFlush || this.#buffer.length > 65_536) this.flush();
  }
  override flush(): void {
    if (!this.#started) this.stream.write(this.encoding.preamble());
    this.#started = true;
    this.stream.write(this.encoding.bytes(this.#buffer));
    this.#buffer = '';
    this.stream.flush();
  }
  override close(): void {
    if (this.stream.closed) return;
    this.flush();
    this.stream.close();
  }
}
const STREAM_WRITER = new NetType(
  'System.IO.StreamWriter',
  [
    [
      `new(System.IO.Stream stream)
       new(System.IO.Stream stream, System.Text.Encoding encoding)
       new(System.IO.Stream stream, System.Text.Encoding encoding, int bufferSize)
       new(System.IO.Stream stream, System.Text.Encoding encoding, int bufferSize, bool leaveOpen)`,
      (_, [s, e]) => new StreamWriterValue(s as unknown as StreamValue, (e as unknown as EncodingValue) ?? null),
    ],
    ['new(string path)', (_, [p], env) => new StreamWriterValue(fileStream(env, p as string, 'create'), null)],
    [
      `new(string path, bool append)
       new(string path, bool append, System.Text.Encoding encoding)
       new(string path, bool append, System.Text.Encoding encoding, int bufferSize)`,
      (_, [p, append, e], env) =>
        new StreamWriterValue(
          fileStream(env, p as string, append === true ? 'append' : 'create'),
          (e as unknown as EncodingValue) ?? null,
        ),
    ],
    [
      'bool AutoFlush {get;set;}',
      (w: StreamWriterValue) => w.autoFlush,
      (w: StreamWriterValue, v) => {
        w.autoFlush = v === true;
        if (w.autoFlush) w.flush();
      },
    ],
    ['System.IO.Stream BaseStream {get;}', (w: StreamWriterValue) => w.stream],
  ],
  WRITER,
);

/** A writer to one of the process's streams. */
export class TextWriter extends WriterValue {
  readonly out: (text: string) => void;
  constructor(out: (text: string) => void) {
    super();
    this.out = out;
  }
  get table(): NetType {
    return WRITER;
  }
  override write(text: string): void {
    this.out(text);
  }
}

/** A System.IO.TextReader over text that is all there. */
export class ReaderValue extends NetInstance {
  readonly table: NetType;
  readonly content: string;
  readonly stream: StreamValue | null;
  place = 0;
  closed = false;
  constructor(table: NetType, content: string, stream: StreamValue | null = null) {
    super();
    this.table = table;
    this.content = content;
    this.stream = stream;
  }
  mustBeOpen(): void {
    if (this.closed) throw new NetError('System.ObjectDisposedException', 'Cannot read from a closed TextReader.');
  }
  line(): string | null {
    this.mustBeOpen();
    if (this.place >= this.content.length) return null;
    const end = /\r\n|\n|\r/g;
    end.lastIndex = this.place;
    const m = end.exec(this.content);
    const line = this.content.slice(this.place, m ? m.index : undefined);
    this.place = m ? m.index + m[0].length : this.content.length;
    return line;
  }
  rest(): string {
    this.mustBeOpen();
    const text = this.content.slice(this.place);
    this.place = this.content.length;
    return text;
  }
}

const READER = new NetType('System.IO.TextReader', [
  ['string ReadLine()', (r: ReaderValue) => r.line()],
  ['string ReadToEnd()', (r: ReaderValue) => r.rest()],
  ['int Peek()', (r: ReaderValue) => (r.place < r.content.length ? r.content.charCodeAt(r.place) : -1)],
  ['int Read()', (r: ReaderValue) => (r.place < r.content.length ? r.content.charCodeAt(r.place++) : -1)],
  [
    `int Read(char[] buffer, int index, int count)
     int ReadBlock(char[] buffer, int index, int count)`,
    (r: ReaderValue, [b, i, n]) => {
      const piece = r.content.slice(r.place, r.place + (n as number));
      [...piece].forEach((c, k) => {
        (b as TypedArray).items[(i as number) + k] = new Char(c.charCodeAt(0));
      });
      r.place += piece.length;
      return piece.length;
    },
  ],
  [
    'void Close()\nvoid Dispose()',
    (r: ReaderValue) => {
      r.closed = true;
      r.stream?.close();
      return VOID;
    },
  ],
]);
const STRING_READER: NetType = new NetType(
  'System.IO.StringReader',
  [['new(string s)', (_, [s]) => new ReaderValue(STRING_READER, s as string)]],
  READER,
);

/** A reader over the rest of a stream, or a file's text. */
export function streamReader(stream: StreamValue, encoding: EncodingValue | null = null): ReaderValue {
  const bytes = stream.rest();
  const text = encoding && encoding.webName !== 'utf-8' ? encoding.decode(bytes).replace(/^\ufeff/, '') : decode(bytes);
  return new ReaderValue(STREAM_READER, text, stream);
}
const STREAM_READER: NetType = new NetType(
  'System.IO.StreamReader',
  [
    [
      `new(System.IO.Stream stream)
       new(System.IO.Stream stream, bool detectEncodingFromByteOrderMarks)`,
      (_, [s]) => streamReader(s as unknown as StreamValue),
    ],
    [
      `new(System.IO.Stream stream, System.Text.Encoding encoding)
       new(System.IO.Stream stream, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks)`,
      (_, [s, e]) => streamReader(s as unknown as StreamValue, e as unknown as EncodingValue),
    ],
    [
      `new(string path)
       new(string path, bool detectEncodingFromByteOrderMarks)`,
      (_, [p], env) => streamReader(fileStream(env, p as string, 'open')),
    ],
    [
      `new(string path, System.Text.Encoding encoding)
       new(string path, System.Text.Encoding encoding, bool detectEncodingFromByteOrderMarks)`,
      (_, [p, e], env) => streamReader(fileStream(env, p as string, 'open'), e as unknown as EncodingValue),
    ],
    ['bool EndOfStream {get;}', (r: ReaderValue) => r.place >= r.content.length],
    ['System.IO.Stream BaseStream {get;}', (r: ReaderValue) => r.stream],
    ['System.Text.Encoding CurrentEncoding {get;}', () => encodingOf('utf-8')],
    ['void DiscardBufferedData()', () => VOID],
  ],
  READER,
);

/** What is left in a reader or stream. */
export function textOfReader(value: PSValue): string {
  if (value instanceof ReaderValue) return value.rest();
  return decode((value as unknown as StreamValue).rest());
}

/** Writes text to a writer or, in UTF-8, to a stream. */
export function writeTo(value: PSValue, text: string): void {
  if (value instanceof WriterValue) value.write(text);
  else (value as unknown as StreamValue).write(Buffer.from(text, 'utf8'));
}

export const TEXT_IO_TYPES = [WRITER, STRING_WRITER, STREAM_WRITER, READER, STRING_READER, STREAM_READER];
