/** Get-Content. */
import { readFileSync } from 'node:fs';
import type { Context } from '../../engine/builtin.ts';
import { enumerable } from '../../engine/collections.ts';
import type { Gen } from '../../engine/flow.ts';
import { type PSValue, TypedArray } from '../../values.ts';
import { builtin } from '../declare.ts';
import { decodeBytes, encodingOf } from '../encoding.ts';
import { byteValues } from './file-object.ts';
import { reported } from './io-errors.ts';
import { isFolder, targets } from './paths.ts';

const TABLE = `
Path string[] [Path] @0 ! <.
LiteralPath|PSPath|LP string[] [LiteralPath] ! <.
ReadCount long <.
TotalCount|First|Head long <.
Tail|Last int <.
Filter string
Include string[]
Exclude string[]
Force switch
Credential object <.
Delimiter string
Wait switch
Raw switch
Encoding string
AsByteStream switch
Stream string
`;

/** Pieces of a text: lines, or what stands between delimiters. */
function piecesOf(c: Context, text: string): string[] {
  const pieces = c.has('Delimiter') ? text.split(c.text('Delimiter')) : text.split(/\r\n|\n|\r/);
  if (pieces.at(-1) === '') pieces.pop();
  return pieces;
}

/** Sends items on one by one, all together, or so many at a time, as -ReadCount says. */
function* send(c: Context, items: readonly PSValue[], asArray: (part: readonly PSValue[]) => PSValue): Gen<void> {
  const per = c.number('ReadCount', 1);
  if (per === 1) yield* c.emitAll(items);
  else if (per <= 0) {
    if (items.length > 0) yield* c.emit(items.length === 1 ? items[0]! : asArray(items));
  } else
    for (let i = 0; i < items.length; i += per) {
      const part = items.slice(i, i + per);
      yield* c.emit(part.length === 1 ? part[0]! : asArray(part));
    }
}

function cut<T>(c: Context, items: readonly T[]): readonly T[] {
  if (c.has('TotalCount') && c.number('TotalCount') >= 0) return items.slice(0, c.number('TotalCount'));
  if (c.has('Tail') && c.number('Tail') >= 0) return c.number('Tail') === 0 ? [] : items.slice(-c.number('Tail'));
  return items;
}

function check(c: Context): void {
  const both = (a: string, b: string): boolean => c.has(a) && c.has(b);
  const invalid = (message: string, id: string): never => {
    throw c.fail(id, 'InvalidOperation', message, 'System.InvalidOperationException');
  };
  if (both('TotalCount', 'Tail')) {
    invalid(
      'The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.',
      'TailAndHeadCannotCoexist',
    );
  }
  if (c.flag('Wait')) {
    invalid('hyperv does not follow a file as it grows: Get-Content has no -Wait here.', 'WaitNotSupported');
  }
  if (c.has('Stream')) {
    invalid('hyperv has no alternate data streams: Get-Content has no -Stream here.', 'StreamNotSupported');
  }
}

/** What cannot go with -Raw; seen when a file is there to read. */
function checkRaw(c: Context): void {
  for (const other of ['TotalCount', 'Tail', 'Wait', 'Delimiter']) {
    if (!c.has(other)) continue;
    throw c.fail(
      'InvalidOperation',
      'InvalidOperation',
      `The Raw and ${other} parameters cannot be specified in the same command.`,
      'System.InvalidOperationException',
    );
  }
}

function* read(c: Context, path: string): Gen<void> {
  if (c.flag('Raw')) checkRaw(c);
  if (isFolder(c, path)) {
    yield* c.error(
      c.record(
        'GetContainerContentException',
        'InvalidOperation',
        `Unable to get content because it is a directory: '${path}'. Please use 'Get-ChildItem' instead.`,
        'System.InvalidOperationException',
        { target: path },
      ),
    );
    return;
  }
  let data: Buffer;
  try {
    data = readFileSync(c.engine.files.real(path));
  } catch (fault) {
    yield* c.error(reported(c, fault, path, 'GetContentReader'));
    return;
  }
  if (c.flag('AsByteStream')) {
    const bytes = byteValues(data);
    const array = (part: readonly PSValue[]): PSValue => new TypedArray('System.Byte', [...part]);
    if (c.flag('Raw')) yield* c.emit(array(bytes));
    else yield* send(c, cut(c, bytes), array);
    return;
  }
  const text = decodeBytes(data, encodingOf(c, 'Encoding', 'content'));
  if (c.flag('Raw')) {
    if (text !== '') yield* c.emit(text);
    return;
  }
  yield* send(c, cut(c, piecesOf(c, text)), (part) => [...part]);
}

export const GET_CONTENT = builtin(
  'Get-Content',
  'management',
  TABLE,
  (c) => ({
    *process() {
      check(c);
      for (const t of yield* targets(c)) {
        if (!t.drive) {
          yield* read(c, t.path);
          continue;
        }
        const value = t.drive.content(c, t.name);
        yield* c.emitAll(enumerable(value) ?? [value]);
      }
    },
  }),
  { defaultSet: 'Path' },
);
