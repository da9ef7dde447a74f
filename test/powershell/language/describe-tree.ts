/** A syntax tree and its errors as lines that compare with the real engine's. */
import { type Ast, childrenOf } from '../../../src/powershell/language/ast.ts';
import { parse } from '../../../src/powershell/language/parser.ts';
import { Num, type PSValue } from '../../../src/powershell/values.ts';

function constant(value: PSValue): string {
  switch (typeof value) {
    case 'number':
      return `Int32 ${value}`;
    case 'bigint':
      return `Int64 ${value}`;
    case 'string':
      return `String ${value.replace(/\r?\n/g, '~')}`;
    case 'boolean':
      return `Boolean ${value ? 'True' : 'False'}`;
  }
  if (!(value instanceof Num)) return '';
  if (value.kind === 'Decimal') {
    const negative = (value.value as bigint) < 0n;
    let digits = String(negative ? -(value.value as bigint) : value.value).padStart(value.scale + 1, '0');
    if (value.scale) digits = `${digits.slice(0, -value.scale)}.${digits.slice(-value.scale)}`;
    return `Decimal ${negative ? '-' : ''}${digits}`;
  }
  if (value.kind !== 'Double') return `${value.kind} ${value.value}`;
  const n = value.value as number;
  if (!Number.isFinite(n)) return `Double ${n}`;
  const m = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(n.toExponential(14))!;
  const exponent = Number(m[4]);
  if (exponent >= -5 && exponent < 15) return `Double ${Number(n.toPrecision(15))}`;
  const fraction = (m[3] ?? '').replace(/0+$/, '');
  const sign = exponent < 0 ? '-' : '+';
  return `Double ${m[1]}${m[2]}${fraction ? `.${fraction}` : ''}E${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** One line per error and node: kind, offsets, value of a constant. */
export function describeTree(script: string): string[] {
  const result = parse(script);
  const lines = result.errors.map((e) => `ERR ${e.id} ${e.start}-${e.end} ${e.message.replace(/\r?\n/g, '~')}`);
  const visit = (node: Ast): void => {
    if (node.kind !== 'BaseCall') {
      const value =
        node.kind === 'StringConstantExpression' || node.kind === 'ConstantExpression'
          ? ` ${constant(node.value)}`
          : '';
      lines.push(`${node.kind}Ast ${node.start}-${node.end}${value}`);
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(result.ast);
  return lines;
}
