/** FileInfo: a file of the host, as New-VFD gives it. */
import { posix, win32 } from 'node:path';
import { type ClassDef, NetObject } from '../powershell/objects.ts';
import { propertiesOf } from './properties.ts';

export interface FileInfoTarget {
  readonly name: string;
  readonly folder: string;
  readonly path: string;
  readonly length: number;
}

const p = propertiesOf<FileInfoTarget>();

/** System.IO.FileInfo, as far as it says where a file is and how long. */
export const fileInfoClass: ClassDef<FileInfoTarget> = {
  name: 'System.IO.FileInfo',
  bases: ['System.IO.FileSystemInfo'],
  properties: [
    p.string('Name', (t) => t.name),
    p.int64('Length', (t) => t.length),
    p.string('DirectoryName', (t) => t.folder),
    p.string('FullName', (t) => t.path),
    p.bool('Exists', () => true),
  ],
};

/** The object of a file, from its path in either form. */
export function fileInfoOf(path: string, length: number): NetObject<FileInfoTarget> {
  const { basename, dirname } = path.startsWith('/') ? posix : win32;
  return new NetObject(fileInfoClass, { name: basename(path), folder: dirname(path), path, length });
}
