/** The current location and the stack of those before. */
import { type Builtin, type Context, command } from '../../engine/builtin.ts';
import { expand, notFound } from './paths.ts';

export const LOCATIONS: readonly Builtin[] = [
  command('Get-Location', 'PSProvider:string[] PSDrive:string[] Stack StackName:string[]', (c) => ({
    *process() {
      yield* c.emit(c.engine.automatic('pwd')!.get());
    },
  })),
  ...(['Set-Location', 'Push-Location'] as const).map((name) =>
    command(name, 'Path:string@0<* LiteralPath|PSPath|LP:string<. PassThru StackName:string', (c) => ({
      *process() {
        const given = c.has('LiteralPath')
          ? c.text('LiteralPath')
          : c.text('Path', name === 'Set-Location' ? '~' : '.');
        const found = expand(c, given);
        if (!found.length) {
          yield* notFound(c, given);
          return;
        }
        if (name === 'Push-Location') stack(c).push(c.engine.files.location);
        c.engine.files.location = found[0]!;
        if (c.flag('PassThru')) yield* c.emit(c.engine.automatic('pwd')!.get());
      },
    })),
  ),
  command('Pop-Location', 'PassThru StackName:string', (c) => ({
    *process() {
      const back = stack(c).pop();
      if (back !== undefined) c.engine.files.location = back;
      if (c.flag('PassThru')) yield* c.emit(c.engine.automatic('pwd')!.get());
    },
  })),
];

const stacks = new WeakMap<object, string[]>();
function stack(c: Context): string[] {
  let s = stacks.get(c.engine);
  if (!s) {
    s = [];
    stacks.set(c.engine, s);
  }
  return s;
}
