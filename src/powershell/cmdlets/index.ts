/** All commands of our own. */
import type { Builtin } from '../engine/builtin.ts';
import { DATA } from './data.ts';
import { FILE_COMMANDS } from './files.ts';
import { FORMATTING } from './formatting.ts';
import { OBJECTS } from './objects.ts';
import { OUTPUT } from './output.ts';
import { SESSION } from './session-commands.ts';

export const BUILTINS: readonly Builtin[] = [
  ...OUTPUT,
  ...FORMATTING,
  ...DATA,
  ...FILE_COMMANDS,
  ...OBJECTS,
  ...SESSION,
];
