/** Parameters that a command takes by name but that cannot do what they do in Windows: they say so. */
import type { Context } from '../engine/builtin.ts';

/** Ends the command where one of these parameters was given; each with its reason. */
export function refuse(c: Context, reasons: Readonly<Record<string, string>>): void {
  for (const [name, why] of Object.entries(reasons)) {
    if (!c.has(name)) continue;
    throw c.fail(
      'ParameterNotSupported',
      'NotImplemented',
      `${c.name} has no -${name} here: ${why}`,
      'System.NotSupportedException',
    );
  }
}

/** hyperv orders and compares as the culture en-US does; others are refused. */
export function checkCulture(c: Context): void {
  const name = c.text('Culture');
  if (/^(?:en(?:-us)?|1033|0x409|9|127|iv|invariant|)$/i.test(name)) return;
  refuse(c, { Culture: `it compares by the culture en-US only, not by '${name}'.` });
}
