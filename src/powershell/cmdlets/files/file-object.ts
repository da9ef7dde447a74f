/** Files and folders as objects. */

import { existsSync, rmSync, statSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { ENUMS } from '../../engine/enums.ts';
import { dateOf } from '../../engine/net/date.ts';
import { PSObj } from '../../engine/psobject.ts';
import { EnumValue, type PSValue } from '../../values.ts';

const attributes = ENUMS.find((e) => e.name === 'System.IO.FileAttributes')!;

/** A FileInfo or DirectoryInfo. */
export function fileObject(c: Context, path: string): PSObj {
  const real = c.engine.files.real(path);
  const stat = statSync(real);
  const folder = stat.isDirectory();
  const separator = c.engine.surroundings.separator;
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const name = path.slice(at + 1) || path;
  const parent = at <= 0 ? separator : path.slice(0, at);
  const dot = name.lastIndexOf('.');
  const o = new PSObj([
    folder ? 'System.IO.DirectoryInfo' : 'System.IO.FileInfo',
    'System.IO.FileSystemInfo',
    'System.MarshalByRefObject',
    'System.Object',
  ]);
  const add = (n: string, value: PSValue): void => {
    o.members.add({ name: n, kind: 'property', value });
  };
  const time = (ms: number): PSValue => dateOf(ms * 1000);
  add('PSPath', `Microsoft.PowerShell.Core\\FileSystem::${path}`);
  add('PSParentPath', `Microsoft.PowerShell.Core\\FileSystem::${parent}`);
  add('PSChildName', name);
  add('PSIsContainer', folder);
  add('Mode', `${folder ? 'd' : '-'}${folder ? '-' : '-'}---`.slice(0, 5));
  add('BaseName', folder || dot <= 0 ? name : name.slice(0, dot));
  if (!folder)
    o.members.add({ name: 'Length', kind: 'property', get: () => BigInt(existsSync(real) ? statSync(real).size : 0) });
  add('Name', name);
  if (!folder) add('DirectoryName', parent);
  o.members.add({
    name: folder ? 'Parent' : 'Directory',
    kind: 'property',
    get: () => (existsSync(c.engine.files.real(parent)) ? fileObject(c, parent) : null),
  });
  if (!folder) o.members.add({ name: 'IsReadOnly', kind: 'property', value: (stat.mode & 0o200) === 0 });
  o.members.add({ name: 'Exists', kind: 'property', get: () => existsSync(real) });
  add('FullName', path);
  add('Extension', folder || dot < 0 ? '' : name.slice(dot));
  for (const [n, v] of [
    ['CreationTime', stat.birthtimeMs],
    ['LastAccessTime', stat.atimeMs],
    ['LastWriteTime', stat.mtimeMs],
  ] as const) {
    add(n, time(v));
    add(`${n}Utc`, time(v));
  }
  add('Attributes', new EnumValue(attributes, folder ? 16 : 128));
  o.toText = () => path;
  o.data = {
    call: (key: string): PSValue | undefined => {
      if (key === 'delete') {
        rmSync(real, { recursive: true });
        return null;
      }
      return undefined;
    },
  };
  return o;
}
