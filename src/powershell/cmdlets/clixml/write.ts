/** Objects as text in PowerShell's own serialization (MS-PSRP, section 2.2.5). */
import { enumerable, List } from '../../engine/collections.ts';
import { roundTripDouble, toText, typeChain } from '../../engine/convert.ts';
import { formatDate } from '../../engine/format-date.ts';
import { propertyList } from '../../engine/member-list.ts';
import { ABSENT, ownProperty } from '../../engine/members.ts';
import { addedMembers, PSObj } from '../../engine/psobject.ts';
import {
  Char,
  DateTime,
  EnumValue,
  Guid,
  Hashtable,
  Num,
  type PSValue,
  ScriptBlock,
  Switch,
  TimeSpan,
  TypedArray,
  Version,
} from '../../values.ts';

const NUMBERS: Readonly<Record<string, string>> = {
  Double: 'Db',
  Single: 'Sg',
  Decimal: 'D',
  Byte: 'By',
  SByte: 'SB',
  Int16: 'I16',
  UInt16: 'U16',
  UInt32: 'U32',
  UInt64: 'U64',
};

/** Text inside an element: markup escaped, control characters as `_xHHHH_`. */
export function clixmlText(text: string): string {
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      /[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/g,
      (ch) => `_x${ch.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** ISO 8601 duration, as XmlConvert writes it. */
function duration(span: TimeSpan): string {
  const ticks = span.ticks < 0n ? -span.ticks : span.ticks;
  const seconds = ticks / 10_000_000n;
  const days = seconds / 86_400n;
  const hours = (seconds / 3600n) % 24n;
  const minutes = (seconds / 60n) % 60n;
  const fraction = ticks % 10_000_000n;
  const second = `${seconds % 60n}${fraction > 0n ? `.${String(fraction).padStart(7, '0').replace(/0+$/, '')}` : ''}`;
  const time = `${hours > 0n ? `${hours}H` : ''}${minutes > 0n ? `${minutes}M` : ''}${second !== '0' ? `${second}S` : ''}`;
  const body = `${days > 0n ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
  return `${span.ticks < 0n ? '-' : ''}P${body === '' ? 'T0S' : body}`;
}

class Serializer {
  protected readonly lines: string[] = [];
  protected ref = 0;
  protected readonly types = new Map<string, number>();
  private readonly seen = new Map<object, number>();

  protected forget(): void {
    this.seen.clear();
  }

  document(values: readonly PSValue[], depth: number): string {
    this.lines.push('<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">');
    for (const value of values) this.write(value, null, depth, 1);
    this.lines.push('</Objs>');
    return this.lines.join('\n');
  }

  private put(level: number, text: string): void {
    this.lines.push('  '.repeat(level) + text);
  }

  private leaf(tag: string, name: string | null, text: string, level: number): void {
    const attribute = name === null ? '' : ` N="${clixmlText(name).replaceAll('"', '&quot;')}"`;
    this.put(
      level,
      text === '' && (tag === 'Nil' || tag === 'S')
        ? `<${tag}${attribute}${tag === 'S' ? `></S>` : ' />'}`
        : `<${tag}${attribute}>${text}</${tag}>`,
    );
  }

  private primitive(value: PSValue): [string, string] | null {
    if (value === null) return ['Nil', ''];
    switch (typeof value) {
      case 'string':
        return ['S', clixmlText(value)];
      case 'boolean':
        return ['B', String(value)];
      case 'number':
        return ['I32', String(value)];
      case 'bigint':
        return ['I64', String(value)];
    }
    if (value instanceof Num && NUMBERS[value.kind]) {
      const text =
        value.kind === 'Double' || value.kind === 'Single' ? roundTripDouble(Number(value.value)) : toText(value);
      return [NUMBERS[value.kind]!, text];
    }
    if (value instanceof Char) return ['C', String(value.code)];
    if (value instanceof DateTime) return ['DT', isoDate(value)];
    if (value instanceof TimeSpan) return ['TS', duration(value)];
    if (value instanceof Guid) return ['G', value.text];
    if (value instanceof Version) return ['Version', value.text];
    if (value instanceof ScriptBlock) return ['SBK', clixmlText(value.text)];
    if (value instanceof TypedArray && value.elementType === 'System.Byte') {
      return ['BA', Buffer.from(value.items.map((i) => Number(toText(i)))).toString('base64')];
    }
    return null;
  }

  protected write(value: PSValue, name: string | null, depth: number, level: number): void {
    const simple = this.primitive(value);
    const added = addedMembers(value);
    if (simple && !added) {
      this.leaf(simple[0], name, simple[1], level);
      return;
    }
    if (value === null || typeof value !== 'object') return;
    const attribute = name === null ? '' : ` N="${clixmlText(name).replaceAll('"', '&quot;')}"`;
    const known = this.seen.get(value);
    if (known !== undefined) {
      this.put(level, `<Ref${attribute} RefId="${known}" />`);
      return;
    }
    const items = enumerable(value);
    if (depth < 0 || (depth === 0 && !items && !(value instanceof Hashtable) && name !== null && false)) {
      this.leaf('S', name, clixmlText(toText(value)), level);
      return;
    }
    const id = this.ref++;
    this.seen.set(value, id);
    this.put(level, `<Obj${attribute} RefId="${id}">`);
    this.names(typeChain(value), level + 1);
    if (value instanceof Hashtable) this.table(value, depth, level + 1);
    else if (items) this.items(value, items, depth, level + 1);
    else if (value instanceof EnumValue) {
      this.put(level + 1, `<ToString>${clixmlText(value.text)}</ToString>`);
      this.put(level + 1, `<I32>${value.value}</I32>`);
    } else this.object(value, depth, level + 1);
    this.put(level, '</Obj>');
  }

  protected names(names: readonly string[], level: number): void {
    const key = names.join('|');
    const known = this.types.get(key);
    if (known !== undefined) {
      this.put(level, `<TNRef RefId="${known}" />`);
      return;
    }
    const id = this.types.size;
    this.types.set(key, id);
    this.put(level, `<TN RefId="${id}">`);
    for (const n of names) this.put(level + 1, `<T>${clixmlText(n)}</T>`);
    this.put(level, '</TN>');
  }

  private table(value: Hashtable, depth: number, level: number): void {
    this.put(level, '<DCT>');
    for (const { key, value: v } of value.entries.values()) {
      this.put(level + 1, '<En>');
      this.write(key, 'Key', depth - 1, level + 2);
      this.write(v, 'Value', depth - 1, level + 2);
      this.put(level + 1, '</En>');
    }
    this.put(level, '</DCT>');
  }

  private items(value: PSValue, items: readonly PSValue[], depth: number, level: number): void {
    const tag =
      value instanceof List
        ? value.kind === 'stack'
          ? 'STK'
          : value.kind === 'queue'
            ? 'QUE'
            : value.kind === 'set'
              ? 'IE'
              : 'LST'
        : 'LST';
    this.put(level, `<${tag}>`);
    for (const item of items) this.write(item, null, depth - 1, level + 1);
    this.put(level, `</${tag}>`);
  }

  private object(value: PSValue, depth: number, level: number): void {
    const facts = propertyList(value);
    const read = (n: string): PSValue => {
      const v = ownProperty(value, n);
      return v === ABSENT ? null : v;
    };
    const own = facts.filter((f) => f.kind === 'Property');
    const notes = facts.filter((f) => f.kind !== 'Property' && f.kind !== 'AliasProperty');
    const isCustom = value instanceof PSObj && value.isCustom;
    if (value instanceof Switch) {
      this.put(level, `<ToString>${value.isPresent ? 'True' : 'False'}</ToString>`);
    } else if (!isCustom) this.put(level, `<ToString>${clixmlText(toText(value))}</ToString>`);
    for (const [tag, list] of [
      ['Props', own],
      ['MS', notes],
    ] as const) {
      if (list.length === 0) continue;
      this.put(level, `<${tag}>`);
      for (const f of list) this.write(read(f.name), f.name, depth - 1, level + 1);
      this.put(level, `</${tag}>`);
    }
  }
}

/** Values one after the other, as elements of one line that name their stream. */
export class StreamSerializer extends Serializer {
  element(value: PSValue, stream: string): string {
    this.lines.length = 0;
    this.write(value, null, 1, 0);
    // An object may come again: in a stream it is written anew.
    this.forget();
    const text = this.lines.map((line) => line.trimStart()).join('');
    return text.replace(/^<\w+/, (tag) => `${tag} S="${stream}"`);
  }
  nextId(): number {
    return this.ref++;
  }
  typeNames(names: readonly string[]): string {
    this.lines.length = 0;
    this.names(names, 0);
    return this.lines.map((line) => line.trimStart()).join('');
  }
}

function isoDate(value: DateTime): string {
  const base = formatDate(value, "yyyy-MM-dd'T'HH:mm:ss");
  const fraction = value.ticks % 10_000_000n;
  const tail = fraction > 0n ? `.${String(fraction).padStart(7, '0').replace(/0+$/, '')}` : '';
  return `${base}${tail}${{ Unspecified: '', Utc: 'Z', Local: '+00:00' }[value.kind]}`;
}

/** The document of some values. */
export function toClixml(values: readonly PSValue[], depth = 1): string {
  return new Serializer().document(values, depth);
}
