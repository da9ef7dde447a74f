/** Builtins by name. Each gives an exit code, what to wait for, or `goes on` where it changed the frames itself. */
import type { Wait } from '../process/types.ts';
import { DIRECTORY_BUILTINS } from './builtins-directory.ts';
import { FLOW_BUILTINS } from './builtins-flow.ts';
import { JOB_BUILTINS } from './builtins-jobs.ts';
import { TEXT_BUILTINS } from './builtins-text.ts';
import { VARIABLE_BUILTINS } from './builtins-variables.ts';
import type { Frame } from './state.ts';
import type { Sh } from './step.ts';

export type Builtin = (sh: Sh, args: readonly string[], frame: Frame) => number | Wait | 'goes on';

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ...FLOW_BUILTINS,
  ...VARIABLE_BUILTINS,
  ...TEXT_BUILTINS,
  ...DIRECTORY_BUILTINS,
  ...JOB_BUILTINS,
};

/** POSIX special builtins: their errors end a shell in posix mode. */
export const SPECIAL_BUILTINS = new Set(
  'break : . continue eval exec exit export readonly return set shift source times trap unset'.split(' '),
);
