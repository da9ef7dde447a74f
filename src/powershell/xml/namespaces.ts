/** XmlNamespaceManager and the table of names that its constructor wants. */
import { VOID } from '../engine/method-tools.ts';
import { NetInstance, NetRecord, NetType, type Row } from '../engine/net/net-type.ts';
import { XML_NAMESPACE, XMLNS } from './nodes.ts';

/** A System.Xml.XmlNamespaceManager. */
export class NamespaceManager extends NetInstance {
  readonly map = new Map<string, string>([
    ['xmlns', XMLNS],
    ['xml', XML_NAMESPACE],
    ['', ''],
  ]);
  get table(): NetType {
    return MANAGER;
  }
  lookup(prefix: string): string | undefined {
    return this.map.get(prefix);
  }
  override items(): readonly string[] {
    return [...this.map.keys()];
  }
}

const NAME_TABLE = new NetType('System.Xml.NameTable', [['new()', () => nameTable()]], ['System.Xml.XmlNameTable']);
let table: NetRecord | null = null;
/** The one table of names: names are compared as texts here. */
export function nameTable(): NetRecord {
  table ??= new NetRecord(NAME_TABLE, {});
  return table;
}

const ROWS: readonly Row[] = [
  ['new(System.Xml.XmlNameTable nameTable)', () => new NamespaceManager()],
  ['System.Xml.XmlNameTable NameTable {get;}', () => nameTable()],
  ['string DefaultNamespace {get;}', (m: NamespaceManager) => m.map.get('') ?? ''],
  [
    'void AddNamespace(string prefix, string uri)',
    (m: NamespaceManager, [p, u]) => {
      m.map.set(p as string, u as string);
      return VOID;
    },
  ],
  [
    'void RemoveNamespace(string prefix, string uri)',
    (m: NamespaceManager, [p, u]) => {
      if (m.map.get(p as string) === u) m.map.delete(p as string);
      return VOID;
    },
  ],
  ['string LookupNamespace(string prefix)', (m: NamespaceManager, [p]) => m.map.get(p as string) ?? null],
  ['string LookupPrefix(string uri)', (m: NamespaceManager, [u]) => [...m.map].find(([, v]) => v === u)?.[0] ?? null],
  ['bool HasNamespace(string prefix)', (m: NamespaceManager, [p]) => m.map.has(p as string)],
  ['void PushScope()', () => VOID],
  ['bool PopScope()', () => false],
];
const MANAGER = new NetType('System.Xml.XmlNamespaceManager', ROWS);

export const NAMESPACES = [MANAGER, NAME_TABLE];
