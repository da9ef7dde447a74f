/** Finding the parameter that a name, a prefix or an alias means. */
import type { Extent } from '../errors.ts';
import { bindingError } from './errors.ts';
import type { Metadata, Parameter } from './metadata.ts';

/**
 * The parameter meant by `name`; undefined where there is none. Whole names win, then whole aliases, then a unique prefix of
 * either, where one own parameter beats common ones. Throws AmbiguousParameter.
 */
export function findParameter(metadata: Metadata, name: string, extent?: Extent): Parameter | undefined {
  const prefix = name.toLowerCase();
  const matches: Parameter[] = [];
  for (const parameter of metadata.parameters) {
    const own = parameter.name.toLowerCase();
    if (own === prefix) return parameter;
    if (own.startsWith(prefix)) matches.push(parameter);
  }
  for (const parameter of metadata.parameters) {
    for (const alias of parameter.aliases) {
      const other = alias.toLowerCase();
      if (other === prefix) return parameter;
      if (other.startsWith(prefix) && !matches.includes(parameter)) matches.push(parameter);
    }
  }
  if (matches.length <= 1) return matches[0];
  const own = matches.filter((parameter) => !parameter.common);
  if (own.length === 1) return own[0];
  const list = matches.map((parameter) => ` -${parameter.name}`).join('');
  throw bindingError(metadata.def, 'AmbiguousParameter', { words: [name, list], parameterName: name, extent });
}
