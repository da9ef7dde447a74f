/** Get-Host, New-Guid, Set-PSDebug, Get-Culture. */
import { type Builtin, command } from '../../engine/builtin.ts';
import { convertRef } from '../../engine/convert.ts';
import { typeRef } from '../../types.ts';
import { refuse } from '../refusals.ts';

export const HOST: readonly Builtin[] = [
  command('Get-Host', '', (c) => ({
    *process() {
      yield* c.emit(c.engine.automatic('host')!.get());
    },
  })),
  command('New-Guid', 'Empty InputObject:string@0<', (c) => ({
    *process() {
      yield* c.emit(
        convertRef(
          c.flag('Empty')
            ? '00000000-0000-0000-0000-000000000000'
            : c.has('InputObject')
              ? c.text('InputObject')
              : c.engine.surroundings.newGuid(),
          typeRef('guid'),
        ),
      );
    },
  })),
  command('Set-PSDebug', 'Trace:int{0,1,2} Step Strict Off', (c) => ({
    *process() {
      if (c.number('Trace') > 0 || c.flag('Step')) {
        refuse(c, { Trace: 'a script is not traced line by line.', Step: 'nobody is asked before each line.' });
      }
      if (c.flag('Off')) c.frame.scope.global.strict = 0;
      if (c.flag('Strict')) {
        c.frame.scope.global.strict = 1;
        c.engine.strictSeen = true;
      }
    },
  })),
  command('Get-Culture', 'Name:string[]', (c) => ({
    *process() {
      yield* c.emit(
        yield* c.engine.invokeStatic(c.engine.findType('cultureinfo', c.frame)!, 'GetCultureInfo', ['en-US'], c.frame),
      );
    },
  })),
];
