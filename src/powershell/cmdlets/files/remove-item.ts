/** Remove-Item. */
import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { compareText } from '../../engine/collation.ts';
import { toText } from '../../engine/convert.ts';
import type { Gen } from '../../engine/flow.ts';
import { builtin } from '../declare.ts';
import { fileObject } from './file-object.ts';
import { reported } from './io-errors.ts';
import { baseName, givenPaths, isWanted, joined, resolve } from './paths.ts';

const TABLE = `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Filter string
Include string[]
Exclude string[]
Recurse switch
Force switch
Credential object <.
Stream string[]
`;

/** Removes a folder's content and the folder; false where something had to stay. */
function* removeTree(c: Context, path: string): Gen<boolean> {
  let all = true;
  for (const name of readdirSync(c.engine.files.real(path)).sort((a, b) => compareText(a, b, false))) {
    const below = joined(path, name);
    const stat = lstatSync(c.engine.files.real(below), { throwIfNoEntry: false });
    if (stat?.isDirectory()) all = (yield* removeTree(c, below)) && all;
    else all = (yield* removeOne(c, below, false)) && all;
  }
  if (!all) return false;
  return yield* removeOne(c, path, true);
}

function* removeOne(c: Context, path: string, folder: boolean): Gen<boolean> {
  const kind = toText(fileObject(c, path).get('Attributes')!);
  if (!c.flag('Force') && /Hidden|ReadOnly/.test(kind)) {
    yield* c.error(
      c.record(
        folder ? 'DirectoryCannotBeRemoved' : 'RemoveFileSystemItemUnAuthorizedAccess',
        'PermissionDenied',
        `Cannot remove item ${path}: You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only.`,
        'System.IO.IOException',
        { target: path },
      ),
    );
    return false;
  }
  try {
    const real = c.engine.files.real(path);
    if (folder) rmdirSync(real);
    else unlinkSync(real);
    return true;
  } catch (fault) {
    yield* c.error(reported(c, fault, path, 'RemoveFileSystemItem'));
    return false;
  }
}

function* removePath(c: Context, path: string): Gen<void> {
  const real = c.engine.files.real(path);
  const stat = lstatSync(real);
  const folder = stat.isDirectory();
  const here = c.engine.files.location;
  if (folder && (here === path || here.startsWith(joined(path, '')))) {
    yield* c.error(
      c.record(
        'RemoveItemInUse',
        'InvalidOperation',
        `Cannot remove the item at '${path}' because it is in use.`,
        'System.Management.Automation.PSInvalidOperationException',
        { target: path },
      ),
    );
    return;
  }
  // A folder with something in it asks before the operation is named; without a person the question fails.
  if (folder && !c.flag('Recurse') && readdirSync(real).length > 0) {
    if (!c.should('Remove Directory', path)) return;
    throw c.fail(
      'InvalidOperation',
      'NotSpecified',
      'PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
      'System.Management.Automation.PSInvalidOperationException',
    );
  }
  if (!c.should(folder ? 'Remove Directory' : 'Remove File', path)) return;
  if (folder) yield* removeTree(c, path);
  else yield* removeOne(c, path, false);
}

/** Below a folder, the items whose names -Include asks for. */
function* removeIncluded(c: Context, path: string): Gen<void> {
  for (const name of readdirSync(c.engine.files.real(path))) {
    const below = joined(path, name);
    if (isWanted(c, name)) yield* removePath(c, below);
    else if (lstatSync(c.engine.files.real(below)).isDirectory()) yield* removeIncluded(c, below);
  }
}

export const REMOVE_ITEM = builtin(
  'Remove-Item',
  'management',
  TABLE,
  (c) => ({
    *process() {
      if (c.has('Stream')) {
        throw c.fail(
          'StreamNotSupported',
          'NotImplemented',
          'hyperv has no alternate data streams: Remove-Item has no -Stream here.',
          'System.NotSupportedException',
        );
      }
      for (const [given, literal] of givenPaths(c)) {
        for (const t of yield* resolve(c, given, literal)) {
          if (t.drive) {
            if (c.should(`Remove ${t.drive.provider}`, `Name: ${t.name}`)) t.drive.remove(c, t.name);
            continue;
          }
          const isDirectory = lstatSync(c.engine.files.real(t.path), { throwIfNoEntry: false })?.isDirectory() ?? false;
          if (isWanted(c, baseName(t.path))) yield* removePath(c, t.path);
          else if (isDirectory && c.flag('Recurse') && c.has('Include')) yield* removeIncluded(c, t.path);
        }
      }
    },
  }),
  { defaultSet: 'Path', confirm: 'Medium' },
);
