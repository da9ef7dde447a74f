/** Commands on files and folders, and on what looks like them. */
import type { Builtin } from '../../engine/builtin.ts';
import { GET_CHILD_ITEM } from './get-child-item.ts';
import { GET_CONTENT } from './get-content.ts';
import { ITEM_CHANGES } from './item-changes.ts';
import { ITEMS } from './items.ts';
import { LOCATIONS } from './locations.ts';
import { PATH_COMMANDS } from './path-commands.ts';
import { WRITE_CONTENT } from './write-content.ts';

export const FILE_COMMANDS: readonly Builtin[] = [
  GET_CONTENT,
  ...WRITE_CONTENT,
  GET_CHILD_ITEM,
  ...ITEMS,
  ...ITEM_CHANGES,
  ...PATH_COMMANDS,
  ...LOCATIONS,
];
