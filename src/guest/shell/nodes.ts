/** Nodes of parse trees by number, so that a frame can name one in JSON. */

import type { Json } from '../../lab/store.ts';
import type { System } from '../process/system.ts';
import type { NodeRef } from './state.ts';
import type { StatementNode } from './tree.ts';

interface Index {
  readonly nodes: object[];
  readonly numbers: Map<object, number>;
}

const indexes = new WeakMap<object, Index>();

function indexOf(tree: object): Index {
  let index = indexes.get(tree);
  if (!index) {
    index = { nodes: [], numbers: new Map() };
    const todo: object[] = [tree];
    for (let node = todo.pop(); node; node = todo.pop()) {
      index.numbers.set(node, index.nodes.push(node) - 1);
      const children = Object.values(node).filter((child) => typeof child === 'object' && child !== null) as object[];
      todo.push(...children.reverse());
    }
    indexes.set(tree, index);
  }
  return index;
}

/** The node that a reference names. */
export function nodeAt<T extends object>(system: System, ref: NodeRef): T {
  const tree = system.state.programs[ref[0]] as object;
  return indexOf(tree).nodes[ref[1]] as T;
}

/** The reference to a node of the same program as `within`. */
export function refTo(system: System, within: NodeRef, node: object): NodeRef {
  const number = indexOf(system.state.programs[within[0]] as object).numbers.get(node);
  if (number === undefined) throw new Error('node of another program');
  return [within[0], number];
}

/** The same, keeping the node as a program of its own where it is not part of that one. */
export function refOrKeep(system: System, within: NodeRef | undefined, node: StatementNode[]): NodeRef {
  const number = within && indexOf(system.state.programs[within[0]] as object).numbers.get(node);
  return within && number !== undefined ? [within[0], number] : [system.keepProgram(asJson(node)), 0];
}

/** A tree as it is kept. */
export const asJson = (tree: StatementNode[]): Json => tree as unknown as Json;
