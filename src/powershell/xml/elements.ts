/** Elements of a tree by their names. */
import { type Node, NodeType } from './nodes.ts';

/** Elements below a node by qualified name or by local name and namespace. */
export function elementsNamed(node: Node, name: string, namespace: string | null): Node[] {
  const out: Node[] = [];
  const look = (n: Node): void => {
    for (const c of n.children) {
      if (c.kind !== NodeType.Element) continue;
      const fits =
        namespace === null
          ? name === '*' || c.name === name
          : (name === '*' || c.local === name) && (namespace === '*' || c.namespace === namespace);
      if (fits) out.push(c);
      look(c);
    }
  };
  look(node);
  return out;
}
