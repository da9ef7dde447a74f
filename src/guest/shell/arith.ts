/** Shell arithmetic: 64-bit integers with C's operators, over text (so that `let`, subscripts and values of variables work). */
import { ShellError, type Vars } from './vars.ts';

const TOKEN =
  /\s*(?:(\d+#[0-9A-Za-z@_]+|0[xX][0-9a-fA-F]+|\d+)|([A-Za-z_]\w*)|(\*\*|<<=|>>=|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%<>=!~&|^?:,()[\]]))/y;

interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'end';
  readonly text: string;
  readonly at: number;
}

/** A place that can be assigned. */
interface Place {
  readonly name: string;
  readonly key: string | undefined;
}

type Operand = { readonly value: bigint; readonly place?: Place };

const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const wrap = (n: bigint): bigint => BigInt.asIntN(64, n);

/** Evaluates; the text has had its `$` expansions done. @throws ShellError */
export function evaluate(vars: Vars, text: string, depth = 0): bigint {
  if (depth > 100) throw new ShellError(`${text}: expression recursion level exceeded (error token is "${text}")`);
  return new Evaluator(vars, text, depth).run();
}

class Evaluator {
  private readonly vars: Vars;
  private readonly text: string;
  private readonly depth: number;
  private token: Token = { kind: 'end', text: '', at: 0 };
  private next = 0;
  private skipping = 0;

  constructor(vars: Vars, text: string, depth: number) {
    this.vars = vars;
    this.text = text;
    this.depth = depth;
  }

  run(): bigint {
    if (this.text.trim() === '') return 0n;
    this.advance();
    const { value } = this.comma();
    if (this.token.kind !== 'end') this.fail('syntax error in expression');
    return value;
  }

  private fail(why: string, at = this.token.at): never {
    throw new ShellError(`${this.text.trimStart()}: ${why} (error token is "${this.text.slice(at).trimStart()}")`);
  }

  private advance(): void {
    TOKEN.lastIndex = this.next;
    const found = TOKEN.exec(this.text);
    const at = this.next;
    if (!found) {
      const rest = this.text.slice(this.next);
      if (rest.trim() !== '') {
        throw new ShellError(
          `${this.text.trimStart()}: syntax error: invalid arithmetic operator (error token is "${rest.trimStart()}")`,
        );
      }
      this.token = { kind: 'end', text: '', at };
      return;
    }
    this.next = TOKEN.lastIndex;
    if (found[1] !== undefined) this.token = { kind: 'number', text: found[1], at };
    else if (found[2] !== undefined) this.token = { kind: 'name', text: found[2], at };
    else this.token = { kind: 'operator', text: found[3] as string, at };
  }

  private accept(operator: string): boolean {
    if (this.token.kind !== 'operator' || this.token.text !== operator) return false;
    this.advance();
    return true;
  }

  private comma(): Operand {
    let left = this.assignment();
    while (this.accept(',')) left = this.assignment();
    return left;
  }

  private assignment(): Operand {
    const left = this.ternary();
    const { text, kind } = this.token;
    if (kind !== 'operator' || !/^([-+*/%&|^]|<<|>>)?=$/.test(text)) return left;
    if (!left.place) this.fail('attempted assignment to non-variable');
    this.advance();
    const right = this.assignment().value;
    const value = text === '=' ? right : this.binary(text.slice(0, -1), left.value, right);
    this.store(left.place, value);
    return { value };
  }

  private ternary(): Operand {
    const condition = this.level(0);
    if (!this.accept('?')) return condition;
    const yes = condition.value !== 0n;
    const first = this.skip(!yes, () => this.assignment().value);
    if (!this.accept(':')) this.fail("`:' expected for conditional expression");
    const second = this.skip(yes, () => this.assignment().value);
    return { value: yes ? first : second };
  }

  private skip<T>(skip: boolean, work: () => T): T {
    if (skip) this.skipping++;
    try {
      return work();
    } finally {
      if (skip) this.skipping--;
    }
  }

  private level(index: number): Operand {
    const operators = BINARY[index];
    if (!operators) return this.power();
    let left = this.level(index + 1);
    while (this.token.kind === 'operator' && operators.includes(this.token.text)) {
      const operator = this.token.text;
      this.advance();
      if (operator === '&&' || operator === '||') {
        const decided = operator === '&&' ? left.value === 0n : left.value !== 0n;
        const right = this.skip(decided, () => this.level(index + 1).value);
        left = { value: decided ? (operator === '||' ? 1n : 0n) : right !== 0n ? 1n : 0n };
      } else {
        const at = this.token.at;
        const right = this.level(index + 1).value;
        if ((operator === '/' || operator === '%') && right === 0n && this.skipping === 0)
          this.fail('division by 0', at);
        left = { value: this.binary(operator, left.value, right) };
      }
    }
    return left;
  }

  private power(): Operand {
    const base = this.unary();
    if (!this.accept('**')) return base;
    const exponent = this.power().value;
    if (exponent < 0n) this.fail('exponent less than 0');
    return { value: wrap(base.value ** (exponent > 10_000n ? 10_000n : exponent)) };
  }

  private unary(): Operand {
    if (this.accept('!')) return { value: this.unary().value === 0n ? 1n : 0n };
    if (this.accept('~')) return { value: wrap(~this.unary().value) };
    if (this.accept('-')) return { value: wrap(-this.unary().value) };
    if (this.accept('+')) return { value: this.unary().value };
    for (const [operator, step] of [
      ['++', 1n],
      ['--', -1n],
    ] as const) {
      if (!this.accept(operator)) continue;
      const operand = this.unary();
      if (!operand.place) this.fail('syntax error: operand expected');
      const value = wrap(operand.value + step);
      this.store(operand.place, value);
      return { value };
    }
    return this.postfix();
  }

  private postfix(): Operand {
    const operand = this.primary();
    if (!operand.place) return operand;
    for (const [operator, step] of [
      ['++', 1n],
      ['--', -1n],
    ] as const) {
      if (!this.accept(operator)) continue;
      this.store(operand.place, wrap(operand.value + step));
      return { value: operand.value };
    }
    return operand;
  }

  private primary(): Operand {
    const { kind, text, at } = this.token;
    if (kind === 'number') {
      const value = this.number(text, at);
      this.advance();
      return { value };
    }
    if (kind === 'name') {
      let key: string | undefined;
      if (this.text[this.next] === '[') {
        let open = 1;
        let end = this.next + 1;
        for (; end < this.text.length && open > 0; end++)
          open += this.text[end] === '[' ? 1 : this.text[end] === ']' ? -1 : 0;
        const subscript = this.text.slice(this.next + 1, end - 1);
        this.next = end;
        key = this.vars.lookup(text)?.assoc ? subscript : this.index(text, subscript);
      }
      this.advance();
      const place = { name: text, key };
      return { value: this.skipping > 0 ? 0n : this.load(place), place };
    }
    if (this.accept('(')) {
      const inner = this.comma();
      if (!this.accept(')')) this.fail("missing `)'");
      return { value: inner.value };
    }
    return this.fail('syntax error: operand expected', at);
  }

  private index(name: string, subscript: string): string {
    const index = evaluate(this.vars, subscript, this.depth + 1);
    return String(index < 0n ? lastIndex(this.vars, name) + 1n + index : index);
  }

  private number(text: string, at: number): bigint {
    const based = /^(\d+)#(.*)$/.exec(text);
    if (based) {
      const base = Number(based[1]);
      if (base < 2 || base > 64) this.fail('invalid arithmetic base', at);
      let value = 0n;
      for (const c of based[2] as string) {
        const digit = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'.indexOf(
          base <= 36 ? c.toLowerCase() : c,
        );
        if (digit < 0 || digit >= base) this.fail('value too great for base', at);
        value = value * BigInt(base) + BigInt(digit);
      }
      return wrap(value);
    }
    if (/^0[xX]/.test(text)) return wrap(BigInt(text));
    if (/^0\d/.test(text)) {
      if (/[89]/.test(text)) this.fail('value too great for base', at);
      return wrap(BigInt(`0o${text.slice(1)}`));
    }
    return wrap(BigInt(text));
  }

  private load(place: Place): bigint {
    const text = place.key === undefined ? this.vars.get(place.name) : this.vars.element(place.name, place.key);
    if (text === undefined || text === '') {
      if (text === undefined && this.vars.shell.options['u'])
        throw new ShellError(`${place.name}: unbound variable`, true);
      return 0n;
    }
    if (/^-?[1-9]\d*$|^0$/.test(text)) return wrap(BigInt(text));
    return evaluate(this.vars, text, this.depth + 1);
  }

  private store(place: Place, value: bigint): void {
    if (this.skipping > 0) return;
    if (place.key === undefined) this.vars.set(place.name, String(value));
    else this.vars.setElement(place.name, place.key, String(value));
  }

  private binary(operator: string, a: bigint, b: bigint): bigint {
    switch (operator) {
      case '+':
        return wrap(a + b);
      case '-':
        return wrap(a - b);
      case '*':
        return wrap(a * b);
      case '/':
        return b === 0n ? 0n : wrap(a / b);
      case '%':
        return b === 0n ? 0n : wrap(a % b);
      case '<<':
        return wrap(a << (b & 63n));
      case '>>':
        return wrap(a >> (b & 63n));
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '<':
        return a < b ? 1n : 0n;
      case '<=':
        return a <= b ? 1n : 0n;
      case '>':
        return a > b ? 1n : 0n;
      case '>=':
        return a >= b ? 1n : 0n;
      case '==':
        return a === b ? 1n : 0n;
      default:
        return a !== b ? 1n : 0n;
    }
  }
}

/** Highest index of an array; -1 for none. */
export function lastIndex(vars: Vars, name: string): bigint {
  const keys = vars.elements(name).map(([key]) => BigInt(/^\d+$/.test(key) ? key : 0));
  let most = -1n;
  for (const key of keys) if (key > most) most = key;
  return most;
}
