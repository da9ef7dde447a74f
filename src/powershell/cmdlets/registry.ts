/** All built-in commands, and their aliases as on Windows. */
import type { Builtin } from '../engine/builtin.ts';
import { CLIXML } from './clixml.ts';
import { CSV } from './csv.ts';
import { FOREACH } from './foreach.ts';
import { FORMAT } from './format.ts';
import { JSON_COMMANDS } from './json.ts';
import { MARKUP } from './markup.ts';
import { MEASURE } from './measure.ts';
import { OUTPUT } from './out.ts';
import { SELECT } from './select.ts';
import { SORT } from './sort.ts';
import { TEXT } from './text.ts';
import { WHERE } from './where.ts';
import { WRITE } from './write.ts';

export const BUILTINS: readonly Builtin[] = [
  ...WHERE,
  ...FOREACH,
  ...SELECT,
  ...SORT,
  ...MEASURE,
  ...OUTPUT,
  ...FORMAT,
  ...WRITE,
  ...JSON_COMMANDS,
  ...CSV,
  ...CLIXML,
  ...MARKUP,
  ...TEXT,
];

import { BUILTINS as ENGINE } from './index.ts';
export const ALL: readonly Builtin[] = [...ENGINE, ...BUILTINS];
