/** PowerShell's conversion to text (`[string]$value`, expansion in strings, messages): by the invariant culture. */
import { dateParts, displayText, elementsOf } from './format/display-text.ts';
import { DateTime, NetValue, Num, type PSValue } from './values.ts';

export { dateParts, doubleText } from './format/display-text.ts';

const pad = (value: number, width: number) => String(value).padStart(width, '0');

/** The general format of the invariant culture: `MM/dd/yyyy HH:mm:ss`. */
function dateTimeText(ticks: bigint): string {
  const p = dateParts(ticks);
  const date = `${pad(p.month, 2)}/${pad(p.day, 2)}/${pad(p.year, 4)}`;
  return `${date} ${pad(p.hour, 2)}:${pad(p.minute, 2)}:${pad(p.second, 2)}`;
}

/** Text of values that only the language knows, such as types; it puts its own function here. */
export const languageText: { of: (value: NetValue) => string | undefined } = { of: () => undefined };

/** `[string]$value`; the items of a list are joined by `separator` ($OFS). */
export function toText(value: PSValue, separator = ' '): string {
  const items = elementsOf(value);
  if (items) return items.map((item) => toText(item, separator)).join(separator);
  if (value instanceof DateTime) return dateTimeText(value.ticks);
  const own = value instanceof NetValue ? languageText.of(value) : undefined;
  if (own !== undefined) return own;
  const real = value instanceof Num && typeof value.value === 'number' ? value.value : 0;
  return Number.isFinite(real) ? displayText(value) : String(real);
}
