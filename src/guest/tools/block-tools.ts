import type { Tool } from '../process/tool.ts';

export const BLOCK_TOOLS: Readonly<Record<string, Tool>> = {};
