/** The commands on jobs and on other computers. */
import type { Builtin } from '../engine/builtin.ts';
import { JOB_COMMANDS } from './commands.ts';
import { INVOKE_COMMAND } from './invoke-command.ts';
import { RECEIVE_JOB } from './receive.ts';
import { SESSION_COMMANDS } from './session-commands.ts';
import { STARTERS } from './start.ts';

export const JOBS: readonly Builtin[] = [
  ...STARTERS,
  ...JOB_COMMANDS,
  RECEIVE_JOB,
  INVOKE_COMMAND,
  ...SESSION_COMMANDS,
];
