/** What a cmdlet's body receives of the bound values: plain numbers, names of enumeration members, text of identifiers. */
import type { Binding } from '../powershell/binder/binder.ts';
import type { Bound, ParameterTable } from '../powershell/parameters.ts';
import { EnumValue, Guid, listItems, Num, type PSValue, Spelled, Switch, Version } from '../powershell/values.ts';

/** The bound parameters of the cmdlet's own; common ones are the engine's business. */
export function lowered<T extends ParameterTable>(binding: Binding): Bound<T> {
  const bound: Record<string, unknown> = {};
  for (const [parameter, value] of binding.bound) if (!parameter.common) bound[parameter.name] = lower(value);
  return bound as Bound<T>;
}

/** One value. Numbers beyond 2^53 lose digits, which no limit of Hyper-V reaches. */
export function lower(value: PSValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  const items = listItems(value);
  if (items) return items.map(lower);
  if (value instanceof Num) return Number(value.value) / 10 ** value.scale;
  if (value instanceof Spelled) return lower(value.value);
  if (value instanceof Switch) return value.isPresent;
  if (value instanceof EnumValue || value instanceof Guid || value instanceof Version) return value.text;
  return value;
}
