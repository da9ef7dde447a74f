/** A script's syntax tree, as PowerShell's own parser names and orders its nodes. */
import { parse } from '../powershell/language/parser.ts';
import { Lines } from '../powershell/language/syntax-errors.ts';
import { type TreeNode as Node, treeOf } from '../powershell/language/tree.ts';

/** A node: its class in System.Management.Automation.Language, its depth, and its place in the text. */
export interface TreeNode {
  readonly type: string;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface TreeError {
  readonly fqid: string;
  readonly category: 'ParserError';
  readonly type: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Errors, and every node in the order of the text, parents before children. */
export interface Tree {
  readonly errors: readonly TreeError[];
  readonly nodes: readonly TreeNode[];
}

export function treeJson(text: string): Tree {
  const { ast, errors } = parse(text);
  const lines = new Lines(text);
  const nodes: TreeNode[] = [];
  const visit = ({ type, start, end, children }: Node, depth: number): void => {
    // What has no text of its own has no line either.
    const place = depth > 0 && end === 0 ? { line: 0, column: 0 } : lines.at(start);
    nodes.push({ type, depth, start, end, ...place, text: text.slice(start, end) });
    for (const child of children()) visit(child, depth + 1);
  };
  visit(treeOf(ast), 0);
  return {
    errors: errors.map((e) => ({
      fqid: e.id,
      category: 'ParserError',
      type: 'System.Management.Automation.ParseException',
      message: e.message,
      ...lines.at(e.start),
      text: text.slice(e.start, e.end),
    })),
    nodes: nodes.sort((a, b) => a.start - b.start || a.depth - b.depth),
  };
}

/** One line per node, indented by its depth; errors first. */
export function treeText(text: string, { errors, nodes } = treeJson(text)): string {
  return [
    ...errors.map((e) => `${e.line}:${e.column} ${e.fqid}: ${e.message}`),
    ...nodes.map((n) => `${'  '.repeat(n.depth)}${n.type} ${n.start}-${n.end} ${shortened(n.text)}`.trimEnd()),
  ].join('\n');
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
