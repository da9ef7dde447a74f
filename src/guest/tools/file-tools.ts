import type { Tool } from '../process/tool.ts';

export const FILE_TOOLS: Readonly<Record<string, Tool>> = {};
