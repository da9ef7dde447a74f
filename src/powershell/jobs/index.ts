/** The commands on jobs. */
import type { Builtin } from '../engine/builtin.ts';
import { JOB_COMMANDS } from './commands.ts';
import { RECEIVE_JOB } from './receive.ts';
import { STARTERS } from './start.ts';

export const JOBS: readonly Builtin[] = [...STARTERS, ...JOB_COMMANDS, RECEIVE_JOB];
