/** Commands about the session: variables, aliases, functions, time, random numbers. */
import type { Builtin } from '../../engine/builtin.ts';
import { ALIASES } from './aliases.ts';
import { GET_COMMAND } from './get-command.ts';
import { TIME } from './get-date.ts';
import { HOST } from './host.ts';
import { LANGUAGE } from './invoke.ts';
import { RANDOM } from './random.ts';
import { VARIABLES } from './variables.ts';

export const SESSION: readonly Builtin[] = [
  ...VARIABLES,
  ...ALIASES,
  ...TIME,
  ...RANDOM,
  ...LANGUAGE,
  ...GET_COMMAND,
  ...HOST,
];
