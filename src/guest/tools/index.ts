/** All tools by name. */
import type { Tool } from '../process/tool.ts';
import { BLOCK_TOOLS } from './block-tools.ts';
import { CHILD_TOOLS } from './children.ts';
import { EXTRA_TOOLS } from './extra.ts';
import { FILE_TOOLS } from './file-tools.ts';
import { LEAF_TOOLS } from './leaf.ts';
import { LIST_TOOLS } from './list-tools.ts';
import { LOOK_TOOLS } from './look-tools.ts';
import { MEMORY_TOOLS } from './memory-tools.ts';
import { MOUNT_TOOLS } from './mount-tools.ts';
import { PROCESS_TOOLS } from './process-tools.ts';
import { STREAM_TOOLS } from './stream-tools.ts';
import { STRESS_TOOLS } from './stress-tools.ts';
import { SYSTEM_TOOLS } from './system-tools.ts';
import { TEXT_TOOLS } from './text-tools.ts';

const TOOLS: ReadonlyMap<string, Tool> = new Map(
  Object.entries({
    ...STREAM_TOOLS,
    ...TEXT_TOOLS,
    ...FILE_TOOLS,
    ...LIST_TOOLS,
    ...CHILD_TOOLS,
    ...SYSTEM_TOOLS,
    ...PROCESS_TOOLS,
    ...MOUNT_TOOLS,
    ...BLOCK_TOOLS,
    ...MEMORY_TOOLS,
    ...LOOK_TOOLS,
    ...STRESS_TOOLS,
    ...EXTRA_TOOLS,
    ...LEAF_TOOLS,
  }),
);

export const toolNamed = (name: string): Tool | undefined => TOOLS.get(name);
export const hasTool = (name: string): boolean => TOOLS.has(name);
/** Names of all tools. */
export const toolNames = (): string[] => [...TOOLS.keys()];
