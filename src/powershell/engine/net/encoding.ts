/** System.Text.Encoding. */
import { NetValue, type PSValue } from '../../values.ts';
import { text } from '../method-tools.ts';
import { byteArray, bytesOf } from './bytes.ts';
import type { StaticType } from './static-type.ts';

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  utf8: 'utf8',
  ascii: 'ascii',
  unicode: 'utf16le',
  default: 'utf8',
  latin1: 'latin1',
  utf7: 'utf8',
};

/** A System.Text.Encoding. */
export class EncodingValue extends NetValue {
  readonly encoding: BufferEncoding;
  readonly label: string;
  constructor(encoding: BufferEncoding, label: string) {
    super();
    this.encoding = encoding;
    this.label = label;
  }
  get typeName(): string {
    return 'System.Text.Encoding';
  }
  getBytes(s: string): PSValue {
    return byteArray(Buffer.from(s, this.encoding));
  }
  getString(v: PSValue): string {
    return bytesOf(v).toString(this.encoding === 'ascii' ? 'latin1' : this.encoding);
  }
}

export const ENCODING: StaticType = {
  properties: Object.fromEntries(Object.entries(ENCODINGS).map(([n, e]) => [n, () => new EncodingValue(e, n)])),
  methods: {
    getencoding: ([n]) => new EncodingValue(ENCODINGS[text(n!).toLowerCase().replace('-', '')] ?? 'utf8', text(n!)),
  },
};
