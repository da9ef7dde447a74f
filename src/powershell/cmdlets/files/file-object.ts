/** Files and folders as objects: FileInfo and DirectoryInfo with the properties that PowerShell adds. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { toText, truth } from '../../engine/convert.ts';
import type { Engine } from '../../engine/engine.ts';
import { NetError } from '../../engine/errors.ts';
import { VOID } from '../../engine/method-tools.ts';
import { dateOf } from '../../engine/net/date.ts';
import { PSObj } from '../../engine/psobject.ts';
import { typeRef } from '../../types.ts';
import { DateTime, EnumValue, Num, type PSValue } from '../../values.ts';
import { attributesOf, attributesValue, modeText, READ_ONLY, unixMode } from './file-attributes.ts';
import { joined } from './paths.ts';

const FILE = ['System.IO.FileInfo', 'System.IO.FileSystemInfo', 'System.MarshalByRefObject', 'System.Object'];
const FOLDER = ['System.IO.DirectoryInfo', ...FILE.slice(1)];
const EPOCH = 621_355_968_000_000_000n;

const secondsOf = (value: PSValue): number =>
  value instanceof DateTime ? Number(value.ticks - EPOCH) / 1e7 : Number(toText(value));

/** Name, folder and extension of a path. */
function split(path: string): { name: string; parent: string; extension: string; base: string } {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const name = path.slice(at + 1) || path;
  const above = path.slice(0, at);
  const parent = at < 0 ? '' : above === '' ? path[0]! : /^[A-Za-z]:$/.test(above) ? `${above}\\` : above;
  const dot = name.lastIndexOf('.');
  return { name, parent, extension: dot < 0 ? '' : name.slice(dot), base: dot < 0 ? name : name.slice(0, dot) };
}

/** The object of a file or folder, as Get-Item gives it. */
export function fileObject(c: Context, path: string): PSObj {
  return fileInfo(c.engine, path);
}

/** A provider or a drive as the note properties of items name it. */
function named(type: string, name: string): PSObj {
  const o = new PSObj([`System.Management.Automation.${type}`, 'System.Object'], { Name: name });
  o.toText = () => (type === 'ProviderInfo' ? `Microsoft.PowerShell.Core\\${name}` : name);
  return o;
}

/** @param path full, in the spelling of scripts */
export function fileInfo(engine: Engine, path: string): PSObj {
  const { windows } = engine.surroundings;
  const real = engine.files.real(path);
  const { name, parent, extension, base } = split(path);
  const stat = (): Stats | undefined =>
    statSync(real, { throwIfNoEntry: false }) ?? lstatSync(real, { throwIfNoEntry: false });
  const first = stat();
  const isLink = lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  const isFolder = first?.isDirectory() ?? false;
  const o = new PSObj(isFolder ? FOLDER : FILE);
  const bits = (): number => {
    const s = stat();
    return s ? attributesOf(name, s, isLink, windows) : -1;
  };
  const property = (n: string, get: () => PSValue, set?: (value: PSValue) => void, type?: string): void =>
    o.members.add({
      name: n,
      kind: 'property',
      get,
      ...(set && { set: (_: PSValue, v: PSValue) => set(v) }),
      ...(type && { type: typeRef(type) }),
    });
  const at = (ms: number | undefined): PSValue => dateOf((ms ?? -11644473600000) * 1000);
  const setReadOnly = (readonly: boolean): void => {
    const s = stat();
    if (s) chmodSync(real, readonly ? s.mode & 0o555 : (s.mode & 0o777) | 0o200);
  };

  o.members.note('PSPath', `Microsoft.PowerShell.Core\\FileSystem::${path}`);
  o.members.note('PSParentPath', parent === '' ? '' : `Microsoft.PowerShell.Core\\FileSystem::${parent}`);
  o.members.note('PSChildName', name);
  o.members.note('PSDrive', named('PSDriveInfo', windows && /^[a-z]:/i.test(path) ? path[0]!.toUpperCase() : '/'));
  o.members.note('PSProvider', named('ProviderInfo', 'FileSystem'));
  o.members.note('PSIsContainer', isFolder);
  property('Mode', () => modeText(bits()));
  property('ModeWithoutHardLink', () => modeText(bits()));
  property('BaseName', () => (isFolder ? name : base));
  const target = (): PSValue => (isLink ? readlinkSync(real) : null);
  property('ResolvedTarget', () => (isLink ? engine.files.full(joined(parent, readlinkSync(real))) : path));
  property('Target', target);
  property('LinkType', () => (isLink ? 'SymbolicLink' : null));
  if (!isFolder) {
    property('Length', () => {
      const s = stat();
      if (!s) throw new NetError('System.IO.FileNotFoundException', `Could not find file '${path}'.`);
      return BigInt(s.size);
    });
    property('DirectoryName', () => parent);
    property('Directory', () => (parent === '' ? null : fileInfo(engine, parent)));
    property(
      'IsReadOnly',
      () => (bits() & READ_ONLY) !== 0,
      (v) => setReadOnly(truth(v)),
      'bool',
    );
  } else {
    property('Parent', () => (parent === '' || parent === path ? null : fileInfo(engine, parent)));
    property('Root', () => fileInfo(engine, /^[A-Za-z]:\\/.exec(path)?.[0] ?? '/'));
  }
  property('FullName', () => path);
  property('Extension', () => (isFolder && extension === name ? '' : extension));
  property('Name', () => name);
  property('Exists', () => stat() !== undefined);
  for (const [n, read] of [
    ['CreationTime', (s: Stats) => s.birthtimeMs],
    ['LastAccessTime', (s: Stats) => s.atimeMs],
    ['LastWriteTime', (s: Stats) => s.mtimeMs],
  ] as const) {
    const set = (v: PSValue): void => {
      const s = stat();
      if (!s) return;
      if (n === 'CreationTime')
        throw new NetError(
          'System.PlatformNotSupportedException',
          'The time at which a file was made cannot be changed here.',
        );
      utimesSync(
        real,
        n === 'LastAccessTime' ? secondsOf(v) : s.atimeMs / 1000,
        n === 'LastWriteTime' ? secondsOf(v) : s.mtimeMs / 1000,
      );
    };
    const value = (): PSValue => {
      const s = stat();
      return at(s && read(s));
    };
    property(n, value, set, 'datetime');
    property(`${n}Utc`, () => new DateTime((value() as DateTime).ticks, 'Utc'), set, 'datetime');
  }
  property('LinkTarget', target);
  if (!windows && first) {
    property('UnixMode', () => unixMode(lstatSync(real), isLink));
    property('User', () => accountName('passwd', lstatSync(real).uid));
    property('Group', () => accountName('group', lstatSync(real).gid));
    property('Size', () => BigInt(lstatSync(real).size));
  }
  property(
    'Attributes',
    () => attributesValue(bits()),
    (v) => {
      const wanted = v instanceof EnumValue ? v.value : Number(toText(v));
      if (
        Number.isNaN(wanted)
          ? !/^(?:readonly|normal|archive|none|directory|,|\s)+$/i.test(toText(v))
          : (wanted & ~0xb1) !== 0
      )
        throw new NetError(
          'System.PlatformNotSupportedException',
          'Of the attributes of a file only ReadOnly can be changed here.',
        );
      setReadOnly(Number.isNaN(wanted) ? /readonly/i.test(toText(v)) : (wanted & READ_ONLY) !== 0);
    },
  );
  o.toText = () => path;
  o.data = { call: (key: string, args: readonly PSValue[]) => method(engine, { path, real, isFolder }, key, args) };
  return o;
}

