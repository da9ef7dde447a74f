/** The parameter that takes what is left on the command line, as the -Object of Write-Host does. */
import { listItems, type PSValue } from '../values.ts';
import { isIn } from './metadata.ts';
import type { BindingState } from './state.ts';

/** Gives every argument that is left to the parameter that takes the rest, unknown names as text. */
export function bindRemaining(state: BindingState): void {
  if (state.args.length === 0) return;
  const parameter = state.unbound.find((p) => p.remaining && isIn(p, state.mask));
  if (!parameter) return;
  const values: PSValue[] = [];
  for (const { name, nameText, value } of state.args) {
    if (name !== undefined) values.push(nameText);
    if (value !== undefined) values.push(value);
  }
  const [first] = values;
  const value =
    values.length === 1 && first !== undefined && listItems(first) ? first : (parameter.script?.rest(values) ?? values);
  state.assign(parameter, { value, valueExtent: undefined }, true);
  state.how.set(parameter, 'position');
  state.args = [];
}
