/** Get-Item, Test-Path, Set-Item, Clear-Item, Invoke-Item. */
import { statSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import { hasWildcard } from '../../engine/wildcard.ts';
import { DateTime, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { refuse } from '../refusals.ts';
import { fileObject } from './file-object.ts';
import {
  baseName,
  expand,
  givenPaths,
  isFolder,
  isWanted,
  locate,
  NoDrive,
  notSupported,
  resolve,
  type Target,
  targets,
} from './paths.ts';

const WAY = `
Path string[] [Path] @0 ! <*
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Filter string
Include string[]
Exclude string[]
Force switch
Credential object <.
`;

const GET_ITEM = builtin(
  'Get-Item',
  'management',
  `${WAY}Stream string[]`,
  (c) => ({
    *process() {
      if (c.has('Stream')) {
        throw c.fail(
          'StreamNotSupported',
          'NotImplemented',
          'hyperv has no alternate data streams: Get-Item has no -Stream here.',
          'System.NotSupportedException',
        );
      }
      for (const [given, literal] of givenPaths(c)) {
        for (const t of yield* resolve(c, given, literal)) {
          if (t.drive) {
            if (t.name === '') for (const n of t.drive.names(c)) yield* c.emit(t.drive.item(c, n));
            else if (isWanted(c, t.name)) yield* c.emit(t.drive.item(c, t.name));
            continue;
          }
          if (!isWanted(c, baseName(t.path))) continue;
          const item = fileObject(c, t.path);
          if (!c.flag('Force') && /Hidden/.test(toText(item.get('Attributes')!))) {
            if (hasWildcard(given) && !literal) continue;
            yield* c.error(
              c.record('ItemNotFound', 'ObjectNotFound', `Could not find item ${t.path}.`, 'System.IO.IOException', {
                target: t.path,
              }),
            );
            continue;
          }
          yield* c.emit(item);
        }
      }
    },
  }),
  { defaultSet: 'Path' },
);

/** Is it what -PathType, -OlderThan and -NewerThan ask for? */
function passes(c: Context, t: Target): boolean {
  const type = c.text('PathType', 'Any').toLowerCase();
  if (t.drive) {
    if (!isWanted(c, t.name)) return false;
    return type === 'any' || (type === 'container') === (t.name === '');
  }
  if (!isWanted(c, baseName(t.path))) return false;
  const folder = isFolder(c, t.path);
  if (type !== 'any' && folder !== (type === 'container')) return false;
  const stat = statSync(c.engine.files.real(t.path), { throwIfNoEntry: false });
  if (!stat) return true;
  const ticks = 621_355_968_000_000_000n + BigInt(Math.round(stat.mtimeMs * 1000)) * 10n;
  const older = c.get('OlderThan');
  const newer = c.get('NewerThan');
  return !(older instanceof DateTime && ticks >= older.ticks) && !(newer instanceof DateTime && ticks <= newer.ticks);
}

function* nothingGiven(c: Context) {
  yield* c.error(
    c.record(
      'NullPathNotPermitted',
      'InvalidArgument',
      "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')",
      'System.ArgumentNullException',
    ),
  );
}

const TEST_PATH = builtin(
  'Test-Path',
  'management',
  `
Path string[] null empty [Path] @0 ! <*
LiteralPath|PSPath|LP string[] null empty [LiteralPath] ! <.
Filter string
Include string[]
Exclude string[]
PathType|Type string {Any,Container,Leaf}
IsValid switch
OlderThan datetime?
NewerThan datetime?
Credential object <.
`,
  (c) => ({
    *process() {
      const literal = c.has('LiteralPath');
      const given = c.list(literal ? 'LiteralPath' : 'Path');
      if (given.length === 0) yield* nothingGiven(c);
      for (const value of given) {
        if (value === null) {
          yield* nothingGiven(c);
          continue;
        }
        yield* c.emit(test(c, value, literal));
      }
    },
  }),
  { defaultSet: 'Path' },
);

function test(c: Context, value: PSValue, literal: boolean): boolean {
  const path = toText(value);
  if (path.trim() === '') return false;
  try {
    if (c.flag('IsValid')) {
      const bad = c.engine.surroundings.windows ? /[<>"|\0-\x1f]/ : /\0/;
      return !bad.test(path);
    }
    return expand(c, path, literal).some((t) => passes(c, t));
  } catch (fault) {
    // No drive, or a name that no file can have: nothing is there.
    if (fault instanceof NoDrive || (fault as Error).name === 'Error') return false;
    throw fault;
  }
}

const SET_ITEM = builtin(
  'Set-Item',
  'management',
  `
Path string[] [Path] @0 ! <.
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Value object null @1 <*
Force switch
PassThru switch
Filter string
Include string[]
Exclude string[]
Credential object <.
Options|Option string
`,
  (c) => {
    const gathered: PSValue[] = [];
    return {
      *process(input) {
        if (input !== undefined) gathered.push(input);
      },
      *end() {
        refuse(c, { Options: 'Set-Variable and Set-Alias have -Option.' });
        const value = gathered.length > 1 ? gathered : (gathered[0] ?? c.get('Value'));
        for (const [given, literal] of givenPaths(c)) {
          const found = expand(c, given, literal);
          const all = found.length > 0 ? found : hasWildcard(given) ? [] : [locate(c, given)];
          for (const t of all) {
            if (!t.drive) throw notImplemented(c);
            if (!c.should('Set Item', `Item: ${t.name} Value: ${toText(value)}`)) continue;
            t.drive.set(c, t.name, value);
            if (c.flag('PassThru')) yield* c.emit(t.drive.item(c, t.name));
          }
        }
      },
    };
  },
  { raw: true, defaultSet: 'Path', confirm: 'Medium' },
);

function notImplemented(c: Context) {
  const { record } = notSupported(c);
  return c.fail(record.id, record.category, record.message, record.exceptionType);
}

const CLEAR_ITEM = builtin(
  'Clear-Item',
  'management',
  WAY,
  (c) => ({
    *process() {
      for (const t of yield* targets(c)) {
        if (!t.drive) yield* c.error(notSupported(c));
        else if (c.should('Clear Item', `Item: ${t.name}`)) t.drive.set(c, t.name, null);
      }
    },
  }),
  { defaultSet: 'Path', confirm: 'Medium' },
);

const INVOKE_ITEM = builtin(
  'Invoke-Item',
  'management',
  WAY,
  (c) => ({
    *process() {
      for (const t of yield* targets(c)) {
        throw c.fail(
          'InvokeItemNotSupported',
          'NotImplemented',
          `hyperv has no desktop that would open '${t.path}': Invoke-Item is not available.`,
          'System.NotSupportedException',
        );
      }
    },
  }),
  { defaultSet: 'Path', confirm: 'Medium' },
);

export const GET_ITEMS = [GET_ITEM, TEST_PATH, SET_ITEM, CLEAR_ITEM, INVOKE_ITEM];
