/** The functions of XPath 1.0. */
import { xmlFault } from './errors.ts';
import type { Node } from './nodes.ts';
import { type Context, toBoolean, toNumber, toString, type Value } from './xpath.ts';

type Fn = (args: readonly Value[], c: Context) => Value;

function nodes(v: Value | undefined, c: Context): Node[] {
  if (v === undefined) return [c.node];
  if (!Array.isArray(v)) throw xmlFault('Expression must evaluate to a node-set.', 'System.Xml.XPath.XPathException');
  return v;
}

const text = (v: Value | undefined, c: Context): string => (v === undefined ? c.node.text : toString(v));
const rounded = (n: number): number => (Number.isFinite(n) ? Math.floor(n + 0.5) : n);

/** By name. */
export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  last: (_, c) => c.size,
  position: (_, c) => c.position,
  count: ([v], c) => nodes(v, c).length,
  id: ([v], c) => {
    const wanted = new Set((Array.isArray(v) ? v.map((n) => n.text).join(' ') : toString(v ?? '')).split(/\s+/));
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
  concat: (args) => args.map(toString).join(''),
  'starts-with': ([a, b]) => toString(a!).startsWith(toString(b!)),
  contains: ([a, b]) => toString(a!).includes(toString(b!)),
  'substring-before': ([a, b]) => {
    const at = toString(a!).indexOf(toString(b!));
    return at < 0 ? '' : toString(a!).slice(0, at);
  },
  'substring-after': ([a, b]) => {
    const at = toString(a!).indexOf(toString(b!));
    return at < 0 ? '' : toString(a!).slice(at + toString(b!).length);
  },
  substring: ([s, from, length]) => {
    const start = rounded(toNumber(from!));
    const end = length === undefined ? Number.POSITIVE_INFINITY : start + rounded(toNumber(length));
    return [...toString(s!)].filter((_, i) => i + 1 >= start && i + 1 < end).join('');
  },
  'string-length': ([v], c) => [...text(v, c)].length,
  'normalize-space': ([v], c) => text(v, c).trim().replace(/\s+/g, ' '),
  translate: ([s, from, to]) => {
    const a = [...toString(from!)];
    const b = [...toString(to!)];
    return [...toString(s!)].map((ch) => (a.includes(ch) ? (b[a.indexOf(ch)] ?? '') : ch)).join('');
  },
  boolean: ([v]) => toBoolean(v!),
  not: ([v]) => !toBoolean(v!),
  true: () => true,
  false: () => false,
  lang: ([v], c) => {
    for (let n: Node | null = c.node; n; n = n.parent) {
      const lang = n.attribute('xml:lang')?.value.toLowerCase();
      if (lang !== undefined)
        return lang === toString(v!).toLowerCase() || lang.startsWith(`${toString(v!).toLowerCase()}-`);
    }
    return false;
  },
  number: ([v], c) => toNumber(v ?? [c.node]),
  sum: ([v], c) => nodes(v, c).reduce((total, n) => total + toNumber(n.text), 0),
  floor: ([v]) => Math.floor(toNumber(v!)),
  ceiling: ([v]) => Math.ceil(toNumber(v!)),
  round: ([v]) => rounded(toNumber(v!)),
};
