/** What PowerShell 7 reads and Windows PowerShell 5.1 does not, with the errors that 5.1 reports for it. */
import type { Ast, ScriptBlock } from './ast.ts';
import type { ParseError } from './syntax-errors.ts';

/** Text without any of this holds nothing new. */
const PERHAPS = /&|\|\||\?|\bclean\b/i;

type Fault = readonly [start: number, end: number, id: string, message: string];

const unexpected = (text: string, start: number, end: number): Fault => [
  start,
  end,
  'UnexpectedToken',
  `Unexpected token '${text.slice(start, end)}' in expression or statement.`,
];

/** Place of `mark` in the blanks and comments between two nodes. */
const between = (text: string, from: number, mark: string): number => {
  const at = text.indexOf(mark, from);
  return at < 0 ? from : at;
};

/** The fault of one node; undefined where 5.1 reads it too. */
function faultOf(node: Ast, text: string): Fault | undefined {
  switch (node.kind) {
    case 'PipelineChain': {
      const at = between(text, node.left.end, node.operator);
      const message = `The token '${node.operator}' is not a valid statement separator in this version.`;
      return [at, at + 2, 'InvalidEndOfLine', message];
    }
    case 'Pipeline':
      if (!node.background) return undefined;
      return [
        between(text, node.end, '&'),
        between(text, node.end, '&') + 1,
        'AmpersandNotAllowed',
        'The ampersand (&) character is not allowed. The & operator is reserved for future use; wrap an ampersand in double quotation marks ("&") to pass it as part of a string.',
      ];
    case 'TernaryExpression': {
      const at = between(text, node.condition.end, '?');
      return unexpected(text, at, at + 1);
    }
    case 'BinaryExpression':
      return node.operator === '??' ? unexpected(text, node.operatorStart, node.operatorEnd) : undefined;
    case 'AssignmentStatement':
      return node.operator === '??=' ? unexpected(text, node.operatorStart, node.operatorEnd) : undefined;
    case 'MemberExpression':
    case 'InvokeMemberExpression':
    case 'IndexExpression': {
      if (!node.nullConditional) return undefined;
      const at = between(text, node.target.end, '?');
      return unexpected(text, at, node.kind === 'IndexExpression' ? at + 2 : node.member.end);
    }
    case 'NamedBlock':
      if (node.name !== 'clean') return undefined;
      return [
        node.start,
        node.start + 5,
        'MissingNamedBlocks',
        "unexpected token 'clean', expected 'begin', 'process', 'end', or 'dynamicparam'.",
      ];
  }
  return undefined;
}

/** Errors of 5.1 in a text that 7 reads without any, in the order of the text. */
export function faultsOfOldVersion(text: string, tree: ScriptBlock): ParseError[] {
  if (!PERHAPS.test(text)) return [];
  const faults: Fault[] = [];
  const open: unknown[] = [tree];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      for (const item of node) open.push(item);
      continue;
    }
    if ('kind' in node) {
      const fault = faultOf(node as Ast, text);
      if (fault) faults.push(fault);
    }
    for (const value of Object.values(node)) if (typeof value === 'object') open.push(value);
  }
  return faults
    .sort((a, b) => a[0] - b[0])
    .map(([start, end, id, message]) => ({ start, end, id, message, incomplete: false }));
}