const accounts = new Map<string, string>();

/** Name of a user or group of the machine; its number where it has none. */
function accountName(file: 'passwd' | 'group', id: number): string {
  const key = `${file}:${id}`;
  let name = accounts.get(key);
  if (name === undefined) {
    const path = `/etc/${file}`;
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    name = lines.map((l) => l.split(':')).find((f) => f[2] === String(id))?.[0] ?? String(id);
    accounts.set(key, name);
  }
  return name;
}

interface Place {
  readonly path: string;
  readonly real: string;
  readonly isFolder: boolean;
}

/** Methods of FileInfo and DirectoryInfo. */
function method(engine: Engine, at: Place, key: string, args: readonly PSValue[]): PSValue | undefined {
  const { path, real, isFolder } = at;
  const first = args[0] === undefined ? '' : toText(args[0]);
  const other = (): string => engine.files.real(first);
  switch (key) {
    case 'delete':
      if (isFolder && !(args[0] !== undefined && truth(args[0])) && readdirSync(real).length > 0)
        throw new NetError('System.IO.IOException', `The directory is not empty. : '${path}'`);
      rmSync(real, { recursive: true, force: true });
      return VOID;
    case 'refresh':
      return VOID;
    case 'create':
      if (isFolder) mkdirSync(real, { recursive: false });
      else writeFileSync(real, '');
      return VOID;
    case 'moveto':
      renameSync(real, other());
      return VOID;
    case 'copyto':
      if (statSync(other(), { throwIfNoEntry: false }) && !(args[1] !== undefined && truth(args[1])))
        throw new NetError('System.IO.IOException', `The file '${engine.files.full(first)}' already exists.`);
      copyFileSync(real, other());
      return fileInfo(engine, engine.files.full(first));
    case 'getfiles':
    case 'getdirectories':
    case 'getfilesysteminfos': {
      if (!isFolder) return undefined;
      const all = readdirSync(real).map((n) => fileInfo(engine, joined(path, n)));
      return all.filter(
        (f) => key === 'getfilesysteminfos' || (f.netType === FOLDER[0]) === (key === 'getdirectories'),
      );
    }
    case 'createsubdirectory':
      mkdirSync(engine.files.real(joined(path, first)));
      return fileInfo(engine, joined(path, first));
    case 'opentext':
    case 'openread':
    case 'open':
    case 'openwrite':
      throw new NetError(
        'System.PlatformNotSupportedException',
        `Files are opened by [System.IO.File] here, not by ${isFolder ? 'DirectoryInfo' : 'FileInfo'}.`,
      );
  }
  return undefined;
}

/** Bytes of a file as .NET's array elements. */
export const byteValues = (data: Buffer): Num[] => [...data].map((b) => new Num('Byte', b));
