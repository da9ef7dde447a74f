import type { Tool } from '../process/tool.ts';

export const LEAF_TOOLS: Readonly<Record<string, Tool>> = {};
