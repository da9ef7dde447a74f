/** All commands of our own. */
import type { Builtin } from '../engine/builtin.ts';
import { FILE_COMMANDS } from './files.ts';
import { OBJECTS } from './objects.ts';
import { OUTPUT } from './output.ts';
import { SESSION } from './session-commands.ts';

export const BUILTINS: readonly Builtin[] = [...OUTPUT, ...FILE_COMMANDS, ...OBJECTS, ...SESSION];
