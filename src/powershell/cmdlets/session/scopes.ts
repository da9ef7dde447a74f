/** The scope that -Scope names. */
import type { Context } from '../../engine/builtin.ts';
import type { Scope } from '../../engine/scope.ts';

export function scopeFor(c: Context): Scope {
  const name = c.text('Scope').toLowerCase();
  const { scope } = c.frame;
  if (name === 'global') return scope.global;
  if (name === 'script') return scope.script;
  if (/^\d+$/.test(name)) {
    let s: Scope = scope;
    for (let i = Number(name); i > 0; i--) {
      if (!s.parent)
        throw c.fail(
          'ArgumentOutOfRange',
          'InvalidArgument',
          `The scope number '${name}' exceeds the number of active scopes. (Parameter 'scopeID')\nActual value was ${name}.`,
          'System.Management.Automation.PSArgumentOutOfRangeException',
        );
      s = s.parent;
    }
    return s;
  }
  return scope;
}
