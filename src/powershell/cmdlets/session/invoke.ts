/** Set-StrictMode, Invoke-Expression. */
import { type Builtin, command } from '../../engine/builtin.ts';
import { amended, asScriptError } from '../../engine/errors.ts';
import type { ScriptBlockValue } from '../../engine/script-block.ts';

export const LANGUAGE: readonly Builtin[] = [
  command('Set-StrictMode', 'Version:string@0 Off', (c) => ({
    *process() {
      const { scope } = c.frame;
      const home = scope;
      home.strict = c.flag('Off') ? 0 : /latest/i.test(c.text('Version')) ? 3 : Math.floor(Number(c.text('Version')));
      c.engine.strictSeen = true;
    },
  })),
  command('Invoke-Expression', 'Command:string@0!<', (c) => ({
    *process() {
      let block: ScriptBlockValue;
      try {
        block = c.engine.scriptBlock(c.text('Command'));
      } catch (e) {
        const error = asScriptError(e);
        if (!error) throw e;
        error.terminating = false;
        amended(error.error, {
          className: 'Microsoft.PowerShell.Commands.InvokeExpressionCommand',
          activity: 'Invoke-Expression',
          extent: c.extent,
        });
        throw error;
      }
      const frameTypes = block;
      c.engine.prepareTypes(frameTypes, c.frame);
      yield* c.engine.runBlock(block, { scope: c.frame.scope, out: c.out, streams: c.streams, args: [] });
    },
  })),
];
