/** Text as bytes and back, by the names of encodings that commands use inside. */

/** The mark at the beginning of a file. */
export function preamble(encoding: string): Buffer {
  switch (encoding) {
    case 'utf8bom':
      return Buffer.from([0xef, 0xbb, 0xbf]);
    case 'utf16le':
      return Buffer.from([0xff, 0xfe]);
    case 'utf16be':
      return Buffer.from([0xfe, 0xff]);
    case 'utf32le':
      return Buffer.from([0xff, 0xfe, 0, 0]);
    case 'utf32be':
      return Buffer.from([0, 0, 0xfe, 0xff]);
  }
  return Buffer.alloc(0);
}

export function encode(text: string, encoding: string): Buffer {
  switch (encoding) {
    case 'ascii':
      return Buffer.from(text.replace(/[^\x00-\x7f]/gu, '?'), 'latin1');
    case 'latin1':
      return Buffer.from(text.replace(/[^\x00-\xff]/gu, '?'), 'latin1');
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf32le':
    case 'utf32be': {
      const points = [...text].map((ch) => ch.codePointAt(0)!);
      const bytes = Buffer.alloc(points.length * 4);
      for (const [i, p] of points.entries()) {
        if (encoding === 'utf32le') bytes.writeUInt32LE(p, i * 4);
        else bytes.writeUInt32BE(p, i * 4);
      }
      return bytes;
    }
  }
  return Buffer.from(text, 'utf8');
}

/** Text of bytes: a mark decides, then the encoding that was named. */
export function decodeBytes(bytes: Buffer, encoding: string): string {
  const [a, b, d] = bytes;
  if (a === 0xef && b === 0xbb && d === 0xbf) return bytes.toString('utf8', 3);
  if (a === 0xff && b === 0xfe) return bytes.toString('utf16le', 2);
  if (a === 0xfe && b === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString('utf16le');
  switch (encoding) {
    case 'ascii':
      return bytes.toString('latin1').replace(/[\x80-\xff]/g, '\ufffd');
    case 'latin1':
      return bytes.toString('latin1');
    case 'utf16le':
      return bytes.toString('utf16le');
    case 'utf16be':
      return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
        .swap16()
        .toString('utf16le');
    case 'utf32le': {
      let text = '';
      for (let i = 0; i + 3 < bytes.length; i += 4) text += String.fromCodePoint(bytes.readUInt32LE(i));
      return text;
    }
  }
  return bytes.toString('utf8');
}
