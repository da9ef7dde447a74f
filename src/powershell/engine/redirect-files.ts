/** Files that statements read and redirections write. */
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { edition } from '../edition.ts';
import { encode, preamble } from '../text-encoding.ts';
import type { PSValue } from '../values.ts';
import { toText } from './convert.ts';
import type { Engine } from './engine.ts';
import { runtimeError } from './errors.ts';
import type { Sink } from './frame.ts';
import { decode } from './net/bytes.ts';

export function fileLines(engine: Engine, path: string): PSValue {
  const real = engine.files.real(path);
  if (!existsSync(real)) {
    throw runtimeError('FileNotFound', `Cannot find path '${engine.files.full(path)}' because it does not exist.`, {
      category: 'ObjectNotFound',
    });
  }
  const lines = decode(readFileSync(real)).split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Opens the target of `>`. */
export function openRedirect(engine: Engine, target: PSValue, append: boolean): { sink: Sink; close: () => void } {
  if (target === null) return { sink: { write: () => undefined }, close: () => undefined };
  const path = engine.files.real(toText(target));
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw runtimeError('FileOpenFailure', `Access to the path '${engine.files.full(toText(target))}' is denied.`, {
      category: 'OpenError',
    });
  }
  const encoding = edition.current.encodings.outFile;
  try {
    if (!append || !existsSync(path)) writeFileSync(path, preamble(encoding));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const shown = engine.files.full(toText(target));
    const message =
      code === 'ENOENT'
        ? `Could not find a part of the path '${shown}'.`
        : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
          ? `Access to the path '${shown}' is denied.`
          : (error as Error).message;
    throw runtimeError('FileOpenFailure', message, { category: 'OpenError', activity: 'out-file', target: shown });
  }
  const printer = engine.textPrinter((t) => appendFileSync(path, encode(t, encoding)));
  return {
    sink: {
      write: (v) => {
        printer.write(v);
        return undefined;
      },
    },
    close: () => printer.end(),
  };
}
