/** `[[ ... ]]` and `[ ... ]`. */

import { attempt, Errno } from '../vfs/errno.ts';
import { ACCESS, may } from '../vfs/vfs.ts';
import { evaluate } from './arith.ts';
import type { Expander } from './expand.ts';
import { matches } from './pattern.ts';
import type { Sh } from './step.ts';
import { complain } from './step.ts';
import type { ConditionalExpressionNode } from './tree.ts';
import { ShellError, splitSubscript, type Vars } from './vars.ts';

/** 0 true, 1 false, 2 for a bad regular expression. */
export function conditional(sh: Sh, ex: Expander, node: ConditionalExpressionNode): number {
  switch (node.type) {
    case 'CondAnd':
      return conditional(sh, ex, node.left) === 0 ? conditional(sh, ex, node.right) : 1;
    case 'CondOr':
      return conditional(sh, ex, node.left) === 0 ? 0 : conditional(sh, ex, node.right);
    case 'CondNot':
      return conditional(sh, ex, node.operand) === 0 ? 1 : 0;
    case 'CondGroup':
      return conditional(sh, ex, node.expression);
    case 'CondWord':
      return ex.string(node.word) !== '' ? 0 : 1;
    case 'CondUnary':
      return unary(sh, node.operator, ex.string(node.operand)) ? 0 : 1;
    case 'CondBinary': {
      const left = ex.string(node.left);
      const { operator } = node;
      if (operator === '=' || operator === '==' || operator === '!=') {
        const hit = matches(ex.pattern(node.right), left, true, sh.shell.options['nocasematch']);
        return hit === (operator !== '!=') ? 0 : 1;
      }
      if (operator === '=~') return regex(sh, left, ex.regex(node.right));
      const right = ex.string(node.right);
      if (/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) {
        return compare(operator, evaluate(ex.vars, left), evaluate(ex.vars, right)) ? 0 : 1;
      }
      return binary(sh, left, operator, right) ? 0 : 1;
    }
  }
}

function regex(sh: Sh, text: string, source: string): number {
  let expression: RegExp;
  try {
    expression = new RegExp(posixClasses(source), sh.shell.options['nocasematch'] ? 'i' : '');
  } catch {
    return 2;
  }
  const found = expression.exec(text);
  sh.vars.setArray(
    'BASH_REMATCH',
    (found ?? []).map((group, i): [string, string] => [String(i), group ?? '']),
  );
  return found ? 0 : 1;
}

/** Named classes inside brackets, which JavaScript does not know. */
export function posixClasses(source: string): string {
  const names: Record<string, string> = {
    alpha: 'A-Za-z',
    digit: '0-9',
    alnum: 'A-Za-z0-9',
    upper: 'A-Z',
    lower: 'a-z',
    space: '\\s',
    blank: ' \\t',
    punct: '!-\\/:-@\\[-`{-~',
    xdigit: '0-9A-Fa-f',
    cntrl: '\\x00-\\x1f',
    print: ' -~',
    graph: '!-~',
  };
  return source.replace(/\[:(\w+):\]/g, (_m, name: string) => names[name] ?? '');
}

const compare = (operator: string, a: bigint, b: bigint): boolean => {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
};

const TYPES: Readonly<Record<string, string>> = { '-f': '-', '-d': 'd', '-b': 'b', '-c': 'c', '-p': 'p', '-S': 's' };

function unary(sh: Sh, operator: string, operand: string): boolean {
  if (operator === '-z') return operand === '';
  if (operator === '-n') return operand !== '';
  if (operator === '-v') {
    const { name, subscript } = splitSubscript(operand);
    return subscript === undefined ? sh.vars.get(name) !== undefined : sh.vars.element(name, subscript) !== undefined;
  }
  if (operator === '-o') return sh.shell.options[operand] ?? false;
  if (operator === '-t') {
    const d = attempt(() => sh.system.files.at(sh.process, Number(operand)));
    return !(d instanceof Errno) && d.k === 'session' && (sh.system.session(d.session)?.tty ?? false);
  }
  const link = operator === '-L' || operator === '-h';
  const found = operand === '' ? undefined : sh.system.vfs.peek(sh.process, operand, !link);
  if (!found) return false;
  const { inode } = found;
  if (link) return inode.t === 'l';
  const type = TYPES[operator];
  if (type) return inode.t === type;
  switch (operator) {
    case '-a':
    case '-e':
      return true;
    case '-s':
      return inode.s > 0;
    case '-r':
      return may(sh.process, inode, ACCESS.read);
    case '-w':
      return may(sh.process, inode, ACCESS.write);
    case '-x':
      return may(sh.process, inode, ACCESS.execute);
    case '-O':
      return inode.u === sh.process.uid;
    case '-G':
      return inode.g === sh.process.gid;
    case '-u':
      return (inode.m & 0o4000) !== 0;
    case '-g':
      return (inode.m & 0o2000) !== 0;
    case '-k':
      return (inode.m & 0o1000) !== 0;
    case '-N':
      return inode.mt > inode.at;
    default:
      return false;
  }
}

