/** Finding machines by what a command line says: names with wildcards, ids. */
import { HostError } from './errors.ts';
import type { HostSession } from './session.ts';

/** True where a name parameter's text holds wildcards of PowerShell. */
export const hasWildcards = (text: string) => /[*?[]/.test(text);

/** A pattern of PowerShell (`*`, `?`, `[a-c]`, backtick escapes) as a regular expression over the whole name, any case. */
export function wildcardPattern(text: string): RegExp {
  let source = '';
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    const end = c === '[' ? text.indexOf(']', i + 2) : -1;
    if (c === '`' && i + 1 < text.length) source += literal(text[++i] as string);
    else if (c === '*') source += '.*';
    else if (c === '?') source += '.';
    else if (end > 0) {
      source += `[${text.slice(i + 1, end).replace(/[\\\]^]/g, '\\$&')}]`;
      i = end;
    } else source += literal(c);
  }
  return new RegExp(`^${source}$`, 'isu');
}

const literal = (c: string) => c.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Ids of the machines of this name, in order of name. A name without wildcards that nothing bears is an error; a pattern
 * that matches nothing is not.
 * @throws HostError `vmNotFound`
 */
export function findVms(host: HostSession, name: string): string[] {
  if (!hasWildcards(name)) {
    const found = host.named(name);
    if (found.length === 0) throw new HostError('vmNotFound', { name });
    return found;
  }
  const pattern = wildcardPattern(name);
  return host
    .list()
    .filter((vm) => pattern.test(vm.name))
    .map((vm) => vm.id);
}
