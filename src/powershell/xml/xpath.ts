/** XPath 1.0: evaluating an expression over a document. */
import { xmlFault } from './errors.ts';
import { type Node, NodeType, XMLNS } from './nodes.ts';
import { FUNCTIONS } from './xpath-functions.ts';
import { type NodeTest, parseXPath, type Step, type XPath } from './xpath-parser.ts';

export type Value = Node[] | string | number | boolean;

/** Namespace of a prefix in an expression; undefined where nobody declares it. */
export type Prefixes = (prefix: string) => string | undefined;

/** Where an expression is evaluated. */
export interface Context {
  readonly node: Node;
  readonly position: number;
  readonly size: number;
  readonly prefixes: Prefixes | null;
}

const fault = (message: string): Error => xmlFault(message, 'System.Xml.XPath.XPathException');

/** Children as XPath sees them. */
const childrenOf = (node: Node): readonly Node[] => (node.kind === NodeType.Attribute ? [] : node.children);

function* descendants(node: Node): Generator<Node> {
  for (const c of childrenOf(node)) {
    yield c;
    yield* descendants(c);
  }
}

function* backwards(node: Node): Generator<Node> {
  const kids = childrenOf(node);
  for (let i = kids.length - 1; i >= 0; i--) {
    yield* backwards(kids[i]!);
    yield kids[i]!;
  }
}

function siblings(node: Node, after: boolean): Node[] {
  if (!node.parent || node.kind === NodeType.Attribute) return [];
  const all = node.parent.children;
  const at = all.indexOf(node);
  return after ? all.slice(at + 1) : all.slice(0, at).reverse();
}

function ancestors(node: Node): Node[] {
  const out: Node[] = [];
  for (let n = node.parent; n; n = n.parent) out.push(n);
  return out;
}

function axis(node: Node, step: Step): Node[] {
  switch (step.axis) {
    case 'child':
      return [...childrenOf(node)];
    case 'attribute':
      return node.attributes.filter((a) => a.namespace !== XMLNS);
    case 'self':
      return [node];
    case 'parent':
      return node.parent ? [node.parent] : [];
    case 'descendant':
      return [...descendants(node)];
    case 'descendant-or-self':
      return [node, ...descendants(node)];
    case 'ancestor':
      return ancestors(node);
    case 'ancestor-or-self':
      return [node, ...ancestors(node)];
    case 'following-sibling':
      return siblings(node, true);
    case 'preceding-sibling':
      return siblings(node, false);
    case 'following':
      return [node, ...ancestors(node)].flatMap((n) => siblings(n, true).flatMap((s) => [s, ...descendants(s)]));
    case 'preceding':
      return [node, ...ancestors(node)].flatMap((n) => siblings(n, false).flatMap((s) => [...backwards(s), s]));
    case 'namespace':
      return [];
  }
}

function fits(node: Node, test: NodeTest, step: Step, prefixes: Prefixes | null): boolean {
  switch (test.kind) {
    case 'node':
      return node.kind !== NodeType.XmlDeclaration && node.kind !== NodeType.DocumentType;
    case 'text':
      return node.isText;
    case 'comment':
      return node.kind === NodeType.Comment;
    case 'processing-instruction':
      return node.kind === NodeType.ProcessingInstruction && (test.local === '' || node.name === test.local);
  }
  const wanted = step.axis === 'attribute' ? NodeType.Attribute : NodeType.Element;
  if (node.kind !== wanted) return false;
  if (test.prefix !== '') {
    if (!prefixes)
      throw fault(
        'Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.',
      );
    const namespace = prefixes(test.prefix);
    if (namespace === undefined) throw fault(`Namespace prefix '${test.prefix}' is not defined.`);
    if (node.namespace !== namespace) return false;
  } else if (test.kind === 'name' && node.namespace !== (step.axis === 'attribute' ? '' : (prefixes?.('') ?? '')))
    return false;
  return test.kind === 'any' || node.local === test.local;
}

/** Order of nodes in the document. */
function inOrder(nodes: Node[]): Node[] {
  const unique = [...new Set(nodes)];
  if (unique.length < 2) return unique;
  const index = new Map<Node, number>();
  const number = (n: Node): void => {
    index.set(n, index.size);
    for (const a of n.attributes) index.set(a, index.size);
    for (const c of n.children) number(c);
  };
  number(unique[0]!.root);
  return unique.sort((a, b) => (index.get(a) ?? 0) - (index.get(b) ?? 0));
}

function filter(nodes: Node[], predicates: readonly XPath[], prefixes: Prefixes | null): Node[] {
  let kept = nodes;
  for (const p of predicates) {
    const size = kept.length;
    kept = kept.filter((node, i) => {
      const v = evaluate(p, { node, position: i + 1, size, prefixes });
      return typeof v === 'number' ? v === i + 1 : asBoolean(v);
    });
  }
  return kept;
}

