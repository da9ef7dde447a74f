/** Commands about texts: ConvertFrom-StringData, Join-String, Get-FileHash, Format-Hex, Get-Verb, New-TemporaryFile. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { enumerable } from '../engine/collections.ts';
import { toText } from '../engine/convert.ts';
import { formatValue } from '../engine/format-composite.ts';
import { PSObj } from '../engine/psobject.ts';
import { Hashtable, Num, type PSValue } from '../values.ts';
import { builtin } from './declare.ts';
import { encode, encodingOf } from './encoding.ts';
import { evaluate, expressionOf, GROUP_KEYS } from './expression.ts';
import { refuse } from './refusals.ts';
import { VERB_COMMANDS } from './verbs.ts';

const STRING_DATA = builtin(
  'ConvertFrom-StringData',
  'utility',
  'StringData string empty @0 ! <\nDelimiter char',
  (c) => ({
    *process() {
      const table = new Hashtable();
      const separator = c.has('Delimiter') ? toText(c.get('Delimiter')) : '=';
      for (const raw of c.text('StringData').split('\n')) {
        const line = raw.trim();
        if (line === '' || line.startsWith('#')) continue;
        const at = line.indexOf(separator);
        if (at <= 0) {
          throw c.fail(
            'InvalidOperation',
            'InvalidOperation',
            `Data line '${line}' is not in 'name=value' format. `,
            'System.Management.Automation.PSInvalidOperationException',
            { target: line },
          );
        }
        const name = unescaped(line.slice(0, at).trim());
        if (table.get(name) !== undefined) {
          throw c.fail(
            'InvalidOperation',
            'InvalidOperation',
            `Data item '${name}' in line '${line}' is already defined. `,
            'System.Management.Automation.PSInvalidOperationException',
            { target: name },
          );
        }
        table.set(name, unescaped(line.slice(at + 1).trim()));
      }
      yield* c.emit(table);
    },
  }),
);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
};

/** The escapes of regular expressions, as Regex.Unescape takes them. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi, (_, u?: string, x?: string, ch?: string) => {
    if (u ?? x) return String.fromCharCode(parseInt((u ?? x)!, 16));
    return ESCAPES[ch!] ?? ch!;
  });
}

const JOIN_STRING = builtin(
  'Join-String',
  'utility',
  `
Property object @0
Separator string empty @1
OutputPrefix|op string
OutputSuffix|os string
SingleQuote switch [SingleQuote] !
DoubleQuote switch [DoubleQuote] !
FormatString string ~ [Format] !
UseCulture switch
InputObject psobject[] [default,SingleQuote,DoubleQuote,Format] <
`,
  (c) => {
    const parts: string[] = [];
    const property = c.has('Property') ? expressionOf(c, c.get('Property'), GROUP_KEYS) : null;
    return {
      *process(input) {
        for (const item of input === undefined ? c.list('InputObject') : [input]) {
          const value: PSValue = property ? (yield* evaluate(c, property, item)).value : item;
          if (value === null && property === null) continue;
          let text = toText(value);
          if (c.flag('SingleQuote')) text = `'${text.replaceAll("'", "''")}'`;
          else if (c.flag('DoubleQuote')) text = `"${text.replaceAll('"', '""')}"`;
          else if (c.has('FormatString')) {
            text = c
              .text('FormatString')
              .replace(/\{0(?::([^}]*))?\}/g, (_, f?: string) => (f ? formatValue(value, f) : toText(value)));
          }
          parts.push(text);
        }
      },
      *end() {
        const separator = c.has('Separator') ? c.text('Separator') : toText(c.frame.scope.find('ofs')?.get() ?? '');
        yield* c.emit(`${c.text('OutputPrefix')}${parts.join(separator)}${c.text('OutputSuffix')}`);
      },
    };
  },
  { raw: true, defaultSet: 'default' },
);

const FILE_HASH = builtin(
  'Get-FileHash',
  'utility',
  `
Path string[] [Path] @0 !  <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Algorithm string {SHA1,SHA256,SHA384,SHA512,MD5} @1
InputStream object [StreamParameterSet] !
`,
  (c) => ({
    *process() {
      refuse(c, { InputStream: 'it takes files by their paths.' });
      for (const name of [...c.texts('Path'), ...c.texts('LiteralPath')]) {
        const path = c.engine.files.real(name);
        const full = c.engine.files.full(name);
        if (!existsSync(path)) {
          yield* c.error(
            c.record(
              'FileNotFound',
              'ObjectNotFound',
              `Cannot find path '${full}' because it does not exist.`,
              'System.Management.Automation.ItemNotFoundException',
              { target: full },
            ),
          );
          continue;
        }
        const algorithm = c.text('Algorithm', 'SHA256').toUpperCase();
        yield* c.emit(
          new PSObj(['Microsoft.PowerShell.Commands.FileHashInfo', 'System.Object'], {
            Algorithm: algorithm,
            Hash: createHash(algorithm.toLowerCase()).update(readFileSync(path)).digest('hex').toUpperCase(),
            Path: full,
          }),
        );
      }
    },
  }),
  { defaultSet: 'Path' },
);

/** One object per sixteen bytes. */
function hexLines(bytes: Buffer): PSObj[] {
  const out: PSObj[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = bytes.subarray(at, at + 16);
    const hex = [...part].map((b) => b.toString(16).toUpperCase().padStart(2, '0')).join(' ');
    const ascii = [...part].map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : b === 0 ? ' ' : '.')).join('');
    const offset = at.toString(16).toUpperCase().padStart(16, '0');
    const line = new PSObj(['Microsoft.PowerShell.Commands.ByteCollection', 'System.Object'], {
      Offset64: new Num('UInt64', BigInt(at)),
      HexOffset: offset,
      HexBytes: hex,
      Ascii: ascii,
    });
    line.toText = () => `${offset}   ${hex.padEnd(47)} ${ascii}`;
    out.push(line);
  }
  return out;
}

