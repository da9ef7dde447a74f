/** A syntax tree and its errors as lines that compare with the real engine's. */
import { parse } from '../../../src/powershell/language/parser.ts';
import { type TreeNode, treeOf } from '../../../src/powershell/language/tree.ts';
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
  if (exponent >= -4 && exponent < 15) return `Double ${Number(n.toPrecision(15))}`;
  const fraction = (m[3] ?? '').replace(/0+$/, '');
  const sign = exponent < 0 ? '-' : '+';
  return `Double ${m[1]}${m[2]}${fraction ? `.${fraction}` : ''}E${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** One line per error and node: kind, offsets, value of a constant. `more`: further text could mend the error. */
export function describeTree(script: string): string[] {
  const result = parse(script);
  const lines = result.errors.map(
    (e) => `ERR ${e.id} ${e.start}-${e.end} ${e.incomplete ? 'more ' : ''}${e.message.replace(/\r?\n/g, '~')}`,
  );
  const visit = ({ type, start, end, node, children }: TreeNode): void => {
    const value =
      node?.kind === 'StringConstantExpression' || node?.kind === 'ConstantExpression'
        ? ` ${constant(node.value)}`
        : type === 'StringConstantExpressionAst'
          ? ' String .ctor'
          : '';
    lines.push(`${type} ${start}-${end}${value}`);
    for (const child of children()) visit(child);
  };
  visit(treeOf(result.ast));
  return lines;
}
