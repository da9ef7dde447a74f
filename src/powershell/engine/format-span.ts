/** Formats of time spans. */
import { displayText } from '../format/display-text.ts';
import type { TimeSpan } from '../values.ts';
import { pad } from './format-date.ts';
import { formatError } from './format-number.ts';
import { literalAt, runLength } from './format-pattern.ts';

export function formatSpan(value: TimeSpan, format: string): string {
  const negative = value.ticks < 0n;
  const ticks = negative ? -value.ticks : value.ticks;
  const days = ticks / 864_000_000_000n;
  const h = (ticks / 36_000_000_000n) % 24n;
  const m = (ticks / 600_000_000n) % 60n;
  const s = (ticks / 10_000_000n) % 60n;
  const fraction = pad(ticks % 10_000_000n, 7);
  if (format === 'c' || format === 't' || format === 'T') return displayText(value);
  if (format === 'g' || format === 'G') {
    const f = format === 'G' ? `.${fraction}` : ticks % 10_000_000n ? `.${fraction.replace(/0+$/, '')}` : '';
    const d = format === 'G' || days ? `${days}:` : '';
    return `${negative ? '-' : ''}${d}${format === 'G' ? pad(h, 2) : h}:${pad(m, 2)}:${pad(s, 2)}${f}`;
  }
  let out = '';
  for (let i = format[0] === '%' ? 1 : 0; i < format.length; ) {
    const c = format[i]!;
    const literal = literalAt(format, i);
    if (literal) {
      out += literal.text;
      i = literal.next;
      continue;
    }
    const n = runLength(format, i);
    i += n;
    switch (c) {
      case 'd':
        out += pad(days, n);
        break;
      case 'h':
        out += pad(h, n);
        break;
      case 'm':
        out += pad(m, n);
        break;
      case 's':
        out += pad(s, n);
        break;
      case 'f':
        out += fraction.slice(0, n);
        break;
      case 'F':
        out += fraction.slice(0, n).replace(/0+$/, '');
        break;
      default:
        throw formatError('Input string was not in a correct format.');
    }
  }
  return out;
}
