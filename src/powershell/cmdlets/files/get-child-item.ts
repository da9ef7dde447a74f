/** Get-ChildItem. */

import { statSync } from 'node:fs';
import { command } from '../../engine/builtin.ts';
import type { Gen } from '../../engine/flow.ts';
import { hasWildcard } from '../../engine/wildcard.ts';
import { DRIVES, driveItems } from './drive-items.ts';
import { fileObject } from './file-object.ts';
import { baseName, include, names, paths } from './paths.ts';

export const GET_CHILD_ITEM = command(
  'Get-ChildItem',
  'Path:string[]@0<* Filter:string@1 LiteralPath|PSPath|LP:string[]<. Include:string[] Exclude:string[] Recurse|s Depth:int Force Name Attributes:string FollowSymlink Directory|ad File|af Hidden|h ReadOnly|ar System',
  (c) => ({
    *process() {
      for (const p of c.texts('Path').filter((x) => DRIVES.test(x))) {
        const [, drive, name] = DRIVES.exec(p)!;
        for (const o of driveItems(c, drive!.toLowerCase(), name!.replace(/^[\\/]/, '')))
          yield* c.emit(c.flag('Name') ? (o.get('Name') ?? null) : o);
        return;
      }
      const separator = c.engine.surroundings.separator;
      const depth = c.has('Depth') ? c.number('Depth') : Number.POSITIVE_INFINITY;
      const recurse = c.flag('Recurse') || c.has('Depth');
      const show = function* (path: string, root: string): Gen<void> {
        const folder = statSync(c.engine.files.real(path)).isDirectory();
        const name = baseName(path);
        if (name.startsWith('.') && !c.flag('Force')) return;
        if (!include(c, name)) return;
        if (c.flag('Directory') && !folder) return;
        if (c.flag('File') && folder) return;
        yield* c.emit(c.flag('Name') ? path.slice(root.length).replace(/^[\\/]/, '') : fileObject(c, path));
      };
      const walk = function* (folder: string, level: number, root: string): Gen<void> {
        const below: string[] = [];
        const all = names(c.engine.files.real(folder));
        const isFolder = (n: string): boolean =>
          statSync(c.engine.files.real(`${folder}${separator}${n}`), { throwIfNoEntry: false })?.isDirectory() ?? false;
        for (const n of [...all.filter(isFolder), ...all.filter((x) => !isFolder(x))]) {
          const path = /[\\/]$/.test(folder) ? folder + n : `${folder}${separator}${n}`;
          yield* show(path, root);
          if (isFolder(n) && recurse && level < depth) below.push(path);
        }
        for (const b of below) yield* walk(b, level + 1, root);
      };
      for (const p of yield* paths(c, '.')) {
        const given = c.has('Path') ? c.texts('Path').some((x) => hasWildcard(x)) : false;
        if (statSync(c.engine.files.real(p)).isDirectory() && (!given || recurse)) yield* walk(p, 0, p);
        else yield* show(p, p.slice(0, p.length - baseName(p).length));
      }
    },
  }),
);
