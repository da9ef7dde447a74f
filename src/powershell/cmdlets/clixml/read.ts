/** Objects from PowerShell's own serialization. */
import { convert } from '../../conversion.ts';
import { List, OrderedDictionary } from '../../engine/collections.ts';
import { PSObj } from '../../engine/psobject.ts';
import { typeRef } from '../../types.ts';
import { Char, Hashtable, Num, type PSValue, TimeSpan, TypedArray } from '../../values.ts';
import { parseXml, type XmlNode } from '../xml-text.ts';

/** Takes the `_xHHHH_` out of a text. */
function unescaped(text: string): string {
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

const KINDS: Readonly<Record<string, string>> = {
  I32: 'int',
  I64: 'long',
  Db: 'double',
  Sg: 'float',
  D: 'decimal',
  By: 'byte',
  SB: 'sbyte',
  I16: 'int16',
  U16: 'uint16',
  U32: 'uint32',
  U64: 'uint64',
  G: 'guid',
  Version: 'version',
};

class Deserializer {
  private readonly objects = new Map<string, PSValue>();
  private readonly types = new Map<string, string[]>();

  read(node: XmlNode): PSValue {
    const { name } = node;
    if (name === 'Nil') return null;
    if (name === 'Ref') return this.objects.get(node.attributes['RefId'] ?? '') ?? null;
    if (name === 'Obj') return this.object(node);
    const text = unescaped(node.text);
    const kind = KINDS[name];
    if (kind) return convert(text, typeRef(kind));
    switch (name) {
      case 'B':
        return text === 'true';
      case 'C':
        return new Char(Number(text));
      case 'DT':
        return dateOfIso(text);
      case 'TS':
        return spanOfIso(text);
      case 'BA':
        return new TypedArray(
          'System.Byte',
          [...Buffer.from(text, 'base64')].map((b) => new Num('Byte', b)),
        );
    }
    return text;
  }

  private object(node: XmlNode): PSValue {
    const names = this.names(node);
    const id = node.attributes['RefId'] ?? '';
    const child = (name: string): XmlNode | undefined => node.children.find((c) => c.name === name);
    const list = child('LST') ?? child('IE') ?? child('QUE') ?? child('STK');
    if (list) {
      const items: PSValue[] = [];
      const made: PSValue =
        names[0]?.endsWith('[]') && names[0] === 'System.Object[]'
          ? items
          : new List('System.Collections.ArrayList', 'arraylist', items);
      this.objects.set(id, made);
      for (const c of list.children) items.push(this.read(c));
      return made;
    }
    const table = child('DCT');
    if (table) {
      const made = names[0]?.includes('OrderedDictionary') ? new OrderedDictionary() : new Hashtable();
      this.objects.set(id, made);
      for (const en of table.children) {
        const [key, value] = ['Key', 'Value'].map((n) => en.children.find((c) => c.attributes['N'] === n));
        if (key && value) made.set(this.read(key), this.read(value));
      }
      return made;
    }
    const custom =
      names[0] === 'System.Management.Automation.PSCustomObject' ||
      names.includes('System.Management.Automation.PSCustomObject');
    const object = new PSObj(custom ? undefined : names.map((n) => `Deserialized.${n}`));
    object.typeNames = names.map((n) => `Deserialized.${n}`);
    this.objects.set(id, object);
    const text = child('ToString');
    if (text) {
      const shown = unescaped(text.text);
      object.toText = () => shown;
    }
    for (const group of ['Props', 'MS']) {
      for (const c of child(group)?.children ?? []) {
        const name = unescaped(c.attributes['N'] ?? '');
        if (group === 'Props') object.members.add({ name, kind: 'property', value: this.read(c) });
        else object.members.note(name, this.read(c));
      }
    }
    return object;
  }

  private names(node: XmlNode): string[] {
    const own = node.children.find((c) => c.name === 'TN');
    if (own) {
      const names = own.children.map((t) => unescaped(t.text));
      this.types.set(own.attributes['RefId'] ?? '', names);
      return names;
    }
    const ref = node.children.find((c) => c.name === 'TNRef');
    return (
      this.types.get(ref?.attributes['RefId'] ?? '') ?? ['System.Management.Automation.PSCustomObject', 'System.Object']
    );
  }
}

function dateOfIso(text: string): PSValue {
  return convert(text, typeRef('datetime'));
}

function spanOfIso(text: string): TimeSpan {
  const m = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/.exec(text);
  const n = (i: number): bigint => BigInt(m?.[i] ?? 0);
  const seconds = ((n(2) * 24n + n(3)) * 60n + n(4)) * 60n + n(5);
  const ticks = seconds * 10_000_000n + BigInt((m?.[6] ?? '').padEnd(7, '0').slice(0, 7));
  return new TimeSpan(m?.[1] === '-' ? -ticks : ticks);
}

/** The values of a document. */
export function fromClixml(text: string): PSValue[] {
  const reader = new Deserializer();
  return parseXml(text).children.map((node) => reader.read(node));
}
