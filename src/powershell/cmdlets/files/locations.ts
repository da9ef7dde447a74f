/** The current location, and the stacks of those before. */
import type { Context } from '../../engine/builtin.ts';
import { toText } from '../../engine/convert.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Gen } from '../../engine/flow.ts';
import type { PSObj } from '../../engine/psobject.ts';
import { builtin } from '../declare.ts';
import { pathInfo } from './path-commands.ts';
import { expand, isFolder, locate, NoDrive, noDrive, pathNotFound, type Target } from './paths.ts';

/** What a session remembers of where it was. */
interface Trail {
  readonly stacks: Map<string, string[]>;
  stack: string;
  back: string[];
  forward: string[];
}

const trails = new WeakMap<Engine, Trail>();

function trailOf(c: Context): Trail {
  let trail = trails.get(c.engine);
  if (!trail) {
    trail = { stacks: new Map(), stack: 'default', back: [], forward: [] };
    trails.set(c.engine, trail);
  }
  return trail;
}

function stackOf(c: Context, name: string): string[] {
  const { stacks, stack } = trailOf(c);
  const key = (name === '' ? stack : name).toLowerCase();
  let found = stacks.get(key);
  if (!found) {
    found = [];
    stacks.set(key, found);
  }
  return found;
}

const here = (c: Context): PSObj => pathInfo(targetOf(c, c.engine.files.location));

function targetOf(c: Context, path: string): Target {
  try {
    return locate(c, path);
  } catch {
    return { drive: null, path };
  }
}

/** Goes there; false where there is no such place. */
function* go(c: Context, given: string, literal: boolean): Gen<boolean> {
  let found: Target[];
  try {
    found = expand(c, given, literal);
  } catch (fault) {
    if (!(fault instanceof NoDrive)) throw fault;
    yield* c.error(noDrive(c, fault));
    return false;
  }
  const folders = found.filter((t) => (t.drive ? t.name === '' : isFolder(c, t.path)));
  if (folders.length > 1) {
    throw c.fail(
      'Argument',
      'InvalidArgument',
      `Cannot set the location because path '${given}' resolved to multiple containers. You can only the set location to one container at a time.`,
    );
  }
  const [target] = folders;
  if (!target) {
    const at = targetOf(c, given);
    yield* c.error(pathNotFound(c, at.drive ? at.name : at.path));
    return false;
  }
  const trail = trailOf(c);
  trail.back.push(c.engine.files.location);
  trail.forward = [];
  c.engine.files.location = target.path;
  return true;
}

const PLACE = `
Path string [Path] @0 <*
LiteralPath|PSPath|LP string [LiteralPath] ! <.
PassThru switch
StackName string <. [Stack] <.
`;

/** `cd -` and `cd +`. */
function retrace(c: Context, to: '-' | '+'): void {
  const trail = trailOf(c);
  const [from, other] = to === '-' ? [trail.back, trail.forward] : [trail.forward, trail.back];
  const place = from.pop();
  if (place === undefined) {
    const way = to === '-' ? 'backwards' : 'forwards';
    throw c.fail(
      'InvalidOperation',
      'InvalidOperation',
      `There is no location history left to navigate ${way}.`,
      'System.InvalidOperationException',
    );
  }
  other.push(c.engine.files.location);
  c.engine.files.location = place;
}

const SET_LOCATION = builtin(
  'Set-Location',
  'management',
  `
Path string [Path] @0 <*
LiteralPath|PSPath|LP string [LiteralPath] ! <.
PassThru switch
StackName string [Stack] <.
`,
  (c) => ({
    *process() {
      if (c.has('StackName')) trailOf(c).stack = c.text('StackName') || 'default';
      else {
        const literal = c.has('LiteralPath');
        const given = literal ? c.text('LiteralPath') : c.text('Path', '~');
        if (given === '-' || given === '+') retrace(c, given);
        else if (!(yield* go(c, given, literal))) return;
      }
      if (c.flag('PassThru')) yield* c.emit(here(c));
    },
  }),
  { defaultSet: 'Path' },
);

const PUSH_LOCATION = builtin(
  'Push-Location',
  'management',
  PLACE.replace(' [Stack] <.', ''),
  (c) => ({
    *process() {
      const literal = c.has('LiteralPath');
      const before = c.engine.files.location;
      const given = literal ? c.text('LiteralPath') : c.text('Path', '.');
      if (!(yield* go(c, given, literal))) return;
      stackOf(c, c.text('StackName')).push(before);
      if (c.flag('PassThru')) yield* c.emit(here(c));
    },
  }),
  { defaultSet: 'Path' },
);

function noStack(c: Context, name: string) {
  return c.record(
    'Argument',
    'InvalidArgument',
    `Cannot find location stack '${name}'. It does not exist or it is not a container.`,
    'System.Management.Automation.PSArgumentException',
  );
}

const POP_LOCATION = builtin('Pop-Location', 'management', 'PassThru switch\nStackName string <.', (c) => ({
  *process() {
    const name = c.text('StackName');
    if (name !== '' && !trailOf(c).stacks.has(name.toLowerCase())) {
      yield* c.error(noStack(c, name));
      return;
    }
    const back = stackOf(c, name).pop();
    if (back !== undefined) c.engine.files.location = back;
    if (c.flag('PassThru')) yield* c.emit(here(c));
  },
}));

const GET_LOCATION = builtin(
  'Get-Location',
  'management',
  `
PSProvider string[] [Location] <.
PSDrive string[] [Location] <.
Stack switch [Stack]
StackName string[] [Stack] <.
`,
  (c) => ({
    *process() {
      if (c.flag('Stack') || c.has('StackName')) {
        for (const name of c.has('StackName') ? c.texts('StackName') : ['']) {
          const stack = [...stackOf(c, name)].reverse();
          yield* c.emitAll(stack.map((p) => pathInfo(targetOf(c, p))));
        }
        return;
      }
      const at = targetOf(c, c.engine.files.location);
      const provider = at.drive?.provider ?? 'FileSystem';
      for (const wanted of c.texts('PSProvider')) {
        if (wanted.toLowerCase() !== provider.toLowerCase()) {
          yield* c.emit(pathInfo({ drive: null, path: c.engine.files.location }));
          return;
        }
      }
      for (const wanted of c.texts('PSDrive')) {
        if (toText(pathInfo(at).get('Drive') ?? null).toLowerCase() === wanted.toLowerCase()) continue;
        yield* c.error(noDrive(c, new NoDrive(wanted)));
        return;
      }
      yield* c.emit(here(c));
    },
  }),
  { defaultSet: 'Location' },
);

export const LOCATIONS = [GET_LOCATION, SET_LOCATION, PUSH_LOCATION, POP_LOCATION];