function walk(start: Node[], steps: readonly Step[], prefixes: Prefixes | null): Node[] {
  let nodes = start;
  for (const step of steps) {
    const next: Node[] = [];
    for (const n of nodes) {
      const found = axis(n, step).filter((c) => fits(c, step.test, step, prefixes));
      next.push(...filter(found, step.predicates, prefixes));
    }
    nodes = nodes.length === 1 && !/^(?:preceding|ancestor)/.test(step.axis) ? next : inOrder(next);
  }
  return nodes;
}

/** string() */
export function asText(v: Value): string {
  if (Array.isArray(v)) return v.length ? v[0]!.text : '';
  if (typeof v === 'number') return v === 0 ? '0' : String(v);
  return String(v);
}
/** number() */
export function asNumber(v: Value): number {
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  const text = asText(v).trim();
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}
/** boolean() */
export function asBoolean(v: Value): boolean {
  if (Array.isArray(v)) return v.length > 0;
  return typeof v === 'number' ? v !== 0 && !Number.isNaN(v) : v !== '' && v !== false;
}

function compareScalars(operator: string, a: string | number | boolean, b: string | number | boolean): boolean {
  if (operator === '=' || operator === '!=') {
    const same =
      typeof a === 'boolean' || typeof b === 'boolean'
        ? asBoolean(a) === asBoolean(b)
        : typeof a === 'number' || typeof b === 'number'
          ? asNumber(a) === asNumber(b)
          : a === b;
    return operator === '=' ? same : !same;
  }
  const x = asNumber(a);
  const y = asNumber(b);
  return operator === '<' ? x < y : operator === '<=' ? x <= y : operator === '>' ? x > y : x >= y;
}

function compare(operator: string, left: Value, right: Value): boolean {
  const items = (v: Value, other: Value): (string | number | boolean)[] =>
    Array.isArray(v) ? (typeof other === 'boolean' ? [v.length > 0] : v.map((n) => n.text)) : [v];
  for (const a of items(left, right))
    for (const b of items(right, left)) if (compareScalars(operator, a, b)) return true;
  return false;
}

/** Value of a tree. */
export function evaluate(x: XPath, c: Context): Value {
  switch (x.kind) {
    case 'number':
    case 'string':
      return x.value;
    case 'negate':
      return -asNumber(evaluate(x.child, c));
    case 'variable':
      throw fault(
        'Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.',
      );
    case 'path':
      return walk([x.absolute ? c.node.root : c.node], x.steps, c.prefixes);
    case 'filter': {
      const base = evaluate(x.base, c);
      if (!Array.isArray(base)) throw fault('Expression must evaluate to a node-set.');
      return walk(filter(inOrder(base), x.predicates, c.prefixes), x.steps, c.prefixes);
    }
    case 'call': {
      const run = FUNCTIONS[x.name];
      if (!run)
        throw fault(
          'Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.',
        );
      return run(
        x.args.map((a) => evaluate(a, c)),
        c,
      );
    }
    case 'binary': {
      const { operator } = x;
      if (operator === 'or') return asBoolean(evaluate(x.left, c)) || asBoolean(evaluate(x.right, c));
      if (operator === 'and') return asBoolean(evaluate(x.left, c)) && asBoolean(evaluate(x.right, c));
      const left = evaluate(x.left, c);
      const right = evaluate(x.right, c);
      if (operator === '|') {
        if (!Array.isArray(left) || !Array.isArray(right)) throw fault('Expression must evaluate to a node-set.');
        return inOrder([...left, ...right]);
      }
      switch (operator) {
        case '+':
          return asNumber(left) + asNumber(right);
        case '-':
          return asNumber(left) - asNumber(right);
        case '*':
          return asNumber(left) * asNumber(right);
        case 'div':
          return asNumber(left) / asNumber(right);
        case 'mod':
          return asNumber(left) % asNumber(right);
        default:
          return compare(operator, left, right);
      }
    }
  }
}

const parsed = new Map<string, XPath>();

/** Value of an expression at a node. Throws an XPathException. */
export function xpath(node: Node, expression: string, prefixes: Prefixes | null): Value {
  let tree = parsed.get(expression);
  if (!tree) {
    tree = parseXPath(expression);
    if (parsed.size < 500) parsed.set(expression, tree);
  }
  return evaluate(tree, { node, position: 1, size: 1, prefixes });
}

/** The nodes that an expression selects, in the document's order. */
export function selectNodes(node: Node, expression: string, prefixes: Prefixes | null): Node[] {
  const value = xpath(node, expression, prefixes);
  if (!Array.isArray(value)) throw fault('Expression must evaluate to a node-set.');
  return inOrder(value);
}