function binary(sh: Sh, left: string, operator: string, right: string): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default: {
      const a = sh.system.vfs.peek(sh.process, left);
      const b = sh.system.vfs.peek(sh.process, right);
      if (operator === '-ef') return a !== undefined && b !== undefined && a.ino === b.ino && a.mount === b.mount;
      if (operator === '-nt') return a !== undefined && (b === undefined || a.inode.mt > b.inode.mt);
      return b !== undefined && (a === undefined || a.inode.mt < b.inode.mt);
    }
  }
}

const UNARY = /^-[abcdefghknoprstuvwxzGLNOS]$/;
const BINARY = /^(=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;

/** `test` and `[`. */
export function test(sh: Sh, name: string, args: readonly string[]): number {
  const words = [...args];
  if (name === '[' && words.pop() !== ']') {
    complain(sh, "[: missing `]'");
    return 2;
  }
  try {
    return new Test(sh, name, words).run() ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ShellError)) throw error;
    complain(sh, `${name}: ${error.message}`);
    return 2;
  }
}

class Test {
  private readonly sh: Sh;
  private readonly words: string[];
  private at = 0;

  constructor(sh: Sh, _name: string, words: string[]) {
    this.sh = sh;
    this.words = words;
  }

  run(): boolean {
    const { words } = this;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    if (words.length === 3 && BINARY.test(words[1] as string))
      return this.compare(words[0] as string, words[1] as string, words[2] as string);
    if (words.length === 2 && words[0] !== '!' && !UNARY.test(words[0] as string))
      throw new ShellError(`${words[0]}: unary operator expected`);
    if (words.length === 3 && words[0] !== '!' && words[0] !== '(' && !/^-[ao]$/.test(words[1] as string))
      throw new ShellError(`${words[1]}: binary operator expected`);
    const value = this.or();
    if (this.at < words.length)
      throw new ShellError(words.length > 4 ? 'too many arguments' : `${words[1]}: binary operator expected`);
    return value;
  }

  private or(): boolean {
    let value = this.and();
    while (this.words[this.at] === '-o') {
      this.at++;
      const right = this.and();
      value = value || right;
    }
    return value;
  }

  private and(): boolean {
    let value = this.not();
    while (this.words[this.at] === '-a') {
      this.at++;
      const right = this.not();
      value = value && right;
    }
    return value;
  }

  private not(): boolean {
    if (this.words[this.at] === '!' && this.at < this.words.length - 1) {
      this.at++;
      return !this.not();
    }
    return this.primary();
  }

  private primary(): boolean {
    const word = this.words[this.at];
    if (word === undefined) throw new ShellError('argument expected');
    const operator = this.words[this.at + 1];
    if (operator !== undefined && BINARY.test(operator) && this.words[this.at + 2] !== undefined) {
      this.at += 3;
      return this.compare(word, operator, this.words[this.at - 1] as string);
    }
    if (word === '(') {
      this.at++;
      const value = this.or();
      if (this.words[this.at++] !== ')') throw new ShellError("`)' expected");
      return value;
    }
    if (UNARY.test(word) && this.at + 1 < this.words.length) {
      this.at += 2;
      return unary(this.sh, word, this.words[this.at - 1] as string);
    }
    this.at++;
    return word !== '';
  }

  private compare(left: string, operator: string, right: string): boolean {
    if (!/^-(eq|ne|lt|le|gt|ge)$/.test(operator)) return binary(this.sh, left, operator, right);
    const number = (text: string): bigint => {
      if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new ShellError(`${text}: integer expression expected`);
      return BigInt(text.trim().replace(/^\+/, ''));
    };
    return compare(operator, number(left), number(right));
  }
}

export type { Vars };
