/** Faults of the machine's file system as PowerShell's errors. */
import { type Context, systemFaults } from '../../engine/builtin.ts';
import type { ErrorObject, ScriptError } from '../../engine/errors.ts';
import type { ErrorCategory } from '../../errors.ts';

interface Texts {
  readonly message: (path: string) => string;
  readonly exception: string;
  readonly category: ErrorCategory;
  /** Last part of the id, after the name of what was tried. */
  readonly id: string;
}

const DENIED: Texts = {
  message: (path) => `Access to the path '${path}' is denied.`,
  exception: 'System.UnauthorizedAccessException',
  category: 'PermissionDenied',
  id: 'UnauthorizedAccessError',
};
const io = (message: (path: string) => string): Texts => ({
  message,
  exception: 'System.IO.IOException',
  category: 'WriteError',
  id: 'IOError',
});

const FAULTS: Readonly<Record<string, Texts>> = {
  ENOENT: {
    message: (path) => `Could not find a part of the path '${path}'.`,
    exception: 'System.IO.DirectoryNotFoundException',
    category: 'ObjectNotFound',
    id: 'DirectoryNotFoundError',
  },
  ENOTDIR: {
    message: (path) => `Could not find a part of the path '${path}'.`,
    exception: 'System.IO.DirectoryNotFoundException',
    category: 'ObjectNotFound',
    id: 'DirectoryNotFoundError',
  },
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: DENIED,
  EISDIR: DENIED,
  EEXIST: io((path) => `The file '${path}' already exists.`),
  ENOSPC: io((path) => `There is not enough space on the disk. : '${path}'`),
  EBUSY: io((path) => `The process cannot access the file '${path}' because it is being used by another process.`),
  ENOTEMPTY: io((path) => `The directory is not empty. : '${path}'`),
  ENAMETOOLONG: io((path) => `The filename or extension is too long. : '${path}'`),
};

/** The error of a fault while something was done to `path`; undefined where it is no fault of the file system. */
export function ioError(c: Context, fault: unknown, path: string, what: string): ErrorObject | undefined {
  const code = (fault as { code?: string }).code ?? '';
  const texts = FAULTS[code];
  if (!texts) {
    if (typeof (fault as { syscall?: unknown }).syscall !== 'string') return undefined;
    return c.record(`${what}IOError`, 'WriteError', `${(fault as Error).message}`, 'System.IO.IOException', {
      target: path,
    });
  }
  return c.record(`${what}${texts.id}`, texts.category, texts.message(path), texts.exception, { target: path });
}

/** Reports a fault of the file system; throws what is none. */
export function reported(c: Context, fault: unknown, path: string, what: string): ErrorObject {
  const error = ioError(c, fault, path, what);
  if (!error) throw fault;
  return error;
}

/** The error of a file that a command cannot open to write or read: it ends the command. */
export function openFailure(c: Context, fault: unknown, path: string): ScriptError {
  const { record } = reported(c, fault, path, 'FileOpenFailure');
  return c.fail('FileOpenFailure', 'OpenError', record.message, record.exceptionType, { target: path });
}

/** Faults that a command does not expect: the system's, and paths that Windows does not allow. */
systemFaults.toError = (c, fault) => {
  if (typeof fault !== 'object' || fault === null) return undefined;
  const { path, fault: why } = fault as { path?: string; fault?: string };
  if (why !== undefined && typeof path === 'string') {
    return c.fail(
      'System.IO.IOException',
      'NotSpecified',
      `The filename, directory name, or volume label syntax is incorrect. : '${path}'`,
      'System.IO.IOException',
      { target: path },
    );
  }
  const error = ioError(c, fault, path ?? '', 'FileOpenFailure');
  if (!error) return undefined;
  const { message, exceptionType } = error.record;
  return c.fail(exceptionType, 'NotSpecified', message, exceptionType);
};

/** Nobody may change a file that is read-only, not even its owner; the machine would let an administrator. */
export function denied(c: Context, path: string, what: string): ErrorObject {
  return c.record(`${what}UnauthorizedAccessError`, 'PermissionDenied', DENIED.message(path), DENIED.exception, {
    target: path,
  });
}
