/** Commands on files and folders, and on what looks like them. */
import type { Builtin } from '../../engine/builtin.ts';
import { COPY_ITEM } from './copy-item.ts';
import { GET_CHILD_ITEM } from './get-child-item.ts';
import { GET_CONTENT } from './get-content.ts';
import { GET_ITEMS } from './get-item.ts';
import { ITEM_PROPERTIES } from './item-property.ts';
import { LOCATIONS } from './locations.ts';
import { MOVE_ITEMS } from './move-item.ts';
import { NEW_ITEM } from './new-item.ts';
import { PATH_COMMANDS } from './path-commands.ts';
import { PS_DRIVES } from './ps-drive.ts';
import { REMOVE_ITEM } from './remove-item.ts';
import { WRITE_CONTENT } from './write-content.ts';

export const FILE_COMMANDS: readonly Builtin[] = [
  GET_CONTENT,
  ...WRITE_CONTENT,
  GET_CHILD_ITEM,
  ...GET_ITEMS,
  NEW_ITEM,
  REMOVE_ITEM,
  COPY_ITEM,
  ...MOVE_ITEMS,
  ...PATH_COMMANDS,
  ...LOCATIONS,
  ...PS_DRIVES,
  ...ITEM_PROPERTIES,
];
