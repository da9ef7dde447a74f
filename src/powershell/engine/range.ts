/** The range operator. */
import { typeRef } from '../types.ts';
import { Char, type PSValue } from '../values.ts';
import { convertTo } from './convert.ts';
import { TypeValue } from './type-value.ts';

export function range(l: PSValue, r: PSValue): PSValue {
  const bound = (v: PSValue): number => {
    if (typeof v === 'number') return v;
    if (v === null) return 0;
    return f2i(v);
  };
  if (typeof l === 'string' && typeof r === 'string' && l.length === 1 && r.length === 1 && !/\d/.test(l + r)) {
    const a = l.charCodeAt(0);
    const b = r.charCodeAt(0);
    const out: PSValue[] = [];
    for (let i = a; a <= b ? i <= b : i >= b; i += a <= b ? 1 : -1) out.push(new Char(i));
    return out;
  }
  if (l instanceof Char && r instanceof Char) return range(String.fromCharCode(l.code), String.fromCharCode(r.code));
  const a = bound(l);
  const b = bound(r);
  const n = Math.abs(b - a) + 1;
  const out: PSValue[] = new Array(n);
  const d = a <= b ? 1 : -1;
  for (let i = 0; i < n; i++) out[i] = a + i * d;
  return out;
}

const intType = new TypeValue(typeRef('int'));

export const f2i = (v: PSValue): number => convertTo(v, intType) as number;
