/** The errors of system calls, with glibc's texts (strerror, C locale). */

const TEXTS = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  ESRCH: 'No such process',
  EIO: 'Input/output error',
  ENXIO: 'No such device or address',
  EBADF: 'Bad file descriptor',
  ECHILD: 'No child processes',
  EACCES: 'Permission denied',
  ENOTBLK: 'Block device required',
  EBUSY: 'Device or resource busy',
  EEXIST: 'File exists',
  EXDEV: 'Invalid cross-device link',
  ENODEV: 'No such device',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENOTTY: 'Inappropriate ioctl for device',
  ETXTBSY: 'Text file busy',
  EFBIG: 'File too large',
  ENOSPC: 'No space left on device',
  ESPIPE: 'Illegal seek',
  EROFS: 'Read-only file system',
  EMLINK: 'Too many links',
  EPIPE: 'Broken pipe',
  ENAMETOOLONG: 'File name too long',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  ENOEXEC: 'Exec format error',
  ENOMEM: 'Cannot allocate memory',
  EOPNOTSUPP: 'Operation not supported',
  ENOMEDIUM: 'No medium found',
} as const;

export type ErrnoCode = keyof typeof TEXTS;

/** The text of an error as perror prints it. */
export const errnoText = (code: ErrnoCode): string => TEXTS[code];

/** A system call failed. `message` is glibc's text. */
export class Errno extends Error {
  readonly code: ErrnoCode;
  constructor(code: ErrnoCode) {
    super(TEXTS[code]);
    this.code = code;
  }
}

/** Runs a system call, giving its error as a value; anything else that is thrown is a fault of ours and goes on. */
export function attempt<T>(work: () => T): T | Errno {
  try {
    return work();
  } catch (error) {
    if (error instanceof Errno) return error;
    throw error;
  }
}
