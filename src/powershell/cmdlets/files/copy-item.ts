/** Copy-Item. */
import { constants, copyFileSync, readdirSync, statSync } from 'node:fs';
import { makeFolders } from '../../../lab/make-folder.ts';
import type { Context } from '../../engine/builtin.ts';
import type { Gen } from '../../engine/flow.ts';
import { sessionsIn } from '../../jobs/remotes.ts';
import { builtin } from '../declare.ts';
import { fileObject } from './file-object.ts';
import { denied, reported } from './io-errors.ts';
import {
  baseName,
  isFolder,
  isReadOnly,
  isThere,
  isWanted,
  joined,
  locate,
  notSupported,
  parentOf,
  targets,
} from './paths.ts';

const TABLE = `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Destination string @1 <.
Container switch
Force switch
Filter string
Include string[]
Exclude string[]
Recurse switch
PassThru switch
Credential object <.
FromSession object
ToSession object
`;

function* copyFile(c: Context, from: string, to: string): Gen<void> {
  if (!c.should('Copy File', `Item: ${from} Destination: ${to}`)) return;
  const { files } = c.engine;
  if (files.real(from) === files.real(to)) {
    yield* c.error(
      c.record('CopyError', 'WriteError', `Cannot overwrite the item ${from} with itself.`, 'System.IO.IOException', {
        target: from,
      }),
    );
    return;
  }
  if (isThere(c, to) && isReadOnly(c, to) && !c.flag('Force')) {
    yield* c.error(denied(c, to, 'CopyFileInfoItem'));
    return;
  }
  try {
    copyFileSync(files.real(from), files.real(to), constants.COPYFILE_FICLONE);
  } catch (fault) {
    const error = reported(c, fault, to, 'CopyFileInfoItem');
    if (error.record.exceptionType !== 'System.IO.DirectoryNotFoundException') {
      yield* c.error(error);
      return;
    }
    const { exceptionType, message } = error.record;
    throw c.fail(exceptionType, 'NotSpecified', message, exceptionType);
  }
  if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
}

function* copyFolder(c: Context, from: string, to: string, container: boolean): Gen<void> {
  if (!c.should('Copy Directory', `Item: ${from} Destination: ${to}`)) return;
  if (isThere(c, to) && !isFolder(c, to)) {
    yield* c.error(
      c.record(
        'CopyContainerItemToLeafError',
        'InvalidArgument',
        'Container cannot be copied onto existing leaf item.',
        'System.Management.Automation.PSArgumentException',
        { target: from },
      ),
    );
    return;
  }
  if (container) {
    try {
      makeFolders(c.engine.files.real(to));
    } catch (fault) {
      yield* c.error(reported(c, fault, to, 'CreateDirectory'));
      return;
    }
    if (c.flag('PassThru')) yield* c.emit(fileObject(c, to));
  }
  if (!c.flag('Recurse')) return;
  for (const name of readdirSync(c.engine.files.real(from))) {
    const source = joined(from, name);
    const folder = isFolder(c, source);
    if (c.texts('Exclude').length > 0 && !isWanted(c, name)) continue;
    const target = container || !folder ? joined(to, name) : to;
    if (folder) yield* copyFolder(c, source, target, container);
    else if (isWanted(c, name)) yield* copyFile(c, source, target);
  }
}

/** The computers that sessions reach have their drives in common: what is copied between them is there already. */
function checkSession(c: Context): void {
  const [session] = sessionsIn([...c.list('ToSession'), ...c.list('FromSession')]);
  if (session?.state === 'Opened') return;
  throw c.fail(
    session ? 'InvalidRunspaceState' : 'CopyItemSessionInvalid',
    'InvalidOperation',
    session
      ? `The session ${session.name} is not open: nothing can be copied to it or from it.`
      : 'ToSession and FromSession take a session that New-PSSession made.',
    'System.Management.Automation.PSInvalidOperationException',
  );
}

export const COPY_ITEM = builtin(
  'Copy-Item',
  'management',
  TABLE,
  (c) => ({
    *process() {
      const between = c.has('ToSession') || c.has('FromSession');
      if (between) checkSession(c);
      const container = c.has('Container') ? c.flag('Container') : true;
      for (const t of yield* targets(c)) {
        const to = locate(c, c.text('Destination', '.'));
        if (t.drive || to.drive) {
          if (t.drive && to.drive === t.drive) to.drive.set(c, to.name, t.drive.content(c, t.name));
          else yield* c.error(notSupported(c));
          continue;
        }
        const inside = isFolder(c, to.path) ? joined(to.path, baseName(t.path)) : to.path;
        if (statSync(c.engine.files.real(t.path)).isDirectory())
          yield* copyFolder(c, t.path, container ? inside : to.path, container);
        else if (/[\\/]$/.test(c.text('Destination')) && !isFolder(c, to.path)) {
          const missing = joined(to.path, baseName(t.path));
          throw c.fail(
            'System.IO.DirectoryNotFoundException',
            'NotSpecified',
            `Could not find a part of the path '${parentOf(missing)}'.`,
            'System.IO.DirectoryNotFoundException',
          );
        } else if (!(between && c.engine.files.real(t.path) === c.engine.files.real(inside)))
          yield* copyFile(c, t.path, inside);
      }
    },
  }),
  { defaultSet: 'Path', confirm: 'Medium' },
);
