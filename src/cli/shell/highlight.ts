/** Colours of a script's text, as PSReadLine has them by default. */
import type { Ast } from '../../powershell/language/ast.ts';
import { parse } from '../../powershell/language/parser.ts';

type Kind =
  | 'command'
  | 'comment'
  | 'keyword'
  | 'string'
  | 'operator'
  | 'variable'
  | 'parameter'
  | 'type'
  | 'number'
  | 'member'
  | 'error';

const COLORS: Readonly<Record<Kind, string>> = {
  command: '93',
  comment: '32',
  keyword: '92',
  string: '36',
  operator: '90',
  variable: '92',
  parameter: '90',
  type: '37',
  number: '97',
  member: '37',
  error: '91',
};

/** Statements that begin with their keyword. */
const LED =
  /^(?:If|Switch|ForEach|For|While|DoWhile|DoUntil|Try|Trap|Data|Return|Throw|Exit|Break|Continue|Using)Statement$|^(?:FunctionDefinition|TypeDefinition|ParamBlock|CatchClause|NamedBlock)$/;
/** Words between parts of a statement, operators, comments: found in what no node took. */
const BETWEEN =
  /<#[\s\S]*?(?:#>|$)|#.*|\b(?:elseif|else|catch|finally|in|until|while|begin|process|end|clean|param|static|hidden)\b|-(?:[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split)|is|isnot|as|and|or|xor|not|b(?:and|or|xor|not)|join|f|sh[lr])\b|[-+*/%]?=|\.\.|[-+*/%!|&;,]/gi;

/** The kind of each character; undefined for plain ones. */
export function kindsOf(text: string): (Kind | undefined)[] {
  const kinds = new Array<Kind | undefined>(text.length);
  const taken = new Uint8Array(text.length);
  const mark = (start: number, end: number, kind: Kind | undefined): void => {
    for (let i = start; i < end; i++) {
      kinds[i] = kind;
      taken[i] = 1;
    }
  };
  const tree = parse(text);
  const open: unknown[] = [tree.ast];
  const nodes: Ast[] = [];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if (Array.isArray(node)) {
      open.push(...node);
      continue;
    }
    if ('kind' in node && 'start' in node) nodes.push(node as Ast);
    for (const value of Object.values(node)) if (typeof value === 'object') open.push(value);
  }
  // Inner nodes are painted over outer ones.
  nodes.sort((a, b) => a.start - b.start || b.end - a.end);
  for (const node of nodes) {
    switch (node.kind) {
      case 'StringConstantExpression':
        mark(node.start, node.end, node.quote === 'bare' ? undefined : 'string');
        break;
      case 'ExpandableStringExpression':
        mark(node.start, node.end, node.bare ? undefined : 'string');
        break;
      case 'VariableExpression':
        mark(node.start, node.end, 'variable');
        break;
      case 'ConstantExpression':
        mark(node.start, node.end, 'number');
        break;
      case 'TypeExpression':
      case 'TypeConstraint':
        mark(node.start, node.end, 'type');
        break;
      case 'CommandParameter':
        mark(node.start, node.argument ? node.errorEnd : node.end, 'parameter');
        break;
      default:
        if (LED.test(node.kind)) {
          const word = /^\w+/.exec(text.slice(node.start, node.end))?.[0];
          if (word) mark(node.start, node.start + word.length, 'keyword');
        }
    }
  }
  for (const node of nodes) {
    if (node.kind === 'Command') {
      const [first] = node.elements;
      if (first?.kind === 'StringConstantExpression' && first.quote === 'bare') mark(first.start, first.end, 'command');
    }
    if (node.kind === 'MemberExpression' || node.kind === 'InvokeMemberExpression')
      if (node.member.kind === 'StringConstantExpression') mark(node.member.start, node.member.end, 'member');
  }
  for (const { index, 0: found } of text.matchAll(BETWEEN)) {
    if (taken[index] && !found.startsWith('#') && !found.startsWith('<#')) continue;
    if (kinds[index] === 'string') continue;
    const kind = /^<?#/.test(found) ? 'comment' : /^[a-z]/i.test(found) ? 'keyword' : 'operator';
    if (kind === 'keyword' && (taken[index] || /[\w$]/.test(text[index - 1] ?? ''))) continue;
    mark(index, index + found.length, kind);
  }
  // What is merely not finished is no error yet.
  for (const e of tree.errors)
    if (!e.incomplete) mark(e.start, Math.min(text.length, Math.max(e.end, e.start + 1)), 'error');
  return kinds;
}

/** The text with its colours. */
export function highlighted(text: string): string {
  let kinds: (Kind | undefined)[];
  try {
    kinds = kindsOf(text);
  } catch {
    return text;
  }
  let out = '';
  let now: Kind | undefined;
  for (let i = 0; i < text.length; i++) {
    if (kinds[i] !== now) {
      now = kinds[i];
      out += now ? `\x1b[0;${COLORS[now]}m` : '\x1b[0m';
    }
    out += text[i];
  }
  return now ? `${out}\x1b[0m` : out;
}
