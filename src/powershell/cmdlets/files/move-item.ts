/** Move-Item and Rename-Item. */
import { cpSync, renameSync, rmSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import type { Gen } from '../../engine/flow.ts';
import { builtin } from '../declare.ts';
import { fileObject } from './file-object.ts';
import { reported } from './io-errors.ts';
import {
  baseName,
  givenPaths,
  isFolder,
  isThere,
  joined,
  locate,
  notSupported,
  parentOf,
  resolve,
  targets,
} from './paths.ts';

/** Moves within a file system, or copies and removes where it has to be another one. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EXDEV') throw fault;
    cpSync(from, to, { recursive: true });
    rmSync(from, { recursive: true });
  }
}

function* moveOne(c: Context, from: string, to: string): Gen<void> {
  const folder = isFolder(c, from);
  if (!c.should(folder ? 'Move Directory' : 'Move File', `Item: ${from} Destination: ${to}`)) return;
  const what = folder ? 'MoveDirectoryItem' : 'MoveFileInfoItem';
  if (isThere(c, to) && !(c.flag('Force') && !folder && !isFolder(c, to))) {
    yield* c.error(
      c.record(
        `${what}IOError`,
        'WriteError',
        'Cannot create a file when that file already exists.',
        'System.IO.IOException',
        {
          target: from,
        },
      ),
    );
    return;
  }
  try {
    move(c.engine.files.real(from), c.engine.files.real(to));
  } catch (fault) {
    const { record } = reported(c, fault, to, what);
    const missing = record.exceptionType === 'System.IO.DirectoryNotFoundException';
    yield* c.error(
      record.category === 'PermissionDenied'
        ? c.record(record.id, record.category, record.message, record.exceptionType, { target: from })
        : c.record(
            `${what}IOError`,
            'WriteError',
            missing ? `Could not find a part of the path '${to}'.` : record.message,
            record.exceptionType,
            { target: from },
          ),
    );
    return;
  }
  if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
}

const MOVE_ITEM = builtin(
  'Move-Item',
  'management',
  `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Destination string @1 <.
Force switch
Filter string
Include string[]
Exclude string[]
PassThru switch
Credential object <.
`,
  (c) => ({
    *process() {
      for (const t of yield* targets(c)) {
        const to = locate(c, c.text('Destination', '.'));
        if (t.drive || to.drive) {
          if (t.drive && to.drive === t.drive) {
            to.drive.set(c, to.name, t.drive.content(c, t.name));
            t.drive.remove(c, t.name);
          } else yield* c.error(notSupported(c));
          continue;
        }
        yield* moveOne(c, t.path, isFolder(c, to.path) ? joined(to.path, baseName(t.path)) : to.path);
      }
    },
  }),
  { defaultSet: 'Path', confirm: 'Medium' },
);

function* renameOne(c: Context, path: string): Gen<void> {
  const given = c.text('NewName');
  const name = baseName(given);
  if (name !== given && c.engine.files.full(parentOf(given)) !== parentOf(path)) {
    throw c.fail(
      'Argument',
      'InvalidArgument',
      'Cannot rename the specified target, because it represents a path or device name.',
      'System.Management.Automation.PSArgumentException',
    );
  }
  const to = joined(parentOf(path), name);
  const folder = isFolder(c, path);
  if (!c.should(folder ? 'Rename Directory' : 'Rename File', `Item: ${path} Destination: ${to}`)) return;
  const { real } = c.engine.files;
  // A name that differs in letter case alone is the same file on Windows.
  if (isThere(c, to) && real(to) !== real(path)) {
    yield* c.error(
      c.record(
        'RenameItemIOError',
        'WriteError',
        'Cannot create a file when that file already exists.',
        'System.IO.IOException',
        {
          target: path,
        },
      ),
    );
    return;
  }
  try {
    renameSync(real(path), `${real(parentOf(path)).replace(/\/$/, '')}/${name}`);
  } catch (fault) {
    yield* c.error(reported(c, fault, path, 'RenameItem'));
    return;
  }
  if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
}

const RENAME_ITEM = builtin(
  'Rename-Item',
  'management',
  `
Path string [ByPath] @0 ! <*
LiteralPath|PSPath|LP string [ByLiteralPath] ! <.
NewName string @1 ! <.
Force switch
PassThru switch
Credential object <.
`,
  (c) => ({
    *process() {
      for (const [given, literal] of givenPaths(c)) {
        const found = yield* resolve(c, given, literal);
        if (found.length === 0) continue;
        if (found.length > 1) {
          throw c.fail(
            'InvalidOperation',
            'InvalidOperation',
            `Cannot rename because the path '${given}' resolves to multiple items.`,
            'System.Management.Automation.PSInvalidOperationException',
          );
        }
        const [t] = found;
        if (!t!.drive) yield* renameOne(c, t!.path);
        else {
          t!.drive.set(c, c.text('NewName'), t!.drive.content(c, t!.name));
          t!.drive.remove(c, t!.name);
        }
      }
    },
  }),
  { defaultSet: 'ByPath', confirm: 'Medium' },
);

export const MOVE_ITEMS = [MOVE_ITEM, RENAME_ITEM];
