/** Commands on the text of paths: Join-Path, Split-Path, Resolve-Path, Convert-Path. */
import { type Builtin, command } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import { toText } from '../../engine/convert.ts';
import { PSObj } from '../../engine/psobject.ts';
import { expand, notFound, paths } from './paths.ts';

export const PATH_COMMANDS: readonly Builtin[] = [
  command(
    'Join-Path',
    'Path|PSPath:string[]@0!<* ChildPath:string@1! AdditionalChildPath:string[]@2 Resolve Credential:object',
    (c) => ({
      *process() {
        const { separator } = c.engine.surroundings;
        for (const p of c.texts('Path')) {
          let out = p;
          for (const child of [
            ...(enumerable(c.get('ChildPath')) ?? [c.get('ChildPath')]).map((x) => toText(x)),
            ...c.texts('AdditionalChildPath'),
          ]) {
            const left = out.replaceAll(separator === '\\' ? '/' : '\\', separator).replace(/[\\/]$/, '');
            out = `${left === '' && out !== '' ? '' : left}${out === '' && child === '' ? '' : separator}${child.replaceAll(separator === '\\' ? '/' : '\\', separator).replace(/^[\\/]/, '')}`;
          }
          if (c.flag('Resolve')) {
            const found = expand(c, out);
            if (!found.length) yield* notFound(c, out);
            yield* c.emitAll(found);
          } else yield* c.emit(out);
        }
      },
    }),
  ),
  command(
    'Split-Path',
    'Path:string[]@0!<* Qualifier NoQualifier Parent Leaf LeafBase Extension Resolve IsAbsolute LiteralPath|PSPath|LP:string[]<. Credential:object',
    (c) => ({
      *process() {
        for (const p of c.has('LiteralPath') ? c.texts('LiteralPath') : c.texts('Path')) {
          const trimmed = p.length > 1 ? p.replace(/[\\/]+$/, '') : p;
          const at = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\'));
          const leaf = trimmed.slice(at + 1);
          if (c.flag('Leaf')) yield* c.emit(leaf);
          else if (c.flag('LeafBase')) yield* c.emit(leaf.replace(/\.[^.]*$/, ''));
          else if (c.flag('Extension')) yield* c.emit(/\.[^.]*$/.exec(leaf)?.[0] ?? '');
          else if (c.flag('IsAbsolute')) yield* c.emit(/^(?:[A-Za-z]:|[\\/])/.test(p));
          else if (c.flag('Qualifier')) {
            const q = /^[A-Za-z]+:/.exec(p)?.[0];
            if (q) yield* c.emit(q);
            else
              yield* c.error(
                c.record(
                  'ParsePathFormatError',
                  'InvalidArgument',
                  `Cannot parse path because path '${p}' does not have a qualifier specified.`,
                  'System.FormatException',
                  { target: p },
                ),
              );
          } else if (c.flag('NoQualifier')) yield* c.emit(p.replace(/^[A-Za-z]+:/, ''));
          else {
            const parent = at < 0 ? '' : at === 0 ? trimmed[0]! : trimmed.slice(0, at);
            yield* c.emit(
              /^[A-Za-z]:$/.test(parent)
                ? `${parent}\\`
                : parent.replaceAll(
                    c.engine.surroundings.separator === '\\' ? '/' : '\0',
                    c.engine.surroundings.separator,
                  ),
            );
          }
        }
      },
    }),
  ),
  command(
    'Resolve-Path',
    'Path:string[]@0!<* Relative LiteralPath|PSPath|LP:string[]<. Credential:object RelativeBasePath:string Force',
    (c) => ({
      *process() {
        for (const p of yield* paths(c)) {
          if (c.flag('Relative')) {
            const { location } = c.engine.files;
            yield* c.emit(p.startsWith(location) ? `.${p.slice(location.length)}` : p);
            continue;
          }
          const o = new PSObj(['System.Management.Automation.PathInfo', 'System.Object'], {
            Drive: null,
            Provider: 'Microsoft.PowerShell.Core\\FileSystem',
            ProviderPath: p,
            Path: p,
          });
          o.toText = () => p;
          yield* c.emit(o);
        }
      },
    }),
  ),
  command('Convert-Path', 'Path:string[]@0!<* LiteralPath|PSPath|LP:string[]<.', (c) => ({
    *process() {
      yield* c.emitAll(yield* paths(c));
    },
  })),
];
