/** Text of a value inside a table or list. */

import { Num, type PSValue } from '../values.ts';
import type { Layout } from './dialect.ts';
import { displayText, elementsOf } from './display-text.ts';

const floating = new Set(['Double', 'Single', 'Decimal']);

/** A floating-point number with the fixed decimals of tables that have no declared view. */
function fixedText(num: Num, decimals: number): string {
  if (num.kind !== 'Decimal')
    return Number.isFinite(num.value) ? fixedDouble(Number(num.value), decimals) : displayText(num);
  const factor = 10n ** BigInt(Math.abs(decimals - num.scale));
  const value = BigInt(num.value);
  if (num.scale <= decimals) return displayText(new Num('Decimal', value * factor, decimals));
  const half = (value < 0n ? -factor : factor) / 2n;
  return displayText(new Num('Decimal', (value + half) / factor, decimals));
}

/** toFixed, which JavaScript refuses from 1E+21 on. */
function fixedDouble(value: number, decimals: number): string {
  return Math.abs(value) < 1e21 ? value.toFixed(decimals) : `${BigInt(value)}.${'0'.repeat(decimals)}`;
}

/** Text of one value: collections as `{a, b}`, cut after the limit. `decimals` fixes those of floating-point numbers. */
export function cellText(value: PSValue, layout: Layout, decimals?: number): string {
  const elements = elementsOf(value);
  if (elements) {
    const limit = layout.enumerationLimit;
    const shown = limit >= 0 ? elements.slice(0, limit) : elements;
    const more = shown.length < elements.length ? layout.dialect.ellipsis : '';
    return `{${shown.map((v) => displayText(v)).join(', ')}${more}}`;
  }
  if (decimals !== undefined && value instanceof Num && floating.has(value.kind)) return fixedText(value, decimals);
  return displayText(value);
}
