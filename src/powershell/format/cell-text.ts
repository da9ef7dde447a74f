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

/** Digits that tell an exact half from what only lies near it. */
const BEYOND = 30;

/** Fixed decimals as .NET rounds them: halves to the even digit. toFixed rounds them up, and refuses 1E+21 and more. */
function fixedDouble(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.${'0'.repeat(decimals)}`;
  const exact = value.toFixed(decimals + BEYOND);
  const kept = exact.slice(0, -BEYOND);
  const isHalf = exact.endsWith(`5${'0'.repeat(BEYOND - 1)}`);
  return isHalf && Number(kept.at(-1)) % 2 === 0 ? kept : value.toFixed(decimals);
}

/** An element of a collection; a null is named, so that it can be seen. */
const elementText = (value: PSValue): string => (value === null ? '$null' : displayText(value));

/** Text of one value: collections as `{a, b}`, cut after the limit. `decimals` fixes those of floating-point numbers. */
export function cellText(value: PSValue, layout: Layout, decimals?: number): string {
  const elements = elementsOf(value);
  if (elements) {
    const limit = layout.enumerationLimit;
    const shown = limit >= 0 ? elements.slice(0, limit) : elements;
    const more = shown.length < elements.length ? layout.dialect.ellipsis : '';
    return `{${shown.map(elementText).join(', ')}${more}}`;
  }
  if (decimals !== undefined && value instanceof Num && floating.has(value.kind)) return fixedText(value, decimals);
  return displayText(value);
}
