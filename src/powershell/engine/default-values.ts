/** $PSDefaultParameterValues: values for parameters that a command line leaves out. */
import type { Defaults } from '../binder/binder.ts';
import { Hashtable, ScriptBlock } from '../values.ts';
import { toText, truth } from './convert.ts';
import type { Frame } from './frame.ts';
import type { ScriptBlockValue } from './script-block.ts';
import { wildcard } from './wildcard.ts';

/** $PSDefaultParameterValues as a session begins. */
export class DefaultValues extends Hashtable {
  override get typeName(): string {
    return 'System.Management.Automation.DefaultParameterDictionary';
  }
}

/** What the table says about a command; undefined where it says nothing. */
export function defaultsFor(command: string, f: Frame): Defaults | undefined {
  const table = f.scope.find('psdefaultparametervalues')?.get();
  if (!(table instanceof Hashtable) || table.entries.size === 0) return undefined;
  const disabled = table.get('Disabled');
  if (disabled !== undefined && truth(disabled)) return undefined;
  const rules: { parameter: RegExp; exact: boolean; value: () => ReturnType<typeof evaluated> }[] = [];
  for (const { key, value } of table.entries.values()) {
    const m = /^\s*['"]?([^:]*?)['"]?\s*:\s*['"]?(.*?)['"]?\s*$/.exec(toText(key));
    if (!m || m[1] === '' || m[2] === '' || !wildcard(m[1]!).test(command)) continue;
    rules.push({ parameter: wildcard(m[2]!), exact: !/[*?[]/.test(toText(key)), value: () => evaluated(value, f) });
  }
  if (!rules.length) return undefined;
  rules.sort((a, b) => Number(b.exact) - Number(a.exact));
  return {
    value: (parameter) => {
      const rule = rules.find((r) => [parameter.name, ...parameter.aliases].some((n) => r.parameter.test(n)));
      return rule && { value: rule.value() };
    },
    failed: (parameter, value, why) => {
      const text = `The binding of default value '${toText(value)}' to parameter '${parameter.name}' failed: ${why}`;
      f.engine.host.stream('warning', text);
    },
  };
}

function evaluated(value: import('../values.ts').PSValue, f: Frame): import('../values.ts').PSValue {
  return value instanceof ScriptBlock ? f.engine.callNow(value as ScriptBlockValue, [], f) : value;
}
