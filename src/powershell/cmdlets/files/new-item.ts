/** New-Item. */
import { linkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { makeFolders } from '../../../lab/make-folder.ts';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import type { Gen } from '../../engine/flow.ts';
import { builtin } from '../declare.ts';
import type { SessionDrive } from './drives.ts';
import { fileObject } from './file-object.ts';
import { denied, reported } from './io-errors.ts';
import { isFolder, isReadOnly, isThere, joined, locate, NoDrive, noDrive, parentOf } from './paths.ts';

const TABLE = `
Path string[] [pathSet] @0 ! <. [nameSet] @0 <.
Name string null empty [nameSet] ! <.
ItemType|Type string <.
Value|Target object null <*
Force switch
Credential object <.
`;

type Kind = 'File' | 'Directory' | 'SymbolicLink' | 'HardLink' | 'Junction';
const KINDS: readonly Kind[] = ['File', 'Directory', 'SymbolicLink', 'HardLink', 'Junction'];
const ACTIONS: Readonly<Record<Kind, string>> = {
  File: 'Create File',
  Directory: 'Create Directory',
  SymbolicLink: 'Create Symbolic Link',
  HardLink: 'Create Hard Link',
  Junction: 'Create Junction',
};

/** The kind that -ItemType names: beginnings and `container`, `leaf` do. */
function kindOf(c: Context): Kind {
  const given = c.text('ItemType', 'File').toLowerCase();
  const found =
    given === '' || given === 'leaf'
      ? 'File'
      : given === 'container'
        ? 'Directory'
        : KINDS.find((k) => k.toLowerCase().startsWith(given));
  if (found) return found;
  throw c.fail(
    'Argument',
    'InvalidArgument',
    'The type is not a known type for the file system. Only "file","directory" or "symboliclink" can be specified. (Parameter \'Type\')',
    'System.Management.Automation.PSArgumentException',
  );
}

function exists(c: Context, kind: Kind, path: string) {
  return kind === 'Directory' && isFolder(c, path)
    ? c.record(
        'DirectoryExist',
        'ResourceExists',
        `An item with the specified name ${path} already exists.`,
        'System.IO.IOException',
        { target: path },
      )
    : kind === 'File'
      ? c.record('NewItemIOError', 'WriteError', `The file '${path}' already exists.`, 'System.IO.IOException', {
          target: path,
        })
      : c.record(
          'CreateDirectoryIOError',
          'WriteError',
          `The file '${path}' already exists.`,
          'System.IO.IOException',
          { target: path },
        );
}

function makeFile(c: Context, path: string): void {
  const real = c.engine.files.real(path);
  const parent = c.engine.files.real(parentOf(path) || path);
  if (c.flag('Force')) makeFolders(parent);
  const value = c.get('Value');
  writeFileSync(real, value === null ? '' : toText(value));
}

function* makeLink(c: Context, kind: Kind, path: string): Gen<boolean> {
  const target = toText(c.get('Value') ?? '');
  const real = c.engine.files.real(path);
  const full = c.engine.files.full(target);
  const there = statSync(c.engine.files.real(full), { throwIfNoEntry: false });
  if (target === '') {
    throw c.fail(
      'ArgumentNull',
      'InvalidArgument',
      "Value cannot be null. (Parameter 'content')",
      'System.ArgumentNullException',
    );
  }
  if (!there && kind !== 'SymbolicLink') {
    yield* c.error(
      c.record(
        'ItemNotFound',
        'ObjectNotFound',
        `Cannot find path '${full}' because it does not exist.`,
        'System.Management.Automation.ItemNotFoundException',
        { target: full },
      ),
    );
    return false;
  }
  if (kind === 'HardLink') linkSync(c.engine.files.real(full), real);
  else symlinkSync(c.engine.surroundings.windows ? c.engine.files.real(full) : target, real);
  return true;
}

function* makeInFileSystem(c: Context, path: string): Gen<void> {
  const kind = kindOf(c);
  if (!c.should(ACTIONS[kind], `Destination: ${path}`)) return;
  const there = isThere(c, path);
  const force = c.flag('Force');
  if (there) {
    const sameKind = kind === 'Directory' ? isFolder(c, path) : kind === 'File' && !isFolder(c, path);
    if (!force || !sameKind) {
      yield* c.error(exists(c, kind, path));
      return;
    }
    if (kind === 'File' && isReadOnly(c, path) && !force) {
      yield* c.error(denied(c, path, 'NewItem'));
      return;
    }
  }
  try {
    if (kind === 'Directory') makeFolders(c.engine.files.real(path));
    else if (kind === 'File') makeFile(c, path);
    else if (!(yield* makeLink(c, kind, path))) return;
  } catch (fault) {
    const error = reported(c, fault, path, kind === 'Directory' ? 'CreateDirectory' : 'NewItem');
    const { record } = error;
    // Of all faults of a new file PowerShell makes one of two ids.
    yield* c.error(
      record.category === 'PermissionDenied'
        ? error
        : c.record('NewItemIOError', 'WriteError', record.message, record.exceptionType, { target: path }),
    );
    return;
  }
  yield* c.emit(fileObject(c, path));
}

function* makeOnDrive(c: Context, drive: SessionDrive, name: string): Gen<void> {
  if (drive.item(c, name) && !c.flag('Force')) {
    const kind = drive.provider.toLowerCase();
    throw c.fail(
      drive.name === 'Env' ? 'NewItem' : 'Argument',
      'InvalidArgument',
      drive.name === 'Variable'
        ? `A variable with name '${name}' already exists.`
        : `The ${kind} '${name}' already exists. Use the Force parameter to overwrite it.`,
      'System.Management.Automation.PSArgumentException',
    );
  }
  if (!c.should('New Item', `Item: ${name} Type: ${c.text('ItemType')} Value: ${c.text('Value')}`)) return;
  drive.set(c, name, c.get('Value'));
  yield* c.emit(drive.item(c, name));
}

export const NEW_ITEM = builtin(
  'New-Item',
  'management',
  TABLE,
  (c) => ({
    *process() {
      const name = c.text('Name');
      for (const given of c.has('Path') ? c.texts('Path') : ['.']) {
        try {
          const t = locate(c, given);
          if (t.drive) yield* makeOnDrive(c, t.drive, name || t.name);
          else yield* makeInFileSystem(c, name === '' ? t.path : c.engine.files.full(joined(t.path, name)));
        } catch (fault) {
          if (!(fault instanceof NoDrive)) throw fault;
          yield* c.error(noDrive(c, fault));
        }
      }
    },
  }),
  { defaultSet: 'pathSet', confirm: 'Medium' },
);
