/** All commands of our own. */
import type { Builtin } from '../engine/builtin.ts';
import { JOBS } from '../jobs/index.ts';
import { ADD_TYPE } from './add-type.ts';
import { CLIXML } from './clixml/index.ts';
import { CONSOLE } from './console/index.ts';
import { CSV } from './csv.ts';
import { DATA } from './data.ts';
import { FILE_COMMANDS } from './files/index.ts';
import { FOREACH } from './foreach.ts';
import { FORMAT } from './format.ts';
import { GET_HELP } from './help/get-help.ts';
import { JSON_COMMANDS } from './json/index.ts';
import { MARKUP } from './markup.ts';
import { MEASURE } from './measure.ts';
import { GET_MEMBER } from './members/get-member.ts';
import { MODULES } from './module-commands.ts';
import { OBJECTS } from './objects.ts';
import { OUTPUT } from './out.ts';
import { SELECT } from './select.ts';
import { SELECT_XML } from './select-xml.ts';
import { SESSION } from './session/index.ts';
import { STATE } from './session-state.ts';
import { SORT } from './sort.ts';
import { SYSTEM } from './system/index.ts';
import { TEXT } from './text.ts';
import { TYPE_DATA } from './type-data.ts';
import { WHERE } from './where.ts';
import { WRITE } from './write.ts';

export const BUILTINS: readonly Builtin[] = [
  ...MODULES,
  ...DATA,
  ...FILE_COMMANDS,
  ...OBJECTS,
  ...SESSION,
  ADD_TYPE,
  ...CLIXML,
  ...CONSOLE,
  ...CSV,
  ...FOREACH,
  ...FORMAT,
  ...JSON_COMMANDS,
  ...GET_MEMBER,
  GET_HELP,
  ...JOBS,
  ...STATE,
  ...MARKUP,
  ...MEASURE,
  ...OUTPUT,
  ...SELECT,
  ...SELECT_XML,
  ...SORT,
  ...SYSTEM,
  ...TEXT,
  ...TYPE_DATA,
  ...WHERE,
  ...WRITE,
];