/** A value as it lies in memory: numbers in their own width, texts in an encoding. */
function bytesOfValue(value: PSValue, encoding: string): Buffer {
  const items = enumerable(value);
  if (items) return Buffer.concat(items.map((i) => bytesOfValue(i, encoding)));
  if (typeof value === 'number') return Buffer.from(Int32Array.of(value).buffer);
  if (typeof value === 'bigint') return Buffer.from(BigInt64Array.of(value).buffer);
  if (value instanceof Num && value.kind === 'Byte') return Buffer.of(Number(value.value));
  if (value instanceof Num && value.kind === 'Double') return Buffer.from(Float64Array.of(Number(value.value)).buffer);
  return encode(toText(value), encoding);
}

const FORMAT_HEX = builtin(
  'Format-Hex',
  'utility',
  `
Path string[] ~ [Path] @0 !
LiteralPath|PSPath|LP string[] [LiteralPath] !
InputObject psobject [ByInputObject] ! <
Encoding string
Count long
Offset long
`,
  (c) => {
    const encoding = encodingOf(c, 'Encoding', 'content');
    const part = (data: Buffer): Buffer => {
      const from = c.number('Offset');
      return data.subarray(from, c.has('Count') ? from + c.number('Count') : undefined);
    };
    return {
      *process() {
        for (const name of [...c.texts('Path'), ...c.texts('LiteralPath')])
          for (const path of yield* c.expandPaths(name))
            yield* c.emitAll(hexLines(part(readFileSync(c.engine.files.real(path)))));
        const value = c.get('InputObject');
        if (value !== null) yield* c.emitAll(hexLines(part(bytesOfValue(value, encoding))));
      },
    };
  },
  { defaultSet: 'Path' },
);

export const TEXT = [STRING_DATA, JOIN_STRING, FILE_HASH, FORMAT_HEX, ...VERB_COMMANDS];
