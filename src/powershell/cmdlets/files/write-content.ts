/** Set-Content, Add-Content, Clear-Content. */
import { closeSync, openSync, statSync, truncateSync, writeSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import { toText } from '../../engine/convert.ts';
import type { Gen } from '../../engine/flow.ts';
import { isNumber, Num, type PSValue } from '../../values.ts';
import { builtin } from '../declare.ts';
import { encode, encodingOf, preamble } from '../encoding.ts';
import { hostText } from '../write.ts';
import type { SessionDrive } from './drives.ts';
import { denied, reported } from './io-errors.ts';
import {
  baseName,
  expand,
  givenPaths,
  isFolder,
  isReadOnly,
  isThere,
  isWanted,
  locate,
  NoDrive,
  noDrive,
  notSupported,
  targets,
} from './paths.ts';

const TABLE = `
Path string[] [Path] @0 ! <.
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Value object[] null empty @1 ! <*
PassThru switch
Filter string
Include string[]
Exclude string[]
Force switch
Credential object <.
NoNewline switch
Encoding string
AsByteStream switch
Stream string
`;

/** A file that content goes to. */
class Writer {
  readonly path: string;
  private readonly file: number;
  constructor(path: string, real: string, append: boolean, mark: Buffer) {
    this.path = path;
    const isEmpty = !append || (statSync(real, { throwIfNoEntry: false })?.size ?? 0) === 0;
    this.file = openSync(real, append ? 'a' : 'w');
    if (isEmpty && mark.length > 0) writeSync(this.file, mark);
  }
  write(data: Buffer): void {
    if (data.length > 0) writeSync(this.file, data);
  }
  close(): void {
    closeSync(this.file);
  }
}

/** Where the values of a command go. */
type Place = Writer | { readonly drive: SessionDrive; readonly name: string };

function* open(c: Context, append: boolean): Gen<Place[]> {
  const out: Place[] = [];
  const encoding = encodingOf(c, 'Encoding', 'content');
  for (const [given, literal] of givenPaths(c)) {
    try {
      const there = expand(c, given, literal);
      for (const t of there.length > 0 ? there : [locate(c, given)]) {
        if (t.drive) {
          if (append) yield* c.error(notSupported(c));
          else out.push(t);
          continue;
        }
        const { path } = t;
        if (!isWanted(c, baseName(path))) continue;
        if (!c.should(append ? 'Add Content' : 'Set Content', `Path: ${path}`)) continue;
        const real = c.engine.files.real(path);
        if (isFolder(c, path) || (isReadOnly(c, path) && !c.flag('Force'))) {
          yield* c.error(denied(c, path, 'GetContentWriter'));
          continue;
        }
        try {
          out.push(new Writer(path, real, append, c.flag('AsByteStream') ? Buffer.alloc(0) : preamble(encoding)));
        } catch (fault) {
          yield* c.error(reported(c, fault, path, 'GetContentWriter'));
        }
      }
    } catch (fault) {
      if (!(fault instanceof NoDrive)) throw fault;
      yield* c.error(noDrive(c, fault));
    }
  }
  return out;
}

function bytesOfItems(c: Context, items: readonly PSValue[]): Buffer {
  return Buffer.from(
    items.map((v) => {
      const n = Number(v instanceof Num ? v.value : v);
      if (v === null || !isNumber(v) || n < 0 || n > 255 || !Number.isInteger(n)) {
        throw c.fail(
          'ByteContentMustBeBytes',
          'InvalidArgument',
          'Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.',
          'System.ArgumentException',
        );
      }
      return n;
    }),
  );
}

function contentCommand(name: string, append: boolean) {
  return builtin(
    name,
    'management',
    TABLE,
    (c) => {
      let places: Place[] | null = null;
      const kept: PSValue[] = [];
      return {
        *process(input) {
          if (c.has('Stream')) {
            throw c.fail(
              'StreamNotSupported',
              'NotImplemented',
              `hyperv has no alternate data streams: ${name} has no -Stream here.`,
              'System.NotSupportedException',
            );
          }
          const given = input === undefined ? c.list('Value') : [input];
          places ??= yield* open(c, append);
          const items = given.flatMap((v) => enumerable(v) ?? [v]);
          const writers = places.filter((p) => p instanceof Writer);
          if (writers.length > 0) {
            const end = c.flag('NoNewline') ? '' : '\n';
            const data = c.flag('AsByteStream')
              ? bytesOfItems(c, items)
              : encode(items.map((v) => hostText(v, ' ') + end).join(''), encodingOf(c, 'Encoding', 'content'));
            for (const w of writers) w.write(data);
          }
          if (places.length > writers.length) kept.push(...items);
          if (c.flag('PassThru')) yield* c.emitAll(given);
        },
        *end() {
          for (const p of places ?? []) {
            if (p instanceof Writer) {
              p.close();
              continue;
            }
            const value = kept.length === 1 ? kept[0]! : kept;
            p.drive.set(c, p.name, p.drive.name === 'Env' ? kept.map((v) => toText(v)).join('\n') : value);
          }
        },
      };
    },
    { raw: true, defaultSet: 'Path', confirm: 'Medium' },
  );
}

const CLEAR_CONTENT = builtin(
  'Clear-Content',
  'management',
  `
Path string[] [Path] @0 ! <.
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
Filter string
Include string[]
Exclude string[]
Force switch
Credential object <.
Stream string
`,
  (c) => ({
    *process() {
      for (const t of yield* targets(c)) {
        if (t.drive) {
          if (t.drive.name === 'Variable') t.drive.set(c, t.name, null);
          else yield* c.error(notSupported(c));
          continue;
        }
        const { path } = t;
        if (isFolder(c, path)) {
          yield* c.error(
            c.record(
              'ClearDirectoryContent',
              'InvalidOperation',
              `Unable to clear content because it is a directory: '${path}'. Clear-Content is only supported on files.`,
              'System.NotSupportedException',
              { target: path },
            ),
          );
          continue;
        }
        if (!c.should('Clear Content', `Item: ${path}`)) continue;
        if (isReadOnly(c, path) && !c.flag('Force')) yield* c.error(denied(c, path, 'ClearContent'));
        else if (isThere(c, path)) truncateSync(c.engine.files.real(path));
      }
    },
  }),
  { defaultSet: 'Path', confirm: 'Medium' },
);

export const WRITE_CONTENT = [contentCommand('Set-Content', false), contentCommand('Add-Content', true), CLEAR_CONTENT];
