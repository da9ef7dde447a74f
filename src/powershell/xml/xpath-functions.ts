/** The functions of XPath 1.0. */
import { xmlFault } from './errors.ts';
import type { Node } from './nodes.ts';
import { asBoolean, asNumber, asText, type Context, type Value } from './xpath.ts';

type Fn = (args: readonly Value[], c: Context) => Value;

function nodes(v: Value | undefined, c: Context): Node[] {
  if (v === undefined) return [c.node];
  if (!Array.isArray(v)) throw xmlFault('Expression must evaluate to a node-set.', 'System.Xml.XPath.XPathException');
  return v;
}

const text = (v: Value | undefined, c: Context): string => (v === undefined ? c.node.text : asText(v));
const rounded = (n: number): number => (Number.isFinite(n) ? Math.floor(n + 0.5) : n);

/** By name. */
export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  last: (_, c) => c.size,
  position: (_, c) => c.position,
  count: ([v], c) => nodes(v, c).length,
  id: ([v], c) => {
    const wanted = new Set((Array.isArray(v) ? v.map((n) => n.text).join(' ') : asText(v ?? '')).split(/\s+/));
    const out: Node[] = [];
    const look = (n: Node): void => {
      if (n.attributes.some((a) => a.name === 'xml:id' && wanted.has(a.value))) out.push(n);
      n.children.forEach(look);
    };
    look(c.node.root);
    return out;
  },
  'local-name': ([v], c) => nodes(v, c)[0]?.local.replace(/^#.*$/, '') ?? '',
  'namespace-uri': ([v], c) => nodes(v, c)[0]?.namespace ?? '',
  name: ([v], c) => nodes(v, c)[0]?.name.replace(/^#.*$/, '') ?? '',
  string: ([v], c) => text(v, c),
  concat: (args) => args.map(asText).join(''),
  'starts-with': ([a, b]) => asText(a!).startsWith(asText(b!)),
  contains: ([a, b]) => asText(a!).includes(asText(b!)),
  'substring-before': ([a, b]) => {
    const at = asText(a!).indexOf(asText(b!));
    return at < 0 ? '' : asText(a!).slice(0, at);
  },
  'substring-after': ([a, b]) => {
    const at = asText(a!).indexOf(asText(b!));
    return at < 0 ? '' : asText(a!).slice(at + asText(b!).length);
  },
  substring: ([s, from, length]) => {
    const start = rounded(asNumber(from!));
    const end = length === undefined ? Number.POSITIVE_INFINITY : start + rounded(asNumber(length));
    return [...asText(s!)].filter((_, i) => i + 1 >= start && i + 1 < end).join('');
  },
  'string-length': ([v], c) => [...text(v, c)].length,
  'normalize-space': ([v], c) => text(v, c).trim().replace(/\s+/g, ' '),
  translate: ([s, from, to]) => {
    const a = [...asText(from!)];
    const b = [...asText(to!)];
    return [...asText(s!)].map((ch) => (a.includes(ch) ? (b[a.indexOf(ch)] ?? '') : ch)).join('');
  },
  boolean: ([v]) => asBoolean(v!),
  not: ([v]) => !asBoolean(v!),
  true: () => true,
  false: () => false,
  lang: ([v], c) => {
    for (let n: Node | null = c.node; n; n = n.parent) {
      const lang = n.attribute('xml:lang')?.value.toLowerCase();
      if (lang !== undefined)
        return lang === asText(v!).toLowerCase() || lang.startsWith(`${asText(v!).toLowerCase()}-`);
    }
    return false;
  },
  number: ([v], c) => asNumber(v ?? [c.node]),
  sum: ([v], c) => nodes(v, c).reduce((total, n) => total + asNumber(n.text), 0),
  floor: ([v]) => Math.floor(asNumber(v!)),
  ceiling: ([v]) => Math.ceil(asNumber(v!)),
  round: ([v]) => rounded(asNumber(v!)),
};
