/** Get-Command. */
import { edition } from '../../edition.ts';
import { type Builtin, command } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { commandTypes } from '../../engine/enums.ts';
import { PSObj } from '../../engine/psobject.ts';
import type { Scope } from '../../engine/scope.ts';
import { hasWildcard, wildcard } from '../../engine/wildcard.ts';
import { EnumValue } from '../../values.ts';
import { commandObject } from './command-object.ts';

export const GET_COMMAND: readonly Builtin[] = [
  command(
    'Get-Command',
    'Name:string[]@0<* Verb:string[] Noun:string[] Module|PSSnapin:string[] CommandType|Type:string TotalCount:int Syntax ShowCommandInfo All ListImported ArgumentList|Args:object[]',
    (c) => ({
      *process() {
        const names = c.has('Name') ? c.texts('Name') : ['*'];
        for (const n of names) {
          if (hasWildcard(n)) {
            const regex = wildcard(n);
            const all = new Set<string>();
            for (let s: Scope | null = c.frame.scope; s; s = s.parent)
              for (const f of s.functions?.keys() ?? []) all.add(f);
            for (const b of c.engine.builtins.values()) all.add(b.def.name);
            for (const k of all) {
              if (!regex.test(k)) continue;
              const o = commandObject(c, k);
              if (
                o &&
                (!c.has('CommandType') ||
                  toText(o.get('CommandType')!).toLowerCase() === c.text('CommandType').toLowerCase())
              )
                yield* c.emit(o);
            }
            continue;
          }
          const o = commandObject(c, n);
          if (o) {
            yield* c.emit(o);
            continue;
          }
          const program = c.engine.findNative?.(n) ?? null;
          if (program) {
            const app = new PSObj(
              [
                'System.Management.Automation.ApplicationInfo',
                'System.Management.Automation.CommandInfo',
                'System.Object',
              ],
              {
                Name: n,
                CommandType: new EnumValue(commandTypes, 32),
                Definition: program,
                Path: program,
                Source: program,
                Extension: '',
                Version: '0.0.0.0',
              },
            );
            app.toText = () => n;
            yield* c.emit(app);
            continue;
          }
          yield* c.error(
            c.record(
              'CommandNotFoundException',
              'ObjectNotFound',
              `The term '${n}' is not recognized as ${edition.current.unknownCommand}`,
              'System.Management.Automation.CommandNotFoundException',
              { target: n },
            ),
          );
        }
      },
    }),
  ),
];
