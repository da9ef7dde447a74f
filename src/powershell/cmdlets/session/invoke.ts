/** Set-StrictMode, Invoke-Expression, Invoke-Command. */
import { type Builtin, command } from '../../engine/builtin.ts';
import { amended, asScriptError } from '../../engine/errors.ts';
import type { ScriptBlockValue } from '../../engine/script-block.ts';
import type { PSValue } from '../../values.ts';

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
  command(
    'Invoke-Command',
    'ScriptBlock|Command:scriptblock@0 ArgumentList|Args:object[] NoNewScope ComputerName|Cn:string[] Session:object[] VMName:string[] Credential:object AsJob JobName:string FilePath|PSPath:string InputObject:object<',
    (c) => {
      const items: PSValue[] = [];
      return {
        *process(input) {
          if (input !== undefined) items.push(input);
        },
        *end() {
          if (c.has('ComputerName') || c.has('Session') || c.has('VMName')) {
            throw c.fail(
              'RemotingNotSupported',
              'NotImplemented',
              'hyperv does not have remote sessions.',
              'System.NotSupportedException',
            );
          }
          const block = c.get('ScriptBlock') as ScriptBlockValue;
          const out = c.out;
          yield* c.engine.runBlock(block, {
            scope: c.frame.scope,
            out,
            streams: c.streams,
            args: c.list('ArgumentList'),
            newScope: !c.flag('NoNewScope'),
          });
        },
      };
    },
    { raw: true },
  ),
];
